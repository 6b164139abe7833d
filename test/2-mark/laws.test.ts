// What holds for the marks of any text at all, over texts made by chance and over every block of Unicode.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { SHAPES } from "../../bench/speed/shapes.ts";
import type { Chunk } from "../../src/0-model/clause.ts";
import type { Rendition } from "../../src/0-model/document.ts";
import type { Mark } from "../../src/0-model/mark.ts";
import { covers, type Range } from "../../src/0-model/span.ts";
import { lifted } from "../../src/1-read/citations.ts";
import { compileMarker, compileTags, type Marks } from "../../src/2-mark/mark.ts";
import { blocksOf, citationsOf } from "../1-read/show.ts";
import { knowledge } from "../knowledge.ts";

const marker = compileMarker(knowledge);
const tags = compileTags(knowledge);
const DAY = { day: "2016-02-29", speaksUntil: null };

function mark(text: string): Marks {
  const rendition: Rendition = {
    ...{ id: "r", document: "d", reader: "text/1", map: [] },
    ...{ text, blocks: blocksOf(text), citations: citationsOf(text) },
  };
  return marker(rendition, lifted(rendition), DAY);
}

const SEGMENTER = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Throws when a range begins or ends inside what is one sign to the eye. */
function whole(text: string): (range: Range, what: string) => void {
  const borders = new Set([text.length]);
  for (const { index } of SEGMENTER.segment(text)) borders.add(index);
  return ([start, end], what) => {
    assert.ok(start >= 0 && start < end && end <= text.length, `${what}: [${start}, ${end})`);
    assert.ok(borders.has(start) && borders.has(end), `${what} cuts a sign: ${JSON.stringify(text.slice(start, end))}`);
  };
}

function ascending(marks: readonly Mark[], what: string, count: number): void {
  let before = 0;
  for (const { from, to } of marks) {
    assert.ok(from >= before && to > from && to <= count, `${what}: [${from}, ${to}) after ${before}`);
    before = to;
  }
}

/** The laws of one text. */
function lawful(text: string): void {
  const marks = mark(text);
  const { words, sentences, rendition } = marks;
  const sign = whole(text);
  const markers = lifted(rendition);
  let last = 0;
  let next = 0;
  for (let i = 0; i < words.count; i += 1) {
    const [start, end] = [words.start[i] ?? 0, words.end[i] ?? 0];
    assert.ok(start >= last, "tokens ascend and share nothing");
    sign([start, end], "token");
    while ((markers[next]?.[1] ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    assert.ok(end <= (markers[next]?.[0] ?? text.length), "no token touches a marker");
    last = end;
  }
  for (const { marker: range, scope } of rendition.citations) {
    sign(range, "marker");
    if (scope[0] < scope[1]) sign(scope, "scope");
  }
  for (const { range } of rendition.blocks) sign(range, "block");
  ascending(sentences, "sentences", words.count);
  for (const { range, block, from, to } of sentences) {
    assert.ok(covers(rendition.blocks[block]?.range ?? [0, 0], range), "a sentence lies in its block");
    assert.deepEqual(range, [words.start[from], words.end[to - 1]]);
  }
  layers(marks);
  clauses(marks);
}

/** Dates, quantities, names and cues: in order, apart, and each inside one sentence, or in none. */
function layers({ words, sentences, dates, quantities, names, cues }: Marks): void {
  const held = new Map<number, string>();
  for (const [what, layer] of Object.entries({ dates, quantities, names, cues })) {
    ascending(layer, what, words.count);
    let at = 0;
    for (const { from, to } of layer) {
      while (at < sentences.length && (sentences[at]?.to ?? 0) <= from) at += 1;
      const stretch = sentences[at];
      const outside = stretch === undefined || to <= stretch.from;
      assert.ok(outside || (stretch.from <= from && to <= stretch.to), `${what}: a mark lies in one sentence`);
      if (what === "cues") continue;
      for (let i = from; i < to; i += 1) {
        assert.equal(held.get(i), undefined, `${what} and ${held.get(i)} claim "${words.lower[i]}"`);
        held.set(i, what);
      }
    }
  }
}

/** Clauses hang on clauses, without a circle; what they hold lies in their sentence. */
function clauses(marks: Marks): void {
  const { parses, sentences } = marks;
  assert.equal(parses.length, sentences.length);
  for (const [at, { sentence, clauses: all }] of parses.entries()) {
    assert.equal(sentence, at);
    const stretch = sentences[at] ?? { from: 0, to: 0 };
    const inside = ({ from, to }: Mark, what: string) =>
      assert.ok(from >= stretch.from && from <= to && to <= stretch.to, `${what} lies in its sentence`);
    const chunk = (one: Chunk): void => {
      inside(one, "chunk");
      assert.ok(one.head >= one.from && one.head < one.to, "a head lies in its phrase");
      for (const phrase of one.phrases) inside(phrase, "phrase");
    };
    for (const [index, clause] of all.entries()) {
      inside(clause, "clause");
      assert.ok(clause.parent < all.length && clause.parent !== index, "a clause hangs on another");
      if (clause.verb !== null) inside(clause.verb, "verb");
      for (const one of [...clause.subject, ...clause.objects, ...clause.second, ...clause.chunks]) chunk(one);
      for (const phrase of clause.phrases) inside(phrase, "phrase");
      for (let up = index, steps = 0; up >= 0; up = all[up]?.parent ?? -1, steps += 1)
        assert.ok(steps <= all.length, "clauses hang in no circle");
    }
    assert.equal(tags(marks, at).length, stretch.to - stretch.from);
  }
}

/** Signs that are one to the eye and several to a program, and what breaks them. */
const SIGNS = [
  ..."e\u0301|👩‍👩‍👧|👩🏽‍🚀|🇦🇫|🇵🇰🇦|❤️|❤️‍🔥|1️⃣|#️⃣|क्षि|क्‍ष|নি|த்|กำ|ລຳ|نَ|مُحَمَّد|نْ|שָׁ|한|\u1112\u1161\u11ab|\u1112|\u1161|🏴\u{E0067}\u{E007F}".split(
    "|",
  ),
  ..."\u0301|\u200D|\u200C|\uFE0F|\u00AD|\u2060|\u200B|\u202E|\u0600|\u06DD|\u{110BD}|\u0D4E|\u0600\u0661| \u0301|.\u0301|-\u0301|'\u0301|\r\n|\r|\0|\uD800|\uDC00|\uFEFF|\u{1F3FB}|\uFF9E".split(
    "|",
  ),
];
const WORDS = [
  ..."The group|attacked|Kabul|Karim Daoud|ISIS–K|U.S.|12|1,000|at least|dozens of|people|May|2015|4 May 2015|on|in|who|and|or|said that".split(
    "|",
  ),
  ...".|,|;|:|?|!|…|(|)|[|]|“|”|\"|'|-|–|—|[1]|[2][3]|[a]|[note 3]|[citation needed]|¹²|\n|\n\n|- |# |Leaders:\n|killed|may have|not|reportedly|was|to|the|of|last week|for three days|from|until|'s|%|$|half".split(
    "|",
  ),
];
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...SIGNS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", size: "max", maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", size: "max", maxLength: 6 }) },
);
const glued = fc.array(fc.tuple(piece, fc.constantFrom(" ", "")), { maxLength: 60, size: "max" });
const anyText = glued.map((parts) => parts.map(([one, gap]) => one + gap).join(""));

describe("the laws of marks", () => {
  test("hold for any text", () => {
    fc.assert(fc.property(anyText, lawful), { numRuns: 1000 });
  });

  test("hold for long texts of anything", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", size: "max", maxLength: 3000 }), lawful), { numRuns: 40 });
  });

  test("hold in every block of Unicode", () => {
    let seen = 0;
    let text = "The front";
    for (let code = 1; code <= 0x10ffff; code += 17) {
      const one = String.fromCodePoint(code);
      text += ` a${one}b ${one} ${one}${one}. 1${one}2 (${one})[1]${one}-${one}`;
      seen += 1;
      if (seen % 40 > 0) continue;
      lawful(text);
      text = `The front left in May ${1990 + (seen % 30)}. `;
    }
    assert.ok(seen > 50_000, `${seen} characters`);
  });

  test("hold for the shapes that speed is measured on", () => {
    for (const { make, size } of SHAPES) lawful(make(Math.ceil(size / 100) * 2));
  });

  test("hold for a sentence longer than is read at once", () => {
    const long = fc.array(fc.constantFrom(...WORDS.filter((word) => !/[.\n?!…]/.test(word))), {
      ...{ minLength: 1500, maxLength: 1600, size: "max" as const },
    });
    fc.assert(
      fc.property(long, (parts) => lawful(`The ${parts.join(" ")}`)),
      { numRuns: 15 },
    );
  });
});

describe("dates and quantities", () => {
  const shown = ({ words, dates, quantities }: Marks, end: number): unknown[] =>
    [...dates, ...quantities].filter(({ to }) => (words.end[to - 1] ?? 0) <= end);

  test("of a text stay what they are when another paragraph is added behind it", () => {
    let seen = 0;
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        // That a text is written with case is known by the whole of it, and what a line is may hang on what follows.
        const text = `The group left the town on that day. ${first.toWellFormed()} It stayed.`;
        const more = `${text}\n\nThe army left the village. ${second.toWellFormed()}`;
        const [alone, both] = [mark(text), mark(more)];
        if (!alone.words.cased || !both.words.cased) return;
        const before = blocksOf(more).filter(({ range }) => range[0] < text.length);
        if (!isDeepStrictEqual(before, blocksOf(text))) return;
        const found = shown(alone, text.length);
        assert.deepEqual(found, shown(both, text.length));
        // Beside "that day", which stands in each of them.
        seen += found.length - 1;
      }),
      { numRuns: 500 },
    );
    assert.ok(seen > 200, `${seen} dates and quantities`);
  });
});
