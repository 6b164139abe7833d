import type { Extraction, Finder, Mode, Polarity } from "./claim.ts";

/**
 * What a language model proposes: for each part of a claim the words that fill it, as the passage has them. Nothing of
 * it is believed: `3-extract/ground.ts` finds the words, and reads them itself.
 */
export interface Proposal {
  readonly property: string;
  /** The words that say it, inside one sentence; all others stand inside them. */
  readonly evidence: string;
  readonly subject: string;
  /** Null for a claim without a value: "was captured". */
  readonly value: string | null;
  readonly trigger: string;
  /** The words for an office. */
  readonly role: string | null;
  readonly hedge: string | null;
  readonly speaker: string | null;
  readonly negation: string | null;
  readonly polarity: Polarity;
  readonly mode: Mode;
}

/** One request to a model: a passage of one document. It sees nothing else, and has no tools. */
export interface Request {
  readonly instructions: string;
  /** The passage as JSON, so that no words of it can end it. */
  readonly data: string;
  /** The JSON Schema of the answer. */
  readonly form: Readonly<Record<string, unknown>>;
  /** Which passage of how many: for progress. */
  readonly at: number;
  readonly of: number;
}

/** Sends a request and gives the words of the answer. Throws a SourcebookError `model-silent` when none came. */
export type Send = (request: Request) => Promise<string>;

/** A passage and what was answered to it; null when nothing was. */
export interface Answer {
  /** Sentences `[from, to)` of the rendition's marks. */
  readonly from: number;
  readonly to: number;
  readonly text: string | null;
}

/** What a model answered about one rendition. `by` is the finder: `model:` and its name, with the prompt's hash. */
export interface Heard {
  readonly by: Finder;
  readonly answers: readonly Answer[];
}

/** Why a proposal is refused, each with what is said of it. The words are permanent: `model-` and the word is the problem's code. */
export const REFUSALS = {
  form: "is not of the form that was asked for",
  many: "is one of more than a passage can hold",
  property: "names a property that the schema does not have, or one that says who is who, which no model decides",
  quote: "quotes words that do not stand in the passage",
  ambiguous: "quotes words that stand there more than once",
  sentence: "has no evidence inside one sentence that states something",
  trigger: "rests on words that do not say such a thing",
  subject: "is about words that name nothing of a fitting kind beside the trigger",
  value: "has words for its value that the property does not take, or that belong to something else",
  number: "has a number or a bound that is not what the words say",
  role: "has words for an office that name none",
  polarity: "says the opposite of what the sentence says, or of whether it says so",
  rules: "rests on words that a rule reads, otherwise, more firmly, or as somebody's account",
  repeated: "was proposed before",
} as const;

/** One reason for a refusal. */
export type Refusal = keyof typeof REFUSALS;

/** What became of a model's proposals about one rendition. */
export interface Proposed {
  readonly passages: number;
  /** Passages to which no answer came. */
  readonly silent: number;
  readonly proposals: number;
  /** Claims that the model alone found. */
  readonly alone: number;
  /** Proposals that a rule had made a claim of, too. */
  readonly confirmed: number;
  readonly refused: Readonly<Partial<Record<Refusal, number>>>;
}

/** What one reading gives, with a model or without one; `proposed` is absent when none was asked. */
export interface Assisted extends Extraction {
  readonly proposed?: Proposed;
}

/** Whether a model alone found something: a second mark beside the claim. */
export function byModelAlone(by: readonly Finder[]): boolean {
  return by.length > 0 && by.every(({ rule }) => rule.startsWith("model:"));
}
