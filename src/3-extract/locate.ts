import type { Proposal, Refusal } from "../0-model/proposal.ts";
import type { Range } from "../0-model/span.ts";
import { isProse } from "./events.ts";
import { isQuestion } from "./frames.ts";
import type { Page } from "./page.ts";
import { type Passage, rangeOf, shownText } from "./propose.ts";

/** Thrown where a proposal is refused, with the words it is about as far as they were found. */
export class Refused extends Error {
  readonly reason: Refusal;
  constructor(reason: Refusal) {
    super(reason);
    this.reason = reason;
  }
}

/** Stops looking at a proposal. */
export function refuse(reason: Refusal): never {
  throw new Refused(reason);
}

/** Quoted words found in the text: their characters, and the tokens `[from, to)` inside them. */
export interface Quote {
  readonly range: Range;
  readonly from: number;
  readonly to: number;
}

/** Where the words of a proposal stand. */
export interface Quotes {
  readonly sentence: number;
  readonly evidence: Quote;
  readonly subject: Quote;
  readonly value: Quote | null;
  readonly trigger: Quote;
  readonly role: Quote | null;
  readonly hedge: Quote | null;
  readonly speaker: Quote | null;
  readonly negation: Quote | null;
}

/**
 * Finds the evidence in the passage that was shown, and every part inside the evidence: each exactly once, as whole
 * words, and all in one sentence that states something.
 */
export function locate(page: Page, proposal: Proposal, passage: Passage): Quotes {
  const evidence = evidenceOf(page, proposal.evidence, passage);
  const { sentences } = page.marks;
  let sentence = passage.from;
  while (sentence < passage.to && (sentences[sentence]?.to ?? 0) <= evidence.from) sentence += 1;
  const within = sentences[sentence];
  if (within === undefined || within.from > evidence.from || within.to < evidence.to) refuse("sentence");
  if (!isProse(page, sentence) || isQuestion(page, sentence)) refuse("sentence");
  const part = (words: string): Quote => once(page, proposal.evidence, evidence.range[0], words);
  const perhaps = (words: string | null): Quote | null => (words === null ? null : part(words));
  return {
    sentence,
    evidence,
    subject: part(proposal.subject),
    value: perhaps(proposal.value),
    trigger: part(proposal.trigger),
    role: perhaps(proposal.role),
    hedge: perhaps(proposal.hedge),
    speaker: perhaps(proposal.speaker),
    negation: perhaps(proposal.negation),
  };
}

/** The evidence's place in the passage. */
export function evidenceOf(page: Page, words: string, passage: Passage): Quote {
  return once(page, shownText(page.marks, passage), rangeOf(page.marks, passage)[0], words);
}

/** The one place of the words in a stretch of text that begins at `offset`. */
function once(page: Page, stretch: string, offset: number, words: string): Quote {
  const found: Quote[] = [];
  for (let at = stretch.indexOf(words); at >= 0; at = stretch.indexOf(words, at + 1)) {
    const quote = wholeWords(page, [offset + at, offset + at + words.length]);
    if (quote !== null) found.push(quote);
    if (found.length > 1) refuse("ambiguous");
  }
  return found[0] ?? refuse("quote");
}

/** The tokens of a range; null when it cuts a token in two or holds none: "16" does not stand in "169". */
function wholeWords({ marks: { words } }: Page, [start, end]: Range): Quote | null {
  let low = 0;
  let high = words.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words.end[middle] ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  let to = low;
  while (to < words.count && (words.end[to] ?? 0) <= end) to += 1;
  const cut = (words.start[low] ?? start) < start || (to < words.count && (words.start[to] ?? end) < end);
  return cut || to === low ? null : { range: [start, end], from: low, to };
}
