import type { Knowledge } from "../0-model/knowledge.ts";
import { rows } from "../0-model/knowledge.ts";
import { CAPITAL, LOWER, NUMBER, PUNCTUATION, type QuantityMark, UPPER, WORD, type Words } from "../0-model/mark.ts";
import type { Bound, Quantity, Unit } from "../0-model/quantity.ts";
import {
  type Amount,
  fraction,
  hungOn,
  inRange,
  type Ledger,
  money,
  percentEnd,
  type QuantityLists,
  share,
} from "./amounts.ts";
import { compileCounted } from "./counted.ts";
import { compileNumerals, type Numeral } from "./numerals.ts";
import { Recall } from "./recall.ts";

export { compileCounted } from "./counted.ts";

/**
 * The numbers of a text with their bound words, ascending and without overlap. `masked` tells the tokens that lie in a
 * date: they are never counted. Ages, ordinals, names with numbers ("Unit 8200"), clock times and versions are no
 * quantities. The unit is a guess from the noun that follows, or from the verb of a number without one; `of` is left to
 * the noun phrase. Nothing is ever summed. Throws a plain Error when a list is missing; never for any text.
 */
export function compileQuantities(
  knowledge: Knowledge,
): (words: Words, masked: (i: number) => boolean) => QuantityMark[] {
  const lists = compileLists(knowledge);
  return (words, masked) => {
    const found: QuantityMark[] = [];
    const ledger: Ledger = { words, masked, lists, cased: words.shape.includes(LOWER) };
    let last: QuantityMark | null = null;
    for (let i = 0; i < words.count; i += 1) {
      if (words.kind[i] === PUNCTUATION || (words.kind[i] === WORD && !lists.opens.of(words, i)) || masked(i)) continue;
      const mark = quantityAt(ledger, i, last);
      if (mark === null) continue;
      found.push(mark);
      last = mark;
      i = mark.to - 1;
    }
    return found;
  };
}

function compileLists(knowledge: Knowledge): QuantityLists {
  const beside = new Map<string, Set<string>>();
  for (const [phrase = "", place = ""] of rows(knowledge.lexicons, "bounds")) {
    const set = beside.get(place) ?? new Set();
    beside.set(place, set.add(phrase));
  }
  const short = new Map<string, number>();
  for (const [word = "", kind, value = ""] of rows(knowledge.lexicons, "numbers")) {
    if (kind === "scale-short") short.set(word, Number(value));
  }
  const hung = new Map<string, string>();
  for (const [word = "", place, says = ""] of rows(knowledge.lexicons, "bounds")) {
    if (place === "hung") hung.set(word, says);
  }
  const lists = { numerals: compileNumerals(knowledge), counted: compileCounted(knowledge), beside, short, hung };
  return { ...lists, opens: new Recall((lower) => opens(lists, lower)) };
}

/** True when a word can begin an amount. */
function opens(lists: Omit<QuantityLists, "opens">, lower: string): boolean {
  const code = lower.charCodeAt(0);
  if (lower.includes("-"))
    return (
      lists.hung.has(lower.slice(lower.lastIndexOf("-") + 1)) ||
      lists.numerals.starts(lower) ||
      lists.numerals.fraction(lower.slice(lower.indexOf("-") + 1)) > 0
    );
  return (
    lower === "a" ||
    lower === "an" ||
    lower === "half" ||
    lower === "us" ||
    (code >= 48 && code <= 57) ||
    lists.numerals.starts(lower) ||
    lists.beside.get("currency")?.has(lower) === true
  );
}

function has({ lists, words }: Ledger, place: string, i: number): boolean {
  return lists.beside.get(place)?.has(words.lower[i] ?? "") === true;
}

function quantityAt(l: Ledger, i: number, last: QuantityMark | null): QuantityMark | null {
  const { words } = l;
  const least = last?.to ?? 0;
  const amount = amountAt(l, i);
  if (amount === null || isMasked(l, i, amount.to) || isName(l, i, amount)) return null;
  const between = rangeStart(l, i, amount, least);
  const before = l.lists.numerals.before(words, between, least);
  const bare = before === null || isMasked(l, before.at, between);
  const after = l.lists.numerals.after(words, amount.to);
  const from = bare ? between : before.at;
  const behind =
    after === null || isMasked(l, amount.to, after.at) || (!bare && after.bound !== "about") ? null : after;
  const to = behind === null ? amount.to : behind.at;
  const percent = percentEnd(l, to);
  const end = percent > 0 && !isMasked(l, to, percent) ? percent : to;
  const bound = bare ? (behind?.bound ?? amount.bound ?? null) : before.bound;
  const unit = amount.unit ?? (end > to ? "percent" : (unitOf(l, from, end) ?? listed(l, from, last)));
  if (bare && behind === null && isNothing(l, i, amount, unit)) return null;
  const quantity: Quantity = {
    ...bounded(amount, bound),
    unit: unit ?? "items",
    per: perOf(l, end),
    shareOf: unit === "percent" ? share(l, end, amount) : null,
    words: words.text.slice(words.start[from], words.end[end - 1]),
    of: null,
    includes: null,
  };
  return { from, to: end, quantity };
}

/** The number or range of numbers at `i`, with its currency; null when there is none. */
function amountAt(l: Ledger, i: number): Amount | null {
  const part = fraction(l, i) ?? hungOn(l, i);
  if (part !== null) return part;
  const first = money(l, i) ?? plain(l, i);
  return first === null ? null : inRange(l, i, first, plain);
}

/** A number without anything beside it. */
function plain(l: Ledger, i: number): Amount | null {
  const { words, lists } = l;
  const glued = words.kind[i] === WORD ? gluedScale(l, i) : null;
  if (glued !== null) return glued;
  if (words.kind[i] !== NUMBER && words.kind[i] !== WORD) return null;
  const numeral: Numeral | null = lists.numerals.read(words, i);
  if (numeral === null) return null;
  return {
    to: numeral.to,
    low: numeral.value,
    high: numeral.value,
    scale: numeral.scale,
    digits: numeral.digits,
    unit: null,
    range: false,
  };
}

/** "20k", "2.5bn". */
function gluedScale({ words, lists }: Ledger, i: number): Amount | null {
  const found = /^(\d[\d,]*(?:\.\d+)?)([a-z]{1,2})$/.exec(words.lower[i] ?? "");
  const scale = lists.short.get(found?.[2] ?? "");
  if (found === null || scale === undefined) return null;
  const value = Number((Number(found[1]?.replaceAll(",", "")) * scale).toPrecision(15));
  return { to: i + 1, low: value, high: value, scale, digits: true, unit: null, range: false };
}

function isMasked({ masked }: Ledger, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (masked(i)) return true;
  return false;
}

/** The first token of "between 20 and 30" or "from 20 to 30". */
function rangeStart(l: Ledger, i: number, amount: Amount, least: number): number {
  const opener = l.words.lower[i - 1];
  return amount.range && i > least && !l.masked(i - 1) && (opener === "between" || opener === "from") ? i - 1 : i;
}

/** Low and high as the bound words leave them. */
function bounded(amount: Amount, bound: Bound | null): Pick<Quantity, "low" | "high" | "bound"> {
  const { low, high, range } = amount;
  if (low === null || high === null) return { low: null, high: null, bound: "vague" };
  switch (bound) {
    case null:
      return { low, high, bound: range ? "between" : "exact" };
    case "at-least":
    case "more-than":
      return { low, high: null, bound };
    case "nearly":
    case "up-to":
    case "fewer-than":
    case "most":
      return { low: null, high, bound };
    default:
      return { low, high, bound: range ? "between" : bound };
  }
}

/** True when the number is part of a name, an age, a list's numbering, or of something that is not counted. */
function isName(l: Ledger, i: number, amount: Amount): boolean {
  const { words } = l;
  const previous = words.lower[i - 1] ?? "";
  const touching = i > 0 && words.end[i - 1] === words.start[i];
  if (
    amount.unit === null &&
    touching &&
    (previous === "/" || previous === "#" || previous === "." || previous === "@")
  )
    return true;
  if (
    words.lower[amount.to] === "/" &&
    words.end[amount.to - 1] === words.start[amount.to] &&
    words.kind[amount.to + 1] === NUMBER
  )
    return true;
  if (words.lower[amount.to] === "°" || (words.lower[amount.to] === "years" && words.lower[amount.to + 1] === "old"))
    return true;
  if (amount.unit === "money") return false;
  if (words.lower[amount.to] === "times") return true;
  if (previous === "as" && (words.lower[i - 2] === "young" || words.lower[i - 2] === "old")) return true;
  if (isChained(l, i, amount)) return true;
  if (has(l, "calibre", amount.to)) return true;
  if (isAge(l, i)) return true;
  if (!amount.digits) return isWordOnly(l, i, amount);
  // "the 313 Brigade" is a name.
  if (words.shape[amount.to] === CAPITAL && has(l, "head", amount.to) && amount.to === i + 1 && l.cased) return true;
  if (isNumbering(l, i) || isAppositive(l, i, amount)) return true;
  const head = previous === "." ? i - 2 : i - 1;
  // "CTF 50" is a name; in a text that is all upper case every word looks like that.
  if (
    words.shape[i - 1] === UPPER &&
    l.cased &&
    amount.to === i + 1 &&
    !has(l, "people", i - 1) &&
    countedAt(l, amount.to, 2) === null
  )
    return true;
  return has(l, "head", head) && words.kind[head] === WORD && countedAt(l, amount.to, 2) === null;
}

/** "aged 12", "the age of 12", "aged between 12 and 15", "aged at least 15". */
function isAge(l: Ledger, i: number): boolean {
  const { words, lists } = l;
  let at = i;
  const second = ["and", "to", "or", "-", "\u2013"].includes(words.lower[at - 1] ?? "");
  if (second && words.kind[at - 2] === NUMBER) at -= 2;
  if (words.lower[at - 1] === "between" || words.lower[at - 1] === "from") at -= 1;
  at = lists.numerals.before(words, at, 0)?.at ?? at;
  return has(l, "age", at - 1) || (words.lower[at - 1] === "of" && has(l, "age", at - 2));
}

/** A piece of a telephone number or a code: "910-432-3383". */
function isChained({ words }: Ledger, i: number, amount: Amount): boolean {
  const dashAt = (k: number) =>
    words.kind[k] === PUNCTUATION &&
    "-\u2013".includes(words.lower[k] ?? " ") &&
    words.end[k - 1] === words.start[k] &&
    words.end[k] === words.start[k + 1];
  return (
    (dashAt(i - 1) && words.kind[i - 2] === NUMBER) ||
    (amount.range && dashAt(amount.to) && words.kind[amount.to + 1] === NUMBER)
  );
}

/** "one of the leaders", "no one", "how many", "a third attack": words of number that count nothing. */
function isWordOnly(l: Ledger, i: number, amount: Amount): boolean {
  const lower = l.words.lower[i] ?? "";
  if (amount.to !== i + 1 || amount.unit !== null) return false;
  if (lower === "one") {
    if (has(l, "alone", i - 1) || l.words.lower[i + 1] === "of") return true;
    return countedAt(l, amount.to, 3) === null && l.words.lower[i + 1] !== "was";
  }
  return (
    (lower === "many" || lower === "few" || lower === "multiple") &&
    has(l, "alone", i - 1) &&
    l.words.lower[i - 1] !== "the"
  );
}

/** "1." or "(2)" at the start of a line. */
function isNumbering({ words }: Ledger, i: number): boolean {
  const before = words.lower[i - 1] === "(" ? i - 1 : i;
  const gap = before === 0 ? "\n" : words.text.slice(words.end[before - 1], words.start[before]);
  if (!gap.includes("\n")) return false;
  const sign = words.lower[i + 1];
  if (sign !== "." && sign !== ")") return false;
  return i + 2 < words.count && !words.text.slice(words.end[i + 1], words.start[i + 2]).includes("\n");
}

/** "Ali Khan, 22, ...": an age between commas after a name. */
function isAppositive({ words }: Ledger, i: number, amount: Amount): boolean {
  if (words.lower[i - 1] !== "," || words.kind[i - 2] !== WORD || amount.low === null || amount.low > 110) return false;
  const after = words.lower[amount.to];
  const start = words.text[words.start[i - 2] ?? 0] ?? "";
  // "In Kabul, 12, among them ...": a preposition before the name makes it a place.
  const placed = STOPS.has(words.lower[i - 3] ?? "");
  return (after === "," || after === ")") && start !== start.toLowerCase() && !placed && amount.low > 5;
}

/** A vague word or "one" that counts no known noun is no quantity: "few agree". */
function isNothing(l: Ledger, i: number, amount: Amount, unit: Unit | null): boolean {
  if (amount.low !== null || unit !== null) return false;
  const lower = l.words.lower[i] ?? "";
  return lower === "few" || lower === "multiple" || lower === "numerous";
}

/** The unit of the first counted noun in the `reach` tokens at `i`; a plural one wins over a singular before it. */
function countedAt({ words, lists, masked }: Ledger, i: number, reach: number): Unit | null {
  let unit: Unit | null = null;
  for (let k = i; k < i + reach && k < words.count; k += 1) {
    if (words.kind[k] !== WORD || masked(k)) break;
    const noun = lists.counted(words.lower[k] ?? "");
    if (noun === null) {
      // "up to 70 IS fighters": the verb "is" has another shape.
      if (STOPS.has(words.lower[k] ?? "") && words.shape[k] !== UPPER) break;
      if (isDemonym(words, lists, k)) return "people";
      // An unknown plural is the noun: "27 arrest warrants" are no events.
      if (isPlural(words, k)) return null;
      continue;
    }
    unit = noun.unit;
    if (noun.plural && lists.counted(words.lower[k + 1] ?? "")?.plural !== true) return unit;
  }
  return unit;
}

/** "two Malaysians": a capital word with an ending that names people by where they are from. */
function isDemonym(words: Words, lists: QuantityLists, k: number): boolean {
  if (words.shape[k] !== CAPITAL) return false;
  const lower = words.lower[k] ?? "";
  const endings = lists.beside.get("demonym");
  return lower.length > 4 && (endings?.has(lower.slice(-3)) === true || endings?.has(lower.slice(-4)) === true);
}

/** A lower-case word that looks like a plural noun. */
function isPlural(words: Words, k: number): boolean {
  const lower = words.lower[k] ?? "";
  return words.shape[k] === LOWER && lower.length > 3 && lower.endsWith("s") && !/(ss|us|is|ous|ious)$/.test(lower);
}

/** Words at which the noun phrase of a number has ended. */
const STOPS: ReadonlySet<string> = new Set(
  (
    "was were is are be been being had has have did do does will would could can may might must in on at by for from with to " +
    "and or but who which that when where while as after before during since until near against into under over than"
  ).split(" "),
);

/** "of the 12 attackers", ", including 5 children": the token after a number that stands within three tokens, or `at`. */
function pastNumber({ words }: Ledger, at: number): number {
  for (let k = at; k < at + 3; k += 1) if (words.kind[k] === NUMBER) return k + 1;
  return at;
}

/** What the number at `from`-`to` counts: by its noun, else by the verb or noun before it. */
function unitOf(l: Ledger, from: number, to: number): Unit | null {
  const { words } = l;
  let at = to;
  if (words.lower[at] === "of") at = pastNumber(l, at + 1);
  else if (words.lower[at] === "," && words.lower[at + 1] === "including") at = pastNumber(l, at + 2);
  const noun = countedAt(l, at, 6);
  if (noun !== null) return noun;
  // "from 60 to 95 dead": the first number counts what the second does.
  if (["to", "and", "or"].includes(words.lower[to] ?? "") && words.kind[to + 1] === NUMBER) {
    const shared = countedAt(l, to + 2, 3);
    if (shared !== null) return shared;
  }
  if (PEOPLE_VERBS.has(words.lower[to] ?? "") || has(l, "people", to) || has(l, "behind", to)) return "people";
  for (let k = from - 1; k >= 0 && k >= from - 6; k -= 1) {
    if (has(l, "people", k)) return "people";
    if (words.lower[k] === "." || words.lower[k] === ";") break;
  }
  return null;
}

/** "3 attacks in 2015 and 12 in 2016": a number without a noun that goes on a list counts what the list counts. */
function listed(l: Ledger, from: number, last: QuantityMark | null): Unit | null {
  const { words } = l;
  // "first given as 30, was revised to 47"
  const changed = words.lower[from - 1] === "to" && has(l, "change", from - 2);
  const joined = words.lower[from - 1] === "and" || words.lower[from - 1] === "," || changed;
  if (!joined || last === null || from - last.to > 8) return null;
  for (let k = last.to; k < from; k += 1) if (words.lower[k] === "." || words.lower[k] === ";") return null;
  return last.quantity.unit === "people" || last.quantity.unit === "events" ? last.quantity.unit : null;
}

/** A number right before one of these stands for people: "twelve were killed". */
const PEOPLE_VERBS: ReadonlySet<string> = new Set("was were have had others fled who".split(" "));

/** "per month", "a month", "every week", "in each district" behind the noun of the number at most five tokens away. */
function perOf({ words, lists }: Ledger, to: number): string | null {
  for (let k = to; k < to + 5 && k < words.count; k += 1) {
    if (words.kind[k] !== WORD) return null;
    const lower = words.lower[k] ?? "";
    const next = words.lower[k + 1] ?? "";
    const unit = lists.counted(next);
    const text = (from: number) => words.text.slice(words.start[from], words.end[k + 1]);
    if (lower === "per" && words.kind[k + 1] === WORD && next !== "cent") return text(k);
    if ((lower === "a" || lower === "an") && unit?.unit === "days" && !unit.plural) return text(k);
    if ((lower === "each" || lower === "every") && words.kind[k + 1] === WORD) {
      const inside = words.lower[k - 1] === "in" || words.lower[k - 1] === "on";
      if (inside || unit?.unit === "days") return text(inside ? k - 1 : k);
      return null;
    }
    if (STOPS.has(lower) && lower !== "in" && lower !== "on") return null;
  }
  return null;
}
