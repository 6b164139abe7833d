import assert from "node:assert/strict";
import { test } from "node:test";
import type { Value } from "../../src/0-model/claim.ts";
import { deaths } from "../../src/6-ask/deaths.ts";
import { disputes } from "../../src/6-ask/disputes.ts";
import { Making, people, place, schema, text, time } from "./build.ts";

function record() {
  const making = new Making();
  const a = making.document("a");
  const b = making.document("b");
  const group = making.entity("group", "Group");
  const found = () => disputes.answer({}, making.slice(), schema).disputes;
  const types = () => found().map(({ type, strength }) => `${type} ${strength}`);
  return { making, a, b, group, found, types };
}

const dated = (days: string) => ({ type: "time", ...time(days) }) as const;

test("two days that cannot both be are rivals; a month and a day inside it are not", () => {
  const { making, a, b, group, types, found } = record();
  making.claim(a, group, "founded", dated("2015-01"));
  making.claim(b, group, "founded", dated("2015-01-26"));
  assert.deepEqual(types(), []);
  making.claim(b, group, "founded", dated("2014"));
  assert.deepEqual(types(), ["rival-value impossible"]);
  assert.equal(found()[0]?.sides.length, 3);
});

test("an attributed value is a rival and not impossible; a denied one counts for nothing", () => {
  const { making, a, group, types } = record();
  making.claim(a, group, "founded", dated("2015"));
  making.claim(a, group, "founded", dated("2013"), { polarity: "negated" });
  making.claim(a, group, "founded", dated("2012"), { mode: "planned" });
  assert.deepEqual(types(), []);
  making.claim(a, group, "founded", dated("2014"), { by: ["the UN"] });
  assert.deepEqual(types(), ["rival-value rival"]);
});

test("the infobox against the prose of one document is named as such", () => {
  const { making, a, b, group, types } = record();
  making.claim(a, group, "founded", dated("2015"), { from: "infobox" });
  making.claim(a, group, "founded", dated("2014"));
  assert.deepEqual(types(), ["infobox-against-prose impossible"]);
  making.claim(b, group, "founded", dated("2013"));
  assert.deepEqual(types(), ["rival-value impossible"]);
});

test("strength has one value at a time: other times, other scopes, and at-least leave room", () => {
  const { making, a, group, types } = record();
  making.claim(a, group, "strength", people(1000, 2000, "1000-2000"), { time: time("2016") });
  making.claim(a, group, "strength", people(5000, 5000, "5,000"), { time: time("2020") });
  making.claim(a, group, "strength", people(70, 70, "70", "foreign fighters"), { time: time("2016") });
  making.claim(a, group, "strength", people(1500, null, "at least 1,500"), { time: time("2016") });
  assert.deepEqual(types(), []);
  making.claim(a, group, "strength", people(300, 300, "300"), { time: time("2016") });
  assert.deepEqual(types(), ["rival-value rival"]);
});

test("a revision and a part of a whole are no conflict, and silence never is", () => {
  const { making, a, b, types } = record();
  const event = making.event(a, "bombing", { killed: [people(60, 60, "60")] });
  const first = making.claims.at(-1)?.id ?? "";
  const links = [{ from: "c-a-002", to: first, kind: "revises", by: "rule", why: "" }] as const;
  making.claim(a, event, "killed", people(95, 95, "95"), { links });
  making.event(b, "other bombing", {});
  making.claim(a, event, "killed", { ...people(null, null, "dozens"), bound: "vague" } as never);
  making.claim(a, event, "killed", people(12, 12, "12", "Americans"));
  assert.deepEqual(types(), []);
});

test("two tolls of one scope are rivals; two groups of the dead are not", () => {
  const { making, a, types } = record();
  making.event(a, "bombing", {
    killed: [people(13, 13, "13", "American military personnel"), people(169, null, "at least 169", "Afghans")],
  });
  assert.deepEqual(types(), []);
  making.event(a, "second", { killed: [people(97, 97, "97"), people(80, 80, "80", "people")] });
  assert.deepEqual(types(), ["rival-toll rival"]);
});

test("a part that is larger than the whole needs explaining", () => {
  const { making, a, types } = record();
  making.event(a, "bombing", { killed: [people(20, 20, "20"), people(30, 30, "30", "civilians")] });
  assert.deepEqual(types(), ["count-scope needs-explaining"]);
});

test("two documents on what may be one event: shown side by side, never merged, and only when tolls differ", () => {
  const { making, a, b, types } = record();
  const day = time("2021-08-26");
  const one = making.event(a, "one", {
    type: "bombing",
    at: "Kabul",
    on: time("2021"),
    killed: [people(182, 182, "182")],
  });
  making.event(b, "same", { type: "attack", at: "Kabul", on: day, killed: [people(182, 182, "182")] });
  assert.deepEqual(types(), []);
  making.event(b, "elsewhere", { type: "bombing", at: "Herat", on: day, killed: [people(5, 5, "5")] });
  making.event(b, "earlier", { type: "bombing", at: "Kabul", on: time("2018"), killed: [people(6, 6, "6")] });
  making.event(b, "otherwise", { type: "kidnapping", at: "Kabul", on: day, killed: [people(7, 7, "7")] });
  assert.deepEqual(types(), []);
  making.event(b, "rival", { type: "bombing", at: "kabul", on: day, killed: [people(170, null, "at least 170")] });
  assert.deepEqual(types(), [], "182 is at least 170");
  making.event(b, "other figure", { type: "bombing", at: "kabul", on: day, killed: [people(170, 170, "170")] });
  assert.deepEqual(types(), ["perhaps-same-event needs-explaining"]);
  const { rows } = deaths.answer({}, making.slice(), schema);
  const row = rows.find(({ event }) => event.event.name === one.name);
  assert.deepEqual(
    row?.killed.map(({ text: words }) => words),
    ["182"],
  );
  assert.deepEqual(row?.perhaps.map(({ event }) => event.name).sort(), ["other figure", "rival", "same"]);
});

test("an undated event of a news report may be one of the week before it, and keeps no date from that", () => {
  const { making, a, types } = record();
  const c = making.document("c", { kind: "news", published: "2023-01-12" });
  making.event(a, "one", { at: "Kabul", on: time("2023-01-11"), killed: [people(20, null, "at least 20")] });
  making.event(a, "two", { at: "Kabul", on: time("2022-09-05"), killed: [people(2, 2, "2")] });
  making.event(c, "told", { at: "Kabul", killed: [people(5, 5, "five")] });
  assert.deepEqual(types(), ["perhaps-same-event needs-explaining"]);
  const { rows } = deaths.answer({}, making.slice(), schema);
  assert.equal(rows.find(({ event }) => event.event.name === "told")?.event.time, null);
});

test("events at one place may be one; an event on the way to it may not", () => {
  const { making, a, b, types } = record();
  const day = time("2021-08-26");
  making.event(a, "one", { at: "Kabul", on: day, killed: [people(10, 10, "10")] });
  const two = making.event(b, "two", { on: day, killed: [people(20, 20, "20")] });
  making.claim(b, two, "place", { ...place("Kabul"), relation: "toward" } as Value);
  assert.deepEqual(types(), []);
  making.claim(b, two, "place", { ...place("Kabul"), relation: "near" } as Value);
  assert.deepEqual(types(), ["perhaps-same-event needs-explaining"]);
});

test("events judged different are not put side by side", () => {
  const { making, a, b, types } = record();
  const day = time("2021-08-26");
  const one = making.event(a, "one", { at: "Kabul", on: day, killed: [people(10, 10, "10")] });
  const two = making.event(b, "two", { at: "Kabul", on: day, killed: [people(20, 20, "20")] });
  making.judgements.push({ a: one.id, b: two.id, verdict: "different", by: "person:x", why: "", words: null });
  assert.deepEqual(types(), []);
});

test("a person's word on two events or two names comes before what a rule judged of them", () => {
  const { making, a, b, group, types } = record();
  const day = time("2021-08-26");
  const one = making.event(a, "one", { at: "Kabul", on: day, killed: [people(10, 10, "10")] });
  const two = making.event(b, "two", { at: "Kabul", on: day, killed: [people(20, 20, "20")] });
  const [x, y] = [making.entity("person", "Samir Haddad"), making.entity("person", "Haddad", b)];
  for (const man of [x, y])
    making.claim(man === x ? a : b, group, "leader", man, { role: "emir", time: time("2010", "2014") });
  const judged = (verdict: "same" | "different" | "unsure", by: string) => {
    const said = { verdict, by, why: "", words: null };
    making.judgements.push({ a: one.id, b: two.id, ...said }, { a: x.id, b: y.id, ...said });
  };
  judged("unsure", "rule");
  assert.deepEqual(types(), ["perhaps-same-event needs-explaining"], "two names may be one man's");
  judged("different", "person:x");
  assert.deepEqual(types(), ["two-holders impossible"]);
  making.judgements.length = 0;
  judged("different", "rule");
  assert.deepEqual(types(), ["two-holders impossible"]);
  judged("unsure", "person:x");
  assert.deepEqual(types(), ["perhaps-same-event needs-explaining"]);
});

test("two holders of one office clash only beyond the hand-over, and only in one office", () => {
  const { making, a, group, types } = record();
  const person = (name: string) => making.entity("person", name);
  making.claim(a, group, "leader", person("A"), { role: "Wali", time: time("2015", "2016-07") });
  making.claim(a, group, "leader", person("B"), { role: "Wali", time: time("2016", "2017") });
  making.claim(a, group, "leader", person("C"), { role: "Emir", time: time("2015", "2017") });
  making.claim(a, group, "spokesperson", person("D"), { time: time("2015", "2017") });
  making.claim(a, group, "spokesperson", person("E"), { time: time("2015", "2017") });
  assert.deepEqual(types(), []);
  making.claim(a, group, "leader", person("F"), { role: "wali", time: time("2015-03", "2016-03") });
  assert.deepEqual(types(), ["two-holders impossible"]);
});

test("a list headed Leaders names no office, and its holders may clash with those of one", () => {
  const { making, a, b, group, types } = record();
  const person = (name: string) => making.entity("person", name);
  making.claim(a, group, "leader", person("A"), { role: "Wali", time: time("2015", "2017") });
  making.claim(b, group, "leader", person("A"), { role: "Leaders", time: time("2014", "2017") });
  assert.deepEqual(types(), []);
  making.claim(b, group, "leader", person("B"), { role: "Leaders", time: time("2015-06", "2016-06") });
  assert.deepEqual(types(), ["two-holders needs-explaining", "two-holders needs-explaining"]);
});

test("claimed and denied: one value, both ways, for a tie from either side", () => {
  const { making, a, b, group, types, found } = record();
  const other = making.entity("group", "Other");
  making.claim(a, group, "ally-of", other, { by: ["a government"] });
  making.claim(b, other, "supports", group, { polarity: "negated" });
  assert.deepEqual(types(), []);
  making.claim(b, other, "ally-of", group, { polarity: "negated" });
  assert.deepEqual(types(), ["claimed-and-denied rival"]);
  assert.match(found()[0]?.sides[0]?.says ?? "", /according to a government/);
});

test("a denial about another time denies nothing", () => {
  const { making, a, group, types } = record();
  making.claim(a, group, "goal", text("peace"), { time: time("2010") });
  making.claim(a, group, "goal", text("Peace"), { time: time("2020"), polarity: "negated" });
  assert.deepEqual(types(), []);
});

test("a tie that began before its party needs explaining; one that may have begun after does not", () => {
  const { making, a, group, types, found } = record();
  const sub = making.entity("group", "Sub");
  making.claim(a, group, "founded", dated("2015-01-26"));
  making.claim(a, sub, "subgroup-of", group, { time: time("2015", "2017") });
  assert.deepEqual(types(), []);
  making.claim(a, sub, "subgroup-of", group, { time: time("2014", "2017") });
  assert.deepEqual(types(), ["tie-older-than-party needs-explaining"]);
  assert.equal(found()[0]?.about.name, "Group");
});

test("friends and enemies at one time need explaining; one after the other they do not", () => {
  const { making, a, group, types } = record();
  const other = making.entity("group", "Other");
  making.claim(a, group, "fights", other, { time: time("2021", "2023") });
  making.claim(a, other, "supports", group, { time: time("2014", "2016") });
  assert.deepEqual(types(), []);
  making.claim(a, other, "cooperates-with", group, { time: time("2022") });
  assert.deepEqual(types(), ["opposed-ties needs-explaining"]);
});

test("rival origins: documents that name founders and share none", () => {
  const { making, a, b, group, types } = record();
  making.claim(a, group, "founder", making.entity("person", "A"));
  making.claim(a, group, "founder", making.entity("person", "B"));
  making.claim(b, group, "founder", making.entity("person", "B"));
  assert.deepEqual(types(), []);
  const c = making.document("c");
  making.claim(c, group, "founder", making.entity("person", "C"));
  assert.deepEqual(types(), ["rival-origins needs-explaining"]);
});

test("a dispute carries both sides' words as the text has them, and an id of its own", () => {
  const { making, a, group, found } = record();
  making.claim(a, group, "founded", dated("2015"));
  making.claim(a, group, "founded", dated("2014"));
  making.claim(a, group, "dissolved", dated("2019"));
  making.claim(a, group, "dissolved", dated("2020"));
  const [first, second] = found();
  assert.notEqual(first?.id, second?.id);
  const slice = making.slice();
  for (const side of first?.sides ?? []) {
    const [claim] = side.claims;
    const [start, end] = claim?.claim.evidence[0] ?? [0, 0];
    assert.equal(side.words, slice.renditions[0]?.text.slice(start, end));
  }
});
