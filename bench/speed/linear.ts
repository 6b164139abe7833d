// Whether reading takes time in step with the length of a text: node bench/speed/linear.ts [--write] [WORD…]. Each hard
// shape is read, marked and extracted in ten parts, each a text of its own, and as a whole, by turns in one process.
// What counts is how many times as long ten times the text takes, in processor time of the thread. Over 12 is too much.
// WORDs choose shapes by their names.
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { SHAPES, type Shape } from "./shapes.ts";
import { prepare, type Stage, type Work } from "./stages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const MOST = 12;
/** Turns go on until the texts of full size have taken this many milliseconds: processor time is counted in coarse steps. */
const ENOUGH = 400;
const TURNS = { least: 2, most: 200 };

type Times = ReadonlyMap<string, number>;

interface Row {
  readonly name: string;
  readonly characters: number;
  /** Milliseconds for a tenth of the text, and for the text. */
  readonly tenth: number;
  readonly whole: number;
  readonly ratio: number;
  /** The same ratio for each stage that takes a fifth of the time or more. */
  readonly stages: Readonly<Record<string, number>>;
}

/** Milliseconds that this thread had a processor: what others do on the machine counts for less. */
function since(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(begin);
  return (user + system) / 1000;
}

/** Reads texts and adds the milliseconds by stage. A text that is refused as no text has been read. */
function add(total: Map<string, number>, texts: readonly string[], stages: readonly Stage[]): void {
  const works = texts.map((text): Work => ({ name: "text", bytes: Buffer.from(text) }));
  for (const stage of stages) {
    const begin = process.threadCpuUsage();
    for (const work of works) {
      try {
        if (stage.name === "read" || work.reading !== undefined) stage.run(work);
      } catch (error) {
        if (!(error instanceof SourcebookError)) throw error;
      }
    }
    total.set(stage.name, (total.get(stage.name) ?? 0) + since(begin));
  }
}

const sum = (times: Times): number => [...times.values()].reduce((all, one) => all + one, 0);
const round = (value: number): number => Math.round(value * 100) / 100;

function measure({ name, size, make }: Shape, stages: readonly Stage[]): Row {
  const parts = Array.from({ length: 10 }, (_, part) => make(size / 10, (part * size) / 10));
  const long = make(size);
  add(new Map(), parts, stages);
  add(new Map(), [long], stages);
  const tenth = new Map<string, number>();
  const whole = new Map<string, number>();
  let turns = 0;
  while (turns < TURNS.least || (turns < TURNS.most && sum(whole) < ENOUGH)) {
    add(tenth, parts, stages);
    add(whole, [long], stages);
    turns += 1;
  }
  const large = stages.filter(({ name: stage }) => (whole.get(stage) ?? 0) * 5 >= sum(whole));
  return {
    name,
    characters: long.length,
    tenth: round(sum(tenth) / turns / 10),
    whole: round(sum(whole) / turns),
    ratio: round((10 * sum(whole)) / sum(tenth)),
    stages: Object.fromEntries(
      large.map(({ name: stage }) => [stage, round((10 * (whole.get(stage) ?? 0)) / (tenth.get(stage) ?? 0))]),
    ),
  };
}

/** What the rest of the machine does to caches and memory only ever adds: what seems too much is measured again. */
function least(shape: Shape, stages: readonly Stage[]): Row {
  let row = measure(shape, stages);
  for (let again = 0; again < 2 && row.ratio > MOST; again += 1) {
    const other = measure(shape, stages);
    if (other.ratio < row.ratio) row = other;
  }
  return row;
}

async function main(args: readonly string[]): Promise<number> {
  const wanted = args.filter((arg) => arg !== "--write");
  const { stages } = await prepare();
  const shapes = SHAPES.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.includes(one)));
  console.log(`${"".padEnd(32)}${"characters".padStart(11)}${"a tenth".padStart(11)}${"whole".padStart(11)}  times`);
  const rows = shapes.map((shape) => {
    const row = least(shape, stages);
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
    writeFileSync(file, `${JSON.stringify({ date, machine, most: MOST, rows }, null, 2)}\n`);
    console.log(`written to ${file}`);
  }
  return slow.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
