import assert from "node:assert/strict";
import { alone, review, Sample } from "../5-keep/sample.ts";
import { type Case, get, ids, idsOf, reading, TEXT } from "./given.ts";

export const QUESTIONS: readonly Case[] = [
  [
    "gives claims about an entity: as subject, as value, and about events in which it takes part",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      const { leader, perpetrator, place, killed, alias, fled } = one;
      assert.deepEqual(await idsOf(store, { about: "River Front" }), ids(leader, perpetrator, place, killed));
      assert.deepEqual(await idsOf(store, { about: one.omar.id }), ids(leader, alias));
      assert.deepEqual(await idsOf(store, { about: "Herat" }), ids(place));
      assert.deepEqual(
        await idsOf(store, { about: "River Front", properties: ["killed", "place"] }),
        ids(place, killed),
      );
      assert.deepEqual(await idsOf(store, { properties: ["fights"] }), ids(fled));
      assert.deepEqual(await idsOf(store, { document: one.sample.document.id, properties: ["alias"] }), ids(alias));
      assert.deepEqual(await idsOf(store, { document: "sha256:0" }), []);
      assert.deepEqual(await idsOf(store, { about: "River Front", ids: [leader.id, alias.id] }), ids(leader));
      assert.deepEqual(await idsOf(store, { about: "Nobody" }), []);
    },
  ],

  [
    "brings every entity that a returned claim speaks of, speakers too",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      const found = await get(store, { get: "claims", properties: ["fights"] });
      assert.deepEqual(
        found.entities.map(({ name }) => name),
        ["Valley Army", "Officials"],
      );
      assert.deepEqual(found.matched, []);
    },
  ],

  [
    "gives each thing once and in a fixed order for several queries",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      const found = await get(
        store,
        { get: "claims", about: "Omar Saleh" },
        { get: "claims" },
        { get: "claims", about: "River Front" },
        { get: "entities", kind: "group" },
      );
      assert.equal(found.claims.length, 6);
      const starts = found.claims.map(({ evidence }) => evidence[0]?.[0] ?? -1);
      assert.deepEqual(
        starts,
        [...starts].sort((x, y) => x - y),
      );
      assert.deepEqual(
        found.matched.map(({ name }) => name),
        ["Omar Saleh", "River Front"],
      );
      assert.deepEqual(
        found.entities.map(({ kind, name }) => `${kind} ${name}`),
        [
          "group River Front",
          "group Valley Army",
          "person Omar Saleh",
          "people Officials",
          "place Herat",
          "event attacked",
        ],
      );
    },
  ],

  [
    "finds sentences by words, phrases and beginnings, folded, in the order of the text",
    async (store) => {
      await store.append(reading().batch("rules 1"));
      const other = new Sample("Le Général arriva à Hérat.\nISIS–K attacked; the front river.\n阿富汗塔利班\n");
      await store.append(other.batch("rules 1"));
      const find = async (words: string, limit = 10): Promise<string[]> =>
        (await get(store, { get: "passages", words, limit })).passages.map(({ exact }) => exact.slice(0, 12));
      const [first, second, third] = ["The River Fr", "In 2019 gunm", "Officials sa"];
      assert.deepEqual((await find("river front")).sort(), [second, "ISIS–K attac", first].sort());
      assert.deepEqual(await find('"river front"'), [first, second]);
      assert.deepEqual(await find("herat general"), ["Le Général a"]);
      assert.deepEqual(await find("isis-k"), ["ISIS–K attac"]);
      assert.deepEqual(await find("offic* fled"), [third]);
      assert.deepEqual(await find("塔利"), ["阿富汗塔利班"]);
      assert.deepEqual(await find("river", 1), (await find("river")).slice(0, 1));
      for (const nothing of [
        "",
        "  ",
        '"',
        "***",
        "river OR nothing",
        "NOT river",
        "front NEAR(river)",
        "-",
        "folded:river",
      ]) {
        assert.deepEqual(await find(nothing), [], nothing);
      }
      const { passages } = await get(store, { get: "passages", words: "omar", limit: 1 });
      assert.equal(passages[0]?.exact, TEXT.slice(passages[0]?.start, passages[0]?.end));
    },
  ],

  [
    "gives renditions without their map, coverage and documents by document",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      const id = one.sample.document.id;
      const found = await get(store, { get: "renditions", document: id }, { get: "coverage", document: id });
      assert.deepEqual(found.renditions, [{ ...one.sample.rendition, map: [] }]);
      assert.deepEqual(found.coverage, [one.sample.coverage()]);
      const none = await get(
        store,
        { get: "renditions", document: "x" },
        { get: "coverage", document: "x" },
        { get: "documents", id: "x" },
      );
      assert.deepEqual([none.renditions, none.coverage, none.documents], [[], [], []]);
      assert.deepEqual((await get(store, { get: "renditions", id: one.sample.rendition.id })).renditions.length, 1);
    },
  ],

  [
    "counts what is live",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      await store.append(alone(review(one.leader.id, 1, "faithful"), review(one.place.id, 1, "refused")));
      const { counts } = await get(store, { get: "counts" });
      const expected = { documents: 1, claims: 5, proposed: 4, entities: 6, groups: 2, events: 1, problems: 0 };
      assert.deepEqual(counts, { ...expected, head: counts?.head });
    },
  ],
];
