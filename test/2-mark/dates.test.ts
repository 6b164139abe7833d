import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parseEdtf } from "../../src/0-model/edtf.ts";
import { type DateMark, type Words, word } from "../../src/0-model/mark.ts";
import { compileDates, type DateContext } from "../../src/2-mark/dates.ts";
import { words } from "../../src/2-mark/words.ts";
import { knowledge } from "../knowledge.ts";
import { answerDates, cases } from "./cases.ts";

const dates = compileDates(knowledge);
const answer = answerDates(knowledge);
const nowhere: DateContext = { day: null, speaksUntil: null };

describe("expressions of time", () => {
  const all = cases("dates");
  test("the case file has enough cases to mean something", () => {
    assert.ok(all.length >= 300, `only ${all.length} cases`);
  });
  for (const one of all) {
    const { line, text, expected } = one;
    test(`dates.txt:${line}: ${text}`, () => {
      assert.deepEqual(
        answer(one),
        expected.map((mark) => mark.trim()),
      );
    });
  }
});

/** Text of the kind that the grammar reacts to, mixed with anything. */
const piece = fc.oneof(
  fc.constantFrom(
    ..."in on since until from to between and by before after the a of early mid late end beginning May march Aug . , ( ) – - / 2015 2016–17 12 31 29 February 1399 solar AH Monday week last next this ago later two three several years days half quarter first second 17:50 p.m. local time summer fall 1990s present every at least about mid-2016 two-week 22-year-old \n".split(
      " ",
    ),
  ),
  fc.constantFrom("last week", "two days later", "on Monday", "in early May", "three years ago"),
  fc.string({ size: "max", maxLength: 12, unit: "binary" }),
);
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 40, size: "max" }).map((parts) => parts.join(" ")),
  fc.string({ size: "max", maxLength: 300, unit: "grapheme" }),
);

function check(found: readonly DateMark[], tokens: Words): void {
  let last = 0;
  for (const mark of found) {
    assert.ok(mark.from >= last && mark.to > mark.from && mark.to <= tokens.count, "marks ascend inside the text");
    last = mark.to;
    const { start, end, edtf } = mark.time;
    for (const window of [start, end]) {
      if (window?.[0] && window[1]) assert.ok(window[0] <= window[1], "windows are ordered");
    }
    if (start?.[0] && end?.[1]) assert.ok(start[0] <= end[1], `starts before it ends: ${mark.time.words}`);
    if (edtf !== null) assert.ok(parseEdtf(edtf) !== null, `"${edtf}" can be read back`);
    assert.ok(word(tokens, mark.from).length > 0 && mark.time.words.startsWith(word(tokens, mark.from)));
  }
}

describe("laws of date marks", () => {
  test("on any text, with or without the document's day", () => {
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom(nowhere, { day: "2016-02-29", speaksUntil: "2016-03-01" }),
        (text, context) => {
          const tokens = words(text, []);
          check(dates(tokens, context), tokens);
        },
      ),
      { numRuns: 1500, examples: [["Monday until 2015", { day: "2016-02-29", speaksUntil: "2016-03-01" }]] },
    );
  });

  test("without the document's day, and without a date in the text, no relative expression has days", () => {
    let seen = 0;
    fc.assert(
      fc.property(anyText, (mixed) => {
        const text = mixed.replace(/\p{N}/gu, "");
        for (const { time } of dates(words(text, []), nowhere)) {
          if (time.relative === undefined) continue;
          assert.equal(time.start ?? time.end, null);
          seen += 1;
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(seen > 400, `${seen} relative expressions`);
  });
});
