import type { Kind } from "../0-model/entity.ts";
import type { Precision } from "../0-model/place.ts";
import type { Known } from "./naming.ts";

/** How sure the kind of a name is; the surest naming of a document decides for its unsure ones. */
export const LISTED = 5;
export const HEADED = 4;
export const CUED = 3;
export const LIKELY = 2;
export const GUESSED = 1;
/** Nothing speaks for the kind: any other naming outweighs it. */
export const UNSURE = 0;

/** A name on its way to a mark. Token indexes; the title stands in `[from, nameFrom)`. */
export interface Draft {
  from: number;
  to: number;
  nameFrom: number;
  /** End of the capitalised part: a head word with a small letter ("Kunar province") may follow. */
  nameTo: number;
  /** Where the words of the title begin: before `from` when a name stands in it ("Quds Force leader"). -1: no title. */
  titleFrom: number;
  kind: Kind;
  sure: number;
  adjectival: boolean;
  known: Known | null;
  /** What a head word says of a place. */
  precision: Precision | null;
  /** The names, innermost first, that follow in a chain of places. */
  chain: string[];
  /** A fuller form that the text itself gives: "(ANA)". */
  full: string | null;
  /** Index of its sentence. */
  sentence: number;
  /** The folded name, once somebody has asked for it. */
  key: string | null;
}
