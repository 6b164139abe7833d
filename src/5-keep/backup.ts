import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import { FORMAT, type LogTree, type Progress, type Store } from "../0-model/store.ts";
import { acknowledge } from "./acknowledged.ts";
import { movedAside, nextAside } from "./aside.ts";
import { type Burial, buriedIn, leavesOf, list } from "./burials.ts";
import { boxOf, ownFile, partOf, pathOf, rehash, syncFolder, syncTree, writeFileWhole } from "./originals.ts";
import { type OpenOptions, openRecord } from "./record.ts";
import { type Database, database, text } from "./sqlite/database.ts";
import { explain, fault } from "./sqlite/fault.ts";
import { headOf, originOf } from "./sqlite/ledger.ts";
import { OPEN } from "./sqlite/schema.ts";
import { writing } from "./sqlite/writer.ts";
import { treeNamed } from "./tombstone.ts";

/** What a backup holds, as its file `backup.json` says and as `restore` proves. */
export interface Backup extends LogTree {
  readonly documents: number;
  /** The wall clock of its last row. */
  readonly recordedAt: string;
}

/** What a restore did. */
export interface Restored extends Backup {
  /** Removals known where it was restored to, done again on what came back. */
  readonly removals: number;
  /** Where the record that stood there before was put; null when there was none. */
  readonly before: string | null;
}

const NOTE = "backup.json";

/**
 * Copies a record into a new folder, whole and of one moment, while others write to it: the database by SQLite, originals
 * with their hash checked. The copy is a record itself. Throws a SourcebookError (exit 5); nothing is left half made.
 */
export async function backup(folder: string, named: string, progress: Progress): Promise<Backup> {
  // A link stays, and what it leads to is filled.
  const into = existsSync(named) ? realpathSync(named) : named;
  apart(folder, into, "backup");
  if (existsSync(into) && readdirSync(into).length > 0) {
    throw fault("not-empty", `${into} holds other files. Name a new folder for the backup.`);
  }
  // Opened as a record, so that a folder that is none, or is of another format, is told as always.
  await (await openRecord(folder, { readOnly: true })).close();
  const part = partOf(into);
  try {
    rmSync(part, { recursive: true, force: true });
    mkdirSync(join(part, "originals"), { recursive: true, mode: 0o700 });
    progress(0, 1, "database");
    ownFile(join(part, "record.db"));
    const db = database(join(folder, "record.db"), { readOnly: true, wait: 5000 });
    try {
      db.run("VACUUM INTO ?", join(part, "record.db"));
    } finally {
      db.close();
    }
    const copy = database(join(part, "record.db"), { readOnly: true, wait: 0 });
    let made: Backup;
    try {
      made = await copyRest(folder, part, copy, progress);
    } finally {
      copy.close();
    }
    syncTree(part);
    // Empty, or not there: nothing is deleted that holds anything.
    if (existsSync(into)) rmdirSync(into);
    renameSync(part, into);
    syncFolder(dirname(into));
    return made;
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw explain(written(error, into, "backup"), folder, () => writing(folder));
  }
}

/** Refuses two places of which one is, or is in, the other: what is moved or lost with one would be with both. */
function apart(folder: string, other: string, what: string): void {
  for (const path of [folder, other]) {
    if (existsSync(path) && !statSync(path).isDirectory()) {
      throw fault("not-a-folder", `${path} is a file. Name a folder.`);
    }
  }
  const [one, two] = [real(folder), real(other)];
  if (one !== two && !one.startsWith(two + sep) && !two.startsWith(one + sep)) return;
  throw fault(
    "same-place",
    `The record in ${folder} and the ${what} in ${other} have to stand apart, neither inside the other. Name another folder.`,
  );
}

/** A path without symbolic links, as far as it is there. */
function real(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return dirname(path) === path ? path : join(real(dirname(path)), basename(path));
}

/** What went wrong with a folder that was to be written; other errors pass unchanged. */
function written(error: unknown, into: string, what: string): unknown {
  if (!(error instanceof Error) || error instanceof SourcebookError) return error;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  // SQLite's: full, an I/O error, read-only, cannot open.
  const primary = typeof errcode === "number" ? errcode & 0xff : null;
  if (primary === 13 || ["ENOSPC", "EDQUOT", "EFBIG"].includes(String(code))) {
    return fault(
      "disk-full",
      `The disk that holds ${into} is full. The ${what} was not made and nothing else was changed; free some space, then run the command again.`,
    );
  }
  if (primary === 8 || primary === 14 || /^(E[A-Z]{2,}|ERR_FS_[A-Z_]+)$/.test(String(code))) {
    const { path } = error as { path?: unknown };
    const where = typeof path === "string" && !path.startsWith(partOf(into)) ? path : into;
    return fault(
      "not-writable",
      `${where} cannot be read or written (${String(code)}). The ${what} was not made and nothing else was changed; name another folder, or change who may write there.`,
    );
  }
  return error;
}

async function copyRest(folder: string, part: string, copy: Database, progress: Progress): Promise<Backup> {
  const keys = (kind: string): string[] =>
    copy
      .all("SELECT key FROM held WHERE kind = ? AND until = ? ORDER BY key", kind, OPEN)
      .map((line) => text(line, "key"));
  const documents = keys("document");
  for (const [at, id] of documents.entries()) {
    progress(at, documents.length, "originals");
    mkdirSync(dirname(pathOf(part, id)), { recursive: true, mode: 0o700 });
    if (!existsSync(pathOf(folder, id))) {
      throw fault(
        "original-missing",
        `The original of ${id} is missing from ${folder}. Add the file again, then back up.`,
      );
    }
    cpSync(pathOf(folder, id), pathOf(part, id));
    const found = await rehash(part, id);
    if (found?.id === id) continue;
    throw fault("original-changed", `The original of ${id} in ${folder} is not what it was. Run "sourcebook verify".`);
  }
  for (const id of keys("seal")) if (existsSync(boxOf(folder, id))) cpSync(boxOf(folder, id), boxOf(part, id));
  progress(documents.length, documents.length, "originals");
  const head = headOf(copy);
  const tree = treeNamed(originOf(copy), head.sequence, head.peaks);
  const made: Backup = { ...tree, documents: documents.length, recordedAt: head.recordedAt };
  for (const name of ["tombstones", "checkpoints"]) {
    if (existsSync(join(folder, name))) cpSync(join(folder, name), join(part, name));
  }
  writeFileWhole(join(part, "format"), Buffer.from(`sourcebook record ${FORMAT}\n`));
  acknowledge(part, head);
  writeFileWhole(join(part, NOTE), Buffer.from(`${JSON.stringify(made, null, 2)}\n`));
  return made;
}

/** Reads what a backup says of itself. Throws a SourcebookError (exit 5) when the folder is no backup. */
export function backupOf(folder: string): Backup {
  try {
    const made = JSON.parse(readFileSync(join(folder, NOTE), "utf8")) as Backup;
    const { origin, root, recordedAt, size, documents } = made;
    const words = [origin, root, recordedAt].every((word) => typeof word === "string");
    if (words && Number.isSafeInteger(size) && Number.isSafeInteger(documents)) return made;
  } catch {}
  throw fault(
    "not-a-backup",
    `${folder} is no backup: it has no ${NOTE} that can be read. "sourcebook backup" makes one.`,
  );
}

/**
 * Puts a backup in place of a record: copied, verified from the first byte to the last, proved to be what was backed up,
 * and every removal done again that the record at that place knows of (`tombstones`, or the list in another folder). What
 * stood there is moved aside, never deleted. Throws a SourcebookError (exit 5) and changes nothing when a proof fails.
 */
export async function restore(
  from: string,
  named: string,
  told: { readonly tombstones?: string; readonly options?: OpenOptions },
  progress: Progress,
): Promise<Restored> {
  const folder = existsSync(named) ? realpathSync(named) : named;
  apart(folder, from, "backup");
  const noted = backupOf(from);
  const listed = told.tombstones ?? folder;
  if (told.tombstones !== undefined && !existsSync(join(listed, "tombstones"))) {
    throw fault(
      "no-tombstones",
      `${listed} has no list of removals (a file "tombstones"). Name the folder of a record.`,
    );
  }
  putBack(folder);
  if (existsSync(folder) && !replaceable(folder)) {
    throw fault(
      "not-a-record",
      `${folder} holds other files and no record: it is not moved aside. Name another folder.`,
    );
  }
  const part = partOf(folder);
  try {
    rmSync(part, { recursive: true, force: true });
    cpSync(from, part, { recursive: true });
    rmSync(join(part, NOTE));
    // Backups of earlier versions could be read by everybody.
    if (existsSync(join(part, "record.db"))) chmodSync(join(part, "record.db"), 0o600);
    const store = await openRecord(part, told.options ?? {});
    let removals = 0;
    try {
      await prove(store, noted, from, progress);
      // The backup's own list may know of one that was made while it was copied.
      removals = await buryAgain(store, part, [...buriedIn(part), ...buriedIn(listed)]);
    } finally {
      await store.close();
    }
    // The key that signed so far goes on signing.
    const [key, kept] = [join(folder, "checkpoint.key"), join(part, "checkpoint.key")];
    if (existsSync(key) && !existsSync(kept)) writeFileWhole(kept, readFileSync(key));
    syncTree(part);
    const before = held(folder, () => exchange(folder, part));
    syncFolder(dirname(folder));
    return { ...noted, removals, before };
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw explain(written(ofBackup(error, part, from), folder, "restored record"), folder, () => null);
  }
}

/** Runs the exchange while nobody can write to the record that goes: what is under way there ends before. */
function held<T>(folder: string, work: () => T): T {
  // Windows moves no folder in which a file is open, this one's included.
  if (process.platform === "win32" || !existsSync(join(folder, "record.db"))) return work();
  let old: Database;
  try {
    old = database(join(folder, "record.db"), { readOnly: false, wait: 5000 });
  } catch {
    return work();
  }
  try {
    try {
      old.exec("BEGIN IMMEDIATE");
    } catch (error) {
      const told = explain(error, folder, () => writing(folder));
      if (told instanceof SourcebookError && told.code === "locked") throw told;
      // Damaged, or on a disk that cannot be written: nobody writes to it either.
    }
    return work();
  } finally {
    old.close();
  }
}

/** What is wrong with the copy is wrong with the backup: the copy is gone when a person reads of it. */
function ofBackup(error: unknown, part: string, from: string): unknown {
  if (!(error instanceof SourcebookError) || !error.message.includes(part)) return error;
  const words = error.message.replaceAll(part, from);
  if (!/^(damaged|no-record|not-a-record|behind|projection-stale)$/.test(error.code)) return fault(error.code, words);
  const what = error.code.endsWith("record") ? "It holds no record." : words;
  return fault("backup-damaged", `The backup in ${from} is not what was backed up. ${what} Nothing was restored.`);
}

/** Does the removals of a list again, and keeps those on the list that what came back does not hold: another backup may. */
async function buryAgain(store: Store, part: string, stones: readonly Burial[]): Promise<number> {
  let done = 0;
  const idle: Burial[] = [];
  const { tombstones } = await store.read([{ get: "tombstones" }]);
  const gone = new Map(tombstones.map(({ target, how }) => [target, how]));
  for (const stone of stones) {
    const how = gone.get(stone.target);
    if (how === "erased" || (how === "sealed" && stone.kind === "seal")) continue;
    if (await again(store, part, stone)) done += 1;
    else idle.push(stone);
  }
  const held = new Set(buriedIn(part).map(({ target }) => target));
  list(
    part,
    idle.filter(({ target }) => !held.has(target)),
  );
  return done;
}

/** True for a folder that is empty or looks like a record, whole or not. */
function replaceable(folder: string): boolean {
  const names = readdirSync(folder);
  return names.length === 0 || ["format", "record.db", "originals", "tombstones"].some((one) => names.includes(one));
}

/** A restore moves aside what stood there and then moves into its place: broken off between the two, the first is undone. */
function putBack(folder: string): void {
  const last = movedAside(folder);
  if (last !== null) renameSync(last, folder);
}

async function prove(store: Store, noted: Backup, from: string, progress: Progress): Promise<void> {
  const problems = await store.verify(progress, [noted]);
  const tree = await store.tree();
  const { documents } = await store.read([{ get: "documents" }]);
  const { log } = await store.read([{ get: "log", after: noted.size - 1, limit: 1 }]);
  const clock = log[0]?.recordedAt ?? "";
  const equal =
    tree.root === noted.root &&
    tree.size === noted.size &&
    documents.length === noted.documents &&
    clock === noted.recordedAt;
  if (problems.length === 0 && equal) return;
  const [first] = problems;
  const why = first?.message ?? "it does not hold what it held when it was made.";
  throw fault("backup-damaged", `The backup in ${from} is not what was backed up: ${why} Nothing was restored.`);
}

/** Does a removal again; false when what came back does not hold it, or holds it removed. */
async function again(store: Store, folder: string, stone: Burial): Promise<boolean> {
  if (stone.what === "row" && leavesOf(folder, stone.rows) !== stone.leaves) return false;
  try {
    const done = stone.recipient === undefined ? await store.erase(stone) : await store.seal(stone, stone.recipient);
    return done.rows > 0;
  } catch (error) {
    if (error instanceof SourcebookError && error.exit === EXIT.unknown) return false;
    throw error;
  }
}

/** Moves what stands at a place aside and the other into it; what was moved aside is put back when that fails. */
function exchange(folder: string, part: string): string | null {
  const went = aside(folder);
  try {
    renameSync(part, folder);
  } catch (error) {
    if (went !== null) renameSync(went, folder);
    throw error;
  }
  return went;
}

/** Moves what stands at a place aside. */
function aside(folder: string): string | null {
  if (!existsSync(folder)) return null;
  if (readdirSync(folder).length === 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const name = nextAside(folder);
  renameSync(folder, name);
  return name;
}
