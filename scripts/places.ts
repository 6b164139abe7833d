/**
 * Writes `data/places/provinces.tsv` and `towns.tsv`. Run once, by hand, with a folder that holds
 *   cities500.txt   GeoNames' table of places of 500 people and more (CC BY 4.0)
 *   admin1.json     GeoNames' names of first-level divisions: [{ code: "AF.18", name: "Nangarhar" }] (CC BY 4.0)
 *   iso31662.json   ISO 3166-2: [{ code: "AF-NAN", name: "Nangarhār", parent: "AF" }]
 * `node scripts/places.ts FOLDER`. The folder is not part of the project.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fold } from "../src/0-model/fold.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Give the folder with cities500.txt, admin1.json and iso31662.json");
const out = join(import.meta.dirname, "..", "data", "places");

const POPULATION = 15_000;
/** Seats of districts count in countries where most fighting is reported from small towns. */
const SMALLER = new Set("AF PK SY IQ YE SO ML NE BF NG SD SS LY LB PS CF CD TD MZ ET CM MM UA CO".split(" "));
const SMALLER_POPULATION = 8_000;

const GENERIC =
  /\b(?:province|provincia|governorate|muhafazat|muhafazah|region|district|county|department|departamento|division|oblast|oblast'|kray|krai|respublika|republic of|republic|state of|state|wilayat|wilaya|prefecture|municipality|voivodeship|parish|emirate|canton|city|capital|federal district|distrito|estado|provincie|sheng|zizhiqu|shi|gobolka|mintaqat|al iqlim|autonomous|avtonomnaya|avtonomnyy okrug|okrug|rayonu|rayon|viloyati|bölgesi|ili|megye|kommun|lan|län)\b/g;

/** Divisions whose English name nothing ties to the one in ISO: GeoNames' code and ISO's. */
const PAIRS = new Map(
  (
    "SY.02 SY-LA|SY.03 SY-QU|SY.09 SY-HL|SY.10 SY-HM|SY.13 SY-DI|IQ.15 IQ-NI|PK.06 PK-JK|NG.11 NG-FC|BD.84 BD-B|YE.28 YE-SU|" +
    "YE.26 YE-SA|AE.01 AE-AZ|AE.04 AE-FU|AE.06 AE-SH|CO.25 CO-SAP|CO.34 CO-DC|UA.01 UA-71|UA.03 UA-77|UA.11 UA-43|UA.12 UA-30|" +
    "UA.15 UA-46|UA.17 UA-51|UA.18 UA-53|UA.21 UA-59|UA.23 UA-05|UA.25 UA-21|UA.26 UA-23|RU.04 RU-ALT|RU.03 RU-AL|RU.05 RU-AMU|" +
    "RU.12 RU-CE|RU.15 RU-CHU|RU.21 RU-IVA|RU.25 RU-KLU|RU.27 RU-KC|RU.29 RU-KEM|RU.37 RU-KOS|RU.47 RU-MOS|RU.48 RU-MOW|" +
    "RU.51 RU-NIZ|RU.56 RU-ORL|RU.57 RU-PNZ|RU.59 RU-PRI|RU.64 RU-SAK|RU.65 RU-SAM|RU.66 RU-SPE|RU.68 RU-SE|RU.76 RU-TUL|" +
    "RU.77 RU-TVE|RU.80 RU-UD|RU.85 RU-VLG|RU.88 RU-YAR|RU.89 RU-YEV|RU.90 RU-PER|RU.92 RU-KAM"
  )
    .split("|")
    .map((pair) => pair.split(" ") as [string, string]),
);

interface Province {
  readonly id: string;
  readonly country: string;
  readonly names: Set<string>;
  name: string;
  /** 1 for a division of the country itself, 2 for a division of a division. */
  readonly level: number;
}

/** What is left of a division's name without words for divisions, folded. */
function core(name: string): string {
  const bare = fold(name)
    .replace(/['‘’ʼ`]/g, "")
    .replace(GENERIC, " ")
    .replace(/[,()-]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return bare === "" ? fold(name) : bare;
}

/** Spellings of one name that differ in vowels and in ways of writing one consonant share a skeleton. */
function skeleton(name: string): string {
  return fold(name)
    .replace(/['ʼ`]/g, "")
    .replace(/q|ck/g, "k")
    .replace(/z|ts/g, "s")
    .replace(/j|dzh/g, "c")
    .replace(/[^a-z]/g, "")
    .replace(/[aeiouwyh]/g, "")
    .replace(/(.)\1+/g, "$1");
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder as string, name), "utf8")) as T;
}

const iso = read<{ code: string; name: string; parent: string }[]>("iso31662.json");
const admin = read<{ code: string; name: string }[]>("admin1.json");

const provinces = new Map<string, Province>();
const byCountry = new Map<string, Province[]>();
for (const { code, name, parent } of iso) {
  const country = code.slice(0, 2);
  const plain = name
    .replace(/\s*[[(].*$/, "")
    .replace(/\*/g, "")
    .trim();
  const province: Province = {
    id: code,
    country,
    name: plain,
    names: new Set([plain]),
    level: parent.length === 2 ? 1 : 2,
  };
  provinces.set(code, province);
  byCountry.set(country, [...(byCountry.get(country) ?? []), province]);
}

/** GeoNames' code of a division to our id. */
const idOf = new Map<string, string>();
const taken = new Set<string>();

function only(found: readonly Province[]): Province | undefined {
  const free = found.filter((province) => !taken.has(province.id));
  return free.length === 1 ? free[0] : undefined;
}

function match(country: string, name: string): Province | undefined {
  const all = byCountry.get(country) ?? [];
  return (
    matchAmong(
      all.filter((p) => p.level === 1),
      name,
    ) ?? matchAmong(all, name)
  );
}

function matchAmong(among: readonly Province[], name: string): Province | undefined {
  const key = core(name);
  const bones = skeleton(key);
  return (
    only(among.filter((p) => core(p.name) === key)) ??
    (bones.length > 1 ? only(among.filter((p) => skeleton(core(p.name)) === bones)) : undefined) ??
    (key.length > 4 ? only(among.filter((p) => core(p.name).includes(key) || key.includes(core(p.name)))) : undefined)
  );
}

for (const { code, name } of admin) {
  const [country = "", local = ""] = code.split(".");
  const clean = name.replace(/\s*\(.*\)$/, "");
  let province =
    country === "US" ? provinces.get(`US-${local}`) : (provinces.get(PAIRS.get(code) ?? "") ?? match(country, clean));
  if (province === undefined) {
    province = { id: `${country}.${local}`, country, name: clean, names: new Set(), level: 1 };
    provinces.set(province.id, province);
  }
  taken.add(province.id);
  idOf.set(code, province.id);
  province.names.add(province.name);
  province.name = clean;
}

function bare(name: string): string {
  return name
    .replace(/^(?:Muhafazat|Wilāyat-e|Wilayat|Provincia de|Departamento de|Estado)\s+/i, "")
    .replace(
      /\s+(?:Province|Governorate|Region|District|County|Department|Division|Oblast|Prefecture|Municipality|Voivodeship|Parish|City|Rayon|State)$/i,
      "",
    );
}

const provinceLines = [...provinces.values()]
  .filter((p) => /^[\p{L}]/u.test(p.name) && p.name.length > 2)
  .sort((a, b) => (a.id < b.id ? -1 : 1))
  .map((p) => {
    const main = bare(p.name);
    const others = new Map<string, string>();
    for (const name of [p.name, ...p.names].map(bare)) if (fold(name) !== fold(main)) others.set(fold(name), name);
    return [p.id, p.country, main, [...others.values()].join("|"), p.level].join("\t");
  });
writeFileSync(
  join(out, "provinces.tsv"),
  "# Divisions of countries: ISO 3166-2 codes and names, joined with the names of first-level divisions of GeoNames\n" +
    "# (CC BY 4.0, see data/README.md) by scripts/places.ts. A code with a dot is GeoNames': ISO has no such division.\n" +
    `# Columns: code, country, name, other names (|), level (1 of the country, 2 of a division)\n${provinceLines.join("\n")}\n`,
);

/** Other spellings of the same name, as far as the same skeleton tells: at most `most`. */
function spellings(name: string, ascii: string, alternates: string, most: number): string[] {
  const seen = new Set([fold(name)]);
  const bones = skeleton(ascii);
  const found: string[] = [];
  for (const other of [ascii, ...alternates.split(",")]) {
    if (found.length >= most) break;
    if (!/^[A-Z][A-Za-z' -]{3,}$/.test(other) || seen.has(fold(other)) || skeleton(other) !== bones) continue;
    seen.add(fold(other));
    found.push(other);
  }
  return found;
}

const towns: { population: number; line: string }[] = [];
for (const line of readFileSync(join(folder, "cities500.txt"), "utf8").split("\n")) {
  const c = line.split("\t");
  const [id = "", name = "", ascii = "", alternates = "", lat = "", lon = ""] = c;
  const feature = c[7] ?? "";
  const country = c[8] ?? "";
  const population = Number(c[14] ?? 0);
  if (feature === "PPLX" || feature === "PPLQ" || feature === "PPLH") continue;
  const least = SMALLER.has(country) ? SMALLER_POPULATION : POPULATION;
  if (population < least && !(feature === "PPLA" || feature === "PPLC")) continue;
  const most = population > 100_000 ? 4 : SMALLER.has(country) ? 3 : 1;
  const others = spellings(name, ascii, alternates, most);
  const where = [Number(lat).toFixed(3), Number(lon).toFixed(3)];
  const province = idOf.get(`${country}.${c[10]}`) ?? "";
  towns.push({ population, line: [id, name, others.join("|"), country, province, population, ...where].join("\t") });
}
towns.sort((a, b) => b.population - a.population || (a.line < b.line ? -1 : 1));
writeFileSync(
  join(out, "towns.tsv"),
  "# Towns: derived from GeoNames' cities500 (CC BY 4.0, see data/README.md) by scripts/places.ts, the largest first.\n" +
    `# Columns: GeoNames id, name, other spellings (|), country, province, population, latitude, longitude\n${towns
      .map((town) => town.line)
      .join("\n")}\n`,
);
