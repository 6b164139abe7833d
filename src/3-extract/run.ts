import type { Claim } from "../0-model/claim.ts";
import type { Frame } from "../0-model/rule.ts";
import type { Range } from "../0-model/span.ts";
import type { Deeds, Events } from "./events.ts";
import type { Page } from "./page.ts";
import type { Posts } from "./posts.ts";
import type { Scope } from "./scope.ts";
import type { Term } from "./terms.ts";

/** Frames by the words that evoke them. */
export interface FrameIndex {
  readonly verb: ReadonlyMap<string, readonly Frame[]>;
  readonly noun: ReadonlyMap<string, readonly Frame[]>;
  /** Frames evoked by every word of a list of event words. */
  readonly events: readonly Frame[];
  /** Verbs by which a toll tells of an event. */
  readonly tolls: ReadonlySet<string>;
  /** Verbs that tell of an event with certain objects. */
  readonly deeds: Deeds;
}

/** What the frames make of a document. */
export interface Harvest {
  readonly claims: Claim[];
  /** Sentences in which some rule was evoked. */
  readonly evoked: Set<number>;
  /** Sentences in which a reference could not be resolved. */
  readonly unresolved: Set<number>;
  readonly capped: { readonly rule: string; readonly range: Range }[];
}

/** One run of the frames over a document. */
export interface Run {
  readonly page: Page;
  readonly events: Events;
  readonly index: FrameIndex;
  readonly scopes: Map<string, Scope>;
  readonly harvest: Harvest;
  /** Who held which office, as far as the text was read. */
  readonly posts: Posts;
  steps: number;
}

/** What fills the roles of a frame. */
export type Filled = ReadonlyMap<string, { readonly terms: readonly Term[]; readonly how: string }>;
