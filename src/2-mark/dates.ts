import { dayOf, parseDay } from "../0-model/calendar.ts";
import { edtf, yearless } from "../0-model/edtf.ts";
import { type Knowledge, rows } from "../0-model/knowledge.ts";
import { type DateMark, NUMBER, type Words } from "../0-model/mark.ts";
import type { Day, Time, Window } from "../0-model/time.ts";
import { counted, resolve } from "./anaphors.ts";
import { compileCounted } from "./counted.ts";
import { type Before, read, withClock } from "./expressions.ts";
import { bounded, dayList, interval, monthDays } from "./intervals.ts";
import { type Days, daysOf, type Moment, type Span } from "./moments.ts";
import { compileNumerals } from "./numerals.ts";
import { place, placeAfter, quarterYear } from "./placing.ts";
import { type Lists, Scene } from "./scene.ts";
import {
  ANAPHOR,
  COMPOUND,
  compileTimeWords,
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
  PORTION,
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
const MORE_STARTS = STARTS | NUMERAL | ORDINAL | DECADE | VAGUE | TIMES | COMPOUND | DAYPART | UNIT | ERA;

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

/** True when an expression of time may begin at `i`: an article only where words of time follow within three. */
function opens(s: Scene, i: number): boolean {
  if (s.words.kind[i] === NUMBER || (s.bits(i) & MORE_STARTS) !== 0) return true;
  const lower = s.lower(i);
  if (lower !== "the" && lower !== "a" && lower !== "an") return false;
  for (let k = i + 1; k < i + 4; k += 1) if (s.words.kind[k] === NUMBER || s.bits(k) !== 0) return true;
  return false;
}

function scan(s: Scene, speaksUntil: Day | null): Span[] {
  const found: Span[] = [];
  let last: Before = { end: 0, year: false, depth: 0 };
  let i = 0;
  while (i < s.words.count) {
    if (!opens(s, i)) {
      i += 1;
      continue;
    }
    const spans = spansAt(s, i, last, speaksUntil);
    const end = spans.at(-1);
    if (end === undefined) {
      i += 1;
      continue;
    }
    const one = counted(found.at(-1), spans[0]);
    if (one !== null) found.splice(-1, 1, one, ...spans.slice(1));
    else found.push(...spans);
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

/** Gives dates without a year the year of a date beside them in the sentence, then places the rest by the document's day. */
function complete(s: Scene, spans: readonly Span[]): void {
  for (let k = 0; k < spans.length; k += 1) {
    const span = spans[k];
    if (span === undefined) continue;
    const bare = (m: Moment | null) =>
      m !== null && m.year === null && m.days === null && m.month > 0 && m.shift === "" && m.named === null;
    if (bare(span.start) || bare(span.end)) share(s, spans, k);
    for (const m of [span.start, span.end]) {
      if (m === null || m.year !== null || m.days !== null || m.calendar !== "" || m.named !== null) continue;
      if (m.portion?.unit === "quarter" && m.month === 0) m.year = quarterYear(s, m);
      const start = m === span.end && span.start.year === null ? span.start.days : null;
      if (m.weekday > 0 || m.month > 0 || (m.season > 0 && m.shift !== "")) {
        m.days = (start === null ? null : placeAfter(m, start)) ?? place(s, m);
      }
    }
    resolve(s, spans, k);
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
  const words = slice(s, span.from, Math.max(span.to, m.tail));
  const relativeTo = Math.max(m.to, m.tail, span.end?.to ?? 0);
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
    const end = last === null ? null : window(last);
    // "Monday until 2015" in a text of 2016: which Monday is not said.
    if (end?.[1] && first[0] && first[0] > end[1]) {
      return span.start.relative ? { start: null, end } : { start: first, end: null };
    }
    return { start: first, end };
  }
  if (span.open !== undefined) return { start: first, end: [span.open, null] };
  const soft = span.start.part !== "";
  switch (span.bound) {
    case "since":
      return { start: span.least ? [null, first[1]] : first, end: null };
    case "until":
      return { start: null, end: span.least ? [first[0], null] : first };
    case "by":
      return { start: [null, first[1]], end: null };
    // "before the end of 2016" can be any day of its end.
    case "before":
      return both([null, soft ? first[1] : dayOf(days[0] - 1)]);
    case "after":
      return both([soft ? first[0] : dayOf(days[1] + 1), null]);
    case "not-after":
      return both([null, first[1]]);
    case "not-before":
      return both([first[0], null]);
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
