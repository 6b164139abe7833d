import type { Clause, Parse } from "../0-model/clause.ts";
import type { Rendition } from "../0-model/document.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import type { CueMark, DateMark, Mark, NameMark, QuantityMark, Sentence, Words } from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";
import type { Day } from "../0-model/time.ts";
import { compileCapitals } from "./capitals.ts";
import type { Begun } from "./chunker.ts";
import { items } from "./chunks.ts";
import { clauses } from "./clauses.ts";
import { compileCues } from "./cues.ts";
import { compileDates } from "./dates.ts";
import { inSentences } from "./edges.ts";
import { compileGrammar } from "./grammar.ts";
import { compileNames } from "./names.ts";
import { joined, pieces } from "./pieces.ts";
import { compileQuantities } from "./quantities.ts";
import { sentences } from "./sentences.ts";
import { type TagName, type Taken, tagName } from "./tagging.ts";
import { tagger } from "./tags.ts";
import { words } from "./words.ts";

/** Everything the marking stage says about one rendition. Token indexes refer to `words`. */
export interface Marks {
  readonly rendition: Rendition;
  readonly words: Words;
  readonly sentences: readonly Sentence[];
  readonly dates: readonly DateMark[];
  readonly quantities: readonly QuantityMark[];
  readonly names: readonly NameMark[];
  readonly cues: readonly CueMark[];
  /** One for each sentence, in the same order. */
  readonly parses: readonly Parse[];
}

/** What dates are read against: the day of the document, if it states one, and the day it speaks until, if known. */
export interface DateContext {
  readonly day: Day | null;
  readonly speaksUntil: Day | null;
}

/** Marks a rendition; `lifted` are the ranges of its citation markers, ascending. */
export type Marker = (rendition: Rendition, lifted: readonly Range[], context: DateContext) => Marks;

/** Compiles the lists of `data/` once into a marker. Pure: the same rendition gives the same marks. */
export function compileMarker(knowledge: Knowledge): Marker {
  const grammar = compileGrammar(knowledge);
  const dates = compileDates(knowledge);
  const quantities = compileQuantities(knowledge);
  const names = compileNames(knowledge);
  const cues = compileCues(knowledge);
  const raise = compileCapitals(knowledge);
  return (rendition, lifted, context) => {
    const plain = words(rendition.text, lifted);
    const stretches = sentences(plain, rendition.blocks);
    const dated = inSentences(plain, stretches, dates(plain, context), (alone) => dates(alone, context));
    const tokens = raise(plain, stretches);
    const taken = spokenFor(tokens, { dates: dated, quantities: [], names: [] });
    const isDate = (i: number): boolean => taken[i] === 3;
    const counted = inSentences(tokens, stretches, quantities(tokens, isDate), (alone, from) =>
      quantities(alone, (i) => isDate(from + i)),
    );
    const named = names(tokens, stretches, isDate);
    // The number of a name counts nothing, and its day is no time: "the 55 Brigade", "the 23 March Brigade".
    const unnamed = apartFrom(spokenFor(tokens, { dates: [], quantities: [], names: named }));
    const free = counted.filter(unnamed);
    const timed = dated.filter(unnamed);
    const held = spokenFor(tokens, { dates: timed, quantities: free, names: named });
    const begun = begunBy({ names: named, quantities: free, dates: timed });
    const isInside = within(held, begun);
    const tag = tagger(grammar, tokens, held);
    const read = ({ from, to }: Mark): readonly Clause[] =>
      clauses(items(tokens, tag(from, to), begun, grammar.is), grammar);
    const parses = stretches.map(
      (stretch, sentence): Parse => ({ sentence, clauses: joined(pieces(tokens, stretch, isInside).map(read)) }),
    );
    return {
      rendition,
      words: tokens,
      sentences: stretches,
      dates: timed,
      quantities: free,
      names: named,
      // "nearly 4,000" is a bound, and nearly nothing else.
      cues: inSentences(tokens, stretches, cues(tokens), cues).filter(
        ({ kind, from }) => kind !== "modality" || held[from] !== 2,
      ),
      parses,
    };
  };
}

/** Which tokens belong to a date, a quantity or a name: where two claim one, the later of these three. */
function spokenFor({ count }: Words, marks: Pick<Marks, "dates" | "quantities" | "names">): Taken {
  const taken = new Uint8Array(count);
  take(taken, marks.dates, 3);
  take(taken, marks.quantities, 2);
  take(taken, marks.names, 1);
  return taken;
}

/** Whether a mark shares no token with those that are taken. */
function apartFrom(taken: Taken): (mark: Mark) => boolean {
  return ({ from, to }) => {
    for (let i = from; i < to; i += 1) if (taken[i] !== 0) return false;
    return true;
  };
}

/** Compiles the lists of `data/` into a function from marks to the tag of every token of one of their sentences. */
export function compileTags(knowledge: Knowledge): (marks: Marks, sentence: number) => readonly TagName[] {
  const grammar = compileGrammar(knowledge);
  const prepared = new WeakMap<Marks, { readonly taken: Taken; readonly isInside: (token: number) => boolean }>();
  const prepare = (marks: Marks) => {
    const taken = spokenFor(marks.words, marks);
    const made = { taken, isInside: within(taken, begunBy(marks)) };
    prepared.set(marks, made);
    return made;
  };
  return (marks, sentence) => {
    const { taken, isInside } = prepared.get(marks) ?? prepare(marks);
    const all = pieces(marks.words, marks.sentences[sentence] ?? { from: 0, to: 0 }, isInside);
    const tag = tagger(grammar, marks.words, taken);
    return all.flatMap(({ from, to }) => Array.from(tag(from, to).tags.subarray(0, to - from), tagName));
  };
}

const begunBy = ({ names, quantities, dates }: Pick<Marks, "dates" | "quantities" | "names">): Begun => ({
  names: byStart(names),
  quantities: byStart(quantities),
  dates: byStart(dates),
});

/** Whether a mark that began before goes on into a token. */
function within(taken: Taken, { names, quantities, dates }: Begun): (token: number) => boolean {
  return (i) => taken[i] !== 0 && taken[i] === taken[i - 1] && !names.has(i) && !quantities.has(i) && !dates.has(i);
}

function take(taken: Uint8Array, marks: readonly { readonly from: number; readonly to: number }[], as: number): void {
  for (const mark of marks) taken.fill(as, mark.from, mark.to);
}

function byStart<M extends { readonly from: number }>(marks: readonly M[]): Map<number, M> {
  return new Map(marks.map((mark) => [mark.from, mark]));
}
