import type { Schema } from "../0-model/schema.ts";
import type { Query, Slice, Store } from "../0-model/store.ts";

/**
 * A question is pure: what to fetch, and what the fetched slice answers. `follow` is for questions whose fetching
 * depends on what was found first (the documents of the claims): the store is then asked once more for both lists
 * together, so that the answer rests on one state of the record.
 */
export interface Question<Q, A> {
  plan(question: Q): readonly Query[];
  follow?(question: Q, slice: Slice): readonly Query[];
  answer(question: Q, slice: Slice, schema: Schema): A;
}

/** Puts one question to a store. The answer depends on the record and the question alone. */
export async function ask<Q, A>(store: Store, schema: Schema, question: Question<Q, A>, input: Q): Promise<A> {
  const plan = question.plan(input);
  const first = await store.read(plan);
  const more = question.follow?.(input, first) ?? [];
  const slice = more.length === 0 ? first : await store.read([...plan, ...more]);
  return question.answer(input, slice, schema);
}
