import type { Entity } from "../0-model/entity.ts";
import type { EventView, Toll } from "./events.ts";

/** How many people were killed, according to whom? Without `about`, in all events of the record. */
export interface DeathsQuestion {
  readonly about?: string;
  readonly known?: number | null;
}

/** One event with its tolls as stated. */
export interface DeathsRow {
  readonly event: EventView;
  readonly killed: readonly Toll[];
  readonly injured: readonly Toll[];
  /** Events of other documents that may be the same one, with their own tolls beside. */
  readonly perhaps: readonly EventView[];
}

/** Tolls as stated, by event. There is no total: nothing here is summed. */
export interface DeathsAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly rows: readonly DeathsRow[];
}
