import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Window } from "../../src/0-model/time.ts";
import { holdsOn } from "../../src/0-model/time.ts";
import { type Axis, at, barOf, dayNumber, yearsOf } from "../../src/7-show/bars.ts";

const axis: Axis = { from: dayNumber("2010-01-01"), to: dayNumber("2021-01-01") };
const where = (day: string): number => at(axis, dayNumber(day));
const tenure = (start: Window | null, end: Window | null, toTextEnd = false) => ({ start, end, toTextEnd });
const close = (got: number | undefined, wanted: number): void =>
  assert.ok(Math.abs((got ?? Number.NaN) - wanted) < 0.01, `${got} is not ${wanted}`);

test("an edge fades over exactly the days that the words allow", () => {
  const bar = barOf(tenure(["2015-01-01", "2015-12-31"], ["2016-07-01", "2016-07-31"]), axis);
  assert.deepEqual(
    bar.stops.map(({ opacity }) => opacity > 0.99),
    [false, true, true, false],
  );
  const [from, full, fading, to] = bar.stops;
  close(from?.at, where("2015-01-01"));
  close(full?.at, where("2015-12-31"));
  close(fading?.at, where("2016-07-02"));
  close(to?.at, where("2016-08-01"));
  assert.deepEqual(bar.dotted, []);
  assert.equal(bar.arrow, null);
});

test("exact days have hard edges", () => {
  const bar = barOf(tenure(["2015-03-01", "2015-03-01"], ["2016-03-01", "2016-03-01"]), axis);
  close(bar.stops[0]?.at, where("2015-03-01"));
  assert.equal(bar.stops[0]?.opacity, 1);
});

test("'present' is solid as long as the text speaks, and only an arrow goes on", () => {
  const bar = barOf(tenure(["2017-01-01", "2017-12-31"], ["2019-11-02", null], true), axis);
  close(bar.arrow ?? undefined, where("2019-11-03"));
  close(bar.stops.at(-1)?.at, where("2019-11-03"));
  assert.equal(bar.stops.at(-1)?.opacity, 1);
});

test("an end that is not stated is dotted, on its own side only", () => {
  const open = barOf(tenure(["2015-01-01", "2015-12-31"], null), axis);
  assert.deepEqual(open.dotted, [[where("2015-12-31"), 100]]);
  const started = barOf(tenure(null, ["2016-07-01", "2016-07-31"]), axis);
  assert.deepEqual(started.dotted, [[0, where("2016-07-02")]]);
});

test("a tenure without any day is dotted over the whole width and has no bar", () => {
  assert.deepEqual(barOf(tenure(null, null), axis), { stops: [], dotted: [[0, 100]], arrow: null });
});

const day = fc
  .date({ min: new Date("2010-02-01"), max: new Date("2020-11-30"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const window: fc.Arbitrary<[from: string, to: string]> = fc.tuple(day, day).map(([a, b]) => (a < b ? [a, b] : [b, a]));

/** An office's two edges, every other time with days between them on which it was certainly held. */
const edges = fc.oneof(
  fc.tuple(window, window),
  fc.tuple(day, day, day, day).map((days): [[string, string], [string, string]] => {
    const [a = "", b = "", c = "", d = ""] = days.sort();
    return [
      [a, b],
      [c, d],
    ];
  }),
);

test("a day on which somebody certainly held the office is drawn full, one on which nobody could is not drawn", () => {
  const seen = { certain: 0, no: 0, possible: 0 };
  fc.assert(
    fc.property(edges, day, ([start, end], on) => {
      fc.pre(start[0] <= end[1]);
      const bar = barOf(tenure(start, end), axis);
      const x = where(on);
      const holds = holdsOn({ start, end, edtf: null, words: "" }, on);
      seen[holds] += 1;
      const [first, last] = [bar.stops[0]?.at ?? 0, bar.stops.at(-1)?.at ?? 0];
      if (holds === "certain") assert.ok(Math.abs(opacityAt(bar.stops, x) - 1) < 0.01);
      if (holds === "no") assert.ok(x <= first + 1e-9 || x >= last - 1e-9);
      for (const { opacity } of bar.stops) assert.ok(opacity > 0 && opacity <= 1);
      for (let i = 1; i < bar.stops.length; i++) assert.ok((bar.stops[i]?.at ?? 0) >= (bar.stops[i - 1]?.at ?? 0));
    }),
    { numRuns: 300 },
  );
  assert.ok(seen.certain > 10 && seen.no > 20, `${JSON.stringify(seen)}: the law has seen nothing`);
});

test("years get lines, never so many that their labels touch", () => {
  const long: Axis = { from: dayNumber("1900-01-01"), to: dayNumber("2021-01-01") };
  assert.ok(yearsOf(long).length <= 12);
  assert.deepEqual(
    yearsOf(axis).map(({ year }) => year),
    [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020],
  );
});

function opacityAt(stops: readonly { at: number; opacity: number }[], x: number): number {
  for (let i = 1; i < stops.length; i++) {
    const [a, b] = [stops[i - 1], stops[i]];
    if (a === undefined || b === undefined || x < a.at || x > b.at) continue;
    return b.at === a.at
      ? Math.max(a.opacity, b.opacity)
      : a.opacity + ((x - a.at) / (b.at - a.at)) * (b.opacity - a.opacity);
  }
  return 0;
}
