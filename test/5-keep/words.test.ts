import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { database } from "../../src/5-keep/sqlite/database.ts";
import { holds, phrases, tokens } from "../../src/5-keep/words.ts";

it("words are folded and cut at everything that is no letter or digit; scripts without spaces by character", () => {
  assert.deepEqual(tokens("ISIS–K's Général, 94.[67] جماعة"), ["isis", "k", "s", "general", "94", "67", "جماعة"]);
  assert.deepEqual(tokens("阿富汗 and ไทย"), ["阿", "富", "汗", "and", "ไ", "ท", "ย"]);
  assert.deepEqual(tokens(" –!\0 "), []);
});

it("a query is words, phrases in quotation marks, and beginnings with a star; nothing else has a meaning", () => {
  assert.deepEqual(phrases('river "Front of" bomb*'), [
    { tokens: ["river"], prefix: false },
    { tokens: ["front", "of"], prefix: false },
    { tokens: ["bomb"], prefix: true },
  ]);
  assert.deepEqual(phrases("ISIS-K"), [{ tokens: ["isis", "k"], prefix: false }]);
  for (const nothing of ["", '"', '""', "*", "()", "-^:"]) assert.deepEqual(phrases(nothing), [], nothing);
});

it("SQLite finds what the plain comparison finds, whatever is typed and whatever stands in the text", () => {
  const db = database(":memory:", { readOnly: false, wait: 0 });
  db.exec("CREATE VIRTUAL TABLE words USING fts5 (folded, content = '', tokenize = 'ascii', detail = full)");
  const piece = fc.oneof(
    fc.constantFrom(
      "a",
      "ab",
      "abc",
      "A–B",
      "é",
      "e",
      "汉字",
      "ไทย",
      "12",
      "ı",
      "ß",
      "ﬁ",
      "ʼ",
      "\u0301",
      "\0",
      '"',
      "*",
    ),
    fc.string({ unit: "grapheme", maxLength: 4, size: "max" }),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((list) => list.join(" "));
  let [row, held] = [0, 0];
  // Every other question is cut from the text itself: what was made up apart is hardly ever in it.
  const cut = fc.option(fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 9 })), { freq: 2 });
  const law = fc.property(text, text, cut, (words, apart, own) => {
    const query = own === null ? apart : [...words].slice(own[0], own[0] + own[1]).join("");
    const wanted = phrases(query);
    if (wanted.length === 0) return;
    row += 1;
    db.run("INSERT INTO words (rowid, folded) VALUES (?, ?)", row, tokens(words).join(" "));
    const match = wanted.map((one) => `"${one.tokens.join(" ")}"${one.prefix ? "*" : ""}`).join(" AND ");
    // Numbers are bound as reals, for which FTS5 passes over a condition on rowid.
    const here = "SELECT rowid FROM words WHERE words MATCH ? AND rowid = CAST(? AS INTEGER)";
    const found = db.get(here, match, row) !== undefined;
    if (found) held += 1;
    assert.equal(
      found,
      wanted.every((phrase) => holds(tokens(words), phrase)),
      JSON.stringify([words, query]),
    );
  });
  fc.assert(law, { numRuns: 2000 });
  assert.ok(held > 100 && held < row - 100, `${held} of ${row} hold what is asked`);
  db.close();
});
