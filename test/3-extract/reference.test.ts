// Of whom "the group" and "it" speak, and when nobody can say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./read.ts";

const OPENING = "Gunmen of the Sahel Dawn Front stormed a post near Tessit in Mali on 12 March 2021.";

/** "subject: property" of the claims with these properties. */
function said(text: string, ...properties: string[]): string[] {
  return read(text)
    .claims.filter(({ property }) => properties.includes(property))
    .map(({ subject, property }) => `${subject.name}: ${property}`);
}

test('"the group" in another paragraph is the only group that was named before it', () => {
  const later = "By 2022 the group had between 300 and 500 fighters.";
  assert.deepEqual(said(`${OPENING}\n\n${later}`, "strength"), ["Sahel Dawn Front: strength"]);
  assert.deepEqual(said(`${later}\n\n${OPENING}`, "strength"), []);
  const two = "Fighters of the Macina Brigades fled to Burkina Faso.";
  assert.deepEqual(said(`${OPENING} ${two}\n\n${later}`, "strength"), []);
});

test("who is cited is not the one spoken of", () => {
  const text =
    "In 2021 the group had 300 fighters, according to the United Nations. It has been allied with the Macina Brigades since 2019.";
  assert.deepEqual(said(`${OPENING}\n\n${text}`, "ally-of"), ["Sahel Dawn Front: ally-of"]);
});

test("“he” is no woman, and “she” no man, where the text says of whom it speaks", () => {
  const before = "Vahan Kess was arrested in 1979. His wife Sona Balian was arrested in 1980.";
  assert.deepEqual(said(`${before} He escaped from prison in 1984.`, "escaped"), ["Vahan Kess: escaped"]);
  assert.deepEqual(said(`${before} She escaped from prison in 1984.`, "escaped"), ["Sona Balian: escaped"]);
  const sister = "Police arrested Sona Balian, his sister, in 1980. He escaped from prison in 1984.";
  assert.deepEqual(said(sister, "escaped"), []);
});
