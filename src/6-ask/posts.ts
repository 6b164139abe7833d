import type { Kind } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim } from "../0-model/store.ts";
import { counts, type Directory } from "./view.ts";

/**
 * Whether an answer names somebody. A person of whom no claim at hand says a post, or that he founded a body, is not
 * named again: the words that tell of him do.
 */
export function naming(
  claims: readonly KeptClaim[],
  schema: Schema,
  people: Directory,
): (one: { readonly id: string; readonly kind: Kind }) => boolean {
  const posts = new Set<string>();
  for (const claim of claims) {
    const { subject, value, property } = claim;
    if (!counts(claim) || claim.assertedness === "alleged") continue;
    if (schema.properties.get(property)?.family !== "office" && property !== "founder") continue;
    if (subject.kind === "person") posts.add(people.named(subject).id);
    if (value.type === "entity" && value.kind === "person") posts.add(people.named(value).id);
  }
  return ({ id, kind }) => kind !== "person" || posts.has(id);
}
