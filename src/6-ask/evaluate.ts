import type { Finder, Value } from "../0-model/claim.ts";
import { fold } from "../0-model/fold.ts";
import { overlaps } from "../0-model/span.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { calledOf, type GoldClaim, type GoldValue } from "./gold.ts";
import { align, type Events, type GoldNames, goldNames, sameEntity, sameTime, sameValue } from "./match.ts";
import { byPlace, lives, order } from "./view.ts";

/** Right, wanted and given claims, and what follows from them. */
export interface Score {
  readonly name: string;
  /** Claims of the program that match a labelled one. */
  readonly right: number;
  readonly labelled: number;
  readonly given: number;
  /** Null when nothing was given (precision) or labelled (recall). */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** One labelled claim that was not found, or one claim that nobody labelled. */
export interface Miss {
  readonly kind: "missed" | "extra";
  readonly document: string;
  readonly claim: string;
  readonly property: string;
  /** The line of the text on which its evidence begins, from 1. */
  readonly line: number;
  readonly subject: string;
  readonly value: string;
  /** Subject, property and value, with what numbers and times were taken to mean. */
  readonly says: string;
  /** The words of its evidence. */
  readonly words: string;
  /** What differs in the nearest claim over the same words with the same property; null when there is none. */
  readonly nearest: { readonly claim: string; readonly differs: readonly string[]; readonly says: string } | null;
  /** Who made an extra claim; nobody made a missed one. */
  readonly by: readonly Finder[];
}

/** How often the matched claims agree in what the match rule leaves aside. */
export interface Agreement {
  readonly what: "assertedness" | "attribution" | "hedge" | "citations" | "time" | "place";
  readonly same: number;
  readonly compared: number;
}

/** The claims of a record against labelled ones. */
export interface Evaluation {
  readonly total: Score;
  readonly byProperty: readonly Score[];
  readonly byDocument: readonly Score[];
  readonly beside: readonly Agreement[];
  readonly misses: readonly Miss[];
  /** The right ones: labelled claims and the claims that match them. */
  readonly found: readonly { readonly label: string; readonly claim: string }[];
  /** Documents of the labels that the record does not hold. */
  readonly absent: readonly string[];
}

/** One labelled claim and the claim that matches it. */
interface Pair {
  readonly gold: GoldClaim;
  readonly kept: KeptClaim;
}

/** What the comparison of one document looks at. */
interface Desk {
  readonly slice: Slice;
  readonly names: GoldNames;
  readonly events: Events;
  /** The text that the labels speak of. */
  readonly text: string;
}

/**
 * Compares by the match rule: same property, evidence overlaps, same subject and value (entities by name or alias in
 * the document; events one to one by the words they share; quantities by low, high and bound; times by the four days),
 * same polarity and mode. Each claim matches at most once. `within` leaves out claims that the labels do not cover.
 */
export function evaluate(
  gold: readonly GoldClaim[],
  slice: Slice,
  within: (claim: KeptClaim) => boolean = () => true,
): Evaluation {
  const named = new Map<string, string>();
  for (const document of slice.documents) for (const name of calledOf(document)) named.set(name, document.id);
  const wanted = [...new Set(gold.map(({ document }) => document))];
  const absent = wanted.filter((document) => !named.has(document)).sort(order);
  const pairs: Pair[] = [];
  const misses: Miss[] = [];
  const given: { readonly claim: KeptClaim; readonly document: string }[] = [];
  for (const document of wanted) {
    const id = named.get(document);
    if (id === undefined) continue;
    const labelled = gold.filter((one) => one.document === document);
    const claims = slice.claims.filter((one) => one.document === id && lives(one) && within(one)).sort(byPlace);
    const names = goldNames(labelled);
    const desk: Desk = { slice, names, events: align(labelled, claims), text: textOf(labelled, id, slice) };
    const found = pairUp(labelled, claims, desk);
    pairs.push(...found);
    given.push(...claims.map((claim) => ({ claim, document })));
    misses.push(...missesOf(labelled, claims, { document, found, desk }));
  }
  const present = gold.filter(({ document }) => named.has(document));
  const found = pairs.map(({ gold: { id }, kept }) => ({ label: id, claim: kept.id }));
  return { ...scores(present, given, pairs), beside: beside(pairs), misses, found, absent };
}

/** The text of a document in which the first labelled words stand where the label says. */
function textOf(gold: readonly GoldClaim[], document: string, { renditions }: Slice): string {
  const texts = renditions.filter((one) => one.document === document).map(({ text }) => text);
  const [first] = gold.flatMap(({ evidence }) => evidence);
  return texts.find((text) => first !== undefined && text.slice(...first.range) === first.exact) ?? texts[0] ?? "";
}

function scores(
  gold: readonly GoldClaim[],
  given: readonly { readonly claim: KeptClaim; readonly document: string }[],
  pairs: readonly Pair[],
): Pick<Evaluation, "total" | "byProperty" | "byDocument"> {
  const properties = new Set([...gold.map((one) => one.property), ...given.map(({ claim }) => claim.property)]);
  const documents = new Set(gold.map((one) => one.document));
  const of = (
    name: string,
    ours: (one: GoldClaim) => boolean,
    theirs: (one: { readonly claim: KeptClaim; readonly document: string }) => boolean,
  ): Score =>
    score(name, pairs.filter((pair) => ours(pair.gold)).length, gold.filter(ours).length, given.filter(theirs).length);
  const all = () => true;
  return {
    total: of("all", all, all),
    byProperty: [...properties].sort(order).map((name) =>
      of(
        name,
        (one) => one.property === name,
        ({ claim }) => claim.property === name,
      ),
    ),
    byDocument: [...documents].sort(order).map((name) =>
      of(
        name,
        (one) => one.document === name,
        ({ document }) => document === name,
      ),
    ),
  };
}

function score(name: string, right: number, labelled: number, given: number): Score {
  const precision = given === 0 ? null : right / given;
  const recall = labelled === 0 ? null : right / labelled;
  const f1 = labelled + given === 0 ? null : (2 * right) / (labelled + given);
  return { name, right, labelled, given, precision, recall, f1 };
}

/** Pairs each labelled claim with the matching claim that shares most of its words. */
function pairUp(gold: readonly GoldClaim[], claims: readonly KeptClaim[], desk: Desk): Pair[] {
  const used = new Set<string>();
  return gold.flatMap((one): Pair[] => {
    const best = claims
      .filter((claim) => !used.has(claim.id) && differences(one, claim, desk)?.length === 0)
      .map((claim) => ({ claim, shared: shared(one, claim) }))
      .sort((a, b) => b.shared - a.shared)[0];
    if (best === undefined) return [];
    used.add(best.claim.id);
    return [{ gold: one, kept: best.claim }];
  });
}

function shared(gold: GoldClaim, claim: KeptClaim): number {
  let units = 0;
  for (const { range } of gold.evidence) {
    for (const [start, end] of claim.evidence) {
      units += Math.max(0, Math.min(range[1], end) - Math.max(range[0], start));
    }
  }
  return units;
}

/** What differs; null when the two do not speak of the same property over the same words. */
function differences(gold: GoldClaim, claim: KeptClaim, { slice, names, events }: Desk): string[] | null {
  if (gold.property !== claim.property) return null;
  if (!gold.evidence.some(({ range }) => claim.evidence.some((words) => overlaps(range, words)))) return null;
  const differs: string[] = [];
  const sides = { slice, names, events };
  if (!sameEntity(gold.subject, claim.subject, sides)) differs.push("subject");
  if (!sameValue(gold.value, claim.value, sides)) differs.push("value");
  if (gold.polarity !== claim.polarity) differs.push("polarity");
  if (gold.mode !== claim.mode) differs.push("mode");
  return differs;
}

/** The errors of one document, in the order of its text. */
function missesOf(
  gold: readonly GoldClaim[],
  claims: readonly KeptClaim[],
  { document, found, desk }: { readonly document: string; readonly found: readonly Pair[]; readonly desk: Desk },
): Miss[] {
  const matched = new Set(found.map((pair) => pair.gold.id));
  const right = new Set(found.map((pair) => pair.kept.id));
  const lineOf = (start: number): number => desk.text.slice(0, start).split(/\r\n|\n|\r/).length;
  const missed = gold
    .filter(({ id }) => !matched.has(id))
    .map((one): Miss => {
      const near = nearest(claims, (claim) => differences(one, claim, desk));
      const words = one.evidence.map(({ exact }) => exact).join(" … ");
      const line = lineOf(one.evidence[0]?.range[0] ?? 0);
      return { kind: "missed", document, ...told(one), line, words, nearest: near, by: [] };
    });
  const extra = claims
    .filter(({ id }) => !right.has(id))
    .map((claim): Miss => {
      const near = nearest(gold, (one) => differences(one, claim, desk));
      const text = desk.slice.renditions.find(({ id }) => id === claim.rendition)?.text ?? "";
      const words = claim.evidence.map(([start, end]) => text.slice(start, end)).join(" … ");
      const line = lineOf(claim.evidence[0]?.[0] ?? 0);
      return { kind: "extra", document, ...told(claim), line, words, nearest: near, by: claim.by };
    });
  return [...missed, ...extra].sort((a, b) => a.line - b.line);
}

/** The claim of the other side that differs in least. */
function nearest<C extends GoldClaim | KeptClaim>(
  claims: readonly C[],
  differs: (claim: C) => string[] | null,
): Miss["nearest"] {
  const [best] = claims
    .map((claim) => ({ claim, differs: differs(claim) }))
    .filter((one): one is { claim: C; differs: string[] } => one.differs !== null)
    .sort((a, b) => a.differs.length - b.differs.length);
  if (best === undefined) return null;
  const { claim, says } = told(best.claim);
  return { claim, differs: best.differs, says };
}

/** A claim in words, labelled or made. */
function told(claim: GoldClaim | KeptClaim): Pick<Miss, "claim" | "property" | "subject" | "value" | "says"> {
  const { id, subject, property, mode, polarity } = claim;
  const value = saidOf(claim.value);
  const asides = [mode, polarity].filter((word) => word !== "actual" && word !== "affirmed");
  const says = [`${subject.name} — ${property} — ${value}${meantBy(claim.value)}`, ...asides].join(", ");
  return { claim: id, property, subject: subject.name, value, says };
}

function saidOf(value: GoldValue | Value): string {
  if (value.type === "entity" || value.type === "place") return value.name;
  if (value.type === "text") return value.text;
  return value.type === "none" ? "(none)" : value.words;
}

/** What the words of a number or a time were taken to mean: the same words can differ in nothing else. */
function meantBy(value: GoldValue | Value): string {
  if (value.type === "quantity") {
    const { low, high, bound } = value;
    return ` [${bound} ${low === high ? (low ?? "") : `${low ?? ""}..${high ?? ""}`}`.trimEnd().concat("]");
  }
  if (value.type !== "time") return "";
  const [start, end] = [value.start, value.end].map((days) => {
    const [from, to] = (days ?? []).map((day) => day ?? "");
    return from === to ? from || "?" : `${from}..${to}`;
  });
  return start === end ? ` [${start}]` : ` [${start} / ${end}]`;
}

function beside(pairs: readonly Pair[]): Agreement[] {
  const agree = (what: Agreement["what"], same: (pair: Pair) => boolean | null): Agreement => {
    const told = pairs.map(same).filter((one) => one !== null);
    return { what, same: told.filter(Boolean).length, compared: told.length };
  };
  const acts = (claim: KeptClaim): string =>
    claim.attribution
      .map(({ speaker, stance }) => `${fold("unnamed" in speaker ? speaker.words : speaker.name)} ${stance}`)
      .join("; ");
  return [
    agree("assertedness", ({ gold, kept }) => gold.assertedness === kept.assertedness),
    agree(
      "attribution",
      ({ gold, kept }) =>
        gold.attribution.map(({ speaker, stance }) => `${fold(speaker)} ${stance}`).join("; ") === acts(kept),
    ),
    agree("hedge", ({ gold, kept }) => (gold.hedged === null ? null : gold.hedged === (kept.hedge !== null))),
    agree("citations", ({ gold, kept }) =>
      gold.citations === null ? null : [...gold.citations].sort().join() === [...kept.citations].sort().join(),
    ),
    agree("time", ({ gold, kept }) => sameTime(gold.time, kept.time)),
    agree("place", ({ gold, kept }) => fold(gold.place ?? "") === fold(kept.place?.name ?? "")),
  ];
}
