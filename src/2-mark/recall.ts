import type { Words } from "../0-model/mark.ts";

/** How many words are remembered; a power of two. */
const SIZE = 1 << 14;

/**
 * Remembers what was looked up for a word, by its number (`Words.type`): texts repeat their words, and a number is found
 * faster than a string. Each place holds the last word that fell on it, so it never grows.
 */
export class Recall<V> {
  private readonly types = new Int32Array(SIZE).fill(-1);
  private readonly values: V[] = new Array(SIZE);
  private readonly look: (lower: string) => V;

  /** `look` answers for a folded word, always the same for the same word. */
  constructor(look: (lower: string) => V) {
    this.look = look;
  }

  /** What `look` says of token `i`; of "" where there is no such token. */
  of(words: Words, i: number): V {
    const type = words.type[i];
    if (type === undefined) return this.look("");
    const at = type & (SIZE - 1);
    if (this.types[at] === type) return this.values[at] as V;
    const found = this.look(words.lower[i] ?? "");
    this.types[at] = type;
    this.values[at] = found;
    return found;
  }
}
