// Laws of review: what an undo leaves is what was there before, in memory and on disk alike; a draw follows from its seed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Claim, Value } from "../../src/0-model/claim.ts";
import { SourcebookError } from "../../src/0-model/problem.ts";
import type { KeptClaim, Store } from "../../src/0-model/store.ts";
import { compileMarker } from "../../src/2-mark/mark.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { commit, correcting, deciding, undoing } from "../../src/6-ask/decide.ts";
import { temporary } from "../5-keep/folder.ts";
import { claims, fixed, referents, Sample, sha } from "../5-keep/sample.ts";
import { EVERYTHING } from "../contracts/given.ts";
import { knowledge } from "../knowledge.ts";

const mark = compileMarker(knowledge);
const { schema } = knowledge;

const SAMPLE = new Sample("The River Front grew to 300 men, then to 400, then shrank.");
const GROUP = SAMPLE.referent("group", "River Front");
const CLAIM = SAMPLE.claim(GROUP, "strength", "300 men");

type Step =
  | { readonly does: "faithful" | "refused" | "note"; readonly by: string }
  | { readonly does: "correct"; readonly by: string; readonly value: string }
  | { readonly does: "undo"; readonly by: string }
  | { readonly does: "reread"; readonly value: string };

const by = fc.constantFrom("person:ann", "person:ben", "person:cem");
const value = fc.constantFrom("300 men", "400", "shrank");
const decision = fc.oneof(
  fc.record({ does: fc.constantFrom("faithful", "refused", "note"), by }),
  fc.record({ does: fc.constant("correct"), by, value }),
);
const step = fc.oneof(
  { weight: 5, arbitrary: decision },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("undo"), by }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("reread"), value }) },
) as fc.Arbitrary<Step>;

/** Rules of version `run` read the words as `text`. */
async function reread(store: Store, text: string, run: number): Promise<void> {
  const said: Value = { type: "text", text };
  const claim: Claim = { ...CLAIM, value: said, by: [{ rule: "rule.strength", version: String(run) }] };
  await store.append(SAMPLE.batch(`rules ${run}`, ...referents(GROUP), ...claims(claim)));
}

/** Takes a step; false when there was nothing to undo, or the correction says what the claim says. */
async function take(store: Store, one: Step, run: number): Promise<boolean> {
  if (one.does === "reread") {
    await reread(store, one.value, run);
    return true;
  }
  const given = { by: one.by, note: one.does === "note" ? `note ${run}` : null, flags: [] };
  try {
    const decided =
      one.does === "undo"
        ? await undoing(store, CLAIM.id, given)
        : one.does === "correct"
          ? await correcting(store, CLAIM.id, { ...given, amendment: { value: one.value }, schema, mark, hash: sha })
          : await deciding(store, [CLAIM.id], one.does === "note" ? null : one.does, given);
    const before = (await store.read([{ get: "counts" }])).counts?.head;
    await commit(store, decided, one.by);
    return (await store.read([{ get: "counts" }])).counts?.head !== before;
  } catch (error) {
    if (error instanceof SourcebookError && ["correction", "nothing-to-undo"].includes(error.code)) return false;
    throw error;
  }
}

/** The answer that people get: the reading that is shown and how it stands, and every decision that stands. */
async function answered(store: Store): Promise<unknown> {
  const { claims: found, reviews } = await store.read([
    { get: "claims", ids: [CLAIM.id], all: true },
    { get: "reviews", claims: [CLAIM.id] },
  ]);
  const shown = ({ value: said, review, basis, interpretation }: KeptClaim) => ({
    said,
    review,
    basis,
    interpretation,
  });
  const standing = reviews
    .filter(({ review, note, flags }) => review !== "proposed" || note !== null || flags.length > 0)
    .map(({ by: who, interpretation, review, note, flags, basis }) => ({
      who,
      interpretation,
      review,
      note,
      flags,
      basis,
    }));
  return { shown: found.map(shown), standing };
}

describe("review", () => {
  it("undo restores the answer from before the decision, whatever came earlier", async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 9, size: "max" }), async (steps) => {
        const store = memoryStore(fixed());
        await reread(store, "300 men", 1);
        for (const [i, one] of steps.entries()) {
          const before = await answered(store);
          const done = await take(store, one, i + 2);
          if (!done || one.does === "undo" || one.does === "reread") continue;
          const after = await answered(store);
          assert.ok(await take(store, { does: "undo", by: one.by }, 0));
          assert.deepEqual(await answered(store), before, JSON.stringify(one));
          undone += 1;
          await take(store, one, i + 2);
          assert.deepEqual(await answered(store), after, `again: ${JSON.stringify(one)}`);
        }
      }),
      { numRuns: 150 },
    );
    assert.ok(undone > 150);
  });

  it("undoing everything, the newest first, leaves what the rules read and nobody's word", async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(decision as fc.Arbitrary<Step>, { maxLength: 9, size: "max" }), async (steps) => {
        const store = memoryStore(fixed());
        await reread(store, "300 men", 1);
        const before = await answered(store);
        const done: Step[] = [];
        for (const [i, one] of steps.entries()) if (await take(store, one, i + 2)) done.push(one);
        for (const one of done.reverse()) {
          if ("by" in one) assert.ok(await take(store, { does: "undo", by: one.by }, 0));
        }
        assert.deepEqual(await answered(store), before);
        undone += done.length;
      }),
      { numRuns: 100 },
    );
    assert.ok(undone > 100);
  });

  it("memory and disk hold the same, also when rebuilt", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8, size: "max" }), async (steps) => {
        using folder = temporary();
        const [memory, disk] = [memoryStore(fixed()), await openRecord(folder.path, { create: true, ...fixed() })];
        for (const store of [memory, disk]) {
          await reread(store, "300 men", 1);
          for (const [i, one] of steps.entries()) await take(store, one, i + 2);
        }
        const held = await memory.read(EVERYTHING);
        assert.deepEqual(await disk.read(EVERYTHING), held);
        await disk.rebuild(() => {});
        assert.deepEqual(await disk.read(EVERYTHING), held);
        assert.deepEqual(await disk.verify(() => {}), []);
        await disk.close();
      }),
      { numRuns: 12 },
    );
  });
});
