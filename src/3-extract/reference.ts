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
  const wanted = ownerKinds(page, chunk, at) ?? kinds(chunk.lemma);
  if (wanted === null) return null;
  if (PLURAL.has(chunk.lemma)) {
    const people = peopleBefore(page, chunk, at);
    if (people !== null) return people;
  }
  const parallel = chunk.form === "pronoun" && at.clause.subject.includes(chunk);
  const not = barred(page, chunk, at);
  const block = page.marks.sentences[at.sentence]?.block;
  for (let sentence = at.sentence; sentence >= 0 && sentence >= at.sentence - REACH; sentence -= 1) {
    if (page.marks.sentences[sentence]?.block !== block) break;
    const before = sentence === at.sentence ? chunk.from : Number.MAX_SAFE_INTEGER;
    const found = candidate(page, { sentence, before, wanted, parallel, not });
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
      // "soldiers attacked the rebels after they …": either can be meant.
      if (clause.objects.some((chunk) => chunk.plural && chunk.form === "noun" && isPersonal(page, chunk))) return null;
      // "ISSP fighters captured 22 men, whom they executed": the group.
      const [owner] = subject.names;
      const group = owner === undefined || owner.adjectival ? null : page.cast.named(owner);
      const follows = page.lists.is("follower", page.marks.words.lower[subject.head] ?? "");
      if (group?.kind === "group" && follows) return group;
      const at0 = bare(page, subject);
      return page.cast.unnamed("people", text(page, at0), at0);
    }
  }
  return null;
}

const GROUP: ReadonlySet<Kind> = new Set(["group"]);

/** "its leader", "its fighters": whose leader and fighters they are is a group before it is any other body. */
function ownerKinds(page: Page, pronoun: Chunk, at: At): ReadonlySet<Kind> | null {
  if (pronoun.lemma !== "its") return null;
  const owned = at.clause.chunks.concat(at.clause.subject).find(({ possessor }) => possessor?.from === pronoun.from);
  const { lower } = page.marks.words;
  if (owned === undefined) return null;
  const word = lower[owned.noun >= 0 ? owned.noun : owned.head] ?? "";
  const martial = ["follower", "post"].some((sort) => page.lists.is(sort, word) || page.lists.is(sort, owned.lemma));
  return martial && groupsBefore(page, at) ? GROUP : null;
}

/** Whether a group is named in the stretch that a pronoun may look back on, or is what the document is about. */
function groupsBefore(page: Page, at: At): boolean {
  if (page.title?.actor.kind === "group") return true;
  for (let sentence = at.sentence; sentence >= Math.max(0, at.sentence - REACH); sentence -= 1)
    for (const { clause } of clausesOf(page, sentence))
      if (clause.chunks.some((chunk) => actorsOf(page, chunk, GROUP).length > 0)) return true;
  return false;
}

function isPersonal(page: Page, chunk: Chunk): boolean {
  return page.lists.counted.get(chunk.lemma)?.unit === "people" || page.lists.classes.get(chunk.lemma) === "person";
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

const REFLEXIVE = /self$|selves$|^(its|his|her|their)$/;

/**
 * Who a phrase cannot be: in "A joined the group", "A met him" not A; in "A became his deputy" neither. "A killed his
 * brother" says nothing of the kind.
 */
function barred(page: Page, chunk: Chunk, { clause }: At): ReadonlySet<Actor> {
  const none = new Set<Actor>();
  const { verb, subject, objects } = clause;
  if (verb === null || subject.includes(chunk)) return none;
  const said = page.lists.is("copula", verb.lemma) && objects.some(({ possessor }) => possessor === chunk);
  const inside = subject.some((one) => one.from <= chunk.from && chunk.to <= one.to);
  if (inside || (REFLEXIVE.test(chunk.lemma) && !said)) return none;
  return new Set(
    subject.flatMap(({ name, form }) => (name !== null && form === "name" ? [page.cast.named(name)] : [])),
  );
}

interface Search {
  readonly sentence: number;
  /** Only chunks that end before this token count. */
  readonly before: number;
  readonly wanted: ReadonlySet<Kind>;
  /** The pronoun is a subject itself: it goes on with the subject before. */
  readonly parallel: boolean;
  /** Who it cannot be. */
  readonly not: ReadonlySet<Actor>;
}

/** The one that a sentence offers: its nearest subject of the kind, else its only mention of the kind. */
function candidate(page: Page, { sentence, before, wanted, parallel, not }: Search): Actor | "unsafe" | null {
  const mentioned = new Set<Actor>();
  let subject: Actor | null = null;
  for (const { clause } of clausesOf(page, sentence)) {
    for (const chunk of [...clause.subject, ...clause.chunks]) {
      if (chunk.to > before) continue;
      for (const actor of actorsOf(page, chunk, wanted)) if (!not.has(actor)) mentioned.add(actor);
    }
    if (clause.subjectFrom !== "own" || clause.subject.length !== 1) continue;
    const chunk = clause.subject[0];
    if (chunk === undefined || chunk.to > before || chunk.form !== "name" || chunk.name === null) continue;
    const actor = page.cast.named(chunk.name);
    if (wanted.has(actor.kind) && !not.has(actor)) subject ??= actor;
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
  // Of two persons the one outside relative clauses is spoken of: "is led by A, who is thought to be B. He …".
  const main = new Set(
    clausesOf(page, sentence)
      .filter(({ clause }) => clause.kind === "main" || clause.kind === "coordinate")
      .flatMap(({ clause }) => clause.chunks.filter(({ to }) => to <= before))
      .flatMap((chunk) => actorsOf(page, chunk, wanted)),
  );
  const [only] = main;
  if (mentioned.size > 1 && only?.kind === "person" && main.size === 1 && !not.has(only)) return only;
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
