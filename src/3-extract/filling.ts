import { bareChunk, type Chunk } from "../0-model/clause.ts";
import type { NameMark } from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";
import type { At } from "./page.ts";
import type { Event } from "./telling.ts";

/** What evoked a rule. */
export interface Trigger {
  readonly at: At;
  /** Token of the main verb or head noun. */
  readonly token: number;
  readonly range: Range;
  /** Null for a verb. */
  readonly chunk: Chunk | null;
  readonly lemma: string;
  /** The event that the trigger tells of, if it does. */
  readonly event: Event | null;
}

/** What evoked a rule. */
export interface Trigger {
  readonly at: At;
  /** Token of the main verb or head noun. */
  readonly token: number;
  readonly range: Range;
  /** Null for a verb. */
  readonly chunk: Chunk | null;
  readonly lemma: string;
  /** The event that the trigger tells of, if it does. */
  readonly event: Event | null;
}

/** Chunks that stand in a slot, and how they were found. */
export interface Filling {
  readonly chunks: readonly Chunk[];
  readonly how: string;
  readonly at: At;
}

/** A filling of these chunks; none where there are none. */
export function filling(chunks: readonly Chunk[], how: string, at: At): Filling[] {
  return chunks.length === 0 ? [] : [{ chunks, how, at }];
}

/** A chunk that is only a name, for names that modify a noun. */
export function nameChunk(name: NameMark, lemma: string): Chunk {
  return bareChunk({ from: name.from, to: name.to, head: name.to - 1, lemma, form: "name", name, names: [name] });
}
