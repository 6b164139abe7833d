import type { Document } from "../0-model/document.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";

declare const passed: unique symbol;

/**
 * Something that may leave the record through an output. Only a gate makes one: an output that takes `Passed` cannot
 * be handed what no gate has seen.
 */
export type Passed<T> = T & { readonly [passed]: "internal" };

/** What an output is made from. */
export interface Outgoing {
  readonly claims: readonly KeptClaim[];
  readonly entities: Slice["entities"];
  readonly renditions: Slice["renditions"];
  readonly documents: readonly Document[];
}

/**
 * The gate for what stays with the person who holds the record: the own terminal, the own page, own files. It hides
 * nobody, since whoever sees it can open the record. There is no gate for the public yet, and so no public output.
 */
export const gate = {
  internal<T extends object>(outgoing: T): Passed<T> {
    return outgoing as Passed<T>;
  },
} as const;
