import type { Mark, Sentence, Words } from "../0-model/mark.ts";

/** Reads the marks of some words alone; their tokens count from 0, which is token `from` of the text. */
type ReadAlone<M> = (words: Words, from: number) => readonly M[];

/**
 * Marks each of which lies in one sentence, or in none. What was read over the end of a sentence is read again in each
 * sentence alone: "until", a paragraph's end, "May" is no month. Everything else stays as the whole text had it.
 */
export function inSentences<M extends Mark>(
  words: Words,
  sentences: readonly Sentence[],
  marks: readonly M[],
  alone: ReadAlone<M>,
): M[] {
  const kept: M[] = [];
  let at = 0;
  for (const mark of marks) {
    while (at < sentences.length && (sentences[at]?.to ?? 0) <= mark.from) at += 1;
    const first = sentences[at];
    if (first === undefined || mark.to <= first.from || (first.from <= mark.from && mark.to <= first.to)) {
      kept.push(mark);
      continue;
    }
    for (let next = at; next < sentences.length && (sentences[next]?.from ?? 0) < mark.to; next += 1) {
      const from = Math.max(mark.from, sentences[next]?.from ?? 0);
      const to = Math.min(mark.to, sentences[next]?.to ?? 0);
      for (const one of alone(slice(words, from, to), from)) {
        kept.push({ ...one, from: one.from + from, to: one.to + from });
      }
    }
  }
  return kept;
}

/** The tokens `[from, to)` as words of their own, at the same places of the same text. */
function slice(words: Words, from: number, to: number): Words {
  return {
    ...words,
    count: to - from,
    start: words.start.subarray(from, to),
    end: words.end.subarray(from, to),
    kind: words.kind.subarray(from, to),
    shape: words.shape.subarray(from, to),
    lower: words.lower.slice(from, to),
    type: words.type.subarray(from, to),
  };
}
