import { lastOf, numberOf, partsOf, weekdayOf } from "../0-model/calendar.ts";
import type { Day } from "../0-model/time.ts";
import type { Bounding, Part } from "./timewords.ts";

/** A window in day numbers. */
export type Days = readonly [from: number, to: number];

/**
 * One expression of time as read: its parts as said, so that two expressions can share them ("Apr–Jul 2017"), and what
 * it is worth when they are complete. `days` is set where the window is known without them ("yesterday").
 */
export interface Moment {
  from: number;
  to: number;
  kind: "time" | "duration" | "set";
  year: number | null;
  /** The last year of a decade, century, or of a winter that crosses the year. */
  yearEnd: number | null;
  month: number;
  day: number;
  season: number;
  part: Part | "";
  /** "first half", "last week": a counted part of the period; nth is -1 for the last. */
  portion: { readonly unit: string; readonly nth: number; readonly count?: number } | null;
  /**
   * Counted from a day, month or year that was named before: "the following day" is one day on, "that year" none. For a
   * length of time how long it is, so that it can be counted from what follows ("ten days after 3 May").
   */
  named: { readonly unit: string; readonly offset: number } | null;
  days: Days | null;
  /** The window reaches from its first day to its last, rather than lying within: "the past three days". */
  spans: boolean;
  relative: boolean;
  /** "today": the day the text speaks until, where the document's own day is not known. */
  now: boolean;
  /** The first token of the relative words where a clock time stands before them; -1 elsewhere. */
  said: number;
  /** Where the words end that belong to it behind the mark: "two days after the bombing", whose event is no part of it. */
  tail: number;
  lasts: readonly [number, number] | null;
  clock: readonly [number, number] | null;
  calendar: string;
  /** A number that stands for a year with nothing else beside it. */
  bare: boolean;
  /** An article before it belongs to it: "the end of 2016". */
  article: boolean;
  /** Set from outside for "last August": which way a date without a year lies. */
  shift: "last" | "this" | "next" | "";
  weekday: number;
}

/** An expression with its bound: one moment, or two for an interval; `open` is "present". */
export interface Span {
  from: number;
  to: number;
  readonly start: Moment;
  readonly end: Moment | null;
  readonly open: Day | null | undefined;
  readonly bound: Bounding | "";
  /** "since at least 2014". */
  readonly least: boolean;
}

export function moment(from: number, to: number, parts: Partial<Moment> = {}): Moment {
  return {
    from,
    to,
    kind: "time",
    year: null,
    yearEnd: null,
    month: 0,
    day: 0,
    season: 0,
    part: "",
    portion: null,
    named: null,
    days: null,
    spans: false,
    relative: false,
    said: -1,
    now: false,
    tail: 0,
    lasts: null,
    clock: null,
    calendar: "",
    bare: false,
    article: false,
    shift: "",
    weekday: 0,
    ...parts,
  };
}

/** The window of a moment whose parts are complete; null without a year, for a day that does not exist, or for words only. */
export function daysOf(m: Moment): Days | null {
  const whole = m.days ?? base(m);
  if (whole === null) return null;
  const portioned = m.portion === null ? whole : portionOf(whole, m.portion);
  return portioned === null || m.part === "" ? portioned : partOf(portioned, m.part);
}

function base(m: Moment): Days | null {
  if (m.year === null || m.calendar !== "") return null;
  if (m.month > 0 && m.day > 0) {
    if (m.day > lastOf(m.year, m.month)) return null;
    const day = numberOf(m.year, m.month, m.day);
    return [day, day];
  }
  if (m.month > 0) return months(m.year, m.month, 1);
  if (m.season > 0) return months(m.year, m.season, 3);
  return [numberOf(m.year, 1, 1), numberOf(m.yearEnd ?? m.year, 12, 31)];
}

/** The window of `count` months from a month on; seasons are those of the northern hemisphere, winter begins in its year. */
export function months(year: number, month: number, count: number): Days {
  const last = month + count - 1;
  const [endYear, endMonth] = last > 12 ? [year + 1, last - 12] : [year, last];
  return [numberOf(year, month, 1), numberOf(endYear, endMonth, lastOf(endYear, endMonth))];
}

/** The n-th half, quarter, week ... of a window, or its first or last few days; -1 is the last. */
function portionOf([from, to]: Days, { unit, nth, count: several = 1 }: NonNullable<Moment["portion"]>): Days | null {
  const start = partsOf(from);
  const end = partsOf(to);
  const size = (end.year - start.year) * 12 + end.month - start.month + 1;
  if (unit === "week" || unit === "day") {
    const step = unit === "week" ? 7 : 1;
    const first = nth < 0 ? to - step * several + 1 : from + step * (nth - 1);
    return first > to || first < from ? null : [first, Math.min(first + step * several - 1, to)];
  }
  if (unit === "year" || unit === "decade") {
    const years = (unit === "decade" ? 10 : 1) * several;
    const first = nth < 0 ? end.year - years + 1 : start.year + (nth - 1) * years;
    const whole = start.month === 1 && start.day === 1 && end.month === 12 && first >= start.year;
    return whole && first + years - 1 <= end.year ? [numberOf(first, 1, 1), numberOf(first + years - 1, 12, 31)] : null;
  }
  if (unit === "half" && size === 1) {
    return nth === 1 ? [from, from + 14] : [from + 15, to];
  }
  const count = unit === "half" ? size / 2 : unit === "quarter" ? size / 4 : unit === "month" ? several : 0;
  if (count < 1 || !Number.isInteger(count)) return null;
  const skip = nth < 0 ? size - count : count * (nth - 1);
  if (skip < 0 || skip + count > size) return null;
  const month = start.month - 1 + skip;
  return spread(start.year + Math.floor(month / 12), (month % 12) + 1, count);
}

function spread(year: number, month: number, count: number): Days {
  const last = month - 1 + count - 1;
  const endYear = year + Math.floor(last / 12);
  const endMonth = (last % 12) + 1;
  return [numberOf(year, month, 1), numberOf(endYear, endMonth, lastOf(endYear, endMonth))];
}

/** Early, mid and late: the thirds of a period, in its own next smaller units. */
function partOf([from, to]: Days, part: Part): Days {
  const start = partsOf(from);
  const end = partsOf(to);
  const years = end.year - start.year + 1;
  const size = (end.year - start.year) * 12 + end.month - start.month + 1;
  const wholeYears = start.month === 1 && start.day === 1 && end.month === 12 && end.day === 31;
  const [first, last] = thirds(part);
  if (wholeYears && years > 1) {
    // In a decade "early" and "late" are its halves, as people use them.
    const starts = years === 10 ? [0, 4, 5] : [0, Math.floor(years / 3), Math.floor((2 * years) / 3)];
    const stops = years === 10 ? [5, 7, 10] : [Math.floor(years / 3), Math.floor((2 * years) / 3), years];
    return [
      numberOf(start.year + (starts[first] ?? 0), 1, 1),
      numberOf(start.year + (stops[last - 1] ?? years) - 1, 12, 31),
    ];
  }
  if (start.day === 1 && size % 3 === 0) {
    const month = start.month - 1 + (size / 3) * first;
    return spread(start.year + Math.floor(month / 12), (month % 12) + 1, (size / 3) * (last - first));
  }
  const length = to - from + 1;
  // A month is cut at its 10th and 20th day.
  const cut = (share: number) =>
    share === 3 ? length : length >= 28 && length <= 31 ? 10 * share : Math.floor((length * share) / 3);
  return [from + cut(first), from + Math.max(cut(first), cut(last) - 1)];
}

/** Which thirds a part covers, as `[from, to)`. */
function thirds(part: Part): readonly [number, number] {
  if (part === "early") return [0, 1];
  if (part === "mid") return [1, 2];
  if (part === "late") return [2, 3];
  return part === "mid-late" ? [1, 3] : [0, 2];
}

/** The window of a unit of the calendar that lies `offset` units from the one that holds `day`. */
export function unitFrom(day: number, unit: string, offset: number): Days | null {
  const { year, month } = partsOf(day);
  switch (unit) {
    case "day":
    case "night":
      return [day + offset, day + offset];
    case "week": {
      const monday = day - weekdayOf(day) + 1 + 7 * offset;
      return [monday, monday + 6];
    }
    case "weekend": {
      const saturday = day - weekdayOf(day) + 6 + 7 * offset;
      return [saturday, saturday + 1];
    }
    case "fortnight":
      return [day + 14 * offset - 3, day + 14 * offset + 3];
    case "month":
      return monthFrom(year, month, offset);
    case "quarter":
      return quarterFrom(year, month, offset);
    case "year":
      return [numberOf(year + offset, 1, 1), numberOf(year + offset, 12, 31)];
    case "decade": {
      const first = year - (year % 10) + 10 * offset;
      return [numberOf(first, 1, 1), numberOf(first + 9, 12, 31)];
    }
    case "century": {
      const first = year - ((year - 1) % 100) + 100 * offset;
      return [numberOf(first, 1, 1), numberOf(first + 99, 12, 31)];
    }
    default:
      return null;
  }
}

function monthFrom(year: number, month: number, offset: number): Days {
  const index = year * 12 + month - 1 + offset;
  return spread(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1);
}

function quarterFrom(year: number, month: number, offset: number): Days {
  const index = year * 12 + month - 1 - ((month - 1) % 3) + 3 * offset;
  return spread(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 3);
}

/** The same day so many units before or after: the end of "the past two years". */
export function shifted(day: number, unit: string, offset: number): number | null {
  const { year, month, day: date } = partsOf(day);
  switch (unit) {
    case "day":
    case "night":
      return day + offset;
    case "week":
    case "weekend":
      return day + 7 * offset;
    case "fortnight":
      return day + 14 * offset;
    case "hour":
      return day + Math.trunc(offset / 24);
    case "minute":
    case "second":
      return day;
    default: {
      const size =
        unit === "month" ? 1 : unit === "quarter" ? 3 : unit === "year" ? 12 : unit === "decade" ? 120 : 1200;
      const index = year * 12 + month - 1 + Math.round(offset * size);
      const to = Math.floor(index / 12);
      const toMonth = (((index % 12) + 12) % 12) + 1;
      return numberOf(to, toMonth, Math.min(date, lastOf(to, toMonth)));
    }
  }
}
