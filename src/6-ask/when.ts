import type { Day, Time, Window } from "../0-model/time.ts";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July"].concat([
  "August",
  "September",
  "October",
  "November",
  "December",
]);

/** The day after (or, with -1, before) a day; the Gregorian calendar in whole days, without a clock or a zone. */
export function shift(day: Day, by: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

/** "26 August 2021". */
export function dayText(day: Day): string {
  const [year, month, date] = day.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${Number(year)}`;
}

/** A window as people write it: a day, a month, a year, or its two ends. */
export function windowText(window: Window): string {
  const [from, to] = window;
  if (from === null && to === null) return "";
  if (from === null) return `${dayText(to ?? "")} or before`;
  if (to === null) return `${dayText(from)} or later`;
  if (from === to) return dayText(from);
  const whole = wholeOf(from, to);
  return whole ?? `between ${dayText(from)} and ${dayText(to)}`;
}

/** "August 2017" or "2015" when the window is exactly that month or year (or a run of either). */
function wholeOf(from: Day, to: Day): string | null {
  if (!from.endsWith("-01") || !shift(to, 1).endsWith("-01")) return null;
  const [year, month] = from.split("-");
  const [endYear, endMonth] = to.split("-");
  const first = `${MONTHS[Number(month) - 1] ?? ""} ${Number(year)}`;
  if (year === endYear && month === endMonth) return first;
  if (month === "01" && endMonth === "12") {
    return year === endYear ? String(Number(year)) : `${Number(year)}–${Number(endYear)}`;
  }
  const last = `${MONTHS[Number(endMonth) - 1] ?? ""} ${Number(endYear)}`;
  return year === endYear ? `${MONTHS[Number(month) - 1] ?? ""}–${last}` : `${first}–${last}`;
}

/** A time for people, from its days; from its words when it has no day. `until` is the word for an end left open. */
export function whenText(time: Time | null): string {
  if (time === null) return "";
  const { start, end } = time;
  if (start === null && end === null) return time.words;
  if (start !== null && end !== null && start[0] === end[0] && start[1] === end[1]) return windowText(start);
  if (end === null) return `from ${windowText(start ?? [null, null])}`;
  const last = end[1] === null && end[0] !== null ? "still so at the text's end" : windowText(end);
  if (start === null) return `until ${windowText(end)}`;
  return `${windowText(start)} – ${last}`;
}

/** The number of days that a window spans; null when it has no bound on a side. */
export function width(window: Window): number | null {
  const [from, to] = window;
  if (from === null || to === null) return null;
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** The earliest and the latest day that a time allows; null is no bound. */
export function span(time: Time): Window {
  return [time.start?.[0] ?? null, time.end?.[1] ?? null];
}

/** True when a time names a day. */
export function dated(time: Pick<Time, "start" | "end"> | null): boolean {
  return time !== null && (time.start !== null || time.end !== null);
}

/** Orders times by earliest day, then latest day; the undated last. */
export function byTime(a: Time | null, b: Time | null): number {
  return order(first(a), first(b)) || order(last(a), last(b));
}

const NEVER = "9999-99";

/** The first day that a time names: its own earliest, or the nearest one it has. */
function first(time: Time | null): string {
  const { start, end } = time ?? { start: null, end: null };
  return start?.[0] ?? start?.[1] ?? end?.[0] ?? end?.[1] ?? NEVER;
}

function last(time: Time | null): string {
  return time?.end?.[1] ?? NEVER;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
