import type { KeptClaim, Reviewed } from "../0-model/store.ts";
import type { WireAgreement, WireClaim, WireDecision, WireDispute, WireReview, WireWhoLed } from "../0-model/wire.ts";
import type { Pairing } from "./agreement.ts";
import type { Dispute } from "./dispute.ts";
import type { QueueItem } from "./queue.ts";
import type { WhoLedAnswer } from "./succession.ts";

/** `who-led --json`. Null when the record does not hold the group. */
export function wireWhoLed({ entity, on, holders, beyondText }: WhoLedAnswer): WireWhoLed | null {
  if (entity === null) return null;
  return {
    group: { entity: entity.id, kind: entity.kind, name: entity.name },
    on,
    holders: holders.map(({ holder, role, onThatDay, assertedness, according, claims }) => ({
      entity: holder.id,
      name: holder.name,
      role,
      onThatDay,
      assertedness,
      according: [...according],
      claims: claims.map(({ claim }) => claim.id),
    })),
    beyondText,
  };
}

/** One line of `disputes --jsonl`. */
export function wireDispute({ id, type, strength, sides, ruled }: Dispute): WireDispute {
  const told = sides.map(({ claims, words }) => ({ claims: claims.map(({ claim }) => claim.id), words }));
  return { id, type, strength, claims: told.flatMap(({ claims }) => claims), sides: told, ruled };
}

/** One decision of a reviewer. */
export function wireDecision({ sample, ...one }: Reviewed): WireDecision {
  const { by, interpretation, review, basis, flags, note, sequence } = one;
  const more = sample === undefined ? {} : { sample };
  return { by, interpretation, review, basis, flags: [...flags], note, ...more, sequence };
}

/** The writer of claims of the slice that the answer came from. */
type Write = (claim: KeptClaim) => WireClaim;

/** One line of `review list --jsonl`. */
export function wireReview({ shown, context, statuses, reviews }: QueueItem, write: Write): WireReview {
  return { claim: write(shown.claim), context, statuses: [...statuses], reviews: reviews.map(wireDecision) };
}

/** One line of `agreement --jsonl`: two reviewers side by side. */
export function wireAgreement({ reviewers: [a, b], fields, differing }: Pairing, write: Write): WireAgreement {
  return {
    reviewers: [a, b],
    fields: fields.map((one) => ({ ...one })),
    differing: differing.map(({ claim, interpretation, fields: named, decisions, readings }) => ({
      claim: write(claim),
      interpretation,
      fields: [...named],
      decisions: [wireDecision(decisions[0]), wireDecision(decisions[1])],
      readings: [readings[0] && write(readings[0]), readings[1] && write(readings[1])],
    })),
  };
}
