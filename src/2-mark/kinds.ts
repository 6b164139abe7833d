import type { Kind } from "../0-model/entity.ts";
import { CAPITAL, LOWER, UPPER } from "../0-model/mark.ts";
import type { Precision } from "../0-model/place.ts";
import type { Range } from "../0-model/span.ts";
import { toldBefore, toldBehind } from "./beside.ts";
import { CUED, type Draft, GUESSED, HEADED, LIKELY, UNSURE } from "./drafts.ts";
import { ARMED, COMMON, GIVEN, type PlaceHead, STATE, TAKING } from "./naming.ts";
import type { Gazetteer } from "./places.ts";
import { begins, bits, low, type Page, says, textOf } from "./runs.ts";

/** Prepositions that a place follows much more often than a person or a body does. */
const WHERE = new Set("in near outside around inside across throughout nearby downtown".split(" "));
/** Prepositions that a place may follow. */
const PERHAPS = new Set("at from to into toward towards of between through via around over".split(" "));
const DIRECTION =
  /^(?:(?:north|south|east|west)(?:ern|east|west|eastern|western)?|central|downtown|upper|lower|rural|neighboring|neighbouring)$/;
/** Beginnings of names that only people have. */
const KUNYA = new Set("abu umm ibn abd bint bin abdul abdel".split(" "));
const PEOPLE_INNER = new Set("bin ibn bint ben von van der de di da del al ul ur ud ould ag mac".split(" "));
/** What only people have before their father's name. */
const FATHERS = new Set("bin ibn bint ould ag".split(" "));
const KINDS_OF_GROUPS: readonly Kind[] = ["group", "organisation", "outlet", "publication", "government", "event"];

/** A head word in a stretch: what it makes of the name, and the token behind it. */
export interface Head {
  readonly kind: Kind;
  readonly place: PlaceHead | null;
  readonly to: number;
}

/** The head that ends at token `to`: of two words, else of one. */
function headBefore(page: Page, from: number, to: number): Head | null {
  const { heads, places } = page.lexicon;
  for (const length of [2, 1]) {
    const at = to - length;
    if (at < from) continue;
    const kind = heads.at(page.words, at, to);
    const place = places.at(page.words, at, to);
    if (place !== undefined && place.where === "after") {
      if (kind === undefined || kind === "group") return { kind: "place", place, to };
    }
    if (kind !== undefined) return { kind, place: null, to };
    if (place !== undefined && place.where !== "first") return { kind: "place", place, to };
  }
  return null;
}

/**
 * The last head word of `[from, to)`, with at least one word before it. "Lake Chad" and "Operation X" have theirs first.
 */
export function headIn(page: Page, from: number, to: number): Head | null {
  const first = page.lexicon.placesFirst.at(page.words, from, from + 1);
  if (first !== undefined && to > from + 1) return { kind: "place", place: first, to: Math.min(to, from + 3) };
  const body = headFirst(page, from);
  if (body !== null && (to > from + 1 || low(page, from).includes("-"))) return { kind: body, place: null, to };
  if (low(page, from) === "operation" && to > from + 1) return { kind: "event", place: null, to };
  for (let end = to; end > from + 1; end -= 1) {
    const found = headBefore(page, from, end);
    if (found === null) continue;
    // Two plain parts of a person's name may end in a word for a place: "Damon Hill".
    const person = found.kind === "place" && end === from + 2 && (bits(page, from) & GIVEN) !== 0;
    if (person && (bits(page, end - 1) & GIVEN) !== 0) return null;
    return armed(page, from, found);
  }
  return null;
}

/** The kind that the first word gives, alone or before its dash: "Lashkar-e-Jhangvi", "Harakat al-Nujaba". */
function headFirst(page: Page, from: number): Kind | null {
  const lower = low(page, from);
  const dash = lower.indexOf("-");
  const { headsFirst } = page.lexicon;
  return headsFirst.get(lower) ?? (dash > 0 ? headsFirst.get(lower.slice(0, dash)) : undefined) ?? null;
}

/** "Liberation Front", "Revolutionary Army": a word for fighting makes a group of what is else a body. */
function armed(page: Page, from: number, head: Head): Head {
  if (head.kind !== "organisation" && head.kind !== "group") return head;
  const plain = page.lexicon.heads.at(page.words, head.to - 1, head.to);
  if (head.kind === "group" || plain === undefined) return head;
  const state = page.lexicon.known.at(page.words, from, from + 1)?.country != null;
  if (state) return head;
  for (let i = from; i < head.to - 1; i += 1) {
    if ((bits(page, i) & ARMED) !== 0) return { ...head, kind: "group" };
  }
  return head;
}

/** The kind that a word with a small letter behind a name gives it: "Achin district", "the Barisan group". */
export function headAfter(page: Page, i: number): Head | null {
  if (i >= page.sentence.to || page.words.shape[i] !== LOWER) return null;
  const two = page.lexicon.places.at(page.words, i, i + 2);
  const place = two ?? page.lexicon.places.at(page.words, i, i + 1);
  if (place !== undefined && place.where === "after")
    return { kind: "place", place, to: two === undefined ? i + 1 : i + 2 };
  const kind = page.lexicon.heads.at(page.words, i, i + 1);
  if (kind !== undefined && KINDS_OF_GROUPS.includes(kind)) return { kind, place: null, to: i + 1 };
  return null;
}

/** "Kunar province" is the place's name; "Domodedovo airport" and "the Swat valley" are told by the name alone. */
export function joins(precision: Precision): boolean {
  return precision === "province" || precision === "district" || precision === "locality";
}

/** How the words before `from` speak for a place. */
function where(page: Page, from: number): "yes" | "perhaps" | "no" {
  let at = from - 1;
  const limit = Math.max(page.sentence.from, from - 4);
  while (at >= limit && (DIRECTION.test(low(page, at)) || low(page, at) === "the")) at -= 1;
  if (at < limit) return "no";
  const lower = low(page, at);
  if (WHERE.has(lower)) return "yes";
  if (lower === "of" && page.lexicon.places.at(page.words, at - 1, at) !== undefined) return "yes";
  if (at < from - 1 && low(page, from - 1) !== "the") return "yes";
  return PERHAPS.has(lower) ? "perhaps" : "no";
}

function isPerson(page: Page, from: number, to: number): boolean {
  const length = to - from;
  if (length < 2 || length > 6) return false;
  if (KUNYA.has(low(page, from))) return true;
  let given = 0;
  let inner = false;
  for (let i = from; i < to; i += 1) {
    const lower = low(page, i);
    if (i > from && i < to - 1 && FATHERS.has(lower)) return true;
    if ((bits(page, i) & GIVEN) !== 0) given += 1;
    if (i > from && (PEOPLE_INNER.has(lower) || lower.startsWith("al-") || lower.startsWith("el-"))) inner = true;
  }
  return given > 0 && ((bits(page, from) & GIVEN) !== 0 || (bits(page, to - 1) & GIVEN) !== 0 || inner);
}

function commonWords(page: Page, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i += 1) if ((bits(page, i) & (COMMON | GIVEN)) === COMMON) count += 1;
  return count;
}

/** A place of the gazetteer that needs little or no support from the words around it. */
function placeCue(page: Page, draft: Draft, gazetteer: Gazetteer): number {
  const name = page.words.text.slice(page.words.start[draft.nameFrom], page.words.end[draft.nameTo - 1]);
  const spots = gazetteer.find(name);
  const cue = where(page, draft.from);
  const best = spots[0];
  const single = draft.nameTo === draft.nameFrom + 1;
  const taken = isTaken(page, draft.from);
  if (best === undefined) {
    // "between Rawa and al-Qa'im": with its article a small town is told from a byname by its end.
    const lower = low(page, draft.nameFrom);
    const small = lower.startsWith("al-") && !NISBA.test(lower) && gazetteer.every(name).length > 0;
    return single && (cue === "yes" || taken || small || isOutOf(page, draft.from)) ? GUESSED : 0;
  }
  if (cue === "yes" || taken) return CUED;
  const given = (bits(page, draft.nameFrom) & GIVEN) !== 0;
  const area = best.precision === "country" || best.precision === "region" || best.precision === "province";
  const large = area || spots.some((spot) => spot.population >= 100_000);
  if (cue === "perhaps") return large || !given ? CUED : LIKELY;
  if (!large) return single && given ? 0 : GUESSED;
  if (!single && !page.lexicon.titles.begins(page.words, draft.nameFrom)) return CUED;
  return single && given && says(page, draft.nameTo) ? 0 : LIKELY;
}

/**
 * "the Ribat coalition": the kind that a head gives which belongs to the name although it is written small, or null.
 * What may be a place is one unless an article stands before it: "the Hamburg cell".
 */
function smallHead(page: Page, { nameFrom, nameTo }: Draft, gazetteer: Gazetteer): Kind | null {
  if (nameTo >= page.sentence.to || page.words.shape[nameTo] !== LOWER) return null;
  const kind = page.lexicon.smallHeads.get(low(page, nameTo));
  if (kind === undefined) return null;
  return low(page, nameFrom - 1) === "the" || gazetteer.find(textOf(page, nameFrom, nameTo)).length === 0 ? kind : null;
}

/** "BLC (Pro-Talks)", "CPI (M)": where a name ends with the bracket that tells one wing of its body from another. */
export function wing(page: Page, to: number): number {
  const { shape, start, end } = page.words;
  if (low(page, to) !== "(" || shape[to + 1] === LOWER || shape[to + 1] === UPPER) return to;
  let close = to + 2;
  while (close < to + 4 && isPlainCapital(page, close) && isPlainCapital(page, to + 1)) close += 1;
  if (low(page, close) !== ")" || close >= page.sentence.to) return to;
  // "CPM (Red Flag)"
  if (close > to + 2) return shape[to - 1] === UPPER ? close + 1 : to;
  const lower = low(page, to + 1);
  const letter = (end[to + 1] ?? 0) - (start[to + 1] ?? 0) === 1;
  return letter || SIDE.test(lower) || page.lexicon.wings.has(lower) ? to + 3 : to;
}

function isPlainCapital(page: Page, i: number): boolean {
  return page.words.shape[i] === CAPITAL && (bits(page, i) & (COMMON | GIVEN)) === COMMON;
}

const SIDE = /^(?:pro|anti)-.|.ist$/;

const RULE = new Set(["regime", "administration", "government", "presidency", "family", "era", "doctrine"]);
const PEOPLES = /(?:ists|ites|ians|eans)$/;

/** "captured Goma", "fled to": the object of a verb of taking and going. */
function isTaken(page: Page, from: number): boolean {
  const at = low(page, from - 1) === "the" ? from - 2 : from - 1;
  return at >= page.sentence.from && page.words.shape[at] === LOWER && (bits(page, at) & TAKING) !== 0;
}

function isOutOf(page: Page, from: number): boolean {
  const lower = low(page, from - 1);
  return lower === "at" || lower === "from" || lower === "into" || lower === "toward" || lower === "towards";
}

/** "key towns in the north including *Rabiyah*": one of the places that the words before count or call so. */
function isOneOfTowns(page: Page, from: number): boolean {
  const as = low(page, from - 1) === "as" && low(page, from - 2) === "such";
  if (!as && !AMONG.has(low(page, from - 1))) return false;
  for (let i = from - 2; i >= Math.max(page.sentence.from, from - TOWNS); i -= 1)
    if (page.lexicon.towns.has(low(page, i))) return true;
  return false;
}

const AMONG = new Set(["including", "like", "namely"]);
/** Words back from the first name that the noun may stand. */
const TOWNS = 9;

type Verdict = readonly [kind: Kind, sure: number];

/** Decides the kind of a name that no list and no head decided. A small head word behind a place joins its mark. */
export function guess(page: Page, draft: Draft, gazetteer: Gazetteer): void {
  const [kind, sure] = verdict(page, draft, gazetteer);
  draft.kind = kind;
  draft.sure = sure;
}

/**
 * The kind of a name that no list and no head decided, from what it is made of and what stands around it. Without any
 * cue: two or three words that are no words of English are a person; everything else is an organisation, the kind that
 * asserts least (it hides nobody, leads nobody and counts no dead).
 */
function verdict(page: Page, draft: Draft, gazetteer: Gazetteer): Verdict {
  const { nameFrom, nameTo } = draft;
  const length = nameTo - nameFrom;
  if (draft.titleFrom >= 0) return ["person", HEADED];
  // "the Assad regime", "the Obama administration": the name is a person's.
  if (length < 3 && RULE.has(low(page, nameTo))) return ["person", LIKELY];
  const last = low(page, nameFrom).slice(low(page, nameFrom).lastIndexOf("-") + 1);
  const mixed =
    length === 1 && low(page, nameFrom).includes("-") && page.lexicon.known.get([last])?.adjectival === true;
  if (mixed) return ["population", HEADED];
  if (length === 1 && PEOPLES.test(low(page, nameFrom))) return ["population", LIKELY];
  const small = smallHead(page, draft, gazetteer);
  if (small !== null) {
    draft.to = nameTo + 1;
    return [small, HEADED];
  }
  const person = isPerson(page, nameFrom, nameTo);
  const kunya = person && KUNYA.has(low(page, nameFrom));
  // "founded in Abu Kamal": a place may begin as a kunya does.
  if (kunya && IN.has(low(page, nameFrom - 1)) && length === 2) return ["place", LIKELY];
  const told = kunya ? null : (toldBefore(page, nameFrom, nameTo) ?? (isOneOfTowns(page, nameFrom) ? "place" : null));
  if (told !== null) return [told, told === "organisation" ? CUED : HEADED];
  const behind = toldBehind(page, nameTo);
  if (behind?.sure) return [behind.kind, HEADED];
  if (behind !== null && !person) {
    return [behind.kind, length > 1 || page.words.shape[nameFrom] === UPPER ? HEADED : LIKELY];
  }
  const after = headAfter(page, nameTo);
  if (after !== null && after.kind !== "event") {
    if (after.place !== null && joins(after.place.precision)) {
      draft.to = after.to;
      draft.precision = after.place.precision;
    }
    const group = after.kind === "group" && low(page, nameFrom - 1) === "the";
    return [after.kind, after.place !== null || group ? HEADED : CUED];
  }
  const upper = page.words.shape[nameFrom] === UPPER;
  const place = placeCue(page, draft, gazetteer);
  if (place >= CUED) return ["place", place];
  const given = (bits(page, nameFrom) & GIVEN) !== 0;
  const inner = low(page, nameTo) === "in" || low(page, nameTo) === ",";
  if (length > 1 && (!given || inner) && !upper && where(page, draft.from) === "yes") return ["place", LIKELY];
  const listed = !given && page.lexicon.known.at(page.words, nameFrom, nameFrom + 1) !== undefined;
  if (!upper && !listed && person) return ["person", CUED];
  if (place >= LIKELY) return ["place", place];
  if (length === 1 && upper) return ["organisation", LIKELY];
  const common = commonWords(page, nameFrom, nameTo);
  if (length > 1 && length < 4 && common === 0 && !listed) {
    if (says(page, nameTo)) return ["person", LIKELY];
    return place > 0 ? ["place", place] : ["person", GUESSED];
  }
  if (place > 0) return ["place", place];
  if (length === 1 && (given || NISBA.test(low(page, nameFrom)))) return ["person", GUESSED];
  // "the Achin massacre" may name the event whole, but is no sign of what "Achin" is elsewhere.
  if (after !== null) return [after.kind, UNSURE];
  return ["organisation", GUESSED];
}

/** "US officials", "Afghan forces": the words right behind a nationality make it mean the state. */
export function isState(page: Page, i: number): boolean {
  const limit = Math.min(page.sentence.to, i + 2);
  for (let at = i; at < limit; at += 1) {
    if (page.words.shape[at] !== LOWER) return false;
    if ((bits(page, at) & STATE) !== 0) return true;
  }
  return false;
}

/** A single word that is a word of everyday English, or that the document also writes small, is no name here. */
export function isNoName(page: Page, gazetteer: Gazetteer, [from, to]: Range): boolean {
  if (to > from + 1) return false;
  const lower = low(page, from);
  const said = page.lexicon.bits(lower);
  if (gazetteer.find(lower)[0]?.precision === "country") return false;
  if ((said & GIVEN) !== 0 && !begins(page, from)) return false;
  if ((said & COMMON) !== 0 && page.words.shape[from] !== UPPER)
    return begins(page, from) || !isPlaced(page, from, gazetteer);
  if (begins(page, from) && page.lexicon.bits(lower.replace(PREFIX, "")) & COMMON) return true;
  if (lower.length === 1 || lower.endsWith("ism")) return true;
  if (page.small.has(lower)) return begins(page, from);
  return begins(page, from) && (said & GIVEN) === 0 && ENDING.test(lower);
}

const IN = new Set(["in", "near", "outside", "around"]);

const PREFIX = /^(?:sub|un|re|non|anti|co|over|inter|multi|counter|pre|post|ex)-?(?=.{3})/;

/** "in Berlin", "left Nice": an everyday word that is a town as well, where a place stands. */
function isPlaced(page: Page, from: number, gazetteer: Gazetteer): boolean {
  const cue = where(page, from);
  if (cue === "no" && !isTaken(page, from)) return false;
  return gazetteer.find(low(page, from)).some((spot) => spot.precision !== "locality" || spot.population > 50_000);
}

/** A byname of origin or trade standing alone: "al-Muhajir" is none, "al-Baghdadi" is. */
const NISBA = /^al-\p{L}+i$/u;

/** Endings of English words that the lists of words may lack. */
const ENDING = /(?:ly|ing|ed|tion|tions|ness|ments?|ists?|ers|isms?|ities|ous|ful|less|able)$/;
