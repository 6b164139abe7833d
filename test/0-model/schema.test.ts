import assert from "node:assert/strict";
import { test } from "node:test";
import { typesAgree, widerTypes } from "../../src/0-model/schema.ts";
import { knowledge } from "../knowledge.ts";

test("two words for an event agree when one is the wider or data/schema says they are alike, both ways", async () => {
  const { schema } = knowledge;
  assert.deepEqual(widerTypes(schema, "suicide-attack"), ["attack"]);
  for (const [a, b, agree] of [
    ["bombing", "bombing", true],
    ["attack", "raid", true],
    ["assassination", "shooting", true],
    ["bombing", "shooting", false],
    ["attack", "battle", false],
    ["attack", "no such type", false],
  ] as const) {
    assert.equal(typesAgree(schema, a, b), agree, `${a}, ${b}`);
    assert.equal(typesAgree(schema, b, a), agree, `${b}, ${a}`);
  }
});
