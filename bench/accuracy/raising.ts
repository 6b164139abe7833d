/** Learns `data/lexicons/en/capitals.tsv`: how the words of a text without case would be written in one with case. */
import { readFileSync } from "node:fs";
import type { Knowledge, Rows } from "../../src/0-model/knowledge.ts";
import { CAPITAL, LOWER, MIXED, type Sentence, UPPER, WORD, type Words } from "../../src/0-model/mark.ts";
import { compileLook, likeliest, WAYS } from "../../src/2-mark/capitals.ts";
import { compileLexicon } from "../../src/2-mark/naming.ts";
import { compileGazetteer } from "../../src/2-mark/places.ts";
import { words } from "../../src/2-mark/words.ts";
import { samples, sentencesOf, taught } from "./entities.ts";
import { generator, shuffle, Tally } from "./learn.ts";
import { corpus, filesUnder, type Say } from "./measure.ts";
import { annotated } from "./timex.ts";

const COUNT = WAYS.length;
const ROUNDS = 6;
const AT_LEAST = 5;

/** Texts with case: those that names are learnt from, re3d, MEANTIME and OntoGUM. */
export function casedTexts(say: Say): string[] {
  const gum = filesUnder(corpus("ontogum/conllu"), /\.conllu$/).map((file) =>
    [...readFileSync(file, "utf8").matchAll(/^# text = (.*)$/gm)].map(([, text]) => text).join("\n"),
  );
  return [
    ...taught(say).map(({ text }) => text),
    ...samples("re3d", corpus("re3d"), say).map(({ text }) => text),
    ...annotated(corpus("meantime/intra-doc_annotation"), () => {}).map(({ text }) => text),
    ...gum,
  ];
}

interface Exercise {
  readonly observed: readonly Int32Array[];
  /** The number of the way, or -1 where the text tells nothing. */
  readonly ways: Int8Array;
}

function wayOf(tokens: Words, i: number): number {
  if (tokens.kind[i] !== WORD) return -1;
  const shape = tokens.shape[i];
  if (shape === LOWER) return 0;
  if (shape === CAPITAL || shape === MIXED) return 1;
  return shape === UPPER ? 2 : -1;
}

/** The ways of a sentence's words; null for a headline, in which capitals tell nothing. */
function waysOf(tokens: Words, { from, to }: Sentence): Int8Array | null {
  const ways = Int8Array.from({ length: to - from }, (_, k) => wayOf(tokens, from + k));
  const counted = ways.filter((way) => way >= 0);
  const raised = counted.filter((way) => way > 0).length;
  if (counted.length > 3 && raised > 0.6 * counted.length) return null;
  const first = ways.findIndex((way) => way >= 0);
  if (first >= 0 && ways[first] === 1) ways[first] = -1;
  return ways;
}

export function learnCapitals(knowledge: Knowledge, texts: readonly string[]): Rows {
  const lexicon = compileLexicon(knowledge);
  const look = compileLook(lexicon, compileGazetteer(knowledge));
  const lessons: { observed: string[][]; ways: Int8Array }[] = [];
  const counts = new Map<string, number>();
  for (const text of texts) {
    const tokens = words(text, []);
    for (const sentence of sentencesOf(tokens)) {
      const ways = waysOf(tokens, sentence);
      if (ways === null) continue;
      const observed = look(tokens, sentence);
      lessons.push({ observed, ways });
      for (const token of observed) for (const one of token) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
  }
  const index = new Map<string, number>();
  for (const [one, count] of counts) if (count >= AT_LEAST) index.set(one, index.size);
  const exercises = lessons.map(
    ({ observed, ways }): Exercise => ({
      observed: observed.map((token) => Int32Array.from(token.flatMap((one) => index.get(one) ?? []))),
      ways,
    }),
  );
  return practised(exercises, index);
}

function practised(exercises: Exercise[], index: ReadonlyMap<string, number>): Rows {
  const weights = new Tally(index.size * COUNT);
  const steps = new Tally(COUNT * COUNT);
  const random = generator(11);
  let step = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(exercises, random);
    for (const exercise of exercises) practise(exercise, { weights, steps, step: step++ });
  }
  const average = weights.average(step);
  const rows = [...index].map(([one, at]) => [one, ...cells(average.subarray(at * COUNT, (at + 1) * COUNT))]);
  const transitions = steps.average(step);
  for (let way = 0; way < COUNT; way += 1)
    rows.push([`step ${way}`, ...cells(transitions.subarray(way * COUNT, (way + 1) * COUNT))]);
  return rows
    .filter(([what = "", ...said]) => what.startsWith("step") || said.some((one) => Math.abs(Number(one)) >= LEAST))
    .sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}

/** In hundredths: a weight below it decides nothing. */
const LEAST = 100;

const cells = (weights: Float32Array): string[] => [...weights].map((one) => `${Math.round(one * 100)}`);

interface State {
  readonly weights: Tally;
  readonly steps: Tally;
  readonly step: number;
}

function practise({ observed, ways }: Exercise, { weights, steps, step }: State): void {
  const scores = observed.map((token) => {
    const sum = new Float32Array(COUNT);
    for (const at of token)
      for (let way = 0; way < COUNT; way += 1) sum[way] = (sum[way] ?? 0) + (weights.now[at * COUNT + way] ?? 0);
    return sum;
  });
  const given = likeliest(scores, steps.now);
  const right = given.map((way, k) => ((ways[k] ?? -1) < 0 ? way : (ways[k] ?? 0)));
  given.forEach((said, k) => {
    const wanted = right[k] ?? 0;
    if (wanted !== said)
      for (const at of observed[k] ?? []) {
        weights.add(at * COUNT + wanted, 1, step);
        weights.add(at * COUNT + said, -1, step);
      }
    if (k === 0) return;
    const [before, lapsed] = [right[k - 1] ?? 0, given[k - 1] ?? 0];
    if (wanted !== said || before !== lapsed) {
      steps.add(before * COUNT + wanted, 1, step);
      steps.add(lapsed * COUNT + said, -1, step);
    }
  });
}
