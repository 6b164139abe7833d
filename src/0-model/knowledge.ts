import type { Codebook } from "./codebook.ts";
import type { Rule } from "./rule.ts";
import type { Schema } from "./schema.ts";
import type { Sorted } from "./sorted.ts";

/** One list of `data/lexicons` or `data/places`: rows of tab-separated cells without comments and blank lines. */
export type Rows = readonly (readonly string[])[];

/** What the program knows, loaded from `data/` by `1-read/knowledge.ts` and handed to the stages. */
export interface Knowledge {
  readonly language: string;
  /** By file name without ending: `hedges`, `ranks`, `verbs` ... */
  readonly lexicons: ReadonlyMap<string, Rows>;
  /** By file name without ending: `countries`, `provinces`, `regions`. */
  readonly places: ReadonlyMap<string, Rows>;
  /** Long lists that are searched, by file name without ending: `names`, `spots`. */
  readonly gazetteer: ReadonlyMap<string, Sorted>;
  readonly schema: Schema;
  /** By name: `house`, `ucdp` ... */
  readonly codebooks: ReadonlyMap<string, Codebook>;
  readonly rules: readonly Rule[];
  /** A hash over the text of every file but the codebooks, so that a run says what it was made with. */
  readonly version: string;
}

/** The rows of a list. Throws a plain Error naming the list when `data/` does not have it. */
export function rows(lists: ReadonlyMap<string, Rows>, name: string): Rows {
  const found = lists.get(name);
  if (found === undefined) throw new Error(`The list "${name}" is missing from data/`);
  return found;
}
