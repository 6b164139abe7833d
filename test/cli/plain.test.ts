import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { align, columns, count, cut, plain, wrap } from "../../src/cli/plain.ts";
import { progress } from "../../src/cli/progress.ts";

test("what could take hold of a terminal is shown as a symbol", () => {
  assert.equal(plain("a\0b\u001b[31m\u007f"), "a␀b␛[31m␡");
  assert.equal(plain("x\u202Ey\u2066z"), "x⟨U+202E⟩y⟨U+2066⟩z");
  assert.equal(plain("\u0085\uFEFF\u200B\u{E0041}"), "⟨U+0085⟩⟨U+FEFF⟩⟨U+200B⟩⟨U+E0041⟩");
  assert.equal(plain("half \uD800 pair"), "half ⟨U+D800⟩ pair");
});

test("letters, marks, joiners of scripts and whole surrogate pairs stay", () => {
  for (const text of ["Jamāʿat", "مؤسسة العزائم", "می\u200Cخواهم", "क्\u200Dष", "𝒳 😀"]) assert.equal(plain(text), text);
});

test("no text keeps a character that a terminal acts on", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", size: "max", maxLength: 2000 }), (text) => {
      assert.doesNotMatch(plain(text), /\p{Cc}|[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]|\p{Cs}/u);
    }),
    { numRuns: 300 },
  );
});

test("wide characters take two columns, combining marks none", () => {
  assert.deepEqual(
    ["abc", "東京", "e\u0301", "한글", "😀", "ａ", "–"].map((text) => columns(text)),
    [3, 4, 1, 4, 2, 2, 1],
  );
});

test("columns line up whatever the widths, and lines do not end in blanks", () => {
  const rows = align(
    [
      ["a", "1", "x"],
      ["東京", "20", ""],
    ],
    [1],
  );
  assert.deepEqual(rows, ["a      1  x", "東京  20"]);
});

test("a cut text never takes more columns than it may", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 2, max: 30 }), (text, most) => {
      assert.ok(columns(cut(text, most)) <= most);
    }),
  );
  assert.equal(cut("short", 20), "short");
  assert.equal(cut("rather longer", 8), "rather…");
});

test("counts are written in words that fit", () => {
  assert.deepEqual(
    [count(1, "claim"), count(0, "claim"), count(2, "entry", "entries")],
    ["1 claim", "0 claims", "2 entries"],
  );
});

/** Runs a progress over a thousand steps of a hundred milliseconds. */
function run(tty: boolean): { readonly text: string; readonly writes: number } {
  let clock = 0;
  const texts: string[] = [];
  const screen = { tty, columns: 60, write: (text: string) => void texts.push(text), now: () => clock };
  const shown = progress(screen, "Reading");
  for (let at = 0; at <= 1000; at++) {
    clock += 100;
    shown.step(at, 1000, `file ${at}\u001b[2J.txt`);
  }
  shown.done();
  return { text: texts.join(""), writes: texts.length };
}

test("without a terminal progress is a line every tenth or ten seconds, with one it is a bar that goes away", () => {
  const lines = run(false).text.split("\n").filter(Boolean);
  assert.ok(lines.length >= 10 && lines.length <= 21, String(lines.length));
  assert.match(lines.at(-1) ?? "", /^Reading 1000\/1000 {2}file 1000␛\[2J\.txt$/);
  const bar = run(true).text;
  assert.ok(bar.endsWith("\r\u001b[K"));
  for (const frame of bar.split("\r\u001b[K")) assert.ok(columns(frame) < 60);
  assert.equal(bar.includes("\u001b[2J"), false);
});

test("short work says nothing without a terminal", () => {
  const texts: string[] = [];
  const shown = progress({ tty: false, columns: 80, write: (text) => void texts.push(text), now: () => 0 }, "Reading");
  for (let at = 0; at <= 10; at++) shown.step(at, 10, "");
  shown.done();
  assert.deepEqual(texts, []);
});

test("wrapped lines keep every word, and only a single wide word is wider than asked", () => {
  const text = fc.array(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((one) => one.replace(/ /g, "x")),
  );
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 30 }), (words, most) => {
      const lines = wrap(words.join(" "), most);
      assert.equal(lines.join(" "), words.join(" "));
      for (const line of lines) assert.ok(columns(line) <= most || !line.includes(" "), line);
    }),
  );
});
