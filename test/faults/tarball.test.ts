// The package as a stranger gets it: packed, installed into an empty folder with the real npm, asked for help, and its
// examples copied out and run there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { pack } from "../../scripts/pack.ts";

const base = mkdtempSync(join(tmpdir(), "sourcebook packed ünï "));
const home = join(base, "empty folder");
const installed = join(home, "node_modules", "sourcebook");
after(() => rmSync(base, { recursive: true, force: true }));

// The machine's own node and npm: under another node, npm does not find the machine's settings (certificates, proxy).
const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
const clean = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|NODE_)/.test(name));
const env = { ...Object.fromEntries(clean), PATH: path.join(delimiter) };

function run(file: string, args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(file, args, { cwd: home, env, timeout: 180_000, encoding: "utf8", maxBuffer: 1 << 28 });
}

before(() => {
  const tarball = pack(join(base, "stage"));
  cpSync(tarball, join(home, "package.tgz"));
  writeFileSync(join(home, "package.json"), `{"private":true,"type":"module"}`);
  const options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, stderr } = run("npm", ["install", "./package.tgz", ...options]);
  assert.equal(status, 0, stderr);
});

test("it holds dist/, data/ and examples/, and no TypeScript of its own except the examples", () => {
  for (const part of ["dist/index.js", "dist/index.d.ts", "dist/cli/main.js", "dist/web", "data", "examples"]) {
    assert.ok(existsSync(join(installed, part)), part);
  }
  const source = globSync("**/*.{ts,tsx}", { cwd: installed }).filter((path) => !/\.d\.ts$|^examples/.test(path));
  assert.deepEqual(source, []);
  assert.ok(!readdirSync(installed).includes("package-lock.json"));
});

test("its command answers --help in the empty folder, in silence on stderr", () => {
  const { status, stdout, stderr } = run(join(home, "node_modules", ".bin", "sourcebook"), ["--help"]);
  assert.equal(stderr, "");
  assert.match(stdout, /who-led/);
  assert.equal(status, 0);
});

test("its examples run where a user copies them to, and print", () => {
  const examples = globSync("examples/*/*.ts", { cwd: installed });
  assert.ok(examples.length > 0);
  for (const example of examples) {
    const folder = join(home, "examples");
    cpSync(join(installed, "examples"), folder, { recursive: true });
    const { status, stdout, stderr } = run(join(home, "node_modules", ".bin", "node"), [example]);
    assert.equal(status, 0, `${example}: ${stderr}`);
    assert.notEqual(stdout, "", example);
  }
});

test("its names are exported and typed for a strict user", () => {
  const script = `import * as sourcebook from "sourcebook";\nconsole.log(Object.keys(sourcebook).join(" "));\n`;
  writeFileSync(join(home, "user.ts"), script);
  const { status, stdout, stderr } = run(join(home, "node_modules", ".bin", "node"), ["user.ts"]);
  assert.equal(status, 0, stderr);
  const names = stdout.trim().split(" ");
  assert.ok(names.length > 3, stdout);
  const wrong = names.map(
    (name, at) => `import { ${name} as _${at} } from "sourcebook";\nconst n${at}: never = _${at};`,
  );
  writeFileSync(join(home, "types.ts"), wrong.join("\n"));
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const options = [
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--module",
    "nodenext",
    "--target",
    "esnext",
    "--types",
    "",
  ];
  const told = run(process.execPath, [tsc, ...options, "types.ts"]).stdout;
  // `any` and an unresolved import would go into a never without a word, or with another one.
  assert.equal(
    [...told.matchAll(/error TS2322: Type .* is not assignable to type 'never'/g)].length,
    names.length,
    told,
  );
});
