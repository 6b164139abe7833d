import type { Slice } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { type RulesAnswer, type RulesQuestion, rules } from "./rules.ts";
import { order } from "./view.ts";

/** How far may this record be trusted? */
export type TrustQuestion = Pick<RulesQuestion, "rules" | "on" | "known" | "voice">;

/** What the reading made of all sentences of the record. */
export interface Reach {
  readonly documents: number;
  readonly sentences: number;
  /** Sentences that carry a claim. */
  readonly carrying: number;
  /** Why the others carry none, by number of sentences. */
  readonly why: Readonly<Record<string, number>>;
  readonly emptyHeadings: number;
  /** Claims without a citation, in documents that carry citations. */
  readonly uncited: number;
  /** Citations whose words carry no claim. */
  readonly unusedCitations: number;
}

/** What rules did in this record, and what of it was read. */
export interface TrustAnswer {
  /** Of the whole record as it was known, whatever day or voice is asked for. */
  readonly reach: Reach;
  /** Rules that made a claim, those that made most first. */
  readonly rules: RulesAnswer["rules"];
  /** Rules that made none. */
  readonly silent: number;
  /** Claims that give no day and were left out because one was asked for. */
  readonly undated: number;
}

/** The question "How far may this record be trusted?". It reads every claim. */
export const trust: Question<TrustQuestion, TrustAnswer> = {
  plan: (question) => [
    ...rules.plan(question),
    { get: "documents", known: question.known ?? null },
    { get: "coverage", known: question.known ?? null },
  ],
  answer: (question, slice, schema) => {
    const { rules: all, undated } = rules.answer(question, slice, schema);
    const fired = all.filter((rule) => rule.fired > 0 || rule.versions.some(({ reviewed }) => reviewed > 0));
    return { reach: reachOf(slice), rules: fired, silent: all.length - fired.length, undated };
  },
};

function reachOf({ documents, coverage }: Slice): Reach {
  const sentences = coverage.flatMap((one) => one.sentences);
  const why = new Map<string, number>();
  for (const { why: reason } of sentences) if (reason !== null) why.set(reason, (why.get(reason) ?? 0) + 1);
  const sum = (of: (one: Slice["coverage"][number]) => number): number =>
    coverage.reduce((total, one) => total + of(one), 0);
  return {
    documents: documents.length,
    sentences: sentences.length,
    carrying: sentences.filter(({ claims }) => claims > 0).length,
    why: Object.fromEntries([...why].sort(([a, n], [b, m]) => m - n || order(a, b))),
    emptyHeadings: sum((one) => one.emptyHeadings.length),
    uncited: sum((one) => one.uncited.length),
    unusedCitations: sum((one) => one.unusedCitations.length),
  };
}
