import type { Document } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { Passage } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { dating, type Lens, onDay } from "./lens.ts";
import { byPlace, directory, lives, type Shown, source } from "./view.ts";

/** Where is it said? */
export interface SearchQuestion extends Lens {
  readonly words: string;
  /** At most this many passages. */
  readonly limit?: number;
}

/** Entities whose name has the words, claims whose words have them, and passages. */
export interface SearchAnswer {
  readonly words: string;
  readonly entities: readonly Entity[];
  /** Those that the day allows, where one is asked for. */
  readonly claims: readonly Shown[];
  /** Claims with the words that give no day and were left out because one was asked for. */
  readonly undated: number;
  readonly passages: readonly Passage[];
  readonly documents: readonly Document[];
}

const LIMIT = 50;

/** The question "Where is it said?". A claim is found by the words of its evidence, an entity by any of its names. */
export const search: Question<SearchQuestion, SearchAnswer> = {
  plan: ({ words, limit, known }) => [
    { get: "passages", words, limit: limit ?? LIMIT, known: known ?? null },
    { get: "entities", about: words, known: known ?? null },
  ],
  // The claims of the passages found: bounded by the documents in which the words stand.
  follow: ({ known }, slice) => {
    const documents = [...new Set(slice.passages.map(({ document }) => document))].sort();
    const claims = documents.map((document) => ({ get: "claims", document, known: known ?? null }) as const);
    return [...claims, ...documents.flatMap((id) => source(id, known))];
  },
  answer: ({ words, on }, slice) => {
    const people = directory(slice);
    const saying = slice.claims.filter((claim) =>
      slice.passages.some(
        ({ rendition, start, end }) =>
          rendition === claim.rendition && claim.evidence.some(([from, to]) => from < end && start < to),
      ),
    );
    const named = slice.entities.filter(({ names }) => names.some((name) => fold(name).includes(fold(words))));
    const entities = [...slice.matched, ...named.filter(({ id }) => !slice.matched.some((one) => one.id === id))];
    const { claims: found, undated } = onDay({ claims: saying.filter(lives) }, dating(slice, people, on));
    return {
      words,
      entities,
      claims: [...found].sort(byPlace).map((claim) => people.show(claim, on ?? null)),
      undated,
      passages: slice.passages,
      documents: slice.documents,
    };
  },
};
