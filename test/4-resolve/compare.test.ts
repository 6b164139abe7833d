// Names compared: cases in names.txt, and laws.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Kind } from "../../src/0-model/entity.ts";
import { fold } from "../../src/0-model/fold.ts";
import { rough, roughKeys } from "../../src/0-model/rough.ts";
import { asks } from "../../src/4-resolve/candidates.ts";
import { compareNames } from "../../src/4-resolve/compare.ts";
import { compileNaming } from "../../src/4-resolve/naming.ts";
import { knowledge } from "../knowledge.ts";

const naming = compileNaming(knowledge);

const cases = readFileSync(new URL("names.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [, kind = "", one = "", other = "", verdict = ""] = /^(\w+): (.+) \| (.+) => (\w+)$/.exec(line) ?? [];
    return { line, kind: kind as Kind, one, other, verdict };
  });

describe("two names", () => {
  assert.ok(cases.length > 60);
  for (const { line, kind, one, other, verdict } of cases) {
    it(line, () => {
      const found = compareNames(one, other, kind, naming);
      assert.equal(found.verdict, verdict, found.why);
      assert.deepEqual(compareNames(other, one, kind, naming), found);
    });
  }
});

const PIECES = [
  ..."Omar Umar Saleh Khalid Abu Abd al-Rahman bin al-Kurdi Mohammed Habib Ullah Dr. J. Sheikh Mullah , - Khan".split(
    " ",
  ),
  ..."Lantern Front Brigade 55th Second II Ltd (LF) Islamic State of Iraq Khorasan network group Jabhat & / LLF".split(
    " ",
  ),
  ..."عمر صالح Умар Шамиль José İı ß 贝 ".split(" "),
];
const NAME = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(" "));
const KIND = fc.constantFrom<Kind>("person", "group", "organisation");

describe("comparing", () => {
  it("does not depend on which name comes first, and calls a name the same as itself", () => {
    fc.assert(
      fc.property(NAME, NAME, KIND, (one, other, kind) => {
        assert.deepEqual(compareNames(one, other, kind, naming), compareNames(other, one, kind, naming));
        const own = compareNames(one, one, kind, naming);
        assert.ok(own.verdict === "same" || own.why === "one of them holds no name that can be read", own.why);
      }),
      { numRuns: 3000 },
    );
  });

  it("takes any text without failing", () => {
    fc.assert(
      fc.property(
        fc.string({ size: "large", unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        KIND,
        (one, other, kind) => {
          assert.ok(compareNames(one, other, kind, naming).why.length > 0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is found whichever of two names the record held first", () => {
    const found = (fresh: string, held: string, person: boolean): boolean => {
      const keys = roughKeys(fold(held));
      return asks(fresh, person, naming).some((ask) => ask.every((key) => keys.includes(key)));
    };
    for (const { line, kind, one, other, verdict } of cases) {
      if (verdict === "different") continue;
      const person = kind === "person";
      assert.equal(found(one, other, person), found(other, one, person), line);
    }
  });
});

describe("the rough form of a word", () => {
  it("is one for the spellings of one name, and another for another", () => {
    for (const spellings of ["Muhammad Mohammed Mohamed Muḥammad محمد", "Qaeda Qa'ida Kaida", "Abdulaziz Abdelaziz"])
      assert.equal(new Set(spellings.split(" ").map(rough)).size, 1, spellings);
    assert.notEqual(rough("Omar"), rough("Amin"));
    assert.notEqual(rough("Khalid"), rough("Khalil"));
  });

  it("follows from the folded name alone", () => {
    fc.assert(fc.property(NAME, (name) => assert.deepEqual(roughKeys(fold(fold(name))), roughKeys(fold(name)))));
  });

  it("holds the initials of a long name and a short name as it is", () => {
    assert.ok(roughKeys("lantern liberation front of kivu").includes("=llfk"));
    assert.ok(roughKeys("llfk").includes("=llfk"));
    assert.ok(!roughKeys("lantern front").some((key) => key.startsWith("=")));
  });
});
