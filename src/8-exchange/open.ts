import type { Finding, Interpretation, Part, Qualifier, Saying } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Range } from "../0-model/span.ts";
import { type Counts, type KeptClaim, NOTHING, type Ruling, type Slice } from "../0-model/store.ts";
import { documentName, homes, order } from "../6-ask/view.ts";
import { type Cleaner, cleaner, NAME, PLACE, WITHHELD } from "./clean.ts";
import { quotes, type Replaced, type Rewritten, rewrite } from "./excerpts.ts";
import type { Account, Public, Whole } from "./public.ts";
import { accusesPeople, type Reason, type Sifted, sift } from "./sift.ts";
import { cells } from "./withheld.ts";

// The work of the gate for the public. Only gate.ts imports it.

/** The days for which places of living people and of bases are held back. */
const DAYS = 180;

/** Makes the public slice of a record. The same record gives the same slice. */
export function open(whole: Whole): Public {
  const { slice, knowledge, today, days = DAYS } = whole;
  const sifted = sift({ slice, knowledge, today, days });
  const clean = cleanerOf(slice, sifted, whole);
  const names = pseudonyms(slice);
  const texts = rewritten(slice, sifted, clean);
  const home = homes(slice.entities);
  const hidden = (id: string): boolean => sifted.protection.get(home.get(id)?.id ?? "")?.hidden === true;
  const claims = sifted.claims.flatMap((claim) => {
    const text = texts.get(claim.rendition);
    return text === undefined ? [] : [publicClaim(claim, { clean, text, hidden, names })];
  });
  const held = heldIn(slice, sifted);
  const ids = new Set(claims.map(({ id }) => id));
  const linked = claims.map((claim) => ({
    ...claim,
    links: claim.links
      .filter(({ from, to }) => ids.has(from) && ids.has(to))
      .map((one) => ({ ...one, by: names(one.by), why: "" })),
  }));
  const spoken = new Set(linked.flatMap(spokenOf));
  const entities = slice.entities
    .filter(({ referents }) => referents.some((id) => spoken.has(id)))
    .map((one) => publicEntity(one, clean));
  const stands = new Set(linked.map(({ document }) => document));
  const documents = slice.documents.filter(({ id }) => stands.has(id));
  const findings = slice.findings
    .filter((one) => bears(one, ids, hidden))
    .map((one) => publicFinding(one, clean, names));
  const published: Slice = {
    ...NOTHING,
    documents: documents.map((one) => publicDocument(one, clean, held)),
    renditions: [...texts.values()].map(({ rendition }) => rendition),
    claims: linked,
    entities,
    judgements: slice.judgements
      .filter(({ a, b, verdict }) => verdict !== "same" && spoken.has(a) && spoken.has(b))
      .map((one) => clean.value({ ...one, by: names(one.by), words: null })),
    kinships: slice.kinships
      .filter(({ from, to }) => stands.has(from) && stands.has(to))
      .map((one) => clean.value({ ...one, by: names(one.by) })),
    findings,
    rulings: slice.rulings
      .filter(({ claims: of, dispute }) => (of ?? dispute.split(":").slice(1)).every((id) => ids.has(id)))
      .map((one): Ruling => clean.value({ ...one, by: names(one.by) })),
    counts: countsOf(linked, entities, documents.length),
  };
  const opaque = opaqueIds(slice, texts);
  return { slice: renamed(published, opaque), account: accountOf(whole, sifted, { published, days }) };
}

/** Hidden persons' names, and the names that may be said beside them. */
function cleanerOf(slice: Slice, { protection, why }: Sifted, { knowledge }: Whole): Cleaner {
  const hidden = new Set<string>();
  const said = new Set<string>();
  const home = homes(slice.entities);
  const isHidden = (one: Pick<Entity, "id" | "kind">): boolean =>
    one.kind === "person" && protection.get(one.id)?.hidden !== false;
  for (const one of slice.entities) {
    const into = isHidden(one) ? hidden : one.kind === "event" || one.kind === "people" ? null : said;
    for (const name of [one.name, ...one.names]) into?.add(name);
  }
  for (const claim of slice.claims) {
    if (claim.property !== "alias" && claim.property !== "name") continue;
    const who = home.get(claim.subject.id);
    const name =
      claim.value.type === "text" ? claim.value.text : claim.value.type === "entity" ? claim.value.name : null;
    if (who === undefined || name === null) continue;
    if (isHidden(who)) hidden.add(name);
    else if (why.get(claim.id) === undefined) said.add(name);
  }
  return cleaner([...hidden].sort(order), [...said].filter((name) => !hidden.has(name)).sort(order), knowledge);
}

/** Rights under which a text may be shown whole with words taken out. */
const FREE =
  /^(?!.*\b(?:nc|nd|non-?commercial|no-?deriv\w*)\b).*(?:public domain|\bcc0\b|\bcc[ -]by(?:[ -]sa)?\b|creative commons attribution|open government licen[cs]e)/iu;

/** True where the rights of a document let its whole text be shown. */
const free = ({ rights }: Document): boolean => rights !== null && FREE.test(rights);

/**
 * New ids for texts that are shown whole but for some words: the hash of the bytes or of the text, with all else of it known, would
 * let anybody try out which name was there.
 */
function opaqueIds(slice: Slice, texts: ReadonlyMap<string, Rewritten>): ReadonlyMap<string, string> {
  const old = new Map(slice.renditions.map(({ id, text }) => [id, text]));
  const whole = new Set(slice.documents.filter(free).map(({ id }) => id));
  const changed = [...texts.values()].filter(
    ({ rendition: { id, document, text } }) => whole.has(document) && old.get(id) !== text,
  );
  return new Map(
    changed.flatMap(({ rendition: { id, document } }, i) => [
      [id, `rendition-${i + 1}`] as const,
      [document, `document-${i + 1}`] as const,
    ]),
  );
}

function renamed(slice: Slice, ids: ReadonlyMap<string, string>): Slice {
  if (ids.size === 0) return slice;
  const to = (id: string): string => ids.get(id) ?? id;
  const placed = <T extends { readonly document: string }>(one: T): T => ({ ...one, document: to(one.document) });
  return {
    ...slice,
    documents: slice.documents.map((one) => ({ ...one, id: to(one.id), size: ids.has(one.id) ? 0 : one.size })),
    renditions: slice.renditions.map((one) => ({ ...placed(one), id: to(one.id) })),
    claims: slice.claims.map((one) => ({ ...placed(one), rendition: to(one.rendition) })),
    kinships: slice.kinships.map((one) => ({ ...one, from: to(one.from), to: to(one.to) })),
  };
}

function rewritten(slice: Slice, sifted: Sifted, clean: Cleaner): Map<string, Rewritten> {
  const documents = new Map(slice.documents.map((one) => [one.id, one]));
  const claims = Map.groupBy(sifted.claims, ({ rendition }) => rendition);
  const back = Map.groupBy(
    slice.claims.filter(({ id }) => TAKEN.has(sifted.why.get(id) ?? "refused")),
    ({ rendition }) => rendition,
  );
  const made = new Map<string, Rewritten>();
  for (const rendition of slice.renditions) {
    const document = documents.get(rendition.document);
    const here = claims.get(rendition.id) ?? [];
    if (document === undefined || here.length === 0) continue;
    const places = (back.get(rendition.id) ?? []).flatMap((one) =>
      sifted.why.get(one.id) === "collective" ? accusedOf(one) : placesOf(one, rendition.text),
    );
    const marks = clean.marks(rendition.text, places);
    const kept = free(document) ? null : quotes(wantedOf(rendition, here), rendition.text);
    made.set(rendition.id, rewrite(rendition, kept, marks));
  }
  return made;
}

const TAKEN: ReadonlySet<Reason> = new Set(["held-back", "collective"]);

/** The words for whom a claim accuses as one. */
function accusedOf({ parts, evidence }: KeptClaim): Replaced[] {
  const named = parts.value?.spans ?? evidence;
  return named.map((range) => ({ range, by: WITHHELD }));
}

/** The words for the place of a claim that is held back, and its name wherever the text has it. */
function placesOf({ parts, value, place, evidence }: KeptClaim, text: string): Replaced[] {
  const said = value.type === "place" || value.type === "text" ? (parts.value?.spans ?? []) : [];
  const named = [...(parts.place?.spans ?? []), ...said];
  const everywhere = heldNames({ value, place }).flatMap((name) => occurrences(text, name));
  return [...(named.length === 0 ? evidence : named), ...everywhere].map((range) => ({ range, by: PLACE }));
}

function heldNames({ value, place }: Pick<KeptClaim, "value" | "place">): string[] {
  return [value.type === "place" ? value.name : "", place?.name ?? ""].filter((name) => name.length > 2);
}

function occurrences(text: string, name: string): Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    found.push([at, at + name.length]);
  return found;
}

/** The stretches that claims stand on: their words, what leads to them, and the entries that they cite. */
function wantedOf({ blocks, citations }: Rendition, claims: readonly KeptClaim[]): Range[] {
  const wanted = new Map<string, Range>();
  const want = (range: Range): void => void wanted.set(`${range[0]}-${range[1]}`, range);
  const labels = new Set(claims.flatMap((claim) => claim.citations));
  for (const { evidence } of claims) for (const range of evidence) want(range);
  const starts = [...wanted.values()].sort((a, b) => a[0] - b[0]);
  let at = 0;
  for (const { range, headings, kind } of blocks) {
    if (kind === "title") want(range);
    while (at < starts.length && (starts[at]?.[1] ?? 0) <= range[0]) at += 1;
    if ((starts[at]?.[0] ?? Number.POSITIVE_INFINITY) < range[1]) headings.forEach(want);
  }
  for (const { label, target } of citations) if (target !== null && labels.has(label)) want(target);
  return [...wanted.values()];
}

/** What a public claim is made with. */
interface Making {
  readonly clean: Cleaner;
  readonly text: Rewritten;
  readonly hidden: (referent: string) => boolean;
  readonly names: (by: string) => string;
}

function publicClaim(claim: KeptClaim, { clean, text, hidden, names }: Making): KeptClaim {
  const ranges = (all: readonly Range[]): Range[] =>
    all.flatMap((one) => {
      const to = text.at(one);
      return to === null ? [] : [to];
    });
  const said = clean.value(claim);
  const nothing: Range = [0, 0];
  const parts = Object.entries(claim.parts).flatMap(([name, part]) => {
    const spans = ranges((part as Part).spans);
    return spans.length === 0 ? [] : [[name, { ...part, spans }]];
  });
  const attribution = claim.attribution.map((one, i): Saying => {
    const { speaker } = one;
    const kept = said.attribution[i] ?? one;
    const span = text.at(one.span) ?? nothing;
    return "unnamed" in speaker || !hidden(speaker.id)
      ? { ...kept, span }
      : { ...kept, span, speaker: { unnamed: true, words: NAME } };
  });
  const weakened: Partial<Interpretation> =
    accusesPeople(claim) && !WEAK.has(claim.assertedness) ? { assertedness: "alleged" } : {};
  return {
    ...said,
    ...weakened,
    evidence: ranges(claim.evidence),
    parts: Object.fromEntries(parts),
    with: Object.fromEntries(
      Object.entries(said.with).map(([key, one]): [string, Qualifier] => [key, { ...one, spans: ranges(one.spans) }]),
    ),
    attribution,
    hedge: said.hedge === null ? null : { ...said.hedge, span: text.at(said.hedge.span) ?? nothing },
    by: claim.by.map(({ rule, version }) => ({ rule: names(rule), version })),
    derivation: null,
    sequence: 0,
    changed: 0,
    recordedAt: claim.recordedAt.slice(0, 10),
  };
}

const WEAK: ReadonlySet<string> = new Set(["alleged", "possible", "disputed"]);

const publicEntity = (one: Entity, clean: Cleaner): Entity => {
  const made = clean.value(one);
  return { ...made, names: [...new Set(made.names)] };
};

/** Neither a path nor a file's name: what a document is called is its title, without places that are held back. */
function publicDocument(one: Document, clean: Cleaner, held: ReadonlyMap<string, readonly string[]>): Document {
  const title = (held.get(one.id) ?? []).reduce((words, name) => words.replaceAll(name, PLACE), documentName(one));
  return clean.value({ ...one, title, names: [] });
}

/** The names of places that are held back, by document. */
function heldIn({ claims }: Slice, { why }: Sifted): ReadonlyMap<string, readonly string[]> {
  const back = Map.groupBy(
    claims.filter(({ id }) => why.get(id) === "held-back"),
    ({ document }) => document,
  );
  return new Map([...back].map(([id, list]) => [id, list.flatMap(heldNames)]));
}

function spokenOf({ subject, value, attribution }: KeptClaim): string[] {
  const speakers = attribution.flatMap(({ speaker }) => ("unnamed" in speaker ? [] : [speaker.id]));
  return [subject.id, ...(value.type === "entity" ? [value.id] : []), ...speakers];
}

/** A finding is public when all that it rests on is, and it is about nobody hidden. */
function bears(
  { claimsFor, claimsAgainst, about, answer }: Finding,
  ids: ReadonlySet<string>,
  hidden: (referent: string) => boolean,
): boolean {
  const all = [...claimsFor, ...claimsAgainst];
  if (all.length === 0 || !all.every((id) => ids.has(id))) return false;
  const named = answer !== "undetermined" && answer.type === "entity" ? answer.id : null;
  return [named, about?.referent].every((id) => id == null || !hidden(id));
}

function publicFinding(one: Finding, clean: Cleaner, names: Making["names"]): Finding {
  const { seen: _seen, ...rest } = clean.value(one);
  return { ...rest, by: names(one.by) };
}

/** Reviewers are counted and told apart, and not named. */
function pseudonyms({ claims, findings, rulings, judgements, kinships, reviews }: Slice): (by: string) => string {
  const people = new Set<string>();
  for (const { by } of [...findings, ...rulings, ...judgements, ...kinships, ...reviews]) people.add(by);
  for (const { by, links } of claims) {
    for (const { rule } of by) people.add(rule);
    for (const link of links) people.add(link.by);
  }
  const sorted = [...people].filter((name) => name.startsWith("person:")).sort(order);
  const told = new Map(sorted.map((name, i) => [name, `person:reviewer ${i + 1}`]));
  return (by) => told.get(by) ?? by;
}

function countsOf(claims: readonly KeptClaim[], entities: readonly Entity[], documents: number): Counts {
  const of = (kind: string): number => entities.filter((one) => one.kind === kind).length;
  return {
    documents,
    claims: claims.length,
    proposed: 0,
    entities: entities.length,
    groups: of("group"),
    events: of("event"),
    problems: 0,
    head: 0,
  };
}

function accountOf(
  { slice, today }: Whole,
  { why, left }: Sifted,
  { published, days }: { readonly published: Slice; readonly days: number },
): Account {
  const kept: Partial<Record<Reason, number>> = {};
  for (const reason of why.values()) if (reason !== "protected") kept[reason] = (kept[reason] ?? 0) + 1;
  const shown = new Set(published.documents.map(({ id }) => id));
  const finders = new Set(published.claims.flatMap(({ by }) => by.map(({ rule, version }) => `${rule} ${version}`)));
  const counted = published.claims.length;
  return {
    today,
    days,
    // What protected persons were left out for is told by cells alone: a rest would tell their number.
    claims: {
      published: counted,
      sampled: published.claims.filter(({ basis }) => basis === "sampled").length,
    },
    kept,
    cells: cells(left),
    documents: {
      all: slice.documents.length,
      published: shown.size,
      whole: slice.documents.filter((one) => shown.has(one.id) && free(one)).length,
    },
    findings: { all: slice.findings.length, published: published.findings.length },
    reviewers: new Set(slice.reviews.filter(({ review }) => review !== "proposed").map(({ by }) => by)).size,
    finders: [...finders].filter((name) => !name.startsWith("person:")).sort(order),
  };
}
