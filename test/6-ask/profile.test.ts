import assert from "node:assert/strict";
import { test } from "node:test";
import { profile } from "../../src/6-ask/profile.ts";
import { ties } from "../../src/6-ask/ties.ts";
import { timeline } from "../../src/6-ask/timeline.ts";
import { Making, people, schema, text, time } from "./build.ts";

function record() {
  const making = new Making();
  const a = making.document("a", { cites: true });
  const group = making.entity("group", "Group");
  const of = (about = group, on: string | null = null) =>
    profile.answer({ about: about.name, on }, making.slice(about), schema);
  const slots = (about = group, on: string | null = null) =>
    of(about, on).sections.flatMap(({ slots: list }) => list.map((slot) => slot));
  return { making, a, group, of, slots };
}

test("a tie is read under the label of the side it is seen from", () => {
  const { making, a, group, slots } = record();
  const sub = making.entity("group", "Sub");
  making.claim(a, sub, "subgroup-of", group);
  making.claim(a, making.entity("group", "Friend"), "ally-of", group);
  const labels = (about: typeof group) => slots(about).map(({ label, values }) => `${label}: ${values[0]?.text}`);
  assert.deepEqual(labels(sub), ["subgroup of: Group"]);
  assert.deepEqual(labels(group), ["subgroup: Sub", "ally of: Friend"]);
});

test("sections follow the schema's families; a slot holds every value with all its claims", () => {
  const { making, a, group, of } = record();
  const other = making.entity("group", "Other");
  making.claim(a, group, "fights", other);
  making.claim(a, other, "fights", group);
  making.claim(a, group, "leader", making.entity("person", "B"), { time: time("2016") });
  making.claim(a, group, "leader", making.entity("person", "A"), { time: time("2015") });
  making.claim(a, group, "leader", making.entity("person", "C"));
  making.claim(a, group, "alias", text("GRP"));
  const { sections } = of();
  assert.deepEqual(
    sections.map(({ family }) => family),
    ["identity", "office", "ties"],
  );
  const leaders = sections[1]?.slots[0]?.values.map(({ text: name }) => name);
  assert.deepEqual(leaders, ["A", "B", "C"]);
  const fights = sections[2]?.slots[0]?.values;
  assert.equal(fights?.length, 1);
  assert.equal(fights?.[0]?.claims.length, 2);
});

test("claimed and denied stand together as contested; negated, open and uncited are weaker", () => {
  const { making, a, group, slots } = record();
  const cited = { citations: ["1"] };
  making.claim(a, group, "goal", text("one"), cited);
  making.claim(a, group, "goal", text("two"), { ...cited, polarity: "negated" });
  making.claim(a, group, "goal", text("three"), { ...cited, polarity: "open" });
  making.claim(a, group, "goal", text("four"));
  making.claim(a, group, "goal", text("five"), cited);
  making.claim(a, group, "goal", text("five"), { ...cited, polarity: "negated" });
  const values = slots()[0]?.values.map((value) => [value.text, value.certainty, value.weak]);
  assert.deepEqual(values, [
    ["one", "stated", false],
    ["two", "negated", true],
    ["three", "open", true],
    ["four", "stated", true],
    ["five", "contested", false],
  ]);
});

test("nothing is uncited in a document that carries no citations", () => {
  const making = new Making();
  const b = making.document("b");
  const group = making.entity("group", "Group");
  making.claim(b, group, "goal", text("one"));
  const answer = profile.answer({ about: "Group" }, making.slice(group), schema);
  assert.equal(answer.sections[0]?.slots[0]?.values[0]?.weak, false);
});

test("a planned value stands apart from an actual one, after it", () => {
  const { making, a, group, slots } = record();
  making.claim(a, group, "base", text("the north"), { mode: "planned" });
  making.claim(a, group, "base", text("the north"));
  assert.deepEqual(
    slots()[0]?.values.map(({ mode }) => mode),
    ["actual", "planned"],
  );
});

test("a day asked for says of each value whether it holds then", () => {
  const { making, a, group, slots } = record();
  making.claim(a, group, "leader", making.entity("person", "A"), { time: time("2015", "2016") });
  making.claim(a, group, "leader", making.entity("person", "B"), { time: time("2018", "2019") });
  const values = slots(group, "2018-12-31")[0]?.values ?? [];
  assert.deepEqual(
    values.map(({ onThatDay }) => onThatDay),
    ["no", "certain"],
  );
});

test("an event shows in the profile of those who took part, titled by type, place and date and never by its dead", () => {
  const { making, a, group, of } = record();
  const event = making.event(a, "bombings", {
    type: "suicide-attack",
    at: "Kerman",
    on: time("2024-01"),
    killed: [people(94, 94, "94")],
  });
  making.claim(a, event, "perpetrator", group);
  making.event(a, "unrelated", { at: "Herat" });
  const { events } = of();
  assert.deepEqual(
    events.map(({ title }) => title),
    ["Suicide attack in Kerman, January 2024"],
  );
  assert.deepEqual(
    events[0]?.tolls.map(({ property, text: words }) => [property, words]),
    [["killed", "94"]],
  );
});

test("refused and withdrawn claims are not shown", () => {
  const { making, a, group, of } = record();
  making.claim(a, group, "goal", text("one"), { review: "refused" });
  making.claim(a, group, "goal", text("two"), { review: "withdrawn" });
  assert.deepEqual(of().sections, []);
});

test("ties are read from the entity's side, and a timeline orders by the earliest day that each entry allows", () => {
  const { making, a, group } = record();
  const sub = making.entity("group", "Sub");
  making.claim(a, sub, "subgroup-of", group, { time: time("2014", "2017") });
  making.claim(a, group, "founded", { type: "time", ...time("2015-01-26") });
  making.claim(a, group, "leader", making.entity("person", "A"), { role: "Wali", time: time("2013") });
  const event = making.event(a, "attack", { type: "attack", at: "Kabul", on: time("2014-05") });
  making.claim(a, event, "perpetrator", group);
  const undated = making.event(a, "raid", { type: "raid" });
  making.claim(a, undated, "perpetrator", group);
  const answer = ties.answer({ about: "Group" }, making.slice(group), schema);
  assert.deepEqual(
    answer.ties.map(({ label, other }) => `${label}: ${other.name}`),
    ["subgroup: Sub"],
  );
  const line = timeline.answer({ about: "Group" }, making.slice(group), schema);
  assert.deepEqual(
    line.entries.map(({ kind, title }) => `${kind} ${title}`),
    ["tenure Wali: A", "tie subgroup: Sub", "event Attack in Kabul, May 2014", "life founded"],
  );
  assert.deepEqual(
    line.undated.map(({ title }) => title),
    ["Raid"],
  );
});

test("of several entities by one name the one most spoken of is meant, the others are named", () => {
  const { making, a, group } = record();
  const b = making.document("b");
  const twin = making.entity("group", "Group", b);
  making.claim(b, twin, "goal", text("one"));
  making.claim(b, twin, "goal", text("two"));
  making.claim(a, group, "goal", text("three"));
  const answer = profile.answer({ about: "Group" }, making.slice(group, twin), schema);
  assert.deepEqual(
    [answer.entity?.referents, answer.others.map(({ referents }) => referents)],
    [[twin.id], [[group.id]]],
  );
  assert.equal(answer.claims, 2);
});
