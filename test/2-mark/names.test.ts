import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Block } from "../../src/0-model/document.ts";
import type { NameMark } from "../../src/0-model/mark.ts";
import { compileNames } from "../../src/2-mark/names.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { words } from "../../src/2-mark/words.ts";
import { knowledge } from "../knowledge.ts";

const find = compileNames(knowledge);
const MONTHS =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday)$/;

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/[^\n]+/g)].map((line) => ({
    kind: "paragraph",
    range: [line.index, line.index + line[0].length],
    headings: [],
    label: null,
    level: 1,
  }));
}

function mark(text: string): readonly NameMark[] {
  const tokens = words(text, []);
  return find(tokens, sentences(tokens, blocksOf(text)), (i) => MONTHS.test(tokens.lower[i] ?? ""));
}

interface Case {
  readonly line: number;
  readonly text: string;
  readonly expected: string[];
}

function cases(file = "names.txt"): Case[] {
  const found: Case[] = [];
  const lines = readFileSync(join(import.meta.dirname, "..", "cases", file), "utf8").split("\n");
  lines.forEach((line, i) => {
    if (line.startsWith("#") || line === "") return;
    if (line.startsWith("  ")) found.at(-1)?.expected.push(line.trim());
    else found.push({ line: i + 1, text: line, expected: [] });
  });
  return found;
}

/** True when each name found is the one expected, with one of the kinds the case allows. */
function agrees(found: readonly NameMark[], expected: readonly string[]): boolean {
  if (found.length !== expected.length) return false;
  return expected.every((row, i) => {
    const [name, kinds = ""] = row.split("|");
    return found[i]?.name === name && kinds.split("/").includes(found[i]?.kind ?? "");
  });
}

const name = (text: string, at = 0): NameMark => {
  const found = mark(text)[at];
  assert.ok(found !== undefined, `no name in: ${text}`);
  return found;
};

describe("names", () => {
  const all = cases();
  test("there are cases", () => assert.ok(all.length >= 120));
  for (const { line, text, expected } of all) {
    test(`case at line ${line}: ${text}`, () => {
      const found = mark(text);
      const said = found.map((name) => `${name.name}|${name.kind}`);
      if (!agrees(found, expected)) assert.deepEqual(said, expected);
    });
  }
});

describe("names in wider text", () => {
  test("nine of ten are found with their kind, and nine of ten that are found are there", () => {
    const counts = { right: 0, found: 0, there: 0 };
    for (const { text, expected } of cases("widenames.txt")) {
      const left = expected.map((row) => row.split("|"));
      const found = mark(text);
      for (const one of found) {
        const at = left.findIndex(([name, kinds = ""]) => name === one.name && kinds.split("/").includes(one.kind));
        if (at >= 0) left.splice(at, 1);
      }
      counts.right += expected.length - left.length;
      counts.found += found.length;
      counts.there += expected.length;
    }
    assert.ok(counts.there > 800);
    assert.ok(counts.right >= 0.88 * counts.there, `recall: ${JSON.stringify(counts)}`);
    assert.ok(counts.right >= 0.88 * counts.found, `precision: ${JSON.stringify(counts)}`);
  });
});

describe("a name", () => {
  test("keeps titles and ranks apart", () => {
    assert.deepEqual(
      [name("Mawlawi Aslam Rahimi spoke.").name, name("Mawlawi Aslam Rahimi spoke.").title],
      ["Aslam Rahimi", "Mawlawi"],
    );
    assert.equal(name("Lt. Gen. John Smith spoke.").title, "Lt. Gen.");
    assert.equal(name("He met former president George Weah.").title, "former president".slice(7));
    const [force, man] = mark("Then Quds Force leader Kamran Yusufi spoke.");
    assert.deepEqual([force?.name, man?.name, man?.title], ["Quds Force", "Kamran Yusufi", "Quds Force leader"]);
    assert.ok((force?.to ?? 0) <= (man?.from ?? 0));
  });

  test("takes its full form from the document", () => {
    const text = "Ismail Qadri leads the Eastern Hills Liberation Front (EHLF). Qadri said the EHLF would fight.";
    const full = mark(text).map((found) => found.full);
    const front = "Eastern Hills Liberation Front";
    assert.deepEqual(full, ["Ismail Qadri", front, front, "Ismail Qadri", front]);
    assert.ok(mark(text).every((found) => found.kind === "person" || found.kind === "group"));
  });

  test("of a nation means the state before a word for it, and the people else", () => {
    assert.equal(name("Two Afghan soldiers died.").kind, "government");
    assert.equal(name("Two Afghan farmers died.").kind, "population");
    assert.equal(name("Afghans fled.").kind, "population");
    assert.equal(name("US officials agreed.").kind, "government");
    assert.equal(name("US officials agreed.").place?.id, "iso:US");
    assert.ok(name("Two Afghan farmers died.").adjectival);
  });

  test("ends before a possessive, and includes a small head word of a place", () => {
    assert.equal(name("He praised Pakistan's army.").name, "Pakistan");
    const place = name("It happened in Kunar province today.");
    assert.deepEqual(
      [place.name, place.place?.id, place.place?.precision],
      ["Kunar province", "iso:AF-KNR", "province"],
    );
  });

  test("of a place says how it is related", () => {
    assert.equal(name("They died near Kabul.").place?.relation, "near");
    assert.equal(name("They came from Kabul.").place?.relation, "from");
    assert.equal(name("They marched toward Kabul.").place?.relation, "toward");
    assert.equal(name("A bomb exploded in Kabul.").place?.relation, "in");
  });
});

describe("any text", () => {
  const parts = fc.constantFrom(
    ..."Taliban Kabul the of and for ( ) , . ' 's – Mullah Omar al-Qaeda bin Army Front Province U.S. leader General A".split(
      " ",
    ),
  );
  test("gives names in order that never overlap and lie inside one sentence", () => {
    let seen = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(parts, fc.string({ unit: "grapheme", maxLength: 8 })), { maxLength: 80, size: "max" }),
        (pieces) => {
          const text = pieces.join(" ");
          const tokens = words(text, []);
          const stretches = sentences(tokens, blocksOf(text));
          let before = 0;
          for (const found of find(tokens, stretches, () => false)) {
            assert.ok(found.from >= before && found.to > found.from && found.to <= tokens.count);
            assert.ok(stretches.some((sentence) => sentence.from <= found.from && found.to <= sentence.to));
            assert.ok(text.slice(tokens.start[found.from], tokens.end[found.to - 1]).endsWith(found.name));
            before = found.to;
            seen += 1;
          }
        },
      ),
      { numRuns: 200 },
    );
    assert.ok(seen > 200, `${seen} names`);
  });

  test("never runs a weighed name into the title of the next", () => {
    const found = mark('Ĳ一" Mullah General O\u0308\u0304');
    assert.ok(found.every((name, k) => k === 0 || name.from >= (found[k - 1]?.to ?? 0)));
  });

  test("a title behind a title is no part of the name", () => {
    const found = mark("Former Kenyan Defence Minister General Peter Kamau met Msgr Paul Otieno in Nairobi.");
    const people = found.filter(({ kind }) => kind === "person").map(({ name }) => name);
    assert.deepEqual(people, ["Peter Kamau", "Paul Otieno"]);
  });

  test("masked words belong to no name", () => {
    const tokens = words("The January Movement met.", []);
    const found = find(tokens, sentences(tokens, blocksOf(tokens.text)), (i) => i === 1);
    assert.ok(found.every((mark) => mark.to <= 1 || mark.from > 1));
  });
});
