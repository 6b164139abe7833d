// Why a sentence carries no claim.
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./read.ts";

/** The words of each sentence that coverage names, with the reason where it carries nothing. */
function silent(text: string): string[] {
  const { coverage } = read(text);
  return coverage.sentences.map(({ range, claims, why }) => `${text.slice(...range)}: ${claims > 0 ? "claims" : why}`);
}

test("a heading without a verb is named where it tells of a deed or an office, and no other", () => {
  const text =
    "# Bombings in Baghdad\n\nOmar Safi led the Azawad Front.\n\n## Former Front leader Hassan Karim\n\nIt snowed.\n\n## History\n\nIt rained.";
  assert.deepEqual(silent(text), [
    "Bombings in Baghdad: heading",
    "Omar Safi led the Azawad Front.: claims",
    "Former Front leader Hassan Karim: heading",
    "It snowed.: no-trigger",
    "It rained.: no-trigger",
  ]);
});
