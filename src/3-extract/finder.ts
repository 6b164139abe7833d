import type { Chunk } from "../0-model/clause.ts";
import type { Page } from "./page.ts";
import type { Scopes } from "./scope.ts";
import type { Event } from "./telling.ts";

/** What is known of the events of a document while they are found. */
export interface Finder {
  readonly scopes: Scopes;
  /** Verbs of tolls, whose clause tells of an event even where nothing else does. */
  readonly tolls: ReadonlySet<string>;
  readonly deeds: Deeds;
  readonly page: Page;
  readonly byToken: Map<number, Event>;
  /** The triggers of each event, with their sentences. */
  readonly tokens: Map<Event, { readonly token: number; readonly sentence: number }[]>;
  readonly all: Event[];
  /** The same by sentence, in the order of their triggers. */
  readonly bySentence: Map<number, Event[]>;
  /** By sentence, with those that it only mentions again. */
  readonly mentioned: Map<number, Event[]>;
}

/** Verbs that tell of an event with certain objects only: "fired *shots*", "took *hostages*". */
export type Deeds = ReadonlyMap<string, readonly { readonly with: ReadonlySet<string>; readonly type: string }[]>;

export function toldBy({ byToken, page }: Finder, chunks: readonly Chunk[]): Event | null {
  for (const chunk of chunks.flatMap((one) => [one, ...ofSeries(page, one)])) {
    const event = byToken.get(chunk.head);
    if (event !== undefined) return event;
  }
  return null;
}

/** "a wave *of bombings*": what there was a series of. */
function ofSeries(page: Page, chunk: Chunk): readonly Chunk[] {
  const [phrase] = page.lists.is("series", chunk.lemma) ? chunk.phrases : [];
  return phrase?.preposition === "of" && phrase.from === chunk.to ? phrase.objects : [];
}

export function toldIn(finder: Finder, sentence: number): readonly Event[] {
  return finder.bySentence.get(sentence) ?? [];
}

/** Events back that a mention is compared with: keeps a long document from taking the square of its time. */
export const MEMORY = 60;
