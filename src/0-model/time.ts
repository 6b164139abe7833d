/** A day, `YYYY-MM-DD` in the proleptic Gregorian calendar. Days compare as strings within years 0000-9999. */
export type Day = string;

/** From the earliest to the latest day an end can be; null means no bound on that side. */
export type Window = readonly [earliest: Day | null, latest: Day | null];

/**
 * When something held or happened, in four days. A window that is null says nothing about that end.
 * An event "in August 2017" has both windows on August: it began and ended within it.
 */
export interface Time {
  readonly start: Window | null;
  readonly end: Window | null;
  /** For people and exchange; derived from the windows. Null when no day is known. */
  readonly edtf: string | null;
  /** The words that say it. */
  readonly words: string;
  /** "prior to the takeover", "after the gun battle": kept in words when it is relative to something else. */
  readonly relative?: string;
  /** "for three hours", "two-week". */
  readonly lasts?: string;
  /** "about 17:50 local time". */
  readonly clock?: string;
  /** The words of another calendar. */
  readonly calendar?: string;
}

/** How a day lies to a time: `certain` on every reading of the words, `possible` on at least one, `no` on none. */
export type Holds = "certain" | "possible" | "no";

/**
 * Whether something with this time held on `day`. A missing end leaves the days beyond it `possible`, never certain;
 * a missing time is `possible` on every day. "Certainly" runs from start.latest to end.earliest, "possibly" from
 * start.earliest to end.latest (the two ranges of Security Force Monitor).
 */
export function holdsOn(time: Time | null, day: Day): Holds {
  if (time === null) return "possible";
  const [startEarliest, startLatest] = time.start ?? [null, null];
  const [endEarliest, endLatest] = time.end ?? [null, null];
  if (startEarliest !== null && day < startEarliest) return "no";
  if (endLatest !== null && day > endLatest) return "no";
  const begun = time.start !== null && startLatest !== null && day >= startLatest;
  const going = time.end !== null && endEarliest !== null && day <= endEarliest;
  return begun && going ? "certain" : "possible";
}

/** True when some day is allowed by both times. A missing time or bound allows every day. */
export function compatible(a: Time | null, b: Time | null): boolean {
  const aFrom = a?.start?.[0] ?? null;
  const aTo = a?.end?.[1] ?? null;
  const bFrom = b?.start?.[0] ?? null;
  const bTo = b?.end?.[1] ?? null;
  return !(aTo !== null && bFrom !== null && aTo < bFrom) && !(bTo !== null && aFrom !== null && bTo < aFrom);
}
