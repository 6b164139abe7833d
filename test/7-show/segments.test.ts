import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Range } from "../../src/0-model/span.ts";
import { readText } from "../../src/1-read/text.ts";
import { type Source, stretches } from "../../src/7-show/pane.ts";
import { segments, type Use, usesIn, usesOf } from "../../src/7-show/segments.ts";
import type { Draft } from "./fixture.ts";
import { valley } from "./valley.ts";

const range = (limit: number): fc.Arbitrary<Range> =>
  fc.tuple(fc.nat(limit), fc.nat(limit)).map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);

const use: fc.Arbitrary<Use> = fc.record({
  claim: fc.constantFrom("c1", "c2", "c3"),
  role: fc.constantFrom("value", "time", "subject", "evidence"),
  from: fc.constantFrom("here", "title"),
  range: range(60),
});

test("segments cover their range whole, in order, without overlap, whatever spans lie across it", () => {
  let covered = 0;
  fc.assert(
    fc.property(range(50), fc.array(use, { size: "max", maxLength: 40 }), (whole, unsorted) => {
      const uses = [...unsorted].sort((a, b) => a.range[0] - b.range[0]);
      const made = segments(whole, uses);
      let at = whole[0];
      for (const segment of made) {
        assert.equal(segment.range[0], at);
        assert.ok(segment.range[1] > at);
        at = segment.range[1];
        const covering = uses.filter((one) => one.range[0] <= segment.range[0] && segment.range[1] <= one.range[1]);
        assert.deepEqual(new Set(segment.uses.map(({ claim }) => claim)), new Set(covering.map(({ claim }) => claim)));
        covered += covering.length;
      }
      assert.equal(at, whole[1]);
    }),
  );
  assert.ok(covered > 500, `${covered} spans were seen`);
});

test("where two parts of a claim cover the same words, the more telling one is lit", () => {
  const at = (role: Use["role"], from: number, to: number): Use => ({
    claim: "c",
    role,
    from: "here",
    range: [from, to],
  });
  const made = segments([0, 30], [at("evidence", 0, 30), at("subject", 0, 20), at("value", 10, 20)]);
  assert.deepEqual(
    made.map((one) => [one.range, one.uses[0]?.role]),
    [
      [[0, 10], "subject"],
      [[10, 20], "value"],
      [[20, 30], "evidence"],
    ],
  );
});

test("only uses that share a code unit with the range are in it", () => {
  const at = (from: number, to: number): Use => ({ claim: `c${from}`, role: "value", from: "here", range: [from, to] });
  const found = usesIn([at(0, 10), at(5, 12), at(10, 20), at(20, 30)], [10, 20]);
  assert.deepEqual(
    found.map(({ claim }) => claim),
    ["c5", "c10"],
  );
});

test("the pane holds every word of the text, and the pieces of each part of each claim join to that part's words", () => {
  for (const one of valley().drafts) {
    const { text } = one.rendition;
    const all = stretches(sourceOf(one)).flatMap(({ pieces }) => pieces);
    for (const piece of all) assert.equal(piece.text, text.slice(piece.at, piece.at + piece.text.length));
    assert.equal(words(all.map(({ text: piece }) => piece).join(" ")), words(text));
    for (const {
      claim,
      role,
      range: [start, end],
    } of usesOf(one.claims)) {
      const inside = all.filter((piece) => piece.at >= start && piece.at < end);
      assert.equal(inside.map((piece) => piece.text).join(""), text.slice(start, end), `${claim} ${role}`);
      for (const piece of inside) assert.ok(piece.uses.some((used) => used.claim === claim));
    }
  }
});

test("words that only lend their name to a claim do not look as if they carried it", () => {
  const [profile] = valley().drafts;
  const title = stretches(sourceOf(profile))[0]?.pieces[0];
  assert.ok((title?.uses.length ?? 0) > 0, "the title lends its name to some claims");
  assert.equal(title?.carries, false);
});

test("each claim's place in the text can be led to exactly once", () => {
  for (const one of valley().drafts) {
    const pieces = stretches(sourceOf(one)).flatMap(({ pieces: all }) => all);
    const anchors = pieces.flatMap((piece) => piece.anchors);
    assert.deepEqual([...anchors].sort(), one.claims.map(({ id }) => id).sort());
  }
});

/** A draft as the pane takes it: what the record adds to a claim does not matter here. */
function sourceOf({ document, rendition, claims }: Draft): Source {
  const kept = {
    interpretation: 1,
    review: "proposed",
    basis: null,
    links: [],
    sequence: 1,
    recordedAt: "",
    changed: 1,
  } as const;
  return { document, rendition, shown: claims.map((claim) => ({ ...claim, ...kept })), others: [] };
}

/** Letters and digits only: bullets and heading signs of the plain text are drawn by the page itself. */
const words = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();

test("the number of an entry stands in its line, and a line between two blocks stands alone", () => {
  const given =
    'The ELN\n\nThe ELN was founded in 1964.[1]\n\nReferences\n1. ^ "A history". Daily Post.\n2. ^ "A war". The Courier.\n';
  const { document, rendition } = readText(new TextEncoder().encode(given), { name: "eln.txt" });
  const all = stretches({ document, rendition, shown: [], others: [] });
  const lines = all.map(({ block, pieces }) => `${block.kind}: ${pieces.map(({ text }) => text).join("")}`);
  assert.deepEqual(lines.slice(-2), [
    'reference: 1. ^ "A history". Daily Post.',
    'reference: 2. ^ "A war". The Courier.',
  ]);
  const above = { ...rendition, blocks: rendition.blocks.filter(({ kind }) => kind === "reference") };
  const kept = stretches({ document, rendition: above, shown: [], others: [] });
  assert.deepEqual(
    kept.map(({ block, between }) => [block.kind, between]),
    [
      ["paragraph", true],
      ["reference", false],
      ["reference", false],
    ],
  );
});
