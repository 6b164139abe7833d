// `npm run bench:record`: what a large record costs, beside the same SQL through the bare driver in the same run. One made-up
// record (see world.ts) of a million claims unless told otherwise. Every figure is a ratio with its absolute beside it.
//
//   npm run bench:record -- [claims] [--keep FOLDER] [--write]
//
// `--keep` uses (or makes) the record in a folder and leaves it there; `--write` keeps the result in bench/results.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { parseArgs } from "node:util";
import type { Extraction } from "../../src/0-model/claim.ts";
import type { Reading } from "../../src/0-model/document.ts";
import { fold } from "../../src/0-model/fold.ts";
import { roughKeys } from "../../src/0-model/rough.ts";
import { seeded } from "../../src/0-model/seeded.ts";
import type { Batch, Entry, Store } from "../../src/0-model/store.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { sha256 } from "../../src/5-keep/log.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { type Database, database } from "../../src/5-keep/sqlite/database.ts";
import { footingOf } from "../../src/5-keep/sqlite/ledger.ts";
import { sqliteStore } from "../../src/5-keep/sqlite/store.ts";
import { disputesOf } from "../../src/6-ask/arriving.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { profile } from "../../src/6-ask/profile.ts";
import { whoLed } from "../../src/6-ask/succession.ts";
import { resolve } from "../../src/pipeline.ts";
import { median } from "../median.ts";
import { type Size, things, world } from "./world.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: "string" }, write: { type: "boolean" } },
});
const claims = Number(positionals[0] ?? 1_000_000);
const size: Size = {
  documents: Math.ceil(claims / 500),
  claimsEach: 500,
  sentencesEach: 250,
  entities: Math.ceil(claims / 20),
};
/** Documents a transaction when a record is filled. */
const TOGETHER = 20;
const ROUNDS = 60;

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly bare?: number;
}

const rows: Row[] = [];
function say(what: string, value: number, unit: string, bare?: number): void {
  const ratio = bare === undefined ? undefined : value / bare;
  rows.push({ what, value, unit, ...(bare === undefined ? {} : { bare, ratio: value / bare }) });
  const beside = bare === undefined ? "" : `  bare ${bare.toFixed(3)}  ratio ${ratio?.toFixed(2)}`;
  console.log(`${what.padEnd(46)}${value.toFixed(3).padStart(12)} ${unit}${beside}`);
}

/** Fills a record; gives the rate. */
async function fill(folder: string): Promise<void> {
  const store = await openRecord(folder, { create: true });
  let [ms, at] = [0, 0];
  let entries: Parameters<typeof store.append>[0]["entries"][number][] = [];
  let originals = new Map<string, Uint8Array>();
  for (const { batch } of world(size)) {
    entries.push(...batch.entries);
    for (const [id, bytes] of batch.originals) originals.set(id, bytes);
    at += 1;
    if (at % TOGETHER !== 0 && at !== size.documents) continue;
    const begin = performance.now();
    await store.append({ entries, originals });
    ms += performance.now() - begin;
    [entries, originals] = [[], new Map()];
    if (at % 200 === 0)
      console.error(`${at} of ${size.documents} documents, ${Math.round((at * 500000) / ms)} claims/s`);
  }
  await store.close();
  say("bulk load", (size.documents * 500_000) / ms, "claims/s", bareLoad());
}

/** The same payloads into one table with one index through the bare driver, without a log. */
function bareLoad(): number {
  const folder = mkdtempSync(join(tmpdir(), "bare-"));
  const db = new DatabaseSync(join(folder, "bare.db"));
  db.exec(
    "PRAGMA journal_mode = WAL; CREATE TABLE c (n INTEGER PRIMARY KEY, subject TEXT, json TEXT); CREATE INDEX s ON c (subject)",
  );
  const insert = db.prepare("INSERT INTO c (subject, json) VALUES (?, ?)");
  let [ms, count] = [0, 0];
  for (const { batch } of world({ ...size, documents: Math.min(size.documents, 100) })) {
    const made = batch.entries.flatMap((entry) => (entry.kind === "claim" ? [entry.payload] : []));
    const begin = performance.now();
    db.exec("BEGIN");
    for (const claim of made) insert.run(claim.subject.id, JSON.stringify(claim));
    db.exec("COMMIT");
    ms += performance.now() - begin;
    count += made.length;
  }
  db.close();
  rmSync(folder, { recursive: true });
  return (count * 1000) / ms;
}

/** A statement as the store ran it. */
type Ran = readonly [sql: string, values: readonly SQLInputValue[]];

/** A connection that notes what is run on it. */
function noting(db: Database, ran: Ran[]): Database {
  const note = (sql: string, given: readonly SQLInputValue[]): void => void ran.push([sql, given]);
  return {
    ...db,
    all: (sql, ...given) => {
      note(sql, given);
      return db.all(sql, ...given);
    },
    get: (sql, ...given) => {
      note(sql, given);
      return db.get(sql, ...given);
    },
    each: (sql, ...given) => {
      note(sql, given);
      return db.each(sql, ...given);
    },
  };
}

/** How a store is read. */
type Read = Store["read"];

/** Times work beside the statements that it ran, replayed through the bare driver. Median over the rounds, by turns. */
async function beside(
  folder: string,
  what: string,
  work: (read: Read, round: number) => Promise<unknown>,
  rounds = ROUNDS,
): Promise<void> {
  const ran: Ran[] = [];
  const db = database(join(folder, "record.db"), { readOnly: true, wait: 0 });
  db.exec("PRAGMA cache_size = -65536");
  const around = { clock: () => new Date(), random: (n: number) => new Uint8Array(n) };
  const parts = { folder, readOnly: true, hash: sha256, ...around };
  const plain = sqliteStore(footingOf({ ...parts, db }));
  const noted = sqliteStore(footingOf({ ...parts, db: noting(db, ran) }));
  const bare = new DatabaseSync(join(folder, "record.db"), { readOnly: true });
  bare.exec("PRAGMA cache_size = -65536");
  const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = -Math.min(10, rounds); round < rounds; round++) {
    ran.length = 0;
    await work((queries, follow) => noted.read(queries, follow), Math.abs(round));
    const statements = [...ran];
    for (const [sql] of statements) if (!prepared.has(sql)) prepared.set(sql, bare.prepare(sql));
    let begin = performance.now();
    await work((queries, follow) => plain.read(queries, follow), Math.abs(round));
    const own = performance.now() - begin;
    begin = performance.now();
    for (const [sql, given] of statements) prepared.get(sql)?.all(...given);
    const other = performance.now() - begin;
    if (round < 0) continue;
    ours.push(own);
    theirs.push(other);
  }
  say(what, median(ours), "ms p50", median(theirs));
  await plain.close();
  bare.close();
}

const folder = values.keep ?? join(mkdtempSync(join(tmpdir(), "record-")), "record");
const making = !existsSync(join(folder, "record.db"));
if (making) await fill(folder);
const bytes = ["record.db", "record.db-wal"].reduce((sum, name) => {
  const path = join(folder, name);
  return sum + (existsSync(path) ? statSync(path).size : 0);
}, 0);
say("disk a claim", bytes / (size.documents * 500), "bytes");

const opens: number[] = [];
for (let i = 0; i < 7; i++) {
  const begin = performance.now();
  const store = await openRecord(folder);
  opens.push(performance.now() - begin);
  await store.close();
}
say("open warm", median(opens), "ms p50");

const all = things(size.entities);
const draw = seeded(7);
const ofKind = (kind: string): number[] => all.flatMap((one, i) => (one.kind === kind ? [i] : []));
const groups = ofKind("group");
const names = Array.from(
  { length: ROUNDS + 11 },
  () => all[groups[Math.floor(draw() * groups.length)] ?? 0]?.name ?? "",
);
const head = await (async () => {
  const store = await openRecord(folder, { readOnly: true });
  const { size: rowsHeld } = await store.tree();
  await store.close();
  return rowsHeld;
})();
const about = (round: number): string => names[round] ?? names[0] ?? "";
// Events go by their verbs, which many share.
const named = all.filter(({ kind }) => kind !== "event");
const anyones = Array.from({ length: ROUNDS + 11 }, () => named[Math.floor(draw() * named.length)]?.name ?? "");
const anyone = (round: number): string => anyones[round] ?? anyones[0] ?? "";

await beside(folder, "claims about an entity", (read, i) => read([{ get: "claims", about: anyone(i) }]));
await beside(folder, "claims about a group", (read, i) => read([{ get: "claims", about: about(i) }]));
await beside(folder, "claims about a group, as known halfway", (read, i) =>
  read([{ get: "claims", about: about(i), known: Math.floor(head / 2) }]),
);
await beside(folder, "leaders of a group, as known at 90 %", (read, i) =>
  read([{ get: "claims", about: about(i), properties: ["leader"], known: Math.floor(head * 0.9) }]),
);
await beside(folder, "two hops of ties", async (read, i) => {
  const near = await read([{ get: "claims", about: about(i), properties: ["leader", "member", "base"] }]);
  const others = near.entities.slice(0, 12).map(({ id }) => id);
  await read(others.map((id) => ({ get: "claims", about: id, properties: ["leader", "member", "base"] }) as const));
});
await beside(folder, "sentences by words", (read, i) =>
  read([{ get: "passages", words: `${about(i).split(" ")[0]} killing`, limit: 50 }]),
);
// A letter slipped, as somebody types a name who heard it.
const heard = (round: number): string => anyone(round).replace("o", "u");
await beside(folder, "names spelled otherwise", (read, i) =>
  read([{ get: "referents", alike: roughKeys(fold(heard(i))) }]),
);
await beside(folder, "counts of the whole record", (read) => read([{ get: "counts" }]), 5);

const knowledge = await loadKnowledge();
const { schema } = knowledge;
const reading = (read: Read): never => ({ read }) as never;
for (const [who, of] of [
  ["an entity", anyone],
  ["a group", about],
] as const) {
  await beside(folder, `profile of ${who}`, (read, i) => ask(reading(read), schema, profile, { about: of(i) }));
}
await beside(folder, "who led a group on a day, as known at 90 %", (read, i) =>
  ask(reading(read), schema, whoLed, { about: about(i), on: "2010-06-01", known: Math.floor(head * 0.9) }),
);

/** What a new document costs beside writing it: whom and what it tells of again, and where it disagrees. */
const store = await openRecord(folder);
const [appended, resolved, disputed]: [number[], number[], number[]] = [[], [], []];
let at = 0;
for (const { batch } of world({ ...size, documents: size.documents + 40 }, 99)) {
  at += 1;
  if (at <= 20) continue; // The first tell of few things.
  if (at > 40) break;
  const told = extractionOf(batch);
  let begin = performance.now();
  const found = await resolve(store, told.extraction, knowledge, told.reading);
  resolved.push(performance.now() - begin);
  begin = performance.now();
  const judged = found.judgements.map((payload): Entry => ({ kind: "judgement", payload }));
  // What the made-up world says of who is who speaks of documents that this record does not hold.
  const entries = [...batch.entries.filter(({ kind }) => kind !== "judgement"), ...judged];
  await store.append({ ...batch, entries });
  appended.push(performance.now() - begin);
  begin = performance.now();
  const brought = { claims: found.claims, judgements: found.judgements };
  await disputesOf(store, schema, { document: told.reading.document.id, brought });
  disputed.push(performance.now() - begin);
}
say("durable document of 500 claims", median(appended), "ms p50");
say("identity of a new document of 500 claims", median(resolved), "ms p50");
say("disputes of a new document of 500 claims", median(disputed), "ms p50");
await store.close();

/** A batch as the extraction it stands for. */
function extractionOf({ entries, originals }: Batch): { extraction: Extraction; reading: Reading } {
  const of = <K extends Entry["kind"]>(kind: K) =>
    entries.flatMap((entry) => (entry.kind === kind ? [entry.payload as Extract<Entry, { kind: K }>["payload"]] : []));
  const [document, rendition, coverage] = [of("document")[0], of("rendition")[0], of("coverage")[0]];
  if (document === undefined || rendition === undefined || coverage === undefined) throw new Error("no document");
  const made = { referents: of("referent"), claims: of("claim"), judgements: [], links: [], problems: [] };
  const bytes = originals.get(document.id) ?? new Uint8Array();
  return { extraction: { ...made, coverage }, reading: { document, rendition, bytes } };
}

if (values.write === true) {
  const path = new URL(`../results/record-${new Date().toISOString().slice(0, 10)}.json`, import.meta.url);
  const machine = { cpus: availableParallelism(), node: process.version, platform: process.platform };
  writeFileSync(path, `${JSON.stringify({ claims: size.documents * 500, machine, rows }, null, 2)}\n`);
}
if (values.keep === undefined) rmSync(join(folder, ".."), { recursive: true });
