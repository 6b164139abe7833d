// Findings: a person's, with a reason, over claims; never rewritten, and nobody takes the place of another's.
import assert from "node:assert/strict";
import type { Finding } from "../../src/0-model/claim.ts";
import type { Batch } from "../../src/0-model/store.ts";
import { alone } from "../5-keep/sample.ts";
import { type Case, get, reading, refused } from "./given.ts";

function concluded(leader: string, more: Partial<Finding> = {}): Finding {
  return {
    id: "f1",
    question: "Who leads it?",
    answer: { type: "text", text: "Karim" },
    claimsFor: [leader],
    claimsAgainst: [],
    rule: "house",
    reason: "The only name that is given.",
    by: "person:ann",
    when: "2026-01-02T00:00:00.000Z",
    supersedes: null,
    ...more,
  };
}

const keep = (payload: Finding): Batch => alone({ kind: "finding", payload });

export const CONCLUDING: readonly Case[] = [
  [
    "refuses a finding by a rule or a model, without a reason, or over no claim, and keeps nothing of it",
    async (store) => {
      const { batch, leader, killed } = reading();
      await store.append(batch("1"));
      const bad: readonly (readonly [Partial<Finding>, RegExp])[] = [
        [{ by: "toll.kill" }, /never a rule's or a model's/],
        [{ by: "model:any" }, /never a rule's or a model's/],
        [{ by: "person:" }, /never a rule's or a model's/],
        [{ reason: " " }, /has no reason/],
        [{ question: "" }, /has no question/],
        [{ rule: "" }, /has no codebook/],
        [{ claimsFor: [] }, /names no claim that it rests on/],
        [{ claimsFor: [], claimsAgainst: [killed.id] }, /names no claim for its answer/],
        [{ claimsAgainst: [leader.id] }, /both for and against/],
        [{ claimsFor: ["c0"] }, /a claim not held/],
        [{ about: { referent: "r0", property: null, dispute: null } }, /a referent not held/],
      ];
      for (const [more, why] of bad) await refused(store.append(keep(concluded(leader.id, more))), "bad-batch", why);
      assert.deepEqual((await get(store, { get: "findings" })).findings, []);
      await store.append(
        keep(concluded(leader.id, { answer: "undetermined", claimsFor: [], claimsAgainst: [killed.id] })),
      );
      assert.equal((await get(store, { get: "findings" })).findings.length, 1);
    },
  ],
  [
    "lets a person supersede an own finding under its codebook only, keeps the old one, and rewrites none",
    async (store) => {
      const { batch, leader } = reading();
      await store.append(batch("1"));
      const first = concluded(leader.id);
      await store.append(keep(first));
      const next = (more: Partial<Finding>): Finding => concluded(leader.id, { id: "f2", supersedes: "f1", ...more });
      await refused(store.append(keep(next({ by: "person:ben" }))), "bad-batch", /stands beside it/);
      await refused(store.append(keep(next({ rule: "ucdp" }))), "bad-batch", /stands beside it/);
      await refused(store.append(keep(next({ supersedes: "f9" }))), "bad-batch", /a finding not held/);
      await refused(store.append(keep({ ...first, reason: "Another." })), "bad-batch", /never rewritten/);
      assert.equal((await store.append(keep(first))).rows, 0);
      await store.append(keep(next({})));
      await store.append(keep(concluded(leader.id, { id: "f3", by: "person:ben", rule: "ucdp" })));
      const { findings } = await get(store, { get: "findings" });
      assert.deepEqual(findings.map(({ id }) => id).sort(), ["f1", "f2", "f3"]);
    },
  ],
];
