import { CAPITAL, LOWER, MIXED, NUMBER, type Sentence, UPPER, WORD, type Words } from "../0-model/mark.ts";
import { COMMON, FUNCTION, GIVEN, type Known, type Lexicon, NOTNAME, REPORTING } from "./naming.ts";

/** What is asked about one document's tokens while its names are cut out. */
export interface Page {
  readonly words: Words;
  readonly lexicon: Lexicon;
  readonly masked: (i: number) => boolean;
  /** Words that the document also writes with a small letter. */
  readonly small: ReadonlySet<string>;
  readonly sentence: Sentence;
  /** A heading or headline with a capital on nearly every word: capitals on everyday words say nothing there. */
  readonly headline: boolean;
}

/** Small words that stand between the capitalised words of one name. */
const INNER = new Set(
  "al el ul ur ud bin ben bint ibn abu abd umm van von der den ter ten de del della di da dos das du e i y bar ould ag dia wa".split(
    " ",
  ),
);
const AFTER_DE = new Set(["la", "las", "los", "le", "les", "l", "du", "der", "den"]);

/** "pro-Iranian", "anti-Taliban": words about a name, not names. */
const ABOUT = new Set(
  "pro anti non ex mid then post pre trans inter cross sub multi un vice self co intra extra counter late early pseudo quasi".split(
    " ",
  ),
);

/** The folded text of token `i`. */
export function low(page: Page, i: number): string {
  return page.words.lower[i] ?? "";
}

/** The text of the tokens `[from, to)`. */
export function textOf(page: Page, from: number, to: number): string {
  return page.words.text.slice(page.words.start[from], page.words.end[to - 1]);
}

/** What the lists say of token `i`: bits of naming.ts. */
export function bits(page: Page, i: number): number {
  return page.lexicon.said.of(page.words, i);
}

function isAbout(lower: string): boolean {
  const dash = lower.indexOf("-");
  return dash > 0 && ABOUT.has(lower.slice(0, dash));
}

/** "English-language", "Soviet-era": an adjective made of a name and an everyday word with a small letter. */
function isCompound(page: Page, i: number, lower: string): boolean {
  const dash = lower.lastIndexOf("-");
  if (dash < 2 || lower.length - dash < 5 || (page.lexicon.bits(lower.slice(dash + 1)) & COMMON) === 0) return false;
  const at = (page.words.start[i] ?? 0) + dash + 1;
  const letter = page.words.text[at] ?? "";
  return letter === letter.toLowerCase();
}

/** True when token `i` may be a capitalised word of a name. */
export function isCapital(page: Page, i: number): boolean {
  const { words } = page;
  if (i < page.sentence.from || i >= page.sentence.to || words.kind[i] !== WORD || page.masked(i)) return false;
  const shape = words.shape[i];
  if (shape !== CAPITAL && shape !== UPPER && shape !== MIXED) return false;
  const lower = low(page, i);
  if ((shape === MIXED || begins(page, i)) && isAbout(lower)) return false;
  const known = bits(page, i);
  if (page.headline && shape === CAPITAL && (known & COMMON) !== 0 && (known & GIVEN) === 0) return false;
  if (isCompound(page, i, lower)) return false;
  if ((known & NOTNAME) === 0 || isInBrackets(page, i)) return true;
  return shape === UPPER && page.lexicon.known.begins(words, i);
}

/** "the May 19 Movement (M19M)": what looks like a make of weapons is a short name in brackets behind a name. */
function isInBrackets(page: Page, i: number): boolean {
  const { shape } = page.words;
  if (shape[i] !== UPPER || low(page, i - 1) !== "(" || shape[i - 2] !== CAPITAL) return false;
  const after = low(page, i + 1);
  return after === ")" || after === ",";
}

/** True where a sentence, a quotation or a list item begins: a capital there says nothing. */
export function begins(page: Page, i: number): boolean {
  for (let at = i - 1; at >= page.sentence.from; at -= 1) {
    const kind = page.words.kind[at];
    if (kind === WORD || kind === NUMBER) return false;
    const sign = low(page, at);
    // "Col. Innocent Kaina" goes on, whatever the word behind the point is.
    if (sign === "." && ABBREVIATED.has(low(page, at - 1)) && at > page.sentence.from) return false;
    if (sign === '"' || sign === "\u201c" || sign === ":" || sign === "." || sign === "!" || sign === "?") return true;
    if (sign === "," || sign === ")" || sign === "'s" || sign === "(" || sign === "/") return false;
  }
  return true;
}

/** The known name that begins at `i`, as far as its capitals allow. */
export function knownAt(page: Page, i: number): { known: Known; to: number } | null {
  const { lexicon, words } = page;
  if (!lexicon.known.begins(words, i) || page.masked(i)) return null;
  const hit = lexicon.known.longest(words, i, page.sentence.to);
  if (hit === null) return null;
  if (allows(page, i, hit.to, hit.value)) return { known: hit.value, to: hit.to };
  // The longer phrase is not written as a name: the shorter one inside it may be.
  const single = hit.to > i + 1 ? lexicon.known.at(words, i, i + 1) : undefined;
  return single !== undefined && allows(page, i, i + 1, single) ? { known: single, to: i + 1 } : null;
}

function allows(page: Page, i: number, to: number, known: Known): boolean {
  const { words } = page;
  const shape = words.shape[i];
  if (known.upper) return shape === UPPER || (shape === MIXED && low(page, i).includes("-"));
  if (shape === LOWER) return false;
  if (known.risky && to === i + 1) return !begins(page, i) && !page.headline && shape === CAPITAL;
  if (to === i + 1) return true;
  return words.shape[to - 1] !== LOWER || known.small;
}

/** No name is longer than this many tokens: what follows begins a new one, and reading stays linear. */
const LONGEST = 24;

/** The end of the stretch of capitalised words, joiners and initials that begins at `i`. */
export function runEnd(page: Page, i: number): number {
  let end = i + 1;
  const limit = i + LONGEST;
  while (end < limit) {
    const next = step(page, end) || foreign(page, i, end);
    if (next === 0) return end;
    end = next;
  }
  return end;
}

/** Small words between the parts of names in Romance languages. */
const ROMANCE = new Set(
  "de des du la le les et en pour par da do das dos del los las y e por para contra sur au aux el al".split(" "),
);

/**
 * "Mouvement des forces démocratiques de Casamance", "Organisation de l'armée secrète": behind a head word of its language
 * the small words of a body's name go on, as long as they are no words of English. Where they end, or 0.
 */
function foreign(page: Page, i: number, end: number): number {
  const { romance } = page.lexicon;
  // "The Frente ...": the head word may be the second.
  if (!romance.has(low(page, i)) && !(end > i + 1 && romance.has(low(page, i + 1)))) return 0;
  let to = end;
  let solid = 0;
  const limit = Math.min(page.sentence.to, i + LONGEST);
  for (; to < limit && page.words.shape[to] === LOWER && page.words.kind[to] === WORD; to += 1) {
    const lower = low(page, to);
    const joiner = ROMANCE.has(lower);
    // "des forces", "le jihad": behind a small word of its language a word is of that language, whatever it looks like.
    const led = to > end ? ROMANCE.has(low(page, to - 1)) : false;
    const elided = /^(?:l|d|qu)'/.test(lower);
    if (!joiner && !elided && !led && (bits(page, to) & (COMMON | FUNCTION)) !== 0) break;
    if (!joiner) solid = to + 1;
  }
  if (to > end && isCapital(page, to) && ROMANCE.has(low(page, to - 1))) return to + 1;
  return solid;
}

/** Where a run that reached `end` goes on to, or 0. */
function step(page: Page, end: number): number {
  if (end >= page.sentence.to) return 0;
  if (isCapital(page, end)) return end + 1;
  const lower = low(page, end);
  const capital = (at: number) => (isCapital(page, at) ? at + 1 : 0);
  if (page.words.kind[end] === WORD) {
    if (!INNER.has(lower) || page.words.shape[end] !== LOWER) return 0;
    if (lower === "de" && AFTER_DE.has(low(page, end + 1))) return capital(end + 2);
    if (INNER.has(low(page, end + 1)) && page.words.shape[end + 1] === LOWER) return capital(end + 2);
    return capital(end + 1);
  }
  const length = (page.words.end[end - 1] ?? 0) - (page.words.start[end - 1] ?? 0);
  if (lower === ".") {
    const initial = length === 1 || ABBREVIATED.has(low(page, end - 1));
    return initial && adjacent(page, end) ? capital(end + 1) : 0;
  }
  if (lower === "&") return capital(end + 1);
  const plural = (bits(page, end - 1) & COMMON) !== 0 && (bits(page, end - 1) & FUNCTION) === 0;
  if (lower === "'s" && plural && (low(page, end - 1).endsWith("n") || low(page, end - 1).endsWith("e"))) {
    return capital(end + 1);
  }
  if (lower === "'" && plural && low(page, end - 1).endsWith("s")) return capital(end + 1);
  return 0;
}

const ABBREVIATED = new Set(
  "st dr jr sr mr mrs ms gen col lt capt sgt maj adm prof rev sen rep gov ft mt no".split(" "),
);

/** True when token `i` stands right behind the one before it. */
export function adjacent(page: Page, i: number): boolean {
  return page.words.start[i] === page.words.end[i - 1];
}

/** True when a verb of saying stands within two tokens of `i`. */
export function says(page: Page, i: number): boolean {
  const limit = Math.min(page.sentence.to, i + 2);
  for (let at = i; at < limit; at += 1) {
    if (page.words.shape[at] === LOWER && (bits(page, at) & REPORTING) !== 0) return true;
  }
  return false;
}

/** True for a stretch that writes nearly all its longer words with a capital, everyday words among them. */
export function isHeadline(words: Words, sentence: Sentence, lexicon: Lexicon): boolean {
  let capital = 0;
  let common = 0;
  for (let i = sentence.from; i < sentence.to; i += 1) {
    if (words.kind[i] !== WORD || (words.end[i] ?? 0) - (words.start[i] ?? 0) < 4) continue;
    if (words.shape[i] === LOWER) {
      if ((lexicon.said.of(words, i) & FUNCTION) === 0) return false;
    } else {
      capital += 1;
      if ((lexicon.said.of(words, i) & (COMMON | GIVEN)) === COMMON) common += 1;
    }
  }
  return capital >= 4 && common * 3 >= capital && words.lower[sentence.to - 1] !== ".";
}
