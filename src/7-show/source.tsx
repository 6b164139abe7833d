import type { ComponentChildren } from "preact";
import type { Around } from "./around.ts";
import { documentName } from "./grammar.ts";
import { useHref } from "./lens.tsx";
import { isItem, type Piece, type Source, type Stretch, stretches } from "./pane.ts";

/** The texts beside a page, one under the other, each word that carries a claim underlined, the chosen one's lit. */
export function SourcePane({ sources, around }: { sources: readonly Source[]; around: Around }) {
  return (
    <aside class="source" id="source" aria-label="Source text">
      <h2 class="sr">Sources</h2>
      {sources.length > 1 && (
        <nav class="tabs" aria-label="Documents">
          {sources.map((source, i) => (
            <a key={source.document.id} href={`#doc-${i}`} data-doc={i} dir="auto">
              {documentName(source.document)}
            </a>
          ))}
        </nav>
      )}
      {sources.map((source, i) => (
        <Text key={source.document.id} source={source} index={i} around={around} />
      ))}
      {sources.length === 0 && <p class="quiet">No document stands behind this page yet.</p>}
    </aside>
  );
}

function Text({ source, index, around }: { source: Source; index: number; around: Around }) {
  const href = useHref();
  const { document } = source;
  const all = stretches(source);
  const section = sectionTag(all);
  const dated = document.published === null ? "undated" : `published ${document.published}`;
  return (
    <article class="text" id={`doc-${index}`} data-document={document.id} lang={document.language ?? undefined}>
      <p class="provenance">
        <a href={href("read", { document: document.id })} dir="auto">
          {documentName(document)}
        </a>{" "}
        <span>
          {document.publisher === null ? "" : `${document.publisher}, `}
          {dated}
        </span>
      </p>
      {grouped(all).map((group) => {
        const first = group[0]?.block.range[0] ?? 0;
        const drawn = group.map((stretch) => (
          <Paragraph key={stretch.block.range[0]} {...stretch} around={around} section={section} />
        ));
        return isItem(group[0]?.block) ? <ul key={first}>{drawn}</ul> : drawn;
      })}
    </article>
  );
}

/** List items that follow one another belong to one list. */
function grouped(all: readonly Stretch[]): readonly (readonly Stretch[])[] {
  const groups: Stretch[][] = [];
  for (const stretch of all) {
    const last = groups.at(-1);
    if (last !== undefined && isItem(stretch.block) && isItem(last[0]?.block)) last.push(stretch);
    else groups.push([stretch]);
  }
  return groups;
}

type Section = "h3" | "h4";

/** Headings stand one level under the title, or in its place where the text has none before them: no level is skipped. */
function sectionTag(all: readonly Stretch[]): Section {
  const first = all.find(({ block }) => block.kind === "title" || block.kind === "heading");
  return first?.block.kind === "title" ? "h4" : "h3";
}

function Paragraph({ block, between, pieces, around, section }: Stretch & { around: Around; section: Section }) {
  const words = pieces.map((piece) => <Words key={piece.at} piece={piece} around={around} />);
  if (block.kind === "title") return <Said as="h3" kind="title" words={words} />;
  if (block.kind === "heading") return <Said as={section} kind="heading" words={words} />;
  return <Said as={isItem(block) ? "li" : "p"} kind={between ? "between" : block.kind} words={words} />;
}

function Said({ as: Tag, kind, words }: { as: "h3" | "h4" | "li" | "p"; kind: string; words: ComponentChildren }) {
  return (
    <Tag class={kind} dir="auto">
      {words}
    </Tag>
  );
}

/** One piece of text. Its words are text nodes, whatever they are. */
function Words({ piece, around }: { piece: Piece; around: Around }) {
  const anchors = piece.anchors.map((claim) => <span key={claim} class="at" id={`w-${claim}`} />);
  const ids = piece.uses.map(({ claim }) => claim).join(" ") || undefined;
  const roles = piece.uses.map(({ role }) => role).join(" ") || undefined;
  const lit = piece.uses.find(({ claim }) => claim === around.chosen)?.role;
  const data = { "data-ids": ids, "data-as": roles, "data-at": piece.at, "data-lit": lit };
  const first = piece.uses[0]?.claim;
  const spoken = /[\p{L}\p{N}]/u.test(piece.text);
  if (piece.carries && first !== undefined) {
    return (
      <>
        {anchors}
        <mark class={spoken ? undefined : "bare"} {...data}>
          {spoken ? <a href={`${around.pick(first)}#${first}`}>{piece.text}</a> : piece.text}
        </mark>
      </>
    );
  }
  if (piece.other !== null && spoken) {
    return (
      <span class="other" {...data}>
        <Other claim={piece.other} text={piece.text} />
      </span>
    );
  }
  return ids === undefined ? piece.text : <span {...data}>{piece.text}</span>;
}

/** Words that speak of something else, and lead there. */
function Other({ claim, text }: { claim: string; text: string }) {
  return <a href={useHref()("claim", { claim })}>{text}</a>;
}
