/**
 * The places of one document: names of places, places inside other names ("University of Kentucky"), and names of an
 * unsure kind that are places here. All of them are weighed together (senses.ts).
 */
import { type InnerPlace, LOWER, WORD, type Words, word } from "../0-model/mark.ts";
import type { Place, Precision } from "../0-model/place.ts";
import type { Range } from "../0-model/span.ts";
import { fitting, type Mention } from "./candidates.ts";
import { CUED, type Draft, LIKELY } from "./drafts.ts";
import { COMMON, GIVEN, type Lexicon } from "./naming.ts";
import type { Gazetteer } from "./places.ts";
import { relation } from "./relation.ts";
import type { Found, Locator } from "./senses.ts";
import { shortAt } from "./short.ts";

/** What the places of a document are found with. */
export interface Atlas {
  readonly lexicon: Lexicon;
  readonly gazetteer: Gazetteer;
  readonly locate: Locator;
  /** Places inside names, by the name's text; token indexes count from its first token. */
  readonly parts: Map<string, readonly Item[]>;
}

/** The places of a document's drafts, and those inside them. */
export interface Located {
  readonly of: ReadonlyMap<Draft, Place | null>;
  readonly inside: ReadonlyMap<Draft, readonly InnerPlace[]>;
}

/** How a mention comes to be: a name of a place, a part of another name, or a name that may be one. */
type Role = "whole" | "part" | "perhaps";

export interface Item {
  readonly draft: Draft;
  readonly role: Role;
  readonly from: number;
  readonly to: number;
  readonly mention: Mention;
  /** One word that is a part of people's names as well. */
  readonly doubtful: boolean;
}

/** What a name says for others: one that is a place says 1; a nationality, a part of another name, an unsure one less. */
const ADJECTIVE = 0.7;
const PART = 0.6;
const UNSURE = 0.3;
/** What other names of the document must say for a part or an unsure name to be a place. */
const ENOUGH = 0.5;
/** What they must say when the name is a part of people's names as well: "Jackson". */
const SURELY = 1;
const METROPOLIS = 1_000_000;
/** A city of this many people is known inside a longer name without support. */
const CITY = 100_000;
/** No name of a place inside another has more words. */
const LONGEST = 4;
/** Other names are looked through up to this many words. */
const FAR = 12;

/** Locates the places of a document. Names of an unsure kind that prove to be places become places. */
export function locatePlaces(words: Words, drafts: readonly Draft[], atlas: Atlas): Located {
  const items = drafts.flatMap((draft, k) => {
    const before = drafts[k - 1];
    const chained = before !== undefined && before.chain.length > 0 && before.to === draft.from - 1;
    return itemsOf(words, draft, atlas, chained ? textOf(words, before.nameFrom, before.to) : null);
  });
  const found = atlas.locate(items.map(({ mention }) => mention));
  const of = new Map<Draft, Place | null>();
  const inside = new Map<Draft, InnerPlace[]>();
  items.forEach((item, i) => {
    const { draft, mention, from, to } = item;
    const said = found[i] ?? null;
    if (item.role === "whole") of.set(draft, placed(mention, said, relation(words, draft.from)));
    else if (said === null || !holds(item, said)) return;
    else if (item.role === "perhaps") {
      becomePlace(item);
      of.set(draft, placed(mention, said, relation(words, draft.from)));
    } else {
      const place = placed(mention, said, "in");
      if (place !== null) inside.set(draft, [...(inside.get(draft) ?? []), { from, to, place }]);
    }
  });
  return { of, inside };
}

/** "St. Petersburg" was taken for a person with a title. */
function becomePlace({ draft, from }: Item): void {
  draft.kind = "place";
  draft.from = from;
  draft.nameFrom = from;
  draft.titleFrom = -1;
}

function holds({ draft, role, mention, doubtful }: Item, { spot, support }: Found): boolean {
  if (mention.own !== null) return true;
  // A rare spelling of a few letters is more likely another word.
  if (!spot.main && mention.name.length < 5) return false;
  const enough = doubtful || draft.kind === "person" ? SURELY : ENOUGH;
  if (role === "perhaps" && !CALLED.test(mention.name)) return support >= enough;
  const known = spot.precision === "country" || spot.precision === "province";
  const city = spot.precision === "locality" && spot.population >= (doubtful ? METROPOLIS : CITY);
  return known || city || support >= enough;
}

function textOf(words: Words, from: number, to: number): string {
  return words.text.slice(words.start[from], words.end[to - 1]);
}

/** "D-N.Y.", "R-Marshall": the letter of a party before the place that a member of parliament comes from. */
const PARTY = /^[DRI]-(?=\p{Lu})/u;

function itemsOf(words: Words, draft: Draft, atlas: Atlas, holds: string | null): Item[] {
  const { to, chain } = draft;
  const nameFrom = saintFrom(words, draft);
  const country = draft.known?.country ?? null;
  const short = shortAt(words, nameFrom, atlas.gazetteer);
  const brief = short !== null && short.to === draft.nameTo ? short.area.id : null;
  const own = brief ?? (country === null ? null : `iso:${country}`);
  const name = textOf(words, nameFrom, to).replace(PARTY, "");
  const precision = draft.precision ?? followed(words, to, name, atlas.gazetteer);
  const doubtful = bitsOf(words, nameFrom, draft.nameTo, atlas.lexicon) !== 0;
  const whole = (role: Role, weight: number, fixed: boolean): Item => ({
    draft,
    role,
    from: nameFrom,
    to,
    mention: { name, chain, holds, precision, own, fixed, weight },
    doubtful,
  });
  if (draft.kind === "place" && !draft.adjectival) {
    const found = own !== null || fitting(atlas.gazetteer, { name, precision }).length > 0;
    const it = whole("whole", 1, brief !== null);
    return found || to - nameFrom < 2 ? [it] : [it, ...partsOf(words, draft, atlas)];
  }
  if (country !== null) return [whole("whole", ADJECTIVE, true)];
  if (isUnsure(words, draft, atlas) && atlas.gazetteer.every(name).length > 0) return [whole("perhaps", UNSURE, false)];
  const parts = partsOf(words, draft, atlas);
  // "Arab-Israeli" holds a country; what looks like a town in a person's name is the person's.
  return draft.kind === "person" || draft.kind === "population"
    ? parts.filter(({ mention }) => mention.own !== null)
    : parts;
}

/** "St. Petersburg": hardly a person's name. */
const CALLED = /^(?:St|Ste|Mt|Ft)\.? /i;
const SAINT = /^(?:st|ste|mt|ft)\.?$/;

/** Where the name begins: with the "St." that was taken for a title. */
function saintFrom(words: Words, draft: Draft): number {
  const { titleFrom, nameFrom } = draft;
  return titleFrom >= 0 && SAINT.test(words.lower[titleFrom] ?? "") ? titleFrom : nameFrom;
}

const OF_PROVINCE = new Set("state gov governor legislature statehouse province".split(" "));
const OF_TOWN = new Set("mayor city town village".split(" "));

/** "New York state", "Ohio Gov. X", "Gainesville Mayor X": what the word behind a name says, where there is such a place. */
function followed(words: Words, to: number, name: string, gazetteer: Gazetteer): Precision | null {
  const next = words.lower[to] ?? "";
  const said = OF_PROVINCE.has(next) ? "province" : OF_TOWN.has(next) ? "locality" : null;
  return said !== null && gazetteer.every(name).some(({ precision }) => precision === said) ? said : null;
}

/** A name whose kind nothing but its looks decided. */
function isUnsure(words: Words, draft: Draft, { lexicon }: Atlas): boolean {
  const length = draft.nameTo - draft.nameFrom;
  if (draft.known !== null || draft.full !== null || length > 3) return false;
  if (length === 1 && isInitials(word(words, draft.nameFrom))) return false;
  // "St. Petersburg", "Mt. Pleasant"
  if (saintFrom(words, draft) < draft.nameFrom) return true;
  if (draft.kind === "person" && length > 1) return SAINT.test(words.lower[draft.nameFrom] ?? "");
  if (draft.titleFrom >= 0 || (bitsOf(words, draft.nameFrom, draft.nameTo, lexicon) & COMMON) !== 0) return false;
  return draft.kind === "organisation" ? draft.sure <= LIKELY : draft.kind === "person" && draft.sure < CUED;
}

/** What the lists say of a single word: an everyday word ("Union"), a part of people's names ("Jackson"). */
function bitsOf(words: Words, from: number, to: number, lexicon: Lexicon): number {
  return to === from + 1 ? lexicon.bits(words.lower[from] ?? "") & (COMMON | GIVEN) : 0;
}

const STREET = /^(?:street|st|road|rd|avenue|ave|lane|drive|boulevard|highway|square|terrace|way|close|crescent)$/;

/** Names whose parts are kept. */
const KEPT = 5000;

/** The places that words inside a name name, the longest first from the left. Names come again, so their parts are kept. */
function partsOf(words: Words, draft: Draft, atlas: Atlas): Item[] {
  const base = draft.nameFrom;
  const name = textOf(words, base, draft.nameTo);
  let parts = atlas.parts.get(name);
  if (parts === undefined) {
    parts = readParts(words, draft, atlas).map((item) => ({ ...item, from: item.from - base, to: item.to - base }));
    if (atlas.parts.size > KEPT) atlas.parts.clear();
    atlas.parts.set(name, parts);
  }
  return parts.map((item) => ({ ...item, draft, from: item.from + base, to: item.to + base }));
}

function readParts(words: Words, draft: Draft, atlas: Atlas): Item[] {
  const found: Item[] = [];
  // A street is called after places that lie elsewhere.
  if (STREET.test(words.lower[draft.nameTo - 1] ?? "")) return [];
  const end = Math.min(draft.nameTo, draft.nameFrom + FAR);
  for (let from = draft.nameFrom; from < end; ) {
    const parts = partsAt(words, draft, [from, end], atlas);
    found.push(...parts);
    from = parts[0]?.to ?? from + 1;
  }
  return found;
}

function partsAt(words: Words, draft: Draft, [from, end]: Range, atlas: Atlas): readonly Item[] {
  if (words.kind[from] !== WORD || words.shape[from] === LOWER) return [];
  const part = (to: number, name: string, lower: readonly string[]): Item | null => {
    const mention = inner(name, lower, atlas);
    const bits = lower.length === 1 ? atlas.lexicon.bits(lower[0] ?? "") & (COMMON | GIVEN) : 0;
    if (mention === null || (mention.own === null && (isPlain(bits) || isInitials(name)))) return null;
    return { draft, role: "part", from, to, mention, doubtful: bits !== 0 };
  };
  for (let to = Math.min(end, from + LONGEST); to > from; to -= 1) {
    if (words.shape[to - 1] === LOWER) continue;
    const found = part(to, textOf(words, from, to).replace(PARTY, ""), words.lower.slice(from, to));
    if (found !== null) return [found];
  }
  // "Egypt-US", "Paris-Henry County"
  const pieces = textOf(words, from, from + 1).split(/[-\u2010-\u2013]/);
  return pieces.length < 2 ? [] : pieces.flatMap((piece) => part(from + 1, piece, [piece.toLowerCase()]) ?? []);
}

/** An everyday word; what is a part of people's names as well may still be a place. */
function isPlain(bits: number): boolean {
  return (bits & COMMON) !== 0 && (bits & GIVEN) === 0;
}

/** "FAO", "BBC": a body, whatever town is called so. */
function isInitials(name: string): boolean {
  return name.length < 5 && name === name.toUpperCase();
}

/** The place that some words of a name may name. */
function inner(name: string, lower: readonly string[], { lexicon, gazetteer }: Atlas): Mention | null {
  const listed = lexicon.known.get(lower);
  const country = listed?.country ?? null;
  if (country === null && (name.length < 3 || gazetteer.every(name).length === 0)) return null;
  const own = country === null ? null : `iso:${country}`;
  return { name, chain: [], holds: null, precision: null, own, fixed: listed?.adjectival === true, weight: PART };
}

/** The place as the text names it. */
export function placed(mention: Mention, found: Found | null, relation: Place["relation"]): Place | null {
  if (found !== null) return { id: found.spot.id, name: mention.name, precision: found.spot.precision, relation };
  return mention.precision === null ? null : { id: null, name: mention.name, precision: mention.precision, relation };
}
