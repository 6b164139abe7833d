import assert from "node:assert/strict";
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import type { Problem } from "../../src/0-model/problem.ts";
import { pathOf } from "../../src/5-keep/originals.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { copyTo, SAMPLE, smallRecord, tamper, temporary } from "./folder.ts";
import { Sample } from "./sample.ts";

/** What verify says of a copy of the small record after some harm. */
async function after(harm: (folder: string) => void): Promise<readonly Problem[]> {
  using folder = temporary();
  const copy = join(folder.path, "copy");
  await smallRecord(join(folder.path, "good"));
  copyTo(join(folder.path, "good"), copy);
  harm(copy);
  const store = await openRecord(copy, { readOnly: true });
  try {
    return await store.verify(() => {});
  } finally {
    await store.close();
  }
}

async function finds(harm: string | ((folder: string) => void), code: string, words: RegExp): Promise<void> {
  const problems = await after((folder) => (typeof harm === "string" ? tamper(folder, harm) : harm(folder)));
  assert.ok(
    problems.some((one) => one.code === code && words.test(one.message)),
    `${JSON.stringify(harm)}: ${JSON.stringify(problems)}`,
  );
}

it("finds nothing wrong with a whole record, and tells how far it has come", async () => {
  assert.deepEqual(await after(() => {}), []);
  using folder = temporary();
  await smallRecord(folder.path);
  const store = await openRecord(folder.path);
  const seen = new Set<string>();
  await store.verify((done, total, what) => {
    assert.ok(done <= total);
    seen.add(what);
  });
  await store.close();
  assert.deepEqual(seen, new Set(["log", "originals", "quotes", "projections"]));
});

it("finds one flipped byte of a row, wherever it stands", async () => {
  await finds(
    "UPDATE payload SET json = replace(json, 'River Front', 'River Frond') WHERE sequence = 7",
    "row-changed",
    /Row 7 .*claim/,
  );
  // A word of the schema that packed payloads refer to by number.
  await finds("UPDATE term SET words = 'strengthy' WHERE words = 'strength'", "row-changed", /Row 7 .*claim/);
  await finds("UPDATE payload SET salt = x'00' WHERE sequence = 1", "row-changed", /Row 1 .*document/);
  await finds("UPDATE log SET leaf = x'00' WHERE sequence = 2", "row-changed", /Row 2/);
  await finds("UPDATE log SET recorded_at = '1999' WHERE sequence = 3", "row-changed", /Row 3/);
  await finds("UPDATE log SET kind = 'link' WHERE sequence = 3", "row-changed", /Row 3/);
  await finds("UPDATE head SET peaks = zeroblob(64)", "tree-broken", /head/);
  await finds("DELETE FROM payload WHERE sequence = 4", "row-changed", /Row 4 .*lost its payload/);
});

it("finds one flipped byte in the file itself", async () => {
  await finds(
    (folder) => {
      const path = join(folder, "record.db");
      const bytes = readFileSync(path);
      const at = bytes.indexOf('"Omar Saleh"],[');
      assert.ok(at > 0);
      bytes.write("x", at + 2);
      writeFileSync(path, bytes);
    },
    "row-changed",
    /Row \d+ of the log \(claim\)/,
  );
});

it("finds rows that were dropped: within, at the end, and with a head made to fit", async () => {
  await finds(
    "DELETE FROM payload WHERE sequence = 5; DELETE FROM log WHERE sequence = 5",
    "row-missing",
    /lacks row 5/,
  );
  await finds(
    "DELETE FROM payload WHERE sequence > 8; DELETE FROM log WHERE sequence > 8",
    "row-missing",
    /lacks row 9/,
  );
  await finds(
    "DELETE FROM payload WHERE sequence = 9; DELETE FROM log WHERE sequence = 9; UPDATE head SET sequence = 8",
    "tree-broken",
    /head/,
  );
});

it("finds rows that changed places or were added", async () => {
  const swap =
    "UPDATE log SET sequence = -sequence WHERE sequence IN (6, 7); UPDATE log SET sequence = CASE sequence WHEN -6 THEN 7 ELSE 6 END WHERE sequence < 0";
  await finds(swap, "row-changed", /Row 6/);
  await finds(
    "INSERT INTO log SELECT 10, recorded_at, kind, leaf FROM log WHERE sequence = 9",
    "tree-broken",
    /more rows than the 9/,
  );
});

it("finds missing, changed and unknown originals, by their names", async () => {
  const path = (folder: string): string => pathOf(folder, SAMPLE.document.id);
  await finds((folder) => rmSync(path(folder)), "original-missing", /front\.txt/);
  await finds((folder) => writeFileSync(path(folder), "other"), "original-changed", /front\.txt/);
  await finds(
    (folder) => writeFileSync(join(folder, "originals", new Sample("x").document.id.slice(7)), "x"),
    "original-unknown",
    /broken off/,
  );
});

it("finds every table that does not follow from the log", async () => {
  const harms: [table: string, sql: string][] = [
    ["held", "DELETE FROM held WHERE kind = 'coverage'"],
    ["claim", "UPDATE claim SET withdrawn = 1"],
    ["interpretation", "INSERT INTO interpretation VALUES (6, 1, 6, 6, '[]')"],
    ["referent", "UPDATE referent SET kind = 'place'"],
    ["state", "UPDATE state SET review = 'faithful'"],
    ["member", "UPDATE member SET entity = 1"],
    ["pair", "INSERT INTO pair VALUES (1, 2, 'same', 0)"],
    ["name", "DELETE FROM name"],
    ["passage", "UPDATE passage SET finish = finish - 1"],
    ["words", "INSERT INTO words (rowid, folded) VALUES (99, 'ghost')"],
    ["words", "DELETE FROM words"],
  ];
  for (const [table, sql] of harms)
    await finds(sql, "projection-stale", new RegExp(`table ${table} .*sourcebook rebuild`));
});

it("rebuild mends every table that does not follow from the log", async () => {
  using folder = temporary();
  await smallRecord(folder.path);
  tamper(folder.path, "DELETE FROM state; DELETE FROM name; DELETE FROM words");
  const store = await openRecord(folder.path);
  assert.notDeepEqual(await store.verify(() => {}), []);
  await store.rebuild(() => {});
  assert.deepEqual(await store.verify(() => {}), []);
  await store.close();
});

it("tells of pages that were zeroed, and goes on with what can be read", async () => {
  using folder = temporary();
  await smallRecord(folder.path);
  const path = join(folder.path, "record.db");
  const pages = statSync(path).size / 4096;
  let told = 0;
  for (let page = 1; page < pages; page++) {
    const problems = await after((copy) => {
      const file = openSync(join(copy, "record.db"), "r+");
      writeSync(file, Buffer.alloc(4096), 0, 4096, page * 4096);
      closeSync(file);
    }).catch((error: unknown) => [{ code: (error as { code: string }).code, message: String(error) }]);
    for (const { code } of problems) assert.match(code, /^[a-z-]+$/);
    if (problems.length > 0) told += 1;
  }
  assert.equal(told, pages - 1);
});
