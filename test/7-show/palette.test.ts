// Colours: every pair of words and ground that the style uses can be read, in both themes; lines can be seen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../src/web/palette.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split("@media");

const colours = (part: string): ReadonlyMap<string, string> =>
  new Map([...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = "", value = ""]) => [name, value]));

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["paper", "source", "band"];
const WORDS: readonly (readonly [words: string, grounds: readonly string[]])[] = [
  ["ink", [...GROUNDS, "pre", "near"]],
  ["quiet", [...GROUNDS, "pre", "near"]],
  ["link", [...GROUNDS, "near"]],
  ["lit-ink", ["lit", "near"]],
  ["paper", ["ink"]],
  ...["name", "date", "number", "cue", "voice", "clause", "phrase"].map((layer) => [layer, GROUNDS] as const),
];
const LINES: readonly (readonly [line: string, grounds: readonly string[]])[] = [
  ["carry", ["source"]],
  ["other", ["source"]],
  ["sign", ["paper", "near", "lit"]],
  ["bar", ["paper", "near"]],
  ["bracket", ["paper"]],
  ["on-day", ["paper"]],
  ["edge", ["paper", "source"]],
  ["chip", ["paper", "near"]],
  ["focus", ["paper", "source"]],
  ["lit-edge", ["source", "lit"]],
  ["near-edge", ["source", "near"]],
];

for (const [theme, part] of [
  ["light", light],
  ["dark", dark],
] as const) {
  const named = colours(part);
  const colour = (name: string): string => {
    const found = named.get(name);
    assert.ok(found !== undefined, `${theme} has no --${name}`);
    return found;
  };
  const check = (pairs: typeof WORDS, least: number): void => {
    for (const [front, grounds] of pairs) {
      for (const ground of grounds) {
        const ratio = contrast(colour(front), colour(ground));
        assert.ok(ratio >= least, `${theme}: --${front} on --${ground} is ${ratio.toFixed(2)}, under ${least}`);
      }
    }
  };
  test(`${theme}: words stand out at least 4.5 to 1 from every ground they stand on`, () => check(WORDS, 4.5));
  test(`${theme}: lines and signs stand out at least 3 to 1`, () => check(LINES, 3));
}

test("both themes name the same colours", () => {
  assert.deepEqual([...colours(light).keys()].sort(), [...colours(dark).keys()].sort());
});

test("no colour of the page is a red, which would speak of blood where figures speak of people", () => {
  for (const [name, value] of [...colours(light), ...colours(dark)]) {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(value.slice(at, at + 2), 16));
    assert.ok(!(r > 120 && g < r * 0.38 && b < r * 0.38), `--${name} ${value} is a red`);
  }
});
