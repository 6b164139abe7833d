// Random histories of a record: each asked again at every position at which it once ended, and compared with the naive
// model at positions between. One half of the law of `known.test.ts`, as a thread of its own.
import assert from "node:assert/strict";
import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
import type { Mode } from "../../src/0-model/claim.ts";
import { settledId } from "../../src/0-model/entity.ts";
import { SourcebookError } from "../../src/0-model/problem.ts";
import type { Batch, Entry, LogRow, Query, ReviewDecision, Store } from "../../src/0-model/store.ts";
import type { Time } from "../../src/0-model/time.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { changes } from "../../src/6-ask/changes.ts";
import { coverage } from "../../src/6-ask/coverage.ts";
import { disputes } from "../../src/6-ask/disputes.ts";
import { dating, lens } from "../../src/6-ask/lens.ts";
import { profile } from "../../src/6-ask/profile.ts";
import { rules } from "../../src/6-ask/rules.ts";
import { search } from "../../src/6-ask/search.ts";
import { shelf } from "../../src/6-ask/shelf.ts";
import { succession, whoLed } from "../../src/6-ask/succession.ts";
import { ties } from "../../src/6-ask/ties.ts";
import { timeline } from "../../src/6-ask/timeline.ts";
import { directory } from "../../src/6-ask/view.ts";
import { why } from "../../src/6-ask/why.ts";
import { alone, claims, fixed, judgement, referents, review, Sample, sha } from "../5-keep/sample.ts";
import { schema } from "../6-ask/build.ts";
import { lying, naive } from "./naive.ts";

const { runs, seed, all: ALL } = workerData as { runs: number; seed: number; all: boolean };

const during = (from: string, to: string): Time => ({ start: [from, from], end: [to, to], edtf: null, words: from });
const VALLEY = during("2018-05-03", "2018-05-03");

/** Two documents that tell of one group: its leaders by time, a raid with its date and toll, and what police say. */
const DOCUMENTS = [0, 1].map((i) => {
  const sample = new Sample(`${i} River Front raided Herat.\nOmar led it, then Saleh. Police said 12 died.`, [
    `${i}.txt`,
  ]);
  const group = sample.referent("group", "River Front");
  const omar = sample.referent("person", "Omar");
  const saleh = sample.referent("person", "Saleh");
  const raid = sample.referent("event", "raided");
  const police = sample.referent("organisation", "Police");
  const speaker = { id: police.id, kind: police.kind, name: police.name };
  const span = sample.at("Police said");
  const said = { speaker, capacity: null, stance: "says", said: null, via: null, span } as const;
  const made = [
    sample.claim(group, "leader", omar, { time: during("2015-01-01", `201${6 + i}-07-01`), role: "Emir" }),
    sample.claim(group, "leader", saleh, { role: "Emir" }),
    sample.claim(raid, "perpetrator", group),
    sample.claim(raid, "date", { type: "time", ...VALLEY }),
    sample.claim(raid, "killed", "12", { attribution: [said] }),
  ];
  return { sample, referents: [group, omar, saleh, raid, police], claims: made };
});
const CLAIMS = DOCUMENTS.flatMap((one) => one.claims);
/** The few that people and rules decide about, so that decisions meet one another. */
const DECIDED = DOCUMENTS.flatMap((one) => one.claims.slice(0, 1));
const JUDGED = DOCUMENTS.flatMap((one) => one.referents.slice(0, 2));
const DAYS = ["2015-06-01", "2016-12-31", "2018-05-03"];

function pick<T>(list: readonly T[], at: number): T {
  const found = list[at % list.length];
  assert.ok(found !== undefined);
  return found;
}

/** One step of a history, as numbers that pick from what there is. */
const STEP = fc.record({
  what: fc.constantFrom("read", "judge", "judge", "review", "review", "person", "link"),
  document: fc.nat(1),
  referents: fc.nat(31),
  claims: fc.nat(31),
  mode: fc.constantFrom<Mode>("actual", "actual", "planned"),
  version: fc.nat(2),
  x: fc.nat(9),
  y: fc.nat(9),
  verdict: fc.constantFrom("same" as const, "same" as const, "different" as const, "unsure" as const),
  by: fc.constantFrom("same-name", "person:a", "person:b"),
  number: fc.constantFrom(1, 1, 2),
  review: fc.constantFrom<ReviewDecision["review"]>("faithful", "corrected", "refused", "proposed"),
});
type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

function batchOf(step: Step): Batch {
  const claim = pick(step.y % 3 === 0 ? CLAIMS : DECIDED, step.x);
  if (step.what === "read") return readingOf(step);
  if (step.what === "review") return alone(review(claim.id, step.number, step.review));
  if (step.what === "person")
    return alone(...claims({ ...claim, by: [{ rule: step.by, version: "1" }], mode: step.mode }));
  if (step.what === "link") {
    const payload = { from: claim.id, to: pick(CLAIMS, step.y).id, kind: "repeats", by: step.by, why: "test" } as const;
    return alone({ kind: "link", payload });
  }
  // A settled name joins who bears it, as another referent would.
  const a = step.number === 2 ? settledId("body", "front") : pick(JUDGED, step.x).id;
  const { id: b } = pick(JUDGED, step.y);
  return a === b ? alone() : alone(judgement(a, b, step.verdict, step.by));
}

function readingOf({ document, referents: some, claims: which, mode, version, number }: Step): Batch {
  const { sample, referents: all, claims: made } = pick(DOCUMENTS, document);
  const kept = made
    .filter((_, i) => (which >> i) % 2 === 1)
    .map((claim) => ({ ...claim, mode, by: [{ rule: `rule.${claim.property}`, version: `${version}` }] }));
  const named = referents(...all.filter((_, i) => (some >> i) % 2 === 1));
  const entries: Entry[] = [...named, ...claims(...kept)];
  const whole = sample.batch("", ...entries);
  const id = sha(JSON.stringify([document, version, number]));
  return {
    ...whole,
    entries: whole.entries.map((entry) =>
      entry.kind === "run" ? { kind: "run", payload: { ...entry.payload, id } } : entry,
    ),
  };
}

/** The reads on which every question rests. */
function reads(known: number | null): Query[] {
  return [
    { get: "counts", known },
    { get: "documents", known },
    { get: "renditions", known },
    { get: "entities", about: "River Front", known },
    { get: "entities", known },
    { get: "claims", all: true, known },
    { get: "judgements", known },
    { get: "reviews", known },
    { get: "coverage", known },
    { get: "passages", words: "river", limit: 9, known },
  ];
}

type Asking = (store: Store, known: number | null) => Promise<unknown>;

const about = "River Front";
const [TOLL] = CLAIMS.filter(({ property }) => property === "killed");
const QUESTIONS: readonly Asking[] = [
  (store, known) => ask(store, schema, profile, { about, known }),
  (store, known) => ask(store, schema, profile, { about, on: DAYS[1] ?? null, known }),
  ...DAYS.map(
    (on): Asking =>
      (store, known) =>
        ask(store, schema, whoLed, { about, on, known }),
  ),
  (store, known) => ask(store, schema, succession, { about, known }),
  (store, known) => ask(store, schema, timeline, { about, known }),
  (store, known) => ask(store, schema, timeline, { on: DAYS[2] ?? null, known }),
  (store, known) => ask(store, schema, disputes, { known }),
  (store, known) => ask(store, schema, disputes, { about, on: DAYS[1] ?? null, known }),
  (store, known) => ask(store, schema, search, { words: "died", known }),
  (store, known) => ask(store, schema, shelf, { known }),
  (store, known) => ask(store, schema, coverage, { on: DAYS[2] ?? null, known }),
  (store, known) => ask(store, schema, ties, { about, known }),
  (store, known) => ask(store, schema, rules, { rules: [], rule: "rule.leader", known }),
  (store, known) => ask(store, schema, why, { claim: TOLL?.id ?? "", known }),
  (store, known) => changes(store, schema, { from: 0, to: known ?? Number.MAX_SAFE_INTEGER }),
  async (store, known) =>
    ask(store, schema, profile, { about, ...(await lens(store, { known, accordingTo: "Police" })) }),
  async (store, known) =>
    ask(store, schema, search, { words: "died", ...(await lens(store, { known, accordingTo: "1.txt" })) }),
];

/** Appends; false when the record refuses the batch, which then must leave no trace. */
async function took(store: Store, batch: Batch): Promise<boolean> {
  try {
    await store.append(batch);
    return true;
  } catch (error) {
    assert.ok(error instanceof SourcebookError, String(error));
    return false;
  }
}

/** Both clocks against the naive model at one position. */
async function asNaive(store: Store, log: readonly LogRow[], known: number): Promise<void> {
  const model = naive(log.slice(0, known));
  const slice = await store.read([
    { get: "claims", all: true, known },
    { get: "entities", known },
  ]);
  const ids = new Map(slice.claims.map((claim) => [claim.id, claim]));
  assert.deepEqual(
    [...ids.values()].map(({ id, interpretation, review: at, mode }) => [id, interpretation, at, mode]).sort(),
    model.claims.map(({ id, interpretation, review: at, claim }) => [id, interpretation, at, claim.mode]).sort(),
  );
  const live = slice.entities.filter(({ id }) => model.entities.has(id));
  assert.deepEqual(
    new Map(live.map(({ id, referents: own }) => [id, own.join(" ")])),
    model.entities,
    `the entities at ${known}`,
  );
  for (const on of DAYS) {
    const lies = dating(slice, directory(slice), on);
    const naively = lying(model, on);
    for (const claim of slice.claims) assert.equal(lies?.(claim), naively.get(claim.id), `${claim.property} on ${on}`);
  }
}

/** Byte for byte; where they differ, the difference is shown part by part. */
function same(now: string, then: string, what: string): void {
  if (now !== then) assert.deepEqual(JSON.parse(now), JSON.parse(then), what);
  assert.equal(now, then, what);
}

let histories = 0;
let positions = 0;
let asked = 0;

async function history(steps: readonly Step[]): Promise<void> {
  histories += 1;
  const store = memoryStore(fixed());
  const questions = ALL ? QUESTIONS : [pick(QUESTIONS, histories)];
  const then: { head: number; slice: string; answers: readonly string[] }[] = [];
  for (const step of steps) {
    if (!(await took(store, batchOf(step)))) continue;
    const { counts } = await store.read([{ get: "counts" }]);
    const head = counts?.head ?? 0;
    if (then.at(-1)?.head === head) continue;
    const slice = JSON.stringify(await store.read(reads(null)));
    const answers: string[] = [];
    for (const question of questions) answers.push(JSON.stringify(await question(store, null)));
    then.push({ head, slice, answers });
  }
  for (const { head, slice, answers } of then) {
    same(JSON.stringify(await store.read(reads(head))), slice, `the reads at ${head}`);
    for (const [at, question] of questions.entries()) {
      asked += 1;
      same(JSON.stringify(await question(store, head)), answers[at] ?? "", `question ${at} at ${head}`);
    }
  }
  const { log } = await store.read([{ get: "log", after: 0, limit: 1000 }]);
  for (let known = 0; known <= log.length; known += ALL ? 1 : 1 + Math.floor(log.length / 4)) {
    positions += 1;
    await asNaive(store, log, known);
  }
}

/** Half of the histories begin with both documents read, so that there is something to judge. */
function both(one: Step, more: Step[]): [Step & { what: "read" }, Step[]] {
  const other = { ...one, what: "read" as const, document: 1 - one.document };
  return [{ ...one, what: "read" as const }, [other, ...more]];
}

const first = STEP.map((step) => ({ ...step, what: "read" as const, referents: 31, claims: step.claims | 1 }));
const rest = fc.array(STEP, { minLength: 3, maxLength: 8, size: "max" });
const steps = fc.oneof(
  fc.tuple(first, rest),
  fc.tuple(first, rest).map(([one, more]) => both(one, more)),
);
await fc.assert(
  fc.asyncProperty(steps, ([begin, more]) => history([begin, ...more])),
  { numRuns: runs, seed },
);
parentPort?.postMessage({ histories, positions, asked });
