import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { countMatches, countWords } from "../bench/speed/baseline.ts";

test("the baseline that every speed is a ratio to has not changed", () => {
  const text = readFileSync(new URL("../bench/speed/baseline.ts", import.meta.url), "utf8").replaceAll("\r\n", "\n");
  const frozen = "d8f19dc2070793034e47e6b4eae39d165d0a9d0a90241af54f356a6f60f5a3b9";
  assert.equal(createHash("sha256").update(text).digest("hex"), frozen);
});

test("the baseline counts words and matches", () => {
  assert.equal(countWords(" One\ttwo\n\nthree four "), 4);
  assert.equal(countWords(""), 0);
  assert.equal(countMatches("On 12 May the Red Cross counted 1,200 in Herat."), 6);
});
