/**
 * Writes `data/gazetteer/spots.tsv` and `names.tsv` for `scripts/places.ts`: towns and second-level divisions of
 * GeoNames (CC BY 4.0), and what they are called.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fold } from "../src/0-model/fold.ts";
import type { Point } from "../src/0-model/place.ts";
import { placeKey } from "../src/2-mark/places.ts";
import { among } from "./points.ts";

/** A second-level division of GeoNames. */
export interface Division {
  readonly id: string;
  readonly name: string;
  readonly others: readonly string[];
  readonly country: string;
  /** ISO code of the division it lies in. */
  readonly within: string;
  /** Its own ISO code: then it stands in provinces.tsv. */
  readonly iso: string;
}

interface Sources {
  readonly file: string;
  readonly out: string;
  /** GeoNames' code of a first-level division to ours. */
  readonly idOf: ReadonlyMap<string, string>;
  readonly districts: ReadonlyMap<string, Division>;
  readonly towns: ReadonlyMap<string, readonly Point[]>;
  readonly people: ReadonlyMap<string, number>;
}

/** Towns of this many people are known by their name alone; smaller ones need support from the text. */
const POPULATION = 15_000;
/** Seats of districts count in countries where most fighting is reported from small towns. */
const SMALLER = new Set("AF PK SY IQ YE SO ML NE BF NG SD SS LY LB PS CF CD TD MZ ET CM MM UA CO".split(" "));
const SMALLER_POPULATION = 8_000;

/** Spellings of one name that differ in vowels and in ways of writing one consonant share a skeleton. */
export function skeleton(name: string): string {
  return fold(name)
    .replace(/['ʼ`]/g, "")
    .replace(/q|ck/g, "k")
    .replace(/z|ts/g, "s")
    .replace(/j|dzh/g, "c")
    .replace(/[^a-z]/g, "")
    .replace(/[aeiouwyh]/g, "")
    .replace(/(.)\1+/g, "$1");
}

/** A division's name without its word for a division. */
export function bare(name: string): string {
  return name
    .replace(/^(?:Muhafazat|Wilāyat-e|Wilayat|Provincia de|Departamento de|Estado)\s+/i, "")
    .replace(
      /\s+(?:Province|Governorate|Region|District|County|Department|Division|Oblast|Prefecture|Municipality|Voivodeship|Parish|City|Rayon|State)$/i,
      "",
    );
}

/** Other spellings of the same name, as far as the same skeleton tells: at most `most`. */
function spellings(name: string, ascii: string, alternates: readonly string[], most: number): string[] {
  const seen = new Set([fold(name)]);
  const bones = skeleton(ascii);
  const found: string[] = [];
  for (const other of [ascii, ...alternates]) {
    if (found.length >= most) break;
    if (!/^[A-Z][A-Za-z' -]{3,}$/.test(other) || seen.has(fold(other)) || skeleton(other) !== bones) continue;
    seen.add(fold(other));
    found.push(other);
  }
  return found;
}

const LATIN = /^\p{Lu}[\p{Script=Latin}\p{M}'’. -]{2,}$/u;
const OTHER = /^(?:[\p{Script=Cyrillic} -]{3,}|[\p{Script=Arabic} ]{3,})$/u;

/** All further names in Latin letters of larger towns, and those in Cyrillic and Arabic letters of large ones. */
function further(alternates: readonly string[], population: number): string[] {
  if (population < POPULATION) return [];
  return alternates.filter((name) => LATIN.test(name) || (population > 50_000 && OTHER.test(name)));
}

/** What one key of names.tsv means: ids of places known by name alone, and of the others. */
interface Meaning {
  readonly known: Set<string>;
  readonly more: Set<string>;
}

class Names {
  private readonly keys = new Map<string, Meaning>();

  add(name: string, id: string, known: boolean): void {
    const key = placeKey(name);
    if (key === "") return;
    const there = this.keys.get(key) ?? { known: new Set(), more: new Set() };
    this.keys.set(key, there);
    (known ? there.known : there.more).add(id);
  }

  lines(size: (id: string) => number): string[] {
    const order = (a: string, b: string): number => size(b) - size(a) || Number(a) - Number(b);
    return [...this.keys].map(([key, { known, more }]) => {
      const rest = [...more].filter((id) => !known.has(id));
      return `${key}\t${[...known].sort(order).join(" ")}\t${rest.sort(order).join(" ")}`.trimEnd();
    });
  }
}

/** Lines in the order in which bytes are compared, as the program searches them. */
function sorted(lines: readonly string[]): string {
  const bytes = lines.map((line) => Buffer.from(line.replace("\t", "\0")));
  return `${bytes
    .sort(Buffer.compare)
    .map((line) => line.toString().replace("\0", "\t"))
    .join("\n")}\n`;
}

/** Writes both lists. */
export function writeTowns({ file, out, idOf, districts, towns, people }: Sources): void {
  const names = new Names();
  const spots: string[] = [];
  const size = new Map<string, number>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const c = line.split("\t");
    const [id = "", name = "", ascii = "", others = "", lat = "", lon = ""] = c;
    const feature = c[7] ?? "";
    const country = c[8] ?? "";
    if (id === "" || feature === "PPLQ" || feature === "PPLH") continue;
    const population = Number(c[14] ?? 0);
    const alternates = others.split(",");
    const least = SMALLER.has(country) ? SMALLER_POPULATION : POPULATION;
    const seat = feature === "PPLA" || feature === "PPLC";
    const known = feature !== "PPLX" && (population >= least || seat);
    names.add(name, id, known);
    const most = population > 100_000 ? 4 : SMALLER.has(country) ? 3 : 1;
    for (const other of spellings(name, ascii, alternates, most)) names.add(other, id, known);
    for (const other of further(alternates, population)) names.add(other, id, false);
    const code = `${country}.${c[10]}`;
    const district = districts.get(`${code}.${c[11]}`);
    const inside = district === undefined ? "" : district.iso || district.id;
    const where = [Number(lat).toFixed(3), Number(lon).toFixed(3)];
    size.set(id, population);
    spots.push([id, name, "town", country, idOf.get(code) ?? "", inside, population, ...where].join("\t"));
  }
  for (const { id, name, others, country, within, iso } of districts.values()) {
    const found = among(towns.get(id) ?? []);
    if (iso !== "" || found === null) continue;
    for (const other of [name, bare(name), ...others.filter((word) => LATIN.test(word)).slice(0, 4)]) {
      names.add(other, id, false);
    }
    const where = found.at.map((degrees) => degrees.toFixed(2));
    spots.push(
      [id, name, "district", country, within, "", people.get(id) ?? "", ...where, found.reach.toFixed(0)].join("\t"),
    );
  }
  mkdirSync(out, { recursive: true });
  const origin =
    "derived from GeoNames (CC BY 4.0, see data/README.md) by scripts/places.ts.\n# In the order of the bytes of its first column: it is searched, not read whole.\n";
  writeFileSync(
    join(out, "spots.tsv"),
    `# Towns of 500 people and more and second-level divisions, ${origin}` +
      "# Columns: GeoNames id, name, town or district, country, division it lies in as in provinces.tsv, district it lies in\n" +
      "# (GeoNames id, or code as in provinces.tsv), people (of a district: in its towns), latitude, longitude, reach in km of a district's towns\n" +
      sorted(spots),
  );
  writeFileSync(
    join(out, "names.tsv"),
    `# What the places of spots.tsv are called, ${origin}` +
      "# Columns: name as it is looked up (lower case, no accents, articles and doubled letters), ids known by the name alone\n" +
      "# (blanks between, the largest first), ids that need support from the text\n" +
      sorted(names.lines((id) => size.get(id) ?? 0)),
  );
}
