// Runs the program as a person does: a process of its own, in a folder of its own.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const ARTICLES = join(root, "examples", "articles");
const HOOK = ["--disable-warning=ExperimentalWarning", "--conditions=clone", "--import", join(root, "bin", "hook.js")];
export const ARGS: readonly string[] = [...HOOK, join(root, "src", "cli", "main.ts")];

/** What a run of the program gave. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const env = (): NodeJS.ProcessEnv => {
  const { SOURCEBOOK_RECORD: _record, NODE_TEST_CONTEXT: _test, ...rest } = process.env;
  return { ...rest, NO_COLOR: "1" };
};

/** A folder that goes away, with the program to run in it. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "sourcebook cli é "));

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(join(this.path, name), content);
    return name;
  }

  run(...args: readonly string[]): Ran {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...ARGS, ...args], {
      cwd: this.path,
      env: env(),
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    return { code: status, out: stdout, err: stderr };
  }

  /** Starts the program and hands over its process. */
  start(...args: readonly string[]) {
    return spawn(process.execPath, [...ARGS, ...args], {
      cwd: this.path,
      env: env(),
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Resolves with what a process wrote until `until` is in it, or until it ended. */
export function written(stream: NodeJS.ReadableStream, until: string | RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    stream.on("data", (chunk) => {
      text += String(chunk);
      if (typeof until === "string" ? text.includes(until) : until.test(text)) resolve(text);
    });
    stream.on("end", () => resolve(text));
  });
}

/** A short text about an invented group. */
export const SHORT = `Northern Front

The Northern Front is an armed group. It was founded in March 2011.

Leaders:
- Karim Daoud (2011 – Jul 2014)
- Samir Haddad (Aug 2014 – present)

On 4 May 2015 a bombing in Herat killed 12 people.
`;

/** True when a text could move a terminal's cursor or turn its line around. */
export function takesHold(text: string): boolean {
  return ["\u001b", "\u202e"].some((sign) => text.includes(sign));
}

/** A line that was refused for what a person did: in words, with its exit code, and nothing was answered. */
export function refuses({ code, out, err }: Ran, exit: number, words: RegExp): void {
  assert.match(err, words);
  assert.ok(!/fault of the program|\n {4}at /.test(err), err);
  assert.equal(code, exit, err);
  assert.equal(out, "");
}
