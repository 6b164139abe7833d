import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lifted } from "../../src/1-read/citations.ts";
import { byteAt } from "../../src/1-read/decode.ts";
import { readText } from "../../src/1-read/text.ts";
import { blocksOf, citationsOf } from "./show.ts";

/** Pieces from which texts of all shapes grow: structure, markers, scripts, and what does not belong in a text. */
const piece = fc.oneof(
  fc.constantFrom(
    ...'\n|\r\n|\n\n|\u2028|\t| |  |. |.|, |; |: |:|? |! |…|( | (|)|"|“|”|[1]|[2][3]|[a]|[note 3]|[edit]|[citation needed]'.split(
      "|",
    ),
    ..."[3]:45|[|]|[4–6]|¹²|km²|[sic]|[the group]|[2015]|- |* |  - |** |1. |[1] |^ |# |## |== |==|===|---|| x | y |".split(
      "|",
    ),
    ..."References|Notes|See also|Leaders|Leaders:|Founded: |State opponents|By Jane|Dr.|U.S.|Sept.|Province.In".split(
      "|",
    ),
    ..."killed 12 people|The front was founded in 2009|Omar Said †|2015–present|الجبهة جماعة مسلحة|Not to be confused with ".split(
      "|",
    ),
    ..."👩‍👩‍👧|\u202Eabc\u202C|\0|\uD800|\uDC00|\uFEFF|e\u0301|x".split("|"),
  ),
  fc.string({ size: "small", unit: "binary" }),
  fc.string({ maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 80, size: "max" }).map((pieces) => pieces.join(""));

test("blocks stand in order, share nothing, lie in the text, hold no white space at their ends", () => {
  fc.assert(
    fc.property(text, (written) => {
      let end = 0;
      for (const { range, level } of blocksOf(written)) {
        assert.ok(range[0] >= end && range[1] > range[0] && range[1] <= written.length);
        assert.ok(Number.isInteger(level) && level >= 0);
        const words = written.slice(...range);
        assert.equal(words.replace(/^\uFEFF|\uFEFF$/g, "").trim(), words);
        end = range[1];
      }
    }),
    { numRuns: 1500 },
  );
});

test("headings above a block stand before it, outermost first, and its label is a block or words before it", () => {
  fc.assert(
    fc.property(text, (written) => {
      const found = blocksOf(written);
      const starts = new Map(found.map((block) => [block.range[0], block]));
      for (const block of found) {
        let level = 0;
        for (const heading of block.headings) {
          const above = starts.get(heading[0]);
          assert.ok(above !== undefined && (above.kind === "heading" || above.kind === "title"));
          assert.ok(above.level > level && heading[1] <= block.range[0]);
          level = above.level;
        }
        if (block.label !== null) assert.ok(block.label[0] < block.label[1] && block.label[1] <= block.range[0]);
      }
    }),
    { numRuns: 1500 },
  );
});

test("every letter and digit stands in a block, or in front of one, or in a marker or a header", () => {
  const prose = fc.array(fc.constantFrom("A bomb went off.", "Leaders:", "- Ali", "Origins", "\n", "\n\n", "12"), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(prose, (pieces) => {
      const written = pieces.join("\n");
      const inside = blocksOf(written).reduce(
        (sum, block) => sum + (written.slice(...block.range).match(/[\p{L}\p{N}]/gu)?.length ?? 0),
        0,
      );
      assert.equal(inside, written.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
    }),
  );
});

test("a citation's words end before its marker, and lifted markers are ascending and share nothing", () => {
  fc.assert(
    fc.property(text, (written) => {
      const citations = citationsOf(written);
      for (const { marker, scope, target } of citations) {
        assert.ok(scope[0] <= scope[1] && scope[1] <= marker[0] && marker[1] <= written.length);
        assert.match(written.slice(...marker), /^(?:\[.*\]|[⁰¹²³⁴-⁹]+)/su);
        if (target !== null) assert.ok(target[0] < target[1] && target[1] <= written.length);
      }
      let end = 0;
      for (const marker of lifted({ citations })) {
        assert.ok(marker[0] >= end && marker[1] > marker[0]);
        end = marker[1];
      }
      assert.ok(citations.every(({ marker }) => lifted({ citations }).some((range) => range[0] === marker[0])));
    }),
    { numRuns: 1500 },
  );
});

test("the text is the bytes decoded, and each offset finds its byte", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 200, size: "max" }), (written) => {
      const clean = `x${written.toWellFormed().replace(/\p{Cc}/gu, "\n")}`;
      const { rendition, document } = readText(Buffer.from(clean), { name: "x.txt" });
      assert.equal(rendition.text, clean);
      assert.equal(document.size, Buffer.byteLength(clean));
      let last: readonly [number, number] = [-1, -1];
      for (const pair of rendition.map) {
        assert.ok(pair[0] > last[0] && pair[1] > last[1]);
        last = pair;
      }
      for (let at = 0; at <= clean.length; at += 1) {
        const low = clean.charCodeAt(at);
        if (low >= 0xdc00 && low <= 0xdfff) continue;
        assert.equal(byteAt(rendition.map, at), Buffer.byteLength(clean.slice(0, at)));
      }
    }),
    { numRuns: 500 },
  );
});

test("the same bytes give the same reading, whatever was read before", () => {
  fc.assert(
    fc.property(text, (written) => {
      const bytes = Buffer.from(`x${written.toWellFormed().replace(/\p{Cc}/gu, "\n")}`);
      assert.deepEqual(readText(bytes, { name: "x" }), readText(bytes, { name: "x" }));
    }),
    { numRuns: 100 },
  );
});

/** Texts that cost a careless reader quadratic time. Each doubling has to read in the end: a slow one stops the suite. */
const HOSTILE: Readonly<Record<string, string>> = {
  "one long line": "a".repeat(100_000),
  "brackets that never close": "[".repeat(100_000),
  "markers without words": "[1]".repeat(33_000),
  "a sentence without an end": "word, ".repeat(16_000) + "[1]".repeat(50),
  "notes in one sentence": "word[a] ".repeat(12_000),
  "sources in one sentence": "word,[1] ".repeat(11_000),
  "brackets within brackets": `${"(".repeat(50_000)}[1]${")[1]".repeat(12_000)}`,
  "spaces before a full stop": `${" ".repeat(50_000)}.${"\u00A0".repeat(50_000)}`,
  "lines that are all short": "Leaders\n".repeat(12_000),
  "labels without lists": "Leaders:\n".repeat(11_000),
  "items set in ever deeper": Array.from({ length: 400 }, (_, i) => `${" ".repeat(i)}- x`).join("\n"),
  "hatnotes glued together": "For a, see b.".repeat(7_000),
  hashes: "#".repeat(100_000),
  headings: "# a\n".repeat(25_000),
  "equals signs": "= ".repeat(50_000),
  "raised digits": "x¹".repeat(50_000),
  dots: "a.".repeat(50_000),
  quotes: '"'.repeat(100_000),
  colons: "a: ".repeat(33_000),
  bars: "|a".repeat(50_000),
  tabs: "a\t".repeat(50_000),
};

for (const [name, written] of Object.entries(HOSTILE)) {
  test(`reads ${name}`, { timeout: 20_000 }, () => {
    const { rendition } = readText(Buffer.from(written), { name });
    assert.equal(rendition.text.length, written.length);
  });
}
