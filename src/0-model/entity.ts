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

/**
 * An edge between two referents: are they the same? Append-only; the newest of one judge and pair holds. `a` may be a
 * settled name: a name that gazetteers and lists give to one state, place or body. Who bears it is tied to the name, not to
 * everybody else who does: a name that a thousand documents use makes a thousand edges, not a million.
 */
export interface Judgement {
  /** The two referents, in order of id; or a settled name (`settledId`) and a referent. */
  readonly a: string;
  readonly b: string;
  readonly verdict: "same" | "different" | "unsure";
  /** A rule id, or `person:` and a name. */
  readonly by: string;
  readonly why: string;
  /** The words it rests on, where there are any. */
  readonly words: string | null;
}

/** What a settled name names: a body of any kind, or a thing of one kind. */
export type Settled = "body" | "government" | "population" | "place";

/** The id of a settled name: `name:`, what it names, and the folded name. Sorts before every referent's. */
export function settledId(what: Settled, folded: string): string {
  return `name:${what}:${folded}`;
}

/** What an id says when it is a settled name's, else null. */
export function settledName(id: string): { readonly what: Settled; readonly name: string } | null {
  const found = /^name:(body|government|population|place):(.+)$/su.exec(id);
  return found === null ? null : { what: found[1] as Settled, name: found[2] ?? "" };
}

/** What people call an entity: the referents judged the same at a moment. Its id is its earliest referent's. */
export interface Entity {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly names: readonly string[];
  readonly referents: readonly string[];
}
