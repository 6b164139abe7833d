import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import type { Referent } from "../../src/0-model/entity.ts";
import { cluster, entity, entityId, referentOf, ruling } from "../../src/5-keep/cluster.ts";

const word = (by: string, verdict: "same" | "different" | "unsure") => ({ by, verdict });

it("a person's word outranks every rule's, and among equals the more careful one holds", () => {
  assert.equal(ruling([]), null);
  assert.deepEqual(ruling([word("a", "same"), word("b", "different")]), { verdict: "different", person: false });
  assert.deepEqual(ruling([word("a", "unsure"), word("b", "same")]), { verdict: "same", person: false });
  assert.deepEqual(ruling([word("a", "different"), word("person:x", "same")]), { verdict: "same", person: true });
  assert.deepEqual(ruling([word("a", "same"), word("person:x", "unsure")]), { verdict: "unsure", person: true });
  assert.deepEqual(ruling([word("person:y", "same"), word("person:x", "different")]), {
    verdict: "different",
    person: true,
  });
});

it("no two that are judged different come together; nothing is lost; the order of judgements does not matter", () => {
  const ids = ["a", "b", "c", "d", "e", "f", "g"];
  const pair = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 2, maxLength: 2 }).map((two) => {
    const [a = "", b = ""] = [...two].sort();
    return { a, b };
  });
  const law = fc.property(
    fc.uniqueArray(pair, { selector: ({ a, b }) => a + b, maxLength: 21, size: "max" }),
    fc.array(fc.record({ different: fc.boolean(), person: fc.boolean() }), { minLength: 21, maxLength: 21 }),
    fc.integer(),
    (pairs, how, seed) => {
      const same = pairs.flatMap((one, i) => (how[i]?.different ? [] : [{ ...one, person: how[i]?.person === true }]));
      const different = pairs.flatMap(({ a, b }, i) => (how[i]?.different ? [[a, b] as const] : []));
      const groups = cluster(ids, same, different);
      assert.deepEqual(groups.flat().sort(), ids);
      const home = new Map(groups.flatMap((group, i) => group.map((id) => [id, i] as const)));
      for (const [a, b] of different) assert.notEqual(home.get(a), home.get(b));
      // What nothing stands against is joined.
      if (different.length === 0) for (const { a, b } of same) assert.equal(home.get(a), home.get(b));
      const turned = [...same].sort((x, y) => (x.a + y.b + seed < y.a + x.b + seed ? 1 : -1)).reverse();
      const sorted = (all: string[][]): string[] => all.map((group) => group.join()).sort();
      assert.deepEqual(sorted(cluster([...ids].reverse(), turned, [...different].reverse())), sorted(groups));
    },
  );
  fc.assert(law, { numRuns: 1000 });
});

it("an entity's id, kind and names follow from its referents, in whatever order they come", () => {
  const one = (id: string, rendition: string, name: string, more: Partial<Referent>): Referent => ({
    id,
    rendition,
    kind: "group",
    name,
    first: [0, name.length],
    names: [name],
    unnamed: false,
    ...more,
  });
  const all = [
    one("r2", "sha256:b", "River Front", {}),
    one("r1", "sha256:a", "RF", { first: [40, 42] }),
    one("r3", "sha256:a", "The River Front of the North", { first: [7, 35], kind: "organisation" }),
    one("r4", "sha256:c", "River Front", { first: [9, 20] }),
  ];
  const made = entity(all);
  assert.deepEqual(made, {
    id: "e3",
    kind: "group",
    name: "River Front",
    names: ["River Front", "RF", "The River Front of the North"],
    referents: ["r1", "r2", "r3", "r4"],
  });
  assert.deepEqual(entity([...all].reverse()), made);
  assert.throws(() => entity([]), RangeError);
});

it("an entity's id and its referent's lead to one another; other words are no ids", () => {
  const referent = "r0123456789abcdef0123";
  assert.equal(referentOf(entityId(referent)), referent);
  assert.equal(referentOf(referent), referent);
  for (const other of ["River Front", "e0123", `${referent}0`, referent.toUpperCase(), ""])
    assert.equal(referentOf(other), null);
});
