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

/** All of `data/schema`. */
export interface Schema {
  readonly properties: ReadonlyMap<string, PropertySchema>;
  /** Families in the order in which a profile shows them. */
  readonly families: readonly string[];
  /** Event types, with their label and the wider type they belong to, if any. */
  readonly eventTypes: ReadonlyMap<string, { readonly label: string; readonly within: string | null }>;
  readonly assertedness: AssertednessTable;
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
