import type { Certainty } from "../0-model/certainty.ts";
import type { Mode, Value } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Day, Holds } from "../0-model/time.ts";
import type { Question } from "./ask.ts";
import { type Dispute, findDisputes } from "./disputes.ts";
import { type EventView, events, takesPart } from "./events.ts";
import type { Lens } from "./lens.ts";
import {
  account,
  besides,
  bestHold,
  byPlace,
  type Directory,
  directory,
  labelOf,
  lives,
  meant,
  type Named,
  type Shown,
  together,
  valueKey,
  valueText,
} from "./view.ts";
import { byTime } from "./when.ts";

/** What is known of one entity. `about` is an entity's id, a referent's id or a name. */
export interface ProfileQuestion extends Lens {
  readonly about: string;
}

/** One value of a slot with every claim that gives it. */
export interface SlotValue {
  /** Stable inside one profile: `property/side/value/role/mode`. */
  readonly key: string;
  /** What stands in the slot: the other entity, or the claim's value. */
  readonly entity: Named | null;
  readonly value: Value;
  readonly text: string;
  readonly role: string | null;
  /** Anything but `actual` stands apart, with its word. */
  readonly mode: Mode;
  readonly claims: readonly Shown[];
  /** The strongest mark among the claims; `contested` when the value is both claimed and denied. */
  readonly certainty: Certainty;
  /** True when every claim is weaker: negated, open, uncited, not on the day asked for. */
  readonly weak: boolean;
  /** `certain` or `possible` when at least one claim holds on the day asked for; null without a day. */
  readonly onThatDay: Holds | null;
}

/** One property read from one side; it holds as many values as the words give. */
export interface Slot {
  readonly property: string;
  readonly side: "subject" | "value";
  readonly label: string;
  readonly help: string;
  readonly values: readonly SlotValue[];
}

/** The slots of one family of properties. */
export interface Section {
  readonly family: string;
  readonly label: string;
  readonly slots: readonly Slot[];
}

/** A profile: slots by family, the events the entity takes part in, and where the claims disagree. */
export interface ProfileAnswer {
  /** Null when the record holds nothing by that name or id. */
  readonly entity: Entity | null;
  /** What else the name may mean, in the store's order. */
  readonly others: readonly Entity[];
  readonly on: Day | null;
  readonly sections: readonly Section[];
  readonly events: readonly EventView[];
  readonly disputes: readonly Dispute[];
  /** The documents that the claims come from, and their texts, for the source beside the profile. */
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
  readonly claims: number;
}

/** The question "What is known of this entity?". */
export const profile: Question<ProfileQuestion, ProfileAnswer> = {
  plan: ({ about, known }) => account(about, known),
  follow: besides,
  answer: (question, slice, schema) => {
    const { entity, others } = meant(slice);
    const on = question.on ?? null;
    if (entity === null) return { ...EMPTY, on };
    const people = directory(slice);
    const rows = slice.claims.flatMap((claim) => read(claim, entity, people, schema));
    const ofEvents =
      entity.kind === "event" ? [] : events(slice, schema, people).filter((one) => takesPart(one, entity, people));
    const told = new Set([...rows.map(({ claim }) => claim.document), ...ofEvents.flatMap(documentsOf)]);
    return {
      entity,
      others,
      on,
      sections: sections(rows, on, people, schema),
      events: ofEvents,
      disputes: findDisputes(slice, schema, people).filter((dispute) => concerns(dispute, entity, ofEvents, people)),
      documents: slice.documents.filter((document) => told.has(document.id)),
      renditions: slice.renditions.filter((rendition) => told.has(rendition.document)),
      claims: rows.length + ofEvents.reduce((sum, one) => sum + one.claims.length, 0),
    };
  },
};

const EMPTY: ProfileAnswer = {
  entity: null,
  others: [],
  on: null,
  sections: [],
  events: [],
  disputes: [],
  documents: [],
  renditions: [],
  claims: 0,
};

/** A claim read from the side of the entity. */
interface Row {
  readonly claim: KeptClaim;
  readonly side: "subject" | "value";
  /** The other party; null when the value is no entity. */
  readonly other: Named | null;
}

/** A symmetric tie reads as from the subject's side, whichever side the entity stands on. */
function read(claim: KeptClaim, entity: Entity, people: Directory, schema: Schema): Row[] {
  if (!lives(claim)) return [];
  const subject = people.named(claim.subject);
  const value = claim.value.type === "entity" ? people.named(claim.value) : null;
  const symmetric = schema.properties.get(claim.property)?.symmetric === true;
  if (subject.id === entity.id) return [{ claim, side: "subject", other: value }];
  if (value?.id !== entity.id || claim.subject.kind === "event") return [];
  return [{ claim, side: symmetric ? "subject" : "value", other: subject }];
}

function sections(rows: readonly Row[], on: Day | null, people: Directory, schema: Schema): Section[] {
  const bySlot = Map.groupBy(rows, ({ claim, side }) => `${claim.property}/${side}`);
  const families = [...schema.families];
  const slotsOf = (family: string): Slot[] =>
    [...schema.properties.values()]
      .filter((property) => property.family === family)
      .flatMap((property) => (["subject", "value"] as const).map((side) => `${property.name}/${side}`))
      .flatMap((key) => slot(bySlot.get(key) ?? [], on, people, schema));
  const known = families.map((family) => ({ family, label: capital(family), slots: slotsOf(family) }));
  const strange = [...bySlot].filter(([, [row]]) => row !== undefined && !schema.properties.has(row.claim.property));
  const other = strange.flatMap(([, found]) => slot(found, on, people, schema));
  // Claims kept under an older schema stay visible.
  const rest = { family: "other", label: "Other", slots: other };
  return [...known, rest].filter((section) => section.slots.length > 0);
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

function slot(rows: readonly Row[], on: Day | null, people: Directory, schema: Schema): Slot[] {
  const first = rows[0];
  if (first === undefined) return [];
  const { property } = first.claim;
  const groups = Map.groupBy(rows, (row) => keyOf(row, people));
  const values = [...groups].map(([key, group]) => slotValue(key, group, on, people));
  const empty = values.every(({ value }) => value.type === "none");
  return [
    {
      property,
      side: first.side,
      label: labelOf(schema, property, first.side, empty && first.side === "subject"),
      help: schema.properties.get(property)?.help ?? "",
      values: values.sort(byStrengthAndTime),
    },
  ];
}

function keyOf({ claim, side, other }: Row, people: Directory): string {
  const value = other === null ? valueKey(claim.value, people) : `entity ${other.id}`;
  return `${claim.property}/${side}/${value}/${fold(claim.role ?? "")}/${claim.mode}`;
}

function slotValue(key: string, rows: readonly Row[], on: Day | null, people: Directory): SlotValue {
  const { claim, other } = rows[0] as Row;
  const claims = rows
    .map((row) => row.claim)
    .sort(byPlace)
    .map((one) => people.show(one, on));
  return {
    key,
    entity: other,
    value: claim.value,
    text: other === null ? valueText(claim.value, people) : other.name,
    role: claim.role,
    mode: claim.mode,
    claims,
    certainty: together(claims),
    weak: claims.every((shown) => shown.weaker.length > 0),
    onThatDay: bestHold(claims),
  };
}

/** Actual before other modes, then by time, the undated after the dated, then by where the words stand. */
function byStrengthAndTime(a: SlotValue, b: SlotValue): number {
  const [first, second] = [a.claims[0]?.claim, b.claims[0]?.claim];
  if (first === undefined || second === undefined) return 0;
  return (
    Number(a.mode !== "actual") - Number(b.mode !== "actual") ||
    byTime(first.time, second.time) ||
    byPlace(first, second)
  );
}

function documentsOf(event: EventView): string[] {
  return event.claims.map(({ claim }) => claim.document);
}

/** A dispute concerns an entity when it is about it, about an event of it, or one of its claims names it. */
function concerns(dispute: Dispute, entity: Entity, own: readonly EventView[], people: Directory): boolean {
  if (dispute.about.id === entity.id || own.some((event) => event.event.id === dispute.about.id)) return true;
  return dispute.sides.some((side) =>
    side.claims.some(
      ({ claim }) =>
        people.named(claim.subject).id === entity.id ||
        (claim.value.type === "entity" && people.named(claim.value).id === entity.id),
    ),
  );
}
