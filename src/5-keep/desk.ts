import type { Link } from "../0-model/claim.ts";
import type { Kinship, Rendition } from "../0-model/document.ts";
import type { Judgement } from "../0-model/entity.ts";
import { canonical } from "../0-model/identity.ts";
import type { Problem } from "../0-model/problem.ts";
import type { Entry, ReviewDecision, Ruling, Tombstone } from "../0-model/store.ts";
import type { History } from "./claims.ts";
import type { Made, RowKind } from "./log.ts";

/** Kinds of entries of which the newest version by key holds; claims have interpretations instead. */
export type HeldKind = Exclude<Entry["kind"], "claim"> | "erasure" | "seal";

/** What the rules of re-reading have to know of a record, and the one thing they do to it. Every answer is of now. */
export interface Desk {
  /** Canonical JSON of the version that holds, or undefined when there is none or it was withdrawn. */
  held(kind: HeldKind, key: string): string | undefined;
  /** True when there ever was one, withdrawn or not. */
  known(kind: HeldKind, key: string): boolean;
  history(claim: string): History | undefined;
  /** Position of the newest row that changed what is known of a claim; undefined when there is none. */
  changed(claim: string): number | undefined;
  text(rendition: string): string | undefined;
  /** The tombstone of a document or claim that was erased or sealed. */
  grave(target: string): Tombstone | undefined;
  /** The other renditions of a document. */
  renditions(document: string): readonly Pick<Rendition, "id" | "reader">[];
  /** What runs of the rules made of a rendition and is still there. */
  made(rendition: string): readonly { readonly what: Made; readonly key: string }[];
  /** Referents that the claims shown of a rendition speak of. */
  spoken(rendition: string): ReadonlySet<string>;
  /** Adds a row to the log and brings every projection up to it. */
  write(kind: RowKind, payload: unknown): void;
}

/** The key under which versions of one thing follow one another. */
export function keyOf(entry: Exclude<Entry, { kind: "claim" }>): string {
  switch (entry.kind) {
    case "judgement":
      return judgementKey(entry.payload);
    case "link":
      return linkKey(entry.payload);
    case "kinship":
      return kinshipKey(entry.payload);
    case "review":
      return reviewKey(entry.payload);
    case "ruling":
      return rulingKey(entry.payload);
    case "problem":
      return problemKey(entry.payload);
    case "coverage":
      return entry.payload.rendition;
    default:
      return entry.payload.id;
  }
}

function judgementKey({ a, b, by }: Judgement): string {
  return `${a}\n${b}\n${by}`;
}

function linkKey({ from, to, kind, by }: Link): string {
  return `${from}\n${to}\n${kind}\n${by}`;
}

function kinshipKey({ from, to, kind, by }: Kinship): string {
  return `${from}\n${to}\n${kind}\n${by}`;
}

function reviewKey({ claim, interpretation, by }: ReviewDecision): string {
  return `${claim}\n${interpretation}\n${by}`;
}

function rulingKey({ dispute, by }: Ruling): string {
  return `${dispute}\n${by}`;
}

function problemKey(problem: Problem): string {
  return canonical(problem);
}
