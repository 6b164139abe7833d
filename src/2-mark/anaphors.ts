import { partsOf } from "../0-model/calendar.ts";
import { type Days, daysOf, type Moment, moment, type Span, unitFrom } from "./moments.ts";
import type { Scene } from "./scene.ts";
import { ANAPHOR, SHIFT } from "./timewords.ts";

/** How many units on from the day, month or year named before: "the previous year", "that day", "the following week". */
export function offsetOf(s: Scene, i: number): number {
  const way = s.at(i).anaphor;
  return way === "previous" ? -1 : way === "following" ? 1 : 0;
}

/** "March of the same year", "June last year", "12 May that year": a month or day whose year is said in other words. */
export function ofYear(s: Scene, m: Moment): Moment {
  if (m.kind !== "time" || m.month === 0 || m.year !== null || m.days !== null || m.calendar !== "") return m;
  if (m.shift !== "" || m.named !== null) return m;
  let at = m.to;
  if (s.lower(at) === "of" || (s.isSign(at, ",") && s.lower(at + 1) !== "last")) at += 1;
  if (s.lines(at) > 1) return m;
  const year = (k: number) => s.at(k).unit === "year" && !s.lower(k).endsWith("s");
  if (s.lower(at) === "that") {
    const to = s.lower(at + 1) === "same" ? at + 2 : at + 1;
    return year(to) ? { ...m, to: to + 1, relative: true, named: { unit: "year", offset: 0 } } : m;
  }
  if (s.lower(at) === "the" && s.is(at + 1, ANAPHOR) && year(at + 2)) {
    return { ...m, to: at + 3, relative: true, named: { unit: "year", offset: offsetOf(s, at + 1) } };
  }
  const { shift } = s.at(at);
  if (!s.is(at, SHIFT) || shift === "" || s.lower(at) === "past" || !year(at + 1)) return m;
  const offset = shift === "last" ? -1 : shift === "next" ? 1 : 0;
  const known = s.day === null ? null : partsOf(s.day).year + offset;
  return { ...m, to: at + 2, relative: true, shift, year: known };
}

/** "ten days after 3 May 2014", "a year before May 2015": a length, and the date it is counted from, as one. */
export function counted(length: Span | undefined, date: Span | undefined): Span | null {
  if (length === undefined || date === undefined || date.from !== length.to || date.end !== null) return null;
  const { kind, named } = length.start;
  if (kind !== "duration" || named === null || (date.bound !== "after" && date.bound !== "before")) return null;
  if (date.start.part !== "" || date.start.kind !== "time") return null;
  const offset = date.bound === "after" ? named.offset : -named.offset;
  const days = onward(named.unit, offset, daysOf(date.start));
  if (days === null) return null;
  const start = moment(length.from, date.to, { relative: true, days });
  return { ...date, from: length.from, start, bound: "", least: false };
}

/** So many units on from the one that holds a window; null where the window is longer than the unit. */
function onward(unit: string, offset: number, before: Days | null): Days | null {
  const whole = before === null ? null : unitFrom(before[0], unit, 0);
  // "In 1920 … two days later": of which day is not said.
  if (before === null || whole === null || whole[1] < before[1]) return null;
  return unitFrom(before[0], unit, offset);
}

/**
 * Gives "that year", "two days later", "the following month" their days from the date named before them, in the same
 * sentence or the one before. Where none is named there, or one of which the day or year is not known, they stay words.
 */
export function resolve(s: Scene, spans: readonly Span[], k: number): void {
  const span = spans[k];
  if (span === undefined) return;
  if (span.end !== null && span.end.named !== null) fix(span.end, daysOf(span.start));
  const { start } = span;
  if (start.named !== null) fix(start, antecedent(s, spans, k));
  // "the end of the year" in a report is that of its own year where no other is spoken of.
  if (start.part !== "" && start.named?.offset === 0 && s.lower(start.to - 2) === "the" && s.day !== null) {
    fix(start, [s.day, s.day]);
  }
}

function fix(m: Moment, before: Days | null): void {
  if (m.named === null || m.kind !== "time" || m.days !== null || m.year !== null) return;
  const days = onward(m.named.unit, m.named.offset, before);
  if (days === null) return;
  if (m.month > 0) m.year = partsOf(days[0]).year;
  else m.days = days;
}

const DENIED = new Set(["before", "after", "not-before", "not-after", "until"]);

function antecedent(s: Scene, spans: readonly Span[], k: number): Days | null {
  let breaks = 0;
  for (let j = k - 1; j >= 0 && j >= k - 6; j -= 1) {
    const other = spans[j];
    const next = spans[j + 1];
    if (other === undefined || next === undefined) return null;
    for (let t = Math.max(other.to, 1); t <= next.from; t += 1) {
      if (s.lines(t) > 1) return null;
      if (s.breaks(t)) breaks += 1;
    }
    if (breaks > 1) return null;
    const m = other.end ?? other.start;
    const says = m.kind === "time" && (m.days !== null || m.year !== null || m.month > 0 || m.named !== null);
    if (!says && m.weekday === 0) continue;
    return DENIED.has(other.bound) ? null : daysOf(m);
  }
  return null;
}
