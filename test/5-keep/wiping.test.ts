// Removals that were broken off after they counted: noted, told, and finished when the record is next opened for writing.
import assert from "node:assert/strict";
import fs, {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { it, mock } from "node:test";
import { SourcebookError } from "../../src/0-model/problem.ts";
import type { Store } from "../../src/0-model/store.ts";
import { acknowledged } from "../../src/5-keep/acknowledged.ts";
import { backup, restore } from "../../src/5-keep/backup.ts";
import { boxOf, pathOf } from "../../src/5-keep/originals.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { newKeys } from "../../src/5-keep/seal.ts";
import { database } from "../../src/5-keep/sqlite/database.ts";
import { type Footing, fileOf, footingOf } from "../../src/5-keep/sqlite/ledger.ts";
import { remove } from "../../src/5-keep/sqlite/remove.ts";
import { SAMPLE, smallRecord, tamper, temporary } from "./folder.ts";
import { claims, fixed, referents, Sample, sha } from "./sample.ts";

const quiet = (): void => {};
const SECRET = new Sample("The River Front held Vahid Zzyzx in the mill.", ["secret.txt"]);
const removal = { target: SECRET.document.id, why: "asked for", by: "person:ann" };

async function using<T>(folder: string, work: (store: Store) => Promise<T>, readOnly = false): Promise<T> {
  const store = await openRecord(folder, { readOnly, wait: 50 });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** A record with a document that is to go. */
async function withSecret(folder: string): Promise<void> {
  await smallRecord(folder);
  const captive = SECRET.referent("person", "Vahid Zzyzx");
  const front = SECRET.referent("group", "River Front");
  const held = SECRET.claim(captive, "held-by", front);
  await using(folder, (store) => store.append(SECRET.batch("1", ...referents(captive, front), ...claims(held))));
}

async function codes(folder: string): Promise<string[]> {
  return using(folder, async (store) => (await store.verify(quiet)).map(({ code }) => code), true);
}

function holding(folder: string, words: string | Buffer): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(words));
}

it("an erase that cannot wipe because somebody reads says so, counts, and is wiped at the next opening", async () => {
  using folder = temporary();
  await withSecret(folder.path);
  const reader = new DatabaseSync(join(folder.path, "record.db"), { readOnly: true });
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM payload").get();
  await assert.rejects(
    using(folder.path, (store) => store.erase(removal)),
    (error) => {
      assert.ok(error instanceof SourcebookError && error.code === "wipe-owed", String(error));
      assert.match(error.message, /traces .* may be left .*Another program is reading/);
      return true;
    },
  );
  assert.deepEqual(await codes(folder.path), ["wipe-owed"]);
  assert.equal((await using(folder.path, (store) => store.read([{ get: "documents" }]), true)).documents.length, 1);
  reader.exec("COMMIT");
  reader.close();
  await using(folder.path, async (store) => assert.deepEqual(await store.verify(quiet), []));
  assert.deepEqual([holding(folder.path, "Zzyzx"), holding(folder.path, "zzyzx")], [[], []]);
  assert.ok(!existsSync(join(folder.path, "wiping")));
});

it("finds what a broken-off erase, seal or unseal left, on the list and in clear, and opening for writing mends it", async () => {
  using folder = temporary();
  const record = join(folder.path, "record");
  await withSecret(record);
  const keys = newKeys();
  await using(record, (store) => store.seal(removal, keys.publicKey));
  // As if it had been killed right after its transaction, or an unseal right before.
  rmSync(join(record, "tombstones"));
  writeFileSync(pathOf(record, removal.target), SECRET.bytes);
  assert.deepEqual((await codes(record)).sort(), ["sealed-original", "tombstones-changed"]);
  writeFileSync(join(record, "wiping"), "");
  await using(record, async (store) => assert.deepEqual(await store.verify(quiet), []));
  assert.deepEqual(holding(record, "Zzyzx"), []);
  await using(record, (store) => store.unseal(removal, keys.privateKey));
  await using(record, (store) => store.erase(removal));
  mkdirSync(dirname(pathOf(record, removal.target)), { recursive: true });
  writeFileSync(pathOf(record, removal.target), SECRET.bytes);
  writeFileSync(`${pathOf(record, removal.target)}.part`, SECRET.bytes);
  writeFileSync(join(record, "tombstones"), '{"kind":"erasure","targ');
  assert.deepEqual((await codes(record)).sort(), [
    "erased-original",
    "original-unknown",
    "tombstones-changed",
    "tombstones-changed",
  ]);
  await using(record, (store) => store.erase(removal));
  assert.deepEqual(await codes(record), ["tombstones-changed"]);
  assert.deepEqual(holding(record, "Zzyzx"), []);
});

it("an erased document takes what was sealed of it along: no box of it is left, and no words", async () => {
  using folder = temporary();
  const record = join(folder.path, "record");
  await withSecret(record);
  const keys = newKeys();
  const target = SECRET.claim(
    SECRET.referent("person", "Vahid Zzyzx"),
    "held-by",
    SECRET.referent("group", "River Front"),
  ).id;
  await using(record, (store) => store.seal({ ...removal, target }, keys.publicKey));
  const db = new DatabaseSync(join(record, "record.db"), { readOnly: true });
  const boxes = db
    .prepare("SELECT box FROM sealed")
    .all()
    .map(({ box }) => Buffer.from(box as Uint8Array));
  db.close();
  assert.equal(boxes.length, 1);
  await using(record, (store) => store.erase(removal));
  assert.deepEqual(
    [...boxes, "Zzyzx", "zzyzx"].flatMap((words) => holding(record, words)),
    [],
  );
  await assert.rejects(
    using(record, (store) => store.unseal({ ...removal, target }, keys.privateKey)),
    /Nothing is sealed under .* It was erased by ann/,
  );
  assert.deepEqual(await codes(record), []);
});

it("what was sealed by a version that did not note its document stays sealed once that is erased", async () => {
  using folder = temporary();
  const record = join(folder.path, "record");
  await withSecret(record);
  const keys = newKeys();
  const target = SECRET.claim(
    SECRET.referent("person", "Vahid Zzyzx"),
    "held-by",
    SECRET.referent("group", "River Front"),
  ).id;
  await using(record, (store) => store.seal({ ...removal, target }, keys.publicKey));
  tamper(record, "UPDATE payload SET json = json_remove(json, '$.within') WHERE json LIKE '%\"within\"%'");
  await using(record, (store) => store.erase(removal));
  await assert.rejects(
    using(record, (store) => store.unseal({ ...removal, target }, keys.privateKey)),
    /belongs to sha256:.* which was erased: it does not come back/,
  );
  assert.deepEqual(holding(record, "Zzyzx"), []);
});

it("finds a sealed file, or a sealed row, that was changed or lost", async () => {
  using folder = temporary();
  const record = join(folder.path, "record");
  await withSecret(record);
  await using(record, (store) => store.seal(removal, newKeys().publicKey));
  assert.deepEqual(await codes(record), []);
  const box = boxOf(record, removal.target);
  const bytes = readFileSync(box);
  const other = Buffer.from(bytes);
  other[40] = (other[40] ?? 0) ^ 1;
  writeFileSync(box, other);
  assert.deepEqual(await codes(record), ["seal-changed"]);
  rmSync(box);
  assert.deepEqual(await codes(record), ["seal-missing"]);
  writeFileSync(box, bytes);
  const db = new DatabaseSync(join(record, "record.db"));
  db.exec("UPDATE sealed SET box = zeroblob(90) WHERE sequence = (SELECT max(sequence) FROM sealed)");
  db.close();
  assert.deepEqual(await codes(record), ["seal-changed"]);
});

it("a removal of what an older backup does not hold is still done on the next backup that does", async () => {
  using folder = temporary();
  const [record, before, after] = folder.at("record", "before", "after");
  await smallRecord(record);
  await backup(record, before, quiet);
  rmSync(record, { recursive: true });
  await withSecret(record);
  await backup(record, after, quiet);
  await using(record, (store) => store.erase(removal));
  assert.equal((await restore(before, record, {}, quiet)).removals, 0);
  assert.equal((await restore(after, record, {}, quiet)).removals, 1);
  assert.deepEqual(holding(record, "Zzyzx"), []);
});

it("a removal made while a backup was copied, which only the backup's list knows, is done when it is restored", async () => {
  using folder = temporary();
  const [record, copy, back] = folder.at("record", "copy", "back");
  await withSecret(record);
  await backup(record, copy, quiet);
  await using(record, (store) => store.erase(removal));
  cpSync(join(record, "tombstones"), join(copy, "tombstones"));
  assert.equal((await restore(copy, back, {}, quiet)).removals, 1);
  assert.deepEqual(holding(back, "Zzyzx"), []);
  assert.equal((await restore(copy, back, {}, quiet)).removals, 1);
  await using(back, async (store) => assert.deepEqual(await store.verify(quiet), []));
});

it("a restore that was broken off between its two last steps is told, never written over, and undone by the next", async () => {
  using folder = temporary();
  const [record, copy] = [join(folder.path, "record"), join(folder.path, "copy")];
  await withSecret(record);
  await backup(record, copy, quiet);
  await using(record, (store) => store.erase(removal));
  renameSync(record, `${record}.before-restore-1`);
  mkdirSync(`${record}.part`);
  await assert.rejects(openRecord(record, { create: true }), /broken off at its last step.*before-restore-1/);
  assert.ok(!existsSync(record));
  assert.equal((await restore(copy, record, {}, quiet)).removals, 1);
  assert.deepEqual(holding(record, "Zzyzx"), []);
});

it("the note of what was acknowledged is never cut: a full disk or a kill leaves the one before; another one is told", async () => {
  using folder = temporary();
  await smallRecord(folder.path);
  const note = join(folder.path, "acknowledged");
  const text = readFileSync(note, "utf8");
  await withSecret(folder.path);
  assert.equal(readFileSync(note, "utf8").length, text.length);
  // One that lags behind is no fault.
  writeFileSync(note, text);
  assert.deepEqual(await codes(folder.path), []);
  assert.equal(acknowledged(folder.path)?.sequence, 9);
  writeFileSync(note, text.replace(/9 /, "8 "));
  assert.deepEqual(await codes(folder.path), ["acknowledged-changed"]);
  writeFileSync(note, "??");
  assert.deepEqual(await codes(folder.path), ["acknowledged-changed"]);
});

it("a program that has the record open writes nothing into another one that was restored in its place", async () => {
  using folder = temporary();
  const [record, copy] = [join(folder.path, "record"), join(folder.path, "copy")];
  await smallRecord(record);
  await backup(record, copy, quiet);
  const store = await openRecord(record);
  const { before } = await restore(copy, record, {}, quiet);
  const group = SECRET.referent("group", "River Front");
  await assert.rejects(store.append(SECRET.batch("1", ...referents(group))), /Another record was put in place/);
  await store.close();
  for (const place of [record, before ?? ""]) {
    await using(place, async (one) => assert.deepEqual(await one.verify(quiet), []));
  }
  assert.deepEqual(holding(folder.path, "Zzyzx"), []);
});

it("a record that is replaced while it is opened is the new one or is refused, never the old one written to", async () => {
  using folder = temporary();
  const [record, copy] = [join(folder.path, "record"), join(folder.path, "copy")];
  await smallRecord(record);
  cpSync(record, copy, { recursive: true });
  // Which file it is, is asked of the file system between looking whether it is there and using it.
  let looks = 0;
  const look = fs.statSync;
  const looking = mock.method(fs, "statSync", (path: string) => {
    looks += path === join(record, "record.db") ? 1 : 0;
    if (looks === 2 && existsSync(copy)) {
      renameSync(record, join(folder.path, "before"));
      renameSync(copy, record);
    }
    return look(path);
  });
  syncBuiltinESMExports();
  try {
    const group = SECRET.referent("group", "River Front");
    await using(record, (store) => store.append(SECRET.batch("1", ...referents(group))));
  } finally {
    looking.mock.restore();
    syncBuiltinESMExports();
  }
  assert.deepEqual([holding(record, "Zzyzx").length > 0, holding(join(folder.path, "before"), "Zzyzx")], [true, []]);
});

/** What a removal stands on, over a connection of its own. */
function connection(folder: string): Footing {
  const db = database(join(folder, "record.db"), { readOnly: false, wait: 50 });
  db.exec("PRAGMA secure_delete = ON");
  return footingOf({ ...fixed(Date.UTC(2027, 0, 1)), db, folder, readOnly: false, hash: sha, file: fileOf(folder) });
}

it("a wipe waits for a seal that is under way in another connection, and leaves its box alone", async () => {
  using folder = temporary();
  await withSecret(folder.path);
  const other = connection(folder.path);
  // A seal up to its COMMIT: the box stands, the transaction that tells of it is open.
  other.db.exec("BEGIN IMMEDIATE");
  writeFileSync(boxOf(folder.path, removal.target), "sealed");
  writeFileSync(join(folder.path, "wiping"), "");
  await using(folder.path, async (store) => {
    assert.ok(existsSync(boxOf(folder.path, removal.target)));
    assert.ok(existsSync(join(folder.path, "wiping")));
    other.db.exec("ROLLBACK");
    other.db.close();
    await store.erase({ ...removal, target: SAMPLE.document.id });
  });
  assert.ok(!existsSync(boxOf(folder.path, removal.target)));
  assert.deepEqual(await codes(folder.path), []);
});

it("a removal that another connection makes during a wipe, and does not wipe, stays owed", async () => {
  using folder = temporary();
  await withSecret(folder.path);
  const [one, other] = [connection(folder.path), connection(folder.path)];
  const killed = {
    ...other,
    db: { ...other.db, exec: (sql: string) => (/optimize/.test(sql) ? stop() : other.db.exec(sql)) },
  };
  const stop = (): never => {
    throw new RangeError("killed");
  };
  const meanwhile = (sql: string): void => {
    one.db.exec(sql);
    if (sql !== "VACUUM") return;
    assert.throws(() => remove(killed, removal, { to: null, pretend: false }), /killed/);
  };
  remove(
    { ...one, db: { ...one.db, exec: meanwhile } },
    { ...removal, target: SAMPLE.document.id },
    { to: null, pretend: false },
  );
  for (const { db } of [one, other]) db.close();
  assert.deepEqual(await codes(folder.path), ["wipe-owed"]);
  await using(folder.path, async (store) => assert.deepEqual(await store.verify(quiet), []));
  assert.deepEqual(holding(folder.path, "Zzyzx"), []);
});
