import type { Chunk, Clause, Parse } from "../0-model/clause.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Hash } from "../0-model/identity.ts";
import type { CueMark, Mark } from "../0-model/mark.ts";
import { rangeOf } from "../0-model/mark.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Range } from "../0-model/span.ts";
import type { Marks } from "../2-mark/mark.ts";
import type { Actor, Cast } from "./cast.ts";
import type { Lists } from "./lists.ts";
import { parcelled } from "./parcels.ts";

/** One document while it is read: what the steps of extraction share. */
export interface Page {
  readonly document: Document;
  readonly rendition: Rendition;
  readonly marks: Marks;
  readonly lists: Lists;
  readonly schema: Schema;
  readonly hash: Hash;
  readonly cast: Cast;
  /** What the document is about, when its title names it. */
  readonly title: { readonly actor: Actor; readonly range: Range } | null;
  readonly speaksUntil: string | null;
}

/** A clause and where it stands. */
export interface At {
  readonly sentence: number;
  readonly clause: Clause;
  /** Index in the sentence's clauses. */
  readonly index: number;
}

/** The clause that `at` hangs on, or null. */
export function parentOf(page: Page, at: At): At | null {
  const index = at.clause.parent;
  return index < 0 ? null : (clausesOf(page, at.sentence)[index] ?? null);
}

/** Every clause of a sentence. */
export function clausesOf({ marks: { parses }, lists }: Page, sentence: number): readonly At[] {
  let held = placed.get(parses);
  if (held === undefined) {
    held = new Array<readonly At[] | undefined>(parses.length);
    placed.set(parses, held);
  }
  // A sentence of more clauses than anybody writes is read to here; the rest is in `coverage` as what it is.
  held[sentence] ??= parcelled(lists, (parses[sentence]?.clauses ?? []).slice(0, CLAUSES)).map((clause, index) => ({
    sentence,
    clause,
    index,
  }));
  return held[sentence] ?? [];
}

/** The most clauses of one sentence that rules are tried on: keeps a text without stops from taking the square of its time. */
const CLAUSES = 120;
/** One entry for a document: one for a sentence costs the garbage collector more than it saves. */
const placed = new WeakMap<readonly Parse[], (readonly At[] | undefined)[]>();

/** "the attack", "that attack", "its attack": one that is taken to be known. */
export function isDefinite({ determiner }: Chunk): boolean {
  return determiner === "definite" || determiner === "demonstrative" || determiner === "possessive";
}

/** The block of a sentence. */
export function blockOf(page: Page, sentence: number): Rendition["blocks"][number] | undefined {
  return page.rendition.blocks[page.marks.sentences[sentence]?.block ?? -1];
}

/** The sentence that an offset lies in: the first that ends behind it. */
export function sentenceAt({ marks: { sentences } }: Page, offset: number): number {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle]?.range[1] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The characters of the tokens `[from, to)`. */
export function range(page: Page, from: number, to: number): Range {
  return rangeOf(page.marks.words, from, to);
}

/** The words of a range as written, white space made plain. */
export function text(page: Page, [start, end]: Range): string {
  const written = page.rendition.text.slice(start, end);
  return isPlain(written) ? written : written.replace(/\s+/g, " ").trim();
}

/** True for words that single spaces part: nearly all. */
function isPlain(written: string): boolean {
  let before = 0x20;
  for (let i = 0; i < written.length; i += 1) {
    const code = written.charCodeAt(i);
    if (code < 0x20 || code === 0xa0 || (code >= 0x1680 && SPACE.test(written[i] ?? ""))) return false;
    if (code === 0x20 && before === 0x20) return false;
    before = code;
  }
  return before !== 0x20;
}

const SPACE = /\s/;

/** Words that introduce a noun phrase and are no part of what it names. */
const OPENERS = new Set("the a an this that these those some any another its his her their our such".split(" "));

/** The first token of a chunk after its determiner; a possessor with a name stays. */
export function firstOwn(page: Page, chunk: Chunk): number {
  let { from } = chunk;
  if (chunk.possessor !== null && chunk.possessor.form !== "pronoun") return from;
  while (from < chunk.head && OPENERS.has(page.marks.words.lower[from] ?? "")) from += 1;
  return from;
}

/** The words of a chunk without its determiner, without what is in its brackets. */
export function bare(page: Page, chunk: Chunk): Range {
  const { words } = page.marks;
  let from = firstOwn(page, chunk);
  // "nearly all of it" is not all of it.
  while (from > 0 && page.lists.is("limiting", words.lower[from - 1] ?? "")) from -= 1;
  return range(page, from, Math.max(chunk.head + 1, from + 1));
}

/** The marks that overlap the tokens `[from, to)`, in order. Marks ascend and are disjoint: the first is found by halving. */
export function marksIn<M extends Mark>(marks: readonly M[], [from, to]: readonly [number, number]): M[] {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.to ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  const found: M[] = [];
  for (let i = low; i < marks.length; i += 1) {
    const mark = marks[i];
    if (mark === undefined || mark.from >= to) break;
    found.push(mark);
  }
  return found;
}

/** The first mark that lies whole inside the tokens `[from, to)`, or null. */
export function markWithin<M extends Mark>(marks: readonly M[], { from, to }: Mark): M | null {
  return marksIn(marks, [from, to]).find((mark) => mark.from >= from && mark.to <= to) ?? null;
}

/** The first cue of a kind whose tokens overlap `[from, to)`, or null. */
export function cueIn(page: Page, kind: CueMark["kind"], tokens: readonly [number, number]): CueMark | null {
  return marksIn(page.marks.cues, tokens).find((cue) => cue.kind === kind) ?? null;
}

/** Prepositions by which a clause sets itself inside an event: "was killed in the attack". */
export const INSIDE: ReadonlySet<string> = new Set(["in", "during", "by", "from", "with", "when"]);
