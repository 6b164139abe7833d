import type { Certainty } from "../0-model/certainty.ts";
import type { Mode } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { type Holds, holdsOn, type Time } from "../0-model/time.ts";
import type { Question } from "./ask.ts";
import { type EventView, events, takesPart } from "./events.ts";
import type { Lens } from "./lens.ts";
import { origins } from "./origins.ts";
import { naming } from "./posts.ts";
import { spells } from "./spells.ts";
import { isTie } from "./ties.ts";
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
  together,
  valueKey,
  valueText,
} from "./view.ts";
import { byTime, dated } from "./when.ts";

/** What happened in what order? Without `about`, all events of the record. */
export interface TimelineQuestion extends Lens {
  readonly about?: string;
}

/** What an entity has to do with an event, read from the entity's side: "perpetrator of". */
export interface Bond {
  readonly label: string;
  readonly certainty: Certainty;
  readonly claims: readonly Shown[];
}

/** One line of a timeline. */
export interface TimelineEntry {
  readonly kind: "event" | "tenure" | "tie" | "life";
  /** Null only among the undated. */
  readonly time: Time | null;
  readonly title: string;
  /** The title without a name; the title itself where it holds none. */
  readonly label: string;
  /** False where the title names a person of whom no post is known: such a one is not named again by us. */
  readonly named: boolean;
  readonly mode: Mode;
  /** How firmly it is said that it was so; for an event, that there was such an event. */
  readonly certainty: Certainty;
  /** How the day asked for lies to it; null without a day. */
  readonly onThatDay: Holds | null;
  /** Set for `event`. */
  readonly event: EventView | null;
  /** Of an event, what the entity asked about has to do with it; empty without one, and for anything else. */
  readonly bonds: readonly Bond[];
  /** How many independent origins its documents have. */
  readonly origins: number;
  readonly claims: readonly Shown[];
}

/** Dated entries, those that the day allows where one is asked for, by earliest day, then latest day, then reading order; the undated apart, in reading order. */
export interface TimelineAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly entries: readonly TimelineEntry[];
  /** Events, offices and ties that no words give a day. */
  readonly undated: readonly TimelineEntry[];
  /** How many dated entries were left out because their words do not allow the day asked for. */
  readonly outside: number;
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
}

const NONE = { entries: [], undated: [], outside: 0, documents: [], renditions: [] };

/** The question "What happened in what order?". */
export const timeline: Question<TimelineQuestion, TimelineAnswer> = {
  plan: ({ about, known }) => account(about, known),
  follow: besides,
  answer: ({ about, on = null }, slice, schema) => {
    const { entity, others } = meant(slice);
    if (about !== undefined && entity === null) return { entity, others, ...NONE };
    const telling = { slice, entity, schema, people: directory(slice), on };
    const all = [...fromEvents(telling), ...fromClaims(telling)].sort(byEntry);
    const known = all.filter(({ time }) => time !== null);
    const entries = known.filter(({ onThatDay }) => onThatDay !== "no");
    return {
      entity,
      others,
      entries,
      undated: all.filter(({ time }) => time === null),
      outside: known.length - entries.length,
      documents: slice.documents,
      renditions: slice.renditions,
    };
  },
};

interface Telling {
  readonly slice: Slice;
  readonly entity: Entity | null;
  readonly schema: Schema;
  readonly people: Directory;
  readonly on: string | null;
}

function byEntry(a: TimelineEntry, b: TimelineEntry): number {
  const [first, second] = [a.claims[0]?.claim, b.claims[0]?.claim];
  return byTime(a.time, b.time) || (first === undefined || second === undefined ? 0 : byPlace(first, second));
}

/** How a day lies to what has a day at all. */
function holds(time: Time | null, on: string | null): Holds | null {
  return on === null ? null : holdsOn(time, on);
}

function fromEvents({ slice, entity, schema, people, on }: Telling): TimelineEntry[] {
  const happened = events(slice, schema, people);
  return happened
    .filter((event) => entity === null || takesPart(event, entity, people))
    .map((event) => {
      const { title, mode, claims } = event;
      const time = known(event.time);
      const types = claims.filter(({ claim }) => claim.property === "type");
      return {
        kind: "event",
        time,
        title,
        label: title,
        named: true,
        mode,
        certainty: together(types.length > 0 ? types : claims),
        onThatDay: holds(time, on),
        event,
        bonds: entity === null ? [] : bonds(event, entity, schema, people),
        origins: event.told.origins,
        claims,
      };
    });
}

function bonds({ claims }: EventView, entity: Entity, schema: Schema, people: Directory): Bond[] {
  const own = claims.filter(({ claim }) => valueKey(claim.value, people) === `entity ${entity.id}`);
  return groupBy(own, ({ claim }) => claim.property).map((same) => ({
    label: labelOf(schema, same[0]?.claim.property ?? "", "value"),
    certainty: together(same),
    claims: same,
  }));
}

/** A time with no day at all is no time to be ordered by. */
function known(time: Time | null): Time | null {
  return dated(time) ? time : null;
}

/** Tenures, ties and dates of the entity's life; of the undated, the tenures and ties. */
function fromClaims({ slice, entity, schema, people, on }: Telling): TimelineEntry[] {
  if (entity === null) return [];
  const ends = ({ subject, value }: KeptClaim) => [people.named(subject).id, valueKey(value, people)] as const;
  const own = slice.claims.filter((claim) => {
    if (!lives(claim) || claim.subject.kind === "event") return false;
    const [subject, value] = ends(claim);
    return subject === entity.id || value === `entity ${entity.id}`;
  });
  // A date is no other thing for another day.
  const key = (claim: KeptClaim): string =>
    [claim.property, ...(claim.value.type === "time" ? [people.named(claim.subject).id] : ends(claim))].join(" ");
  const names = naming(slice.claims, schema, people);
  const made = spells(own.sort(byPlace), { people, origins: origins(slice.kinships), on, key });
  return made.flatMap((spell): TimelineEntry[] => {
    const { claim } = spell.claims[0] as Shown;
    const { mode, certainty, claims } = spell;
    const time = known(spell.time);
    const kind = kindOf(claim, schema);
    if (time === null && kind === "life") return [];
    const onThatDay = holds(time, on);
    const rest = { mode, certainty, onThatDay, event: null, bonds: [], origins: spell.origins, claims };
    return [{ kind, time, ...titleOf(claim, { entity, schema, people, names }), ...rest }];
  });
}

function kindOf({ property, value }: KeptClaim, schema: Schema): TimelineEntry["kind"] {
  if (schema.properties.get(property)?.family === "office") return "tenure";
  return value.type === "entity" && isTie(property, schema) ? "tie" : "life";
}

interface Titling extends Pick<Telling, "schema" | "people"> {
  readonly entity: Entity;
  readonly names: ReturnType<typeof naming>;
}

function titleOf(
  claim: KeptClaim,
  { entity, schema, people, names }: Titling,
): Pick<TimelineEntry, "title" | "label" | "named"> {
  const subject = people.named(claim.subject);
  if (subject.id !== entity.id) {
    const label = labelOf(schema, claim.property, "value");
    return { title: `${label}: ${subject.name}`, label, named: names(subject) };
  }
  const value = claim.value.type === "time" ? "" : valueText(claim.value, people);
  const label = claim.role ?? labelOf(schema, claim.property, "subject", value === "");
  const named = claim.value.type !== "entity" || names(people.named(claim.value));
  return { title: value === "" ? label : `${label}: ${value}`, label, named };
}
