import type { Range } from "./span.ts";

/** The kinds of things claims are about. `people` is an unnamed set of persons ("8 Tajik men"). */
export const KINDS = [
  "group",
  "person",
  "people",
  "place",
  "event",
  "outlet",
  "publication",
  "government",
  "organisation",
  "population",
  "document",
] as const;

/** One of the kinds of things claims are about. */
export type Kind = (typeof KINDS)[number];

/** An entity as one document speaks of it. Never rewritten; who it is, is a matter of judgements. */
export interface Referent {
  /** `r` and a hash of (rendition, kind, span of its first naming); for an event, of its sentence and trigger's ordinal. */
  readonly id: string;
  readonly rendition: string;
  readonly kind: Kind;
  /** The fullest name its document gives it; for an event, the words of its trigger. */
  readonly name: string;
  readonly first: Range;
  /** Every way the document names it, the first naming first. */
  readonly names: readonly string[];
  /** True for "unknown gunmen", "unnamed": never resolved to anything real. */
  readonly unnamed: boolean;
}

/** An edge between two referents: are they the same? Append-only; the newest of one judge and pair holds. */
export interface Judgement {
  /** The two referents, in order of id. */
  readonly a: string;
  readonly b: string;
  readonly verdict: "same" | "different" | "unsure";
  /** A rule id, or `person:` and a name. */
  readonly by: string;
  readonly why: string;
  /** The words it rests on, where there are any. */
  readonly words: string | null;
}

/** What people call an entity: the referents judged the same at a moment. Its id is its earliest referent's. */
export interface Entity {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly names: readonly string[];
  readonly referents: readonly string[];
}
