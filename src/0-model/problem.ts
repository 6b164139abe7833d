import type { Range } from "./span.ts";

/**
 * Something that went wrong with one input and did not stop the rest: kept in the ledger as a log row of kind
 * `problem`, shown to people as one sentence.
 */
export interface Problem {
  /** A stable word for programs, such as `empty`, `binary`, `not-utf8`, `too-large`, `quote-not-found`, `cap-hit`. */
  readonly code: string;
  /** One plain sentence: what happened, where, what to do. */
  readonly message: string;
  /** The file it is about, as the person named it. */
  readonly file?: string;
  readonly document?: string;
  readonly rendition?: string;
  readonly range?: Range;
}

/** What a command ends with (the numbers are the process's exit codes). */
export const EXIT = {
  done: 0,
  /** Problems were found, such as by `verify`. */
  found: 1,
  /** The command was used wrongly. */
  usage: 2,
  /** An id or a name that the record does not hold. */
  unknown: 3,
  /** An input could not be read. */
  unreadable: 4,
  /** The record is locked, damaged or of a newer format. */
  record: 5,
  /** Some inputs were read and some were not. */
  partial: 6,
  /** Somebody else changed the same thing meanwhile: nothing was written, both sides are shown. */
  conflict: 7,
  interrupted: 130,
} as const;

/** One of the process's exit codes. */
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Thrown for what a person can mend; the message is a plain sentence without a stack. */
export class SourcebookError extends Error {
  readonly code: string;
  readonly exit: Exit;
  /** `code` is a stable word for programs; `exit` the process's exit code when nobody catches it. */
  constructor(code: string, message: string, exit: Exit) {
    super(message);
    this.name = "SourcebookError";
    this.code = code;
    this.exit = exit;
  }
}
