// What a person ruled about a dispute, and what keeps the dispute the same while claims join it.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { disputes } from "../../src/6-ask/disputes.ts";
import { wireDispute } from "../../src/6-ask/wire.ts";
import { Making, schema, time } from "./build.ts";

const dated = (days: string) => ({ type: "time", ...time(days) }) as const;

function record() {
  const making = new Making();
  const [a, b, c] = ["a", "b", "c"].map((name) => making.document(name)) as [string, string, string];
  const group = making.entity("group", "Group");
  making.claim(a, group, "founded", dated("2015"));
  making.claim(b, group, "founded", dated("2013"));
  const only = () => {
    const [dispute, ...more] = disputes.answer({}, making.slice(), schema).disputes;
    assert.ok(dispute !== undefined && more.length === 0);
    return dispute;
  };
  const rule = (verdict: "no-conflict" | "conflict", by = "person:ann") => {
    const dispute = only();
    const claims = dispute.sides.flatMap((side) => side.claims.map(({ claim }) => claim.id));
    const before = making.rulings.findIndex((one) => one.by === by && one.dispute === dispute.id);
    if (before >= 0) making.rulings.splice(before, 1);
    making.rulings.push({ dispute: dispute.id, verdict, because: "two calendars", by, claims });
  };
  return { making, a, b, c, group, only, rule };
}

test("a ruling settles a dispute and says by whom and why; the same person's later word takes it back", () => {
  const { only, rule } = record();
  assert.equal(wireDispute(only()).ruled, null);
  rule("no-conflict");
  assert.deepEqual(wireDispute(only()).ruled, {
    settled: true,
    rulings: [{ by: "person:ann", verdict: "no-conflict", because: "two calendars", joined: [] }],
  });
  rule("conflict");
  assert.equal(only().settled, false);
  assert.equal(only().rulings.length, 1);
});

test("where two persons rule differently the dispute stays open, and both are heard", () => {
  const { only, rule } = record();
  rule("no-conflict", "person:ann");
  rule("conflict", "person:ben");
  assert.equal(only().settled, false);
  assert.deepEqual(
    only().rulings.map(({ by, verdict }) => [by, verdict]),
    [
      ["person:ann", "no-conflict"],
      ["person:ben", "conflict"],
    ],
  );
});

test("a claim that joins a side keeps id and ruling, which says that it was given before", () => {
  const { making, c, group, only, rule } = record();
  rule("no-conflict");
  const { id } = only();
  const joined = making.claim(c, group, "founded", dated("2015"));
  assert.equal(only().id, id);
  assert.equal(only().settled, true);
  assert.deepEqual(only().rulings[0]?.joined, [joined.id]);
});

test("a third account opens the dispute again; the ruling stays and names what came after it", () => {
  const { making, c, group, only, rule } = record();
  rule("no-conflict");
  const { id } = only();
  const third = making.claim(c, group, "founded", dated("2009"));
  assert.equal(only().id, id);
  assert.equal(only().settled, false);
  assert.deepEqual(only().rulings[0]?.joined, [third.id]);
});

test("a ruling finds its dispute again when the claims that gave the id are refused", () => {
  const { making, c, group, only, rule } = record();
  making.claim(c, group, "founded", dated("2015"));
  rule("no-conflict");
  const { id } = only();
  const [first] = making.claims;
  assert.ok(first !== undefined);
  making.claims[0] = { ...first, review: "refused" };
  assert.notEqual(only().id, id);
  assert.equal(only().settled, true);
});

test("law: whatever joins later, the id of a dispute stays", () => {
  let stayed = 0;
  const year = fc.integer({ min: 2000, max: 2012 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), year), { minLength: 2, maxLength: 14 }), (told) => {
      const making = new Making();
      const group = making.entity("group", "Group");
      let id: string | null = null;
      for (const [at, [month, of]] of told.entries()) {
        const claim = making.claim(
          making.document(`d${99 - at}`),
          group,
          "founded",
          dated(month ? `${of}-03` : `${of}`),
        );
        making.claims[at] = { ...claim, sequence: at + 1 };
        const found = disputes.answer({}, making.slice(), schema).disputes;
        assert.ok(found.length <= 1);
        if (id !== null) assert.equal(found[0]?.id, id);
        if (id !== null) stayed += 1;
        id = found[0]?.id ?? null;
      }
    }),
    { numRuns: 200 },
  );
  assert.ok(stayed > 500, `a dispute stayed ${stayed} times: the law has seen nothing`);
});
