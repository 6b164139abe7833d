import { fold } from "../0-model/fold.ts";

/** Words that must stand next to one another, in order; with `prefix` the last may go on. */
export interface Phrase {
  readonly tokens: readonly string[];
  readonly prefix: boolean;
}

// Scripts written without spaces are indexed a character at a time.
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}])+/gu;

/** The words of a text as search compares them: folded, without punctuation. */
export function tokens(text: string): string[] {
  return fold(text).match(TOKEN) ?? [];
}

/**
 * What a person typed: words that must all stand in a sentence, "quoted phrases", and word* for words that begin so.
 * A word with inner punctuation ("ISIS-K") is a phrase of its parts. No operator has a meaning beyond these.
 */
export function phrases(words: string): Phrase[] {
  const found: Phrase[] = [];
  for (const [piece] of words.matchAll(/"[^"]*"\*?|[^\s"]+/g)) {
    const list = tokens(piece);
    if (list.length > 0) found.push({ tokens: list, prefix: piece.endsWith("*") });
  }
  return found;
}

/** True when the tokens hold the phrase. */
export function holds(list: readonly string[], { tokens: wanted, prefix }: Phrase): boolean {
  const last = wanted.length - 1;
  for (let at = 0; at + last < list.length; at++) {
    const fits = wanted.every((token, i) => {
      const here = list[at + i] ?? "";
      return prefix && i === last ? here.startsWith(token) : here === token;
    });
    if (fits) return true;
  }
  return false;
}
