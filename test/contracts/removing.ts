// What is taken out is gone from every answer, leaves a tombstone, and breaks no proof; what was sealed comes back whole.
import assert from "node:assert/strict";
import type { Link } from "../../src/0-model/claim.ts";
import type { LogTree, Query, Removal, Store } from "../../src/0-model/store.ts";
import { newKeys } from "../../src/5-keep/seal.ts";
import { alone, claims, judgement, referents, review, Sample } from "../5-keep/sample.ts";
import { type Case, EVERYTHING, get, quiet, reading, refused } from "./given.ts";

const OTHER = new Sample("The River Front raided Ghazni.\nSecret Witness saw it.", ["other.txt"]);

/** Two documents that name one group, with a judgement between them, a review, a link and a problem. */
async function filled(store: Store) {
  const first = reading();
  const front = OTHER.referent("group", "River Front");
  const raid = OTHER.referent("event", "raided");
  const witness = OTHER.referent("person", "Secret Witness");
  const raided = OTHER.claim(raid, "perpetrator", front);
  const saw = OTHER.claim(raid, "victim", witness);
  await store.append(first.batch("1"));
  await store.append(OTHER.batch("1", ...referents(front, raid, witness), ...claims(raided, saw)));
  await store.append(
    alone(
      judgement(first.front.id, front.id, "same", "person:ann"),
      review(saw.id, 1, "faithful"),
      { kind: "link", payload: { from: raided.id, to: first.perpetrator.id, kind: "repeats", by: "r", why: "w" } },
      { kind: "problem", payload: { code: "x", message: "Secret Witness", document: OTHER.document.id } },
      { kind: "ruling", payload: { dispute: `t:${saw.id}:c0`, verdict: "no-conflict", because: "w", by: "person:a" } },
    ),
  );
  return { first, front, raided, saw };
}

/** Everything a store answers, with every name that could stand in it. */
async function text(store: Store): Promise<string> {
  const queries: Query[] = [...EVERYTHING, { get: "passages", words: "witness", limit: 9 }];
  return JSON.stringify(await store.read(queries));
}

async function proofs(store: Store, ...trees: readonly LogTree[]): Promise<void> {
  assert.deepEqual(await store.verify(quiet, trees), []);
}

const why = (target: string): Removal => ({ target, why: "asked by the family", by: "person:ann" });

export const REMOVING: readonly Case[] = [
  [
    "erases a document with all that was read from it and decided about it, and the tree is the one it was",
    async (store) => {
      const { first, saw } = await filled(store);
      const before = await store.tree();
      const claimed = (await get(store, { get: "claims", about: "River Front" })).claims.length;
      const pretended = await store.erase(why(OTHER.document.id), true);
      assert.deepEqual((await get(store, { get: "tombstones" })).tombstones, []);
      const removed = await store.erase(why(OTHER.document.id));
      assert.deepEqual({ ...pretended, head: 0 }, { ...removed, head: 0 });
      assert.deepEqual([removed.claims, removed.documents], [2, [OTHER.document.id]]);
      assert.ok(!(await text(store)).includes("Secret Witness"));
      assert.ok(!(await text(store)).includes(saw.id));
      await refused(store.original(OTHER.document.id), "unknown-document", /no document/);
      const { claims: left, matched } = await get(store, { get: "claims", about: "River Front" });
      assert.deepEqual([left.length, matched[0]?.referents], [claimed - 2, [first.front.id]]);
      assert.equal((await store.tree(before.size)).root, before.root);
      await proofs(store, before, await store.tree());
      const { tombstones } = await get(store, { get: "tombstones" });
      assert.deepEqual(
        tombstones.map(({ target, how, why: reason, by, what }) => [target, how, reason, by, what]),
        [[OTHER.document.id, "erased", "asked by the family", "person:ann", "document"]],
      );
      const rows = (await get(store, { get: "log", after: 0, limit: 1000 })).log;
      const gone = tombstones[0]?.rows.reduce((sum, [from, to]) => sum + to - from + 1, 0);
      assert.equal(rows.filter(({ payload }) => payload === null).length, gone);
      assert.equal(gone, removed.rows);
    },
  ],
  [
    "is gone at every earlier moment too, and what is left is as if it had never been read",
    async (store, withStore) => {
      const { first } = await filled(store);
      const plain = (queries: readonly Query[], from: Store) => from.read(queries);
      await store.erase(why(OTHER.document.id));
      const head = (await store.tree()).size;
      for (let known = 0; known <= head; known++) {
        const then = JSON.stringify(
          await store.read([
            { get: "claims", all: true, known },
            { get: "entities", known },
          ]),
        );
        assert.ok(!then.includes("Ghazni") && !then.includes("Secret Witness"), `${known}`);
      }
      await withStore(async (never) => {
        await never.append(first.batch("1"));
        const asked: Query[] = [{ get: "entities" }, { get: "passages", words: "the", limit: 9 }, { get: "documents" }];
        assert.deepEqual(await plain(asked, store), await plain(asked, never));
      });
    },
  ],
  [
    "does not read again what was erased, says by whom and why, and erasing it twice adds no row",
    async (store) => {
      await filled(store);
      const { head } = await store.erase(why(OTHER.document.id));
      await refused(store.append(OTHER.batch("2")), "taken-out", /erased .* by ann: asked by the family/);
      assert.deepEqual(await store.erase(why(OTHER.document.id)).then(({ rows, head: now }) => [rows, now]), [0, head]);
      await refused(store.erase(why(`sha256:${"0".repeat(64)}`)), "unknown", /holds nothing/);
    },
  ],
  [
    "erases one claim, or one row that a person wrote, and nothing beside it; other rows cannot go alone",
    async (store) => {
      const { saw, raided, front } = await filled(store);
      const total = (await get(store, { get: "counts" })).counts?.claims ?? 0;
      await store.erase(why(saw.id));
      const { claims: left, counts } = await get(store, { get: "claims", all: true }, { get: "counts" });
      assert.ok(!left.some(({ id }) => id === saw.id) && left.some(({ id }) => id === raided.id));
      assert.equal(counts?.claims, total - 1);
      const { log } = await get(store, { get: "log", after: 0, limit: 1000 });
      const link = log.find(({ kind }) => kind === "link")?.sequence;
      await store.erase(why(`row:${link}`));
      assert.deepEqual((await get(store, { get: "claims", ids: [raided.id] })).claims[0]?.links, []);
      await refused(store.erase(why("row:1")), "not-alone", /Row 1 is a document/);
      await refused(store.erase(why("row:9999")), "unknown", /row:9999/);
      // Newer rules that read it again, and tie another to it, do not bring it back.
      const [raid, witness] = [OTHER.referent("event", "raided"), OTHER.referent("person", "Secret Witness")];
      const tie: Link = { from: saw.id, to: raided.id, kind: "repeats", by: "rule", why: "w" };
      const again = [...referents(front, raid, witness), ...claims(raided, { ...saw, mode: "planned" })];
      await store.append(OTHER.batch("3", ...again, { kind: "link", payload: tie }));
      const now = await get(store, { get: "claims", all: true });
      assert.deepEqual(
        now.claims.filter(({ id, links }) => id === saw.id || links.length > 0),
        [],
      );
      assert.ok(now.claims.some(({ id }) => id === raided.id));
      await proofs(store);
    },
  ],
  [
    "seals to a public key: gone from every answer, back whole with the private key, and erasable while sealed",
    async (store) => {
      const { first, saw } = await filled(store);
      const keys = newKeys();
      const asked: Query[] = [
        { get: "claims", all: true },
        { get: "entities" },
        { get: "reviews" },
        { get: "documents" },
      ];
      const before = await store.read(asked);
      const tree = await store.tree();
      await store.seal(why(OTHER.document.id), keys.publicKey);
      assert.ok(!(await text(store)).includes("Secret Witness"));
      await proofs(store, tree);
      await refused(store.append(OTHER.batch("2")), "taken-out", /sealed in this record by ann/);
      await refused(store.unseal(why(OTHER.document.id), newKeys().privateKey), "key", /does not open/);
      await refused(store.seal(why(first.sample.document.id), keys.privateKey.slice(9)), "key", /no public key/);
      const back = await store.unseal(why(OTHER.document.id), keys.privateKey);
      assert.equal(back.claims, 2);
      assert.deepEqual(await store.read(asked), before);
      assert.deepEqual(Buffer.from(await store.original(OTHER.document.id)), Buffer.from(OTHER.bytes));
      assert.deepEqual((await get(store, { get: "tombstones" })).tombstones, []);
      await proofs(store, tree, await store.tree());
      await store.seal(why(OTHER.document.id), keys.publicKey);
      await store.erase(why(OTHER.document.id));
      await refused(store.unseal(why(OTHER.document.id), keys.privateKey), "unknown", /Nothing is sealed/);
      assert.ok(!(await text(store)).includes(saw.id));
      await proofs(store, tree);
    },
  ],
  [
    "erases with a document, or a claim, what was sealed of it before, and brings nothing of it back",
    async (store) => {
      const { saw, raided } = await filled(store);
      const keys = newKeys();
      const { log } = await get(store, { get: "log", after: 0, limit: 1000 });
      const problem = `row:${log.find(({ kind }) => kind === "problem")?.sequence}`;
      const judged = `row:${log.find(({ kind }) => kind === "judgement")?.sequence}`;
      const reviewed = `row:${log.find(({ kind }) => kind === "review")?.sequence}`;
      const sealed = [reviewed, saw.id, problem, judged];
      for (const target of sealed) await store.seal(why(target), keys.publicKey);
      await refused(store.unseal(why(reviewed), keys.privateKey), "taken-out", /belongs to c.* sealed too/);
      const { rows, claims: gone } = await store.erase(why(OTHER.document.id), true);
      assert.deepEqual(await store.erase(why(OTHER.document.id)).then((did) => [did.rows, did.claims]), [rows, gone]);
      assert.equal(gone, 2);
      for (const target of sealed)
        await refused(store.unseal(why(target), keys.privateKey), "unknown", /sealed .* erased by ann: asked/);
      const { tombstones } = await get(store, { get: "tombstones" });
      assert.deepEqual(
        tombstones.map(({ target, how }) => [target, how]).sort(),
        [OTHER.document.id, ...sealed].map((target) => [target, "erased"]).sort(),
      );
      assert.ok(!(await text(store)).includes(raided.id));
      await proofs(store);
    },
  ],
  [
    "erases of what is sealed only what hangs on the target; the rest comes back without it",
    async (store) => {
      const { first, raided, saw } = await filled(store);
      const keys = newKeys();
      await store.seal(why(first.perpetrator.id), keys.publicKey);
      await store.erase(why(raided.id));
      await proofs(store);
      const back = await store.unseal(why(first.perpetrator.id), keys.privateKey);
      assert.deepEqual([back.rows, back.claims], [1, 1]);
      const { claims: left } = await get(store, { get: "claims", all: true });
      assert.deepEqual(left.find(({ id }) => id === first.perpetrator.id)?.links, []);
      await store.seal(why(OTHER.document.id), keys.publicKey);
      await store.erase(why(first.sample.document.id));
      await store.unseal(why(OTHER.document.id), keys.privateKey);
      const { claims: other, judgements } = await get(store, { get: "claims", all: true }, { get: "judgements" });
      assert.deepEqual([other.map(({ id }) => id), judgements], [[saw.id], []]);
      await proofs(store);
    },
  ],
  [
    "brings a claim of a sealed document back only after the document",
    async (store) => {
      const { saw } = await filled(store);
      const keys = newKeys();
      const before = await store.read([{ get: "claims", all: true }, { get: "reviews" }, { get: "entities" }]);
      await store.seal(why(saw.id), keys.publicKey);
      await store.seal(why(OTHER.document.id), keys.publicKey);
      await refused(store.unseal(why(saw.id), keys.privateKey), "taken-out", /sealed too: bring that back first/);
      await store.unseal(why(OTHER.document.id), keys.privateKey);
      await store.unseal(why(saw.id), keys.privateKey);
      assert.deepEqual(
        await store.read([{ get: "claims", all: true }, { get: "reviews" }, { get: "entities" }]),
        before,
      );
      await proofs(store);
    },
  ],
  [
    "brings a document back without its ties to one that is sealed: they stay sealed, each by itself, and come after it",
    async (store) => {
      const { first } = await filled(store);
      const [one, other] = [first.sample.document.id, OTHER.document.id];
      const tie = { from: one, to: other, kind: "quotes", by: "person:a", why: "w" } as const;
      await store.append(alone({ kind: "kinship", payload: tie }));
      const [mine, theirs] = [newKeys(), newKeys()];
      const asked: Query[] = [...EVERYTHING].filter(({ get: what }) => what !== "log" && what !== "counts");
      const before = await store.read(asked);
      const tree = await store.tree();
      await store.seal(why(one), mine.publicKey);
      await store.seal(why(other), theirs.publicKey);
      await store.unseal(why(one), mine.privateKey);
      const { tombstones, kinships, judgements } = await get(store, ...asked);
      assert.deepEqual([kinships, judgements], [[], []]);
      const ties = tombstones.map(({ target }) => target).filter((target) => target.startsWith("row:"));
      assert.equal(ties.length, 3);
      await proofs(store, tree, await store.tree());
      for (const target of ties)
        await refused(store.unseal(why(target), mine.privateKey), "taken-out", /sealed too: bring that back first/);
      await store.unseal(why(other), theirs.privateKey);
      for (const target of ties) await store.unseal(why(target), mine.privateKey);
      assert.deepEqual(await store.read(asked), before);
      await proofs(store, tree, await store.tree());
      await store.seal(why(one), mine.publicKey);
      await store.seal(why(other), theirs.publicKey);
      await store.unseal(why(one), mine.privateKey);
      await store.erase(why(other));
      for (const target of ties) await refused(store.unseal(why(target), mine.privateKey), "unknown", /erased by ann/);
      await proofs(store, tree, await store.tree());
    },
  ],
  [
    "tells a log that was kept elsewhere from one that is not its beginning",
    async (store, withStore) => {
      await filled(store);
      const tree = await store.tree();
      await store.append(alone(review(reading().leader.id, 1, "faithful")));
      await proofs(store, tree, await store.tree(3));
      const [first] = await store.verify(quiet, [{ ...tree, root: "0".repeat(64) }]);
      assert.equal(first?.code, "rewritten");
      await withStore(async (other) => {
        await other.append(reading().batch("1"));
        assert.notDeepEqual(await other.verify(quiet, [tree]), []);
      });
    },
  ],
];
