// How fast the record takes claims in and answers: node bench/speed/keep.ts [claims]. One line of JSON a figure.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claim } from "../../src/0-model/claim.ts";
import type { Referent } from "../../src/0-model/entity.ts";
import type { Batch, Query, Store } from "../../src/0-model/store.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { claims, judgement, referents, Sample } from "../../test/5-keep/sample.ts";

const wanted = Number(process.argv[2] ?? 10_000);
const PER_DOCUMENT = 1000;
const GROUPS = 10;

/** A document with a thousand claims about ten groups, one sentence each. */
function document(i: number, version: string): { batch: Batch; groups: Referent[] } {
  const lines = Array.from(
    { length: PER_DOCUMENT },
    (_, n) => `In ${i} the Front ${n % GROUPS} fought Army ${n} and killed ${n}.`,
  );
  const sample = new Sample(lines.join("\n"), [`${i}.txt`]);
  const groups = Array.from({ length: GROUPS }, (_, n) => sample.referent("group", `Front ${n}`));
  const armies: Referent[] = [];
  const made: Claim[] = [];
  let at = 0;
  lines.forEach((line, n) => {
    const start = at + line.indexOf("Army");
    const range = [start, start + `Army ${n}`.length] as const;
    const army = sample.referent("group", `Army ${n}`, { first: range });
    const subject = groups[n % GROUPS] ?? army;
    const parts = {
      value: { spans: [range], from: "here" as const },
      subject: { spans: [subject.first], from: "here" as const },
    };
    armies.push(army);
    made.push(sample.claim(subject, "fights", army, { parts, evidence: [range], by: [{ rule: "tie", version }] }));
    at += line.length + 1;
  });
  return { batch: sample.batch(version, ...referents(...groups, ...armies), ...claims(...made)), groups };
}

/** Prints wall and processor time: on a busy machine only the second can be compared. */
async function timed(what: string, times: number, work: () => Promise<unknown>): Promise<void> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  await work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  const cpu = (user + system) / 1000;
  const round = (ms: number): number => Math.round(ms * 1000) / 1000;
  console.log(JSON.stringify({ what, wall: round(wall), cpu: round(cpu), cpuEach: round(cpu / times) }));
}

async function ask(store: Store, what: string, times: number, query: Query): Promise<void> {
  await timed(what, times, async () => {
    for (let i = 0; i < times; i++) await store.read([query]);
  });
}

const folder = mkdtempSync(join(tmpdir(), "bench-"));
const store = await openRecord(folder, { create: true });
const documents = Array.from({ length: Math.ceil(wanted / PER_DOCUMENT) }, (_, i) => document(i, "1"));
await timed("append", wanted, async () => {
  const before: Referent[] = [];
  for (const { batch, groups } of documents) {
    const [first] = groups;
    const judged = before.length > 0 && first && before[0] ? [judgement(before[0].id, first.id, "same")] : [];
    await store.append({ ...batch, entries: [...batch.entries, ...judged] });
    if (first) before.push(first);
  }
});
await timed("append the same again", wanted, async () => {
  for (const { batch } of documents) await store.append(batch);
});
const again = Array.from({ length: Math.ceil(wanted / PER_DOCUMENT) }, (_, i) => document(i, "2"));
await timed("read again with newer rules", wanted, async () => {
  for (const { batch } of again) await store.append(batch);
});
const some = documents[0]?.batch.entries.find((entry) => entry.kind === "claim");
const id = some?.kind === "claim" ? some.payload.id : "";
const army = some?.kind === "claim" && some.payload.value.type === "entity" ? some.payload.value.id : "";
await ask(store, "one claim by id", 1000, { get: "claims", ids: [id] });
await ask(store, "claims about an entity with one claim", 1000, { get: "claims", about: army });
await ask(store, "claims about an entity in every document", 3, { get: "claims", about: "Front 0" });
await ask(store, "one entity by name", 100, { get: "entities", about: "Army 5" });
await ask(store, "sentences by words", 100, { get: "passages", words: "front killed 7", limit: 20 });
await ask(store, "all claims", 1, { get: "claims" });
await ask(store, "counts", 1, { get: "counts" });
await ask(store, "counts as known halfway", 1, { get: "counts", known: wanted });
await timed("verify", wanted, () => store.verify(() => {}));
await timed("rebuild", wanted, () => store.rebuild(() => {}));
await store.close();
rmSync(folder, { recursive: true });
