import { edtf } from "../../src/0-model/edtf.ts";
import type { Range } from "../../src/0-model/span.ts";
import type { Time, Window } from "../../src/0-model/time.ts";

/**
 * Where a quote stands in `text` between `from` and `to`. The quote must stand there exactly once; «guillemets» inside
 * it narrow the range to what they enclose. Throws an Error that names the quote otherwise.
 */
export function find(text: string, quote: string, [from, to]: Range): Range {
  const plain = quote.replace(/[«»]/g, "");
  const at = occurrences(text, plain, [from, to]);
  const first = at[0];
  if (first === undefined || at.length > 1) {
    const where = text.slice(from, Math.min(to, from + 60)).replaceAll("\n", " ");
    throw new Error(`"${quote}" stands ${at.length} times, not once, in "${where}…"`);
  }
  const open = quote.indexOf("«");
  if (open < 0) return [first, first + plain.length];
  return [first + open, first + quote.indexOf("»") - 1];
}

/** Every place where `plain` stands as whole words: neither end inside a word. */
export function occurrences(text: string, plain: string, [from, to]: Range): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(plain, from); at >= 0 && at + plain.length <= to; at = text.indexOf(plain, at + 1)) {
    const inside = (i: number, j: number): boolean => /^[\p{L}\p{N}]{2}$/u.test((text[i] ?? " ") + (text[j] ?? " "));
    if (!inside(at - 1, at) && !inside(at + plain.length - 1, at + plain.length)) found.push(at);
  }
  return found;
}

/** The stretch from the first words to the last words of "first … last", after `after`; a quote alone is itself. */
export function stretch(text: string, quote: string, after: number): Range {
  const [first = "", last] = quote.split(" … ");
  if (last === undefined) return find(text, first, [after, text.length]);
  const start = text.indexOf(first, after);
  const end = start < 0 ? -1 : text.indexOf(last, start + first.length);
  if (end < 0) throw new Error(`"${quote}" does not stand in the text after offset ${after}`);
  return [start, end + last.length];
}

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The first and last day of "2015", "2015-07", "2015-07-26"; "a..b" gives both, an empty side is no bound. */
function window(words: string): Window {
  const [a = "", b] = words.split("..");
  if (b !== undefined) return [a === "" ? null : a, b === "" ? null : b];
  const [year = "", month, day] = a.split("-");
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`];
  if (day !== undefined) return [a, a];
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const last = month === "02" && leap ? 29 : (MONTHS[Number(month) - 1] ?? 31);
  return [`${a}-01`, `${a}-${last}`];
}

/**
 * The time that a short form stands for: "2017-08" (an event), "2015/2016-07", "2020-06/now", "2014-07/" (nothing said
 * about the end), "/2019", "..2015-08-31/", "2015-09-01..2015-12-31" (within these days), "?" (words only).
 */
export function time(form: string, words: string, speaksUntil: string, relative?: string): Time {
  const rest = relative === undefined ? { words } : { words, relative };
  if (form === "?") return { start: null, end: null, edtf: null, ...rest };
  const [a = "", b] = form.split("/");
  const start = a === "" ? null : window(a);
  let end: Window | null = start;
  if (b !== undefined) end = b === "" ? null : b === "now" ? [speaksUntil, null] : window(b);
  return { start, end, edtf: edtf({ start, end }), ...rest };
}
