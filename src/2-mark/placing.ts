import { lastOf, numberOf, partsOf, weekdayOf } from "../0-model/calendar.ts";
import { WORD } from "../0-model/mark.ts";
import { type Days, type Moment, months } from "./moments.ts";
import type { Scene } from "./scene.ts";
import { MONTH } from "./timewords.ts";

/** Which way the nearest verb looks from token `i`: 1 forward, -1 back, 0 unknown. Words before it count first. */
export function tense(s: Scene, i: number): number {
  const start = s.sentence(i, 14);
  for (let k = i - 1; k >= start; k -= 1) {
    const found = tenseOf(s, k);
    if (found !== 0) return found;
  }
  for (let k = i + 1; k < i + 12 && k < s.words.count && !s.breaks(k); k += 1) {
    const found = tenseOf(s, k);
    if (found !== 0) return found;
  }
  return 0;
}

function tenseOf(s: Scene, k: number): number {
  const word = s.at(k);
  // "is to run"; "is to be held"
  if ((s.lower(k) === "is" || s.lower(k) === "are") && s.lower(k + 1) === "to") return 1;
  if (word.tense < 0 && s.lower(k - 1) === "be") return 0;
  if (word.tense !== 0 && !(s.raised(k) && s.is(k, MONTH))) return word.tense;
  if (s.lower(k - 1) === "be") return 0;
  return s.words.kind[k] === WORD && s.lower(k).length > 4 && s.lower(k).endsWith("ed") && !s.raised(k) ? -1 : 0;
}

/** A date to come is meant whatever the verb says when it is this near, and the last one this far. */
const NEAR = 31;
const FAR = 180;
/** A date that lies back no further than this is not that of next year. */
const JUST = 14;

/** The days of a weekday, or of a month or day without a year, nearest to the document's day on the side that is meant. */
export function place(s: Scene, m: Moment): Days | null {
  if (s.day === null) return null;
  // "on a Monday" is any.
  if (m.weekday > 0 && (s.lower(m.from - 1) === "a" || s.lower(m.from - 1) === "any") && s.ends(m.to)) return null;
  if (m.weekday > 0) return weekdayDays(s, m, s.day);
  const { year } = partsOf(s.day);
  const at = (y: number): Days =>
    m.season > 0 ? months(y, m.season, 3) : m.day > 0 ? dayIn(y, m) : months(y, m.month, 1);
  const same = at(year);
  if (m.shift === "this") return same;
  if (m.shift === "next") return same[0] <= s.day ? at(year + 1) : same;
  if (m.shift === "last") return same[1] >= s.day ? at(year - 1) : same;
  const next = same[1] < s.day ? at(year + 1) : same;
  const last = same[0] > s.day ? at(year - 1) : same;
  if (next[0] - s.day <= NEAR && s.day - last[1] >= FAR) return next;
  // "is to run from 23 January" in a report of the 28th is about this year's.
  if (s.day - last[1] <= JUST && next[0] - s.day >= FAR) return last;
  return tense(s, m.from) > 0 ? next : last;
}

/** The year of a quarter that has none: that of the last one begun before the document's day, or of the next to come. */
export function quarterYear(s: Scene, m: Moment): number | null {
  if (s.day === null || m.portion === null) return null;
  const { year, month } = partsOf(s.day);
  const now = Math.ceil(month / 3);
  const nth = m.portion.nth < 0 ? 4 : m.portion.nth;
  if (tense(s, m.from) > 0) return nth < now ? year + 1 : year;
  return nth > now ? year - 1 : year;
}

function dayIn(year: number, m: Moment): Days {
  const day = numberOf(year, m.month, Math.min(m.day, lastOf(year, m.month)));
  return [day, day];
}

function weekdayDays(s: Scene, m: Moment, day: number): Days {
  const back = (weekdayOf(day) - m.weekday + 7) % 7;
  const past = day - back;
  if (m.shift === "last") return [back === 0 ? past - 7 : past, back === 0 ? past - 7 : past];
  const ahead = s.at(m.from - 1).bound === "until" || tense(s, m.from) > 0;
  if (m.shift === "next" || (m.shift === "" && ahead)) {
    const next = back === 0 && m.shift === "" ? past : past + 7;
    return [next, next];
  }
  if (m.shift === "this" && back > 0) return [past + 7, past + 7];
  return [past, past];
}

/** The end of a range whose start was placed: the first such date that does not lie before it. */
export function placeAfter(m: Moment, start: Days): Days | null {
  if (m.month === 0 || m.weekday > 0 || m.shift !== "") return null;
  const { year } = partsOf(start[0]);
  const at = (y: number): Days => (m.day > 0 ? dayIn(y, m) : months(y, m.month, 1));
  const same = at(year);
  return same[1] < start[0] ? at(year + 1) : same;
}
