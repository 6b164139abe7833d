import type { Interpretation } from "./claim.ts";
import { fold } from "./fold.ts";
import type { Day } from "./time.ts";

/** Properties of an event that name people to whom it happened. */
const HARMED: ReadonlySet<string> = new Set(["killed", "injured", "victim", "target", "captured", "missing"]);

/**
 * Where one affirmed claim about an event says that it was, as keys to find it by: the place's folded name and its
 * gazetteer id. A country or a region is too wide to tell events by and gives none.
 */
export function scenePlaces({ subject, property, polarity, value }: Interpretation): string[] {
  if (subject.kind !== "event" || polarity !== "affirmed" || property !== "place" || value.type !== "place") return [];
  if (value.precision === "country" || value.precision === "region") return [];
  const name = fold(value.name);
  return value.id === null ? [name] : [name, value.id];
}

/** The folded name of the person to whom an event happened by one affirmed claim, or null. */
export function scenePerson({ subject, property, polarity, value }: Interpretation): string | null {
  if (subject.kind !== "event" || polarity !== "affirmed" || !HARMED.has(property)) return null;
  return value.type === "entity" && value.kind === "person" ? fold(value.name) : null;
}

/** The first and the last day that an affirmed date of an event allows; null for other claims and for open ends. */
export function sceneDays({ subject, property, polarity, value }: Interpretation): readonly [Day, Day] | null {
  if (subject.kind !== "event" || polarity !== "affirmed") return null;
  if (property !== "date" || value.type !== "time") return null;
  const [from, to] = [value.start?.[0] ?? null, value.end?.[1] ?? null];
  return from === null || to === null ? null : [from, to];
}

/** Days that are counted one by one, and months that are, before a span is only "some time". */
const SPELL = 7;
const MONTHS = 13;

/**
 * The buckets in which an event of these days is kept: its days, or the months of a longer span, or `*`. Two spans that
 * share a day share one of the buckets that `bucketsFor` gives for either of them.
 */
export function bucketsOf([from, to]: readonly [Day, Day]): string[] {
  const days = daysFrom(from, to, SPELL);
  if (days !== null) return days;
  const months = monthsFrom(from, to);
  return months ?? ["*"];
}

/** Every bucket in which an event may be kept that shares a day with these; null when there are too many to name. */
export function bucketsFor([from, to]: readonly [Day, Day]): string[] | null {
  const [days, months] = [daysFrom(from, to, 400), monthsFrom(from, to)];
  return days === null || months === null ? null : [...days, ...months, "*"];
}

function daysFrom(from: Day, to: Day, most: number): string[] | null {
  const date = new Date(`${from}T00:00:00Z`);
  const found: string[] = [];
  for (let day = from; day <= to; day = date.toISOString().slice(0, 10)) {
    if (found.length === most || Number.isNaN(date.getTime())) return null;
    found.push(day);
    date.setUTCDate(date.getUTCDate() + 1);
  }
  return found;
}

function monthsFrom(from: Day, to: Day): string[] | null {
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  const found: string[] = [];
  for (;;) {
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (name > to.slice(0, 7)) return found;
    if (found.length === MONTHS) return null;
    found.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
