import { lastOf, parseDay } from "./calendar.ts";
import type { Day, Time, Window } from "./time.ts";

/**
 * The two windows of a time as one string of the Extended Date/Time Format (ISO 8601-2), or null when no day is known.
 * "2017-07/2018-08" from one to the other; "2015/.." with a known open end, "2015/" when nothing is said of it;
 * "[2016-09..2016-12]" somewhere within; "[..2018]" then or before. Windows of two ends that are no calendar unit
 * are widened to the outer days: the string says less than the four days, never more.
 */
export function edtf(time: Pick<Time, "start" | "end">): string | null {
  const { start, end } = time;
  if (start === null && end === null) return null;
  if (start !== null && end !== null && start[0] === end[0] && start[1] === end[1]) return within(start);
  if (end === null && start !== null && (start[0] === null || start[1] === null)) return within(start);
  const left = start === null ? "" : side(start, 0);
  const right = end === null ? "" : side(end, 1);
  if (!/\d/.test(left + right)) return null;
  // Both ends on one day or in one year: what "2016/2016" is read as.
  return left === right ? left : `${left}/${right}`;
}

/** One window that holds both ends. */
function within(window: Window): string | null {
  const [from, to] = window;
  if (from === null && to === null) return null;
  if (from === null) return `[..${tail(to ?? "")}]`;
  if (to === null) return `[${head(from)}..]`;
  const unit = unitOf(from, to);
  if (unit !== null) return unit;
  const length = Math.max(head(from).length, tail(to).length);
  return `[${from.slice(0, length)}..${to.slice(0, length)}]`;
}

/** One end of an interval. */
function side(window: Window, end: 0 | 1): string {
  const [from, to] = window;
  if (from !== null && to !== null) {
    const unit = unitOf(from, to);
    if (unit !== null) return unit;
  }
  if (end === 0) return from === null ? ".." : head(from);
  return to === null ? ".." : tail(to);
}

/** The shortest date that begins on `day`: "2016" for 2016-01-01. */
function head(day: Day): string {
  if (day.endsWith("-01-01")) return day.slice(0, 4);
  return day.endsWith("-01") ? day.slice(0, 7) : day;
}

/** The shortest date that ends on `day`: "2016" for 2016-12-31. */
function tail(day: Day): string {
  if (day.endsWith("-12-31")) return day.slice(0, 4);
  return Number(day.slice(8)) === lastOf(Number(day.slice(0, 4)), Number(day.slice(5, 7))) ? day.slice(0, 7) : day;
}

/** The date that covers exactly these days: a day, month, year, decade ("199X") or hundred years ("19XX"). */
function unitOf(from: Day, to: Day): string | null {
  if (from === to) return from;
  const first = head(from);
  const last = tail(to);
  if (first.length <= 7 && last.length <= 7 && from.slice(0, 7) === to.slice(0, 7)) return from.slice(0, 7);
  if (first.length !== 4 || last.length !== 4) return null;
  if (first === last) return first;
  if (first.slice(0, 3) === last.slice(0, 3) && first.endsWith("0") && last.endsWith("9"))
    return `${first.slice(0, 3)}X`;
  if (first.slice(0, 2) === last.slice(0, 2) && first.endsWith("00") && last.endsWith("99")) {
    return `${first.slice(0, 2)}XX`;
  }
  return null;
}

/** A date without its year: "XXXX-08-07", "XXXX-08". */
export function yearless(month: number, day: number | null): string {
  const tail = day === null ? "" : `-${String(day).padStart(2, "0")}`;
  return `XXXX-${String(month).padStart(2, "0")}${tail}`;
}

/**
 * The windows that a string of `edtf` or `yearless` stands for; other forms of the format are read where they mean
 * windows (qualifiers `?`, `~`, `%` are passed over, seasons are northern). Null when the string is none of these.
 */
export function parseEdtf(text: string): Pick<Time, "start" | "end"> | null {
  const plain = text.replace(/[?~%]/g, "");
  if (plain.startsWith("[") && plain.endsWith("]")) return oneOf(plain.slice(1, -1));
  const slash = plain.indexOf("/");
  if (slash < 0) {
    if (/^XXXX-\d{2}(-\d{2})?$/.test(plain)) return { start: null, end: null };
    const window = unit(plain);
    return window === null ? null : { start: window, end: window };
  }
  const left = endOf(plain.slice(0, slash));
  const right = endOf(plain.slice(slash + 1));
  if (left === undefined || right === undefined || (left === null && right === null)) return null;
  return { start: left, end: right };
}

function oneOf(text: string): Pick<Time, "start" | "end"> | null {
  const dots = text.indexOf("..");
  if (dots < 0) return null;
  const from = dots === 0 ? null : unit(text.slice(0, dots));
  const to = dots + 2 === text.length ? null : unit(text.slice(dots + 2));
  if ((dots > 0 && from === null) || (dots + 2 < text.length && to === null) || (from === null && to === null))
    return null;
  const window: Window = [from === null ? null : from[0], to === null ? null : to[1]];
  return { start: window, end: window };
}

/** One end of an interval: a window, null for an end of which nothing is said, undefined for what cannot be read. */
function endOf(text: string): Window | null | undefined {
  if (text === "") return null;
  if (text === "..") return [null, null];
  return unit(text) ?? undefined;
}

/** First and last month of seasons and quarters, by EDTF's codes. */
const CODES: Readonly<Record<string, readonly [number, number]>> = {
  "21": [3, 5],
  "22": [6, 8],
  "23": [9, 11],
  "33": [1, 3],
  "34": [4, 6],
  "35": [7, 9],
  "36": [10, 12],
};

function unit(text: string): readonly [Day, Day] | null {
  const found = /^(\d{2}XX|\d{3}X|\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (found === null) return null;
  const [, year = "", month, day] = found;
  if (month === undefined) return [`${year.replaceAll("X", "0")}-01-01`, `${year.replaceAll("X", "9")}-12-31`];
  if (year.includes("X")) return null;
  if (day !== undefined) return parseDay(text) === null ? null : [text, text];
  const [first, last] = CODES[month] ?? [Number(month), Number(month)];
  if (first < 1 || last > 12) return null;
  const two = (number: number) => String(number).padStart(2, "0");
  return [`${year}-${two(first)}-01`, `${year}-${two(last)}-${lastOf(Number(year), last)}`];
}
