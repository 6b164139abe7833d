import type { Claim, Coverage, Finder, Finding, Interpretation, Link, Review } from "./claim.ts";
import type { Document, Kinship, Rendition } from "./document.ts";
import type { Entity, Judgement, Kind, Referent } from "./entity.ts";
import type { Problem } from "./problem.ts";
import type { Day } from "./time.ts";

/** The version of the folder's layout and of the log's payloads; a newer one than this is refused, in words. */
export const FORMAT = 2;

/** One reading of one rendition with one state of `data/`. */
export interface Run {
  /** Hash of (rendition, knowledge version, program version, model and prompt if any). The same run twice adds nothing. */
  readonly id: string;
  readonly rendition: string;
  readonly knowledge: string;
  readonly program: string;
  /** The model that was asked beside the rules, and the hash of what it was told. Such a run has the rules' own beside it. */
  readonly model?: Finder;
}

/** A decision about (claim, interpretation). */
export interface ReviewDecision {
  readonly claim: string;
  readonly interpretation: number;
  readonly review: "faithful" | "corrected" | "refused" | "proposed";
  readonly basis: "read" | "sampled" | "imported";
  readonly flags: readonly string[];
  readonly note: string | null;
  readonly by: string;
  /** With basis `sampled`: the id of the sample whose reading let the rest be accepted. */
  readonly sample?: string;
  /** With `corrected`: the hash of what the words mean instead, as the record holds it under the same reviewer's name. */
  readonly to?: string;
  /** Position of the decision of the same reviewer that this row takes back: what had held before holds again. */
  readonly undoes?: number;
  /** Position at which the decision was given, where this row only restores it or adds a note: it is no newer for that. */
  readonly since?: number;
}

/**
 * Claims drawn at random from all that one version of one rule made and that fit a filter: when everyone drawn is read and
 * none is wrong, the rest may be accepted with basis `sampled`. Which claims the rest are follows from the record as
 * known at the row before this one.
 */
export interface Sample {
  readonly id: string;
  readonly rule: string;
  readonly version: string;
  /** What narrows the claims beside the rule, by name: `property`, `document`, `mark`. */
  readonly filter: Readonly<Record<string, string>>;
  /** How many claims fitted. */
  readonly of: number;
  readonly seed: number;
  readonly drawn: readonly (readonly [claim: string, interpretation: number])[];
  readonly by: string;
}

/** Somebody's word on a dispute, by its id: with reasons. The newest of one person holds. */
export interface Ruling {
  readonly dispute: string;
  /** `conflict` takes an earlier `no-conflict` of the same person back. */
  readonly verdict: "no-conflict" | "conflict";
  readonly because: string;
  readonly by: string;
  /** The claims that the dispute had when it was ruled: what joins it later was not ruled about. */
  readonly claims?: readonly string[];
}

/** What a person wants taken out of the record, and why. */
export interface Removal {
  /** A document's id, a claim's id, or `row:` and the position of one decision, finding or problem. */
  readonly target: string;
  readonly why: string;
  readonly by: string;
}

/** What stands in the log for what was taken out of it. It says nothing of the contents. */
export interface Tombstone extends Removal {
  readonly what: "document" | "claim" | "row";
  /** Positions that lost their payload, as closed stretches. */
  readonly rows: readonly (readonly [from: number, to: number])[];
  /** SHA-256 over the leaves of these rows, in order: binds their positions, clocks and kinds. */
  readonly leaves: string;
  /** Of a seal: the public key that it was sealed to, as 64 hexadecimal digits. */
  readonly recipient?: string;
  /** Of a seal in a folder: SHA-256 over what was sealed, row by row, then the original: shows that it is still whole. */
  readonly boxes?: string;
  /**
   * Of a seal: documents and claims beside the target that what was sealed hangs on, each with the positions that do.
   * Where one of them is erased, these rows are too.
   */
  readonly within?: readonly (readonly [of: string, rows: Tombstone["rows"]])[];
}

/** A tombstone with where it stands in the log. */
export interface Buried extends Tombstone {
  readonly how: "erased" | "sealed";
  readonly sequence: number;
  readonly recordedAt: string;
}

/** What a removal, or its opposite, did. */
export interface Removed {
  readonly rows: number;
  readonly claims: number;
  readonly documents: readonly string[];
  /** The last position of the log. */
  readonly head: number;
}

/** The tree over the log (RFC 6962) at one size. */
export interface LogTree {
  /** The name that checkpoints of this record bear. */
  readonly origin: string;
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
}

/** A decision that holds, with who had found the interpretation that it is about, not only the one that is shown. */
export interface Reviewed extends ReviewDecision {
  readonly finders: readonly Finder[];
  /** Position of its row in the log. */
  readonly sequence: number;
}

/** A sample with the position of its row in the log: what it was drawn from is what was known before that. */
export interface KeptSample extends Sample {
  readonly sequence: number;
}

/**
 * What goes into the log, by kind. A payload is canonical JSON; the leaf is SHA-256(0x00 || salt || payload).
 * `claim` carries one interpretation: the store numbers it, adds nothing when those words were already taken to mean
 * the same, and then only notes the new finders (kind `finder`, made by the store).
 */
export type Entry =
  | { readonly kind: "document"; readonly payload: Document }
  | { readonly kind: "rendition"; readonly payload: Rendition }
  | { readonly kind: "run"; readonly payload: Run }
  | { readonly kind: "referent"; readonly payload: Referent }
  | { readonly kind: "judgement"; readonly payload: Judgement }
  | { readonly kind: "claim"; readonly payload: Claim }
  | { readonly kind: "review"; readonly payload: ReviewDecision }
  | { readonly kind: "link"; readonly payload: Link }
  | { readonly kind: "kinship"; readonly payload: Kinship }
  | { readonly kind: "finding"; readonly payload: Finding }
  | { readonly kind: "ruling"; readonly payload: Ruling }
  | { readonly kind: "sample"; readonly payload: Sample }
  | { readonly kind: "coverage"; readonly payload: Coverage }
  | { readonly kind: "problem"; readonly payload: Problem };

/** What one reading of one document adds: appended whole or not at all. */
export interface Batch {
  readonly entries: readonly Entry[];
  /** Original bytes by document id, written before the entries are acknowledged. */
  readonly originals: ReadonlyMap<string, Uint8Array>;
  /**
   * Claims that a person decided about, with `changed` as that person saw it. When one of them was changed since, nothing
   * is appended and the append throws a SourcebookError `changed-meanwhile` (exit 7): no decision is lost unseen.
   */
  readonly seen?: ReadonlyMap<string, number>;
}

/** What an append did. */
export interface Appended {
  /** Log rows added; 0 when everything was already there. */
  readonly rows: number;
  readonly claims: number;
  readonly interpretations: number;
  readonly withdrawn: number;
  /** The last position of the log. */
  readonly head: number;
}

/** A claim as the record holds it: the interpretation a person settled on, else the newest known at the moment asked for. */
export interface KeptClaim extends Claim {
  /** Number of the interpretation, from 1. */
  readonly interpretation: number;
  readonly review: Review;
  readonly basis: "read" | "sampled" | "imported" | null;
  readonly links: readonly Link[];
  /** Position in the log of the claim's first row, and its wall clock. */
  readonly sequence: number;
  readonly recordedAt: string;
  /** Position of the newest row that changed what is known of it: to be handed back as `seen` with a decision about it. */
  readonly changed: number;
}

/** A row of the log without its salt. */
export interface LogRow {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly kind: Entry["kind"] | "finder" | "withdrawn" | "erasure" | "seal" | "unseal";
  readonly leaf: string;
  /** Null when it was erased or sealed. */
  readonly payload: unknown;
}

/**
 * One thing to fetch. `known` is the last log position to take into account (null: all of it).
 * `about` takes an entity's id, a referent's id or a name (compared folded, aliases included).
 */
export type Query =
  | { readonly get: "counts"; readonly known?: number | null }
  /** Living claims by document, and by the groups that the most of them speak of, at most so many. */
  | { readonly get: "tallies"; readonly groups: number; readonly known?: number | null }
  | { readonly get: "documents"; readonly id?: string; readonly known?: number | null }
  | {
      readonly get: "renditions";
      readonly document?: string;
      readonly id?: string;
      /** Those that share two of these shingles, and a tenth of the shorter list: texts that may be copies. */
      readonly alike?: readonly number[];
      readonly known?: number | null;
    }
  | {
      readonly get: "entities";
      readonly about?: string;
      readonly kind?: Kind;
      readonly known?: number | null;
    }
  /**
   * Referents by a folded name or alias (`named`), or with a name among whose rough keys (0-model/rough.ts) all of
   * `alike` stand and which is none of the folded names of `except`; and the entities that they belong to. Unnamed ones are never among them.
   */
  | {
      readonly get: "referents";
      readonly named?: string;
      readonly alike?: readonly string[];
      readonly except?: readonly string[];
      readonly known?: number | null;
    }
  | {
      readonly get: "claims";
      /** Claims whose subject or value is this entity, and claims about events in which it takes part. */
      readonly about?: string;
      /** Claims whose subject or value is an entity of one of these referents; nothing of the events in which it takes part. */
      readonly of?: readonly string[];
      /** With `of`: only those in which it stands on this side. */
      readonly side?: "subject" | "value";
      /** With `of`: only those whose other side is the entity of one of these referents, or goes by one of these folded names. */
      readonly facing?: readonly string[];
      readonly ids?: readonly string[];
      readonly properties?: readonly string[];
      readonly document?: string;
      /** Withdrawn and refused claims are left out unless asked for. */
      readonly all?: boolean;
      readonly known?: number | null;
    }
  /** All living claims about events, and their documents: events at these places (`scenePlaces`; null: anywhere) with a date
   * that allows one of these days; or events that happened to persons of these folded names. */
  | {
      readonly get: "events";
      readonly places: readonly string[] | null;
      readonly days: readonly [from: Day, to: Day];
      readonly persons?: never;
      readonly known?: number | null;
    }
  | { readonly get: "events"; readonly persons: readonly string[]; readonly known?: number | null }
  | { readonly get: "passages"; readonly words: string; readonly limit: number; readonly known?: number | null }
  | { readonly get: "coverage"; readonly document?: string; readonly known?: number | null }
  /** With `of`: only those about one of these referents. With `doubts`: none that says `same`. */
  | {
      readonly get: "judgements";
      readonly of?: readonly string[];
      readonly doubts?: true;
      readonly known?: number | null;
    }
  /** Which of these settled names somebody was ever judged to bear. */
  | { readonly get: "settled"; readonly of: readonly string[]; readonly known?: number | null }
  /** Each reviewer's newest decision about each interpretation; one that was taken back is there as `proposed`. */
  | { readonly get: "reviews"; readonly claims?: readonly string[]; readonly known?: number | null }
  | { readonly get: "findings"; readonly known?: number | null }
  | { readonly get: "rulings"; readonly known?: number | null }
  | { readonly get: "samples"; readonly known?: number | null }
  /** Ties between documents; with `document`, those from or to it. */
  | { readonly get: "kinships"; readonly document?: string; readonly known?: number | null }
  /** What was taken out and not brought back, as of now: an earlier answer lacks it too. */
  | { readonly get: "tombstones" }
  | { readonly get: "log"; readonly after: number; readonly limit: number }
  /** The last position that was recorded at a moment or before it; `until` is ISO 8601 in UTC with milliseconds. */
  | { readonly get: "position"; readonly until: string };

/** A sentence found by its words. */
export interface Passage {
  readonly document: string;
  readonly rendition: string;
  readonly start: number;
  readonly end: number;
  readonly exact: string;
}

/** How many living claims come from each document and speak of each group. */
export interface Tallies {
  /** By id; documents without a claim are not among them. */
  readonly documents: readonly { readonly document: string; readonly claims: number; readonly proposed: number }[];
  /** Those with the most claims first, then by id. A claim counts for its subject and for its value. */
  readonly groups: readonly { readonly entity: Entity; readonly claims: number }[];
}

/** How much a record holds. */
export interface Counts {
  readonly documents: number;
  readonly claims: number;
  readonly proposed: number;
  readonly entities: number;
  readonly groups: number;
  readonly events: number;
  readonly problems: number;
  readonly head: number;
}

/**
 * What the store gives for a list of queries: the union of their results, each thing once, in a fixed order
 * (documents by id; claims by document, first evidence, id; entities by kind, name, id; reviews by claim, interpretation, reviewer).
 * `entities` also holds every entity that a returned claim speaks of; `renditions` come without their text map.
 */
export interface Slice {
  readonly counts: Counts | null;
  readonly tallies: Tallies | null;
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
  readonly claims: readonly KeptClaim[];
  readonly entities: readonly Entity[];
  /** By id. */
  readonly referents: readonly Referent[];
  /** The entities that an `about` was taken to mean, in the order of the queries. */
  readonly matched: readonly Entity[];
  readonly judgements: readonly Judgement[];
  /** Ids of settled names. */
  readonly settled: readonly string[];
  readonly kinships: readonly Kinship[];
  readonly reviews: readonly Reviewed[];
  readonly findings: readonly Finding[];
  readonly rulings: readonly Ruling[];
  readonly samples: readonly KeptSample[];
  readonly tombstones: readonly Buried[];
  readonly passages: readonly Passage[];
  readonly coverage: readonly Coverage[];
  readonly log: readonly LogRow[];
  /** What the first `position` asked for; 0 where nothing was recorded yet, null where none was asked for. */
  readonly position: number | null;
}

/** A slice that holds nothing. */
export const NOTHING: Slice = {
  counts: null,
  tallies: null,
  documents: [],
  renditions: [],
  claims: [],
  entities: [],
  referents: [],
  matched: [],
  judgements: [],
  settled: [],
  kinships: [],
  reviews: [],
  findings: [],
  rulings: [],
  samples: [],
  tombstones: [],
  passages: [],
  coverage: [],
  log: [],
  position: null,
};

/** How far a long task has come. */
export type Progress = (done: number, total: number, what: string) => void;

/** One record. Every method is asynchronous; only implementations know how it is kept. */
export interface Store {
  /** Adds a batch in one transaction: afterwards it is on disk whole, or not there at all. */
  append(batch: Batch): Promise<Appended>;
  /**
   * Answers queries, all from one state of the record. `follow` is given what they brought and names more to fetch from
   * the same state; the slice holds both.
   */
  read(queries: readonly Query[], follow?: (slice: Slice) => readonly Query[]): Promise<Slice>;
  /** True when this run was already appended. */
  hasRun(id: string): Promise<boolean>;
  original(document: string): Promise<Uint8Array>;
  /**
   * Re-hashes originals and log, re-finds every quote, compares the projections with the log, and the log with trees that
   * were kept elsewhere: any row dropped, altered, inserted or moved since is found, even when all else was made to fit.
   */
  verify(progress: Progress, against?: readonly LogTree[]): Promise<readonly Problem[]>;
  /** The tree over the first `size` rows; over all of them unless told. */
  tree(size?: number): Promise<LogTree>;
  /**
   * Takes payloads, salts and originals out for good, leaves a tombstone, and makes the projections anew. Every proof over
   * the log still holds. With `pretend` it only counts. What is gone already is cleaned up again and adds no row. What was
   * sealed and hangs on the target goes with it.
   */
  erase(removal: Removal, pretend?: boolean): Promise<Removed>;
  /** The same, but what is taken out is kept encrypted to a public key (PEM, or 64 hexadecimal digits). */
  seal(removal: Removal, publicKey: string, pretend?: boolean): Promise<Removed>;
  /**
   * Brings back what was sealed, with the private key (PEM). Throws a SourcebookError `taken-out` (exit 2) and brings
   * nothing back when what it hangs on was taken out: its document, or a claim that it is about. A tie to something that was
   * taken out stays sealed, by itself, as `row:` and its position.
   */
  unseal(removal: Removal, privateKey: string): Promise<Removed>;
  /** Makes every projection anew from the log. */
  rebuild(progress: Progress): Promise<void>;
  close(): Promise<void>;
}

/** The interpretation of a claim without who found it and how: what has to differ for a new interpretation. */
export function meaning(claim: Interpretation): Omit<Interpretation, "by" | "derivation"> {
  const { by: _by, derivation: _derivation, ...rest } = claim;
  return rest;
}
