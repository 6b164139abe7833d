import { fold } from "../0-model/fold.ts";
import { type Knowledge, rows } from "../0-model/knowledge.ts";
import type { Point, Precision } from "../0-model/place.ts";
import type { Sorted } from "../0-model/sorted.ts";
import { cells } from "./naming.ts";

/** One place of the gazetteer that bears a name. */
export interface Spot {
  readonly id: string;
  readonly precision: Precision;
  /** ISO 3166-1 alpha-2; empty for regions of several countries. */
  readonly country: string;
  /** The ids of the divisions it lies in, the smallest first. */
  readonly within: readonly string[];
  /** Of a division: the people in its towns; 0 where it is not known. */
  readonly population: number;
  /** Where it lies; for an area its middle, which is no place in itself. Null for what has none. */
  readonly at: Point | null;
  /** The name asked for is its main name or one that our own list gives it, not one of many further spellings. */
  readonly main: boolean;
  /** How far an area reaches from its middle, in km; 0 for towns. */
  readonly reach: number;
}

/** The offline gazetteer. */
export interface Gazetteer {
  /**
   * The places that this name alone tells: countries, regions, divisions, larger towns; the likeliest first when nothing
   * else is known.
   */
  readonly find: (name: string) => readonly Spot[];
  /** Every place of this name, small towns and districts too: only with support from the text. The order is that of `find`. */
  readonly every: (name: string) => readonly Spot[];
  /** The place with this id: where it lies is its point or, for an area, its middle. */
  readonly spot: (id: string) => Spot | null;
  /** The capital of the country with this alpha-2 code. */
  readonly capital: (country: string) => Spot | null;
  /** The division or country that an abbreviation means behind a name and a comma: "Ky." in "Lexington, Ky." */
  readonly short: (abbreviation: string) => Spot | null;
}

const ARTICLE = /^(?:al|ar|as|ad|an|ash|at|az|el|the) (?=.{3})/;
const PLAIN = /^[ -~]*$/;

/**
 * One key for the ways to write a name: no diacritics, apostrophes, articles and doubled letters; dashes as blanks; "-ah"
 * as "-a"; "St." and "Ft." in full.
 */
export function placeKey(name: string): string {
  const folded = PLAIN.test(name) ? name.toLowerCase() : fold(name);
  return folded
    .replace(/['ʿʾ`.]/g, "")
    .replace(/ ?- ?/g, " ")
    .replace(ARTICLE, "")
    .replace(/ah\b/g, "a")
    .replace(/([a-z])\1/g, "$1")
    .replace(/^st /, "saint ")
    .replace(/^ft /, "fort ")
    .trim();
}

/** Divisions called after a direction alone: the name says nothing without its country. */
const GENERIC = /^(?:(?:north|south|east|west)(?:ern|[ -]?east|[ -]?west)?|cent(?:er|re|ral)|capital|upper|lower)$/i;

/** Names asked for before: texts repeat them. Bounded, since they come from outside. */
const KEPT = 20_000;

type Spots = Map<string, Spot[]>;

/** "CAR", "DRC": letters that stand for a country only as capitals. */
const SHORT = /^\p{Lu}{2,4}$/u;

function put(spots: Spots, name: string, spot: Spot): void {
  const key = placeKey(name);
  const there = spots.get(key);
  if (there === undefined) spots.set(key, [spot]);
  else if (!there.some((other) => other.id === spot.id)) there.push(spot);
}

function pointOf(lat: string | undefined, lon: string | undefined): Point | null {
  return lat === undefined || lat === "" || lon === undefined ? null : [Number(lat), Number(lon)];
}

/** What both the names and the ids of areas are looked up in. */
interface Areas {
  readonly byName: Spots;
  readonly byId: Map<string, Spot>;
  /** Keys of names that are abbreviations in capitals. */
  readonly shorts: Set<string>;
}

function addAreas(knowledge: Knowledge, { byName, byId, shorts }: Areas): void {
  const middles = new Map(rows(knowledge.places, "middles").map((row) => [row[0] ?? "", row]));
  const add = (spot: Spot, names: readonly string[]): void => {
    byId.set(spot.id, spot);
    names.forEach((name, i) => {
      put(byName, name, i === 0 ? spot : { ...spot, main: false });
    });
  };
  const plain = { within: [], population: 0, main: true };
  for (const [code = "", , name = "", others = ""] of rows(knowledge.places, "countries")) {
    const [, lat, lon, reach] = middles.get(code) ?? [];
    const spot: Spot = {
      ...plain,
      id: `iso:${code}`,
      precision: "country",
      country: code,
      at: pointOf(lat, lon),
      reach: Number(reach ?? 0),
    };
    add(spot, [name, ...cells(others)]);
    for (const other of cells(others)) if (SHORT.test(other)) shorts.add(placeKey(other));
  }
  for (const [name = "", others = "", codes = "", lat, lon] of rows(knowledge.places, "regions")) {
    const within = codes === "" ? [] : codes.split(" ").map((code) => `iso:${code}`);
    const id = `region:${placeKey(name).replaceAll(" ", "-")}`;
    const at = pointOf(lat, lon);
    // A region of one country speaks for it; one of many for none.
    const country = within.length === 1 ? codes : "";
    add({ ...plain, id, precision: "region", country, within, at, reach: 0 }, [name, ...cells(others)]);
  }
  for (const row of rows(knowledge.places, "provinces")) {
    const [code = "", country = "", name = "", others = "", level = "", within = "", lat, lon, reach, people = ""] =
      row;
    const spot: Spot = {
      id: `iso:${code}`,
      precision: level === "2" ? "district" : "province",
      country,
      within: within === "" ? [] : [`iso:${within}`],
      population: Number(people),
      main: true,
      at: pointOf(lat, lon),
      reach: Number(reach ?? 0),
    };
    add(spot, GENERIC.test(name) ? [] : [name, ...cells(others)]);
  }
}

const ORDER: Readonly<Record<Precision, number>> = {
  country: 0,
  region: 1,
  province: 2,
  locality: 3,
  district: 4,
  point: 5,
};

/** A town of this many people comes before a province of the same name. */
const LARGE = 50_000;

function rank(spot: Spot): number {
  if (spot.precision === "locality") return spot.population >= LARGE && spot.main ? 1.5 : 3;
  return ORDER[spot.precision];
}

function likeliestFirst(spots: readonly Spot[]): readonly Spot[] {
  if (spots.length < 2) return spots;
  return [...spots].sort((a, b) => rank(a) - rank(b) || b.population - a.population);
}

/** The towns and districts of `data/gazetteer`, read line by line as they are asked for. */
class Towns {
  private readonly names: Sorted;
  private readonly spots: Sorted;

  constructor(knowledge: Knowledge) {
    const list = (name: string): Sorted => {
      const found = knowledge.gazetteer.get(name);
      if (found === undefined) throw new Error(`The list "${name}" is missing from data/gazetteer`);
      return found;
    };
    this.names = list("names");
    this.spots = list("spots");
  }

  /** The spots of a key: with `all`, those too that need support. */
  of(key: string, all: boolean): Spot[] {
    const [, known = "", more = ""] = this.names.row(key) ?? [];
    const ids = all ? `${known} ${more}` : known;
    return ids.split(" ").flatMap((id) => (id === "" ? [] : (this.spot(id, key) ?? [])));
  }

  /** The spot with this number; `key` is what it was asked for by. */
  spot(number: string, key: string | null = null): Spot | null {
    const row = this.spots.row(number);
    if (row === null) return null;
    const [, name = "", kind = "", country = "", province = "", district = "", population = "", lat, lon, reach = ""] =
      row;
    const around = district === "" ? [] : [/^\d/.test(district) ? `district:${district}` : `iso:${district}`];
    return {
      id: `${kind}:${number}`,
      precision: kind === "town" ? "locality" : "district",
      country,
      within: province === "" ? around : [...around, `iso:${province}`],
      population: Number(population),
      main: key === null || placeKey(name) === key,
      at: pointOf(lat, lon),
      reach: Number(reach),
    };
  }
}

/** A look-up that keeps what it was asked for before. */
function kept<V>(look: (name: string) => V): (name: string) => V {
  const asked = new Map<string, V>();
  return (name) => {
    const before = asked.get(name);
    if (before !== undefined) return before;
    const found = look(name);
    if (asked.size > KEPT) asked.clear();
    asked.set(name, found);
    return found;
  };
}

/** The capital of a country by its alpha-2 code. Throws a plain Error when a list is missing. */
export function capitalsOf(knowledge: Knowledge): Gazetteer["capital"] {
  const towns = new Towns(knowledge);
  const names = new Map(rows(knowledge.places, "countries").map((row) => [row[0] ?? "", row[7] ?? ""]));
  return kept((code) => {
    const name = names.get(code) ?? "";
    // "Washington, D.C.", "Luxembourg City" go by their first words.
    const short = name.replace(/,.*| City$/, "");
    const found = [name, short].flatMap((other) => (other === "" ? [] : towns.of(placeKey(other), true)));
    const inside = found.filter(({ country, precision }) => country === code && precision === "locality");
    return inside.sort((a, b) => b.population - a.population)[0] ?? null;
  });
}

/** Builds the gazetteer from `data/places` and `data/gazetteer`. Throws a plain Error that names a list that is missing. */
export function compileGazetteer(knowledge: Knowledge): Gazetteer {
  const areas: Areas = { byName: new Map(), byId: new Map(), shorts: new Set() };
  addAreas(knowledge, areas);
  const towns = new Towns(knowledge);
  /** Names of towns that only our own list has. */
  const own: Spots = new Map();
  for (const [name = "", country = "", others = ""] of knowledge.places.get("aliases") ?? []) {
    const key = placeKey(name);
    const id = /^\w+:/.test(name);
    const sole = id ? (areas.byId.get(name) ?? towns.spot(name.slice(name.indexOf(":") + 1))) : null;
    const meant = sole !== null ? [sole] : [...(areas.byName.get(key) ?? []), ...towns.of(key, false)];
    for (const spot of meant.filter((found) => found.country === country)) {
      for (const other of cells(others)) put(own, other, spot);
    }
  }
  const look = (name: string, all: boolean): readonly Spot[] => {
    const key = placeKey(name);
    const found = new Map<string, Spot>();
    // "CAR" is a country, "Car" is not.
    if (!areas.shorts.has(key) || name === name.toUpperCase())
      for (const spot of areas.byName.get(key) ?? []) found.set(spot.id, spot);
    for (const spot of own.get(key) ?? []) found.set(spot.id, spot);
    for (const spot of towns.of(key, all)) found.set(spot.id, spot);
    return likeliestFirst([...found.values()]);
  };
  const shorts = new Map<string, Spot>();
  for (const [id = "", others = ""] of knowledge.places.get("abbreviations") ?? []) {
    const spot = areas.byId.get(id);
    for (const other of cells(others)) {
      const key = other.replace(/[. ]/g, "");
      if (spot !== undefined && !shorts.has(key)) shorts.set(key, spot);
    }
  }
  return {
    find: kept((name) => look(name, false)),
    every: kept((name) => look(name, true)),
    spot: (id) => areas.byId.get(id) ?? towns.spot(id.slice(id.indexOf(":") + 1)),
    capital: capitalsOf(knowledge),
    short: (abbreviation) => shorts.get(abbreviation.replace(/[. ]/g, "")) ?? null,
  };
}

/** True when `spot` lies in `area`. */
export function contains(area: Spot, spot: Spot): boolean {
  if (area.id === spot.id) return false;
  return (area.precision === "country" && spot.country === area.country) || spot.within.includes(area.id);
}

const RAD = Math.PI / 180;

/** Kilometres between two points of the globe. */
export function distance([lat1, lon1]: Point, [lat2, lon2]: Point): number {
  const a =
    Math.sin(((lat2 - lat1) * RAD) / 2) ** 2 +
    Math.cos(lat1 * RAD) * Math.cos(lat2 * RAD) * Math.sin(((lon2 - lon1) * RAD) / 2) ** 2;
  return 12742 * Math.asin(Math.min(1, Math.sqrt(a)));
}
