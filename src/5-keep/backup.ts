import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import { FORMAT, type LogTree, type Progress, type Store, type Tombstone } from "../0-model/store.ts";
import { acknowledge } from "./acknowledged.ts";
import { buriedIn, leavesOf } from "./burials.ts";
import { boxOf, pathOf, rehash, syncFolder, writeFileWhole } from "./originals.ts";
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
export async function backup(folder: string, into: string, progress: Progress): Promise<Backup> {
  if (existsSync(into) && readdirSync(into).length > 0) {
    throw fault("not-empty", `${into} holds other files. Name a new folder for the backup.`);
  }
  const part = `${into}.part`;
  rmSync(part, { recursive: true, force: true });
  try {
    mkdirSync(join(part, "originals"), { recursive: true, mode: 0o700 });
    progress(0, 1, "database");
    // Opened as a record, so that a folder that is none, or is of another format, is told as always.
    await (await openRecord(folder, { readOnly: true })).close();
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
    rmSync(into, { recursive: true, force: true });
    renameSync(part, into);
    syncFolder(dirname(into));
    return made;
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw explain(error, folder, () => writing(folder));
  }
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
    return JSON.parse(readFileSync(join(folder, NOTE), "utf8")) as Backup;
  } catch {
    throw fault(
      "not-a-backup",
      `${folder} is no backup: it has no ${NOTE} that can be read. "sourcebook backup" makes one.`,
    );
  }
}

/**
 * Puts a backup in place of a record: copied, verified from the first byte to the last, proved to be what was backed up,
 * and every removal done again that the record at that place knows of (`tombstones`, or the list in another folder). What
 * stood there is moved aside, never deleted. Throws a SourcebookError (exit 5) and changes nothing when a proof fails.
 */
export async function restore(
  from: string,
  folder: string,
  told: { readonly tombstones?: string; readonly options?: OpenOptions },
  progress: Progress,
): Promise<Restored> {
  const noted = backupOf(from);
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  try {
    cpSync(from, part, { recursive: true });
    rmSync(join(part, NOTE));
    const store = await openRecord(part, told.options ?? {});
    let removals = 0;
    try {
      await prove(store, noted, from, progress);
      for (const stone of buriedIn(told.tombstones ?? folder)) if (await again(store, part, stone)) removals += 1;
    } finally {
      await store.close();
    }
    const before = aside(folder);
    renameSync(part, folder);
    syncFolder(dirname(folder));
    return { ...noted, removals, before };
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
}

async function prove(store: Store, noted: Backup, from: string, progress: Progress): Promise<void> {
  const problems = await store.verify(progress, [noted]);
  const tree = await store.tree();
  const { documents } = await store.read([{ get: "documents" }]);
  const equal = tree.root === noted.root && tree.size === noted.size && documents.length === noted.documents;
  if (problems.length === 0 && equal) return;
  const [first] = problems;
  const why = first?.message ?? "it does not hold what it held when it was made.";
  throw fault("backup-damaged", `The backup in ${from} is not what was backed up: ${why} Nothing was restored.`);
}

/** Does a removal again; false when what came back does not hold it, or holds it removed. */
async function again(store: Store, folder: string, stone: Tombstone & { readonly kind: string }): Promise<boolean> {
  if (stone.what === "row" && leavesOf(folder, stone.rows) !== stone.leaves) return false;
  try {
    const done = stone.recipient === undefined ? await store.erase(stone) : await store.seal(stone, stone.recipient);
    return done.rows > 0;
  } catch (error) {
    if (error instanceof SourcebookError && error.exit === EXIT.unknown) return false;
    throw error;
  }
}

/** Moves what stands at a place aside. */
function aside(folder: string): string | null {
  if (!existsSync(folder)) return null;
  if (readdirSync(folder).length === 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  for (let n = 1; ; n++) {
    const name = `${folder}.before-restore-${n}`;
    if (existsSync(name)) continue;
    renameSync(folder, name);
    return name;
  }
}
