import { fold } from "../0-model/fold.ts";
import { type Knowledge, rows } from "../0-model/knowledge.ts";
import type { Place, Precision } from "../0-model/place.ts";
import { cells } from "./naming.ts";

/** One place of the gazetteer that bears a name. */
export interface Spot {
  readonly id: string;
  readonly precision: Precision;
  /** ISO 3166-1 alpha-2; empty for regions. */
  readonly country: string;
  /** For towns: the id of the division they lie in, or empty. */
  readonly within: string;
  readonly population: number;
}

/** What is known about where a name stands. All parts may be empty. */
export interface PlaceContext {
  /** The names that follow it in a chain, innermost first: "Khar, Pakistan" -> ["Pakistan"]. */
  readonly chain: readonly string[];
  /** Alpha-2 codes of the countries that the document speaks of, and how often. */
  readonly countries: ReadonlyMap<string, number>;
  /** What a head word says: "Achin District" -> district. */
  readonly precision: Precision | null;
  readonly relation: Place["relation"];
}

/** The offline gazetteer. */
export interface Gazetteer {
  /** Every place of this name, the likeliest first when nothing else is known. */
  readonly find: (name: string) => readonly Spot[];
  /** The place that a name means where it stands. Null when nothing says that the name is a place at all. */
  readonly resolve: (name: string, context: PlaceContext) => Place | null;
}

const ARTICLE = /^(?:al|ar|as|ad|an|ash|at|az|el|the) (?=.{3})/;
const PLAIN = /^[ -~]*$/;

/** One key for the ways to write a name: no diacritics, apostrophes, articles and doubled letters; dashes as blanks; "-ah" as "-a". */
export function placeKey(name: string): string {
  const folded = PLAIN.test(name) ? name.toLowerCase() : fold(name);
  return folded
    .replace(/['ʿʾ`.]/g, "")
    .replace(/ ?- ?/g, " ")
    .replace(ARTICLE, "")
    .replace(/ah\b/g, "a")
    .replace(/([a-z])\1/g, "$1");
}

/** Words for divisions at the end of a name: "Kunar Province" is found as "Kunar". */
const DIVISION =
  /\s+(province|governorate|oblast|krai|prefecture|voivodeship|state|region|district|county|department|city|town|village|republic)$/i;
const HEADS: Readonly<Record<string, Precision>> = {
  province: "province",
  governorate: "province",
  oblast: "province",
  krai: "province",
  prefecture: "province",
  voivodeship: "province",
  district: "district",
  county: "district",
  city: "locality",
  town: "locality",
  village: "locality",
};

/** Divisions called after a direction alone: the name says nothing without its country. */
const GENERIC = /^(?:(?:north|south|east|west)(?:ern|east|west|-east|-west)?|cent(?:er|re|ral)|capital|upper|lower)$/i;

/** Names asked for before: texts repeat them. Bounded, since they come from outside. */
const KEPT = 20_000;

interface Index {
  readonly spots: Map<string, Spot[]>;
  readonly names: Map<string, string>;
}

function put(index: Index, name: string, spot: Spot): void {
  const key = placeKey(name);
  const there = index.spots.get(key);
  if (there === undefined) index.spots.set(key, [spot]);
  else if (!there.some((other) => other.id === spot.id)) there.push(spot);
}

function addAreas(knowledge: Knowledge, index: Index): void {
  for (const [code = "", , name = "", others = ""] of rows(knowledge.places, "countries")) {
    const spot: Spot = { id: `iso:${code}`, precision: "country", country: code, within: "", population: 0 };
    for (const other of [name, ...cells(others)]) put(index, other, spot);
  }
  for (const [name = "", others = ""] of rows(knowledge.places, "regions")) {
    const id = `region:${placeKey(name).replaceAll(" ", "-")}`;
    const spot: Spot = { id, precision: "region", country: "", within: "", population: 0 };
    for (const other of [name, ...cells(others)]) put(index, other, spot);
  }
  for (const [code = "", country = "", name = "", others = "", level = ""] of rows(knowledge.places, "provinces")) {
    if (GENERIC.test(name)) continue;
    const precision = level === "2" ? "district" : "province";
    const spot: Spot = { id: `iso:${code}`, precision, country, within: "", population: 0 };
    for (const other of [name, ...cells(others)]) put(index, other, spot);
  }
}

function addTowns(knowledge: Knowledge, index: Index): void {
  for (const row of rows(knowledge.places, "towns")) {
    const [id = "", name = "", others = "", country = "", province = "", population = ""] = row;
    const within = province === "" ? "" : `iso:${province}`;
    const spot: Spot = { id: `town:${id}`, precision: "locality", country, within, population: Number(population) };
    put(index, name, spot);
    if (others !== "") for (const other of cells(others)) put(index, other, spot);
  }
  for (const [name = "", country = "", others = ""] of knowledge.places.get("aliases") ?? []) {
    const spots = (index.spots.get(placeKey(name)) ?? []).filter((spot) => spot.country === country);
    for (const other of cells(others)) for (const spot of spots) put(index, other, spot);
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
  if (spot.precision === "locality") return spot.population >= LARGE ? 1.5 : 3;
  return ORDER[spot.precision];
}

/** Builds the gazetteer from `data/places`. Throws a plain Error that names a list that is missing. */
export function compileGazetteer(knowledge: Knowledge): Gazetteer {
  const index: Index = { spots: new Map(), names: new Map() };
  addAreas(knowledge, index);
  addTowns(knowledge, index);
  for (const spots of index.spots.values()) {
    if (spots.length > 1) spots.sort((a, b) => rank(a) - rank(b) || b.population - a.population);
  }
  const asked = new Map<string, readonly Spot[]>();
  const find = (name: string): readonly Spot[] => {
    const before = asked.get(name);
    if (before !== undefined) return before;
    const found = index.spots.get(placeKey(name)) ?? [];
    if (asked.size > KEPT) asked.clear();
    asked.set(name, found);
    return found;
  };
  const resolve = (name: string, context: PlaceContext): Place | null => resolveIn(find, name, context);
  return { find, resolve };
}

function resolveIn(find: Gazetteer["find"], name: string, context: PlaceContext): Place | null {
  let spots = find(name);
  const head = DIVISION.exec(name)?.[1]?.toLowerCase();
  const precision = context.precision ?? (head === undefined ? null : (HEADS[head] ?? null));
  if (spots.length === 0 && head !== undefined) spots = find(name.replace(DIVISION, ""));
  const { relation } = context;
  if (precision !== null) spots = spots.filter((spot) => agrees(spot.precision, precision));
  const chained = inChain(find, spots, context.chain);
  const best = chained[0] === undefined ? undefined : likeliest(chained, context);
  if (best === undefined) return precision === null ? null : { id: null, name, precision, relation };
  return { id: best.id, name, precision: best.precision, relation };
}

/** "Kabul city" is no province, "Kunar Province" no town; a region may be called anything. */
function agrees(found: Precision, said: Precision): boolean {
  if (found === said) return true;
  if (said === "region") return found === "province" || found === "country";
  if (said === "province") return found === "region" || found === "country";
  return false;
}

function inChain(find: Gazetteer["find"], spots: readonly Spot[], chain: readonly string[]): readonly Spot[] {
  let left = spots;
  for (const outer of chain) {
    const around = find(outer);
    if (around.length === 0) continue;
    const inside = left.filter((spot) => around.some((area) => area.id !== spot.id && contains(area, spot)));
    if (inside.length > 0) left = inside;
    // "Kabul, Iran and Syria" is a list: a well-known place is not undone by what follows it.
    else if (around.some((area) => area.precision === "country")) return left.filter(isWellKnown);
  }
  return left;
}

function isWellKnown(spot: Spot): boolean {
  return spot.precision !== "locality" || spot.population > 300_000;
}

function contains(area: Spot, spot: Spot): boolean {
  if (area.precision === "country") return spot.country === area.country;
  if (area.precision === "province" || area.precision === "district") {
    return (
      spot.within === area.id || (spot.within === "" && spot.country === area.country && spot.precision !== "country")
    );
  }
  return area.precision === "locality" && spot.country === area.country;
}

/** The first spot in a country that the document speaks of; else the first. Countries and regions need no support. */
function likeliest(spots: readonly Spot[], context: PlaceContext): Spot | undefined {
  const first = spots[0];
  if (first === undefined || first.precision === "country") return first;
  let best = first;
  let most = context.countries.get(first.country) ?? 0;
  for (const spot of spots) {
    const count = context.countries.get(spot.country) ?? 0;
    if (count > most && !(best.population > 1_000_000 && spot.population < 100_000)) {
      best = spot;
      most = count;
    }
  }
  return best;
}

/** The resolver alone, for stages that have a name and its surroundings. */
export function compilePlaces(knowledge: Knowledge): Gazetteer["resolve"] {
  return compileGazetteer(knowledge).resolve;
}
