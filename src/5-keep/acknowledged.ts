import { closeSync, constants, existsSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Head } from "./log.ts";
import { writeFileWhole } from "./originals.ts";
import { rootOf } from "./tree.ts";

// A note beside the database of the last row that was acknowledged. SQLite keeps the newest rows in a second file for a
// while; a copy of record.db alone, or an older record.db put back, is whole in itself and lacks them. The note tells.

/** The last row that was acknowledged, as the note has it. */
export interface Acknowledged {
  readonly sequence: number;
  /** Root of the tree over the log up to it, 64 hexadecimal digits. */
  readonly root: string;
}

/** Where the note stands. */
export function noteOf(folder: string): string {
  return join(folder, "acknowledged");
}

/** As many digits as any position has: every note is as long as the one before. */
const DIGITS = 16;

/**
 * Notes the end of the log. Called after the rows are on disk: a note that lags behind is no fault, one ahead is. So a
 * note that cannot be written stops nothing; and it is written over the one before in one piece, without cutting the file
 * first: a process that dies here, or a full disk, leaves one of the two notes.
 */
export function acknowledge(folder: string, { sequence, peaks }: Head): void {
  const line = `${String(sequence).padStart(DIGITS, "0")} ${rootOf(peaks).toString("hex")}\n`;
  try {
    // The first one is there whole or not at all.
    if (!existsSync(noteOf(folder))) {
      writeFileWhole(noteOf(folder), Buffer.from(line));
      return;
    }
    const file = openSync(noteOf(folder), constants.O_WRONLY);
    try {
      writeSync(file, line, 0);
    } finally {
      closeSync(file);
    }
  } catch {}
}

/** What was noted last; null when there is no note that can be read. */
export function acknowledged(folder: string): Acknowledged | null {
  if (!existsSync(noteOf(folder))) return null;
  const [, sequence, root] = /^(\d+) ([0-9a-f]{64})$/m.exec(readFileSync(noteOf(folder), "utf8")) ?? [];
  return sequence === undefined || root === undefined ? null : { sequence: Number(sequence), root };
}

/**
 * One sentence when the database lacks rows that were acknowledged, or holds other ones; null when it does not. The head is
 * asked for after the note was read: another process may add rows and note them in between.
 */
export function behind(folder: string, headNow: () => Head): string | null {
  const noted = acknowledged(folder);
  const head = headNow();
  if (noted === null || noted.sequence < head.sequence) return null;
  const remedy =
    'A record in use is copied with "sourcebook backup"; put back record.db together with its record.db-wal, or restore ' +
    `a backup. When the rows are lost for good, delete ${noteOf(folder)}: the record then goes on as it stands.`;
  if (noted.sequence > head.sequence) {
    return (
      `record.db in ${folder} ends at row ${head.sequence}, while ${noted.sequence} rows were acknowledged: it was copied ` +
      `while it was in use, or an older one was put in its place. ${remedy}`
    );
  }
  if (noted.root === rootOf(head.peaks).toString("hex")) return null;
  return `record.db in ${folder} is not the one that was last written: its ${head.sequence} rows have another root. ${remedy}`;
}
