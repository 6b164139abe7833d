// The own documents that tell the same events differently, against the key: what was reached must not be lost, and the
// order in which documents come must not matter.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { key, measure, record } from "../../bench/accuracy/retold.ts";
import { knowledge } from "../knowledge.ts";
import { questions } from "./questions.ts";

const folder = join(import.meta.dirname, "..", "articles", "retold");
const texts = readdirSync(folder).filter((name) => name.endsWith(".txt"));

test("every document is in the key, and the key tells ten events and near misses beside them", () => {
  const files = new Set(key().map(({ file }) => file));
  assert.deepEqual([...files].sort(), texts.sort());
  const events = [...new Set(key().map(({ event }) => event))];
  assert.equal(events.filter((name) => !name.startsWith("x-")).length, 10);
  assert.ok(events.filter((name) => name.startsWith("x-")).length >= 10);
  assert.ok(texts.length >= 24);
});

test("what was reached on the retold events holds", async () => {
  const { pairwise, bcubed, wrong } = await measure(null, knowledge);
  // Two passages of one text that 3-extract takes for one another; nothing is joined wrongly across documents.
  assert.deepEqual(
    wrong.filter((pair) => new Set(pair.match(/\S+\.txt/g)).size > 1 && !pair.includes("jos-double")),
    [],
  );
  assert.ok(pairwise.precision >= 0.97 && pairwise.f1 >= 0.67, JSON.stringify(pairwise));
  assert.ok(bcubed.precision >= 0.98 && bcubed.f1 >= 0.84, JSON.stringify(bcubed));
});

test("the order of the documents changes neither who is who nor what is asked of it nor ties between documents", async () => {
  const sorted = await record(texts, knowledge);
  const odd = texts.filter((_, at) => at % 2 === 1);
  for (const order of [[...texts].reverse(), [...odd, ...texts.filter((one) => !odd.includes(one))]]) {
    const { slice } = await record(order, knowledge);
    assert.deepEqual(questions(slice), questions(sorted.slice));
    assert.deepEqual(slice.kinships, sorted.slice.kinships);
    assert.deepEqual(slice.entities, sorted.slice.entities);
  }
  assert.ok(sorted.slice.kinships.length >= 3);
});
