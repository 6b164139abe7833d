import type { EntityRef, Value } from "../0-model/claim.ts";
import { fold } from "../0-model/fold.ts";
import { overlaps } from "../0-model/span.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import type { Time } from "../0-model/time.ts";
import type { GoldClaim, GoldEntity, GoldValue } from "./gold.ts";

/** Folded names by labelled entity: its own and those that labelled alias claims give it. */
export type GoldNames = ReadonlyMap<string, ReadonlySet<string>>;

/** Labelled events to the events of the program, one to one. */
export type Events = ReadonlyMap<string, string>;

/** What tells whether two entities are one. */
export interface Sides {
  readonly slice: Slice;
  readonly names: GoldNames;
  readonly events: Events;
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

/** A name without article, folded. */
function bare(name: string): string {
  return fold(name).replace(/^(the|a|an) /, "");
}

/**
 * Aligns events by the claims whose property and words they share, those that share most first. Names of events are
 * the annotator's and prove nothing.
 */
export function align(gold: readonly GoldClaim[], claims: readonly KeptClaim[]): Events {
  const counts = new Map<string, { readonly gold: string; readonly kept: string; shared: number }>();
  const told = claims.filter(({ subject }) => subject.kind === "event");
  for (const one of gold.filter(({ subject }) => subject.kind === "event")) {
    for (const claim of told) {
      if (claim.property !== one.property) continue;
      if (!one.evidence.some(({ range }) => claim.evidence.some((words) => overlaps(range, words)))) continue;
      const key = `${one.subject.id}\n${claim.subject.id}`;
      const held = counts.get(key) ?? { gold: one.subject.id, kept: claim.subject.id, shared: 0 };
      held.shared += 1;
      counts.set(key, held);
    }
  }
  const aligned = new Map<string, string>();
  const taken = new Set<string>();
  for (const { gold: label, kept } of [...counts.values()].sort((a, b) => b.shared - a.shared)) {
    if (aligned.has(label) || taken.has(kept)) continue;
    aligned.set(label, kept);
    taken.add(kept);
  }
  return aligned;
}

/** True when a labelled entity and one of the program are the same by name or alias in the document. */
export function sameEntity(gold: GoldEntity, kept: EntityRef, { slice, names, events }: Sides): boolean {
  if (gold.kind === "event" || kept.kind === "event") return events.get(gold.id) === kept.id;
  const wanted = names.get(gold.id) ?? new Set([bare(gold.name)]);
  if (wanted.has(bare(kept.name))) return true;
  const entity = slice.entities.find(({ referents }) => referents.includes(kept.id));
  return (entity?.names ?? []).some((name) => wanted.has(bare(name)));
}

/** True when the values are the same by the match rule. */
export function sameValue(gold: GoldValue, kept: Value, sides: Sides): boolean {
  if (gold.type === "entity" && kept.type === "entity") return sameEntity(gold, kept, sides);
  if (gold.type === "quantity" && kept.type === "quantity") {
    return gold.low === kept.low && gold.high === kept.high && gold.bound === kept.bound;
  }
  if (gold.type === "time" && kept.type === "time") return sameTime(gold, kept);
  if (gold.type === "place" && kept.type === "place") {
    return (gold.id !== null && gold.id === kept.id) || bare(gold.name) === bare(kept.name);
  }
  if (gold.type === "text" && kept.type === "text") return bare(gold.text) === bare(kept.text);
  return gold.type === "none" && kept.type === "none";
}

type Days = Pick<Time, "start" | "end" | "words">;

/** The same four days; by their words when neither has a day. */
export function sameTime(gold: Days | null, kept: Days | null): boolean {
  if (gold === null || kept === null) return gold === kept;
  const days = ({ start, end }: Days): string => JSON.stringify([start, end]);
  const none = gold.start === null && gold.end === null && kept.start === null && kept.end === null;
  return none ? bare(gold.words) === bare(kept.words) : days(gold) === days(kept);
}
