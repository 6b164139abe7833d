import type { Coverage, Finding } from "../0-model/claim.ts";
import type { Document, Kinship, Rendition } from "../0-model/document.ts";
import type { Entity, Judgement, Referent } from "../0-model/entity.ts";
import type {
  Buried,
  Counts,
  KeptClaim,
  KeptSample,
  LogRow,
  Passage,
  Reviewed,
  Ruling,
  Slice,
  Tallies,
} from "../0-model/store.ts";
import { compare, compareKinds } from "./cluster.ts";

/** Results on their way into a slice: each thing once, by id. The first query that brings a thing decides how it looks. */
export interface Gathered {
  counts: Counts | null;
  tallies: Tallies | null;
  readonly documents: Map<string, Document>;
  readonly renditions: Map<string, Rendition>;
  readonly claims: Map<string, KeptClaim>;
  readonly entities: Map<string, Entity>;
  readonly referents: Map<string, Referent>;
  readonly matched: Map<string, Entity>;
  readonly judgements: Map<string, Judgement>;
  readonly settled: Map<string, string>;
  readonly kinships: Map<string, Kinship>;
  readonly reviews: Map<string, Reviewed>;
  readonly findings: Map<string, Finding>;
  readonly rulings: Map<string, Ruling>;
  readonly samples: Map<string, KeptSample>;
  readonly tombstones: Map<number, Buried>;
  readonly passages: Map<string, Passage>;
  readonly coverage: Map<string, Coverage>;
  readonly log: Map<number, LogRow>;
  position: number | null;
}

/** Nothing gathered yet. */
export function gather(): Gathered {
  return {
    counts: null,
    tallies: null,
    documents: new Map(),
    renditions: new Map(),
    claims: new Map(),
    entities: new Map(),
    referents: new Map(),
    matched: new Map(),
    judgements: new Map(),
    settled: new Map(),
    kinships: new Map(),
    reviews: new Map(),
    findings: new Map(),
    rulings: new Map(),
    samples: new Map(),
    tombstones: new Map(),
    passages: new Map(),
    coverage: new Map(),
    log: new Map(),
    position: null,
  };
}

/** Adds a thing that is not there yet. */
export function once<K, V>(into: Map<K, V>, key: K, value: V): void {
  if (!into.has(key)) into.set(key, value);
}

/** The slice, in the order that `Slice` promises: it does not depend on the order in which things came. */
export function slice(all: Gathered): Slice {
  return {
    counts: all.counts,
    tallies: all.tallies,
    documents: [...all.documents.values()].sort((x, y) => compare(x.id, y.id)),
    renditions: [...all.renditions.values()].sort((x, y) => compare(x.document, y.document) || compare(x.id, y.id)),
    claims: [...all.claims.values()].sort(compareClaims),
    entities: [...all.entities.values()].sort(compareEntities),
    referents: [...all.referents.values()].sort((x, y) => compare(x.id, y.id)),
    matched: [...all.matched.values()],
    judgements: [...all.judgements.values()].sort(
      (x, y) => compare(x.a, y.a) || compare(x.b, y.b) || compare(x.by, y.by),
    ),
    settled: [...all.settled.values()].sort(compare),
    kinships: [...all.kinships.values()].sort(
      (x, y) => compare(x.from, y.from) || compare(x.to, y.to) || compare(x.kind, y.kind) || compare(x.by, y.by),
    ),
    reviews: [...all.reviews.values()].sort(
      (x, y) => compare(x.claim, y.claim) || x.interpretation - y.interpretation || compare(x.by, y.by),
    ),
    findings: [...all.findings.values()].sort((x, y) => compare(x.id, y.id)),
    rulings: [...all.rulings.values()].sort((x, y) => compare(x.dispute, y.dispute) || compare(x.by, y.by)),
    samples: [...all.samples.values()].sort((x, y) => compare(x.id, y.id)),
    tombstones: [...all.tombstones.values()].sort((x, y) => x.sequence - y.sequence),
    passages: [...all.passages.values()].sort(comparePassages),
    coverage: [...all.coverage.values()].sort((x, y) => compare(x.rendition, y.rendition)),
    log: [...all.log.values()].sort((x, y) => x.sequence - y.sequence),
    position: all.position,
  };
}

/** By document, first evidence, id. */
function compareClaims(x: KeptClaim, y: KeptClaim): number {
  const [a, b] = x.evidence[0] ?? [0, 0];
  const [c, d] = y.evidence[0] ?? [0, 0];
  return compare(x.document, y.document) || a - c || b - d || compare(x.id, y.id);
}

/** By kind in the order of KINDS, name, id. */
export function compareEntities(x: Entity, y: Entity): number {
  return compareKinds(x.kind, y.kind) || compare(x.name, y.name) || compare(x.id, y.id);
}

/** By document, text and place in it. */
export function comparePassages(x: Passage, y: Passage): number {
  return compare(x.document, y.document) || compare(x.rendition, y.rendition) || x.start - y.start || x.end - y.end;
}
