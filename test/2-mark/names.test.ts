import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Block } from "../../src/0-model/document.ts";
import type { NameMark } from "../../src/0-model/mark.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileNames } from "../../src/2-mark/names.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { words } from "../../src/2-mark/words.ts";

const find = compileNames(await loadKnowledge());
const MONTHS =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday)$/;

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/[^\n]+/g)].map((line) => ({
    kind: "paragraph",
    range: [line.index, line.index + line[0].length],
    headings: [],
    label: null,
    level: 1,
  }));
}

function mark(text: string): readonly NameMark[] {
  const tokens = words(text, []);
  return find(tokens, sentences(tokens, blocksOf(text)), (i) => MONTHS.test(tokens.lower[i] ?? ""));
}

interface Case {
  readonly line: number;
  readonly text: string;
  readonly expected: string[];
}

function cases(): Case[] {
  const found: Case[] = [];
  const lines = readFileSync(join(import.meta.dirname, "..", "cases", "names.txt"), "utf8").split("\n");
  lines.forEach((line, i) => {
    if (line.startsWith("#") || line === "") return;
    if (line.startsWith("  ")) found.at(-1)?.expected.push(line.trim());
    else found.push({ line: i + 1, text: line, expected: [] });
  });
  return found;
}

/** True when each name found is the one expected, with one of the kinds the case allows. */
function agrees(found: readonly NameMark[], expected: readonly string[]): boolean {
  if (found.length !== expected.length) return false;
  return expected.every((row, i) => {
    const [name, kinds = ""] = row.split("|");
    return found[i]?.name === name && kinds.split("/").includes(found[i]?.kind ?? "");
  });
}

describe("names", () => {
  const all = cases();
  test("there are cases", () => assert.ok(all.length >= 120));
  for (const { line, text, expected } of all) {
    test(`case at line ${line}: ${text}`, () => {
      const found = mark(text);
      const said = found.map((name) => `${name.name}|${name.kind}`);
      if (!agrees(found, expected)) assert.deepEqual(said, expected);
    });
  }
});
