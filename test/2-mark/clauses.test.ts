import assert from "node:assert/strict";
import { test } from "node:test";
import { labelled, reader, sum } from "../../bench/accuracy/clauses.ts";
import { compare } from "../../bench/accuracy/roles.ts";
import { knowledge } from "../knowledge.ts";

const read = reader(knowledge);
const cases = labelled();
const tallies = cases.map((one) => compare(one, read(one.text)));

/** Of the labelled items at least this share is found, and of the found ones labelled. It only ever rises. */
const RECALL = 0.985;
const PRECISION = 0.99;

test("sentences of every sort of clause are labelled", () => {
  const shape = /^(?:participle|gerund|relative|coordinate)$/;
  const shaped = cases.filter(({ labels }) =>
    labels.some(({ kinds, passive }) => passive || kinds.some((kind) => shape.test(kind))),
  );
  assert.ok(cases.length >= 200 && shaped.length >= 100, `${shaped.length} of ${cases.length}`);
  assert.equal(new Set(cases.map(({ text }) => text)).size, cases.length, "a sentence stands there twice");
});

test("clauses and their roles are found", () => {
  const { recall, precision } = sum(tallies);
  assert.ok(recall >= RECALL, `recall ${recall.toFixed(4)} is below ${RECALL}`);
  assert.ok(precision >= PRECISION, `precision ${precision.toFixed(4)} is below ${PRECISION}`);
});

for (const [i, { line, text, known }] of cases.entries()) {
  test(`line ${line}: ${text}`, () => {
    const faults = tallies[i]?.faults ?? [];
    if (!known) assert.deepEqual(faults, []);
    else assert.notDeepEqual(faults, [], 'it is read right now: take the "! " away from the case');
  });
}
