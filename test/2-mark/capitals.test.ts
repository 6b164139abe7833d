// A text without case gets the shapes of one with case.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Block } from "../../src/0-model/document.ts";
import { CAPITAL, LOWER, UPPER, WORD, type Words } from "../../src/0-model/mark.ts";
import { compileCapitals, isCaseless } from "../../src/2-mark/capitals.ts";
import { compileNames } from "../../src/2-mark/names.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { words } from "../../src/2-mark/words.ts";
import { knowledge } from "../knowledge.ts";

const raise = compileCapitals(knowledge);
const names = compileNames(knowledge);

function read(text: string): Words {
  const blocks: Block[] = [{ kind: "paragraph", range: [0, text.length], headings: [], label: null, level: 1 }];
  const tokens = words(text, []);
  return raise(tokens, sentences(tokens, blocks));
}

/** The text as its shapes would have it. */
function written(text: string): string {
  const { count, start, end, shape, kind, lower } = read(text);
  let out = "";
  for (let i = 0; i < count; i += 1) {
    const word = lower[i] ?? "";
    const made =
      shape[i] === UPPER
        ? word.toUpperCase()
        : shape[i] === CAPITAL
          ? word.replace(/./u, (c) => c.toUpperCase())
          : word;
    out += text.slice(i === 0 ? 0 : end[i - 1], start[i]) + (kind[i] === WORD ? made : word);
  }
  return out + text.slice(end[count - 1]);
}

const CASES = [
  "The army said that Carlos Mendoza, a judge, was killed near Santiago on Monday.",
  "Two members of the National Liberation Army were arrested in northern Kenya.",
  "The rebels of the FARC attacked an electric power substation and wounded a soldier.",
  "President Maria Lopez met with Colonel Ramirez in the city of Cali.",
];

describe("capitals", () => {
  for (const text of CASES) {
    test(`are given back: ${text}`, () => {
      assert.equal(written(text.toUpperCase()), text);
      // Of a short text in small letters nothing can be told; in a longer one everything.
      const long = CASES.join(" ");
      assert.ok(written(long.toLowerCase()).includes(text));
    });
  }

  test("stay as they are in a text with case, and in a text too short to tell", () => {
    for (const text of [CASES.join(" "), "UN AND NATO", "rebels attacked a bank"]) {
      const tokens = words(text, []);
      assert.equal(isCaseless(tokens), false);
      assert.equal(raise(tokens, []), tokens);
    }
  });

  test("let names be found that no list holds", () => {
    const text =
      "THE POLICE SAID THAT COLONEL ALVARO QUINTANILLA AND HIS DRIVER WERE SHOT IN SAN SALVADOR BY MEMBERS OF THE TALIBAN.";
    const tokens = read(text);
    const found = names(tokens, [{ from: 0, to: tokens.count, block: 0, range: [0, text.length] }], () => false);
    assert.deepEqual(
      found.map(({ kind, name }) => [kind, name]),
      [
        ["person", "ALVARO QUINTANILLA"],
        ["place", "SAN SALVADOR"],
        ["group", "TALIBAN"],
      ],
    );
  });

  // Of fewer than five words nothing is told, and nothing is changed.
  const piece = fc.oneof(fc.constantFrom(...CASES.join(" ").split(" ")), fc.string({ unit: "grapheme", maxLength: 9 }));
  const mixed = fc.array(piece, { minLength: 8, maxLength: 60, size: "max" }).map((parts) => parts.join(" "));
  test("change shapes of words and nothing else", () => {
    let changed = 0;
    fc.assert(
      fc.property(mixed, (text) => {
        const upper = text.toUpperCase();
        const before = words(upper, []);
        const after = read(upper);
        assert.equal(after.count, before.count);
        for (let i = 0; i < before.count; i += 1) {
          if (after.shape[i] === before.shape[i]) continue;
          assert.equal(before.kind[i], WORD);
          assert.ok([LOWER, CAPITAL, UPPER].includes(after.shape[i] ?? 0));
          changed += 1;
        }
      }),
      { numRuns: 200 },
    );
    assert.ok(changed > 100, `${changed} words changed`);
  });
});
