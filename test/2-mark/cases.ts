import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One line of a case file: the text, what is expected of it, and the settings that stood above it. */
export interface Case {
  readonly line: number;
  readonly text: string;
  readonly expected: readonly string[];
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * The cases of `test/cases/NAME.txt`: `text => mark ; mark`, or `text => nothing`. `#` begins a comment line,
 * `key: value` a setting for the cases below it. Throws when a line is none of these.
 */
export function cases(name: string): Case[] {
  const settings = new Map<string, string>();
  const found: Case[] = [];
  const lines = readFileSync(join(import.meta.dirname, "../cases", `${name}.txt`), "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const arrow = line.indexOf(" => ");
    if (arrow < 0) {
      const [, key, value] = /^(\w+): (\S+)$/.exec(line) ?? [];
      if (key === undefined || value === undefined)
        throw new Error(`${name}.txt:${index + 1}: neither case nor setting`);
      settings.set(key, value);
      continue;
    }
    const expected = line.slice(arrow + 4).trim();
    found.push({
      line: index + 1,
      text: line.slice(0, arrow),
      expected: expected === "nothing" ? [] : expected.split(" ; "),
      settings: new Map(settings),
    });
  }
  return found;
}
