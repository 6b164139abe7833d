import { PUNCTUATION, type Words } from "../0-model/mark.ts";
import { Forms } from "./forms.ts";
import type { Entry, Grammar } from "./grammar.ts";
import { T, type Tagged, Tagging, type Taken } from "./tagging.ts";

const NOTHING: Entry = { bits: 0, verb: "", noun: "", nouns: 0, verbs: 0 };

/**
 * The tag of every token of `[from, to)`. Closed-class words and joining phrases first, then, from left to right, the
 * words that can be several things: by what stands beside them and by whether their clause still lacks its verb.
 */
export function tag(grammar: Grammar, words: Words, taken: Taken, [from, to]: readonly [number, number]): Tagged {
  const count = to - from;
  const entries: Entry[] = new Array(count);
  for (let k = 0; k < count; k += 1) {
    const i = from + k;
    // Names, numbers and signs are known; the first word of a date can be its preposition.
    const known = taken[i] === 1 || taken[i] === 2 || words.kind[i] === PUNCTUATION;
    entries[k] = known ? NOTHING : grammar.said.of(words, i);
  }
  const sentence = new Tagging(grammar, words, { from, taken }, entries);
  for (let k = 0; k < count; k += 1) sentence.fixed(k);
  sentence.phrases();
  const forms = new Forms(sentence);
  for (let k = 0; k < count; k += 1) {
    if (sentence.tags[k] === T.other) sentence.tags[k] = forms.decide(k);
    forms.stretch.step(k);
  }
  return { from, to, tags: sentence.tags, entries, phrases: sentence.lengths };
}
