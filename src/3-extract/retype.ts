import type { Chunk } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import type { Mark, NameMark } from "../0-model/mark.ts";
import type { Actor } from "./cast.ts";
import { type At, clausesOf, marksIn, type Page } from "./page.ts";

/** Kinds that a name can have been given for want of anything better. */
const GUESSED: ReadonlySet<Kind> = new Set(["person", "organisation", "group", "outlet", "publication"]);

/**
 * Operator `appositive`: what a text says a name is ("X, a village in", "X is a newspaper", "the magazine X") overrules
 * what it looks like, and so does what it does: whoever has militants is a group. Runs before the rules; countries and
 * places of the gazetteer stay what they are.
 */
export function retype(page: Page): void {
  for (let sentence = 0; sentence < page.marks.parses.length; sentence += 1) {
    for (const at of clausesOf(page, sentence)) {
      for (const chunk of [...at.clause.subject, ...at.clause.chunks]) {
        withFighters(page, chunk);
        setBeside(page, chunk);
        if (chunk.name === null || chunk.name.adjectival) continue;
        published(page, chunk, chunk.name);
        if (isPlaced(chunk.name)) continue;
        const actor = page.cast.named(chunk.name);
        translated(page, chunk, actor);
        for (const kind of saidOf(page, chunk, at)) become(actor, kind);
      }
    }
  }
}

/** True for a country, and for a place that the gazetteer has: it stays what it is. */
function isPlaced({ place }: NameMark): boolean {
  return place !== null && (place.id !== null || place.precision === "country");
}

/** What a name is said to be, where it was only a guess: a body stays the body that it is. */
function become(actor: Actor, kind: Kind): void {
  const open = GUESSED.has(actor.kind) || actor.kind === "place";
  if (!open || (kind === "place" && actor.kind === "place")) return;
  if (kind === "organisation" && actor.kind !== "person" && actor.kind !== "place") return;
  if (kind === "person" && actor.kind !== "place" && (actor.kind !== "organisation" || ACRONYM.test(actor.name)))
    return;
  actor.kind = kind;
}

const ACRONYM = /^\P{Ll}+$/u;

/** "its newspaper, El Surco Rojo,": the noun says what the name set beside it is. */
function setBeside(page: Page, chunk: Chunk): void {
  if (chunk.form !== "noun" || chunk.plural || chunk.names.length > 0) return;
  const names = chunk.appositions.filter(({ form, name }) => form === "name" && name !== null && !name.adjectival);
  const [only] = names;
  if (names.length !== 1 || only?.name == null || isPlaced(only.name)) return;
  const kind = armed(page, chunk) ?? kindOf(page, chunk.head, chunk.lemma);
  if (kind === null || kind === "place") return;
  const actor = page.cast.named(only.name);
  // "the leader of the group, Omar Safi": the name is the leader's.
  const owned = page.marks.words.lower[chunk.from - 1] === "of";
  if (actor.kind !== "person" || (!owned && (kind === "outlet" || kind === "publication" || isNew(chunk))))
    become(actor, kind);
}

/** "a militant group, X": what is brought in here is named here. */
function isNew({ determiner }: Chunk): boolean {
  return determiner === "indefinite";
}

/** "the newspaper Egin": a paper may bear the name of a town. */
function published(page: Page, chunk: Chunk, name: NameMark): void {
  if (name.place === null || name.place.precision === "country" || chunk.noun !== name.from - 1) return;
  const kind = kindOf(page, chunk.noun, page.marks.words.lower[chunk.noun] ?? "");
  if (kind === "outlet" || kind === "publication") page.cast.named(name).kind = kind;
}

/** The kinds that the text gives a name: by apposition, by the verb "be", by the noun before it. */
function saidOf(page: Page, chunk: Chunk, { clause }: At): Kind[] {
  const { verb } = clause;
  const nouns = chunk.appositions.filter(({ form }) => form === "noun");
  const copular = verb?.lemma === "be" && verb.negation < 0 && clause.subject.length === 1;
  if (copular && clause.subject[0] === chunk) {
    const [said] = clause.objects;
    if (said?.form === "noun" && said.determiner === "indefinite") nouns.push(said);
  }
  const kinds = nouns.map((noun) =>
    page.lists.offices.has(noun.lemma) && !noun.plural
      ? "person"
      : (armed(page, noun) ?? kindOf(page, noun.head, noun.lemma)),
  );
  // "the magazine X"; but "territory X once held" is no name of a place.
  if (chunk.name !== null && chunk.noun >= 0 && chunk.noun < chunk.name.from && chunk.form === "name") {
    const kind = kindOf(page, chunk.noun, page.marks.words.lower[chunk.noun] ?? "");
    if (kind !== "place") kinds.push(kind);
  }
  return kinds.filter((kind) => kind !== null);
}

/** "a jihadist alliance", "an armed movement": a body that fights. */
function armed(page: Page, noun: Chunk): Kind | null {
  if (kindOf(page, noun.head, noun.lemma) !== "organisation" || noun.plural) return null;
  const words = page.marks.words.lower.slice(noun.from, noun.head);
  return words.some((word) => page.lists.is("armed", word)) ? "group" : null;
}

/** "Iron Circle militants": a body without a head word that says otherwise is a group when it has such people. */
function withFighters(page: Page, chunk: Chunk): void {
  const [name] = chunk.names;
  if (chunk.form !== "noun" || name === undefined || !page.lists.is("fighting", chunk.lemma) || name.adjectival) return;
  const actor = page.cast.named(name);
  const last = page.marks.words.lower[name.to - 1] ?? "";
  if (actor.kind === "organisation" && !page.lists.heads.has(last)) actor.kind = "group";
}

const BODIES: ReadonlySet<Kind> = new Set(["group", "organisation", "outlet", "government"]);

/** "the National Army (Spanish: Ejército Nacional, EN)": names after the language's colon are the same body's. */
function translated(page: Page, chunk: Chunk, actor: Actor): void {
  if (!BODIES.has(actor.kind)) return;
  for (const { from, to } of chunk.brackets) {
    const { lower } = page.marks.words;
    const colon = [from, from + 1, from + 2].find((at) => at < to && lower[at] === ":");
    if (colon === undefined) {
      own(page, actor, marksIn(page.marks.names, [from, to]), { from, to });
      continue;
    }
    for (const name of marksIn(page.marks.names, [colon, to])) {
      if (name.adjectival || !(BODIES.has(name.kind) || name.kind === "person")) continue;
      page.cast.join(actor, name);
    }
  }
}

/** "the Iron Circle (Eisenkreis)": a name that fills the brackets behind a body's name is its own. */
function own(page: Page, actor: Actor, [name, more]: readonly NameMark[], { from, to }: Mark): void {
  if (name === undefined || more !== undefined || name.from !== from || name.to !== to || name.adjectival) return;
  const same = page.cast.named(name);
  if (same !== actor && name.place === null && (BODIES.has(same.kind) || same.kind === "person"))
    page.cast.join(actor, name);
}

/** The kind that a noun gives: by its head with the word before it, else by its head. */
function kindOf(page: Page, head: number, lemma: string): Kind | null {
  // "is a Malian militant" is a person, whatever the word is in the name of a body.
  if (page.lists.counted.get(lemma)?.unit === "people") return null;
  // "second-in-command" is no command.
  if (/-.*-/.test(page.marks.words.lower[head] ?? "")) return null;
  const { heads, placeNouns } = page.lists;
  const two = heads.get(`${page.marks.words.lower[head - 1] ?? ""} ${lemma}`);
  // "a radio station" is no place, "a station" may be one.
  if (two === undefined && placeNouns.has(lemma)) return "place";
  const kind = two ?? heads.get(lemma);
  return kind === undefined || kind === "event" || kind === "document" ? null : kind;
}
