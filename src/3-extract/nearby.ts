import { bareChunk, type Chunk } from "../0-model/clause.ts";
import type { NameMark } from "../0-model/mark.ts";
import type { Place } from "../0-model/place.ts";
import type { Range } from "../0-model/span.ts";
import { type At, bare, clausesOf, firstOwn, type Page, range, text } from "./page.ts";

/** Words between a noun and its article, each a chunk of one word, for rules that look at one of them. */
export function wordsBefore(page: Page, chunk: Chunk): Chunk[] {
  const end = chunk.noun >= 0 ? chunk.noun : chunk.head;
  const found: Chunk[] = [];
  for (let i = chunk.from; i < end; i += 1) found.push(wordChunk(page, i, i + 1));
  return found;
}

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
  return name !== undefined && name.kind === "population" ? name.from : from;
}

/** "the *Iran-backed* militia": the word that a hyphen ties to a name before the noun. */
export function hung(page: Page, chunk: Chunk): (readonly [number, string])[] {
  const { lower } = page.marks.words;
  return chunk.names.flatMap((name) => {
    const at = name.to + 1;
    const tied = at < chunk.to && /^\p{Pd}$/u.test(lower[name.to] ?? "") && /^[a-z]+$/.test(lower[at] ?? "");
    return tied ? [[at, `-${lower[at]}`] as const] : [];
  });
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
const HANGING = new Set("of in for to from on over between under within across against".split(" "));

/** A noun phrase with all that hangs on it: "an independent state in the north that would span the desert". */
export function wholePhrase(page: Page, chunk: Chunk, at: At): Range {
  const [start] = bare(page, chunk);
  let to = chunk.head + 1;
  for (const phrase of chunk.phrases)
    if (phrase.from <= to + 1 && HANGING.has(phrase.preposition)) to = Math.max(to, phrase.to);
  for (const { clause } of clausesOf(page, at.sentence)) {
    const close = clause.from >= to && clause.from <= to + 1 && page.marks.words.lower[to] !== ",";
    if (clause.kind === "relative" && clause.subjectFrom === "antecedent" && close) to = clause.to;
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
