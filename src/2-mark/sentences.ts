import type { Block } from "../0-model/document.ts";
import { CAPITAL, LOWER, NUMBER, PUNCTUATION, type Sentence, UPPER, WORD, type Words } from "../0-model/mark.ts";

/** Words whose dot does not end a sentence. */
const ABBREVIATIONS = new Set(
  (
    "mr mrs ms dr prof gen lt col maj capt cpt sgt cpl brig adm cmdr cdr insp gov sen rep rev hon st jr sr pres supt " +
    "jan feb mar apr jun jul aug sep sept oct nov dec vs cf lit ca approx est no nos vol pp p ed eds fig e.g i.e etc al " +
    "inc corp ltd co dept univ assn bros ave blvd mt ft sq art sec para ch trans arab pers romanized"
  ).split(" "),
);

/** Of those, the ones that often do end a sentence: a capital after them decides. */
const ENDS_TOO = new Set("etc inc corp ltd co jr sr al".split(" "));

/** Words that begin a sentence after "U.S." or "a.m.", where a capital alone would be part of a name. */
const STARTERS = new Set(
  (
    "the a an in on at he she it they we i this that these those his her its their but and after before since while when " +
    "as for from by some most many all both one two three several however according although though if there then during"
  ).split(" "),
);

const CLOSING = new Set([")", "]", '"', "\u201D", "\u00BB", "'", "\u2019"]);
const OPENING = new Set(["(", "[", '"', "\u201C", "\u00AB", "\u2018"]);

/**
 * The sentences of a rendition, in order: blocks are cut at "." "!" "?" "…" where a sentence really ends. Tokens that
 * lie in no block (headers, rules) are in no sentence. `texts` holds the tokens of the same rendition as `blocks`.
 */
export function sentences(texts: Words, blocks: readonly Block[]): Sentence[] {
  const found: Sentence[] = [];
  let at = 0;
  for (const [index, block] of blocks.entries()) {
    while (at < texts.count && (texts.start[at] ?? 0) < block.range[0]) at += 1;
    let from = at;
    while (at < texts.count && (texts.end[at] ?? 0) <= block.range[1]) at += 1;
    const to = at;
    while (from < to) {
      const next = sentenceEnd(texts, from, to);
      found.push({ from, to: next, block: index, range: [texts.start[from] ?? 0, texts.end[next - 1] ?? 0] });
      from = next;
    }
  }
  return found;
}

/** The first token after the sentence that begins at `from`, at most `to`. */
function sentenceEnd(texts: Words, from: number, to: number): number {
  for (let i = from; i < to; i += 1) {
    const sign = texts.lower[i] ?? "";
    if (texts.kind[i] === WORD) {
      if (sign.endsWith(".") && i + 1 < to && STARTERS.has(texts.lower[i + 1] ?? "") && texts.shape[i + 1] === CAPITAL)
        return i + 1;
      continue;
    }
    if (sign !== "." && sign !== "!" && sign !== "?" && sign !== "\u2026") continue;
    let end = i + 1;
    while (end < to && (isClosing(texts, end) || isStop(texts, end))) end += 1;
    if (end >= to) return to;
    if (begins(texts, i, end)) return end;
    // A run of dots is looked at once.
    i = Math.max(i, end - 1);
  }
  return to;
}

function isStop(texts: Words, i: number): boolean {
  const sign = texts.lower[i];
  return sign === "." || sign === "!" || sign === "?";
}

/** A closing sign directly after the stop belongs to the sentence. */
function isClosing(texts: Words, i: number): boolean {
  return texts.kind[i] === PUNCTUATION && CLOSING.has(texts.lower[i] ?? "") && texts.start[i] === texts.end[i - 1];
}

/** Whether a sentence begins at token `next`, after the stop at `stop`. */
function begins(texts: Words, stop: number, next: number): boolean {
  const before = texts.lower[stop - 1] ?? "";
  const spaced = (texts.start[next] ?? 0) > (texts.end[next - 1] ?? 0);
  const first = texts.shape[next] ?? 0;
  const capital = first !== LOWER || OPENING.has(texts.lower[next] ?? "");
  if (texts.lower[stop] === ".") {
    if (ABBREVIATIONS.has(before)) return ENDS_TOO.has(before) && capital && STARTERS.has(texts.lower[next] ?? "");
    // An initial: "J. Smith".
    const initial = texts.kind[stop - 1] === WORD && before.length === 1 && texts.shape[stop - 1] === CAPITAL;
    if (initial && texts.start[stop] === texts.end[stop - 1] && before !== "i")
      return STARTERS.has(texts.lower[next] ?? "") && first === CAPITAL;
  }
  if (spaced) return capital || texts.kind[next] === NUMBER || texts.kind[next] === PUNCTUATION;
  // Two sentences glued together: "Province.In particular".
  return first === CAPITAL || first === UPPER || OPENING.has(texts.lower[next] ?? "");
}
