import type { Claim, EntityRef } from "../0-model/claim.ts";
import type { Document } from "../0-model/document.ts";
import { fold } from "../0-model/fold.ts";
import { type Knowledge, rows } from "../0-model/knowledge.ts";
import type { Place } from "../0-model/place.ts";
import { byModelAlone } from "../0-model/proposal.ts";
import type { Quantity } from "../0-model/quantity.ts";
import { sceneDays } from "../0-model/scene.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Day } from "../0-model/time.ts";
import type { Known } from "./dossier.ts";

/** What one document tells of one event that can tell whether it is another: all of it read from living claims. */
export interface Happening {
  readonly id: string;
  readonly document: string;
  /** Day of publication of the document, where it is known. */
  readonly published: Day | null;
  /** True when the document reports news. */
  readonly news: boolean;
  /** True of "a second bombing": its text has told another one. */
  readonly another: boolean;
  /** True of "two bombings": told as more than one, it is the same as none of them. */
  readonly several: boolean;
  readonly modes: Set<string>;
  readonly types: Set<string>;
  readonly places: Place[];
  readonly days: (readonly [Day, Day])[];
  /** Folded names of bodies that are said to have done or claimed it. */
  readonly doers: Set<string>;
  /** Referents of unnamed people who are said to have done it: "a suicide bomber". */
  readonly hands: Set<string>;
  /** Folded names of persons killed, and of all persons to whom it happened. */
  readonly dead: Set<string>;
  readonly harmed: Set<string>;
  /** Sorts of sites that it was directed at or took place in, and the words for them. */
  readonly sites: Set<string>;
  readonly targets: Set<string>;
  readonly weapons: Set<string>;
  readonly tolls: Map<string, Quantity[]>;
}

/** Sorts of sites by the words for them. */
type Sites = ReadonlyMap<string, string>;

/** What events are compared with. */
export interface Lore {
  readonly schema: Schema;
  /** The generally known bodies by folded name. */
  readonly known: Known;
  readonly sites: Sites;
  /** Whether a word is of a kind of the list `retelling`. */
  readonly says: (kind: "another" | "several" | "partial", word: string) => boolean;
  /** The areas that a place of the gazetteer lies in, as place ids, the narrowest first; empty where it is not known. */
  readonly areas: (id: string) => readonly string[];
  /** People of a town of the gazetteer; null for what it does not hold. */
  readonly people: (id: string) => number | null;
}

/** Reads the lists that events are compared with, beside those of names. */
export function compileLore(knowledge: Knowledge, known: Known): Lore {
  const { schema, lexicons, gazetteer } = knowledge;
  const spots = gazetteer.get("spots");
  const rowOf = (id: string): readonly string[] | null => {
    const number = /^(?:town|district):(\d+)$/.exec(id)?.[1];
    return number === undefined ? null : (spots?.row(number) ?? null);
  };
  const areas = (id: string): string[] => {
    const row = rowOf(id);
    if (row === null) return [];
    const [, , , , division = "", district = ""] = row;
    const wider = [
      ...(/^\d+$/.test(district) ? [`district:${district}`] : []),
      ...(division === "" ? [] : [`iso:${division}`]),
    ];
    return wider.filter((one) => one !== id);
  };
  const words = new Set(rows(lexicons, "retelling").map(([word = "", kind = ""]) => `${kind} ${word}`));
  return {
    schema,
    says: (kind, word) => words.has(`${kind} ${word}`),
    known,
    sites: new Map(rows(lexicons, "sites").map(([words = "", sort = ""]) => [words, sort])),
    areas,
    people: (id) => (id.startsWith("town:") ? Number(rowOf(id)?.[6] ?? 0) : null),
  };
}

const BODIES = new Set(["group", "organisation", "government"]);
/** What tells how an event lies to the world. */
const FRAME = new Set(["type", "date", "place"]);
const COUNTED = new Set(["killed", "injured", "captured", "missing"]);
/** What the claims tell of each event, by referent. Negated and open claims, and what only a model found, tell nothing. */
export function happenings(
  claims: readonly Claim[],
  documents: ReadonlyMap<string, Document>,
  lore: Lore,
): Map<string, Happening> {
  const found = new Map<string, Happening>();
  for (const claim of claims) {
    if (claim.subject.kind !== "event" || claim.polarity !== "affirmed" || byModelAlone(claim.by)) continue;
    const known = found.get(claim.subject.id);
    const happening = known ?? begin(claim, documents.get(claim.document), lore);
    if (known === undefined) found.set(happening.id, happening);
    take(happening, claim, lore);
  }
  for (const one of found.values()) if (one.modes.size === 0) one.modes.add("actual");
  return found;
}

function tokens(words: string): string[] {
  return fold(words).split(" ");
}

/** "3 bombings" are several events; "2015 bombing" and "9 October attack" begin with a date. */
function counted(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  return /^\d+$/.test(words[0] ?? "") && singular(last) !== last;
}

function begin({ subject, document }: Claim, source: Document | undefined, lore: Lore): Happening {
  const words = tokens(subject.name);
  return {
    id: subject.id,
    document,
    published: source?.published ?? null,
    news: source?.kind === "news",
    another: words.some((word) => lore.says("another", word)),
    several: lore.says("several", words[0] ?? "") || counted(words),
    modes: new Set(),
    types: new Set(),
    places: [],
    days: [],
    doers: new Set(),
    hands: new Set(),
    dead: new Set(),
    harmed: new Set(),
    sites: new Set(),
    targets: new Set(),
    weapons: new Set(),
    tolls: new Map(),
  };
}

function take(into: Happening, claim: Claim, lore: Lore): void {
  const { sites } = lore;
  const { property, value, mode } = claim;
  // "stopped a vehicle packed with explosives" is actual, the bombing that it foiled is not.
  if (FRAME.has(property)) into.modes.add(mode);
  const days = sceneDays(claim);
  if (days !== null) into.days.push(days);
  if (value.type === "entity") takeEntity(into, property, value, lore);
  else if (value.type === "place") {
    // A target may be a place: "the road to Kabul".
    if (property === "place" && value.precision !== "country" && value.precision !== "region") into.places.push(value);
    // A town of the gazetteer may be called after a harbour or a mosque.
    if (value.id === null) for (const sort of sortsIn(value.name, sites)) into.sites.add(sort);
  } else if (value.type === "text") {
    const text = fold(value.text);
    if (property === "type") into.types.add(value.text);
    else if (property === "target" || property === "place") {
      into.targets.add(text);
      for (const sort of sortsIn(text, sites)) into.sites.add(sort);
    } else if (property === "weapon") into.weapons.add(text);
  } else if (value.type === "quantity" && COUNTED.has(property) && value.unit === "people") {
    const count = value.low ?? value.high;
    // "three more people" are some of those harmed only.
    const partial = tokens(`${value.words} ${value.of?.words ?? ""}`).some((word) => lore.says("partial", word));
    if (count === null || value.of?.part === "attacker" || partial) return;
    into.tolls.set(property, [...(into.tolls.get(property) ?? []), value]);
  }
}

function takeEntity(into: Happening, property: string, value: EntityRef, { sites, known }: Lore): void {
  const name = fold(value.name);
  if (property === "perpetrator" || property === "claimed-by") {
    if (BODIES.has(value.kind)) into.doers.add(known.canonical.get(name) || name);
    else if (value.kind === "people" || value.kind === "person") into.hands.add(value.id);
    return;
  }
  if (value.kind === "person") {
    into.harmed.add(name);
    if (property === "killed") into.dead.add(name);
  } else if (property === "target" || property === "place") {
    into.targets.add(name);
    for (const sort of sortsIn(name, sites)) into.sites.add(sort);
  }
}

/** The sort of the last site that the words name: a "church school" is a school, a "mosque in the market" both. */
function sortsIn(words: string, sites: Sites): string[] {
  return fold(words)
    .split(/ (?:in|at|of|near|outside|and|inside) |, /)
    .flatMap((part) => {
      const tokens = part.split(" ");
      for (let end = tokens.length; end > 0; end -= 1) {
        for (let start = Math.max(0, end - 4); start < end; start += 1) {
          const some = tokens.slice(start, end).join(" ");
          const sort = sites.get(some) ?? sites.get(singular(some));
          if (sort !== undefined) return [sort];
        }
      }
      return [];
    });
}

function singular(words: string): string {
  if (/(?:ch|sh|ss|x)es$/.test(words)) return words.slice(0, -2);
  return words.endsWith("ies") ? `${words.slice(0, -3)}y` : words.replace(/s$/, "");
}

/** What an event can be found by: its places, and full names of people to whom it happened. */
export function keysOf({ places, harmed }: Happening): { readonly places: string[]; readonly persons: string[] } {
  const placed = places.flatMap((value) => [fold(value.name), ...(value.id === null ? [] : [value.id])]);
  return { places: [...new Set(placed)].sort(), persons: [...harmed].filter((name) => name.includes(" ")).sort() };
}
