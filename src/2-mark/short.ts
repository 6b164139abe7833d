import { LOWER, NUMBER, WORD, type Words, word } from "../0-model/mark.ts";
import { type Draft, HEADED } from "./drafts.ts";
import { contains, type Gazetteer, type Spot } from "./places.ts";

/** An abbreviation of a country or division that begins at a token, and the token behind it. */
interface Short {
  readonly to: number;
  readonly area: Spot;
}

const DASH = 45;
const STOP = 46;
const PARTY_ALONE = /^[DRI]-/;

/**
 * "Ky." behind a name and a comma, "N.Y." and "W. Va." anywhere, "D-N.Y.": the abbreviation of a division at token `i`.
 */
export function shortAt(words: Words, i: number, gazetteer: Gazetteer): Short | null {
  // "300 B.C." is a time.
  if (words.kind[i] !== WORD || words.shape[i] === LOWER || words.kind[i - 1] === NUMBER) return null;
  const start = words.start[i] ?? 0;
  const length = (words.end[i] ?? 0) - start;
  // A comma before it, a full stop in or behind it, or a party's letter and a dash: anything else is none.
  const may = words.lower[i - 1] === "," || words.lower[i + 1] === "." || words.text.charCodeAt(start + 1) === DASH;
  if (length > 7 || (!may && words.text.charCodeAt(start + length - 1) !== STOP)) return null;
  const party = PARTY_ALONE.test(word(words, i));
  const behind = party || words.lower[i - 1] === ",";
  for (let to = Math.min(words.count, i + 3); to > i; to -= 2) {
    if (to === i + 3 && words.lower[i + 1] !== ".") continue;
    const text = textOf(words, i, to).replace(PARTY_ALONE, "");
    const dotted = text.includes(".");
    const area = dotted || behind ? gazetteer.short(text) : null;
    if (area !== null && (dotted || behind)) return { to, area };
  }
  return null;
}

/**
 * "Lexington, Ky.", "Richmond, B.C.": an abbreviation gets a draft of its own. Behind a comma a place must stand, or a
 * name that is called after a place there.
 */
export function findShort(words: Words, drafts: Draft[], gazetteer: Gazetteer): void {
  let k = 0;
  for (let i = 1; i < words.count; i += 1) {
    while (k < drafts.length && (drafts[k] as Draft).to <= i) k += 1;
    const short = shortAt(words, i, gazetteer);
    if (short === null) continue;
    const { to, area } = short;
    const before = drafts[k - 1];
    const open = !textOf(words, i, to).includes(".");
    if (open && (before === undefined || before.to !== i - 1 || !leads(words, before, area, gazetteer))) continue;
    // "Washington D.C." is one name already.
    if ((drafts[k]?.from ?? i) < i) continue;
    let last = k;
    while (last < drafts.length && (drafts[last] as Draft).from < to) last += 1;
    if ((drafts[last - 1]?.to ?? 0) > to && last > k) continue;
    const sentence = drafts[k]?.sentence ?? before?.sentence ?? 0;
    drafts.splice(k, last - k, { ...SHORT, from: i, to, nameFrom: i, nameTo: to, chain: [], sentence });
    i = to - 1;
  }
}

const SHORT = {
  kind: "place",
  sure: HEADED,
  titleFrom: -1,
  adjectival: false,
  known: null,
  precision: null,
  full: null,
  key: null,
} as const;

/** Whether "X" in "X, Ky" is a place there. */
function leads(words: Words, before: Draft, area: Spot, gazetteer: Gazetteer): boolean {
  if (before.titleFrom >= 0) return false;
  const name = textOf(words, before.nameFrom, before.to);
  return before.kind === "place" || gazetteer.every(name).some((spot) => contains(area, spot));
}

function textOf(words: Words, from: number, to: number): string {
  return words.text.slice(words.start[from], words.end[to - 1]);
}
