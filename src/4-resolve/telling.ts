import { fold } from "../0-model/fold.ts";
import type { Place, Precision } from "../0-model/place.ts";
import { typesAgree } from "../0-model/schema.ts";
import type { Day } from "../0-model/time.ts";
import type { Happening, Lore } from "./happening.ts";

/** What two tellings come to. `weight` orders pairs of which only one can be the same event. */
export interface Agreement {
  readonly verdict: "same" | "different" | "unsure";
  readonly weight: number;
  readonly why: string;
}

/** The day after (or, below 0, before) a day. */
export function shift(day: Day, by: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

/** The first and last day on which an event is said to have been, as narrowly as it is said; null if no day is. */
export function spanOf({ days }: Happening): readonly [Day, Day] | null {
  return [...days].sort((a, b) => length(a) - length(b) || (a[0] < b[0] ? -1 : 1))[0] ?? null;
}

function length([from, to]: readonly [Day, Day]): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** True for a span of more than a year: too wide to tell one event by. */
export function wide(span: readonly [Day, Day]): boolean {
  return length(span) > 366;
}

/** How the days of two tellings lie to one another. */
type When = "same" | "next" | "fit" | "unknown" | "apart";

function when(one: Happening, other: Happening): When {
  const [a, b] = [spanOf(one), spanOf(other)];
  if (a === null || b === null || wide(a) || wide(b))
    return a !== null && b !== null && gap(a, b) > 0 ? "apart" : "unknown";
  const apart = gap(a, b);
  if (apart > 1) return "apart";
  if (apart === 1) return "next";
  return length(a) <= 1 && length(b) <= 1 ? "same" : "fit";
}

/** Days between two spans; 0 where they overlap. */
function gap(a: readonly [Day, Day], b: readonly [Day, Day]): number {
  if (a[0] <= b[1] && b[0] <= a[1]) return 0;
  return length(a[1] < b[0] ? [a[1], b[0]] : [b[1], a[0]]);
}

/** `same`: one point or town; `area`: one district or province; `unknown`: one of them is not placed, or only near a town. */
type Where = "same" | "area" | "unknown" | "apart";

const FINE: ReadonlySet<Precision> = new Set(["point", "locality"]);

/** How the places of two tellings lie to one another. */
export function where(one: Happening, other: Happening, lore: Lore): Where {
  const pairs = one.places.flatMap((a) => other.places.filter((b) => called(a, b)).map((b) => [a, b] as const));
  if (pairs.some(([a, b]) => FINE.has(a.precision) && FINE.has(b.precision))) return "same";
  // Two towns of one province are two places; "near the town" may be a village of its own.
  if (town(one) && town(other)) return "apart";
  if (pairs.length > 0) return "area";
  if (inside(one, other, lore) || inside(other, one, lore)) return "area";
  const known = (list: Happening["places"]): boolean => list.some(({ precision }) => precision !== "point");
  return known(one.places) && known(other.places) ? "apart" : "unknown";
}

/** One id, or one name. */
function called(a: Place, b: Place): boolean {
  return fold(a.name) === fold(b.name) || (a.id !== null && a.id === b.id);
}

/** Two towns of one name: a text that does not say the country may have been taken for the wrong one. */
function namesakes(one: Happening, other: Happening): boolean {
  const pairs = one.places.flatMap((a) => other.places.filter((b) => called(a, b)).map((b) => [a, b] as const));
  const differ = pairs.filter(
    ([a, b]) => a.id !== null && b.id !== null && a.precision === b.precision && a.id !== b.id,
  );
  return differ.length > 0 && differ.length === pairs.length;
}

/** A place of fewer people than this sees few attacks: two on one day are hardly ever two. */
const SMALL = 50_000;
/** So it is, in a place of fewer than this, with two at one sort of site on one day. */
const TOWN = 300_000;

/** The name of a place of fewer than so many people in which both tellings put the event, or null. */
function village(one: Happening, other: Happening, fewer: number, { people }: Lore): string | null {
  const fine = ({ precision }: Place): boolean => FINE.has(precision);
  const few = ({ id }: Place): boolean => id === null || (people(id) ?? fewer) < fewer;
  const found = one.places
    .filter(fine)
    .flatMap((a) =>
      other.places.filter((b) => fine(b) && called(a, b) && few(a) && few(b)).flatMap((b) => [a.name, b.name]),
    );
  return found.sort()[0] ?? null;
}

function town({ places }: Happening): boolean {
  return places.some(({ precision, relation }) => precision === "locality" && relation === "in");
}

function inside(narrow: Happening, broad: Happening, lore: Lore): boolean {
  const areas = new Set(narrow.places.flatMap(({ id }) => (id === null ? [] : lore.areas(id))));
  return broad.places.some(({ id }) => id !== null && areas.has(id));
}

/** What speaks for and against two tellings being of one event. */
interface Facts {
  /** Each would hardly be shared by two events. */
  readonly strong: string[];
  /** Tells attacks of one day in one town from one another: the site, the figures, a person. */
  readonly apt: string[];
  /** Is shared by all attacks of one series: the doer, the sort, the weapon. */
  readonly fair: string[];
  /** Makes a person look. */
  readonly doubts: string[];
  /** Cannot be so of one event. */
  readonly against: string[];
}

/** Types that are so common that sharing them says little. */
const COMMON = new Set(["attack", "bombing", "shooting", "battle", "airstrike", "shelling", "raid"]);

/**
 * Whether two tellings are of one event; null where nothing brings them together: other sorts of event, other places,
 * days that exclude one another. Symmetric.
 */
export function agree(one: Happening, other: Happening, lore: Lore): Agreement | null {
  // The days first: they tell most of the events of a long list from one another.
  const days = when(one, other);
  if (days === "apart" || !alike(one, other, lore)) return null;
  const place = where(one, other, lore);
  const person = shared(one.dead, other.dead).some((name) => name.includes(" "));
  if (place === "apart" && !person) return null;
  if (place === "area" && days !== "same" && !person) return null;
  const met = place === "same" || place === "area";
  if (!met && !person) return null;
  if (days === "unknown" && !person) return null;
  const facts = weigh(one, other, days, lore);
  const { strong, apt, fair, doubts, against } = facts;
  const weight = strong.length * 10 + apt.length * 2 + fair.length;
  const why = [basis(days, place), ...strong, ...apt, ...fair].filter((words) => words !== "").join("; ");
  if (against.length > 0) {
    const contrary = against.join("; ");
    if (person || place !== "same")
      return strong.length > 0 ? { verdict: "unsure", weight, why: `${why}; but ${contrary}` } : null;
    return {
      verdict: strong.length > 0 ? "unsure" : "different",
      weight,
      why: `${basis(days, place)}; but ${contrary}`,
    };
  }
  // What is shared is no more than a wide area, or the days do not agree: not worth a person's time without a fact.
  if ((place !== "same" || days !== "same") && weight === 0) return null;
  if (doubts.length > 0 && strong.length === 0)
    return { verdict: "unsure", weight, why: `${why}; but ${doubts.join("; ")}` };
  if (enough(days, place, facts, person)) return { verdict: "same", weight, why };
  return { verdict: "unsure", weight, why };
}

/** Where several independent facts agree: the rule for joining without a person. */
function enough(days: When, place: Where, { strong, apt, fair }: Facts, person: boolean): boolean {
  const total = strong.length * 2 + apt.length + fair.length;
  if (place === "apart" || strong.length + apt.length === 0) return false;
  if (person && days !== "next") return place === "same" || days === "same" || total >= 3;
  if (days === "same" && place === "same") return total >= 2;
  if (days === "same" && place === "area") return total >= 3;
  return days === "fit" && place === "same" && total >= 3;
}

function basis(days: When, place: Where): string {
  const at = { same: "at the same place", area: "in the same area", unknown: "", apart: "at places that differ" }[
    place
  ];
  const on = { same: "on the same day", next: "on days next to one another", fit: "on days that can be the same" };
  const dated = days === "unknown" || days === "apart" ? "" : on[days];
  return [at, dated].filter((words) => words !== "").join(" ");
}

/** Same mode, and sorts of event that can be one. */
function alike(one: Happening, other: Happening, lore: Lore): boolean {
  if (shared(one.modes, other.modes).length === 0) return false;
  const happened = one.modes.has("actual") === other.modes.has("actual");
  if (!happened || one.modes.has("habitual") || other.modes.has("habitual")) return false;
  return sorts(one, other, lore);
}

/** True where the sorts of event that two tellings name can be one; an event of no sort is of any, but not two of them. */
export function sorts(one: Happening, other: Happening, { schema }: Lore): boolean {
  if (one.types.size === 0 || other.types.size === 0)
    return one.types.size + other.types.size > 0 || shared(one.dead, other.dead).length > 0;
  return [...one.types].some((a) => [...other.types].some((b) => typesAgree(schema, a, b)));
}

function shared<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): T[] {
  return [...a].filter((item) => b.has(item)).sort();
}

function weigh(one: Happening, other: Happening, days: When, lore: Lore): Facts {
  const facts: Facts = { strong: [], apt: [], fair: [], doubts: [], against: [] };
  for (const name of shared(one.dead, other.dead)) {
    (name.includes(" ") ? facts.strong : facts.apt).push(`both say that ${name} was killed`);
  }
  const hurt = shared(one.harmed, other.harmed).filter((name) => !one.dead.has(name) || !other.dead.has(name));
  for (const name of hurt) facts.apt.push(`both name ${name}`);
  const doers = shared(one.doers, other.doers);
  if (doers.length > 0) facts.fair.push(`both name ${doers.join(" and ")} as the doer`);
  else if (one.doers.size > 0 && other.doers.size > 0) facts.doubts.push("they name other doers");
  const types = shared(one.types, other.types).filter((type) => !COMMON.has(type));
  if (types.length > 0) facts.fair.push(`both are of type ${types.join(" and ")}`);
  weighSites(one, other, facts);
  const weapons = shared(one.weapons, other.weapons).filter((words) => words !== "bomb");
  if (weapons.length > 0) facts.fair.push(`both name the weapon: ${weapons.join(", ")}`);
  weighTolls(one, other, facts);
  const small =
    days === "same" ? village(one, other, shared(one.sites, other.sites).length > 0 ? TOWN : SMALL, lore) : null;
  if (small !== null) facts.apt.push(`${small} is no large place`);
  if (namesakes(one, other)) facts.doubts.push("there are two places of that name");
  if (one.several || other.several) facts.against.push("one is told as several");
  if (days === "next") facts.doubts.push("the days are next to one another, not the same");
  return facts;
}

function weighSites(one: Happening, other: Happening, { apt, against }: Facts): void {
  const sites = shared(one.sites, other.sites);
  const targets = shared(one.targets, other.targets);
  if (sites.length > 0) apt.push(`both were at a ${sites.join(" and ")}`);
  else if (one.sites.size > 0 && other.sites.size > 0) {
    const [a, b] = [[...one.sites].sort().join(", "), [...other.sites].sort().join(", ")].sort();
    against.push(`one was at a ${a}, the other at a ${b}`);
  } else if (targets.length > 0) apt.push(`both name the target: ${targets.join(", ")}`);
}

/** A figure small enough that two events share it by chance says nothing. */
const TELLING = 4;

function weighTolls(one: Happening, other: Happening, facts: Facts): void {
  const equal = ["killed", "injured", "captured", "missing"].filter((property) => {
    const [a, b] = [figures(one, property), figures(other, property)];
    return a.some((count) => count >= (property === "captured" ? 2 : TELLING) && b.includes(count));
  });
  if (equal.length > 1) facts.strong.push(`both give the same figures of ${equal.join(" and ")}`);
  else if (equal.length === 1) facts.apt.push(`both give the same figure of ${equal[0]}`);
  const [a, b] = [figures(one, "killed"), figures(other, "killed")];
  if (!equal.includes("killed") && !follows(one, other)) facts.doubts.push("the numbers of the dead are too far apart");
  const names = new Set([...one.dead, ...other.dead]);
  const most = Math.max(...a, ...b);
  const bounded = exactly(one) && exactly(other);
  if (
    bounded &&
    one.dead.size > 0 &&
    other.dead.size > 0 &&
    shared(one.dead, other.dead).length === 0 &&
    names.size > most
  )
    facts.against.push("they name other dead, more than either counts");
}

function figures({ tolls }: Happening, property: string): number[] {
  return (tolls.get(property) ?? []).flatMap(({ low, high }) => low ?? high ?? []);
}

function exactly({ tolls }: Happening): boolean {
  const killed = tolls.get("killed") ?? [];
  return killed.length > 0 && killed.every(({ bound }) => bound === "exact");
}

/** A toll rises as days go by: a later text may say more, up to some times as many, or a little less. */
export function follows(one: Happening, other: Happening): boolean {
  const [a, b] = [figures(one, "killed"), figures(other, "killed")];
  if (a.length === 0 || b.length === 0) return true;
  const [mine, theirs] = [Math.max(...a), Math.max(...b)];
  const [least, most] = [Math.min(mine, theirs), Math.max(mine, theirs)];
  if (most - least <= 3) return true;
  const [fewer, more] = mine < theirs ? [one, other] : [other, one];
  const rising = fewer.published === null || more.published === null || fewer.published <= more.published;
  return most <= least * (rising ? 3 : 1.5);
}
