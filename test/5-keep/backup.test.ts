// Copies of a record: made while it is written to, proved when they are put back; removals that survive them; logs that
// were rewritten behind the program's back and everything made to fit.
import assert from "node:assert/strict";
import fs, {
  chmodSync,
  cpSync,
  existsSync,
  fstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { it, mock } from "node:test";
import type { LogTree, Store } from "../../src/0-model/store.ts";
import { backup, backupOf, restore } from "../../src/5-keep/backup.ts";
import { checkpoint, parseNotes, readNotes, signedBy, verifierOf } from "../../src/5-keep/checkpoint.ts";
import { leafOf, type RowKind } from "../../src/5-keep/log.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { newKeys } from "../../src/5-keep/seal.ts";
import { database } from "../../src/5-keep/sqlite/database.ts";
import { canonicalOf } from "../../src/5-keep/sqlite/pack.ts";
import { termsOf } from "../../src/5-keep/sqlite/terms.ts";
import { grown, type Peaks } from "../../src/5-keep/tree.ts";
import { EVERYTHING, refused } from "../contracts/given.ts";
import { SAMPLE, smallRecord, tamper, temporary } from "./folder.ts";
import { alone, claims, referents, review, Sample } from "./sample.ts";

const quiet = (): void => {};
const SECRET = new Sample("The River Front held Vahid Zzyzx in the mill.", ["secret.txt"]);

async function using<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openRecord(folder);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function addSecret(folder: string): Promise<void> {
  const captive = SECRET.referent("person", "Vahid Zzyzx");
  const front = SECRET.referent("group", "River Front");
  const held = SECRET.claim(captive, "held-by", front);
  await using(folder, (store) => store.append(SECRET.batch("1", ...referents(captive, front), ...claims(held))));
}

/** Files of a folder in which some bytes occur. */
function holding(folder: string, words: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(Buffer.from(words, "utf8")));
}

it("a backup made while another connection writes is whole, and restored it answers as the record did", async () => {
  using folder = temporary();
  const [record, copy, back] = folder.at("record", "copy", "back");
  await smallRecord(record);
  const writer = await openRecord(record);
  const before = await writer.read(EVERYTHING);
  const made = await backup(record, copy, quiet);
  await writer.append(alone(review(before.claims[1]?.id ?? "", 1, "refused")));
  await writer.close();
  assert.deepEqual([made.size, made.documents], [before.log.length, 1]);
  assert.deepEqual(backupOf(copy), made);
  const restored = await restore(copy, back, {}, quiet);
  assert.deepEqual([restored.root, restored.removals, restored.before], [made.root, 0, null]);
  await using(back, async (store) => {
    assert.deepEqual(await store.read(EVERYTHING), before);
    assert.deepEqual(await store.verify(quiet, [made]), []);
  });
  await refused(backup(record, copy, quiet), "not-empty", /other files/);
  await refused(backup(join(folder.path, "none"), join(folder.path, "x"), quiet), "no-record", /no record/);
  assert.deepEqual(readdirSync(folder.path).sort(), ["back", "copy", "record"]);
});

/** Runs work, and gives which files and folders were made to last meanwhile. */
async function synced(work: () => Promise<unknown>): Promise<ReadonlySet<number>> {
  const lasting = new Set<number>();
  const sync = fs.fsyncSync;
  const syncing = mock.method(fs, "fsyncSync", (file: number) => {
    lasting.add(fstatSync(file).ino);
    sync(file);
  });
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    syncing.mock.restore();
    syncBuiltinESMExports();
  }
  return lasting;
}

it("a backup, and what is restored from it, lasts whole before it counts, and can be read by its owner alone", {
  skip: process.platform === "win32",
}, async () => {
  using folder = temporary();
  const [record, copy, back] = folder.at("record", "copy", "back");
  await smallRecord(record);
  const tree = (path: string) =>
    [path, ...readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name))].map((one) => ({
      one,
      ...statSync(one),
    }));
  const made = await synced(() => backup(record, copy, quiet));
  const restored = await synced(async () => {
    chmodSync(join(copy, "record.db"), 0o644);
    await restore(copy, back, {}, quiet);
    chmodSync(join(copy, "record.db"), 0o600);
  });
  for (const [path, lasting] of [
    [copy, made],
    [back, restored],
  ] as const) {
    const all = tree(path);
    assert.deepEqual(
      all.filter(({ ino }) => !lasting.has(ino)).map(({ one }) => one),
      [],
    );
    assert.deepEqual(
      all.filter(({ mode }) => (mode & 0o077) !== 0).map(({ one }) => one),
      [],
    );
  }
});

it("restores over a record and keeps what stood there aside; a damaged backup, or a folder that is none, restores nothing", async () => {
  using folder = temporary();
  const [record, copy] = [join(folder.path, "record"), join(folder.path, "copy")];
  await smallRecord(record);
  await backup(record, copy, quiet);
  await addSecret(record);
  const { before } = await restore(copy, record, {}, quiet);
  assert.ok(before !== null && existsSync(join(before, "record.db")));
  await using(record, async (store) => assert.equal((await store.read([{ get: "documents" }])).documents.length, 1));
  await refused(restore(record, join(folder.path, "x"), {}, quiet), "not-a-backup", /backup\.json/);
  tamper(copy, "UPDATE payload SET json = replace(json, 'Omar Saleh', 'Omar Salem') WHERE sequence = 6");
  await refused(restore(copy, join(folder.path, "x"), {}, quiet), "backup-damaged", /Row 6/);
  assert.ok(!existsSync(join(folder.path, "x")));
});

it("a restore whose last step fails puts the record that it moved aside back", async () => {
  using folder = temporary();
  const [record, copy] = folder.at("record", "copy");
  await smallRecord(record);
  await backup(record, copy, quiet);
  await addSecret(record);
  const before = await using(record, (store) => store.read(EVERYTHING));
  const rename = fs.renameSync;
  const failing = mock.method(fs, "renameSync", (from: string, to: string) => {
    if (to === record && from === `${record}.part`) throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
    rename(from, to);
  });
  syncBuiltinESMExports();
  try {
    await refused(restore(copy, record, {}, quiet), "not-writable", /nothing else was changed/);
  } finally {
    failing.mock.restore();
    syncBuiltinESMExports();
  }
  assert.deepEqual(readdirSync(folder.path).sort(), ["copy", "record"]);
  assert.deepEqual(await using(record, (store) => store.read(EVERYTHING)), before);
});

it("erases to the last byte: files, free pages, write-ahead log and index; a copy restored over it is erased again", async () => {
  using folder = temporary();
  const [record, copy] = [join(folder.path, "record"), join(folder.path, "copy")];
  await smallRecord(record);
  await addSecret(record);
  await backup(record, copy, quiet);
  const tree = await using(record, (store) => store.tree());
  for (const words of ["Zzyzx", "zzyzx"]) assert.notDeepEqual(holding(record, words), [], words);
  const target = SECRET.document.id;
  await using(record, (store) => store.erase({ target, why: "asked for", by: "person:ann" }));
  for (const words of ["Zzyzx", "zzyzx", "Vahid"]) assert.deepEqual(holding(record, words), [], words);
  await using(record, async (store) => assert.deepEqual(await store.verify(quiet, [tree]), []));
  writeFileSync(join(record, "record.db"), "gone");
  const restored = await restore(copy, record, {}, quiet);
  assert.equal(restored.removals, 1);
  for (const words of ["Zzyzx", "zzyzx", "Vahid"]) assert.deepEqual(holding(record, words), [], words);
  await using(record, async (store) => {
    assert.deepEqual(await store.verify(quiet, [tree]), []);
    const { tombstones, documents } = await store.read([{ get: "tombstones" }, { get: "documents" }]);
    assert.deepEqual([tombstones.map((one) => one.target), documents.length], [[target], 1]);
  });
});

it("a sealed document is nowhere in clear, survives backup and restore, and a seal known here is done again", async () => {
  using folder = temporary();
  const [record, early, late] = folder.at("record", "early", "late");
  const keys = newKeys();
  const removal = { target: SECRET.document.id, why: "trial", by: "person:ann" };
  await smallRecord(record);
  await addSecret(record);
  await backup(record, early, quiet);
  await using(record, (store) => store.seal(removal, keys.publicKey));
  for (const words of ["Zzyzx", "zzyzx"]) assert.deepEqual(holding(record, words), [], words);
  await backup(record, late, quiet);
  assert.equal((await restore(early, record, {}, quiet)).removals, 1);
  for (const words of ["Zzyzx", "zzyzx"]) assert.deepEqual(holding(record, words), [], words);
  const back = join(folder.path, "back");
  await restore(late, back, {}, quiet);
  for (const place of [record, back]) {
    await using(place, async (store) => {
      await store.unseal(removal, keys.privateKey);
      assert.deepEqual(Buffer.from(await store.original(SECRET.document.id)), Buffer.from(SECRET.bytes));
      assert.deepEqual(await store.verify(quiet), []);
    });
  }
});

it("a row that a person wrote is erased again in a restored copy only where it is the same row", async () => {
  using folder = temporary();
  const [record, copy, other] = folder.at("record", "copy", "other");
  await smallRecord(record);
  await backup(record, copy, quiet);
  const target = await using(record, async (store) => {
    const { log } = await store.read([{ get: "log", after: 0, limit: 100 }]);
    return `row:${log.find(({ kind }) => kind === "review")?.sequence}`;
  });
  await using(record, (store) => store.erase({ target, why: "names a witness", by: "person:ann" }));
  assert.equal((await restore(copy, record, {}, quiet)).removals, 1);
  await smallRecord(other);
  await using(other, (store) =>
    store.append(
      alone(review(SAMPLE.claim(SAMPLE.referent("group", "River Front"), "strength", "grew").id, 1, "faithful")),
    ),
  );
  rmSync(copy, { recursive: true });
  await backup(other, copy, quiet);
  const moved = join(folder.path, "moved");
  mkdirSync(moved);
  const lines = readFileSync(join(record, "tombstones"), "utf8").replace(
    /"leaves":"[0-9a-f]+"/,
    `"leaves":"${"0".repeat(64)}"`,
  );
  writeFileSync(join(moved, "tombstones"), lines);
  assert.equal((await restore(copy, join(folder.path, "third"), { tombstones: moved }, quiet)).removals, 0);
});

it("says so when a live database file was copied instead of backed up, or an older one was put back", async () => {
  using folder = temporary();
  const [record, copy] = [join(folder.path, "record"), join(folder.path, "copy")];
  await smallRecord(record);
  const writer = await openRecord(record);
  await writer.append(
    alone(review(SAMPLE.claim(SAMPLE.referent("group", "River Front"), "strength", "grew").id, 1, "faithful")),
  );
  // What a careless copy takes: everything but the write-ahead log.
  cpSync(record, copy, { recursive: true, filter: (path) => !/-(wal|shm)$/.test(path) });
  await writer.close();
  await refused(openRecord(copy), "behind", /copied while it was in use.*sourcebook backup/);
  const reader = await openRecord(copy, { readOnly: true });
  assert.deepEqual(
    (await reader.verify(quiet)).map(({ code }) => code),
    ["behind"],
  );
  await reader.close();
  rmSync(join(copy, "acknowledged"));
  await using(copy, async (store) => assert.deepEqual(await store.verify(quiet), []));
});

/** What somebody with the files and all the skill can do: changes the log, then makes clocks, leaves, tree and head fit. */
function rewrite(folder: string, sql: string): void {
  const path = join(folder, "record.db");
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  db.exec(sql);
  const reader = database(path, { readOnly: true, wait: 0 });
  const terms = termsOf(reader);
  const rows = db
    .prepare(
      "SELECT l.sequence, l.recorded_at, l.kind, p.salt, p.json FROM log l JOIN payload p USING (sequence) ORDER BY 1",
    )
    .all();
  let peaks: Peaks = [];
  let clock = 0;
  for (const [at, row] of rows.entries()) {
    const { recorded_at: told, kind, salt, json, sequence } = row;
    clock = Math.max(clock, Number(told));
    const made = leafOf({
      sequence: Number(sequence),
      recordedAt: new Date(clock).toISOString(),
      kind: String(kind) as RowKind,
      salt: salt as Uint8Array,
      json: canonicalOf(String(kind) as RowKind, json as string | Uint8Array, terms),
    });
    db.prepare("UPDATE log SET leaf = ?, recorded_at = ? WHERE sequence = ?").run(made, clock, Number(sequence));
    peaks = grown(peaks, at, made);
  }
  const head = db.prepare("UPDATE head SET sequence = ?, recorded_at = ?, peaks = ?");
  head.run(rows.length, clock, Buffer.concat(peaks as Buffer[]));
  for (const one of [db, reader]) one.close();
  rmSync(join(folder, "acknowledged"));
}

const MOVE =
  "UPDATE $ SET sequence = -sequence WHERE sequence > 3; UPDATE $ SET sequence = -sequence - 1 WHERE sequence < 0";
const both = (sql: string): string => ["payload", "log"].map((table) => sql.replaceAll("$", table)).join(";");

it("a history rewritten with everything made to fit is found by a checkpoint kept elsewhere, and by nothing else", async () => {
  const harms = [
    both(`DELETE FROM $ WHERE sequence = 3; ${MOVE}`),
    both("DELETE FROM $ WHERE sequence = 9"),
    "UPDATE payload SET json = replace(json, 'faithful', 'refused') WHERE sequence = 9",
    "UPDATE log SET recorded_at = recorded_at - 5000 WHERE sequence = 9",
    both(
      "UPDATE $ SET sequence = -sequence WHERE sequence IN (4, 5); UPDATE $ SET sequence = 9 + sequence WHERE sequence < 0",
    ),
  ];
  using folder = temporary();
  const record = join(folder.path, "record");
  await smallRecord(record);
  const kept = join(folder.path, "kept.txt");
  await using(record, async (store) => writeFileSync(kept, await checkpoint(record, store)));
  const notes = readNotes(kept);
  await using(record, async (store) => assert.deepEqual(await store.verify(quiet, notes), []));
  for (const [i, harm] of harms.entries()) {
    const copy = join(folder.path, `${i}`);
    cpSync(record, copy, { recursive: true });
    rewrite(copy, harm);
    await using(copy, async (store) => {
      await store.rebuild(quiet);
      const sound = async (against: readonly LogTree[]) =>
        (await store.verify(quiet, against)).filter(({ code }) => code !== "text-changed");
      // The list that stands beside the database tells too, for as long as nobody thinks of it.
      assert.match((await sound([]))[0]?.code ?? "", /rewritten|rows-dropped/, harm);
      await refused(checkpoint(copy, store), "rewritten", /not signed/);
      rmSync(join(copy, "checkpoints"));
      assert.deepEqual(await sound([]), [], harm);
      const [found] = await sound(notes);
      assert.match(found?.code ?? "", /rewritten|rows-dropped/, harm);
    });
  }
});

it("several checkpoints in one file narrow down where the log was rewritten; one of another record is said to be", async () => {
  using folder = temporary();
  const [record, other] = [join(folder.path, "record"), join(folder.path, "other")];
  await smallRecord(record);
  await smallRecord(other);
  const claim = SAMPLE.claim(SAMPLE.referent("group", "River Front"), "strength", "grew").id;
  let kept = "";
  await using(record, async (store) => {
    for (const decision of ["faithful", "refused", "proposed"] as const) {
      kept += await checkpoint(record, store);
      await store.append(alone(review(claim, 1, decision)));
    }
    kept += await checkpoint(record, store);
  });
  const notes = parseNotes(kept);
  assert.deepEqual(
    notes.map(({ size }) => size),
    [9, 10, 11, 12],
  );
  rewrite(record, "UPDATE payload SET json = replace(json, 'refused', 'faithful') WHERE sequence = 11");
  await using(record, async (store) => {
    await store.rebuild(quiet);
    const [found] = await store.verify(quiet, notes);
    assert.match(found?.message ?? "", /change stands in row 11\./);
    const strange = notes.map((note) => ({ ...note, origin: "sourcebook/0000000000000000" }));
    assert.equal((await store.verify(quiet, strange))[0]?.code, "checkpoint-other");
  });
});

it("a checkpoint bears the signature of the record's key, and no other text does", async () => {
  using folder = temporary();
  await smallRecord(folder.path);
  const text = await using(folder.path, (store) => checkpoint(folder.path, store));
  const [note] = parseNotes(text);
  assert.ok(note !== undefined);
  const verifier = verifierOf(folder.path, note.origin) ?? "";
  assert.ok(signedBy(note, verifier));
  assert.ok(!signedBy({ ...note, body: note.body.replace("\n9\n", "\n8\n") }, verifier));
  const strange = verifier.replace(/\+[0-9a-f]{8}\+/, "+00000000+");
  assert.throws(() => signedBy(note, strange), /no verifier key/);
  assert.throws(() => readNotes(join(folder.path, "format")), /holds no checkpoint/);
});
