// Ties between claims and between documents, and the claims and judgements of some entities alone.
import assert from "node:assert/strict";
import type { Link } from "../../src/0-model/claim.ts";
import type { Kinship } from "../../src/0-model/document.ts";

import { alone, judgement } from "../5-keep/sample.ts";
import { type Case, claimOf, get, ids, idsOf, namesakes, reading, refused } from "./given.ts";

const link = (from: string, to: string, by: string, more: Partial<Link> = {}): ReturnType<typeof alone> =>
  alone({ kind: "link", payload: { from, to, kind: "revises", by, why: "", ...more } });

export const TYING: readonly Case[] = [
  [
    "lets a person take back a link, the own one or a rule's; another person who stands by it keeps it",
    async (store) => {
      const { batch, leader, killed } = reading();
      await store.append(batch("1"));
      const by = async (known: number | null = null): Promise<string[]> =>
        (await claimOf(store, killed.id, known)).links.map((one) => one.by).sort();
      const { head } = await store.append(link(killed.id, leader.id, "rule"));
      assert.deepEqual(await by(), ["rule"]);
      await store.append(link(killed.id, leader.id, "person:ann", { undone: true }));
      assert.deepEqual(await by(), []);
      assert.deepEqual((await claimOf(store, leader.id)).links, []);
      await store.append(link(killed.id, leader.id, "person:ben"));
      assert.deepEqual(await by(), ["person:ben", "rule"]);
      await store.append(link(killed.id, leader.id, "person:ben", { undone: true }));
      assert.deepEqual(await by(), []);
      await store.append(link(killed.id, leader.id, "person:ann"));
      assert.deepEqual(await by(), ["person:ann", "rule"]);
      assert.deepEqual(await by(head), ["rule"]);
      await store.append(link(killed.id, leader.id, "person:ann", { kind: "excludes", undone: true }));
      assert.deepEqual(await by(), ["person:ann", "rule"], "another kind of link is another matter");
    },
  ],
  [
    "keeps kinships of documents as known; the newest of one judge and kind holds",
    async (store) => {
      const [one, other] = namesakes(2).map(({ sample }) => sample);
      assert.ok(one !== undefined && other !== undefined);
      for (const sample of [one, other]) await store.append(sample.batch("1"));
      const { id: from } = one.document;
      const kinship: Kinship = { from, to: other.document.id, kind: "edition-of", by: "person:ann", why: "says so" };
      const { head } = await store.append(alone({ kind: "kinship", payload: kinship }));
      const again = await store.append(alone({ kind: "kinship", payload: kinship }));
      assert.equal(again.rows, 0);
      await store.append(alone({ kind: "kinship", payload: { ...kinship, why: "the title" } }));
      await store.append(alone({ kind: "kinship", payload: { ...kinship, by: "rule" } }));
      const now = await get(store, { get: "kinships" });
      assert.deepEqual(
        now.kinships.map(({ by, why }) => [by, why]),
        [
          ["person:ann", "the title"],
          ["rule", "says so"],
        ],
      );
      assert.deepEqual((await get(store, { get: "kinships", known: head })).kinships, [kinship]);
      assert.deepEqual((await get(store, { get: "kinships", known: head - 1 })).kinships, []);
      const strange = alone({ kind: "kinship", payload: { ...kinship, to: "sha256:0" } });
      await refused(store.append(strange), "bad-batch", /sha256:0/);
    },
  ],
  [
    "gives the claims of some referents' entities, on one side or on both, and never those of their events",
    async (store) => {
      const { batch, front, omar, leader, alias, perpetrator } = reading();
      await store.append(batch("1"));
      assert.deepEqual(await idsOf(store, { of: [front.id] }), ids(leader, perpetrator));
      assert.deepEqual(await idsOf(store, { of: [front.id], side: "subject" }), ids(leader));
      assert.deepEqual(await idsOf(store, { of: [omar.id], side: "value" }), ids(leader));
      assert.deepEqual(await idsOf(store, { of: [front.id, omar.id], properties: ["alias"] }), ids(alias));
      const faced = (of: string, facing: string) => idsOf(store, { of: [of], facing: [facing] });
      assert.deepEqual(await faced(front.id, omar.id), ids(leader));
      assert.deepEqual(await faced(front.id, "saleh"), ids(leader));
      assert.deepEqual(await faced(omar.id, front.id), ids(leader));
      assert.deepEqual(await faced(front.id, front.id), []);
      assert.deepEqual(await faced(front.id, "somebody else"), []);
      assert.deepEqual(await idsOf(store, { of: [front.id], side: "value", facing: [omar.id] }), []);
      assert.deepEqual(await idsOf(store, { of: [] }), []);
      assert.deepEqual(await idsOf(store, { of: [`r${"0".repeat(20)}`] }), []);
      const { matched } = await get(store, { get: "claims", of: [front.id] });
      assert.deepEqual(matched, []);
    },
  ],
  [
    "gives the judgements on some referents alone, whichever side they stand on",
    async (store) => {
      const all = namesakes(3);
      for (const { sample, group } of all) {
        await store.append(sample.batch("1", { kind: "referent", payload: group }));
      }
      const [a, b, c] = all.map(({ group }) => group.id).sort();
      assert.ok(a !== undefined && b !== undefined && c !== undefined);
      await store.append(alone(judgement(a, b, "same"), judgement(b, c, "unsure")));
      const of = async (...referents: readonly string[]) =>
        (await get(store, { get: "judgements", of: referents })).judgements.map((one) => [one.a, one.b]);
      assert.deepEqual(await of(a), [[a, b]]);
      assert.deepEqual(await of(c), [[b, c]]);
      assert.deepEqual(await of(b, c), [
        [a, b],
        [b, c],
      ]);
      assert.deepEqual(await of(), []);
      const doubts = await get(store, { get: "judgements", of: [a, b], doubts: true });
      assert.deepEqual(
        doubts.judgements.map((one) => [one.a, one.b]),
        [[b, c]],
      );
      assert.equal((await get(store, { get: "judgements", doubts: true })).judgements.length, 1);
      const claimed = await get(store, { get: "claims", of: [a] });
      assert.deepEqual(claimed.claims, []);
    },
  ],
];
