import type { Entity } from "../0-model/entity.ts";
import type { Time } from "../0-model/time.ts";
import type { EventView } from "./events.ts";
import type { Shown } from "./view.ts";

/** What happened in what order? Without `about`, all events of the record. */
export interface TimelineQuestion {
  readonly about?: string;
  readonly known?: number | null;
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

/** Dated entries by earliest day, then latest day, then reading order; the undated apart, in reading order. */
export interface TimelineAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly entries: readonly TimelineEntry[];
  readonly undated: readonly TimelineEntry[];
}
