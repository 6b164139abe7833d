/**
 * Learns the weights of `data/lexicons/en/weights.tsv`, by which names that no list decides are weighed.
 *
 * The learner is an averaged structured perceptron (Collins 2002): where the labels that the present weights give a stretch
 * differ from those of the corpus, what was observed of it is added to the right labels and taken from the given ones;
 * the weights kept are the average over all steps. It is fixed in its order, so the same samples give the same weights.
 */

import type { Knowledge, Rows } from "../../src/0-model/knowledge.ts";
import { compileDates } from "../../src/2-mark/dates.ts";
import { compileSheets } from "../../src/2-mark/names.ts";
import { OBSERVATIONS, Observer, stretches, Vocabulary } from "../../src/2-mark/stretches.ts";
import { decode, LABELS, nounClasses } from "../../src/2-mark/weighing.ts";
import { words } from "../../src/2-mark/words.ts";
import { type Entity, type Sample, sentencesOf } from "./entities.ts";

const COUNT = LABELS.length;
const ROUNDS = 8;
/** What was observed only once says more about one text than about names. */
const AT_LEAST = 2;
const SORTS: Readonly<Record<string, number>> = { person: 1, organisation: 3, location: 5, other: 7 };

/** A stretch of a sample: what is observed of each token, and its label in the corpus. */
export interface Lesson {
  readonly observed: readonly (readonly string[])[];
  readonly labels: Uint8Array;
}

/** Makes lessons of samples. */
export function compileLessons(knowledge: Knowledge): (sample: Sample) => Lesson[] {
  const { sheet: cut } = compileSheets(knowledge);
  const numbers = new Map<string, number>([["", 0]]);
  const texts = [""];
  const vocabulary = new Vocabulary(nounClasses(knowledge), (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  });
  const dates = compileDates(knowledge);
  return ({ text, entities }) => {
    const tokens = words(text, []);
    const dated = new Uint8Array(tokens.count);
    for (const mark of dates(tokens, { day: null, speaksUntil: null })) dated.fill(1, mark.from, mark.to);
    const sheet = cut(tokens, sentencesOf(tokens), (i) => dated[i] === 1);
    const labels = new Uint8Array(tokens.count);
    for (const entity of entities) label(tokens, entity, labels);
    const observer = new Observer(sheet, vocabulary);
    return stretches(sheet).map((stretch): Lesson => {
      const observed: string[][] = [];
      observer.observe(
        stretch,
        () => observed.push([]),
        (what, a, b) => observed.at(-1)?.push(`${OBSERVATIONS[what]}\t${texts[a]}\t${texts[b]}`),
      );
      return { observed, labels: begun(labels.slice(stretch.from, stretch.to)) };
    });
  };
}

function label(tokens: ReturnType<typeof words>, { start, end, type }: Entity, labels: Uint8Array): void {
  let next = SORTS[type] ?? 0;
  for (let i = 0; i < tokens.count; i += 1) {
    if ((tokens.start[i] ?? 0) < start || (tokens.end[i] ?? 0) > end) continue;
    labels[i] = next;
    if (next % 2 === 1) next += 1;
  }
}

/** A stretch may begin inside a name of the corpus: what is left of it is a name. */
function begun(labels: Uint8Array): Uint8Array {
  labels.forEach((one, k) => {
    const before = k === 0 ? 0 : (labels[k - 1] ?? 0);
    if (one > 0 && one % 2 === 0 && before !== one && before !== one - 1) labels[k] = one - 1;
  });
  return labels;
}

interface Exercise {
  readonly observed: readonly Int32Array[];
  readonly labels: Uint8Array;
}

/** Numbers with their running sums, for the average over all steps. */
export class Tally {
  readonly now: Float32Array;
  private readonly late: Float64Array;

  constructor(size: number) {
    this.now = new Float32Array(size);
    this.late = new Float64Array(size);
  }

  add(at: number, by: number, step: number): void {
    this.now[at] = (this.now[at] ?? 0) + by;
    this.late[at] = (this.late[at] ?? 0) + by * step;
  }

  average(steps: number): Float32Array {
    return this.now.map((one, at) => one - (this.late[at] ?? 0) / steps);
  }
}

/** Learns from lessons the rows of the list of weights; the same lessons in the same order give the same rows. */
export function learn(lessons: readonly Lesson[]): Rows {
  const counts = new Map<string, number>();
  for (const { observed } of lessons)
    for (const token of observed) for (const one of token) counts.set(one, (counts.get(one) ?? 0) + 1);
  const index = new Map<string, number>();
  for (const [one, count] of counts) if (count >= AT_LEAST) index.set(one, index.size);
  const exercises = lessons.map(
    ({ observed, labels }): Exercise => ({
      observed: observed.map((token) => Int32Array.from(token.flatMap((one) => index.get(one) ?? []))),
      labels,
    }),
  );
  const weights = new Tally(index.size * COUNT);
  const steps = new Tally(COUNT * COUNT);
  const random = generator(7);
  let step = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(exercises, random);
    for (const exercise of exercises) practise(exercise, { weights, steps }, step++);
  }
  const average = weights.average(step);
  const rows = [...index].map(([one, at]) => [
    ...one.split("\t"),
    ...cells(average.subarray(at * COUNT, (at + 1) * COUNT)),
  ]);
  const transitions = steps.average(step);
  for (let one = 0; one < COUNT; one += 1)
    rows.push(["step", `${one}`, "", ...cells(transitions.subarray(one * COUNT, (one + 1) * COUNT))]);
  return rows.filter((row) => row.length > 3).sort((a, b) => (a.join("\t") < b.join("\t") ? -1 : 1));
}

function cells(weights: Float32Array): string[] {
  return [...weights].flatMap((one, at) => (Math.round(one * 100) === 0 ? [] : [`${at}:${Math.round(one * 100)}`]));
}

function practise({ observed, labels }: Exercise, { weights, steps }: { weights: Tally; steps: Tally }, step: number) {
  const scores = new Float32Array(labels.length * COUNT);
  observed.forEach((token, k) => {
    for (const at of token)
      for (let one = 0; one < COUNT; one += 1)
        scores[k * COUNT + one] = (scores[k * COUNT + one] ?? 0) + (weights.now[at * COUNT + one] ?? 0);
  });
  const given = decode(scores, labels.length, steps.now);
  if (given.every((one, k) => one === labels[k])) return;
  let right = 0;
  let wrong = 0;
  labels.forEach((wanted, k) => {
    const said = given[k] ?? 0;
    if (wanted !== said)
      for (const at of observed[k] ?? []) {
        weights.add(at * COUNT + wanted, 1, step);
        weights.add(at * COUNT + said, -1, step);
      }
    if (wanted !== said || right !== wrong) {
      steps.add(right * COUNT + wanted, 1, step);
      steps.add(wrong * COUNT + said, -1, step);
    }
    right = wanted;
    wrong = said;
  });
}

export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function shuffle<T>(list: T[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
}
