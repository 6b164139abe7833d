import type { PartName } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import { hull, overlaps, type Range, type Span, span } from "../0-model/span.ts";
import type { KeptClaim, Reviewed, Slice } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { type Dispute, findDisputes } from "./disputes.ts";
import { according, type Dated, dating, type Lens } from "./lens.ts";
import { directory, judged, type Shown, sources } from "./view.ts";

/** Why does the record say this? */
export interface WhyQuestion extends Lens {
  readonly claim: string;
}

/** What filled one role. */
export interface Filled {
  readonly role: string;
  /** The slot or operator that filled it. */
  readonly how: string;
  /** Null when the role was filled by what the rule itself gives. */
  readonly span: Span | null;
}

/** One claim with its words in context, and how it came about. */
export interface WhyAnswer {
  /** Null when the record holds no such claim. */
  readonly shown: Shown | null;
  /** How the day asked for lies to it; null without a day. */
  readonly onThatDay: Dated | null;
  /** Whether it is according to the voice asked for; null without one. */
  readonly saysSo: boolean | null;
  readonly document: Document | null;
  readonly rendition: Rendition | null;
  /** The sentence or item around the evidence. */
  readonly context: Span | null;
  readonly headings: readonly string[];
  readonly evidence: readonly Span[];
  readonly parts: readonly { readonly part: PartName; readonly from: string; readonly spans: readonly Span[] }[];
  /** Rule, model or person that found it, with the version. */
  readonly rules: readonly { readonly rule: string; readonly version: string }[];
  readonly trigger: Span | null;
  readonly filled: readonly Filled[];
  readonly operators: readonly string[];
  /** Reference entries behind the claim: label and the words of the entry, where the document has them. */
  readonly citations: readonly { readonly label: string; readonly entry: string | null }[];
  readonly disputes: readonly Dispute[];
  /** What reviewers decided about any reading of it, and what they took back; by reading and reviewer. */
  readonly reviews: readonly Reviewed[];
}

const UNKNOWN: WhyAnswer = {
  shown: null,
  onThatDay: null,
  saysSo: null,
  document: null,
  rendition: null,
  context: null,
  headings: [],
  evidence: [],
  parts: [],
  rules: [],
  trigger: null,
  filled: [],
  operators: [],
  citations: [],
  disputes: [],
  reviews: [],
};

/** The question "Why does the record say this?". */
export const why: Question<WhyQuestion, WhyAnswer> = {
  plan: ({ claim, known }) => [
    { get: "claims", ids: [claim], all: true, known: known ?? null },
    { get: "reviews", claims: [claim], known: known ?? null },
  ],
  // Whether it is in dispute shows beside the other claims about the same two parties.
  follow: ({ claim: id, known }, slice) => {
    const claim = slice.claims.find((one) => one.id === id);
    if (claim === undefined) return [];
    const parties = [claim.subject.id, ...(claim.value.type === "entity" ? [claim.value.id] : [])];
    return [
      ...parties.map((about) => ({ get: "claims", about, known: known ?? null }) as const),
      { get: "coverage", document: claim.document, known: known ?? null },
      ...judged(known),
      ...sources(slice, known),
    ];
  },
  answer: ({ claim: id, on, voice }, slice, schema) => {
    const claim = slice.claims.find((one) => one.id === id);
    if (claim === undefined) return UNKNOWN;
    const people = directory(slice);
    const document = slice.documents.find((one) => one.id === claim.document) ?? null;
    const rendition = slice.renditions.find((one) => one.id === claim.rendition) ?? null;
    const disputes = findDisputes(slice, schema, people).filter(({ sides }) =>
      sides.some(({ claims }) => claims.some((shown) => shown.claim.id === id)),
    );
    const lens = {
      onThatDay: dating(slice, people, on)?.(claim) ?? null,
      saysSo: voice == null ? null : according(voice)(claim),
    };
    const base = {
      ...UNKNOWN,
      ...lens,
      shown: people.show(claim, on ?? null),
      document,
      rendition,
      rules: claim.by,
      disputes,
      reviews: slice.reviews,
    };
    return rendition === null ? base : { ...base, ...inText(claim, rendition, slice) };
  },
};

function inText(claim: KeptClaim, rendition: Rendition, slice: Slice): Partial<WhyAnswer> {
  const at = (range: Range): Span => span(rendition.text, range);
  const { derivation } = claim;
  const block = rendition.blocks.find(({ range }) => claim.evidence.some((words) => overlaps(range, words)));
  return {
    context: contextOf(claim, rendition, slice),
    headings: (block?.headings ?? []).map((range) => at(range).exact),
    evidence: claim.evidence.map(at),
    parts: Object.entries(claim.parts).flatMap(([part, filled]) =>
      filled === undefined ? [] : [{ part: part as PartName, from: filled.from, spans: filled.spans.map(at) }],
    ),
    trigger: derivation === null ? null : at(derivation.trigger),
    filled: (derivation?.roles ?? []).map(({ role, how, range }) => ({
      role,
      how,
      span: range === null ? null : at(range),
    })),
    operators: derivation?.operators ?? [],
    citations: claim.citations.map((label) => {
      const target = rendition.citations.find((one) => one.label === label && one.target !== null)?.target ?? null;
      return { label, entry: target === null ? null : at(target).exact };
    }),
  };
}

/** The sentence of the evidence where the coverage has it; else its block; else the evidence itself. */
export function contextOf(claim: KeptClaim, rendition: Rendition, slice: Pick<Slice, "coverage">): Span {
  const sentences = slice.coverage
    .filter((one) => one.rendition === rendition.id)
    .flatMap((one) => one.sentences)
    .map(({ range }) => range)
    .filter((range) => claim.evidence.some((words) => overlaps(range, words)));
  const blocks = rendition.blocks
    .map(({ range }) => range)
    .filter((range) => claim.evidence.some((words) => overlaps(range, words)));
  const around = sentences.length > 0 ? sentences : blocks;
  return span(rendition.text, hull([...around, ...claim.evidence]));
}
