import { bareChunk, type Chunk, type Clause, type Phrase } from "../0-model/clause.ts";
import type { DateMark, NameMark } from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";
import type { Event } from "./events.ts";
import { type At, clausesOf, INSIDE, marksIn, type Page, parentOf } from "./page.ts";

/** What evoked a rule. */
export interface Trigger {
  readonly at: At;
  /** Token of the main verb or head noun. */
  readonly token: number;
  readonly range: Range;
  /** Null for a verb. */
  readonly chunk: Chunk | null;
  readonly lemma: string;
  /** The event that the trigger tells of, if it does. */
  readonly event: Event | null;
}

/** Chunks that stand in a slot, and how they were found. */
export interface Filling {
  readonly chunks: readonly Chunk[];
  readonly how: string;
  readonly at: At;
}

/** A chunk that is only a name, for names that modify a noun. */
export function nameChunk(name: NameMark, lemma: string): Chunk {
  return bareChunk({ from: name.from, to: name.to, head: name.to - 1, lemma, form: "name", name, names: [name] });
}

/** Everything that stands in a slot, nearest first. Dates are asked for with `datesOf`. */
export function fillings(page: Page, trigger: Trigger, slot: string): Filling[] {
  const special = SPECIAL[slot];
  if (special !== undefined) return special(page, trigger);
  const colon = slot.indexOf(":");
  if (colon > 0) return hanging(page, trigger, [slot.slice(0, colon), slot.slice(colon + 1)]);
  return trigger.chunk === null ? verbSlot(trigger, slot) : nounSlot(page, trigger, trigger.chunk, slot);
}

function filling(chunks: readonly Chunk[], how: string, at: At): Filling[] {
  return chunks.length === 0 ? [] : [{ chunks, how, at }];
}

function verbSlot({ at, event }: Trigger, slot: string): Filling[] {
  const { clause } = at;
  const passive = clause.verb?.voice === "passive";
  switch (slot) {
    case "subject":
      return filling(clause.subject, subjectHow(at, "subject"), at);
    case "object":
    case "complement":
      return filling(clause.objects, slot, at);
    case "second":
      return filling(clause.second, "second object", at);
    case "agent":
      return passive ? prepositions(clause.phrases, "by", at) : filling(clause.subject, subjectHow(at, "subject"), at);
    case "patient":
      return passive
        ? filling(clause.subject, subjectHow(at, "passive subject"), at)
        : filling(clause.objects, "object", at);
    case "bearer":
    case "modifier":
    case "possessor":
    case "self":
      return [];
    default:
      return [
        ...prepositions(
          clause.phrases.filter((phrase) => !elsewhere(clause, phrase)),
          slot,
          at,
        ),
        ...contextual(event, at, slot),
      ];
  }
}

/** "after the attack in Kabul": a phrase that hangs on what the clause is set before or after is not the clause's. */
function elsewhere(clause: Clause, phrase: Phrase): boolean {
  return clause.phrases.some(
    (one) =>
      RELATIVE.has(one.preposition) && one !== phrase && one.objects.some((chunk) => chunk.phrases.includes(phrase)),
  );
}

function subjectHow(at: At, how: string): string {
  return at.clause.subjectFrom === "own"
    ? how
    : at.clause.subjectFrom === "antecedent"
      ? `${how} (the noun it follows)`
      : `${how} (inherited)`;
}

function prepositions(phrases: readonly Phrase[], preposition: string, at: At): Filling[] {
  return phrases
    .filter((phrase) => phrase.preposition === preposition)
    .map((phrase) => ({ chunks: phrase.objects, how: `"${preposition}"`, at }));
}

/** Phrases of the other clauses that speak of the event: "…, which took place in Kabul". */
function contextual(event: Event | null, own: At, slot: string): Filling[] {
  // "killed two of its employees": what hangs on another noun by "of" is not the event's.
  if (event === null || slot === "of") return [];
  return event.contexts
    .filter((at) => at.clause !== own.clause)
    .flatMap((at) => prepositions(at.clause.phrases, slot, at));
}

function nounSlot(page: Page, trigger: Trigger, chunk: Chunk, slot: string): Filling[] {
  const { at, event } = trigger;
  switch (slot) {
    case "bearer":
      return bearer(page, at, chunk);
    case "said-of":
      return bearer(page, at, chunk, false);
    case "self":
      return chunk.name !== null ? filling([chunk], "the name itself", at) : [];
    case "modifier":
      return filling(modifiers(chunk), "name before the noun", at);
    case "possessor":
      return chunk.possessor === null ? [] : filling([chunk.possessor], "possessor", at);
    case "agent":
      return [
        ...prepositions(own(chunk), "by", at),
        ...supporting(page, trigger, chunk),
        ...(isSuffered(page, trigger, chunk) ? [] : beside(trigger, chunk)),
      ];
    case "patient":
      return ["of", "on", "against"].flatMap((preposition) => prepositions(own(chunk), preposition, at));
    case "subject":
    case "object":
    case "second":
    case "complement":
      return [];
    default:
      return [...prepositions(own(chunk), slot, at), ...around(trigger, chunk, slot), ...contextual(event, at, slot)];
  }
}

/** The names before a noun, and whose it is: "the FARC attack", "the group's attack". */
function beside({ at }: Trigger, chunk: Chunk): Filling[] {
  return [
    ...filling(modifiers(chunk), "name before the noun", at),
    ...(chunk.possessor === null ? [] : filling([chunk.possessor], "possessor", at)),
  ];
}

/** "Galan's murder", "the Hariri assassination": what befell somebody, unless "of" says whom or a body stands there. */
function isSuffered(page: Page, { lemma }: Trigger, chunk: Chunk): boolean {
  if (!page.lists.is("suffered", lemma) || chunk.phrases[0]?.preposition === "of") return false;
  const owner = chunk.possessor;
  const names = owner === null ? modifiers(chunk).map(({ name }) => name) : [owner.name];
  if (owner !== null && owner.form === "noun") return page.lists.heads.get(owner.lemma) === undefined;
  return names.length > 0 && names.every((name) => name?.kind === "person" || name?.kind === "population");
}

/** The phrases that hang on the noun itself. */
function own(chunk: Chunk): readonly Phrase[] {
  return chunk.phrases;
}

function modifiers(chunk: Chunk): Chunk[] {
  return chunk.names.filter((name) => name !== chunk.name).map((name) => nameChunk(name, name.name.toLowerCase()));
}

/** Who a noun is said of: "X is a *branch*", "X, the *leader* of Y", "spokesman X", "served as *governor*". */
function bearer(page: Page, at: At, chunk: Chunk, naming = true): Filling[] {
  const { clause } = at;
  const found: Filling[] = [];
  const copular = clause.verb !== null && page.lists.is("copula", clause.verb.lemma) && clause.verb.voice === "active";
  if (copular && clause.objects.includes(chunk)) found.push(...filling(clause.subject, "subject of the copula", at));
  if (chunk.name !== null && chunk.noun >= 0 && chunk.noun < chunk.name.from)
    found.push(...filling([nameChunk(chunk.name, chunk.lemma)], "name after the noun", at));
  for (const other of [...clause.subject, ...clause.chunks]) {
    if (other.appositions.includes(chunk)) found.push(...filling([other], "apposition", at));
  }
  for (const apposition of chunk.appositions)
    if (apposition.form === "name") found.push(...filling([apposition], "apposition", at));
  const as = clause.phrases.find((phrase) => phrase.preposition === "as" && phrase.objects.includes(chunk));
  const named = naming && (as !== undefined || clause.second.includes(chunk));
  if (named && clause.verb !== null) {
    const patient =
      clause.verb.voice === "passive"
        ? clause.subject
        : clause.objects.length > 0 && !clause.objects.includes(chunk)
          ? clause.objects
          : clause.subject;
    found.push(...filling(patient, as === undefined ? "object of the naming" : '"as"', at));
  }
  return found;
}

/** "launched an attack": who launched it. */
function supporting(page: Page, { at }: Trigger, chunk: Chunk): Filling[] {
  const { clause } = at;
  const { verb } = clause;
  if (verb === null || !page.lists.support.has(verb.lemma)) return [];
  if (verb.voice === "active" && clause.objects.includes(chunk))
    return filling(clause.subject, "subject of the verb that carries the noun", at);
  if (verb.voice === "passive" && clause.subject.includes(chunk)) return prepositions(clause.phrases, "by", at);
  return [];
}

/** Phrases of the clause around a noun that is its subject, its object or set beside its verb. */
function around({ at }: Trigger, chunk: Chunk, slot: string): Filling[] {
  if (slot === "of") return [];
  const { clause } = at;
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

/** `bearer:from`: the phrases with "from" that hang on what stands in the slot `bearer`. */
function hanging(page: Page, trigger: Trigger, [slot, preposition]: readonly [string, string]): Filling[] {
  return fillings(page, trigger, slot).flatMap(({ chunks, how, at }) =>
    chunks.flatMap((chunk) =>
      prepositions(chunk.phrases, preposition, at).map((one) => ({ ...one, how: `${one.how} after the ${how}` })),
    ),
  );
}

/** Names of groups that modify what stands in another slot: "two *ISIS–K* gunmen", "members of *ISIS–K*". */
function within(slot: string): (page: Page, trigger: Trigger) => Filling[] {
  return (page, trigger) =>
    fillings(page, trigger, slot).flatMap(({ chunks, how, at }) => {
      const names = chunks
        .filter((chunk) => chunk.form === "noun")
        .flatMap((chunk) => [...modifiers(chunk), ...belonging(page, chunk)])
        .filter((name) => name.name?.kind === "group");
      return filling(names, `name inside the ${how}`, at);
    });
}

/** "members of the ELN": the bodies that somebody is said to be of. */
function belonging(page: Page, chunk: Chunk): Chunk[] {
  const [of] = chunk.phrases;
  if (of?.preposition !== "of" || of.from !== chunk.to || !page.lists.is("belonging", chunk.lemma)) return [];
  return of.objects.filter(({ form }) => form === "name");
}

/** "left 24 *dead*", "was shot *dead*", "took three *hostage*": who stands before the word that says what became of them. */
function before(...states: readonly string[]): (page: Page, trigger: Trigger) => Filling[] {
  return (page, { at }) => {
    const { clause } = at;
    const { lower } = page.marks.words;
    const follows = (i: number): boolean => states.includes(lower[i] ?? "");
    const passive = clause.verb?.voice === "passive" && follows(clause.verb.to);
    const objects = [...clause.objects, ...clause.second].filter((chunk) => follows(chunk.to));
    return filling(passive ? clause.subject : objects, `object before "${states[0]}"`, at);
  };
}

/** Slots that are read the same for verbs and nouns. */
const SPECIAL: Readonly<Record<string, (page: Page, trigger: Trigger) => Filling[]>> = {
  sufferer: (page, trigger) => [
    ...fillings(page, trigger, "of"),
    ...(trigger.chunk !== null && isSuffered(page, trigger, trigger.chunk) ? beside(trigger, trigger.chunk) : []),
  ],
  "agent-group": within("agent"),
  "patient-group": within("patient"),
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
  "object-dead": before("dead"),
  "object-wounded": before("wounded", "injured"),
  "object-hostage": before("hostage"),
  "subject-responsible": (page, { at }) =>
    page.marks.words.lower[at.clause.verb?.to ?? -1] === "responsible"
      ? filling(at.clause.subject, 'subject of "responsible"', at)
      : [],
  // "a *car bomb* attack"
  "arms-before": (page, { at, chunk }) => {
    if (chunk === null || chunk.form !== "noun") return [];
    const { words } = page.marks;
    for (const length of [2, 1]) {
      const from = chunk.head - length;
      const lemma = words.lower.slice(from, chunk.head).join(" ");
      if (from < chunk.from || !page.lists.instruments.has(lemma)) continue;
      const arms = bareChunk({
        from,
        to: chunk.head,
        head: chunk.head - 1,
        lemma: words.lower[chunk.head - 1] ?? "",
        form: "noun",
        name: null,
        names: [],
      });
      return filling([{ ...arms, noun: chunk.head - 1 }], "what stands before the noun", at);
    }
    return [];
  },
  "bracket-name": (page, { at, chunk }) => {
    const inside = (chunk?.brackets ?? []).flatMap((bracket) => marksIn(page.marks.names, [bracket.from, bracket.to]));
    const own = inside.filter(
      (name) =>
        chunk?.name != null && page.cast.named(name) === page.cast.named(chunk.name) && name.name !== chunk.name.name,
    );
    return filling(
      own.map((name) => nameChunk(name, name.name.toLowerCase())),
      "name in brackets after the name",
      at,
    );
  },
  demonym: (_page, { at, chunk }) =>
    filling(
      chunk === null ? [] : modifiers(chunk).filter((name) => name.name?.adjectival === true),
      "adjective before the name",
      at,
    ),
  "copula-complement": (_page, { at, chunk }) =>
    chunk !== null && at.clause.subject.includes(chunk) && at.clause.verb?.lemma === "be"
      ? filling(at.clause.objects, "complement", at)
      : [],
  being: (page, { at }) => {
    const child = childOf(page, at, (one) => one.clause.kind === "infinitive" && one.clause.verb?.lemma === "be");
    return child === null ? [] : filling(child.clause.objects, '"to be"', child);
  },
};

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
  if (chunk !== null) {
    add(chunk.dates, "date before the noun");
    add(chunk.after, "date after the noun");
    if (found.length > 0) return found;
    const beside =
      clause.subject.includes(chunk) ||
      clause.objects.includes(chunk) ||
      clause.phrases.some((phrase) => INSIDE.has(phrase.preposition) && phrase.objects.includes(chunk));
    if (beside) add(free(clause.dates, clause, chunk), "date of the clause");
  } else add(free(clause.dates, clause, null), "date of the clause");
  // "On 3 May rebels entered the town and shot ten men": a date in front of both holds for both.
  if (chunk === null && found.length === 0) add(leading(page, at), "date in front of the clause before");
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

/** Prepositions by which a clause is set after or before something that has a date of its own. */
const RELATIVE = new Set(["after", "before", "following", "since", "until", "prior to", "by the time of", "ahead of"]);

/** Dates that hang on another noun are that noun's: "after the takeover in 2021", "condemned the bombing of July 2018". */
function free(dates: readonly DateMark[], clause: Clause, own: Chunk | null): DateMark[] {
  const taken = new Set<DateMark>();
  for (const phrase of clause.phrases) {
    if (!RELATIVE.has(phrase.preposition)) continue;
    for (const chunk of phrase.objects) if (chunk !== own) for (const date of chunk.after) taken.add(date);
  }
  return dates.filter((date) => !taken.has(date));
}
