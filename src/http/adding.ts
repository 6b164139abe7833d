import { EXIT, SourcebookError } from "../0-model/problem.ts";
import { LIMIT } from "../1-read/decode.ts";
import { type Found, isOpen, type Job, type Report } from "../7-show/add.tsx";

/** How far a reading is. */
export interface Step {
  readonly stage: "reading" | "comparing";
  readonly done: number;
  readonly of: number;
  /** What was found since the last step. */
  readonly found: readonly Found[];
}

/** Reads texts into the record, elsewhere than in the thread that answers; one at a time. */
export interface Reader {
  /** Rejects with a SourcebookError that says why; `stopped` where `stop` was called, and then nothing was kept. */
  read(input: { readonly name: string; readonly bytes: Uint8Array }, told: (step: Step) => void): Promise<Report>;
  /** Asks the reading at hand to end. What is being written by then is finished. */
  stop(): void;
  close(): Promise<void>;
}

/** The texts that pages gave to be read, since the server began. */
export interface Adding {
  /** The newest first. */
  jobs(): readonly Job[];
  job(id: string): Job | null;
  /** Takes a text in; it is read when those before it are. Throws a SourcebookError when too much waits. */
  add(name: string, bytes: Uint8Array): Job;
  /** Ends the reading of a text, or takes it out of the queue; false when it was over. It can be resumed. */
  stop(id: string): boolean;
  /** Reads a text that was stopped, from its beginning; false when it was not. */
  resume(id: string): boolean;
  /** How many texts were taken in and not read. */
  left(): number;
  /** Ends the reading at hand; what waits is not read. */
  close(): Promise<void>;
}

/** A job with what the page need not know. */
interface Kept {
  job: Job;
  bytes: Uint8Array | null;
}

/** At most so many bytes wait, and so many texts that are over are remembered. */
const WAITING = 8 * LIMIT;
const REMEMBERED = 200;
/** How many of the newest claims a job shows. */
const LATEST = 8;

/** The queue before a reader. */
export function adding(reader: Reader): Adding {
  const all: Kept[] = [];
  let next = 0;
  let running: Promise<void> | null = null;
  let closed = false;
  const find = (id: string): Kept | undefined => all.find(({ job }) => job.id === id);
  const run = async (): Promise<void> => {
    for (;;) {
      const kept = all.find(({ job }) => job.state === "waiting");
      if (kept === undefined || closed) return;
      await one(reader, kept);
    }
  };
  const begin = (): void => {
    running ??= run().finally(() => {
      running = null;
    });
  };
  return {
    jobs: () => all.map(({ job }) => job).reverse(),
    job: (id) => find(id)?.job ?? null,
    add(name, bytes) {
      const waits = all.reduce((sum, kept) => sum + (kept.bytes?.length ?? 0), 0);
      if (waits + bytes.length > WAITING) {
        throw new SourcebookError("full", "Too much waits already. Add it when what is there is read.", EXIT.usage);
      }
      next += 1;
      const kept: Kept = { bytes, job: { ...FRESH, id: String(next), name, size: bytes.length } };
      all.push(kept);
      forget(all);
      begin();
      return kept.job;
    },
    stop(id) {
      const kept = find(id);
      if (kept === undefined || !isOpen(kept.job)) return false;
      if (kept.job.state === "waiting") kept.job = { ...kept.job, state: "interrupted" };
      else reader.stop();
      return true;
    },
    resume(id) {
      const kept = find(id);
      if (kept?.job.state !== "interrupted") return false;
      kept.job = { ...FRESH, id, name: kept.job.name, size: kept.job.size };
      begin();
      return true;
    },
    left: () => all.filter(({ bytes }) => bytes !== null).length,
    async close() {
      closed = true;
      reader.stop();
      await running;
      await reader.close();
    },
  };
}

const FRESH: Omit<Job, "id" | "name" | "size"> = {
  ...{ state: "waiting", done: 0, of: 0, found: 0, latest: [], report: null, why: null },
};

/** Reads one text, and says of it what came. */
async function one(reader: Reader, kept: Kept): Promise<void> {
  const { name } = kept.job;
  kept.job = { ...kept.job, state: "reading" };
  try {
    const report = await reader.read({ name, bytes: kept.bytes ?? new Uint8Array() }, ({ stage, done, of, found }) => {
      const latest = [...found].reverse().concat(kept.job.latest).slice(0, LATEST);
      kept.job = { ...kept.job, state: stage, done, of, found: kept.job.found + found.length, latest };
    });
    kept.job = { ...kept.job, state: "read", report, latest: [] };
    kept.bytes = null;
  } catch (error) {
    if (error instanceof SourcebookError && error.code === "stopped") {
      kept.job = { ...FRESH, id: kept.job.id, name, size: kept.job.size, state: "interrupted" };
      return;
    }
    if (!(error instanceof SourcebookError)) console.error(error);
    const why = error instanceof SourcebookError ? error.message : "A fault of the program ended the reading.";
    kept.job = { ...kept.job, state: "unreadable", latest: [], why };
    kept.bytes = null;
  }
}

/** The oldest that are over are forgotten here; the record has what was kept of them. */
function forget(all: Kept[]): void {
  while (all.length > REMEMBERED) {
    const at = all.findIndex(({ bytes }) => bytes === null);
    if (at < 0) return;
    all.splice(at, 1);
  }
}
