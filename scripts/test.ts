// `npm test`: the whole check, stage by stage, each with its seconds. `--only STAGE` runs one of them; paths run only the
// tests in them. Ends with one line of counts over all stages, and with a code other than 0 when anything failed.
import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Tally } from "./tally.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const CI = process.env.CI === "true";
/** No test may take longer, and no run of all of them. */
const TEST_MINUTES = 5;
const RUN_MINUTES = 12;
/** The .tsx hook and what else the launcher starts Node with, for the tests too. */
const inherited = process.execArgv;

/** These start processes, browsers and servers or take away permissions: each file in a process of its own. */
const APART = /^test\/(faults|e2e|cli|http)\//;
/** The only reason for which a test may be skipped on CI: texts that the project may not contain. */
const ABSENT = /\b(corpora|articles) (are|is) absent\b/i;

/** One part of the check. Resolves with what it counted; a stage that is no test run counts nothing. */
interface Stage {
  readonly name: string;
  readonly group: "check" | "unit" | "apart";
  readonly run: () => Promise<Outcome>;
}

interface Outcome {
  readonly failed: boolean;
  readonly tally: Tally | null;
}

/** Runs the project's Node with these arguments, output shown. Resolves with the exit code, 1 for a signal. */
function node(args: readonly string[]): Promise<number> {
  const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}`;
  // A test run inside a test run would report to the outer one and show nothing.
  const { NODE_TEST_CONTEXT: _outer, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", 1, 2],
    env: { ...env, PATH: path },
    timeout: RUN_MINUTES * 60_000,
    killSignal: "SIGKILL",
  });
  // Ended from outside, the run under way ends too; Ctrl-C reaches both by itself.
  const end = (): void => {
    child.kill("SIGTERM");
    process.exit(1);
  };
  process.once("SIGTERM", end);
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => {
      process.removeListener("SIGTERM", end);
      done(code ?? 1);
    });
  });
}

/** The script behind a command of a development package. */
function bin(name: string, command: string): string {
  const folder = join(root, "node_modules", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: string | Record<string, string>;
  };
  const script = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[command];
  if (script === undefined) throw new Error(`${name} has no command ${command}`);
  return join(folder, script);
}

async function tool(name: string, command: string, ...args: readonly string[]): Promise<Outcome> {
  return { failed: (await node([bin(name, command), ...args])) !== 0, tally: null };
}

async function tests(files: readonly string[], isolation: "none" | "process"): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "sourcebook-test-"));
  const counted = join(folder, "tally.json");
  try {
    const code = await node([
      ...inherited,
      "--test",
      `--test-isolation=${isolation}`,
      `--test-timeout=${TEST_MINUTES * 60_000}`,
      "--test-reporter=dot",
      "--test-reporter-destination=stdout",
      `--test-reporter=${pathToFileURL(join(root, "scripts", "tally.ts")).href}`,
      `--test-reporter-destination=${counted}`,
      ...files,
    ]);
    const words = existsSync(counted) ? readFileSync(counted, "utf8") : "";
    // A run that was ended by a crash, by time or by process.exit has counted nothing, and does not say where it was.
    if (words === "" && isolation === "none") {
      console.log("\nThe run broke off. Each file again, in a process of its own, to see which one:");
      return { ...(await tests(files, "process")), failed: true };
    }
    if (words === "") return { failed: true, tally: null };
    const tally = JSON.parse(words) as Tally;
    return { failed: code !== 0 || tally.failed > 0 || tally.passed === 0, tally };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stages(files: readonly string[]): Stage[] {
  const unit = files.filter((file) => !APART.test(file));
  const apart = files.filter((file) => APART.test(file));
  const all: Stage[] = [
    { name: "format and lint (biome)", group: "check", run: () => tool("@biomejs/biome", "biome", "check", ".") },
    { name: "types (tsc)", group: "check", run: () => tool("typescript", "tsc", "--noEmit", "-p", ".") },
    { name: "unused code (knip)", group: "check", run: () => tool("knip", "knip", "--no-progress") },
    { name: `tests in one process (${unit.length} files)`, group: "unit", run: () => tests(unit, "none") },
    { name: `tests apart (${apart.length} files)`, group: "apart", run: () => tests(apart, "process") },
  ];
  return all.filter(({ group }) => group === "check" || (group === "unit" ? unit : apart).length > 0);
}

/** The skips, each with its reason; on CI also what makes one a failure. */
function showSkips(tallies: readonly Tally[]): boolean {
  let refused = false;
  for (const { name, file, reason } of tallies.flatMap((tally) => tally.skips)) {
    const bad = CI && !ABSENT.test(reason);
    refused ||= bad;
    console.log(
      `skipped: ${relative(root, file)}: ${name}: ${reason || "no reason given"}${bad ? " (a failure where CI=true)" : ""}`,
    );
  }
  return refused;
}

async function main(args: readonly string[]): Promise<number> {
  const only = args[0] === "--only" ? args[1] : null;
  const under = (only === null ? args : args.slice(2)).map((path) => path.replaceAll("\\", "/").replace(/\/$/, ""));
  const found = globSync("test/**/*.test.{ts,tsx}", { cwd: root }).map((file) => file.replaceAll("\\", "/"));
  const files = found
    .filter((file) => under.length === 0 || under.some((path) => file === path || file.startsWith(`${path}/`)))
    .sort();
  const chosen = stages(files).filter(({ group }) =>
    only === null ? under.length === 0 || group !== "check" : group === only,
  );
  if (chosen.length === 0) {
    console.error(`No such stage or test: ${args.join(" ")}. Stages: check, unit, apart.`);
    return 2;
  }
  const failures: string[] = [];
  const tallies: Tally[] = [];
  const times: string[] = [];
  for (const stage of chosen) {
    console.log(`\n== ${stage.name}`);
    const begin = performance.now();
    const { failed, tally } = await stage.run();
    if (failed) failures.push(stage.name);
    if (tally !== null) tallies.push(tally);
    const counts = tally === null ? "" : `, ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
    times.push(
      `${((performance.now() - begin) / 1000).toFixed(1).padStart(7)} s  ${stage.name}${counts}${failed ? "  FAILED" : ""}`,
    );
  }
  console.log(`\n${times.join("\n")}`);
  if (showSkips(tallies)) failures.push("skips");
  const sum = (key: "passed" | "failed" | "skipped") => tallies.reduce((total, tally) => total + tally[key], 0);
  if (failures.length > 0) console.log(`Failed: ${failures.join("; ")}`);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
  return failures.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
