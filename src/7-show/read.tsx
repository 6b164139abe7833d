import type { VNode } from "preact";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Shown } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { type Asked, surroundings } from "./asked.ts";
import { documentName } from "./grammar.ts";
import { Page, Split } from "./layout.tsx";
import { useKept } from "./lens.tsx";
import { Legend } from "./mark.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";
import { ClaimLine } from "./value.tsx";

/** A text with its claims; `original` where the bytes as they were handed in can be asked for. */
interface Text {
  readonly document: Document;
  readonly rendition: Rendition;
  readonly claims: readonly Shown[];
  readonly original?: boolean;
  /** The properties that a claim by hand may have; none where nobody can make one. */
  readonly properties?: readonly string[];
}

/** `/read/:document` */
export function readPage(of: Text, say: (shown: Shown) => string, asked: Asked): VNode {
  const { document, rendition, claims, original = false, properties = [] } = of;
  const path = href("read", { document: document.id });
  const texts = { documents: [document], renditions: [rendition] };
  const { sources, around } = surroundings(path, texts, claims, asked);
  const view = { document, claims, around, say, original, properties };
  return (
    <Page frame={{ title: documentName(document), assets: asked.assets, json: `${path}.json`, shape: "split" }}>
      <Split view={<Read {...view} />} sources={sources} around={around} />
    </Page>
  );
}

/** What a text says, in reading order: its claims on one side, the text itself on the other. */
function Read({
  document,
  claims,
  around,
  say,
  original,
  properties,
}: {
  document: Document;
  claims: readonly Shown[];
  around: Around;
  say: (shown: Shown) => string;
  original: boolean;
  properties: readonly string[];
}) {
  return (
    <>
      <p class="kicker">
        {document.kind === "unstated" ? "document" : document.kind} · {count(claims.length, "claim")} in reading order
      </p>
      <h1 dir="auto">{documentName(document)}</h1>
      <p class="quiet hash">
        {document.size.toLocaleString("en")} bytes, {document.id}
      </p>
      {original && <Original document={document} />}
      {properties.length > 0 && (
        <p id="make" class="quiet" data-document={document.id} data-properties={properties.join(" ")} />
      )}
      <Legend />
      {claims.length === 0 && <p class="quiet">No claim was found in this text.</p>}
      <ul class="values reading">
        {claims.map((shown) => (
          <li key={shown.claim.id}>
            <ClaimLine shown={shown} around={around} text={say(shown)} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The file itself, in a frame that can do nothing: it is somebody else's. Nothing of it is loaded before it is opened. */
function Original({ document }: { document: Document }) {
  const path = `/original/${encodeURIComponent(document.id)}`;
  return (
    <details class="original">
      <summary>The file as it was handed in</summary>
      <iframe title="The file as it was handed in" src={path} sandbox="" loading="lazy" referrerpolicy="no-referrer" />
      <p class="quiet">
        <a href={useKept()(path)} download={true}>
          Keep the file
        </a>
        , byte by byte
      </p>
    </details>
  );
}
