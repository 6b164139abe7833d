import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { it } from "node:test";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { FORMAT } from "../../src/0-model/store.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { EVERYTHING } from "../contracts/given.ts";
import { copyTo, SAMPLE, smallRecord, tamper, temporary } from "./folder.ts";
import { alone, fixed, review } from "./sample.ts";

/** Expects a plain sentence that names the folder, with exit code 5. */
async function told(work: Promise<unknown>, code: string, folder: string, words: RegExp): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof SourcebookError, String(error));
    assert.deepEqual([error.code, error.exit], [code, 5]);
    assert.ok(error.message.includes(folder), error.message);
    assert.match(error.message, words);
    return true;
  });
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
}

it("keeps a record in one folder that only its owner can read, and opens it again", async () => {
  using folder = temporary();
  await smallRecord(folder.path);
  const digest = SAMPLE.document.id.slice(7);
  const original = join("originals", digest.slice(0, 2), digest);
  assert.deepEqual(filesOf(folder.path), [
    "acknowledged",
    "format",
    "originals",
    join("originals", digest.slice(0, 2)),
    original,
    "record.db",
  ]);
  assert.deepEqual(readFileSync(join(folder.path, original)), Buffer.from(SAMPLE.bytes));
  assert.equal(readFileSync(join(folder.path, "format"), "utf8"), `sourcebook record ${FORMAT}\n`);
  if (process.platform !== "win32") {
    for (const name of ["format", "record.db", original])
      assert.equal(statSync(join(folder.path, name)).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder.path, "originals")).mode & 0o777, 0o700);
  }
  const store = await openRecord(folder.path);
  const { claims, counts } = await store.read([{ get: "claims" }, { get: "counts" }]);
  assert.deepEqual(
    claims.map(({ property, review: state }) => [property, state]),
    [
      ["leader", "faithful"],
      ["strength", "proposed"],
    ],
  );
  assert.equal(counts?.documents, 1);
  await store.close();
});

it("makes the same record twice from the same clock and salts, down to the last root", async () => {
  using one = temporary();
  using two = temporary();
  const roots: unknown[] = [];
  for (const { path } of [one, two]) {
    await smallRecord(path);
    const db = new DatabaseSync(join(path, "record.db"), { readOnly: true });
    roots.push(db.prepare("SELECT sequence, recorded_at, hex(peaks) AS root FROM head").all());
    db.close();
  }
  assert.deepEqual(roots[0], roots[1]);
});

it("does not make a record unless asked to, and says how", async () => {
  using folder = temporary();
  const missing = join(folder.path, "none");
  await told(openRecord(missing), "no-record", missing, /sourcebook add/);
  assert.equal(existsSync(missing), false);
  await told(openRecord(missing, { readOnly: true, create: true }), "no-record", missing, /sourcebook add/);
  await (await openRecord(missing, { create: true })).close();
  await (await openRecord(missing)).close();
});

it("does not spread a record over a folder of other files, and does not take a file for one", async () => {
  using folder = temporary();
  writeFileSync(join(folder.path, "letter.txt"), "hello");
  await told(openRecord(folder.path, { create: true }), "not-a-record", folder.path, /holds other files/);
  assert.deepEqual(readdirSync(folder.path), ["letter.txt"]);
  const file = join(folder.path, "letter.txt");
  await told(openRecord(file, { create: true }), "not-a-record", file, /is a file/);
});

it("refuses a newer format, in words, and changes nothing", async () => {
  using folder = temporary();
  await smallRecord(folder.path);
  writeFileSync(join(folder.path, "format"), "sourcebook record 99\n");
  await told(openRecord(folder.path), "newer-format", folder.path, /format 99/);
  writeFileSync(join(folder.path, "format"), `sourcebook record ${FORMAT}\n`);
  tamper(folder.path, "PRAGMA user_version = 98");
  await told(openRecord(folder.path), "newer-format", folder.path, /format 98/);
});

it("tells that a record is damaged: no database, an empty one, another one, a cut one, a strange format file", async () => {
  const harms: [words: RegExp, harm: (folder: string) => void][] = [
    [
      /not a database/,
      (folder) =>
        writeFileSync(join(folder, "record.db"), "not a database, but some hundred bytes of text".repeat(100)),
    ],
    [/missing or empty/, (folder) => truncateSync(join(folder, "record.db"), 0)],
    [/missing or empty/, (folder) => rmSync(join(folder, "record.db"))],
    [/damaged/, (folder) => truncateSync(join(folder, "record.db"), 5000)],
    [/holds no record/, (folder) => tamper(folder, "PRAGMA application_id = 5")],
    [/format/, (folder) => writeFileSync(join(folder, "format"), "???")],
  ];
  using folder = temporary();
  const good = join(folder.path, "good");
  await smallRecord(good);
  for (const [i, [words, harm]] of harms.entries()) {
    const copy = join(folder.path, `${i}`);
    copyTo(good, copy);
    harm(copy);
    const work = openRecord(copy).then(async (store) => {
      try {
        await store.read(EVERYTHING);
      } finally {
        await store.close();
      }
    });
    await told(work, "damaged", copy, words);
  }
});

it("reads without writing: a record opened for reading keeps every byte", async () => {
  using folder = temporary();
  await smallRecord(folder.path);
  const before = readFileSync(join(folder.path, "record.db"));
  const store = await openRecord(folder.path, { readOnly: true });
  assert.equal((await store.read([{ get: "counts" }])).counts?.claims, 2);
  assert.deepEqual(await store.verify(() => {}), []);
  await told(store.append(alone(review("c", 1, "faithful"))), "read-only", folder.path, /reading only/);
  await told(
    store.rebuild(() => {}),
    "read-only",
    folder.path,
    /reading only/,
  );
  await store.close();
  assert.deepEqual(readFileSync(join(folder.path, "record.db")), before);
});

it("says that a store was closed", async () => {
  using folder = temporary();
  const store = await openRecord(folder.path, { ...fixed(), create: true });
  await store.close();
  await store.close();
  await told(store.read([{ get: "counts" }]), "closed", folder.path, /was closed/);
});

it("rebuilds the tables of another version when opened for writing, and asks for it when opened for reading", async () => {
  using folder = temporary();
  await smallRecord(folder.path);
  tamper(folder.path, "UPDATE head SET projections = 0; DELETE FROM state; DROP TABLE member;");
  await told(openRecord(folder.path, { readOnly: true }), "projection-stale", folder.path, /sourcebook rebuild/);
  const store = await openRecord(folder.path);
  assert.equal((await store.read([{ get: "claims" }])).claims.length, 2);
  assert.deepEqual(await store.verify(() => {}), []);
  await store.close();
});

it("puts a lost original back when the file is added again", async () => {
  using folder = temporary();
  await smallRecord(folder.path);
  rmSync(join(folder.path, "originals"), { recursive: true });
  mkdirSync(join(folder.path, "originals"));
  const store = await openRecord(folder.path);
  await told(store.original(SAMPLE.document.id), "original-missing", folder.path, /Add the file again/);
  const done = await store.append(SAMPLE.batch("rules 1"));
  assert.equal(done.rows, 0);
  assert.deepEqual(Buffer.from(await store.original(SAMPLE.document.id)), Buffer.from(SAMPLE.bytes));
  await store.close();
});
