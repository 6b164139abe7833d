import type { Citation } from "../0-model/document.ts";
import type { Range } from "../0-model/span.ts";
import { BUTTON, NEEDED } from "./furniture.ts";
import { isSpace } from "./lines.ts";

/** A marker found in the text, before it is known what it stands behind. */
export interface Marker {
  readonly range: Range;
  readonly kind: Citation["kind"];
  /** What it points to; `[17, 18]` and `[17–19]` point to several. */
  readonly labels: readonly string[];
}

/** The most signs that can stand between the brackets of a marker. */
const LONGEST = 40;
const NUMBERS = /^\^?\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,8}$/;
const LETTERS = /^(?:[a-z]|([a-z])\1|[ivx]{2,4}|[A-Z])$/;
const NOTE = /^(?:note|notes|nb|n|fn|footnote|endnote|lower-alpha|upper-alpha|lower-roman|fn-)\s?\d{0,3}[a-z]?$/i;
const NAMED = /^\^[\p{L}\p{N}_-]{1,36}$/u;
/** A page behind a marker, `[3]:45–47`: glued to its colon, or behind one of the narrow spaces that pages use. */
const PAGES = /^:[\u2009\u200A\u202F]?(?:pp?\.\s?)?\d{1,4}(?:[–-]\d{1,4})?/;
/** The same behind an ordinary space, where nothing can follow that the number counts. */
const PAGES_APART = /^:[ \u00A0](?:pp?\.\s?)?\d{1,4}(?:[–-]\d{1,4})?(?=[ \u00A0]*(?:$|[\r\n[.,;]))/;
const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** Units of measure that are squared and cubed. */
const MEASURE = /(?:^|[^\p{L}])(?:[kcdm]?m|mi|ft|in|yd|sq|x|s)$/iu;

/** All markers of a text in order; they never overlap. `skip` holds ascending ranges in which no source is cited. */
export function markers(text: string, skip: readonly Range[]): Marker[] {
  const found: Marker[] = [];
  let next = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const marker = code === 0x5b ? bracketed(text, at) : raised(text, at, code);
    if (marker === null) continue;
    while (next < skip.length && (skip[next]?.[1] ?? 0) <= at) next += 1;
    const inside = at >= (skip[next]?.[0] ?? text.length);
    if (!inside || marker.kind === "edit" || marker.kind === "needed") found.push(marker);
    at = marker.range[1] - 1;
  }
  return found;
}

/** The marker that begins with the bracket at `at`, or null when the brackets hold words of the text. */
function bracketed(text: string, at: number): Marker | null {
  const inside = text.slice(at + 1, at + LONGEST + 2);
  const close = inside.indexOf("]");
  if (close <= 0) return null;
  const words = inside.slice(0, close).trim();
  const end = at + close + 2;
  if (BUTTON.test(words)) return { range: [at, end], kind: "edit", labels: [words.toLowerCase()] };
  if (NEEDED.test(words)) return { range: [at, end], kind: "needed", labels: [words.toLowerCase()] };
  if (NOTE.test(words)) return { range: [at, end], kind: "note", labels: [words.toLowerCase()] };
  if (NUMBERS.test(words)) {
    if (isInsertion(text, at, end)) return null;
    return { range: [at, withPages(text, end)], kind: "source", labels: numbers(words) };
  }
  if (NAMED.test(words)) return { range: [at, end], kind: "source", labels: [words.slice(1)] };
  if (!LETTERS.test(words) || isInsertion(text, at, end) || /^\p{L}/u.test(text.slice(end, end + 2))) return null;
  return { range: [at, end], kind: "note", labels: [words] };
}

/**
 * "killed [12] people", "said [a] man": an editor's own words stand apart from the word before and go on in the
 * sentence. A marker stands on what it belongs to, or ends a line or a sentence.
 */
function isInsertion(text: string, at: number, end: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  if (!/[\p{L}\p{N}][ \u00A0]$/u.test(before)) return false;
  return /^[ \u00A0]\p{Ll}/u.test(text.slice(end, end + 3));
}

function withPages(text: string, end: number): number {
  if (text[end] !== ":") return end;
  const rest = text.slice(end, end + 24);
  const pages = PAGES.exec(rest) ?? PAGES_APART.exec(rest);
  return end + (pages?.[0].length ?? 0);
}

/** `17–19` points to three entries, `3, 5` to two. */
function numbers(words: string): string[] {
  const found: string[] = [];
  for (const part of words.replace("^", "").split(/\s?[,;]\s?/)) {
    const [from = "", to = from] = part.split(/\s?[–-]\s?/);
    const first = Number(from);
    const last = Number(to);
    if (last > first && last - first < 40) for (let n = first; n <= last; n += 1) found.push(String(n));
    else found.push(...new Set([from, to]));
  }
  return found;
}

/** A run of raised digits behind a word or a stop, such as `94.⁶⁷`; not `km²` and not `10⁶`. */
function raised(text: string, at: number, code: number): Marker | null {
  if (code !== 0xb9 && code !== 0xb2 && code !== 0xb3 && !(code >= 0x2070 && code <= 0x2079)) return null;
  let end = at;
  let label = "";
  for (let digit = DIGITS.indexOf(text[end] ?? " "); digit >= 0; digit = DIGITS.indexOf(text[end] ?? " ")) {
    label += digit;
    end += 1;
  }
  if (label === "" || label.length > 3 || at === 0 || isSpace(text.charCodeAt(at - 1))) return null;
  const before = text.slice(Math.max(0, at - 6), at);
  if (MEASURE.test(before) || /(?:^|\D)10$/.test(before)) return null;
  return { range: [at, end], kind: "source", labels: [label] };
}
