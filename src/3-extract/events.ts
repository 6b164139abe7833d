import type { Chunk } from "../0-model/clause.ts";
import type { Range } from "../0-model/span.ts";
import type { Actor } from "./cast.ts";
import { type At, blockOf, clausesOf, firstOwn, INSIDE, type Page, parentOf, range, text } from "./page.ts";

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
}

/** All events of a document, found by their triggers. */
export interface Events {
  /** By the token of the trigger: the main verb or the head noun. */
  readonly byToken: ReadonlyMap<number, Event>;
  /** The events that a sentence tells of, in the order of their triggers. */
  readonly in: (sentence: number) => readonly Event[];
  /** The event that a clause tells of, or null. */
  readonly of: (at: At) => Event | null;
  /** An event of the clause's own, made when a toll tells of one that nothing else does. */
  readonly own: (at: At, token: number) => Event;
  /**
   * The event that an earlier clause of the sentence tells of, for a clause without a date and place of its own;
   * with `far`, else the last event of the sentence before, in the same paragraph.
   */
  readonly before: (at: At, far: boolean) => Event | null;
}

interface Finder {
  /** Verbs of tolls, whose clause tells of an event even where nothing else does. */
  readonly tolls: ReadonlySet<string>;
  readonly page: Page;
  readonly byToken: Map<number, Event>;
  readonly all: Event[];
  /** The same by sentence, in the order of their triggers. */
  readonly bySentence: Map<number, Event[]>;
}

/** Finds the events of a document: operator `events`. `tolls` are the verbs that tell of one by what it cost. */
export function findEvents(page: Page, tolls: ReadonlySet<string>): Events {
  const finder: Finder = {
    tolls,
    page,
    byToken: new Map(),
    all: [],
    bySentence: new Map(),
  };
  for (let sentence = 0; sentence < page.marks.parses.length; sentence += 1) {
    if (!isProse(page, sentence)) continue;
    for (const at of clausesOf(page, sentence)) clauseEvents(finder, at);
    for (const at of clausesOf(page, sentence)) tollEvents(finder, at);
    for (const at of clausesOf(page, sentence)) contexts(finder, at);
  }
  const memory = new Map<string, Event | null>();
  return {
    byToken: finder.byToken,
    in: (sentence) => toldIn(finder, sentence),
    of: (at) => eventOf(finder, at, memory),
    own: (at, token) => ownEvent(finder, at, token),
    before: (at, far) => eventBefore(finder, at, memory) ?? (far ? lastBefore(finder, at) : null),
  };
}

/** Titles, headings, labels and entries of the reference list tell of no event. */
export function isProse(page: Page, sentence: number): boolean {
  const kind = blockOf(page, sentence)?.kind;
  return kind === "paragraph" || kind === "item" || kind === "hatnote" || kind === "infobox";
}

function clauseEvents(finder: Finder, at: At): void {
  const { page } = finder;
  for (const chunk of chunksOf(at)) nounEvent(finder, chunk, at);
  const { verb } = at.clause;
  if (verb === null || finder.byToken.has(verb.head)) return;
  // "a focus on attacking police": what a noun is about is no event.
  if (isAbout(at)) return;
  // "A grenade hit his car": the thing and what it does tell of one event.
  const thing = verb.voice === "active" ? instrumentEvent(finder, at) : null;
  if (thing !== null) {
    finder.byToken.set(verb.head, thing);
    return;
  }
  const type = page.lists.eventVerbs.get(verb.lemma);
  if (type === undefined) return;
  // "launched an attack", "raided in a raid": the noun tells of it, and better.
  if (at.clause.objects.some((chunk) => finder.byToken.has(chunk.head)) && page.lists.support.has(verb.lemma)) return;
  add(finder, { type, token: verb.head, range: range(page, verb.head, verb.head + 1), at, chunk: null });
}

/** The event that the subject of a clause tells of because of what it does: "a bomb exploded". */
function instrumentEvent(finder: Finder, at: At): Event | null {
  if (at.clause.subjectFrom !== "own") return null;
  const { eventNouns } = finder.page.lists;
  for (const chunk of at.clause.subject) {
    const event = finder.byToken.get(chunk.head);
    if (event !== undefined && event.chunk === chunk && !eventNouns.has(chunk.lemma)) return event;
  }
  return null;
}

/** Whether a clause only says what a noun is about. */
export function isAbout({ clause }: At): boolean {
  return clause.verb?.form === "gerund" && ABOUT.has(clause.link);
}

const ABOUT = new Set(["on", "for", "of", "to", "at", "about", "from", "against", "towards", "toward"]);

function tollEvents(finder: Finder, at: At): void {
  const { verb } = at.clause;
  if (verb === null || finder.byToken.has(verb.head) || isAbout(at) || !finder.tolls.has(verb.lemma)) return;
  tollEvent(finder, at, verb.head);
}

/**
 * A toll that no event beside it explains: that of the clause with "when" behind it, one of the sentence before
 * ("20 people died."), else an event of its own.
 */
function tollEvent(finder: Finder, at: At, token: number): void {
  if (eventOf(finder, at, new Map()) !== null || eventBefore(finder, at, new Map()) !== null) return;
  const { page } = finder;
  const { verb, subject, objects } = at.clause;
  const cause = verb?.voice === "passive" || verb?.lemma === "die" ? eventWhen(finder, at) : null;
  if (cause !== null) {
    finder.byToken.set(token, cause);
    return;
  }
  const dead = verb?.voice === "active" && objects.length > 0 ? objects : subject;
  const counted = dead.length > 0 && dead.every((chunk) => chunk.quantity !== null);
  // "The group killed 829 people in all" is a deed of its own; "20 people died" goes on with what was told.
  const agentless = verb?.voice === "passive" || objects.length === 0;
  const alone = clausesOf(page, at.sentence).every((one) => isBare(one));
  const before = counted && agentless && alone ? lastBefore(finder, at) : null;
  if (before === null) add(finder, { type: null, token, range: range(page, token, token + 1), at, chunk: null });
  else finder.byToken.set(token, before);
}

/** "were killed when a bomb exploded": the event of the clause that says how it came about. */
function eventWhen(finder: Finder, at: At): Event | null {
  const clause = clausesOf(finder.page, at.sentence).find(
    (one) => one.clause.parent === at.index && one.clause.kind === "subordinate" && CAUSING.has(one.clause.link),
  );
  return clause === undefined ? null : eventOf(finder, clause, new Map());
}

const CAUSING = new Set(["when", "after", "as", "because"]);

/** Without a date or a place of its own. */
function isBare({ clause }: At): boolean {
  return (
    clause.dates.length === 0 &&
    !clause.phrases.some((phrase) => phrase.objects.some((chunk) => chunk.name?.kind === "place"))
  );
}

/** All chunks of a clause, its own subject and objects included. */
export function chunksOf({ clause }: At): readonly Chunk[] {
  if (clause.subjectFrom !== "own") return clause.chunks;
  const { has } = lookup(clause.chunks);
  const apart = clause.subject.filter((chunk) => !has(chunk));
  return apart.length === 0 ? clause.chunks : [...apart, ...clause.chunks];
}

/** Whether a chunk is one of the clause's own. */
export function hasChunk({ clause }: At, chunk: Chunk): boolean {
  return lookup(clause.chunks).has(chunk) || (clause.subjectFrom === "own" && lookup(clause.subject).has(chunk));
}

/** Chunks of one clause are looked up one by one where they are few; a list of hundreds is indexed once. */
const FEW = 20;
const indexed = new WeakMap<readonly Chunk[], ReadonlySet<Chunk>>();

function lookup(chunks: readonly Chunk[]): { readonly has: (chunk: Chunk) => boolean } {
  if (chunks.length <= FEW) return { has: (chunk) => chunks.includes(chunk) };
  const known = indexed.get(chunks) ?? new Set(chunks);
  indexed.set(chunks, known);
  return { has: (chunk) => known.has(chunk) };
}

interface Found {
  readonly type: string | null;
  readonly token: number;
  readonly range: Range;
  readonly at: At;
  readonly chunk: Chunk | null;
}

function add(finder: Finder, found: Found): Event {
  const { page } = finder;
  const stretch = page.marks.sentences[found.at.sentence];
  // Part of the event's identity: how many triggers of the sentence told of one before.
  const anchor: Range = [stretch?.range[0] ?? 0, toldIn(finder, found.at.sentence).length];
  const actor = page.cast.unnamed("event", text(page, found.range), found.range, anchor);
  const event: Event = {
    actor,
    type: found.type,
    range: found.range,
    at: found.at,
    chunk: found.chunk,
    contexts: [found.at],
  };
  finder.byToken.set(found.token, event);
  finder.all.push(event);
  finder.bySentence.set(found.at.sentence, [...toldIn(finder, found.at.sentence), event]);
  return event;
}

function toldIn(finder: Finder, sentence: number): readonly Event[] {
  return finder.bySentence.get(sentence) ?? [];
}

/** The event type of a noun phrase: by its head with the word before it, else by its head. */
export function nounType(page: Page, chunk: Chunk, at: At): string | undefined {
  if (chunk.noun < 0 || chunk.form === "pronoun") return undefined;
  const { eventNouns, instruments } = page.lists;
  const before = chunk.noun > chunk.from ? (page.marks.words.lower[chunk.noun - 1] ?? "") : "";
  const type = eventNouns.get(`${before} ${chunk.lemma}`) ?? eventNouns.get(chunk.lemma);
  // "heart attack" is in the list, as no event.
  if (type !== undefined) return type === "none" ? undefined : type;
  const acts =
    at.clause.subject.includes(chunk) &&
    at.clause.verb?.voice === "active" &&
    page.lists.is("deed", at.clause.verb.lemma);
  return acts ? (instruments.get(`${before} ${chunk.lemma}`) ?? instruments.get(chunk.lemma)) : undefined;
}

function nounEvent(finder: Finder, chunk: Chunk, at: At): void {
  const { page } = finder;
  const type = nounType(page, chunk, at);
  if (type === undefined || finder.byToken.has(chunk.head) || chunk.form !== "noun") return;
  const told = back(finder, chunk, type, at);
  if (told !== null) {
    finder.byToken.set(chunk.head, told);
    return;
  }
  if (isGeneric(chunk, at) || isPredicate(page, chunk, at)) return;
  const from = chunk.quantity?.from ?? firstOwn(page, chunk);
  add(finder, { type, token: chunk.head, range: range(page, from, chunk.head + 1), at, chunk });
}

/** "marking the group's first attack abroad": says of an event what it was, and tells of no other. */
function isPredicate(page: Page, chunk: Chunk, at: At): boolean {
  const { verb, objects } = at.clause;
  return verb !== null && page.lists.is("predicating", verb.lemma) && objects.includes(chunk);
}

/** "ISIS–K attacks occur in ...": a plural without number, date or article tells of a habit, not of events. */
function isGeneric(chunk: Chunk, at: At): boolean {
  if (chunk.determiner === "negative") return false;
  if (!chunk.plural || chunk.quantity !== null || chunk.dates.length > 0 || chunk.after.length > 0) return false;
  return at.clause.dates.length === 0;
}

/** "the attack": the last event of the paragraph that it can mean, or null. */
function back(finder: Finder, chunk: Chunk, type: string, at: At): Event | null {
  if (chunk.determiner !== "definite" && chunk.determiner !== "demonstrative" && chunk.determiner !== "possessive")
    return null;
  const dated = chunk.dates.length > 0 || chunk.after.some((date) => date.kind === "time" && date.time.start !== null);
  if (chunk.names.length > 0 || dated || chunk.plural) return null;
  if (
    chunk.phrases.some(
      (phrase) => phrase.from === chunk.to && ["in", "at", "on", "of", "near", "against"].includes(phrase.preposition),
    )
  )
    return null;
  const block = finder.page.marks.sentences[at.sentence]?.block;
  for (let i = finder.all.length - 1; i >= 0; i -= 1) {
    const event = finder.all[i];
    if (event === undefined) return null;
    // News tells one event in paragraphs of one sentence.
    const paragraphs = (block ?? 0) - (finder.page.marks.sentences[event.at.sentence]?.block ?? -9);
    if (paragraphs > NEAR || at.sentence - event.at.sentence > NEAR) return null;
    if (event.type === type || type === "attack" || event.type === "attack") return event;
  }
  return null;
}

/** How many sentences or paragraphs back "the attack" may point. */
const NEAR = 3;

/** Clauses whose subject is the event, or that hang on a noun that tells of it, say more of it. */
function contexts(finder: Finder, at: At): void {
  for (const chunk of at.clause.subject) {
    const event = finder.byToken.get(chunk.head);
    if (event !== undefined && !event.contexts.some((known) => known.clause === at.clause)) event.contexts.push(at);
  }
}

function eventOf(finder: Finder, at: At, memory: Map<string, Event | null>): Event | null {
  const key = `${at.sentence}:${at.index}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  memory.set(key, null);
  const found = direct(finder, at) ?? above(finder, at, memory);
  memory.set(key, found);
  return found;
}

function direct(finder: Finder, at: At): Event | null {
  const { clause } = at;
  for (const chunk of clause.subject) {
    const event = finder.byToken.get(chunk.head);
    if (event !== undefined) return event;
  }
  if (clause.verb !== null) {
    const event = finder.byToken.get(clause.verb.head);
    if (event !== undefined) return event;
  }
  // "an assault on a hotel that injured five": the noun belongs to the event before it.
  if (clause.kind === "relative" && clause.subjectFrom === "antecedent") {
    const told = toldIn(finder, at.sentence).find((event) =>
      event.chunk?.phrases.some((phrase) => phrase.objects.some((chunk) => clause.subject.includes(chunk))),
    );
    if (told !== undefined) return told;
  }
  if (clause.verb !== null) {
    for (const chunk of clause.objects) {
      const event = finder.byToken.get(chunk.head);
      if (event !== undefined) return event;
    }
  }
  const blamed = blames(finder.page, at);
  for (const phrase of clause.phrases) {
    if (!INSIDE.has(phrase.preposition) && !(blamed && BLAMED.has(phrase.preposition))) continue;
    for (const chunk of phrase.objects) {
      const event = finder.byToken.get(chunk.head);
      if (event !== undefined) return event;
    }
  }
  return null;
}

/** "accused them of the bombing", "was responsible for the attack": what somebody is said to have done is told there. */
function blames({ lists, marks }: Page, { clause: { verb, objects } }: At): boolean {
  if (verb === null) return false;
  if (objects.some((chunk) => lists.is("charging", chunk.lemma))) return true;
  return lists.is("charging", verb.lemma) || lists.is("charging", marks.words.lower[verb.to] ?? "");
}

const BLAMED = new Set(["of", "for", "over"]);

function lastBefore(finder: Finder, at: At): Event | null {
  const { sentences } = finder.page.marks;
  const block = sentences[at.sentence]?.block ?? 0;
  for (let sentence = at.sentence - 1; sentence >= Math.max(0, at.sentence - NEAR); sentence -= 1) {
    if (block - (sentences[sentence]?.block ?? -9) > 1) return null;
    const told = toldIn(finder, sentence)[0];
    if (told !== undefined) return told;
  }
  return null;
}

function eventBefore(finder: Finder, at: At, memory: Map<string, Event | null>): Event | null {
  if (!isBare(at)) return null;
  for (let index = at.index - 1; index >= 0; index -= 1) {
    const before = clausesOf(finder.page, at.sentence)[index];
    const event = before === undefined ? null : eventOf(finder, before, memory);
    if (event !== null) return event;
  }
  return null;
}

const HANGING = new Set(["participle", "gerund", "relative", "coordinate"]);

function above(finder: Finder, at: At, memory: Map<string, Event | null>): Event | null {
  const parent = parentOf(finder.page, at);
  if (parent === null || !HANGING.has(at.clause.kind)) return null;
  if (at.clause.kind === "relative" && at.clause.subjectFrom !== "antecedent") return null;
  // "…, which killed 12": a relative after a clause of its own speaks of that clause's event only when its noun is none.
  if (at.clause.subjectFrom === "own") return null;
  return eventOf(finder, parent, memory);
}

function ownEvent(finder: Finder, at: At, token: number): Event {
  const known = finder.byToken.get(token);
  if (known !== undefined) return known;
  return add(finder, { type: null, token, range: range(finder.page, token, token + 1), at, chunk: null });
}
