import type { Document } from "../0-model/document.ts";
import type { Counts } from "../0-model/store.ts";
import type { Named } from "./view.ts";

/** What do I have and what needs me? */
export interface ShelfQuestion {
  readonly known?: number | null;
}

/** One document on the shelf. */
export interface ShelfDocument {
  readonly document: Document;
  /** Its title; the name of its file where it has none. */
  readonly title: string;
  readonly claims: number;
  readonly sentences: number;
  readonly carrying: number;
}

/** One group, with the number of claims that name it. */
export interface ShelfGroup {
  readonly group: Named;
  readonly claims: number;
  readonly disputes: number;
}

/** The shelf. */
export interface ShelfAnswer {
  readonly counts: Counts;
  readonly documents: readonly ShelfDocument[];
  /** Those with the most claims first. */
  readonly groups: readonly ShelfGroup[];
  readonly disputes: number;
}
