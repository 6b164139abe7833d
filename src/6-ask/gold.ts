import type { Assertedness, Mode, Polarity } from "../0-model/claim.ts";
import type { Document } from "../0-model/document.ts";
import type { Kind } from "../0-model/entity.ts";
import type { Range } from "../0-model/span.ts";
import type { Query } from "../0-model/store.ts";
import type { Time } from "../0-model/time.ts";

/** An entity as a labelled claim names it. */
export interface GoldEntity {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** True when the labels say that the text does not name it: `name` is then a description. */
  readonly unnamed: boolean;
}

/** A time as it is labelled. `edtf` holds what is said where no day is known ("XXXX-12-26"). */
export type GoldTime = Pick<Time, "start" | "end" | "edtf" | "words">;

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
  | ({ readonly type: "time" } & GoldTime)
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
  /** The words that stand for the subject, where the labels say so: for an event, its trigger. */
  readonly subjectSpans: readonly Range[];
  readonly assertedness: Assertedness;
  /** Speaker and stance, outermost first. */
  readonly attribution: readonly { readonly speaker: string; readonly stance: string }[];
  readonly hedged: boolean | null;
  readonly citations: readonly string[] | null;
  readonly time: GoldTime | null;
  readonly place: string | null;
}

/** What the labels of one document cover. */
export interface Covered {
  /** A document's id, or the name of its file without ending. */
  readonly document: string;
  /** Claims that begin elsewhere count for nothing; null when the whole text is labelled. */
  readonly range: Range | null;
  /** The triggers of labelled events, by the event's name. */
  readonly mentions: ReadonlyMap<string, readonly Range[]>;
}

/** What a record is measured against. */
export interface Gold {
  readonly claims: readonly GoldClaim[];
  /** What is labelled, by document; all of a document that is not there. */
  readonly covered: readonly Covered[];
  /** True where the labels give a claim once, however often the text says it. */
  readonly once: boolean;
}

/** Each name by which labels speak of a document. */
export function documentNames({ claims, covered }: Pick<Gold, "claims" | "covered">): string[] {
  return [...new Set([...claims, ...covered].map(({ document }) => document))];
}

/** What labels may call a document: its id, and the names of its files without folder and ending. */
export function calledOf({ id, names }: Document): string[] {
  return [id, ...names.map((name) => name.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""))];
}

/** The documents that labels speak of. */
export function labelledIn(documents: readonly Document[], gold: Pick<Gold, "claims" | "covered">): Document[] {
  const wanted = new Set(documentNames(gold));
  return documents.filter((document) => calledOf(document).some((name) => wanted.has(name)));
}

/** Queries for all that labels of these documents are compared with. */
export function labelledQueries(documents: readonly Document[], known: number | null = null): Query[] {
  return documents.flatMap(({ id }): Query[] => [
    { get: "documents", id, known },
    { get: "renditions", document: id, known },
    { get: "claims", document: id, known },
  ]);
}
