import type { Certainty } from "../0-model/certainty.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Day, Holds } from "../0-model/time.ts";
import type { Question } from "./ask.ts";
import type { Lens } from "./lens.ts";
import {
  bestHold,
  byPlace,
  directory,
  labelOf,
  lives,
  meant,
  type Named,
  order,
  type Shown,
  sources,
  together,
} from "./view.ts";

/** Who is it tied to, and since when? */
export interface TiesQuestion extends Lens {
  readonly about: string;
}

/** One kind of tie to one other party, read from the side of the entity asked about. */
export interface Tie {
  readonly other: Named;
  readonly property: string;
  readonly side: "subject" | "value";
  readonly label: string;
  readonly certainty: Certainty;
  readonly onThatDay: Holds | null;
  /** In reading order; each carries its own time. */
  readonly claims: readonly Shown[];
}

/** Ties in the schema's order, then by the other party's name. */
export interface TiesAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly on: Day | null;
  readonly ties: readonly Tie[];
}

const FAMILIES = new Set(["ties"]);
const ALSO = new Set(["branch-of", "outlet-of", "pledged-to", "defected-from", "defected-to", "joined"]);

/** The question "Who is it tied to, and since when?". */
export const ties: Question<TiesQuestion, TiesAnswer> = {
  plan: ({ about, known }) => [
    { get: "entities", about, known: known ?? null },
    { get: "claims", about, known: known ?? null },
  ],
  follow: ({ known }, slice) => sources(slice, known),
  answer: (question, slice, schema) => {
    const { entity, others } = meant(slice);
    const on = question.on ?? null;
    if (entity === null) return { entity, others, on, ties: [] };
    const people = directory(slice);
    const groups = new Map<string, Tie>();
    for (const claim of [...slice.claims].sort(byPlace)) {
      if (!lives(claim) || claim.value.type !== "entity" || !isTie(claim.property, schema)) continue;
      const [subject, value] = [people.named(claim.subject), people.named(claim.value)];
      if (subject.id !== entity.id && value.id !== entity.id) continue;
      const symmetric = schema.properties.get(claim.property)?.symmetric === true;
      const side = subject.id === entity.id || symmetric ? "subject" : "value";
      const other = subject.id === entity.id ? value : subject;
      const key = `${claim.property} ${side} ${other.id}`;
      const label = labelOf(schema, claim.property, side);
      const claims = [...(groups.get(key)?.claims ?? []), people.show(claim, on)];
      const tie = { other, property: claim.property, side, label, claims } as const;
      groups.set(key, { ...tie, certainty: together(claims), onThatDay: bestHold(claims) });
    }
    return { entity, others, on, ties: [...groups.values()].sort(bySchema(schema)) };
  },
};

function isTie(property: string, schema: Schema): boolean {
  return FAMILIES.has(schema.properties.get(property)?.family ?? "") || ALSO.has(property);
}

function bySchema(schema: Schema): (a: Tie, b: Tie) => number {
  const names = [...schema.properties.keys()];
  return (a, b) =>
    names.indexOf(a.property) - names.indexOf(b.property) ||
    order(a.side, b.side) ||
    order(a.other.name, b.other.name) ||
    order(a.other.id, b.other.id);
}
