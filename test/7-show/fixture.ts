// A small hand-made record: every state that a page must draw differently, without any stage before it.
import { createHash } from "node:crypto";
import type { Claim, EntityRef, Interpretation, Part, PartName, Value } from "../../src/0-model/claim.ts";
import type { Block, Citation, Document, Rendition } from "../../src/0-model/document.ts";
import type { Judgement, Kind, Referent } from "../../src/0-model/entity.ts";
import { renditionId } from "../../src/0-model/identity.ts";
import type { Quantity } from "../../src/0-model/quantity.ts";
import type { Range } from "../../src/0-model/span.ts";
import type { Entry, ReviewDecision, Store } from "../../src/0-model/store.ts";
import type { Time } from "../../src/0-model/time.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** One document under construction. `find` gives the range of words that stand in the text exactly once. */
export interface Draft {
  readonly document: Document;
  readonly rendition: Rendition;
  readonly find: (words: string) => Range;
  readonly entity: (kind: Kind, name: string, names?: readonly string[]) => EntityRef;
  readonly claim: (given: Given) => Claim;
  readonly claims: Claim[];
  readonly referents: Referent[];
  readonly reviewed: ReviewDecision[];
}

/** What differs between claims; words are looked up in the text. */
export interface Given extends Partial<Omit<Interpretation, "parts" | "evidence" | "subject" | "property">> {
  readonly subject: EntityRef;
  readonly property: string;
  readonly says: string;
  readonly parts?: Readonly<Partial<Record<PartName, string | Part>>>;
  /** True when a person compared it with the words. */
  readonly reviewed?: boolean;
}

/** Starts a document. Lines are blocks: the first is the title, `# ` a heading, `- ` an item. */
export function draft(text: string, given: Partial<Document> = {}): Draft {
  const id = `sha256:${digest(text)}`;
  const document: Document = {
    id,
    size: new TextEncoder().encode(text).length,
    title: text.split("\n")[0] ?? null,
    publisher: null,
    author: null,
    language: "en",
    kind: "unstated",
    rights: null,
    published: null,
    retrieved: null,
    handling: "public",
    names: ["fixture.txt"],
    ...given,
  };
  const rendition: Rendition = {
    id: renditionId(digest, id, text),
    document: id,
    text,
    reader: "text/1",
    map: [],
    blocks: blocksOf(text),
    citations: citationsOf(text),
  };
  const claims: Claim[] = [];
  const referents: Referent[] = [];
  const reviewed: ReviewDecision[] = [];
  const find = (words: string): Range => {
    const at = text.indexOf(words);
    if (at < 0 || text.indexOf(words, at + 1) >= 0) throw new Error(`"${words}" is not in the text exactly once`);
    return [at, at + words.length];
  };
  const entity = (kind: Kind, name: string, names: readonly string[] = [name]): EntityRef => {
    const at = Math.max(0, text.indexOf(name));
    const ref = { id: `r${digest(`${id}${kind}${name}`).slice(0, 20)}`, kind, name };
    referents.push({ ...ref, rendition: rendition.id, first: [at, at + name.length], names, unnamed: false });
    return ref;
  };
  const claim = (of: Given): Claim => {
    const made = claimOf(of, rendition, find, claims.length);
    claims.push(made);
    if (of.reviewed === true) reviewed.push({ claim: made.id, ...READ });
    return made;
  };
  return { document, rendition, find, entity, claim, claims, referents, reviewed };
}

const READ = {
  interpretation: 1,
  review: "faithful",
  basis: "read",
  flags: [],
  note: null,
  by: "person:fixture",
} as const;

function claimOf(given: Given, rendition: Rendition, find: Draft["find"], count: number): Claim {
  const { says, parts: words = {}, reviewed: _reviewed, ...rest } = given;
  const parts: Partial<Record<PartName, Part>> = {};
  for (const [name, part] of Object.entries(words)) {
    parts[name as PartName] = typeof part === "string" ? { spans: [find(part)], from: "here" } : part;
  }
  const evidence = find(says);
  const covering = rendition.citations.filter(({ scope }) => scope[0] <= evidence[0] && evidence[1] <= scope[1]);
  return {
    value: { type: "none" },
    role: null,
    with: {},
    mode: "actual",
    polarity: "affirmed",
    assertedness: "stated",
    hedge: null,
    attribution: [],
    time: null,
    place: null,
    citations: covering.map(({ label }) => label),
    by: [{ rule: "fixture.hand", version: "1" }],
    derivation: null,
    ...rest,
    parts,
    evidence: [evidence],
    id: `c${digest(`${rendition.id}${given.property}${says}${count}`).slice(0, 20)}`,
    rendition: rendition.id,
    document: rendition.document,
  };
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const mark = /^(# |- )?/.exec(line)?.[0] ?? "";
    const kind = blocks.length === 0 ? "title" : mark === "# " ? "heading" : mark === "- " ? "item" : "paragraph";
    const range: Range = [at + mark.length, at + line.length];
    if (range[0] < range[1]) blocks.push({ kind, range, headings: [], label: null, level: kind === "title" ? 1 : 2 });
    at += line.length + 1;
  }
  return blocks;
}

function citationsOf(text: string): Citation[] {
  return [...text.matchAll(/\[(\d+)\]/g)].map((found) => {
    const marker: Range = [found.index, found.index + found[0].length];
    const from = Math.max(text.lastIndexOf("\n", found.index), text.lastIndexOf(". ", found.index) + 1) + 1;
    return {
      marker,
      label: found[1] ?? "",
      kind: "source" as const,
      target: null,
      scope: [from, found.index] as const,
    };
  });
}

/** A quantity of people, exact unless said otherwise. */
export function people(words: string, low: number | null, of: string, bound: Quantity["bound"] = "exact"): Value {
  return {
    type: "quantity",
    low,
    high: bound === "exact" ? low : null,
    bound,
    unit: "people",
    per: null,
    shareOf: null,
    words,
    of: { words: of, part: "victim", standing: "unstated", age: null, sex: null, cause: null },
    includes: null,
  };
}

/** A time from its four days, as "2015-01-01..2015-12-31"; an empty side says nothing, "*" is no bound. */
export function time(words: string, start: string, end: string): Time {
  const window = (side: string): Time["start"] => {
    if (side === "") return null;
    const [from = "*", to = from] = side.split("..");
    return [from === "*" ? null : from, to === "*" ? null : to];
  };
  return { start: window(start), end: window(end), edtf: null, words };
}

/** A record, in memory unless told, that holds the drafts, with judgements between their referents and reviews of their claims. */
export async function recordOf(
  drafts: readonly Draft[],
  judgements: readonly Judgement[] = [],
  store: Store = inMemory(),
): Promise<Store> {
  const reviews: Entry[] = drafts.flatMap(({ reviewed }) =>
    reviewed.map((payload) => ({ kind: "review" as const, payload })),
  );
  const between: Entry[] = judgements.map((payload) => ({ kind: "judgement", payload }));
  const originals = new Map(
    drafts.map(({ document, rendition: { text } }) => [document.id, new TextEncoder().encode(text)]),
  );
  await store.append({ entries: [...drafts.flatMap(entriesOf), ...between, ...reviews], originals });
  return store;
}

function inMemory(): Store {
  let seconds = 0;
  return memoryStore({
    clock: () => new Date(Date.UTC(2025, 0, 1) + 1000 * seconds++),
    random: (size) => new Uint8Array(size).fill(seconds % 251),
  });
}

function entriesOf({ document, rendition, referents, claims }: Draft): Entry[] {
  return [
    { kind: "document", payload: document },
    { kind: "rendition", payload: rendition },
    ...referents.map((payload) => ({ kind: "referent" as const, payload })),
    ...claims.map((payload) => ({ kind: "claim" as const, payload })),
  ];
}
