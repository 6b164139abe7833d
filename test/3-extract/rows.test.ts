import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, read } from "./read.ts";

/** What a row under the title of a made-up group says of it: property, value, time. */
function row(line: string): string[] {
  const { claims } = read(`Dawn Army\n\n${line}\n\nThe Dawn Army is an armed group in Herat.`);
  return claims
    .filter(({ by }) => by.some(({ rule }) => rule.includes(".lines")))
    .map(({ property, value, time }) => `${property} ${plain(value)} ${time?.edtf ?? "-"}`);
}

test("a row that names several people gives each their own years", () => {
  assert.deepEqual(row("Leaders: Tomas Berekh (1994–2003), Salim al-Haruni (2003–2011), Anna Dessaye (since 2011)"), [
    "leader Tomas Berekh 1994/2003",
    "leader Salim al-Haruni 2003/2011",
    "leader Anna Dessaye 2011/",
  ]);
});

test("a row that names one person keeps the years behind the name", () => {
  assert.deepEqual(row("Leader: Tomas Berekh (1994–2003)"), ["leader Tomas Berekh 1994/2003"]);
});

test("a place in its country is one entry of a row", () => {
  const found = row("Headquarters: Khar, Pakistan");
  assert.equal(found.length, 1);
  assert.match(found[0] ?? "", /^headquarters Khar/);
});
