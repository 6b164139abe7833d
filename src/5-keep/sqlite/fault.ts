import { statfsSync } from "node:fs";
import { EXIT, SourcebookError } from "../../0-model/problem.ts";

// Primary result codes of SQLite; extended codes carry them in their low byte.
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/** A failure of the record in `folder`, with a stable word and a sentence that says what to do. */
export function fault(code: string, message: string): SourcebookError {
  return new SourcebookError(code, message, EXIT.record);
}

/** The record's bytes are not what they were. */
export function damaged(folder: string, what: string): SourcebookError {
  return fault(
    "damaged",
    `The record in ${folder} is damaged (${what}). ` +
      `Copy the whole folder somewhere safe before anything else, then run "sourcebook verify --record ${folder}" to see what is hit; ` +
      "a copy made earlier, or reading the files again into a new folder, brings it back.",
  );
}

/** What an error of SQLite or of the file system means for the person who has the record; other errors pass unchanged. */
export function explain(error: unknown, folder: string, writer: () => string | null): unknown {
  if (!(error instanceof Error) || error instanceof SourcebookError) return error;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (code === "ERR_SQLITE_ERROR" && typeof errcode === "number")
    return fromSqlite(errcode & 0xff, error, folder, writer);
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return diskFull(folder);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return notWritable(folder);
  return error;
}

function fromSqlite(primary: number, error: Error, folder: string, writer: () => string | null): unknown {
  switch (primary) {
    case BUSY:
    case LOCKED: {
      const who = writer() ?? "Another program";
      return fault(
        "locked",
        `${who} is writing to the record in ${folder}. Nothing was added; wait until it is done, then run the command again.`,
      );
    }
    case CORRUPT:
      return damaged(folder, error.message);
    case NOTADB:
      return damaged(folder, "record.db is not a database any more");
    case FULL:
      return diskFull(folder);
    case READONLY:
    case CANTOPEN:
      return notWritable(folder);
    case IOERR:
      // A file that SQLite maps into memory and cannot make longer is an I/O error too.
      if (free(folder) < SCARCE) return diskFull(folder);
      return fault(
        "disk-error",
        `The disk that holds ${folder} refused to read or write (${error.message}). ` +
          "Nothing half-written is in the record; check the disk and its free space, then run the command again.",
      );
    default:
      // Every statement is fixed text: tables that it does not find were lost.
      return /no such (table|column|module)|has no column|malformed/.test(error.message)
        ? damaged(folder, error.message)
        : error;
  }
}

/** Bytes under which a disk counts as full when it refuses. */
const SCARCE = 65_536;

function free(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function diskFull(folder: string): SourcebookError {
  return fault(
    "disk-full",
    `The disk that holds ${folder} is full. Nothing half-written is in the record and it can still be read; ` +
      "free some space, then run the command again.",
  );
}

function notWritable(folder: string): SourcebookError {
  return fault(
    "not-writable",
    `The record in ${folder} cannot be opened for writing by this user. ` +
      "Change the owner or the permissions of the folder, or name another folder with --record.",
  );
}
