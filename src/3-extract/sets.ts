import type { Chunk } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import type { NameMark } from "../0-model/mark.ts";
import { isPersonal } from "./lists.ts";
import { type At, clausesOf, isDefinite, type Page } from "./page.ts";

/** How many sentences back the people that a phrase points to may stand. */
const REACH = 3;

const BODIES: ReadonlySet<Kind> = new Set(["group", "organisation", "government", "outlet"]);
const PERSONS: ReadonlySet<Kind> = new Set(["person"]);
const ALL: ReadonlySet<Kind> = new Set([...BODIES, ...PERSONS]);

/** A name and the chunk that it is. */
export interface Named {
  readonly chunk: Chunk;
  readonly name: NameMark;
  readonly at: At;
}

/**
 * Operator `reference` for two at once: "both", "the two", "the two groups", "the former". The pair is the last two that
 * were joined as subjects, else the only two of their kind in the sentence before. `undefined` when the phrase points to
 * no pair; null when it does and the pair is not safe to tell. "They" points to all persons of a list.
 */
export function pairOf(page: Page, chunk: Chunk, at: At): readonly Named[] | null | undefined {
  if (chunk.form === "pronoun" && THEY.has(chunk.lemma)) return persons(page, chunk, at) ?? undefined;
  const one = chunk.lemma === "former" ? 0 : chunk.lemma === "latter" ? 1 : null;
  if (one === null ? !isTwo(page, chunk) : !isDefinite(chunk) || chunk.form !== "noun") return undefined;
  const wanted = one === null ? kindsOf(page, chunk) : ALL;
  if (wanted === null) return undefined;
  for (let sentence = at.sentence; sentence >= Math.max(0, at.sentence - 1); sentence -= 1) {
    if (page.marks.sentences[sentence]?.block !== page.marks.sentences[at.sentence]?.block) return null;
    const found = pairIn(page, sentence, sentence === at.sentence ? chunk.from : Number.MAX_SAFE_INTEGER, wanted);
    if (found !== null) return one === null ? found : found.slice(one, one + 1);
  }
  // "The two men, named as A and B, were held": men that nobody brought in before are just two men.
  return wanted === PERSONS ? undefined : null;
}

const THEY = new Set(["they", "them"]);

/** "A and B were arrested. *They* were charged": the persons that the nearest subject before it lists. */
function persons(page: Page, pronoun: Chunk, at: At): readonly Named[] | null {
  const { sentences } = page.marks;
  for (let sentence = at.sentence; sentence >= Math.max(0, at.sentence - 1); sentence -= 1) {
    if (sentences[sentence]?.block !== sentences[at.sentence]?.block) return null;
    for (const one of [...clausesOf(page, sentence)].reverse()) {
      const { subject, subjectFrom, verb } = one.clause;
      if (subjectFrom !== "own" || subject.length === 0 || verb === null) continue;
      if (sentence === at.sentence && subject.some(({ to }) => to > pronoun.from)) continue;
      if (subject.length < 2) return null;
      const found = subject.flatMap((chunk): Named[] =>
        chunk.form === "name" && chunk.name?.kind === "person" ? [{ chunk, name: chunk.name, at: one }] : [],
      );
      return found.length === subject.length ? found : null;
    }
  }
  return null;
}

function isTwo(page: Page, chunk: Chunk): boolean {
  if (chunk.names.length > 0 || chunk.possessor !== null) return false;
  if (chunk.phrases[0]?.preposition === "of" && chunk.phrases[0].from === chunk.to) return false;
  if (chunk.lemma === "both" || page.marks.words.lower[chunk.from] === "both") return true;
  return isDefinite(chunk) && chunk.quantity?.quantity.low === 2 && chunk.quantity.quantity.high === 2;
}

/** The kinds that the noun of a pair can name: "the two groups", "both men", "the two". */
function kindsOf(page: Page, chunk: Chunk): ReadonlySet<Kind> | null {
  if (chunk.form !== "noun") return ALL;
  const kind = page.lists.heads.get(chunk.lemma);
  if (kind !== undefined && BODIES.has(kind)) return BODIES;
  return isPersonal(page.lists, chunk.lemma) ? PERSONS : null;
}

function pairIn(page: Page, sentence: number, before: number, wanted: ReadonlySet<Kind>): Named[] | null {
  const all = clausesOf(page, sentence);
  const fits = (at: At, chunk: Chunk): Named[] => {
    if (chunk.to > before || chunk.name === null || chunk.name.adjectival) return [];
    return wanted.has(page.cast.named(chunk.name).kind) ? [{ chunk, name: chunk.name, at }] : [];
  };
  for (const at of [...all].reverse()) {
    const subjects = at.clause.subjectFrom === "own" ? at.clause.subject.flatMap((chunk) => fits(at, chunk)) : [];
    if (subjects.length === 2 && at.clause.subject.length === 2 && alike(page, subjects)) return subjects;
  }
  const found = new Map<unknown, Named>();
  for (const at of all) {
    for (const named of [...at.clause.subject, ...at.clause.chunks].flatMap((chunk) => fits(at, chunk))) {
      const actor = page.cast.named(named.name);
      if (!found.has(actor)) found.set(actor, named);
    }
  }
  const two = [...found.values()].sort((a, b) => a.chunk.from - b.chunk.from);
  return two.length === 2 && alike(page, two) ? two : null;
}

function alike(page: Page, [a, b]: readonly Named[]): boolean {
  if (a === undefined || b === undefined) return false;
  const [one, other] = [page.cast.named(a.name), page.cast.named(b.name)];
  return one !== other && (one.kind === "person") === (other.kind === "person");
}

/**
 * Operator `reference` for people without a name: "three gunmen … *the gunmen*", "a suicide bomber … *the attacker*". The
 * nearest such phrase that brought them in; null when there is none, or two in one sentence.
 */
export function broughtIn(page: Page, chunk: Chunk, at: At): { readonly chunk: Chunk; readonly at: At } | null {
  if (!isDefinite(chunk) || chunk.possessor !== null || chunk.names.length > 0 || chunk.quantity !== null) return null;
  if (chunk.phrases[0]?.from === chunk.to) return null;
  const own = page.marks.sentences[at.sentence]?.block ?? 0;
  for (let sentence = at.sentence; sentence >= Math.max(0, at.sentence - REACH); sentence -= 1) {
    if (own - (page.marks.sentences[sentence]?.block ?? -9) > REACH) return null;
    const found = new Map<number, { chunk: Chunk; at: At }>();
    for (const one of clausesOf(page, sentence)) {
      for (const other of [...one.clause.subject, ...one.clause.chunks]) {
        const before = sentence < at.sentence || other.to <= chunk.from;
        if (before && !isDefinite(other) && other.form === "noun" && isSame(page, other, chunk))
          found.set(other.head, { chunk: other, at: one });
      }
    }
    if (found.size > 1) return null;
    for (const one of found.values()) return one;
  }
  return null;
}

/** The same noun in the same number, or two words for whoever attacked. */
function isSame(page: Page, a: Chunk, b: Chunk): boolean {
  if (a.plural !== b.plural) return false;
  return a.lemma === b.lemma || (page.lists.is("assailant", a.lemma) && page.lists.is("assailant", b.lemma));
}

/** "the city", "the province": the last place of that size, when the sentence that names it names no other. */
export function placeBefore(page: Page, chunk: Chunk, at: At): Named | null {
  const size = page.lists.placeNouns.get(chunk.lemma);
  if (size === undefined || !isDefinite(chunk) || chunk.names.length > 0 || chunk.possessor !== null) return null;
  if (chunk.phrases[0]?.from === chunk.to) return null;
  const block = page.marks.sentences[at.sentence]?.block;
  for (let sentence = at.sentence; sentence >= Math.max(0, at.sentence - REACH); sentence -= 1) {
    if (page.marks.sentences[sentence]?.block !== block) return null;
    const found = new Map<string, Named>();
    for (const one of clausesOf(page, sentence)) {
      for (const other of [...one.clause.subject, ...one.clause.chunks]) {
        const { name } = other;
        const before = sentence < at.sentence || other.to <= chunk.from;
        if (before && name?.place?.precision === size && name.kind === "place")
          found.set(name.place.id ?? name.name, { chunk: other, name, at: one });
      }
    }
    if (found.size > 1) return null;
    for (const one of found.values()) return one;
  }
  return null;
}
