import type { Schema } from "../0-model/schema.ts";
import type { Query, Slice, Store } from "../0-model/store.ts";
import { heard, type Lens } from "./lens.ts";

/**
 * A question is pure: what to fetch, and what the fetched slice answers. `follow` is for questions whose fetching
 * depends on what was found first (the documents of the claims): it is fetched from the same state of the record. Every question carries a lens; of a voice, a question
 * is handed only what that voice says.
 */
export interface Question<Q extends Lens, A> {
  plan(question: Q): readonly Query[];
  follow?(question: Q, slice: Slice, schema: Schema): readonly Query[];
  answer(question: Q, slice: Slice, schema: Schema): A;
}

/** Puts one question to a store. The answer depends on the record and the question alone. */
export async function ask<Q extends Lens, A>(
  store: Store,
  schema: Schema,
  question: Question<Q, A>,
  input: NoInfer<Q>,
): Promise<A> {
  const asked = [...question.plan(input)];
  const slice = await store.read(asked, (first) => {
    const more = question.follow?.(input, heard(first, input.voice, asked), schema) ?? [];
    asked.push(...more);
    return more;
  });
  return question.answer(input, heard(slice, input.voice, asked), schema);
}
