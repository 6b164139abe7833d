import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Hash } from "../0-model/identity.ts";
import { SourcebookError } from "../0-model/problem.ts";
import { FORMAT, type Store } from "../0-model/store.ts";
import { behind } from "./acknowledged.ts";
import { movedAside } from "./aside.ts";
import { type Surroundings, sha256 } from "./log.ts";
import { ownFile, syncFolder, writeFileWhole } from "./originals.ts";
import { owed } from "./owed.ts";
import { type Database, database, number } from "./sqlite/database.ts";
import { damaged, explain, fault } from "./sqlite/fault.ts";
import { begin, during, type Footing, fileOf, footingOf, headOf, rebuild } from "./sqlite/ledger.ts";
import { APPLICATION, PROJECTIONS } from "./sqlite/schema.ts";
import { sqliteStore } from "./sqlite/store.ts";
import { damageOf } from "./sqlite/verify.ts";
import { wipe } from "./sqlite/wipe.ts";
import { writing } from "./sqlite/writer.ts";

/** How to open a record. What is left out is the machine's own clock and randomness. */
export interface OpenOptions extends Partial<Surroundings> {
  /** SHA-256 of a text, used to check the ids of renditions. */
  readonly hash?: Hash;
  /** Makes the folder and an empty record in it when there is none. */
  readonly create?: boolean;
  /** Opens without changing the record; appending and rebuilding are refused. */
  readonly readOnly?: boolean;
  /** How long to wait for another process that is writing, in milliseconds; 5000 unless told. */
  readonly wait?: number;
}

const FORMAT_LINE = `sourcebook record ${FORMAT}\n`;
const WAIT = 5000;
/** KiB of pages kept in memory: enough for the upper levels of every index of a million claims. */
const CACHE = 65_536;
const POOL = 4096;

/**
 * Opens the record in a folder. Throws a SourcebookError (exit 5) whose code says what is wrong: `no-record`,
 * `not-a-record`, `newer-format`, `older-format`, `behind`, `damaged`, `locked`, `not-writable`, `disk-full`, `disk-error`.
 */
export async function openRecord(folder: string, options: OpenOptions = {}): Promise<Store> {
  const readOnly = options.readOnly === true;
  try {
    prepare(folder, options.create === true && !readOnly);
    // Before it is opened: one that is put in its place in between is refused, not written to under the other's name.
    const file = fileOf(folder);
    const db = connect(folder, readOnly, options.wait ?? WAIT);
    try {
      const footing = footingOf({
        db,
        folder,
        readOnly,
        file,
        hash: options.hash ?? sha256,
        clock: options.clock ?? (() => new Date()),
        random: options.random ?? pooled(),
      });
      opened(footing);
      return sqliteStore(footing);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw explain(error, folder, () => writing(folder));
  }
}

function opened(footing: Footing): void {
  const { folder, readOnly } = footing;
  try {
    ready(footing);
  } catch (error) {
    const told = explain(error, folder, () => writing(folder));
    if (told instanceof SourcebookError) throw told;
    const [first] = damageOf(footing);
    throw first === undefined ? told : damaged(folder, first.message);
  }
  if (readOnly) return;
  try {
    // A migration that was broken off at its last step.
    const format = join(folder, "format");
    if (readFileSync(format, "utf8") !== FORMAT_LINE) writeFileWhole(format, Buffer.from(FORMAT_LINE));
    if (owed(folder) && writing(folder) === null) wipe(footing);
  } catch {} // It stays as it is, and is told by verify.
}

/** Random bytes drawn from the system a pool at a time: asking it for each salt takes longer than hashing a row. */
function pooled(): Surroundings["random"] {
  let pool = Buffer.alloc(0);
  return (size) => {
    if (pool.length < size) pool = randomBytes(Math.max(size, POOL));
    const bytes = pool.subarray(0, size);
    pool = pool.subarray(size);
    return bytes;
  };
}

/** Checks that the folder holds a record, or makes an empty one in it. */
function prepare(folder: string, create: boolean): void {
  const [format, file] = [join(folder, "format"), join(folder, "record.db")];
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw fault("not-a-record", `${folder} is a file. A record is a folder: name a folder with --record.`);
  }
  const went = movedAside(folder);
  if (went !== null) {
    throw fault(
      "restore-broken-off",
      `A restore into ${folder} was broken off at its last step: the record that stood there is in ${went}. ` +
        "Run the same restore again, or rename that folder back.",
    );
  }
  if (!existsSync(format)) {
    const others = existsSync(folder) ? readdirSync(folder) : [];
    if (others.length > 0) {
      throw fault(
        "not-a-record",
        `The folder ${folder} holds other files and no record. Name the folder of a record, or a new or empty folder.`,
      );
    }
    if (!create) {
      throw fault(
        "no-record",
        `There is no record in ${folder} yet. Add a file first: sourcebook add FILE --record ${folder}`,
      );
    }
    mkdirSync(join(folder, "originals"), { recursive: true, mode: 0o700 });
    // Whole at once: another process may be looking.
    const making = `${format}.${process.pid}`;
    writeFileSync(making, FORMAT_LINE, { mode: 0o600 });
    renameSync(making, format);
    syncFolder(folder);
  }
  checkFormat(folder, readFileSync(format, "utf8"));
  if (existsSync(file) && statSync(file).size > 0) return;
  if (existsSync(join(folder, "originals")) && readdirSync(join(folder, "originals")).length > 0) {
    throw damaged(folder, "record.db is missing or empty, while originals are there");
  }
  if (!create)
    throw fault("no-record", `The record in ${folder} was never finished. Run the command that adds files again.`);
  ownFile(file);
}

function checkFormat(folder: string, line: string): void {
  const found = /^sourcebook record (\d+)\s*$/.exec(line)?.[1];
  if (found === undefined) throw damaged(folder, 'the file "format" does not say what it should');
  if (Number(found) > FORMAT) throw newer(folder, Number(found));
}

function newer(folder: string, format: number): Error {
  return fault(
    "newer-format",
    `The record in ${folder} has format ${format}; this version reads up to ${FORMAT}. ` +
      "Use the version that wrote it, or a newer one; nothing was changed.",
  );
}

function older(folder: string, format: number): Error {
  return fault(
    "older-format",
    `The record in ${folder} has format ${format}; this version works with ${FORMAT}. Run "sourcebook migrate --record ${folder}": ` +
      'it keeps a copy of the whole folder first ("--dry-run" only tries it).',
  );
}

/** A connection. A record on a disk that cannot be written, or is full, is read as it is. */
function connect(folder: string, readOnly: boolean, wait: number): Database {
  const file = join(folder, "record.db");
  try {
    const db = database(file, { readOnly, wait });
    try {
      db.get("PRAGMA user_version");
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    // Read-only, an I/O error, a full disk, cannot open: what SQLite says when it cannot make the -shm file.
    const unwritable = typeof errcode === "number" && [8, 10, 13, 14].includes(errcode & 0xff);
    const pending = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
    if (!readOnly || !unwritable || pending) throw error;
    const url = pathToFileURL(file);
    url.searchParams.set("immutable", "1");
    return database(url, { readOnly: true, wait });
  }
}

/** How long a new record is waited for that another process is making, and how often it is tried, in milliseconds. */
const MAKING = 5000;
const AGAIN = 20;

/** SQLite gives up at once, whatever the waiting time, when two processes turn a new file to WAL together. */
function inWal(db: Footing["db"]): void {
  for (const end = Date.now() + MAKING; ; ) {
    try {
      db.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      const { errcode, code } = error as { errcode?: number; code?: string };
      const busy = code === "locked" || (errcode !== undefined && (errcode & 0xff) === 5);
      if (!busy || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, AGAIN);
    }
  }
}

/** Makes the tables of a new record, checks those of an old one, and rebuilds projections that are of another version. */
function ready(footing: Footing): void {
  const { db, folder, readOnly } = footing;
  db.exec(`PRAGMA cache_size = -${CACHE}`);
  if (!readOnly) {
    inWal(db);
    db.exec("PRAGMA synchronous = FULL");
    db.exec("PRAGMA secure_delete = ON");
  }
  const version = (): number => number(db.get("PRAGMA user_version"), "user_version");
  if (version() === 0 && !readOnly) during(db, "IMMEDIATE", () => begin(db, footing));
  if (version() > FORMAT) throw newer(folder, version());
  if (version() > 0 && version() < FORMAT) throw older(folder, version());
  const application = number(db.get("PRAGMA application_id"), "application_id");
  if (version() === 0 || application !== APPLICATION) throw damaged(folder, "record.db holds no record");
  const lacks = behind(folder, () => headOf(db));
  if (lacks !== null && !readOnly) throw fault("behind", lacks);
  const projections = number(db.get("SELECT projections FROM head"), "projections");
  if (projections === PROJECTIONS) return;
  if (readOnly) {
    throw fault(
      "projection-stale",
      `The record in ${folder} was written by another version. Run "sourcebook rebuild --record ${folder}" once.`,
    );
  }
  rebuild(footing, () => {});
}
