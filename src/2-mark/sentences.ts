import type { Block } from "../0-model/document.ts";
import { CAPITAL, LOWER, NUMBER, PUNCTUATION, type Sentence, UPPER, WORD, type Words } from "../0-model/mark.ts";

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Words whose dot never ends a sentence: something has to follow them. */
const LEADING = set(
  "mr mrs ms dr prof gen lt col maj capt cpt sgt cpl brig adm cmdr cdr comm comdr pvt pfc spc ssgt msgt amb insp supt " +
    "gov sen rep rev hon st fr br pres asst dep atty gens cols drs messrs mohd muhd md retd ret " +
    "vs cf lit ca approx est trans arab pers romanized viz e.g. i.e. a.k.a. f.k.a.",
);

/** Words that are abbreviations before a number, and else words of their own or part of a title: "No. 5", "Sec. Wells". */
const NUMBERED = set("no nos p pp vol vols art arts fig figs para paras ch sec secs sq op ed eds");

/** Abbreviations with which a sentence can end: what follows decides. */
const ENDING = set(
  "jan feb mar apr jun jul aug sep sept oct nov dec etc al inc corp ltd co dept govt univ assn bros ave blvd rd mt ft " +
    "jr sr esq intl natl bn regt bde div",
);

/** Before a year: "born", "died", "ruled", "married", "about". */
const BEFORE_YEAR = set("b d r m c fl");

/** Words that begin a sentence after "U.S." or "a.m.", where a capital alone would be part of a name. */
const SUBJECTS = set(
  "the a an he she it they we i you this that these those there here his her its their our my your some most many all " +
    "both each every either neither one two three four five six several few others another such no none nobody nothing " +
    "however although though then meanwhile thus therefore moreover",
);

/** Words that begin a sentence when they are raised, and else go on in one: "in the U.S. for years". */
const LINKS = set(
  "in on at and but or nor so yet before since while when where what who why how as for from by with without within to " +
    "other not never if during after until because despite according among about around only also even later earlier " +
    "instead between against following given having",
);

const CLOSING = new Set([")", "]", '"', "\u201D", "\u00BB", "'", "\u2019"]);
const OPENING = new Set(["(", "[", '"', "\u201C", "\u00AB", "\u2018"]);
const STOPS = new Set([".", "!", "?", "\u2026", "\u061F", "\u06D4", "\u0964", "\u0965", "\u3002", "\uFF01", "\uFF1F"]);
/** Stops of scripts without case: they stand nowhere but at an end. */
const SURE = new Set(["\u061F", "\u06D4", "\u0964", "\u0965", "\u3002", "\uFF01", "\uFF1F"]);

/**
 * The sentences of a rendition, in order: blocks are cut at "." "!" "?" "…" and the stops of other scripts where a
 * sentence really ends. In a text without case a stop ends a sentence unless an abbreviation stands before it. Tokens
 * that lie in no block (headers, rules) are in no sentence. `texts` holds the tokens of the rendition of `blocks`.
 */
export function sentences(texts: Words, blocks: readonly Block[]): Sentence[] {
  const found: Sentence[] = [];
  let at = 0;
  for (const [index, block] of blocks.entries()) {
    while (at < texts.count && (texts.start[at] ?? 0) < block.range[0]) at += 1;
    let from = at;
    while (at < texts.count && (texts.end[at] ?? 0) <= block.range[1]) at += 1;
    const to = at;
    let dateline = block.kind === "paragraph" ? datelineEnd(texts, from, to) : from;
    while (from < to) {
      const next = dateline > from ? dateline : sentenceEnd(texts, from, to);
      dateline = from;
      found.push({ from, to: next, block: index, range: [texts.start[from] ?? 0, texts.end[next - 1] ?? 0] });
      from = next;
    }
  }
  return found;
}

/**
 * "SRINAGAR, India, May 22 -", "BAGHDAD (Reuters) —": the token after the dash of a dateline at `from`, else `from`. A
 * word in capitals, and a comma, a number or brackets before the dash: a lone "FARC -" may begin a definition.
 */
function datelineEnd(texts: Words, from: number, to: number): number {
  if (texts.shape[from] !== UPPER || (texts.lower[from] ?? "").length < 3) return from;
  let told = false;
  for (let i = from + 1; i < Math.min(to - 4, from + DATELINE); i += 1) {
    const lower = texts.lower[i] ?? "";
    const dash = texts.kind[i] === PUNCTUATION && DASHES.has(texts.text[texts.start[i] ?? 0] ?? "");
    if (dash && !touches(texts, i)) {
      const next = texts.lower[i + 1] === "-" ? i + 2 : i + 1;
      return told && isProse(texts, next, to) ? next : from;
    }
    if (texts.kind[i] === NUMBER || lower === "," || lower === "(") told = true;
    else if (texts.shape[i] === LOWER && !BETWEEN.has(lower)) return from;
  }
  return from;
}

/** A sentence of its own follows: raised, with small words in it, and a stop at the end of the block. */
function isProse(texts: Words, from: number, to: number): boolean {
  if (texts.shape[from] === LOWER || !STOPS.has(texts.lower[isClosing(texts, to - 1) ? to - 2 : to - 1] ?? ""))
    return false;
  let small = 0;
  for (let i = from; i < Math.min(to, from + DATELINE); i += 1) if (texts.shape[i] === LOWER) small += 1;
  return small > 3;
}

const DATELINE = 16;
const DASHES = new Set(["-", "\u2013", "\u2014"]);
/** Small words inside the name of a place. */
const BETWEEN = set("of the de la el al and near del");

/** The first token after the sentence that begins at `from`, at most `to`. */
function sentenceEnd(texts: Words, from: number, to: number): number {
  for (let i = from; i < to; i += 1) {
    const sign = texts.lower[i] ?? "";
    if (texts.kind[i] === WORD) {
      if (sign.endsWith(".") && i + 1 < to && !LEADING.has(sign) && starts(texts, i + 1)) return i + 1;
      continue;
    }
    if (!STOPS.has(sign)) continue;
    let end = i + 1;
    while (end < to && (isClosing(texts, end) || STOPS.has(texts.lower[end] ?? ""))) end += 1;
    if (end >= to) return to;
    if (begins(texts, i, end)) return end;
    // A run of dots is looked at once.
    i = Math.max(i, end - 1);
  }
  return to;
}

/** A closing sign directly after the stop belongs to the sentence. */
function isClosing(texts: Words, i: number): boolean {
  return texts.kind[i] === PUNCTUATION && CLOSING.has(texts.lower[i] ?? "") && touches(texts, i);
}

const touches = (texts: Words, i: number): boolean => texts.start[i] === texts.end[i - 1];

/** A word that begins sentences, written so that it can: surer than a capital alone. */
function starts(texts: Words, i: number): boolean {
  const lower = texts.lower[i] ?? "";
  if (!texts.cased) return SUBJECTS.has(lower);
  const shape = texts.shape[i];
  return (shape === CAPITAL || shape === UPPER) && (SUBJECTS.has(lower) || LINKS.has(lower));
}

/** Whether a sentence begins at token `next`, after the stop at `stop`. */
function begins(texts: Words, stop: number, next: number): boolean {
  const sign = texts.lower[stop] ?? "";
  if (SURE.has(sign)) return true;
  const spaced = !touches(texts, next);
  const first = texts.shape[next] ?? 0;
  const raised = !texts.cased || first !== LOWER || OPENING.has(texts.lower[next] ?? "");
  if (sign === ".") {
    const told = abbreviated(texts, stop, next);
    if (told !== null) return told;
  }
  if (spaced) return raised || texts.kind[next] === NUMBER || texts.kind[next] === PUNCTUATION;
  // ".22", ".NET": a dot that begins a word.
  if (stop > 0 && !touches(texts, stop)) return false;
  // Two sentences glued together: "Province.In particular".
  return first === CAPITAL || (texts.cased && first === UPPER) || OPENING.has(texts.lower[next] ?? "");
}

/** Whether a sentence ends with an abbreviation before the dot at `stop`; null when no abbreviation stands there. */
function abbreviated(texts: Words, stop: number, next: number): boolean | null {
  if (texts.kind[stop - 1] !== WORD) return null;
  const before = texts.lower[stop - 1] ?? "";
  const shape = texts.shape[stop - 1];
  if (LEADING.has(before)) return false;
  const number = texts.kind[next] === NUMBER;
  if (NUMBERED.has(before)) {
    if (number) return false;
    return shape === LOWER || texts.shape[next] === LOWER ? null : starts(texts, next);
  }
  if (ENDING.has(before)) return starts(texts, next);
  if (before.length > 1 || before === "i" || !touches(texts, stop)) return null;
  if (BEFORE_YEAR.has(before) && (number || texts.lower[stop - 2] === "(")) return false;
  // An initial: "J. Smith". In a text without case a letter alone is one too.
  return shape === CAPITAL || !texts.cased ? starts(texts, next) : null;
}
