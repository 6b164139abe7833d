import { bare, latin, vowelless } from "../0-model/letters.ts";
import { rough } from "../0-model/rough.ts";

/** One word of a name, made ready to be compared. */
export interface Word {
  /** As it stands in the name. */
  readonly said: string;
  /** Small Latin letters and digits only, doubled letters once. */
  readonly latin: string;
  /** Consonants by sound (rough.ts). */
  readonly rough: string;
  /** True when its script writes few vowels. */
  readonly vowelless: boolean;
}

const DOUBLES = /(.)\1+/gu;
const OTHER = /[^\p{L}\p{N}]+/gu;

/** A word made ready. Digits that stand in for letters inside a word ("Ig0r") are read as those. */
export function word(said: string): Word {
  const plain = latin(bare(said)).replace(OTHER, "");
  const letters = /^\p{L}+\d\p{L}*$|^\p{L}\p{L}*\d\p{L}+$/u.test(plain)
    ? plain.replace(/[0134575]/g, letterFor)
    : plain;
  return {
    said,
    latin: once(letters),
    rough: rough(said),
    vowelless: vowelless(said),
  };
}

const LOOKALIKES: Readonly<Record<string, string>> = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" };

function letterFor(digit: string): string {
  return LOOKALIKES[digit] ?? digit;
}

/** Doubled letters once. */
export function once(letters: string): string {
  return letters.replace(DOUBLES, "$1");
}

/** Several words written as one. */
export function joined(words: readonly Word[]): Word {
  return word(words.map(({ said }) => latin(bare(said))).join(""));
}

/** How one word may stand for another, from the surest; null where it cannot. */
export type Likeness = "equal" | "spelling" | "script" | "slip";

/**
 * Whether two words may be one name: `equal`; `spelling` when they differ only as hands and transliterations differ
 * (vowels, doubled letters, kh/k/q, s/z, j/g, y/i …); `script` when one of them is written without vowels and the
 * consonants agree; `slip` when a letter or two differ, as few as their length bears.
 */
export function likeness(one: Word, other: Word): Likeness | null {
  if (one.latin === other.latin) return one.latin === "" ? null : "equal";
  if (one.latin === "" || other.latin === "") return null;
  if (one.vowelless !== other.vowelless) return consonants(one, other);
  const length = Math.max(one.latin.length, other.latin.length);
  const most = allowance(length);
  if (Math.abs(one.latin.length - other.latin.length) / 2 > most && one.rough !== other.rough) return null;
  const cost = distance(one.latin, other.latin, false, Math.max(most, length / 4));
  if (one.rough === other.rough && one.rough.length > 1 && cost < length / 4) return "spelling";
  if (cost > most) return null;
  return distance(one.latin, other.latin, true, most) <= most / 2 ? "spelling" : "slip";
}

/** How many letters may differ in a word of so many: a vowel counts half. */
function allowance(length: number): number {
  if (length < 3) return 0;
  if (length < 5) return 0.5;
  if (length < 7) return 1;
  return length < 9 ? 1.5 : 2;
}

const CONSONANTS: readonly (readonly [RegExp, string])[] = [
  [/[pv]/g, "b"],
  [/[gqk]/g, "j"],
  [/f/g, "b"],
  [/d/g, "t"],
];

/** One of two words is written without vowels: what is left is its consonants, of which such scripts tell fewer apart. */
function consonants(one: Word, other: Word): Likeness | null {
  const [a, b] = [coarse(one.rough), coarse(other.rough)];
  if (a === b) return a.length > 1 || one.latin.length < 4 ? "script" : null;
  return Math.min(a.length, b.length) >= 4 && distance(a, b, false) <= 1 ? "slip" : null;
}

function coarse(text: string): string {
  return CONSONANTS.reduce((left, [letters, letter]) => left.replace(letters, letter), text).replace(DOUBLES, "$1");
}

const VOWELS = new Set("aeiouy");
/** Letters that one sound is written with. */
const ALIKE: readonly string[] = ["kqcx", "sz", "td", "pb", "vwf", "gj", "iy", "uw", "hk", "ou", "ei", "sc"];

/** What it costs to write one letter for another, by their codes; letters beyond ASCII cost a whole one. */
const CODES = 128;
const COSTS = new Float64Array(CODES * CODES).fill(1);
const DROPS = new Float64Array(CODES).fill(1);
for (let code = 0; code < CODES; code += 1) COSTS[code * CODES + code] = 0;
for (const letter of "aeiouyhw") DROPS[letter.charCodeAt(0)] = 0.5;
const put = (a: string, b: string, cost: number): void => {
  COSTS[a.charCodeAt(0) * CODES + b.charCodeAt(0)] = cost;
};
for (const a of VOWELS) for (const b of VOWELS) if (a !== b) put(a, b, 0.5);
for (const letters of ALIKE)
  for (const a of letters) for (const b of letters) if (a !== b) put(a, b, VOWELS.has(a) ? 0.3 : 0.4);

/** Two letters that changed places. */
const TURNED = 0.8;

/** More than any word may cost. */
const NEVER = 99;

function change(a: number, b: number, sounds: boolean): number {
  if (a === b) return 0;
  const cost = a < CODES && b < CODES ? (COSTS[a * CODES + b] ?? 1) : 1;
  return sounds && cost === 1 ? NEVER : cost;
}

function drop(code: number, sounds: boolean): number {
  const cost = code < CODES ? (DROPS[code] ?? 1) : 1;
  return sounds && cost === 1 ? NEVER : cost;
}

/**
 * Letters to change, to put in, to take out or to turn round to make one word of the other: a vowel or an "h" counts
 * half, letters of one sound less than half. With `sounds`, any other consonant counts as much as the whole word. Beyond
 * `most` it may stop, and gives something greater.
 */
export function distance(a: string, b: string, sounds: boolean, most = NEVER): number {
  const wide = b.length + 1;
  let [before, row, next] = [new Float64Array(wide), new Float64Array(wide), new Float64Array(wide)];
  for (let j = 1; j < wide; j += 1) row[j] = (row[j - 1] ?? 0) + drop(b.charCodeAt(j - 1), sounds);
  for (let i = 1; i <= a.length; i += 1) {
    const x = a.charCodeAt(i - 1);
    const gone = drop(x, sounds);
    let least = (row[0] ?? 0) + gone;
    next[0] = least;
    for (let j = 1; j < wide; j += 1) {
      const y = b.charCodeAt(j - 1);
      let best = (row[j - 1] ?? 0) + change(x, y, sounds);
      best = Math.min(best, (row[j] ?? 0) + gone, (next[j - 1] ?? 0) + drop(y, sounds));
      if (!sounds && i > 1 && j > 1 && x === b.charCodeAt(j - 2) && y === a.charCodeAt(i - 2))
        best = Math.min(best, (before[j - 2] ?? 0) + TURNED);
      next[j] = best;
      if (best < least) least = best;
    }
    if (least > most + 1) return least;
    [before, row, next] = [row, next, before];
  }
  return row[b.length] ?? 0;
}
