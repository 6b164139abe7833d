import type { Chunk, Clause } from "../0-model/clause.ts";
import { chunksOf } from "./chunks.ts";
import { type Finder, MEMORY, toldBy, toldIn } from "./finder.ts";
import { type At, clausesOf, INSIDE, parentOf } from "./page.ts";
import { isParcel } from "./parcels.ts";
import { type Event, isTold, NEAR, tellingOfVerb } from "./telling.ts";

// Which event a clause speaks of: its own, the one it hangs on, or the one told before it.

/** Without a date or a place of its own. */
export function isBare({ clause }: At): boolean {
  return (
    clause.dates.length === 0 &&
    !clause.phrases.some((phrase) => phrase.objects.some((chunk) => chunk.name?.kind === "place"))
  );
}

export function eventOf(finder: Finder, at: At, memory: Map<Clause, Event | null>): Event | null {
  const known = memory.get(at.clause);
  if (known !== undefined) return known;
  memory.set(at.clause, null);
  const found = direct(finder, at) ?? (isParcel(at.clause) ? null : above(finder, at, memory));
  memory.set(at.clause, found);
  return found;
}

export function direct(finder: Finder, at: At): Event | null {
  const { clause } = at;
  // "three in Juba": beside the event that the verb tells of, one of its own.
  if (isParcel(clause)) return finder.byToken.get(clause.verb?.head ?? -1) ?? null;
  const teller = toldBy(finder, clause.subject);
  if (teller !== null) return teller;
  if (clause.verb !== null) {
    const event = finder.byToken.get(clause.verb.head);
    if (event !== undefined) return event;
  }
  // "the bombing of a market, in which 47 people died"
  if (clause.kind === "relative" && clause.subjectFrom === "own" && INWARD.has(clause.link)) {
    const noun = nounBefore(finder, at);
    if (noun !== null) return noun;
  }
  // "an assault on a hotel that injured five": the noun belongs to the event before it.
  const placed = clause.kind === "relative" && clause.subjectFrom === "antecedent" && clause.link !== "who";
  if (placed) {
    const told = toldIn(finder, at.sentence).findLast(
      (event) =>
        event.chunk !== null && event.chunk.head < clause.from && event.chunk.from < (clause.subject[0]?.from ?? 0),
    );
    if (told !== undefined) return told;
  }
  if (clause.verb !== null) {
    for (const chunk of clause.objects) {
      const event = finder.byToken.get(chunk.head);
      if (event !== undefined) return event;
    }
  }
  return inside(finder, at);
}

const INWARD = new Set(["which", "where", "when"]);

/** The last noun before a clause that tells of an event. */
function nounBefore({ page, byToken }: Finder, { sentence, clause }: At): Event | null {
  const nouns = clausesOf(page, sentence).flatMap((one) => chunksOf(one));
  const told = nouns.filter(({ head }) => head < clause.from && byToken.get(head)?.chunk != null);
  const last = told.reduce<Chunk | null>((best, one) => (best === null || one.head > best.head ? one : best), null);
  return last === null ? null : (byToken.get(last.head) ?? null);
}

/** "was killed in the attack": the event that a clause sets itself in. */
export function inside({ byToken }: Finder, { clause }: At): Event | null {
  for (const phrase of clause.phrases) {
    if (!INSIDE.has(phrase.preposition)) continue;
    for (const chunk of phrase.objects) {
      const event = byToken.get(chunk.head);
      if (event !== undefined) return event;
    }
  }
  return null;
}

export function lastBefore(finder: Finder, at: At): Event | null {
  const { sentences } = finder.page.marks;
  const block = sentences[at.sentence]?.block ?? 0;
  for (let sentence = at.sentence - 1; sentence >= Math.max(0, at.sentence - NEAR); sentence -= 1) {
    if (block - (sentences[sentence]?.block ?? -9) > 2) return null;
    const told = finder.mentioned.get(sentence)?.[0];
    if (told !== undefined) return placed(finder, at) ?? told;
  }
  return null;
}

/** "6,800 people have fled Tchabi": the last event that was told of a place which the clause names. */
export function placed({ page, all }: Finder, at: At): Event | null {
  const { places } = tellingOfVerb(page, at, { type: null, mode: "actual", deadly: false });
  if (places.length === 0) return null;
  const near = all.slice(-MEMORY).filter((event) => event.at.sentence < at.sentence);
  return near.findLast((event) => isTold(event, places)) ?? null;
}

export function eventBefore(finder: Finder, at: At, memory: Map<Clause, Event | null>): Event | null {
  if (!isBare(at)) return null;
  // "on Tuesday, when five died": of what the date is.
  const dated = at.clause.link === "when" ? parentOf(finder.page, at) : null;
  const told = dated === null ? null : eventOf(finder, dated, memory);
  if (told !== null) return told;
  for (let index = at.index - 1; index >= 0; index -= 1) {
    const before = clausesOf(finder.page, at.sentence)[index];
    const event = before === undefined ? null : eventOf(finder, before, memory);
    if (event !== null) return event;
  }
  return null;
}

const HANGING = new Set(["participle", "gerund", "relative", "coordinate"]);

function above(finder: Finder, at: At, memory: Map<Clause, Event | null>): Event | null {
  const parent = parentOf(finder.page, at);
  if (parent === null || !HANGING.has(at.clause.kind)) return null;
  if (at.clause.kind === "relative" && at.clause.subjectFrom !== "antecedent") return null;
  // "…, which killed 12": a relative after a clause of its own speaks of that clause's event only when its noun is none.
  if (at.clause.subjectFrom === "own") return null;
  return eventOf(finder, parent, memory);
}
