// Builds what is packed: dist/ from src/ by tsc, dist/web from src/web by Vite. `npm run build` builds into the clone,
// where `npm pack` finds it. `run scripts/pack.ts FOLDER` builds the whole package in FOLDER and packs it there, without
// touching the clone, and prints the tarball's path.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a command to its end. Its words go to stderr; its stdout is returned. Throws when it fails. */
function command(file: string, args: readonly string[], cwd = root): string {
  const { status, stdout, error } = spawnSync(file, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", 2] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} ended with code ${status}\n${stdout}`);
  return stdout;
}

const node = (script: string, ...args: readonly string[]): string =>
  command(process.execPath, [join(root, script), ...args]);

/** tsc rewrites the endings of imports, not those in other strings: such a path would name a file that is not packed. */
function refuseSourcePaths(dist: string): void {
  const wrong = globSync("**/*.js", { cwd: dist })
    .filter((file) => !file.startsWith("web"))
    .flatMap((file) =>
      [...readFileSync(join(dist, file), "utf8").matchAll(/(["'`])\.{1,2}\/[^"'`\n]*\.tsx?\1/g)].map(
        ([found]) => `${file}: ${found}`,
      ),
    );
  if (wrong.length > 0) throw new Error(`dist/ names source files:\n${wrong.join("\n")}`);
}

/** Builds `into`/dist anew. */
export function build(into: string): void {
  const dist = join(into, "dist");
  rmSync(dist, { recursive: true, force: true });
  node("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", dist);
  refuseSourcePaths(dist);
  node("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn", "--outDir", join(dist, "web"), "--emptyOutDir");
}

/** Builds and packs in `into`, and returns the tarball's path. */
export function pack(into: string): string {
  mkdirSync(into, { recursive: true });
  build(into);
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { files: string[] };
  for (const path of ["package.json", "README.md", "LICENSE", ...files]) {
    if (path !== "dist" && existsSync(join(root, path)))
      cpSync(join(root, path), join(into, path), { recursive: true });
  }
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const [{ filename } = { filename: "" }] = JSON.parse(command(npm, ["pack", "--json", "--loglevel=error"], into)) as {
    filename: string;
  }[];
  return join(into, filename);
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) build(root);
  else console.log(pack(resolve(folder)));
}
