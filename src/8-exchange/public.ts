import type { Knowledge } from "../0-model/knowledge.ts";
import type { Query, Slice } from "../0-model/store.ts";
import type { Day } from "../0-model/time.ts";
import type { Reason } from "./sift.ts";
import type { Cell } from "./withheld.ts";

/** A whole record on its way out. */
export interface Whole {
  /** What `WHOLE` brings. */
  readonly slice: Slice;
  readonly knowledge: Knowledge;
  /** The record's own day. */
  readonly today: Day;
  /** How many days the places of living people and of bases are held back; 180 unless told. */
  readonly days?: number;
}

/** What the gate for the public has to be handed. */
export const WHOLE: readonly Query[] = [
  { get: "documents" },
  { get: "renditions" },
  { get: "claims", all: true },
  { get: "entities" },
  { get: "judgements" },
  { get: "kinships" },
  { get: "findings" },
  { get: "rulings" },
  { get: "reviews" },
];

/** What was really done, for the page that says so. */
export interface Account {
  readonly today: Day;
  readonly days: number;
  readonly claims: { readonly published: number; readonly sampled: number };
  /** How many claims each reason kept back; of protected persons only what `cells` says. */
  readonly kept: Readonly<Partial<Record<Reason, number>>>;
  readonly cells: readonly Cell[];
  readonly documents: { readonly all: number; readonly published: number; readonly whole: number };
  readonly findings: { readonly all: number; readonly published: number };
  readonly reviewers: number;
  /** Rules and models by name and version that found published claims. */
  readonly finders: readonly string[];
}

/** What the public may see of a record: a slice like any other, and what was done to make it. */
export interface Public {
  readonly slice: Slice;
  readonly account: Account;
}
