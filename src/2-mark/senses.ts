/**
 * Which place a name means: decided over the whole document. Every name has its candidates; what speaks for one is its
 * size, the countries and divisions that the document speaks of, and the other places near it. Names that are clear by
 * themselves (countries, "Paris, Texas") say more than names that may mean many places, and a few rounds let them all
 * settle. One name has one sense in a document unless a chain or a head word says otherwise.
 */
import type { Place, Precision } from "../0-model/place.ts";
import { contains, type Gazetteer, type Spot } from "./places.ts";

/** One place name of a document as its words say it. */
export interface Mention {
  readonly name: string;
  /** The names that follow it in a chain, innermost first: "Khar, Pakistan" -> ["Pakistan"]. */
  readonly chain: readonly string[];
  /** The name that it follows in a chain: "Khar" for the Pakistan of "Khar, Pakistan". */
  readonly holds: string | null;
  /** What a head word says: "Achin District" -> district. */
  readonly precision: Precision | null;
  /** The id of the place that a list says it is: a country by its name or adjective ("Afghan"), an abbreviation. */
  readonly own: string | null;
  /** It is that place and no other. */
  readonly fixed: boolean;
  /** How much it says for other names: 1 for a place, less for a part of another name. */
  readonly weight: number;
}

/** A place, and how much the other names of the document say for it. */
export interface Found {
  readonly spot: Spot;
  readonly support: number;
}

/** The place of the gazetteer that each mention means, in their order. Null where nothing in the gazetteer fits. */
export type Locator = (mentions: readonly Mention[]) => readonly (Found | null)[];

/** How much each kind of evidence weighs; found by trying on half of two corpora of news. */
export interface Weights {
  /** Logarithm of the number of people. */
  readonly people: number;
  readonly country: number;
  readonly division: number;
  readonly near: number;
  /** The same name, told by a chain elsewhere. */
  readonly same: number;
}

export const WEIGHTS: Weights = { people: 0.6, country: 1.5, division: 2.5, near: 2, same: 6 };

/** Numbers of people that areas count as: they are what a name means first. */
const AS_PEOPLE: Readonly<Record<Precision, number>> = {
  country: 3e8,
  region: 1e8,
  province: 1e6,
  district: 2000,
  locality: 300,
  point: 300,
};
/** A division below the first level that is named as one: "Rapides Parish". */
const HEADED = 1e6;
/** A city of this many people is meant before the division that is called after it. */
const LARGE = 50_000;
const BEHIND = 40_000;
const ROUNDS = 3;
/** No name is weighed with more candidates than this: the largest. */
const MOST = 60;

/** All mentions that say the same: they share one decision. */
interface Group {
  readonly mention: Mention;
  count: number;
  /** The most that one of them says for other names. */
  weight: number;
  readonly spots: readonly Spot[];
  readonly priors: readonly number[];
  shares: number[];
  /** Told by a chain, or a country by its name: it needs no support. */
  readonly told: boolean;
}

/** What the document says for countries, divisions and stretches of land, by key. */
class Evidence {
  private readonly held = new Map<string, number>();
  /** What is said for all countries together. */
  countries = 0;

  add(spot: Spot, weight: number): void {
    if (spot.country !== "") this.countries += weight;
    for (const key of keysOf(spot)) this.put(key, weight);
  }

  put(key: string, weight: number): void {
    this.held.set(key, (this.held.get(key) ?? 0) + weight);
  }

  of(key: string): number {
    return this.held.get(key) ?? 0;
  }
}

const CELL = 1;

/** Around a point: the cell it lies in, and its eight neighbours. */
function cellsAround({ at, precision }: Spot): readonly string[] {
  if (at === null || precision === "country" || precision === "region" || precision === "province") return [];
  const [lat, lon] = cellOf(at);
  const found: string[] = [];
  for (let y = lat - 1; y <= lat + 1; y += 1) for (let x = lon - 1; x <= lon + 1; x += 1) found.push(`@${y},${x}`);
  return found;
}

/** Cells are about as wide as high everywhere. */
function cellOf([lat, lon]: readonly [number, number]): readonly [number, number] {
  const row = Math.floor(lat / CELL);
  const width = CELL / Math.max(0.2, Math.cos((row * CELL * Math.PI) / 180));
  return [row, Math.floor(lon / width)];
}

function keysOf(spot: Spot): readonly string[] {
  const areas = spot.country === "" ? [] : [`iso:${spot.country}`, ...spot.within];
  if (spot.precision === "province" || spot.precision === "district") areas.push(spot.id);
  if (spot.at === null || spot.precision === "country" || spot.precision === "region" || spot.precision === "province")
    return areas;
  const [lat, lon] = cellOf(spot.at);
  return [...areas, `@${lat},${lon}`];
}

/** Builds the locator. */
export function compileLocator(gazetteer: Gazetteer, weights: Weights = WEIGHTS): Locator {
  return (mentions) => {
    const groups = new Map<string, Group>();
    const order = mentions.map((mention) => {
      const key = `${mention.name}|${mention.chain.join("|")}|${mention.holds ?? ""}|${mention.precision ?? ""}|${mention.own ?? ""}|${mention.fixed}`;
      const group = groups.get(key) ?? grouped(gazetteer, mention, weights);
      groups.set(key, group);
      group.count += 1;
      group.weight = Math.max(group.weight, mention.weight);
      return group;
    });
    const all = [...groups.values()];
    for (let round = 0; round < ROUNDS; round += 1) weigh(all, weights);
    const evidence = gather(all);
    return order.map((group) => decide(group, evidence));
  };
}

function grouped(gazetteer: Gazetteer, mention: Mention, weights: Weights): Group {
  const { spots, told } = candidates(gazetteer, mention);
  const seat = (area: Spot) => spots.some((spot) => spot.population >= LARGE && spot.main && contains(area, spot));
  const priors = spots.map((spot) => {
    // "Kandahar" is the city first: a division of its name comes behind it.
    const people = spot.precision === "province" && seat(spot) ? BEHIND : peopleOf(spot, mention);
    return weights.people * Math.log(people);
  });
  return { mention, count: 0, weight: 0, spots, priors, shares: shares(priors), told };
}

function peopleOf(spot: Spot, mention: Mention): number {
  const head = mention.precision !== null || HEAD.test(mention.name);
  if (spot.precision === "district" && head) return HEADED;
  return Math.max(spot.main ? spot.population : spot.population / 3, AS_PEOPLE[spot.precision]);
}

/** Words for divisions at the end of a name: "Kunar Province" is found as "Kunar". */
const HEAD =
  /\s+(province|governorate|oblast|krai|prefecture|voivodeship|state|region|district|county|parish|department|city|town|village|republic)$/i;
const HEADS: Readonly<Record<string, Precision>> = {
  province: "province",
  governorate: "province",
  oblast: "province",
  krai: "province",
  prefecture: "province",
  voivodeship: "province",
  district: "district",
  county: "district",
  parish: "district",
  city: "locality",
  town: "locality",
  village: "locality",
};

function candidates(gazetteer: Gazetteer, mention: Mention): { spots: readonly Spot[]; told: boolean } {
  const own = mention.own === null ? null : gazetteer.spot(mention.own);
  if (mention.fixed) return { spots: own === null ? [] : [own], told: true };
  let spots = fitting(gazetteer, mention);
  if (own !== null && !spots.some(({ id }) => id === own.id)) spots = [own, ...spots];
  const country = spots.find(({ precision }) => precision === "country");
  // "Mexico" is the country, not its capital.
  if (country !== undefined) spots = spots.filter((spot) => !contains(country, spot));
  const holding = mention.holds === null ? [] : around(gazetteer, spots, mention.holds);
  if (holding.length > 0) return { spots: holding, told: true };
  const chained = inChain(gazetteer, spots, mention.chain);
  const most = chained.spots.length > MOST ? largest(chained.spots) : chained.spots;
  return { spots: most, told: chained.told };
}

/** "City of Huntsville", "State of Illinois": the name behind a word for its kind. */
const LEAD =
  /^(?:the )?(?:city|town|township|village|borough|state|province|county|parish|district|island|port) of (?=\p{Lu})/iu;

/** The places of a name that its head word allows, with the head word or without. */
function fitting(gazetteer: Gazetteer, { name, precision }: Mention): readonly Spot[] {
  const head = HEAD.exec(name)?.[1]?.toLowerCase();
  const said = precision ?? (head === undefined ? null : (HEADS[head] ?? null));
  const whole = gazetteer.every(name);
  // "Fort Worth", "Sioux Falls": what looks like a head word is a part of the town's own name.
  if (whole.length > 0 && (said === null || said === "point" || said === "locality" || said === "region")) {
    const fits = said === null ? whole : whole.filter((spot) => agrees(spot.precision, said));
    return fits.length > 0 ? fits : whole;
  }
  const fits = (spot: Spot): boolean => said === null || agrees(spot.precision, said);
  const exact = whole.filter(fits);
  if (exact.length > 0) return exact;
  const core = LEAD.test(name) ? name.replace(LEAD, "") : head === undefined ? null : name.replace(HEAD, "");
  return core === null ? [] : gazetteer.every(core).filter(fits);
}

function largest(spots: readonly Spot[]): readonly Spot[] {
  return [...spots].sort((a, b) => b.population - a.population).slice(0, MOST);
}

/** "Kabul city" is no province, "Kunar Province" no town; a region may be called anything. */
function agrees(found: Precision, said: Precision): boolean {
  if (found === said) return true;
  if (said === "region") return found === "province" || found === "country";
  if (said === "province") return found === "region" || found === "country";
  return said === "district" && found === "province";
}

/** The areas among the spots that a place of this name lies in. */
function around(gazetteer: Gazetteer, spots: readonly Spot[], name: string): readonly Spot[] {
  const inner = gazetteer.every(name);
  return spots.filter((area) => area.precision !== "locality" && inner.some((spot) => contains(area, spot)));
}

/** The spots that lie in what follows; `told` when something does. */
function inChain(
  gazetteer: Gazetteer,
  spots: readonly Spot[],
  chain: readonly string[],
): { spots: readonly Spot[]; told: boolean } {
  let left = spots;
  let told = false;
  for (const outer of chain) {
    const short = gazetteer.short(outer);
    const areas = short === null ? gazetteer.every(outer) : [short];
    const inside = left.filter((spot) => areas.some((area) => contains(area, spot)));
    if (inside.length > 0) {
      left = inside;
      told = true;
    } else if (areas[0]?.precision === "country" && !told) {
      // "Kabul, Iran and Syria" is a list: a well-known place is not undone by what follows it.
      return { spots: left.filter(isWellKnown), told };
    }
  }
  return { spots: left, told };
}

function isWellKnown(spot: Spot): boolean {
  return spot.precision === "country" || spot.precision === "province" || spot.population > 300_000;
}

function shares(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(score - most));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

/** What all groups together say. A name said often counts more, but not many times more. */
function gather(groups: readonly Group[]): Evidence {
  const evidence = new Evidence();
  for (const group of groups) {
    const weight = weightOf(group);
    group.spots.forEach((spot, i) => {
      evidence.add(spot, weight * (group.shares[i] ?? 0));
    });
    if (group.told && !group.mention.fixed) {
      for (const spot of group.spots.slice(0, 3)) evidence.put(`=${spot.id}`, 1);
    }
  }
  return evidence;
}

function weightOf(group: Group): number {
  return group.weight * (1 + Math.log(group.count));
}

function weigh(groups: readonly Group[], weights: Weights): void {
  const evidence = gather(groups);
  for (const group of groups) {
    if (group.spots.length > 1) group.shares = shares(scores(group, evidence, weights));
  }
}

function scores(group: Group, evidence: Evidence, weights: Weights): number[] {
  const own = new Evidence();
  const weight = weightOf(group);
  group.spots.forEach((spot, i) => {
    own.add(spot, weight * (group.shares[i] ?? 0));
  });
  const others = (key: string): number => Math.max(0, evidence.of(key) - own.of(key));
  return group.spots.map((spot, i) => {
    const division = spot.within.reduce((most, id) => Math.max(most, others(id)), 0);
    const inside = spot.precision === "province" ? others(spot.id) : 0;
    const near = cellsAround(spot).reduce((sum, key) => sum + others(key), 0);
    return (
      (group.priors[i] ?? 0) +
      (spot.country === "" ? 0 : weights.country * Math.log1p(others(`iso:${spot.country}`))) +
      weights.division * Math.log1p(Math.max(division, inside)) +
      weights.near * Math.log1p(near) +
      (!group.told && evidence.of(`=${spot.id}`) > 0 ? weights.same : 0)
    );
  });
}

/** The likeliest spot; a small town that nothing in the document supports is no answer. */
function decide(group: Group, evidence: Evidence): Found | null {
  let best = 0;
  group.shares.forEach((share, i) => {
    if (share > (group.shares[best] ?? 0)) best = i;
  });
  const spot = group.spots[best];
  if (spot === undefined) return null;
  const own = weightOf(group) * (group.shares[best] ?? 0);
  const country = Math.max(0, evidence.of(`iso:${spot.country}`) - own);
  const division = spot.within.reduce((most, id) => Math.max(most, evidence.of(id) - own), 0);
  const near = cellsAround(spot).reduce((sum, key) => sum + evidence.of(key), 0) - own;
  const found: Found = { spot, support: group.told ? 1 : Math.max(division, near, country / 4) };
  const small = spot.precision === "locality" ? spot.population < SMALL : spot.precision === "district";
  // A small place may stand alone in a text that speaks of no country; beside other countries it needs its own.
  const spoken = evidence.countries - weightOf(group);
  return small && !group.told && country <= LEAST && spoken > LEAST ? null : found;
}

/** Towns below this need support. */
const SMALL = 15_000;
/** What the other names must say for the country of a small town at least. */
const LEAST = 0.3;

/** The place as the text names it. */
export function placed(mention: Mention, found: Found | null, relation: Place["relation"]): Place | null {
  if (found !== null) return { id: found.spot.id, name: mention.name, precision: found.spot.precision, relation };
  return mention.precision === null ? null : { id: null, name: mention.name, precision: mention.precision, relation };
}
