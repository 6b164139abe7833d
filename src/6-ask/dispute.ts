import type { EntityRef } from "../0-model/claim.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Ruling, Slice } from "../0-model/store.ts";
import type { Directory, Named, Shown } from "./view.ts";

/** The kinds of disagreement. */
export const DISPUTE_TYPES = [
  "rival-value",
  "rival-toll",
  "two-holders",
  "claimed-and-denied",
  "tie-older-than-party",
  "opposed-ties",
  "infobox-against-prose",
  "edition-against-edition",
  "count-scope",
  "rival-origins",
  "perhaps-same-event",
] as const;

/** What kind of disagreement it is. */
export type DisputeType = (typeof DISPUTE_TYPES)[number];

/** The strengths, the strongest first. */
export const DISPUTE_STRENGTHS = ["impossible", "rival", "needs-explaining"] as const;

/** `impossible`: not both so on any reading. `rival`: two accounts of one thing. `needs-explaining`: both may be so. */
export type DisputeStrength = (typeof DISPUTE_STRENGTHS)[number];

/** One side: the claims that say the same, and their words as the text has them. */
export interface Side {
  readonly claims: readonly Shown[];
  /** What this side says, short: "Jul 2017 – Aug 2018", "at least 169 Afghans". */
  readonly says: string;
  /** The words of its first claim, exactly. */
  readonly words: string;
}

/** What one person ruled about a dispute. */
export interface Ruled {
  readonly by: string;
  readonly verdict: Ruling["verdict"];
  readonly because: string;
  /** Claims of the dispute that were not in it when it was ruled, in the order of answers. */
  readonly joined: readonly string[];
}

/** Where the record disagrees with itself. Sides are never averaged and never dropped. */
export interface Dispute {
  /**
   * What kind of finding it is, and the first two clashing claims that the record took in. Claims that join later come
   * later in the log, so that the id stays: it is one record's own, and another that read in another order has another.
   */
  readonly id: string;
  readonly type: DisputeType;
  readonly strength: DisputeStrength;
  /** What it is about. */
  readonly about: Named;
  readonly property: string;
  /** One sentence for people. */
  readonly title: string;
  readonly sides: readonly Side[];
  /** What persons ruled about it, in order of their names. */
  readonly rulings: readonly Ruled[];
  /**
   * True when at least one person ruled that it is no conflict, none says that it is one, and no side has come up since.
   * It is then listed apart, never left out.
   */
  readonly settled: boolean;
}

/** What a rule of disagreement finds, before it is shown. */
export interface Found {
  readonly type: DisputeType;
  readonly strength: DisputeStrength;
  readonly about: Named;
  readonly property: string;
  readonly title: string;
  readonly sides: readonly { readonly claims: readonly KeptClaim[]; readonly says: string }[];
  /** Whether two claims of different sides clash; left out when all of them do. */
  readonly clash?: (a: KeptClaim, b: KeptClaim) => boolean;
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
  /** False for claims of which no dispute is asked for: a disagreement among such alone need not be found. */
  readonly asked: (claim: KeptClaim) => boolean;
  /** True when both names may be one: judged the same, not judged different, or simply bearing one name. */
  readonly alike: (a: EntityRef, b: EntityRef) => boolean;
  /** True when one takes the other's place, directly or over others between them: revised, corrected, retracted. */
  readonly revised: (a: KeptClaim, b: KeptClaim) => boolean;
  /** A name for the source that a document is an edition of; each document without editions has its own. */
  readonly origin: (document: string) => string;
  /** Titles of the events, by id. */
  readonly titles: ReadonlyMap<string, string>;
}
