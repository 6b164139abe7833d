// Laws of the record over random histories: the store on disk against the plain one in memory, at every position.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import fc from "fast-check";
import type { Mode, Value } from "../../src/0-model/claim.ts";
import { KINSHIPS } from "../../src/0-model/document.ts";
import { settledId } from "../../src/0-model/entity.ts";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { roughKeys } from "../../src/0-model/rough.ts";
import type { Batch, Entry, Query, ReviewDecision, Store } from "../../src/0-model/store.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { database } from "../../src/5-keep/sqlite/database.ts";
import { begin, footingOf } from "../../src/5-keep/sqlite/ledger.ts";
import { sqliteStore } from "../../src/5-keep/sqlite/store.ts";
import { alone, claims, fixed, judgement, referents, review, Sample, sha } from "../5-keep/sample.ts";

const RUNS = 300;
let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "laws-"));
});
after(() => rmSync(folder, { recursive: true }));

function within(from: string, to: string): Value {
  return { type: "time", start: [from, to], end: [from, to], edtf: null, words: "then" };
}

/** Three documents, in each a group, a person, an event and a place, and claims about all of them. */
const DOCUMENTS = [0, 1, 2].map((i) => {
  const sample = new Sample(
    `${i} The River Front raided Herat.\nOmar Saleh led it.\nIt grew by 12.`,
    [`${i}.txt`],
    `2016-03-1${5 + i}`,
  );
  const group = sample.referent("group", "River Front");
  const person = sample.referent("person", "Omar Saleh");
  const event = sample.referent("event", "raided");
  const place = sample.referent("place", "Herat", { names: ["Herat", "the city"] });
  const made = [
    sample.claim(group, "leader", person),
    sample.claim(event, "perpetrator", group),
    sample.claim(event, "place", { type: "place", id: null, name: "Herat", precision: "locality", relation: "in" }),
    ...(i === 2 ? [] : [sample.claim(event, "date", within("2016-03-14", i === 0 ? "2016-03-14" : "2016-04-15"))]),
    sample.claim(event, "killed", person),
    sample.claim(group, "strength", "12"),
    sample.claim(group, "alias", "It"),
  ];
  return { sample, referents: [group, person, event, place], claims: made };
});
const REFERENTS = DOCUMENTS.flatMap((one) => one.referents);
const CLAIMS = DOCUMENTS.flatMap((one) => one.claims);

function pick<T>(list: readonly T[], at: number): T {
  const found = list[at % list.length];
  assert.ok(found !== undefined);
  return found;
}

/** Names that join who bears them; with referents, what can be judged to be one of these. */
const SETTLED = [settledId("body", "valley army"), settledId("place", "kabul")];
const JUDGED = [...REFERENTS.map(({ id }) => id), ...SETTLED];

/** One step of a history, as numbers that pick from what there is: it shrinks to a few small numbers. */
const STEP = fc.record({
  what: fc.constantFrom("read", "read", "judge", "judge", "review", "person", "link", "kinship"),
  document: fc.nat(2),
  rules: fc.nat(3),
  // Which referents and claims this reading makes, and how it takes their words.
  referents: fc.nat(15),
  claims: fc.nat(127),
  modes: fc.array(fc.constantFrom<Mode>("actual", "planned", "foiled"), { minLength: 7, maxLength: 7 }),
  x: fc.nat(13),
  y: fc.nat(11),
  verdict: fc.constantFrom("same" as const, "same" as const, "different" as const, "unsure" as const),
  by: fc.constantFrom("same-name", "hatnote", "person:reader"),
  claim: fc.nat(14),
  number: fc.integer({ min: 1, max: 3 }),
  review: fc.constantFrom<ReviewDecision["review"]>("faithful", "corrected", "refused", "proposed"),
});
type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

function batchOf(step: Step): Batch {
  switch (step.what) {
    case "read":
      return readingOf(step);
    case "judge": {
      const [a, b] = [pick(JUDGED, step.x), pick(REFERENTS, step.y).id];
      return a === b ? alone() : alone(judgement(a, b, step.verdict, step.by));
    }
    case "review":
      return alone(review(pick(CLAIMS, step.claim).id, step.number, step.review, `person:${step.x % 3}`));
    case "person": {
      const claim = { ...pick(CLAIMS, step.claim), by: [{ rule: step.by, version: "1" }], role: "by hand" };
      return alone(...claims(step.number === 1 ? { ...claim, id: `cp${step.claim}` } : claim));
    }
    case "kinship": {
      const [from, to] = [
        pick(DOCUMENTS, step.document).sample.document.id,
        pick(DOCUMENTS, step.x).sample.document.id,
      ];
      const kind = pick(KINSHIPS, step.number);
      return alone({ kind: "kinship", payload: { from, to, kind, by: step.by, why: `${step.y}` } });
    }
    default: {
      const [from, to] = [pick(CLAIMS, step.claim).id, pick(CLAIMS, step.x).id];
      return alone({ kind: "link", payload: { from, to, kind: "repeats", by: step.by, why: `${step.number}` } });
    }
  }
}

function readingOf(step: Step): Batch {
  const { sample, referents: all, claims: made } = pick(DOCUMENTS, step.document);
  const entries: Entry[] = referents(...all.filter((_, i) => (step.referents >> i) % 2 === 1));
  const kept = made
    .filter((_, i) => (step.claims >> i) % 2 === 1)
    .map((claim, i) => {
      const by = [{ rule: `rule.${claim.property}`, version: `${step.rules}` }];
      return { ...claim, mode: pick(step.modes, i), by };
    });
  const [x, y] = [pick(all, step.x), pick(all, step.y)];
  if (x !== y) entries.push(judgement(x.id, y.id, step.verdict, step.by));
  if (step.y % 2 === 1) entries.push(judgement(pick(SETTLED, step.x), y.id, "same", "identity.known"));
  if (step.number === 1)
    entries.push({ kind: "problem", payload: { code: "cap-hit", message: "x", rendition: sample.rendition.id } });
  const run = { ...sample.run(`${step.rules}`), id: sha(JSON.stringify([step.document, step.rules, step.number])) };
  const whole = sample.batch("", ...entries, ...claims(...kept));
  // Newer programs cut sentences differently.
  const sentences = sample.coverage().sentences.slice(step.rules % 2, 1 + step.number);
  return {
    ...whole,
    entries: whole.entries.map((entry): Entry => {
      if (entry.kind === "run") return { kind: "run", payload: run };
      const shingles = [1, 2, 3, 5, 7].filter((n) => n !== step.x && n !== step.y);
      return entry.kind === "coverage"
        ? { kind: "coverage", payload: { ...entry.payload, sentences, shingles } }
        : entry;
    }),
  };
}

function everything(known: number | null): Query[] {
  return [
    { get: "counts", known },
    { get: "documents", known },
    { get: "entities", known },
    { get: "claims", all: true, known },
    { get: "judgements", known },
    { get: "reviews", known },
    { get: "coverage", known },
    { get: "kinships", known },
    { get: "passages", words: "led", limit: 2, known },
    { get: "passages", words: "river front", limit: 2, known },
  ];
}

/** Queries of which each is asked alone, so that one cannot hide what another lacks. */
function single(known: number | null): Query[] {
  const document = pick(DOCUMENTS, 1).sample.document.id;
  const names = ["River Front", "it", "the city", pick(REFERENTS, 5).id, `e${pick(REFERENTS, 8).id.slice(1)}`];
  const days = ["2016-03-13", "2016-03-15"] as const;
  return [
    ...names.flatMap((about): Query[] => [
      { get: "claims", about, known },
      { get: "entities", about, known },
      { get: "referents", named: about.toLowerCase(), known },
      { get: "referents", alike: roughKeys(about.toLowerCase()), known },
    ]),
    { get: "kinships", document, known },
    { get: "events", persons: ["omar saleh"], known },
    { get: "events", places: ["herat"], days, known },
    { get: "events", places: null, days, known },
    { get: "events", places: ["herat"], days: ["2016-03-15", "2016-03-20"], known },
    { get: "events", places: null, days: ["1000-01-01", "2999-01-01"], known },
    { get: "renditions", alike: [1, 2, 5], known },
    { get: "renditions", alike: [3, 3, 7], known },
  ];
}

async function onDisk(work: (store: Store) => Promise<void>): Promise<void> {
  const db = database(":memory:", { readOnly: false, wait: 0 });
  const around = fixed();
  begin(db, around);
  const store = sqliteStore(
    footingOf({ db, folder: mkdtempSync(join(folder, "record-")), readOnly: false, hash: sha, ...around }),
  );
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** What an append gives: its tally, or the words of its refusal. */
async function outcome(store: Store, batch: Batch): Promise<unknown> {
  try {
    return await store.append(batch);
  } catch (error) {
    assert.ok(error instanceof SourcebookError, String(error));
    return error.message;
  }
}

it("the store on disk answers every question at every position as the plain store does, and later rows change nothing", async () => {
  const law = fc.asyncProperty(fc.array(STEP, { minLength: 1, maxLength: 12, size: "max" }), async (steps) => {
    await onDisk(async (disk) => {
      const plain = memoryStore(fixed());
      const then: { head: number; answer: unknown }[] = [];
      for (const step of steps) {
        assert.deepEqual(await outcome(disk, batchOf(step)), await outcome(plain, batchOf(step)));
        const answer = await disk.read(everything(null));
        then.push({ head: answer.counts?.head ?? -1, answer });
      }
      const head = then.at(-1)?.head ?? 0;
      for (let known = 0; known <= head; known += 1 + Math.floor(head / 12)) {
        assert.deepEqual(await disk.read(everything(known)), await plain.read(everything(known)));
        for (const query of single(known)) assert.deepEqual(await disk.read([query]), await plain.read([query]));
      }
      for (const { head: known, answer } of then) assert.deepEqual(await disk.read(everything(known)), answer);
      assert.deepEqual(
        (await disk.verify(() => {})).filter(({ code }) => code !== "original-unknown"),
        [],
      );
    });
  });
  await fc.assert(law, { numRuns: Number(process.env.RECORD_RUNS ?? RUNS) });
});

it("who is who follows from the judgements alone: the same at every position, in whatever order rows came and went", async () => {
  const six = [...DOCUMENTS.flatMap((one) => one.referents.slice(0, 2))];
  const say = fc.tuple(
    fc.nat(5),
    fc.nat(5),
    fc.constantFrom("same" as const, "same" as const, "same" as const, "different" as const, "unsure" as const),
    fc.constantFrom("same-name", "person:reader"),
  );
  const law = fc.asyncProperty(fc.array(say, { minLength: 6, maxLength: 24, size: "max" }), async (words) => {
    await onDisk(async (disk) => {
      const plain = memoryStore(fixed());
      const batches = DOCUMENTS.map((one) => one.sample.batch("rules", ...referents(...one.referents)));
      for (const [x, y, verdict, by] of words) {
        const [a, b] = [pick(six, x).id, pick(six, y).id];
        if (a !== b) batches.push(alone(judgement(a, b, verdict, by)));
      }
      for (const batch of batches) {
        await disk.append(batch);
        const { head } = await plain.append(batch);
        const query: Query[] = [{ get: "entities" }, { get: "entities", about: pick(six, head).id }];
        assert.deepEqual(await disk.read(query), await plain.read(query));
      }
      const { log, judgements, entities } = await disk.read([
        { get: "log", after: 0, limit: 1000 },
        { get: "judgements" },
        { get: "entities" },
      ]);
      for (const { sequence: known } of log) {
        assert.deepEqual(
          await disk.read([
            { get: "entities", known },
            { get: "counts", known },
          ]),
          await plain.read([
            { get: "entities", known },
            { get: "counts", known },
          ]),
        );
      }
      const again = memoryStore(fixed());
      for (const batch of batches.slice(0, DOCUMENTS.length).reverse()) await again.append(batch);
      await again.append(alone(...judgements.map((payload): Entry => ({ kind: "judgement", payload })).reverse()));
      assert.deepEqual((await again.read([{ get: "entities" }])).entities, entities);
    });
  });
  await fc.assert(law, { numRuns: Number(process.env.RECORD_RUNS ?? RUNS / 3) });
});

it("no reviewed claim returns to the queue, whatever later runs of the rules make or cease to make", async () => {
  let stayed = 0;
  // Everything is read first: a decision about what is not held is none.
  const all = DOCUMENTS.map(
    (_, document) => ({ what: "read", document, referents: 15, claims: 127, rules: 0 }) as const,
  );
  const later = STEP.map((step): Step => (step.what === "review" ? { ...step, number: 1 } : { ...step, what: "read" }));
  const decided = STEP.map((step): Step => ({ ...step, what: "review", number: 1 }));
  const law = fc.asyncProperty(
    STEP,
    decided,
    fc.array(fc.oneof(later, decided), { minLength: 2, maxLength: 12, size: "max" }),
    async (first, second, more) => {
      const steps = [...all.map((one) => ({ ...first, ...one })), second, ...more];
      const store = memoryStore(fixed());
      const settled = new Map<string, { review: string; interpretation: number }>();
      for (const step of steps) {
        await outcome(store, batchOf(step));
        const { claims: found } = await store.read([{ get: "claims", all: true }]);
        if (step.what === "review") settled.clear();
        for (const { id, review: now, interpretation } of found) {
          const was = settled.get(id);
          if (was !== undefined) {
            assert.deepEqual({ review: now, interpretation }, was);
            stayed += 1;
          }
          if (now === "faithful" || now === "corrected") settled.set(id, { review: now, interpretation });
        }
      }
    },
  );
  const runs = Number(process.env.RECORD_RUNS ?? RUNS);
  await fc.assert(law, { numRuns: runs });
  assert.ok(stayed > runs, `${stayed} reviewed claims were read again: the law has seen nothing`);
});
