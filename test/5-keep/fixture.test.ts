// The committed record: whatever this version changes, a record that exists must open, answer and verify.
import assert from "node:assert/strict";
import fs, { readdirSync, readFileSync, statSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { it, mock } from "node:test";
import { FORMAT, type Store } from "../../src/0-model/store.ts";
import { migrate } from "../../src/5-keep/migrate.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { EVERYTHING } from "../contracts/given.ts";
import { make } from "../fixtures/make.ts";
import { copyTo, tamper, temporary } from "./folder.ts";

const FIXTURES = join(import.meta.dirname, "..", "fixtures");
const FORMATS = Array.from({ length: FORMAT }, (_, i) => i + 1);
const random = (size: number): Uint8Array => new Uint8Array(size).fill(1);

function bytesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map((entry) => [
      relative(folder, join(entry.parentPath, entry.name)),
      readFileSync(join(entry.parentPath, entry.name), "base64"),
    ]),
  );
}

for (const format of FORMATS) {
  it(`a record of format ${format} opens, answers and verifies, for reading and for writing, and the committed one stays as it is`, async () => {
    const fixture = join(FIXTURES, `format${format}`);
    const before = bytesOf(fixture);
    using folder = temporary();
    for (const readOnly of [true, false]) {
      const copy = join(folder.path, `${readOnly}`);
      copyTo(fixture, copy);
      if (format < FORMAT) {
        await assert.rejects(openRecord(copy, { readOnly }), /has format 1; .*sourcebook migrate/);
        migrate(copy, { random, pretend: false, progress: () => {} });
      }
      const store = await openRecord(copy, { readOnly });
      assert.deepEqual(await store.verify(() => {}), []);
      await answers(store);
      await store.close();
      assert.equal(readFileSync(join(copy, "format"), "utf8"), `sourcebook record ${FORMAT}\n`);
    }
    assert.deepEqual(bytesOf(fixture), before);
  });
}

async function answers(store: Store): Promise<void> {
  const { counts, documents, claims, matched } = await store.read([
    { get: "counts" },
    { get: "documents" },
    { get: "claims", about: "river front" },
  ]);
  assert.deepEqual(counts, {
    documents: 2,
    claims: 5,
    proposed: 4,
    entities: 6,
    groups: 2,
    events: 1,
    problems: 0,
    head: counts?.head,
  });
  assert.deepEqual(documents.map(({ names }) => names).sort(), [["copy of news.txt", "news.txt"], ["profile.txt"]]);
  const told = claims.map(({ property, interpretation, review, value }) => [
    property,
    interpretation,
    review,
    value.type === "entity" ? value.name : value.type === "text" ? value.text : null,
  ]);
  assert.deepEqual(told.sort(), [
    ["killed", 1, "proposed", "9"],
    ["killed", 2, "proposed", "12 or more"],
    ["leader", 1, "faithful", "Omar Saleh"],
    ["perpetrator", 1, "proposed", "River Front"],
    ["place", 1, "proposed", "Herat"],
  ]);
  assert.deepEqual(
    matched.map(({ names }) => names),
    [["River Front", "the group"]],
  );
}

it("migrating keeps a copy of the folder, says the same row for row, and changes nothing when it is only tried", async () => {
  using folder = temporary();
  const copy = join(folder.path, "old");
  copyTo(join(FIXTURES, "format1"), copy);
  const before = bytesOf(copy);
  const tried = migrate(copy, { random, pretend: true, progress: () => {} });
  assert.deepEqual([tried.from, tried.to, tried.backup], [1, FORMAT, null]);
  assert.deepEqual(bytesOf(copy), before);
  const done = migrate(copy, { random, pretend: false, progress: () => {} });
  assert.deepEqual({ ...done, backup: null }, tried);
  assert.ok(done.backup !== null);
  if (process.platform !== "win32") assert.equal(statSync(join(copy, "record.db")).mode & 0o777, 0o600);
  assert.deepEqual(bytesOf(done.backup), before);
  assert.throws(() => migrate(copy, { random, pretend: false, progress: () => {} }), /has format 2 already/);
});

it("a program that opens the migrated record while the old one is let go loses nothing that it writes", () => {
  using folder = temporary();
  const copy = join(folder.path, "old");
  copyTo(join(FIXTURES, "format1"), copy);
  const path = join(copy, "record.db");
  let writer: DatabaseSync | null = null;
  const move = fs.renameSync;
  const moving = mock.method(fs, "renameSync", (from: string, to: string) => {
    move(from, to);
    if (to !== path) return;
    writer = new DatabaseSync(path);
    writer.exec("PRAGMA journal_mode = WAL; INSERT INTO term (words) VALUES ('written meanwhile')");
  });
  syncBuiltinESMExports();
  try {
    migrate(copy, { random, pretend: false, progress: () => {} });
  } finally {
    moving.mock.restore();
    syncBuiltinESMExports();
  }
  const reader = new DatabaseSync(path, { readOnly: true });
  const found = reader.prepare("SELECT count(*) AS n FROM term WHERE words = 'written meanwhile'").get();
  assert.deepEqual({ ...found }, { n: 1 });
  for (const one of [reader, writer as DatabaseSync | null]) one?.close();
});

it("does not replace a record that another program has open", () => {
  using folder = temporary();
  const copy = join(folder.path, "old");
  copyTo(join(FIXTURES, "format1"), copy);
  const reader = new DatabaseSync(join(copy, "record.db"), { readOnly: true });
  reader.prepare("SELECT count(*) FROM log").get();
  assert.throws(() => migrate(copy, { random, pretend: false, progress: () => {} }), /Somebody is using the record/);
  assert.equal({ ...reader.prepare("PRAGMA user_version").get() }.user_version, 1);
  reader.close();
  migrate(copy, { random, pretend: false, progress: () => {} });
});

it("does not carry a damaged log over, and leaves it as it was", async () => {
  using folder = temporary();
  const copy = join(folder.path, "old");
  copyTo(join(FIXTURES, "format1"), copy);
  tamper(copy, "UPDATE log SET recorded_at = '1999' WHERE sequence = 4");
  const before = bytesOf(copy);
  assert.throws(() => migrate(copy, { random, pretend: false, progress: () => {} }), /row 4 of the log/);
  assert.deepEqual(bytesOf(copy), before);
});

it("its script makes the same record again, row for row, as long as the format is the same", async () => {
  using folder = temporary();
  const [old, made] = [join(folder.path, "old"), join(folder.path, "made")];
  copyTo(join(FIXTURES, `format${FORMAT}`), old);
  await make(made);
  const answers: unknown[] = [];
  for (const path of [old, made]) {
    const store = await openRecord(path, { readOnly: false });
    answers.push(await store.read(EVERYTHING));
    await store.close();
  }
  assert.deepEqual(answers[1], answers[0]);
});
