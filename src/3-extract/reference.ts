import type { Chunk, Clause } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import { bodyOf } from "./bodies.ts";
import type { Actor } from "./cast.ts";
import { isPersonal } from "./lists.ts";
import { type At, bare, clausesOf, isDefinite, type Page, parentOf, text } from "./page.ts";
import { isQuoted } from "./quotes.ts";
import { otherSex } from "./sexes.ts";

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
 * told apart. A paragraph that has named none speaks of the document's own subject; where it has none, "the group" is
 * the only group that was named so far.
 */
export function refer(page: Page, chunk: Chunk, at: At): Actor | null {
  if (FIRST.has(chunk.lemma)) return speakingBody(page, chunk, at);
  const wanted = ownerKinds(page, chunk, at) ?? kinds(chunk.lemma);
  if (wanted === null) return null;
  const shared = NEUTRAL.has(chunk.lemma) ? sharedOwner(page, chunk, at) : null;
  if (shared !== null) return wanted.has(shared.kind) ? shared : null;
  if (PLURAL.has(chunk.lemma)) {
    const people = peopleBefore(page, chunk, at);
    if (people !== null) return people;
  }
  const parallel = chunk.form === "pronoun" && at.clause.subject.includes(chunk);
  const saying = parallel && NEUTRAL.has(chunk.lemma) ? sayingBody(page, at) : null;
  if (saying !== null && wanted.has(saying.kind)) return saying;
  const other = otherSex(page, chunk.lemma);
  const own = barred(page, chunk, at);
  const not = other.size === 0 ? own : new Set([...own, ...other]);
  const block = page.marks.sentences[at.sentence]?.block;
  for (let sentence = at.sentence; sentence >= 0 && sentence >= at.sentence - REACH; sentence -= 1) {
    if (page.marks.sentences[sentence]?.block !== block) break;
    const before = sentence === at.sentence ? chunk.from : Number.MAX_SAFE_INTEGER;
    const found = candidate(page, { sentence, before, wanted, parallel, not });
    if (found === "unsafe") return null;
    if (found !== null) return found;
    // "The group has 500 fighters. It …"
    const group = NEUTRAL.has(chunk.lemma) && sentence < at.sentence ? groupAsSubject(page, sentence) : null;
    if (group !== null) return refer(page, ...group);
  }
  const title = page.title?.actor ?? null;
  if (title !== null) return wanted.has(title.kind) ? title : null;
  return chunk.lemma === "group" && isDefinite(chunk) ? onlyGroup(page, chunk) : null;
}

/** "*The army* said it had repelled an attack": the body that says so of itself. */
function sayingBody(page: Page, at: At): Actor | null {
  const parent = at.clause.kind === "complement" ? parentOf(page, at) : null;
  const [who, other] = parent?.clause.subject ?? [];
  if (parent === null || who === undefined || other !== undefined || who.form !== "noun" || who.plural) return null;
  return bodyOf(page, who, parent);
}

/** "The group" as the subject of the main clause of a sentence, or null. */
function groupAsSubject(page: Page, sentence: number): [Chunk, At] | null {
  for (const at of clausesOf(page, sentence)) {
    const [subject, other] = at.clause.subject;
    if (at.clause.kind !== "main" || subject === undefined || other !== undefined) continue;
    const { lemma, names, plural } = subject;
    return lemma === "group" && isDefinite(subject) && names.length === 0 && !plural ? [subject, at] : null;
  }
  return null;
}

/** The only group that is named before a chunk, anywhere in the document; null where there is none or another one. */
function onlyGroup(page: Page, { from, names, plural }: Chunk): Actor | null {
  if (names.length > 0 || plural) return null;
  let only: Actor | null = null;
  for (const name of page.marks.names) {
    if (name.from >= from) break;
    const actor = page.cast.named(name);
    if (actor.kind !== "group" || actor === only) continue;
    if (only !== null) return null;
    only = actor;
  }
  return only;
}

/** "condemned the army's attacks, as well as *its* siege": in a list the owner of what stands before owns the rest too. */
function sharedOwner(page: Page, pronoun: Chunk, at: At): Actor | null {
  const { clause } = at;
  const [first] = clause.objects;
  const owner = first?.possessor ?? null;
  const owned = clause.chunks.find(({ possessor }) => possessor?.from === pronoun.from);
  if (owner === null || owner.form === "pronoun" || owned === undefined || owner.to > pronoun.from) return null;
  // "attacks on A and its siege of B": what is joined to A by its place belongs to the attacks.
  const added = clause.phrases.some(
    ({ preposition, objects }) => objects.includes(owned) && (ADDING.has(preposition) || objects[0] !== owned),
  );
  if (!added && !clause.objects.includes(owned)) return null;
  return owner.name !== null && owner.form === "name" ? page.cast.named(owner.name) : bodyOf(page, owner, at);
}

const ADDING = new Set(["as well as", "along with", "together with", "alongside"]);

/** "Afghan officials said ...; they denied": the nearest subject before a plural pronoun, when it is an unnamed set of people. */
function peopleBefore(page: Page, pronoun: Chunk, at: At): Actor | null {
  // "found 14 men guilty and sentenced *them*": the object of the clause it goes on from.
  const { kind, subjectFrom, objects } = at.clause;
  const above =
    kind === "coordinate" && subjectFrom === "inherited" && objects.includes(pronoun) ? parentOf(page, at) : null;
  const [whom] = above?.clause.objects ?? [];
  if (whom?.form === "noun" && whom.plural && whom.to <= pronoun.from && isPersonal(page.lists, whom.lemma)) {
    const span = bare(page, whom);
    return page.cast.unnamed("people", text(page, span), span);
  }
  const block = page.marks.sentences[at.sentence]?.block;
  for (let sentence = at.sentence; sentence >= Math.max(0, at.sentence - 1); sentence -= 1) {
    if (page.marks.sentences[sentence]?.block !== block) return null;
    for (const { clause } of [...clausesOf(page, sentence)].reverse()) {
      const subject = clause.subject[0];
      if (clause.subjectFrom !== "own" || subject === undefined || subject.to > pronoun.from) continue;
      if (subject.form !== "noun" || !subject.plural) return null;
      // "soldiers attacked the rebels after they …": either can be meant.
      if (clause.objects.some((chunk) => chunk.plural && chunk.form === "noun" && isPersonal(page.lists, chunk.lemma)))
        return null;
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

/**
 * "The United States condemns the attack. *We* will continue to …": outside of quotations the body whose statement it is,
 * which is the only subject of the nearest sentence before that says in the present what a body does or thinks.
 */
function speakingBody(page: Page, chunk: Chunk, at: At): Actor | null {
  if (isQuoted(page, chunk.head)) return null;
  const block = page.marks.sentences[at.sentence]?.block;
  for (let sentence = at.sentence - 1; sentence >= Math.max(0, at.sentence - SPEECH); sentence -= 1) {
    if (page.marks.sentences[sentence]?.block !== block) return null;
    const main = clausesOf(page, sentence).find(({ clause }) => clause.kind === "main");
    const [subject, other] = main?.clause.subject ?? [];
    if (subject === undefined || other !== undefined || FIRST.has(subject.lemma) || main === undefined) continue;
    const spoken = main.clause.verb?.tense === "present" && main.clause.verb.voice === "active";
    return spoken && !isQuoted(page, subject.head) ? stateOrBody(page, subject, main) : null;
  }
  return null;
}

/** Sentences back that "we" may look for whose statement it is. */
const SPEECH = 6;
const FIRST = new Set(["we", "us", "our", "ours", "ourselves"]);

/** A country that speaks is its government. */
function stateOrBody(page: Page, chunk: Chunk, at: At): Actor | null {
  const { name } = chunk;
  if (name !== null) {
    if (name.place?.precision === "country") return page.cast.state(name.place, bare(page, chunk));
    const actor = page.cast.named(name);
    return actor.kind === "government" || actor.kind === "organisation" ? actor : null;
  }
  return chunk.form === "noun" ? bodyOf(page, chunk, at) : null;
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

/** "the coalition" after "the Ribat Coalition": the only body whose name ends in the noun. */
export function echo(page: Page, chunk: Chunk): Actor | null {
  const [first] = chunk.phrases;
  const more = chunk.names.length > 0 || chunk.plural || chunk.quantity !== null;
  if (chunk.form !== "noun" || more || (first?.preposition === "of" && first.from === chunk.to)) return null;
  if (chunk.determiner !== "definite" && chunk.determiner !== "demonstrative") return null;
  // "the group" is whichever was spoken of.
  const plain = page.lists.is("referring", chunk.lemma) || page.lists.is("state-body", chunk.lemma);
  if (plain || !page.lists.heads.has(chunk.lemma)) return null;
  const [only, other] = page.cast.endingIn(chunk.lemma);
  return other === undefined ? (only ?? null) : null;
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
  // "named X as *his* successor": he is not X.
  const as = clause.phrases.find(({ preposition }) => preposition === "as");
  if (verb === null || subject.includes(chunk)) return none;
  const said = page.lists.is("copula", verb.lemma) && objects.some(({ possessor }) => possessor === chunk);
  const inside = subject.some((one) => one.from <= chunk.from && chunk.to <= one.to);
  const whose = as?.objects.some(({ possessor }) => possessor === chunk) === true;
  if (inside || (REFLEXIVE.test(chunk.lemma) && !said && !whose)) return none;
  // "X served as his deputy": nor is he X.
  const served = whose && objects.length === 0 && verb.voice === "active";
  const own = REFLEXIVE.test(chunk.lemma) && !said && !served ? [] : subject;
  return new Set(
    // "His deputy, *X*, succeeded him": he is not X.
    withNames([...own, ...(whose ? objects : [])]).flatMap((one) => {
      const { name, form } = one;
      if (name === null || form !== "name") return [];
      const state = name.place?.precision === "country" ? [page.cast.state(name.place, bare(page, one))] : [];
      return [page.cast.named(name), ...state];
    }),
  );
}

/** Noun phrases with the names that are set beside them. */
function withNames(chunks: readonly Chunk[]): readonly Chunk[] {
  return chunks.flatMap((one) => (one.form === "noun" ? [one, ...one.appositions] : [one]));
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
      if (chunk.to > before || isSource(clause, chunk)) continue;
      for (const actor of actorsOf(page, chunk, wanted)) if (!not.has(actor)) mentioned.add(actor);
    }
    if (clause.subjectFrom !== "own" || clause.subject.length !== 1) continue;
    const chunk = clause.subject[0];
    if (chunk === undefined || chunk.to > before) continue;
    const beside = chunk.form === "noun" ? chunk.appositions.find(({ form }) => form === "name") : undefined;
    const { name } = beside ?? chunk;
    // "The UK remains steadfast in its support": a country that does something is its government.
    const country = name?.place?.precision === "country" && !name.adjectival && wanted.has("government");
    const actor =
      (chunk.form !== "name" && beside === undefined) || name === null
        ? echo(page, chunk)
        : country && name.place !== null
          ? page.cast.state(name.place, bare(page, chunk))
          : page.cast.named(name);
    if (actor !== null && country && !not.has(actor)) mentioned.add(actor);
    if (actor !== null && wanted.has(actor.kind) && !not.has(actor)) subject ??= actor;
  }
  if (mentioned.size === 0) return null;
  const title = page.title?.actor;
  // "The Supreme Court banned it. It was a branch": the one spoken of, and not who did something about it.
  const done = subject?.kind === "government" || subject?.kind === "organisation";
  if (parallel && done && title?.kind === "group" && wanted.has("group") && isObject(page, sentence, before))
    return title;
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

/** "according to *the UN*": who is cited is not spoken of. */
function isSource({ phrases }: Clause, chunk: Chunk): boolean {
  return phrases.some(({ preposition, objects }) => preposition === "according to" && objects.includes(chunk));
}

/** Whether the sentence has an "it" to which something is done. */
function isObject(page: Page, sentence: number, before: number): boolean {
  return clausesOf(page, sentence).some(({ clause }) =>
    clause.objects.some((chunk) => chunk.to <= before && chunk.lemma === "it"),
  );
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
  const echoed = echo(page, chunk);
  if (echoed !== null && wanted.has(echoed.kind)) found.push(echoed);
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
