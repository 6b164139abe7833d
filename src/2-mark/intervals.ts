import type { Day } from "../0-model/time.ts";
import { dayFirst, isConnector } from "./datings.ts";
import { read } from "./expressions.ts";
import { daysOf, type Moment, moment, type Span } from "./moments.ts";
import type { Scene } from "./scene.ts";
import { APPROX, BOUND, type Bounding, MONTH, ORDINAL, PRESENT } from "./timewords.ts";

/** "26–27 May 2014", "26, 27 and 28 May 2014", "from 5 to 8 June": bare day numbers at `i` before a full day. */
export function dayList(s: Scene, i: number, least: number): Span[] {
  const firsts: Moment[] = [];
  let at = i;
  let sign = i;
  for (;;) {
    const value = s.is(at, ORDINAL) ? s.at(at).value : s.int(at);
    if (value < 1 || value > 31 || firsts.length > 10 || value <= (firsts.at(-1)?.day ?? 0)) return [];
    const full = dayFirst(s, at);
    if (full !== null) {
      const only = firsts[0];
      if (only === undefined) return [];
      const joined =
        sign === only.to &&
        (isConnector(s, sign) || s.lower(sign) === "/" || (s.lower(sign) === "and" && s.lower(i - 1) === "between"));
      const from = s.lower(i - 1) === "the" && i - 1 >= least ? i - 1 : i;
      if (joined) return [bounded(s, { from, to: full.to, ...pair(only, full) }, least)];
      const list = [...firsts.map((m) => ({ ...m, month: full.month, year: full.year })), full];
      return list.map((m) => single(m));
    }
    firsts.push(moment(at, at + 1, { day: value }));
    at += 1;
    sign = at;
    if (s.isSign(at, ",") || s.lower(at) === "and" || s.lower(at) === "or" || s.lower(at) === "&" || isConnector(s, at))
      at += 1;
    // "the night of 13/14 November"
    else if (s.lower(at) === "/" && s.touches(at) && s.touches(at + 1) && s.int(at + 1) === value + 1) at += 1;
    else return [];
    if (s.lower(at - 1) === "," && s.lower(at) === "and") at += 1;
    if (s.lower(at) === "the" && s.is(at + 1, ORDINAL)) at += 1;
  }
}

/** "May 26–27, 2014", "May 26 and 27, 2014": more day numbers after a month and day. */
export function monthDays(s: Scene, m: Moment): Span[] {
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

export function single(m: Moment): Span {
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
export function interval(s: Scene, first: Moment, speaksUntil: Day | null): Span {
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
  if (s.isSign(at, "?") && first.year !== null && join === "-") return { ...alone, to: at + 1, bound: "since" };
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
  if (first.clock !== null && first.month === 0 && first.weekday === 0 && first.days === null) {
    return second.clock === null ? alone : single(hours(first, second));
  }
  if (second.clock !== null && second.day === 0 && second.weekday === 0) return alone;
  return ordered({ from: first.from, to: second.to, ...pair(first, second) }) ?? alone;
}

/** "between 10:00 and 12:00 on 3 May 2016": one day, and a stretch of the clock. */
function hours(first: Moment, second: Moment): Moment {
  const clock: Moment["clock"] = [first.from, second.clock?.[1] ?? second.to];
  return { ...second, from: first.from, clock, said: second.relative ? clock[1] : -1 };
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
export function bounded(s: Scene, span: Span, least: number): Span {
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
  // "on or before 3 May"
  const on = s.lower(found.at - 1) === "or" && s.lower(found.at - 2) === "on" && found.at - 2 >= least;
  if (on && (bound === "before" || bound === "after")) {
    return { ...span, from: found.at - 2, bound: bound === "before" ? "not-after" : "not-before", least: exactly };
  }
  return { ...span, from: found.at, bound, least: exactly };
}

/** How many tokens of "about" stand before `at`: "c." is two. */
function approximate(s: Scene, at: number): number {
  if (s.isSign(at - 1, ".") && s.is(at - 2, APPROX) && s.at(at - 2).short) return 2;
  return s.is(at - 1, APPROX) && !s.at(at - 1).short ? 1 : 0;
}

/** A bound phrase before a date: its first token, its meaning, and whether it opens an interval ("starting in"). */
interface Opener {
  readonly at: number;
  readonly bound: Bounding;
  readonly opening: boolean;
}

/** "no later than May 2020", "not before 2016", "not until 2016", "no earlier than 2016". */
function deniedBound(s: Scene, at: number): Opener | null {
  const last = s.lower(at - 1);
  const than = last === "than";
  const word = than ? s.lower(at - 2) : last;
  const first = than ? at - 3 : at - 2;
  if (s.lower(first) !== "not" && !(than && s.lower(first) === "no")) return null;
  if (word === "later" || (!than && word === "after")) return { at: first, bound: "by", opening: false };
  if (word === "earlier" || word === "sooner" || (!than && (word === "before" || word === "until"))) {
    return { at: first, bound: "not-before", opening: false };
  }
  return null;
}

function boundAt(s: Scene, at: number, least: number): Opener | null {
  const word = s.at(at - 1);
  if (at - 2 >= least && (s.lower(at - 1) === "in" || s.lower(at - 1) === "on" || s.lower(at - 1) === "from")) {
    const opening = s.at(at - 2);
    if (opening.bounds === "opening" && opening.bound !== "") return { at: at - 2, bound: "since", opening: true };
  }
  if (at - 2 >= least && s.lower(at - 1) === "to") {
    if (s.at(at - 2).bounds === "to") return { at: at - 2, bound: "before", opening: false };
    if (s.lower(at - 2) === "up") return { at: at - 2, bound: "until", opening: false };
  }
  const denied = deniedBound(s, at);
  if (denied !== null && denied.at >= least) return denied;
  // "(?–2016)"
  if (s.isDash(at - 1) && s.isSign(at - 2, "?") && at - 2 >= least)
    return { at: at - 2, bound: "until", opening: false };
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
