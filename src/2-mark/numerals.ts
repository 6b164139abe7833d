import { type Knowledge, rows } from "../0-model/knowledge.ts";
import { NUMBER, type Words } from "../0-model/mark.ts";
import type { Bound } from "../0-model/quantity.ts";

/** A number as read at one token: the tokens `[from, to)` and its value; null for a vague one ("dozens"). */
export interface Numeral {
  readonly to: number;
  readonly value: number | null;
  /** The unscaled number and the scale that follows it: "two million" is 2 and 1,000,000; they are shared in ranges. */
  readonly scale: number;
  /** True for digits, false for words. */
  readonly digits: boolean;
}

/** Bound words beside a number, as token positions. */
export interface BoundWords {
  readonly at: number;
  readonly bound: Bound;
}

interface Entry {
  readonly kind: string;
  readonly value: number;
}

export interface Numerals {
  /** True when a folded word can begin a number in words. */
  starts(lower: string): boolean;
  /** The number that begins at token `i`, or null. */
  read(words: Words, i: number): Numeral | null;
  /** The longest bound phrase that ends before token `i`, not going before `from`; `at` is its first token. */
  before(words: Words, i: number, from: number): BoundWords | null;
  /** The longest bound phrase that begins at token `i`; `at` is the token after it. */
  after(words: Words, i: number): BoundWords | null;
  /** The denominator of a fraction word ("third", "quarters"), or 0. */
  fraction(lower: string): number;
  isPercent(lower: string): boolean;
}

type Phrases = ReadonlyMap<string, readonly { readonly words: readonly string[]; readonly bound: Bound }[]>;

/** Number words and bound words of a language. Throws a plain Error when a list is missing. */
export function compileNumerals(knowledge: Knowledge): Numerals {
  const entries = new Map<string, Entry>();
  const fractions = new Map<string, number>();
  const percents = new Set<string>();
  for (const [word = "", kind = "", value = ""] of rows(knowledge.lexicons, "numbers")) {
    if (kind === "fraction") fractions.set(word, Number(value));
    else if (kind === "percent") percents.add(word);
    else if (kind !== "ordinal" && kind !== "scale-short") entries.set(word, { kind, value: Number(value) });
  }
  const before = phrases(knowledge, "before", (words) => words.at(-1) ?? "");
  const after = phrases(knowledge, "after", (words) => words[0] ?? "");
  return {
    starts: (lower) => entries.has(lower) || (lower.includes("-") && hyphened(lower, entries) !== null),
    read: (words, i) => read(words, i, entries),
    before: (words, i, from) => matchBefore(words, i, from, before),
    after: (words, i) => matchAfter(words, i, after),
    fraction: (lower) => fractions.get(lower) ?? 0,
    isPercent: (lower) => percents.has(lower),
  };
}

function phrases(knowledge: Knowledge, place: string, key: (words: readonly string[]) => string): Phrases {
  const made = new Map<string, { words: readonly string[]; bound: Bound }[]>();
  for (const [phrase = "", where, bound] of rows(knowledge.lexicons, "bounds")) {
    if (where !== place) continue;
    const parts = phrase.split(" ");
    const list = made.get(key(parts)) ?? [];
    list.push({ words: parts, bound: bound as Bound });
    made.set(key(parts), list);
  }
  for (const list of made.values()) list.sort((a, b) => b.words.length - a.words.length);
  return made;
}

function matchBefore(words: Words, i: number, from: number, known: Phrases): BoundWords | null {
  if (i <= from) return null;
  for (const phrase of known.get(words.lower[i - 1] ?? "") ?? []) {
    const at = i - phrase.words.length;
    if (at >= from && phrase.words.every((word, k) => words.lower[at + k] === word)) return { at, bound: phrase.bound };
  }
  return null;
}

function matchAfter(words: Words, i: number, known: Phrases): BoundWords | null {
  for (const phrase of known.get(words.lower[i] ?? "") ?? []) {
    if (phrase.words.every((word, k) => words.lower[i + k] === word)) {
      return { at: i + phrase.words.length, bound: phrase.bound };
    }
  }
  return null;
}

/** A longer run of digits is no number that anyone counts to. */
const LONGEST = 20;

/** No number is written in more words: reading stays linear on any text. */
const MOST_WORDS = 16;

/** The value of a number in digits: "12", "1,200", "2.5", "100,000". NaN for a clock, a version or an address. */
export function digitsOf(lower: string): number {
  if (lower.length > LONGEST) return Number.NaN;
  let value = 0;
  let decimals = 0;
  let group = -1;
  for (let k = 0; k < lower.length; k += 1) {
    const code = lower.charCodeAt(k);
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48;
      if (decimals > 0) decimals *= 10;
      if (group >= 0) group += 1;
    } else if (code === 44 && decimals === 0 && (group < 0 ? k > 0 && k <= 3 : group === 3)) group = 0;
    else if (code === 46 && decimals === 0 && (group < 0 || group === 3)) {
      decimals = 1;
      group = -1;
    } else return Number.NaN;
  }
  if (group >= 0 && group !== 3) return Number.NaN;
  return decimals > 1 ? Number(lower.replaceAll(",", "")) : value;
}

function read(words: Words, i: number, entries: ReadonlyMap<string, Entry>): Numeral | null {
  if (i >= words.count) return null;
  if (words.kind[i] === NUMBER) return readDigits(words, i, entries);
  return readVague(words, i, entries) ?? readWords(words, i, entries);
}

function readDigits(words: Words, i: number, entries: ReadonlyMap<string, Entry>): Numeral | null {
  let value = digitsOf(words.lower[i] ?? "");
  if (Number.isNaN(value)) return null;
  let to = i + 1;
  // "1 000": a space between thousands.
  while (words.kind[to] === NUMBER && words.lower[to] === "000" && words.start[to] === (words.end[to - 1] ?? 0) + 1) {
    value *= 1000;
    to += 1;
  }
  let scale = 1;
  const most = to + 3;
  for (
    let entry = entries.get(words.lower[to] ?? "");
    isBig(entry) && to < most;
    entry = entries.get(words.lower[to] ?? "")
  ) {
    scale *= entry.value;
    to += 1;
  }
  return { to, value: precise(value * scale), scale, digits: true };
}

function isBig(entry: Entry | undefined): entry is Entry {
  return entry !== undefined && (entry.kind === "scale" || entry.kind === "group") && entry.value !== 20;
}

/** 2.2 times a million is 2200000, not 2200000.0000000005. */
function precise(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  return Number(value.toPrecision(15));
}

/** "dozens", "hundreds of thousands", "several hundred", "a few dozen", "a couple", "a number". */
function readVague(words: Words, i: number, entries: ReadonlyMap<string, Entry>): Numeral | null {
  const { lower } = words;
  const article = lower[i] === "a" || lower[i] === "the last" ? 1 : 0;
  let to = i + article;
  const head = lower[to] ?? "";
  if (article === 1 && head === "number" && lower[to + 1] === "of") return vague(to + 1);
  const first = entries.get(head);
  if (first?.kind !== "vague") return null;
  if (article === 0 && (head === "couple" || head === "handful")) return null;
  if (article === 1 && head !== "few" && head !== "couple" && head !== "handful") return null;
  to += 1;
  while (to < i + MOST_WORDS) {
    const next = entries.get(lower[to] ?? "");
    if (next !== undefined && (next.kind === "vague" || next.kind === "scale" || next.kind === "group")) to += 1;
    else if (lower[to] === "of" && entries.get(lower[to + 1] ?? "")?.kind === "vague") to += 2;
    else break;
  }
  return vague(to);
}

function vague(to: number): Numeral {
  return { to, value: null, scale: 1, digits: false };
}

/** "twenty-five", "two-hundred". */
function hyphened(lower: string, entries: ReadonlyMap<string, Entry>): number | null {
  let value = 0;
  for (const part of lower.split("-")) {
    const entry = entries.get(part);
    if (entry === undefined || entry.kind === "vague") return null;
    value = entry.kind === "scale" || entry.kind === "group" ? Math.max(value, 1) * entry.value : value + entry.value;
  }
  return value;
}

/** The state of reading a number in words. */
interface Sum {
  total: number;
  current: number;
  last: "" | "unit" | "tens" | "scale";
  scale: number;
}

function readWords(words: Words, i: number, entries: ReadonlyMap<string, Entry>): Numeral | null {
  const { lower } = words;
  if (lower[i] === "half") return halfOf(words, i, entries);
  let to = i;
  if (lower[i] === "a" || lower[i] === "an") {
    const next = entries.get(lower[i + 1] ?? "");
    if (next === undefined || (next.kind !== "scale" && next.kind !== "group")) return null;
    to += 1;
  }
  const sum: Sum = { total: 0, current: 0, last: "", scale: 1 };
  while (to < words.count && to < i + MOST_WORDS) {
    if (lower[to] === "and" && sum.last !== "") {
      const half = lower[to + 1] === "a" && lower[to + 2] === "half" && sum.last === "unit";
      if (half) {
        sum.current += 0.5;
        to += 3;
        continue;
      }
      // "hundred and sixty-nine" goes on; "two and three" does not.
      if (sum.last !== "scale" || !add(sum, lower[to + 1] ?? "", entries, true)) break;
      to += 2;
    } else if (add(sum, lower[to] ?? "", entries, false)) to += 1;
    else break;
  }
  if (sum.last === "") return null;
  return { to, value: precise(sum.total + sum.current), scale: sum.scale, digits: false };
}

/** Adds one word to the sum; false when it cannot follow. */
function add(sum: Sum, lower: string, entries: ReadonlyMap<string, Entry>, small: boolean): boolean {
  const entry = entries.get(lower);
  const value = entry?.value ?? (lower.includes("-") ? hyphened(lower, entries) : null);
  if (value === null || entry?.kind === "vague") return false;
  if (entry?.kind === "scale" || entry?.kind === "group") return multiply(sum, value, small);
  const fits = sum.last === "" || sum.last === "scale" || (sum.last === "tens" && value < 10 && value > 0);
  if (!fits || (sum.last === "scale" && value >= sum.scale)) return false;
  sum.current += value;
  sum.last = entry?.kind === "tens" ? "tens" : "unit";
  return true;
}

function multiply(sum: Sum, value: number, small: boolean): boolean {
  if (small || value === 20) return false;
  if (sum.last === "scale" && sum.current === 0 && value >= sum.scale) sum.total *= value;
  else if (value === 100 || value === 12) sum.current = Math.max(sum.current, 1) * value;
  else {
    sum.total += Math.max(sum.current, 1) * value;
    sum.current = 0;
  }
  sum.scale = value;
  sum.last = "scale";
  return true;
}

/** "half a dozen", "half a million". */
function halfOf(words: Words, i: number, entries: ReadonlyMap<string, Entry>): Numeral | null {
  const at = words.lower[i + 1] === "a" ? i + 2 : i + 1;
  const entry = entries.get(words.lower[at] ?? "");
  if (!isBig(entry)) return null;
  return { to: at + 1, value: entry.value / 2, scale: entry.value, digits: false };
}
