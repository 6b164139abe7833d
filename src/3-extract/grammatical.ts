import type { Chunk, Clause, Phrase } from "../0-model/clause.ts";
import { bodyWord } from "./bodies.ts";
import { RELATIVE } from "./dated.ts";
import { datedAfter } from "./entries.ts";
import { type Event, isOfPlace } from "./events.ts";
import { type Filling, filling, inTurn, nameChunk, type Trigger } from "./filling.ts";
import { described, holders, losers, prenominal } from "./offices.ts";
import { aimers } from "./official.ts";
import { type At, clausesOf, INSIDE, type Page, parentOf } from "./page.ts";
import { term } from "./terms.ts";

/** What the grammar itself puts in a slot: of the verb, or of the noun. */
export function grammatical(page: Page, trigger: Trigger, slot: string): readonly Filling[] {
  return trigger.chunk === null ? verbSlot(page, trigger, slot) : nounSlot(page, trigger, trigger.chunk, slot);
}

function verbSlot(page: Page, { at, event }: Trigger, slot: string): readonly Filling[] {
  const { clause } = at;
  const passive = clause.verb?.voice === "passive";
  const aimed = aimers(page, at);
  const by = (): readonly Filling[] => byWhom(page, sharing(page, at), at);
  switch (slot) {
    case "subject":
      return aimed === null
        ? filling(clause.subject, subjectHow(at, "subject"), at)
        : filling(aimed, "whose aim it is", at);
    case "object":
    case "complement":
      return filling(clause.objects, slot, at);
    case "second":
      return filling(clause.second, "second object", at);
    case "agent":
      // "police foiled a plot to bomb it": who would have done it is not said.
      if (event?.type === "plot" && clause.kind === "infinitive") return [];
      if (isOfPlace(at)) return passive ? by() : [];
      if (!passive && aimed !== null) return filling(aimed, "whose aim it is", at);
      if (!passive && isAimed(page, at)) return [];
      return passive ? by() : filling(doersIn(page, at), subjectHow(at, "subject"), at);
    case "patient":
      return passive
        ? (bracketed(page, at) ?? filling(clause.subject, subjectHow(at, "passive subject"), at))
        : filling(clause.objects, "object", at);
    case "bearer":
    case "modifier":
    case "possessor":
    case "self":
      return [];
    default:
      return inTurn(prepositions(nearVerb(clause, slot), slot, at), contextual(page, event, at, slot));
  }
}

/** "a threat of Daesh (*also known as* ISIL)", "militiamen, *known as* X": a naming participle is said of what stands before it. */
function bracketed(page: Page, at: At): readonly Filling[] | null {
  const { clause } = at;
  if (clause.kind !== "participle" || !NAMING.has(clause.verb?.lemma ?? "")) return null;
  const { lower } = page.marks.words;
  let sign = clause.from - 1;
  while (sign > 0 && clause.from - sign < 3 && lower[sign] !== "(" && lower[sign] !== ",") sign -= 1;
  if (lower[sign] !== "(" && lower[sign] !== ",") return null;
  const before = clausesOf(page, at.sentence)
    .flatMap((one) => [...one.clause.subject, ...one.clause.chunks])
    .find((chunk) => chunk.head + 1 === sign || chunk.to === sign);
  return before === undefined ? null : filling([before], "before the participle", at);
}

/** "was armed and *trained by Libya*": the clause that says by whom, where the passives before it share it. */
function sharing(page: Page, at: At): At {
  const { verb, to } = at.clause;
  if (verb?.voice !== "passive" || verb.to !== to) return at;
  const next = clausesOf(page, at.sentence).find(
    ({ clause }) => clause.parent === at.index && clause.kind === "coordinate" && clause.from >= to,
  );
  const shares = next?.clause.subjectFrom === "inherited" && next.clause.verb?.voice === "passive";
  return next !== undefined && shares && next.clause.from <= to + 1 ? sharing(page, next) : at;
}

/** "led by X and, later, *by Y*": all who are joined by "and" are one answer. */
function byWhom(page: Page, { clause }: At, at: At): readonly Filling[] {
  const found = prepositions(around(clause), "by", at);
  const [first, second] = found;
  // "by the United States in 1997, *the European Union* in 2002 and *Canada* in 2003"
  const more = first === undefined ? [] : datedAfter(page, clause, first.chunks.at(-1)?.to ?? 0);
  if (first !== undefined && more.length > 0)
    return [{ ...first, chunks: [...first.chunks, ...more] }, ...found.slice(1)];
  if (first === undefined || second === undefined) return found;
  const { lower } = page.marks.words;
  for (let i = first.chunks.at(-1)?.to ?? 0; i < (second.chunks[0]?.from ?? 0); i += 1)
    if (lower[i] === "and") return [{ ...first, chunks: [...first.chunks, ...second.chunks] }, ...found.slice(2)];
  return found;
}

/** The phrases of a clause that say something of its own verb. */
function around(clause: Clause): readonly Phrase[] {
  return clause.phrases.filter((phrase) => !elsewhere(clause, phrase));
}

/** "charged two men with *carrying out* the bombing": those who are charged did it, and not who charged them. */
function doersIn(page: Page, at: At): readonly Chunk[] {
  const { clause } = at;
  const parent = parentOf(page, at)?.clause;
  const charged =
    clause.kind === "gerund" &&
    clause.subjectFrom === "inherited" &&
    parent?.verb?.voice === "active" &&
    page.lists.is("charging", parent.verb.lemma);
  return charged ? parent.objects : clause.subject;
}

/** "Police foiled a plot *to bomb* the embassy": whoever does something to a plot is not the plotter. */
function isAimed(page: Page, at: At): boolean {
  const { clause } = at;
  const { lower } = page.marks.words;
  const to = (clause.verb?.from ?? 0) - (clause.verb !== null && lower[clause.verb.from] === "to" ? 0 : 1);
  if (clause.kind !== "infinitive" || clause.subjectFrom === "own" || !page.lists.is("aiming", lower[to - 1] ?? ""))
    return false;
  const verb = parentOf(page, at)?.clause.verb;
  return verb != null && !page.lists.support.has(verb.lemma) && verb.lemma !== "have" && verb.lemma !== "be";
}

/** "after the attack in Kabul": a phrase that hangs on what the clause is set before or after is not the clause's. */
export function elsewhere(clause: Clause, phrase: Phrase): boolean {
  return clause.phrases.some(
    (one) =>
      RELATIVE.has(one.preposition) && one !== phrase && one.objects.some((chunk) => chunk.phrases.includes(phrase)),
  );
}

/** The phrases of a clause with a preposition, those of its subject last: "men *on motorcycles* opened fire *on a bus*". */
function nearVerb(clause: Clause, preposition: string): readonly Phrase[] {
  const own = clause.phrases.filter((phrase) => phrase.preposition === preposition && !elsewhere(clause, phrase));
  if (own.length === 0 || clause.subjectFrom !== "own") return own;
  const ofSubject = (phrase: Phrase): boolean => clause.subject.some((chunk) => chunk.phrases.includes(phrase));
  // "The attack *on the office* was blamed *on the Front*": what the noun is aimed at is nobody that the verb names.
  if (preposition === "on" && clause.verb?.voice === "passive") return own.filter((phrase) => !ofSubject(phrase));
  return [...own.filter((phrase) => !ofSubject(phrase)), ...own.filter(ofSubject)];
}

function subjectHow(at: At, how: string): string {
  return at.clause.subjectFrom === "own"
    ? how
    : at.clause.subjectFrom === "antecedent"
      ? `${how} (the noun it follows)`
      : `${how} (inherited)`;
}

export function prepositions(phrases: readonly Phrase[], preposition: string, at: At): readonly Filling[] {
  let found: Filling[] | null = null;
  for (const phrase of phrases) {
    if (phrase.preposition !== preposition) continue;
    found ??= [];
    found.push({ chunks: phrase.objects, how: `"${preposition}"`, at });
  }
  return found ?? NONE;
}

const NONE: readonly Filling[] = [];

/** Phrases of the other clauses that speak of the event: "…, which took place in Kabul". */
function contextual(page: Page, event: Event | null, own: At, slot: string): readonly Filling[] {
  // "killed two of its employees": what hangs on another noun by "of" is not the event's.
  if (event === null || slot === "of") return NONE;
  let found = NONE;
  for (const at of event.contexts)
    if (at.clause !== own.clause && !(slot === "on" && page.lists.is("blaming", at.clause.verb?.lemma ?? "")))
      found = inTurn(found, prepositions(at.clause.phrases, slot, at));
  return found;
}

function nounSlot(page: Page, trigger: Trigger, chunk: Chunk, slot: string): readonly Filling[] {
  const { at, event } = trigger;
  switch (slot) {
    case "bearer":
      return inTurn(described(page, at, chunk), prenominal(page, at, chunk), holders(page, at, chunk));
    case "said-of":
      return inTurn(described(page, at, chunk), prenominal(page, at, chunk));
    case "described":
      return inTurn(described(page, at, chunk), holders(page, at, chunk));
    case "prenominal":
      return prenominal(page, at, chunk);
    case "holders":
      return holders(page, at, chunk);
    case "loser":
      return losers(page, at, chunk);
    case "self": {
      if (chunk.name === null) return NONE;
      const listed = prenominal(page, at, chunk).filter(
        ({ chunks }) => chunks.length > 1 && trigger.token === chunk.noun,
      );
      return inTurn(listed, filling([chunk], "the name itself", at));
    }
    case "modifier":
      return filling(modifiers(chunk), "name before the noun", at);
    case "possessor":
      return chunk.possessor === null ? whose(page, at, chunk) : filling([chunk.possessor], "possessor", at);
    case "agent":
      return [
        ...prepositions(own(chunk), "by", at),
        ...supporting(page, trigger, chunk),
        ...filling(
          modifiers(chunk).filter(({ name }) => name?.kind !== "person"),
          "name before the noun",
          at,
        ),
        ...filling(bodies(page, chunk), "body before the noun", at),
        ...(chunk.possessor === null || isSuffered(page, chunk) ? [] : filling([chunk.possessor], "possessor", at)),
      ];
    case "patient":
      return [
        ...["of", "on", "against"].flatMap((preposition) => prepositions(own(chunk), preposition, at)),
        ...sufferers(page, chunk, at),
      ];
    case "sufferer":
      return [...prepositions(own(chunk), "of", at), ...sufferers(page, chunk, at)];
    case "subject":
    case "object":
    case "second":
    case "complement":
      return [];
    default:
      // "blamed the attack on the group": not an attack on the group.
      if (slot === "on" && isBlamed(page, at, chunk)) return [];
      return inTurn(
        prepositions(ofItself(page, chunk, slot), slot, at),
        beside(trigger, chunk, slot),
        contextual(page, event, at, slot),
      );
  }
}

/** "blamed *the attack* on the group", "*the attack* was blamed on the group". */
function isBlamed({ lists }: Page, { clause: { verb, objects, subject } }: At, chunk: Chunk): boolean {
  return (
    verb !== null && lists.is("blaming", verb.lemma) && (verb.voice === "passive" ? subject : objects).includes(chunk)
  );
}

/** "the Front, *whose* leader was killed": the noun that the clause follows. */
export function whose(page: Page, at: At, chunk: Chunk): readonly Filling[] {
  const { clause } = at;
  if (clause.kind !== "relative" || clause.link !== "whose" || clause.subject[0] !== chunk) return [];
  const word = chunk.from - 1;
  const end = page.marks.words.lower[word - 1] === "," ? word - 1 : word;
  const before = clausesOf(page, at.sentence)
    .flatMap((one) => [...one.clause.subject, ...one.clause.objects, ...one.clause.chunks])
    .find((one) => one.to === end);
  return before === undefined ? [] : filling([before], 'noun before "whose"', at);
}

/** "Omar Safi's kidnapping": whose it is suffered it. */
function isSuffered(page: Page, chunk: Chunk): boolean {
  return page.lists.is("suffered", chunk.lemma);
}

/** "*Omar Safi's* murder", "the *Omar Safi* murder": whom it befell, said before the noun. */
function sufferers(page: Page, chunk: Chunk, at: At): readonly Filling[] {
  if (!isSuffered(page, chunk)) return [];
  if (chunk.possessor !== null) return filling([chunk.possessor], "possessor", at);
  const people = modifiers(chunk).filter(({ name }) => name?.kind === "person");
  return filling(people, "name before the noun", at);
}

/** "emir by the leadership *of the Front*": "of" behind another phrase is that one's. */
function ofItself({ lists }: Page, chunk: Chunk, slot: string): readonly Phrase[] {
  if (slot !== "of" || !lists.is("post", chunk.lemma)) return own(chunk);
  const by = own(chunk).findIndex(({ preposition }) => preposition === "by");
  return by < 0 ? own(chunk) : own(chunk).slice(0, by);
}

/** The phrases that hang on the noun itself. */
export function own(chunk: Chunk): readonly Phrase[] {
  return chunk.phrases;
}

export function modifiers(chunk: Chunk): Chunk[] {
  return chunk.names.filter((name) => name !== chunk.name).map((name) => nameChunk(name, name.name.toLowerCase()));
}

/** "launched an attack": who launched it. */
function supporting(page: Page, { at }: Trigger, chunk: Chunk): readonly Filling[] {
  const { clause } = at;
  const { verb } = clause;
  if (verb === null || !page.lists.support.has(verb.lemma)) return [];
  if (verb.voice === "active" && clause.objects.includes(chunk))
    return filling(doersIn(page, at), "subject of the verb that carries the noun", at);
  if (verb.voice === "passive" && clause.subject.includes(chunk)) return prepositions(clause.phrases, "by", at);
  return [];
}

/** Phrases of the clause around a noun that is its subject, its object or set beside its verb. */
function beside({ at }: Trigger, chunk: Chunk, slot: string): readonly Filling[] {
  const { clause } = at;
  if (slot === "of" || !clause.phrases.some(({ preposition }) => preposition === slot)) return NONE;
  const inside =
    clause.subject.includes(chunk) ||
    clause.objects.includes(chunk) ||
    clause.phrases.some((phrase) => INSIDE.has(phrase.preposition) && phrase.objects.includes(chunk));
  if (!inside) return [];
  return prepositions(
    clause.phrases.filter((phrase) => !phrase.objects.includes(chunk) && !chunk.phrases.includes(phrase)),
    slot,
    at,
  );
}

/** "regime bombardment": a body that a common noun before the noun names. */
function bodies(page: Page, chunk: Chunk): Chunk[] {
  const body = bodyWord(page, chunk);
  return body === null ? [] : [body];
}

/** Of a group's people the group: "FARC rebels", "members of *the FARC*". */
export function band(page: Page, found: readonly Filling[]): readonly Filling[] {
  return found.map((one) => ({ ...one, chunks: one.chunks.map((chunk) => groupOf(page, chunk, one.at) ?? chunk) }));
}

/** The group whose people act: "two *ISIS–K* gunmen", "*its* fighters", "members of *the group*"; null for all others. */
function groupOf(page: Page, chunk: Chunk, at: At): Chunk | null {
  const people =
    page.lists.counted.get(chunk.lemma)?.unit === "people" ||
    page.lists.heads.has(chunk.lemma) ||
    page.lists.is("speaking-for", chunk.lemma);
  if (chunk.form !== "noun" || !people) return null;
  const [phrase] = chunk.phrases;
  const held =
    phrase !== undefined &&
    phrase.from === chunk.to &&
    (phrase.preposition === "of" ||
      phrase.preposition === "from" ||
      // "a spokesman *for the group*": it speaks through him.
      (phrase.preposition === "for" && page.lists.is("speaking-for", chunk.lemma)));
  const owners = [
    ...modifiers(chunk),
    ...(chunk.possessor === null ? [] : [chunk.possessor]),
    ...(held ? phrase.objects : []),
  ];
  const follows = page.lists.is("follower", page.marks.words.lower[chunk.head] ?? "");
  return (
    owners.find((one) => {
      const kind = term(page, one, at)?.kind;
      return kind === "group" || (follows && kind === "organisation");
    }) ?? null
  );
}

const NAMING = new Set(["know", "call", "name", "dub", "nickname", "refer", "style", "abbreviate", "rename"]);

export function owner(chunk: Chunk): readonly Chunk[] {
  return chunk.possessor === null ? [] : [chunk.possessor];
}

/** The first clause that hangs on this one and fits. */
export function childOf(page: Page, at: At, fits: (one: At) => boolean): At | null {
  return clausesOf(page, at.sentence).find((one) => one.clause.parent === at.index && fits(one)) ?? null;
}
