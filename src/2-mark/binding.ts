import { fold } from "../0-model/fold.ts";
import { LOWER, type NameMark, UPPER, type Words, word } from "../0-model/mark.ts";
import type { Place } from "../0-model/place.ts";
import { CUED, type Draft, GUESSED, HEADED, LIKELY, LISTED } from "./drafts.ts";
import type { Located } from "./locate.ts";
import type { Lexicon } from "./naming.ts";
import { contains, type Gazetteer } from "./places.ts";
import { relation } from "./relation.ts";
import { shortAt } from "./short.ts";

/** The words of a draft's name. */
export function nameOf(words: Words, draft: Draft): string {
  return words.text.slice(words.start[draft.nameFrom], words.end[draft.to - 1]);
}

const SMALL = new Set("of the for and in al el de del la le el-".split(" "));

/** "ANA" for "Afghan National Army", "ISIS-K" for "Islamic State ... Khorasan": letters of the name in order. */
function abbreviates(words: Words, short: Draft, long: Draft): boolean {
  const letters = (words.lower[short.nameFrom] ?? "").replace(/[^\p{L}]/gu, "");
  if (letters.length < 2 || letters.length > 10) return false;
  let at = 0;
  for (let i = long.nameFrom; i < long.nameTo && at < letters.length; i += 1) {
    const lower = words.lower[i] ?? "";
    for (const part of lower.split("-")) {
      if (part[0] === letters[at]) at += 1;
      else if (!SMALL.has(part) && at > 0 && part.includes(letters[at] ?? " ")) at += 1;
    }
  }
  return at >= letters.length || at >= long.nameTo - long.nameFrom - 1;
}

function isShort(words: Words, draft: Draft): boolean {
  if (draft.nameTo !== draft.nameFrom + 1) return false;
  if (words.shape[draft.nameFrom] === UPPER) return true;
  const text = word(words, draft.nameFrom);
  return text.length <= 8 && /\p{Lu}.*\p{Lu}/u.test(text);
}

/** "Afghan National Army (ANA)", "X (ISIS–K, IS–K)": the short forms take the kind of the long one and point to it. */
export function bindAcronyms(words: Words, drafts: readonly Draft[]): void {
  for (let k = 1; k < drafts.length; k += 1) {
    const long = drafts[k - 1] as Draft;
    if (words.lower[long.to] !== "(" || long.nameTo - long.nameFrom < 2) continue;
    if (long.kind === "place" || long.kind === "population") continue;
    if (words.lower[long.to + 2] === ":") bindLast(words, drafts, k, long);
    let before = long.to;
    for (let j = k; j < drafts.length; j += 1) {
      const short = drafts[j] as Draft;
      const sign = words.lower[before];
      if (short.from !== before + 1 || (sign !== "(" && sign !== "," && sign !== "/" && sign !== ";" && sign !== "or"))
        break;
      if (!isShort(words, short)) break;
      if (short.kind === "place" && short.sure === LISTED && !abbreviates(words, short, long)) break;
      if (j === k && short.sure < LISTED && !abbreviates(words, short, long) && words.lower[short.to] !== ",") {
        if (words.lower[short.to] !== ")") break;
      }
      short.full = nameOf(words, long);
      agree(long, short);
      if (long.sure >= short.sure || short.known === null) {
        short.kind = long.kind;
        short.sure = HEADED;
        short.adjectival = false;
        if (long.known === null && short.known !== null && short.known.country === null) long.kind = short.known.kind;
      }
      before = short.to;
    }
  }
}

/** "Front for X (French: Front pour X, *FPX*)": the short form that ends the bracket, where it abbreviates either name. */
function bindLast(words: Words, drafts: readonly Draft[], k: number, long: Draft): void {
  let close = long.to;
  while (close < words.count && words.lower[close] !== ")") close += 1;
  const short = drafts.slice(k).find((draft) => draft.to === close);
  if (short === undefined || short.from < long.to || !isShort(words, short) || short.kind === "place") return;
  if (words.lower[short.from - 1] !== "," && words.lower[short.from - 1] !== ";") return;
  short.full = nameOf(words, long);
  agree(long, short);
  short.kind = long.kind;
  short.sure = HEADED;
}

/** "Nihon Sekigun (Japanese Red Army)": a name in brackets behind another one names the same, a group where one is. */
export function bindBrackets(words: Words, drafts: readonly Draft[]): void {
  for (let k = 1; k < drafts.length; k += 1) {
    const before = drafts[k - 1] as Draft;
    const inside = drafts[k] as Draft;
    if (before.sentence !== inside.sentence || !isOther(words, before.to, inside)) continue;
    agree(before, inside);
    agree(inside, before);
  }
}

/** True for a name in brackets, and for one behind words that bring in another name of the same. */
function isOther({ lower }: Words, to: number, { from, to: end }: Draft): boolean {
  const after = lower[end] ?? "";
  if (lower[to] === "(" && from === to + 1) return after === ")" || after === "," || after === ";";
  if ((lower[to] !== "," && lower[to] !== "(") || from < to + 2 || from > to + 6) return false;
  const words = lower.slice(to + 1, from).filter((word) => word !== "the" && !QUOTE.test(word));
  const said = words.join(" ");
  // "the Azawad Front, or Jabhat Azawad, has"
  if (said === "or") return after === "," || (after === "(" && lower[end + 2] === ")" && lower[end + 3] === ",");
  return ALSO.test(said);
}

const QUOTE = /^["'\u201c\u2018]$/;
/** What brings in another name of somebody or something. */
const ALSO =
  /^(?:(?:(?:also|better|commonly|formerly|previously|often|once|sometimes|now|originally|locally|widely|simply) )*(?:known|called|named|abbreviated|referred to)(?: (?:as|by))?|formerly|previously|originally|now|later|short for|abbreviated|(?:or )?simply|alias|aka|i\.e\.)$/;

/** A name that may be any body is a group where the surer name of the same is one. */
function agree(unsure: Draft, sure: Draft): void {
  if (sure.kind !== "group" || sure.sure < HEADED || unsure.sure >= sure.sure) return;
  if (unsure.kind !== "organisation" && (unsure.kind !== "person" || unsure.sure >= CUED)) return;
  unsure.kind = "group";
  unsure.sure = HEADED;
}

/** Everyday words that were set aside are a name after all where the document says elsewhere of what. */
export function takeIn(words: Words, drafts: Draft[], aside: readonly Draft[]): void {
  if (aside.length === 0) return;
  const told = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.sure === HEADED && (draft.kind === "group" || draft.kind === "outlet" || draft.kind === "publication"))
      told.set(fold(nameOf(words, draft)), draft);
  }
  if (told.size === 0) return;
  let k = 0;
  for (const draft of aside) {
    const same = told.get(fold(nameOf(words, draft)));
    if (same === undefined) continue;
    while (k < drafts.length && (drafts[k] as Draft).to <= draft.from) k += 1;
    let last = k;
    while (last < drafts.length && (drafts[last] as Draft).from < draft.to) last += 1;
    if ((drafts[last - 1]?.to ?? 0) > draft.to && last > k) continue;
    drafts.splice(k, last - k, { ...draft, kind: same.kind, sure: same.sure });
  }
}

/** "Uwe K.": the full stop of a last initial belongs to a name; at the end of a sentence, where it does so elsewhere. */
export function withInitials(words: Words, drafts: readonly Draft[]): void {
  const dotted = drafts.filter((draft) => endsInInitial(words, draft));
  if (dotted.length === 0) return;
  const sure = new Set<string>();
  for (const draft of drafts) {
    if (draft.kind === "person" && words.lower[draft.to - 1] === ".") sure.add(nameOf(words, draft).slice(0, -1));
  }
  for (const draft of dotted) {
    const goesOn = words.shape[draft.to + 1] === LOWER || /^[,;:)]$/.test(words.lower[draft.to + 1] ?? "");
    if (goesOn) sure.add(nameOf(words, draft));
  }
  for (const draft of dotted) {
    if (!sure.has(nameOf(words, draft))) continue;
    draft.to += 1;
    draft.nameTo = draft.to;
    draft.key = null;
  }
}

function endsInInitial({ lower, start, end }: Words, { kind, nameFrom, nameTo, to }: Draft): boolean {
  const last = nameTo - 1;
  if (kind !== "person" || last <= nameFrom || to !== nameTo || lower[to] !== ".") return false;
  return (end[last] ?? 0) - (start[last] ?? 0) === 1 && start[to] === end[last];
}

/** Kinds of bodies that are often called by the first word of their name alone; a group is too often called after a person. */
const NAMED_SHORT: ReadonlySet<Draft["kind"]> = new Set(["outlet", "organisation"]);

interface Fullest {
  readonly name: string;
  readonly kind: Draft["kind"];
  readonly sure: number;
}

/** What the document's clearer namings say about its shorter and unsure ones. */
export class Binder {
  private readonly words: Words;
  private readonly drafts: readonly Draft[];
  private readonly keys: readonly string[];
  /** Folded name -> its surest kind. */
  private readonly kinds = new Map<string, Fullest>();
  /** Part of a person's name -> the longest full name with it; null when two different people share it. */
  private readonly parts = new Map<string, Fullest>();
  /** Row of a list -> the longest name of that row in the document. */
  private readonly rows = new Map<string, string>();
  /** Folded short form -> long form, from brackets. */
  private readonly shorts = new Map<string, Fullest>();
  /** Folded name without its small head -> the whole one: "Ribat" of "the Ribat coalition". */
  private readonly cores = new Map<string, Fullest>();
  /** The same of outlets and bodies with a capital head: "Al-Manhal" of "al-Manhal Media". */
  private readonly firsts = new Map<string, Fullest>();

  constructor(words: Words, drafts: readonly Draft[]) {
    this.words = words;
    this.drafts = drafts;
    this.keys = drafts.map((draft) => this.learn(draft));
  }

  /** The folded name. */
  private learn(draft: Draft): string {
    const name = nameOf(this.words, draft);
    draft.key ??= fold(name);
    const { key } = draft;
    const said: Fullest = { name: draft.full ?? name, kind: draft.kind, sure: draft.sure };
    const there = this.kinds.get(key);
    if (there === undefined || there.sure < draft.sure) this.kinds.set(key, said);
    if (draft.full !== null) this.shorts.set(key, said);
    if (draft.to > draft.nameTo && draft.kind !== "place" && draft.known === null) {
      const { text, start, end } = this.words;
      this.cores.set(fold(text.slice(start[draft.nameFrom], end[draft.nameTo - 1])), said);
    }
    if (
      draft.sure === HEADED &&
      NAMED_SHORT.has(draft.kind) &&
      draft.known === null &&
      draft.nameTo - draft.nameFrom === 2
    )
      this.firsts.set(this.words.lower[draft.nameFrom] ?? "", said);
    if (draft.known !== null && !draft.adjectival && draft.kind !== "place") {
      const longest = this.rows.get(draft.known.row);
      if (longest === undefined || longest.length < name.length) this.rows.set(draft.known.row, name);
    }
    if (draft.kind === "person" && draft.nameTo - draft.nameFrom > 1 && draft.sure >= GUESSED) {
      for (let i = draft.nameFrom; i < draft.nameTo; i += 1)
        this.part(this.words.lower[i] ?? "", said, i === draft.nameFrom);
    }
    return key;
  }

  private part(lower: string, said: Fullest, first: boolean): void {
    // "Li" of "Li Wenhai" is a name, "al" of "Omar al-Masri" and "Al" of "Al Gore" is not.
    if (lower.length < 3 && (!first || lower.length < 2 || PARTICLES.has(lower))) return;
    const there = this.parts.get(lower);
    if (there === undefined || (there.sure < said.sure && there.name !== said.name)) this.parts.set(lower, said);
    else if (said.name.length > there.name.length && fold(said.name).includes(fold(there.name)))
      this.parts.set(lower, said);
  }

  /** Gives unsure drafts the kind that the document's clearer ones have, and short forms their full one. */
  bind(): void {
    for (const [index, draft] of this.drafts.entries()) {
      const key = this.keys[index] ?? "";
      const short = this.shorts.get(key);
      if (short !== undefined && draft.full === null && draft.kind !== "place") {
        // What the text abbreviates so is no other body of a list: "the Azawad Dawn Front (ADF) … ADF".
        if (draft.known?.upper) draft.known = null;
        if (draft.sure <= HEADED || draft.known === null) {
          draft.full = short.name;
          draft.kind = short.kind;
        }
      }
      const row = draft.known === null || draft.adjectival ? undefined : this.rows.get(draft.known.row);
      const fuller = row !== undefined && (isShort(this.words, draft) || fold(row).includes(key));
      if (draft.full === null && fuller) draft.full = row;
      const same = this.kinds.get(key);
      if (same !== undefined && same.sure > draft.sure && draft.sure <= LIKELY) {
        draft.kind = same.kind;
        draft.sure = same.sure;
      }
      const whole = this.cores.get(key);
      if (whole !== undefined && draft.full === null && draft.sure < (draft.kind === "place" ? CUED : HEADED)) {
        draft.kind = whole.kind;
        draft.full = whole.name;
      } else {
        this.person(draft);
        this.first(draft, key);
      }
    }
  }

  /** "Al-Manhal released films" after "al-Manhal Media": the outlet, where the text names no person so. */
  private first(draft: Draft, key: string): void {
    const whole = this.firsts.get(key);
    const open = draft.kind === "person" || draft.kind === "organisation";
    if (whole === undefined || !open || draft.full !== null || draft.titleFrom >= 0 || draft.sure >= HEADED) return;
    if (this.parts.has(key)) return;
    draft.kind = whole.kind;
    draft.full = whole.name;
  }

  /** A name alone that is a part of somebody's full name: the same person, unless a list or a head says otherwise. */
  private person(draft: Draft): void {
    const length = draft.nameTo - draft.nameFrom;
    const unsure = draft.sure < CUED || draft.kind === "person";
    if (length > 2 || !unsure) return;
    const last = this.parts.get(this.words.lower[draft.nameTo - 1] ?? "");
    const first = this.parts.get(this.words.lower[draft.nameFrom] ?? "");
    // "Ag Tessit" of "Ibrahim Ag Tessit": a particle is no part by itself.
    const particle = (this.words.lower[draft.nameFrom] ?? "").length < 3;
    const whole = length === 1 || particle ? last : last !== undefined && last.name === first?.name ? last : undefined;
    if (whole === undefined) return;
    this.particle(draft, whole.name);
    if (whole.name.length <= nameOf(this.words, draft).length) return;
    draft.kind = "person";
    draft.full = whole.name;
  }

  /** "In 2015 ag Tinzalen fled": the small word before it is of the name, as the full one has it. */
  private particle(draft: Draft, full: string): void {
    const { shape, lower, text, start, end } = this.words;
    const at = draft.nameFrom - 1;
    if (at < 0 || draft.from !== draft.nameFrom || shape[at] !== LOWER || !PARTICLES.has(lower[at] ?? "")) return;
    if (!full.endsWith(` ${text.slice(start[at], end[draft.to - 1])}`)) return;
    draft.from = at;
    draft.nameFrom = at;
    draft.key = null;
  }
}

/** Small words that a family's name may begin with. */
const PARTICLES = new Set("ag al el ap bin ibn ould von van zu de di da del della der den du le la mac".split(" "));

/** "Kerman, Iran" and "Los Angeles, New York, and Philadelphia": places that follow one another, comma by comma. */
export function chainPlaces(words: Words, drafts: readonly Draft[], gazetteer: Gazetteer): void {
  for (let k = drafts.length - 2; k >= 0; k -= 1) {
    const draft = drafts[k] as Draft;
    const next = drafts[k + 1] as Draft;
    if (next.from !== draft.to + 1 || words.lower[draft.to] !== "," || next.kind !== "place" || next.adjectival)
      continue;
    const name = nameOf(words, next);
    const short = shortAt(words, next.nameFrom, gazetteer)?.area ?? null;
    const areas = short === null ? gazetteer.find(name) : [short];
    if (short === null && isListed(words, drafts, k) && isArea(gazetteer, nameOf(words, draft))) continue;
    if (areas.length === 0 && next.sure < HEADED) continue;
    if (draft.kind !== "place" && draft.sure <= LIKELY && draft.titleFrom < 0 && words.lower[next.to] !== "'s") {
      const spots = gazetteer.every(nameOf(words, draft));
      const inside = spots.some((spot) => areas.some((area) => contains(area, spot)));
      if (inside || /^(?:in|near|at|outside|from|of)$/.test(words.lower[draft.from - 1] ?? "")) {
        draft.kind = "place";
        draft.sure = CUED;
      }
    }
    if (draft.kind === "place" && !draft.adjectival) draft.chain = [name, ...next.chain.slice(0, 2)];
  }
}

/** "Texas, Oklahoma and Kansas", "Canada, Mexico, Peru": names in a row, where none lies in the next. */
function isListed(words: Words, drafts: readonly Draft[], k: number): boolean {
  const [before, draft, next, after] = [drafts[k - 1], drafts[k] as Draft, drafts[k + 1] as Draft, drafts[k + 2]];
  const earlier = before?.kind === "place" && before.to === draft.from - 1 && ALIKE.has(words.lower[before.to] ?? "");
  const behind = words.lower[next.to] === "," ? words.lower[next.to + 1] : words.lower[next.to];
  const later = after?.kind === "place" && after.from === next.to + 1 && words.lower[next.to] === ",";
  return earlier || later || behind === "and" || behind === "or" || behind === "&";
}

function isArea(gazetteer: Gazetteer, name: string): boolean {
  const precision = gazetteer.find(name)[0]?.precision;
  return precision === "country" || precision === "province" || precision === "region";
}

type Fits = (length: number, place: boolean, weak: boolean) => boolean;

/** Which guessed names may take the kind of their neighbour in a list. */
const FITS: Partial<Record<Draft["kind"], Fits>> = {
  place: (length, place) => length === 1 || place,
  person: (length, place) => length > 1 && length < 5 && !place,
  group: (_, place, weak) => weak && !place,
  organisation: (_, place, weak) => weak && !place,
  outlet: (_, place, weak) => weak && !place,
};

const ALIKE = new Set([",", "and", "or"]);

/** "attacks in Qamenas, Sarmin and Talamenes": a list of single words behind a noun and "in", up to its "and". */
function isIn(words: Words, drafts: readonly Draft[], k: number): boolean {
  let first = k - 1;
  while (
    first > 0 &&
    drafts[first - 1]?.to === (drafts[first]?.from ?? 0) - 1 &&
    words.lower[drafts[first - 1]?.to ?? 0] === ","
  )
    first -= 1;
  const from = drafts[first]?.from ?? 0;
  if (drafts[first]?.kind !== "place" || words.lower[from - 1] !== "in" || words.shape[from - 2] !== LOWER)
    return false;
  for (let i = k; i < drafts.length; i += 1) {
    const [before, draft] = [drafts[i - 1] as Draft, drafts[i] as Draft];
    const sign = words.lower[before.to];
    const single = draft.nameTo - draft.nameFrom === 1;
    // "Badia al-Sukhnah and Badia al-Sham"
    const alike = words.lower[draft.nameFrom] === words.lower[from];
    if ((!single && !alike) || draft.from !== before.to + 1) return false;
    if (sign === "and") return true;
    if (sign !== ",") return false;
  }
  return false;
}

/** "Timbuktu and Gao": a guessed name takes the kind of the surer one it is listed with. */
export function alignLists(words: Words, drafts: readonly Draft[], gazetteer: Gazetteer): void {
  for (let k = 1; k < drafts.length; k += 1) {
    const left = drafts[k - 1] as Draft;
    const right = drafts[k] as Draft;
    const gap = right.from - left.to;
    if (left.sentence !== right.sentence || gap < 1 || gap > 2) continue;
    if (!ALIKE.has(words.lower[left.to] ?? "") || (gap === 2 && !ALIKE.has(words.lower[left.to + 1] ?? ""))) continue;
    for (const [sure, unsure] of [
      [left, right],
      [right, left],
    ] as const) {
      const within = sure === left && unsure.sure <= LIKELY && isIn(words, drafts, k);
      if (!within && (unsure.sure > LIKELY || unsure.sure >= sure.sure || sure.adjectival)) continue;
      const length = unsure.nameTo - unsure.nameFrom;
      const place = gazetteer.find(nameOf(words, unsure)).length > 0;
      const fits = FITS[sure.kind]?.(length, place, unsure.sure === GUESSED && sure.sure >= HEADED) ?? false;
      if (!fits) continue;
      unsure.kind = sure.kind;
      unsure.sure = LIKELY;
    }
  }
}

/** What turns drafts into marks. */
export interface Finish {
  readonly words: Words;
  readonly lexicon: Lexicon;
  readonly located: Located;
}

/** "Mullah Omar": one word alone names nobody, and its honorific belongs to it. */
function withHonorific({ words, lexicon }: Finish, draft: Draft): Draft {
  const before = draft.nameFrom - 1;
  const single = draft.nameTo - draft.nameFrom === 1 && draft.full === null;
  if (draft.kind !== "person" || draft.titleFrom < 0 || !single || before < draft.from) return draft;
  if (lexicon.titles.at(words, before, before + 1)?.one !== true) return draft;
  return { ...draft, nameFrom: before, titleFrom: draft.titleFrom < before ? draft.titleFrom : -1 };
}

/** The mark of a draft. */
export function toMark(finish: Finish, given: Draft): NameMark {
  const { words } = finish;
  const draft = withHonorific(finish, given);
  const name = nameOf(words, draft);
  const inside = finish.located.inside.get(given);
  const titled = draft.titleFrom >= 0;
  const title = titled
    ? words.text
        .slice(words.start[draft.titleFrom], words.end[draft.nameFrom - 1])
        .replace(/\s+/g, " ")
        .trim()
    : null;
  return {
    from: draft.from,
    to: draft.to,
    kind: draft.kind,
    name,
    full: draft.full ?? name,
    title,
    place: placeOf(finish, given, name),
    adjectival: draft.adjectival,
    ...(inside === undefined ? {} : { inside }),
  };
}

function placeOf({ words, lexicon, located }: Finish, draft: Draft, name: string): Place | null {
  if (draft.kind === "place" && !draft.adjectival) {
    const found = located.of.get(draft);
    return found ?? { id: null, name, precision: draft.precision ?? "locality", relation: relation(words, draft.from) };
  }
  const code = draft.known?.country ?? null;
  if (code === null || draft.kind === "person" || draft.kind === "group") return null;
  const country = draft.kind === "place" ? name : (lexicon.countries.get(code) ?? name);
  return { id: `iso:${code}`, name: country, precision: "country", relation: relation(words, draft.from) };
}
