import type { Coverage } from "../0-model/claim.ts";
import type { Rendition } from "../0-model/document.ts";
import { overlaps, type Range, type Span, span } from "../0-model/span.ts";
import type { Slice } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { dating, type Lens } from "./lens.ts";
import { directory, documentName, order } from "./view.ts";

/** What did the reading make of each sentence? */
export interface CoverageQuestion extends Lens {
  readonly document?: string;
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

/** The question "What did the reading make of each sentence?". */
export const coverage: Question<CoverageQuestion, CoverageAnswer> = {
  plan: ({ document, known, on, voice }) => {
    const of = document === undefined ? {} : { document };
    return [
      { get: "documents", ...(document === undefined ? {} : { id: document }), known: known ?? null },
      { get: "renditions", ...of, known: known ?? null },
      { get: "coverage", ...of, known: known ?? null },
      ...(on == null && voice == null ? [] : [{ get: "claims", ...of, known: known ?? null } as const]),
    ];
  },
  answer: (question, slice) => {
    const covered = seen(question, slice).flatMap((one) => {
      const rendition = slice.renditions.find(({ id }) => id === one.rendition);
      return rendition === undefined ? [] : [cover(one, rendition, slice)];
    });
    return { covered: covered.sort((a, b) => order(a.document, b.document) || order(a.rendition, b.rendition)) };
  },
};

/**
 * The coverage through a lens: of a day or a voice, a sentence carries only the claims that the day allows and the voice
 * makes. One that carries others alone says so: `no-day` where one of them gives no day, else `not-asked-for`.
 */
function seen({ on, voice }: CoverageQuestion, slice: Slice): readonly Coverage[] {
  if (on == null && voice == null) return slice.coverage;
  const lies = dating(slice, directory(slice), on);
  return slice.coverage.map((one) => {
    const inside = slice.claims.filter(({ rendition }) => rendition === one.rendition);
    const sentences = one.sentences.map((sentence) => {
      if (sentence.claims === 0) return sentence;
      const here = inside.filter(({ evidence: [words] }) => words !== undefined && overlaps(words, sentence.range));
      const how = here.map((claim) => lies?.(claim) ?? "possible");
      const claims = how.filter((holds) => holds === "certain" || holds === "possible").length;
      return { ...sentence, claims, why: claims > 0 ? null : how.includes("undated") ? "no-day" : "not-asked-for" };
    });
    return { ...one, sentences };
  });
}

function cover(coverage: Coverage, rendition: Rendition, slice: Slice): Covered {
  const { sentences } = coverage;
  const document = slice.documents.find(({ id }) => id === rendition.document);
  const why: Record<string, number> = {};
  for (const sentence of sentences) if (sentence.why !== null) why[sentence.why] = (why[sentence.why] ?? 0) + 1;
  const at = headings(rendition);
  return {
    document: rendition.document,
    rendition: rendition.id,
    title: document === undefined ? rendition.document : documentName(document),
    sentences: sentences.length,
    carrying: sentences.filter(({ claims }) => claims > 0).length,
    claims: sentences.reduce((sum, { claims }) => sum + claims, 0),
    sections: sections(coverage, at),
    silent: sentences.flatMap(({ range, claims, why: reason }) =>
      claims > 0 ? [] : [{ span: span(rendition.text, range), heading: at(range), why: reason ?? "no-trigger" }],
    ),
    why: Object.fromEntries(Object.entries(why).sort(([a], [b]) => order(a, b))),
    emptyHeadings: coverage.emptyHeadings.map((range) => span(rendition.text, range)),
    uncited: coverage.uncited,
    unusedCitations: coverage.unusedCitations,
  };
}

/** The headings above a range, outermost first. */
function headings(rendition: Rendition): (range: Range) => readonly string[] {
  const { blocks, text } = rendition;
  return ([start]) => {
    let [low, high] = [0, blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((blocks[middle]?.range[0] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    return (blocks[low]?.headings ?? []).map(([from, to]) => text.slice(from, to));
  };
}

function sections({ sentences }: Coverage, at: (range: Range) => readonly string[]): CoveredSection[] {
  const found = new Map<string, { heading: readonly string[]; sentences: number; carrying: number; claims: number }>();
  for (const { range, claims } of sentences) {
    const heading = at(range);
    const key = JSON.stringify(heading);
    const section = found.get(key) ?? { heading, sentences: 0, carrying: 0, claims: 0 };
    section.sentences += 1;
    section.carrying += claims > 0 ? 1 : 0;
    section.claims += claims;
    found.set(key, section);
  }
  return [...found.values()];
}
