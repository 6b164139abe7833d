import type { Interpretation } from "./claim.ts";
import { fold } from "./fold.ts";
import type { Day } from "./time.ts";

/** Properties of an event that name people to whom it happened. */
const HARMED: ReadonlySet<string> = new Set(["killed", "injured", "victim", "target", "captured", "missing"]);

/**
 * What an event can be found by from one affirmed claim about it: the place's gazetteer id and its folded name, or the
 * folded name of a person to whom it happened, behind `person `. Empty for claims that give neither.
 */
export function sceneKeys({ subject, property, polarity, value }: Interpretation): string[] {
  if (subject.kind !== "event" || polarity !== "affirmed") return [];
  if (property === "place" && value.type === "place") {
    // A country or a region is too wide to tell events by.
    if (value.precision === "country" || value.precision === "region") return [];
    const name = fold(value.name);
    return value.id === null ? [name] : [name, value.id];
  }
  if (!HARMED.has(property) || value.type !== "entity" || value.kind !== "person") return [];
  return [personKey(value.name)];
}

/** The key of a person to whom an event happened. */
export function personKey(name: string): string {
  return `person ${fold(name)}`;
}

/** The first and the last day that an affirmed date of an event allows; null for other claims and for open ends. */
export function sceneDays({ subject, property, polarity, value }: Interpretation): readonly [Day, Day] | null {
  if (subject.kind !== "event" || polarity !== "affirmed") return null;
  if (property !== "date" || value.type !== "time") return null;
  const [from, to] = [value.start?.[0] ?? null, value.end?.[1] ?? null];
  return from === null || to === null ? null : [from, to];
}
