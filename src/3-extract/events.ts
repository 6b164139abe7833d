import type { Mode } from "../0-model/claim.ts";
import type { Chunk, VerbGroup } from "../0-model/clause.ts";
import type { Range } from "../0-model/span.ts";
import type { Actor } from "./cast.ts";
import { type At, blockOf, clausesOf, firstOwn, INSIDE, isDefinite, type Page, parentOf, range, text } from "./page.ts";
import { nounMode, type Scope, scopeOf } from "./scope.ts";
import { isBareMention, mayBe, NEAR, pointsTo, type Telling, tellingOfNoun, tellingOfVerb } from "./telling.ts";

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
  readonly scopes: Map<string, Scope>;
  /** Verbs of tolls, whose clause tells of an event even where nothing else does. */
  readonly tolls: ReadonlySet<string>;
  readonly page: Page;
  readonly byToken: Map<number, Event>;
  readonly all: Event[];
  /** The same by sentence, in the order of their triggers. */
  readonly bySentence: Map<number, Event[]>;
}

/**
 * Finds the events of a document: operator `events`. `tolls` are the verbs that tell of one by what it cost; `scopes`
 * keeps how clauses are meant. Two mentions that mean the same are one event.
 */
export function findEvents(page: Page, tolls: ReadonlySet<string>, scopes: Map<string, Scope>): Events {
  const finder: Finder = {
    tolls,
    scopes,
    page,
    byToken: new Map(),
    all: [],
    bySentence: new Map(),
  };
  for (let sentence = 0; sentence < page.marks.parses.length; sentence += 1) {
    if (!isProse(page, sentence)) continue;
    for (const at of clausesOf(page, sentence)) clauseEvents(finder, at);
    for (const at of clausesOf(page, sentence)) clauseToll(finder, at);
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

/** Labels and entries of the reference list are no prose; a title or heading is, when it is a sentence ("Bomb kills 12"). */
export function isProse(page: Page, sentence: number): boolean {
  const kind = blockOf(page, sentence)?.kind;
  if (kind === "title" || kind === "heading")
    return clausesOf(page, sentence).some(({ clause }) => isTelling(clause.verb));
  return kind === "paragraph" || kind === "item" || kind === "hatnote" || kind === "infobox";
}

function isTelling(verb: VerbGroup | null): boolean {
  return verb !== null && (verb.form === "finite" || (verb.form === "participle" && verb.voice === "passive"));
}

function clauseEvents(finder: Finder, at: At): void {
  const { page } = finder;
  for (const chunk of chunksOf(at)) nounEvent(finder, chunk, at);
  const { verb } = at.clause;
  if (verb === null || finder.byToken.has(verb.head)) return;
  // "a focus on attacking police": what a noun is about is no event.
  if (isAbout(page, at)) return;
  const type = page.lists.eventVerbs.get(verb.lemma);
  if (type === undefined) return;
  // "The blast hit a bus", "a roadside bomb detonated": the subject tells of it already.
  const same = verb.voice === "active" ? toldBy(finder, at.clause.subject) : null;
  // "launched an attack", "raided in a raid": the noun tells of it, and better.
  if (at.clause.objects.some((chunk) => finder.byToken.has(chunk.head)) && page.lists.support.has(verb.lemma)) return;
  const mention = verbTelling(finder, at, type);
  const known = same ?? told(finder, mention);
  if (known !== null) join(known, verb.head, mention, finder);
  else add(finder, { type, token: verb.head, range: range(page, verb.head, verb.head + 1), at, chunk: null, mention });
}

function toldBy({ byToken }: Finder, chunks: readonly Chunk[]): Event | null {
  for (const chunk of chunks) {
    const event = byToken.get(chunk.head);
    if (event !== undefined) return event;
  }
  return null;
}

/** What a clause tells of by its toll alone: asked once all that is told otherwise is known. */
function clauseToll(finder: Finder, at: At): void {
  const { verb } = at.clause;
  if (verb === null || finder.byToken.has(verb.head) || isAbout(finder.page, at)) return;
  if (!finder.page.lists.eventVerbs.has(verb.lemma) && finder.tolls.has(verb.lemma)) tollEvent(finder, at, verb.head);
}

/** Whether a clause only says what a noun is about. "accused of killing 12" tells of a deed. */
export function isAbout(page: Page, at: At): boolean {
  const { clause } = at;
  if (clause.verb?.form !== "gerund" || !ABOUT.has(clause.link)) return false;
  return !page.lists.is("charging", parentOf(page, at)?.clause.verb?.lemma ?? "");
}

const ABOUT = new Set(["on", "for", "of", "to", "at", "about", "from", "against", "towards", "toward"]);

/** "an attack in Madrid, Spain, which killed 13": what hangs on a place by "which" is said of what happened there. */
export function isOfPlace({ clause }: At): boolean {
  if (clause.kind !== "relative" || clause.subjectFrom !== "antecedent" || clause.link === "who") return false;
  const [noun] = clause.subject;
  return noun?.name?.kind === "place";
}

/** A toll that no event beside it explains: one of the sentence before ("20 people died."), else an event of its own. */
function tollEvent(finder: Finder, at: At, token: number): void {
  if (eventOf(finder, at, new Map()) !== null || eventBefore(finder, at, new Map()) !== null) return;
  const { page } = finder;
  const { verb, subject, objects } = at.clause;
  const dead = verb?.voice === "active" && objects.length > 0 ? objects : subject;
  const counted = dead.length > 0 && dead.every((chunk) => chunk.quantity !== null);
  // "The group killed 829 people in all" is a deed of its own; "20 people died" goes on with what was told.
  // "He died in 2003": a death alone tells of nothing that was done.
  if (verb?.voice === "active" && objects.length === 0 && !counted && dead.some((chunk) => chunk.form !== "noun"))
    return;
  const agentless = verb?.voice === "passive" || objects.length === 0 || subject.every((chunk) => pointsBack(chunk));
  const alone = clausesOf(page, at.sentence).every((one) => isBare(one));
  const mention = verbTelling(finder, at, null);
  const before = (counted && agentless && alone ? lastBefore(finder, at) : null) ?? told(finder, mention);
  if (before === null)
    add(finder, { type: null, token, range: range(page, token, token + 1), at, chunk: null, mention });
  else join(before, token, mention, finder);
}

/** "They killed 20": whoever was spoken of. */
function pointsBack(chunk: Chunk): boolean {
  return chunk.form === "pronoun" || (isDefinite(chunk) && chunk.names.length === 0 && chunk.possessor === null);
}

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
  readonly mention: Telling;
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
    tellings: [found.mention],
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
  const mention = tellingOfNoun(page, chunk, at, { type, mode: modeOfNoun(finder, chunk, at) });
  const known = predicated(finder, chunk, at) ?? told(finder, mention);
  if (known !== null) {
    join(known, chunk.head, mention, finder);
    return;
  }
  if (isGeneric(chunk, at) || isPredicate(page, chunk, at)) return;
  const from = chunk.quantity?.from ?? firstOwn(page, chunk);
  add(finder, { type, token: chunk.head, range: range(page, from, chunk.head + 1), at, chunk, mention });
}

/** "The Rolando bombing *was an attack* on 13 September": the same event, told by two nouns. */
function predicated(finder: Finder, chunk: Chunk, { clause }: At): Event | null {
  const { verb, objects, subject } = clause;
  if (verb?.lemma !== "be" || !objects.includes(chunk)) return null;
  for (const one of subject) {
    const event = finder.byToken.get(one.head);
    if (event !== undefined) return event;
  }
  return null;
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

/** The event told before that a mention means, or null: by what it names, else by where it stands. */
function told(finder: Finder, mention: Telling): Event | null {
  const { page, all } = finder;
  let near: Event | null = null;
  let may = 0;
  let only: Event | null = null;
  for (let i = all.length - 1; i >= Math.max(0, all.length - MEMORY); i -= 1) {
    const event = all[i];
    if (event === undefined || event.at.clause === mention.at.clause || !mayBe(event, mention)) continue;
    const how = pointsTo(page, event, mention);
    if (how === "said") return event;
    if (how === "near") near ??= event;
    may += 1;
    only = event;
  }
  // "the attack", far from the only one that was told of.
  return near ?? (may === 1 && only !== null && isBareMention(mention) ? only : null);
}

/** Events back that a mention is compared with: keeps a long document from taking the square of its time. */
const MEMORY = 60;

function verbTelling({ page, scopes }: Finder, at: At, type: string | null): Telling {
  return tellingOfVerb(page, at, {
    type,
    mode: scopeOf(page, at, scopes).mode,
    deadly: page.lists.is("deadly", at.clause.verb?.lemma ?? ""),
  });
}

/** A noun that only names what happened is as actual as its own words say: "a foiled attack". */
function modeOfNoun({ page, scopes }: Finder, chunk: Chunk, at: At): Mode {
  const own = nounMode(page, chunk, at);
  return own ?? (isDefinite(chunk) ? "actual" : scopeOf(page, at, scopes).mode);
}

function join(event: Event, token: number, mention: Telling, finder: Finder): void {
  finder.byToken.set(token, event);
  event.tellings.push(mention);
}

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
  for (const phrase of clause.phrases) {
    if (!INSIDE.has(phrase.preposition)) continue;
    for (const chunk of phrase.objects) {
      const event = finder.byToken.get(chunk.head);
      if (event !== undefined) return event;
    }
  }
  return null;
}

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
  const { page } = finder;
  const mention = verbTelling(finder, at, null);
  return add(finder, { type: null, token, range: range(page, token, token + 1), at, chunk: null, mention });
}
