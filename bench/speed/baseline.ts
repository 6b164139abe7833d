// FROZEN. What every speed is a ratio to: the least that any reading of a text has to do. Changing this file makes all
// results before it worthless; test/bench.test.ts holds its hash.

const CAPITALS_AND_NUMBERS = /\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*)*|\d+(?:[.,]\d+)*/gu;

/** Words are what white space separates. */
export function countWords(text: string): number {
  let count = 0;
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const blank = code <= 0x20 || code === 0xa0 || code === 0x2028 || code === 0x2029;
    if (!blank && !inside) count += 1;
    inside = !blank;
  }
  return count;
}

/** One pass of a regular expression that finds runs of capitalised words and numbers. Returns how many it found. */
export function countMatches(text: string): number {
  let count = 0;
  for (const _match of text.matchAll(CAPITALS_AND_NUMBERS)) count += 1;
  return count;
}
