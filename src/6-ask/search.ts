import type { Document } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Passage } from "../0-model/store.ts";
import type { Shown } from "./view.ts";

/** Where is it said? */
export interface SearchQuestion {
  readonly words: string;
  /** At most this many passages. */
  readonly limit?: number;
  readonly known?: number | null;
}

/** Entities whose name has the words, claims whose words have them, and passages. */
export interface SearchAnswer {
  readonly words: string;
  readonly entities: readonly Entity[];
  readonly claims: readonly Shown[];
  readonly passages: readonly Passage[];
  readonly documents: readonly Document[];
}
