import type { Certainty } from "../0-model/certainty.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Day, Holds } from "../0-model/time.ts";
import type { Named, Shown } from "./view.ts";

/** Who is it tied to, and since when? */
export interface TiesQuestion {
  readonly about: string;
  readonly on?: Day | null;
  readonly known?: number | null;
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
