import type { Entity } from "../0-model/entity.ts";
import { holdsOn } from "../0-model/time.ts";
import type { Question } from "./ask.ts";
import { type EventView, events, type Toll } from "./events.ts";
import type { Lens } from "./lens.ts";
import { account, besides, directory, meant } from "./view.ts";
import { dated } from "./when.ts";

/** How many people were killed, according to whom? Without `about`, in all events of the record. */
export interface DeathsQuestion extends Lens {
  readonly about?: string;
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
  /** With a day: those that may have been on it. */
  readonly rows: readonly DeathsRow[];
  /** Events without a date, apart where a day is asked for. */
  readonly undated: readonly DeathsRow[];
}

/** The question "How many people were killed, according to whom?". */
export const deaths: Question<DeathsQuestion, DeathsAnswer> = {
  plan: ({ about, known }) => account(about, known),
  follow: besides,
  answer: ({ about, on }, slice, schema) => {
    const { entity, others } = meant(slice);
    if (about !== undefined && entity === null) return { entity, others, rows: [], undated: [] };
    const views = events(slice, schema, directory(slice));
    const byId = new Map(views.map((view) => [view.event.id, view]));
    // Planned, foiled and threatened events have no dead: only what is told as having happened enters a toll.
    const rows = views
      .map((event): DeathsRow => {
        const told = event.tolls.filter(({ shown }) => shown.claim.mode === "actual");
        return {
          event,
          killed: told.filter(({ property }) => property === "killed"),
          injured: told.filter(({ property }) => property === "injured"),
          perhaps: event.perhaps.flatMap((id) => byId.get(id) ?? []),
        };
      })
      .filter(({ killed, injured }) => killed.length + injured.length > 0);
    const allowed = ({ event: { time } }: DeathsRow): boolean => on == null || holdsOn(time, on) !== "no";
    const told = ({ event: { time } }: DeathsRow): boolean => on == null || dated(time);
    return { entity, others, rows: rows.filter(told).filter(allowed), undated: rows.filter((row) => !told(row)) };
  },
};
