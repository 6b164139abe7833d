import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Judgement } from "../../src/0-model/entity.ts";
import type { Place, Precision } from "../../src/0-model/place.ts";
import { readText } from "../../src/1-read/text.ts";
import { compileKnown } from "../../src/4-resolve/dossier.ts";
import { judgeEvents, planEvents } from "../../src/4-resolve/events.ts";
import { compileLore, type Happening, happenings } from "../../src/4-resolve/happening.ts";
import { agree } from "../../src/4-resolve/telling.ts";
import { readDocument } from "../../src/pipeline.ts";
import { knowledge } from "../knowledge.ts";

// Whether two texts tell one event: by several facts, never by a number alone.
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const lore = compileLore(knowledge, compileKnown(knowledge));

function read(text: string): Map<string, Happening> {
  const [, day = null, words = text] = /^@(\S+)\n([\s\S]*)$/.exec(text) ?? [];
  const whole = day === null ? words : `Published: ${day}\nKind: news\n\n${words}`;
  const reading = readText(new TextEncoder().encode(whole), { name: "text" });
  const documents = new Map([[reading.document.id, reading.document]]);
  return happenings(readDocument(reading, knowledge, hash).claims, documents, lore);
}

function verdicts(judgements: readonly Judgement[]): string {
  const found = [...new Set(judgements.map(({ verdict }) => verdict))].sort().join(" ");
  return found === "" ? "nothing" : found;
}

const cases = readFileSync(join(import.meta.dirname, "..", "cases", "retold.txt"), "utf8")
  .split(/^== /m)
  .slice(1)
  .map((text) => /^(.+)\n([\s\S]+?)\n--\n([\s\S]+?)\n=> (.+)\n/.exec(text)?.slice(1) ?? [text]);

test("the cases are looked at", () => assert.ok(cases.length >= 15 && cases.every((parts) => parts.length === 4)));

for (const [name = "", one = "", other = "", expected = ""] of cases) {
  test(`retold: ${name}`, () => {
    const [a, b] = [read(one), read(other)];
    assert.ok(a.size > 0 && b.size > 0, "a text tells no event at all");
    assert.equal(verdicts(judgeEvents(a, b, lore)), expected);
    assert.equal(verdicts(judgeEvents(b, a, lore)), expected);
  });
}

test("one text that counts two attacks keeps them apart", () => {
  const text =
    "A car bomb outside a church in Jos killed five people on 26 February 2012. " +
    "On 26 February 2012 a second car bomb at a bus station in Jos killed nine people.";
  const made = judgeEvents(read(text), new Map(), lore);
  assert.equal(verdicts(made), "different");
});

test("a text that fits two of another text's events waits for a person", () => {
  const bombing = (words: string): string => `On 4 May 2014 a bomb at a market in Gombe killed nine people${words}.`;
  const [one] = read(bombing("")).values();
  const [first, second] = [read(bombing("")), read(bombing(" at noon"))].flatMap((all) => [...all.values()]);
  assert.ok(one !== undefined && first !== undefined && second !== undefined);
  const pair = [first, second].map((event, at): [string, Happening] => [
    `r${at}`,
    { ...event, id: `r${at}`, document: "sha256:other" },
  ]);
  assert.equal(verdicts(judgeEvents(new Map([["rx", { ...one, id: "rx" }]]), new Map(pair.slice(0, 1)), lore)), "same");
  assert.equal(verdicts(judgeEvents(new Map([["rx", { ...one, id: "rx" }]]), new Map(pair), lore)), "unsure");
});

const places: readonly Place[] = [
  ["town:2335204", "Kano", "locality"],
  ["town:2347470", "Bauchi", "locality"],
  ["town:2225991", "Mora", "locality"],
  ["town:1275610", "Mora", "locality"],
  [null, "Ngadi", "locality"],
  ["iso:NG-KN", "Kano State", "province"],
  [null, "Bilan Hotel", "point"],
].map(([id, name, precision]) => ({
  id: id as string | null,
  name: name as string,
  precision: precision as Precision,
  relation: "in",
}));
const sets = (...words: string[]): fc.Arbitrary<Set<string>> => fc.subarray(words).map((some) => new Set(some));
const day = fc.integer({ min: 1, max: 9 }).map((n) => `2014-05-0${n}`);
const count = fc.integer({ min: 1, max: 40 }).map((n) => ({
  ...{ low: n, high: n, bound: "exact" as const, unit: "people" as const, per: null, shareOf: null },
  ...{ words: `${n}`, of: null, includes: null },
}));
const HAPPENING: fc.Arbitrary<Happening> = fc.record({
  id: fc.constantFrom("r1", "r2", "r3", "r4", "r5"),
  document: fc.constantFrom("sha256:a", "sha256:b", "sha256:c"),
  published: fc.option(day),
  news: fc.boolean(),
  another: fc.boolean(),
  several: fc.integer({ max: 5, min: 0 }).map((n) => n === 0),
  modes: fc.constantFrom(new Set(["actual"]), new Set(["foiled"])),
  types: sets("attack", "bombing", "suicide-attack", "kidnapping"),
  places: fc.subarray([...places]),
  days: fc.array(
    fc.tuple(day, day).map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const))),
    { maxLength: 2 },
  ),
  doers: sets("lantern front", "reed banner"),
  hands: sets("r8", "r9"),
  dead: sets("omar saleh", "amina"),
  harmed: sets("omar saleh", "amina", "john poe"),
  sites: sets("market", "mosque"),
  targets: sets("cattle market", "post"),
  weapons: sets("bomb", "car bomb"),
  tolls: fc
    .record({ killed: fc.array(count, { maxLength: 2 }), injured: fc.array(count, { maxLength: 1 }) })
    .map((some) => new Map(Object.entries(some))),
});

test("whether two tellings are of one event does not depend on which comes first", () => {
  let joined = 0;
  fc.assert(
    fc.property(HAPPENING, HAPPENING, (one, other) => {
      const made = agree(one, other, lore);
      if (made?.verdict === "same") joined += 1;
      assert.deepEqual(agree(other, one, lore), made);
    }),
    { numRuns: 3000 },
  );
  assert.ok(joined > 20, `${joined} of the pairs were joined: the law has seen nothing`);
});

test("new against held gives what held against new would have given", () => {
  let judged = 0;
  fc.assert(
    fc.property(fc.array(HAPPENING, { maxLength: 3 }), fc.array(HAPPENING, { maxLength: 3 }), (mine, theirs) => {
      const of = (list: readonly Happening[], document: string): Map<string, Happening> =>
        new Map(list.map((one, at) => [`r${document}${at}`, { ...one, id: `r${document}${at}`, document }]));
      const [a, b] = [of(mine, "a"), of(theirs, "b")];
      const across = (all: readonly Judgement[]): Judgement[] =>
        all.filter(({ a: x, b: y }) => x.slice(0, 2) !== y.slice(0, 2));
      const found = across(judgeEvents(a, b, lore));
      assert.deepEqual(across(judgeEvents(b, a, lore)), found);
      judged += found.length;
    }),
    { numRuns: 1000 },
  );
  assert.ok(judged > 20, `${judged} of the pairs were judged: the law has seen nothing`);
});

test("a number of dead never joins two events, and never brings them together", () => {
  fc.assert(
    fc.property(count, day, (killed, on) => {
      const bare = { ...HAPPENING_OF, days: [[on, on] as const], tolls: new Map([["killed", [killed]]]) };
      const [one, other] = [
        { ...bare, id: "r1", document: "sha256:a" },
        { ...bare, id: "r2", document: "sha256:b" },
      ];
      assert.equal(agree(one, other, lore), null);
      assert.equal(agree({ ...one, places: [] }, { ...other, places: [...places] }, lore), null);
    }),
  );
});

const HAPPENING_OF: Happening = {
  ...{ id: "", document: "", published: null, news: false, another: false, several: false },
  ...{ modes: new Set(["actual"]), types: new Set(["bombing"]), places: [], days: [] },
  ...{ doers: new Set(), hands: new Set(), dead: new Set(), harmed: new Set(), sites: new Set() },
  ...{ targets: new Set(), weapons: new Set(), tolls: new Map() },
};

test("the store is asked by place and day, by the persons harmed, and by the day alone only for a province", () => {
  const plan = (more: Partial<Happening>) => planEvents([{ ...HAPPENING_OF, ...more }], lore);
  const days = [["2014-05-04", "2014-05-04"]] as const;
  const asked = ["2014-05-03", "2014-05-05"];
  const [kano, state] = [places[0] as Place, places[5] as Place];
  assert.deepEqual(plan({ places: [kano], days: [...days] }), [
    { get: "events", places: [...lore.areas("town:2335204"), "kano", "town:2335204"].sort(), days: asked },
  ]);
  assert.deepEqual(plan({ places: [state], days: [...days] }), [
    { get: "events", places: ["iso:NG-KN", "kano state"], days: asked },
    { get: "events", places: null, days: asked },
  ]);
  assert.deepEqual(plan({ harmed: new Set(["omar saleh", "amina"]) }), [{ get: "events", persons: ["omar saleh"] }]);
  assert.deepEqual(plan({ places: [kano] }), []);
});
