import { once } from "node:events";
import { resolve } from "node:path";
import { styleText } from "node:util";
import { type Certainty, SIGNS } from "../0-model/certainty.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { json } from "../8-exchange/out/json.ts";
import { plain } from "./plain.ts";
import { progress, type Shown, silent } from "./progress.ts";

/** What every verb can be told. */
export interface Flags {
  readonly record?: string;
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly csv?: boolean;
  readonly html?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly ascii?: boolean;
}

/** How an answer is written. */
export type Format = "text" | "json" | "jsonl" | "csv" | "html";

/** One run of the program, as a verb sees it. Data goes to `out`, everything else to `say`. */
export interface Session {
  /** The folder of the record, and whether a person named it. */
  readonly record: string;
  readonly named: boolean;
  readonly format: Format;
  /** Columns of the terminal; 100 when there is none. */
  readonly width: number;
  /** True when data goes to a terminal: it then gets no raw control characters. */
  readonly tty: boolean;
  out(text: string): Promise<void>;
  /** Lines of text, one a value, each with its line end. */
  lines(texts: readonly string[]): Promise<void>;
  /** One JSON document. */
  json(value: unknown): Promise<void>;
  say(text: string): void;
  sign(certainty: Certainty): string;
  bold(text: string): string;
  dim(text: string): string;
  progress(verb: string): Shown;
  knowledge(): Promise<Knowledge>;
  /** Opens the record and closes it when `use` is done, which is told where nothing can be written to it. */
  reading<T>(use: (store: Store, knowledge: Knowledge, readOnly: boolean) => Promise<T>): Promise<T>;
  /** Set once a person asked to stop. */
  readonly stopping: AbortSignal;
}

const RECORD = ".sourcebook";

/** Makes the session of one run from its flags and the process's environment. */
export function session(flags: Flags, stopping: AbortSignal): Session {
  const { stdout, stderr, env } = process;
  const given = flags.record ?? env.SOURCEBOOK_RECORD;
  const named = given !== undefined && given !== "";
  const record = resolve(named ? given : RECORD);
  const colour = flags.color !== false && (env.NO_COLOR ?? "") === "" && stdout.isTTY === true && env.TERM !== "dumb";
  const ascii = flags.ascii === true || (stdout.isTTY === true && /^(C|POSIX)$/.test(env.LC_ALL ?? env.LANG ?? ""));
  const style = (how: "bold" | "dim", text: string): string =>
    colour ? styleText(how, text, { validateStream: false }) : text;
  const out = async (text: string): Promise<void> => {
    if (!stdout.write(text)) await once(stdout, "drain");
  };
  const screen = {
    tty: stderr.isTTY === true,
    columns: stderr.columns ?? 80,
    write: (text: string) => void stderr.write(text),
    now: () => performance.now(),
  };
  const say = (text: string): void => {
    // Paths and titles come from outside: their control characters are shown as symbols, line by line.
    if (flags.quiet !== true) stderr.write(`${text.split("\n").map(plain).join("\n")}\n`);
  };
  let loaded: Promise<Knowledge> | null = null;
  const knowledge = (): Promise<Knowledge> => {
    loaded ??= import("../1-read/knowledge.ts").then((read) => read.loadKnowledge());
    return loaded;
  };
  return {
    record,
    named,
    format: format(flags),
    width: stdout.columns ?? 100,
    tty: stdout.isTTY === true,
    out,
    lines: (texts) => (texts.length === 0 ? Promise.resolve() : out(`${texts.join("\n")}\n`)),
    json: (value) => out(`${json(value)}\n`),
    say,
    sign: (certainty) => (ascii ? SIGNS[certainty].ascii : SIGNS[certainty].sign),
    bold: (text) => style("bold", text),
    dim: (text) => style("dim", text),
    progress: (verb) => (flags.quiet === true ? silent : progress(screen, verb)),
    knowledge,
    reading: async (use) => {
      const [{ openRecord }, known] = [await import("../5-keep/record.ts"), await knowledge()];
      // A record on read-only ground can still be asked; rebuilding it says by itself that it may not write.
      let readOnly = false;
      const store = await openRecord(record).catch((error: unknown) => {
        if (!(error instanceof SourcebookError)) throw error;
        // What is there can still be asked, with a word on what is missing.
        if (error.code === "behind") say(error.message);
        if (error.code !== "behind" && error.code !== "not-writable") throw error;
        readOnly = true;
        return openRecord(record, { readOnly });
      });
      try {
        return await use(store, known, readOnly);
      } finally {
        await store.close();
      }
    },
    stopping,
  };
}

const FORMATS = ["json", "jsonl", "csv", "html"] as const;

function format(flags: Flags): Format {
  const [chosen = "text", ...more] = FORMATS.filter((one) => flags[one] === true);
  if (more.length === 0) return chosen;
  const given = [chosen, ...more].map((one) => `--${one}`).join(" and ");
  throw usage(`Choose one of ${given}.`);
}

/** The error for a line that cannot be meant; the message says what to write. */
export function usage(message: string): SourcebookError {
  return new SourcebookError("usage", message, EXIT.usage);
}

/** The error for an id or a name that the record does not hold. */
export function unknown(what: string, hint = ""): SourcebookError {
  return new SourcebookError("unknown", `The record holds nothing by "${what}".${hint}`, EXIT.unknown);
}
