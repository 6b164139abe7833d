import { bareChunk, type Chunk } from "../0-model/clause.ts";
import { fold } from "../0-model/fold.ts";
import type { Mark, NameMark } from "../0-model/mark.ts";
import type { Place } from "../0-model/place.ts";
import type { Range } from "../0-model/span.ts";
import { type At, bare, clausesOf, firstOwn, type Page, range, text } from "./page.ts";

/** A stretch of plain words as a chunk: its lemma is its last word as written. */
export function wordChunk(page: Page, from: number, to: number): Chunk {
  const lemma = page.marks.words.lower[to - 1] ?? "";
  return bareChunk({ from, to, head: to - 1, lemma, form: "noun", name: null, names: [] });
}

/**
 * "a *Salafi jihadist* group", "a *Kurdish nationalist* and *Marxist* party": the creeds that stand before a noun, each
 * with the name of the people or faith before it.
 */
export function creedsBefore(page: Page, chunk: Chunk): Chunk[] {
  const { lower } = page.marks.words;
  const end = chunk.noun >= 0 ? chunk.noun : chunk.head;
  const found: Chunk[] = [];
  let from = firstOwn(page, chunk);
  while (from < end) {
    let to = from;
    while (to < end && (page.lists.is("creed", lower[to] ?? "") || isHyphen(page, to, from))) to += 1;
    if (to > from) found.push(wordChunk(page, peopleBefore(chunk, from), to));
    from = Math.max(to, from + 1);
  }
  return found;
}

/** "Marxist-Leninist": a hyphen between two creeds. */
function isHyphen({ marks, lists }: Page, at: number, from: number): boolean {
  const { lower } = marks.words;
  return at > from && /^\p{Pd}$/u.test(lower[at] ?? "") && lists.is("creed", lower[at + 1] ?? "");
}

function peopleBefore(chunk: Chunk, from: number): number {
  const name = chunk.names.find((one) => one.to === from);
  // "Kurdish nationalist", but not "Italian far-left": a people without a state of its name.
  return name !== undefined && name.kind === "population" && name.place?.precision !== "country" ? name.from : from;
}

/** "the *Iran-backed* militia": the word that a hyphen ties to a name before the noun. */
export function hung(page: Page, chunk: Chunk): (readonly [number, string])[] {
  const { lower } = page.marks.words;
  const tied: (readonly [number, string])[] = [];
  for (const name of chunk.names) {
    const at = name.to + 1;
    if (at < chunk.to && isDash(lower[name.to] ?? "") && /^[a-z]+$/.test(lower[at] ?? ""))
      tied.push([at, `-${lower[at]}`]);
  }
  for (let i = chunk.from; i < chunk.to; i += 1) {
    const word = lower[i] ?? "";
    if (!word.startsWith("pro-") && !word.startsWith("anti-")) continue;
    const [, side] = SIDE.exec(word) ?? [];
    if (side !== undefined && hungOn(page, chunk, i) !== null) tied.push([i, `${side}-`]);
  }
  return tied;
}

/** Whether a word is a dash and nothing else. */
export function isDash(word: string): boolean {
  return word === "-" || (word.charCodeAt(0) > 0x7f && /^\p{Pd}$/u.test(word));
}

/** "pro-Assad": a side and a name that are one word. */
const SIDE = /^(pro|anti)-(.+)$/;

/** The name that a hyphen ties to the word at a token; in "pro-Assad" the one that the document has elsewhere. */
export function hungOn({ marks }: Page, chunk: Chunk, token: number): NameMark | null {
  const rest = SIDE.exec(marks.words.lower[token] ?? "")?.[2];
  if (rest === undefined) return chunk.names.find((name) => name.to === token - 1) ?? null;
  const known = marks.names.find((name) => fold(name.name) === rest);
  return known === undefined ? null : { ...known, from: token, to: token + 1 };
}

/** "the *English*-language magazine": the language, and the token after the word. */
export function tongueOf(page: Page, chunk: Chunk): { readonly range: Range; readonly to: number } | null {
  const { lower, start } = page.marks.words;
  for (let i = chunk.from; i < chunk.to; i += 1) {
    const whole = /^(\p{L}+)\p{Pd}language$/u.exec(lower[i] ?? "")?.[1];
    const from = start[i] ?? 0;
    if (whole !== undefined) return { range: [from, from + whole.length], to: i + 1 };
    if (/^\p{Pd}$/u.test(lower[i + 1] ?? "") && lower[i + 2] === "language")
      return { range: range(page, i, i + 1), to: i + 3 };
  }
  return null;
}

/** "the *magazine* Voice of the Desert": a noun of publishing before words that only their capitals make a title. */
export function titled(page: Page, chunk: Chunk): (readonly [number, string])[] {
  const { words } = page.marks;
  for (let i = chunk.from; i < chunk.head; i += 1) {
    const kind = page.lists.heads.get(words.lower[i] ?? "");
    const next = words.text[words.start[i + 1] ?? 0] ?? "";
    if ((kind === "publication" || kind === "outlet") && /\p{Lu}/u.test(next)) return [[i, words.lower[i] ?? ""]];
  }
  return [];
}

/** The names set beside a plural noun, or listed behind the colon after it. */
export function namesFor(page: Page, at: At, chunk: Chunk): Chunk[] {
  const beside = chunk.appositions.filter(({ form }) => form === "name");
  const last = beside.at(-1);
  // "two factions, A *and B*"
  const joined = at.clause.chunks.filter(
    ({ from, form }) => last !== undefined && form === "name" && from > last.to && from <= last.to + 3,
  );
  if (beside.length > 0) return [...beside, ...joined];
  const { lower } = page.marks.words;
  const colon = lower[chunk.to] === ":" ? chunk.to : -1;
  const behind = clausesOf(page, at.sentence).find(
    ({ clause }) => colon >= 0 && clause.kind === "fragment" && clause.from === colon + 1,
  );
  return (behind?.clause.chunks ?? []).filter(({ form }) => form === "name");
}

const QUOTE = /^["\u201c\u201d\u2018\u2019\u00ab\u00bb]$/u;
const MOTTO = 9;

/** Short quotations inside a bracket. */
export function quotedIn(page: Page, { from, to }: Mark): Chunk[] {
  const { lower } = page.marks.words;
  for (let i = from; i < to; i += 1) {
    if (!QUOTE.test(lower[i] ?? "")) continue;
    const end = closing(page, i + 1, MOTTO);
    return end < 0 || end >= to + 1 ? [] : [wordChunk(page, i + 1, end)];
  }
  return [];
}

function closing(page: Page, from: number, most: number): number {
  const { lower } = page.marks.words;
  for (let i = from + 1; i <= from + most; i += 1) if (QUOTE.test(lower[i] ?? "")) return i;
  return -1;
}

const CALLED = new Set([",", "called", "named", "titled", "entitled", "\u201c", '"', "\u2018"]);
const SMALL = new Set(["of", "the", "and", "for", "in", "to"]);

/** "the magazine *Voice of the Desert*", "a paper called *X*": the capital words after a noun, whatever they look like. */
export function titleAfter(page: Page, token: number): Chunk | null {
  const { words, names } = page.marks;
  const capital = (at: number): boolean => /^\p{Lu}/u.test(words.text.slice(words.start[at], words.end[at]));
  let from = token + 1;
  while (CALLED.has(words.lower[from] ?? "")) from += 1;
  if (words.lower[from] === "the") from += 1;
  if (from >= words.count || !capital(from)) return null;
  let to = from + 1;
  for (let i = to; i < words.count; i += 1) {
    if (capital(i)) to = i + 1;
    else if (!SMALL.has(words.lower[i] ?? "")) break;
  }
  const name = names.find((one) => one.from === from);
  if (name === undefined || name.to < to || name.adjectival) return wordChunk(page, from, to);
  return bareChunk({
    from,
    to: name.to,
    head: name.to - 1,
    lemma: words.lower[name.to - 1] ?? "",
    form: "name",
    name,
    names: [name],
  });
}

const MEMBERS = new Set(["member", "fighter", "recruit", "militant"]);

/** "Its members are Afghans; *others* come from …": whose members were spoken of before in the sentence. */
export function bodyBefore(page: Page, at: At): Chunk[] {
  return clausesOf(page, at.sentence)
    .filter(({ index }) => index < at.index)
    .flatMap(({ clause }) => clause.subject.filter(({ lemma }) => MEMBERS.has(lemma)))
    .flatMap(({ possessor, phrases }) => {
      const of = phrases.find(({ preposition }) => preposition === "of");
      return possessor === null ? [...(of?.objects ?? [])] : [possessor];
    });
}

/** Prepositions that tie a phrase to its noun rather than to the verb. */
const HANGING = new Set("of in for to from on over between under within across against around near along".split(" "));

/** "the border *with Niger*": what is between two takes "with" as well. */
function hangs({ lists }: Page, { lemma }: Chunk, preposition: string): boolean {
  return HANGING.has(preposition) || (preposition === "with" && lists.is("bordering", lemma));
}

/** A noun phrase with all that hangs on it: "an independent state in the north that would span the desert". */
export function wholePhrase(page: Page, chunk: Chunk, at: At): Range {
  const [start] = bare(page, chunk);
  let to = chunk.head + 1;
  for (const phrase of chunk.phrases)
    if (phrase.from <= to + 1 && hangs(page, chunk, phrase.preposition)) to = Math.max(to, phrase.to);
  for (const { clause } of clausesOf(page, at.sentence)) {
    const close = clause.from >= to && clause.from <= to + 1 && page.marks.words.lower[to] !== ",";
    const said = clause.kind === "participle" && clause.verb?.voice === "passive" && clause.from === to;
    const says = clause.kind === "relative" || (said && chunk.form === "noun" && to === chunk.to);
    if (says && clause.subjectFrom === "antecedent" && close) to = clause.to;
  }
  return [start, range(page, to - 1, to)[1]];
}

/** "*northern* Mali", "*south-western* France": a part of a place, with the first token of its words. */
export function partOfPlace(page: Page, name: NameMark): { readonly from: number; readonly place: Place } | null {
  const { lower } = page.marks.words;
  let { from } = name;
  while (from > 0 && page.lists.is("direction", lower[from - 1] ?? "")) {
    from -= 1;
    if (/^\p{Pd}$/u.test(lower[from - 1] ?? "") && page.lists.is("direction", lower[from - 2] ?? "")) from -= 1;
  }
  const { place } = name;
  if (from === name.from || place === null || name.kind !== "place" || place.precision === "point") return null;
  const words = text(page, range(page, from, name.to));
  const precision = place.precision === "locality" || place.precision === "district" ? "district" : "region";
  return { from, place: { ...place, id: null, name: words, precision } };
}

const QUOTES: Readonly<Record<string, string>> = { '"': '"', "\u201c": "\u201d", "\u2018": "\u2019", "'": "'" };

/** `Omar Safi, "the Butcher", was …`: the few words in quotation marks right after a name, when they look like a name. */
export function quotedAfter(page: Page, token: number, where: "in a row" | "in a sentence"): Range | null {
  const { words } = page.marks;
  let from = words.lower[token] === "," ? token + 1 : token;
  const close = QUOTES[words.lower[from] ?? ""];
  if (close === undefined) return null;
  from += 1;
  let to = from;
  while (to < words.count && to - from < 5 && words.lower[to] !== close) to += 1;
  if (to === from || words.lower[to] !== close) return null;
  // A line that is a name and a quotation is a name and a title: "A. Singer, “First Song”".
  if (where === "in a sentence" && /^[.;]?$/.test(words.lower[to + 1] ?? "")) return null;
  if (where === "in a sentence" && page.marks.sentences.some((one) => one.to === to + 1)) return null;
  for (let i = from; i < to; i += 1) {
    const word = words.text.slice(words.start[i], words.end[i]);
    if (!/^\p{Lu}|^\p{Pd}$/u.test(word) && !SMALL.has(word) && !/^(?:al|el|bin|ibn)$/.test(word)) return null;
  }
  return range(page, words.lower[from] === "the" && to - from > 1 ? from + 1 : from, to);
}
