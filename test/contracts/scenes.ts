import assert from "node:assert/strict";
import type { Value } from "../../src/0-model/claim.ts";
import type { Kinship } from "../../src/0-model/document.ts";
import type { Entry } from "../../src/0-model/store.ts";
import { alone, claims, referents, Sample } from "../5-keep/sample.ts";
import { type Case, get, quiet, refused } from "./given.ts";

const TEXT = "Gunmen attacked Herat and killed Omar Saleh.";

/** A document that tells one attack: where, when, and who was killed. */
function attack(name: string, place: Partial<Extract<Value, { type: "place" }>>, from: string, to = from) {
  const sample = new Sample(`${TEXT} ${name}.`, [name]);
  const event = sample.referent("event", "attacked");
  const person = sample.referent("person", "Omar Saleh");
  const where: Value = { type: "place", id: null, name: "Herat", precision: "locality", relation: "in", ...place };
  const when: Value = { type: "time", start: [from, to], end: [from, to], edtf: null, words: "then" };
  const made = [
    sample.claim(event, "place", where),
    sample.claim(event, "date", when),
    sample.claim(event, "killed", person),
  ];
  return { document: sample.document.id, batch: sample.batch("1", ...referents(event, person), ...claims(...made)) };
}

function tie(from: string, to: string, more: Partial<Kinship> = {}): Entry {
  return { kind: "kinship", payload: { from, to, kind: "copy-of", by: "kin.words", why: "test", ...more } };
}

export const SCENES: readonly Case[] = [
  [
    "finds events by place and day, whole and with their documents, and by the person to whom they happened",
    async (store) => {
      const [one, next, wide, far] = [
        attack("a", { id: "town:1" }, "2016-03-14"),
        attack("b", { name: "Gao" }, "2016-03-14"),
        attack("c", {}, "2016-03-01", "2016-04-30"),
        attack("d", {}, "2017-03-14"),
      ];
      for (const { batch } of [one, next, wide, far]) await store.append(batch);
      const found = async (query: Parameters<typeof get>[1]): Promise<string[]> => {
        const { claims: got, documents } = await get(store, query);
        const told = documents.map(({ id }) => id);
        assert.deepEqual([...new Set(got.map(({ document }) => document))].sort(), told);
        assert.equal(got.length, told.length * 3);
        return told;
      };
      const days = ["2016-03-13", "2016-03-15"] as const;
      const of = (...all: readonly { document: string }[]): string[] => all.map(({ document }) => document).sort();
      assert.deepEqual(await found({ get: "events", places: ["town:1"], days }), of(one));
      assert.deepEqual(await found({ get: "events", places: ["herat"], days }), of(one, wide));
      assert.deepEqual(await found({ get: "events", places: null, days }), of(one, next, wide));
      assert.deepEqual(await found({ get: "events", places: ["herat"], days: ["2016-05-01", "2016-06-01"] }), []);
      assert.deepEqual(
        await found({ get: "events", places: ["herat"], days: ["0001-01-01", "9999-12-31"] }),
        of(one, wide, far),
      );
      assert.deepEqual(await found({ get: "events", persons: ["omar saleh"] }), of(one, next, wide, far));
      assert.deepEqual(await found({ get: "events", persons: ["somebody else"] }), []);
    },
  ],

  [
    "finds texts that share enough shingles: two, and a tenth of the shorter list",
    async (store) => {
      const sample = new Sample(TEXT);
      const shingles = Array.from({ length: 40 }, (_, n) => n);
      const coverage: Entry = { kind: "coverage", payload: { ...sample.coverage(), shingles } };
      await store.append({ ...sample.batch("1"), entries: [...sample.batch("1").entries.slice(0, 3), coverage] });
      const alike = async (...numbers: number[]): Promise<number> =>
        (await get(store, { get: "renditions", alike: numbers })).renditions.length;
      assert.equal(await alike(1, 2, 100), 1);
      assert.equal(await alike(1, 1, 100), 0);
      assert.equal(await alike(1, 2, ...shingles.map((n) => n + 100)), 0);
      assert.equal(await alike(...shingles), 1);
    },
  ],

  [
    "keeps ties between documents, the newest of a judge, pair and kind, and refuses one to a document that is not held",
    async (store) => {
      const [one, other] = [attack("a", {}, "2016-03-14"), attack("b", {}, "2016-03-15")];
      for (const { batch } of [one, other]) await store.append(batch);
      const { head } = await store.append(alone(tie(other.document, one.document)));
      await store.append(alone(tie(other.document, one.document, { why: "read again" })));
      await store.append(alone(tie(one.document, other.document, { kind: "quotes", by: "person:reader" })));
      const asked = async (document: string, known: number | null = null): Promise<string[]> =>
        (await get(store, { get: "kinships", document, known })).kinships
          .map(({ kind, why }) => `${kind} ${why}`)
          .sort();
      assert.deepEqual(await asked(one.document), ["copy-of read again", "quotes test"]);
      assert.deepEqual(await asked(one.document, head), ["copy-of test"]);
      assert.deepEqual(await asked("sha256:0"), []);
      await refused(store.append(alone(tie(one.document, "sha256:0"))), "bad-batch", /a document not held/);
      await refused(store.append(alone(tie(one.document, one.document))), "bad-batch", /twice/);
      assert.deepEqual(
        (await store.verify(quiet)).filter(({ code }) => code !== "original-unknown"),
        [],
      );
    },
  ],
];
