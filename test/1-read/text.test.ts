import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { EXIT, SourcebookError } from "../../src/0-model/problem.ts";
import { byteAt, LIMIT } from "../../src/1-read/decode.ts";
import { day } from "../../src/1-read/header.ts";
import { readText } from "../../src/1-read/text.ts";

const read = (text: string | Uint8Array, attributes = {}) =>
  readText(typeof text === "string" ? Buffer.from(text) : text, { name: "a.txt", attributes });

function refused(bytes: Uint8Array): SourcebookError {
  try {
    readText(bytes, { name: "a.txt" });
  } catch (error) {
    if (error instanceof SourcebookError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "was read" });
}

test("a document is the hash of its bytes, a rendition the hash of document and text", () => {
  const { document, rendition } = read("A bomb went off.");
  assert.equal(document.id, `sha256:${createHash("sha256").update("A bomb went off.").digest("hex")}`);
  assert.equal(rendition.document, document.id);
  assert.match(rendition.id, /^sha256:[0-9a-f]{64}$/);
  assert.notEqual(rendition.id, document.id);
  assert.deepEqual(document.names, ["a.txt"]);
});

test("what nobody said about a document stays null", () => {
  const { document } = read("A bomb went off in Gao on 12 March 2013.");
  const { title, publisher, author, language, rights, published, retrieved, kind } = document;
  assert.deepEqual([title, publisher, author, language, rights, published, retrieved], Array(7).fill(null));
  assert.equal(kind, "unstated");
});

test("a header block gives attributes, and a person's word goes before it", () => {
  const text =
    "Title: Bomb in Gao\nPublished: 12 March 2013\nAuthor: Jane Example\nKind: news\nLanguage: en\n\nA bomb went off.";
  const said = read(text).document;
  assert.deepEqual(
    [said.title, said.published, said.author, said.kind, said.language],
    ["Bomb in Gao", "2013-03-12", "Jane Example", "news", "en"],
  );
  assert.equal(read(text, { published: "2013-03-13" }).document.published, "2013-03-13");
});

test("a header with a date that is no day gives no date, and its lines are in no block", () => {
  const { document, rendition } = read("Title: Gao\nPublished: spring 2013\n\nA bomb went off.");
  assert.equal(document.published, null);
  assert.deepEqual(
    rendition.blocks.map(({ kind, range }) => [kind, rendition.text.slice(...range)]),
    [
      ["title", "Gao"],
      ["paragraph", "A bomb went off."],
    ],
  );
});

test("a header needs a blank line behind it and keys that it knows, each once", () => {
  for (const text of [
    "Title: Gao\nA bomb went off.",
    "Title: Gao\nFounder: Ali\n\nA bomb went off.",
    "Title: Gao\nTitle: Kidal\n\nA bomb went off.",
    "Language: Pashto\n\nIt is published in Kabul.",
  ]) {
    const { document } = read(text);
    assert.equal(document.language, null);
    assert.notEqual(document.title, "Gao");
  }
});

test("a byline and a line of publication are believed, a lone date is not", () => {
  const said = read("Two killed in Gao\nBy Jane Example\nPublished on 12 March 2013\nA bomb went off.").document;
  assert.deepEqual([said.title, said.author, said.published], ["Two killed in Gao", "Jane Example", "2013-03-12"]);
  assert.equal(read("Two killed in Gao\n12 March 2013\nA bomb went off.").document.published, null);
});

test("days are read from three ways of writing and from no others", () => {
  assert.equal(day("2024-02-29"), "2024-02-29");
  assert.equal(day("1st August 2023"), "2023-08-01");
  assert.equal(day("August 1, 2023"), "2023-08-01");
  for (const none of ["2023-02-29", "2023-13-01", "1 Augustus 2023", "August 2023", "01/08/2023", "", "0000-00-00"]) {
    assert.equal(day(none), null, none);
  }
});

test("the byte order mark and the line ends stay in the text", () => {
  const { rendition, document } = read("\uFEFFGao\r\n\r\nA bomb went off.\r\n");
  assert.equal(rendition.text, "\uFEFFGao\r\n\r\nA bomb went off.\r\n");
  assert.equal(document.title, "Gao");
  assert.equal(byteAt(rendition.map, 1), 3);
  assert.equal(rendition.text.slice(...(rendition.blocks[1]?.range ?? [0, 0])), "A bomb went off.");
});

test("UTF-16 with a byte order mark is read, in both orders", () => {
  const little = Buffer.from("\uFEFFKidal – هجوم", "utf16le");
  const big = Buffer.from(little).swap16();
  for (const bytes of [little, big]) {
    const { rendition } = read(bytes);
    assert.equal(rendition.text, "\uFEFFKidal – هجوم");
    assert.equal(byteAt(rendition.map, 7), 14);
  }
});

test("what is no text is refused with a code, the file's name and what to do", () => {
  const cases: [string, Uint8Array, RegExp][] = [
    ["empty", Buffer.alloc(0), /^a\.txt is empty/],
    ["empty", Buffer.from(" \n\t\uFEFF\n"), /white space/],
    ["binary", Buffer.from("GIF89a\0\0\0"), /binary/],
    ["binary", Buffer.from(`${"\x01\x02".repeat(50)}text`), /binary/],
    ["not-utf8", Buffer.from([0x61, 0xff, 0x62]), /byte 2 /],
    ["not-utf8", Buffer.from([0x61, 0x62, 0xe2, 0x80]), /byte 3 /],
    ["not-utf8", Buffer.from([0xed, 0xa0, 0x80]), /byte 1 /],
    ["not-utf8", Buffer.from([0x61, 0xc0, 0xaf]), /byte 2 /],
    ["not-utf8", Buffer.from("Fran\xe7ois", "latin1"), /byte 5 .*UTF-8/],
    ["not-utf8", Buffer.from([0xff, 0xfe, 0x00]), /UTF-16/],
    ["not-utf8", Buffer.from([0xff, 0xfe, 0x00, 0xd8]), /UTF-16/],
    ["binary", Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x00, 0x00]), /binary/],
    ["too-large", Buffer.alloc(LIMIT + 1, 0x61), /32\.0 MB, and at most 32 MB/],
  ];
  for (const [code, bytes, message] of cases) {
    const error = refused(bytes);
    assert.equal(error.code, code);
    assert.equal(error.exit, EXIT.unreadable);
    assert.match(error.message, message);
    assert.match(error.message, /^a\.txt .*\.$/);
  }
});

test("a name cannot disturb the terminal that shows it", () => {
  assert.throws(
    () => readText(Buffer.alloc(0), { name: "a\u001B[2J\u202Etxt" }),
    ({ message }: Error) => !/[\p{Cc}\u202E]/u.test(message) && message.includes("<U+202E>"),
  );
});

test("an offset outside the text has no byte", () => {
  const { rendition } = read("Gao");
  assert.equal(byteAt(rendition.map, 3), 3);
  assert.throws(() => byteAt(rendition.map, 4), RangeError);
  assert.throws(() => byteAt(rendition.map, -1), RangeError);
});
