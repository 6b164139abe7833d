import type { EntityRef, Value } from "../0-model/claim.ts";
import { overlaps, type Range } from "../0-model/span.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { alikePersons, alikePhrases, alikeTimes, bare, barePlace, isPhrase } from "./alike.ts";
import type { Covered, GoldClaim, GoldEntity, GoldTime, GoldValue } from "./gold.ts";

/** One labelled claim and the claim that matches it. */
export interface Pair {
  readonly gold: GoldClaim;
  readonly kept: KeptClaim;
}

/** In what two claims can differ. */
export type Difference = "property" | "subject" | "value" | "polarity" | "mode";

/** Names by labelled entity: its own and those that labelled alias claims give it. */
export type GoldNames = ReadonlyMap<string, ReadonlySet<string>>;

/** Events of the program to the labelled events that they are. */
export type Events = ReadonlyMap<string, string>;

/** What tells whether two entities are one. */
export interface Sides {
  /** Every name that the program has for a referent. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly names: GoldNames;
  readonly events: Events;
  /** The texts of renditions, by id. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The names of every labelled entity. */
export function goldNames(gold: readonly GoldClaim[]): GoldNames {
  const names = new Map<string, Set<string>>();
  const add = (id: string, name: string): void => {
    const held = names.get(id) ?? new Set<string>();
    names.set(id, held.add(bare(name)));
  };
  for (const { subject, property, value } of gold) {
    add(subject.id, subject.name);
    if (value.type === "entity") add(value.id, value.name);
    if ((property === "alias" || property === "name") && value.type === "text") add(subject.id, value.text);
  }
  return names;
}

/** The names of every referent: those of the entity that holds it. */
export function aliasesOf({ entities }: Pick<Slice, "entities">): Sides["aliases"] {
  return new Map(entities.flatMap(({ names, referents }) => referents.map((one) => [one, names] as const)));
}

/** Two claims of one property over shared words. */
export function sharesWords(gold: GoldClaim, claim: KeptClaim): boolean {
  return gold.evidence.some(({ range }) => claim.evidence.some((words) => overlaps(range, words)));
}

/** How many code units of evidence two claims share. */
export function shared(gold: GoldClaim, claim: KeptClaim): number {
  let units = 0;
  for (const { range } of gold.evidence) {
    for (const [start, end] of claim.evidence) {
      units += Math.max(0, Math.min(range[1], end) - Math.max(range[0], start));
    }
  }
  return units;
}

/** A trigger that the labels give for an event weighs more than any number of claims over shared words. */
const TRIGGER = 1000;

/**
 * Which labelled event each event of the program is: the one whose labelled triggers it stands on; where the labels
 * give none, the one with which it shares most claims, by property and words, claims of equal value first. Names of
 * events are the annotator's and prove nothing. An event that the program took apart is the labelled one in each of its
 * parts, unless a labelled one is to be only `one` of the program's; one that it made of two is only one of them.
 */
export function align(
  gold: readonly GoldClaim[],
  claims: readonly KeptClaim[],
  { covered, one: single }: { readonly covered: Covered | undefined; readonly one: boolean },
): Events {
  const triggers = triggersOf(gold, covered);
  const labels = gold.filter(({ subject }) => subject.kind === "event");
  const plain: Sides = { aliases: new Map(), names: new Map(), events: new Map(), texts: new Map() };
  const weights = new Map<string, Map<string, number>>();
  const add = (kept: string, label: string, weight: number): void => {
    const held = weights.get(kept) ?? new Map<string, number>();
    weights.set(kept, held.set(label, (held.get(label) ?? 0) + weight));
  };
  for (const [kept, words] of triggersOfClaims(claims)) {
    for (const [label, mentions] of triggers) {
      const hits = words.filter((range) => mentions.some((mention) => overlaps(range, mention))).length;
      if (hits > 0) add(kept, label, TRIGGER * hits);
    }
  }
  for (const claim of claims.filter(({ subject }) => subject.kind === "event")) {
    for (const one of labels) {
      if (one.property !== claim.property || !sharesWords(one, claim)) continue;
      const same = one.value.type !== "none" && sameValue(one, claim, plain);
      add(claim.subject.id, one.subject.id, (same ? 2 : 1) + shared(one, claim) / TRIGGER);
    }
  }
  return chosen(weights, single);
}

/** The heaviest ties first; each event of the program once, and each labelled one too if it is to be `single`. */
function chosen(weights: ReadonlyMap<string, ReadonlyMap<string, number>>, single: boolean): Events {
  const ties = [...weights].flatMap(([kept, held]) => [...held].map(([label, weight]) => ({ kept, label, weight })));
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { kept, label } of ties.sort((a, b) => b.weight - a.weight)) {
    if (found.has(kept) || (single && taken.has(label))) continue;
    found.set(kept, label);
    taken.add(label);
  }
  return found;
}

/** The triggers of labelled events, by the event's id: from the list beside the labels, else from the claims' parts. */
function triggersOf(gold: readonly GoldClaim[], covered: Covered | undefined): ReadonlyMap<string, readonly Range[]> {
  const found = new Map<string, Range[]>();
  for (const { subject, subjectSpans } of gold) {
    if (subject.kind !== "event" || found.has(subject.id)) continue;
    const listed = covered?.mentions.get(subject.name);
    if (listed !== undefined) found.set(subject.id, [...listed]);
    else if (subjectSpans.length > 0) {
      found.set(
        subject.id,
        gold.filter((one) => one.subject.id === subject.id).flatMap((one) => [...one.subjectSpans]),
      );
    }
  }
  return found;
}

/** The words that the program took for an event, by the event. */
function triggersOfClaims(claims: readonly KeptClaim[]): ReadonlyMap<string, readonly Range[]> {
  const found = new Map<string, Map<string, Range>>();
  for (const { subject, parts } of claims) {
    if (subject.kind !== "event") continue;
    const held = found.get(subject.id) ?? new Map<string, Range>();
    for (const range of parts.subject?.spans ?? []) held.set(range.join(), range);
    found.set(subject.id, held);
  }
  return new Map([...found].map(([id, held]) => [id, [...held.values()]]));
}

/** The names that the document has for what stands in a part of a claim: those of the entity, and the words there. */
function namesIn(claim: KeptClaim, part: "subject" | "value", kept: EntityRef | null, sides: Sides): string[] {
  const text = sides.texts.get(claim.rendition) ?? "";
  const spans = claim.parts[part]?.spans ?? [];
  const words = spans.length === 1 ? spans.map(([start, end]) => text.slice(start, end)) : [];
  return kept === null ? words : [kept.name, ...(sides.aliases.get(kept.id) ?? []), ...words];
}

/** True when the subjects are one: by name or alias in the document, an event by what it was aligned with. */
function sameSubject(gold: GoldClaim, claim: KeptClaim, sides: Sides): boolean {
  return sameEntity(
    gold.subject,
    { kept: claim.subject, names: namesIn(claim, "subject", claim.subject, sides) },
    sides,
  );
}

function sameEntity(
  gold: GoldEntity,
  { kept, names }: { readonly kept: EntityRef; readonly names: readonly string[] },
  sides: Sides,
): boolean {
  if (gold.kind === "event" || kept.kind === "event") return sides.events.get(kept.id) === gold.id;
  const wanted = sides.names.get(gold.id) ?? new Set([bare(gold.name)]);
  if (names.some((name) => wanted.has(bare(name)))) return true;
  if (gold.unnamed || isPhrase(gold.name)) return names.some((name) => alikePhrases(gold.name, name));
  if (gold.kind !== "person" || kept.kind !== "person") return false;
  return names.some((name) => onlyPerson(gold, name, sides.names));
}

/** True when a name is this labelled person's, in part or with a title, and no other labelled person's. */
function onlyPerson(gold: GoldEntity, name: string, names: GoldNames): boolean {
  if (!alikePersons(gold.name, name)) return false;
  return [...names].every(
    ([id, held]) =>
      id === gold.id || ![...held].some((other) => other !== bare(gold.name) && alikePersons(other, name)),
  );
}

/** The words by which a value that is a thing or a text is known; null for numbers, times and none. */
function named(value: GoldValue | Value): string | null {
  if (value.type === "entity" || value.type === "place") return value.name;
  return value.type === "text" ? value.text : null;
}

/** True when the values are the same by the match rule. */
function sameValue(one: GoldClaim, claim: KeptClaim, sides: Sides): boolean {
  const [gold, kept] = [one.value, claim.value];
  if (gold.type === "entity" && kept.type === "entity") {
    return sameEntity(gold, { kept, names: namesIn(claim, "value", kept, sides) }, sides);
  }
  if (gold.type === "quantity" && kept.type === "quantity") {
    return gold.low === kept.low && gold.high === kept.high && gold.bound === kept.bound;
  }
  if (gold.type === "time" && kept.type === "time") return sameTime(gold, kept);
  if (gold.type === "place" && kept.type === "place") {
    return (gold.id !== null && gold.id === kept.id) || barePlace(gold.name) === barePlace(kept.name);
  }
  if (gold.type === "none" || kept.type === "none") return gold.type === kept.type;
  const [wanted, given] = [named(gold), named(kept)];
  if (wanted === null || given === null) return false;
  const words = [given, ...namesIn(claim, "value", null, sides)];
  if (words.some((one) => bare(one) === bare(wanted))) return true;
  // Whether something unnamed is written down as an entity or in words is the annotator's choice.
  const thing = gold.type === "entity" || kept.type === "entity";
  return thing && isPhrase(wanted) && words.some((one) => alikePhrases(wanted, one));
}

/** The same four days; where neither has a day, the same date without its year, or the same words. */
export function sameTime(gold: GoldTime | null, kept: GoldTime | null): boolean {
  if (gold === null || kept === null) return gold === kept;
  const days = ({ start, end }: GoldTime): string => JSON.stringify([start, end]);
  const none = [gold, kept].every(({ start, end }) => start === null && end === null);
  if (!none) return days(gold) === days(kept);
  return (gold.edtf !== null && gold.edtf === kept.edtf) || alikeTimes(gold.words, kept.words);
}

/** What differs between two claims, wherever their words stand. */
export function unlike(gold: GoldClaim, claim: KeptClaim, sides: Sides): Difference[] {
  const differs: Difference[] = [];
  if (gold.property !== claim.property) differs.push("property");
  if (!sameSubject(gold, claim, sides)) differs.push("subject");
  if (!sameValue(gold, claim, sides)) differs.push("value");
  if (gold.polarity !== claim.polarity) differs.push("polarity");
  if (gold.mode !== claim.mode) differs.push("mode");
  return differs;
}
