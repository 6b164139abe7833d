import assert from "node:assert/strict";
import { test } from "node:test";
import type { Claim } from "../../src/0-model/claim.ts";
import { knowledge } from "../knowledge.ts";
import { plain, read } from "./read.ts";

// Every rule of data/rules carries texts with the claims it makes of them, and texts of which it must make none.

function matches(claim: Claim, wanted: Readonly<Record<string, string>>): boolean {
  if (claim.property !== wanted.property) return false;
  if (wanted.polarity !== undefined && claim.polarity !== wanted.polarity) return false;
  if (wanted.subject !== undefined && claim.subject.name !== wanted.subject) return false;
  if (wanted.assertedness !== undefined && claim.assertedness !== wanted.assertedness) return false;
  if (wanted.mode !== undefined && claim.mode !== wanted.mode) return false;
  if (wanted.time !== undefined && (claim.time?.edtf ?? "none") !== wanted.time) return false;
  return (
    wanted.value === undefined ||
    plain(claim.value) === wanted.value ||
    plain(claim.value).startsWith(`${wanted.value} `)
  );
}

for (const rule of knowledge.rules) {
  for (const example of rule.examples) {
    test(`${rule.id}: ${example.text}`, () => {
      const { claims } = read(example.text);
      const own = claims.filter((claim) => claim.by.some((finder) => finder.rule === rule.id));
      if (example.claims.length === 0) assert.deepEqual(own, []);
      for (const wanted of example.claims) {
        const made = claims.some((claim) => matches(claim, wanted));
        assert.ok(
          made,
          `${JSON.stringify(wanted)} is not among ${JSON.stringify(claims.map((claim) => [claim.property, plain(claim.value)]))}`,
        );
      }
    });
  }
  for (const example of rule.counter) {
    test(`${rule.id} not: ${example.text}`, () => {
      const own = read(example.text).claims.filter((claim) => claim.by.some((finder) => finder.rule === rule.id));
      assert.deepEqual(
        own.map((claim) => [claim.property, plain(claim.value)]),
        [],
      );
    });
  }
}

test("there are rules, and most of them carry an example", () => {
  assert.ok(knowledge.rules.length > 80);
  const frames = knowledge.rules.filter((rule) => rule.form === "frame");
  assert.ok(frames.filter((rule) => rule.examples.length > 0).length * 2 > frames.length);
});
