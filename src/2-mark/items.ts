import type { Chunk, Phrase } from "../0-model/clause.ts";
import type { DateMark, Mark } from "../0-model/mark.ts";
import type { VerbItem } from "./verbs.ts";

/** The pieces of a sentence in order; clauses are made of them. */
export type Item =
  | (Mark & { readonly type: "chunk"; readonly chunks: Chunk[] })
  | (Mark & { readonly type: "phrase"; readonly phrase: Phrase })
  | VerbItem
  | (Mark & { readonly type: "date"; readonly date: DateMark })
  | (Mark & { readonly type: "sign"; readonly tag: number; readonly word: string });
