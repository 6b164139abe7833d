import type { Chunk } from "../0-model/clause.ts";
import { type DateMark, WORD } from "../0-model/mark.ts";
import type { Frame } from "../0-model/rule.ts";
import type { Range } from "../0-model/span.ts";
import { chargeWords, objectCharge, pleaWords, sentenceWords, yearsWords } from "./court.ts";
import { datesOf } from "./dated.ts";
import type { Filling, Trigger } from "./filling.ts";
import { childOf } from "./grammatical.ts";
import { isNone } from "./harm.ts";
import { quotedAfter, tongueOf, wholePhrase } from "./nearby.ts";
import { demonymWords, fullOffice, officeWords, originWords, titleWords } from "./offices.ts";
import { actOf, isNamed } from "./official.ts";
import { type At, bare, clausesOf, type Page, range, text } from "./page.ts";
import type { Filler, Role, Run } from "./run.ts";
import { fillings } from "./slots.ts";
import { partsOf } from "./subset.ts";
import type { Term } from "./term.ts";
import { term, terms as termsOf } from "./terms.ts";
import { placesOf } from "./where.ts";

/** How often a rule may try to fill its roles in one clause, per token: beyond it the clause is given up and said so. */
const STEPS_PER_TOKEN = 64;

/** What fills a role: the terms of the first slot that has any of the right kind; `capped` when it took too long. */
export function fill(run: Run, frame: Frame, trigger: Trigger, role: Role): Filler | "capped" | null {
  fresh(run, trigger);
  const { slots, page } = run;
  const cap = STEPS_PER_TOKEN * (trigger.at.clause.to - trigger.at.clause.from + 1);
  const known = slots.filled.get(role.sort);
  if (known !== undefined) {
    run.steps += known.steps;
    return known.steps > 0 && run.steps > cap ? "capped" : known.found;
  }
  const before = run.steps;
  const found = search(run, frame, trigger, role);
  if (found !== "capped" && slots.bodies === page.cast.bodies)
    slots.filled.set(role.sort, { found, steps: run.steps - before });
  return found;
}

/** Forgets what was found for another trigger, or before a body was named. */
function fresh({ page, slots }: Run, trigger: Trigger): void {
  if (slots.trigger === trigger && slots.bodies === page.cast.bodies) return;
  slots.trigger = trigger;
  slots.bodies = page.cast.bodies;
  slots.found.clear();
  slots.filled.clear();
}

function search(run: Run, frame: Frame, trigger: Trigger, role: Role): Filler | "capped" | null {
  const { page } = run;
  const cap = STEPS_PER_TOKEN * (trigger.at.clause.to - trigger.at.clause.from + 1);
  for (const slot of role.spec.at) {
    if (slot === "date") {
      const dated = datesOf(page, trigger);
      const terms = dated.map(({ date }) => dateTerm(page, date));
      if (terms.length > 0) return { terms, how: dated[0]?.how ?? "date" };
      continue;
    }
    const words = WORDED.has(slot) ? wordsAt(page, trigger, slot) : null;
    if (words !== null) return words;
    for (const filling of standing(run, trigger, slot)) {
      run.steps += filling.chunks.length;
      if (run.steps > cap) return "capped";
      const terms = matching(run, frame, filling, role);
      if (terms.length > 0) return { terms, how: filling.how };
    }
  }
  return null;
}

/** What stands in a slot: found once for a trigger. */
export function standing(run: Run, trigger: Trigger, slot: string): readonly Filling[] {
  fresh(run, trigger);
  const { page, slots } = run;
  const known = slots.found.get(slot);
  if (known !== undefined) return known;
  const found = slot === "where" ? placesOf(page, trigger) : fillings(page, trigger, slot);
  if (slots.bodies === page.cast.bodies) slots.found.set(slot, found);
  return found;
}

/** The slots whose words other files know how to find. */
const WORDS: Readonly<Record<string, (page: Page, trigger: Trigger) => Range | null>> = {
  "office-words": officeWords,
  "full-office": fullOffice,
  title: (page, { chunk }) => (chunk === null ? null : titleWords(page, chunk)),
  origin: (page, { chunk, token }) => (chunk === null ? null : originWords(page, chunk, token)),
  demonym: (page, { chunk }) => (chunk === null ? null : demonymWords(page, chunk)),
  quoted: (page, { chunk }) => (chunk === null ? null : quotedAfter(page, chunk.head + 1, "in a sentence")),
  charge: chargeWords,
  sentence: sentenceWords,
  plea: pleaWords,
  years: yearsWords,
  "gerund-by": (page, { at }) => byDoing(page, at),
  "object-charge": objectCharge,
  "object-words": (page, { at }) => (at.clause.objects[0] === undefined ? null : bare(page, at.clause.objects[0])),
};

/** All slots that `wordsAt` knows. */
const WORDED = new Set([
  ...Object.keys(WORDS),
  ..."trigger kind-words tongue phrase-words act-words clause-words infinitive gerund".split(" "),
]);

/** "raises money by *taxing miners*": the words of the gerund behind "by" or "through". */
function byDoing(page: Page, at: At): Range | null {
  const child = childOf(
    page,
    at,
    ({ clause }) => clause.kind === "gerund" && ["by", "through", "from"].includes(clause.link),
  );
  const verb = child?.clause.verb;
  return child === null || verb == null ? null : range(page, verb.head, child.clause.to);
}

/** Slots that hold words and no entity: what evoked the rule, the office with what stands before it, what is sought. */
function wordsAt(page: Page, trigger: Trigger, slot: string): { terms: readonly Term[]; how: string } | null {
  const give = (at: Range, how: string): { terms: readonly Term[]; how: string } => ({
    terms: [wordsTerm(page, at)],
    how,
  });
  const said = WORDS[slot]?.(page, trigger) ?? null;
  if (said !== null) return give(said, `the ${slot}`);
  if (slot === "trigger") return give(trigger.range, "the evoking words");
  const { chunk } = trigger;
  if (slot === "kind-words" && chunk !== null) {
    const of = chunk.phrases[0];
    // "a circle *of veterans*": what it is made of belongs to it, unless that has a name.
    const made = of?.preposition === "of" && of.from === chunk.to && chunk.noun === trigger.token;
    const plain = made && of.objects.every((one) => one.form === "noun" && one.determiner === "none");
    return give([kindFrom(page, chunk), plain ? range(page, of.from, of.to)[1] : trigger.range[1]], "the kind");
  }
  if (slot === "tongue") {
    const tongue = chunk === null ? null : tongueOf(page, chunk);
    return tongue === null ? null : give(tongue.range, 'the word before "-language"');
  }
  if (slot === "phrase-words" && chunk !== null) return give(bare(page, chunk), "the noun with what stands before it");
  if (slot === "act-words") {
    const act = actOf(page, trigger);
    return act === null || isNamed(page, act) ? null : wholeAct(page, act, act.clause.verb?.head ?? act.clause.from);
  }
  if (slot === "clause-words" && trigger.chunk === null) return wholeAct(page, trigger.at, trigger.token);
  if (slot === "infinitive" || slot === "gerund") return sought(page, trigger, slot);
  return null;
}

/** Where the words of a kind begin: after whose it is ("ETA's *internal bulletin*", "the Azawad Front *faction* Ansar"). */
function kindFrom(page: Page, chunk: Chunk): number {
  const end = chunk.noun >= 0 ? chunk.noun : chunk.head;
  const body = chunk.names.findLast((one) => one.to <= end && one.kind === "group" && !one.adjectival);
  const tongue = tongueOf(page, chunk);
  let from = Math.max(chunk.possessor?.to ?? 0, body?.to ?? 0, tongue?.to ?? 0);
  if (from === 0) return bare(page, chunk)[0];
  while (from < end && /^(\p{P}?s?|linked|backed|led|affiliated|aligned)$/u.test(page.marks.words.lower[from] ?? ""))
    from += 1;
  return range(page, from, from + 1)[0];
}

/** "seeks *to destabilise and replace …*", "the goal of *establishing …*": the dependent clause with those coordinated to it. */
function sought(page: Page, { at, token }: Trigger, slot: "infinitive" | "gerund"): ReturnType<typeof wordsAt> {
  const child = childOf(
    page,
    at,
    ({ clause }) => clause.kind === slot && (slot === "infinitive" || (clause.verb?.from ?? 0) - token <= 2),
  );
  const verb = child?.clause.verb ?? null;
  if (child === null || verb === null) return null;
  return wholeAct(page, child, page.marks.words.lower[verb.from] === "to" ? verb.from + 1 : verb.from);
}

/** A dependent clause from a token on, with those coordinated to it. */
function wholeAct(page: Page, child: At, from: number): ReturnType<typeof wordsAt> {
  let { to } = child.clause;
  for (const other of clausesOf(page, child.sentence)) {
    const joined =
      other.clause.kind === "coordinate" &&
      other.clause.subjectFrom === "inherited" &&
      (other.clause.link === "and" || other.clause.link === "or");
    if (other.index > child.index && joined && other.clause.parent === child.index) to = Math.max(to, other.clause.to);
  }
  // "seeks to destabilise it *with the goal* of …": what a gerund goes on to explain is no part of what is sought.
  const phrase = child.clause.phrases
    .concat(
      ...clausesOf(page, child.sentence)
        .filter((other) => other.index > child.index)
        .map((other) => other.clause.phrases),
    )
    .find((one) => one.to === to);
  const explained =
    phrase !== undefined &&
    clausesOf(page, child.sentence).some(
      ({ clause }) => clause.kind === "gerund" && clause.link === "of" && clause.from > to,
    );
  if (phrase !== undefined && (explained || page.marks.words.lower[to] === "of")) to = phrase.from;
  return { terms: [wordsTerm(page, range(page, from, to))], how: "what is to be done" };
}

function matching(run: Run, { forbid }: Frame, filling: Filling, role: Role): readonly Term[] {
  const terms: Term[] = [];
  const { spec, lemmas } = role;
  for (const chunk of role.quantity ? beside(filling) : filling.chunks) {
    const taken = lemmas === null || lemmas.has(chunk.lemma) || (role.bare && chunk.form === "number");
    if (!taken && !lemmas.has(paired(run.page, chunk))) continue;
    if (role.person) terms.push(...apposed(run.page, chunk, filling));
    const stands = role.quantity && isNone(chunk) ? [noneOf(run.page, chunk)] : termsOf(run.page, chunk, filling.at);
    if (stands === null) run.harvest.unresolved.add(filling.at.sentence);
    for (const found of stands ?? []) {
      if (found.from === "reference" && forbid.includes("reference")) continue;
      const kind = spec.is.find((one) => fits(found, one));
      if (kind === "whole") terms.push(wordsTerm(run.page, wholePhrase(run.page, chunk, filling.at)));
      else if (kind !== undefined)
        terms.push(STATES.has(kind) ? asState(run.page, found) : role.place ? asPlace(found) : found);
    }
  }
  if (terms.length === 0) return terms;
  const whole = terms[0];
  const alone = role.counts && terms.length === 1 && whole !== undefined && !forbid.includes("subset");
  const parts = alone ? partsOf(run.page, filling.at, whole) : [];
  if (parts.length > 0 && whole?.quantity != null)
    terms.splice(0, 1, { ...whole, quantity: { ...whole.quantity, includes: parts[0]?.words ?? null } }, ...parts);
  if (parts.length > 0) return [...terms, ...namedAmong(run.page, filling, terms[0] ?? null, role)];
  if (terms.length === 1 && whole?.kind === "people") terms.push(...namedAmong(run.page, filling, whole, role));
  const or = forbid.includes("alternative") ? null : orBetween(run.page, filling.chunks);
  return joined(run.page, filling, or === null ? terms : terms.map((found) => ({ ...found, or })));
}

/** "two commanders, *Omar Safi and Hassan Karim*": each of those who are named is one of them. */
function apposed(page: Page, chunk: Chunk, { at }: Filling): Term[] {
  const names = chunk.appositions.filter(({ form, name }) => form === "name" && name?.kind === "person");
  if (!chunk.plural || chunk.form !== "noun" || names.length < 2) return [];
  return names.flatMap((one) => term(page, one, at) ?? []);
}

/** "killed the mayor *together with his driver*": whom it befell beside those. */
function beside({ chunks, at }: Filling): readonly Chunk[] {
  const end = chunks.at(-1)?.to ?? -1;
  const phrase = at.clause.phrases.find((one) => TOGETHER.has(one.preposition) && one.from >= end);
  return phrase === undefined ? chunks : [...chunks, ...phrase.objects];
}

const TOGETHER = new Set(["together with", "along with", "alongside", "as well as"]);

/** "No one was hurt": a count of nobody. */
function noneOf(page: Page, chunk: Chunk): Term {
  const at = range(page, chunk.from, chunk.head + 1);
  const words = text(page, at);
  const quantity = null;
  const actor = page.cast.unnamed("people", words, at);
  return { kind: "people", actor, quantity, place: null, time: null, range: at, from: "here", words, chunk };
}

/** "12 people were arrested, *including Omar Safi and Hassan Karim*": what befell all befell each. */
function namedAmong(page: Page, { at }: Filling, whole: Term | null, { spec }: Role): Term[] {
  const end = whole?.chunk?.to ?? -1;
  const phrase = at.clause.phrases.find((one) => one.preposition === "including" && one.from >= end);
  if (phrase === undefined) return [];
  const listed = at.clause.chunks.filter((chunk) => chunk.from >= phrase.to && isListed(page, chunk));
  return [...phrase.objects, ...listed].flatMap((chunk) => {
    const found = chunk.form === "name" ? term(page, chunk, at) : null;
    return found?.kind === "person" && spec.is.some((kind) => fits(found, kind)) ? [found] : [];
  });
}

/** "including A, wife of B, *and C*, the director *D*": a name that begins another item of the list, whatever was said of the one before. */
function isListed({ marks: { words } }: Page, { from }: Chunk): boolean {
  let i = from - 1;
  while (i > from - ITEM && words.kind[i] === WORD && !LINKING.has(words.lower[i] ?? "")) i -= 1;
  return words.lower[i] === "," || words.lower[i] === "and";
}

const ITEM = 5;
const LINKING = new Set("and of for by to with in on at from than as who whom which that".split(" "));

/** Operator `alternative`: "either A or B did it" says of neither that it did. */
export function orBetween(page: Page, chunks: Filling["chunks"]): Range | null {
  const last = chunks.at(-1);
  const before = chunks.at(-2);
  if (last === undefined || before === undefined) return null;
  for (let i = before.head; i < last.from; i += 1) if (page.marks.words.lower[i] === "or") return range(page, i, i + 1);
  return null;
}

/** The head with the word before it: "suicide bomber". */
export function paired(page: Page, chunk: Chunk): string {
  return chunk.head > chunk.from ? `${page.marks.words.lower[chunk.head - 1]} ${chunk.lemma}` : "";
}

/** "Hazara men, women and children": bare nouns after the first share what stands before it and are one set. */
function joined(page: Page, filling: Filling, terms: readonly Term[]): readonly Term[] {
  if (terms.length < 2) return terms;
  const [first, ...rest] = terms;
  const last = rest.at(-1);
  if (first === undefined || last === undefined || first.kind !== "people" || terms.length !== filling.chunks.length)
    return terms;
  const sharing = rest.every(
    (one) =>
      one.kind === "people" &&
      one.chunk !== null &&
      one.quantity === null &&
      one.chunk.names.length === 0 &&
      // "miners and *students of the university*": what hangs on the last is its own.
      !one.chunk.phrases.some(({ preposition }) => preposition === "of") &&
      one.chunk.to - one.chunk.from === 1,
  );
  const modified =
    first.chunk !== null &&
    (first.quantity !== null || first.chunk.names.length > 0 || first.chunk.to - first.chunk.from > 1);
  if (!sharing || !modified) return terms;
  const at: Range = [first.range[0], last.range[1]];
  const words = text(page, at);
  const of = first.quantity?.of ?? null;
  const tail = page.rendition.text.slice(first.range[1], last.range[1]);
  const quantity =
    first.quantity === null || of === null
      ? first.quantity
      : { ...first.quantity, of: { ...of, words: `${of.words}${tail}` } };
  return [{ ...first, range: at, words, quantity, actor: page.cast.unnamed("people", words, at) }];
}

/** Kinds for which a country stands for its government. */
export const STATES: ReadonlySet<string> = new Set(["government", "actor", "body"]);

/** A country that acts is its government. */
export function asState(page: Page, found: Term): Term {
  if (found.kind !== "place" || found.place?.precision !== "country") return found;
  return { ...found, kind: "government", actor: page.cast.state(found.place, found.range) };
}

/** Kinds that can act. */
const ACTORS = new Set(["group", "person", "people", "government", "organisation"]);

export function fits(found: Term, kind: string): boolean {
  switch (kind) {
    case "any":
      return true;
    case "whole":
      return found.from !== "reference";
    case "quantity":
      return (
        found.quantity !== null &&
        (found.quantity.unit === "people" || found.kind === "number") &&
        !OTHER_UNITS.has(found.quantity.unit)
      );
    case "count":
      return found.quantity !== null;
    case "actor":
      return ACTORS.has(found.kind) || isCountry(found);
    case "body":
      return found.kind === "group" || found.kind === "organisation" || found.kind === "government" || isCountry(found);
    case "government":
      return found.kind === "government" || isCountry(found);
    case "place":
      return found.kind === "place" || (found.place !== null && found.kind !== "population");
    case "site":
      return found.place?.precision === "point" && found.kind === "place";
    case "people":
      return found.kind === "people" || found.kind === "population";
    default:
      return found.kind === kind;
  }
}

function isCountry(found: Term): boolean {
  return found.kind === "place" && found.place?.precision === "country";
}

const OTHER_UNITS = new Set(["percent", "money", "days"]);

/** A country named as a government is a place where a place is asked for. */
function asPlace(found: Term): Term {
  return found.place !== null && found.kind !== "place" ? { ...found, kind: "place" } : found;
}

export function dateTerm(page: Page, date: DateMark): Term {
  const at = range(page, date.from, date.to);
  return {
    kind: "date",
    actor: null,
    quantity: null,
    place: null,
    time: date.time,
    range: at,
    from: "here",
    words: text(page, at),
    chunk: null,
  };
}

function wordsTerm(page: Page, at: Range): Term {
  return {
    kind: "text",
    actor: null,
    quantity: null,
    place: null,
    time: null,
    range: at,
    from: "here",
    words: text(page, at),
    chunk: null,
  };
}
