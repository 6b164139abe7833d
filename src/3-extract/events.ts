import type { Mode } from "../0-model/claim.ts";
import type { Chunk, VerbGroup } from "../0-model/clause.ts";
import type { Range } from "../0-model/span.ts";
import { isOffence } from "./offence.ts";
import { type At, blockOf, clausesOf, firstOwn, INSIDE, isDefinite, type Page, parentOf, range, text } from "./page.ts";
import { isParcel } from "./parcels.ts";
import { nounMode, type Scope, scopeOf } from "./scope.ts";
import {
  befellAlike,
  type Event,
  isKnown,
  isTold,
  mayBe,
  NEAR,
  pointsTo,
  type Telling,
  tellingOfNoun,
  tellingOfVerb,
} from "./telling.ts";

export type { Event } from "./telling.ts";

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
  readonly deeds: Deeds;
  readonly page: Page;
  readonly byToken: Map<number, Event>;
  readonly all: Event[];
  /** The same by sentence, in the order of their triggers. */
  readonly bySentence: Map<number, Event[]>;
  /** By sentence, with those that it only mentions again. */
  readonly mentioned: Map<number, Event[]>;
}

/** Verbs that tell of an event with certain objects only: "fired *shots*", "took *hostages*". */
export type Deeds = ReadonlyMap<string, readonly { readonly with: ReadonlySet<string>; readonly type: string }[]>;

/** The verbs of events, as the rules have them. */
export interface Waking {
  readonly tolls: ReadonlySet<string>;
  readonly deeds: Deeds;
}

/**
 * Finds the events of a document: operator `events`. `tolls` are the verbs that tell of one by what it cost; `scopes`
 * keeps how clauses are meant. Two mentions that mean the same are one event.
 */
export function findEvents(page: Page, { tolls, deeds }: Waking, scopes: Map<string, Scope>): Events {
  const finder: Finder = {
    tolls,
    deeds,
    scopes,
    page,
    byToken: new Map(),
    all: [],
    bySentence: new Map(),
    mentioned: new Map(),
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
  if (isAbout(page, at) || isForce(page, at) || isFigure(page, at)) return;
  const listed = typeOfVerb(finder, at);
  if (listed === null) return;
  const type = isOfItself(page, at) ? "suicide-attack" : isFlown(page, at) ? "airstrike" : listed;
  const plan = plannedBy(finder, at);
  if (plan !== null) {
    join(plan, verb.head, verbTelling(finder, at, null), finder);
    return;
  }
  // "and Kidal in 2013": what was left out cannot be told again.
  if (isParcel(at.clause)) {
    const words = range(page, verb.from, verb.to);
    add(finder, { type, token: verb.head, range: words, at, chunk: null, mention: verbTelling(finder, at, type) });
    return;
  }
  // "The blast hit a bus", "a roadside bomb detonated": the subject tells of it already.
  const same = verb.voice === "active" ? toldBy(finder, at.clause.subject) : null;
  // "launched an attack", "raided in a raid": the noun tells of it, and better.
  if (at.clause.objects.some((chunk) => finder.byToken.has(chunk.head)) && page.lists.support.has(verb.lemma)) return;
  const mention = verbTelling(finder, at, type);
  const known = same ?? told(finder, mention);
  if (known !== null) join(known, verb.head, mention, finder);
  else add(finder, { type, token: verb.head, range: range(page, verb.head, verb.head + 1), at, chunk: null, mention });
}

/** The type of deed that a verb tells of: by itself, by what it is done with ("opened *fire*"), or by who does it. */
function typeOfVerb({ page, deeds }: Finder, { clause }: At): string | null {
  const { verb, subject, objects } = clause;
  if (verb === null) return null;
  const patients = verb.voice === "passive" ? subject : objects;
  const deed = deeds.get(verb.lemma)?.find(({ with: lemmas }) => patients.some(({ lemma }) => lemmas.has(lemma)));
  if (deed !== undefined) return deed.type;
  // "their vehicle hit a landmine"
  const mined = page.lists.is("forceful", verb.lemma) && patients.some(({ lemma }) => page.lists.is("mine", lemma));
  if (mined && verb.voice === "active") return "bombing";
  const listed = page.lists.eventVerbs.get(verb.lemma) ?? null;
  const bomber = verb.voice === "active" && subject.some(({ lemma }) => lemma === "bomber");
  return listed ?? (bomber && page.lists.is("ramming", verb.lemma) ? "attack" : null);
}

function toldBy({ byToken, page }: Finder, chunks: readonly Chunk[]): Event | null {
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

/** "blew himself up", "detonated her vest": who dies of their own deed. */
export function isOfItself(page: Page, { clause }: At): boolean {
  const { verb, objects } = clause;
  if (verb === null || verb.voice === "passive" || !page.lists.is("blasting", verb.lemma)) return false;
  return objects.some(
    ({ form, lemma }) => (form === "pronoun" && page.lists.is("reflexive", lemma)) || page.lists.is("worn", lemma),
  );
}

/** "a plot *to bomb a synagogue*", "a plan by the cell *to blow up a bridge*": the noun tells of it, and what became of it. */
function plannedBy(finder: Finder, at: At): Event | null {
  const { page } = finder;
  const parent = at.clause.kind === "infinitive" ? parentOf(page, at) : null;
  if (parent === null) return null;
  const noun = chunksOf(parent).findLast(
    (chunk) => chunk.form === "noun" && chunk.to <= at.clause.from && page.lists.is("plotting", chunk.lemma),
  );
  const end = noun?.phrases.at(-1)?.to ?? noun?.to ?? -1;
  if (noun === undefined || at.clause.from - end > 1) return null;
  const known = finder.byToken.get(noun.head);
  if (known !== undefined) return known;
  const mention = tellingOfNoun(page, noun, parent, { type: "plot", mode: modeOfNoun(finder, noun, parent) });
  const words = range(page, noun.head, noun.head + 1);
  return add(finder, { type: "plot", token: noun.head, range: words, at: parent, chunk: noun, mention });
}

/** What a clause tells of by its toll alone: asked once all that is told otherwise is known. */
function clauseToll(finder: Finder, at: At): void {
  const { verb } = at.clause;
  if (verb === null || finder.byToken.has(verb.head) || isAbout(finder.page, at)) return;
  if (finder.tolls.has(verb.lemma)) tollEvent(finder, at, verb.head);
}

/** "Russian jets struck the depot": what flies strikes from the air. */
function isFlown(page: Page, { clause: { verb, subject, phrases } }: At): boolean {
  const by = phrases.find(({ preposition }) => preposition === "by")?.objects ?? [];
  const doers = verb?.voice === "passive" ? by : subject;
  return doers.some(({ lemma }) => page.lists.is("flying", lemma));
}

/** Whether a clause only says what a noun is about. "accused of killing 12" tells of a deed. */
export function isAbout(page: Page, at: At): boolean {
  const { clause } = at;
  if (clause.verb?.form !== "gerund") return false;
  if (!ABOUT.has(clause.link) && !(clause.link === "with" && clause.subjectFrom !== "own")) return false;
  return !page.lists.is("charging", parentOf(page, at)?.clause.verb?.lemma ?? "");
}

const ABOUT = new Set(["on", "for", "of", "to", "at", "about", "from", "against", "towards", "toward"]);

/** "an attack in Madrid, Spain, which killed 13": what hangs on a place by "which" is said of what happened there. */
export function isOfPlace({ clause }: At): boolean {
  if (clause.kind !== "relative" || clause.subjectFrom !== "antecedent" || clause.link === "who") return false;
  const [noun] = clause.subject;
  // "an attack that killed 169 Afghans, a bombing that killed nine": nor were those who died there.
  return noun?.name?.kind === "place" || (noun?.quantity != null && clause.link !== "" && clause.link !== "who");
}

/** "attacked the policy", "executed the sentence", "the shuttle exploded": the words of a deed, and none that was done to anybody. */
function isFigure(page: Page, { sentence, clause }: At): boolean {
  const { verb, subject, objects, phrases } = clause;
  if (verb === null) return false;
  const { lists } = page;
  const [doer] = subject;
  const patients = verb.voice === "passive" || objects.length === 0 ? subject : objects;
  if (lists.is("bursting", verb.lemma) && verb.voice === "active" && objects.length === 0) {
    const laden = clausesOf(page, sentence).some(
      ({ clause: one }) => one.verb !== null && lists.is("laden", one.verb.lemma) && one.subject[0] === doer,
    );
    return doer !== undefined && !lists.instruments.has(doer.lemma) && !laden;
  }
  if (verb.voice === "active" && doer?.name != null && WRITING.has(doer.name.kind)) return true;
  if (lists.is("bodily", verb.lemma)) {
    if (objects.length === 0 && verb.voice === "active")
      return !phrases.some(({ preposition }) => preposition === "at" || preposition === "on" || preposition === "into");
    return patients.length > 0 && patients.every((one) => isThing(page, one));
  }
  return patients.length > 0 && patients !== subject && patients.every(({ lemma }) => lists.is("untouched", lemma));
}

const WRITING: ReadonlySet<string> = new Set(["outlet", "publication", "document"]);

/** A noun that is nobody. */
function isThing({ lists }: Page, { form, lemma, names }: Chunk): boolean {
  if (form !== "noun" || names.length > 0) return false;
  if (lists.counted.get(lemma)?.unit === "people" || lists.heads.has(lemma)) return false;
  return lists.classes.get(lemma) !== "person" && lists.classes.get(lemma) !== "group";
}

/** "A storm hit the region", "the crisis struck": what is neither somebody nor a weapon attacks nobody. */
function isForce(page: Page, { clause }: At): boolean {
  const { verb, subject } = clause;
  const [doer] = subject;
  if (verb === null || verb.voice === "passive" || doer === undefined || !page.lists.is("forceful", verb.lemma))
    return false;
  if (clause.objects.some(({ lemma }) => page.lists.is("mine", lemma))) return false;
  if (doer.form === "pronoun" || doer.form === "number") return false;
  if (doer.form === "name") return doer.name?.kind === "place" && doer.name.place?.precision !== "country";
  const { lists } = page;
  const people = lists.counted.get(doer.lemma)?.unit === "people" || lists.classes.get(doer.lemma) === "person";
  const body = lists.heads.get(doer.lemma);
  const armed = lists.instruments.has(doer.lemma) || lists.eventNouns.has(doer.lemma);
  return (
    !people && !armed && (body === undefined || body === "event" || body === "document") && doer.names.length === 0
  );
}

/** A toll that no event beside it explains: one of the sentence before ("20 people died."), else an event of its own. */
function tollEvent(finder: Finder, at: At, token: number): void {
  const { page } = finder;
  const beside = eventOf(finder, at, new Map()) ?? eventBefore(finder, at, new Map());
  if (beside !== null) {
    // Whom it befell is known of it from here on.
    const toll = verbTelling(finder, at, null);
    unite(finder, beside, toll).tellings.push(toll);
    return;
  }
  const { verb, subject, objects } = at.clause;
  const dead = verb?.voice === "active" && objects.length > 0 ? objects : subject;
  const counted = dead.length > 0 && dead.every((chunk) => chunk.quantity !== null || isSome(page, chunk));
  // "The group killed 829 people in all" is a deed of its own; "20 people died" goes on with what was told.
  const agentless = verb?.voice === "passive" || objects.length === 0 || subject.every((chunk) => pointsBack(chunk));
  const alone = clausesOf(page, at.sentence).every((one) => isBare(one));
  const mention = verbTelling(finder, at, null);
  const sum = isSum(page, at);
  const before =
    beneath(finder, at) ??
    (counted && agentless && alone && !sum ? lastBefore(finder, at) : null) ??
    (sum ? null : told(finder, mention));
  const words = isParcel(at.clause) ? range(page, token, verb?.to ?? token + 1) : range(page, token, token + 1);
  // "He died in 2003": a death alone tells of nothing that was done.
  const death = objects.length === 0 && verb?.voice === "active" && !counted;
  if (before !== null) join(unite(finder, before, mention), token, mention, finder);
  else if (!death) add(finder, { type: null, token, range: words, at, chunk: null, mention });
}

/** The event that a toll belongs to; one with an earlier one that befell as many of the same: nobody is killed twice. */
function unite(finder: Finder, event: Event, toll: Telling): Event {
  const same = finder.all.slice(-MEMORY).find((one) => one !== event && befellAlike(one, toll, event));
  if (same === undefined || finder.all.indexOf(same) > finder.all.indexOf(event)) return event;
  merge(finder, event, same);
  return same;
}

/** Makes one of two events that are the same: all that was told of the later one is told of the earlier. */
function merge({ byToken, all, bySentence, mentioned }: Finder, later: Event, earlier: Event): void {
  for (const [token, event] of byToken) if (event === later) byToken.set(token, earlier);
  for (const lists of [bySentence, mentioned])
    for (const [sentence, events] of lists) {
      const kept = events.map((event) => (event === later ? earlier : event));
      lists.set(sentence, [...new Set(kept)]);
    }
  all.splice(all.indexOf(later), 1);
  earlier.tellings.push(...later.tellings);
}

/** "829 people in all": a sum over many events. */
function isSum({ marks: { words } }: Page, { clause }: At): boolean {
  const said = words.lower.slice(clause.from, clause.to + 3).join(" ");
  return SUM.test(said);
}

const SUM = /\b(?:in (?:all|total)|altogether|overall|all told|over the years|a total of)\b/;

/** "Four people were killed and 12 wounded in a bombing", "died after a bomb exploded": what the next clause tells of. */
function beneath(finder: Finder, at: At): Event | null {
  for (const one of clausesOf(finder.page, at.sentence)) {
    const { clause } = one;
    if (clause.parent !== at.index || one.index <= at.index) continue;
    const joined = clause.kind === "coordinate" || clause.kind === "gerund";
    if (!joined && !(clause.kind === "subordinate" && WITH.has(clause.link))) continue;
    const found = (joined ? inside(finder, one) : direct(finder, one)) ?? beneath(finder, one);
    if (found !== null) return found;
  }
  return null;
}

/** Words that set a toll beside what brought it. */
const WITH = new Set(["when", "after", "as", "while"]);

/** "guests", "a guard": people who are brought in. */
function isSome(page: Page, chunk: Chunk): boolean {
  return chunk.form === "noun" && !isDefinite(chunk) && page.lists.counted.get(chunk.lemma)?.unit === "people";
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
  mentionIn(finder, found.at.sentence, event);
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
  // "the murder of hundreds": of many at once.
  if (type === "assassination" && isOfMany(chunk)) return "massacre";
  if (type !== undefined) return type === "none" ? undefined : type;
  const { undertakings } = page.lists;
  const undertaking = undertakings.get(`${before} ${chunk.lemma}`) ?? undertakings.get(chunk.lemma);
  if (undertaking !== undefined && (isUnderway(page, chunk, at) || aimOf(page, chunk, at) !== null)) return undertaking;
  const acts =
    at.clause.subject.includes(chunk) &&
    at.clause.verb?.voice === "active" &&
    page.lists.is("deed", at.clause.verb.lemma);
  return acts ? (instruments.get(`${before} ${chunk.lemma}`) ?? instruments.get(chunk.lemma)) : undefined;
}

function isOfMany(chunk: Chunk): boolean {
  const [phrase] = chunk.phrases;
  const [whom] = phrase?.preposition === "of" && phrase.from === chunk.to ? phrase.objects : [];
  const vague = whom?.quantity?.quantity.bound === "vague";
  return vague || (whom?.quantity?.quantity.low ?? 0) > MANY;
}

/** More than these at once are no assassination. */
const MANY = 4;

/** "conducted a strike", "the operation began": somebody carries it out; "the advances around Sirte": one that is known. */
function isUnderway(page: Page, chunk: Chunk, { clause }: At): boolean {
  const { verb, objects, subject } = clause;
  const placed = chunk.phrases.some(
    ({ preposition, objects: [where] }) => AROUND.has(preposition) && where?.name?.kind === "place",
  );
  if (placed && chunk.determiner === "definite") return true;
  // "started the operations of its subsidiary": only one against somebody is an operation of war.
  if (chunk.lemma === "operation") return chunk.phrases.some(({ preposition }) => preposition === "against");
  if (verb === null) return false;
  const governed = verb.voice === "active" ? objects.includes(chunk) : subject.includes(chunk);
  const opened = chunk.lemma !== "strike" && page.lists.is("opening", verb.lemma);
  return governed && (page.lists.support.has(verb.lemma) || opened);
}

const AROUND = new Set(["in", "near", "around", "on", "toward", "towards", "outside"]);

/** "the operation *to retake the town*": the clause that says what it is for, or null. */
export function aimOf(page: Page, chunk: Chunk, at: At): At | null {
  const aim = clausesOf(page, at.sentence).find(
    ({ clause }) => clause.kind === "infinitive" && clause.verb?.from === chunk.to,
  );
  return aim !== undefined && page.lists.is("winning", aim.clause.verb?.lemma ?? "") ? aim : null;
}

function nounEvent(finder: Finder, chunk: Chunk, at: At): void {
  const { page } = finder;
  const type = nounType(page, chunk, at);
  if (finder.byToken.has(chunk.head) || chunk.form !== "noun") return;
  if (type === undefined) {
    if (finder.page.lists.is("killing", chunk.lemma)) killingEvent(finder, chunk, at);
    else bombTold(finder, chunk, at);
    return;
  }
  if (isMeans(chunk, at) || isNamedOnly(page, chunk, at)) return;
  const mention = tellingOfNoun(page, chunk, at, { type, mode: modeOfNoun(finder, chunk, at) });
  const known = predicated(finder, chunk, at) ?? told(finder, mention);
  if (known !== null) {
    join(known, chunk.head, mention, finder);
    return;
  }
  if (isGeneric(page, chunk, at) || isPredicate(page, chunk, at) || isOffence(page, chunk, at)) return;
  const from = chunk.quantity?.from ?? firstOwn(page, chunk);
  add(finder, { type, token: chunk.head, range: range(page, from, chunk.head + 1), at, chunk, mention });
}

/** "The bomb had been hidden in a bag": a thing that is known from what was told of it. */
function bombTold(finder: Finder, chunk: Chunk, at: At): void {
  const { page } = finder;
  const type = page.lists.instruments.get(chunk.lemma);
  if (type === undefined || chunk.plural || !isDefinite(chunk) || !at.clause.subject.includes(chunk)) return;
  const mention = tellingOfNoun(page, chunk, at, { type, mode: "actual" });
  const known = isKnown(mention) ? told(finder, mention) : null;
  if (known !== null) join(known, chunk.head, mention, finder);
}

/** "killed by mortar fire": with what it was done. */
function isMeans(chunk: Chunk, { clause }: At): boolean {
  if (chunk.lemma !== "fire" && chunk.lemma !== "gunfire") return false;
  return clause.phrases.some(({ preposition, objects }) => preposition === "by" && objects.includes(chunk));
}

/** "the killing", "the murder of a priest": a death by its noun. By itself it only goes on with one that was told. */
function killingEvent(finder: Finder, chunk: Chunk, at: At): void {
  const { page } = finder;
  if (finder.byToken.has(chunk.head) || chunk.form !== "noun") return;
  const mention = tellingOfNoun(page, chunk, at, { type: null, mode: modeOfNoun(finder, chunk, at) });
  const known = told(finder, mention);
  if (known !== null) join(known, chunk.head, mention, finder);
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
function isGeneric(page: Page, chunk: Chunk, at: At): boolean {
  if (chunk.determiner === "negative") return false;
  if (!chunk.plural || chunk.quantity !== null || chunk.dates.length > 0 || chunk.after.length > 0) return false;
  // "twin bombings killed 55", "a wave of bombings"
  const { verb, subject, phrases, dates } = at.clause;
  const cost = verb?.tense === "past" && subject.includes(chunk) && page.lists.is("deed", verb.lemma);
  const series = phrases.some(({ preposition, objects, from }) => {
    return (
      preposition === "of" && objects.includes(chunk) && page.lists.is("series", page.marks.words.lower[from - 1] ?? "")
    );
  });
  // "prompting Russian airstrikes"
  const named = chunk.names.length > 0 && verb !== null && verb.tense !== "present" && verb.modal === null;
  return dates.length === 0 && !cost && !series && !named && !isPresent(page, chunk) && !isMarked(page, chunk, at);
}

/** "*recent* attacks", "the *ongoing* airstrikes": those of these days. */
function isPresent(page: Page, chunk: Chunk): boolean {
  const { lower } = page.marks.words;
  for (let i = chunk.from; i < chunk.head; i += 1) if (page.lists.is("lately", lower[i] ?? "")) return true;
  return false;
}

/** "operations to retake the town", "attacks in Syria which have killed 12": what they are for or did marks them out. */
function isMarked(page: Page, chunk: Chunk, at: At): boolean {
  if (aimOf(page, chunk, at) !== null) return true;
  return clausesOf(page, at.sentence).some(({ clause }) => {
    const { kind, subjectFrom, subject, verb } = clause;
    const past = verb !== null && (verb.perfect || verb.tense === "past");
    return kind === "relative" && subjectFrom === "antecedent" && past && subject.includes(chunk);
  });
}

/** "charged with murder", "proven in battle", "each attack", "the execution of the plan": a kind of deed, and none that was done. */
function isNamedOnly(page: Page, chunk: Chunk, at: At): boolean {
  const { lower } = page.marks.words;
  if (DISTRIBUTING.has(lower[chunk.from] ?? "")) return true;
  const [phrase] = chunk.phrases;
  const [of] = phrase?.preposition === "of" ? phrase.objects : [];
  const thing = of?.form === "noun" && page.lists.counted.get(of.lemma)?.unit !== "people" && of.names.length === 0;
  if (thing && page.lists.is("suffered", chunk.lemma)) return page.lists.classes.get(of.lemma) !== "person";
  const bare = chunk.determiner === "none" && !chunk.plural && chunk.quantity === null && chunk.possessor === null;
  if (!bare || chunk.names.length > 0 || chunk.dates.length > 0) return false;
  if (at.clause.subject.includes(chunk) || at.clause.verb === null) return false;
  const governed = at.clause.phrases.some(
    ({ objects, preposition }) => objects.includes(chunk) && GOVERNING.has(preposition),
  );
  return governed && (chunk.phrases.length === 0 || page.lists.is("charging", at.clause.verb.lemma));
}

const DISTRIBUTING = new Set(["each", "every", "any"]);
/** Prepositions after which a bare noun names a charge, a threat or a way of acting. */
const GOVERNING = new Set(["with", "of", "for", "to", "in"]);

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
    // "the attack" is hardly one that only a toll tells of.
    if (event.type === null) continue;
    may += 1;
    only = event;
  }
  // "the attack", far from the only one that was told of.
  return near ?? (may === 1 && only !== null && isKnown(mention) ? only : null);
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

/** Keeps that a sentence speaks of an event. */
function mentionIn({ mentioned }: Finder, sentence: number, event: Event): void {
  const known = mentioned.get(sentence) ?? [];
  if (!known.includes(event)) mentioned.set(sentence, [...known, event]);
}

function join(event: Event, token: number, mention: Telling, finder: Finder): void {
  finder.byToken.set(token, event);
  mentionIn(finder, mention.at.sentence, event);
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
  const found = direct(finder, at) ?? (isParcel(at.clause) ? null : above(finder, at, memory));
  memory.set(key, found);
  return found;
}

function direct(finder: Finder, at: At): Event | null {
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
function inside({ byToken }: Finder, { clause }: At): Event | null {
  for (const phrase of clause.phrases) {
    if (!INSIDE.has(phrase.preposition)) continue;
    for (const chunk of phrase.objects) {
      const event = byToken.get(chunk.head);
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
    const told = finder.mentioned.get(sentence)?.[0];
    if (told !== undefined) return placed(finder, at) ?? told;
  }
  return null;
}

/** "6,800 people have fled Tchabi": the last event that was told of a place which the clause names. */
function placed({ page, all }: Finder, at: At): Event | null {
  const { places } = tellingOfVerb(page, at, { type: null, mode: "actual", deadly: false });
  if (places.length === 0) return null;
  const near = all.slice(-MEMORY).filter((event) => event.at.sentence < at.sentence);
  return near.findLast((event) => isTold(event, places)) ?? null;
}

function eventBefore(finder: Finder, at: At, memory: Map<string, Event | null>): Event | null {
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
