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

type Triple = readonly [number, number, number];

/** What eyes without one kind of cones see, in linear light (Machado, Oliveira and Fernandes 2009, full strength). */
const EYES: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const dot = (row: Triple, [x, y, z]: Triple): number => row[0] * x + row[1] * y + row[2] * z;

/** A colour in linear light as some eyes see it. */
function seen(colour: string, [r, g, b]: readonly [Triple, Triple, Triple]): Triple {
  const light = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple;
  return [dot(r, light), dot(g, light), dot(b, light)].map((one) => Math.min(1, Math.max(0, one))) as unknown as Triple;
}

/** How far two colours lie apart in OKLab. */
function distance(a: Triple, b: Triple): number {
  const lab = (light: Triple): Triple => {
    const [l, m, s] = [
      dot([0.4122214708, 0.5363325363, 0.0514459929], light),
      dot([0.2119034982, 0.6806995451, 0.1073969566], light),
      dot([0.0883024619, 0.2817188376, 0.6299787005], light),
    ].map(Math.cbrt) as unknown as Triple;
    return [
      dot([0.2104542553, 0.793617785, -0.0040720468], [l, m, s]),
      dot([1.9779984951, -2.428592205, 0.4505937099], [l, m, s]),
      dot([0.0259040371, 0.7827717662, -0.808675766], [l, m, s]),
    ];
  };
  const [x, y] = [lab(a), lab(b)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
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
  ...["part", "ally", "support", "talks", "rival"].map((strand) => [strand, ["paper"]] as const),
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
  test(`${theme}: kinds of ties are told apart by colour also with other eyes; a pattern and a word stand beside it`, () => {
    // Talks are grey on purpose.
    const strands = ["part", "ally", "support", "rival"].map(colour);
    for (const eyes of Object.values(EYES)) {
      for (const [i, a] of strands.entries()) {
        for (const b of strands.slice(i + 1)) {
          const apart = distance(seen(a, eyes), seen(b, eyes));
          assert.ok(apart >= 0.15, `${theme}: ${a} and ${b} are ${apart.toFixed(3)} apart`);
        }
      }
    }
  });
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

test("words inside drawings are in ink, quiet ink or the colour of links: colour is for lines", () => {
  for (const file of ["chart.css", "lanes.css"]) {
    const rules = readFileSync(new URL(`../../src/web/${file}`, import.meta.url), "utf8").matchAll(
      /([^{}]+)\{([^{}]*)\}/g,
    );
    const words = [...rules].filter(([, selector = ""]) => /\btext\b|\.the-day/.test(selector));
    assert.ok(words.length > 0, file);
    for (const [, selector = "", body = ""] of words) {
      const fill = /fill:\s*([^;]+);/.exec(body)?.[1] ?? "var(--ink)";
      assert.match(fill, /^var\(--(ink|quiet|link)\)$/, selector.trim());
      assert.doesNotMatch(body, /opacity/, selector.trim());
    }
  }
});
