// Whether reading takes time in step with the length of a text: node bench/speed/linear.ts [--write] [WORD…]. Each hard
// shape is read, marked and extracted at a tenth of its size and at its size, by turns in one process; what counts is how
// many times as long the longer one takes. Over 12 is too much. WORDs choose shapes by their names.
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { SHAPES, type Shape } from "./shapes.ts";
import { prepare, type Stage, type Work } from "./stages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const MOST = 12;
/** Runs of both lengths, of which the fastest counts: a busy machine only ever adds to a time. */
const RUNS = 15;
/** A shape that has taken this many milliseconds is not run again. */
const PATIENCE = 4_000;

interface Row {
  readonly name: string;
  readonly characters: number;
  /** Milliseconds for a tenth of the text, and for the text. */
  readonly tenth: number;
  readonly whole: number;
  readonly ratio: number;
  /** The same ratio for each stage. */
  readonly stages: Readonly<Record<string, number>>;
}

/** Milliseconds by stage; a text that is refused as no text has been read all the same. */
function once(text: string, stages: readonly Stage[]): Map<string, number> {
  const work: Work = { name: "text", bytes: Buffer.from(text) };
  const times = new Map<string, number>();
  for (const stage of stages) {
    const begin = performance.now();
    try {
      stage.run(work);
    } catch (error) {
      if (!(error instanceof SourcebookError)) throw error;
      times.set(stage.name, performance.now() - begin);
      break;
    }
    times.set(stage.name, performance.now() - begin);
  }
  return times;
}

const sum = (times: ReadonlyMap<string, number>): number => [...times.values()].reduce((all, one) => all + one, 0);

/** Short texts are read several times for one figure: a clock cannot see a tenth of a millisecond. */
const AT_LEAST = 5;

function repeated(text: string, stages: readonly Stage[], times: number): Map<string, number> {
  const total = new Map<string, number>();
  for (let turn = 0; turn < times; turn += 1) {
    for (const [name, ms] of once(text, stages)) total.set(name, (total.get(name) ?? 0) + ms / times);
  }
  return total;
}

function measure({ name, size, make }: Shape, stages: readonly Stage[]): Row {
  const texts = [make(size / 10), make(size)] as const;
  const begin = performance.now();
  const warm = sum(once(texts[0], stages));
  const turns = Math.min(50, Math.max(1, Math.ceil(AT_LEAST / Math.max(warm, 0.05))));
  once(texts[1], stages);
  let best: [Map<string, number>, Map<string, number>] | null = null;
  for (let run = 0; run === 0 || (run < RUNS && performance.now() - begin < PATIENCE); run += 1) {
    const pair: [Map<string, number>, Map<string, number>] = [
      repeated(texts[0], stages, turns),
      repeated(texts[1], stages, Math.max(1, Math.ceil(turns / 10))),
    ];
    best = best === null ? pair : [fastest(best[0], pair[0]), fastest(best[1], pair[1])];
  }
  const [tenth, whole] = best ?? [new Map(), new Map()];
  const ratios = [...whole].map(([stage, ms]) => [stage, round(ms / (tenth.get(stage) ?? ms))] as const);
  return {
    name,
    characters: texts[1].length,
    tenth: round(sum(tenth)),
    whole: round(sum(whole)),
    ratio: round(sum(whole) / sum(tenth)),
    stages: Object.fromEntries(ratios),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** The faster of two times for each stage. */
function fastest(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...a].map(([name, ms]) => [name, Math.min(ms, b.get(name) ?? ms)]));
}

async function main(args: readonly string[]): Promise<number> {
  const wanted = args.filter((arg) => arg !== "--write");
  const { stages } = await prepare();
  const shapes = SHAPES.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.includes(one)));
  console.log(`${"".padEnd(32)}${"characters".padStart(11)}${"a tenth".padStart(11)}${"whole".padStart(11)}  times`);
  const rows = shapes.map((shape) => {
    const row = measure(shape, stages);
    const { name, characters, tenth, whole, ratio } = row;
    const slow = ratio > MOST ? `  TOO MUCH: ${JSON.stringify(row.stages)}` : "";
    const figures = [`${tenth} ms`, `${whole} ms`].map((text) => text.padStart(11)).join("");
    console.log(`${name.padEnd(32)}${String(characters).padStart(11)}${figures}${ratio.toFixed(1).padStart(7)}${slow}`);
    return row;
  });
  const slow = rows.filter(({ ratio }) => ratio > MOST);
  console.log(`\n${rows.length} shapes, ${slow.length} take more than ${MOST} times as long for ten times the text`);
  if (args.includes("--write")) {
    const date = new Date().toISOString().slice(0, 10);
    const { platform, arch, version: node } = process;
    const machine = { platform, arch, cores: availableParallelism(), node };
    mkdirSync(join(root, "bench", "results"), { recursive: true });
    const file = join(root, "bench", "results", `linear-${date}.json`);
    writeFileSync(file, `${JSON.stringify({ date, machine, runs: RUNS, most: MOST, rows }, null, 2)}\n`);
    console.log(`written to ${file}`);
  }
  return slow.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
