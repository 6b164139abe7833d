// `npm run bench`: how many words a second each stage reads, and how that stands to the frozen baseline. The ratio is
// what to compare between machines and months: both are measured by turns in one process. `--write` keeps the result in
// bench/results; paths name other texts than the articles that ship with the project.
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "../median.ts";
import { countMatches, countWords } from "./baseline.ts";
import { prepare, type Stage, type Work } from "./stages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Node compiles what runs often, and a folder of articles is read by compiled code. The very first run is shown apart. */
const WARM_UP = 60;
const RUNS = 15;
/** The articles are read this often in one run, so that a run is long enough for the clock. */
const REPEAT = 3;

interface Row {
  readonly name: string;
  /** Median over the runs. */
  readonly ms: number;
  readonly wordsPerSecond: number;
  /** The same of the very first run, before Node has compiled what runs often. */
  readonly firstWordsPerSecond: number;
  /** How many times as long as the baseline it takes. */
  readonly timesBaseline: number;
}

interface Text {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Milliseconds by name for one run over all texts: by turns the baseline, every stage and the pipeline. */
function once(texts: readonly Text[], stages: readonly Stage[]): Map<string, number> {
  const times = new Map<string, number>();
  const timed = (name: string, work: () => void): void => {
    const begin = performance.now();
    work();
    times.set(name, (times.get(name) ?? 0) + performance.now() - begin);
  };
  for (let turn = 0; turn < REPEAT; turn += 1) {
    for (const { name, bytes, text } of texts) {
      timed("baseline", () => {
        if (countWords(text) + countMatches(text) === 0) throw new Error(`${name} has no words`);
      });
      const work: Work = { name, bytes };
      for (const stage of stages) timed(stage.name, () => stage.run(work));
    }
  }
  return times;
}

function measure(texts: readonly Text[], stages: readonly Stage[]): Row[] {
  const first = once(texts, stages);
  for (let run = 1; run < WARM_UP; run += 1) once(texts, stages);
  const runs = Array.from({ length: RUNS }, () => once(texts, stages));
  const words = REPEAT * texts.reduce((sum, { text }) => sum + countWords(text), 0);
  const of = (name: string) => runs.map((times) => times.get(name) ?? 0);
  const base = of("baseline");
  return ["baseline", ...stages.map(({ name }) => name)].map((name) => {
    const ms = median(of(name));
    const timesBaseline = median(of(name).map((value, at) => value / (base[at] ?? 1)));
    const perSecond = (taken: number): number => Math.round((words / taken) * 1000);
    const firstWordsPerSecond = perSecond(first.get(name) ?? ms);
    return { name, ms, wordsPerSecond: perSecond(ms), firstWordsPerSecond, timesBaseline };
  });
}

function show(rows: readonly Row[]): void {
  console.log(
    `${"".padEnd(12)}${"ms".padStart(10)}${"words/s".padStart(14)}${"first run".padStart(14)}${"x baseline".padStart(12)}`,
  );
  for (const { name, ms, wordsPerSecond, firstWordsPerSecond, timesBaseline } of rows) {
    const counts = [wordsPerSecond, firstWordsPerSecond].map((count) => count.toLocaleString("en").padStart(14));
    const cells = [ms.toFixed(2).padStart(10), ...counts];
    console.log(`${name.padEnd(12)}${cells.join("")}${timesBaseline.toFixed(1).padStart(12)}`);
  }
}

async function main(args: readonly string[]): Promise<void> {
  const given = args.filter((arg) => arg !== "--write");
  const shipped = globSync("examples/articles/*.txt", { cwd: root }).sort();
  const paths = given.length > 0 ? given : shipped.map((path) => join(root, path));
  const texts = paths.map((path): Text => {
    const bytes = new Uint8Array(readFileSync(path));
    return { name: path, bytes, text: new TextDecoder().decode(bytes) };
  });
  const words = texts.reduce((sum, { text }) => sum + countWords(text), 0);
  const { stages, pipeline, load } = await prepare();
  console.log(`${texts.length} texts, ${words} words, median of ${RUNS} runs in one process, Node ${process.version}`);
  console.log(`knowledge loaded and compiled once in ${load.toFixed(0)} ms, not counted below\n`);
  const rows = measure(texts, [...stages, pipeline]);
  show(rows);
  if (!args.includes("--write")) return;
  const baseline = createHash("sha256")
    .update(readFileSync(new URL("baseline.ts", import.meta.url)))
    .digest("hex");
  const date = new Date().toISOString().slice(0, 10);
  const machine = {
    platform: process.platform,
    arch: process.arch,
    cores: availableParallelism(),
    node: process.version,
  };
  mkdirSync(join(root, "bench", "results"), { recursive: true });
  const file = join(root, "bench", "results", `speed-${date}.json`);
  writeFileSync(file, `${JSON.stringify({ date, machine, words, runs: RUNS, load, baseline, rows }, null, 2)}\n`);
  console.log(`\nwritten to ${file}`);
}

await main(process.argv.slice(2));
