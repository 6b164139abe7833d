import type { Range } from "./span.ts";

/** What kinds of writing a document can be. */
export type DocumentKind =
  | "report"
  | "news"
  | "register"
  | "court-record"
  | "party-statement"
  | "encyclopedia"
  | "draft"
  | "unstated";

/** Who may see a document. */
export type Handling = "public" | "team" | "named" | "sealed";

/**
 * One sequence of original bytes. The same bytes twice are one document; paths, addresses and titles are attributes.
 * An attribute that neither the document nor a person gave is null: nothing is put in its place.
 */
export interface Document {
  /** `sha256:` and the hexadecimal digest of the original bytes. */
  readonly id: string;
  readonly size: number;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly author: string | null;
  readonly language: string | null;
  readonly kind: DocumentKind;
  readonly rights: string | null;
  /** A day, `YYYY-MM-DD`, and nothing finer or coarser. */
  readonly published: string | null;
  readonly retrieved: string | null;
  readonly handling: Handling;
  /** The names under which these bytes were given, sorted. A path given by a person, never made absolute. */
  readonly names: readonly string[];
}

/** What a stretch of a rendition is. Blocks follow one another in reading order and never overlap. */
export interface Block {
  /**
   * `label`: a line such as "Wali:" that names the list below it. `infobox`: a row whose label may be lost.
   * `reference`: an entry of the reference list. `hatnote`: "Not to be confused with ...".
   */
  readonly kind: "title" | "heading" | "paragraph" | "item" | "label" | "infobox" | "reference" | "hatnote";
  /** The words of the block without its bullet or line end. */
  readonly range: Range;
  /** The headings above it, outermost first, as ranges. */
  readonly headings: readonly Range[];
  /** For an item or an infobox row: the range of the label line that governs it, if the text has one. */
  readonly label: Range | null;
  /** Depth of a heading (1 is the title) or of a list item. */
  readonly level: number;
}

/** One citation marker and the words it stands behind. */
export interface Citation {
  /** The marker as written, such as `[17]`. */
  readonly marker: Range;
  /** What the marker points to: `17`, `a`, `citation needed`. */
  readonly label: string;
  /** `note` for explanatory notes such as `[a]`, `edit` for leftovers such as `[edit]`: neither is a source. */
  readonly kind: "source" | "note" | "edit" | "needed";
  /** The entry of the reference list it points to, where the document has one. */
  readonly target: Range | null;
  /** The words it stands behind: the clause, sentence or item that ends at the marker. */
  readonly scope: Range;
}

/** The text that one reader version made of one document: stored, never recomputed. All offsets refer to a rendition. */
export interface Rendition {
  /** The hash of (document, text): a newer reader that gives the same text gives the same rendition. */
  readonly id: string;
  readonly document: string;
  readonly text: string;
  /** Name and version of the reader, such as `text/1`. */
  readonly reader: string;
  /** Offsets into the text paired with offsets into the original bytes, ascending; between two pairs both run in step. */
  readonly map: readonly (readonly [offset: number, byte: number])[];
  readonly blocks: readonly Block[];
  readonly citations: readonly Citation[];
}

/** What one document can be to another. */
export const KINSHIPS = ["copy-of", "quotes", "derives-from", "translation-of", "edition-of"] as const;

/** What one document is to another. */
export type KinshipKind = (typeof KINSHIPS)[number];

/** A judged tie between two documents; append-only, the newest of one judge, pair and kind holds. */
export interface Kinship {
  /** The document that copies, quotes, derives, translates or is the newer edition. */
  readonly from: string;
  readonly to: string;
  readonly kind: KinshipKind;
  /** A rule id, or `person:` and a name. */
  readonly by: string;
  readonly why: string;
}

/** What a reader gives for one input: the document, what it rendered, and what went wrong on the way. */
export interface Reading {
  readonly document: Document;
  readonly rendition: Rendition;
  readonly bytes: Uint8Array;
}
