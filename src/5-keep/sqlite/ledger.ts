import { statSync } from "node:fs";
import { join } from "node:path";
import type { Rendition } from "../../0-model/document.ts";
import type { Hash } from "../../0-model/identity.ts";
import { FORMAT, type Progress } from "../../0-model/store.ts";
import type { Head, Row, RowKind, Surroundings } from "../log.ts";
import { bytes, type Database, number, stored, text } from "./database.ts";
import { fault } from "./fault.ts";
import { pack, unpack } from "./pack.ts";
import { bench, project } from "./project.ts";
import { APPLICATION, DROP, LOG, PROJECTIONS, TABLES } from "./schema.ts";
import { type Terms, termsOf } from "./terms.ts";
import { claimWriting, endWriting } from "./writer.ts";

/** What a store over SQLite stands on. */
export interface Footing extends Surroundings {
  readonly db: Database;
  readonly folder: string;
  readonly readOnly: boolean;
  readonly hash: Hash;
  /** Words and texts by number, as they are known now. */
  terms(): Terms;
  /** To be called when a transaction that may have added some was undone. */
  forget(): void;
  /** Which file record.db was when it was opened, as `fileOf` tells; absent where there is none. */
  readonly file?: string | null;
}

/** What a store stands on, over an open database. */
export function footingOf(parts: Omit<Footing, "terms" | "forget">): Footing {
  let terms = termsOf(parts.db);
  return {
    ...parts,
    terms: () => terms,
    forget: () => {
      terms = termsOf(parts.db);
    },
  };
}

/** Which file stands as record.db in a folder, whatever its name was before; null when there is none. */
export function fileOf(folder: string): string | null {
  try {
    const { dev, ino } = statSync(join(folder, "record.db"));
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

/**
 * Runs work in one transaction that writes: committed when it returns, undone when it throws. Refuses when another record
 * was put in the place of the one that is open.
 */
export function changing<T>(footing: Footing, work: () => T): T {
  const { db, folder, file } = footing;
  try {
    return during(db, "IMMEDIATE", () => {
      if (file !== undefined && fileOf(folder) !== file) {
        throw fault(
          "replaced",
          `Another record was put in place of the one in ${folder} while this program had it open. Nothing was added; start the program again.`,
        );
      }
      claimWriting(folder);
      return work();
    });
  } catch (error) {
    footing.forget();
    throw error;
  } finally {
    endWriting(folder);
  }
}

/** Runs work in one transaction: committed when it returns, undone when it throws. */
export function during<T>(db: Database, how: "DEFERRED" | "IMMEDIATE", work: () => T): T {
  db.exec(`BEGIN ${how}`);
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // A full disk may have ended the transaction already.
    if (db.busy()) db.exec("ROLLBACK");
    throw error;
  }
}

/** Refuses to write to a record that was opened for reading. */
export function writable({ readOnly, folder }: Footing): void {
  if (readOnly) throw fault("read-only", `The record in ${folder} was opened for reading only.`);
}

/** Makes an empty record in an empty database; does nothing when another process was first. */
export function begin(db: Database, { random }: Pick<Surroundings, "random">): void {
  if (number(db.get("SELECT count(*) AS n FROM sqlite_master"), "n") > 0) return;
  db.exec(LOG);
  db.exec(TABLES);
  const origin = `sourcebook/${Buffer.from(random(8)).toString("hex")}`;
  db.run("INSERT INTO head VALUES (1, ?, 0, 0, x'', ?)", origin, PROJECTIONS);
  db.exec(`PRAGMA application_id = ${APPLICATION}`);
  db.exec(`PRAGMA user_version = ${FORMAT}`);
}

/** The locked head row. */
export function headOf(db: Database): Head {
  const line = db.get("SELECT sequence, recorded_at, peaks FROM head");
  const all = bytes(line, "peaks");
  const peaks = Array.from({ length: all.length / 32 }, (_, i) => all.subarray(i * 32, i * 32 + 32));
  const sequence = number(line, "sequence");
  // Before the first row there is no clock to run behind.
  const recordedAt = sequence === 0 ? "" : new Date(number(line, "recorded_at")).toISOString();
  return { sequence, recordedAt, peaks };
}

/** Writes the head row. */
export function setHead(db: Database, { sequence, recordedAt, peaks }: Head): void {
  const all = Buffer.concat(peaks as Buffer[]);
  db.run("UPDATE head SET sequence = ?, recorded_at = ?, peaks = ?", sequence, Date.parse(recordedAt), all);
}

/** Writes a row of the log, its payload packed; a new text gets its number. */
export function writeRow(db: Database, terms: Terms, row: Row, payload: unknown): void {
  const { sequence, recordedAt, kind, leaf, salt, json } = row;
  db.run("INSERT INTO log VALUES (?, ?, ?, ?)", sequence, Date.parse(recordedAt), kind, leaf);
  if (kind === "rendition") {
    const { id, document } = payload as Rendition;
    db.run("INSERT OR IGNORE INTO text VALUES (?, ?, ?)", sequence, id, document);
  }
  db.run("INSERT INTO payload VALUES (?, ?, ?)", sequence, salt, pack(kind, payload, json, terms));
}

/** The name that checkpoints of the record bear. */
export function originOf(db: Database): string {
  return text(db.get("SELECT origin FROM head"), "origin");
}

/** Makes every projection anew, in one transaction: readers see the old ones until the new ones are whole. */
export function rebuild(footing: Footing, progress: Progress): void {
  writable(footing);
  changing(footing, () => remake(footing.db, footing.terms(), progress));
}

/** Drops every projection and makes it anew. The caller holds a transaction. */
export function remake(db: Database, terms: Terms, progress: Progress): void {
  db.exec(DROP);
  db.exec(TABLES);
  replay(db, { db, terms }, progress);
  db.run("UPDATE head SET projections = ?", PROJECTIONS);
}

const PAGE = 500;

/** Runs the rows of one log through the projections of a database. */
export function replay(
  from: Database,
  { db: into, terms }: { readonly db: Database; readonly terms: Terms },
  progress: Progress,
): void {
  const on = bench(into, terms);
  const total = number(from.get("SELECT count(*) AS n FROM log"), "n");
  let done = 0;
  for (let after = 0; ; ) {
    const page = from.all(
      "SELECT l.sequence, l.kind, p.json FROM log l JOIN payload p ON p.sequence = l.sequence " +
        "WHERE l.sequence > ? ORDER BY l.sequence LIMIT ?",
      after,
      PAGE,
    );
    const last = page.at(-1);
    if (last === undefined) return;
    for (const line of page) {
      const kind = text(line, "kind") as RowKind;
      const payload = unpack(kind, stored(line, "json"), terms);
      project(on, { sequence: number(line, "sequence"), kind, payload });
    }
    after = number(last, "sequence");
    done += page.length;
    progress(done, total, "rebuilding");
  }
}
