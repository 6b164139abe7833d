import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly expected: string;
}

/** `>>> name`, the text, `<<<`, what is expected of it. Lines before the first case are comments. */
function parse(file: string): Case[] {
  return file
    .split(/^>>> /m)
    .slice(1)
    .map((part) => {
      const [name = "", ...rest] = part.split("\n");
      const [text = "", expected = ""] = rest.join("\n").split(/^<<<\n/m);
      return { name, text: text.replace(/\n$/, ""), expected: expected.trimEnd() };
    });
}

/**
 * One test for each case of a file in test/cases. A case without an expectation gets what comes out written into the
 * file, to be read before it is committed; where CI is set it fails instead.
 */
export function runCases(file: string, show: (text: string) => string): void {
  const path = join(import.meta.dirname, "..", "cases", file);
  const whole = readFileSync(path, "utf8");
  const cases = parse(whole);
  test(`${file} holds cases`, () => assert.ok(cases.length > 10));
  let made = whole;
  for (const { name, text, expected } of cases) {
    test(`${file}: ${name}`, () => {
      if (expected !== "" || process.env.CI === "true") return assert.equal(show(text), expected);
      const empty = `>>> ${name}\n${text}\n<<<\n`;
      made = made.replace(empty, () => `${empty}${show(text)}\n`);
      writeFileSync(path, made);
    });
  }
}
