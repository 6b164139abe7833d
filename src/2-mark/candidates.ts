import type { Precision } from "../0-model/place.ts";
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

/** What a mention may mean. */
export interface Candidates {
  readonly spots: readonly Spot[];
  /** Its own words tell which: a chain, or a list that holds it. It needs no support. */
  readonly told: boolean;
}

/** No name is weighed with more candidates than this: the largest. */
const MOST = 30;

/** Words for divisions at the end of a name: "Kunar Province" is found as "Kunar". */
export const HEAD =
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

/** The places that a mention may mean, at most the thirty largest; `told` when its words say which. */
export function candidates(gazetteer: Gazetteer, mention: Mention): Candidates {
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
export function fitting(
  gazetteer: Gazetteer,
  { name, precision }: Pick<Mention, "name" | "precision">,
): readonly Spot[] {
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
function inChain(gazetteer: Gazetteer, spots: readonly Spot[], chain: readonly string[]): Candidates {
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
