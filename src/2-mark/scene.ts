import { CAPITAL, NUMBER, PUNCTUATION, UPPER, WORD, type Words } from "../0-model/mark.ts";
import type { CountedOf } from "./counted.ts";
import type { Numerals } from "./numerals.ts";
import { BOUND, LICENCE, LINK, MONTH, type TimeWord, type TimeWords } from "./timewords.ts";

/** What reading needs to know beside the tokens. */
export interface Lists {
  readonly time: TimeWords;
  readonly numerals: Numerals;
  readonly counted: CountedOf;
  /** Words that make the number after them a name: "Resolution 1973". */
  readonly heads: ReadonlySet<string>;
}

/** The tokens of one text with their words of time looked up once, and the small questions the grammar asks of them. */
export class Scene {
  readonly words: Words;
  readonly lists: Lists;
  /** The document's day as a number, or null. */
  readonly day: number | null;
  /** As of the words. */
  readonly cased: boolean;
  private readonly known: readonly TimeWord[];
  private readonly early: boolean;

  constructor(words: Words, lists: Lists, day: number | null) {
    this.words = words;
    this.lists = lists;
    this.day = day;
    const known: TimeWord[] = new Array(words.count);
    for (let i = 0; i < words.count; i += 1) {
      const kind = words.kind[i];
      known[i] = kind === WORD || kind === PUNCTUATION ? lists.time.of(words, i) : lists.time.none;
    }
    this.known = known;
    this.cased = words.cased;
    this.early = this.hasEarly();
  }

  at(i: number): TimeWord {
    return this.known[i] ?? this.lists.time.none;
  }

  bits(i: number): number {
    return this.at(i).bits;
  }

  is(i: number, bit: number): boolean {
    return (this.at(i).bits & bit) !== 0;
  }

  lower(i: number): string {
    return this.words.lower[i] ?? "";
  }

  /** Written so that it can be a name or the first word of a sentence; in caseless text every word is. */
  raised(i: number): boolean {
    const shape = this.words.shape[i];
    return !this.cased || shape === CAPITAL || shape === UPPER;
  }

  /** The value of a token of one to four plain digits, or -1. */
  int(i: number): number {
    if (this.words.kind[i] !== NUMBER) return -1;
    const lower = this.lower(i);
    if (lower.length > 4) return -1;
    let value = 0;
    for (let k = 0; k < lower.length; k += 1) {
      const code = lower.charCodeAt(k);
      if (code < 48 || code > 57) return -1;
      value = value * 10 + code - 48;
    }
    return value;
  }

  /** The value of a token of exactly four digits, 1000-2100, or -1; of three digits in a text about so early a time. */
  year(i: number): number {
    const { length } = this.lower(i);
    if (length !== 4 && !(length === 3 && this.early)) return -1;
    const value = this.int(i);
    return value >= (length === 4 ? 1000 : 100) && value <= 2100 ? value : -1;
  }

  /** True when the text has a date with a year of three digits: "347 AD", "30 September 420)". */
  private hasEarly(): boolean {
    for (let i = 1; i < this.words.count; i += 1) {
      if (this.words.kind[i] !== NUMBER || this.lower(i).length !== 3 || this.int(i) < 100) continue;
      const dated = this.is(i - 1, MONTH) && this.int(i - 2) >= 1 && this.int(i - 2) <= 31;
      if (dated && (this.isSign(i + 1, ")") || this.isSign(i + 1, ","))) return true;
      if (
        (this.at(i + 1).calendar === "ad" && this.raised(i + 1)) ||
        (this.at(i - 1).calendar === "ad" && this.raised(i - 1))
      )
        return true;
    }
    return false;
  }

  /** True when nothing stands between token `i - 1` and token `i`. */
  touches(i: number): boolean {
    return i > 0 && i < this.words.count && this.words.start[i] === this.words.end[i - 1];
  }

  /** How many line ends stand before token `i`. */
  lines(i: number): number {
    if (i <= 0 || i >= this.words.count) return 2;
    let count = 0;
    for (let k = this.words.end[i - 1] ?? 0; k < (this.words.start[i] ?? 0); k += 1) {
      if (this.words.text.charCodeAt(k) === 10) count += 1;
    }
    return count;
  }

  isDash(i: number): boolean {
    return (
      this.words.kind[i] === PUNCTUATION &&
      this.lower(i).length === 1 &&
      "-\u2010\u2011\u2012\u2013\u2014\u2212".includes(this.lower(i))
    );
  }

  isSign(i: number, sign: string): boolean {
    return this.words.kind[i] === PUNCTUATION && this.lower(i) === sign;
  }

  /** True when a clause can end before token `i`: no word follows, or one that does not belong to a noun phrase. */
  ends(i: number): boolean {
    return (
      i >= this.words.count || this.words.kind[i] === PUNCTUATION || (this.bits(i) & LINK) !== 0 || this.lines(i) > 0
    );
  }

  /** True when the words at `i` are what the number before them counts: "fighters", "Taliban fighters", not events. */
  isCounted(i: number, reach = 1): boolean {
    for (let k = i; k < i + reach && k < this.words.count; k += 1) {
      if (this.words.kind[k] !== WORD || (this.bits(k) & LINK) !== 0 || this.lines(k) > 0) return false;
      const noun = this.lists.counted(this.lower(k));
      if (noun?.plural === true) return noun.unit !== "events";
    }
    return false;
  }

  /** True when the word at `i` is an event that a year can describe: "attack", "elections". */
  isEvent(i: number): boolean {
    return this.lists.counted(this.lower(i))?.unit === "events";
  }

  /** True when a word before token `i` makes a month or year out of what could be something else. */
  licensed(i: number): boolean {
    return i > 0 && (this.bits(i - 1) & (LICENCE | BOUND)) !== 0;
  }

  /** The same over an article: "in the third quarter". */
  licensedArticle(i: number): boolean {
    return this.lower(i - 1) === "the" && this.licensed(i - 1);
  }

  /** The start of the sentence that token `i` stands in, looking back at most `reach` tokens. */
  sentence(i: number, reach: number): number {
    const least = Math.max(0, i - reach);
    let k = i;
    while (k > least && !this.breaks(k)) k -= 1;
    return k;
  }

  /** True when a sentence can begin at token `k`. */
  breaks(k: number): boolean {
    if (this.lines(k) > 1) return true;
    const lower = this.lower(k - 1);
    if (this.words.kind[k - 1] !== PUNCTUATION) return false;
    if (lower === "!" || lower === "?" || lower === ";") return true;
    if (lower !== ".") return false;
    const before = this.at(k - 2);
    return !(before.short || this.words.kind[k] === NUMBER) && this.raised(k);
  }
}
