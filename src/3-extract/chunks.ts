import type { Chunk } from "../0-model/clause.ts";
import type { At } from "./page.ts";

/** All chunks of a clause, its own subject and objects included. */
export function chunksOf({ clause }: At): readonly Chunk[] {
  if (clause.subjectFrom !== "own") return clause.chunks;
  const { has } = lookup(clause.chunks);
  const apart = clause.subject.filter((chunk) => !has(chunk));
  return apart.length === 0 ? clause.chunks : [...apart, ...clause.chunks];
}

/** Whether a chunk is one of the clause's own. */
export function hasChunk({ clause }: At, chunk: Chunk): boolean {
  return lookup(clause.chunks).has(chunk) || (clause.subjectFrom === "own" && lookup(clause.subject).has(chunk));
}

/** Chunks of one clause are looked up one by one where they are few; a list of hundreds is indexed once. */
const FEW = 20;

const indexed = new WeakMap<readonly Chunk[], ReadonlySet<Chunk>>();

function lookup(chunks: readonly Chunk[]): { readonly has: (chunk: Chunk) => boolean } {
  if (chunks.length <= FEW) return { has: (chunk) => chunks.includes(chunk) };
  const known = indexed.get(chunks) ?? new Set(chunks);
  indexed.set(chunks, known);
  return { has: (chunk) => known.has(chunk) };
}
