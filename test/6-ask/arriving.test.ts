// Disputes of a document that arrives: found from what its claims touch, and the same as the whole record gives.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Value } from "../../src/0-model/claim.ts";
import type { Referent } from "../../src/0-model/entity.ts";
import type { Entry, Query, Store } from "../../src/0-model/store.ts";
import type { Time } from "../../src/0-model/time.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { across } from "../../src/6-ask/across.ts";
import { arriving, disputeOf, disputesOf } from "../../src/6-ask/arriving.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { disputes } from "../../src/6-ask/disputes.ts";
import { alone, claims, fixed, judgement, referents, Sample } from "../5-keep/sample.ts";
import { people, schema, text, time } from "./build.ts";

const NAMES = ["River Front", "Valley Army", "Omar Saleh", "Karim Daoud", "bombing"] as const;
const WORDS = Array.from({ length: 12 }, (_, i) => `word${i}.`);

/** One thing that a document says, as numbers that pick from what there is: it shrinks to a few small numbers. */
const SAID = fc.record({
  property: fc.constantFrom("leader", "founded", "founder", "fights", "ally-of", "supports", "killed", "strength"),
  subject: fc.nat(1),
  value: fc.nat(3),
  year: fc.integer({ min: 2010, max: 2014 }),
  dated: fc.boolean(),
  denied: fc.boolean(),
});
type Said = typeof SAID extends fc.Arbitrary<infer T> ? T : never;

/** A document of the same few names as every other; `at` keeps texts apart. */
function written(at: number, said: readonly Said[], attributes: Partial<Sample["document"]> = {}, where?: Value) {
  const sample = new Sample(`Report ${at}. ${NAMES.join(". ")}. ${WORDS.join(" ")}`, [`${at}.txt`]);
  const kinds = ["group", "group", "person", "person", "event"] as const;
  const named = NAMES.map((name, i) => sample.referent(kinds[i] ?? "group", name));
  const made = said.slice(0, WORDS.length).map((one, i) => {
    const span = sample.at(WORDS[i] ?? "");
    const [subject, value] = sides(one, named);
    const when: Time | null = one.dated ? time(`${one.year}`, `${one.year + 2}`) : null;
    return sample.claim(subject, one.property, value, {
      parts: { subject: { spans: [subject.first], from: "here" }, value: { spans: [span], from: "here" } },
      evidence: [span],
      polarity: one.denied ? "negated" : "affirmed",
      time: one.property === "founded" || one.property === "killed" ? null : when,
      role: one.property === "leader" ? "Emir" : null,
    });
  });
  const event = named[4] as Referent;
  const evidence = [sample.at("bombing")];
  const scene =
    where === undefined
      ? []
      : [
          sample.claim(event, "place", where, { evidence }),
          sample.claim(event, "type", text("bombing"), { evidence }),
          sample.claim(event, "date", { type: "time", ...time("2012-05-01") }, { evidence }),
        ];
  const batch = sample.batch("1", ...referents(...named), ...claims(...made, ...scene));
  const entries = batch.entries.map((entry): Entry => {
    return entry.kind === "document" ? { kind: "document", payload: { ...entry.payload, ...attributes } } : entry;
  });
  return { id: sample.document.id, named, claims: made, batch: { ...batch, entries } };
}

function sides(one: Said, named: readonly Referent[]): [Referent, Referent | Value] {
  const pick = (i: number): Referent => named[i] ?? (named[0] as Referent);
  const subject = pick(one.subject);
  if (one.property === "killed") return [pick(4), people(one.value, one.value, `${one.value}`)];
  if (one.property === "strength") return [subject, people(one.value, one.value, `${one.value}`)];
  if (one.property === "founded") return [subject, { type: "time", ...time(`${one.year}`) }];
  if (one.property === "leader" || one.property === "founder") return [subject, pick(2 + (one.value % 2))];
  return [subject, pick(1 - one.subject)];
}

type Written = ReturnType<typeof written>;

/** The same names of all documents are one; of the unsure pairs of events one is judged so. */
function same(all: readonly Written[], verdict: "same" | "unsure"): Entry[] {
  const [first, ...rest] = all;
  return rest.flatMap(({ named }) =>
    named.flatMap((one, i) => {
      const other = first?.named[i];
      return other === undefined ? [] : [judgement(one.id, other.id, i === 4 ? verdict : "same", "identity.test")];
    }),
  );
}

async function recordOf(all: readonly Written[], entries: readonly Entry[]): Promise<Store> {
  const store = memoryStore(fixed());
  for (const { batch } of all) await store.append(batch);
  await store.append(alone(...entries));
  return store;
}

const RECORD = fc.tuple(
  fc.array(fc.array(SAID, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 4 }),
  fc.constantFrom("same" as const, "unsure" as const),
);

test("law: the disputes of each document are those of the whole record in which it has a claim", async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(RECORD, async ([said, verdict]) => {
      const all = said.map((one, i) => written(i, one));
      const store = await recordOf(all, same(all, verdict));
      const whole = (await ask(store, schema, disputes, {})).disputes;
      for (const { id } of all) {
        const mine = whole.filter(({ sides: two }) => two.some((s) => s.claims.some((c) => c.claim.document === id)));
        assert.deepEqual((await disputesOf(store, schema, { document: id })).disputes, mine);
        seen += mine.length;
      }
    }),
    { numRuns: 150 },
  );
  assert.ok(seen > 500, `only ${seen} disputes were compared`);
});

test("law: a dispute by its id, read from what its claims touch, is the one of the whole record", async () => {
  const KABUL = { type: "place", id: null, name: "Kabul", precision: "locality", relation: "in" } as const;
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(RECORD, async ([said, verdict]) => {
      const all = said.map((one, i) => written(i, one, {}, KABUL));
      // Of events that nobody judged, place and date say that they may be one.
      const store = await recordOf(all, verdict === "same" ? same(all, verdict) : []);
      for (const one of (await ask(store, schema, disputes, {})).disputes) {
        assert.deepEqual(await disputeOf(store, schema, one.id), one);
        kinds.add(one.type);
      }
      assert.equal(await disputeOf(store, schema, "rival:c1:c2"), null);
    }),
    { numRuns: 100 },
  );
  assert.ok(kinds.has("perhaps-same-event") && kinds.size > 5, [...kinds].join());
});

test("law: the order in which documents come changes no dispute but its name", async () => {
  const told = async (store: Store) =>
    (await ask(store, schema, disputes, {})).disputes
      .map(({ type, strength, sides: two }) => {
        const claims = two.map((side) => side.claims.map(({ claim }) => claim.id).sort());
        return JSON.stringify([type, strength, claims.sort()]);
      })
      .sort();
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(RECORD, async ([said, verdict]) => {
      const all = said.map((one, i) => written(i, one));
      const judged = same(all, verdict);
      const found = await told(await recordOf(all, judged));
      assert.deepEqual(found, await told(await recordOf([...all].reverse(), judged)));
      seen += found.length;
    }),
    { numRuns: 100 },
  );
  assert.ok(seen > 100, `only ${seen} disputes were compared`);
});

test("law: a document about others adds no dispute and changes none", async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(RECORD, fc.array(SAID, { minLength: 1, maxLength: 3 }), async ([said, verdict], more) => {
      const all = said.map((one, i) => written(i, one));
      const store = await recordOf(all, same(all, verdict));
      const before = (await ask(store, schema, disputes, {})).disputes;
      // Its names are in no judgement: it speaks of others, whatever they are called.
      const other = written(9, more);
      await store.append(other.batch);
      const after = (await ask(store, schema, disputes, {})).disputes;
      const own = after.filter(({ sides: two }) =>
        two.every((side) => side.claims.every(({ claim }) => claim.document === other.id)),
      );
      assert.deepEqual(
        after.filter((one) => !own.includes(one)),
        before,
      );
      seen += before.length;
    }),
    { numRuns: 100 },
  );
  assert.ok(seen > 100, `only ${seen} disputes were compared`);
});

test("what an arriving document asks for names the things it speaks of, never all claims", () => {
  const { id, claims: made } = written(1, [
    { property: "leader", subject: 0, value: 0, year: 2010, dated: true, denied: false },
    { property: "killed", subject: 0, value: 3, year: 2010, dated: true, denied: false },
  ]);
  const plan: readonly Query[] = arriving.plan({ document: id, brought: { claims: made, judgements: [] } }, schema);
  const asked = plan.filter((query) => query.get === "claims");
  assert.ok(asked.length >= 3);
  for (const query of asked) assert.ok(query.document !== undefined || query.of !== undefined, JSON.stringify(query));
  assert.ok(plan.every(({ get }) => get !== "judgements" && get !== "entities"));
});

const told = (value: number): Said => ({
  property: "killed",
  subject: 0,
  value,
  year: 2010,
  dated: false,
  denied: false,
});

test("a later report of the same publisher takes the place of its earlier figure; another publisher's is a rival", async () => {
  const wire = { publisher: "The Wire", published: "2015-05-05" };
  const cases = [
    { later: { publisher: "the wire", published: "2015-05-09" }, links: 1 },
    { later: { publisher: "The Post", published: "2015-05-09" }, links: 0 },
    { later: { publisher: "The Wire", published: "2015-05-05" }, links: 0 },
    { later: { publisher: "The Wire", published: null }, links: 0 },
    { later: { publisher: null, published: "2015-05-09" }, links: 0 },
  ];
  for (const { later, links } of cases) {
    const all = [written(1, [told(1)], wire), written(2, [told(3)], later)];
    const store = await recordOf(all, same(all, "same"));
    const slice = await store.read([{ get: "claims" }, { get: "documents" }]);
    const [first, second] = all;
    const found = across(second?.id ?? "", slice, new Set());
    assert.equal(found.length, links, JSON.stringify(later));
    // Read in the other order, the later report still revises the earlier.
    assert.deepEqual(across(first?.id ?? "", slice, new Set()), found);
    if (links === 0) continue;
    assert.deepEqual([found[0]?.from, found[0]?.to], [second?.claims[0]?.id, first?.claims[0]?.id]);
    assert.equal((await ask(store, schema, disputes, {})).disputes.length, 1);
    await store.append(alone(...found.map((payload): Entry => ({ kind: "link", payload }))));
    assert.deepEqual((await ask(store, schema, disputes, {})).disputes, []);
  }
});

test("words that say so revise the figure of any earlier report; without them two reports are rivals", async () => {
  const all = [
    written(1, [told(1)], { publisher: "The Wire", published: "2015-05-05" }),
    written(2, [told(3)], { publisher: "The Post", published: "2015-05-09" }),
  ];
  const store = await recordOf(all, same(all, "same"));
  const slice = await store.read([{ get: "claims" }, { get: "documents" }]);
  const later = all[1]?.id ?? "";
  assert.equal(across(later, slice, new Set(["rule.killed"])).length, 1);
  assert.equal(across(later, slice, new Set()).length, 0);
  // An event that nobody judged the same is another event.
  const apart = await (await recordOf(all, [])).read([{ get: "claims" }, { get: "documents" }]);
  assert.equal(across(later, apart, new Set(["rule.killed"])).length, 0);
});
