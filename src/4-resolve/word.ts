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
    latin: letters.replace(DOUBLES, "$1"),
    rough: rough(said),
    vowelless: vowelless(said),
  };
}

const LOOKALIKES: Readonly<Record<string, string>> = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" };

function letterFor(digit: string): string {
  return LOOKALIKES[digit] ?? digit;
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
  const cost = distance(one.latin, other.latin, false);
  const length = Math.max(one.latin.length, other.latin.length);
  if (one.rough === other.rough && one.rough.length > 1 && cost < length / 4) return "spelling";
  const sounds = distance(one.latin, other.latin, true);
  if (sounds <= allowance(length) / 2) return "spelling";
  return cost <= allowance(length) ? "slip" : null;
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

const near = new Map<string, number>();
for (const letters of ALIKE)
  for (const a of letters) for (const b of letters) if (a !== b) near.set(a + b, VOWELS.has(a) ? 0.3 : 0.4);

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  return near.get(a + b) ?? (VOWELS.has(a) && VOWELS.has(b) ? 0.5 : 1);
}

/**
 * Letters to change, to put in, to take out or to turn round to make one word of the other: a vowel or an "h" counts
 * half, letters of one sound half. With `sounds`, any other consonant counts as much as the whole word.
 */
export function distance(a: string, b: string, sounds: boolean): number {
  const drop = (letter: string): number =>
    VOWELS.has(letter) || letter === "h" || letter === "w" ? 0.5 : sounds ? 99 : 1;
  const change = (x: string, y: string): number => {
    const cost = substitution(x, y);
    return sounds && cost === 1 ? 99 : cost;
  };
  let before: number[] = [];
  let row: number[] = [0];
  for (let j = 1; j <= b.length; j += 1) row.push((row[j - 1] ?? 0) + drop(b[j - 1] ?? ""));
  for (let i = 1; i <= a.length; i += 1) {
    const x = a[i - 1] ?? "";
    const next = [(row[0] ?? 0) + drop(x)];
    for (let j = 1; j <= b.length; j += 1) {
      const y = b[j - 1] ?? "";
      let best = Math.min((row[j - 1] ?? 0) + change(x, y), (row[j] ?? 0) + drop(x), (next[j - 1] ?? 0) + drop(y));
      if (!sounds && i > 1 && j > 1 && x === b[j - 2] && y === a[i - 2])
        best = Math.min(best, (before[j - 2] ?? 0) + 0.8);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
