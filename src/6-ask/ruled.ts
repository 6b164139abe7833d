import type { KeptClaim, Ruling } from "../0-model/store.ts";
import type { Dispute, DisputeType, Found, Ruled } from "./dispute.ts";
import { order } from "./view.ts";

/** Types that one dispute can change between as claims join it: a third document makes rival values of an edition's. */
const RIVALS: ReadonlySet<DisputeType> = new Set([
  "rival-value",
  "rival-toll",
  "infobox-against-prose",
  "edition-against-edition",
  "perhaps-same-event",
]);

function family(type: DisputeType): string {
  return RIVALS.has(type) ? "rival" : type;
}

/**
 * The id of what a rule of disagreement found: the clashing pair that was complete first in the log. Whatever joins a
 * side later can only make pairs that were complete later.
 */
export function disputeId({ type, sides, clash }: Found): string {
  const all = sides.flatMap(({ claims }, side) => claims.map((claim) => ({ claim, side })));
  all.sort((a, b) => a.claim.sequence - b.claim.sequence || order(a.claim.id, b.claim.id));
  for (const [at, later] of all.entries()) {
    const first = all
      .slice(0, at)
      .find(({ claim, side }) => side !== later.side && (clash?.(claim, later.claim) ?? true));
    if (first !== undefined) return [family(type), first.claim.id, later.claim.id].join(":");
  }
  return [family(type), ...all.map(({ claim }) => claim.id)].join(":");
}

/** What rulings say of the disputes they are about. */
export type Rulings = (id: string, sides: readonly (readonly KeptClaim[])[]) => Pick<Dispute, "rulings" | "settled">;

/**
 * A ruling is about the dispute with its id. When the claims that gave the id are gone, refused or read otherwise, it is
 * about the dispute of its kind in which two sides hold claims that it was about.
 */
export function compileRulings(given: readonly Ruling[]): Rulings {
  const byKind = Map.groupBy(given, ({ dispute }) => dispute.split(":")[0] ?? "");
  return (id, sides) => {
    const heard = new Map<string, Ruling>();
    for (const one of byKind.get(id.split(":")[0] ?? "") ?? []) {
      if (one.dispute !== id && !touches(one, sides)) continue;
      if (!heard.has(one.by) || one.dispute === id) heard.set(one.by, one);
    }
    const rulings = [...heard.values()].sort((a, b) => order(a.by, b.by)).map((one) => ruled(one, sides));
    const fresh = (one: Ruled): boolean =>
      sides.some((side) => side.length > 0 && side.every(({ id: claim }) => one.joined.includes(claim)));
    const against = rulings.some(({ verdict }) => verdict === "conflict");
    const settled = !against && rulings.some((one) => !fresh(one));
    return { rulings, settled };
  };
}

function touches({ claims = [] }: Ruling, sides: readonly (readonly KeptClaim[])[]): boolean {
  return sides.filter((side) => side.some(({ id }) => claims.includes(id))).length > 1;
}

function ruled({ by, verdict, because, claims }: Ruling, sides: readonly (readonly KeptClaim[])[]): Ruled {
  const now = sides.flatMap((side) => side.map(({ id }) => id));
  return { by, verdict, because, joined: claims === undefined ? [] : now.filter((id) => !claims.includes(id)) };
}
