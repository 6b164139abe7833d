import { createHash, hash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { FORMAT, type Progress } from "../0-model/store.ts";
import { acknowledge } from "./acknowledged.ts";
import { EMPTY, type Head, headAfter, leafOf, type RowKind, type Surroundings } from "./log.ts";
import { ownFile, syncFolder, syncTree, writeFileWhole } from "./originals.ts";
import { bytes, type Database, database, instant, type Line, number, stored, text } from "./sqlite/database.ts";
import { damaged, explain, fault } from "./sqlite/fault.ts";
import { begin, during, setHead, writeRow } from "./sqlite/ledger.ts";
import { canonicalOf } from "./sqlite/pack.ts";
import { bench, project } from "./sqlite/project.ts";
import { type Terms, termsOf } from "./sqlite/terms.ts";
import { writing } from "./sqlite/writer.ts";

// Records of earlier formats, brought to the present one. What an earlier format was like is known here alone.
// Format 1: no tree; every row had a root, chained to the root before; a leaf covered salt and payload only; clocks were
// kept as texts, payloads as canonical JSON.

/** What a migration did, or would do. */
export interface Migration {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly claims: number;
  /** SHA-256 over every row's position, clock, kind and payload: the same before and after. */
  readonly content: string;
  /** Where the record was copied to before; null when it only was tried. */
  readonly backup: string | null;
}

/** The format of the record in a folder, whatever it is; null when there is none that can be read. */
export function formatOf(folder: string): number | null {
  const path = join(folder, "record.db");
  if (!existsSync(path)) return null;
  try {
    const db = database(path, { readOnly: true, wait: 5000 });
    try {
      return number(db.get("PRAGMA user_version"), "user_version");
    } finally {
      db.close();
    }
  } catch (error) {
    throw explain(error, folder, () => writing(folder));
  }
}

/**
 * Brings a record to the present format: copies the folder first, writes a new database beside the old one, proves that it
 * says the same row for row, then puts it in its place. With `pretend` it does all but the copy and the last step.
 * Broken off, it leaves the record as it was and can be run again. Throws a SourcebookError (exit 5).
 */
export function migrate(
  folder: string,
  {
    random,
    pretend,
    progress,
  }: Pick<Surroundings, "random"> & { readonly pretend: boolean; readonly progress: Progress },
): Migration {
  const from = formatOf(folder);
  if (from === null) throw fault("no-record", `There is no record in ${folder}.`);
  if (from >= FORMAT)
    throw fault("not-older", `The record in ${folder} has format ${from} already. Nothing was changed.`);
  const making = join(folder, "record.db.migrating");
  let old: Database | null = null;
  try {
    clean(making);
    old = database(join(folder, "record.db"), { readOnly: false, wait: 5000 });
    hold(old, folder);
    const backup = pretend ? null : copied(folder, from, old);
    const done = rewrite(old, { making, random, folder, progress });
    if (pretend) clean(making);
    else place(folder, making, { old, head: done.head });
    return { from, to: FORMAT, ...done.told, backup };
  } catch (error) {
    clean(making);
    throw explain(error, folder, () => writing(folder));
  } finally {
    if (old !== null) letGo(old);
  }
}

/** Takes away what a migration made, and what SQLite put beside it. */
function clean(making: string): void {
  for (const end of ["", "-journal", "-wal", "-shm"]) rmSync(`${making}${end}`, { force: true });
}

/** Holds other writers off, with everything in record.db and nothing waiting in its write-ahead log. */
function hold(old: Database, folder: string): void {
  const wal = join(folder, "record.db-wal");
  for (let tries = 0; tries < 20; tries++) {
    old.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    old.exec("BEGIN IMMEDIATE");
    if (!existsSync(wal) || statSync(wal).size === 0) return;
    old.exec("ROLLBACK");
  }
  throw inUse(folder);
}

function inUse(folder: string): Error {
  return fault("locked", `Somebody is using the record in ${folder}. Close the other program, then migrate again.`);
}

/**
 * Goes on holding the old database, with no write-ahead log: SQLite deletes that by its name when the last connection to the
 * old file is closed, and by then it would be the new one's. Throws when anybody else has the old file open, or wrote to it.
 */
function holdAlone(old: Database, folder: string): void {
  const end = (): string => {
    const line = old.get("SELECT sequence, root FROM log ORDER BY sequence DESC LIMIT 1");
    return line === undefined ? "" : `${number(line, "sequence")} ${bytes(line, "root").toString("hex")}`;
  };
  const before = end();
  old.exec("ROLLBACK");
  try {
    old.exec("PRAGMA journal_mode = DELETE");
    old.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    throw errcode !== undefined && (errcode & 0xff) === 5 ? inUse(folder) : error;
  }
  if (text(old.get("PRAGMA journal_mode"), "journal_mode") !== "delete" || end() !== before) throw inUse(folder);
}

function letGo(old: Database): void {
  try {
    if (old.busy()) old.exec("ROLLBACK");
    old.close();
  } catch {} // Closed already.
}

/** Copies the folder aside, the database as SQLite reads it. */
function copied(folder: string, format: number, old: Database): string {
  let n = 0;
  let into = `${folder}.format-${format}`;
  while (existsSync(into)) {
    n += 1;
    into = `${folder}.format-${format}-${n}`;
  }
  const part = `${into}.part`;
  rmSync(part, { recursive: true, force: true });
  try {
    mkdirSync(part, { recursive: true, mode: 0o700 });
    // Inside the transaction that holds the lock nothing else can be written: the files are of one moment.
    old.get("SELECT 1 FROM head");
    for (const name of readdirSync(folder)) {
      if (!/^(record\.db-(shm|wal)|record\.db\.migrating.*|writer)$/.test(name)) {
        cpSync(join(folder, name), join(part, name), { recursive: true });
      }
    }
    syncTree(part);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
  renameSync(part, into);
  syncFolder(dirname(into));
  return into;
}

interface Rewriting {
  readonly making: string;
  readonly random: Surroundings["random"];
  readonly folder: string;
  readonly progress: Progress;
}

function rewrite(old: Database, { making, random, folder, progress }: Rewriting) {
  ownFile(making);
  const fresh = database(making, { readOnly: false, wait: 0 });
  try {
    fresh.exec("PRAGMA synchronous = FULL");
    let head: Head = EMPTY;
    const digest = createHash("sha256");
    const total = number(old.get("SELECT count(*) AS n FROM log"), "n");
    let chain: Buffer = Buffer.alloc(32);
    during(fresh, "IMMEDIATE", () => {
      begin(fresh, { random });
      const terms = termsOf(fresh);
      const on = bench(fresh, terms);
      for (const line of old.each(ROWS)) {
        const row = oldRow(line, folder);
        chain = chainedTo(chain, row, line, folder);
        const leaf = leafOf(row);
        const payload: unknown = JSON.parse(row.json);
        writeRow(fresh, terms, { ...row, leaf }, payload);
        project(on, { sequence: row.sequence, kind: row.kind, payload });
        head = headAfter(head, { ...row, leaf });
        digest.update(content(row));
        if (row.sequence % 500 === 0) progress(row.sequence, total, "migrating");
      }
      setHead(fresh, head);
    });
    const told = digest.digest("hex");
    const again = createHash("sha256");
    const terms = termsOf(fresh);
    for (const line of fresh.each(ROWS.replace("l.root", "l.leaf AS root"))) again.update(content(kept(line, terms)));
    const claims = number(fresh.get("SELECT count(*) AS n FROM claim"), "n");
    const before = number(old.get("SELECT count(*) AS n FROM claim"), "n");
    if (again.digest("hex") !== told || head.sequence !== total || claims !== before) {
      throw fault(
        "migration-unequal",
        `The record in ${folder} would not say the same after the migration. It was left as it is.`,
      );
    }
    progress(total, total, "migrating");
    return { head, told: { rows: total, claims, content: told } };
  } finally {
    fresh.close();
  }
}

const ROWS =
  "SELECT l.sequence, l.recorded_at, l.kind, l.root, p.salt, p.json FROM log l JOIN payload p ON p.sequence = l.sequence " +
  "ORDER BY l.sequence";

interface OldRow {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly kind: RowKind;
  readonly salt: Buffer;
  readonly json: string;
}

function rowOf(line: Line): OldRow {
  return {
    sequence: number(line, "sequence"),
    recordedAt: text(line, "recorded_at"),
    kind: text(line, "kind") as RowKind,
    salt: bytes(line, "salt"),
    json: text(line, "json"),
  };
}

/** A row of the new database, its payload as it was before it was packed. */
function kept(line: Line, terms: Terms): OldRow {
  const kind = text(line, "kind") as RowKind;
  const json = canonicalOf(kind, stored(line, "json"), terms);
  return { sequence: number(line, "sequence"), recordedAt: instant(line), kind, salt: bytes(line, "salt"), json };
}

/** The same of a record that may be damaged: a column of another type is damage. */
function oldRow(line: Line, folder: string): OldRow {
  try {
    return rowOf(line);
  } catch (error) {
    throw damaged(folder, `row ${line.sequence} of the log: ${error instanceof Error ? error.message : error}`);
  }
}

function content({ sequence, recordedAt, kind, json }: OldRow): string {
  return `${sequence}\n${recordedAt}\n${kind}\n${json}\n`;
}

/** The root of format 1 after a row; throws when it is not the one that stands there: a damaged log is not carried over. */
function chainedTo(before: Buffer, row: OldRow, line: Line, folder: string): Buffer {
  const leaf = hash("sha256", Buffer.concat([Buffer.of(0), row.salt, Buffer.from(row.json, "utf8")]), "buffer");
  const label = Buffer.from(`${row.sequence}\n${row.recordedAt}\n${row.kind}`, "utf8");
  const root = hash("sha256", Buffer.concat([Buffer.of(1), before, leaf, label]), "buffer");
  if (root.equals(bytes(line, "root"))) return root;
  throw damaged(folder, `row ${row.sequence} of the log is not what was written`);
}

/** Puts the new database in the place of the old one. */
function place(folder: string, making: string, { old, head }: { readonly old: Database; readonly head: Head }): void {
  holdAlone(old, folder);
  // Windows moves no file over one that is open; elsewhere the lock is held until the new one stands.
  if (process.platform === "win32") letGo(old);
  renameSync(making, join(folder, "record.db"));
  letGo(old);
  acknowledge(folder, head);
  syncFolder(folder);
  try {
    writeFileWhole(join(folder, "format"), Buffer.from(`sourcebook record ${FORMAT}\n`));
  } catch {} // The record is of the present format: opening it for writing says so in the file.
}
