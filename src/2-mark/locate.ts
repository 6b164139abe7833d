/**
 * The places of one document: names of places, places inside other names ("University of Kentucky"), and names of an
 * unsure kind that are places here. All of them are weighed together (senses.ts).
 */
import { type InnerPlace, LOWER, WORD, type Words } from "../0-model/mark.ts";
import type { Place } from "../0-model/place.ts";
import type { Mention } from "./candidates.ts";
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
}

/** The places of a document's drafts, and those inside them. */
export interface Located {
  readonly of: ReadonlyMap<Draft, Place | null>;
  readonly inside: ReadonlyMap<Draft, readonly InnerPlace[]>;
}

/** How a mention comes to be: a name of a place, a part of another name, or a name that may be one. */
type Role = "whole" | "part" | "perhaps";

interface Item {
  readonly draft: Draft;
  readonly role: Role;
  readonly from: number;
  readonly to: number;
  readonly mention: Mention;
}

/** What other names of the document must say for a part or an unsure name to be a place. */
const ENOUGH = 0.5;
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
      draft.kind = "place";
      of.set(draft, placed(mention, said, relation(words, draft.from)));
    } else {
      const place = placed(mention, said, "in");
      if (place !== null) inside.set(draft, [...(inside.get(draft) ?? []), { from, to, place }]);
    }
  });
  return { of, inside };
}

function holds({ role, mention }: Item, { spot, support }: Found): boolean {
  if (mention.own !== null) return true;
  if (role === "perhaps") return support >= ENOUGH;
  const known = spot.precision === "country" || spot.precision === "province" || spot.population >= CITY;
  return known || support >= ENOUGH;
}

function textOf(words: Words, from: number, to: number): string {
  return words.text.slice(words.start[from], words.end[to - 1]);
}

/** "D-N.Y.", "R-Marshall": the letter of a party before the place that a member of parliament comes from. */
const PARTY = /^[DRI]-(?=\p{Lu})/u;

function itemsOf(words: Words, draft: Draft, atlas: Atlas, holds: string | null): Item[] {
  const { nameFrom, to, chain, precision } = draft;
  const country = draft.known?.country ?? null;
  const short = shortAt(words, nameFrom, atlas.gazetteer);
  const brief = short !== null && short.to === draft.nameTo ? short.area.id : null;
  const own = brief ?? (country === null ? null : `iso:${country}`);
  const name = textOf(words, nameFrom, to).replace(PARTY, "");
  const whole = (role: Role, weight: number, fixed: boolean): Item => ({
    draft,
    role,
    from: nameFrom,
    to,
    mention: { name, chain, holds, precision, own, fixed, weight },
  });
  if (draft.kind === "place" && !draft.adjectival) {
    const found = own !== null || atlas.gazetteer.every(name).length > 0;
    const it = whole("whole", 1, brief !== null);
    return found || to - nameFrom < 2 ? [it] : [it, ...partsOf(words, draft, atlas)];
  }
  if (country !== null) return [whole("whole", 0.7, true)];
  if (isUnsure(words, draft, atlas) && atlas.gazetteer.every(name).length > 0) return [whole("perhaps", 0.2, false)];
  return draft.kind === "person" || draft.kind === "population" ? [] : partsOf(words, draft, atlas);
}

/** A name whose kind nothing but its looks decided. */
function isUnsure(words: Words, draft: Draft, { lexicon }: Atlas): boolean {
  if (draft.known !== null || draft.titleFrom >= 0 || draft.full !== null || draft.nameTo - draft.nameFrom > 3)
    return false;
  if (draft.kind === "organisation")
    return draft.sure <= LIKELY && !isPlain(words, draft.nameFrom, draft.nameTo, lexicon);
  if (draft.kind !== "person") return false;
  // "St. Petersburg", "Mt. Pleasant"
  const saint = SAINT.test(words.lower[draft.nameFrom] ?? "") && draft.nameTo > draft.nameFrom + 1;
  return saint || (draft.sure < CUED && draft.nameTo === draft.nameFrom + 1);
}

const SAINT = /^(?:st|ste|mt|ft)$/;

/** One everyday word, or a part of people's names: "Union", "Commerce", "Jackson". */
function isPlain(words: Words, from: number, to: number, lexicon: Lexicon): boolean {
  return to === from + 1 && (lexicon.bits(words.lower[from] ?? "") & (COMMON | GIVEN)) !== 0;
}

/** The places that words inside a name name, the longest first from the left. */
function partsOf(words: Words, draft: Draft, atlas: Atlas): Item[] {
  const found: Item[] = [];
  const end = Math.min(draft.nameTo, draft.nameFrom + FAR);
  for (let from = draft.nameFrom; from < end; ) {
    const part = partAt(words, from, end, atlas);
    if (part === null) from += 1;
    else {
      found.push({ ...part, draft, role: "part" });
      from = part.to;
    }
  }
  return found;
}

function partAt(words: Words, from: number, end: number, atlas: Atlas): Omit<Item, "draft" | "role"> | null {
  if (words.kind[from] !== WORD || words.shape[from] === LOWER) return null;
  const { lexicon, gazetteer } = atlas;
  for (let to = Math.min(end, from + LONGEST); to > from; to -= 1) {
    if (words.shape[to - 1] === LOWER) continue;
    const listed = lexicon.known.get(words.lower.slice(from, to));
    const country = listed?.country ?? null;
    const name = textOf(words, from, to).replace(PARTY, "");
    const own = country === null ? null : `iso:${country}`;
    const mention = {
      name,
      chain: [],
      holds: null,
      precision: null,
      own,
      fixed: listed?.adjectival === true,
      weight: 0.3,
    };
    if (country !== null) return { from, to, mention };
    if (isPlain(words, from, to, lexicon) && !isArea(gazetteer, name)) continue;
    if (gazetteer.every(name).length > 0) return { from, to, mention };
  }
  return null;
}

function isArea(gazetteer: Gazetteer, name: string): boolean {
  return gazetteer.find(name)[0]?.precision === "province";
}

/** The place as the text names it. */
export function placed(mention: Mention, found: Found | null, relation: Place["relation"]): Place | null {
  if (found !== null) return { id: found.spot.id, name: mention.name, precision: found.spot.precision, relation };
  return mention.precision === null ? null : { id: null, name: mention.name, precision: mention.precision, relation };
}
