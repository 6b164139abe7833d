import type { Document } from "../0-model/document.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { open } from "./open.ts";
import type { Public, Whole } from "./public.ts";

declare const passed: unique symbol;

/**
 * Something that may leave the record through an output. Only a gate makes one: an output that takes `Passed` cannot
 * be handed what no gate has seen, and one that takes `Passed<T, "public">` nothing that only the inner gate has.
 */
export type Passed<T, G extends "internal" | "public" = "internal"> = T & { readonly [passed]: G };

/** What an output is made from. */
export interface Outgoing {
  readonly claims: readonly KeptClaim[];
  readonly entities: Slice["entities"];
  readonly renditions: Slice["renditions"];
  readonly documents: readonly Document[];
}

/**
 * The gates. `internal` is for what stays with the person who holds the record: the own terminal, the own page, own
 * files. It hides nobody, since whoever sees it can open the record. `public` is the one way out of the house: it
 * drops and withholds what `docs/publishing.md` says, and nothing public is made from anything else.
 */
export const gate = {
  internal<T extends object>(outgoing: T): Passed<T> {
    return outgoing as Passed<T>;
  },
  public(whole: Whole): Passed<Public, "public"> {
    return open(whole) as Passed<Public, "public">;
  },
} as const;
