import { NUMBER, OTHER, WORD, type Words } from "../0-model/mark.ts";
import type { Bound, Unit } from "../0-model/quantity.ts";
import type { CountedOf } from "./counted.ts";
import type { Numerals } from "./numerals.ts";
import type { Recall } from "./recall.ts";

/** The lists that reading quantities needs, and the text being read. */
export interface Ledger {
  readonly words: Words;
  readonly masked: (i: number) => boolean;
  readonly lists: QuantityLists;
  /** False when the text is all upper case: then an upper-case word is no acronym. */
  readonly cased: boolean;
}

export interface QuantityLists {
  readonly numerals: Numerals;
  readonly counted: CountedOf;
  /** By place in `bounds.tsv`: currency, head, people, change, age, alone. */
  readonly beside: ReadonlyMap<string, ReadonlySet<string>>;
  /** Glued scales: "2.5bn". */
  readonly short: ReadonlyMap<string, number>;
  /** What a word hung on a number says: "plus" is `at-least`, "strong" is `people`. */
  readonly hung: ReadonlyMap<string, string>;
  /** Whether a word can begin an amount. */
  readonly opens: Recall<boolean>;
}

/** A number, or a range of numbers, that ends before the token `to`. Both are null when the words are vague. */
export interface Amount {
  readonly to: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The last scale word read, 1 without one: a range shares it ("two to three million"). */
  readonly scale: number;
  readonly digits: boolean;
  /** Known from the amount itself: money, percent. */
  readonly unit: Unit | null;
  readonly range: boolean;
  /** A bound that is hung on the number itself: "40-plus". */
  readonly bound?: Bound;
}

const isDash = (lower: string): boolean =>
  lower.length === 1 && "-\u2010\u2011\u2012\u2013\u2014\u2212".includes(lower);

/** A part of a word has no number of its own. */
const NONE = new Int32Array(0);

/** "40-plus", "300-strong", "twelve-member": a number with a word hung on it, in the token at `i`. */
export function hungOn({ words, lists }: Ledger, i: number): Amount | null {
  const lower = words.lower[i] ?? "";
  const dash = lower.lastIndexOf("-");
  const said = dash > 0 ? lists.hung.get(lower.slice(dash + 1)) : undefined;
  if (said === undefined) return null;
  const head = lower.slice(0, dash);
  const alone = {
    ...words,
    lower: [head],
    kind: Uint8Array.of(/^\d/.test(head) ? NUMBER : WORD),
    count: 1,
    type: NONE,
  };
  const read = lists.numerals.read(alone, 0);
  if (read === null || read.value === null) return null;
  const { value } = read;
  const people = said === "people";
  return {
    to: i + 1,
    low: value,
    high: value,
    scale: 1,
    digits: true,
    unit: people ? "people" : null,
    range: false,
    ...(people ? {} : { bound: said as Bound }),
  };
}

/** "$25 million", "US$5,000", "£2.5bn": the amount behind a sign of money at `i`. */
export function money(l: Ledger, i: number): Amount | null {
  const { words, lists } = l;
  const currency = lists.beside.get("currency");
  let at = i;
  if (words.lower[at] === "us" && words.lower[at + 1] === "$") at += 1;
  if (currency?.has(words.lower[at] ?? "") !== true) return null;
  const first = number(l, at + 1);
  return first === null ? null : { ...first, unit: "money" };
}

function number(l: Ledger, i: number): Amount | null {
  const { words, lists } = l;
  const glued = /^(\d[\d,]*(?:\.\d+)?)([a-z]{1,2})$/.exec(words.lower[i] ?? "");
  const short = lists.short.get(glued?.[2] ?? "");
  if (glued !== null && short !== undefined) {
    const value = Number((Number(glued[1]?.replaceAll(",", "")) * short).toPrecision(15));
    return { to: i + 1, low: value, high: value, scale: short, digits: true, unit: null, range: false };
  }
  if (words.kind[i] !== NUMBER) return null;
  const read = lists.numerals.read(words, i);
  return read === null ? null : { ...read, low: read.value, high: read.value, unit: null, range: false };
}

/**
 * Two numbers joined by "to", "or", a dash, or "and" after "between". After a word of change ("rose from 60 to 95") and
 * where the second is not the larger, they stay two.
 */
export function inRange(
  l: Ledger,
  i: number,
  first: Amount,
  plain: (l: Ledger, i: number) => Amount | null,
): Amount | null {
  const { words } = l;
  const join = words.lower[first.to] ?? "";
  const dash = isDash(join);
  const opened = words.lower[i - 1] === "between" && join === "and";
  if (first.low === null || !(dash || join === "to" || join === "or" || opened)) return first;
  const second = money(l, first.to + 1) ?? plain(l, first.to + 1);
  const glued =
    dash && words.end[first.to - 1] === words.start[first.to] && words.end[first.to] === words.start[first.to + 1];
  if (second === null || second.low === null || changes(l, i))
    return dash && glued && words.kind[first.to + 1] === WORD ? null : first;
  const shared = first.scale === 1 && second.scale > 1 && first.low < second.low / second.scale ? second.scale : 1;
  const low = Number((first.low * shared).toPrecision(15));
  // "3-2" is a score, "555-1234" a telephone number: neither is a range, nor two quantities.
  if (low >= second.low) return glued ? null : first;
  return { ...second, low, high: second.low, unit: first.unit ?? second.unit, range: true };
}

/** True when the number at `i` stands in "rose from 60 to 95". */
function changes({ words, lists }: Ledger, i: number): boolean {
  if (words.lower[i - 1] !== "from") return false;
  for (let k = i - 2; k >= 0 && k > i - 6; k -= 1) {
    if (lists.beside.get("change")?.has(words.lower[k] ?? "") === true) return true;
  }
  return false;
}

/** The token after "%", "percent" or "per cent" at `i`; 0 when none stands there. */
export function percentEnd({ words, lists }: Ledger, i: number): number {
  const lower = words.lower[i] ?? "";
  if (words.kind[i] === OTHER && lower === "%") return i + 1;
  if (lower === "per" && words.lower[i + 1] === "cent") return i + 2;
  return lists.numerals.isPercent(lower) ? i + 1 : 0;
}

/** "a third of", "two-thirds", "half of the members", "one in five": a share as a percentage, to one decimal. */
export function fraction(l: Ledger, i: number): Amount | null {
  const { words, lists } = l;
  const lower = words.lower[i] ?? "";
  if (lower === "half") return halved(l, i);
  const dash = lower.indexOf("-");
  if (dash > 0) {
    const count = counting(l, lower.slice(0, dash));
    const part = lists.numerals.fraction(lower.slice(dash + 1));
    return count > 0 && part > count && words.lower[i + 1] === "of" ? percent(i + 1, count / part) : null;
  }
  const next = words.lower[i + 1] ?? "";
  const count = counting(l, lower);
  const part = lists.numerals.fraction(next);
  if (
    count > 0 &&
    part > count &&
    next !== "half" &&
    (words.lower[i + 2] === "of" || (count > 1 && next.endsWith("s")))
  ) {
    return percent(i + 2, count / part);
  }
  const out = next === "out" && words.lower[i + 2] === "of" ? i + 3 : next === "in" ? i + 2 : 0;
  if (out === 0 || (words.kind[i] !== NUMBER && count === 0)) return null;
  const small = words.kind[i] === NUMBER ? lists.numerals.read(words, i) : { to: i + 1, value: count };
  const whole = lists.numerals.read(words, out);
  if (small?.to !== i + 1 || !small.value || !whole?.value || small.value >= whole.value || whole.value > 100)
    return null;
  // "12 in 20 districts" counts; "one in five members" and "3 in 10" are shares.
  const isShare = next === "out" || small.value < 10;
  return isShare && (next === "out" || whole.value <= 10 || whole.value % 10 === 0)
    ? percent(whole.to, small.value / whole.value)
    : null;
}

/** The value of a small number word, "a" included; 0 when it is none. */
function counting({ words, lists }: Ledger, lower: string): number {
  if (lower === "a" || lower === "an") return 1;
  const small = SMALL.indexOf(lower);
  return small > 0 && words.count > 0 && lists.numerals.starts(lower) ? small : 0;
}

const SMALL: readonly string[] = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

function halved({ words }: Ledger, i: number): Amount | null {
  const next = words.lower[i + 1] ?? "";
  if (["of", "the", "its", "their", "his", "her", "all", "these", "those"].includes(next)) return percent(i + 1, 0.5);
  return null;
}

function percent(to: number, share: number): Amount {
  const value = Math.round(share * 1000) / 10;
  return { to, low: value, high: value, scale: 1, digits: false, unit: "percent", range: false };
}

const PRONOUNS: ReadonlySet<string> = new Set(["them", "us", "it", "these", "those", "which", "whom"]);
const ENDS: ReadonlySet<string> = new Set(
  "was were is are had has have in on at by for from with to and or but who that when as came come said".split(" "),
);

/** The whole that a share is of: the words after "of", or right after the share, to the counted noun. */
export function share({ words, lists, masked }: Ledger, end: number, amount: Amount): string | null {
  const of = words.lower[end] === "of";
  if (!of && amount.unit !== "percent") return null;
  const from = of ? end + 1 : end;
  let to = from;
  while (to < words.count && to < from + 7 && !masked(to)) {
    const lower = words.lower[to] ?? "";
    // "of the district's people"
    const owner = (lower === "'s" || lower === "\u2019s") && words.kind[to + 1] === WORD && to > from;
    if (words.kind[to] !== WORD && !owner && !(words.kind[to] === NUMBER && to > from)) break;
    if (PRONOUNS.has(lower) && to === from) {
      to += 1;
      break;
    }
    if (ENDS.has(lower)) break;
    to += 1;
    if (/^['\u2019]s$/.test(words.lower[to] ?? "")) continue;
    if (lists.counted(lower)?.plural === true && lists.counted(words.lower[to] ?? "") === null) break;
  }
  return to > from ? words.text.slice(words.start[from], words.end[to - 1]) : null;
}
