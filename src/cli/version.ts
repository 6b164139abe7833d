import { readFileSync } from "node:fs";

/** The version of the program, from its package.json: two steps up from `src/cli` and from `dist/cli`. */
export function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly version: string;
  };
  return manifest.version;
}
