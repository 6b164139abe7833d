import { ABBREVIATIONS } from "./furniture.ts";
import { isSpace } from "./lines.ts";

const CLOSERS = "\"'”’»)]";
const STOPS = ".!?…؟۔।。";

/** The fewest words that make a clause between commas: "in Kabul, Afghanistan,[3]" is about more than a country. */
const CLAUSE = 3;

/** True when a sentence ends at `end`: a stop before it, with closing quotes or brackets between at most. */
export function isStop(text: string, end: number): boolean {
  let at = end - 1;
  while (at > 0 && end - at < 5 && CLOSERS.includes(text[at] ?? " ")) at -= 1;
  return isSentenceEnd(text, at);
}

/** True when the sign at `at` ends a sentence: no dot of an abbreviation, an initial, or inside a number or an address. */
function isSentenceEnd(text: string, at: number): boolean {
  const sign = text[at] ?? " ";
  if (!STOPS.includes(sign)) return false;
  if (sign !== ".") return true;
  let next = at + 1;
  while (next < text.length && next - at < 5 && CLOSERS.includes(text[next] ?? " ")) next += 1;
  const after = text.slice(next, next + 2);
  const before = wordBefore(text, at);
  if (after !== "" && !/^[\s[⁰¹²³⁴-⁹\uFEFF]/.test(after)) {
    // Glued sentences: a lower-case word, the stop, a capital. "example.Org" and "U.S." are none.
    return /^\p{Lu}/u.test(after) && /^\p{L}?\p{Ll}{2,}$/u.test(before);
  }
  if (/^\p{L}$/u.test(before) || /^(?:\p{L}\.)+\p{L}$/u.test(before))
    return !/^\s\S/.test(after) || !isCapital(text, next);
  return !ABBREVIATIONS.has(before.toLowerCase());
}

function isCapital(text: string, at: number): boolean {
  let next = at;
  while (next < text.length && next - at < 4 && isSpace(text.charCodeAt(next))) next += 1;
  return /^[\p{L}\p{N}]/u.test(text.slice(next, next + 2));
}

/** Letters and dots before `at`, at most twenty of them. */
function wordBefore(text: string, at: number): string {
  return /[\p{L}.]*$/u.exec(text.slice(Math.max(0, at - 20), at))?.[0] ?? "";
}

interface Stretch {
  /** Where the scope begins at the earliest. */
  readonly floor: number;
  readonly end: number;
  /** True when commas do not bound it. */
  readonly whole: boolean;
}

/**
 * Where the words begin that a marker at `end` stands behind: after the last sentence end before its own, or, when not
 * `whole`, after the nearest comma, semicolon, colon or set-off dash with at least three words behind it; at an opening
 * bracket when the marker stands inside the brackets. Brackets that are closed before the marker are passed over.
 */
export function scopeStart(text: string, { floor, end, whole }: Stretch): number {
  let at = end - 1;
  while (at > floor && (CLOSERS.includes(text[at] ?? " ") || STOPS.includes(text[at] ?? " ") || text[at] === ","))
    at -= 1;
  let depth = balance(text, at + 1, end);
  let words = 0;
  for (; at >= floor; at -= 1) {
    const sign = text[at] ?? " ";
    if (sign === ")") depth += 1;
    else if (sign === "(") {
      if (depth === 0) return at + 1;
      depth -= 1;
    } else if (isSentenceEnd(text, at)) return pastClosers(text, at + 1, end);
    else if (depth === 0 && !whole && words >= CLAUSE && isComma(text, at))
      return withOpening(text, floor, at) ?? at + 1;
    if (isSpace(text.charCodeAt(at)) && !isSpace(text.charCodeAt(at + 1))) words += 1;
    else if (at === floor) words += 1;
  }
  return floor;
}

const OPENINGS = new Set(
  (
    "in on at since after before during following until by between from throughout under over within as when while " +
    "beginning starting according despite amid amidst"
  ).split(" "),
);

/**
 * "In January 2024, gunmen struck Kabul[3] and ...": words that open a sentence and say when or where belong to its first
 * clause. Where they begin, or null when something else stands before the comma.
 */
function withOpening(text: string, floor: number, comma: number): number | null {
  let at = comma - 1;
  while (at >= floor && !isSentenceEnd(text, at)) {
    if (isComma(text, at)) return null;
    at -= 1;
  }
  const first = /^\s*(\p{L}+)/u.exec(text.slice(at + 1, Math.min(comma, at + 40)))?.[1] ?? "";
  return OPENINGS.has(first.toLowerCase()) ? at + 1 : null;
}

/** Quotes and brackets that close right behind a stop belong to the sentence before. */
function pastClosers(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && CLOSERS.includes(text[at] ?? " ")) at += 1;
  return at;
}

/** Closing brackets among the signs that were skipped. */
function balance(text: string, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at += 1) if (text[at] === ")") depth += 1;
  return depth;
}

function isComma(text: string, at: number): boolean {
  const sign = text[at] ?? " ";
  if (sign === "," || sign === ";" || sign === ":" || sign === "،" || sign === "؛")
    return isSpace(text.charCodeAt(at + 1));
  return (sign === "–" || sign === "—") && isSpace(text.charCodeAt(at + 1)) && isSpace(text.charCodeAt(at - 1));
}
