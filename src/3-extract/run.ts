import type { Claim } from "../0-model/claim.ts";
import type { Frame, RoleSpec } from "../0-model/rule.ts";
import type { Range } from "../0-model/span.ts";
import type { Events } from "./events.ts";
import type { Filling, Trigger } from "./filling.ts";
import type { Deeds } from "./finder.ts";
import type { Page } from "./page.ts";
import type { Posts } from "./posts.ts";
import type { Scopes } from "./scope.ts";
import type { Term } from "./term.ts";

/** One role of a frame, with what is asked of every filler looked up once. */
export interface Role {
  readonly name: string;
  readonly spec: RoleSpec;
  /** Roles of one number ask for the same: many frames want "a group that is the subject". */
  readonly sort: number;
  /** Null for any. */
  readonly lemmas: ReadonlySet<string> | null;
  /** Whether a number alone will do, whatever it counts. */
  readonly bare: boolean;
  readonly person: boolean;
  readonly place: boolean;
  readonly quantity: boolean;
  /** `quantity` or `count`. */
  readonly counts: boolean;
}

/** A frame made ready to be tried. */
export interface Ready {
  readonly frame: Frame;
  readonly roles: readonly Role[];
  readonly not: readonly { readonly at: string; readonly lemmas: ReadonlySet<string> | null }[];
}

/** Frames by the words that evoke them. */
export interface FrameIndex {
  readonly verb: ReadonlyMap<string, readonly Ready[]>;
  readonly noun: ReadonlyMap<string, readonly Ready[]>;
  /** Frames for any verb, by the preposition of a phrase beside it. */
  readonly beside: ReadonlyMap<string, readonly Ready[]>;
  /** Frames evoked by every word of a list of event words. */
  readonly events: readonly Ready[];
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
  readonly scopes: Scopes;
  readonly harvest: Harvest;
  /** Who held which office, as far as the text was read. */
  readonly posts: Posts;
  steps: number;
  /** What stands in the slots of the trigger at hand: one word evokes many frames, and most of them ask for the same. */
  readonly slots: Slots;
}

/** What was found for one trigger. It holds as long as no further body is named. */
export interface Slots {
  trigger: Trigger | null;
  bodies: number;
  readonly found: Map<string, readonly Filling[]>;
  /** By `Role.sort`: what fills such a role, and the steps that it took to find out. */
  readonly filled: Map<number, { readonly found: Filler | null; readonly steps: number }>;
}

/** The terms that fill a role, and how they were found. */
export interface Filler {
  readonly terms: readonly Term[];
  readonly how: string;
}

/** What fills the roles of a frame. */
export type Filled = ReadonlyMap<string, Filler>;
