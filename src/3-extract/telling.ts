import type { Mode } from "../0-model/claim.ts";
import type { Chunk } from "../0-model/clause.ts";
import type { Place } from "../0-model/place.ts";
import { typesAgree } from "../0-model/schema.ts";
import type { Range } from "../0-model/span.ts";
import type { Time } from "../0-model/time.ts";
import type { Actor } from "./cast.ts";
import { entryDate } from "./entries.ts";
import { isPersonal } from "./lists.ts";
import { type At, blockOf, clausesOf, isDefinite, type Page } from "./page.ts";

/** What one mention of an event says of it: enough to tell whether two mentions mean the same. */
export interface Telling {
  readonly at: At;
  /** Null for a verb. */
  readonly chunk: Chunk | null;
  readonly type: string | null;
  readonly mode: Mode;
  readonly times: readonly Time[];
  readonly places: readonly Place[];
  /** Everybody and everything that the mention names beside places. */
  readonly names: ReadonlySet<Actor>;
  /** Persons who were its victims: nobody is killed twice. */
  readonly victims: ReadonlySet<Actor>;
  /** Nouns and numbers of those it befell: "12 worshipper", for headlines and what they stand above. */
  readonly counts: ReadonlySet<string>;
  /** Nouns of one whom it befell and who is taken to be known: "the mayor was shot". */
  readonly known: ReadonlySet<string>;
  /** Numbers with their nouns, of three and more: "six members" are hardly killed twice without a word of it. */
  readonly befell: ReadonlySet<string>;
}

/** Something that happened, as one trigger tells it. */
export interface Event {
  readonly actor: Actor;
  /** Null when only a death or an injury tells of it. */
  readonly type: string | null;
  /** The words that tell of it. */
  readonly range: Range;
  readonly at: At;
  /** The noun phrase that tells of it; null for a verb. */
  readonly chunk: Chunk | null;
  /** Clauses that say something of it: its own, and those whose subject it is. */
  readonly contexts: At[];
  /** All that was told of it. */
  readonly tellings: Telling[];
}

/** What kind of deed a mention tells of, and whether it was done. */
export interface Deed {
  /** Null when only a toll tells of it. */
  readonly type: string | null;
  readonly mode: Mode;
}

/** Prepositions by which a noun of an event says where, whom and by whom. */
const OWN = new Set(["in", "at", "on", "of", "near", "against", "by", "outside", "inside", "around", "across", "from"]);

/** What a noun says of its event: its own words, without those of the clause around it. */
export function tellingOfNoun(page: Page, chunk: Chunk, at: At, kind: Deed): Telling {
  const seen = new Seen(page);
  seen.names(chunk);
  seen.dates(chunk);
  if (chunk.possessor !== null) seen.chunk(chunk.possessor);
  for (const phrase of chunk.phrases) {
    if (!OWN.has(phrase.preposition)) continue;
    for (const object of phrase.objects) {
      seen.chunk(object);
      if (phrase.preposition === "of" && page.lists.is("fatal", chunk.lemma)) seen.victim(object);
    }
  }
  return seen.telling(at, chunk, kind);
}

/** What a clause says of the event that its verb tells of. */
export function tellingOfVerb(page: Page, at: At, kind: Deed & { readonly deadly: boolean }): Telling {
  const { clause } = at;
  const seen = new Seen(page);
  const passive = clause.verb?.voice === "passive";
  for (const chunk of [...clause.subject, ...clause.objects]) seen.chunk(chunk);
  for (const phrase of clause.phrases)
    if (OWN.has(phrase.preposition)) for (const one of phrase.objects) seen.chunk(one);
  for (const date of clause.dates) if (date.kind === "time") seen.times.push(date.time);
  const patients = passive || clause.objects.length === 0 ? clause.subject : clause.objects;
  for (const chunk of patients) seen.patient(chunk, kind.deadly);
  return seen.telling(at, null, kind);
}

/** Gathers what the parts of a mention name. */
class Seen {
  readonly page: Page;
  readonly times: Time[] = [];
  private readonly where: Place[] = [];
  private readonly who = new Set<Actor>();
  private readonly dead = new Set<Actor>();
  private readonly counts = new Set<string>();
  private readonly befell = new Set<string>();
  private readonly known = new Set<string>();

  constructor(page: Page) {
    this.page = page;
  }

  names(chunk: Chunk): void {
    for (const name of chunk.names) {
      if (name.place !== null && (name.kind === "place" || name.adjectival)) {
        if (name.kind === "place") this.where.push(name.place);
      }
      if (!name.adjectival || name.kind !== "place") this.who.add(this.page.cast.named(name));
    }
  }

  dates(chunk: Chunk): void {
    for (const date of [...chunk.dates, ...chunk.after]) if (date.kind === "time") this.times.push(date.time);
  }

  chunk(chunk: Chunk): void {
    this.names(chunk);
    this.dates(chunk);
    for (const phrase of chunk.phrases)
      if (OWN.has(phrase.preposition)) for (const object of phrase.objects) this.names(object);
  }

  victim(chunk: Chunk): void {
    if (chunk.form !== "name" || chunk.name === null) return;
    const actor = this.page.cast.named(chunk.name);
    if (actor.kind === "person") this.dead.add(actor);
  }

  patient(chunk: Chunk, deadly: boolean): void {
    if (deadly) this.victim(chunk);
    const { quantity } = chunk;
    if (quantity !== null) this.counts.add(`${quantity.quantity.low ?? ""} ${quantity.quantity.high ?? ""}`);
    else if (chunk.form === "noun" && !chunk.plural && this.isPerson(chunk)) {
      this.counts.add(`1 ${chunk.lemma}`);
      if (chunk.determiner === "definite") this.known.add(`1 ${chunk.lemma}`);
    }
    if (deadly && (quantity?.quantity.low ?? 0) > 2) this.befell.add(`${quantity?.quantity.low} ${chunk.lemma}`);
  }

  private isPerson({ lemma }: Chunk): boolean {
    return isPersonal(this.page.lists, lemma) || this.page.lists.offices.has(lemma);
  }

  telling(at: At, chunk: Chunk | null, { type, mode }: Deed): Telling {
    const entry = this.times.length === 0 ? entryDate(this.page, at.sentence) : null;
    if (entry !== null) this.times.push(entry.time);
    return {
      ...{ at, chunk, type, mode, times: this.times, places: this.where, names: this.who },
      ...{ victims: this.dead, counts: this.counts, befell: this.befell, known: this.known },
    };
  }
}

/** Whether every day of one lies outside the other: then they are two events. */
function apart(a: readonly Time[], b: readonly Time[]): boolean {
  return a.some((one) => b.some((other) => disjoint(one, other)));
}

function disjoint(a: Time, b: Time): boolean {
  const before = (one: Time, other: Time): boolean => {
    const last = one.end?.[1] ?? null;
    const first = other.start?.[0] ?? null;
    return last !== null && first !== null && last < first;
  };
  return before(a, b) || before(b, a) || (nowhen(a) && nowhen(b) && isDay(a) && isDay(b) && a.edtf !== b.edtf);
}

const nowhen = (time: Time): boolean => (time.start?.[0] ?? null) === null;
const isDay = (time: Time): boolean => time.edtf !== null;

function sameDay(a: readonly Time[], b: readonly Time[]): boolean {
  return a.some((one) =>
    b.some((other) =>
      one.start !== null && other.start !== null
        ? one.start[0] !== null && one.start[0] === other.start[0] && one.start[1] === other.start[1]
        : one.start === null && other.start === null && one.words.toLowerCase() === other.words.toLowerCase(),
    ),
  );
}

const keyOf = (place: Place): string => place.id ?? place.name.toLowerCase();

function samePlace(a: readonly Place[], b: readonly Place[]): boolean {
  return a.some((one) => b.some((other) => keyOf(one) === keyOf(other)));
}

/** Whether an event is known to have happened in one of these places. */
export function isTold({ tellings }: Known, places: readonly Place[]): boolean {
  return tellings.some((one) => samePlace(one.places, places));
}

/** Two places of one size, and none in common. */
function elsewhere(a: readonly Place[], b: readonly Place[]): boolean {
  if (samePlace(a, b)) return false;
  return a.some((one) => b.some((other) => one.precision === other.precision));
}

function meet<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  for (const one of a) if (b.has(one)) return true;
  return false;
}

/** What is known of an event so far: all that was told of it. */
export interface Known {
  readonly tellings: readonly Telling[];
}

/** How many sentences or paragraphs back "the attack" may point. */
export const NEAR = 3;

const isDone = (mode: Mode): boolean => mode === "actual" || mode === "habitual";

/** Whether a mention can mean an event: no other kind of deed, no other day, no other place. */
export function mayBe({ schema }: Page, { tellings }: Known, mention: Telling): boolean {
  // A toll alone has no type.
  const agree = (one: string | null, other: string | null): boolean =>
    one === null || other === null || typesAgree(schema, one, other);
  return tellings.every(
    (one) =>
      agree(one.type, mention.type) &&
      isDone(one.mode) === isDone(mention.mode) &&
      !apart(one.times, mention.times) &&
      !elsewhere(one.places, mention.places),
  );
}

/** Whether an event befell as many of the same as a toll of another one says, and nothing speaks against their being one. */
export function befellAlike(page: Page, known: Known, toll: Telling, { tellings }: Known): boolean {
  if (!known.tellings.some((one) => meet(one.befell, toll.befell))) return false;
  return tellings.every((one) => mayBe(page, known, one));
}

/** Whether an event is what the headline above a toll tells of: as many of the same. */
export function isHeadline(page: Page, known: Known, toll: Telling, { tellings }: Known): boolean {
  if (!headed(page, known.tellings[0], toll) || !known.tellings.some((one) => meet(one.counts, toll.counts)))
    return false;
  return tellings.every((one) => mayBe(page, known, one));
}

/** How surely a mention that may mean an event does. `said`: what it names says so; `near`: only that it stands near. */
export function pointsTo(page: Page, { tellings }: Known, mention: Telling): "said" | "near" | null {
  const some = (test: (one: Telling) => boolean): boolean => tellings.some(test);
  if (some((one) => meet(one.victims, mention.victims))) return "said";
  if (mention.type === null && some((one) => meet(one.befell, mention.befell))) return "said";
  const place = some((one) => samePlace(one.places, mention.places));
  const day = some((one) => sameDay(one.times, mention.times));
  const name = some((one) => meet(one.names, mention.names));
  const near = some((one) => isNear(page, one, mention));
  const { chunk } = mention;
  if (headed(page, tellings[0], mention) && (place || day || some((one) => meet(one.counts, mention.counts))))
    return "said";
  if (chunk === null) {
    // "killed the mayor of a town. *The mayor* was shot in the head"
    const again = near && mention.known.size > 0 && some((one) => meet(one.counts, mention.known));
    if (again) return "near";
    const dated = mention.times.length > 0 && mention.places.length > 0;
    if (day && place && dated) return "said";
    return near && !dated && mention.places.length === 0 && mention.times.length === 0 && isSubjectBack(mention)
      ? "near"
      : null;
  }
  const definite = isDefinite(chunk) || (chunk.determiner === "none" && chunk.dates.length > 0);
  if (!definite || chunk.quantity !== null || chunk.plural !== pluralOf(tellings[0])) return null;
  if (isBareMention(mention)) return near ? "near" : null;
  // "the Kabul bombing", "Saturday's attack": what it names must be what is known.
  if (mention.places.length > 0 && !place) return null;
  // "the 15 April attack": of one whose day was not told, where it stands near.
  const undated = !some((one) => one.times.length > 0) && mention.places.length === 0 && near;
  if (mention.times.length > 0 && !day) return undated && isDefinite(chunk) && mention.names.size === 0 ? "near" : null;
  return place || day || name ? "said" : null;
}

/** "the attack": a noun that is taken to be known, and names nothing. */
export function isBareMention(mention: Telling): boolean {
  return isKnown(mention) && mention.times.length === 0;
}

/** The same, or with a day of its own: "Tuesday's attack". */
export function isKnown({ chunk, places, times, names }: Telling): boolean {
  if (chunk === null || chunk.plural || chunk.quantity !== null) return false;
  const dated =
    times.length > 0 && (chunk.possessor !== null || chunk.dates.length > 0) && chunk.determiner !== "indefinite";
  return (isDefinite(chunk) || dated) && places.length + names.size === 0;
}

function pluralOf(first: Telling | undefined): boolean {
  return first?.chunk?.plural === true;
}

function isNear(page: Page, one: Telling, mention: Telling): boolean {
  const block = (at: At): number => page.marks.sentences[at.sentence]?.block ?? -9;
  return (
    mention.at.sentence - one.at.sentence <= NEAR &&
    block(mention.at) - block(one.at) <= NEAR &&
    sameHeadings(page, one.at, mention.at)
  );
}

function sameHeadings(page: Page, a: At, b: At): boolean {
  const [one, other] = [blockOf(page, a.sentence)?.headings, blockOf(page, b.sentence)?.headings];
  return (one?.at(-1) ?? null) === (other?.at(-1) ?? null);
}

/** "The bomber struck", "he blew himself up": a deed of somebody who was spoken of. */
function isSubjectBack({ at: { clause } }: Telling): boolean {
  const [subject] = clause.subject;
  if (subject === undefined || clause.subjectFrom !== "own" || clause.verb?.voice === "passive") return false;
  return subject.form === "pronoun" || (isDefinite(subject) && subject.form === "noun" && subject.names.length === 0);
}

/** Whether the first telling is a headline, a first line without a stop, and the mention stands just below it. */
function headed(page: Page, first: Telling | undefined, mention: Telling): boolean {
  if (first === undefined) return false;
  const stretch = page.marks.sentences[first.at.sentence];
  const block = stretch?.block ?? -1;
  if (stretch === undefined || first.at.sentence > 1 || mention.at.sentence - first.at.sentence > NEAR) return false;
  const last = page.marks.words.lower[stretch.to - 1] ?? "";
  const next = page.marks.sentences[first.at.sentence + 1];
  const between = page.rendition.text.slice(stretch.range[1], next?.range[0] ?? stretch.range[1]);
  const alone = clausesOf(page, first.at.sentence).length > 0 && (next?.block !== block || between.includes("\n"));
  return alone && !/[.!?…"”]/.test(last);
}
