/**
 * Which place a name means: decided over the whole document. Every name has its candidates; what speaks for one is its
 * size, the countries and divisions that the document speaks of, and the other places near it. Names that are clear by
 * themselves (countries, "Paris, Texas") say more than names that may mean many places, and a few rounds let them all
 * settle. One name has one sense in a document unless a chain or a head word says otherwise.
 */
import type { Precision } from "../0-model/place.ts";
import { candidates, HEAD, type Mention } from "./candidates.ts";
import { Evidence, Grid } from "./evidence.ts";
import { contains, type Gazetteer, type Spot } from "./places.ts";

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
  readonly district: number;
  readonly near: number;
  /** The same name, told by a chain elsewhere. */
  readonly same: number;
  /** People that a country, a region, a capital count as at least: they are what a name means first. */
  readonly asCountry: number;
  readonly asRegion: number;
  readonly asCapital: number;
  /** How much more than a town of as many people a division counts, one below the first level, and that by its head. */
  readonly asProvince: number;
  readonly asDistrict: number;
  readonly asHeaded: number;
  /** The share that a further spelling counts. */
  readonly other: number;
}

export const WEIGHTS: Weights = {
  people: 0.6,
  country: 1.8,
  division: 2,
  district: 1.6,
  near: 1.2,
  same: 6,
  asCountry: 1e8,
  asRegion: 1e8,
  asCapital: 1e6,
  asProvince: 5,
  asDistrict: 0.02,
  asHeaded: 5,
  other: 0.25,
};

/** A city of this many people is meant before the division that is called after it. */
const LARGE = 50_000;
/** One of this many is meant under any of its names: "New York". */
const METROPOLIS = 1_000_000;
const BEHIND = 2.5;
/** How little the state of Washington comes behind the capital, which does not lie in it. */
const BESIDE = 0.1;
/** The fewest people a town counts with. */
const FEWEST = 300;
const ROUNDS = 3;
/** Mentions whose candidates are kept. */
const KEPT = 5000;

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

/** Builds the locator. */
export function compileLocator(gazetteer: Gazetteer, weights: Weights = WEIGHTS): Locator {
  const grid = new Grid();
  const met = new Map<string, Group>();
  /** A group that nothing has been said for yet; the same words come again in other documents. */
  const fresh = (key: string, mention: Mention): Group => {
    const made = met.get(key) ?? grouped(gazetteer, mention, weights);
    if (met.size > KEPT) met.clear();
    met.set(key, made);
    return { ...made };
  };
  return (mentions) => {
    const groups = new Map<string, Group>();
    const order = mentions.map((mention) => {
      const key = keyOf(mention);
      const group = groups.get(key) ?? fresh(key, mention);
      groups.set(key, group);
      group.count += 1;
      group.weight = Math.max(group.weight, mention.weight);
      return group;
    });
    const all = [...groups.values()];
    const told = new Set(
      all.flatMap(({ told: sure, mention, spots }) =>
        sure && !mention.fixed ? spots.slice(0, 3).map(({ id }) => id) : [],
      ),
    );
    const open = all.some(({ spots }) => spots.length > 1);
    for (let round = 0; open && round < ROUNDS; round += 1) weigh(all, { evidence: gather(all, grid), told, weights });
    const evidence = gather(all, grid);
    const decided = new Map(all.map((group) => [group, decide(group, evidence)]));
    return order.map((group) => decided.get(group) ?? null);
  };
}

function keyOf({ name, chain, holds, precision, own, fixed }: Mention): string {
  if (chain.length === 0 && holds === null && precision === null && own === null && !fixed) return name;
  return `${name}|${chain.join("|")}|${holds ?? ""}|${precision ?? ""}|${own ?? ""}|${fixed}`;
}

function grouped(gazetteer: Gazetteer, mention: Mention, weights: Weights): Group {
  const { spots, told } = candidates(gazetteer, mention);
  const priors = spots.map((spot) => weights.people * Math.log(peopleOf(gazetteer, spot, mention, weights)));
  // "Kandahar" is the city first: a division of its name comes behind it. So does the state behind the capital Washington.
  spots.forEach((area, i) => {
    if (area.precision !== "province") return;
    spots.forEach((spot, j) => {
      const inside = contains(area, spot);
      if (!isCity(spot) || (!inside && !isCapital(gazetteer, spot, area.country))) return;
      priors[i] = Math.min(priors[i] ?? 0, (priors[j] ?? 0) - (inside ? BEHIND : BESIDE));
    });
  });
  return { mention, count: 0, weight: 0, spots, priors, shares: shares(priors), told };
}

function peopleOf(gazetteer: Gazetteer, spot: Spot, mention: Mention, weights: Weights): number {
  const head = mention.precision === "district" || HEAD.test(mention.name);
  const capital = spot.precision === "locality" && isCapital(gazetteer, spot, spot.country);
  const lived = Math.max(spot.population, FEWEST);
  const people: Readonly<Record<Precision, number>> = {
    country: weights.asCountry,
    region: weights.asRegion,
    province: lived * weights.asProvince,
    district: head ? lived * weights.asHeaded : lived * weights.asDistrict,
    locality: capital ? Math.max(lived, weights.asCapital) : lived,
    point: FEWEST,
  };
  return people[spot.precision] * (spot.main ? 1 : weights.other);
}

function shares(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(score - most));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

/** What all groups together say. A name said often counts more, but not many times more. */
function gather(groups: readonly Group[], grid: Grid): Evidence {
  const evidence = new Evidence(grid);
  for (const group of groups) put(group, evidence, 1);
  return evidence;
}

/** Adds what a group says, or takes it back. */
function put(group: Group, evidence: Evidence, sign: 1 | -1): void {
  const weight = sign * group.weight * (1 + Math.log(group.count));
  for (let i = 0; i < group.spots.length; i += 1) {
    const share = group.shares[i] ?? 0;
    if (share > LITTLE) evidence.add(group.spots[i] as Spot, weight * share);
  }
}

/** Shares below this say nothing. */
const LITTLE = 0.001;

interface Round {
  readonly evidence: Evidence;
  /** Ids of places that a chain tells. */
  readonly told: ReadonlySet<string>;
  readonly weights: Weights;
}

function weigh(groups: readonly Group[], round: Round): void {
  const next = groups.map((group) => (group.spots.length > 1 ? shares(scores(group, round)) : group.shares));
  groups.forEach((group, i) => {
    group.shares = next[i] ?? group.shares;
  });
}

/** How much speaks for each spot of a group, without what the group itself says. */
function scores(group: Group, { evidence, told, weights }: Round): number[] {
  put(group, evidence, -1);
  const found = group.spots.map((spot, i) => {
    const { country, division, inner, near } = evidence.of(spot);
    return (
      (group.priors[i] ?? 0) +
      weights.country * Math.log1p(country) +
      weights.division * Math.log1p(division) +
      weights.district * Math.log1p(inner) +
      weights.near * Math.log1p(near) +
      (!group.told && told.has(spot.id) ? weights.same : 0)
    );
  });
  put(group, evidence, 1);
  return found;
}

/** The likeliest spot; a small place that nothing in the document supports is no answer. */
function decide(group: Group, evidence: Evidence): Found | null {
  const spot = group.spots[group.shares.indexOf(Math.max(...group.shares))];
  if (spot === undefined) return null;
  if (group.told) return { spot, support: 1 };
  put(group, evidence, -1);
  const { country, division, inner, near } = evidence.of(spot);
  const spoken = evidence.countries;
  put(group, evidence, 1);
  // A small place may stand alone in a text that speaks of no country; beside other countries it needs its own.
  if (country <= LEAST && spoken > (isSmall(spot) ? LEAST : isMiddling(spot) ? SPOKEN : Number.POSITIVE_INFINITY))
    return null;
  return { spot, support: Math.max(division, inner, near, country / 4) };
}

/** Towns below this need support; those below the second where the document clearly speaks of other countries. */
const SMALL = 15_000;
const MIDDLING = 100_000;
/** What the other names must say for the country of a small town at least, and when they clearly speak of countries. */
const LEAST = 0.3;
const SPOKEN = 1;

function isSmall({ precision, population }: Spot): boolean {
  return precision === "district" || (precision === "locality" && population < SMALL);
}

function isMiddling({ precision, population }: Spot): boolean {
  return precision === "locality" && population < MIDDLING;
}

function isCapital(gazetteer: Gazetteer, spot: Spot, country: string): boolean {
  return gazetteer.capital(country)?.id === spot.id;
}

function isCity({ precision, population, main }: Spot): boolean {
  return precision === "locality" && population >= (main ? LARGE : METROPOLIS);
}
