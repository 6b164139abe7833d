import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { word } from "../../src/0-model/mark.ts";
import { lifted } from "../../src/1-read/citations.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { words } from "../../src/2-mark/words.ts";
import { blocksOf, citationsOf } from "../1-read/show.ts";
import { cases } from "./cases.ts";

/** The characters that a case file writes by their numbers. */
const written = (text: string): string =>
  text
    .replace(/\\u\{([0-9A-F]+)\}|\\u([0-9A-F]{4})/g, (_, long, short) =>
      String.fromCodePoint(Number.parseInt(long ?? short, 16)),
    )
    .replaceAll("\\r", "\r")
    .replaceAll("\\n", "\n");

function sentencesOf(text: string): string[] {
  const marks = lifted({ citations: citationsOf(text) });
  return sentences(words(text, marks), blocksOf(text)).map(({ range }) => text.slice(...range));
}

const MARKERS = /^(?:\[\w+\])+\s*|\s*(?:\[\w+\])+$/g;

describe("sentences", () => {
  const lines = readFileSync(join(import.meta.dirname, "../cases/sentences.txt"), "utf8").split("\n");
  const all = lines.map((line, at) => ({ line, at })).filter(({ line }) => line !== "" && !line.startsWith("#"));
  test("there are cases", () => assert.ok(all.length >= 120, `${all.length} cases`));
  for (const { line, at } of all) {
    test(`sentences.txt:${at + 1}: ${line}`, () => {
      const parts = written(line).split("¦");
      const expected = parts.map((part) => part.trim().replace(MARKERS, ""));
      assert.deepEqual(sentencesOf(parts.join("")), expected);
    });
  }
});

describe("tokens", () => {
  const all = cases("tokens");
  test("there are cases", () => assert.ok(all.length >= 100, `${all.length} cases`));
  for (const { line, text, expected } of all) {
    test(`tokens.txt:${line}: ${text}`, () => {
      const found = words(written(text), []);
      const told = Array.from({ length: found.count }, (_, i) => word(found, i));
      assert.deepEqual(told, written(expected.join(" ; ")).split(" "));
    });
  }
});
