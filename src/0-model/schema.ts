import type { Assertedness, Hedge, Stance } from "./claim.ts";
import type { Kind } from "./entity.ts";

/** How many values a property can have. `one-at-a-time-per-role`: one holder of one office on one day. */
export type Cardinality = "one" | "one-at-a-time" | "one-at-a-time-per-role" | "many";

/** One property of `data/schema`: the truth about its name, labels and what can stand in it. */
export interface PropertySchema {
  /** The permanent wire name, such as `subgroup-of`. */
  readonly name: string;
  /** The family (file) it comes from: `identity`, `life`, `office`, `person`, `ties`, `events`, `habit`, `media`. */
  readonly family: string;
  /** The label read from the subject's side: "subgroup of". */
  readonly label: string;
  /** The label read from the value's side: "subgroup"; null when it has none. */
  readonly inverse: string | null;
  /** True for ties that read the same from both sides, such as `ally-of`. */
  readonly symmetric: boolean;
  /** True where a claim has a place of its own: where somebody was arrested, died, or a body was founded. */
  readonly placed: boolean;
  readonly cardinality: Cardinality;
  readonly subjects: readonly Kind[];
  /** Value types it takes: `entity`, `quantity`, `time`, `place`, `text`, `none`. */
  readonly values: readonly ("entity" | "quantity" | "time" | "place" | "text" | "none")[];
  readonly qualifiers: readonly string[];
  readonly help: string;
}

/** One sort of event. */
export interface EventType {
  readonly label: string;
  /** The wider type that it belongs to, or null. */
  readonly within: string | null;
  /** Types that a text may call the same event by. */
  readonly alike: readonly string[];
}

/** All of `data/schema`. */
export interface Schema {
  readonly properties: ReadonlyMap<string, PropertySchema>;
  /** Families in the order in which a profile shows them. */
  readonly families: readonly string[];
  readonly eventTypes: ReadonlyMap<string, EventType>;
  readonly assertedness: AssertednessTable;
}

/** The wider types of an event type, nearest first. */
export function widerTypes({ eventTypes }: Schema, type: string): string[] {
  const found: string[] = [];
  for (let at = eventTypes.get(type)?.within ?? null; at !== null; at = eventTypes.get(at)?.within ?? null)
    found.push(at);
  return found;
}

/** Whether two words for an event can be said of one: they are the same, alike, or one is the wider. */
export function typesAgree(schema: Schema, a: string, b: string): boolean {
  const alike = (one: string, other: string): boolean => schema.eventTypes.get(one)?.alike.includes(other) ?? false;
  if (a === b || alike(a, b) || alike(b, a)) return true;
  return isWithin(schema, a, b) || isWithin(schema, b, a);
}

function isWithin({ eventTypes }: Schema, type: string, wider: string): boolean {
  for (let at = eventTypes.get(type)?.within ?? null; at !== null; at = eventTypes.get(at)?.within ?? null) {
    if (at === wider) return true;
  }
  return false;
}

/** From hedges and stances to assertedness, and the order of strength, strongest first. */
export interface AssertednessTable {
  readonly order: readonly Assertedness[];
  readonly hedges: Readonly<Record<Hedge["strength"], Assertedness>>;
  readonly stances: Readonly<Record<Stance, Assertedness>>;
}

/** The weakest assertedness that a hedge and the stances of an attribution give. */
export function assertedness(table: AssertednessTable, hedge: Hedge | null, stances: readonly Stance[]): Assertedness {
  let weakest = 0;
  const weigh = (value: Assertedness): void => {
    weakest = Math.max(weakest, table.order.indexOf(value));
  };
  if (hedge !== null) weigh(table.hedges[hedge.strength]);
  for (const stance of stances) weigh(table.stances[stance]);
  return table.order[weakest] ?? "stated";
}
