import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Assets } from "../7-show/layout.tsx";

/** The project, or the installed package: the folder that holds `dist/`. The same two steps up from `src` and `dist`. */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BUILT = join(ROOT, "dist", "web");
/** What the page is made from: where one of these is newer than the build, the build is stale. */
const MADE_FROM = ["src/web/*", "src/7-show/*", "src/0-model/certainty.ts", "vite.config.ts"];

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
};

/** One file below `/web/assets/`. */
export interface File {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** The bundled page code. `note` is one sentence about what was done or is missing, or null. */
export interface Bundle {
  readonly assets: Assets;
  readonly note: string | null;
  /** By name. Held in memory: another server may build anew while this one still runs. */
  readonly files: ReadonlyMap<string, File>;
}

/** Opens the bundle, building it first where it is missing or older than its sources. Never throws: pages read without. */
export async function bundle(): Promise<Bundle> {
  const note = stale() ? await build() : null;
  const { assets, names } = manifest();
  const read = (name: string): File => ({
    bytes: new Uint8Array(readFileSync(join(BUILT, "assets", name))),
    type: TYPES[extname(name)] ?? "application/octet-stream",
  });
  return { assets, note, files: new Map([...names].map((name) => [name, read(name)])) };
}

/** An installed package has no sources beside it, and is never stale. */
function stale(): boolean {
  const sources = globSync(MADE_FROM, { cwd: ROOT }).map((file) => statSync(join(ROOT, file)).mtimeMs);
  if (sources.length < MADE_FROM.length) return false;
  const made = join(BUILT, "manifest.json");
  return !existsSync(made) || statSync(made).mtimeMs < Math.max(...sources);
}

/** Builds beside the old bundle and then takes its place, so that two servers started at once never see half of one. */
async function build(): Promise<string> {
  const started = performance.now();
  let made: string | undefined;
  try {
    const { build: vite } = await import("vite");
    mkdirSync(join(ROOT, "dist"), { recursive: true });
    made = mkdtempSync(join(ROOT, "dist", ".web-"));
    await vite({ configFile: join(ROOT, "vite.config.ts"), logLevel: "silent", build: { outDir: made } });
    rmSync(BUILT, { recursive: true, force: true });
    renameSync(made, BUILT);
    return `Built the page in ${((performance.now() - started) / 1000).toFixed(1)} s.`;
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    if (existsSync(join(BUILT, "manifest.json")))
      return "The page's code could not be built anew; the last build is used.";
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return `The page's code could not be built (${why}): pages have no style, and read without it.`;
  }
}

/**
 * What a publication takes along, by name: `site.js`, `site.css` and the fonts. Empty when it could not be built, with the
 * note saying so.
 */
export async function alongside(): Promise<{
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly note: string | null;
}> {
  const note = stale() ? await build() : null;
  const folder = join(BUILT, "published");
  const names = existsSync(folder) ? globSync("*", { cwd: folder }).sort() : [];
  return { files: new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))])), note };
}

/**
 * The style of pages that stand alone, as text: they ask for no file. Null when it could not be built, with the note
 * saying so.
 */
export async function loneStyle(): Promise<{ readonly style: string | null; readonly note: string | null }> {
  const note = stale() ? await build() : null;
  const file = chunks()["src/web/marks.css"]?.file;
  return { style: file === undefined ? null : readFileSync(join(BUILT, file), "utf8"), note };
}

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}

/** What was built, by the source that it was built from. */
function chunks(): Readonly<Record<string, Chunk>> {
  const path = join(BUILT, "manifest.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, Chunk>) : {};
}

function manifest(): { readonly assets: Assets; readonly names: ReadonlySet<string> } {
  const made = chunks();
  const entry = made["src/web/main.tsx"];
  const named = Object.values(made).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]);
  const address = (file: string | undefined): string | null => (file === undefined ? null : `/web/${file}`);
  return {
    assets: { style: address(entry?.css?.[0]), script: address(entry?.file) },
    names: new Set(named.map((file) => file.replace(/^assets\//, ""))),
  };
}
