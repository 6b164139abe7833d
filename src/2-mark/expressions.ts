import { NUMBER } from "../0-model/mark.ts";
import { ofYear } from "./anaphors.ts";
import { bareYear, clockEnd, compound, dayFirst, holiday, longAgo, monthFirst, numeric, season } from "./datings.ts";
import { eraFirst, eraYear } from "./eras.ts";
import { type Days, daysOf, type Moment, moment, unitFrom } from "./moments.ts";
import { portion } from "./portions.ts";
import type { Scene } from "./scene.ts";
import { dayBefore, daypart, relative, set, spell, weekday } from "./spells.ts";
import {
  ANAPHOR,
  APPROX,
  bothParts,
  COMPOUND,
  DAYPART,
  DECADE,
  DEICTIC,
  DIRECTION,
  EACH,
  ERA,
  HOLIDAY,
  MONTH,
  NUMERAL,
  OFTEN,
  ORDINAL,
  PART,
  PART_OF,
  type Part,
  SEASON,
  SHIFT,
  TIMES,
  UNIT,
  VAGUE,
  WEEKDAY,
} from "./timewords.ts";

/** What a scan remembers: where the last mark ended, and whether it was a bare year. */
export interface Before {
  readonly end: number;
  readonly year: boolean;
  /** How many expressions this one is read inside: "the end of the first week of May" is three deep. */
  readonly depth: number;
}

/** Deeper is no language, and would make reading slow on hostile text. */
const DEEPEST = 6;

function inside(last: Before): Before {
  return { end: last.end, year: last.year, depth: last.depth + 1 };
}

/** One moment at `i`, the longest that the grammar knows. */
export function read(s: Scene, i: number, last: Before): Moment | null {
  const m = last.depth > DEEPEST ? null : readAlone(s, i, last);
  return m === null ? null : ofYear(s, m);
}

function readAlone(s: Scene, i: number, last: Before): Moment | null {
  const lower = s.lower(i);
  if (lower === "the") {
    const before = dayBefore(s, i);
    if (before !== null) return before;
    const short = s.isSign(i + 1, "'") || s.isSign(i + 1, "\u2019") || s.isSign(i + 1, "\u2018");
    const inner = read(s, short ? i + 2 : i + 1, inside(last));
    return inner?.article === true && inner.from === i + 1 ? { ...inner, from: i } : null;
  }
  const clock = clockEnd(s, i);
  if (clock > 0) return atClock(s, i, clock, last);
  if (s.words.kind[i] === NUMBER) {
    const number = numeric(s, i) ?? dayFirst(s, i) ?? eraYear(s, i);
    if (number !== null) return number;
    const list = last.end === i - 1 && [",", "and", "or", "&"].includes(s.lower(i - 1));
    const listed = last.year && (list || (last.end === i && last.depth > 0));
    return set(s, i) ?? spell(s, i, last.end) ?? bareYear(s, i, listed);
  }
  return readWord(s, i, last);
}

function readWord(s: Scene, i: number, last: Before): Moment | null {
  const bits = s.bits(i);
  const inner = (k: number) => read(s, k, inside(last));
  if (s.lower(i + 1) === "hours" && s.lower(i + 2) === "of") return smallHours(s, i, inner);
  if ((bits & ERA) !== 0) {
    const era = eraFirst(s, i);
    if (era !== null) return era;
  }
  if ((bits & (PART | PART_OF | DIRECTION)) !== 0) {
    const part = partOfPeriod(s, i, inner);
    if (part !== null) return part;
  }
  if ((bits & MONTH) !== 0) {
    const month = monthFirst(s, i);
    if (month !== null) return month;
  }
  if ((bits & WEEKDAY) !== 0) {
    const dated = weekdayDate(s, i);
    if (dated !== null) return dated;
  }
  if ((bits & (ORDINAL | SHIFT)) !== 0 || s.lower(i) === "final" || s.lower(i) === "opening") {
    const counted = portion(s, i, inner);
    if (counted !== null) return counted;
  }
  if ((bits & ORDINAL) !== 0) {
    const day = dayFirst(s, i);
    if (day !== null) return day;
  }
  if ((bits & (DECADE | ORDINAL)) !== 0) {
    const long = longAgo(s, i);
    if (long !== null) return long;
  }
  if ((bits & SEASON) !== 0) {
    const found = season(s, i);
    if (found !== null) return found;
  }
  if ((bits & COMPOUND) !== 0) {
    const found = compound(s, i);
    if (found !== null) return found;
  }
  return others(s, i, last);
}

function others(s: Scene, i: number, last: Before): Moment | null {
  const bits = s.bits(i);
  const inner = (k: number) => read(s, k, inside(last));
  if ((bits & (DEICTIC | SHIFT | ANAPHOR)) !== 0) {
    const found = relative(s, i);
    if (found !== null) return found;
  }
  if ((bits & WEEKDAY) !== 0 && !s.at(i).plural) return weekday(s, i);
  if ((bits & (EACH | OFTEN | TIMES | WEEKDAY | NUMERAL | VAGUE)) !== 0) {
    const found = set(s, i);
    if (found !== null) return found;
  }
  if ((bits & HOLIDAY) !== 0) return holiday(s, i);
  if ((bits & DAYPART) !== 0 || (bits & UNIT) !== 0) {
    const found = ofPeriod(s, i, inner);
    if (found !== null) return found;
  }
  return (bits & ORDINAL) !== 0 && (bits & UNIT) === 0 ? null : spell(s, i, last.end);
}

/** "morning of 26 August 2021", "month of July 2018", "year 2015", "years 2014–2017", "week of 3 May 2016". */
function ofPeriod(s: Scene, i: number, inner: (i: number) => Moment | null): Moment | null {
  const lower = s.lower(i);
  const of = s.lower(i + 1) === "of" ? 1 : 0;
  const at = s.lower(i + 1 + of) === "the" ? i + 2 + of : i + 1 + of;
  if (s.is(i, DAYPART) || lower === "night") {
    const alone =
      (s.lower(i - 1) === "the" && s.lower(i - 2) === "in") || (lower === "night" && s.lower(i - 1) === "at");
    // "in the afternoon", "at night": of which day is not said.
    if (of === 0) return alone && s.ends(i + 1) ? moment(i, i + 1, { clock: [i, i + 1], article: true }) : null;
    const m = inner(at);
    if (m === null || (m.day === 0 && m.weekday === 0 && m.days === null)) return null;
    return { ...m, from: i, clock: [i, i + 1], article: true };
  }
  if (lower === "month" && of === 1) {
    const m = inner(at);
    return m !== null && m.month > 0 && m.day === 0 ? { ...m, from: i } : null;
  }
  if (lower === "week" && of === 1) {
    const m = inner(at);
    const days = m !== null && m.day > 0 && m.year !== null ? daysOf(m) : null;
    return m === null || days === null ? null : { ...m, from: i, days: unitFrom(days[0], "week", 0), article: true };
  }
  if (lower !== "year" && lower !== "years") return null;
  const m = eraYear(s, at) ?? bareYear(s, at, true);
  return m === null ? null : { ...m, from: i };
}

/** "early hours of 14 May", "small hours of Sunday": a part of that day. */
function smallHours(s: Scene, i: number, inner: (i: number) => Moment | null): Moment | null {
  if (!["early", "small", "late", "wee"].includes(s.lower(i))) return null;
  const m = inner(s.lower(i + 3) === "the" ? i + 4 : i + 3);
  if (m === null || (m.day === 0 && m.weekday === 0 && m.days === null)) return null;
  return { ...m, from: i, said: i + 3, clock: [i, i + 2], article: true };
}

/** "late 2016", "the end of May", "mid- to late 2016", "earlier this month", "late last year". */
function partOfPeriod(s: Scene, i: number, inner: (i: number) => Moment | null): Moment | null {
  const word = s.at(i);
  let at = i + 1;
  let part: Part | "" = word.part;
  if (part === "") return null;
  if ((word.bits & PART_OF) !== 0 && s.lower(at) !== "of") return null;
  if (s.isDash(at)) at += 1;
  if ((s.lower(at) === "to" || s.lower(at) === "or") && s.is(at + 1, PART)) {
    const to = s.at(at + 1).part;
    part = bothParts(part, to) || part;
    at += 2;
    if (s.isDash(at)) at += 1;
  }
  if ((word.bits & DIRECTION) !== 0) return earlier(s, i, part, inner);
  const of = s.lower(at) === "of";
  if (of) at += 1;
  if (s.lower(at) === "the") at += 1;
  if (s.lines(at) > 1) return null;
  const m = inner(at) ?? ((word.bits & PART_OF) !== 0 ? theUnit(s, at) : null);
  if (m === null || m.kind !== "time" || m.part !== "" || m.day > 0 || m.weekday > 0 || m.clock !== null || m.spans)
    return null;
  if (m.calendar !== "" || (m.year === null && m.month === 0 && m.season === 0 && !m.relative)) return null;
  return { ...m, from: i, part, article: (word.bits & PART_OF) !== 0 || m.article, bare: false };
}

/** "the end of the year": of the year that is spoken of. */
function theUnit(s: Scene, i: number): Moment | null {
  const { unit } = s.at(i);
  if (!["week", "month", "year"].includes(unit) || s.lower(i).endsWith("s") || s.lower(i - 1) !== "the") return null;
  return s.ends(i + 1) && s.lower(i + 1) !== "of"
    ? moment(i, i + 1, { relative: true, named: { unit, offset: 0 } })
    : null;
}

/** "earlier this month" reaches to the document's day, "later this year" from it on. */
function earlier(s: Scene, i: number, part: Part, inner: (i: number) => Moment | null): Moment | null {
  const at = s.lower(i + 1) === "in" || s.lower(i + 1) === "on" ? i + 2 : i + 1;
  const shift = s.is(at, SHIFT | DEICTIC) || s.lower(at) === "that" || s.lower(at) === "the";
  const m = shift ? inner(at) : at === i + 2 ? inner(at) : null;
  if (m === null || m.kind !== "time") return null;
  if (!m.relative) return m.year === null ? null : { ...m, from: i };
  if (m.days === null || s.day === null || s.at(at).shift !== "this") return { ...m, from: i };
  const days: Days =
    part === "early" ? [m.days[0], Math.min(s.day, m.days[1])] : [Math.max(s.day, m.days[0]), m.days[1]];
  return { ...m, from: i, days };
}

/** "Thursday, 26 May 2016": the weekday of a date. */
function weekdayDate(s: Scene, i: number): Moment | null {
  const word = s.at(i);
  if (word.plural || (s.cased && !s.raised(i))) return null;
  let at = i + 1;
  if (word.short && s.isSign(at, ".")) at += 1;
  if (s.is(at, DAYPART)) at += 1;
  if (s.isSign(at, ",")) at += 1;
  if (s.lower(at) === "the" && s.is(at + 1, ORDINAL)) at += 1;
  const m = (s.is(at, MONTH) ? monthFirst(s, at) : null) ?? dayFirst(s, at);
  // A headline that ends with a weekday, and the date of the report on the line below it.
  if (m === null || m.day === 0 || (s.lines(at) > 0 && s.lines(m.to) > 0)) return null;
  return { ...m, from: i };
}

/** A clock time at `i` that ends before `to`, with the date that follows it if one does. */
function atClock(s: Scene, i: number, to: number, last: Before): Moment {
  const from = s.is(i - 1, APPROX) && i - 1 >= last.end ? i - 1 : i;
  let at = to;
  if (s.isSign(at, ",")) at += 1;
  if (s.lower(at) === "on") at += 1;
  const m = at < s.words.count && clockEnd(s, at) === 0 && s.lines(at) < 2 ? read(s, at, inside(last)) : null;
  const dated = m !== null && m.kind === "time" && (m.day > 0 || m.weekday > 0 || (m.relative && m.days !== null));
  if (dated && m.from === at) return { ...m, from, said: at, clock: [from, to] };
  return moment(from, to, { clock: [from, to] });
}

/** Takes a clock time after a day into it: "on 26 August 2021, at 17:50 local time". */
export function withClock(s: Scene, m: Moment): Moment {
  if (m.clock !== null || (m.day === 0 && m.weekday === 0 && !(m.relative && m.days !== null))) return m;
  let at = m.to;
  if (s.isSign(at, ",")) at += 1;
  if (s.lower(at) === "at") at += 1;
  const from = at;
  if (s.is(at, APPROX)) at += 1;
  const to = clockEnd(s, at);
  if (to > 0) return { ...m, to, clock: [from, to] };
  return m.day > 0 ? daypart(s, m) : m;
}
