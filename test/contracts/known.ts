import assert from "node:assert/strict";
import type { Batch, Query, Slice } from "../../src/0-model/store.ts";
import { alone, claims, judgement, referents, review } from "../5-keep/sample.ts";
import { bumped, type Case, namesakes, reading } from "./given.ts";

export const KNOWN: readonly Case[] = [
  [
    "answers as it did at every earlier position, whatever came later",
    async (store) => {
      const one = reading();
      const other = namesakes(1)[0];
      assert.ok(other);
      const steps: Batch[] = [
        one.batch("rules 1"),
        alone(review(one.leader.id, 1, "faithful")),
        other.sample.batch("rules 1", ...referents(other.group), judgement(other.group.id, one.front.id, "same")),
        one.sample.batch(
          "rules 2",
          ...referents(one.front, one.attack),
          ...claims(bumped(one.perpetrator, { mode: "planned" })),
        ),
        alone(
          judgement(other.group.id, one.front.id, "different", "person:reader"),
          review(one.leader.id, 1, "refused"),
        ),
        one.sample.batch("rules 3", ...one.entries),
      ];
      const everything = (known: number | null): Query[] => [
        { get: "counts", known },
        { get: "claims", all: true, known },
        { get: "claims", about: "River Front", known },
        { get: "entities", known },
        { get: "judgements", known },
        { get: "reviews", known },
        { get: "documents", known },
        { get: "coverage", known },
        { get: "passages", words: "front", limit: 5, known },
      ];
      const answers: { head: number; answer: Slice }[] = [];
      for (const step of steps) {
        const { head } = await store.append(step);
        answers.push({ head, answer: await store.read(everything(null)) });
        for (const { head: known, answer } of answers) assert.deepEqual(await store.read(everything(known)), answer);
      }
      const nothing = await store.read(everything(0));
      assert.deepEqual([nothing.claims, nothing.entities, nothing.documents], [[], [], []]);
      assert.equal(nothing.counts?.head, 0);
    },
  ],
  [
    "turns a moment into the last position recorded at it or before it",
    async (store) => {
      const position = async (until: string): Promise<number | null> =>
        (await store.read([{ get: "position", until }])).position;
      assert.equal(await position("9999-12-31T23:59:59.999Z"), 0, "nothing was recorded yet");
      const one = reading();
      await store.append(one.batch("rules 1"));
      await store.append(alone(review(one.leader.id, 1, "faithful")));
      const { log } = await store.read([{ get: "log", after: 0, limit: 1000 }]);
      assert.ok(log.length > 3);
      for (const { recordedAt } of log) {
        const last = log.filter((row) => row.recordedAt <= recordedAt).at(-1)?.sequence;
        assert.equal(await position(recordedAt), last);
      }
      assert.equal(await position("0001-01-01T00:00:00.000Z"), 0);
      assert.equal(await position("9999-12-31T23:59:59.999Z"), log.at(-1)?.sequence);
      assert.equal((await store.read([{ get: "counts" }])).position, null, "nobody asked");
    },
  ],
];
