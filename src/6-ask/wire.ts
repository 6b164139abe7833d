import type { Value } from "../0-model/claim.ts";
import type { WireDispute, WireFinding, WireRow, WireValue, WireWhoLed } from "../0-model/wire.ts";
import type { Dispute } from "./dispute.ts";
import type { FindingView } from "./findings.ts";
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
export function wireDispute({ id, type, strength, sides, ruled }: Dispute): WireDispute {
  const told = sides.map(({ claims, words }) => ({ claims: claims.map(({ claim }) => claim.id), words }));
  return { id, type, strength, claims: told.flatMap(({ claims }) => claims), sides: told, ruled };
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
