/**
 * What every measure of accuracy has in common: its figures, where its corpus lies, and how it runs by itself.
 *
 *   node bench/accuracy/FILE.ts [SET...] [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * Corpora are read from SOURCEBOOK_CORPORA or ../shared/corpora; they are not part of the project.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

/** What is to be reached, and what is aimed for, in percent. */
export interface Bar {
  readonly reach: number;
  readonly aim: number;
}

/** One figure. Shares are in percent, to two decimals; `null` where a measure has no such share. */
export interface Figures {
  readonly measure: string;
  readonly set: string;
  /** Which of several figures over one set: "strict", "value", "person", "all". */
  readonly what: string;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** What agrees, what the program found, and what the corpus has. */
  readonly hits: number;
  readonly found: number;
  readonly gold: number;
  /** The share that the bar speaks of. */
  readonly counts: "f1" | "recall";
  readonly bar: Bar | null;
}

/** What one run over one set gives. */
export interface Outcome {
  readonly figures: readonly Figures[];
  /** What was predicted, as text in the form that the head of the measure states. */
  readonly predictions: string;
  /** One line an error. */
  readonly errors: readonly string[];
  /** What could not be read, each with file and line. It is left out of the figures. */
  readonly problems: readonly string[];
}

/** One measure over one set. */
export interface Measure {
  readonly name: string;
  readonly set: string;
  /** The file or folder that is measured when no other is given. */
  readonly gold: string;
  /** True for a set that nobody may look at while working: it runs only with --open-closed. */
  readonly closed?: boolean;
  /** Runs over a file or folder that exists; `given` when somebody named it. */
  readonly run: (gold: string, given?: boolean) => Promise<Outcome>;
}

/** Collects what a reader of a corpus cannot read. */
export type Say = (problem: string) => void;

export const root: string = resolve(import.meta.dirname, "../..");

/** A path inside the folder of corpora. */
export function corpus(...path: string[]): string {
  return resolve(process.env.SOURCEBOOK_CORPORA ?? join(root, "../shared/corpora"), ...path);
}

const round = (share: number): number => Math.round(10_000 * share) / 100;

/** Precision, recall and F1 from counts. No prediction at all has no precision; its F1 is 0. */
export function shares(hits: number, found: number, gold: number): Pick<Figures, "precision" | "recall" | "f1"> {
  const precision = found === 0 ? null : hits / found;
  const recall = gold === 0 ? null : hits / gold;
  const f1 = found + gold === 0 ? null : (2 * hits) / (found + gold);
  return {
    precision: precision === null ? null : round(precision),
    recall: recall === null ? null : round(recall),
    f1: f1 === null ? null : round(f1),
  };
}

/** The share of a figure that the bar and the comparison with earlier runs speak of. */
export function share(figures: Figures): number | null {
  return figures[figures.counts];
}

/** The file itself, or the files in a folder, however deep, whose names end so; in the order of their names. */
export function filesUnder(path: string, ending: RegExp): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name) && !/(^|[\\/])\./.test(name))
    .sort()
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile());
}

/** The text of a file, without the mark of its encoding. */
export function read(file: string): string {
  return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
}

/** The objects of a file of JSON lines, each with its line; what is none is said and left out. */
export function jsonLines(file: string, say: Say): { readonly line: number; readonly row: Record<string, unknown> }[] {
  const found: { line: number; row: Record<string, unknown> }[] = [];
  for (const [index, text] of read(file).split(/\r?\n/).entries()) {
    if (text.trim() === "") continue;
    try {
      const row: unknown = JSON.parse(text);
      if (typeof row !== "object" || row === null || Array.isArray(row)) throw new Error("no object");
      found.push({ line: index + 1, row: row as Record<string, unknown> });
    } catch {
      say(`${file}:${index + 1}: no JSON object, left out`);
    }
  }
  return found;
}

/** The line of a text that an offset lies in. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** The five named entities of XML and numbered ones as characters. */
export function plain(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (name !== undefined) return named[name] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** A stretch of text with what stands around it, on one line. */
export function around(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  return text.slice(Math.max(0, start - 40), end + 25).replace(/\s/g, " ");
}

/** Objects as JSON lines. */
export function toLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** A share as the tables show it. */
export function shown(value: number | null): string {
  return value === null ? "-" : value.toFixed(1);
}

const SHOWN = 20;

/** Prints what could not be read: a measure must not be quietly about less than it seems. */
function complain(name: string, problems: readonly string[]): void {
  for (const problem of problems.slice(0, SHOWN)) console.error(`${name}: ${problem}`);
  if (problems.length > SHOWN) console.error(`${name}: and ${problems.length - SHOWN} more like these`);
}

/** What a measure found on a file or folder, with what could not be read printed; null when there is no such file. */
export async function measured(measure: Measure, given: string | undefined): Promise<Outcome | null> {
  const gold = resolve(given ?? measure.gold);
  const name = `${measure.name} ${measure.set}`;
  if (!existsSync(gold)) {
    const absent = given === undefined ? "the corpora are absent" : "there is no such file or folder";
    console.error(`${name}: skipped, ${absent} (${gold})`);
    return null;
  }
  if (measure.closed) console.error(`${name}: opened. Count this opening, with its day, in docs/accuracy.md.`);
  const outcome = await measure.run(gold, given !== undefined);
  complain(name, outcome.problems);
  if (outcome.figures.every((one) => one.gold === 0)) {
    console.error(`${name}: nothing to measure in ${gold}`);
    process.exitCode = 2;
  }
  return outcome;
}

export interface Chosen {
  readonly measures: readonly Measure[];
  readonly gold: string | undefined;
  readonly predictions: string | undefined;
  readonly errors: boolean;
  readonly freeze: boolean;
}

/** The command line of a measure, and of all of them: what is to be run, by name, set or "name/set". */
export function choose(all: readonly Measure[], args: readonly string[]): Chosen {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      gold: { type: "string" },
      predictions: { type: "string" },
      errors: { type: "boolean", default: false },
      freeze: { type: "boolean", default: false },
      "open-closed": { type: "boolean", default: false },
    },
  });
  const { gold, predictions, errors, freeze } = values;
  const names = all.flatMap(({ name, set }) => [name, set, `${name}/${set}`]);
  const unknown = positionals.filter((one) => !names.includes(one));
  const known = [...new Set(all.map(({ name, set }) => `${name}/${set}`))].join(" ");
  if (unknown.length > 0) throw new Error(`There is no measure ${unknown.join(", ")}. There are: ${known}`);
  const named =
    positionals.length === 0
      ? all
      : all.filter(({ name, set }) => [name, set, `${name}/${set}`].some((one) => positionals.includes(one)));
  const measures = named.filter(({ closed }) => closed !== true || values["open-closed"]);
  if (measures.length === 0) throw new Error("A closed set runs only with --open-closed.");
  if (measures.length > 1 && (gold !== undefined || predictions !== undefined)) {
    throw new Error(`--gold and --predictions are about one set. Name one of: ${known}`);
  }
  if (freeze && gold !== undefined) throw new Error("--freeze is about the corpora's own parts, not about --gold.");
  return { measures, gold, predictions, errors, freeze };
}

/** Runs the measures of one file from the command line. */
export async function alone(all: readonly Measure[]): Promise<void> {
  const { measures, gold, predictions, errors } = choose(all, process.argv.slice(2));
  for (const measure of measures) {
    const outcome = await measured(measure, gold);
    if (outcome === null && gold !== undefined) process.exitCode = 2;
    if (outcome === null) continue;
    if (errors) console.log(outcome.errors.join("\n"));
    for (const one of outcome.figures) {
      const counts = `${one.hits} agree, ${one.found} found, ${one.gold} in the corpus`;
      const three = `precision ${shown(one.precision)} recall ${shown(one.recall)} F1 ${shown(one.f1)}`;
      console.log(`${one.measure} ${one.set} ${one.what}: ${three} (${counts})`);
    }
    if (predictions !== undefined) writeFileSync(predictions, outcome.predictions);
  }
}
