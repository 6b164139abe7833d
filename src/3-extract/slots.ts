import { bareChunk, type Chunk, type Clause, type Phrase } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import { bodyWord } from "./bodies.ts";
import { aimOf, type Event, isOfPlace } from "./events.ts";
import { type Filling, filling, inTurn, nameChunk, type Trigger } from "./filling.ts";
import { bodyBefore, creedsBefore, hungOn, namesFor, quotedIn, titleAfter, wordChunk } from "./nearby.ts";
import { described, holders, losers, prenominal } from "./offices.ts";
import { aimers, OFFICIAL } from "./official.ts";
import { type At, clausesOf, cueIn, INSIDE, marksIn, type Page, parentOf, range } from "./page.ts";
import { PERSONAL } from "./personal.ts";
import { nounMode } from "./scope.ts";
import { term } from "./terms.ts";

/** Everything that stands in a slot, nearest first. Dates are asked for with `datesOf`. */
export function fillings(page: Page, trigger: Trigger, slot: string): readonly Filling[] {
  let find = finders.get(slot);
  if (find === undefined) {
    find = finderOf(slot);
    finders.set(slot, find);
  }
  return find(page, trigger);
}

type Find = (page: Page, trigger: Trigger) => readonly Filling[];

/** Slots as the rules write them are taken apart once. */
const finders = new Map<string, Find>();

function finderOf(slot: string): Find {
  const special = SPECIAL[slot] ?? PERSONAL[slot] ?? OFFICIAL[slot];
  if (special !== undefined) return special;
  if (slot.startsWith("above ")) return (page, trigger) => above(page, trigger, slot.slice("above ".length));
  if (slot.startsWith("band "))
    return (page, trigger) => band(page, fillings(page, trigger, slot.slice("band ".length)));
  if (slot.startsWith("below ")) return (page, trigger) => below(page, trigger, slot.slice("below ".length));
  if (slot.endsWith("-group")) return (page, trigger) => within(page, trigger, slot.slice(0, -"-group".length));
  const [, inner = "", owner = ""] = /^(.+)-(possessor|modifier)$/.exec(slot) ?? [];
  if (inner !== "") return (page, trigger) => owners(page, trigger, [inner, owner]);
  if (slot.startsWith("spelled ")) return (page, trigger) => spelled(page, trigger, slot.slice("spelled ".length));
  const colon = slot.lastIndexOf(":");
  if (colon > 0) return (page, trigger) => hanging(page, trigger, [slot.slice(0, colon), slot.slice(colon + 1)]);
  return (page, trigger) =>
    trigger.chunk === null ? verbSlot(page, trigger, slot) : nounSlot(page, trigger, trigger.chunk, slot);
}

/** "merged with B *to form* C": a slot of the clause that this one hangs on. */
function above(page: Page, { at }: Trigger, slot: string): readonly Filling[] {
  const parent = parentOf(page, at);
  const verb = parent?.clause.verb;
  if (parent === null || verb == null) return [];
  const span = range(page, verb.head, verb.to);
  return fillings(
    page,
    { at: parent, token: verb.head, range: span, chunk: null, lemma: verb.lemma, event: null },
    slot,
  );
}

/** "is committed to *defeating* X": a slot of the infinitives and gerunds that hang on this clause. */
function below(page: Page, { at }: Trigger, slot: string): readonly Filling[] {
  return clausesOf(page, at.sentence).flatMap((one) => {
    const { verb, parent, kind } = one.clause;
    if (verb === null || parent !== at.index || (kind !== "infinitive" && kind !== "gerund")) return [];
    const span = range(page, verb.head, verb.to);
    return fillings(
      page,
      { at: one, token: verb.head, range: span, chunk: null, lemma: verb.lemma, event: null },
      slot,
    );
  });
}

/**
 * "split into two factions, *A and B*", "consists of three groups: *A, B and C*", "merged into a single body, *A*": the
 * names that spell a slot out, one for one thing.
 */
function spelled(page: Page, trigger: Trigger, slot: string): readonly Filling[] {
  return fillings(page, trigger, slot).flatMap(({ chunks, how, at }) =>
    chunks
      .filter(({ form }) => form === "noun")
      .flatMap((chunk) => {
        const names = namesFor(page, at, chunk).slice(0, chunk.plural ? undefined : 1);
        return filling(names, `names that spell out the ${how}`, at);
      }),
  );
}

function verbSlot(page: Page, { at, event }: Trigger, slot: string): readonly Filling[] {
  const { clause } = at;
  const passive = clause.verb?.voice === "passive";
  const aimed = aimers(page, at);
  const by = (): readonly Filling[] => prepositions(around(sharing(page, at).clause), "by", at);
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
      return inTurn(prepositions(nearVerb(clause, slot), slot, at), contextual(event, at, slot));
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
  if (own.length < 2 || clause.subjectFrom !== "own") return own;
  const ofSubject = (phrase: Phrase): boolean => clause.subject.some((chunk) => chunk.phrases.includes(phrase));
  return [...own.filter((phrase) => !ofSubject(phrase)), ...own.filter(ofSubject)];
}

function subjectHow(at: At, how: string): string {
  return at.clause.subjectFrom === "own"
    ? how
    : at.clause.subjectFrom === "antecedent"
      ? `${how} (the noun it follows)`
      : `${how} (inherited)`;
}

function prepositions(phrases: readonly Phrase[], preposition: string, at: At): readonly Filling[] {
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
function contextual(event: Event | null, own: At, slot: string): readonly Filling[] {
  // "killed two of its employees": what hangs on another noun by "of" is not the event's.
  if (event === null || slot === "of") return NONE;
  let found = NONE;
  for (const at of event.contexts)
    if (at.clause !== own.clause) found = inTurn(found, prepositions(at.clause.phrases, slot, at));
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
      if (slot === "on" && at.clause.objects.includes(chunk) && page.lists.is("blaming", at.clause.verb?.lemma ?? ""))
        return [];
      return inTurn(prepositions(own(chunk), slot, at), beside(trigger, chunk, slot), contextual(event, at, slot));
  }
}

/** "the Front, *whose* leader was killed": the noun that the clause follows. */
function whose(page: Page, at: At, chunk: Chunk): readonly Filling[] {
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

/** The phrases that hang on the noun itself. */
function own(chunk: Chunk): readonly Phrase[] {
  return chunk.phrases;
}

function modifiers(chunk: Chunk): Chunk[] {
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

/** Phrases that hang on a chunk; "of" is its own only where it follows at once. */
function held({ phrases, to }: Chunk, preposition: string): readonly Phrase[] {
  return preposition === "of" ? phrases.filter(({ from }) => from === to) : phrases;
}

/** `bearer:from`: the phrases with "from" that hang on what stands in the slot `bearer`. */
function hanging(page: Page, trigger: Trigger, [slot, preposition]: readonly [string, string]): readonly Filling[] {
  return fillings(page, trigger, slot).flatMap(({ chunks, how, at }) =>
    chunks.flatMap((chunk) =>
      prepositions(held(chunk, preposition), preposition, at).map((one) => ({
        ...one,
        how: `${one.how} after the ${how}`,
      })),
    ),
  );
}

/** Whose what stands in another slot is: "heads *its* media wing", "a member of the *Taliban* council". */
function owners(page: Page, trigger: Trigger, [slot, owner]: readonly [string, string]): readonly Filling[] {
  return fillings(page, trigger, slot).flatMap(({ chunks, how, at }) =>
    filling(
      chunks.flatMap((chunk) =>
        owner === "modifier" ? modifiers(chunk) : chunk.possessor === null ? [] : [chunk.possessor],
      ),
      `${owner} of the ${how}`,
      at,
    ),
  );
}

/** Names of groups that modify what stands in another slot: "two *ISIS–K* gunmen". */
function within(page: Page, trigger: Trigger, slot: string): readonly Filling[] {
  return fillings(page, trigger, slot).flatMap(({ chunks, how, at }) => {
    const names = chunks
      .filter((chunk) => chunk.form === "noun")
      .flatMap((chunk) => modifiers(chunk).filter((name) => name.name?.kind === "group"));
    return filling(names, `name inside the ${how}`, at);
  });
}

/** "regime bombardment": a body that a common noun before the noun names. */
function bodies(page: Page, chunk: Chunk): Chunk[] {
  const body = bodyWord(page, chunk);
  return body === null ? [] : [body];
}

/** "left 12 people dead", "left eleven attackers and four soldiers dead": the objects up to the word. */
function leftDead(page: Page, { clause }: At): Chunk[] {
  const dead = (chunk: Chunk): boolean => page.marks.words.lower[chunk.to] === "dead";
  const { objects } = clause;
  const last = objects.findLastIndex(dead);
  return [...objects.slice(0, last + 1), ...clause.second.filter(dead)];
}

/** Of a group's people the group: "FARC rebels", "members of *the FARC*". */
function band(page: Page, found: readonly Filling[]): readonly Filling[] {
  return found.map((one) => ({ ...one, chunks: one.chunks.map((chunk) => groupOf(page, chunk, one.at) ?? chunk) }));
}

/** The group whose people act: "two *ISIS–K* gunmen", "*its* fighters", "members of *the group*"; null for all others. */
function groupOf(page: Page, chunk: Chunk, at: At): Chunk | null {
  const people = page.lists.counted.get(chunk.lemma)?.unit === "people" || page.lists.heads.has(chunk.lemma);
  if (chunk.form !== "noun" || !people) return null;
  const [phrase] = chunk.phrases;
  const held =
    phrase !== undefined && phrase.from === chunk.to && (phrase.preposition === "of" || phrase.preposition === "from");
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

/** "shot *dead*", "hacked *to death*", "burned *alive*": what follows the verb or its object. */
function isDead(page: Page, token: number): boolean {
  const { lower } = page.marks.words;
  return lower[token] === "dead" || lower[token] === "alive" || (lower[token] === "to" && lower[token + 1] === "death");
}

/** "IRA": capitals alone. */
function isShort(name: string): boolean {
  return /^\p{Lu}{2,6}$/u.test(name);
}

/** Whether two names can be of one body as long and short: "GND (Arduino)" is a wire and the box that it leads to. */
function mayStandFor(one: string, other: string): boolean {
  const [short, long] = isShort(one) ? [one, other] : [other, one];
  if (!isShort(short) || isShort(long) || long.includes(" ")) return true;
  let at = 0;
  for (const letter of long.toUpperCase()) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** The weapon that stands before a noun: "a *car bomb* attack". */
function armsBefore({ marks, lists }: Page, chunk: Chunk): Chunk | null {
  const { lower } = marks.words;
  for (const length of [2, 1]) {
    const from = chunk.head - length;
    const known = lists.instruments.has(lower.slice(from, chunk.head).join(" "));
    const word = { from, to: chunk.head, head: chunk.head - 1, lemma: lower[chunk.head - 1] ?? "" };
    if (from >= chunk.from && known) return bareChunk({ ...word, form: "noun", name: null, names: [] });
  }
  return null;
}

/** Slots that are read the same for verbs and nouns. */
const SPECIAL: Readonly<Record<string, (page: Page, trigger: Trigger) => readonly Filling[]>> = {
  doer: (page, trigger) => band(page, fillings(page, trigger, "agent")),
  teller: (_page, { at, chunk, event }) =>
    chunk !== null && event !== null && at.clause.subject.includes(chunk)
      ? filling([chunk], "the thing that tells of it", at)
      : [],
  laden: (page, { at }) => {
    const noun = at.clause.subjectFrom === "own" || at.clause.verb?.voice !== "passive" ? null : at.clause.subject[0];
    return noun == null || noun.form !== "noun"
      ? []
      : filling([wordChunk(page, noun.from, at.clause.to)], "the noun with what it carried", at);
  },
  missing: (page, { at }) => {
    const { clause } = at;
    const { lower } = page.marks.words;
    const from = clause.verb?.to ?? clause.to;
    const said =
      clause.objects.length === 0 &&
      [from, from + 1].some((token) => lower[token] === "missing" || lower[token] === "unaccounted");
    return said ? filling(clause.subject, "subject of being missing", at) : [];
  },
  "patient-dead": (page, trigger) => {
    const { verb, objects } = trigger.at.clause;
    const said = verb !== null && [verb, ...objects].some(({ to }) => isDead(page, to));
    return said && trigger.chunk === null ? verbSlot(page, trigger, "patient") : [];
  },
  "of-possessor": (page, trigger) =>
    fillings(page, trigger, "of").flatMap(({ chunks, at }) =>
      filling(chunks.flatMap(owner), 'possessor after "of"', at),
    ),
  "clause-subject": (_page, { at, chunk }) =>
    chunk === null || !at.clause.subject.includes(chunk) ? filling(at.clause.subject, "subject of the clause", at) : [],
  "subject-possessor": (_page, { at }) => {
    const nouns = at.clause.subject.flatMap((chunk) => [
      chunk,
      ...chunk.phrases.filter((phrase) => phrase.preposition === "of").flatMap((phrase) => phrase.objects),
    ]);
    return filling(
      nouns.flatMap((chunk) => (chunk.possessor === null ? [] : [chunk.possessor])),
      "possessor of the subject",
      at,
    );
  },
  counted: (_page, { at, chunk }) =>
    chunk === null || chunk.quantity === null ? [] : filling([chunk], "number before the noun", at),
  phrase: (_page, { at, chunk }) => (chunk === null ? [] : filling([chunk], "the noun with what stands before it", at)),
  verb: (_page, { at }) => {
    const { verb } = at.clause;
    if (verb === null) return [];
    const word = { from: verb.head, to: verb.head + 1, head: verb.head, lemma: verb.lemma, name: null, names: [] };
    return filling([bareChunk({ ...word, form: "noun" })], "the verb", at);
  },
  // "*formerly* known as"
  adverb: (page, { at }) => {
    const { verb } = at.clause;
    if (verb === null) return [];
    const from = Math.max(at.clause.from, verb.from - 1);
    const words = Array.from({ length: verb.head - from }, (_, i) => wordChunk(page, from + i, from + i + 1));
    return filling(words, "word before the verb", at);
  },
  // "the name *Army of the North*", "by the name of *X*"
  "name-after": (_page, { at, chunk }) => {
    if (chunk?.name != null) return filling([nameChunk(chunk.name, chunk.lemma)], "name after the noun", at);
    return chunk === null ? [] : prepositions(own(chunk), "of", at);
  },
  "clause-agent": (_page, { at }) =>
    at.clause.verb?.voice === "passive"
      ? prepositions(at.clause.phrases, "by", at)
      : filling(at.clause.subject, "subject of the clause", at),
  "clause-patient": (_page, { at, chunk }) => {
    const patient = at.clause.verb?.voice === "passive" ? at.clause.subject : at.clause.objects;
    return chunk !== null && patient.includes(chunk) ? [] : filling(patient, "whom the verb of the clause befalls", at);
  },
  "list-owner": (_page, { at }) =>
    filling(
      at.clause.phrases.flatMap(({ objects }) =>
        objects.filter(({ lemma }) => LISTS.has(lemma)).flatMap((one) => [...owner(one), ...modifiers(one)]),
      ),
      "whose list it is",
      at,
    ),
  // "*With 3,000 fighters*, the Front is …": a number of its own people stands before the verb.
  "counted-with": (_page, { at, chunk }) => {
    const before = at.clause.phrases.some(
      ({ preposition, from, objects }) =>
        preposition === "with" && from < (at.clause.verb?.from ?? 0) && chunk !== null && objects.includes(chunk),
    );
    return before && chunk?.quantity != null ? filling([chunk], 'number after "with"', at) : [];
  },
  "complement-number": (_page, { at }) =>
    at.clause.verb?.lemma === "be"
      ? filling(
          at.clause.objects.filter(({ quantity }) => quantity !== null),
          "number after the verb",
          at,
        )
      : [],
  // "fight *each other*", "fight *one another*"
  "each-other": (page, { at }) => {
    const { lower } = page.marks.words;
    const to = at.clause.verb?.to ?? -1;
    const pair = `${lower[to]} ${lower[to + 1]}`;
    return pair === "each other" || pair === "one another"
      ? filling([wordChunk(page, to, to + 2)], "each other", at)
      : [];
  },
  // "is not *the same* as"
  same: (page, { at }) => {
    const { lower } = page.marks.words;
    const to = at.clause.verb?.to ?? -1;
    return lower[to] === "the" && lower[to + 1] === "same"
      ? filling([wordChunk(page, to + 1, to + 2)], '"the same"', at)
      : [];
  },
  // "*With the support* of Libya, the Front took …"
  // "*With the support* of Libya, the Front took …"
  // "*in support* of the army, aircraft struck"
  "in-support": (_page, { at, chunk }) => {
    const inside = at.clause.phrases.some(
      ({ preposition, objects }) => preposition === "in" && chunk !== null && objects.includes(chunk),
    );
    return inside ? filling(at.clause.subject, 'subject of the clause beside "in"', at) : [];
  },
  "with-support": (_page, { at, chunk }) => {
    const inside = at.clause.phrases.some(
      ({ preposition, objects }) => preposition === "with" && chunk !== null && objects.includes(chunk),
    );
    return inside ? filling(at.clause.subject, 'subject of the clause beside "with"', at) : [];
  },
  // "(Basque for *"Homeland and Liberty"*)"
  "bracket-quote": (page, { at, chunk }) =>
    filling(
      (chunk?.brackets ?? []).flatMap((mark) => quotedIn(page, mark)),
      "quotation in brackets after the name",
      at,
    ),
  "passive-subject": (_page, { at, chunk }) =>
    filling(
      at.clause.verb?.voice === "passive" && chunk !== null && at.clause.subject.includes(chunk) ? [chunk] : [],
      "subject of the passive",
      at,
    ),
  // "a group *in Mali*", "a group active *in Mali*": hangs on the noun itself, directly.
  "hangs-in": (page, { at, chunk }) => {
    if (chunk === null) return [];
    const end = chunk.head + 1;
    const trailing = page.lists.is("complement", page.marks.words.lower[end] ?? "") ? end + 1 : end;
    return ["in", "across", "throughout"].flatMap((preposition) =>
      prepositions(
        at.clause.phrases.filter(({ from }) => from === end || from === trailing),
        preposition,
        at,
      ),
    );
  },
  // "*others* come from": of those just spoken of.
  others: (page, { at }) => {
    const some = at.clause.subject.filter(({ lemma }) => OTHERS.has(lemma));
    return filling(
      some.map(({ head }) => wordChunk(page, head, head + 1)),
      "some of those spoken of",
      at,
    );
  },
  // "Representatives *of the Front* and *the government* held talks": the sides, through whoever stands for them.
  parties: (_page, { at }) => {
    const sides = at.clause.verb?.voice === "passive" ? [] : at.clause.subject;
    return filling(
      sides.flatMap((one) => {
        const of = one.phrases.find(({ preposition }) => preposition === "of");
        return one.form === "noun" && of !== undefined && ENVOYS.has(one.lemma) ? of.objects : [one];
      }),
      "sides that are the subject",
      at,
    );
  },
  "clause-object": (_page, { at, chunk }) =>
    filling(
      at.clause.objects.filter((one) => one !== chunk),
      "object of the clause",
      at,
    ),
  "title-after": (page, { at, token }) => {
    const title = titleAfter(page, token);
    return filling(title === null ? [] : [title], "title after the noun", at);
  },
  "members-before": (page, { at }) => filling(bodyBefore(page, at), "whose members were spoken of", at),
  "patient-possessor": (page, trigger) =>
    fillings(page, trigger, "patient").flatMap(({ chunks, how, at }) => {
      const nouns = chunks.flatMap((one) => [one, ...one.phrases.flatMap(({ objects }) => objects)]);
      return filling(nouns.flatMap(owner), `possessor of the ${how}`, at);
    }),
  "demonym-population": (_page, { at, chunk }) =>
    filling(
      chunk === null ? [] : modifiers(chunk).filter((one) => one.name?.kind === "population"),
      "adjective before the noun",
      at,
    ),
  // "publishes": what is so in general, not what was once done.
  present: (page, { at }) => {
    const { verb } = at.clause;
    const now = verb !== null && verb.form === "finite" && verb.tense === "present" && !verb.perfect;
    return filling(now ? [wordChunk(page, verb.head, verb.head + 1)] : [], "present tense", at);
  },
  negation: (page, { at }) => {
    const token = at.clause.verb?.negation ?? -1;
    return filling(token < 0 ? [] : [wordChunk(page, token, token + 1)], "the negation", at);
  },
  creed: (page, { at, chunk }) =>
    chunk === null ? [] : filling(creedsBefore(page, chunk), "creed before the noun", at),
  // "the *Iran*-backed militia"
  hyphen: (page, { at, chunk, token }) => {
    const name = chunk === null ? null : hungOn(page, chunk, token);
    return filling(name === null ? [] : [nameChunk(name, name.name.toLowerCase())], "name before the hyphen", at);
  },
  // "were taken *hostage*", "took three engineers *hostage*"
  "patient-hostage": (page, { at, chunk }) => {
    const { verb, objects, second, subject } = at.clause;
    const { lower } = page.marks.words;
    const taken = (to: number): boolean => lower[to] === "hostage" || lower[to] === "prisoner";
    if (chunk !== null || verb === null) return [];
    if (verb.voice === "passive") return taken(verb.to) ? filling(subject, 'subject before "hostage"', at) : [];
    return filling(
      [...objects, ...second].filter(({ to }) => taken(to)),
      'object before "hostage"',
      at,
    );
  },
  // "a *car bomb* attack"
  "arms-before": (page, { at, chunk }) => {
    const arms = chunk === null || chunk.form !== "noun" ? null : armsBefore(page, chunk);
    return arms === null ? [] : filling([arms], "what stands before the noun", at);
  },
  "object-dead": (page, { at }) => filling(leftDead(page, at), 'object before "dead"', at),
  "bracket-name": (page, { at, chunk }) => {
    const inside = (chunk?.brackets ?? []).flatMap((bracket) => marksIn(page.marks.names, [bracket.from, bracket.to]));
    const own = inside.filter(
      (name) =>
        chunk?.name != null &&
        page.cast.named(name) === page.cast.named(chunk.name) &&
        name.name !== chunk.name.name &&
        mayStandFor(chunk.name.name, name.name),
    );
    // "the IRA (Irish Republican Army)": the short form is the other name, on whichever side it stands.
    return filling(
      own
        .map((name) => (chunk?.name != null && isShort(chunk.name.name) && !isShort(name.name) ? chunk.name : name))
        .map((name) => nameChunk(name, name.name.toLowerCase())),
      "name in brackets after the name",
      at,
    );
  },
  "copula-complement": (_page, { at, chunk }) =>
    chunk !== null && at.clause.subject.includes(chunk) && at.clause.verb?.lemma === "be"
      ? filling(at.clause.objects, "complement", at)
      : [],
  predicate: (page, { at }) => {
    const next = at.clause.verb?.to ?? -1;
    const own = next >= 0 && next < (page.marks.sentences[at.sentence]?.to ?? 0) && at.clause.objects.length === 0;
    return own ? filling([wordChunk(page, next, next + 1)], "adjective after the verb", at) : [];
  },
  nobody: (_page, { at, chunk }) => {
    const { verb, subject } = at.clause;
    const none = chunk === null ? subject : [chunk];
    const found = none.filter((one) => one.determiner === "negative" || NOBODY.has(one.lemma));
    const unclaimed = chunk === null && verb?.voice === "passive" && verb.negation >= 0;
    const chunks = unclaimed ? subject : found;
    return filling(
      chunks.map((one) => ({ ...one, form: "noun" })),
      "nobody",
      at,
    );
  },
  "object-it": (_page, { at }) =>
    filling(
      at.clause.objects.filter(({ lemma }) => lemma === "it").map((chunk) => ({ ...chunk, form: "noun" as const })),
      "object that points to what was told",
      at,
    ),
  asked: (_page, { at: { clause, ...where } }) => {
    const [who] = clause.subject;
    const open = clause.kind === "complement" && clause.link === "who" && who !== undefined;
    return open ? filling([{ ...who, form: "noun" }], "who is asked for", { clause, ...where }) : [];
  },
  being: (page, { at }) => {
    const child = childOf(page, at, (one) => one.clause.kind === "infinitive" && one.clause.verb?.lemma === "be");
    return child === null ? [] : filling(child.clause.objects, '"to be"', child);
  },
};

const OTHERS = new Set(["others", "other", "some", "many", "most"]);
const ENVOYS = new Set(["representative", "delegation", "delegate", "leader", "negotiator", "envoy", "official"]);
const NAMING = new Set(["know", "call", "name", "dub", "nickname", "refer", "style", "abbreviate", "rename"]);
const LISTS = new Set(["list", "blacklist", "register"]);

function owner(chunk: Chunk): readonly Chunk[] {
  return chunk.possessor === null ? [] : [chunk.possessor];
}

const NOBODY = new Set(["nobody", "none"]);

/** The first clause that hangs on this one and fits. */
export function childOf(page: Page, at: At, fits: (one: At) => boolean): At | null {
  return clausesOf(page, at.sentence).find((one) => one.clause.parent === at.index && fits(one)) ?? null;
}

/** The dates that say when: of the noun itself first, then of its clause, then of the clauses that speak of the event. */
export function datesOf(page: Page, trigger: Trigger): readonly { readonly date: DateMark; readonly how: string }[] {
  const { chunk, at, event } = trigger;
  const { clause } = at;
  const found: { date: DateMark; how: string }[] = [];
  const add = (dates: readonly DateMark[], how: string): void => {
    for (const date of dates)
      if (date.kind === "time" && !found.some((known) => known.date === date)) found.push({ date, how });
  };
  if (chunk !== null && event !== null && !chunk.plural) {
    // "the deadliest attack since 1995": no day of its own.
    const since = (date: DateMark): boolean => page.marks.words.lower[date.from] === "since";
    const own = chunk.after.filter((date) => !since(date));
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
    if (beside && !ahead) add(free(clause.dates, clause, chunk), "date of the clause");
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
  return found;
}

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
  return (above?.clause.dates ?? []).filter(({ to }) => at.clause.from - to >= 0 && at.clause.from - to <= 3);
}

/** "was killed *in the attack*", "has been *at war* since 2019": a noun that shares the date of its clause. */
function isBeside({ preposition }: Phrase, event: Event | null): boolean {
  return INSIDE.has(preposition) || (event === null && (preposition === "at" || preposition === "under"));
}

/** Prepositions by which a clause is set after or before something that has a date of its own. */
const RELATIVE = new Set(["after", "before", "following", "since", "until", "prior to", "by the time of", "ahead of"]);

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
