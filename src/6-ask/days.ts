import type { CodebookRule, Takes } from "../0-model/codebook.ts";
import type { KeptClaim } from "../0-model/store.ts";
import { compatible, type Day, type Time } from "../0-model/time.ts";
import type { Outcome } from "./figures.ts";
import { order } from "./view.ts";
import { dated, span, width } from "./when.ts";

/** The days that an event's stated dates leave open, and the claims that say so. */
export interface Days {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly claims: readonly string[];
}

/** A claim that dates an event. */
export interface DateSaid {
  readonly id: string;
  readonly time: Time;
}

/**
 * Of an event's stated dates those that tell its days, whatever their order: the finest where all others allow it
 * ("August 2017" and "3 August 2017" are the third), and others as fine; else all of them.
 */
export function tellingDates(claims: readonly Pick<KeptClaim, "id" | "value">[]): DateSaid[] {
  const said = claims.flatMap(({ id, value }) => (value.type === "time" && dated(value) ? [{ id, time: value }] : []));
  const size = (time: Time): number => width(span(time)) ?? Number.POSITIVE_INFINITY;
  const [finest, ...more] = [...said].sort((a, b) => size(a.time) - size(b.time) || order(a.id, b.id));
  if (finest === undefined) return [];
  const agree = more.every(({ time }) => compatible(time, finest.time));
  return agree ? [finest, ...more.filter(({ time }) => size(time) === size(finest.time))] : said;
}

/** From the earliest to the latest day of the dates that tell an event's days. Null when no claim gives a day. */
export function daysOf(claims: readonly KeptClaim[]): Days | null {
  const kept = tellingDates(claims);
  if (kept.length === 0) return null;
  const spans = kept.map(({ time }) => span(time));
  const open = (side: 0 | 1): boolean => spans.some((one) => one[side] === null);
  const days = (side: 0 | 1): Day[] => spans.flatMap((one) => one[side] ?? []).sort(order);
  return {
    from: open(0) ? null : (days(0)[0] ?? null),
    to: open(1) ? null : (days(1).at(-1) ?? null),
    claims: kept.map(({ id }) => id).sort(order),
  };
}

/** What a column of days takes where the stated dates leave one answer; null where they do not. */
export function dayCell(takes: Takes, { from, to }: Pick<Days, "from" | "to">): string | number | null {
  if (from === null || to === null) return null;
  if (takes === "date.start" || takes === "date.end") return from === to ? from : null;
  const length = takes === "date.year" ? 4 : takes === "date.month" ? 7 : 10;
  if (takes === "date.precision" || from.slice(0, length) !== to.slice(0, length)) return null;
  return Number(from.slice(0, length).split("-").at(-1));
}

/** A day or a code of precision by one of the operations. */
export function derivedDay(rule: CodebookRule, days: Days | null): Outcome {
  if (days === null) return { why: "no date is stated" };
  const { from, to, claims } = days;
  if (rule.does === "earliest-day") return from === null ? { why: OPEN } : { given: [{ value: from, claims }] };
  if (rule.does === "latest-day") return to === null ? { why: OPEN } : { given: [{ value: to, claims }] };
  const wide = width([from, to]) ?? Number.POSITIVE_INFINITY;
  const codes = [...rule.table].sort(
    ([, a], [, b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY),
  );
  const found = codes.find(([, most]) => most === null || wide <= most);
  return found === undefined || wide === Number.POSITIVE_INFINITY
    ? { why: OPEN }
    : { given: [{ value: Number(found[0]), claims }] };
}

const OPEN = "the stated dates are open on a side";
