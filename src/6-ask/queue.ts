import type { Document } from "../0-model/document.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Span } from "../0-model/span.ts";
import type { KeptClaim, KeptSample, Query, Reviewed, Slice } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { bearing } from "./bearing.ts";
import type { Lens } from "./lens.ts";
import { type MarkName, textual, wide } from "./marks.ts";
import { byClaim, type Status, stands, statusesOf } from "./opinions.ts";
import { byPlace, type Directory, directory, documentsOf, judged, type Shown, sources } from "./view.ts";
import { contextOf } from "./why.ts";

/** What narrows the claims to review. What is left out narrows nothing. */
export interface Filter {
  /** Found by this rule, in any version. */
  readonly rule?: string;
  readonly properties?: readonly string[];
  readonly document?: string;
  readonly mark?: MarkName;
  /** An entity, by name or id. */
  readonly about?: string;
}

/** Which claims wait for somebody to compare them with their words? */
export interface QueueQuestion extends Filter {
  /** `proposed` unless told. */
  readonly status?: Status;
  /** Only what is drawn in this sample and was not read since. */
  readonly sample?: string;
  /** At most this many are given; all are counted. */
  readonly limit?: number;
  readonly known?: number | null;
  readonly voice?: NonNullable<Lens["voice"]>;
}

/** One claim to review, with its words in context. */
export interface QueueItem {
  readonly shown: Shown;
  readonly document: Document | null;
  /** The sentence or item around the evidence. */
  readonly context: Span | null;
  readonly evidence: readonly Span[];
  readonly statuses: readonly Status[];
  /** What reviewers decided, and what they took back. */
  readonly reviews: readonly Reviewed[];
}

/** The queue, in the order of the texts. */
export interface QueueAnswer {
  readonly items: readonly QueueItem[];
  /** How many fit, given or not. */
  readonly of: number;
  /** The last position of the log that this rests on: to be handed back with a decision. */
  readonly head: number;
  /** The sample that was asked for; null when none was, or the record holds none by that id. */
  readonly sample: KeptSample | null;
}

/** The question "Which claims wait for somebody to compare them with their words?". */
export const queue: Question<QueueQuestion, QueueAnswer> = {
  plan: (question) => [
    ...planned(question),
    ...(byReviews(question) ? [{ get: "reviews", known: question.known ?? null } as const] : []),
    ...(question.sample === undefined ? [] : [samples(question)]),
  ],
  // The words are fetched of what is shown, unless the mark is seen in them.
  follow: (question, slice, schema) => {
    const known = question.known ?? null;
    const claims = textual(question.mark) ? slice.claims : chosen(question, slice, schema).claims;
    const coverage = documentsOf({ claims }).map((document) => ({ get: "coverage", document, known }) as const);
    const reviews = { get: "reviews", claims: claims.map(({ id }) => id), known } as const;
    return [...sources({ claims }, known), ...coverage, ...(byReviews(question) ? [] : [reviews])];
  },
  answer: (question, slice, schema) => {
    const people = directory(slice);
    const reviewsOf = byClaim(slice.reviews);
    const { claims, of } = chosen(question, slice, schema);
    const items = claims.map((claim) => itemOf(claim, slice, people, reviewsOf(claim.id)));
    return { items, of, head: slice.counts?.head ?? 0, sample: sampleOf(question, slice) };
  },
};

/** True where all reviews are read before it is known which claims are shown. */
function byReviews({ sample, rule, status, mark }: QueueQuestion): boolean {
  if (sample !== undefined || rule !== undefined || textual(mark)) return true;
  return status === "work-needed" || status === "split";
}

function sampleOf({ sample }: QueueQuestion, { samples: all }: Slice): KeptSample | null {
  return all.find(({ id }) => id === sample) ?? null;
}

/** The claims to show, and how many fit. */
function chosen(
  question: QueueQuestion,
  slice: Slice,
  schema: Schema,
): { readonly claims: readonly KeptClaim[]; readonly of: number } {
  const people = directory(slice);
  const reviewsOf = byClaim(slice.reviews);
  const drawn = new Set(sampleOf(question, slice)?.drawn.map(([id]) => id));
  const inSample = (claim: KeptClaim): boolean =>
    question.sample === undefined || (drawn.has(claim.id) && !reviewsOf(claim.id).some(stands));
  const waits = (claim: KeptClaim): boolean => {
    // What is drawn is read whatever it is; what a sample let in waits no more, and is looked through all the same.
    const any = question.sample !== undefined || question.mark === "sampled";
    if (any && question.status === undefined) return claim.review !== "withdrawn";
    return statusesOf(claim, reviewsOf(claim.id)).includes(question.status ?? "proposed");
  };
  const fits = fitting(question, slice, schema);
  const found = slice.claims
    .filter((claim) => inSample(claim) && waits(claim) && fits(people.show(claim, null), reviewsOf(claim.id)))
    .sort(byPlace);
  return { claims: found.slice(0, question.limit), of: found.length };
}

function samples({ known }: QueueQuestion): Query {
  return { get: "samples", known: known ?? null };
}

/** What has to be fetched to see which claims a filter fits, but for reviews: finders that they keep fit a rule, too. */
export function planned({
  about,
  properties,
  document,
  mark,
  known,
}: Filter & { readonly known?: number | null }): Query[] {
  const at = known ?? null;
  const whole = wide(mark);
  const narrow = {
    ...(properties === undefined || mark === "disputed" ? {} : { properties }),
    ...(document === undefined || whole ? {} : { document }),
    ...(about === undefined ? {} : { about }),
  };
  return [
    { get: "counts", known: at },
    { get: "claims", all: true, ...narrow, known: at },
    ...(mark === "disputed" ? judged(at) : []),
  ];
}

/** Whether a claim fits a filter; the mark is worked out only where one is asked for. */
export function fitting(
  { rule, properties, document, mark }: Filter,
  slice: Slice,
  schema: Schema,
): (shown: Shown, reviews: readonly Reviewed[]) => boolean {
  const marked = mark === undefined ? null : bearing(mark, slice, schema, directory(slice));
  const made = new Set(properties);
  return (shown, reviews) => {
    const { claim } = shown;
    if (properties !== undefined && !made.has(claim.property)) return false;
    if (document !== undefined && claim.document !== document) return false;
    const finders = [...claim.by, ...reviews.flatMap((one) => one.finders)];
    if (rule !== undefined && !finders.some((one) => one.rule === rule)) return false;
    return marked === null || marked(shown);
  };
}

function itemOf(claim: KeptClaim, slice: Slice, people: Directory, reviews: readonly Reviewed[]): QueueItem {
  const rendition = slice.renditions.find(({ id }) => id === claim.rendition);
  const text = rendition?.text ?? "";
  return {
    shown: people.show(claim, null),
    document: slice.documents.find(({ id }) => id === claim.document) ?? null,
    context: rendition === undefined ? null : contextOf(claim, rendition, slice),
    evidence: claim.evidence.map(([start, end]) => ({ start, end, exact: text.slice(start, end) })),
    statuses: statusesOf(claim, reviews),
    reviews,
  };
}
