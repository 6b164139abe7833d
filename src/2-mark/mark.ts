import type { Clause, Parse } from "../0-model/clause.ts";
import type { Rendition } from "../0-model/document.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import type { CueMark, DateMark, NameMark, QuantityMark, Sentence, Words } from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";
import type { Day } from "../0-model/time.ts";
import type { Begun } from "./chunker.ts";
import { items } from "./chunks.ts";
import { clauses } from "./clauses.ts";
import { compileCues } from "./cues.ts";
import { compileDates } from "./dates.ts";
import { compileGrammar } from "./grammar.ts";
import { compileNames } from "./names.ts";
import { compileQuantities } from "./quantities.ts";
import { sentences } from "./sentences.ts";
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
  return (rendition, lifted, context) => {
    const tokens = words(rendition.text, lifted);
    const stretches = sentences(tokens, rendition.blocks);
    const dated = dates(tokens, context);
    const taken = new Uint8Array(tokens.count);
    take(taken, dated, 3);
    const counted = quantities(tokens, (i) => taken[i] === 3);
    const named = names(tokens, stretches, (i) => taken[i] === 3);
    take(taken, counted, 2);
    take(taken, named, 1);
    const begun: Begun = { names: byStart(named), quantities: byStart(counted), dates: byStart(dated) };
    const tag = tagger(grammar, tokens, taken);
    const parses = stretches.map((stretch, sentence): Parse => {
      const tagged = tag(stretch.from, stretch.to);
      const found: readonly Clause[] = clauses(items(tokens, tagged, begun, grammar.is), grammar);
      return { sentence, clauses: found };
    });
    return {
      rendition,
      words: tokens,
      sentences: stretches,
      dates: dated,
      quantities: counted,
      names: named,
      cues: cues(tokens),
      parses,
    };
  };
}

function take(taken: Uint8Array, marks: readonly { readonly from: number; readonly to: number }[], as: number): void {
  for (const mark of marks) taken.fill(as, mark.from, mark.to);
}

function byStart<M extends { readonly from: number }>(marks: readonly M[]): Map<number, M> {
  return new Map(marks.map((mark) => [mark.from, mark]));
}
