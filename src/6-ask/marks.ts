/** The marks by which claims are picked out: how firmly a claim stands, and the second marks beside that. */
export const MARKS = [
  "stated",
  "attributed",
  "doubtful",
  "open",
  "negated",
  "not-actual",
  "uncited",
  "one-document",
  "by-model",
  "disputed",
  "sampled",
] as const;

/** One of those marks. */
export type MarkName = (typeof MARKS)[number];

/** True where a mark is seen only beside the other claims of the record. */
export function wide(mark: MarkName | undefined): boolean {
  return mark === "disputed" || mark === "one-document";
}

/** True where a mark is seen only beside the claims' documents and texts: what they cite, when they were published. */
export function textual(mark: MarkName | undefined): boolean {
  return mark === "uncited" || mark === "disputed";
}
