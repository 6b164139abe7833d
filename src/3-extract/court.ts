import { bareChunk, type Chunk, type Phrase } from "../0-model/clause.ts";
import type { Range } from "../0-model/span.ts";
import { type Filling, filling, type Trigger } from "./filling.ts";
import { CHARGE, isCharged } from "./offence.ts";
import { type At, clausesOf, type Page, range } from "./page.ts";

// What courts and captors do: the words of a charge and of a sentence, and deaths told by "dead".

const LOOSE = new Set(["for", "over", "in connection with"]);

/** The charge of a clause: "murder", "two counts of murder", "lying to investigators". Null when none is said. */
export function chargeWords(page: Page, { at, token, chunk }: Trigger): Range | null {
  const { clause } = at;
  const gerund = clausesOf(page, at.sentence).find(
    (one) => one.clause.parent === at.index && one.clause.kind === "gerund" && CHARGE.has(one.clause.link),
  );
  const own = chunk === null ? clause.phrases.filter(({ from }) => from > token) : chunk.phrases;
  const judged = isCharged(page, clause) || clause.verb?.lemma === "find";
  const fits = (one: Phrase): boolean => {
    // "arrested four members of a gang for hours": what hangs on another noun is no charge.
    const hung = clause.chunks.some(({ form, phrases }) => form === "noun" && phrases[0] === one);
    return chunk !== null || judged || one.preposition === "on" || (LOOSE.has(one.preposition) && !hung);
  };
  const phrase = own.find(
    (one) => CHARGE.has(one.preposition) && fits(one) && one.objects.some((object) => isCharge(page, one, object)),
  );
  const from = phrase?.objects[0]?.from ?? gerund?.clause.verb?.from;
  const to = phrase === undefined ? gerund?.clause.to : reach(phrase);
  if (from === undefined || to === undefined) return null;
  // "conspiracy *to commit murder*"
  const further = clausesOf(page, at.sentence).find(
    (one) => one.clause.kind === "infinitive" && one.clause.from <= to && one.clause.to > to,
  );
  return range(page, from, further === undefined || further.clause.from < from ? to : further.clause.to);
}

/** "on charges of murder" and "for murder" say what for; "on Monday", "for 20 years", "for the police" do not. */
function isCharge(page: Page, { preposition }: Phrase, object: Chunk): boolean {
  if (page.lists.is("accusation", object.lemma)) return true;
  if (object.form !== "noun" || ["custody", "penalty"].some((name) => page.lists.is(name, object.lemma))) return false;
  if (preposition === "on" || preposition === "to") return false;
  return page.lists.classes.get(object.lemma) !== "person" && page.lists.classes.get(object.lemma) !== "time";
}

/** Where the words of a charge end: with the phrases that hang on it, before a place or a date. */
function reach(phrase: Phrase): number {
  let { to } = phrase;
  for (const next of phrase.objects.at(-1)?.phrases ?? []) {
    const place = next.objects.some(({ name }) => name?.kind === "place");
    if (next.from !== to || (place && next.preposition !== "of")) break;
    if (!["of", "against", "in", "to", "with", "for"].includes(next.preposition)) break;
    to = next.to;
  }
  return to;
}

/** The sentence that a clause gives: "20 years in prison", "death". Null when none is said. */
export function sentenceWords(page: Page, { at }: Trigger): Range | null {
  const { clause } = at;
  const held = clause.phrases.find(
    ({ preposition, objects }) =>
      (preposition === "to" || preposition === "for") &&
      objects.some((object) => object.form === "date" || page.lists.is("penalty", object.lemma)),
  );
  const duration = clause.dates.find(({ kind }) => kind === "duration");
  if (held === undefined) return duration === undefined ? null : range(page, duration.from, duration.to);
  let { to } = held;
  for (const next of held.objects.at(-1)?.phrases ?? []) {
    const prison = next.objects.some(
      ({ lemma, form }) => form === "date" || page.lists.is("custody", lemma) || page.lists.is("penalty", lemma),
    );
    if (next.from !== to || !prison || next.preposition === "by" || next.preposition === "for") break;
    to = next.to;
  }
  return range(page, held.objects[0]?.from ?? held.from, to);
}

/** "received *18 years* for murder", "was given *20 years in absentia*": a stretch of time right behind the verb. */
export function yearsWords(page: Page, { at, chunk }: Trigger): Range | null {
  const { lower } = page.marks.words;
  const [object] = at.clause.objects;
  const term = object?.form === "date" ? object.dates.find(({ kind }) => kind === "duration") : undefined;
  if (chunk !== null || term === undefined) return null;
  let { to } = term;
  const after = lower.slice(to, to + 2).join(" ");
  if (after === "in absentia" || after === "in prison" || after === "in jail") to += 2;
  return range(page, term.from, to);
}

/** "shot *dead*", "found *guilty*": a word after the verb, or before or after its object. */
export function wordAfter(page: Page, at: At, lemma: string): readonly Filling[] {
  const { verb, objects } = at.clause;
  const ends = [verb?.to ?? -1, objects.at(-1)?.to ?? -1, objects[0] === undefined ? -1 : objects[0].from - 1];
  const from = ends.find((i) => page.marks.words.lower[i] === lemma) ?? -1;
  if (from < 0) return [];
  const word = bareChunk({ from, to: from + 1, head: from, lemma, form: "noun", name: null, names: [] });
  return filling([word], `"${lemma}"`, at);
}

/** "pleaded *not guilty*": the plea, and the charge that stands after "to". */
export function pleaWords(page: Page, { at }: Trigger): Range | null {
  const { verb } = at.clause;
  const from = verb?.to ?? -1;
  const { lower } = page.marks.words;
  const end = lower[from] === "guilty" ? from : lower[from] === "not" && lower[from + 1] === "guilty" ? from + 1 : -1;
  return end < 0 ? null : range(page, from, end + 1);
}

/** The chunk right before another one, a comma or a bracket between: "*Omar Safi*, alias Abu Tariq". */
export function chunkBefore(page: Page, at: At, to: number): readonly Filling[] {
  const { lower } = page.marks.words;
  let end = to;
  while (lower[end - 1] === "," || lower[end - 1] === "(") end -= 1;
  const found = clausesOf(page, at.sentence)
    .flatMap(({ clause }) => [...clause.subject, ...clause.chunks])
    .find((chunk) => chunk.head + 1 === end);
  return found === undefined ? [] : filling([found], "the noun before it", at);
}

/** The charge that is the object of a clause: "faces *one count of murder*". */
export function objectCharge(page: Page, { at }: Trigger): Range | null {
  const [object] = at.clause.objects;
  if (object === undefined || !page.lists.is("accusation", object.lemma)) return null;
  const of = object.phrases[0];
  return range(
    page,
    object.from,
    of !== undefined && of.from === object.to && of.preposition === "of" ? reach(of) : object.to,
  );
}
