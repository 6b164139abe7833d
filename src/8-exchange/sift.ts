import type { Document } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { type Knowledge, rows } from "../0-model/knowledge.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import type { Day, Time } from "../0-model/time.ts";
import { type Areas, areas } from "../6-ask/area.ts";
import { type Protection, protections } from "../6-ask/protection.ts";
import { homes } from "../6-ask/view.ts";
import { shift } from "../6-ask/when.ts";
import type { Left } from "./withheld.ts";

// Which claims may be made public, and why the others may not.

/** What is sifted, and by what. */
export interface Sifting {
  readonly slice: Pick<Slice, "claims" | "entities" | "renditions" | "documents">;
  readonly knowledge: Knowledge;
  /** The record's own day, from which the days of holding back are counted. */
  readonly today: Day;
  readonly days: number;
}

/** Why a claim is not public. */
export const REASONS = {
  "not-reviewed": "nobody has compared it with the words yet",
  refused: "a reviewer refused it, or newer rules withdrew it",
  imported: "its review came from elsewhere",
  handling: "its document is not for the public",
  protected: "it is about a protected person",
  collective: "it accuses a school, a house of prayer, a village, a tribe or people of a faith as one",
  "held-back": "it tells where a living person or a base is, and is too new",
} as const;

/** The name of a reason. */
export type Reason = keyof typeof REASONS;

/** What came of it. */
export interface Sifted {
  readonly claims: readonly KeptClaim[];
  readonly why: ReadonlyMap<string, Reason>;
  readonly protection: ReadonlyMap<string, Protection>;
  /** The persons that a claim was left out for, with where and when. */
  readonly left: readonly Left[];
}

/** Sifts claims. Every claim either passes or has the first reason that keeps it. */
export function sift(sifting: Sifting): Sifted {
  const { slice, knowledge, today } = sifting;
  const protection = protections(slice, { today, knowledge });
  const home = homes(slice.entities);
  const documents = new Map(slice.documents.map((one) => [one.id, one]));
  const judged = { ...sifting, protection, home, documents, collective: collectives(knowledge) };
  const why = new Map<string, Reason>();
  const kept: KeptClaim[] = [];
  const left: Left[] = [];
  const scene = sceneOf(slice.claims, areas(knowledge));
  for (const claim of slice.claims) {
    const reason = reasonOf(claim, judged);
    if (reason === null) kept.push(claim);
    else why.set(claim.id, reason);
    if (reason !== "protected") continue;
    for (const person of partiesOf(claim, home)) {
      const found = protection.get(person.id);
      if (found?.hidden === true) left.push({ who: person.id, category: found.class, ...scene(claim) });
    }
  }
  return { claims: kept, why, protection, left };
}

interface Judged extends Sifting {
  readonly protection: ReadonlyMap<string, Protection>;
  readonly home: ReadonlyMap<string, Entity>;
  readonly documents: ReadonlyMap<string, Document>;
  readonly collective: (name: string) => boolean;
}

function reasonOf(claim: KeptClaim, judged: Judged): Reason | null {
  const { review, basis } = claim;
  if (review === "refused" || review === "withdrawn") return "refused";
  if (review !== "faithful" && review !== "corrected") return "not-reviewed";
  if (basis === "imported") return "imported";
  if (judged.documents.get(claim.document)?.handling !== "public") return "handling";
  if (partiesOf(claim, judged.home).some(({ id }) => judged.protection.get(id)?.hidden === true)) return "protected";
  if (accusesMany(claim, judged)) return "collective";
  return tellsWhere(claim, judged) ? "held-back" : null;
}

/** The persons that a claim is about. */
function partiesOf({ subject, value }: KeptClaim, home: ReadonlyMap<string, Entity>): Entity[] {
  const refs = value.type === "entity" ? [subject, value] : [subject];
  return refs.flatMap((ref) => {
    if (ref.kind !== "person" && home.get(ref.id)?.kind !== "person") return [];
    return home.get(ref.id) ?? { ...ref, names: [ref.name], referents: [ref.id] };
  });
}

/** Properties that lay something at somebody's door. */
const ACCUSING: ReadonlySet<string> = new Set([
  "perpetrator",
  "claimed-by",
  "supports",
  "funded-by",
  "recruits-from",
  "member-origin",
  "member",
  "ally-of",
  "aligned-with",
  "associated-with",
  "cooperates-with",
  "attacks-habitually",
  "fights",
  "base",
  "headquarters",
  "subgroup-of",
  "joined",
  "pledged-to",
]);

/** An accusation against a named school, mosque, village, tribe: finer than a province whatever else it says. */
function accusesMany({ subject, value, property, polarity, place }: KeptClaim, { collective }: Judged): boolean {
  if (!ACCUSING.has(property) || polarity === "negated") return false;
  const names = [subject.kind === "person" ? "" : subject.name, nameOf(value)];
  if (names.some(collective)) return true;
  return isMany(subject.kind, value) && place !== null && FINE.has(place.precision);
}

/** Whether a claim accuses people of a nation, a faith or a place. It may pass, but never as stated. */
export function accusesPeople({ subject, value, property, polarity }: KeptClaim): boolean {
  return ACCUSING.has(property) && polarity !== "negated" && isMany(subject.kind, value);
}

const isMany = (kind: string, value: KeptClaim["value"]): boolean =>
  kind === "population" || (value.type === "entity" && value.kind === "population");

function nameOf(value: KeptClaim["value"]): string {
  if (value.type === "entity") return value.kind === "person" ? "" : value.name;
  if (value.type === "place") return value.name;
  return value.type === "text" ? value.text : "";
}

function collectives(knowledge: Knowledge): (name: string) => boolean {
  const words = new Set(
    rows(knowledge.lexicons, "protection").flatMap(([word = "", name]) => (name === "collective" ? [fold(word)] : [])),
  );
  const known = new Map<string, boolean>();
  return (name) => {
    let found = known.get(name);
    if (found === undefined) {
      found = fold(name)
        .split(/[^\p{L}]+/u)
        .some((word) => words.has(word) || words.has(word.replace(/(?:es|s)$/, "")));
      known.set(name, found);
    }
    return found;
  };
}

const FINE: ReadonlySet<string> = new Set(["point", "locality", "district"]);
const FINER: ReadonlySet<string> = new Set(["point", "locality"]);
const SEATS: ReadonlySet<string> = new Set(["base", "headquarters"]);

/** Where a living person or a base is, finer than a district, said of a day that is too near. */
function tellsWhere(claim: KeptClaim, { protection, home, today, days, documents }: Judged): boolean {
  const { value, place, property } = claim;
  const fine =
    (value.type === "place" && FINER.has(value.precision)) ||
    (place !== null && FINER.has(place.precision)) ||
    (SEATS.has(property) && value.type === "text");
  if (!fine) return false;
  const lives = partiesOf(claim, home).some(({ id }) => (protection.get(id)?.life ?? "living") === "living");
  if (!lives && !SEATS.has(property)) return false;
  const document = documents.get(claim.document);
  const day = lastDay(claim.time) ?? document?.published ?? document?.retrieved ?? claim.recordedAt.slice(0, 10);
  return day > shift(today, -days);
}

/** The province, or else the country, and the year of what a claim tells; of an event its own. */
function sceneOf(claims: readonly KeptClaim[], area: Areas): (claim: KeptClaim) => Pick<Left, "place" | "year"> {
  const places = new Map<string, string>();
  const years = new Map<string, string>();
  const wide = new Map<string, string | null>();
  const of = (id: string | null, name: string): string | null => {
    if (id === null) return null;
    let found = wide.get(id);
    if (found === undefined) {
      const { admin1, country } = area(id);
      found = admin1 ?? country ?? (id.startsWith("iso:") ? name : null);
      wide.set(id, found);
    }
    return found;
  };
  for (const { property, subject, value } of claims) {
    if (property === "place" && value.type === "place") {
      const place = of(value.id, value.name);
      if (place !== null) places.set(subject.id, place);
    }
    const day = property === "date" && value.type === "time" ? lastDay(value) : null;
    if (day !== null) years.set(subject.id, day.slice(0, 4));
  }
  return ({ subject, place, time }) => ({
    place: (place === null ? null : of(place.id, place.name)) ?? places.get(subject.id) ?? null,
    year: lastDay(time)?.slice(0, 4) ?? years.get(subject.id) ?? null,
  });
}

/** The last day that a time speaks of; of what still goes on, the day until which the text speaks. */
function lastDay(time: Time | null): Day | null {
  return time?.end?.[1] ?? time?.end?.[0] ?? time?.start?.[1] ?? time?.start?.[0] ?? null;
}
