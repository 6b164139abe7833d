import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import type { Directory, Named, Shown } from "./view.ts";

/** What kind of disagreement it is. */
export type DisputeType =
  | "rival-value"
  | "rival-toll"
  | "two-holders"
  | "claimed-and-denied"
  | "tie-older-than-party"
  | "opposed-ties"
  | "infobox-against-prose"
  | "count-scope"
  | "rival-origins"
  | "perhaps-same-event";

/** `impossible`: not both so on any reading. `rival`: two accounts of one thing. `needs-explaining`: both may be so. */
export type DisputeStrength = "impossible" | "rival" | "needs-explaining";

/** One side: the claims that say the same, and their words as the text has them. */
export interface Side {
  readonly claims: readonly Shown[];
  /** What this side says, short: "Jul 2017 – Aug 2018", "at least 169 Afghans". */
  readonly says: string;
  /** The words of its first claim, exactly. */
  readonly words: string;
}

/** Where the record disagrees with itself. Sides are never averaged and never dropped. */
export interface Dispute {
  /** Stable for the same claims: type and the first claim of the first two sides. */
  readonly id: string;
  readonly type: DisputeType;
  readonly strength: DisputeStrength;
  /** What it is about. */
  readonly about: Named;
  readonly property: string;
  /** One sentence for people. */
  readonly title: string;
  readonly sides: readonly Side[];
  /** A ruling that this is no conflict, once somebody gave one. */
  readonly ruled: string | null;
}

/** What a rule of disagreement finds, before it is shown. */
export interface Found {
  readonly type: DisputeType;
  readonly strength: DisputeStrength;
  readonly about: Named;
  readonly property: string;
  readonly title: string;
  readonly sides: readonly { readonly claims: readonly KeptClaim[]; readonly says: string }[];
}

/** What the rules look at. */
export interface Ground {
  /** Living claims in the order of answers. */
  readonly claims: readonly KeptClaim[];
  /** Those among them that are actual and affirmed. */
  readonly counted: readonly KeptClaim[];
  readonly slice: Slice;
  readonly schema: Schema;
  readonly people: Directory;
  /** Titles of the events, by id. */
  readonly titles: ReadonlyMap<string, string>;
}
