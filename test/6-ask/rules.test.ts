// How often rules fired and how often they were right, on records made by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRule } from "../../src/0-model/rule.ts";
import type { KeptClaim, ReviewDecision } from "../../src/0-model/store.ts";
import { wiring } from "../../src/0-model/wire.ts";
import { definition } from "../../src/6-ask/definition.ts";
import type { Covered } from "../../src/6-ask/gold.ts";
import { type RulesQuestion, rules } from "../../src/6-ask/rules.ts";
import { readGold } from "../../src/8-exchange/in/gold.ts";
import { knowledge } from "../knowledge.ts";
import { Making, schema, text } from "./build.ts";

const rule = (id: string, version = "1") =>
  parseRule({
    id,
    version,
    evokes: { verb: ["want"] },
    roles: { who: { at: "agent", is: "group" } },
    gives: [{ property: "goal", of: "who", value: "none" }],
  });
const RULES = [rule("a.often"), rule("b.seldom", "2"), rule("c.never")];

/** A record of claims, each with what it was found by ("rule version, …"). */
function record(...found: readonly (readonly [by: string, more?: Partial<KeptClaim>])[]) {
  const making = new Making();
  const a = making.document("a");
  const group = making.entity("group", "The Group");
  for (const [by, more = {}] of found) {
    const claim = making.claim(a, group, "goal", text(`goal ${making.claims.length}`));
    making.claims[making.claims.length - 1] = { ...claim, by: finders(by), ...more };
  }
  return making;
}

function finders(given: string): { rule: string; version: string }[] {
  return given.split(", ").map((one) => {
    const [name = "", version = ""] = one.split(" ");
    return { rule: name, version };
  });
}

/** Somebody decides about a reading of the nth claim. */
function decide(
  making: Making,
  nth: number,
  review: ReviewDecision["review"],
  more: Partial<ReviewDecision> & { readonly by?: string; readonly found?: string } = {},
): void {
  const claim = making.claims[nth];
  assert.ok(claim);
  const { found, ...rest } = more;
  const decision = { interpretation: 1, basis: "read", flags: [], note: null, by: "person:reader" } as const;
  const about = found === undefined ? claim.by : finders(found);
  making.reviews.push({ claim: claim.id, review, ...decision, ...rest, finders: about, sequence: 1 });
  if (claim.interpretation === (rest.interpretation ?? 1)) making.claims[nth] = { ...claim, review };
}

const answer = (making: Making, more: Partial<RulesQuestion> = {}) =>
  rules.answer({ rules: RULES, ...more }, making.slice(), schema);

/** "rule version fired reviewed", a line for each version. */
function counted(making: Making): string[] {
  return answer(making).rules.flatMap(({ id, versions }) =>
    versions.map(({ version, fired, reviewed }) => `${id} ${version} ${fired} ${reviewed}`),
  );
}

test("every rule is counted, those that fired most first, also one that never did", () => {
  const making = record(["b.seldom 2"], ["a.often 1"], ["a.often 1"], ["a.often 1, b.seldom 2"]);
  assert.deepEqual(counted(making), ["a.often 1 3 0", "b.seldom 2 2 0", "c.never 1 0 0"]);
  const [first] = answer(making).rules;
  assert.deepEqual([first?.form, first?.gives, first?.versions[0]?.read.precision], ["frame", ["goal"], null]);
});

test("a refused claim was made and counts; a withdrawn one is made no more and does not", () => {
  const making = record(["a.often 1"], ["a.often 1", { review: "withdrawn" }]);
  decide(making, 0, "refused");
  assert.deepEqual(counted(making)[0], "a.often 1 1 1");
});

test("precision is the share of faithful ones among those decided, apart by how they were chosen", () => {
  const making = record(...Array.from({ length: 7 }, () => ["a.often 1"] as const));
  decide(making, 0, "faithful");
  decide(making, 1, "faithful");
  decide(making, 2, "corrected");
  decide(making, 3, "refused", { basis: "sampled" });
  decide(making, 4, "faithful", { basis: "sampled" });
  decide(making, 5, "proposed");
  const [{ versions = [] } = {}] = answer(making).rules;
  const none = { faithful: 0, corrected: 0, refused: 0, precision: null };
  assert.deepEqual(versions, [
    {
      ...{ version: "1", current: true, fired: 7, reviewed: 5, gold: null, imported: none },
      read: { faithful: 2, corrected: 1, refused: 0, precision: 2 / 3 },
      sampled: { faithful: 1, corrected: 0, refused: 1, precision: 1 / 2 },
    },
  ]);
});

test("a correction counts against the rule whose reading it replaced, not for the person", () => {
  const making = record(["person:reader 1", { interpretation: 2, review: "corrected" }]);
  decide(making, 0, "corrected", { found: "a.often 1" });
  decide(making, 0, "faithful", { found: "person:reader 1", interpretation: 2 });
  assert.deepEqual(counted(making), ["a.often 1 1 1", "b.seldom 2 0 0", "c.never 1 0 0"]);
  const [{ versions: [version] = [] } = {}] = answer(making).rules;
  assert.deepEqual(version?.read, { faithful: 0, corrected: 1, refused: 0, precision: 0 });
});

test("words count for the present version where it finds them; what only an older one found stands apart", () => {
  const making = record(["b.seldom 1, b.seldom 2"], ["b.seldom 1"], ["b.seldom 2"], ["model:x 1"], ["d.gone 3"]);
  decide(making, 0, "faithful");
  decide(making, 1, "refused");
  assert.deepEqual(counted(making), [
    "b.seldom 2 2 1",
    "b.seldom 1 1 1",
    "d.gone 3 1 0",
    "a.often 1 0 0",
    "c.never 1 0 0",
  ]);
  const gone = answer(making).rules.find(({ id }) => id === "d.gone");
  assert.deepEqual([gone?.form, gone?.gives, gone?.versions[0]?.current], [null, ["goal"], false]);
});

/** The record's own claims as labels, but for those of some numbers. */
function labels(making: Making, ...without: readonly number[]) {
  const slice = making.slice();
  const write = wiring(slice);
  const lines = slice.claims.filter((_, i) => !without.includes(i)).map((claim) => JSON.stringify(write(claim)));
  return { claims: readGold(lines.join("\n"), "gold.jsonl"), covered: [], once: false };
}

test("labels tell which rules are wrong, where they cover the text", () => {
  const making = record(["a.often 1"], ["a.often 1"], ["b.seldom 2"], ["b.seldom 1"], ["a.often 1, b.seldom 2"]);
  const gold = labels(making, 1, 4);
  const told = (covered: readonly Covered[]) =>
    answer(making, { gold: { ...gold, covered } }).rules.flatMap(({ id, versions }) =>
      versions.map((one) => `${id} ${one.version} ${one.gold?.right} of ${one.gold?.given}`),
    );
  assert.deepEqual(told([]), ["a.often 1 1 of 3", "b.seldom 2 1 of 2", "b.seldom 1 1 of 1", "c.never 1 0 of 0"]);
  const [, end] = making.claims[1]?.evidence[0] ?? [0, 0];
  const half = { document: "a", range: [0, end] as const, mentions: new Map() };
  assert.deepEqual(told([half]).slice(0, 2), ["a.often 1 1 of 2", "b.seldom 2 0 of 0"]);
});

test("of one rule, its claims come with what people and labels say of them", () => {
  const making = record(["a.often 1"], ["b.seldom 2"], ["a.often 1"], ["person:reader 1", { interpretation: 2 }]);
  decide(making, 0, "refused", { note: "another group" });
  decide(making, 3, "corrected", { found: "a.often 1" });
  const { claims } = answer(making, { rule: "a.often", gold: labels(making, 0) });
  assert.deepEqual(
    claims.map(({ shown, version, decided, gold }) => [
      making.claims.findIndex(({ id }) => id === shown.claim.id),
      version,
      gold,
      ...decided.map(({ review, note }) => `${review} ${note}`),
    ]),
    [
      // A refused claim is not among those that are measured.
      [0, "1", null, "refused another group"],
      [2, "1", "right"],
      [3, "1", null, "corrected null"],
    ],
  );
  const more = rules.follow?.({ rules: RULES, rule: "c.never" }, making.slice(), schema);
  assert.deepEqual(more, []);
  assert.equal(rules.follow?.({ rules: RULES, rule: "a.often" }, making.slice(), schema).length, 2);
});

test("a rule is told in words", () => {
  const told = (raw: object) => definition(parseRule(raw)).map(({ name, words }) => `${name}: ${words}`);
  assert.deepEqual(
    told({
      id: "x",
      evokes: { verb: ["kill", "slay"], noun: "killing" },
      voice: "active",
      event: { of: "bound", type: "attack" },
      roles: {
        who: { at: ["agent", "agent-group"], is: "actor" },
        toll: { at: ["patient", "of", "into:of"], is: ["quantity", "organisation"], lemma: ["life"], optional: true },
      },
      not: [{ at: "object", lemma: ["bill", "time", "deal"] }],
      gives: [
        { property: "killed", of: "event", value: "toll", when: "toll" },
        { property: "type", of: "event", value: "=attack@who", modes: ["actual", "planned"] },
        { property: "goal", of: "who", value: "none", with: { area: "toll" }, polarity: "open", time: "start" },
      ],
      forbid: ["hedge"],
    }),
    [
      "reads: clauses",
      "woken by: the verbs kill or slay; the nouns killing, in the active only",
      "event: adds to the event told beside it; where none is told, the waking words tell of one, of type attack",
      "part who: who does it or a group named inside who does it: anybody who can act",
      "part toll: to whom it is done, what stands after “of” or what stands after “of” behind what stands after “into”: " +
        "a number of people or an organisation, with the head life (may be missing)",
      "silent when: the object is bill, time or deal",
      "gives: killed of the event: toll, only when there is toll",
      "gives: type of the event: “attack” on the words of who, only when actual or planned",
      "gives: goal of who: no value, with area from toll, beginning at the date told, always open",
      "forbids: the operators hedge",
    ],
  );
  assert.deepEqual(
    told({
      id: "y",
      shape: { blocks: ["infobox"], label: ["~leader", "head"], is: "person" },
      gives: [{ property: "leader", of: "title", value: "line", role: "label" }],
    }),
    [
      "reads: infobox rows",
      "labelled: an office word of leader or head",
      "that hold: a person",
      "gives: leader of what the document is about: line, as label, at the date told",
    ],
  );
});

test("every rule of data/rules can be told in words, and no slot is mistaken for a preposition", async () => {
  assert.ok(knowledge.rules.length > 100);
  for (const one of knowledge.rules) {
    const words = definition(one);
    assert.ok(words.length >= 3 && words.some(({ name }) => name === "gives"), one.id);
    for (const { words: said } of words) {
      assert.doesNotMatch(said, /undefined|\[object|“[a-z]+-[a-z]+” behind|after “[a-z]+-[a-z]+”/, one.id);
      assert.notEqual(said.trim(), "", one.id);
    }
  }
});
