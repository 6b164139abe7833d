import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseClaim } from "../../src/0-model/wire.ts";
import { gate } from "../../src/8-exchange/gate.ts";
import { type Cell, cell, csv, line } from "../../src/8-exchange/out/csv.ts";
import { json } from "../../src/8-exchange/out/json.ts";
import { jsonl } from "../../src/8-exchange/out/jsonl.ts";
import { Making, people, text, time } from "../6-ask/build.ts";

/** Reads CSV by RFC 4180, for the tests alone. */
function rows(given: string): string[][] {
  const found: string[][] = [[]];
  let at = 0;
  while (at < given.length) {
    let value = "";
    if (given[at] === '"') {
      for (at++; !(given[at] === '"' && given[at + 1] !== '"'); at++) {
        if (given[at] === '"') at++;
        value += given[at];
      }
      at++;
    } else {
      while (at < given.length && given[at] !== "," && given[at] !== "\r") value += given[at++];
    }
    found.at(-1)?.push(value);
    if (given[at] === ",") at++;
    else if (given.startsWith("\r\n", at)) {
      at += 2;
      if (at < given.length) found.push([]);
    }
  }
  return found;
}

test("a cell that a spreadsheet would run is made text, a number stays a number", () => {
  const cases: readonly (readonly [Cell, string])[] = [
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-5", "'-5"],
    [-5, "-5"],
    [0.5, "0.5"],
    ["@name", "'@name"],
    ["\t=1", "'\t=1"],
    ["＝1", "'＝1"],
    [null, ""],
    ['say "so", then', '"say ""so"", then"'],
    ["two\nlines", '"two\nlines"'],
    [" blank ", '" blank "'],
    ["a\0b", "a␀b"],
    ["– 5", "– 5"],
  ];
  for (const [given, written] of cases) assert.equal(cell(given), written);
});

test("every row comes back as it was, and no cell of text begins like a formula", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 }).map((one) => one.replaceAll("\0", ""));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
      const [row] = rows(line(["first", ...cells]));
      assert.equal(row?.length, cells.length + 1);
      for (const [at, given] of cells.entries()) {
        const back: string = row?.[at + 1] ?? "";
        assert.ok(back === given || back === `'${given}`);
        assert.doesNotMatch(back, /^[\s\uFEFF]*[=+\-@]/);
      }
    }),
    { numRuns: 500 },
  );
});

test("JSON carries no control or direction character and means the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (given) => {
      const written = json({ given });
      assert.doesNotMatch(written, /[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F\u2028\u2029]/u);
      assert.deepEqual(JSON.parse(written), JSON.parse(JSON.stringify({ given })));
    }),
  );
});

function record() {
  const making = new Making();
  const a = making.document("a", { cites: true });
  const group = making.entity("group", "=Group");
  const more = { role: "Wali", time: time("2015", "2016-07", "2015 – Jul 2016"), citations: ["1"], by: ["the UN"] };
  making.claim(a, group, "leader", making.entity("person", "A"), more);
  making.claim(a, group, "strength", people(null, 70, "up to 70", "fighters"));
  making.claim(a, group, "founded", { type: "time", ...time("2015-01-26") });
  making.claim(a, group, "goal", text("peace"), { polarity: "negated" });
  making.claim(a, making.entity("person", "A"), "died", { type: "none" });
  return making.slice();
}

test("JSON lines are claims in the wire form, with the keys in one order", () => {
  const lines = [...jsonl(gate.internal(record()))];
  assert.equal(lines.length, 5);
  const claims = lines.map((one) => parseClaim(JSON.parse(one)));
  assert.deepEqual(
    Object.keys(claims[0] ?? {}).join(" "),
    "id interpretation document rendition subject property value role with mode polarity assertedness hedge " +
      "attribution time place evidence parts citations by review links",
  );
  assert.equal(claims[0]?.subject.entity, "er-a-=Group");
  const [full] = [...jsonl(gate.internal(record()), true)];
  assert.deepEqual(Object.keys(JSON.parse(full ?? "") as object).slice(-2), ["sequence", "recordedAt"]);
});

test("CSV has a header and a line a claim, each with as many cells", () => {
  const [header, ...lines] = rows([...csv(gate.internal(record()))].join(""));
  assert.equal(lines.length, 5);
  for (const one of lines) assert.equal(one.length, header?.length);
  const at = (row: number, name: string) => lines[row]?.[header?.indexOf(name) ?? -1];
  assert.equal(at(0, "subject"), "'=Group");
  assert.deepEqual([at(0, "start_earliest"), at(0, "end_latest")], ["2015-01-01", "2016-07-31"]);
  assert.deepEqual([at(1, "low"), at(1, "high"), at(1, "of")], ["", "70", "fighters"]);
  assert.equal(at(2, "start_earliest"), "2015-01-26");
  assert.equal(at(0, "according_to"), "the UN");
});
