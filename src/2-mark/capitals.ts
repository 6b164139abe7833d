import { type Knowledge, type Rows, rows } from "../0-model/knowledge.ts";
import { CAPITAL, LOWER, NUMBER, type Sentence, UPPER, WORD, type Words } from "../0-model/mark.ts";
import { COMMON, compileLexicon, FUNCTION, type Lexicon, SIGNS, TAKING } from "./naming.ts";
import { compileGazetteer, type Gazetteer } from "./places.ts";

/**
 * Gives the words of a text that is written without case the shapes that they would have in one with case: names with a capital,
 * acronyms in capitals, everything else small. The text itself stays as it is. A text with case is given back as it is.
 */
export type Raise = (words: Words, sentences: readonly Sentence[]) => Words;

/** The ways in which a word can be written, in the order of their numbers in `data/lexicons/en/capitals.tsv`. */
export const WAYS = [LOWER, CAPITAL, UPPER] as const;

/** Gives `Raise` for the lists of `data/`. They are compiled when the first text without case is met: few texts are. */
export function compileCapitals(knowledge: Knowledge): Raise {
  let compiled: { lexicon: Lexicon; look: Look; weights: Ways } | null = null;
  const compile = () => {
    const lexicon = compileLexicon(knowledge);
    const look = compileLook(lexicon, compileGazetteer(knowledge));
    compiled = { lexicon, look, weights: compileWays(rows(knowledge.lexicons, "capitals")) };
    return compiled;
  };
  return (words, sentences) => {
    if (!isCaseless(words)) return words;
    const { lexicon, look, weights } = compiled ?? compile();
    const shape = Uint8Array.from(words.shape);
    for (const sentence of sentences) write(words, sentence, ways(look(words, sentence), weights), shape);
    agree(words, lexicon, shape);
    return { ...words, shape, cased: true };
  };
}

/** Whether nearly all words of a text are written in capitals, or none is. Of a few words nothing can be told. */
export function isCaseless({ count, kind, shape }: Words): boolean {
  let [upper, lower, all] = [0, 0, 0];
  for (let i = 0; i < count; i += 1) {
    if (kind[i] !== WORD) continue;
    all += 1;
    if (shape[i] === UPPER) upper += 1;
    else if (shape[i] === LOWER) lower += 1;
  }
  return all >= 5 && (upper > 0.7 * all || (lower > 0.995 * all && all > 30));
}

function write(words: Words, { from, to }: Sentence, said: Uint8Array, shape: Uint8Array): void {
  let first = true;
  for (let i = from; i < to; i += 1) {
    if (words.kind[i] !== WORD) continue;
    const way = WAYS[said[i - from] ?? 0] ?? LOWER;
    // A letter alone cannot be an acronym.
    const letter = (words.end[i] ?? 0) - (words.start[i] ?? 0) === 1;
    shape[i] = (first && way === LOWER) || (letter && way === UPPER) ? CAPITAL : way;
    first = false;
  }
}

/** A word that is no word of English is written alike wherever it stands in a text. */
function agree(words: Words, lexicon: Lexicon, shape: Uint8Array): void {
  const votes = new Map<string, number[]>();
  const isOpen = (i: number): boolean =>
    words.kind[i] === WORD && (lexicon.said.of(words, i) & (COMMON | FUNCTION)) === 0;
  for (let i = 0; i < words.count; i += 1) {
    if (!isOpen(i)) continue;
    const lower = words.lower[i] ?? "";
    const count = votes.get(lower) ?? [];
    count[shape[i] ?? 0] = (count[shape[i] ?? 0] ?? 0) + 1;
    votes.set(lower, count);
  }
  for (let i = 0; i < words.count; i += 1) {
    if (!isOpen(i)) continue;
    const count = votes.get(words.lower[i] ?? "") ?? [];
    const raised = (count[CAPITAL] ?? 0) + (count[UPPER] ?? 0);
    if (raised >= (count[LOWER] ?? 0)) shape[i] = (count[UPPER] ?? 0) > (count[CAPITAL] ?? 0) ? UPPER : CAPITAL;
    else shape[i] = LOWER;
  }
}

/** What is observed of each token of a sentence, as texts. */
export type Look = (words: Words, sentence: Sentence) => string[][];

export function compileLook(lexicon: Lexicon, gazetteer: Gazetteer): Look {
  const signs = SIGNS.filter(([bit]) => bit !== TAKING);
  const codes = new Map<number, string>();
  const code = (words: Words, i: number): string => {
    if (words.kind[i] === NUMBER) return "0";
    if (words.kind[i] !== WORD) return words.lower[i] ?? "";
    const said = lexicon.said.of(words, i);
    const known = codes.get(said) ?? `w${signs.map(([bit, sign]) => ((said & bit) === 0 ? "" : sign)).join("")}`;
    codes.set(said, known);
    return known;
  };
  return (words, sentence) => {
    const { from, to } = sentence;
    const names = named(words, sentence, { lexicon, gazetteer });
    const lower = (i: number): string => (i < from ? "^" : i >= to ? "$" : (words.lower[i] ?? ""));
    const at = (i: number): string => (i < from ? "^" : i >= to ? "$" : code(words, i));
    const name = (i: number): string => `${names[i - from] ?? ""}.`;
    return Array.from({ length: to - from }, (_, k) => {
      const i = from + k;
      const [word, one, before, after] = [lower(i), at(i), at(i - 1), at(i + 1)];
      const open = one === "w" || one === "wg";
      return [
        `w ${word}`,
        `b ${lower(i - 1)} ${word}`,
        `a ${word} ${lower(i + 1)}`,
        `lb ${lower(i - 1)} ${one}`,
        `la ${lower(i + 1)} ${one}`,
        `c ${one} ${name(i)}`,
        `cb ${before} ${one} ${name(i - 1)}`,
        `ca ${one} ${after} ${name(i + 1)}`,
        `c3 ${before} ${one} ${after}`,
        `n ${name(i - 1)} ${name(i)} ${name(i + 1)}`,
        `e ${word.slice(-3)} ${open}`,
        `e4 ${word.slice(-4)} ${open}`,
        `s ${looks(word)} ${one}`,
        `p ${word.slice(0, 3)} ${open}`,
      ];
    });
  };
}

/** Vowels or none, hyphens, digits, length: what an acronym looks like. */
function looks(word: string): string {
  const length = word.length > 8 ? "l" : `${word.length}`;
  return `${length}${/[aeiouy]/.test(word) ? "v" : ""}${/[bcdfghjklmnpqrstvwxz]{4}/.test(word) ? "k" : ""}${word.includes("-") ? "-" : ""}${/\d/.test(word) ? "d" : ""}`;
}

interface Lookups {
  readonly lexicon: Lexicon;
  readonly gazetteer: Gazetteer;
}

/** What the lists of names, titles, head words and places say of each token. */
function named(words: Words, { from, to }: Sentence, { lexicon, gazetteer }: Lookups): string[] {
  const found: string[] = new Array(to - from).fill("");
  const put = (start: number, end: number, sign: string): void => {
    for (let i = start; i < end; i += 1)
      found[i - from] += end > start + 1 ? `${sign}${i === start ? "B" : "I"}` : sign;
  };
  for (let i = from; i < to; ) {
    const known = lexicon.known.longest(words, i, to);
    if (known !== null) {
      const { kind, risky, upper, adjectival } = known.value;
      put(i, known.to, `k${risky ? "?" : ""}${upper ? "U" : adjectival ? "A" : kind[0]}`);
    }
    i = known?.to ?? i + 1;
  }
  for (let i = from; i < to; i += 1) {
    if (words.kind[i] !== WORD) continue;
    const title = lexicon.titles.longest(words, i, to);
    if (title !== null) found[title.to - 1 - from] += `t${title.value.kind[0]}`;
    if (lexicon.heads.at(words, i, i + 1) !== undefined) found[i - from] += "h";
    if (lexicon.places.at(words, i, i + 1) !== undefined) found[i - from] += "p";
    placed(words, [i, to], gazetteer, put);
  }
  return found;
}

/** Places of up to three words; of one word only what is no everyday word tells something. */
function placed(
  { text, start, end, kind }: Words,
  [i, to]: readonly [number, number],
  gazetteer: Gazetteer,
  put: (start: number, end: number, sign: string) => void,
): void {
  for (let length = 3; length > 0; length -= 1) {
    const until = i + length;
    if (until > to || kind[until - 1] !== WORD || (length === 3 && kind[i + 1] !== WORD)) continue;
    const [spot] = gazetteer.find(text.slice(start[i], end[until - 1]));
    if (spot === undefined) continue;
    put(i, until, spot.precision !== "locality" ? "G" : spot.population > 100_000 ? "g" : "l");
    return;
  }
}

const COUNT = WAYS.length;

/** Weights by what is observed, and for the step from one way to the next. */
export interface Ways {
  readonly of: ReadonlyMap<string, Float32Array>;
  readonly steps: Float32Array;
}

function compileWays(list: Rows): Ways {
  const of = new Map<string, Float32Array>();
  const steps = new Float32Array(COUNT * COUNT);
  for (const [what = "", ...said] of list) {
    const numbers = said.map((one) => Number(one) / 100);
    if (what.startsWith("step ")) steps.set(numbers, Number(what.slice(5)) * COUNT);
    else of.set(what, Float32Array.from(numbers));
  }
  return { of, steps };
}

/** The likeliest ways to write the tokens of a sentence. */
export function ways(observed: readonly (readonly string[])[], { of, steps }: Ways): Uint8Array {
  const scores = observed.map((token) => {
    const sum = new Float32Array(COUNT);
    for (const one of token) {
      const weights = of.get(one);
      if (weights !== undefined)
        for (let way = 0; way < COUNT; way += 1) sum[way] = (sum[way] ?? 0) + (weights[way] ?? 0);
    }
    return sum;
  });
  return likeliest(scores, steps);
}

/** The best way through the scores. */
export function likeliest(scores: readonly Float32Array[], steps: Float32Array): Uint8Array {
  const came: Uint8Array[] = [];
  let best = new Float32Array(COUNT);
  for (const [k, score] of scores.entries()) {
    const next = new Float32Array(COUNT);
    const from = new Uint8Array(COUNT);
    for (let way = 0; way < COUNT; way += 1) {
      let most = Number.NEGATIVE_INFINITY;
      for (let before = 0; before < COUNT; before += 1) {
        const sum = k === 0 ? 0 : (best[before] ?? 0) + (steps[before * COUNT + way] ?? 0);
        if (sum > most) {
          most = sum;
          from[way] = before;
        }
      }
      next[way] = most + (score[way] ?? 0);
    }
    came.push(from);
    best = next;
  }
  const found = new Uint8Array(scores.length);
  let way = best.indexOf(Math.max(...best));
  for (let k = scores.length - 1; k >= 0; k -= 1) {
    found[k] = way;
    way = came[k]?.[way] ?? 0;
  }
  return found;
}
