// Packed payloads give back exactly what was packed: every claim of the shipped articles, and what no rule would make.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { it } from "node:test";
import fc from "fast-check";
import type { Claim } from "../../src/0-model/claim.ts";
import type { Referent } from "../../src/0-model/entity.ts";
import { canonical } from "../../src/0-model/identity.ts";
import { readText } from "../../src/1-read/text.ts";
import { sha256 } from "../../src/5-keep/log.ts";
import { canonicalOf, pack, unpack } from "../../src/5-keep/sqlite/pack.ts";
import type { Terms } from "../../src/5-keep/sqlite/terms.ts";
import { readDocument } from "../../src/pipeline.ts";
import { reading } from "../contracts/given.ts";
import { knowledge } from "../knowledge.ts";

/** Words and texts by number, in memory. */
function terms(...texts: readonly { readonly id: string; readonly document: string }[]): Terms {
  const words: string[] = [];
  const known = (word: string): number | undefined => (words.includes(word) ? words.indexOf(word) : undefined);
  return {
    known,
    number: (word) => known(word) ?? words.push(word) - 1,
    words: (number) => words[number] ?? "?",
    textNumber: (id) => {
      const at = texts.findIndex((one) => one.id === id);
      return at < 0 ? undefined : at;
    },
    text: (number) => texts[number] ?? { id: "?", document: "?" },
  };
}

it("gives back every claim, referent and coverage of the shipped articles, in a third of the room", async () => {
  let [before, after, claims] = [0, 0, 0];
  for (const path of globSync("examples/**/*.txt").sort()) {
    const read = readText(readFileSync(path), { name: path });
    const made = readDocument(read, knowledge, sha256);
    const known = terms({ id: read.rendition.id, document: read.document.id });
    const rows = [
      ...made.claims.map((payload) => ["claim", payload] as const),
      ...made.referents.map((payload) => ["referent", payload] as const),
      ["coverage", made.coverage] as const,
    ];
    for (const [kind, payload] of rows) {
      const json = canonical(payload);
      const stored = pack(kind, payload, json, known);
      assert.ok(typeof stored === "string" && stored.startsWith("["), json);
      assert.equal(canonicalOf(kind, stored, known), json);
      assert.deepEqual(unpack(kind, stored, known), payload);
      [before, after] = [before + json.length, after + stored.length];
      if (kind === "claim") claims += 1;
    }
  }
  assert.ok(claims > 100);
  assert.ok(after * 3 < before, `${before} to ${after}`);
});

it("gives back what no rule would make, packed or not: other keys, kinds, parts and numbers", () => {
  const { sample, leader, fled, front } = reading();
  const known = terms({ id: sample.rendition.id, document: sample.document.id });
  const law = fc.property(
    fc.constantFrom(leader, fled),
    fc.dictionary(fc.constantFrom(...Object.keys(leader), "later"), fc.jsonValue(), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    fc.option(fc.constantFrom<keyof Claim>("hedge", "by", "rendition", "evidence"), { nil: undefined }),
    (claim, more, less) => {
      const made: Record<string, unknown> = { ...claim, ...more };
      if (less !== undefined) delete made[less];
      const json = canonical(made);
      // A claim is checked before it is stored: only what has the shape of its parts gets here.
      let stored: string | Uint8Array;
      try {
        stored = pack("claim", made, json, known);
      } catch (error) {
        assert.ok(error instanceof TypeError, String(error));
        return;
      }
      assert.equal(canonicalOf("claim", stored, known), json);
    },
  );
  fc.assert(law, { numRuns: 2000 });
  const odd = { ...front, names: ["x"], later: 1 };
  assert.equal(canonicalOf("referent", pack("referent", odd, canonical(odd), known), known), canonical(odd));
});

it("reads what was packed before, and makes no word of a number that it does not know", () => {
  const { sample, leader } = reading();
  const known = terms({ id: sample.rendition.id, document: sample.document.id });
  const stored = ["AAAAAAAAAAAAAA", 0, 0, "River Front", 4, 15, 0];
  const kinds = "group person people place event outlet publication government organisation population document".split(
    " ",
  );
  for (const [place, kind] of kinds.entries()) {
    stored[2] = place;
    assert.equal(unpack<Referent>("referent", JSON.stringify(stored), known).kind, kind);
  }
  stored[2] = kinds.length;
  assert.throws(() => unpack("referent", JSON.stringify(stored), known), RangeError);
  const claim = JSON.parse(String(pack("claim", leader, canonical(leader), known)));
  for (const code of [7, 11 * 8]) {
    claim[6] = [code, 1, 0, 4];
    assert.throws(() => unpack("claim", JSON.stringify(claim), known), RangeError);
  }
});
