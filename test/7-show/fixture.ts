// A small hand-made record: every state that a page must draw differently, without any stage before it.
import { createHash } from "node:crypto";
import type { EntityRef, Interpretation, Part, PartName, Value } from "../../src/0-model/claim.ts";
import type { Block, Citation, Document, Rendition } from "../../src/0-model/document.ts";
import type { Entity, Kind } from "../../src/0-model/entity.ts";
import { fold } from "../../src/0-model/fold.ts";
import type { Quantity } from "../../src/0-model/quantity.ts";
import type { Range } from "../../src/0-model/span.ts";
import type { KeptClaim, Query, Slice, Store } from "../../src/0-model/store.ts";
import type { Time } from "../../src/0-model/time.ts";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** One document under construction. `find` gives the range of words that stand in the text exactly once. */
export interface Draft {
  readonly document: Document;
  readonly rendition: Rendition;
  readonly find: (words: string) => Range;
  readonly entity: (kind: Kind, name: string, names?: readonly string[]) => EntityRef;
  readonly claim: (given: Given) => KeptClaim;
  readonly claims: KeptClaim[];
  readonly entities: Entity[];
}

/** What differs between claims; words are looked up in the text. */
export interface Given extends Partial<Omit<Interpretation, "parts" | "evidence" | "subject" | "property">> {
  readonly subject: EntityRef;
  readonly property: string;
  readonly says: string;
  readonly parts?: Readonly<Partial<Record<PartName, string | Part>>>;
  readonly review?: KeptClaim["review"];
}

/** Starts a document. Lines are blocks: the first is the title, `# ` a heading, `- ` an item. */
export function draft(text: string, given: Partial<Document> = {}): Draft {
  const id = `sha256:${digest(text)}`;
  const document: Document = {
    id,
    size: text.length,
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
    id: `sha256:${digest(`${id}\n${text}`)}`,
    document: id,
    text,
    reader: "text/1",
    map: [],
    blocks: blocksOf(text),
    citations: citationsOf(text),
  };
  const claims: KeptClaim[] = [];
  const entities: Entity[] = [];
  const find = (words: string): Range => {
    const at = text.indexOf(words);
    if (at < 0 || text.indexOf(words, at + 1) >= 0)
      throw new Error(`"${words}" does not stand in the text exactly once`);
    return [at, at + words.length];
  };
  const entity = (kind: Kind, name: string, names: readonly string[] = [name]): EntityRef => {
    const ref = { id: `r${digest(`${id}${kind}${name}`).slice(0, 20)}`, kind, name };
    entities.push({ id: ref.id, kind, name, names, referents: [ref.id] });
    return ref;
  };
  const claim = (of: Given): KeptClaim => {
    const made = kept(of, rendition, find, claims.length);
    claims.push(made);
    return made;
  };
  return { document, rendition, find, entity, claim, claims, entities };
}

function kept(given: Given, rendition: Rendition, find: Draft["find"], count: number): KeptClaim {
  const { says, parts: words = {}, review = "proposed", ...rest } = given;
  const parts: Partial<Record<PartName, Part>> = {};
  for (const [name, part] of Object.entries(words)) {
    parts[name as PartName] = typeof part === "string" ? { spans: [find(part)], from: "here" } : part;
  }
  const evidence = [find(says)];
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
    citations: rendition.citations
      .filter(({ scope }) => scope[0] <= evidence[0]![0] && evidence[0]![1] <= scope[1])
      .map(({ label }) => label),
    by: [{ rule: "fixture.hand", version: "1" }],
    derivation: null,
    ...rest,
    parts,
    evidence,
    id: `c${digest(`${rendition.id}${given.property}${says}${count}`).slice(0, 20)}`,
    rendition: rendition.id,
    document: rendition.document,
    interpretation: 1,
    review,
    basis: null,
    links: [],
    sequence: count + 1,
    recordedAt: "2025-01-01T00:00:00.000Z",
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

/** A store over drafts: it answers as a store does and keeps nothing. */
export function storeOf(drafts: readonly Draft[]): Store {
  const entities = drafts.flatMap((one) => one.entities);
  const claims = drafts.flatMap((one) => one.claims);
  const refuse = (): never => {
    throw new Error("The fixture's store only reads");
  };
  const matching = (about: string): Entity[] =>
    entities.filter((one) => one.id === about || one.names.some((name) => fold(name) === fold(about)));
  const concerns = (claim: KeptClaim, ids: ReadonlySet<string>): boolean =>
    ids.has(claim.subject.id) || (claim.value.type === "entity" && ids.has(claim.value.id));
  const claimsFor = (query: Extract<Query, { get: "claims" }>): KeptClaim[] => {
    const about = query.about === undefined ? null : new Set(matching(query.about).map(({ id }) => id));
    const events = new Set(
      claims
        .filter((one) => about !== null && one.subject.kind === "event" && concerns(one, about))
        .map((one) => one.subject.id),
    );
    return claims.filter(
      (one) =>
        (about === null || concerns(one, about) || events.has(one.subject.id)) &&
        (query.ids === undefined || query.ids.includes(one.id)) &&
        (query.document === undefined || query.document === one.document),
    );
  };
  const read = async (queries: readonly Query[]): Promise<Slice> => {
    const got = new Set<KeptClaim>();
    const matched: Entity[] = [];
    const documents = new Set<Document>();
    const renditions = new Set<Rendition>();
    const passages: Slice["passages"][number][] = [];
    for (const query of queries) {
      if (query.get === "claims") for (const claim of claimsFor(query)) got.add(claim);
      if (query.get === "entities" && query.about !== undefined) matched.push(...matching(query.about));
      for (const { document, rendition } of drafts) {
        if (query.get === "documents" && (query.id ?? document.id) === document.id) documents.add(document);
        if (query.get === "renditions" && (query.document ?? document.id) === document.id) renditions.add(rendition);
        if (query.get === "passages") passages.push(...passagesIn(rendition, query.words));
      }
    }
    return {
      counts: {
        documents: drafts.length,
        claims: claims.length,
        proposed: claims.filter(({ review }) => review === "proposed").length,
        entities: entities.length,
        groups: entities.filter(({ kind }) => kind === "group").length,
        events: entities.filter(({ kind }) => kind === "event").length,
        problems: 0,
        head: claims.length,
      },
      documents: [...documents],
      renditions: [...renditions],
      claims: [...got],
      entities,
      matched,
      judgements: [],
      passages,
      coverage: [],
      log: [],
    };
  };
  return {
    read,
    append: refuse,
    hasRun: refuse,
    original: refuse,
    verify: refuse,
    rebuild: refuse,
    close: async () => {},
  };
}

function passagesIn(rendition: Rendition, words: string): Slice["passages"][number][] {
  return rendition.blocks
    .map(({ range: [start, end] }) => ({ start, end, exact: rendition.text.slice(start, end) }))
    .filter(({ exact }) => fold(exact).includes(fold(words)))
    .map((found) => ({ document: rendition.document, rendition: rendition.id, ...found }));
}
