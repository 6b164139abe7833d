// Decisions of people: several reviewers side by side, nobody's lost unseen, findings and rulings beside the claims.
import assert from "node:assert/strict";
import type { Finding } from "../../src/0-model/claim.ts";
import type { Batch, Entry, ReviewDecision, Ruling, Sample } from "../../src/0-model/store.ts";
import { meaningOf } from "../../src/5-keep/claims.ts";
import { alone, review } from "../5-keep/sample.ts";
import { bumped, type Case, claimOf, get, reading, refused } from "./given.ts";

function decide(seen: ReadonlyMap<string, number>, ...entries: readonly Entry[]): Batch {
  return { ...alone(...entries), seen };
}

const ANN = { rule: "person:ann", version: "1" };

/** A decision by Ann about the first reading, but for what is said otherwise. */
function decision(claim: string, more: Partial<ReviewDecision>): Entry {
  const { payload } = review(claim, 1, "faithful", "person:ann") as { payload: ReviewDecision };
  return { kind: "review", payload: { ...payload, ...more } };
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
    "shows the reading that a person corrected to, and, once that is taken back, the one before; a note makes none newer",
    async (store) => {
      const { batch, killed } = reading();
      await store.append(batch("1"));
      const own = { ...killed, value: { type: "text", text: "at least 13" } as const, by: [ANN] };
      const to = meaningOf(own);
      const corrected = decision(killed.id, { review: "corrected", to });
      const { head } = await store.append(alone(corrected, { kind: "claim", payload: own }));
      const now = await claimOf(store, killed.id);
      assert.deepEqual([now.value, now.review, now.interpretation], [own.value, "corrected", 2]);
      await store.append(alone(decision(killed.id, { review: "proposed", undoes: head - 1 })));
      const before = await claimOf(store, killed.id);
      assert.deepEqual([before.value, before.review, before.interpretation], [killed.value, "proposed", 1]);
      // The same correction once more adds no reading: the decision alone says that it holds again.
      assert.equal((await store.append(alone(corrected, { kind: "claim", payload: own }))).rows, 1);
      assert.equal((await claimOf(store, killed.id)).interpretation, 2);
      await store.append(alone(decision(killed.id, { by: "person:ben", interpretation: 2, review: "refused" })));
      const { head: at } = await store.append(alone(decision(killed.id, { interpretation: 2, review: "faithful" })));
      await store.append(
        alone(decision(killed.id, { by: "person:ben", interpretation: 2, review: "refused", since: at - 1 })),
      );
      assert.equal((await claimOf(store, killed.id)).review, "faithful");
      const known = (await get(store, { get: "claims", ids: [killed.id], known: head })).claims[0];
      assert.deepEqual(known?.value, own.value);
    },
  ],
  [
    "lets a person's correction to what older rules read be taken back without bringing the older reading up",
    async (store) => {
      const { sample, batch, entries, killed } = reading();
      await store.append(batch("1"));
      const newer = bumped(killed, { value: { type: "text", text: "12" } });
      const again = entries.map(
        (entry): Entry => (entry.payload === killed ? { kind: "claim", payload: newer } : entry),
      );
      await store.append(sample.batch("2", ...again));
      assert.equal((await claimOf(store, killed.id)).interpretation, 2);
      const own = { ...killed, by: [ANN] };
      const corrected = decision(killed.id, { interpretation: 2, review: "corrected", to: meaningOf(own) });
      const { head } = await store.append(alone(corrected, { kind: "claim", payload: own }));
      const now = await claimOf(store, killed.id);
      assert.deepEqual([now.value, now.review, now.interpretation], [killed.value, "corrected", 1]);
      await store.append(alone(decision(killed.id, { interpretation: 2, review: "proposed", undoes: head - 1 })));
      const back = await claimOf(store, killed.id);
      assert.deepEqual([back.value, back.review, back.interpretation], [newer.value, "proposed", 2]);
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
