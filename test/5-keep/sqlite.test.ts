import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import type { Batch, Query } from "../../src/0-model/store.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { type Database, database, type Line } from "../../src/5-keep/sqlite/database.ts";
import { footingOf } from "../../src/5-keep/sqlite/ledger.ts";
import { read } from "../../src/5-keep/sqlite/read.ts";
import { sqliteStore } from "../../src/5-keep/sqlite/store.ts";
import { termsOf } from "../../src/5-keep/sqlite/terms.ts";
import { bumped, reading } from "../contracts/given.ts";
import { storeContract } from "../contracts/store.ts";
import { temporary } from "./folder.ts";
import { alone, claims, fixed, referents, review, Sample, sha } from "./sample.ts";

storeContract("sqlite", async (work) => {
  const folder = mkdtempSync(join(tmpdir(), "record-"));
  const store = await openRecord(folder, { ...fixed(), create: true });
  try {
    await work(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});

/** How many rows SQLite gives until a question about a record is answered. */
function rowsFor(folder: string, query: Query): number {
  const db = database(join(folder, "record.db"), { readOnly: true, wait: 0 });
  let rows = 0;
  const counted = (line: Line): Line => {
    rows += 1;
    return line;
  };
  const counting: Database = {
    ...db,
    all: (...given) => db.all(...given).map(counted),
    each: (...given) => Iterator.from(db.each(...given)).map(counted),
    get: (...given) => {
      const line = db.get(...given);
      return line === undefined ? undefined : counted(line);
    },
  };
  read({ db: counting, terms: termsOf(db) }, [query]);
  db.close();
  return rows;
}

it("reads as many rows for the decisions about one claim however often all others were found again", async () => {
  using folder = temporary();
  const first = reading();
  const store = await openRecord(folder.path, { ...fixed(), create: true });
  await store.append(first.batch("1"));
  await store.append(alone(review(first.leader.id, 1, "faithful")));
  const asked: Query = { get: "reviews", claims: [first.leader.id] };
  const before = rowsFor(folder.path, asked);
  const other = new Sample("The Valley Army grew.\nIt fled.", ["other.txt"]);
  const army = other.referent("group", "Valley Army");
  const told = [other.claim(army, "strength", "grew"), other.claim(army, "fights", "fled")];
  await store.append(other.batch("1", ...referents(army), ...claims(...told)));
  await store.append(other.batch("2", ...referents(army), ...claims(...told.map((one) => bumped(one)))));
  await store.close();
  assert.equal(rowsFor(folder.path, asked), before);
});

/** A list that is handed in, the one row of the head, and what a statement looked up itself. */
const SMALL = /^SCAN (json_each|head|x)\b/;

it("looks up all that it needs to know of a text that is read again, and runs through no table for it", async () => {
  using folder = temporary();
  const sample = new Sample("The Valley Army raided Herat.\nIt fled.", ["other.txt"]);
  const [army, raid] = [sample.referent("group", "Valley Army"), sample.referent("event", "raided")];
  const told = [sample.claim(army, "fights", "fled"), sample.claim(raid, "perpetrator", army)];
  const batch = (rules: string): Batch => {
    const one = sample.batch(rules, ...referents(army, raid), ...claims(...told.map((each) => bumped(each))));
    const entries = one.entries.map((entry) =>
      entry.kind === "coverage"
        ? { ...entry, payload: { ...entry.payload, shingles: [1, 2, 3, rules.length] } }
        : entry,
    );
    return { ...one, entries };
  };
  await (await openRecord(folder.path, { ...fixed(), create: true })).close();
  const db = database(join(folder.path, "record.db"), { readOnly: false, wait: 0 });
  const asked = new Set<string>();
  const heard = (sql: string): string => {
    asked.add(sql);
    return sql;
  };
  const hearing: Database = {
    ...db,
    all: (sql, ...given) => db.all(heard(sql), ...given),
    each: (sql, ...given) => db.each(heard(sql), ...given),
    get: (sql, ...given) => db.get(heard(sql), ...given),
    run: (sql, ...given) => db.run(heard(sql), ...given),
  };
  const store = sqliteStore(footingOf({ ...fixed(), db: hearing, folder: folder.path, readOnly: false, hash: sha }));
  await store.append(batch("1"));
  await store.append(batch("2"));
  await store.append(batch("three"));
  const scans = [...asked].flatMap((sql) =>
    db
      .all(`EXPLAIN QUERY PLAN ${sql}`)
      .map(({ detail }) => String(detail))
      .filter((detail) => /^SCAN/.test(detail) && !SMALL.test(detail))
      .map((detail) => [detail, sql]),
  );
  assert.deepEqual(scans, []);
  await store.close();
});
