import type { VNode } from "preact";
import type { Rendition } from "../0-model/document.ts";
import type { Reviewed } from "../0-model/store.ts";
import { MARKS } from "../6-ask/marks.ts";
import { STATUSES } from "../6-ask/opinions.ts";
import type { QueueAnswer, QueueItem } from "../6-ask/queue.ts";
import type { Shown } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { type Asked, surroundings } from "./asked.ts";
import { documentName } from "./grammar.ts";
import { Page, Split } from "./layout.tsx";
import { Kept, useHref } from "./lens.tsx";
import { Legend } from "./mark.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";
import { ClaimLine } from "./value.tsx";

/** What narrows the queue, as the address has it. */
export type Narrowed = Readonly<
  Partial<Record<"about" | "rule" | "property" | "document" | "mark" | "status" | "sample", string>>
>;

/** What the desk is made from. */
export interface Desk {
  readonly answer: QueueAnswer;
  readonly renditions: readonly Rendition[];
  readonly narrowed: Narrowed;
  /** The properties that the schema has, by name. */
  readonly properties: readonly string[];
  readonly say: (shown: Shown) => string;
}

/** `/review` */
export function reviewPage(desk: Desk, asked: Asked): VNode {
  const { items } = desk.answer;
  const documents = [
    ...new Map(items.flatMap(({ document }) => (document === null ? [] : [[document.id, document]]))).values(),
  ];
  const path = href("review");
  const query = { ...desk.narrowed, ...asked.query };
  const texts = { documents, renditions: desk.renditions };
  const shown = items.map((item) => item.shown);
  const { sources, around } = surroundings(path, texts, shown, { ...asked, query });
  return (
    <Page frame={{ title: "Review", assets: asked.assets, json: `${path}.json`, shape: "split" }}>
      <Split view={<Review desk={desk} around={around} />} sources={sources} around={around} />
    </Page>
  );
}

/** The desk: what narrows it, one card a claim, and the ways to decide. */
function Review({ desk, around }: { desk: Desk; around: Around }) {
  const { items, of, head, sample } = desk.answer;
  return (
    <>
      <p class="kicker">review</p>
      <h1>Is this what the text says?</h1>
      <Narrowing desk={desk} />
      <p class="lead" id="desk" data-head={head}>
        {of === 0
          ? "No claim waits here."
          : `${count(of, "claim")} ${of === 1 ? "waits" : "wait"}${items.length < of ? `, the first ${items.length} are here` : ""}.`}
      </p>
      {sample === null && desk.narrowed.rule !== undefined && (
        <p id="draw" data-filter={JSON.stringify(drawnFrom(desk.narrowed))}>
          Many of one rule? Draw some at random, read each, and when none is wrong the rest may be accepted as sampled.
        </p>
      )}
      {sample !== null && (
        <p class="band" id="sampled" data-sample={sample.id}>
          Sample {sample.id}: {sample.drawn.length} of {sample.of} drawn at random (seed {sample.seed}) from what
          version {sample.version} of rule {sample.rule} found. When all are read and none is wrong, the rest may be
          accepted as sampled.
        </p>
      )}
      <p class="quiet no-js">Without JavaScript this page can only be read; decide with `sourcebook review`.</p>
      <p class="quiet" id="told-desk" role="status" />
      <ol class="queue">
        {items.map((item) => (
          <Card key={item.shown.claim.id} item={item} around={around} text={desk.say(item.shown)} />
        ))}
      </ol>
      <Legend />
    </>
  );
}

function Card({ item, around, text }: { item: QueueItem; around: Around; text: string }) {
  const use = useHref();
  const { shown, document, context, statuses, reviews } = item;
  const { claim } = shown;
  return (
    <li
      class="card"
      data-card={claim.id}
      data-interpretation={claim.interpretation}
      data-value={claim.value.type === "none" ? "" : valueWords(shown)}
    >
      <ClaimLine shown={shown} around={around} text={text} />
      {context === null ? (
        <p class="note">Its words are not in the text that the record holds: an orphan, to be decided by hand.</p>
      ) : (
        <blockquote class="context" dir="auto">
          {context.exact}
        </blockquote>
      )}
      <p class="quiet">
        {document !== null && <bdi>{documentName(document)} · </bdi>}
        {claim.by
          .map(
            ({ rule, version }) =>
              `${rule.replace(/^person:/, "by ")}${rule.startsWith("person:") ? "" : ` (version ${version})`}`,
          )
          .join(", ")}
        {" · "}
        <a href={use("claim", { claim: claim.id })}>why</a>
      </p>
      {statuses.includes("split") && <p class="note">Reviewers differ.</p>}
      {reviews.length > 0 && (
        <ul class="opinions">
          {reviews.map((one) => (
            <li key={`${one.by}/${one.interpretation}`}>
              <Opinion one={one} />
            </li>
          ))}
        </ul>
      )}
      <p class="decided" />
    </li>
  );
}

/** One reviewer's word: decision, reading, flags and note. */
function Opinion({ one }: { one: Reviewed }) {
  const { by, review, interpretation, basis, flags, note, undoes } = one;
  const what = review === "proposed" ? (undoes === undefined ? "left open" : "taken back") : review;
  return (
    <>
      <bdi>{by.replace(/^person:/, "")}</bdi>: {what}
      {basis === "sampled" ? ", by sample" : ""}, interpretation {interpretation}
      {flags.map((flag) => `, ${flag}`)}
      {note !== null && <bdi class="said"> {note}</bdi>}
    </>
  );
}

function valueWords({ claim: { value } }: Shown): string {
  if (value.type === "entity" || value.type === "place") return value.name;
  if (value.type === "text") return value.text;
  return value.type === "none" ? "" : value.words;
}

/** What a sample is drawn from: what the desk is narrowed to, as far as samples know it. */
function drawnFrom({ rule, property, document, mark }: Narrowed): Narrowed {
  return Object.fromEntries(
    Object.entries({ rule, property, document, mark }).filter(([, value]) => value !== undefined),
  );
}

/** The form that narrows the queue: plain, so that it works without JavaScript. */
function Narrowing({ desk: { narrowed, properties } }: { desk: Desk }) {
  const set = Object.keys(narrowed).length > 0;
  return (
    <details class="narrowing" open={set}>
      <summary>{set ? "narrowed" : "narrow: by rule, property, document, mark"}</summary>
      <form action={href("review")} method="get">
        <Kept />
        <Field name="about" label="About" narrowed={narrowed} />
        <Field name="rule" label="Rule" narrowed={narrowed} />
        <Choice name="property" label="Property" narrowed={narrowed} among={properties} />
        <Field name="document" label="Document" narrowed={narrowed} />
        <Choice name="mark" label="Mark" narrowed={narrowed} among={MARKS} />
        <Choice name="status" label="Status" narrowed={narrowed} among={STATUSES} />
        <Field name="sample" label="Sample" narrowed={narrowed} />
        <button type="submit">Narrow</button>
        {set && <a href={href("review")}>all</a>}
      </form>
    </details>
  );
}

interface Narrows {
  readonly name: keyof Narrowed;
  readonly label: string;
  readonly narrowed: Narrowed;
}

function Field({ name, label, narrowed }: Narrows) {
  return (
    <label>
      {label} <input name={name} value={narrowed[name] ?? ""} autocomplete="off" />
    </label>
  );
}

function Choice({ name, label, narrowed, among }: Narrows & { among: readonly string[] }) {
  return (
    <label>
      {label}{" "}
      <select name={name}>
        <option value="">any</option>
        {among.map((one) => (
          <option key={one} value={one} selected={narrowed[name] === one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
