import type { Certainty } from "../0-model/certainty.ts";
import { MODES, type Mode } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Query, Slice } from "../0-model/store.ts";
import type { Day, Holds } from "../0-model/time.ts";
import type { Question } from "./ask.ts";
import type { Lens } from "./lens.ts";
import { origins } from "./origins.ts";
import { naming } from "./posts.ts";
import { type Spell, type Spelling, spells } from "./spells.ts";
import { lastDay } from "./succession.ts";
import {
  bestHold,
  byPlace,
  directory,
  documentsOf,
  groupBy,
  labelOf,
  lives,
  meant,
  type Named,
  order,
  type Shown,
  sources,
  together,
} from "./view.ts";
import { byTime } from "./when.ts";

/** Who is it tied to, and since when? */
export interface TiesQuestion extends Lens {
  readonly about: string;
}

/** One kind of tie to one other party in one mode, read from the side of the entity asked about. */
export interface Tie {
  readonly other: Named;
  /** False for a person of whom no post is known: such a one is not named again by us. */
  readonly named: boolean;
  readonly property: string;
  /** Where the entity asked about stands; `both` for a tie that reads the same from either side. */
  readonly side: "subject" | "value" | "both";
  readonly label: string;
  readonly mode: Mode;
  /** Over all its claims; `contested` when some affirm it and some deny it. */
  readonly certainty: Certainty;
  readonly onThatDay: Holds | null;
  /** The stretches of time that the words give it, in order of time, the undated last. */
  readonly spells: readonly Spell[];
  /** In reading order; each carries its own time. */
  readonly claims: readonly Shown[];
}

/** Ties in the schema's order, then by the other party's name, what is said to be so before other modes. */
export interface TiesAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly on: Day | null;
  readonly ties: readonly Tie[];
  /** The last day that the texts behind these claims speak of; null when they give no day. */
  readonly speaksUntil: Day | null;
  /** True when the day asked for lies after that. */
  readonly beyondText: boolean;
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
}

const FAMILIES = new Set(["ties"]);
const ALSO = new Set(["branch-of", "outlet-of", "pledged-to", "defected-from", "defected-to", "joined"]);

const NONE = { ties: [], speaksUntil: null, beyondText: false, documents: [], renditions: [] };

/** The question "Who is it tied to, and since when?". */
export const ties: Question<TiesQuestion, TiesAnswer> = {
  plan: ({ about, known }) => [
    { get: "entities", about, known: known ?? null },
    { get: "claims", about, known: known ?? null },
    { get: "kinships", known: known ?? null },
  ],
  // All claims of the documents are needed to know until when they speak.
  follow: ({ known }, slice, schema) => {
    const told = { claims: slice.claims.filter(({ property }) => isTie(property, schema)) };
    const whole = documentsOf(told).map((document): Query => ({ get: "claims", document, known: known ?? null }));
    return [...whole, ...sources(told, known)];
  },
  answer: (question, slice, schema) => {
    const { entity, others } = meant(slice);
    const on = question.on ?? null;
    if (entity === null) return { entity, others, on, ...NONE };
    const people = directory(slice);
    const found = tiesOf(entity, slice, schema, { people, origins: origins(slice.kinships), on });
    const documents = new Set(found.flatMap(({ claims }) => claims.map(({ claim }) => claim.document)));
    const until = lastDay(slice, documents);
    return {
      entity,
      others,
      on,
      ties: found.sort(bySchema(schema)),
      speaksUntil: until,
      beyondText: on !== null && until !== null && on > until,
      documents: slice.documents.filter(({ id }) => documents.has(id)),
      renditions: slice.renditions.filter(({ document }) => documents.has(document)),
    };
  },
};

function tiesOf(entity: Entity, slice: Slice, schema: Schema, making: Omit<Spelling, "key">): Tie[] {
  const { people } = making;
  const named = ({ subject, value }: KeptClaim) =>
    [people.named(subject).id, value.type === "entity" ? people.named(value).id : null] as const;
  const own = slice.claims.filter((claim) => {
    return lives(claim) && claim.value.type === "entity" && isTie(claim.property, schema) && isOf(entity, named(claim));
  });
  const sideOf = (claim: KeptClaim): Tie["side"] => {
    if (schema.properties.get(claim.property)?.symmetric === true) return "both";
    return named(claim)[0] === entity.id ? "subject" : "value";
  };
  const otherOf = ({ subject, value }: KeptClaim): Named =>
    people.named(people.named(subject).id === entity.id && value.type === "entity" ? value : subject);
  const key = (claim: KeptClaim): string => `${claim.property} ${sideOf(claim)} ${otherOf(claim).id}`;
  const names = naming(slice.claims, schema, people);
  return groupBy(own.sort(byPlace), (claim) => `${key(claim)} ${claim.mode}`).map((same): Tie => {
    const claim = same[0] as KeptClaim;
    const side = sideOf(claim);
    const claims = same.map((one) => people.show(one, making.on));
    const told = spells(same, { ...making, key }).sort((a, b) => byTime(a.time, b.time));
    return {
      other: otherOf(claim),
      named: names(otherOf(claim)),
      property: claim.property,
      side,
      label: labelOf(schema, claim.property, side === "value" ? "value" : "subject"),
      mode: claim.mode,
      certainty: together(claims),
      onThatDay: bestHold(told),
      spells: told,
      claims,
    };
  });
}

function isOf({ id }: Entity, ends: readonly (string | null)[]): boolean {
  return ends.includes(id);
}

/** Whether a property ties its subject to its value. */
export function isTie(property: string, schema: Schema): boolean {
  return FAMILIES.has(schema.properties.get(property)?.family ?? "") || ALSO.has(property);
}

function bySchema(schema: Schema): (a: Tie, b: Tie) => number {
  const names = [...schema.properties.keys()];
  return (a, b) =>
    names.indexOf(a.property) - names.indexOf(b.property) ||
    order(a.side, b.side) ||
    order(a.other.name, b.other.name) ||
    order(a.other.id, b.other.id) ||
    MODES.indexOf(a.mode) - MODES.indexOf(b.mode);
}
