import type { ComponentChildren } from "preact";
import type { Block } from "../0-model/document.ts";
import { overlaps, type Range } from "../0-model/span.ts";
import { documentName } from "./grammar.ts";
import { blockSays, type Layered, type Sentence } from "./layers.ts";
import { EVERY_WORD, LAYERS, type Layer, type Line } from "./line.ts";

/** What the page of marks is made from. */
interface MarksProps {
  readonly of: Layered;
  /** The layers that are in it; each has a switch. */
  readonly chosen: ReadonlySet<Layer>;
  /** The whole style as text, since the page asks for no file; null when there is none. */
  readonly style: string | null;
}

/** Layers that are shown in the running text too: they seldom cover the same words. */
const INLINE: ReadonlySet<Layer> = new Set(["citations", "dates", "quantities", "names", "cues"]);

/** The marks of a text as one page that is whole in itself: no script, no other file. Layers are switched by the style. */
export function MarksPage({ of, chosen, style }: MarksProps) {
  const { document, rendition, sentences } = of;
  const name = documentName(document);
  const there = LAYERS.filter((layer) => chosen.has(layer));
  const dated = document.published === null ? "undated" : `published ${document.published}`;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>{`Marks: ${name}`}</title>
        {style !== null && <Style text={style} />}
      </head>
      <body>
        <a class="skip" href="#main">
          To the text
        </a>
        <header>
          <h1>
            Marks: <bdi>{name}</bdi>
          </h1>
          <p class="lead">
            {`What the program sees before any rule is asked. ${many(sentences.length, "sentence")} in ${many(rendition.blocks.length, "block")}, ${dated}. Small numbers are the places of the words in the text.`}
          </p>
          <p class="hash">{document.id}</p>
        </header>
        <Switches layers={there} />
        <main id="main">
          {grouped(of).map(({ block, held }) => (
            <section key={block.range[0]} class="block">
              <h2 class="kind">
                <bdi>{blockSays(rendition.text, block)}</bdi>
              </h2>
              {held.map((sentence) => (
                <OneSentence key={sentence.number} sentence={sentence} text={rendition.text} />
              ))}
            </section>
          ))}
        </main>
      </body>
    </html>
  );
}

const many = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`;

/** The style is our own text and not the document's; a closing tag could not stand in it. */
function Style({ text }: { readonly text: string }) {
  return <style dangerouslySetInnerHTML={{ __html: text.replaceAll("</", "<\\/") }} />;
}

function Switches({ layers }: { readonly layers: readonly Layer[] }) {
  return (
    <form class="switches" aria-label="Layers">
      <fieldset>
        <legend>Layers</legend>
        {layers.map((layer) => (
          <label key={layer} class={layer}>
            <input type="checkbox" id={`on-${layer}`} checked={!EVERY_WORD.has(layer) && layer !== "chunks"} />
            <span class="what">{layer}</span>
          </label>
        ))}
      </fieldset>
    </form>
  );
}

interface Group {
  readonly block: Block;
  readonly held: readonly Sentence[];
}

/** The sentences by the block that they stand in; blocks none of whose sentences are shown are left out. */
function grouped({ rendition, sentences }: Layered): readonly Group[] {
  const groups = new Map<number, Sentence[]>();
  for (const sentence of sentences) {
    const held = groups.get(sentence.block);
    if (held === undefined) groups.set(sentence.block, [sentence]);
    else held.push(sentence);
  }
  return [...groups].flatMap(([at, held]) => {
    const block = rendition.blocks[at];
    return block === undefined ? [] : [{ block, held }];
  });
}

function OneSentence({ sentence, text }: { readonly sentence: Sentence; readonly text: string }) {
  const { number, shown, lines } = sentence;
  const every = (layer: Layer): readonly Line[] => lines.filter((line) => line.layer === layer);
  const listed = lines.filter(({ layer }) => layer !== "clauses" && !EVERY_WORD.has(layer));
  return (
    <article class="sentence" id={`s${number}`} aria-label={`Sentence ${number}`}>
      <p class="said" dir="auto">
        <a class="number" href={`#s${number}`}>
          <span class="sr">Sentence </span>
          {number}
        </a>{" "}
        {pieces(shown, lines).map(({ range, over }) => (
          <Piece key={range[0]} words={text.slice(...range)} over={over} />
        ))}
      </p>
      <Words name="tokens" lines={every("tokens")} text={text} />
      <Words name="tags" lines={every("tags")} text={text} />
      {listed.length > 0 && (
        <ul class="lines">
          {listed.map((line) => (
            <OneLine key={`${line.what}${line.range}`} line={line} text={text} />
          ))}
        </ul>
      )}
      <Clauses lines={every("clauses")} text={text} />
    </article>
  );
}

interface Cut {
  readonly range: Range;
  readonly over: readonly Line[];
}

/** The sentence cut at every border of what is shown in the running text; each piece with what lies over it. */
function pieces(shown: Range, lines: readonly Line[]): readonly Cut[] {
  const over = lines.filter(({ layer, range }) => INLINE.has(layer) && overlaps(range, shown));
  const borders = new Set<number>(shown);
  for (const { range } of over) for (const at of range) if (at > shown[0] && at < shown[1]) borders.add(at);
  const cuts = [...borders].sort((a, b) => a - b);
  const open: Line[] = [...over].sort((a, b) => a.range[0] - b.range[0]);
  let next = 0;
  let held: Line[] = [];
  return cuts.slice(0, -1).map((start, at) => {
    const range: Range = [start, cuts[at + 1] ?? shown[1]];
    held = held.filter((line) => line.range[1] > start);
    for (; next < open.length && (open[next]?.range[0] ?? 0) < range[1]; next += 1) held.push(open[next] as Line);
    return { range, over: [...held] };
  });
}

function Piece({ words, over }: { readonly words: string; readonly over: readonly Line[] }) {
  if (over.length === 0) return words;
  const classes = [...new Set(over.map(({ layer }) => layer))].join(" ");
  return (
    <span class={`in ${classes}`} title={over.map(({ what, says }) => `${what}: ${says}`).join("\n")}>
      {words}
    </span>
  );
}

/** Words of the source, as they are. */
function Exact({ line: { range }, text }: { readonly line: Line; readonly text: string }) {
  return (
    <bdi class="w" data-at={range.join("-")}>
      {text.slice(...range)}
    </bdi>
  );
}

function At({ range }: { readonly range: Range }) {
  return <span class="at">{range.join("–")}</span>;
}

function OneLine({ line, text }: { readonly line: Line; readonly text: string }) {
  return (
    <li class={`line ${line.layer}`}>
      <span class="what">{line.what}</span>
      <span class="words">
        <Exact line={line} text={text} /> <At range={line.range} />
      </span>
      <span class="says" dir="auto">
        {line.says}
      </span>
      {line.parts.length > 0 && (
        <ul class="lines">
          {line.parts.map((part) => (
            <OneLine key={`${part.what}${part.range}`} line={part} text={text} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** A line for every word: the words in a row, what is said of each below it. */
function Words({
  name,
  lines,
  text,
}: {
  readonly name: Layer;
  readonly lines: readonly Line[];
  readonly text: string;
}) {
  if (lines.length === 0) return null;
  return (
    <ol class={`every ${name}`} aria-label={name} dir="auto">
      {lines.map((line) => (
        <li key={line.range[0]} title={line.range.join("–")}>
          <Exact line={line} text={text} />
          <span class="says">{line.says}</span>
        </li>
      ))}
    </ol>
  );
}

/** What a clause's value says of where it hangs. */
interface Hanging {
  readonly number: number;
  readonly hangsOn: number | null;
}

/** The deepest that clauses are set in: below, they stand in a row and say what they hang on. */
const DEEPEST = 6;

/** Each clause under the one that it hangs on; null for the top. */
function treeOf(lines: readonly Line[]): ReadonlyMap<number | null, readonly Line[]> {
  const below = new Map<number | null, Line[]>();
  const above = new Map<number, { readonly depth: number; readonly under: number | null }>();
  for (const line of lines) {
    const { hangsOn, number } = line.value as Hanging;
    // What hangs on a later clause stands at the top: every path leads up by smaller numbers, and ends.
    let under = hangsOn !== null && above.has(hangsOn) ? hangsOn : null;
    while (under !== null && (above.get(under)?.depth ?? 0) >= DEEPEST) under = above.get(under)?.under ?? null;
    above.set(number, { under, depth: under === null ? 1 : (above.get(under)?.depth ?? 0) + 1 });
    const held = below.get(under);
    if (held === undefined) below.set(under, [line]);
    else held.push(line);
  }
  return below;
}

/** The clauses as a tree: each one below the one that it hangs on, its parts beside one another. */
function Clauses({ lines, text }: { readonly lines: readonly Line[]; readonly text: string }) {
  const below = treeOf(lines);
  const tree = (under: number | null): ComponentChildren => {
    const here = below.get(under) ?? [];
    if (here.length === 0) return null;
    return (
      <ol class="tree">
        {here.map((line) => (
          <li key={line.what}>
            <OneClause line={line} text={text} />
            {tree((line.value as Hanging).number)}
          </li>
        ))}
      </ol>
    );
  };
  return lines.length === 0 ? null : <div class="clauses">{tree(null)}</div>;
}

function OneClause({ line, text }: { readonly line: Line; readonly text: string }) {
  return (
    <div class="clause">
      <p class="clause-head">
        <span class="what">{line.what}</span> <span class="says">{line.says}</span> <At range={line.range} />
      </p>
      <ul class="roles">
        {line.parts.map((part) => (
          <li key={`${part.what}${part.range}`} class={part.what === "verb" ? "verb" : undefined}>
            <span class="what">{part.what}</span>
            <Exact line={part} text={text} />
            <span class="says">{part.says}</span>
          </li>
        ))}
        {line.parts.length === 0 && (
          <li>
            <Exact line={line} text={text} />
          </li>
        )}
      </ul>
    </div>
  );
}
