import type { Value } from "../0-model/claim.ts";
import { fold } from "../0-model/fold.ts";
import type { Quantity } from "../0-model/quantity.ts";
import type { PropertySchema } from "../0-model/schema.ts";
import type { KeptClaim } from "../0-model/store.ts";
import { compatible, type Time } from "../0-model/time.ts";
import type { DisputeStrength, Found, Ground } from "./dispute.ts";
import { type Directory, groupBy, labelOf, type Named, speakerText, valueKey, valueText } from "./view.ts";
import { dated, whenText } from "./when.ts";

/** The text says it itself: no hedge, no speaker. */
export function own(claim: KeptClaim): boolean {
  return claim.assertedness === "stated" && claim.attribution.length === 0;
}

/** Claimed and denied: the same subject, property and value, affirmed and negated, at times that can meet. */
export function denied(ground: Ground): Found[] {
  const { claims, people, schema } = ground;
  const actual = claims.filter(({ mode, polarity }) => mode === "actual" && polarity !== "open");
  const groups = groupBy(actual, (claim) => {
    const ends = [people.named(claim.subject).id, valueKey(claim.value, people)];
    if (claim.value.type === "entity" && schema.properties.get(claim.property)?.symmetric === true) {
      ends.splice(0, 2, ...[people.named(claim.subject).id, people.named(claim.value).id].sort());
    }
    return [claim.property, ...ends, fold(claim.role ?? "")].join(" ");
  });
  return groups.flatMap((group): Found[] => {
    const [first] = group;
    const negated = group.filter(({ polarity }) => polarity === "negated");
    const affirmed = group.filter(
      (claim) => claim.polarity === "affirmed" && negated.some((other) => compatible(claim.time, other.time)),
    );
    if (first === undefined || negated.length === 0 || affirmed.length === 0) return [];
    const about = aboutOf(first, ground);
    const label = labelOf(schema, first.property, "subject", first.value.type === "none");
    const what = `${label} ${valueText(first.value, people)}`.trim();
    return [
      {
        type: "claimed-and-denied",
        strength: affirmed.some(own) && negated.some(own) ? "impossible" : "rival",
        about,
        property: first.property,
        clash: (a, b) => compatible(a.time, b.time),
        title: `${about.name}: “${what}” is claimed and denied`,
        sides: [
          { claims: affirmed, says: `${what}${according(affirmed, people)}` },
          { claims: negated, says: `not ${what}${according(negated, people)}` },
        ],
      },
    ];
  });
}

/** What a claim is about: an event goes by its title, not by the word that told of it. */
function aboutOf({ subject }: KeptClaim, { people, titles }: Ground): Named {
  const named = people.named(subject);
  return { ...named, name: titles.get(named.id) ?? named.name };
}

/** " (according to the UN)" where the text names speakers. */
export function according(claims: readonly KeptClaim[], people: Directory): string {
  const names = claims.flatMap(({ attribution }) => attribution.map(({ speaker }) => speakerText(speaker, people)));
  return names.length === 0 ? "" : ` (according to ${[...new Set(names)].join(", ")})`;
}

/** Rival values of a property that has one value, or one at a time. */
export function rivals(ground: Ground): Found[] {
  const { counted, people, schema } = ground;
  const single = counted.filter((claim) => {
    const cardinality = schema.properties.get(claim.property)?.cardinality;
    return cardinality === "one" || cardinality === "one-at-a-time";
  });
  const groups = groupBy(single, (claim) => `${claim.property} ${people.named(claim.subject).id}`);
  return groups.filter((group) => group.some(ground.asked)).flatMap((group) => rivalOf(group, ground));
}

function rivalOf(group: readonly KeptClaim[], ground: Ground): Found[] {
  const { people, schema, slice } = ground;
  const [first] = group;
  const property = first === undefined ? undefined : schema.properties.get(first.property);
  if (first === undefined || property === undefined) return [];
  const apartOnes = (a: KeptClaim, b: KeptClaim): boolean => clash(a, b, property, ground);
  const clashing = clashingSides(
    groupBy(group, (claim) => sideKey(claim, people)),
    apartOnes,
    ground,
  );
  if (clashing.length < 2) return [];
  const about = aboutOf(first, ground);
  const boxes = clashing.map((side) => side.some((claim) => fromInfobox(claim, slice)));
  const againstProse = boxes.includes(true) && boxes.includes(false) && oneDocument(clashing.flat());
  const editions = betweenEditions(clashing, ground);
  return [
    {
      type: editions ? "edition-against-edition" : againstProse ? "infobox-against-prose" : "rival-value",
      strength: editions ? "needs-explaining" : strengthOf(clashing, property),
      clash: apartOnes,
      about,
      property: property.name,
      title: `${about.name}: ${property.label} is given as ${clashing.map((side) => sayOf(side, people)).join(" and as ")}`,
      sides: clashing.map((side) => ({ claims: side, says: `${sayOf(side, people)}${according(side, people)}` })),
    },
  ];
}

/**
 * The sides of which some claims clash. A side that takes the place of another ("60, revised to 95") is no rival of it,
 * and not of anybody else who gave the figure that was revised.
 */
export function clashingSides<T extends KeptClaim>(
  sides: readonly (readonly T[])[],
  clash: (a: T, b: T) => boolean,
  { revised }: Ground,
): (readonly T[])[] {
  const rivals = (x: readonly T[], y: readonly T[]): boolean =>
    x.some((a) => y.some((b) => clash(a, b))) && !x.some((a) => y.some((b) => revised(a, b)));
  return sides.filter((side) => sides.some((other) => other !== side && rivals(side, other)));
}

/** True when all that clashes stands in editions of one source, and no edition says two things. */
export function betweenEditions(sides: readonly (readonly KeptClaim[])[], { origin }: Ground): boolean {
  const claims = sides.flat();
  if (new Set(claims.map(({ document }) => origin(document))).size > 1) return false;
  const told = sides.map((side) => new Set(side.map(({ document }) => document)));
  return told.every((one, at) => told.slice(at + 1).every((other) => one.isDisjointFrom(other)));
}

function strengthOf(sides: readonly (readonly KeptClaim[])[], property: PropertySchema): DisputeStrength {
  if (property.cardinality === "one") return sides.every((side) => side.some(own)) ? "impossible" : "rival";
  // Where no side gives a day the two may have been so one after the other.
  return sides.every((side) => side.some(({ time }) => time !== null)) ? "rival" : "needs-explaining";
}

function sideKey(claim: KeptClaim, people: Directory): string {
  const time = timeOf(claim);
  return time === null ? valueKey(claim.value, people) : valueKey({ type: "time", ...time }, people);
}

/** The time that a claim gives as its value: the value itself, or the claim's time where it has no other value. */
function timeOf(claim: KeptClaim): Time | null {
  if (claim.value.type === "time") return claim.value;
  return claim.value.type === "none" ? claim.time : null;
}

function sayOf(side: readonly KeptClaim[], people: Directory): string {
  const [claim] = side;
  if (claim === undefined) return "";
  const time = timeOf(claim);
  return time === null ? valueText(claim.value, people) : whenText(time);
}

function clash(a: KeptClaim, b: KeptClaim, property: PropertySchema, { alike }: Ground): boolean {
  if (linked(a, b)) return false;
  const [aTime, bTime] = [timeOf(a), timeOf(b)];
  if (aTime !== null || bTime !== null) return aTime !== null && bTime !== null && !compatible(aTime, bTime);
  // A claim that gives no day is silent on whether it meets one that does.
  if (property.cardinality !== "one" && (dated(a.time) !== dated(b.time) || !compatible(a.time, b.time))) return false;
  if (a.value.type === "entity" && b.value.type === "entity") return !alike(a.value, b.value);
  return differ(a.value, b.value);
}

/** Two claims that a link explains are no conflict: a part of a whole, a revision, alternatives the text gives. */
export function linked(a: KeptClaim, b: KeptClaim): boolean {
  const ids = new Set([a.id, b.id]);
  return [...a.links, ...b.links].some(({ from, to }) => from !== to && ids.has(from) && ids.has(to));
}

/** Whether two values exclude one another. Places differ only at one precision: a district may lie in a province. */
function differ(a: Value, b: Value): boolean {
  if (a.type === "quantity" && b.type === "quantity") return a.unit === b.unit && sameScope(a, b) && apart(a, b);
  if (a.type === "place" && b.type === "place") {
    return (
      a.precision === b.precision && (a.id === null || b.id === null ? fold(a.name) !== fold(b.name) : a.id !== b.id)
    );
  }
  return a.type === "text" && b.type === "text" && fold(a.text) !== fold(b.text);
}

const ANYBODY = new Set(["", "people", "persons", "others", "dead", "deaths", "lives", "victims", "casualties"]);

/** The words for whom a number counts; empty when it counts people as such. Attackers are never counted with the others. */
export function scope(quantity: Quantity): string {
  const words = fold(quantity.of?.words ?? "");
  if (!ANYBODY.has(words)) return words;
  return quantity.of?.part === "attacker" ? "attackers" : "";
}

/** True when both numbers count the same people, by their words. */
export function sameScope(a: Quantity, b: Quantity): boolean {
  return scope(a) === scope(b);
}

/** True when no number is allowed by both. A number without figures ("dozens") is silent, and silence is no rival. */
export function apart(a: Quantity, b: Quantity): boolean {
  const [left, right] = [extent(a), extent(b)];
  if (left === null || right === null) return false;
  return left[1] < right[0] || right[1] < left[0];
}

/** The least and the greatest number that the words allow; null when they give none. */
export function extent({ low, high, bound }: Quantity): readonly [low: number, high: number] | null {
  if ((low === null && high === null) || bound === "vague" || bound === "none") return null;
  const [from, to] = [low ?? 0, high ?? Number.POSITIVE_INFINITY];
  // A rounded number covers a tenth to either side; a strict bound leaves its own figure out.
  if (bound === "about" || bound === "nearly" || bound === "most") return [from * 0.9, to * 1.1];
  if (bound === "more-than") return [from + 1, to];
  if (bound === "fewer-than") return [from, to - 1];
  return [from, to];
}

function oneDocument(claims: readonly KeptClaim[]): boolean {
  return new Set(claims.map(({ document }) => document)).size === 1;
}

/** True when a claim's words stand in an infobox. */
function fromInfobox(claim: KeptClaim, slice: Ground["slice"]): boolean {
  if (Object.values(claim.parts).some((part) => part?.from === "infobox")) return true;
  const rendition = slice.renditions.find(({ id }) => id === claim.rendition);
  const at = claim.evidence[0]?.[0] ?? -1;
  const block = rendition?.blocks.find(({ range }) => range[0] <= at && at < range[1]);
  return block?.kind === "infobox";
}
