import type { Entity } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { holdsOn, type Time } from "../0-model/time.ts";
import type { Question } from "./ask.ts";
import { type EventView, events, takesPart } from "./events.ts";
import type { Lens } from "./lens.ts";
import {
  account,
  besides,
  byPlace,
  type Directory,
  directory,
  groupBy,
  labelOf,
  lives,
  meant,
  type Shown,
  timeKey,
  valueKey,
  valueText,
} from "./view.ts";
import { byTime, dated } from "./when.ts";

/** What happened in what order? Without `about`, all events of the record. */
export interface TimelineQuestion extends Lens {
  readonly about?: string;
}

/** One line of a timeline. */
export interface TimelineEntry {
  readonly kind: "event" | "tenure" | "tie" | "life";
  /** Null only among the undated. */
  readonly time: Time | null;
  readonly title: string;
  /** Set for `event`. */
  readonly event: EventView | null;
  readonly claims: readonly Shown[];
}

/** Dated entries, those that the day allows where one is asked for, by earliest day, then latest day, then reading order; the undated apart, in reading order. */
export interface TimelineAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly entries: readonly TimelineEntry[];
  readonly undated: readonly TimelineEntry[];
}

/** The question "What happened in what order?". */
export const timeline: Question<TimelineQuestion, TimelineAnswer> = {
  plan: ({ about, known }) => account(about, known),
  follow: besides,
  answer: ({ about, on }, slice, schema) => {
    const { entity, others } = meant(slice);
    if (about !== undefined && entity === null) return { entity, others, entries: [], undated: [] };
    const people = directory(slice);
    const happened = events(slice, schema, people)
      .filter((event) => entity === null || takesPart(event, entity, people))
      .map(fromEvent);
    const held = entity === null ? [] : fromClaims(slice, entity, schema, people);
    const all = [...happened, ...held].sort(byEntry);
    return {
      entity,
      others,
      entries: all.filter(({ time }) => time !== null && (on == null || holdsOn(time, on) !== "no")),
      undated: all.filter(({ time }) => time === null),
    };
  },
};

function byEntry(a: TimelineEntry, b: TimelineEntry): number {
  const [first, second] = [a.claims[0]?.claim, b.claims[0]?.claim];
  return byTime(a.time, b.time) || (first === undefined || second === undefined ? 0 : byPlace(first, second));
}

function fromEvent(event: EventView): TimelineEntry {
  return { kind: "event", time: known(event.time), title: event.title, event, claims: event.claims };
}

/** A time with no day at all is no time to be ordered by. */
function known(time: Time | null): Time | null {
  return dated(time) ? time : null;
}

/** Tenures, ties and dates of the entity's life that the words give a time. */
function fromClaims(slice: Slice, entity: Entity, schema: Schema, people: Directory): TimelineEntry[] {
  const ends = ({ subject, value }: KeptClaim) => [people.named(subject).id, valueKey(value, people)] as const;
  const own = slice.claims.filter((claim) => {
    if (!lives(claim) || claim.subject.kind === "event" || known(timeOf(claim)) === null) return false;
    const [subject, value] = ends(claim);
    return subject === entity.id || value === `entity ${entity.id}`;
  });
  const key = (claim: KeptClaim): string =>
    [claim.property, ...ends(claim), timeKey(timeOf(claim)), claim.mode].join(" ");
  return groupBy(own.sort(byPlace), key).map((claims): TimelineEntry => {
    const claim = claims[0] as KeptClaim;
    return {
      kind: kindOf(claim, schema),
      time: known(timeOf(claim)),
      title: titleOf(claim, entity, schema, people),
      event: null,
      claims: claims.map((one) => people.show(one, null)),
    };
  });
}

function timeOf(claim: KeptClaim): Time | null {
  return claim.value.type === "time" ? claim.value : claim.time;
}

function kindOf(claim: KeptClaim, schema: Schema): TimelineEntry["kind"] {
  const family = schema.properties.get(claim.property)?.family;
  if (family === "office") return "tenure";
  return family === "ties" || claim.property === "branch-of" ? "tie" : "life";
}

function titleOf(claim: KeptClaim, entity: Entity, schema: Schema, people: Directory): string {
  const subject = people.named(claim.subject);
  if (subject.id !== entity.id) return `${labelOf(schema, claim.property, "value")}: ${subject.name}`;
  const value = claim.value.type === "time" ? "" : valueText(claim.value, people);
  const label = claim.role ?? labelOf(schema, claim.property, "subject", value === "");
  return value === "" ? label : `${label}: ${value}`;
}
