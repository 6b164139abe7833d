// Review at volume: what is drawn, what may be accepted, what a wrong one takes back. Claims of an invented rule in memory.
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import type { Finder } from "../../src/0-model/claim.ts";
import type { Rule } from "../../src/0-model/rule.ts";
import type { Sample as Drawn, KeptClaim, Store } from "../../src/0-model/store.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { commit, deciding, undoing } from "../../src/6-ask/decide.ts";
import { queue } from "../../src/6-ask/queue.ts";
import { accepting, draw, together } from "../../src/6-ask/sample.ts";
import { alone, claims, fixed, referents, review, Sample, sha } from "../5-keep/sample.ts";
import { schema } from "./build.ts";

const RULE = "post.held";
const rule = (version: string): Rule => ({ id: RULE, version }) as Rule;
const at = (version: string): Finder => ({ rule: RULE, version });

const MANY = 30;
const TEXT = Array.from({ length: MANY }, (_, i) => `The Front took Post ${i} there.`).join("\n");

/** A text that tells of many posts, each claim found by the finders given for it. */
function reading(finders: (i: number) => readonly Finder[], run = "1") {
  const sample = new Sample(TEXT);
  const front = sample.referent("group", "Front");
  const made = Array.from({ length: MANY }, (_, i) =>
    sample.claim(front, "controls", `Post ${i} there`, { by: [...finders(i)] }),
  );
  return { made, batch: sample.batch(run, ...referents(front), ...claims(...made)) };
}

async function held(finders: (i: number) => readonly Finder[]): Promise<{ store: Store; ids: string[] }> {
  const store = memoryStore(fixed());
  const { made, batch } = reading(finders);
  await store.append(batch);
  return { store, ids: made.map(({ id }) => id) };
}

const question = { rule: RULE, version: "2", filter: {} };
const how = (seed: number, n = 5) => ({ n, seed, by: "person:ann", hash: sha });

async function drawn(store: Store, seed: number, n = 5): Promise<Drawn> {
  const sample = draw(question, await ask(store, schema, together, question), how(seed, n));
  assert.ok(sample !== null);
  await store.append(alone({ kind: "sample", payload: sample }));
  return sample;
}

const given = (by: string) => ({ by: `person:${by}`, note: null, flags: [] });

async function decide(store: Store, what: "faithful" | "refused", by: string, ids: readonly string[]) {
  return commit(store, await deciding(store, ids, what, given(by)), `person:${by}`);
}

const accept = (store: Store, sample: string, version = "2") =>
  accepting(store, schema, { sample, by: "person:ann", rules: [rule(version)] });

async function accepted(store: Store, seed = 1): Promise<{ sample: Drawn; rest: string[] }> {
  const sample = await drawn(store, seed);
  await decide(
    store,
    "faithful",
    "ben",
    sample.drawn.map(([id]) => id),
  );
  const found = await accept(store, sample.id);
  assert.deepEqual(found.hindered, []);
  await store.append(found.batch);
  return { sample, rest: found.accepts.map(({ id }) => id) };
}

async function all(store: Store): Promise<Map<string, KeptClaim>> {
  const slice = await store.read([{ get: "claims", all: true }]);
  return new Map(slice.claims.map((one) => [one.id, one]));
}

it("a sample never holds a claim of another version of the rule, of another finder, or that somebody decided about", async () => {
  const finders: readonly (readonly Finder[])[] = [
    [at("2")],
    [at("2")],
    [at("1")],
    [at("1"), at("2")],
    [at("2"), { rule: "other.rule", version: "1" }],
    [{ rule: "model:some", version: "a" }, at("2")],
  ];
  const plan = fc.array(fc.record({ by: fc.nat(finders.length - 1), decided: fc.boolean() }), {
    minLength: MANY,
    maxLength: MANY,
  });
  await fc.assert(
    fc.asyncProperty(plan, fc.nat(), fc.integer({ min: 1, max: 40 }), async (plans, seed, n) => {
      const { store, ids } = await held((i) => finders[plans[i]?.by ?? 0] ?? []);
      const marked = ids.filter((_, i) => plans[i]?.decided === true && i % 3 === 0);
      if (marked.length > 0) await decide(store, "faithful", "cem", marked);
      const clean = ids.filter((id, i) => (plans[i]?.by ?? 0) < 2 && !marked.includes(id));
      const answer = await ask(store, schema, together, question);
      assert.deepEqual(answer.claims.map(({ id }) => id).sort(), [...clean].sort());
      const sample = draw(question, answer, how(seed, n));
      assert.equal(sample === null, clean.length === 0);
      for (const [id] of sample?.drawn ?? []) assert.ok(clean.includes(id));
      assert.equal(new Set(sample?.drawn.map(([id]) => id)).size, Math.min(n, clean.length));
      assert.equal(sample?.of ?? 0, clean.length);
      assert.deepEqual(draw(question, answer, how(seed, n)), sample);
    }),
    { numRuns: 60 },
  );
});

it("a sample draws by chance: every claim comes up over the seeds, and another seed draws others", async () => {
  const { store } = await held(() => [at("2")]);
  const answer = await ask(store, schema, together, question);
  const draws = Array.from({ length: 60 }, (_, seed) => draw(question, answer, how(seed))?.drawn.map(([id]) => id));
  assert.equal(new Set(draws.flat()).size, MANY);
  assert.ok(new Set(draws.map((one) => one?.join())).size > 50);
});

it("a sample lets the rest in only when a person read all that was drawn and found none wrong, and says which stand in the way", async () => {
  const { store } = await held(() => [at("2")]);
  const sample = await drawn(store, 1);
  const [first = "", second = "", ...others] = sample.drawn.map(([id]) => id);
  assert.deepEqual(
    (await accept(store, sample.id)).hindered.map(({ why }) => why),
    Array(5).fill("unread"),
  );
  await decide(store, "faithful", "ben", [first, ...others]);
  await decide(store, "refused", "ben", [second]);
  assert.deepEqual((await accept(store, sample.id)).hindered, [{ claim: second, why: "refused" }]);
  await decide(store, "faithful", "ben", [second]);
  const flag = await deciding(store, [first], null, { ...given("cem"), flags: ["work-needed"] });
  await commit(store, flag, "person:cem");
  assert.deepEqual((await accept(store, sample.id)).hindered, [{ claim: first, why: "flagged" }]);
  await commit(store, await undoing(store, first, given("cem")), "person:cem");
  const { hindered, accepts, batch } = await accept(store, sample.id);
  assert.deepEqual(hindered, []);
  assert.equal(accepts.length, MANY - 5);
  await store.append(batch);
  const kept = [...(await all(store)).values()];
  assert.equal(kept.filter(({ basis, review: how }) => basis === "sampled" && how === "faithful").length, MANY - 5);
  assert.equal(kept.filter(({ basis }) => basis === "read").length, 5);
});

it("a sample does not let in what a model or an import called faithful", async () => {
  const { store } = await held(() => [at("2")]);
  const sample = await drawn(store, 1, 1);
  const [[id] = [""]] = sample.drawn;
  await store.append(alone(review(id, 1, "faithful", "import:elsewhere")));
  assert.deepEqual((await accept(store, sample.id)).hindered, [{ claim: id, why: "unread" }]);
});

it("a sample leaves out what changed since the draw, and what another version found since, and counts both", async () => {
  const { store, ids } = await held(() => [at("2")]);
  const sample = await drawn(store, 1);
  const out = new Set(sample.drawn.map(([id]) => id));
  await decide(store, "faithful", "ben", [...out]);
  const rest = ids.filter((id) => !out.has(id));
  const [decided = "", ...more] = rest;
  const anew = new Set(more.slice(0, 3));
  await decide(store, "faithful", "cem", [decided]);
  const next = reading((i) => (anew.has(ids[i] ?? "") ? [at("3")] : [at("2")]), "2");
  await store.append(next.batch);
  const { accepts, changed, otherVersions, version } = await accept(store, sample.id);
  assert.deepEqual([changed, otherVersions, version], [1, 3, "2"]);
  assert.deepEqual(accepts.map(({ id }) => id).sort(), rest.filter((id) => id !== decided && !anew.has(id)).sort());
  assert.equal((await accept(store, sample.id, "3")).version, "3");
});

it("a sample goes back to be reviewed when one that it let in is refused, in the same batch, but for what somebody read", async () => {
  const { store } = await held(() => [at("2")]);
  const { sample, rest } = await accepted(store);
  const [wrong = "", read = ""] = rest;
  assert.equal((await ask(store, schema, queue, { mark: "sampled" })).of, rest.length);
  await decide(store, "faithful", "cem", [read]);
  const before = (await store.read([{ get: "counts" }])).counts?.head ?? 0;
  const decided = await deciding(store, [wrong], "refused", given("cem"));
  assert.deepEqual(decided.reopened, [{ sample: sample.id, claims: MANY - 5 - 1 }]);
  const { head } = await store.append(decided.batch);
  assert.equal(head - before, 1 + (MANY - 5));
  const kept = await all(store);
  assert.equal(kept.get(wrong)?.review, "refused");
  assert.deepEqual([kept.get(read)?.review, kept.get(read)?.basis], ["faithful", "read"]);
  for (const id of rest.slice(2)) assert.equal(kept.get(id)?.review, "proposed");
  for (const [id] of sample.drawn) assert.equal(kept.get(id)?.basis, "read");
  await commit(store, await undoing(store, wrong, given("cem")), "person:cem");
  assert.equal((await all(store)).get(wrong)?.review, "proposed");
  assert.equal([...(await all(store)).values()].filter(({ basis }) => basis === "sampled").length, 0);
  assert.equal((await accept(store, sample.id)).accepts.length, 0);
});

it("a sample is opened again by whoever let it in, and by one drawn that is refused later", async () => {
  for (const pick of ["drawn", "rest"] as const) {
    const { store } = await held(() => [at("2")]);
    const { sample, rest } = await accepted(store);
    const wrong = pick === "drawn" ? (sample.drawn[0]?.[0] ?? "") : (rest[0] ?? "");
    const reopened = await decide(store, "refused", "ann", [wrong]);
    assert.deepEqual(reopened, [{ sample: sample.id, claims: MANY - 5 - (pick === "rest" ? 1 : 0) }]);
    const kept = await all(store);
    assert.equal(kept.get(wrong)?.review, "refused");
    assert.equal([...kept.values()].filter(({ basis }) => basis === "sampled").length, 0);
    await commit(store, await undoing(store, wrong, given("ann")), "person:ann");
    assert.notEqual((await all(store)).get(wrong)?.basis, "sampled");
  }
});

it("a sample is opened again also when it was accepted between the reading and the writing of the refusal", async () => {
  const { store } = await held(() => [at("2")]);
  const sample = await drawn(store, 1);
  const ids = sample.drawn.map(([id]) => id);
  await decide(store, "faithful", "ben", ids);
  const late = await deciding(store, ids.slice(0, 1), "refused", given("cem"));
  await store.append((await accept(store, sample.id)).batch);
  assert.deepEqual(await commit(store, late, "person:cem"), [{ sample: sample.id, claims: MANY - 5 }]);
  assert.equal([...(await all(store)).values()].filter(({ basis }) => basis === "sampled").length, 0);
});

it("a sample is refused as a whole when something in it changes while it is being accepted", async () => {
  const { store } = await held(() => [at("2")]);
  const sample = await drawn(store, 1);
  await decide(
    store,
    "faithful",
    "ben",
    sample.drawn.map(([id]) => id),
  );
  const { batch, accepts } = await accept(store, sample.id);
  await decide(store, "refused", "cem", [accepts[0]?.id ?? ""]);
  await assert.rejects(store.append(batch), /refused by cem/);
  assert.equal([...(await all(store)).values()].filter(({ basis }) => basis === "sampled").length, 0);
});

it("a sample is read down to nothing in the queue", async () => {
  const { store } = await held(() => [at("2")]);
  const sample = await drawn(store, 3);
  const left = async () =>
    (await ask(store, schema, queue, { sample: sample.id })).items.map((one) => one.shown.claim.id);
  assert.deepEqual((await left()).sort(), sample.drawn.map(([id]) => id).sort());
  await decide(store, "faithful", "ben", (await left()).slice(0, 4));
  assert.equal((await left()).length, 1);
  await decide(store, "refused", "ben", await left());
  assert.deepEqual(await left(), []);
});
