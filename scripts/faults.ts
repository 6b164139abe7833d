// `npm run faults`: what the record does when processes die or compete, disks fill, bytes change, clocks jump and logs are
// rewritten: long rounds with real processes and real files. `-- --seed N` sets the seed, `--only NAME` runs one kind,
// `--rounds N` sets the rounds of each, and then nothing is kept. Figures go to bench/results/faults-DATE.json; ends with 1
// on any failure.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seeded } from "../src/0-model/seeded.ts";
import { type Outcome, room } from "../test/faults/ground.ts";
import { KINDS, type Kind } from "../test/faults/kinds.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: { seed: { type: "string" }, only: { type: "string" }, rounds: { type: "string" } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const chosen = KINDS.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0 || !Number.isSafeInteger(seed)) {
  console.error(`Kinds: ${KINDS.map(({ name }) => name).join(" ")}. A seed is a whole number.`);
  process.exit(2);
}

/** One kind of fault, with its time. A crash of the rounds themselves is a failure too. */
async function run({ name, long, trial }: Kind, at: number, below: string): Promise<Outcome & { seconds: number }> {
  const rounds = values.rounds === undefined ? long : Number(values.rounds);
  const begin = performance.now();
  let shown = 0;
  const progress = (done: number, of: number): void => {
    const now = performance.now();
    if (now - shown < 2000 && done < of) return;
    shown = now;
    process.stderr.write(`${name}: ${done} of ${of} rounds, ${Math.round((now - begin) / 1000)} s\n`);
  };
  const task = { folder: room(below, name), rounds, random: seeded(seed + at), progress };
  const told = await trial(task).catch((error: unknown): Outcome => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name, skipped: null, rounds: 0, counts: {}, failures: [words] };
  });
  rmSync(task.folder, { recursive: true, force: true });
  return { ...told, seconds: Math.round((performance.now() - begin) / 100) / 10 };
}

function commit(): string | null {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}

/** A kind's figures as they are kept, with what makes them again. */
interface Kept extends Outcome {
  readonly seconds: number;
  readonly seed: number;
  readonly commit: string | null;
}

const date = new Date().toISOString().slice(0, 10);
const file = join(root, "bench", "results", `faults-${date}.json`);

/** Writes what came out; a kind that was run alone takes the place of its figures of the same day. */
function keep(outcomes: Readonly<Record<string, Kept>>): void {
  const before = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as { kinds: Record<string, Kept> }).kinds
    : {};
  const machine = { node: process.version, platform: process.platform, cores: cpus().length };
  const kinds: Record<string, Kept> = {};
  for (const { name } of KINDS) {
    const one = outcomes[name] ?? before[name];
    if (one !== undefined) kinds[name] = one;
  }
  writeFileSync(file, `${JSON.stringify({ date, machine, kinds }, null, 2)}\n`);
}

const folder = mkdtempSync(join(tmpdir(), "sourcebook-faults-"));
console.log(`Seed ${seed}.`);
let failed = false;
try {
  for (const [at, kind] of KINDS.entries()) {
    if (!chosen.includes(kind)) continue;
    const told = await run(kind, at, folder);
    const counts = Object.entries(told.counts).map(([what, count]) => `  ${count} ${what}`);
    const how = told.skipped === null ? `${told.failures.length} failures` : `skipped: ${told.skipped}`;
    console.log([`${told.name}: ${told.rounds} rounds in ${told.seconds} s, ${how}`, ...counts].join("\n"));
    for (const failure of told.failures) console.log(`  FAILED ${failure}`);
    failed ||= told.failures.length > 0;
    if (values.rounds === undefined) keep({ [kind.name]: { ...told, seed, commit: commit() } });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.rounds === undefined) console.log(`Written to ${file}.`);
process.exitCode = failed ? 1 : 0;
