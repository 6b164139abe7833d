import type { Mode } from "../0-model/claim.ts";
import type { Chunk, Clause, VerbGroup } from "../0-model/clause.ts";
import { typesAgree } from "../0-model/schema.ts";
import type { Range } from "../0-model/span.ts";
import { direct, eventBefore, eventOf, inside, isBare, lastBefore } from "./belonging.ts";
import { chunksOf } from "./chunks.ts";
import { isFigure, isForce } from "./figurative.ts";
import { type Deeds, type Finder, MEMORY, toldBy, toldIn } from "./finder.ts";
import { isPersonal } from "./lists.ts";
import { isGeneric, isMeans, isNamedOnly, isPredicate, isUntouched, nounType } from "./nominal.ts";
import { isOffence } from "./offence.ts";
import { type At, blockOf, clausesOf, firstOwn, isDefinite, type Page, parentOf, range, text } from "./page.ts";
import { isParcel } from "./parcels.ts";
import { nounMode, type Scopes, scopeOf } from "./scope.ts";
import { governorOf } from "./speaker.ts";
import {
  befellAlike,
  type Event,
  isHeadline,
  isKnown,
  mayBe,
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

/** The verbs of events, as the rules have them. */
export interface Waking {
  readonly tolls: ReadonlySet<string>;
  readonly deeds: Deeds;
}

/**
 * Finds the events of a document: operator `events`. `tolls` are the verbs that tell of one by what it cost; `scopes`
 * keeps how clauses are meant. Two mentions that mean the same are one event.
 */
export function findEvents(page: Page, { tolls, deeds }: Waking, scopes: Scopes): Events {
  const finder: Finder = {
    tolls,
    deeds,
    scopes,
    page,
    byToken: new Map(),
    tokens: new Map(),
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
  const memory = new Map<Clause, Event | null>();
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
  const known = same ?? goneOn(finder, at, type) ?? thatDay(finder, at, type) ?? told(finder, mention);
  if (known !== null) join(known, verb.head, mention, finder);
  else add(finder, { type, token: verb.head, range: range(page, verb.head, verb.head + 1), at, chunk: null, mention });
}

/** "ambushed a convoy, *torching* twelve trucks": what was done in the course of a deed is a part of it. */
function goneOn({ page, byToken }: Finder, at: At, type: string): Event | null {
  const { kind, subjectFrom, dates, verb } = at.clause;
  const goes = (kind === "gerund" || kind === "participle") && subjectFrom === "inherited" && verb?.voice === "active";
  const above = goes ? parentOf(page, at) : null;
  if (above?.clause.verb == null || at.clause.link !== "" || dates.length > 0) return null;
  const deed = byToken.get(above.clause.verb.head) ?? null;
  return deed?.type != null && deed.type !== "plot" && typesAgree(page.schema, deed.type, type) ? deed : null;
}

/** "The first attack came on 5 March, *when fighters raided a camp*": what happened on the day of a deed is that deed. */
function thatDay(finder: Finder, at: At, type: string): Event | null {
  const above = at.clause.link === "when" ? parentOf(finder.page, at)?.clause : null;
  if (above == null || above.verb?.voice !== "active" || above.dates.length === 0) return null;
  const deed = toldBy(finder, above.subject);
  return deed?.type != null && typesAgree(finder.page.schema, deed.type, type) ? deed : null;
}

/** "will continue *to strike* their targets": what somebody keeps doing to somebody, with no day of its own, is no one event. */
function isKeptUp(page: Page, at: At): boolean {
  const { kind, dates } = at.clause;
  const above = kind === "infinitive" ? (parentOf(page, at)?.clause ?? null) : null;
  const keeps = above?.verb?.lemma === "continue" && above.verb.tense !== "past";
  return keeps && dates.length + above.dates.length === 0;
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
  // "fired at a motorcyclist"
  const shot = verb.lemma === "fire" && verb.voice === "active" && objects.length === 0;
  const aimed = shot ? clause.phrases.filter(({ preposition }) => preposition === "at" || preposition === "on") : [];
  if (aimed.some(({ objects: whom }) => whom.some((one) => isPerson(page, one)))) return "shooting";
  // "was hit in the shoulder": where it hurt, and no attack on somebody.
  const hurt = clause.phrases.some(({ objects: [part] }) => page.lists.is("body-part", part?.lemma ?? ""));
  if (hurt && page.lists.is("forceful", verb.lemma) && verb.voice === "passive") return null;
  const listed = page.lists.eventVerbs.get(verb.lemma) ?? null;
  const bomber = verb.voice === "active" && subject.some(({ lemma }) => lemma === "bomber");
  return listed ?? (bomber && page.lists.is("ramming", verb.lemma) ? "attack" : null);
}

/** "blew himself up", "detonated her vest": who dies of their own deed. */
function isOfItself(page: Page, { clause }: At): boolean {
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
  if (isKeptUp(page, at)) return true;
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

/** A toll that no event beside it explains: one of the sentence before ("20 people died."), else an event of its own. */
function tollEvent(finder: Finder, at: At, token: number): void {
  const { page } = finder;
  const beside = eventOf(finder, at, new Map()) ?? eventBefore(finder, at, new Map());
  if (beside !== null) {
    // Whom it befell is known of it from here on.
    const toll = verbTelling(finder, at, null);
    tell(unite(finder, beside, toll), [toll]);
    return;
  }
  const { verb, subject, objects } = at.clause;
  const dead = verb?.voice === "active" && objects.length > 0 ? objects : subject;
  const counted =
    dead.length > 0 &&
    dead.every((chunk) => chunk.quantity !== null || isSome(page, chunk) || isCompanion(page, chunk, at));
  // "The group killed 829 people in all" is a deed of its own; "20 people died" goes on with what was told.
  const agentless = verb?.voice === "passive" || objects.length === 0 || subject.every((chunk) => pointsBack(chunk));
  // "The ministry *on Tuesday* said that 23 were killed": when and where it was said is not when and where it was done.
  const said = governorOf(page, at)?.index;
  const alone = clausesOf(page, at.sentence).every((one) => one.index === said || isBare(one));
  const mention = verbTelling(finder, at, null);
  const sum = isSum(page, at);
  const before =
    beneath(finder, at) ??
    beforeBracket(finder, at) ??
    (counted && agentless && alone && !sum ? lastBefore(finder, at) : null) ??
    (sum ? null : told(finder, mention));
  const words = isParcel(at.clause) ? range(page, token, verb?.to ?? token + 1) : range(page, token, token + 1);
  // "He died in 2003": a death alone tells of nothing that was done.
  const death = objects.length === 0 && verb?.voice === "active" && !counted;
  if (before !== null) join(unite(finder, before, mention), token, mention, finder);
  else if (!death) add(finder, { type: null, token, range: words, at, chunk: null, mention });
}

/** "Bombing of a bank in Lyon (*2 killed*, 14 injured)": what stands before the bracket. */
function beforeBracket(finder: Finder, { sentence, clause: { subject } }: At): Event | null {
  const from = subject[0]?.from ?? 0;
  if (finder.page.marks.words.lower[from - 1] !== "(") return null;
  return toldIn(finder, sentence).findLast(({ chunk }) => chunk !== null && chunk.to < from) ?? null;
}

/** The event that a toll belongs to; one with an earlier one that befell as many of the same: nobody is killed twice. */
function unite(finder: Finder, event: Event, toll: Telling): Event {
  const { page, all } = finder;
  const [first] = all;
  const headline = first !== undefined && first !== event && isHeadline(page, first, toll, event) ? first : undefined;
  const same = headline ?? all.slice(-MEMORY).find((one) => one !== event && befellAlike(page, one, toll, event));
  if (same === undefined || same.range[0] > event.range[0]) return event;
  merge(finder, event, same);
  return same;
}

/** Makes one of two events that are the same: all that was told of the later one is told of the earlier. */
function merge({ byToken, tokens, all, bySentence, mentioned }: Finder, later: Event, earlier: Event): void {
  const own = tokens.get(later) ?? [];
  for (const { token } of own) byToken.set(token, earlier);
  tokens.get(earlier)?.push(...own);
  for (const lists of [bySentence, mentioned])
    for (const { sentence } of own) {
      const kept = (lists.get(sentence) ?? []).map((event) => (event === later ? earlier : event));
      lists.set(sentence, [...new Set(kept)]);
    }
  all.splice(all.lastIndexOf(later), 1);
  tell(earlier, later.tellings);
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

/** "*His driver* was also killed", "two guards and *his son* were hurt": somebody beside those whom it befell. */
function isCompanion(page: Page, chunk: Chunk, { clause: { verb, chunks } }: At): boolean {
  const whose = chunk.possessor?.form === "pronoun";
  if (chunk.form !== "noun" || !(whose || isDefinite(chunk)) || verb?.voice !== "passive") return false;
  const also = page.marks.words.lower.slice(verb.from, verb.head).includes("also");
  return isPerson(page, chunk) && (also || (whose && chunks.length > 1));
}

function isPerson({ lists }: Page, { lemma, name }: Chunk): boolean {
  return isPersonal(lists, lemma) || name?.kind === "person";
}

/** "guests", "a guard": people who are brought in. */
function isSome(page: Page, chunk: Chunk): boolean {
  return chunk.form === "noun" && !isDefinite(chunk) && page.lists.counted.get(chunk.lemma)?.unit === "people";
}

/** "They killed 20": whoever was spoken of. */
function pointsBack(chunk: Chunk): boolean {
  return chunk.form === "pronoun" || (isDefinite(chunk) && chunk.names.length === 0 && chunk.possessor === null);
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
  finder.tokens.set(event, [{ token: found.token, sentence: found.at.sentence }]);
  finder.all.push(event);
  finder.bySentence.set(found.at.sentence, [...toldIn(finder, found.at.sentence), event]);
  mentionIn(finder, found.at.sentence, event);
  return event;
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
  if (isMeans(chunk, at) || isNamedOnly(page, chunk, at) || isUntouched(page, chunk)) return;
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

/** The event told before that a mention means, or null: by what it names, else by where it stands. */
export function told(finder: Finder, mention: Telling): Event | null {
  const { page, all } = finder;
  let near: Event | null = null;
  let may = 0;
  let only: Event | null = null;
  for (let i = all.length - 1; i >= Math.max(0, all.length - MEMORY); i -= 1) {
    const event = all[i];
    if (event === undefined || event.at.clause === mention.at.clause || !mayBe(page, event, mention)) continue;
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

/** Keeps what is said of an event, as far as anybody will compare it: a text of one event stays linear. */
function tell({ tellings }: Event, said: readonly Telling[]): void {
  tellings.push(...said.slice(0, Math.max(0, MEMORY - tellings.length)));
}

/** Keeps that a sentence speaks of an event. */
function mentionIn({ mentioned }: Finder, sentence: number, event: Event): void {
  const known = mentioned.get(sentence) ?? [];
  if (!known.includes(event)) mentioned.set(sentence, [...known, event]);
}

function join(event: Event, token: number, mention: Telling, finder: Finder): void {
  finder.byToken.set(token, event);
  const { sentence } = mention.at;
  finder.tokens.get(event)?.push({ token, sentence });
  mentionIn(finder, mention.at.sentence, event);
  tell(event, [mention]);
}

/** Clauses whose subject is the event, or that hang on a noun that tells of it, say more of it. */
function contexts(finder: Finder, at: At): void {
  for (const chunk of at.clause.subject) {
    const event = finder.byToken.get(chunk.head);
    if (event !== undefined && !event.contexts.some((known) => known.clause === at.clause)) event.contexts.push(at);
  }
}

function ownEvent(finder: Finder, at: At, token: number): Event {
  const known = finder.byToken.get(token);
  if (known !== undefined) return known;
  const { page } = finder;
  const mention = verbTelling(finder, at, null);
  return add(finder, { type: null, token, range: range(page, token, token + 1), at, chunk: null, mention });
}
