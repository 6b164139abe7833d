import { dayOf, parseDay } from "../0-model/calendar.ts";
import { edtf, yearless } from "../0-model/edtf.ts";
import { type Knowledge, rows } from "../0-model/knowledge.ts";
import { type DateMark, NUMBER, type Words } from "../0-model/mark.ts";
import type { Day, Time, Window } from "../0-model/time.ts";
import { compileCounted } from "./counted.ts";
import {
  bareYear,
  clockEnd,
  compound,
  dayFirst,
  eraYear,
  holiday,
  isConnector,
  longAgo,
  monthFirst,
  numeric,
  portion,
  season,
} from "./datings.ts";
import { type Days, daysOf, type Moment, moment } from "./moments.ts";
import { compileNumerals } from "./numerals.ts";
import { type Lists, Scene } from "./scene.ts";
import { dayBefore, daypart, place, relative, set, spell, weekday } from "./spells.ts";
import {
  ANAPHOR,
  APPROX,
  BOUND,
  type Bounding,
  COMPOUND,
  compileTimeWords,
  DAYPART,
  DECADE,
  DEICTIC,
  DIRECTION,
  EACH,
  HOLIDAY,
  MONTH,
  NUMERAL,
  OFTEN,
  ORDINAL,
  PART,
  PART_OF,
  type Part,
  PORTION,
  PRESENT,
  SEASON,
  SHIFT,
  TIMES,
  UNIT,
  VAGUE,
  WEEKDAY,
} from "./timewords.ts";

/** What the document says of its own days: when it was published, and until when it speaks. */
export interface DateContext {
  readonly day: Day | null;
  readonly speaksUntil: Day | null;
}

/** Words that can begin an expression of time; everything else is passed over. */
const STARTS =
  MONTH | WEEKDAY | SEASON | PART | PART_OF | PORTION | DEICTIC | SHIFT | ANAPHOR | DIRECTION | EACH | OFTEN | HOLIDAY;
const MORE_STARTS = STARTS | NUMERAL | ORDINAL | DECADE | VAGUE | TIMES | COMPOUND | DAYPART | UNIT;

/**
 * The expressions of time of a text, ascending and without overlap. A word that changes what the days mean belongs to the
 * mark ("since 2015", "before May", "from 2014 to 2016", "about 17:50"); one that does not ("in", "on", "during") stays out.
 * Relative expressions have days only when `context.day` is known, "present" only ends on `context.speaksUntil`; a date
 * without a year takes it from a date beside it in its sentence or from the document's day, else it has no days.
 * Throws a plain Error when a list is missing; never for any text.
 */
export function compileDates(knowledge: Knowledge): (words: Words, context: DateContext) => DateMark[] {
  const lists: Lists = {
    time: compileTimeWords(knowledge),
    numerals: compileNumerals(knowledge),
    counted: compileCounted(knowledge),
    heads: headsOf(knowledge),
  };
  return (words, context) => {
    const scene = new Scene(words, lists, context.day === null ? null : parseDay(context.day));
    const found = scan(scene, context.speaksUntil);
    complete(scene, found);
    return found.map((span) => mark(scene, span, context.speaksUntil));
  };
}

function headsOf(knowledge: Knowledge): ReadonlySet<string> {
  const heads = rows(knowledge.lexicons, "bounds").filter(([, place]) => place === "head");
  return new Set(heads.map(([word = ""]) => word));
}

/** An expression with its bound: one moment, or two for an interval; `open` is "present". */
interface Span {
  from: number;
  to: number;
  readonly start: Moment;
  readonly end: Moment | null;
  readonly open: Day | null | undefined;
  readonly bound: Bounding | "";
  /** "since at least 2014". */
  readonly least: boolean;
}

/** What a scan remembers: where the last mark ended, and whether it was a bare year. */
interface Before {
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

function scan(s: Scene, speaksUntil: Day | null): Span[] {
  const found: Span[] = [];
  let last: Before = { end: 0, year: false, depth: 0 };
  let i = 0;
  while (i < s.words.count) {
    const kind = s.words.kind[i];
    if (
      kind !== NUMBER &&
      (s.bits(i) & MORE_STARTS) === 0 &&
      s.lower(i) !== "the" &&
      s.lower(i) !== "a" &&
      s.lower(i) !== "an"
    ) {
      i += 1;
      continue;
    }
    const spans = spansAt(s, i, last, speaksUntil);
    const end = spans.at(-1);
    if (end === undefined) {
      i += 1;
      continue;
    }
    found.push(...spans);
    last = { end: end.to, year: end.start.bare, depth: 0 };
    i = Math.max(i + 1, end.to);
  }
  return found;
}

/** The expressions that begin at `i`: several for "26 and 27 May". */
function spansAt(s: Scene, i: number, last: Before, speaksUntil: Day | null): Span[] {
  const days = dayList(s, i, last.end);
  if (days.length > 0) return days;
  const first = read(s, i, last);
  if (first === null || first.from < last.end) return [];
  const tail = monthDays(s, first);
  if (tail.length > 0) return tail;
  return [bounded(s, interval(s, withClock(s, first), speaksUntil), last.end)];
}

/** One moment at `i`, the longest that the grammar knows. */
function read(s: Scene, i: number, last: Before): Moment | null {
  if (last.depth > DEEPEST) return null;
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
    const listed = last.year && last.end === i - 1 && [",", "and", "or", "&"].includes(s.lower(i - 1));
    return set(s, i) ?? spell(s, i, last.end) ?? bareYear(s, i, listed);
  }
  return readWord(s, i, last);
}

function readWord(s: Scene, i: number, last: Before): Moment | null {
  const bits = s.bits(i);
  const inner = (k: number) => read(s, k, inside(last));
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
    const found = ofPeriod(s, i, inner, last);
    if (found !== null) return found;
  }
  return (bits & ORDINAL) !== 0 && (bits & UNIT) === 0 ? null : spell(s, i, last.end);
}

/** "morning of 26 August 2021", "month of July 2018", "year 2015", "years 2014–2017", "week of 3 May 2016". */
function ofPeriod(s: Scene, i: number, inner: (i: number) => Moment | null, last: Before): Moment | null {
  const lower = s.lower(i);
  const of = s.lower(i + 1) === "of" ? 1 : 0;
  const at = s.lower(i + 1 + of) === "the" ? i + 2 + of : i + 1 + of;
  if (s.is(i, DAYPART) || lower === "night") {
    if (of === 0) return null;
    const m = inner(at);
    if (m === null || (m.day === 0 && m.weekday === 0 && m.days === null)) return null;
    return { ...m, from: i, clock: [i, i + 1], article: true };
  }
  if (lower === "month" && of === 1) {
    const m = inner(at);
    return m !== null && m.month > 0 && m.day === 0 ? { ...m, from: i } : null;
  }
  if (lower !== "year" && lower !== "years") return null;
  const m = eraYear(s, at) ?? bareYear(s, at, true) ?? (last.end > at ? null : null);
  return m === null ? null : { ...m, from: i };
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
    part = part === "mid" && to === "late" ? "mid-late" : part === "early" && to === "mid" ? "early-mid" : part;
    at += 2;
    if (s.isDash(at)) at += 1;
  }
  if ((word.bits & DIRECTION) !== 0) return earlier(s, i, part, inner);
  const of = s.lower(at) === "of";
  if (of) at += 1;
  if (s.lower(at) === "the") at += 1;
  if (s.lines(at) > 1) return null;
  const m = inner(at);
  if (m === null || m.kind !== "time" || m.part !== "" || m.day > 0 || m.weekday > 0 || m.clock !== null || m.spans)
    return null;
  if (m.calendar !== "" || (m.year === null && m.month === 0 && m.season === 0 && !m.relative)) return null;
  return { ...m, from: i, part, article: (word.bits & PART_OF) !== 0 || m.article, bare: false };
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
  return m === null || m.day === 0 ? null : { ...m, from: i };
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
function withClock(s: Scene, m: Moment): Moment {
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

/** "26–27 May 2014", "26, 27 and 28 May 2014", "from 5 to 8 June": bare day numbers at `i` before a full day. */
function dayList(s: Scene, i: number, least: number): Span[] {
  const firsts: Moment[] = [];
  let at = i;
  for (;;) {
    const value = s.is(at, ORDINAL) ? s.at(at).value : s.int(at);
    if (value < 1 || value > 31 || firsts.length > 10) return [];
    const full = dayFirst(s, at);
    if (full !== null) {
      const only = firsts[0];
      if (only === undefined) return [];
      const joined =
        at === only.to + 1 && (isConnector(s, at - 1) || (s.lower(at - 1) === "and" && s.lower(i - 1) === "between"));
      if (joined) return [bounded(s, { from: i, to: full.to, ...pair(only, full) }, least)];
      const list = [...firsts.map((m) => ({ ...m, month: full.month, year: full.year })), full];
      return list.map((m) => single(m));
    }
    firsts.push(moment(at, at + 1, { day: value }));
    at += 1;
    if (s.isSign(at, ",") || s.lower(at) === "and" || s.lower(at) === "or" || s.lower(at) === "&" || isConnector(s, at))
      at += 1;
    else return [];
    if (s.lower(at - 1) === "," && s.lower(at) === "and") at += 1;
  }
}

/** "May 26–27, 2014", "May 26 and 27, 2014": more day numbers after a month and day. */
function monthDays(s: Scene, m: Moment): Span[] {
  if (m.month === 0 || m.day === 0 || m.year !== null || m.to - 1 < m.from || s.is(m.to - 1, MONTH)) return [];
  const days: Moment[] = [m];
  let at = m.to;
  while (days.length < 12) {
    const and = s.lower(at) === "and" || s.lower(at) === "or" || s.isSign(at, ",") || s.lower(at) === "&";
    const sign = isConnector(s, at) || and ? at + 1 : at;
    const next = s.isSign(at, ",") && s.lower(sign) === "and" ? sign + 1 : sign;
    const value = s.is(next, ORDINAL) ? s.at(next).value : s.int(next);
    if (next === at || value < 1 || value > 31 || s.isCounted(next + 1, 2) || dayFirst(s, next) !== null) break;
    if (and && !(s.ends(next + 1) || s.year(next + 1) > 0)) break;
    days.push(moment(next, next + 1, { month: m.month, day: value }));
    at = next + 1;
  }
  if (days.length < 2) return [];
  const yearAt = s.isSign(at, ",") ? at + 1 : at;
  const year = s.year(yearAt) > 0 && !s.isCounted(yearAt + 1, 1) ? s.year(yearAt) : null;
  const last = days.at(-1);
  if (last !== undefined && year !== null) last.to = yearAt + 1;
  for (const day of days) day.year = year;
  const [first, second] = days;
  if (days.length === 2 && first !== undefined && second !== undefined && isConnector(s, first.to)) {
    return [bounded(s, { from: first.from, to: second.to, ...pair(first, second) }, 0)];
  }
  return days.map((day) => single(day));
}

function single(m: Moment): Span {
  return { from: m.from, to: m.to, start: m, end: null, open: undefined, bound: "", least: false };
}

/** Two moments as an interval, each taking from the other what it leaves out. */
function pair(a: Moment, b: Moment): Pick<Span, "start" | "end" | "open" | "bound" | "least"> {
  const start = { ...a };
  const end = { ...b };
  if (start.month === 0 && start.day > 0) start.month = end.month;
  if (end.month === 0 && end.day > 0) end.month = start.month;
  if (start.year === null && end.year !== null && !start.relative) {
    start.year = start.month > end.month && end.month > 0 ? end.year - 1 : end.year;
  } else if (end.year === null && start.year !== null && !end.relative) {
    end.year = end.month > 0 && end.month < start.month ? start.year + 1 : start.year;
  }
  return { start, end, open: undefined, bound: "", least: false };
}

/** The interval that `first` begins, if one of the joining signs or words and a second end follow. */
function interval(s: Scene, first: Moment, speaksUntil: Day | null): Span {
  const alone = single(first);
  if (first.kind !== "time" || (first.calendar !== "" && first.year === null)) return alone;
  let at = first.to;
  const between = s.lower(first.from - 1) === "between" && s.lower(at) === "and";
  const slash = s.lower(at) === "/" && s.touches(at);
  if (s.lower(at) === "and" && s.lower(at + 1) === "continuing") at += 2;
  if (!isConnector(s, at) && !between && !slash) return alone;
  const join = s.isDash(at) ? "-" : s.lower(at);
  at += 1;
  const opened = s.lower(at) === "the" ? at + 1 : at;
  if (!slash && s.is(opened, PRESENT) && (join !== "to" || s.lower(opened) !== "current")) {
    const to = s.lower(opened + 1) === "day" ? opened + 2 : opened + 1;
    return { ...alone, to, open: speaksUntil };
  }
  const short = first.bare ? shortYear(s, first, at) : null;
  const second = short ?? read(s, at, { end: at, year: first.year !== null, depth: 1 });
  if (second === null)
    return first.bare && join === "-" && dangling(s, at) ? { ...alone, to: at, bound: "since" } : alone;
  if (
    second.kind !== "time" ||
    second.from !== at ||
    (slash && short === null && first.day !== second.day && first.day === 0)
  )
    return alone;
  if (second.clock !== null && second.day === 0 && second.weekday === 0) return alone;
  return ordered({ from: first.from, to: second.to, ...pair(first, second) }) ?? alone;
}

/** An interval whose end lies before its start is none. */
function ordered(span: Span): Span | null {
  const start = daysOf(span.start);
  const end = span.end === null ? null : daysOf(span.end);
  return start !== null && end !== null && end[1] < start[0] ? null : span;
}

/** "2016–17", "2016/17", "2014–2017": the second year at `at`. */
function shortYear(s: Scene, first: Moment, at: number): Moment | null {
  const year = first.year ?? 0;
  const value = s.int(at);
  if (s.year(at) > year && !s.is(at + 1, MONTH)) return moment(at, at + 1, { year: value, bare: true });
  const follows = s.lower(at).length === 2 && s.touches(at) && value > year % 100 && !s.is(at + 1, MONTH);
  return follows ? moment(at, at + 1, { year: year - (year % 100) + value, bare: true }) : null;
}

function dangling(s: Scene, at: number): boolean {
  return s.touches(at - 1) && (s.isSign(at, ")") || at >= s.words.count || s.lines(at) > 0);
}

/** Words before the expression that change what its days mean, and words after it. */
function bounded(s: Scene, span: Span, least: number): Span {
  if (span.start.kind !== "time") return span;
  let at = span.from;
  let exactly = false;
  const range = span.end !== null || span.open !== undefined;
  if (s.lower(at - 1) === "least" && s.lower(at - 2) === "at" && s.is(at - 3, BOUND) && at - 3 >= least) {
    at -= 2;
    exactly = true;
  } else if (!range && approximate(s, at) > 0 && at - approximate(s, at) >= least) at -= approximate(s, at);
  const found = boundAt(s, at, least);
  if (range) {
    const opens =
      found !== null && (found.bound === "from" || (found.bound === "between" && span.end !== null) || found.opening);
    return opens && found !== null ? { ...span, from: found.at } : span;
  }
  const onward = onwardEnd(s, span.to, found?.bound === "from");
  if (onward > 0)
    return { ...span, from: found?.bound === "from" || found?.opening ? found.at : at, to: onward, bound: "since" };
  if (span.bound !== "") return span;
  if (found === null || found.bound === "between" || !applies(s, span, found.bound))
    return at < span.from && !exactly ? { ...span, from: at } : span;
  const bound = found.bound === "from" ? "since" : found.bound;
  return { ...span, from: found.at, bound, least: exactly };
}

/** How many tokens of "about" stand before `at`: "c." is two. */
function approximate(s: Scene, at: number): number {
  if (s.isSign(at - 1, ".") && s.is(at - 2, APPROX) && s.at(at - 2).short) return 2;
  return s.is(at - 1, APPROX) && !s.at(at - 1).short ? 1 : 0;
}

function boundAt(s: Scene, at: number, least: number): { at: number; bound: Bounding; opening: boolean } | null {
  const word = s.at(at - 1);
  if (at - 2 >= least && (s.lower(at - 1) === "in" || s.lower(at - 1) === "on" || s.lower(at - 1) === "from")) {
    const opening = s.at(at - 2);
    if (opening.bounds === "opening" && opening.bound !== "") return { at: at - 2, bound: "since", opening: true };
  }
  if (at - 2 >= least && s.lower(at - 1) === "to") {
    if (s.at(at - 2).bounds === "to") return { at: at - 2, bound: "before", opening: false };
    if (s.lower(at - 2) === "up") return { at: at - 2, bound: "until", opening: false };
  }
  if (at - 1 < least || (word.bits & BOUND) === 0 || word.bounds !== "direct" || word.bound === "") return null;
  const up = word.bound === "until" && s.lower(at - 2) === "up" && at - 2 >= least;
  return { at: up ? at - 2 : at - 1, bound: word.bound, opening: false };
}

/** True when the bound word is about this date, not about what the date describes ("after Friday's attack"). */
function applies(s: Scene, span: Span, bound: Bounding): boolean {
  const m = span.start;
  if (s.isSign(span.to, "'s") || s.isSign(span.to, "\u2019s")) return false;
  if (bound === "from" && (m.relative || (m.year === null && m.days === null))) return false;
  if (m.bare && !s.ends(span.to) && !s.raised(span.to)) return false;
  return m.article || !s.isEvent(span.to);
}

/** The token after "onwards", "and after", or "on" behind a date with "from"; 0 without one. */
function onwardEnd(s: Scene, at: number, from: boolean): number {
  const word = s.at(at);
  if (word.onward && s.lower(at) !== "on") return at + 1;
  if (from && s.lower(at) === "on" && (s.words.kind[at + 1] !== 1 || at + 1 >= s.words.count)) return at + 1;
  return 0;
}

/** Gives dates without a year the year of a date beside them in the sentence, then places the rest by the document's day. */
function complete(s: Scene, spans: readonly Span[]): void {
  for (let k = 0; k < spans.length; k += 1) {
    const span = spans[k];
    if (span === undefined) continue;
    const bare = (m: Moment | null) =>
      m !== null && m.year === null && m.days === null && m.month > 0 && m.shift === "";
    if (bare(span.start) || bare(span.end)) share(s, spans, k);
    for (const m of [span.start, span.end]) {
      if (m === null || m.year !== null || m.days !== null || m.calendar !== "") continue;
      if (m.weekday > 0 || m.month > 0 || (m.season > 0 && m.shift !== "")) m.days = place(s, m);
    }
  }
}

function share(s: Scene, spans: readonly Span[], k: number): void {
  const span = spans[k];
  if (span === undefined) return;
  let giver: Span | undefined;
  for (
    let n = k + 1;
    n < spans.length && n < k + 12 && giver === undefined && listed(s, spans[n - 1], spans[n]);
    n += 1
  ) {
    if (spans[n]?.start.year !== null && (spans[n]?.start.month ?? 0) > 0) giver = spans[n];
  }
  const near = [spans[k - 1], spans[k + 1]].find((other) => other !== undefined && together(s, span, other));
  const year = (giver ?? near)?.start.year;
  if (year === null || year === undefined) return;
  if (span.start.year === null && span.start.days === null) span.start.year = year;
  if (span.end !== null && span.end.year === null && span.end.days === null) span.end.year = year;
}

/** True when only a comma, "and" or "or" stands between two expressions. */
function listed(s: Scene, a: Span | undefined, b: Span | undefined): boolean {
  if (a === undefined || b === undefined || b.from - a.to > 2 || b.from <= a.to) return false;
  for (let i = a.to; i < b.from; i += 1) {
    if (![",", "and", "or", "&"].includes(s.lower(i))) return false;
  }
  return true;
}

/** True when `other` has a year and a month and stands near `span` in the same sentence. */
function together(s: Scene, span: Span, other: Span): boolean {
  if (other.start.year === null || other.start.month === 0) return false;
  const [from, to] = other.from < span.from ? [other.to, span.from] : [span.to, other.from];
  if (to - from > 14) return false;
  for (let i = from; i <= to; i += 1) if (i > from && s.breaks(i)) return false;
  return !(s.breaks(from) && s.isSign(from - 1, "."));
}

function mark(s: Scene, span: Span, speaksUntil: Day | null): DateMark {
  const m = span.start;
  const { start, end, edtf: text } = windows(span, speaksUntil);
  const words = slice(s, span.from, span.to);
  const relativeTo = Math.max(m.to, span.end?.to ?? 0);
  const time: Time = {
    start,
    end,
    edtf: text,
    words,
    ...(m.relative || span.end?.relative ? { relative: slice(s, m.said < 0 ? m.from : m.said, relativeTo) } : {}),
    ...(m.lasts === null ? {} : { lasts: slice(s, m.lasts[0], m.lasts[1]) }),
    ...clockOf(s, span),
    ...(m.calendar === "" ? {} : { calendar: slice(s, m.from, m.to) }),
  };
  return { from: span.from, to: span.to, kind: m.kind, time };
}

function clockOf(s: Scene, span: Span): { clock?: string } {
  const clock = span.start.clock ?? span.end?.clock ?? null;
  return clock === null ? {} : { clock: slice(s, clock[0], clock[1]) };
}

function slice(s: Scene, from: number, to: number): string {
  return s.words.text.slice(s.words.start[from], s.words.end[to - 1]);
}

function window(days: Days): Window | null {
  const from = dayOf(days[0]);
  const to = dayOf(days[1]);
  return from === null || to === null ? null : [from, to];
}

function windows(span: Span, speaksUntil: Day | null): Pick<Time, "start" | "end" | "edtf"> {
  const m = span.start;
  const days = m.kind === "time" ? daysOf(m) : null;
  const first = days === null ? null : window(days);
  if (days === null && speaksUntil !== null && m.now && span.bound === "") {
    return { start: [null, speaksUntil], end: [speaksUntil, null], edtf: null };
  }
  if (first === null || days === null) return { start: null, end: null, edtf: nameless(span) };
  const made = ends(span, days, first);
  return { ...made, edtf: edtf(made) };
}

/** A date whose year is not known still has a name: "XXXX-08-07". */
function nameless(span: Span): string | null {
  const m = span.start;
  if (span.end !== null || span.bound !== "" || span.open !== undefined || m.month === 0 || m.year !== null)
    return null;
  return m.calendar === "" && m.part === "" && m.portion === null && m.shift === ""
    ? yearless(m.month, m.day === 0 ? null : m.day)
    : null;
}

function ends(span: Span, days: Days, first: Window): Pick<Time, "start" | "end"> {
  if (span.end !== null) {
    const last = daysOf(span.end);
    return { start: first, end: last === null ? null : window(last) };
  }
  if (span.open !== undefined) return { start: first, end: [span.open, null] };
  switch (span.bound) {
    case "since":
      return { start: span.least ? [null, first[1]] : first, end: null };
    case "until":
      return { start: null, end: first };
    case "by":
      return { start: [null, first[1]], end: null };
    case "before":
      return both([null, dayOf(days[0] - 1)]);
    case "after":
      return both([dayOf(days[1] + 1), null]);
    default: {
      const spread = span.start.spans || (span.start.relative && days[1] - days[0] === 1);
      if (!spread) return both(first);
      const [from, to] = first;
      return { start: [from, from], end: [to, to] };
    }
  }
}

function both(window: Window): Pick<Time, "start" | "end"> {
  return { start: window, end: window };
}
