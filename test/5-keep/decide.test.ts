// What a person decides about who is who: merge, split and undo as judgements, over random records.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Judgement } from "../../src/0-model/entity.ts";
import type { LogRow } from "../../src/0-model/store.ts";
import {
  type Decision,
  merging,
  newestDecision,
  pairOf,
  Rulings,
  splitting,
  undoing,
} from "../../src/5-keep/decide.ts";

const REFERENTS = Array.from({ length: 7 }, (_, at) => `r${at}`);
const ada = { by: "person:Ada", why: "same seat" };

const JUDGEMENT = fc
  .record({
    x: fc.nat(6),
    y: fc.nat(6),
    verdict: fc.constantFrom("same" as const, "same" as const, "different" as const, "unsure" as const),
    by: fc.constantFrom("identity.name", "identity.known", "hatnote", "person:Ada", "person:Bo"),
  })
  .filter(({ x, y }) => x !== y)
  .map(({ x, y, verdict, by }): Judgement => {
    const [a, b] = pairOf(`r${x}`, `r${y}`);
    return { a, b, verdict, by, why: "because", words: null };
  });
const RECORD = fc.array(JUDGEMENT, { maxLength: 14 }).map((all) => new Rulings(all));

const shown = (held: Rulings): string[] =>
  held
    .groups(REFERENTS)
    .map((group) => group.join(" "))
    .sort();

/** The decision that some judgements are, with what had been said before them. */
function decision(rows: readonly Judgement[], earlier: Rulings): Decision {
  const [first] = rows;
  assert.ok(first);
  return { pair: [first.a, first.b], by: first.by, rows, before: 0, earlier };
}

/** Two entities of a record, or null when it holds fewer. */
function two(held: Rulings, pick: number): [string[], string[]] | null {
  const groups = held.groups(REFERENTS);
  const one = groups[pick % groups.length];
  const other = groups[(pick + 1 + (pick % Math.max(1, groups.length - 1))) % groups.length];
  return one === undefined || other === undefined || one === other ? null : [one, other];
}

describe("deciding", () => {
  it("merge makes one entity of two, unless another person holds them apart", () => {
    let joined = 0;
    fc.assert(
      fc.property(RECORD, fc.nat(), (held, pick) => {
        const pair = two(held, pick);
        if (pair === null) return;
        const after = held.with(merging(...pair, held, ada));
        const [one, other] = pair;
        const apart = one.some((a) =>
          other.some((b) =>
            held.of(pairOf(a, b)).some(({ by, verdict }) => by === "person:Bo" && verdict === "different"),
          ),
        );
        const together = after.groups(REFERENTS).some((group) => [...one, ...other].every((id) => group.includes(id)));
        if (together) joined += 1;
        if (apart) assert.ok(!together);
      }),
      { numRuns: 1000 },
    );
    assert.ok(joined > 300, `${joined} merges`);
  });

  it("merge and then split gives every answer back", () => {
    let joined = 0;
    fc.assert(
      fc.property(RECORD, fc.nat(), (held, pick) => {
        const pair = two(held, pick);
        if (pair === null) return;
        const rows = merging(...pair, held, ada);
        const merged = held.with(rows);
        const link = decision(rows, held);
        if (rows.length > 0) joined += 1;
        const split = merged.with(splitting(link.pair, link, merged, ada));
        assert.deepEqual(shown(split), shown(held));
      }),
      { numRuns: 2000 },
    );
    assert.ok(joined > 600, `${joined} merges`);
  });

  it("merge and then undo gives every answer back, and undoing that merges again", () => {
    let again = 0;
    fc.assert(
      fc.property(RECORD, fc.nat(), (held, pick) => {
        const pair = two(held, pick);
        if (pair === null) return;
        const rows = merging(...pair, held, ada);
        const merged = held.with(rows);
        const back = undoing(decision(rows, held), merged, ada);
        const undone = merged.with(back);
        assert.deepEqual(shown(undone), shown(held));
        if (back.length > 0) {
          assert.deepEqual(shown(undone.with(undoing(decision(back, merged), undone, ada))), shown(merged));
          again += 1;
        }
      }),
      { numRuns: 2000 },
    );
    assert.ok(again > 600, `${again} merges`);
  });

  it("a split of what only rules joined holds the two apart", () => {
    const same: Judgement = { a: "r0", b: "r1", verdict: "same", by: "identity.known", why: "", words: null };
    const held = new Rulings([same]);
    const after = held.with(splitting(["r0", "r1"], null, held, ada));
    assert.deepEqual(shown(after), shown(new Rulings([])));
  });
});

describe("decisions in the log", () => {
  const row = (sequence: number, payload: Judgement): LogRow => ({
    sequence,
    recordedAt: "2026-01-01T00:00:00.000Z",
    kind: "judgement",
    leaf: "",
    payload,
  });
  const against: Judgement = { a: "r1", b: "r2", verdict: "different", by: "hatnote", why: "", words: null };
  const held = new Rulings([against, { ...against, a: "r0", b: "r1", verdict: "same", by: "identity.known" }]);

  it("are found whole, the newest first, and not what others said", () => {
    const first = merging(["r0", "r1"], ["r2"], held, ada);
    assert.equal(first.length, 2);
    const second = undoing(decision(first, held), held.with(first), ada);
    const rows = [...first, against, ...second].map((one, at) => row(at + 10, one));
    const found = newestDecision(rows, () => true);
    assert.deepEqual(found, { pair: ["r0", "r2"], by: "person:Ada", rows: second, before: 12 });
    const earlier = newestDecision(rows.slice(0, 3), () => true);
    assert.deepEqual(earlier, { pair: ["r0", "r2"], by: "person:Ada", rows: first, before: 9 });
    assert.equal(
      newestDecision(rows, ({ a }) => a === "r5"),
      null,
    );
  });
});
