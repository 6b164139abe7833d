import type { Document, Rendition } from "../0-model/document.ts";
import type { Question } from "./ask.ts";
import { type Dispute, findDisputes } from "./disputes.ts";
import { type EventView, events } from "./events.ts";
import type { Lens } from "./lens.ts";
import { account, besides, directory, documentsOf, meant } from "./view.ts";

/** What do the sources say of one event? */
export interface EventQuestion extends Lens {
  readonly about: string;
}

/** One event with everything said of it. */
export interface EventAnswer {
  /** Null where nothing by that name or id is an event. */
  readonly event: EventView | null;
  readonly disputes: readonly Dispute[];
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
}

/** The question "What do the sources say of this event?". */
export const event: Question<EventQuestion, EventAnswer> = {
  plan: ({ about, known }) => account(about, known),
  follow: besides,
  answer: (_, slice, schema) => {
    const { entity } = meant(slice);
    const people = directory(slice);
    const view = events(slice, schema, people).find(({ event: { id } }) => id === entity?.id) ?? null;
    if (view === null) return { event: null, disputes: [], documents: [], renditions: [] };
    const own = new Set(view.claims.map(({ claim }) => claim.id));
    const told = new Set(documentsOf({ claims: view.claims.map(({ claim }) => claim) }));
    return {
      event: view,
      disputes: findDisputes(slice, schema, people).filter(({ sides }) =>
        sides.some(({ claims }) => claims.some(({ claim }) => own.has(claim.id))),
      ),
      documents: slice.documents.filter(({ id }) => told.has(id)),
      renditions: slice.renditions.filter(({ document }) => told.has(document)),
    };
  },
};
