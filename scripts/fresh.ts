// `npm run fresh`: the first minutes of a stranger, with the real npm and the real downloads. Clones the last commit into
// "Ünï cödé dir", becomes a user without rights where it can (root, setpriv), and goes through start, start again, a
// set-up killed in the middle, two at once, a bare npm ci, a home folder that cannot be written, and the whole check.
// Takes some minutes; what of this is small enough to run on every change is in test/faults.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const base = mkdtempSync(join(tmpdir(), "sourcebook-fresh-"));
const clone = join(base, "Ünï cödé dir");
const home = join(base, "home");
const cache = join(home, ".npm");
const isRoot = process.getuid?.() === 0;
const NOBODY = "65534";

/** The machine's own Node and npm, not the ones this script was started with. */
const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
const clean = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|NODE_)/.test(name));
const shared = join(root, "..", "shared");
const env = {
  ...Object.fromEntries(clean),
  PATH: path.join(delimiter),
  HOME: home,
  SOURCEBOOK_ARTICLES: process.env.SOURCEBOOK_ARTICLES ?? join(shared, "articles"),
  SOURCEBOOK_CORPORA: process.env.SOURCEBOOK_CORPORA ?? join(shared, "corpora"),
};

interface Ended {
  readonly code: number | null;
  readonly words: string;
}

interface Running extends Ended {
  readonly child: ChildProcess;
  readonly end: Promise<Ended>;
}

const running = new Set<Running>();

/** Starts a command in the clone as the stranger, in a process group of its own. */
function begin(file: string, args: readonly string[]): Running {
  const who = isRoot ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] : [];
  const [command = file, ...rest] = [...who, file, ...args];
  const child = spawn(command, rest, { cwd: clone, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let words = "";
  const hear = (data: Buffer) => {
    words += data.toString();
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  const end = new Promise<Ended>((done) => child.on("close", (code) => done({ code, words })));
  const run: Running = {
    child,
    end,
    get code() {
      return child.exitCode;
    },
    get words() {
      return words;
    },
  };
  running.add(run);
  end.then(() => running.delete(run));
  return run;
}

const run = (file: string, ...args: readonly string[]): Promise<Ended> => begin(file, args).end;

function signal({ child }: Running, name: NodeJS.Signals): void {
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, name);
}

function must(holds: boolean, what: string, words = ""): void {
  if (!holds) throw new Error(`${what}\n${words}`);
}

const ADDRESS = /http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\/?/;

/** Waits until a served address is said, asks for the page, and stops the server as Ctrl-C would. */
async function served(start: Running): Promise<string> {
  for (let tenths = 0; tenths < 3000 && !ADDRESS.test(start.words) && start.code === null; tenths += 1) await wait(100);
  const address = ADDRESS.exec(start.words)?.[0];
  must(address !== undefined, "no address was said", start.words);
  const page = await fetch(address ?? "");
  must(page.ok && /<html/.test(await page.text()), `the page answered ${page.status}`, start.words);
  signal(start, "SIGINT");
  await start.end;
  return start.words;
}

/** A server that npm leaves behind when it is ended would keep the port and the record. */
async function endsWithNpm(): Promise<void> {
  const start = begin("npm", ["start"]);
  for (let tenths = 0; tenths < 600 && !ADDRESS.test(start.words); tenths += 1) await wait(100);
  start.child.kill("SIGTERM");
  await start.end;
  await wait(2000);
  const still = await fetch(ADDRESS.exec(start.words)?.[0] ?? "").then(
    () => true,
    () => false,
  );
  must(!still, "the server outlived npm", start.words);
}

const start = (...args: readonly string[]): Promise<string> => served(begin("npm", ["start", ...args]));

function megabytes(folder: string): number {
  const { stdout } = spawnSync("du", ["-s", "-B1000000", folder], { encoding: "utf8" });
  return Number.parseInt(stdout, 10);
}

function near(said: number, measured: number, what: string): void {
  console.log(`        ${what}: ${measured} MB, said ${said}`);
  must(Math.abs(measured - said) <= said / 4, `${what} is ${measured} MB, the launcher says ${said}`);
}

const modules = join(clone, "node_modules");
const forget = () => rmSync(modules, { recursive: true, force: true });

const STEPS: readonly (readonly [name: string, step: () => Promise<void>])[] = [
  [
    "npm start in a fresh clone, nothing downloaded before",
    async () => {
      const words = await start();
      const [, download, disk] = /about (\d+) MB to download,\s+(\d+) MB in node_modules/.exec(words) ?? [];
      near(Number(download), megabytes(join(cache, "_cacache", "content-v2")), "download");
      near(Number(disk), megabytes(modules), "node_modules");
    },
  ],
  ["npm start again sets nothing up", async () => must(!/Setting up/.test(await start()), "it set up again")],
  ["npm start ends with npm", endsWithNpm],
  [
    "npm start with an own file, by its path",
    async () => {
      const words = await start("--", "examples/articles/kabul-report.txt");
      must(existsSync(join(clone, ".sourcebook")), "no record beside the person", words);
    },
  ],
  [
    "a set-up killed in the middle is repaired",
    async () => {
      for (const seconds of [0.5, 3, 6]) {
        forget();
        const first = begin("npm", ["start"]);
        await wait(seconds * 1000);
        signal(first, "SIGKILL");
        await first.end;
        must(/Set up in/.test(await start()), `not repaired after ${seconds} s`);
      }
    },
  ],
  [
    "two at once: one sets up, one waits, both serve",
    async () => {
      forget();
      const both = await Promise.all([start(), start()]);
      must(both.filter((words) => /Setting up/.test(words)).length === 1, "not one set-up", both.join("\n"));
    },
  ],
  [
    "every verb after a bare npm ci",
    async () => {
      forget();
      must((await run("npm", "ci", "--loglevel=error")).code === 0, "npm ci failed");
      for (const args of [
        ["--help"],
        ["doctor"],
        ["claims", "--jsonl"],
        ["coverage"],
        ["verify"],
        ["disputes", "--jsonl"],
      ]) {
        const { code, words } = await run("node", "bin/sourcebook.js", ...args);
        must(code === 0 && !/Setting up/.test(words), `${args.join(" ")} ended with ${code}`, words);
      }
    },
  ],
  [
    "a home folder that cannot be written",
    async () => {
      forget();
      rmSync(cache, { recursive: true, force: true });
      chmodSync(home, 0o555);
      if (isRoot) spawnSync("chown", ["0:0", home]);
      must(/Set up in/.test(await start()), "not set up");
    },
  ],
  [
    "npm test",
    async () => {
      const { code, words } = await run("npm", "test");
      console.log(words.trimEnd().split("\n").slice(-12).join("\n"));
      must(code === 0, `npm test ended with ${code}`, words);
    },
  ],
];

async function main(only: readonly string[]): Promise<void> {
  mkdirSync(home);
  spawnSync("git", ["clone", "--quiet", root, clone], { stdio: "inherit" });
  if (isRoot) spawnSync("chown", ["-R", `${NOBODY}:${NOBODY}`, base]);
  else console.log("Not root: everything runs as yourself.");
  const { version } = JSON.parse(readFileSync(join(clone, "package.json"), "utf8")) as { version: string };
  const node = spawnSync("node", ["--version"], { env, encoding: "utf8" }).stdout.trim();
  console.log(`Sourcebook ${version} in ${clone}, with the machine's Node ${node}`);
  for (const [name, step] of STEPS) {
    if (only.length > 0 && !only.some((word) => name.includes(word))) continue;
    const from = performance.now();
    await step();
    console.log(`${((performance.now() - from) / 1000).toFixed(1).padStart(6)} s  ${name}`);
  }
}

function tidy(): void {
  for (const each of running) signal(each, "SIGKILL");
  rmSync(base, { recursive: true, force: true });
}

for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => {
    tidy();
    process.exit(1);
  });
}
try {
  await main(process.argv.slice(2));
} finally {
  tidy();
}
