import type { Assertedness, Mode, Polarity } from "../0-model/claim.ts";
import type { Document } from "../0-model/document.ts";
import type { Kind } from "../0-model/entity.ts";
import type { Range } from "../0-model/span.ts";
import type { KeptClaim, Query } from "../0-model/store.ts";
import type { Time } from "../0-model/time.ts";

/** An entity as a labelled claim names it. */
export interface GoldEntity {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
}

/** A labelled value: the wire value, with what the match rule looks at. */
export type GoldValue =
  | ({ readonly type: "entity" } & GoldEntity)
  | {
      readonly type: "quantity";
      readonly low: number | null;
      readonly high: number | null;
      readonly bound: string;
      readonly words: string;
    }
  | ({ readonly type: "time" } & Pick<Time, "start" | "end" | "words">)
  | { readonly type: "place"; readonly id: string | null; readonly name: string }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "none" };

/** A claim labelled by a person, in the terms of the match rule. */
export interface GoldClaim {
  readonly id: string;
  /** A document's id, or the name of its file without ending. */
  readonly document: string;
  readonly subject: GoldEntity;
  readonly property: string;
  readonly value: GoldValue;
  readonly polarity: Polarity;
  readonly mode: Mode;
  readonly evidence: readonly { readonly range: Range; readonly exact: string }[];
  readonly assertedness: Assertedness;
  /** Speaker and stance, outermost first. */
  readonly attribution: readonly { readonly speaker: string; readonly stance: string }[];
  readonly hedged: boolean | null;
  readonly citations: readonly string[] | null;
  readonly time: Pick<Time, "start" | "end" | "words"> | null;
  readonly place: string | null;
}

/** What a record is measured against. */
export interface Gold {
  readonly claims: readonly GoldClaim[];
  /** The labelled range of documents that were labelled in part, by the names that the labels give them. */
  readonly covered: ReadonlyMap<string, Range>;
}

/** What labels may call a document: its id, and the names of its files without folder and ending. */
export function calledOf({ id, names }: Document): string[] {
  return [id, ...names.map((name) => name.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""))];
}

/** The documents that labels speak of. */
export function labelledIn(documents: readonly Document[], gold: readonly GoldClaim[]): Document[] {
  const wanted = new Set(gold.map(({ document }) => document));
  return documents.filter((document) => calledOf(document).some((name) => wanted.has(name)));
}

/** Queries for all that labels of these documents are compared with. */
export function labelledQueries(documents: readonly Document[]): Query[] {
  return documents.flatMap(({ id }): Query[] => [
    { get: "documents", id },
    { get: "renditions", document: id },
    { get: "claims", document: id },
  ]);
}

/** Whether a claim begins in the labelled range of its document; all do where no range is given. */
export function withinOf({ covered }: Gold, documents: readonly Document[]): (claim: KeptClaim) => boolean {
  const ranges = new Map<string, Range>();
  for (const document of documents) {
    for (const name of calledOf(document)) {
      const range = covered.get(name);
      if (range !== undefined) ranges.set(document.id, range);
    }
  }
  return ({ document, evidence }) => {
    const range = ranges.get(document);
    const start = evidence[0]?.[0] ?? 0;
    return range === undefined || (range[0] <= start && start < range[1]);
  };
}
