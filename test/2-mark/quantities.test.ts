import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { compileCounted, compileQuantities } from "../../src/2-mark/quantities.ts";
import { words } from "../../src/2-mark/words.ts";
import { knowledge } from "../knowledge.ts";
import { answerQuantities, cases, quantitiesOf } from "./cases.ts";

const marksOf = quantitiesOf(knowledge);
const answer = answerQuantities(knowledge);
const quantities = compileQuantities(knowledge);

describe("quantities", () => {
  const all = cases("quantities");
  test("the case file has enough cases to mean something", () => {
    assert.ok(all.length >= 200, `only ${all.length} cases`);
  });
  for (const one of all) {
    const { line, text, expected } = one;
    test(`quantities.txt:${line}: ${text}`, () => {
      assert.deepEqual(
        answer(one),
        expected.map((mark) => mark.trim()),
      );
    });
  }
});

describe("what a noun counts as", () => {
  const countedOf = compileCounted(knowledge);
  test("a noun says its standing, age and sex only where the word itself does", () => {
    assert.deepEqual(countedOf("soldiers"), {
      unit: "people",
      part: "unstated",
      standing: "security-force",
      age: null,
      sex: null,
      plural: true,
    });
    assert.equal(countedOf("women")?.sex, "female");
    assert.equal(countedOf("children")?.age, "child");
    assert.equal(countedOf("worshippers")?.standing, "unstated");
    assert.equal(countedOf("civilians")?.standing, "civilian");
    assert.equal(countedOf("gunmen")?.part, "attacker");
    assert.equal(countedOf("attacks")?.unit, "events");
    assert.equal(countedOf("qwertz"), null);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    ..."at least more than no fewer up to about some between and from to or 12 1,200 2.5 00 3-2 – - % $ percent per cent a an half third of hundred thousand million dozen dozens several few many one in out people attacks killed Unit aged + ~ . , ( ) \n two twenty-five two-thirds 2.5bn US".split(
      " ",
    ),
  ),
  fc.string({ size: "max", maxLength: 12, unit: "binary" }),
);
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 40, size: "max" }).map((parts) => parts.join(" ")),
  fc.array(piece, { maxLength: 40, size: "max" }).map((parts) => parts.join("")),
  fc.string({ size: "max", maxLength: 300, unit: "grapheme" }),
);

describe("laws of quantity marks", () => {
  test("on any text", () => {
    let seen = 0;
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = words(text, []);
        let last = 0;
        for (const { from, to, quantity } of marksOf(text)) {
          assert.ok(from >= last && to > from && to <= tokens.count, "marks ascend inside the text without overlap");
          last = to;
          const { low, high, bound } = quantity;
          if (low !== null && high !== null) assert.ok(low <= high, "low is at most high");
          assert.equal(low === null && high === null, bound === "vague", "only vague words have no number");
          assert.equal(quantity.words, text.slice(tokens.start[from], tokens.end[to - 1]));
          seen += 1;
        }
      }),
      { numRuns: 1500 },
    );
    assert.ok(seen > 700, `${seen} quantities`);
  });

  test("no quantity touches a masked token", () => {
    let seen = 0;
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 5 }), (text, step) => {
        const masked = (i: number) => i % step === 0;
        for (const { from, to } of quantities(words(text, []), masked)) {
          for (let i = from; i < to; i += 1) assert.ok(!masked(i));
          seen += 1;
        }
      }),
      { numRuns: 800 },
    );
    assert.ok(seen > 200, `${seen} quantities`);
  });
});
