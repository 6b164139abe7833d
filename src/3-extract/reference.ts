import type { Chunk } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import type { Actor } from "./cast.ts";
import { type At, bare, clausesOf, type Page, text } from "./page.ts";

/** How many sentences back a reference may look, inside its paragraph. */
const REACH = 3;

const PERSONAL = new Set(["he", "she", "him", "her", "his", "himself", "herself"]);
const NEUTRAL = new Set(["it", "its", "itself"]);
const PLURAL = new Set(["they", "them", "their", "themselves"]);
const GROUPS: ReadonlySet<Kind> = new Set(["group", "organisation", "outlet", "government"]);

/**
 * Who a pronoun or a phrase such as "the group" refers to, or null when that is not safe: a person for "he"; a group
 * or body for "it" and "the group". The nearest subject of the right kind wins, inside the paragraph and at most three
 * sentences back; two candidates in one sentence that are neither its subject nor the document's own subject are not
 * told apart. A paragraph that has named none speaks of the document's own subject.
 */
export function refer(page: Page, chunk: Chunk, at: At): Actor | null {
  const wanted = kinds(chunk.lemma);
  if (wanted === null) return null;
  if (PLURAL.has(chunk.lemma)) {
    const people = peopleBefore(page, chunk, at);
    if (people !== null) return people;
  }
  const parallel = chunk.form === "pronoun" && at.clause.subject.includes(chunk);
  const block = page.marks.sentences[at.sentence]?.block;
  for (let sentence = at.sentence; sentence >= 0 && sentence >= at.sentence - REACH; sentence -= 1) {
    if (page.marks.sentences[sentence]?.block !== block) break;
    const before = sentence === at.sentence ? chunk.from : Number.MAX_SAFE_INTEGER;
    const found = candidate(page, { sentence, before, wanted, parallel });
    if (found === "unsafe") return null;
    if (found !== null) return found;
  }
  const title = page.title?.actor ?? null;
  return title !== null && wanted.has(title.kind) ? title : null;
}

/** "Afghan officials said ...; they denied": the nearest subject before a plural pronoun, when it is an unnamed set of people. */
function peopleBefore(page: Page, pronoun: Chunk, at: At): Actor | null {
  const block = page.marks.sentences[at.sentence]?.block;
  for (let sentence = at.sentence; sentence >= Math.max(0, at.sentence - 1); sentence -= 1) {
    if (page.marks.sentences[sentence]?.block !== block) return null;
    for (const { clause } of [...clausesOf(page, sentence)].reverse()) {
      const subject = clause.subject[0];
      if (clause.subjectFrom !== "own" || subject === undefined || subject.to > pronoun.from) continue;
      if (subject.form !== "noun" || !subject.plural) return null;
      const at0 = bare(page, subject);
      return page.cast.unnamed("people", text(page, at0), at0);
    }
  }
  return null;
}

function kinds(lemma: string): ReadonlySet<Kind> | null {
  if (PERSONAL.has(lemma)) return new Set<Kind>(["person"]);
  if (NEUTRAL.has(lemma)) return GROUPS;
  if (PLURAL.has(lemma)) return new Set<Kind>(["group", "organisation"]);
  if (lemma === "outlet") return new Set<Kind>(["outlet"]);
  if (["organisation", "organization", "network", "party"].includes(lemma)) return GROUPS;
  return /^(who|which|that|this|these|those|one|some|others?|all|both|each|we|i|you|us|our|my|your|ours|me|there|what)$/.test(
    lemma,
  )
    ? null
    : new Set<Kind>(["group"]);
}

interface Search {
  readonly sentence: number;
  /** Only chunks that end before this token count. */
  readonly before: number;
  readonly wanted: ReadonlySet<Kind>;
  /** The pronoun is a subject itself: it goes on with the subject before. */
  readonly parallel: boolean;
}

/** The one that a sentence offers: its nearest subject of the kind, else its only mention of the kind. */
function candidate(page: Page, { sentence, before, wanted, parallel }: Search): Actor | "unsafe" | null {
  const mentioned = new Set<Actor>();
  let subject: Actor | null = null;
  for (const { clause } of clausesOf(page, sentence)) {
    for (const chunk of [...clause.subject, ...clause.chunks]) {
      if (chunk.to > before) continue;
      for (const actor of actorsOf(page, chunk, wanted)) mentioned.add(actor);
    }
    if (clause.subjectFrom !== "own" || clause.subject.length !== 1) continue;
    const chunk = clause.subject[0];
    if (chunk === undefined || chunk.to > before || chunk.form !== "name" || chunk.name === null) continue;
    const actor = page.cast.named(chunk.name);
    if (wanted.has(actor.kind)) subject ??= actor;
  }
  if (mentioned.size === 0) return null;
  const title = page.title?.actor;
  // "A condemned B. The group has": without a subject of the whole text either can be meant.
  if (subject !== null && !parallel && title === undefined && mentioned.size > 1) return "unsafe";
  // Another subject beside the document's own subject: "one of its founders" could be either's.
  if (subject !== null)
    return !parallel &&
      title !== undefined &&
      subject !== title &&
      (mentioned.has(title) || refersBack(page, sentence, before)) &&
      wanted.has(title.kind)
      ? "unsafe"
      : subject;
  if (title !== undefined && (mentioned.has(title) || wanted.has(title.kind))) return title;
  if (mentioned.size > 1) return "unsafe";
  return [...mentioned][0] ?? null;
}

/** Whether the sentence speaks of "the group". */
function refersBack(page: Page, sentence: number, before: number): boolean {
  return clausesOf(page, sentence).some(({ clause }) =>
    clause.chunks.some(
      (chunk) =>
        chunk.to <= before && chunk.determiner === "definite" && chunk.lemma === "group" && chunk.names.length === 0,
    ),
  );
}

function actorsOf(page: Page, chunk: Chunk, wanted: ReadonlySet<Kind>): Actor[] {
  const found: Actor[] = [];
  for (const name of chunk.names) {
    const actor = page.cast.named(name);
    if (wanted.has(actor.kind) && !name.adjectival) found.push(actor);
  }
  if (chunk.possessor?.name) {
    const actor = page.cast.named(chunk.possessor.name);
    if (wanted.has(actor.kind) && !chunk.possessor.name.adjectival) found.push(actor);
  }
  return found;
}
