// A table of events as CSV: every value has its basis beside it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { WireRow } from "../../src/0-model/wire.ts";
import { gate } from "../../src/8-exchange/gate.ts";
import { table } from "../../src/8-exchange/out/table.ts";

const EMPTY: WireRow["cells"][string] = { is: "empty", values: [], rule: null, beside: [], leftOut: [], why: null };

function written(cells: WireRow["cells"], columns: readonly string[] = Object.keys(cells)): string[] {
  const row: WireRow = { is: "row", codebook: "house", event: "e1", title: "Raid", cells };
  return [...table(gate.internal({ columns, rows: [row] }))];
}

test("each column has a companion that says what its cell is and where it comes from", () => {
  const [head, line] = written({
    dead: { ...EMPTY, is: "stated", values: [{ value: 12, from: ["c2", "c1"] }], leftOut: ["c9"] },
    low: { ...EMPTY, is: "derived", rule: "ucdp.low", values: [{ value: 9, from: ["c1"] }] },
    best: { ...EMPTY, is: "finding", values: [{ value: 10, from: ["f1"] }], beside: ["c1"] },
    place: EMPTY,
  });
  assert.equal(head, "event,dead,dead_basis,low,low_basis,best,best_basis,place,place_basis\r\n");
  assert.equal(line, "e1,12,stated c2 c1,9,derived ucdp.low c1,10,finding f1 beside c1,,empty\r\n");
});

test("several values stand in one cell, and none can run as a formula", () => {
  const values = [
    { value: "=1+1", from: ["c1"] },
    { value: "12, or so", from: ["c2"] },
  ];
  const [, line] = written({ dead: { ...EMPTY, is: "stated", values } });
  assert.equal(line, `e1,"'=1+1; 12, or so",stated c1 c2\r\n`);
});

test("a row that lacks a column's cell is empty there", () => {
  assert.equal(written({}, ["dead"])[1], "e1,,empty\r\n");
});
