import type { Words } from "../0-model/mark.ts";
import { Forms } from "./forms.ts";
import type { Grammar } from "./grammar.ts";
import { T, type Tagged, Tagging, type Taken } from "./tagging.ts";

/**
 * Finds the tag of every token of `[from, to)`, sentence by sentence of one text. Closed-class words and joining phrases
 * first, then, from left to right, the words that can be several things: by what stands beside them and by whether their
 * clause still lacks its verb. What is returned holds until the next call.
 */
export function tagger(grammar: Grammar, words: Words, taken: Taken): (from: number, to: number) => Tagged {
  const sentence = new Tagging(grammar, words, taken);
  const forms = new Forms(sentence);
  return (from, to) => {
    sentence.begin(from, to);
    forms.stretch.reset();
    for (let k = 0; k < sentence.count; k += 1) {
      if (sentence.tags[k] === T.other) sentence.tags[k] = forms.decide(k);
      forms.stretch.step(k);
    }
    return { from, to, tags: sentence.tags, entries: sentence.entries, phrases: sentence.lengths };
  };
}
