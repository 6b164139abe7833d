import type { Span } from "../0-model/span.ts";

/** What did the reading make of each sentence? */
export interface CoverageQuestion {
  readonly document?: string;
  readonly known?: number | null;
}

/** A sentence without a claim, and why. */
export interface Silent {
  readonly span: Span;
  /** The heading it stands under, outermost first. */
  readonly heading: readonly string[];
  readonly why: string;
}

/** One stretch of a document under one heading. */
export interface CoveredSection {
  readonly heading: readonly string[];
  readonly sentences: number;
  readonly carrying: number;
  readonly claims: number;
}

/** The coverage of one rendition. */
export interface Covered {
  readonly document: string;
  readonly rendition: string;
  readonly title: string;
  readonly sentences: number;
  /** Sentences that carry a claim. */
  readonly carrying: number;
  readonly claims: number;
  readonly sections: readonly CoveredSection[];
  readonly silent: readonly Silent[];
  readonly why: Readonly<Record<string, number>>;
  readonly emptyHeadings: readonly Span[];
  /** Claims that no citation covers, in a document that carries citations. */
  readonly uncited: readonly string[];
  /** Citation labels whose scope carries no claim. */
  readonly unusedCitations: readonly string[];
}

/** One entry a rendition, by document id. */
export interface CoverageAnswer {
  readonly covered: readonly Covered[];
}
