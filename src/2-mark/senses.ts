/**
 * Which place a name means: decided over the whole document. Every name has its candidates; what speaks for one is its
 * size, the countries and divisions that the document speaks of, and the other places near it. Names that are clear by
 * themselves (countries, "Paris, Texas") say more than names that may mean many places, and a few rounds let them all
 * settle. One name has one sense in a document unless a chain or a head word says otherwise.
 */
import type { Precision } from "../0-model/place.ts";
import { candidates, HEAD, type Mention } from "./candidates.ts";
import { cellsAround, Evidence } from "./evidence.ts";
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
  people: 0.5,
  country: 1.8,
  division: 2,
  district: 1.6,
  near: 1.2,
  same: 6,
  asCountry: 1e8,
  asRegion: 1e8,
  asCapital: 5e6,
  asProvince: 5,
  asDistrict: 0.02,
  asHeaded: 5,
  other: 0.25,
};

/** A city of this many people is meant before the division that is called after it. */
const LARGE = 50_000;
const BEHIND = 40_000;
/** The fewest people a town counts with. */
const FEWEST = 300;
const ROUNDS = 3;

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
  const priors = spots.map((spot) => weights.people * Math.log(peopleOf(gazetteer, spot, mention, weights)));
  // "Kandahar" is the city first: a division of its name comes behind it.
  const seat = (area: Spot) => spots.some((spot) => isCity(spot) && contains(area, spot));
  spots.forEach((spot, i) => {
    if (spot.precision === "province" && seat(spot)) priors[i] = weights.people * Math.log(BEHIND);
  });
  return { mention, count: 0, weight: 0, spots, priors, shares: shares(priors), told };
}

function peopleOf(gazetteer: Gazetteer, spot: Spot, mention: Mention, weights: Weights): number {
  const head = mention.precision !== null || HEAD.test(mention.name);
  const capital = spot.precision === "locality" && gazetteer.capital(spot.country)?.id === spot.id;
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
    const [district, division] = spot.within.length > 1 ? spot.within : [null, spot.within[0] ?? spot.id];
    const inside = spot.precision === "province" || spot.precision === "district" ? others(spot.id) : 0;
    const near = cellsAround(spot).reduce((sum, key) => sum + others(key), 0);
    return (
      (group.priors[i] ?? 0) +
      (spot.country === "" ? 0 : weights.country * Math.log1p(others(`iso:${spot.country}`))) +
      (division === undefined ? 0 : weights.division * Math.log1p(others(division))) +
      weights.district * Math.log1p(Math.max(inside, district === null ? 0 : others(district))) +
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

function isCity({ precision, population, main }: Spot): boolean {
  return precision === "locality" && population >= LARGE && main;
}
