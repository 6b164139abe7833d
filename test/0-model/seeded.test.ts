import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seeded } from "../../src/0-model/seeded.ts";

const first = (seed: number, count: number): number[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, random);
};

test("the numbers of a seed never change: samples that a record keeps name their seed, and can be drawn again", () => {
  assert.deepEqual(
    first(7, 3).map((one) => one * 2 ** 32),
    [50271532, 266108690, 4195786334],
  );
});

test("law: one seed gives one row of numbers from 0 up to 1, another seed another", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (one, other) => {
      const numbers = first(one, 9);
      assert.ok(numbers.every((number) => number >= 0 && number < 1));
      assert.deepEqual(first(one, 9), numbers);
      if (one !== other) assert.notDeepEqual(first(other, 9), numbers);
    }),
  );
});
