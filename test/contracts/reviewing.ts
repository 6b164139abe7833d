// Decisions of people: several reviewers side by side, nobody's lost unseen, findings and rulings beside the claims.
import assert from "node:assert/strict";
import type { Finding } from "../../src/0-model/claim.ts";
import type { Batch, Entry, Ruling, Sample } from "../../src/0-model/store.ts";
import { alone, review } from "../5-keep/sample.ts";
import { type Case, claimOf, get, reading, refused } from "./given.ts";

function decide(seen: ReadonlyMap<string, number>, ...entries: readonly Entry[]): Batch {
  return { ...alone(...entries), seen };
}

const FINDING: Finding = {
  id: "f1",
  question: "How many were killed?",
  answer: "undetermined",
  claimsFor: [],
  claimsAgainst: [],
  rule: "reasonable grounds",
  reason: "Two reports differ.",
  by: "person:ann",
  when: "2026-01-02",
  supersedes: null,
};

export const REVIEWING: readonly Case[] = [
  [
    "keeps the decisions of two reviewers side by side; the newest that stands is shown, and undoing one leaves the other",
    async (store) => {
      const { batch, leader } = reading();
      await store.append(batch("1"));
      await store.append(alone(review(leader.id, 1, "faithful", "person:ann")));
      await store.append(alone(review(leader.id, 1, "refused", "person:ben")));
      const both = await get(store, { get: "reviews", claims: [leader.id] });
      assert.deepEqual(
        both.reviews.map(({ by, review: given }) => [by, given]),
        [
          ["person:ann", "faithful"],
          ["person:ben", "refused"],
        ],
      );
      assert.equal((await claimOf(store, leader.id)).review, "refused");
      await store.append(alone(review(leader.id, 1, "proposed", "person:ben")));
      assert.equal((await claimOf(store, leader.id)).review, "faithful");
    },
  ],
  [
    "refuses a decision about a claim that changed since the reviewer looked, and names the other's decision",
    async (store) => {
      const { batch, leader, killed } = reading();
      await store.append(batch("1"));
      const { changed } = await claimOf(store, leader.id);
      const seen = new Map([[leader.id, changed]]);
      await store.append(decide(seen, review(leader.id, 1, "faithful", "person:ann")));
      const before = (await get(store, { get: "counts" })).counts?.head;
      const late = decide(
        seen,
        review(killed.id, 1, "faithful", "person:ben"),
        review(leader.id, 1, "refused", "person:ben"),
      );
      await refused(store.append(late), "changed-meanwhile", /faithful by ann/);
      assert.equal((await get(store, { get: "counts" })).counts?.head, before);
      const again = new Map([[leader.id, (await claimOf(store, leader.id)).changed]]);
      await store.append(decide(again, review(leader.id, 1, "refused", "person:ben")));
      assert.equal((await claimOf(store, leader.id)).review, "refused");
    },
  ],
  [
    "keeps findings, rulings and samples as known, and lets a later word of the same person take the place of an earlier",
    async (store) => {
      const { batch, leader } = reading();
      const { head } = await store.append(batch("1"));
      const ruling: Ruling = { dispute: "d1", verdict: "no-conflict", because: "two years", by: "person:ann" };
      const sample: Sample = {
        id: "s1",
        rule: "rule.leader",
        version: "1",
        filter: {},
        of: 1,
        seed: 7,
        drawn: [[leader.id, 1]],
        by: "person:ann",
      };
      await store.append(
        alone(
          { kind: "finding", payload: { ...FINDING, claimsFor: [leader.id] } },
          { kind: "ruling", payload: ruling },
          { kind: "ruling", payload: { ...ruling, by: "person:ben", verdict: "conflict" } },
          { kind: "sample", payload: sample },
        ),
      );
      await store.append(alone({ kind: "ruling", payload: { ...ruling, because: "three years" } }));
      const now = await get(store, { get: "findings" }, { get: "rulings" }, { get: "samples" });
      assert.deepEqual(now.findings, [{ ...FINDING, claimsFor: [leader.id] }]);
      assert.deepEqual(
        now.rulings.map(({ by, because, verdict }) => [by, because, verdict]),
        [
          ["person:ann", "three years", "no-conflict"],
          ["person:ben", "two years", "conflict"],
        ],
      );
      const [drawn] = now.samples;
      assert.ok(drawn !== undefined && now.samples.length === 1);
      assert.deepEqual(drawn, { ...sample, sequence: drawn.sequence });
      assert.ok(drawn.sequence > head);
      const known = head;
      const then = await get(store, { get: "findings", known }, { get: "rulings", known }, { get: "samples", known });
      assert.deepEqual([then.findings, then.rulings, then.samples], [[], [], []]);
      await refused(
        store.append(alone({ kind: "finding", payload: { ...FINDING, claimsFor: ["c0"] } })),
        "bad-batch",
        /a claim not held/,
      );
    },
  ],
];
