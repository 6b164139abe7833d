// What was believed before and after, and who changed it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, NOTHING, type Store } from "../../src/0-model/store.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { type ChangesAnswer, changes, compare } from "../../src/6-ask/changes.ts";
import { lens } from "../../src/6-ask/lens.ts";
import { shelf } from "../../src/6-ask/shelf.ts";
import { documentName } from "../../src/6-ask/view.ts";
import { alone, claims, fixed, judgement, referents, review } from "../5-keep/sample.ts";
import { bumped, namesakes, reading } from "../contracts/given.ts";
import { Making, schema, text } from "./build.ts";

const END = 1_000_000;

async function begun(): Promise<{ store: Store; one: ReturnType<typeof reading>; head: number }> {
  const store = memoryStore(fixed());
  const one = reading();
  const { head } = await store.append(one.batch("rules 1"));
  return { store, one, head };
}

function told(answer: ChangesAnswer, claim: string) {
  const found = answer.claims.find((one) => one.claim === claim);
  assert.ok(found !== undefined, claim);
  return found;
}

test("from nothing, every claim and document is added, by the rules that found it, at its position and time", async () => {
  const { store, one, head } = await begun();
  const answer = await changes(store, schema, { from: 0, to: END });
  assert.equal(answer.to, head, "a position beyond the log is its end");
  assert.deepEqual(
    answer.documents.map(({ id, how }) => [id, how]),
    [[one.sample.document.id, "added"]],
  );
  assert.equal(answer.claims.length, 6);
  const leader = told(answer, one.leader.id);
  assert.deepEqual(leader.turns, ["added"]);
  assert.equal(leader.before, null);
  assert.equal(leader.steps[0]?.by, "rule.leader 1");
  const { log } = await store.read([{ get: "log", after: (leader.steps[0]?.position ?? 0) - 1, limit: 1 }]);
  assert.equal((log[0]?.payload as { id: string } | undefined)?.id, one.leader.id);
  assert.equal(log[0]?.recordedAt, leader.steps[0]?.recordedAt);
  assert.deepEqual((await changes(store, schema, { from: head, to: head })).claims, [], "nothing changed since");
});

test("a claim read anew says which parts changed, the old and the new in words; what no rule makes any more is withdrawn", async () => {
  const { store, one, head } = await begun();
  const entries: Entry[] = [
    ...referents(one.front, one.omar, one.attack, one.herat, one.army, one.official),
    ...claims(bumped(one.leader, { role: "Emir", mode: "planned" }), one.alias, one.perpetrator, one.place, one.fled),
  ];
  await store.append(one.sample.batch("rules 2", ...entries));
  const answer = await changes(store, schema, { from: head, to: END });
  const leader = told(answer, one.leader.id);
  assert.deepEqual(leader.turns, ["reinterpreted"]);
  assert.deepEqual(leader.fields, [
    { field: "role", before: "nothing", after: "Emir" },
    { field: "mode", before: "actual", after: "planned" },
  ]);
  assert.deepEqual([leader.before?.interpretation, leader.after.interpretation], [1, 2]);
  assert.equal(leader.steps[0]?.by, "rule.leader 2");
  const killed = told(answer, one.killed.id);
  assert.deepEqual(killed.turns, ["withdrawn"]);
  assert.equal(killed.after.review, "withdrawn");
  assert.match(killed.steps[0]?.by ?? "", /^a newer reading/);
  assert.deepEqual(answer.claims.length, 2, "what was read the same did not change");
});

test("a review says who, on which interpretation, and the note; taking it back is told too", async () => {
  const { store, one, head } = await begun();
  const decision = review(one.killed.id, 1, "refused");
  assert.equal(decision.kind, "review");
  const noted = { ...decision.payload, note: "the words say twelve at least" } as typeof decision.payload;
  await store.append(alone({ kind: "review", payload: noted } as Entry));
  const middle = (await store.append(alone())).head;
  await store.append(alone(review(one.killed.id, 1, "proposed")));
  const first = told(await changes(store, schema, { from: head, to: middle }), one.killed.id);
  assert.deepEqual(first.turns, ["reviewed"]);
  assert.deepEqual([first.before?.review, first.after.review], ["proposed", "refused"]);
  assert.equal(first.reviews[0]?.by, "person:reader");
  assert.equal(first.reviews[0]?.note, "the words say twelve at least");
  const both = told(await changes(store, schema, { from: head, to: END }), one.killed.id);
  assert.deepEqual(
    both.reviews.map(({ review: decided }) => decided),
    ["refused", "proposed"],
  );
  assert.equal(both.after.review, "proposed");
});

test("a merge and a split are told with the judgement behind them, by whom and why", async () => {
  const { store, one } = await begun();
  const other = namesakes(1)[0];
  assert.ok(other);
  const apart = (await store.append(other.sample.batch("rules 1", ...referents(other.group)))).head;
  const together = (await store.append(alone(judgement(other.group.id, one.front.id, "same", "person:reader")))).head;
  await store.append(alone(judgement(other.group.id, one.front.id, "different", "person:reader")));
  const merge = await changes(store, schema, { from: apart, to: together });
  assert.deepEqual(
    merge.identities.map(({ how, before, after }) => [how, before.length, after.length]),
    [["merged", 2, 1]],
  );
  assert.deepEqual(
    merge.judgements.map(({ verdict, by, why }) => [verdict, by, why]),
    [["same", "person:reader", "test"]],
  );
  const split = await changes(store, schema, { from: together, to: END });
  assert.deepEqual(
    split.identities.map(({ how, before, after }) => [how, before.length, after.length]),
    [["split", 1, 2]],
  );
  assert.deepEqual((await changes(store, schema, { from: apart, to: END })).identities, [], "back where it was");
});

test("an entity, a document and a voice each leave only what touches them", async () => {
  const { store, one } = await begun();
  const ids = async (more: object) =>
    (await changes(store, schema, { from: 0, to: END, ...more })).claims.map(({ claim }) => claim).sort();
  assert.deepEqual(await ids({ about: "Valley Army" }), [one.fled.id]);
  // The toll and the place of the attack are about the group that carried it out.
  const front = [one.leader, one.perpetrator, one.place, one.killed].map(({ id }) => id).sort();
  assert.deepEqual(await ids({ about: "River Front" }), front);
  assert.equal((await ids({ document: one.sample.document.id })).length, 6);
  assert.deepEqual(await ids({ document: "sha256:other" }), []);
  assert.deepEqual(await ids(await lens(store, { accordingTo: "officials" })), [one.fled.id]);
  assert.equal((await changes(store, schema, { from: 0, to: END, about: "Nobody" })).entity, null);
});

test("a link that is taken back is told as withdrawn, by whom and why", async () => {
  const { store, one } = await begun();
  const link = {
    from: one.killed.id,
    to: one.place.id,
    kind: "repeats",
    by: "person:reader",
    why: "the same",
  } as const;
  const made = (await store.append(alone({ kind: "link", payload: link }))).head;
  await store.append(alone({ kind: "link", payload: { ...link, why: "it is not", undone: true } }));
  const links = async (from: number, to: number) =>
    (await changes(store, schema, { from, to })).links.map(({ how, by, why }) => [how, by, why]);
  assert.deepEqual(await links(0, made), [["added", "person:reader", "the same"]]);
  assert.deepEqual(await links(made, END), [["withdrawn", "person:reader", "it is not"]]);
});

test("rows that are told by number alone are counted only where they touch what is asked for", async () => {
  const { store, one, head } = await begun();
  const other = namesakes(1)[0];
  assert.ok(other);
  await store.append(other.sample.batch("rules 1", ...referents(other.group)));
  const ruling = { verdict: "no-conflict", because: "two counts", by: "person:reader" } as const;
  const dispute = `rival:${one.killed.id}:${one.place.id}`;
  await store.append(alone({ kind: "ruling", payload: { ...ruling, dispute } }));
  const others = async (more: object = {}) => (await changes(store, schema, { from: head, to: END, ...more })).others;
  assert.deepEqual(await others(), { coverage: 1, referent: 1, rendition: 1, ruling: 1, run: 1 });
  // The other text speaks of a group of that name, too.
  assert.deepEqual(await others({ about: "River Front" }), { referent: 1, ruling: 1 });
  assert.deepEqual(await others({ about: "Valley Army" }), {});
  assert.deepEqual(await others({ document: one.sample.document.id }), { ruling: 1 });
  assert.deepEqual(await others({ document: other.sample.document.id }), { rendition: 1, run: 1, coverage: 1 });
  assert.deepEqual(await others(await lens(store, { accordingTo: "officials" })), {});
});

test("a document goes by its title, else by the name of its file, in whatever is told of it", () => {
  const making = new Making();
  const document = making.document("a");
  making.claim(document, making.entity("group", "Front"), "goal", text("land"));
  const whole = { ...making.slice(), documents: making.documents.map((one) => ({ ...one, names: ["reports/a.txt"] })) };
  const rows = whole.documents.map((payload, at) => {
    return { sequence: at + 1, recordedAt: "2026-01-01T00:00:00.000Z", kind: "document", leaf: "", payload } as const;
  });
  const told = compare({ from: 0, to: 1 }, rows, { before: NOTHING, after: whole, meant: [] }, schema);
  assert.deepEqual([told.documents[0]?.name, shelf.answer({}, whole, schema).documents[0]?.title], ["a.txt", "a.txt"]);
  const [first] = whole.documents;
  assert.equal(first && documentName({ ...first, title: "A report" }), "A report");
});
