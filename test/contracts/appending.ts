import assert from "node:assert/strict";
import type { Claim } from "../../src/0-model/claim.ts";
import { alone, claims, judgement, referents, review, Sample } from "../5-keep/sample.ts";
import { bumped, type Case, EVERYTHING, get, quiet, reading, refused } from "./given.ts";

export const APPENDING: readonly Case[] = [
  [
    "adds a reading once: the same again adds no row",
    async (store) => {
      const { batch } = reading();
      const first = await store.append(batch("rules 1"));
      assert.deepEqual(
        { ...first, rows: 0 },
        { rows: 0, claims: 6, interpretations: 6, withdrawn: 0, head: first.rows },
      );
      const again = await store.append(batch("rules 1"));
      assert.deepEqual(again, { rows: 0, claims: 0, interpretations: 0, withdrawn: 0, head: first.head });
    },
  ],

  [
    "keeps the same bytes under another name as one document with both names, sorted",
    async (store) => {
      await store.append(reading(["b.txt"]).batch("rules 1"));
      const more = await store.append(reading(["a.txt"]).batch("rules 1"));
      assert.equal(more.rows, 1);
      const { documents } = await get(store, { get: "documents" });
      assert.deepEqual(
        documents.map(({ names }) => names),
        [["a.txt", "b.txt"]],
      );
      assert.equal((await store.append(reading(["a.txt"]).batch("rules 1"))).rows, 0);
    },
  ],

  [
    "merges what is newly said of a document, loses nothing, and keeps the stricter handling",
    async (store) => {
      const { sample } = reading();
      const say = (more: object): Promise<unknown> =>
        store.append({
          entries: [{ kind: "document", payload: { ...sample.document, ...more } }],
          originals: new Map([[sample.document.id, sample.bytes]]),
        });
      await say({ title: "A report", handling: "sealed", kind: "news" });
      await say({ title: null, publisher: "A paper", handling: "public", kind: "unstated" });
      const { documents } = await get(store, { get: "documents", id: sample.document.id });
      const [only] = documents;
      assert.deepEqual(
        [only?.title, only?.publisher, only?.handling, only?.kind],
        ["A report", "A paper", "sealed", "news"],
      );
    },
  ],

  [
    "gives the original bytes back, and says when it does not hold a document",
    async (store) => {
      const { sample, batch } = reading();
      await store.append(batch("rules 1"));
      assert.deepEqual(Buffer.from(await store.original(sample.document.id)), Buffer.from(sample.bytes));
      await refused(store.original(`sha256:${"0".repeat(64)}`), "unknown-document", /holds no document/);
    },
  ],

  [
    "knows its runs",
    async (store) => {
      const { sample, batch } = reading();
      assert.equal(await store.hasRun(sample.run("rules 1").id), false);
      await store.append(batch("rules 1"));
      assert.equal(await store.hasRun(sample.run("rules 1").id), true);
      assert.equal(await store.hasRun(sample.run("rules 2").id), false);
    },
  ],

  [
    "adds a batch whole or not at all",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      const before = await get(store, { get: "counts" }, { get: "log", after: 0, limit: 1000 });
      const other = new Sample("The Lake Guard rose.\n");
      const guard = other.referent("group", "Lake Guard");
      const good = other.claim(guard, "founded", "rose");
      const bad: Claim[] = [
        { ...good, evidence: [[10, 500]] },
        { ...good, evidence: [] },
        { ...good, evidence: [[5, 5]] },
        { ...good, parts: { trigger: { spans: [[-1, 3]], from: "here" } } },
        { ...good, subject: { ...good.subject, id: "r00000000000000000000" } },
        { ...good, document: one.sample.document.id },
        { ...good, rendition: `sha256:${"1".repeat(64)}` },
      ];
      for (const claim of bad) {
        const batch = other.batch("rules 1", ...referents(guard), ...claims(good, { ...claim, id: "cbad" }));
        await refused(store.append(batch), "bad-batch", /nothing of this batch was added/);
        assert.deepEqual(await get(store, { get: "counts" }, { get: "log", after: 0, limit: 1000 }), before);
        await refused(store.original(other.document.id), "unknown-document", /holds no document/);
      }
      assert.equal((await store.append(other.batch("rules 1", ...referents(guard), ...claims(good)))).claims, 1);
    },
  ],

  [
    "refuses bytes, texts, judgements, reviews and links that contradict what is held",
    async (store) => {
      const { sample, batch, front, omar, leader } = reading();
      const wrong = { ...batch("rules 1"), originals: new Map([[sample.document.id, new Uint8Array([1])]]) };
      await refused(store.append(wrong), "bad-batch", /another SHA-256/);
      await refused(store.append({ ...batch("rules 1"), originals: new Map() }), "bad-batch", /not handed in/);
      const text = { ...sample.rendition, text: "other" };
      const torn = {
        ...batch("rules 1"),
        entries: [
          { kind: "document" as const, payload: sample.document },
          { kind: "rendition" as const, payload: text },
        ],
      };
      await refused(store.append(torn), "bad-batch", /another hash/);
      await store.append(batch("rules 1"));
      const [a, b] = [front.id, omar.id].sort();
      const swapped = { a: b ?? "", b: a ?? "", verdict: "same" as const, by: "x", why: "x", words: null };
      await refused(store.append(alone({ kind: "judgement", payload: swapped })), "bad-batch", /order of id/);
      await refused(store.append(alone(judgement(front.id, "rffff", "same"))), "bad-batch", /not held/);
      await refused(store.append(alone(review("c0", 1, "faithful"))), "bad-batch", /not held/);
      await refused(store.append(alone(review(leader.id, 2, "faithful"))), "bad-batch", /interpretation 2/);
      const link = { from: leader.id, to: "c0", kind: "repeats" as const, by: "x", why: "x" };
      await refused(store.append(alone({ kind: "link", payload: link })), "bad-batch", /not held/);
    },
  ],

  [
    "numbers rows without gaps, never lets the clock run backwards, and hashes salt and payload into each leaf",
    async (store) => {
      await store.append(reading().batch("rules 1"));
      const { log, counts } = await get(store, { get: "log", after: 0, limit: 1000 }, { get: "counts" });
      assert.deepEqual(
        log.map(({ sequence }) => sequence),
        Array.from({ length: log.length }, (_, i) => i + 1),
      );
      assert.equal(counts?.head, log.length);
      for (let i = 1; i < log.length; i++) assert.ok((log[i - 1]?.recordedAt ?? "") <= (log[i]?.recordedAt ?? ""));
      assert.equal(new Set(log.map(({ leaf }) => leaf)).size, log.length);
      for (const { leaf } of log) assert.match(leaf, /^[0-9a-f]{64}$/);
      const page = await get(store, { get: "log", after: 3, limit: 2 });
      assert.deepEqual(
        page.log.map(({ sequence }) => sequence),
        [4, 5],
      );
    },
  ],

  [
    "verifies, before and after a rebuild, which changes no answer",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      await store.append(alone(review(one.leader.id, 1, "faithful"), judgement(one.front.id, one.army.id, "same")));
      await store.append(one.sample.batch("rules 2", ...referents(one.front, one.army), ...claims(bumped(one.fled))));
      assert.deepEqual(await store.verify(quiet), []);
      const before = JSON.stringify(await store.read(EVERYTHING));
      await store.rebuild(quiet);
      assert.equal(JSON.stringify(await store.read(EVERYTHING)), before);
      assert.deepEqual(await store.verify(quiet), []);
    },
  ],
];
