import assert from "node:assert/strict";
import { type Referent, settledId } from "../../src/0-model/entity.ts";
import { roughKeys } from "../../src/0-model/rough.ts";
import type { Store } from "../../src/0-model/store.ts";
import { alone, claims, judgement, referents, review } from "../5-keep/sample.ts";
import { type Case, get, namesakes, reading, refused } from "./given.ts";

const groups = async (store: Store, known: number | null = null): Promise<string[][]> => {
  const { entities } = await get(store, { get: "entities", known });
  return entities.map((one) => [...one.referents].sort()).sort((x, y) => ((x[0] ?? "") < (y[0] ?? "") ? -1 : 1));
};

export const IDENTITY: readonly Case[] = [
  [
    "joins what is judged the same, keeps apart what is judged different even through others, and can be undone",
    async (store) => {
      const [a, b, c] = namesakes(3);
      assert.ok(a && b && c);
      for (const { sample, group } of [a, b, c]) await store.append(sample.batch("rules 1", ...referents(group)));
      assert.equal((await groups(store)).length, 3);
      await store.append(alone(judgement(a.group.id, b.group.id, "same"), judgement(b.group.id, c.group.id, "same")));
      assert.deepEqual(await groups(store), [[a.group.id, b.group.id, c.group.id].sort()]);
      const { head } = await store.append(alone(judgement(a.group.id, c.group.id, "different", "hatnote")));
      const split = await groups(store);
      assert.equal(split.length, 2);
      assert.ok(split.every((group) => !(group.includes(a.group.id) && group.includes(c.group.id))));
      await store.append(alone(judgement(a.group.id, c.group.id, "same", "person:reader")));
      assert.equal((await groups(store)).length, 1);
      await store.append(alone(judgement(a.group.id, c.group.id, "unsure", "hatnote")));
      await store.append(alone(judgement(b.group.id, c.group.id, "unsure", "person:reader")));
      await store.append(alone(judgement(a.group.id, c.group.id, "different", "person:reader")));
      assert.deepEqual(
        await groups(store),
        [[a.group.id, b.group.id].sort(), [c.group.id]].sort((x, y) => ((x[0] ?? "") < (y[0] ?? "") ? -1 : 1)),
      );
      assert.deepEqual(await groups(store, head), split);
    },
  ],

  [
    "joins who bears a settled name, which is in no entity itself, and says which names somebody bears",
    async (store) => {
      const [a, b, c] = namesakes(3);
      assert.ok(a && b && c);
      const name = settledId("body", "red front");
      const ids = [a, b, c].map(({ group }) => group.id);
      for (const { sample, group } of [a, b])
        await store.append(sample.batch("rules 1", ...referents(group), judgement(name, group.id, "same", "known")));
      const { head } = await store.append(c.sample.batch("rules 1", ...referents(c.group)));
      assert.deepEqual((await groups(store)).map(({ length }) => length).sort(), [1, 2]);
      const { counts } = await get(store, { get: "counts" });
      assert.equal(counts?.entities, 2);
      const { matched } = await get(store, { get: "entities", about: name });
      assert.deepEqual(
        matched.map((one) => one.referents),
        [[ids[0], ids[1]].sort()],
      );
      const other = settledId("place", "kabul");
      assert.deepEqual((await get(store, { get: "settled", of: [other, name] })).settled, [name]);
      assert.deepEqual((await get(store, { get: "settled", of: [name], known: 0 })).settled, []);
      // What is newly said of the name joins the rest; a person's word keeps two of them apart all the same.
      await store.append(alone(judgement(name, ids[2] ?? "", "same", "known")));
      assert.deepEqual(await groups(store), [[...ids].sort()]);
      await store.append(alone(judgement(ids[0] ?? "", ids[1] ?? "", "different", "person:reader")));
      assert.deepEqual((await groups(store)).map(({ length }) => length).sort(), [1, 2]);
      assert.deepEqual((await groups(store, head)).map(({ length }) => length).sort(), [1, 2]);
      // A reading that no longer names it takes its edge along, whatever others said.
      await store.append(b.sample.batch("rules 2", ...referents(b.group)));
      const { judgements } = await get(store, { get: "judgements", of: [name] });
      assert.deepEqual(judgements.map((one) => one.b).sort(), [ids[0] ?? "", ids[2] ?? ""].sort());
      const nobody = alone(judgement(name, `r${"0".repeat(20)}`, "same", "known"));
      await refused(store.append(nobody), "bad-batch", /not held/);
    },
  ],

  [
    "gives entities the same ids, claims the same bytes, whatever the order of the files",
    async (_, withStore) => {
      const all = namesakes(3);
      const results: string[] = [];
      for (const order of [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
      ]) {
        await withStore(async (store) => {
          const before: Referent[] = [];
          for (const i of order) {
            const one = all[i];
            assert.ok(one);
            const judged = before.map(({ id }) => judgement(id, one.group.id, "same"));
            const grew = one.sample.claim(one.group, "strength", "grew");
            await store.append(one.sample.batch("rules 1", ...referents(one.group), ...claims(grew), ...judged));
            before.push(one.group);
          }
          const found = await get(
            store,
            { get: "claims" },
            { get: "entities" },
            { get: "judgements" },
            { get: "documents" },
          );
          const bare = found.claims.map(({ sequence: _s, recordedAt: _r, changed: _c, ...claim }) => claim);
          results.push(JSON.stringify({ ...found, claims: bare }));
        });
      }
      assert.equal(results[0], results[1]);
      assert.equal(results[0], results[2]);
    },
  ],

  [
    "finds an entity by its id, by any of its referents, by an id it had before, and by any name however written",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      await store.append(alone(judgement(one.front.id, one.army.id, "same")));
      const by = async (about: string): Promise<string[]> =>
        (await get(store, { get: "entities", about })).matched.flatMap(({ referents: all }) => all);
      const both = [one.front.id, one.army.id].sort();
      const asked = [one.front.id, one.army.id, `e${one.front.id.slice(1)}`, `e${one.army.id.slice(1)}`];
      for (const about of [...asked, "river front", "RIVER  FRONT", "Válley Army"]) {
        assert.deepEqual(await by(about), both, about);
      }
      for (const about of ["Saleh", "the teacher", "omar saleh"])
        assert.deepEqual(await by(about), [one.omar.id], about);
      assert.deepEqual(await by("Officials"), [], "what has no name is not found by its words");
      assert.deepEqual(await by(one.official.id), [one.official.id]);
      assert.deepEqual(await by("Nobody"), []);
      await store.append(alone(review(one.alias.id, 1, "refused")));
      assert.deepEqual(await by("the teacher"), []);
    },
  ],

  [
    "finds the referents of a name spelled otherwise, of an alias as it is written, and nobody unnamed",
    async (store) => {
      const one = reading();
      const { head } = await store.append(one.batch("rules 1"));
      const by = async (query: {
        readonly named?: string;
        readonly alike?: readonly string[];
        readonly except?: readonly string[];
      }): Promise<string[]> => (await get(store, { get: "referents", ...query })).referents.map(({ id }) => id);
      for (const name of ["umar saalih", "salih umar", "عمر صالح"])
        assert.deepEqual(await by({ alike: roughKeys(name) }), [one.omar.id], name);
      assert.deepEqual(await by({ alike: roughKeys("omar karimi") }), [], "every key must stand in one name");
      assert.deepEqual(await by({ alike: [] }), []);
      assert.deepEqual(await by({ alike: roughKeys("umar saalih"), except: ["omar saleh"] }), []);
      assert.deepEqual(await by({ alike: roughKeys("umar saalih"), except: ["saleh"] }), [one.omar.id]);
      assert.deepEqual(await by({ named: "the teacher" }), [one.omar.id]);
      assert.deepEqual(await by({ named: "officials" }), []);
      assert.deepEqual(await by({ alike: roughKeys("officials") }), []);
      const { entities } = await get(store, { get: "referents", named: "saleh" });
      assert.deepEqual(
        entities.map(({ name }) => name),
        ["Omar Saleh"],
      );
      await store.append(alone(...referents({ ...one.army, names: ["Valley Army", "Dale Force"] })));
      assert.deepEqual(await by({ alike: roughKeys("daale force") }), [one.army.id]);
      const before = await get(store, { get: "referents", alike: roughKeys("daale force"), known: head });
      assert.deepEqual(before.referents, []);
    },
  ],

  [
    "follows the newest names of a referent",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      const longer = { ...one.omar, names: ["Omar Saleh", "Saleh", "Omar"] };
      const { head } = await store.append(alone(...referents(longer)));
      const { matched } = await get(store, { get: "entities", about: "omar" });
      assert.deepEqual(
        matched.map(({ names }) => names),
        [["Omar Saleh", "Omar", "Saleh"]],
      );
      assert.deepEqual((await get(store, { get: "entities", about: "omar", known: head - 1 })).matched, []);
    },
  ],
];
