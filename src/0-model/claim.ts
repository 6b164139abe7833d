import type { Kind } from "./entity.ts";
import type { Place } from "./place.ts";
import type { Quantity } from "./quantity.ts";
import type { Range } from "./span.ts";
import type { Time } from "./time.ts";

/** The modes, in the order of the model. */
export const MODES = [
  "actual",
  "habitual",
  "planned",
  "attempted",
  "foiled",
  "threatened",
  "predicted",
  "conditional",
  "counterfactual",
] as const;

/** How the words place an act in the world. Only `actual` enters tolls, maps, who-led and ties. */
export type Mode = (typeof MODES)[number];

/** The polarities. */
export const POLARITIES = ["affirmed", "negated", "open"] as const;

/** `open` counts for neither side: doubts, "no evidence that", "has yet to claim", "experts disagree". */
export type Polarity = (typeof POLARITIES)[number];

/** The degrees of assertedness, strongest first. */
export const ASSERTEDNESS = ["stated", "estimated", "claimed", "alleged", "possible", "disputed"] as const;

/** Derived from the hedge and the stances by the table in `data/schema/assertedness.yaml`; the weakest wins. */
export type Assertedness = (typeof ASSERTEDNESS)[number];

/** The stances a speaker can take. */
export const STANCES = [
  "says",
  "estimates",
  "suspects",
  "alleges",
  "claims-responsibility",
  "confirms",
  "denies",
  "doubts",
  "retracts",
  "finds-no-evidence",
  "declines-to-say",
  "disagree",
] as const;

/** What a speaker does with what is said. */
export type Stance = (typeof STANCES)[number];

/** An entity in a claim: a referent of this document, with the name the document gives it. */
export interface EntityRef {
  /** The referent's id. */
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
}

/** What a claim says of its subject. */
export type Value =
  | ({ readonly type: "entity" } & EntityRef)
  | ({ readonly type: "quantity" } & Quantity)
  | ({ readonly type: "time" } & Time)
  | ({ readonly type: "place" } & Place)
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "none" };

/** One act of saying. The document itself is not among them. */
export interface Saying {
  readonly speaker: EntityRef | { readonly unnamed: true; readonly words: string };
  /** "spokesman", "governor": in what capacity the speaker speaks, in words. */
  readonly capacity: string | null;
  readonly stance: Stance;
  /** When it was said, if that is said. */
  readonly said: Time | null;
  /** Through what: "on Telegram", "in a statement". */
  readonly via: string | null;
  /** The words of the act of saying. */
  readonly span: Range;
}

/** How strongly a hedge weakens what it stands with. */
export const STRENGTHS = ["possible", "alleged", "claimed", "estimated", "disputed"] as const;

/** The document's own hedge. */
export interface Hedge {
  readonly words: string;
  readonly span: Range;
  readonly strength: (typeof STRENGTHS)[number];
}

/** Where a part's words stand, seen from the claim. */
export type From = "here" | "title" | "heading" | "infobox" | "reference";

/** The words that fill one role of a claim. */
export interface Part {
  readonly spans: readonly Range[];
  readonly from: From;
}

/** The roles whose words are kept. */
export type PartName =
  | "trigger"
  | "subject"
  | "value"
  | "time"
  | "place"
  | "count"
  | "hedge"
  | "speaker"
  | "negation"
  | "heading"
  | "role";

/** A qualifier declared by the property's schema, with its own words. */
export interface Qualifier {
  readonly words: string;
  readonly spans: readonly Range[];
}

/** Who found an interpretation. */
export interface Finder {
  /** A rule id; `person:` and a name; `model:` and a name. */
  readonly rule: string;
  readonly version: string;
}

/** How an interpretation came about, for `why`: never part of its meaning. */
export interface Derivation {
  /** What evoked the rule. */
  readonly trigger: Range;
  /** Role, the slot or operator that filled it, the words. */
  readonly roles: readonly { readonly role: string; readonly how: string; readonly range: Range | null }[];
  /** The operators that acted, in order. */
  readonly operators: readonly string[];
}

/** What the words of a claim were taken to mean. */
export interface Interpretation {
  readonly subject: EntityRef;
  readonly property: string;
  readonly value: Value;
  /** The words for an office: "Wali". */
  readonly role: string | null;
  readonly with: Readonly<Record<string, Qualifier>>;
  readonly mode: Mode;
  readonly polarity: Polarity;
  readonly assertedness: Assertedness;
  readonly hedge: Hedge | null;
  /** Outermost first. */
  readonly attribution: readonly Saying[];
  readonly time: Time | null;
  readonly place: Place | null;
  /** The words that say it, in reading order. */
  readonly evidence: readonly Range[];
  readonly parts: Readonly<Partial<Record<PartName, Part>>>;
  /** Labels of the citations whose scope covers the evidence. */
  readonly citations: readonly string[];
  readonly by: readonly Finder[];
  readonly derivation: Derivation | null;
}

/** A claim as extraction gives it. Its id does not depend on value, time, hedge, rule or entity: see `claimId`. */
export interface Claim extends Interpretation {
  readonly id: string;
  readonly rendition: string;
  readonly document: string;
}

/** How a claim was reviewed: "do the words say this?", never "is it so?". */
export type Review = "proposed" | "faithful" | "corrected" | "refused" | "withdrawn";

/** The kinds of links, in the order of the model. */
export const LINK_KINDS = [
  "revises",
  "retracts",
  "corrects",
  "repeats",
  "confirms",
  "part-of",
  "alternative-to",
  "jointly-with",
  "excludes",
] as const;

/** What two claims are to one another. */
export type LinkKind = (typeof LINK_KINDS)[number];

/** A judged tie between two claims. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  readonly by: string;
  readonly why: string;
  /** A word that takes a link back: the judge's own, or, from a person, that of a rule. */
  readonly undone?: true;
}

/** What a finding is about: a property of an entity, a dispute, or both. */
export interface Concern {
  /** A referent of the entity. */
  readonly referent: string | null;
  readonly property: string | null;
  /** The id of a dispute, as `disputes` gives it. */
  readonly dispute: string | null;
}

/** How a claim stood when somebody concluded something over it. */
export interface Stood {
  readonly interpretation: number;
  readonly review: Review;
}

/** A person's reasoned conclusion over claims. Never made by a rule or a model. */
export interface Finding {
  readonly id: string;
  readonly question: string;
  /** A value of type `none` says that there is none; `undetermined`, that the claims do not settle it. */
  readonly answer: Value | "undetermined";
  readonly claimsFor: readonly string[];
  readonly claimsAgainst: readonly string[];
  /** The codebook, house style or standard it was reached under. */
  readonly rule: string;
  readonly reason: string;
  readonly by: string;
  readonly when: string;
  /** The finding of the same person under the same rule that this one takes the place of. */
  readonly supersedes: string | null;
  readonly about?: Concern;
  /** The claims as the person saw them, by id: so that a later change of one can be told. */
  readonly seen?: Readonly<Record<string, Stood>>;
}

/** What one reading of one rendition gives. */
export interface Extraction {
  readonly referents: readonly import("./entity.ts").Referent[];
  readonly judgements: readonly import("./entity.ts").Judgement[];
  readonly claims: readonly Claim[];
  readonly links: readonly Link[];
  /** What its document is to others of a record: known once it was compared with them. */
  readonly kinships?: readonly import("./document.ts").Kinship[];
  readonly coverage: Coverage;
  readonly problems: readonly import("./problem.ts").Problem[];
}

/** What a reading made of each sentence. */
export interface Coverage {
  readonly rendition: string;
  readonly sentences: readonly {
    readonly range: Range;
    readonly claims: number;
    /** Null when it carries a claim; else `no-trigger`, `no-role`, `refused`, `unread-script`, `reference`, `heading`. */
    readonly why: string | null;
  }[];
  readonly emptyHeadings: readonly Range[];
  readonly uncited: readonly string[];
  readonly unusedCitations: readonly string[];
  /** A sample of the text's word sequences, by which copies of it are found; absent in what older programs read. */
  readonly shingles?: readonly number[];
}
