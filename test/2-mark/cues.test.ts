import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { compileCues } from "../../src/2-mark/cues.ts";
import { Trie } from "../../src/2-mark/trie.ts";
import { words } from "../../src/2-mark/words.ts";
import { knowledge } from "../knowledge.ts";
import { cases } from "./cases.ts";

const find = compileCues(knowledge);

function said(text: string): string[] {
  const tokens = words(text, []);
  return find(tokens).map((cue) => {
    const exact = text.slice(tokens.start[cue.from], tokens.end[cue.to - 1]);
    return `${cue.kind} ${cue.value} ${exact}`;
  });
}

describe("cues", () => {
  const all = cases("cues");
  test("there are cases", () => assert.ok(all.length >= 30));
  for (const { line, text, expected } of all) {
    test(`line ${line}: ${text}`, () => assert.deepEqual(said(text), expected));
  }

  test("every value is one that the model knows", () => {
    const hedges = new Set(["estimated", "claimed", "alleged", "possible", "disputed", "only"]);
    const modes = new Set(
      "habitual planned attempted foiled threatened predicted conditional counterfactual only".split(" "),
    );
    const stances = new Set(["finds-no-evidence", "declines-to-say", "disagree", "doubts"]);
    const check = (list: string, allowed: ReadonlySet<string>): void => {
      for (const [phrase = "", value = ""] of knowledge.lexicons.get(list) ?? []) {
        assert.ok(allowed.has(value), `${list}: "${phrase}" has the value "${value}"`);
      }
    };
    check("hedges", hedges);
    check("modality", modes);
    check("open", stances);
  });

  test("who comes out in public or in print does not merely seem", () => {
    const cues = (text: string) => find(words(text, [])).map(({ kind }) => kind);
    assert.deepEqual(cues("The outlet appeared in August and publishes nearly all of it."), []);
    assert.deepEqual(cues("The outlet appeared to close."), ["hedge"]);
    assert.deepEqual(cues("They nearly captured the town."), ["modality"]);
  });

  test("marks are in order, apart, and inside the text, whatever the text", () => {
    let seen = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("no", "evidence", "that", "may", "have", "is", "believed", "to", ".", "it"), {
          maxLength: 60,
          size: "max",
        }),
        (parts) => {
          const tokens = words(parts.join(" "), []);
          let before = 0;
          for (const cue of find(tokens)) {
            assert.ok(cue.from >= before && cue.to > cue.from && cue.to <= tokens.count);
            before = cue.to;
            seen += 1;
          }
        },
      ),
    );
    assert.ok(seen > 100, `${seen} cues`);
  });
});

describe("a trie", () => {
  test("gives the longest phrase that ends before the limit", () => {
    const trie = new Trie<string>();
    trie.add(["no"], "short");
    trie.add(["no", "evidence", "that"], "long");
    const tokens = words("No evidence that it rained", []);
    assert.deepEqual(trie.longest(tokens, 0, tokens.count), { value: "long", to: 3 });
    assert.deepEqual(trie.longest(tokens, 0, 2), { value: "short", to: 1 });
    assert.equal(trie.longest(tokens, 1, tokens.count), null);
  });

  test("keeps the first value of a phrase, and ignores an empty one", () => {
    const trie = new Trie<number>();
    trie.add(["a"], 1);
    trie.add(["a"], 2);
    trie.add([], 3);
    assert.equal(trie.get(["a"]), 1);
    assert.equal(trie.size, 1);
  });
});
