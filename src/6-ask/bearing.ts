import type { Certainty } from "../0-model/certainty.ts";
import { byModelAlone } from "../0-model/proposal.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Slice } from "../0-model/store.ts";
import { findDisputes } from "./disputes.ts";
import type { MarkName } from "./marks.ts";
import { type Directory, lives, type Shown, valueKey } from "./view.ts";

/**
 * Whether claims of a slice bear a mark. `disputed` is what stands in a dispute that nobody settled; it and
 * `one-document` look at all claims that the slice holds.
 */
export function bearing(mark: MarkName, slice: Slice, schema: Schema, people: Directory): (shown: Shown) => boolean {
  switch (mark) {
    case "uncited":
      return ({ weaker }) => weaker.includes("uncited");
    case "not-actual":
      return ({ claim }) => claim.mode !== "actual";
    case "by-model":
      return ({ claim }) => byModelAlone(claim.by);
    case "sampled":
      return ({ claim }) => claim.basis === "sampled";
    case "disputed": {
      const open = findDisputes(slice, schema, people).filter(({ settled }) => !settled);
      const sides = open.flatMap((one) => one.sides);
      const found = new Set(sides.flatMap(({ claims }) => claims.map(({ claim }) => claim.id)));
      return ({ claim }) => found.has(claim.id);
    }
    case "one-document": {
      const told = new Map<string, Set<string>>();
      const key = ({ claim }: Pick<Shown, "claim">): string =>
        `${people.named(claim.subject).id}\n${claim.property}\n${valueKey(claim.value, people)}\n${claim.polarity}`;
      for (const claim of slice.claims.filter(lives)) {
        told.set(key({ claim }), (told.get(key({ claim })) ?? new Set()).add(claim.document));
      }
      return (shown) => (told.get(key(shown))?.size ?? 0) <= 1;
    }
    default:
      return ({ certainty }) => certainty === (mark satisfies Certainty);
  }
}
