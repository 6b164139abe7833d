import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { dayOf, lastOf, numberOf, parseDay, partsOf, weekdayOf } from "../../src/0-model/calendar.ts";
import { edtf, parseEdtf, yearless } from "../../src/0-model/edtf.ts";
import type { Time, Window } from "../../src/0-model/time.ts";

const point = (from: string | null, to: string | null): Pick<Time, "start" | "end"> => ({
  start: [from, to],
  end: [from, to],
});

describe("times as EDTF", () => {
  const pairs: readonly (readonly [string, Pick<Time, "start" | "end">])[] = [
    ["2016-05-26", point("2016-05-26", "2016-05-26")],
    ["2016-05", point("2016-05-01", "2016-05-31")],
    ["2016", point("2016-01-01", "2016-12-31")],
    ["199X", point("1990-01-01", "1999-12-31")],
    ["19XX", point("1900-01-01", "1999-12-31")],
    ["[2016-09..2016-12]", point("2016-09-01", "2016-12-31")],
    ["[..2018]", point(null, "2018-12-31")],
    ["[2020..]", point("2020-01-01", null)],
    ["2017-07/2018-08", { start: ["2017-07-01", "2017-07-31"], end: ["2018-08-01", "2018-08-31"] }],
    ["2015/", { start: ["2015-01-01", "2015-12-31"], end: null }],
    ["2015/..", { start: ["2015-01-01", "2015-12-31"], end: [null, null] }],
    ["/2015", { start: null, end: ["2015-01-01", "2015-12-31"] }],
  ];
  for (const [text, time] of pairs) {
    test(`${text} both ways`, () => {
      assert.equal(edtf(time), text);
      assert.deepEqual(parseEdtf(text), time);
    });
  }

  test("windows that no calendar unit names are widened, never narrowed", () => {
    const late: Window = ["2022-09-01", "2022-12-31"];
    assert.equal(edtf({ start: late, end: ["2023-01-01", "2023-12-31"] }), "2022-09/2023");
    assert.equal(edtf({ start: ["2015-01-01", "2015-12-31"], end: ["2024-06-30", null] }), "2015/..");
    assert.equal(edtf({ start: ["1970-01-14", null], end: [null, "1970-01-14"] }), "1970-01-14");
  });

  test("a time without days has no string, a date without a year has one of its own", () => {
    assert.equal(edtf({ start: null, end: null }), null);
    assert.equal(edtf({ start: [null, null], end: [null, null] }), null);
    assert.equal(yearless(8, 7), "XXXX-08-07");
    assert.deepEqual(parseEdtf(yearless(8, null)), { start: null, end: null });
  });

  test("other forms of the format are read where they mean windows", () => {
    assert.deepEqual(parseEdtf("2016~"), point("2016-01-01", "2016-12-31"));
    assert.deepEqual(parseEdtf("2022-21"), point("2022-03-01", "2022-05-31"));
    for (const bad of ["", "x", "2016-13", "2016-02-30", "/", "[..]", "[2016", "2016-1", "201", "2016/x"]) {
      assert.equal(parseEdtf(bad), null, bad);
    }
  });

  const day = fc.integer({ min: numberOf(0, 1, 1), max: numberOf(9999, 12, 31) });
  const window = fc.tuple(day, day).map(([a, b]): Window => [dayOf(Math.min(a, b)), dayOf(Math.max(a, b))]);
  const open = fc.oneof(
    window,
    fc.constant(null),
    window.map(([a]): Window => [a, null]),
    window.map(([, b]): Window => [null, b]),
  );
  test("what was written is read, and written again alike", () => {
    let seen = 0;
    fc.assert(
      fc.property(open, open, fc.boolean(), (start, end, same) => {
        const text = edtf({ start, end: same ? start : end });
        if (text === null) return;
        const read = parseEdtf(text);
        assert.ok(read !== null, text);
        assert.equal(edtf(read), text);
        seen += 1;
      }),
      { numRuns: 300 },
    );
    assert.ok(seen > 50, `${seen} times were written`);
  });
});

describe("the calendar", () => {
  test("agrees with the platform's on every day of four centuries' corners", () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (number) => {
        const date = new Date(number * 86_400_000);
        const { year, month, day } = partsOf(number);
        assert.deepEqual([year, month, day], [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
        assert.equal(numberOf(year, month, day), number);
        assert.equal(weekdayOf(number) % 7, date.getUTCDay());
        assert.ok(day <= lastOf(year, month));
      }),
    );
  });

  test("only real days are days", () => {
    assert.equal(parseDay("2016-02-29"), numberOf(2016, 2, 29));
    for (const bad of ["2015-02-29", "2016-00-01", "2016-13-01", "2016-1-1", "", "2016-01-01T00:00"])
      assert.equal(parseDay(bad), null);
    assert.equal(dayOf(numberOf(10_000, 1, 1)), null);
  });
});
