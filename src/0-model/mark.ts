import type { Kind } from "./entity.ts";
import type { Place } from "./place.ts";
import type { Quantity } from "./quantity.ts";
import type { Range } from "./span.ts";
import type { Time } from "./time.ts";

/** Kinds of tokens. A word keeps its inner hyphens, dashes and apostrophes: "ISIS–K", "Jamaat-ul-Ahrar", "Jama'ath". */
export const WORD = 1;
/** Digits with their separators: "1,000", "17:50". */
export const NUMBER = 2;
/** A sign of punctuation, and the possessive "'s". */
export const PUNCTUATION = 3;
/** Any other sign: "%", "\u2020", emoji. */
export const OTHER = 4;

/** Shapes of word tokens. */
export const LOWER = 1;
/** First letter upper case, and a lower-case one after it. */
export const CAPITAL = 2;
/** All letters upper case (two or more), such as "UN", "ISIS–K". */
export const UPPER = 3;
/** Upper case inside after a lower-case start: "al-Qaeda", "eBay". */
export const MIXED = 4;
/** No case: digits, scripts without case. */
export const CASELESS = 5;

/**
 * The tokens of a rendition as parallel arrays. Citation markers are lifted: no token covers any part of one.
 * `lower[i]` is the token's text folded for look-up: lower case, every dash "-", every apostrophe "'".
 */
export interface Words {
  readonly text: string;
  readonly count: number;
  /** UTF-16 offsets, half-open. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** WORD, NUMBER, PUNCTUATION or OTHER. */
  readonly kind: Uint8Array;
  /** LOWER, CAPITAL, UPPER, MIXED or CASELESS. */
  readonly shape: Uint8Array;
  readonly lower: readonly string[];
  /**
   * A number for the word as written, for look-ups that are made once a word: tokens of one number have one `lower`. It
   * holds inside this process only.
   */
  readonly type: Int32Array;
  /** False when the whole text is written without a difference of case: then the shape of a word says nothing. */
  readonly cased: boolean;
}

/** The text of token `i` as written. */
export function word(words: Words, i: number): string {
  return words.text.slice(words.start[i], words.end[i]);
}

/** The character range of the tokens `[from, to)`. The tokens must not be empty. */
export function rangeOf(words: Words, from: number, to: number): Range {
  return [words.start[from] ?? 0, words.end[to - 1] ?? 0];
}

/** A mark covers the tokens `[from, to)`. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}

/** A sentence, list item, heading or row: the largest stretch that grammar is read in. */
export interface Sentence extends Mark {
  readonly range: Range;
  /** Index into the rendition's blocks. */
  readonly block: number;
}

/** An expression of time. `duration` ("for three days") has a `lasts` and no days; `set` is "every Friday". */
export interface DateMark extends Mark {
  readonly kind: "time" | "duration" | "set";
  readonly time: Time;
}

/** A number with its bound words. What it counts is bound later, by the noun phrase that it stands in. */
export interface QuantityMark extends Mark {
  readonly quantity: Quantity;
}

/** A name, and what kind of thing it names. */
export interface NameMark extends Mark {
  readonly kind: Kind;
  /** The name as written here, without title, rank or possessive ending. */
  readonly name: string;
  /** The fullest form of the same name inside the document; equal to `name` where it is the only one. */
  readonly full: string;
  /** Titles and ranks that stand before the name, inside the mark: "Mawlawi", "Quds Force leader". */
  readonly title: string | null;
  /** Set for kind `place`, and for governments and populations that come from a country. */
  readonly place: Place | null;
  /** True for an adjective or demonym used as a name ("Tajik"): a population, or a country's government. */
  readonly adjectival: boolean;
  /** Places that words of this name name: Kentucky in "University of Kentucky". They say nothing about the kind. */
  readonly inside?: readonly InnerPlace[];
}

/** A place whose name is a part of another name. */
export interface InnerPlace extends Mark {
  readonly place: Place;
}

/** A word or phrase that changes how a clause is meant. */
export interface CueMark extends Mark {
  readonly kind: "hedge" | "negation" | "modality" | "open";
  /** For hedges the strength; for modality the mode; for open the stance. */
  readonly value: string;
}
