import type { Chunk, Clause } from "../0-model/clause.ts";
import { isPersonal } from "./lists.ts";
import { type At, clausesOf, type Page } from "./page.ts";

// Words of a deed that tell of none that was done to anybody.

/** "attacked the policy", "executed the sentence", "the shuttle exploded": the words of a deed, and none that was done to anybody. */
export function isFigure(page: Page, { sentence, clause }: At): boolean {
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
  const doers =
    verb.voice === "passive" ? (phrases.find(({ preposition }) => preposition === "by")?.objects ?? []) : subject;
  const harmless = lists.is("blasting", verb.lemma) ? "disposing" : "virtual";
  if (doers.length > 0 && doers.every((one) => isSort(page, one, harmless))) return true;
  if (lists.is("forceful", verb.lemma) && (isLuck(page, clause) || isScored(clause))) return true;
  if (lists.is("bodily", verb.lemma)) {
    if (objects.length === 0 && verb.voice === "active")
      return !phrases.some(({ preposition }) => preposition === "at" || preposition === "on" || preposition === "into");
    return patients.length > 0 && patients.every((one) => isThing(page, one));
  }
  const objectless = verb.voice === "active" && objects.length === 0;
  return patients.length > 0 && !objectless && patients.every(({ lemma }) => lists.is("untouched", lemma));
}

/** Whether a noun is of a class of the lists, alone or with the word before it ("bomb squad"). */
function isSort({ lists, marks }: Page, { lemma, noun, from }: Chunk, sort: string): boolean {
  return lists.is(sort, lemma) || (noun > from && lists.is(sort, `${marks.words.lower[noun - 1] ?? ""} ${lemma}`));
}

/** "The index was *hit hard*", "the banks have been hit very badly": fortune, where no weapon and nobody did it. */
function isLuck({ marks }: Page, { verb, phrases, from, to }: Clause): boolean {
  if (verb?.voice !== "passive" || phrases.some(({ preposition }) => preposition === "by" || preposition === "with"))
    return false;
  return marks.words.lower.slice(Math.max(from, verb.to), to + 2).some((word) => LUCK.has(word));
}

/** "He played 26 games, *hitting* .203", "hit *for the cycle*": one person who hits nobody and nothing plays. */
function isScored({ verb, subject: [doer], objects, phrases }: Clause): boolean {
  if (verb?.voice !== "active" || objects.some(({ form }) => form !== "number")) return false;
  if (phrases.some(({ preposition, objects: [what] }) => preposition === "for" && what?.lemma === "cycle")) return true;
  return doer?.name?.kind === "person" && phrases.every(({ preposition }) => !AIMED.has(preposition));
}

const AIMED = new Set(["at", "on", "against", "in", "near"]);

const LUCK = new Set(["hard", "hardest", "badly"]);

const WRITING: ReadonlySet<string> = new Set(["outlet", "publication", "document"]);

/** A noun that is nobody. */
function isThing({ lists }: Page, { form, lemma, names }: Chunk): boolean {
  if (form !== "noun" || names.length > 0) return false;
  if (lists.counted.get(lemma)?.unit === "people" || lists.heads.has(lemma)) return false;
  return lists.classes.get(lemma) !== "person" && lists.classes.get(lemma) !== "group";
}

/** "A storm hit the region", "the crisis struck": what is neither somebody nor a weapon attacks nobody. */
export function isForce(page: Page, { clause }: At): boolean {
  const { verb, subject } = clause;
  const [doer] = subject;
  if (verb === null || verb.voice === "passive" || doer === undefined || !page.lists.is("forceful", verb.lemma))
    return false;
  if (clause.objects.some(({ lemma }) => page.lists.is("mine", lemma))) return false;
  if (doer.form === "pronoun" || doer.form === "number") return false;
  if (doer.form === "name") return doer.name?.kind === "place" && doer.name.place?.precision !== "country";
  const { lists } = page;
  const people = isPersonal(lists, doer.lemma);
  const body = lists.heads.get(doer.lemma);
  const armed = lists.instruments.has(doer.lemma) || lists.eventNouns.has(doer.lemma);
  return (
    !people && !armed && (body === undefined || body === "event" || body === "document") && doer.names.length === 0
  );
}
