import type { Day, Window } from "../0-model/time.ts";
import type { Spell } from "../6-ask/spells.ts";

/** The days that a chart shows, counted from 1970-01-01; `to` is not drawn any more. */
export interface Axis {
  readonly from: number;
  readonly to: number;
}

/** How firmly the words have it so at one point of the chart, from 0 to 1. */
export interface Stop {
  /** Where, in percent of the chart's width. */
  readonly at: number;
  readonly opacity: number;
}

/** The two ends of a stretch of time, as the words leave them. */
export type Edges = Pick<Spell, "start" | "end" | "toTextEnd">;

/** One stretch of time as drawn. */
export interface Bar {
  /** Opacity along the bar, ascending; empty when no day is stated. */
  readonly stops: readonly Stop[];
  /** Stretches that the words leave open on that side: dotted. */
  readonly dotted: readonly (readonly [from: number, to: number])[];
  /** Where the text stops speaking and only an arrow goes on; null when the end is stated or unknown. */
  readonly arrow: number | null;
}

/** What is still drawn on the first and last day that the words allow. */
const FAINT = 0.12;

/** The share of the chart that is kept free at its end for the arrow of what the text leaves open. */
const ARROW = 0.06;

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

/** Whole years around every day that is said, and a little room for an arrow; null when no day is said at all. */
export function axisOf(spells: readonly Edges[], more: readonly (Day | null)[]): Axis | null {
  const days = spells
    .flatMap(({ start, end }) => [...(start ?? []), ...(end ?? [])])
    .concat(more)
    .filter((day) => day !== null)
    .sort();
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = dayNumber(`${first.slice(0, 4)}-01-01`);
  const to = dayNumber(`${last.slice(0, 4)}-12-31`) + 1;
  const room = spells.some(({ toTextEnd }) => toTextEnd) ? (to - from) * ARROW : 0;
  return { from, to: to + room };
}

/** Where a day lies, in percent of the width, cut to the chart. */
export function at(axis: Axis, day: number): number {
  return Math.min(100, Math.max(0, ((day - axis.from) / (axis.to - axis.from)) * 100));
}

/** The years of an axis that get a line, at most about twelve. */
export function yearsOf(axis: Axis): readonly { readonly year: number; readonly at: number }[] {
  const year = (day: number): number => new Date(day * 86_400_000).getUTCFullYear();
  const [first, last] = [year(axis.from), year(axis.to - 1)];
  const step = Math.max(1, Math.ceil((last - first + 1) / 12));
  const years: { year: number; at: number }[] = [];
  for (let y = first; y <= last; y += step) {
    years.push({ year: y, at: at(axis, dayNumber(`${String(y).padStart(4, "0")}-01-01`)) });
  }
  // A label needs some room to its right.
  return years.filter((year) => year.at < 93);
}

/** The bar of a stretch of time: it fades in and out over exactly the days that each end may be. */
export function barOf({ start, end, toTextEnd }: Edges, axis: Axis): Bar {
  if (start === null && end === null) return { stops: [], dotted: [[0, 100]], arrow: null };
  const [startFrom, startTo] = days(start, axis);
  const [endFrom, endTo] = days(end, axis);
  const dotted: (readonly [number, number])[] = [];
  if (start === null) dotted.push([0, at(axis, endFrom + 1)]);
  if (end === null) dotted.push([at(axis, startTo), 100]);
  const textEnd = toTextEnd && end !== null && end[1] === null ? endFrom + 1 : null;
  const from = start === null ? endFrom : startFrom;
  const to = end === null ? startTo + 1 : (textEnd ?? endTo + 1);
  const fadeIn = (day: number): number => (start === null ? 1 : ramp(day, startFrom, startTo));
  const fadeOut = (day: number): number =>
    end === null || textEnd !== null ? 1 : ramp(-day, -(endTo + 1), -(endFrom + 1));
  const points = [from, startTo, endFrom + 1, to].filter((day) => day >= from && day <= to);
  const crossing = crossed(fadeIn, fadeOut, from, to);
  const sorted = [...new Set(crossing === null ? points : [...points, crossing])].sort((a, b) => a - b);
  return {
    stops: sorted.map((day) => ({ at: at(axis, day), opacity: Math.min(fadeIn(day), fadeOut(day)) })),
    dotted,
    arrow: textEnd === null ? null : at(axis, textEnd),
  };
}

function days(window: Window | null, axis: Axis): readonly [number, number] {
  const [earliest, latest] = window ?? [null, null];
  return [earliest === null ? axis.from : dayNumber(earliest), latest === null ? axis.to : dayNumber(latest)];
}

/** From FAINT at `from` to 1 at `to`. */
function ramp(day: number, from: number, to: number): number {
  if (to <= from || day >= to) return day >= to ? 1 : FAINT;
  return day <= from ? FAINT : FAINT + (1 - FAINT) * ((day - from) / (to - from));
}

/** The day on which the way in meets the way out, where both are still fading. */
function crossed(into: (day: number) => number, out: (day: number) => number, from: number, to: number): number | null {
  let [low, high] = [from, to];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (into(middle) < out(middle)) low = middle;
    else high = middle;
  }
  return into(low) < 1 && out(low) < 1 ? low : null;
}
