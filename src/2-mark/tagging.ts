import { CAPITAL, NUMBER, PUNCTUATION, WORD, type Words } from "../0-model/mark.ts";
import {
  ADJECTIVE,
  ADVERB,
  AUXILIARY,
  BASE,
  CLOSED,
  CONJUNCTION,
  DETERMINER,
  type Entry,
  type Grammar,
  ING,
  isBe,
  isDo,
  isHave,
  MODAL,
  NEGATION,
  NOUN,
  PARTICIPLE,
  POSSESSIVE,
  PREPOSITION,
  PRONOUN,
  RELATIVE,
  STARTS,
  SUBORDINATOR,
} from "./grammar.ts";

/** What a token is in its sentence. */
export const T = {
  other: 0,
  noun: 1,
  name: 2,
  pronoun: 3,
  determiner: 4,
  adjective: 5,
  adverb: 6,
  number: 7,
  date: 8,
  verb: 9,
  participle: 10,
  ing: 11,
  base: 12,
  auxiliary: 13,
  modal: 14,
  to: 15,
  preposition: 16,
  conjunction: 17,
  subordinator: 18,
  relative: 19,
  negation: 20,
  possessive: 21,
  comma: 22,
  stop: 23,
  open: 24,
  close: 25,
  quote: 26,
  hyphen: 27,
  dash: 28,
} as const;

/** The word for a tag. */
export type TagName = keyof typeof T;

const NAMES = Object.keys(T) as readonly TagName[];

/** The word for a tag's number. */
export function tagName(tag: number): TagName {
  return NAMES[tag] ?? "other";
}

/** Tags and dictionary entries of the tokens of one sentence. */
export interface Tagged {
  readonly from: number;
  readonly to: number;
  readonly tags: Uint8Array;
  readonly entries: readonly Entry[];
  /** Tokens of the joining phrase that begins at a token ("as well as": 3), or 0. */
  readonly phrases: Uint8Array;
}

/** Which tokens are already spoken for: 0 free, 1 name, 2 number, 3 date. */
export type Taken = Uint8Array;

const NOTHING: Entry = { bits: 0, verb: "", noun: "", nouns: 0, verbs: 0 };

/** The tags of one sentence while they are being found, and what can be asked of a token. */
export class Tagging {
  readonly grammar: Grammar;
  readonly words: Words;
  readonly taken: Taken;
  from = 0;
  count = 0;
  /** Used again for every sentence of a text: only the first `count` are of the one at hand. */
  tags: Uint8Array = new Uint8Array(64);
  lengths: Uint8Array = new Uint8Array(64);
  readonly entries: Entry[] = [];

  constructor(grammar: Grammar, words: Words, taken: Taken) {
    this.grammar = grammar;
    this.words = words;
    this.taken = taken;
  }

  /** Begins with the tokens `[from, to)`. */
  begin(from: number, to: number): void {
    const count = to - from;
    this.from = from;
    this.count = count;
    if (count > this.tags.length) {
      this.tags = new Uint8Array(count * 2);
      this.lengths = new Uint8Array(count * 2);
    } else {
      this.tags.fill(T.other, 0, count);
      this.lengths.fill(0, 0, count);
    }
    const { words, taken, entries } = this;
    for (let k = 0; k < count; k += 1) {
      const i = from + k;
      // Names, numbers and signs are known; the first word of a date can be its preposition.
      const known = taken[i] === 1 || taken[i] === 2 || words.kind[i] === PUNCTUATION;
      entries[k] = known ? NOTHING : this.grammar.said.of(words, i);
    }
    for (let k = 0; k < count; k += 1) this.fixed(k);
    this.phrases();
  }

  lower(k: number): string {
    return k < 0 || k >= this.count ? "" : (this.words.lower[this.from + k] ?? "");
  }

  bits(k: number): number {
    return k < 0 || k >= this.count ? 0 : (this.entries[k]?.bits ?? 0);
  }

  /** Whether the token is still open and can be one of the classes. */
  can(k: number, bits: number): boolean {
    return k >= 0 && k < this.count && this.tags[k] === T.other && (this.bits(k) & bits) !== 0;
  }

  tagAt(k: number): number {
    return k < 0 || k >= this.count ? T.stop : (this.tags[k] ?? T.other);
  }

  /** Whether the token's dictionary form as a verb is of a class of `classes.tsv`. */
  isVerb(k: number, name: string): boolean {
    return this.grammar.is(name, this.entries[k]?.verb ?? "");
  }

  /** The nearest token before `k` that is no adverb, negation or quotation mark. */
  before(k: number): number {
    let j = k - 1;
    while (j >= 0 && (this.tags[j] === T.adverb || this.tags[j] === T.negation || this.tags[j] === T.quote)) j -= 1;
    return j;
  }

  /** The nearest token from `k` on that is no adverb, negation or quotation mark. */
  after(k: number): number {
    let j = k;
    while (j < this.count && (this.tags[j] === T.quote || this.tags[j] === T.negation || this.adverbial(j))) j += 1;
    return j;
  }

  private adverbial(k: number): boolean {
    return this.tags[k] === T.adverb || (this.tags[k] === T.other && (this.bits(k) & ~ADJECTIVE) === ADVERB);
  }

  /** Whether a noun phrase can begin at `k`. */
  phraseAt(k: number): boolean {
    const tag = this.tagAt(k);
    if (tag >= T.noun && tag <= T.number) return tag !== T.adverb;
    if (tag === T.quote) return this.phraseAt(k + 1);
    return tag === T.other && (this.bits(k) & (DETERMINER | NOUN | ADJECTIVE | PRONOUN)) !== 0;
  }

  /** Whether a noun phrase surely begins at `k`: with a determiner, a pronoun, a name, a number, a plural noun. */
  objectAt(k: number): boolean {
    const tag = this.tagAt(k);
    if (tag === T.name || tag === T.number || tag === T.determiner || tag === T.pronoun) return true;
    if (tag === T.quote) return this.objectAt(k + 1);
    if (tag !== T.other) return tag === T.noun || tag === T.adjective;
    const bits = this.bits(k);
    if (this.lower(k) === "that" || bits & (SUBORDINATOR | PREPOSITION)) return false;
    if (bits & (DETERMINER | PRONOUN)) return true;
    if (bits & ADVERB) return false;
    if (bits & NOUN) return true;
    return (bits & ADJECTIVE) !== 0 && (this.can(k + 1, NOUN | ADJECTIVE) || this.tagAt(k + 1) === T.name);
  }

  /** Whether the token lies in a name, a number or a date. */
  spokenFor(k: number): boolean {
    return (this.taken[this.from + k] ?? 0) > 0;
  }

  /** What needs no context. */
  fixed(k: number): void {
    const i = this.from + k;
    const taken = this.taken[i] ?? 0;
    if (taken > 0) this.tags[k] = taken === 1 ? T.name : taken === 2 ? T.number : T.date;
    else if (this.words.kind[i] === PUNCTUATION) this.tags[k] = this.sign(i, this.lower(k));
    else if (this.words.kind[i] === NUMBER) this.tags[k] = T.number;
    else if (this.words.kind[i] === WORD)
      this.tags[k] = this.isGloss(i) ? T.adverb : this.isAge(i) ? T.preposition : this.closed(k);
    else this.tags[k] = T.quote;
  }

  /** "aged 34", "aged between 9 and 13": stands before its number as a preposition does. */
  private isAge(i: number): boolean {
    if (this.words.lower[i] !== "aged") return false;
    const next = this.words.lower[i + 1] ?? "";
    return this.taken[i + 1] === 2 || this.words.kind[i + 1] === NUMBER || next === "between" || next === "under";
  }

  /** "(lit. 'Attack')": an abbreviation, and no form of a verb. */
  private isGloss(i: number): boolean {
    return this.words.lower[i + 1] === "." && this.grammar.is("gloss", this.words.lower[i] ?? "");
  }

  /** A dash with a space before it parts as a comma does; one inside a word joins. */
  private sign(i: number, lower: string): number {
    if (lower === "'" && this.owns(i)) return T.possessive;
    if (lower !== "-") return punctuation(lower);
    const spaced = (this.words.start[i] ?? 0) > (this.words.end[i - 1] ?? 0);
    return spaced || this.words.text.charCodeAt(this.words.start[i] ?? 0) === 0x2014 ? T.dash : T.hyphen;
  }

  /** "the rebels' capital": right behind a plural, with a space after it and no quotation open before it. */
  private owns(i: number): boolean {
    const { words } = this;
    if (!(words.lower[i - 1] ?? "").endsWith("s") || words.start[i] !== words.end[i - 1]) return false;
    if ((words.start[i + 1] ?? 0) <= (words.end[i] ?? 0)) return false;
    for (let j = this.from; j < i; j += 1) {
      const opens = words.lower[j] === "'" && (words.start[j + 1] ?? 0) === words.end[j];
      if (opens && (j === this.from || (words.start[j] ?? 0) > (words.end[j - 1] ?? 0))) return false;
    }
    return true;
  }

  private closed(k: number): number {
    const bits = this.bits(k);
    if ((bits & CLOSED) === 0) return T.other;
    const lower = this.lower(k);
    if (bits & AUXILIARY && (isBe(lower) || isHave(lower) || isDo(lower))) return T.auxiliary;
    if (bits & MODAL) {
      if (lower === "need" || lower === "dare") return T.other;
      return this.words.shape[this.from + k] === CAPITAL && k > 0 ? T.other : T.modal;
    }
    if (bits & NEGATION && lower !== "not") return negative(lower, bits);
    if (OPEN.has(lower) || (bits & PREPOSITION && bits & (SUBORDINATOR | ING | PARTICIPLE | BASE))) return T.other;
    if (bits & SUBORDINATOR) return T.subordinator;
    if (bits & CONJUNCTION) return T.conjunction;
    if (bits & RELATIVE) return T.relative;
    if (bits & PREPOSITION && !(bits & (ADVERB | NOUN | ADJECTIVE))) return T.preposition;
    if (bits & POSSESSIVE) return T.determiner;
    if (bits & PRONOUN && !(bits & DETERMINER)) return T.pronoun;
    return T.other;
  }

  /** Joining words of several words, and words that are several things but one of them inside such a phrase. */
  phrases(): void {
    for (let k = 0; k < this.count; k += 1) {
      if ((this.bits(k) & STARTS) === 0) continue;
      const list = this.grammar.phrases.get(this.lower(k))?.get(this.lower(k + 1));
      if (list === undefined) continue;
      for (const phrase of list) {
        // "used to fire": a verb with "to" is read as one.
        if (phrase.bits & MODAL || !this.spells(k, phrase.words)) continue;
        this.tags.fill(joining(phrase.bits, this.lower(k)), k, k + phrase.words.length);
        this.lengths[k] = phrase.words.length;
        k += phrase.words.length - 1;
        break;
      }
    }
  }

  private spells(k: number, words: readonly string[]): boolean {
    for (let j = 0; j < words.length; j += 1) if (this.lower(k + j) !== words[j] || this.spokenFor(k + j)) return false;
    return true;
  }
}

/** Words that join clauses or do something else; what stands beside them decides. */
const OPEN = new Set(
  "to that once where when both either neither there yet so not himself herself itself themselves".split(" "),
);

/** "no", "neither" stand before a noun, "nobody" for one; "rarely" is only an adverb of time. */
function negative(lower: string, bits: number): number {
  if (lower === "no") return T.determiner;
  if (lower === "neither") return T.other;
  if (bits & PREPOSITION) return T.preposition;
  if (bits & PRONOUN) return T.pronoun;
  if (bits & CONJUNCTION) return T.conjunction;
  return bits & ADVERB || /^(hardly|scarcely|barely|rarely|seldom)$/.test(lower) ? T.adverb : T.negation;
}

function joining(bits: number, first: string): number {
  if (bits & PREPOSITION) return T.preposition;
  if (bits & CONJUNCTION) return first === "not" ? T.adverb : T.conjunction;
  if (bits & SUBORDINATOR) return T.subordinator;
  if (bits & NEGATION) return T.negation;
  return bits & PRONOUN ? T.pronoun : T.adverb;
}

function punctuation(sign: string): number {
  if (sign === ",") return T.comma;
  if (sign === "(" || sign === "[" || sign === "{") return T.open;
  if (sign === ")" || sign === "]" || sign === "}") return T.close;
  if (sign === "'s") return T.possessive;
  if (
    sign === "'" ||
    sign === '"' ||
    sign === "\u201c" ||
    sign === "\u201d" ||
    sign === "\u2018" ||
    sign === "\u00ab" ||
    sign === "\u00bb"
  )
    return T.quote;
  return T.stop;
}
