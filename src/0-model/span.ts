/** A half-open range of UTF-16 code units, `[start, end)`, in the text of one rendition. */
export type Range = readonly [start: number, end: number];

/** A range together with the words it covers. For every span kept anywhere `text.slice(start, end) === exact`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly exact: string;
}

/** The span of `range` in `text`. Throws a RangeError when the range does not lie inside the text. */
export function span(text: string, [start, end]: Range): Span {
  if (start < 0 || end < start || end > text.length) {
    throw new RangeError(`Span [${start}, ${end}) is outside a text of ${text.length} code units`);
  }
  return { start, end, exact: text.slice(start, end) };
}

/** True when the two half-open ranges share at least one code unit. */
export function overlaps(a: Range, b: Range): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

/** True when `outer` contains every code unit of `inner`. */
export function covers(outer: Range, inner: Range): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/** The shortest range that covers all the given ranges. Throws a RangeError when there are none. */
export function hull(ranges: readonly Range[]): Range {
  const first = ranges[0];
  if (first === undefined) throw new RangeError("A hull needs at least one range");
  let [start, end] = first;
  for (const [s, e] of ranges) {
    if (s < start) start = s;
    if (e > end) end = e;
  }
  return [start, end];
}
