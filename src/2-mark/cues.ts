import { type Knowledge, type Rows, rows } from "../0-model/knowledge.ts";
import type { CueMark, Words } from "../0-model/mark.ts";
import { Trie } from "./trie.ts";
import { words as tokens } from "./words.ts";

interface Cue {
  readonly kind: CueMark["kind"];
  readonly value: string;
}

const LISTS: readonly (readonly [list: string, kind: CueMark["kind"]])[] = [
  ["open", "open"],
  ["hedges", "hedge"],
  ["negations", "negation"],
  ["modality", "modality"],
];

/** `be` is not in the list of verbs: its forms follow no pattern. */
const BE = ["is", "are", "was", "were", "be", "been", "being", "am", "'s"];

function forms(verbs: Rows): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>([["be", BE]]);
  for (const [lemma = "", past = "", participle = "", ing = "", third = ""] of verbs) {
    found.set(lemma, [...new Set([lemma, past, participle, ing, third])]);
  }
  return found;
}

/** The phrase as token sequences: one for every form of each word that begins with `~`. */
function spell(phrase: string, verbs: ReadonlyMap<string, readonly string[]>): string[][] {
  let spelled: string[][] = [[]];
  for (const part of phrase.split(" ")) {
    const said = part.startsWith("~") ? (verbs.get(part.slice(1)) ?? [part.slice(1)]) : [part];
    const next: string[][] = [];
    for (const before of spelled) for (const form of said) next.push([...before, ...split(form)]);
    spelled = next;
  }
  return spelled;
}

/** A word as the tokenizer cuts it. */
function split(word: string): readonly string[] {
  return /^[a-z]+$/.test(word) ? [word] : tokens(word, []).lower;
}

/**
 * Hedges, negations, modal words and open questions from the lists `hedges`, `negations`, `modality` and `open`. One
 * pass; at each token the longest phrase over all lists wins, and marks do not overlap. "not only" and its like look
 * like negations and give no mark. Throws a plain Error when `data/` lacks one of the lists.
 */
export function compileCues(knowledge: Knowledge): (words: Words) => CueMark[] {
  const verbs = forms(rows(knowledge.lexicons, "verbs"));
  const trie = new Trie<Cue>();
  for (const [list, kind] of LISTS) {
    for (const [phrase = "", value = ""] of rows(knowledge.lexicons, list)) {
      for (const spelled of spell(phrase, verbs)) trie.add(spelled, { kind, value });
    }
  }
  return (words) => {
    const found: CueMark[] = [];
    for (let i = 0; i < words.count; ) {
      const hit = trie.begins(words, i) ? trie.longest(words, i, words.count) : null;
      if (hit === null) {
        i += 1;
        continue;
      }
      if (hit.value.value !== "only" && !isMonth(words, i)) {
        found.push({ from: i, to: hit.to, kind: hit.value.kind, value: hit.value.value });
      }
      i = hit.to;
    }
    return found;
  };
}

/** "May 2015", "in May": the month, not the modal, by its capital. A sentence may begin with the modal only in questions. */
function isMonth(words: Words, i: number): boolean {
  if (words.lower[i] !== "may") return false;
  const first = words.text.charCodeAt(words.start[i] ?? 0);
  return first === 77;
}
