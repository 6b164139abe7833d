import { cuts } from "../0-model/grapheme.ts";
import {
  CAPITAL,
  CASELESS,
  LOWER,
  MIXED,
  NUMBER,
  OTHER,
  PUNCTUATION,
  UPPER,
  WORD,
  type Words,
} from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";

const LETTER = /^\p{L}$/u;
const MARK = /^\p{M}$/u;
const DIGIT = /^\p{Nd}$/u;
const SPACE = /^[\s\p{Z}\p{Cc}\p{Cf}]$/u;

/** Classes of characters. JOIN marks and joiners continue whatever they follow. */
const C_SPACE = 0;
const C_LETTER = 1;
const C_DIGIT = 2;
const C_DASH = 3;
const C_APOSTROPHE = 4;
const C_JOIN = 5;
const C_PUNCTUATION = 6;
const C_OTHER = 7;

const DASH = "-\u2010\u2011\u2012\u2013\u2014\u2212";
const APOSTROPHE = "'\u2019\u02BC\u02BB\u02BE\u02BF\u2018";
/** Zero-width joiners are spelling inside Persian, Pashto, Urdu and Hindi words. */
const JOINERS = "\u200C\u200D\uFE0E\uFE0F\u00AD\u2060";
const SENTENCE_PUNCTUATION =
  '.,;:!?()[]{}"\u201C\u201D\u00AB\u00BB\u2026\u060C\u061B\u061F\u06D4\u0964\u0965\u3002\uFF01\uFF1F\uFF61/';

function classify(code: number): number {
  const text = String.fromCodePoint(code);
  if (DASH.includes(text)) return C_DASH;
  if (APOSTROPHE.includes(text)) return C_APOSTROPHE;
  if (JOINERS.includes(text) || MARK.test(text) || isTag(code)) return C_JOIN;
  if (LETTER.test(text)) return C_LETTER;
  if (DIGIT.test(text)) return C_DIGIT;
  if (SENTENCE_PUNCTUATION.includes(text)) return C_PUNCTUATION;
  if (SPACE.test(text)) return C_SPACE;
  return C_OTHER;
}

/** The Basic Multilingual Plane once; above it characters are classified one by one, they are rare. */
const CLASSES = new Uint8Array(0x10000).fill(255);

function classOf(code: number): number {
  if (code > 0xffff) return classify(code);
  const known = CLASSES[code];
  if (known !== undefined && known !== 255) return known;
  const found = code >= 0xd800 && code <= 0xdfff ? C_OTHER : classify(code);
  CLASSES[code] = found;
  return found;
}

/** Months, and words that end an interval: a dash beside one of them is a "to", never part of a name. */
const INTERVAL_WORDS = new Set(
  (
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september " +
    "october november december present now today date ongoing unknown"
  ).split(" "),
);

/** Small words inside names from Arabic, Persian and Urdu that no English sentence has by themselves. */
const ARTICLES = new Set("al el ul ur ud e i".split(" "));

/** Endings that make an adjective out of a name: "Taliban-led", "al-Qaeda-aligned". They are words of their own. */
const NAME_ENDINGS = new Set(
  (
    "led held based run backed aligned linked affiliated inspired controlled occupied allied supported trained funded " +
    "ruled dominated era style related born majority owned sponsored speaking wide type made designated administered " +
    "appointed leaning claimed orchestrated friendly armed"
  ).split(" "),
);

const DOT = 46;

/** Where the tokens of the longest text so far found room: scanning makes nothing. */
let room = new Int32Array(3 * 1024);

class Scanner {
  readonly text: string;
  readonly lifted: readonly Range[];
  /** Three numbers a token: start, end, kind. */
  found = room;
  count = 0;
  private next = 0;

  constructor(text: string, lifted: readonly Range[]) {
    this.text = text;
    this.lifted = lifted;
  }

  /** Where reading has to stop before `at` can go on: the start of the next lifted marker. */
  limit(at: number): number {
    while (this.next < this.lifted.length && (this.lifted[this.next]?.[1] ?? 0) <= at) this.next += 1;
    return this.lifted[this.next]?.[0] ?? this.text.length;
  }

  push(start: number, end: number, kind: number): void {
    const at = this.count * 3;
    if (at === this.found.length) {
      room = new Int32Array(at * 2);
      room.set(this.found);
      this.found = room;
    }
    this.found[at] = start;
    this.found[at + 1] = end;
    this.found[at + 2] = kind;
    this.count += 1;
  }

  scan(): void {
    let at = 0;
    while (at < this.text.length) {
      const limit = this.limit(at);
      if (at >= limit) {
        at = this.lifted[this.next]?.[1] ?? this.text.length;
        continue;
      }
      const code = this.text.codePointAt(at) ?? 0;
      const kind = classOf(code);
      if (kind === C_SPACE) at += code > 0xffff ? 2 : 1;
      else if (kind === C_LETTER || kind === C_JOIN) at = this.letters(at, limit);
      else if (kind === C_DIGIT) at = this.digits(at, limit);
      else at = this.single(at, limit, kind);
    }
  }

  /** One sign, with the marks and joiners that belong to its grapheme. */
  single(at: number, limit: number, kind: number): number {
    let end = at + ((this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
    const flag = isFlag(this.text.codePointAt(at) ?? 0);
    if (flag && end < limit && isFlag(this.text.codePointAt(end) ?? 0)) end += 2;
    while (end < limit) {
      const code = this.text.codePointAt(end) ?? 0;
      if (code >= 0x1f3fb && code <= 0x1f3ff) end += 2;
      else if (classOf(code) !== C_JOIN) break;
      else {
        end += code > 0xffff ? 2 : 1;
        // A joiner glues the next sign into the same emoji.
        const glued = this.text.codePointAt(end) ?? 0;
        if (code === 0x200d && end < limit && classOf(glued) === C_OTHER) end += glued > 0xffff ? 2 : 1;
      }
    }
    this.push(at, end, kind === C_OTHER ? OTHER : PUNCTUATION);
    return end;
  }

  class(at: number, limit: number): number {
    return at < limit ? classOf(this.text.codePointAt(at) ?? 0) : C_SPACE;
  }

  /** The end of a run of letters, digits and joiners. */
  run(at: number, limit: number): number {
    const { text } = this;
    let end = at;
    while (end < limit) {
      const unit = text.charCodeAt(end);
      const pair = unit >= 0xd800 && unit <= 0xdbff;
      const code = pair ? (text.codePointAt(end) ?? 0) : unit;
      const kind = classOf(code);
      if (kind !== C_LETTER && kind !== C_JOIN && kind !== C_DIGIT) break;
      end += code > 0xffff ? 2 : 1;
    }
    return end;
  }

  letters(at: number, limit: number): number {
    const dotted = this.dotted(at, limit);
    if (dotted > 0) {
      this.push(at, dotted, WORD);
      return dotted;
    }
    const first = this.run(at, limit);
    const end = this.chain(at, first, limit);
    const cut = end > first ? this.ending(at, end) : 0;
    if (cut > 0) {
      this.push(at, cut, WORD);
      this.push(cut, cut + 1, PUNCTUATION);
      this.push(cut + 1, end, WORD);
      return end;
    }
    this.push(at, end, WORD);
    return this.possessive(end, limit);
  }

  /** The end of the word whose first part is `[at, to)`, with all that is joined to it. */
  chain(at: number, to: number, limit: number): number {
    let part = at;
    let end = to;
    for (let after = this.joined(part, end, limit); after > 0; after = this.joined(part, end, limit)) {
      part = end + 1;
      end = after;
    }
    return end;
  }

  /** "U.S.", "a.m.", "Ph.D.": the end of letters each followed by a dot, or 0. */
  dotted(at: number, limit: number): number {
    let end = at;
    let pairs = 0;
    for (let dot = this.dot(end, limit); dot > 0; dot = this.dot(end, limit)) {
      end = dot + 1;
      pairs += 1;
    }
    if (pairs < 2) return 0;
    return this.class(end, limit) === C_LETTER ? 0 : end;
  }

  /** Where the dot stands behind one letter, or behind a capital and a small one; or 0. */
  dot(at: number, limit: number): number {
    const next = at + 1 < limit && this.text.charCodeAt(at + 1) === DOT;
    if (!next && !(at + 2 < limit && this.text.charCodeAt(at + 2) === DOT)) return 0;
    if (this.class(at, limit) !== C_LETTER) return 0;
    if (next) return at + 1;
    if (this.class(at + 1, limit) !== C_LETTER) return 0;
    return shapeOf(this.text.slice(at, at + 2)) === CAPITAL ? at + 2 : 0;
  }

  /** If the sign at `end` joins two parts of one word: the end of the next part; else 0. */
  joined(part: number, end: number, limit: number): number {
    if (end + 1 >= limit) return 0;
    const sign = this.class(end, limit);
    if (sign === C_SPACE) return 0;
    const next = this.class(end + 1, limit);
    if (sign === C_DASH) {
      if (next !== C_LETTER && next !== C_DIGIT && next !== C_JOIN) return 0;
      const after = this.run(end + 1, limit);
      if (this.text[end] === "\u2014" && !this.isNameDash(part, end, after)) return 0;
      return this.isInterval(part, end, after) ? 0 : after;
    }
    if (next !== C_LETTER) return 0;
    const after = this.run(end + 1, limit);
    if (sign === C_APOSTROPHE) {
      const rest = after - end - 1;
      return rest === 1 && /[sS]/.test(this.text[end + 1] ?? "") ? 0 : after;
    }
    const glue = this.text[end];
    if (glue === "&") return after;
    const first = this.text[end + 1] ?? "";
    // "Rocket.chat" is one word, "Province.In" are two sentences that lost their space.
    return glue === "." && first === first.toLowerCase() ? after : 0;
  }

  /** "ISIS—K", "Jamaat—ul—Ahrar": a long dash that stands for a hyphen. Any other is a pause: "Kabul—the capital—fell". */
  isNameDash(part: number, end: number, after: number): boolean {
    const left = this.text.slice(part, end);
    const right = this.text.slice(end + 1, after);
    if (ARTICLES.has(left.toLowerCase()) || ARTICLES.has(right)) return true;
    return right.length <= 3 && left === left.toUpperCase() && shapeOf(left) === UPPER && right === right.toUpperCase();
  }

  /** "Apr–Jul", "2015–present", "1000-2000": a dash that means "to". */
  isInterval(part: number, end: number, after: number): boolean {
    const left = this.text.slice(part, end).toLowerCase();
    const right = this.text.slice(end + 1, after).toLowerCase();
    if (INTERVAL_WORDS.has(left) && (INTERVAL_WORDS.has(right) || isNumber(right))) return true;
    if (!isNumber(left)) return false;
    return isNumber(right) || INTERVAL_WORDS.has(right) || this.text[end] === "\u2013";
  }

  /** Where a name with an adjective's ending is cut: the place of the dash, or 0. */
  ending(at: number, end: number): number {
    for (let dash = end - 3; dash > at; dash -= 1) {
      if (classOf(this.text.charCodeAt(dash)) !== C_DASH) continue;
      const tail = this.text.slice(dash + 1, end);
      const head = this.text.slice(at, dash);
      return NAME_ENDINGS.has(tail) && head !== head.toLowerCase() ? dash : 0;
    }
    return 0;
  }

  /** A possessive "'s" is a token of its own. */
  possessive(end: number, limit: number): number {
    if (this.class(end, limit) !== C_APOSTROPHE || !/[sS]/.test(this.text[end + 1] ?? "")) return end;
    if (end + 2 > limit) return end;
    const after = this.class(end + 2, limit);
    if (after === C_LETTER || after === C_DIGIT) return end;
    this.push(end, end + 2, PUNCTUATION);
    return end + 2;
  }

  digits(at: number, limit: number): number {
    let end = at;
    while (end < limit) {
      const kind = this.class(end, limit);
      if (kind === C_DIGIT || kind === C_JOIN) end += (this.text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
      else if (",.:".includes(this.text[end] ?? " ") && this.class(end + 1, limit) === C_DIGIT) end += 1;
      else break;
    }
    if (this.class(end, limit) === C_LETTER) {
      const tail = this.run(end, limit);
      const goesOn = ORDINAL.test(this.text.slice(end, tail)) && this.class(tail + 1, limit) === C_LETTER;
      end = goesOn ? this.chain(end, tail, limit) : tail;
      this.push(at, end, WORD);
      return this.possessive(end, limit);
    }
    // "22-year-old" is one word; "2015–present" and "1000-2000" are not.
    if (this.class(end, limit) === C_DASH && this.class(end + 1, limit) === C_LETTER) {
      const after = this.run(end + 1, limit);
      if (!this.isInterval(at, end, after) && this.text[end] !== "\u2014") {
        const last = this.chain(end + 1, after, limit);
        this.push(at, last, WORD);
        return this.possessive(last, limit);
      }
    }
    this.push(at, end, NUMBER);
    return end;
  }
}

/** Invisible letters that spell a region behind a flag. */
function isTag(code: number): boolean {
  return code >= 0xe0020 && code <= 0xe007f;
}

/** "19th-century" is one word; "60s-inspired" and "4th–7th" are several. */
const ORDINAL = /^(?:st|nd|rd|th)$/i;

/** Moves the ends of tokens to where the text may be cut. What is left of a sign that began before a token is no token. */
function fit(scanner: Scanner): void {
  const at = cuts(scanner.text);
  if (at === null) return;
  const { found, count } = scanner;
  scanner.count = 0;
  let before = 0;
  for (let i = 0; i < count * 3; i += 3) {
    const from = at.after(Math.max(found[i] ?? 0, before));
    const to = at.after(found[i + 1] ?? from);
    if (from >= to) continue;
    scanner.push(from, to, found[i + 2] ?? OTHER);
    before = to;
  }
}

function isFlag(code: number): boolean {
  return code >= 0x1f1e6 && code <= 0x1f1ff;
}

function isNumber(part: string): boolean {
  for (let i = 0; i < part.length; i += 1) {
    if (classOf(part.charCodeAt(i)) !== C_DIGIT) return false;
  }
  return part.length > 0;
}

/** A word as it is written, with what does not depend on where it stands. */
interface Written {
  readonly raw: string;
  readonly lower: string;
  readonly shape: number;
  readonly type: number;
}

const DASHES = /[\u2010-\u2014\u2212]/g;
const APOSTROPHES = /[\u2018\u2019\u02BC\u02BB\u02BE\u02BF]/g;

/**
 * Words that were read before, found by their characters without cutting them out: texts repeat their words. Each place
 * holds the last word that fell on it, so that texts from outside cannot make it grow.
 */
const written: (Written | undefined)[] = new Array(1 << 14);
let types = 0;

function read(text: string, start: number, end: number): Written {
  let mixed = end - start;
  for (let i = start; i < end; i += 1) mixed = (Math.imul(mixed, 31) + text.charCodeAt(i)) | 0;
  const place = (mixed ^ (mixed >>> 15)) & 0x3fff;
  const known = written[place];
  if (known !== undefined && isAt(text, start, end, known.raw)) return known;
  // A long slice would keep the whole text alive.
  const raw = end - start < 13 ? text.slice(start, end) : text.slice(start, end).split("").join("");
  const lower = raw.toLowerCase().replace(DASHES, "-").replace(APOSTROPHES, "'");
  types = (types + 1) & 0x7fffffff;
  const made = { raw, lower, shape: shapeOf(raw), type: types };
  written[place] = made;
  return made;
}

function isAt(text: string, start: number, end: number, raw: string): boolean {
  if (raw.length !== end - start) return false;
  for (let i = start; i < end; i += 1) if (text.charCodeAt(i) !== raw.charCodeAt(i - start)) return false;
  return true;
}

function shapeOf(text: string): number {
  const small = text.toLowerCase();
  const large = text.toUpperCase();
  if (small === large) return CASELESS;
  if (text === small) return LOWER;
  if (text === large) return text.length > 1 ? UPPER : CAPITAL;
  const first = text[0] ?? "";
  return first !== first.toLowerCase() ? CAPITAL : MIXED;
}

/**
 * The tokens of a text. `lifted` are the ranges of citation markers, ascending and disjoint; no token touches one.
 * A word keeps inner hyphens, dashes and apostrophes ("ISIS–K", "Jama'ath", "22-year-old"), a number its separators
 * ("1,000", "17:50"); "'s" is a token; a dash beside a number or a month that means "to" is a token.
 * No token begins or ends inside a grapheme; time is linear in the length of the text.
 */
export function words(text: string, lifted: readonly Range[]): Words {
  const scanner = new Scanner(text, lifted);
  scanner.scan();
  fit(scanner);
  const { found, count } = scanner;
  const start = new Int32Array(count);
  const end = new Int32Array(count);
  const kind = new Uint8Array(count);
  const shapesOf = new Uint8Array(count);
  const lowers: string[] = new Array(count);
  const typesOf = new Int32Array(count);
  for (let i = 0; i < count; i += 1) {
    const from = found[i * 3] as number;
    const to = found[i * 3 + 1] as number;
    start[i] = from;
    end[i] = to;
    kind[i] = found[i * 3 + 2] as number;
    const word = read(text, from, to);
    lowers[i] = word.lower;
    shapesOf[i] = word.shape;
    typesOf[i] = word.type;
  }
  return {
    text,
    count,
    start,
    end,
    kind,
    shape: shapesOf,
    lower: lowers,
    type: typesOf,
    cased: isCased(shapesOf),
  };
}

/** Whether a text tells names and beginnings by capitals: not when it has none, nor when nearly all of it is capitals. */
function isCased(shapesOf: Uint8Array): boolean {
  const counts = [0, 0, 0, 0, 0, 0];
  for (const one of shapesOf) counts[one] = (counts[one] ?? 0) + 1;
  const [lower = 0, capital = 0, upper = 0] = [counts[LOWER], counts[CAPITAL], counts[UPPER]];
  return capital + upper > 0 && upper < 4 * (lower + capital);
}
