import type { Extraction, Link } from "./0-model/claim.ts";
import type { Document, Kinship, Reading } from "./0-model/document.ts";
import type { Judgement } from "./0-model/entity.ts";
import type { Hash } from "./0-model/identity.ts";
import type { Knowledge } from "./0-model/knowledge.ts";
import type { Assisted, Send } from "./0-model/proposal.ts";
import type { Batch, Entry, Query, Run, Slice, Store } from "./0-model/store.ts";
import type { Day } from "./0-model/time.ts";
import { lifted } from "./1-read/citations.ts";
import { compileMarker, type Marks } from "./2-mark/mark.ts";
import { compileExtractor } from "./3-extract/extract.ts";
import type { Watch } from "./3-extract/frames.ts";
import { propose, signature } from "./3-extract/propose.ts";
import { revising } from "./3-extract/revising.ts";
import { latestDay } from "./3-extract/until.ts";
import { compileKnown, dossiers } from "./4-resolve/dossier.ts";
import { judgeEvents, planEvents } from "./4-resolve/events.ts";
import { follow, homesOf } from "./4-resolve/facts.ts";
import { compileLore, happenings } from "./4-resolve/happening.ts";
import { placed } from "./4-resolve/inside.ts";
import { judge, plan } from "./4-resolve/judge.ts";
import { kinship, retellings, shingles } from "./4-resolve/kin.ts";
import { across } from "./6-ask/across.ts";
import { type ArrivingQuestion, arriving } from "./6-ask/arriving.ts";

/** The same function, which answers for each key once. */
function once<K extends object, T>(make: (key: K) => T): (key: K) => T {
  const made = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    const held = made.get(key) ?? { value: make(key) };
    made.set(key, held);
    return held.value;
  };
}

// Lists and rules are compiled once for each load of `data/`.
const markerOf = once(compileMarker);
const extractorOf = once((knowledge: Knowledge) => once((hash: Hash) => compileExtractor(knowledge, hash)));
const known = once(compileKnown);
const loreOf = once((knowledge: Knowledge) => compileLore(knowledge, known(knowledge)));

/**
 * The main path: bytes --read--> Reading --mark--> Marks --extract--> Claims, and from there into the record.
 * `readText` (1-read) comes before this, `resolve` (4-resolve) and a `Store` (5-keep) after it.
 */
export function readDocument(reading: Reading, knowledge: Knowledge, hash: Hash, watch?: Watch): Extraction {
  return readMarked(reading, knowledge, hash, watch).extraction;
}

/** The same, with the marks that the claims were made of: for people who write rules. */
export function readMarked(reading: Reading, knowledge: Knowledge, hash: Hash, watch?: Watch): Marked {
  const [mark, extract] = [markerOf(knowledge), extractorOf(knowledge)(hash)];
  const { document, rendition } = reading;
  const read = (speaksUntil: Day | null): Marked => {
    const marks = mark(rendition, lifted(rendition), { day: document.published, speaksUntil });
    return { marks, extraction: extract(document, marks, null, watch) };
  };
  const first = read(document.published);
  // A text without a date speaks until the latest day that it tells of: "present" can be bounded only once that is known.
  const until = document.published === null ? latestDay(first.extraction.claims, document.retrieved) : null;
  return until === null ? first : read(until);
}

/**
 * The same with a language model beside the rules. It is asked after they have read, so that no answer changes what they
 * make of the text: it can only add claims and stand as one more finder of theirs.
 */
export async function readAsking(
  reading: Reading,
  knowledge: Knowledge,
  hash: Hash,
  model: { readonly name: string; readonly send: Send },
): Promise<Assisted> {
  const { marks } = readMarked(reading, knowledge, hash);
  const by = signature(model.name, knowledge.schema, hash);
  const heard = await propose(marks, knowledge.schema, { by, send: model.send });
  return extractorOf(knowledge)(hash)(reading.document, marks, heard);
}

/** A text as the rules saw it, and what they made of it. */
export interface Marked {
  readonly marks: Marks;
  readonly extraction: Extraction;
}

/**
 * The extraction together with what the record already holds that may be the same: judgements with their reasons, made
 * by `4-resolve`. Nothing is merged on a name alone.
 */
export async function resolve(
  store: Store,
  extraction: Extraction,
  knowledge: Knowledge,
  reading: Reading | null = null,
): Promise<Extraction> {
  const lists = known(knowledge);
  const fresh = dossiers(extraction.claims, extraction.referents);
  const slice = await store.read(plan(fresh.values(), lists), (named) => follow(fresh, named, lists));
  const made = judge(fresh, dossiers(slice.claims, slice.referents), lists, {
    homes: homesOf(slice),
    settled: slice.settled,
  });
  const retold = await retell(store, extraction, knowledge, reading);
  const judgements = [...extraction.judgements, ...made, ...retold];
  if (reading === null) return { ...extraction, judgements };
  const coverage = { ...extraction.coverage, shingles: shingles(reading.rendition) };
  const { kinships, copied } = await kin(store, reading, extraction, coverage.shingles);
  return { ...extraction, coverage, kinships, judgements: [...judgements, ...copied] };
}

/** Which events of a new text are told elsewhere in it or in the record. */
async function retell(
  store: Store,
  extraction: Extraction,
  knowledge: Knowledge,
  reading: Reading | null,
): Promise<Judgement[]> {
  const lore = loreOf(knowledge);
  const own = reading === null ? [] : [[reading.document.id, reading.document] as const];
  const fresh = happenings(extraction.claims, new Map(own), lore);
  const slice = await store.read(planEvents(fresh.values(), lore));
  const held = happenings(slice.claims, new Map(slice.documents.map((one) => [one.id, one])), lore);
  const made = judgeEvents(fresh, held, lore);
  if (reading === null) return made;
  const { referents, coverage } = extraction;
  return [...made, ...placed({ rendition: reading.rendition, coverage, referents, events: fresh }, lore)];
}

/** Which documents of the record share so many words with a new one that they have one origin. */
async function kin(
  store: Store,
  reading: Reading,
  extraction: Extraction,
  alike: readonly number[],
): Promise<{ readonly kinships: Kinship[]; readonly copied: Judgement[] }> {
  const { renditions } = await store.read([{ get: "renditions", alike }]);
  const others = renditions.filter(({ document }) => document !== reading.document.id);
  const { documents } = await store.read(others.map(({ document }): Query => ({ get: "documents", id: document })));
  const kinships: Kinship[] = [];
  const copied: Judgement[] = [];
  for (const rendition of others) {
    const document = documents.find(({ id }) => id === rendition.document);
    const found = document === undefined ? null : kinship(reading, { document, rendition });
    if (found === null) continue;
    kinships.push(found);
    const { claims } = await store.read([{ get: "claims", document: rendition.document }]);
    const { referents, claims: own } = extraction;
    copied.push(...retellings({ rendition: reading.rendition, referents, claims: own }, { rendition, claims }));
  }
  return { kinships, copied };
}

/**
 * Links between the claims of a document that the record holds by now and those of others on the same: what a later
 * report says in place of an earlier one. Only where words or the publisher say so; else the two are rivals.
 */
export async function relate(store: Store, knowledge: Knowledge, arrival: ArrivingQuestion): Promise<Related> {
  const slice = await store.read(arriving.plan(arrival, knowledge.schema));
  const links = await linksAcross(store, knowledge, arrival, slice);
  return { links, slice };
}

/** Links to be appended, and what was read to find them. */
export interface Related {
  readonly links: readonly Link[];
  readonly slice: Slice;
}

async function linksAcross(
  store: Store,
  knowledge: Knowledge,
  arrival: ArrivingQuestion,
  slice: Slice,
): Promise<readonly Link[]> {
  const figures = slice.claims.filter(({ subject, value }) => subject.kind === "event" && value.type === "quantity");
  const told = new Set(figures.map(({ document }) => document));
  if (!told.has(arrival.document) || told.size === 1) return [];
  const { documents } = await store.read([...told].sort().map((id) => ({ get: "documents", id }) as const));
  return across(arrival.document, { ...slice, documents }, revising(knowledge.rules));
}

/** What one reading adds to a record, as one batch: the document first, then its text, then what the text says. */
export function entriesOf(reading: Reading, extraction: Extraction, run: Run): Batch {
  const { document, rendition, bytes } = reading;
  const entries: Entry[] = [
    { kind: "document", payload: document },
    { kind: "rendition", payload: rendition },
    { kind: "run", payload: run },
    ...extraction.referents.map((payload): Entry => ({ kind: "referent", payload })),
    ...extraction.judgements.map((payload): Entry => ({ kind: "judgement", payload })),
    ...extraction.claims.map((payload): Entry => ({ kind: "claim", payload })),
    ...extraction.links.map((payload): Entry => ({ kind: "link", payload })),
    ...(extraction.kinships ?? []).map((payload): Entry => ({ kind: "kinship", payload })),
    { kind: "coverage", payload: extraction.coverage },
    ...extraction.problems.map((payload): Entry => ({ kind: "problem", payload })),
  ];
  return { entries, originals: new Map<Document["id"], Uint8Array>([[document.id, bytes]]) };
}
