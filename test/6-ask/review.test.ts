// Review one by one: filters, corrections, reviewers side by side. A small text in memory, read by hand.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Claim, Value } from "../../src/0-model/claim.ts";
import type { KeptClaim, Query, Store } from "../../src/0-model/store.ts";
import { compileMarker } from "../../src/2-mark/mark.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { agreement, kappa } from "../../src/6-ask/agreement.ts";
import type { Amendment } from "../../src/6-ask/amend.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { commit, correcting, deciding } from "../../src/6-ask/decide.ts";
import { disputes } from "../../src/6-ask/disputes.ts";
import { type QueueQuestion, queue } from "../../src/6-ask/queue.ts";
import { alone, claims, fixed, judgement, referents, Sample, sha } from "../5-keep/sample.ts";
import { refused } from "../contracts/given.ts";
import { knowledge } from "../knowledge.ts";
import { schema } from "./build.ts";

const mark = compileMarker(knowledge);

const TEXT = `The River Front is led by Omar Saleh. His brother Tariq Saleh fled to Kabul in May 2015.
In March 2016 a raid killed 12 people in Herat; another, in 2012, killed 12 as well.
It may hold 300 men.`;

function toll(words: string, number: number): Value {
  const of = { words: "people", part: "victim", standing: "unstated", age: null, sex: null, cause: null } as const;
  const rest = { bound: "exact", unit: "people", per: null, shareOf: null, includes: null } as const;
  return { type: "quantity", low: number, high: number, words, of, ...rest };
}

async function record() {
  const sample = new Sample(TEXT);
  const front = sample.referent("group", "River Front");
  const omar = sample.referent("person", "Omar Saleh");
  const raid = sample.referent("event", "raid");
  const may = {
    start: ["2016-03-01", "2016-03-31"],
    end: ["2016-03-01", "2016-03-31"],
    edtf: "2016-03",
    words: "March 2016",
  } as const;
  const leader = sample.claim(front, "leader", omar, { evidence: [sample.at("The River Front is led by Omar Saleh")] });
  const killed = sample.claim(raid, "killed", toll("12", 12), {
    evidence: [sample.at("a raid killed 12 people")],
    parts: { value: { spans: [sample.at("12 people")], from: "here" } },
  });
  const date = sample.claim(raid, "date", { type: "time", ...may }, { evidence: [sample.at("In March 2016 a raid")] });
  const strength = sample.claim(front, "strength", toll("300", 300), {
    evidence: [sample.at("It may hold 300 men")],
    assertedness: "possible",
    parts: { value: { spans: [sample.at("300 men")], from: "here" } },
  });
  const store = memoryStore(fixed());
  await store.append(sample.batch("1", ...referents(front, omar, raid), ...claims(leader, killed, date, strength)));
  return { store, sample, front, raid, leader, killed, date, strength };
}

async function correct(store: Store, claim: Claim, by: string, said: Amendment & { readonly interpretation?: number }) {
  const { interpretation, ...amendment } = said;
  const given = { by: `person:${by}`, note: null, flags: [], amendment, schema, mark, hash: sha };
  const whole = interpretation === undefined ? given : { ...given, interpretation };
  await commit(store, await correcting(store, claim.id, whole), given.by);
  return one(store, claim.id);
}

async function one(store: Store, id: string): Promise<KeptClaim> {
  const [found] = (await store.read([{ get: "claims", ids: [id], all: true }])).claims;
  assert.ok(found !== undefined);
  return found;
}

async function decide(store: Store, what: "faithful" | "refused", by: string, ...all: readonly Claim[]) {
  const given = { by: `person:${by}`, note: null, flags: [] };
  const ids = all.map(({ id }) => id);
  await commit(store, await deciding(store, ids, what, given), given.by);
}

/** A store that remembers what it was asked. */
function watching(store: Store) {
  const seen: Query[] = [];
  const read: Store["read"] = (queries, follow) => {
    seen.push(...queries);
    return store.read(queries, (slice) => {
      const more = follow?.(slice) ?? [];
      seen.push(...more);
      return more;
    });
  };
  const asked = <G extends Query["get"]>(get: G) =>
    seen.filter((query): query is Extract<Query, { get: G }> => query.get === get);
  return { watched: { ...store, read, append: store.append.bind(store) } as Store, asked };
}

const words = ({ evidence }: KeptClaim): string[] => evidence.map(([start, end]) => TEXT.slice(start, end));

describe("a correction", () => {
  it("of a number keeps what is counted, lights the new words where they stand once, and keeps the claim's id", async () => {
    const { store, strength } = await record();
    const now = await correct(store, strength, "ann", { value: "at least 400" });
    assert.ok(now.value.type === "quantity");
    assert.deepEqual(
      [now.value.low, now.value.high, now.value.bound, now.value.unit],
      [400, null, "at-least", "people"],
    );
    assert.equal(now.value.of?.words, "people");
    assert.deepEqual([now.id, now.interpretation, now.review], [strength.id, 2, "corrected"]);
    assert.deepEqual(now.by, [{ rule: "person:ann", version: "1" }]);
    // "at least 400" stands nowhere: the words stay, what they mean is another thing.
    assert.deepEqual(now.parts.value, strength.parts.value);
    const [first] = (await store.read([{ get: "claims", ids: [strength.id], known: now.sequence }])).claims;
    assert.deepEqual(first?.value, strength.value);
  });

  it("of words needs words that stand exactly once in the text", async () => {
    const { store, killed } = await record();
    const now = await correct(store, killed, "ann", { words: "another, in 2012, killed 12" });
    assert.deepEqual(words(now), ["another, in 2012, killed 12"]);
    for (const [given, said] of [
      ["killed 12", /stand 2 times/],
      ["killed 13", /are not in the claim's text/],
      // Inside another word or number nothing stands.
      ["201", /are not in the claim's text/],
    ] as const) {
      await refused(correct(store, killed, "ann", { words: given }), "correction", said);
    }
  });

  it("reads a day by the project's own grammar, and a name as the text names it", async () => {
    const { store, date, leader, sample } = await record();
    const dated = await correct(store, date, "ann", { value: "2012" });
    assert.ok(dated.value.type === "time");
    assert.deepEqual(dated.value.start, ["2012-01-01", "2012-12-31"]);
    const led = await correct(store, leader, "ann", { value: "Tariq Saleh", time: "May 2015", role: "none" });
    assert.ok(led.value.type === "entity");
    assert.deepEqual([led.value.name, led.value.kind], ["Tariq Saleh", "person"]);
    assert.deepEqual(led.parts.value?.spans, [sample.at("Tariq Saleh")]);
    assert.deepEqual(led.time?.start, ["2015-05-01", "2015-05-31"]);
    const back = await correct(store, leader, "ben", { value: "Omar Saleh", time: "none" });
    assert.deepEqual([back.value, back.time], [leader.value, null]);
    await refused(correct(store, leader, "ann", { value: "Nobody Known" }), "correction", /names nothing/);
    await refused(correct(store, date, "ann", { value: "some day" }), "correction", /not one time/);
  });

  it("of polarity or mode changes that alone; one that changes nothing is refused", async () => {
    const { store, killed } = await record();
    const now = await correct(store, killed, "ann", { polarity: "open", mode: "planned" });
    assert.deepEqual([now.polarity, now.mode, now.value], ["open", "planned", killed.value]);
    await refused(correct(store, killed, "ann", { mode: "planned" }), "correction", /says that already/);
    await refused(correct(store, killed, "ann", { mode: "perhaps" }), "correction", /is no mode/);
  });
});

it("a correction takes only what the property takes: an event's type from the list, a place that can be one, no value where one is due", async () => {
  const { store, front, raid, sample, leader, killed } = await record();
  const evidence = [sample.at("a raid killed 12 people in Herat")];
  const place = { type: "place", id: null, name: "Herat", precision: "locality", relation: "in" } as const;
  const type = sample.claim(raid, "type", { type: "text", text: "raid" }, { evidence });
  const at = sample.claim(raid, "place", place, { evidence });
  const by = sample.claim(raid, "claimed-by", front, { evidence });
  await store.append(sample.batch("2", ...claims(leader, killed, type, at, by)));
  await refused(correct(store, type, "ann", { value: "banana" }), "correction", /no type of event. There are attack, /);
  assert.deepEqual((await correct(store, type, "ann", { value: "Suicide attack" })).value, {
    type: "text",
    text: "suicide-attack",
  });
  for (const value of ["12", "banana", "May 2015", "Omar Saleh", "Nowhere"])
    await refused(correct(store, at, "ann", { value }), "correction", /is no place/);
  const now = (await correct(store, at, "ann", { value: "Kabul" })).value;
  assert.deepEqual(now.type === "place" && [now.name, now.relation], ["Kabul", "in"]);
  await refused(correct(store, killed, "ann", { value: "banana" }), "correction", /not one number/);
  for (const one of [type, at])
    await refused(correct(store, one, "ann", { value: "none" }), "correction", /has a value/);
  const nobody = await correct(store, by, "ann", { value: "none" });
  assert.deepEqual([nobody.value, nobody.parts.value], [{ type: "none" }, undefined]);
});

describe("the queue", () => {
  it("is filtered by property, mark, status and entity, and shows the words in context", async () => {
    const { store, leader, killed, strength } = await record();
    const ids = async (question: QueueQuestion) =>
      (await ask(store, schema, queue, question)).items.map(({ shown }) => shown.claim.id);
    assert.equal((await ids({})).length, 4);
    assert.deepEqual(await ids({ properties: ["killed"] }), [killed.id]);
    assert.deepEqual(await ids({ mark: "doubtful" }), [strength.id]);
    assert.deepEqual(await ids({ rule: "rule.leader" }), [leader.id]);
    assert.deepEqual((await ids({ about: "River Front" })).sort(), [leader.id, strength.id].sort());
    const [item] = (await ask(store, schema, queue, { properties: ["strength"] })).items;
    assert.equal(item?.context?.exact, "It may hold 300 men.");
    await decide(store, "faithful", "ann", killed, leader);
    assert.deepEqual(await ids({ status: "split" }), []);
    await decide(store, "refused", "ben", killed);
    assert.deepEqual(await ids({ status: "split" }), [killed.id]);
    assert.deepEqual(await ids({ status: "faithful" }), [leader.id]);
    assert.deepEqual(await ids({ status: "refused" }), [killed.id]);
    await correct(store, leader, "cem", { value: "Tariq Saleh" });
    assert.deepEqual((await ids({ status: "split" })).sort(), [killed.id, leader.id].sort());
    assert.deepEqual(await ids({ status: "corrected" }), [leader.id]);
    const { of, items } = await ask(store, schema, queue, { limit: 1 });
    assert.deepEqual([of, items.length], [2, 1]);
  });

  it("knows claims that one document alone makes", async () => {
    const { store, leader } = await record();
    const other = new Sample("Once more: The River Front is led by Omar Saleh.");
    const [front, omar] = [other.referent("group", "River Front"), other.referent("person", "Omar Saleh")];
    const again = other.claim(front, "leader", omar);
    await store.append(other.batch("1", ...referents(front, omar), ...claims(again)));
    const ids = async (question: QueueQuestion) => (await ask(store, schema, queue, question)).of;
    // Who is who was not judged: the two documents speak of two groups, each told of once.
    assert.equal(await ids({ properties: ["leader"], mark: "one-document" }), 2);
    const same = [
      [leader.subject.id, front.id],
      [leader.value.type === "entity" ? leader.value.id : "", omar.id],
    ].map(([a = "", b = ""]) => judgement(a, b, "same"));
    await store.append(alone(...same));
    assert.equal(await ids({ properties: ["leader"], mark: "one-document" }), 0);
    assert.equal(await ids({ mark: "one-document" }), 3);
  });
});

describe("the queue, looking wider", () => {
  it("asks for the words of what is shown and for the reviews that it takes, and shows the same as ever", async () => {
    const { store, killed, leader, sample } = await record();
    const other = new Sample("Once more: The River Front is led by Omar Saleh.");
    const [front, omar] = [other.referent("group", "River Front"), other.referent("person", "Omar Saleh")];
    await store.append(other.batch("1", ...referents(front, omar), ...claims(other.claim(front, "leader", omar))));
    await decide(store, "faithful", "ann", killed);
    const { watched, asked } = watching(store);
    const first = await ask(watched, schema, queue, { limit: 1, document: sample.document.id });
    assert.deepEqual(
      [first.of, first.items[0]?.context?.exact.split(".")[0]],
      [3, "The River Front is led by Omar Saleh"],
    );
    assert.deepEqual(
      asked("renditions").map(({ document }) => document),
      [sample.document.id],
    );
    assert.deepEqual(
      asked("reviews").map(({ claims: of }) => of),
      [[leader.id]],
    );
    const [done] = (await ask(watched, schema, queue, { status: "faithful" })).items;
    assert.deepEqual(
      done?.reviews.map(({ by, review }) => [by, review]),
      [["person:ann", "faithful"]],
    );
    await ask(watched, schema, queue, { status: "split" });
    assert.equal(asked("reviews").at(-1)?.claims, undefined, "who differs is seen in all reviews alone");
    await agreement(watched, { hash: sha, document: sample.document.id });
    assert.equal(asked("reviews").at(-1)?.claims?.length, 4);
  });

  it("knows claims in dispute, and no more when somebody settled it", async () => {
    const { store, sample, front, strength } = await record();
    const evidence = [sample.at("It may hold 300 men")];
    const other = sample.claim(front, "strength", toll("12", 12), { evidence });
    await store.append(sample.batch("2", ...claims(strength, other)));
    const disputed = async () =>
      (await ask(store, schema, queue, { mark: "disputed" })).items.map(({ shown }) => shown.claim.id).sort();
    assert.deepEqual(await disputed(), [strength.id, other.id].sort());
    const [dispute] = (await ask(store, schema, disputes, {})).disputes;
    assert.ok(dispute !== undefined);
    const claimed = [strength.id, other.id];
    const ruling = { dispute: dispute.id, because: "Two counts.", claims: claimed, by: "person:ann" } as const;
    const say = (verdict: "conflict" | "no-conflict"): Promise<unknown> =>
      store.append({ entries: [{ kind: "ruling", payload: { ...ruling, verdict } }], originals: new Map() });
    await say("no-conflict");
    assert.deepEqual(await disputed(), []);
    await say("conflict");
    assert.deepEqual(await disputed(), claimed.toSorted());
  });
});

describe("agreement", () => {
  it("compares decisions, and what was corrected to, reading by reading", async () => {
    const { store, leader, killed, date, strength } = await record();
    await decide(store, "faithful", "ann", leader, killed);
    await decide(store, "faithful", "ben", leader);
    await decide(store, "refused", "ben", killed);
    await correct(store, strength, "ann", { value: "400", polarity: "open" });
    await correct(store, strength, "ben", { value: "500", polarity: "open", interpretation: 1 });
    await decide(store, "faithful", "ann", date);
    const [pair, ...more] = await agreement(store, { hash: sha });
    assert.deepEqual(more, []);
    assert.deepEqual(pair?.reviewers, ["person:ann", "person:ben"]);
    const fields = new Map(pair?.fields.map((field) => [field.field, field]));
    assert.deepEqual([fields.get("decision")?.n, fields.get("decision")?.same], [3, 2]);
    assert.deepEqual([fields.get("value")?.n, fields.get("value")?.same], [1, 0]);
    assert.deepEqual([fields.get("polarity")?.n, fields.get("polarity")?.same], [1, 1]);
    // Ann: faithful, faithful, corrected; Ben: faithful, refused, corrected. By chance 2/3*1/3 + 0 + 1/3*1/3 = 1/3.
    assert.ok(Math.abs((fields.get("decision")?.kappa ?? 0) - (2 / 3 - 1 / 3) / (2 / 3)) < 1e-9);
    const differing = pair?.differing.map(({ claim, fields: named }) => [claim.id, ...named]);
    assert.deepEqual(differing, [
      [killed.id, "decision"],
      [strength.id, "value"],
    ]);
    const last = pair?.differing
      .at(-1)
      ?.readings.map((reading) => reading?.value.type === "quantity" && reading.value.low);
    assert.deepEqual(last, [400, 500]);
  });

  it("gives the kappa of a textbook table, and none where chance alone would agree", () => {
    // Cohen's layout: 20 both yes, 15 both no, 5 yes/no, 10 no/yes of 50: observed .70, by chance .50, kappa .40.
    const pairs = [
      ...Array(20).fill(["yes", "yes"]),
      ...Array(15).fill(["no", "no"]),
      ...Array(5).fill(["yes", "no"]),
      ...Array(10).fill(["no", "yes"]),
    ] as [string, string][];
    assert.ok(Math.abs((kappa(pairs) ?? 0) - 0.4) < 1e-9);
    assert.equal(kappa([["yes", "yes"]]), null);
    assert.equal(kappa([]), null);
  });
});
