import type { Chunk } from "../0-model/clause.ts";
import { type At, clausesOf, type Page } from "./page.ts";

// What a noun tells of: the type of event that it names, and the nouns that name a kind of deed and none that was done.

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

/** "his battle with *depression*", "the attack on Wednesday's *bill*": what nobody fights with weapons. */
export function isUntouched({ lists }: Page, chunk: Chunk): boolean {
  const whom = chunk.phrases.filter(({ preposition }) => AGAINST.has(preposition)).flatMap(({ objects }) => objects);
  return whom.length > 0 && whom.every(({ form, lemma }) => form === "noun" && lists.is("untouched", lemma));
}

const AGAINST = new Set(["on", "against", "with", "of"]);

/** "killed by mortar fire": with what it was done. */
export function isMeans(chunk: Chunk, { clause }: At): boolean {
  if (chunk.lemma !== "fire" && chunk.lemma !== "gunfire") return false;
  return clause.phrases.some(({ preposition, objects }) => preposition === "by" && objects.includes(chunk));
}

/** "marking the group's first attack abroad": says of an event what it was, and tells of no other. */
export function isPredicate(page: Page, chunk: Chunk, at: At): boolean {
  const { verb, objects } = at.clause;
  return verb !== null && page.lists.is("predicating", verb.lemma) && objects.includes(chunk);
}

/** "ISIS–K attacks occur in ...": a plural without number, date or article tells of a habit, not of events. */
export function isGeneric(page: Page, chunk: Chunk, at: At): boolean {
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
  // "the attacks in Gao and Kidal were condemned": an article and a place mark out those that were made.
  const made = chunk.determiner === "definite" && at.clause.verb !== null && at.clause.verb.modal === null;
  const [where] = chunk.phrases;
  const placed = where?.preposition === "in" || where?.preposition === "around";
  if (made && placed && where.objects.every(({ name }) => name?.kind === "place")) return true;
  return clausesOf(page, at.sentence).some(({ clause }) => {
    const { kind, subjectFrom, subject, verb } = clause;
    const past = verb !== null && (verb.perfect || verb.tense === "past");
    return kind === "relative" && subjectFrom === "antecedent" && past && subject.includes(chunk);
  });
}

/** "charged with murder", "proven in battle", "each attack", "the execution of the plan": a kind of deed, and none that was done. */
export function isNamedOnly(page: Page, chunk: Chunk, at: At): boolean {
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
  if (!governed) return false;
  // "lives on kidnapping for ransom"
  const [purpose] = chunk.phrases;
  const way = purpose?.preposition === "for" && purpose.objects.every(({ names }) => names.length === 0);
  return chunk.phrases.length === 0 || way || page.lists.is("charging", at.clause.verb.lemma);
}

const DISTRIBUTING = new Set(["each", "every", "any"]);

/** Prepositions after which a bare noun names a charge, a threat or a way of acting. */
const GOVERNING = new Set(["with", "of", "for", "to", "in", "through", "from", "including", "such as", "via"]);
