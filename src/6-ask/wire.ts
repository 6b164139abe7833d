import type { WireDispute, WireWhoLed } from "../0-model/wire.ts";
import type { Dispute } from "./dispute.ts";
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
