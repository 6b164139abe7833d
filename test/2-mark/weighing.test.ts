import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Block } from "../../src/0-model/document.ts";
import { compileNames } from "../../src/2-mark/names.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { compileJudge, decode, follows, LABELS } from "../../src/2-mark/weighing.ts";
import { words } from "../../src/2-mark/words.ts";
import { knowledge } from "../knowledge.ts";

const COUNT = LABELS.length;

/** Names by weights that call every word by one label, whatever it is. */
function namesWhenAll(label: number, text: string): string[] {
  const further = label === 0 ? 0 : label + 1;
  const list = [
    ["only", label],
    ["first", label],
    ["inner", further],
    ["last", further],
  ].flatMap(([position, one]) =>
    ["1", "2", "3", "4", "5"].map((length) => ["position", `${position}`, length, `${one}:9000`]),
  );
  const find = compileNames(knowledge, compileJudge(knowledge, list));
  const tokens = words(text, []);
  const block: Block = { kind: "paragraph", range: [0, text.length], headings: [], label: null, level: 1 };
  return find(tokens, sentences(tokens, [block]), () => false).map((mark) => `${mark.name}|${mark.kind}`);
}

describe("weighed names", () => {
  test("what a list decides stands, whatever is weighed", () => {
    const text = "Boko Haram attacked Maiduguri, Reuters and Kenyan police said.";
    for (const label of [0, 1, 3, 5, 7]) {
      const found = namesWhenAll(label, text);
      for (const sure of ["Boko Haram|group", "Reuters|outlet", "Kenyan|government"]) {
        assert.ok(found.includes(sure), `${LABELS[label]}: ${found.join(", ")}`);
      }
    }
  });

  test("what no list decides is what is weighed, or nothing", () => {
    const text = "the men met Kelber Dostin there.";
    assert.deepEqual(namesWhenAll(1, text), ["Kelber Dostin|person"]);
    assert.deepEqual(namesWhenAll(3, text), ["Kelber Dostin|organisation"]);
    assert.deepEqual(namesWhenAll(0, text), []);
    assert.deepEqual(namesWhenAll(7, text), []);
  });

  test("a bracket that does not close inside a name ends it", () => {
    const found = namesWhenAll(3, "they led the Velkan Torsil (VT) for years.");
    assert.deepEqual(found, ["Velkan Torsil|organisation", "VT|organisation"]);
  });

  test("labels follow one another as names do, and no allowed order scores higher", () => {
    const scores = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: COUNT * 3, maxLength: COUNT * 3 });
    fc.assert(
      fc.property(scores, (given) => {
        const own = Float32Array.from(given);
        const found = decode(own, 3, new Float32Array(COUNT * COUNT));
        const sum = (labels: ArrayLike<number>) =>
          Array.from(labels).reduce((total, label, k) => total + (own[k * COUNT + label] ?? 0), 0);
        assert.ok(
          follows(0, found[0] ?? 0) && follows(found[0] ?? 0, found[1] ?? 0) && follows(found[1] ?? 0, found[2] ?? 0),
        );
        for (let a = 0; a < COUNT; a += 1)
          for (let b = 0; b < COUNT; b += 1)
            for (let c = 0; c < COUNT; c += 1)
              if (follows(0, a) && follows(a, b) && follows(b, c)) assert.ok(sum([a, b, c]) <= sum(found));
      }),
      { numRuns: 50 },
    );
  });
});
