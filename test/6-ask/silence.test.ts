// What is no disagreement: each case stands beside one that differs from it only in what makes it one.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Value } from "../../src/0-model/claim.ts";
import { disputes } from "../../src/6-ask/disputes.ts";
import { Making, people, place, schema, time } from "./build.ts";

function record() {
  const making = new Making();
  const [a, b] = [making.document("a"), making.document("b")];
  const group = making.entity("group", "Group");
  const types = () => disputes.answer({}, making.slice(), schema).disputes.map(({ type }) => type);
  return { making, a, b, group, types };
}

const of = (value: Value, part: "attacker" | "victim", words = "people"): Value =>
  value.type === "quantity"
    ? { ...value, of: { words, part, standing: "unstated", age: null, sex: null, cause: null } }
    : value;

test("two entities of one name in two texts, not judged the same, are a question of identity; judged different they clash", () => {
  const { making, a, b, group, types } = record();
  const [one, other] = [making.entity("person", "Omar Khan", a), making.entity("person", "Omar Khan", b)];
  making.claim(a, group, "leader", one, { role: "Emir", time: time("2015", "2017") });
  making.claim(b, group, "leader", other, { role: "Emir", time: time("2015", "2018") });
  assert.deepEqual(types(), []);
  making.judgements.push({ a: one.id, b: other.id, verdict: "different", by: "person:x", why: "", words: null });
  assert.deepEqual(types(), ["two-holders"]);
});

test("a name that is the other's last part may be the same man; another first name is not", () => {
  const { making, a, b, group, types } = record();
  making.claim(a, group, "leader", making.entity("person", "Samir Haddad", a), {
    role: "Emir",
    time: time("2015", "2017"),
  });
  making.claim(b, group, "leader", making.entity("person", "Haddad", b), { role: "Emir", time: time("2015", "2018") });
  assert.deepEqual(types(), []);
  making.claim(b, group, "leader", making.entity("person", "Nabil Haddad", b), {
    role: "Emir",
    time: time("2015", "2018"),
  });
  // Against Samir alone: the bare "Haddad" may be either.
  assert.deepEqual(types(), ["two-holders"]);
});

test("founders who may be one are no rival origins", () => {
  const { making, a, b, group, types } = record();
  making.claim(a, group, "founder", making.entity("person", "Omar Khan", a));
  making.claim(b, group, "founder", making.entity("person", "Omar Khan", b));
  assert.deepEqual(types(), []);
});

test("those who held an office together, by a link, are no two holders; nor those of two areas", () => {
  const { making, a, group, types } = record();
  const person = (name: string) => making.entity("person", name);
  const held = { role: "commander", time: time("2015", "2017") };
  const first = making.claim(a, group, "leader", person("A"), held);
  const links = [{ from: "c-a-001", to: first.id, kind: "jointly-with", by: "person:x", why: "" }] as const;
  making.claim(a, group, "leader", person("B"), { ...held, links });
  assert.deepEqual(types(), []);
  const c = making.claim(a, group, "leader", person("C"), held);
  assert.deepEqual(types(), ["two-holders", "two-holders"]);
  making.claims[2] = { ...c, with: { area: { words: "the north", spans: [] } } };
  assert.deepEqual(types(), ["two-holders", "two-holders"], "an area on one side alone says nothing");
  making.claims.splice(0, 3);
  const north = making.claim(a, group, "leader", person("D"), held);
  const south = making.claim(a, group, "leader", person("E"), held);
  making.claims[0] = { ...north, with: { area: { words: "the north", spans: [] } } };
  making.claims[1] = { ...south, with: { area: { words: "the south", spans: [] } } };
  assert.deepEqual(types(), []);
});

test("an undated claim is silent beside a dated one; two undated ones are not", () => {
  const { making, a, b, group, types } = record();
  making.claim(a, group, "headquarters", place("Herat"));
  making.claim(b, group, "headquarters", place("Kunduz"), { time: time("2016") });
  assert.deepEqual(types(), []);
  making.claim(b, group, "headquarters", place("Farah"));
  assert.deepEqual(types(), ["rival-value"]);
});

test("an undated tie meets none", () => {
  const { making, a, b, group, types } = record();
  const other = making.entity("group", "Other");
  making.claim(a, group, "ally-of", other);
  making.claim(b, group, "fights", other, { time: time("2016") });
  assert.deepEqual(types(), []);
  making.claim(b, group, "ally-of", other, { time: time("2016") });
  assert.deepEqual(types(), ["opposed-ties"]);
});

test("“dozens” leaves room for 24, and for 240", () => {
  const { making, a, types } = record();
  const dozens = { ...people(null, null, "dozens"), bound: "vague" } as Value;
  making.event(a, "bombing", { killed: [people(24, 24, "24"), dozens] });
  assert.deepEqual(types(), []);
});

test("the attackers who died are not the people they killed, nor a part of them", () => {
  const { making, a, types } = record();
  making.event(a, "raid", {
    killed: [
      of(people(3, 3, "3"), "victim"),
      of(people(9, 9, "9"), "attacker"),
      of(people(8, 8, "8"), "attacker", "gunmen"),
    ],
  });
  assert.deepEqual(types(), []);
  making.event(a, "other raid", { killed: [of(people(3, 3, "3"), "victim"), of(people(9, 9, "9"), "victim")] });
  assert.deepEqual(types(), ["rival-toll"]);
});

test("thirteen Americans and at least 169 Afghans are two groups of the dead of 183", () => {
  const { making, a, b, types } = record();
  const event = making.event(a, "bombing", {
    killed: [people(13, 13, "13", "Americans"), people(169, null, "at least 169", "Afghans")],
  });
  making.claim(b, event, "killed", people(183, 183, "183"));
  assert.deepEqual(types(), []);
});

test("a figure that was revised on the way to a third is explained with both", () => {
  const { making, a, b, types } = record();
  const event = making.event(a, "bombing", { killed: [people(60, 60, "60")] });
  const link = (from: string, to: string) => [{ from, to, kind: "revises", by: "rule", why: "" }] as const;
  making.claim(a, event, "killed", people(80, 80, "80"), { links: link("c-a-002", "c-a-001") });
  making.claim(a, event, "killed", people(95, 95, "95"), { links: link("c-a-003", "c-a-002") });
  assert.deepEqual(types(), []);
  making.claim(b, event, "killed", people(60, 60, "sixty"));
  assert.deepEqual(types(), [], "whoever gave the figure that was revised");
  making.claim(b, event, "killed", people(70, 70, "70"));
  assert.deepEqual(types(), ["rival-toll"]);
});

test("two editions of one source that differ are named as such; a third document makes rivals of them", () => {
  const { making, a, b, group, types } = record();
  making.kinships.push({ from: b, to: a, kind: "edition-of", by: "person:x", why: "" });
  making.claim(a, group, "founded", { type: "time", ...time("2014") });
  making.claim(b, group, "founded", { type: "time", ...time("2015") });
  assert.deepEqual(types(), ["edition-against-edition"]);
  making.claim(making.document("c"), group, "founded", { type: "time", ...time("2009") });
  assert.deepEqual(types(), ["rival-value"]);
});

test("a copy or a translation is no edition", () => {
  const { making, a, b, group, types } = record();
  making.kinships.push({ from: b, to: a, kind: "copy-of", by: "person:x", why: "" });
  making.claim(a, group, "founded", { type: "time", ...time("2014") });
  making.claim(b, group, "founded", { type: "time", ...time("2015") });
  assert.deepEqual(types(), ["rival-value"]);
});
