import type { Chunk, Clause, Phrase } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import { datedAfter, entryDate } from "./entries.ts";
import type { Event } from "./events.ts";
import type { Trigger } from "./filling.ts";
import { aimOf } from "./nominal.ts";
import { type At, clausesOf, cueIn, INSIDE, isDefinite, type Page, parentOf } from "./page.ts";
import { nounMode } from "./scope.ts";

/** The dates that say when: of the noun itself first, then of its clause, then of the clauses that speak of the event. */
export function datesOf(page: Page, trigger: Trigger): readonly { readonly date: DateMark; readonly how: string }[] {
  const { chunk, at, event } = trigger;
  const { clause } = at;
  const found: { date: DateMark; how: string }[] = [];
  const deed = deedDates(page, clause);
  // "claimed the attack *two days later*": then it was claimed.
  const spoken =
    chunk !== null &&
    isDefinite(chunk) &&
    clause.objects.includes(chunk) &&
    page.lists.reportVerbs.has(clause.verb?.lemma ?? "");
  const add = (dates: readonly DateMark[], how: string): void => {
    for (const date of dates)
      if (
        date.kind === "time" &&
        !found.some((known) => known.date === date) &&
        !deed.has(date) &&
        heldBy(page, clause, date) === null
      )
        found.push({ date, how });
  };
  if (chunk !== null && event !== null && !chunk.plural) {
    // "the deadliest attack since 1995": no day of its own.
    const since = (date: DateMark): boolean => page.marks.words.lower[date.from] === "since";
    const later = (date: DateMark): boolean => spoken && page.marks.words.lower[date.to - 1] === "later";
    const own = chunk.after.filter((date) => !since(date) && !later(date));
    if (own.length < chunk.after.length) {
      add([...chunk.dates, ...own], "date of the noun");
      return found;
    }
  }
  if (chunk !== null) {
    add(chunk.dates, "date before the noun");
    add(chunk.after, "date after the noun");
    if (found.length > 0) return found;
    const beside =
      clause.subject.includes(chunk) ||
      clause.objects.includes(chunk) ||
      clause.phrases.some((phrase) => isBeside(phrase, event) && phrase.objects.includes(chunk));
    // "in January the group threatened attacks": the date is that of the threat.
    const ahead = clause.objects.includes(chunk) && nounMode(page, chunk, at) !== null && !isDone(page, at);
    if (beside && !ahead && !spoken) add(free(clause.dates, clause, chunk), "date of the clause");
    // "began the operation to isolate the town *on 5 November*"
    const aim = found.length === 0 && clause.verb?.tense === "past" ? aimOf(page, chunk, at) : null;
    if (beside && aim !== null) add(free(aim.clause.dates, aim.clause, null), "date after what it is for");
  } else {
    add(free(clause.dates, clause, null), "date of the clause");
    // "died in Monday's attack"
    const inside = clause.phrases
      .filter(({ preposition }) => INSIDE.has(preposition))
      .flatMap(({ objects }) => objects);
    if (found.length === 0)
      add(
        inside.flatMap(({ dates }) => dates),
        "date of what it happened in",
      );
    if (found.length === 0) add(whenDate(page, at), 'date before "when"');
    // "was shot *as he left his home on Monday*"
    if (found.length === 0) add(meanwhile(page, at)?.clause.dates ?? [], "date of what went on then");
    // "On 3 May rebels entered the town and shot ten men": a date in front of both holds for both.
    if (found.length === 0) add(leading(page, at), "date in front of the clause before");
  }
  // "In August they are said to have attacked": the date stands with the verb of saying.
  const above = clause.kind === "infinitive" && found.length === 0 ? parentOf(page, at) : null;
  if (above !== null) add(free(above.clause.dates, above.clause, null), "date of the clause above");
  for (const context of event?.contexts ?? []) {
    if (context.clause !== clause && found.length === 0)
      add(free(context.clause.dates, context.clause, chunk), "date of a clause about it");
  }
  const entry =
    found.length === 0 && (clause.verb?.tense !== "none" || clause.kind === "main")
      ? entryDate(page, at.sentence)
      : null;
  if (entry !== null) add([entry], "date that the entry begins with");
  return found;
}

/**
 * "fought Mali and, *from 2014*, the Islamic State", "in Gao and, *from 2014*, in Kidal": the member of the list that has
 * this date for itself, or null.
 */
function heldBy({ marks: { words } }: Page, { objects, phrases }: Clause, { from, to }: DateMark): Chunk | null {
  const set = words.lower[to] === "," && words.lower[from - 1] === "," && words.lower[from - 2] === "and";
  if (!set) return null;
  const phrase = phrases.find((one) => one.from === to + 1);
  return phrase?.objects[0] ?? objects.find((chunk) => chunk.from === to + 1) ?? null;
}

/** The date that a member of a list has for itself. */
export function ownDate(page: Page, { clause }: At, chunk: Chunk | null): DateMark | null {
  if (chunk === null) return null;
  // "by the United States *in 1997*, the European Union *in 2002*": each has the date behind it.
  const listed = clause.phrases.some(
    ({ preposition, objects }) =>
      preposition === "by" &&
      datedAfter(page, clause, objects.at(-1)?.to ?? 0).length > 0 &&
      chunk.from >= (objects[0]?.from ?? 0),
  );
  const behind = listed
    ? page.marks.dates.find((date) => date.from >= chunk.to && date.from <= chunk.to + 1)
    : undefined;
  if (behind?.kind === "time") return behind;
  return clause.dates.find((date) => date.kind === "time" && heldBy(page, clause, date) === chunk) ?? null;
}

/** "jailed for *the murder of a priest in 1975*": the dates of the deed that somebody is punished for. */
function deedDates({ lists }: Page, { phrases, verb }: Clause): ReadonlySet<DateMark> {
  if (verb === null || !lists.is("punishing", verb.lemma)) return NO_DATES;
  const held = phrases
    .filter(({ preposition, from }) => (preposition === "for" || preposition === "over") && from > verb.head)
    .flatMap(({ objects }) => objects)
    .filter(({ determiner }) => determiner === "definite" || determiner === "possessive");
  return new Set(
    held.flatMap((chunk) => [chunk, ...chunk.phrases.flatMap(({ objects }) => objects)]).flatMap(({ after }) => after),
  );
}

const NO_DATES: ReadonlySet<DateMark> = new Set();

/** The dates before the subject of the clause that a clause without a subject of its own goes on from. */
function leading(page: Page, at: At): readonly DateMark[] {
  let above: At | null = at;
  while (above !== null && above.clause.kind === "coordinate" && above.clause.subjectFrom === "inherited")
    above = parentOf(page, above);
  if (above === null || above === at || above.clause.subjectFrom !== "own") return [];
  const first = above.clause.subject[0]?.from ?? 0;
  return above.clause.dates.filter((date) => date.to <= first);
}

/** What foils or attempts a deed does so on its day; what plans or threatens one does not. */
function isDone(page: Page, { clause }: At): boolean {
  const mode = cueIn(page, "modality", [clause.verb?.head ?? 0, (clause.verb?.head ?? 0) + 1])?.value;
  return mode === "attempted" || mode === "foiled";
}

/** "on Tuesday, *when five died*": the date that a clause with "when" hangs on. */
function whenDate(page: Page, at: At): readonly DateMark[] {
  const above = at.clause.link === "when" ? parentOf(page, at) : null;
  return (above?.clause.dates ?? [])
    .filter(({ to }) => at.clause.from - to >= 0 && at.clause.from - to <= 3)
    .map((date) => (date.time.end === null && date.time.start !== null ? itself(date) : date));
}

/** "was shot *as he left his home in Mansour*": the clause behind the verb that says what somebody was doing then, or null. */
export function meanwhile(page: Page, at: At): At | null {
  const { clause } = at;
  return (
    clausesOf(page, at.sentence).find(
      (one) =>
        one.clause.parent === at.index &&
        one.clause.kind === "subordinate" &&
        MEANWHILE.has(one.clause.link) &&
        one.clause.from >= (clause.verb?.to ?? 0) &&
        one.clause.verb?.voice === "active",
    ) ?? null
  );
}

const MEANWHILE = new Set(["as", "while"]);

/** "quiet since 2017, when he was killed": what happened then happened in 2017, and not since. */
function itself(date: DateMark): DateMark {
  const { start, edtf } = date.time;
  return { ...date, time: { ...date.time, end: start, edtf: edtf?.replace(/\/$/, "") ?? null } };
}

/** "was killed *in the attack*", "has been *at war* since 2019": a noun that shares the date of its clause. */
function isBeside({ preposition }: Phrase, event: Event | null): boolean {
  return INSIDE.has(preposition) || (event === null && (preposition === "at" || preposition === "under"));
}

/** Prepositions by which a clause is set after or before something that has a date of its own. */
export const RELATIVE = new Set([
  "after",
  "before",
  "following",
  "since",
  "until",
  "prior to",
  "by the time of",
  "ahead of",
]);

/** Dates that hang on another noun are that noun's: "after the takeover in 2021", "condemned the bombing of July 2018". */
export function free(dates: readonly DateMark[], clause: Clause, own: Chunk | null): DateMark[] {
  const taken = new Set<DateMark>();
  for (const phrase of clause.phrases) {
    if (!RELATIVE.has(phrase.preposition)) continue;
    for (const chunk of phrase.objects) if (chunk !== own) for (const date of chunk.after) taken.add(date);
  }
  // "X, its emir since 2007, was killed": what stands beside a name before the verb has its own dates.
  const before = clause.verb?.from ?? 0;
  for (const { appositions } of [...clause.subject, ...clause.chunks])
    for (const chunk of appositions)
      if (chunk !== own) for (const date of chunk.after) if (date.to <= before) taken.add(date);
  return dates.filter((date) => !taken.has(date));
}
