import type { Rendition } from "../0-model/document.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { WireDispute, WireEditions, WireWhoLed } from "../0-model/wire.ts";
import type { Dispute } from "./dispute.ts";
import { speaking } from "./disputes.ts";
import type { EditionsAnswer } from "./editions.ts";
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
export function wireDispute({ id, type, title, strength, sides, rulings, settled }: Dispute): WireDispute {
  const told = sides.map(({ claims, words }) => ({ claims: claims.map(({ claim }) => claim.id), words }));
  const ruled =
    rulings.length === 0 ? null : { settled, rulings: rulings.map((one) => ({ ...one, joined: [...one.joined] })) };
  return { id, type, title, strength, claims: told.flatMap(({ claims }) => claims), sides: told, ruled };
}

/** `editions --json`. `renditions` are the two texts. */
export function wireEditions(answer: EditionsAnswer, renditions: readonly Rendition[]): WireEditions {
  const words = speaking({ renditions });
  const said = (claim: KeptClaim): { claim: string; words: string } => ({ claim: claim.id, words: words(claim) });
  return {
    newer: answer.newer?.id ?? null,
    older: answer.older?.id ?? null,
    kept: answer.kept.map(({ old, now }) => ({ old: old.claim.id, now: now.claim.id })),
    orphans: answer.orphans.map(({ old, reason, now, work }) => ({
      ...{ old: old.claim.id, reason, words: words(old.claim) },
      now: now === null ? null : said(now.claim),
      work: [...work],
    })),
    added: answer.added.map(({ claim }) => said(claim)),
    findings: answer.findings.map(({ finding, claims }) => {
      return { finding: finding.id, by: finding.by, question: finding.question, claims: [...claims] };
    }),
  };
}
