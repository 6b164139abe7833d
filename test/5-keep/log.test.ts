import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { it } from "node:test";
import fc from "fast-check";
import { EMPTY, headAfter, leafOf, nextRow } from "../../src/5-keep/log.ts";

const around = { clock: () => new Date(0), random: (size: number) => new Uint8Array(size).fill(7) };

it("a leaf is SHA-256 of a zero byte, position, clock, kind and salt, and the payload's canonical JSON", () => {
  const row = nextRow(EMPTY, around, "problem", { message: "é", code: "x" });
  assert.equal(row.json, '{"code":"x","message":"é"}');
  assert.deepEqual([row.sequence, row.salt.length], [1, 16]);
  const expected = createHash("sha256")
    .update(Buffer.from([0]))
    .update("1\n1970-01-01T00:00:00.000Z\nproblem\n", "utf8")
    .update(`${Buffer.from(row.salt).toString("hex")}\n`, "utf8")
    .update(row.json, "utf8")
    .digest();
  assert.deepEqual(row.leaf, expected);
});

it("a change in the position, the clock, the kind, the salt or the payload changes the leaf", () => {
  const row = nextRow(EMPTY, around, "link", {});
  assert.deepEqual(leafOf(row), row.leaf);
  const others = [
    leafOf({ ...row, json: "[]" }),
    leafOf({ ...row, salt: new Uint8Array(16) }),
    leafOf({ ...row, sequence: 2 }),
    leafOf({ ...row, recordedAt: "1970-01-01T00:00:00.001Z" }),
    leafOf({ ...row, kind: "finding" }),
  ];
  for (const other of others) assert.notDeepEqual(other, row.leaf);
});

it("the clock of the log never runs backwards, however the machine's does", () => {
  const law = fc.property(
    fc.array(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }), { minLength: 1 }),
    (times) => {
      let head = EMPTY as typeof EMPTY;
      for (const time of times) {
        const row = nextRow(head, { ...around, clock: () => time }, "link", {});
        assert.ok(row.recordedAt >= head.recordedAt && row.recordedAt >= time.toISOString());
        assert.ok(row.recordedAt === head.recordedAt || row.recordedAt === time.toISOString());
        head = headAfter(head, row);
      }
    },
  );
  fc.assert(law);
});
