import { Worker } from "node:worker_threads";
import type { Claim, Extraction } from "../0-model/claim.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Store } from "../0-model/store.ts";
import { unsupported } from "../1-read/files.ts";
import { readText } from "../1-read/text.ts";
import { labelOf } from "../6-ask/view.ts";
import type { Found, Report } from "../7-show/add.tsx";
import { quoteOf, valueWords } from "../7-show/grammar.ts";
import type { Reader, Step } from "../http/adding.ts";
import { keep } from "./take.ts";

/** What a reading is done with. */
interface With {
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly told: (step: Step) => void;
  /** True once somebody asked to stop: nothing of the text is kept then. */
  readonly stopped: () => boolean;
}

/** Steps are told at most so often, in milliseconds. */
const OFTEN = 60;

/** Reads one text into the record as `add` does, and tells each claim as it is found. */
export async function readOne(
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  { store, knowledge, told, stopped }: With,
): Promise<Report> {
  const bad = unsupported(name);
  if (bad !== null) throw new SourcebookError(bad.code, bad.message, EXIT.unreadable);
  const reading = readText(bytes, { name });
  const { text } = reading.rendition;
  let problems: Extraction["problems"] = [];
  const alive = (): void => {
    if (stopped()) throw new SourcebookError("stopped", "Somebody stopped the reading.", EXIT.interrupted);
  };
  const teller = telling(text, knowledge.schema, told);
  const taken = await keep(reading, {
    ...{ path: name, store, knowledge, model: null },
    watch: (done, of, claims) => {
      alive();
      teller.step({ stage: "reading", done, of }, claims);
    },
    found: (extraction) => {
      alive();
      if (extraction === null) return;
      problems = extraction.problems;
      teller.last(extraction.claims);
    },
  });
  return {
    ...{ document: taken.document, title: taken.title, known: taken.known, claims: taken.claims },
    ...{ anew: taken.interpretations - taken.claims, withdrawn: taken.withdrawn },
    disputes: taken.disputes.map(({ title }) => title),
    editions: taken.editions.map(({ why }) => why),
    problems: problems.map(({ message, range }) => ({
      message,
      line: range === undefined ? null : line(text, range[0]),
    })),
  };
}

/** The line that a place stands in, from 1. */
function line(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** Tells steps with what is new in each. A text without a date is read twice; nothing is told twice. */
function telling(text: string, schema: Schema, told: (step: Step) => void) {
  const seen = new Set<string>();
  let waiting: Found[] = [];
  let from = 0;
  let last = 0;
  const take = (claims: readonly Claim[]): void => {
    // The second time the list begins anew.
    if (claims.length < from) from = 0;
    for (const claim of claims.slice(from)) {
      if (seen.has(claim.id)) continue;
      seen.add(claim.id);
      waiting.push(foundOf(claim, text, schema));
    }
    from = claims.length;
  };
  const tell = (step: Omit<Step, "found">): void => {
    told({ ...step, found: waiting });
    waiting = [];
    last = performance.now();
  };
  return {
    step: (step: Omit<Step, "found">, claims: readonly Claim[]): void => {
      take(claims);
      if (performance.now() - last >= OFTEN) tell(step);
    },
    last: (claims: readonly Claim[]): void => {
      from = 0;
      take(claims);
      tell({ stage: "comparing", done: 1, of: 1 });
    },
  };
}

function foundOf(claim: Claim, text: string, schema: Schema): Found {
  const label = labelOf(schema, claim.property, "subject", claim.value.type === "none");
  const told = [label, valueWords(claim.value)].filter((part) => part !== "").join(": ");
  // An event bears the word of its deed for a name, which the words beside it say already.
  return {
    says: claim.subject.kind === "event" ? told : `${claim.subject.name} · ${told}`,
    quote: quoteOf(claim, text),
  };
}

/** What goes to the worker, and what comes back. */
export interface Order {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A step, the end, or why there is none. */
export type Told =
  | { readonly step: Step }
  | { readonly report: Report }
  | { readonly failed: { readonly code: string; readonly message: string; readonly exit: Exit } };

/** Where the worker's file stands: TypeScript in a clone, JavaScript in a package. */
const FILE = new URL(import.meta.url.replace(/reading(\.[jt]s)$/, "reader$1"));

/** A reader over the record in a folder, in a thread of its own that begins with the first text. */
export function reader(folder: string): Reader {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | null = null;
  return {
    read({ name, bytes }, told) {
      Atomics.store(flag, 0, 0);
      worker ??= new Worker(FILE, { workerData: { folder, flag } });
      const running = worker;
      return new Promise<Report>((done, failed) => {
        const over = (): void => {
          for (const [event, listener] of heard) running.off(event, listener);
          // Nobody waits for it now, and it must not keep the program running.
          running.unref();
        };
        const ended = (error: unknown): void => {
          over();
          worker = null;
          failed(error);
        };
        running.ref();
        const answered = (answer: Told): void => {
          if ("step" in answer) {
            told(answer.step);
            return;
          }
          over();
          if ("report" in answer) done(answer.report);
          else failed(new SourcebookError(answer.failed.code, answer.failed.message, answer.failed.exit));
        };
        const exited = (): void => ended(new Error("The worker that reads texts ended."));
        const heard = [
          ["error", ended],
          ["exit", exited],
          ["message", answered],
        ] as const;
        for (const [event, listener] of heard) running.on(event, listener);
        const order: Order = { name, bytes };
        running.postMessage(order);
      });
    },
    stop: () => {
      Atomics.store(flag, 0, 1);
    },
    close: async () => {
      const ending = worker;
      worker = null;
      ending?.removeAllListeners();
      await ending?.terminate();
    },
  };
}
