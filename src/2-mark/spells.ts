import { NUMBER, WORD } from "../0-model/mark.ts";
import { offsetOf } from "./anaphors.ts";
import { type Days, type Moment, moment, shifted, unitFrom } from "./moments.ts";
import { tense } from "./placing.ts";
import type { Scene } from "./scene.ts";
import {
  ANAPHOR,
  COMPOUND,
  DAYPART,
  DEICTIC,
  DIRECTION,
  EACH,
  LINK,
  MONTH,
  NUMERAL,
  OFTEN,
  ORDINAL,
  POSSESSIVE,
  SEASON,
  SHIFT,
  TIMES,
  UNIT,
  VAGUE,
  WEEKDAY,
} from "./timewords.ts";

/** A length of time at `i` without its bound words: where it ends, how many of which unit (null when vague). */
interface Length {
  readonly to: number;
  readonly unit: string;
  readonly count: number | null;
}

/** "three days", "2.5 years", "several months", "two to three weeks", "a year and a half", "half an hour", "two-week". */
function lengthAt(s: Scene, i: number): Length | null {
  const first = oneLength(s, i);
  if (first === null || s.lower(first.to) !== "and" || s.lower(i - 1) === "between") return first;
  // "three months and ten days"
  const second =
    s.is(first.to + 1, NUMERAL) || s.words.kind[first.to + 1] === NUMBER ? oneLength(s, first.to + 1) : null;
  const smaller = second !== null && SIZES.indexOf(second.unit) < SIZES.indexOf(first.unit);
  return smaller && second.count !== null ? { to: second.to, unit: first.unit, count: null } : first;
}

/** Units by their size, for lengths in two of them. */
const SIZES = ["second", "minute", "hour", "night", "day", "week", "fortnight", "month", "quarter", "year", "decade"];

function oneLength(s: Scene, i: number): Length | null {
  const word = s.at(i);
  if (word.duration && (word.bits & COMPOUND) !== 0) return { to: i + 1, unit: word.unit, count: null };
  if (s.lower(i) === "half" && (s.lower(i + 1) === "an" || s.lower(i + 1) === "a") && s.is(i + 2, UNIT)) {
    return { to: i + 3, unit: s.at(i + 2).unit, count: 0.5 };
  }
  if (s.lower(i) === "a" || s.lower(i) === "an") {
    const few = s.is(i + 1, VAGUE) ? s.lists.numerals.read(s.words, i) : null;
    if (few === null) return oneUnit(s, i);
  }
  const first = s.lists.numerals.read(s.words, i);
  if (first === null) return null;
  let to = first.to;
  let value = first.value;
  const joined = ["to", "or", "and"].includes(s.lower(to)) || s.isDash(to);
  const second = joined && value !== null ? s.lists.numerals.read(s.words, to + 1) : null;
  if (second !== null && s.is(second.to, UNIT) && (s.lower(to) !== "and" || s.lower(i - 1) === "between")) {
    to = second.to;
    value = null;
  }
  if (s.lower(to) === "of" && value === null) to += 1;
  for (let more = 0; more < 2 && s.at(to).between && s.lines(to) < 2; more += 1) to += 1;
  const unit = s.at(to);
  if ((unit.bits & UNIT) === 0 || s.lines(to) > 1) return null;
  // "three quarters" is a share, "two straight quarters" a time.
  if (s.lower(to) === "second" || (unit.unit === "quarter" && !s.at(to - 1).between)) return null;
  const half = s.lower(to + 1) === "and" && s.lower(to + 2) === "a" && s.lower(to + 3) === "half";
  return { to: half ? to + 4 : to + 1, unit: unit.unit, count: half && value !== null ? value + 0.5 : value };
}

/** "a week" as a length: after a word that asks for one, or before "ago" and "later". */
function oneUnit(s: Scene, i: number): Length | null {
  const unit = s.at(i + 1);
  if ((unit.bits & UNIT) === 0 || s.lower(i + 1) === "second" || s.lower(i + 1) === "quarter") return null;
  const half = s.lower(i + 2) === "and" && s.lower(i + 3) === "a" && s.lower(i + 4) === "half";
  const to = half ? i + 5 : i + 2;
  const asked = [
    "for",
    "in",
    "within",
    "over",
    "than",
    "nearly",
    "almost",
    "about",
    "after",
    "least",
    "under",
    "around",
  ];
  const beside = s.is(to, DIRECTION) || s.lower(to) === "after" || s.lower(to) === "before";
  if (!half && !asked.includes(s.lower(i - 1)) && !beside) return null;
  return { to, unit: unit.unit, count: half ? 1.5 : 1 };
}

/** True when the length is an age: "22 years old", "aged 22 years". */
function isAge(s: Scene, from: number, to: number): boolean {
  return s.lower(to) === "old" || (s.lower(to) === "of" && s.lower(to + 1) === "age") || s.lower(from - 1) === "aged";
}

/** A length of time and what follows it: a duration, or a time so far from the document's day or from another. */
export function spell(s: Scene, i: number, from: number): Moment | null {
  const found = lengthAt(s, i) ?? plainUnits(s, i);
  if (found === null || isAge(s, i, found.to)) return null;
  if (s.at(i).duration) return moment(i, found.to, { kind: "duration", lasts: [i, found.to] });
  const start = s.lists.numerals.before(s.words, i, from)?.at ?? i;
  const direction = s.at(found.to).direction;
  if (direction === "ago") return { ...moment(start, found.to + 1, { relative: true }), days: ago(s, found) };
  if (direction !== "") return moment(start, found.to + 1, { relative: true, named: counted(found, direction) });
  const event = eventEnd(s, found.to);
  if (event > 0) return moment(start, found.to, { relative: true, tail: event });
  if (s.lower(found.to) === "from" && s.lower(found.to + 1) === "now")
    return moment(start, found.to + 2, { relative: true });
  if (s.is(found.to, DAYPART)) return null;
  const length = counted(found, "later");
  return moment(start, found.to, { kind: "duration", lasts: [start, found.to], named: length });
}

/** "two days later": so many units on from a day named before; null where they are not counted whole. */
function counted({ unit, count }: Length, direction: string): Moment["named"] {
  if (count === null || !Number.isInteger(count) || !COUNTED.has(unit)) return null;
  return { unit: unit === "night" ? "day" : unit, offset: direction === "earlier" ? -count : count };
}

const COUNTED = new Set(["day", "night", "week", "month", "year", "decade", "century"]);

/** "after the bombing", "before his arrest" behind a length of time: the token after the event; 0 without one. */
function eventEnd(s: Scene, i: number): number {
  if (s.lower(i) !== "after" && s.lower(i) !== "before") return 0;
  for (let k = i + 1; k <= i + 5 && s.words.kind[k] === WORD && s.lines(k) < 2; k += 1) {
    const determiner = s.is(k, POSSESSIVE) || s.lower(k) === "this" || s.lower(k) === "that";
    if ((s.is(k, LINK) && !determiner) || s.is(k, MONTH | WEEKDAY | DEICTIC | SHIFT | UNIT)) return 0;
    if (k > i + 1 && s.isEvent(k) && !s.isEvent(k + 1)) return k + 1;
  }
  return 0;
}

/** "for years", "weeks later": a bare plural. */
function plainUnits(s: Scene, i: number): Length | null {
  const unit = s.at(i);
  if ((unit.bits & UNIT) === 0 || !s.lower(i).endsWith("s")) return null;
  const over = s.lower(i - 1) === "the" && ["over", "through", "down"].includes(s.lower(i - 2));
  const asked =
    over ||
    ["for", "within", "after", "in"].includes(s.lower(i - 1)) ||
    s.is(i + 1, DIRECTION) ||
    eventEnd(s, i + 1) > 0;
  return asked ? { to: i + 1, unit: unit.unit, count: null } : null;
}

function ago(s: Scene, { unit, count }: Length): Days | null {
  if (s.day === null || count === null) return null;
  if (unit === "week" && count === 1) return [s.day - 7, s.day - 7];
  if (unit === "hour" || unit === "minute" || unit === "second") {
    const back = unit === "hour" ? Math.ceil(count / 24) : 1;
    return [s.day - back, s.day];
  }
  const whole = Number.isInteger(count) ? unitFrom(s.day, unit, -count) : null;
  if (whole !== null) return whole;
  const day = shifted(s.day, unit, -count);
  return day === null ? null : unitFrom(day, "month", 0);
}

/** "every Friday", "every two weeks", "on Fridays", "weekly", "twice a week": at `i`. */
export function set(s: Scene, i: number): Moment | null {
  const word = s.at(i);
  if ((word.bits & EACH) !== 0) {
    const to = eachEnd(s, i);
    return to === 0 ? null : moment(i, to, { kind: "set" });
  }
  if ((word.bits & WEEKDAY) !== 0 && word.plural)
    return s.cased && !s.raised(i) && s.lower(i) !== "weekends" ? null : moment(i, i + 1, { kind: "set" });
  if ((word.bits & OFTEN) !== 0) return s.cased && s.raised(i) ? null : moment(i, i + 1, { kind: "set" });
  let at = i;
  if ((word.bits & TIMES) !== 0 && word.value > 0) at = i + 1;
  else {
    const count =
      s.is(i, NUMERAL) || s.words.kind[i] === NUMBER || s.is(i, VAGUE) ? s.lists.numerals.read(s.words, i) : null;
    if (count === null || s.lower(count.to) !== "times") return null;
    at = count.to + 1;
  }
  if (s.is(at, EACH)) {
    const to = eachEnd(s, at);
    return to === 0 ? null : moment(i, to, { kind: "set" });
  }
  const per = ["a", "an", "per"].includes(s.lower(at)) && s.is(at + 1, UNIT);
  return per ? moment(i, at + 2, { kind: "set" }) : null;
}

function eachEnd(s: Scene, i: number): number {
  let at = i + 1;
  if (
    s.lower(at) === "other" ||
    s.lower(at) === "single" ||
    (s.is(at, ORDINAL) && !s.is(at, UNIT)) ||
    s.lower(at) === "second"
  )
    at += 1;
  else if (s.words.kind[at] === NUMBER || s.is(at, NUMERAL | VAGUE)) at = s.lists.numerals.read(s.words, at)?.to ?? at;
  if (s.is(at, MONTH) && s.at(at).common && s.cased && !s.raised(at)) return 0;
  return s.is(at, UNIT | WEEKDAY | MONTH | SEASON | DAYPART) ? at + 1 : 0;
}

/** "Monday", "Monday morning", "last Friday night": a weekday at `i`. */
export function weekday(s: Scene, i: number): Moment | null {
  const word = s.at(i);
  if (word.plural || word.short || (s.cased && !s.raised(i))) return null;
  if (s.at(i - 1).festal && s.raised(i - 1)) return null;
  const m = moment(i, i + 1, { weekday: word.weekday, relative: true });
  return daypart(s, m);
}

/** Takes a part of the day after a moment into it: "Monday morning". */
export function daypart(s: Scene, m: Moment): Moment {
  if (!s.is(m.to, DAYPART) && s.lower(m.to) !== "night") return m;
  return { ...m, to: m.to + 1, clock: [m.to, m.to + 1] };
}

/** "yesterday", "tonight", "last night", "this morning", "last week", "the past three days", "last August": at `i`. */
export function relative(s: Scene, i: number): Moment | null {
  const word = s.at(i);
  if (word.sometime !== "") return sometime(s, i);
  if ((word.bits & DEICTIC) !== 0) {
    const days: Days | null = s.day === null ? null : [s.day + word.days, s.day + word.days];
    return daypart(s, moment(i, i + 1, { relative: true, days, now: s.lower(i) === "today" }));
  }
  if ((word.bits & SHIFT) !== 0) {
    const found = shift(s, i);
    if (found !== null) return found;
  }
  return (word.bits & ANAPHOR) !== 0 ? anaphor(s, i) : null;
}

/** "recently", "currently": words that say no day; what is so now is so until the text's last day. */
function sometime(s: Scene, i: number): Moment | null {
  const before = s.lower(i - 1);
  const after = s.lower(i + 1);
  if (["as", "too", "how", "so"].includes(before) || ["as", "that", "after", "enough"].includes(after)) return null;
  // "most recently on 30 September": the date says it.
  if (s.at(i).sometime === "past" && (["in", "on", "at"].includes(after) || s.is(i + 1, SHIFT | DEICTIC))) return null;
  if (s.isDash(i + 1) && s.touches(i + 1)) return null;
  const from = ["more", "most", "very"].includes(before) && s.lines(i) === 0 ? i - 1 : i;
  return moment(from, i + 1, { relative: true, now: s.at(i).sometime === "present" });
}

function shift(s: Scene, i: number): Moment | null {
  const direction = s.at(i).shift;
  const next = i + 1;
  // "this past Tuesday"
  if (s.lower(i) === "this" && s.is(next, SHIFT) && s.at(next).shift !== "this" && s.lines(next) < 2) {
    const inner = shift(s, next) ?? lastUnit(s, next);
    return inner === null ? null : { ...inner, from: i };
  }
  if (s.at(i).recent && s.is(next, UNIT) && s.lower(next).endsWith("s")) return moment(i, next + 1, { relative: true });
  // "to last 45 minutes" is a verb.
  if (direction === "" || (s.lower(i) === "last" && (s.lower(i - 1) === "to" || s.at(i - 1).tense > 0))) return null;
  const offset = direction === "last" ? -1 : direction === "next" ? 1 : 0;
  if (s.lines(next) > 1) return null;
  const named = (s.at(next).bits & (WEEKDAY | MONTH | SEASON)) !== 0 && !s.at(next).plural;
  if (named && (!s.cased || s.raised(next) || s.is(next, SEASON))) {
    const { weekday: day, month, season } = s.at(next);
    if (season > 0 && s.at(next).common && direction === "this" && !s.ends(next + 1)) return null;
    const m = moment(i, next + 1, { weekday: day, month, season, shift: direction, relative: true });
    return day > 0 ? daypart(s, m) : m;
  }
  if (s.lower(next) === "night" || s.is(next, DAYPART)) {
    const days: Days | null = s.day === null ? null : [s.day + offset, s.day + offset];
    if (s.lower(next) === "night" && direction === "last") return moment(i, next + 1, { relative: true, days });
    return moment(i, next + 1, { relative: true, days, clock: [next, next + 1] });
  }
  const length =
    s.is(next, NUMERAL | VAGUE) || s.words.kind[next] === NUMBER || s.lower(next) === "a" ? lengthAt(s, next) : null;
  if (length !== null && direction !== "this") return stretch(s, i, direction, length);
  if (!s.is(next, UNIT) || s.lower(next) === "second" || s.lower(next) === "minute") return null;
  const unit = s.at(next).unit;
  if (s.lower(next).endsWith("s")) return moment(i, next + 1, { relative: true });
  // "the last quarter" is one of the calendar, "the last year" a stretch of time.
  const whole = s.lower(i - 1) === "the" && direction !== "this" && (unit !== "quarter" || s.lower(i) !== "last");
  if (whole && direction === "next") return null;
  if (whole) return stretch(s, i, direction, { to: next + 1, unit, count: 1 });
  if (s.lower(i) === "past") return null;
  const article = s.lower(i - 1) === "the";
  // "this weekend" of a report on a Monday is the one before, unless it is still to come.
  if (unit === "weekend" && direction === "this" && s.day !== null && tense(s, i) < 0) {
    const last = unitFrom(s.day, unit, 0);
    const days: Days | null = last !== null && last[0] > s.day ? [last[0] - 7, last[1] - 7] : last;
    return moment(i, next + 1, { relative: true, days });
  }
  return moment(i, next + 1, { relative: true, article, days: s.day === null ? null : unitFrom(s.day, unit, offset) });
}

/** "past week" behind "this". */
function lastUnit(s: Scene, i: number): Moment | null {
  const { unit } = s.at(i + 1);
  if (s.lower(i) !== "past" || !s.is(i + 1, UNIT) || s.lower(i + 1).endsWith("s")) return null;
  return moment(i, i + 2, { relative: true, days: s.day === null ? null : unitFrom(s.day, unit, -1) });
}

/** "the past three days": from that day to the document's, or on from it. */
function stretch(s: Scene, i: number, direction: string, { to, unit, count }: Length): Moment {
  const m = moment(i, to, { relative: true, spans: true, article: true, lasts: [i + 1, to] });
  if (s.day === null || count === null) return m;
  const other = shifted(s.day, unit, direction === "next" ? count : -count);
  if (other !== null) m.days = direction === "next" ? [s.day, other] : [other, s.day];
  return m;
}

/** "same day", "that year", "following week", "next day", "day before": relative to a day named elsewhere. */
function anaphor(s: Scene, i: number): Moment | null {
  const next = i + 1;
  const several = s.lower(i - 1) === "the" && s.lower(i) !== "same" ? severalUnits(s, i) : null;
  if (several !== null) return several;
  const season = s.is(next, SEASON) || (s.is(next, MONTH) && s.at(next).calendar === "" && s.raised(next));
  const day =
    season || (s.is(next, UNIT | WEEKDAY | DAYPART) && !s.lower(next).endsWith("s") && s.lower(next) !== "second");
  const again = s.lower(i) === "same" && s.lower(i - 1) === "the" ? yearsApart(s, i) : null;
  if (again !== null) return again;
  if (!day && s.lower(next) !== "same") return null;
  if (s.lines(next) > 1) return null;
  const that = s.lower(i) === "that";
  // "that same year"
  if (that && s.lower(next) === "same" && s.is(next + 1, UNIT) && !s.lower(next + 1).endsWith("s")) {
    return moment(i, next + 2, { relative: true, named: { unit: s.at(next + 1).unit, offset: 0 } });
  }
  if (!that && s.lower(i - 1) !== "the") return null;
  if (!day || (that && !s.is(next, UNIT | DAYPART | SEASON))) return null;
  const unit = s.is(next, DAYPART) || s.at(next).unit === "night" ? "day" : s.at(next).unit;
  const named = unit === "" ? null : { unit, offset: offsetOf(s, i) };
  return daypart(s, moment(i, next + 1, { relative: true, article: !that, named }));
}

/** "the previous six weeks", "the following two years": a stretch beside a day that is not said here. */
function severalUnits(s: Scene, i: number): Moment | null {
  const number = s.is(i + 1, NUMERAL | VAGUE) || s.words.kind[i + 1] === NUMBER;
  const length = number ? lengthAt(s, i + 1) : null;
  return length === null ? null : moment(i, length.to, { relative: true, article: true, lasts: [i + 1, length.to] });
}

const A_YEAR: Readonly<Record<string, number>> = { month: 12, quarter: 4 };

/** "the same month a year ago", "the same period last year", "the same quarter of the previous year": at "same". */
function yearsApart(s: Scene, i: number): Moment | null {
  const { unit } = s.at(i + 1);
  if (unit === "" && s.lower(i + 1) !== "period" && s.lower(i + 1) !== "time") return null;
  let at = s.lower(i + 2) === "of" || s.lower(i + 2) === "in" ? i + 3 : i + 2;
  if (s.lower(at) === "the") at += 1;
  let years = 0;
  if ((s.lower(at) === "last" || s.lower(at) === "previous") && s.lower(at + 1) === "year") {
    at += 2;
    years = 1;
  } else {
    const length = lengthAt(s, at);
    const { direction } = s.at(length?.to ?? at);
    if (length?.unit !== "year" || (direction !== "ago" && direction !== "earlier")) return null;
    at = length.to + 1;
    years = length.count ?? 0;
  }
  const size = A_YEAR[unit];
  const named = size === undefined || !Number.isInteger(years) || years < 1 ? null : { unit, offset: -years * size };
  return moment(i, at, { relative: true, article: true, named });
}

/** "at the weekend", "over the weekend": the last one, or the one to come. */
function theWeekend(s: Scene, i: number): Moment | null {
  if (!["at", "over", "during", "on", "for", "through"].includes(s.lower(i - 1)) || !s.ends(i + 2)) return null;
  if (s.lower(i + 2) === "of" || s.lower(i + 2) === "before" || s.lower(i + 2) === "after") return null;
  const saturday = s.day === null ? null : (unitFrom(s.day, "weekend", 0)?.[0] ?? null);
  const back = saturday !== null && s.day !== null && saturday > s.day && tense(s, i) <= 0 ? 7 : 0;
  const days: Days | null = saturday === null ? null : [saturday - back, saturday - back + 1];
  return moment(i, i + 2, { relative: true, days });
}

/** "the day before", "the day before yesterday", "the week after", "the weekend": with the article at `i`. */
export function dayBefore(s: Scene, i: number): Moment | null {
  if (s.lower(i) !== "the" || !s.is(i + 1, UNIT)) return null;
  if (s.lower(i + 1) === "weekend") return theWeekend(s, i);
  const way = s.lower(i + 2);
  if (way !== "before" && way !== "after") return null;
  const deictic = s.lower(i + 3);
  if (
    s.at(i + 1).unit === "day" &&
    ((way === "before" && deictic === "yesterday") || (way === "after" && deictic === "tomorrow"))
  ) {
    const offset = way === "before" ? -2 : 2;
    const days: Days | null = s.day === null ? null : [s.day + offset, s.day + offset];
    return moment(i, i + 4, { relative: true, days });
  }
  // "the year before last", "the week after next"
  if (deictic === (way === "before" ? "last" : "next")) {
    const unit = s.at(i + 1).unit;
    const days = s.day === null ? null : unitFrom(s.day, unit, way === "before" ? -2 : 2);
    return moment(i, i + 4, { relative: true, days });
  }
  const event = eventEnd(s, i + 2);
  if (event > 0) return moment(i, i + 2, { relative: true, tail: event });
  return s.ends(i + 3) &&
    (s.words.kind[i + 3] !== 1 || s.is(i + 3, LINK)) &&
    !["the", "a", "an", "his", "its", "their"].includes(deictic)
    ? moment(i, i + 3, { relative: true, named: { unit: s.at(i + 1).unit, offset: way === "before" ? -1 : 1 } })
    : null;
}
