import type { Value } from "../0-model/claim.ts";
import type { Rendition } from "../0-model/document.ts";
import type { KeptClaim, Reviewed } from "../0-model/store.ts";
import type {
  WireAgreement,
  WireClaim,
  WireDecision,
  WireDispute,
  WireEditions,
  WireFinding,
  WireReview,
  WireRow,
  WireValue,
  WireWhoLed,
} from "../0-model/wire.ts";
import type { Pairing } from "./agreement.ts";
import type { Dispute } from "./dispute.ts";
import { speaking } from "./disputes.ts";
import type { EditionsAnswer } from "./editions.ts";
import type { FindingView } from "./findings.ts";
import type { QueueItem } from "./queue.ts";
import type { WhoLedAnswer } from "./succession.ts";
import type { TableRow } from "./table.ts";

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

/** One finding; `write` writes its answer. */
export function wireFinding(view: FindingView, write: (value: Value) => WireValue): WireFinding {
  const { finding, about, says, since, supersededBy } = view;
  const { id, question, answer, rule, reason, by, when, claimsFor, claimsAgainst, supersedes } = finding;
  const concern = finding.about;
  return {
    is: "finding",
    id,
    question,
    answer: answer === "undetermined" ? answer : write(answer),
    says,
    codebook: rule,
    reason,
    by,
    when,
    about:
      concern === undefined
        ? null
        : {
            entity: about?.id ?? concern.referent,
            kind: about?.kind ?? null,
            name: about?.name ?? null,
            property: concern.property,
            dispute: concern.dispute,
          },
    claimsFor: [...claimsFor],
    claimsAgainst: [...claimsAgainst],
    since: since.map((one) => ({ ...one })),
    supersedes,
    supersededBy,
  };
}

/** One line of `table --jsonl`. */
export function wireRow(codebook: string, { event, title, cells }: TableRow): WireRow {
  const write = [...cells].map(([name, { values, beside, leftOut, ...rest }]) => {
    const told = values.map(({ value, from }) => ({ value, from: [...from] }));
    return [
      name,
      { is: rest.is, values: told, rule: rest.rule, beside: [...beside], leftOut: [...leftOut], why: rest.why },
    ];
  });
  return { is: "row", codebook, event, title, cells: Object.fromEntries(write) as WireRow["cells"] };
}
