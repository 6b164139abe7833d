import type { Frame, Give } from "../0-model/rule.ts";
import type { Trigger } from "./filling.ts";
import { nounType } from "./nominal.ts";
import type { Page } from "./page.ts";
import type { FrameIndex } from "./run.ts";

/** What the rules know of a property, whichever words they find it by: the fillers they ask for, and how it takes a date. */
export interface Asked {
  readonly subject: ReadonlySet<string>;
  readonly value: ReadonlySet<string>;
  /** `none` where the rules do not agree. */
  readonly time: Give["time"];
}

/** What the frames say that words mean, for judging what no frame has found. */
export interface Meanings {
  /** What the frames that a trigger's word evokes give; empty for a word that no frame knows. */
  readonly given: (page: Page, trigger: Trigger) => readonly Give[];
  readonly asked: ReadonlyMap<string, Asked>;
}

/** Turns the frames round: from words and properties to what is given for them. */
export function compileMeanings(frames: readonly Frame[], index: FrameIndex): Meanings {
  const asked = new Map<string, { subject: Set<string>; value: Set<string>; time: Give["time"] }>();
  for (const { roles, gives } of frames) {
    for (const { property, of, value, time } of gives) {
      const known = asked.get(property) ?? { subject: new Set(), value: new Set(), time };
      for (const kind of roles[of]?.is ?? []) known.subject.add(kind);
      for (const kind of roles[value]?.is ?? []) known.value.add(kind);
      asked.set(property, { ...known, time: known.time === time ? time : "none" });
    }
  }
  return {
    given: (page, trigger) => {
      const { chunk, lemma, at } = trigger;
      const own = (chunk === null ? index.verb : index.noun).get(lemma) ?? [];
      const tells = chunk === null ? page.lists.eventVerbs.has(lemma) : nounType(page, chunk, at) !== undefined;
      return [...own, ...(tells ? index.events : [])].flatMap(({ frame }) => frame.gives);
    },
    asked,
  };
}
