import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Block } from "../../src/0-model/document.ts";
import type { Place } from "../../src/0-model/place.ts";
import type { Mention } from "../../src/2-mark/candidates.ts";
import { placed } from "../../src/2-mark/locate.ts";
import { compileNames } from "../../src/2-mark/names.ts";
import { compileGazetteer, distance, placeKey } from "../../src/2-mark/places.ts";
import { compileLocator } from "../../src/2-mark/senses.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { words } from "../../src/2-mark/words.ts";
import { knowledge } from "../knowledge.ts";

const gazetteer = compileGazetteer(knowledge);
const locate = compileLocator(gazetteer);
const NOTHING: Mention = { name: "", chain: [], holds: null, precision: null, own: null, fixed: false, weight: 1 };

/** The place that a name means, alone or beside others of its document. */
function resolve(name: string, said: Partial<Mention> = {}, beside: readonly Partial<Mention>[] = []) {
  const mention = { ...NOTHING, ...said, name };
  const spots = locate([mention, ...beside.map((other) => ({ ...NOTHING, ...other }))]);
  return placed(mention, spots[0] ?? null, "in");
}

function countryOf(name: string, said: Partial<Mention>, beside: readonly Partial<Mention>[] = []): string | undefined {
  return gazetteer.spot(resolve(name, said, beside)?.id ?? "")?.country;
}

describe("places", () => {
  const alone: readonly (readonly [name: string, id: string | null, precision: string])[] = [
    ["Afghanistan", "iso:AF", "country"],
    ["U.S.", "iso:US", "country"],
    ["Burma", "iso:MM", "country"],
    ["Sahel", "region:sahel", "region"],
    ["Sar-e Pol Province", "iso:AF-SAR", "province"],
    ["Nangarhar", "iso:AF-NAN", "province"],
    ["Helmand", "iso:AF-HEL", "province"],
    ["Khyber Pakhtunkhwa", "iso:PK-KP", "province"],
    ["Mazar-e Sharif", "town:1133616", "locality"],
    ["Mazar-i-Sharif", "town:1133616", "locality"],
    ["Kandahar", "town:1138336", "locality"],
    ["Texas", "iso:US-TX", "province"],
  ];
  for (const [name, id, precision] of alone) {
    test(`${name} is ${id}`, () => {
      const place = resolve(name);
      assert.deepEqual([place?.id, place?.precision], [id, precision]);
    });
  }

  test("a head word decides between a town and its province", () => {
    assert.equal(resolve("Kandahar Province", { precision: "province" })?.id, "iso:AF-KAN");
    assert.equal(resolve("Kandahar", { precision: "locality" })?.id, "town:1138336");
  });

  test("a chain decides between places of one name", () => {
    const inside = (name: string, ...chain: string[]) => countryOf(name, { chain });
    assert.equal(inside("Tripoli", "Lebanon"), "LB");
    assert.equal(inside("Tripoli", "Libya"), "LY");
    assert.equal(inside("Birmingham", "Alabama"), "US");
    assert.equal(inside("Birmingham", "England"), "GB");
    assert.equal(inside("Hyderabad", "Pakistan"), "PK");
    assert.equal(inside("Valencia", "Venezuela"), "VE");
  });

  test("the countries of the document decide where nothing else does", () => {
    const among = (name: string, country: string) => {
      const hint = { name: "its people", own: `iso:${country}`, fixed: true };
      return countryOf(name, {}, [hint, hint]);
    };
    assert.equal(among("Hyderabad", "PK"), "PK");
    assert.equal(among("Hyderabad", "IN"), "IN");
    assert.equal(among("Tripoli", "LB"), "LB");
  });

  test("what the gazetteer lacks keeps its name and what its head says, and gets no id", () => {
    const place = resolve("Qalati Sapin district", { precision: "district" });
    assert.deepEqual(place, { id: null, name: "Qalati Sapin district", precision: "district", relation: "in" });
    assert.equal(resolve("Zzyzxqua"), null);
  });

  test("a chain that contradicts every place of the name gives no id", () => {
    assert.equal(resolve("Ghazni", { chain: ["Brazil"], precision: "locality" })?.id, null);
  });

  test("a large town in a list of countries stays what it is", () => {
    assert.equal(resolve("Kandahar", { chain: ["Iran"] })?.id, "town:1138336");
  });

  test("ways to write one name share a key", () => {
    for (const [one, other] of [
      ["Raqqa", "ar-Raqqah"],
      ["Kandahār", "Kandahar"],
      ["Sar-e Pol", "Sar-e-Pol"],
      ["Sanaa", "Sana'a"],
      ["Fallujah", "al-Falluja"],
    ]) {
      assert.equal(placeKey(one ?? ""), placeKey(other ?? ""));
    }
  });
});

interface Case {
  readonly line: number;
  readonly text: string;
  readonly expected: string[];
}

function cases(): Case[] {
  const found: Case[] = [];
  const lines = readFileSync(join(import.meta.dirname, "..", "cases", "places.txt"), "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.startsWith("#") || line.trim() === "") continue;
    if (line.startsWith("  ")) found.at(-1)?.expected.push(line.trim());
    else found.push({ line: index + 1, text: line, expected: [] });
  }
  return found;
}

/** A place as the cases write it, with the code that the case asks about. */
function written({ id, name, relation }: Place, asked: string): string {
  const spot = id === null ? null : gazetteer.spot(id);
  const [, wanted = ""] = asked.split("|");
  const code = wanted.replace("=", "");
  const inside = spot !== null && (spot.country === code || spot.within.includes(`iso:${code}`));
  const where = spot === null ? "-" : spot.id === `iso:${code}` ? `=${code}` : inside ? code : spot.id;
  return relation === "in" ? `${name}|${where}` : `${name}|${where}|${relation}`;
}

describe("places of a text", () => {
  const find = compileNames(knowledge);
  const all = cases();
  test("the cases are looked at", () => assert.ok(all.length >= 20));
  for (const { line, text, expected } of all) {
    test(`places.txt:${line} ${text}`, () => {
      const tokens = words(text, []);
      const block: Block = { kind: "paragraph", range: [0, text.length], headings: [], label: null, level: 1 };
      const marks = find(tokens, sentences(tokens, [block]), () => false);
      const places = marks.flatMap(({ kind, place, inside = [] }) => [
        ...(kind === "place" && place !== null ? [{ place, sign: "" }] : []),
        ...inside.map((part) => ({ place: part.place, sign: "+" })),
      ]);
      assert.deepEqual(
        places.map(({ place, sign }, i) => `${sign}${written(place, expected[i] ?? "")}`),
        expected,
      );
    });
  }
});

test("an area has a middle and says how far it reaches; a town has a point", () => {
  const kentucky = gazetteer.spot("iso:US-KY");
  assert.equal(kentucky?.precision, "province");
  assert.ok(distance(kentucky.at ?? [0, 0], [37.5, -85.3]) < 60 && kentucky.reach > 100);
  const lexington = gazetteer.spot("town:4297983");
  assert.deepEqual([lexington?.precision, lexington?.reach], ["locality", 0]);
  assert.ok(distance(lexington?.at ?? [0, 0], [38.05, -84.5]) < 20);
  assert.equal(gazetteer.spot("town:1"), null);
});

test("a small town is known only where it is asked for", () => {
  assert.deepEqual(gazetteer.find("Wellawaya"), []);
  assert.equal(gazetteer.every("Wellawaya")[0]?.country, "LK");
});
