import type { Entity } from "../0-model/entity.ts";
import type { EventView } from "./events.ts";
import type { FindingView } from "./findings.ts";
import type { ProfileAnswer, Slot } from "./profile.ts";

/** The findings on a property of the entity itself, to be shown under the claims of its slot. */
export function ofSlot(findings: readonly FindingView[], slot: Slot, entity: Entity): readonly FindingView[] {
  if (slot.side !== "subject") return [];
  return findings.filter(({ about, finding }) => about?.id === entity.id && finding.about?.property === slot.property);
}

/** The findings about an event, to be shown under its claims. */
export function ofEvent(findings: readonly FindingView[], { event }: EventView): readonly FindingView[] {
  return findings.filter(({ about }) => about?.id === event.id);
}

/** The findings that stand beside no slot and no event of the profile. */
export function apart(findings: readonly FindingView[], answer: ProfileAnswer): readonly FindingView[] {
  const { entity, sections, events } = answer;
  const placed = new Set([
    ...sections.flatMap(({ slots }) =>
      slots.flatMap((slot) => (entity === null ? [] : ofSlot(findings, slot, entity))),
    ),
    ...events.flatMap((event) => ofEvent(findings, event)),
  ]);
  return findings.filter((one) => !placed.has(one));
}
