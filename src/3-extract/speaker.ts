import type { Saying, Stance } from "../0-model/claim.ts";
import type { Chunk, Phrase } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import { CAPITAL } from "../0-model/mark.ts";
import { negationOf, nobodyAt } from "./negation.ts";
import { type At, bare, clausesOf, type Page, parentOf, range, text } from "./page.ts";
import { quotations } from "./quotes.ts";
import { term } from "./terms.ts";

/** Who says the clause: the clauses and phrases of saying that govern it, outermost first. */
export function speakers(page: Page, at: At, above: (governor: At) => readonly Saying[]): Saying[] {
  const found: Saying[] = [];
  const governor = governorOf(page, at);
  if (governor !== null) {
    found.push(...above(governor));
    const saying = isAdded(page, governor) ? null : sayingOf(page, governor);
    if (saying !== null) found.push(saying, ...sourcesOf(page, governor));
  }
  for (const phrase of at.clause.phrases) {
    const saying = accordingTo(page, phrase, at);
    if (saying !== null) found.push(saying, ...sourcesOf(page, at, phrase.objects));
  }
  return found;
}

/** "Witnesses said they fled, *adding* that": whoever said the first adds the second. */
function isAdded(page: Page, at: At): boolean {
  const parent = parentOf(page, at);
  const hangs = at.clause.kind === "participle" && at.clause.subjectFrom === "inherited";
  return hangs && parent?.clause.kind === "complement" && governorOf(page, parent) !== null;
}

/** "X, *citing Y*, said", "according to X, *which quoted Y*": whom the speaker had it from. */
function sourcesOf(page: Page, at: At, of?: readonly Chunk[]): Saying[] {
  return clausesOf(page, at.sentence).flatMap(({ clause, index, sentence }): Saying[] => {
    const { verb, objects, subject, parent } = clause;
    const [source] = objects;
    if (verb === null || source === undefined || parent !== at.index || !page.lists.is("citing", verb.lemma)) return [];
    if (of !== undefined && !subject.some((chunk) => of.includes(chunk))) return [];
    const speaker = speakerOf(page, source, { sentence, clause, index });
    const span = range(page, verb.from, source.to);
    return speaker === null ? [] : [{ ...speaker, stance: "says", said: null, via: null, span }];
  });
}

function isReport(page: Page, at: At): boolean {
  const { verb } = at.clause;
  if (verb === null || verb.voice === "passive") return false;
  // "N'DJAMENA – *Suspected* fighters attacked": no town suspects anybody.
  if (page.marks.words.shape[verb.head] === CAPITAL && verb.head - at.clause.from > 1) return false;
  return page.lists.reportVerbs.has(verb.lemma);
}

const CHARGED = new Set(["of", "with", "for"]);

const DONE = new Set(["by", "after", "before", "while", "when", "since", "without"]);

const SAID_DEEDS = new Set(["gerund", "participle", "infinitive"]);

/** The clause of saying that governs this one, or null. */
export function governorOf(page: Page, at: At): At | null {
  const parent = parentOf(page, at);
  if (parent !== null && isReport(page, parent)) {
    if (at.clause.kind === "complement") return parent;
    // "denied killing X", "claimed to have killed 200", "accused Y of killing X": the deed is what is said.
    const charged = CHARGED.has(at.clause.link) && page.lists.is("charging", parent.clause.verb?.lemma ?? "");
    if (
      SAID_DEEDS.has(at.clause.kind) &&
      // "responded by bombing", "withdrew after burning it": what was done, and not said.
      !DONE.has(at.clause.link) &&
      (parent.clause.objects.length === 0 || charged) &&
      at.clause.from >= (parent.clause.verb?.to ?? 0)
    )
      return parent;
  }
  if (at.clause.kind === "coordinate" && (at.clause.link === "and" || at.clause.link === "or")) {
    const before = parent === null ? null : parent;
    if (before !== null && before.clause.kind === "complement") return governorOf(page, before);
  }
  const free = at.clause.kind === "main" || at.clause.kind === "coordinate";
  if (free) return trailing(page, at) ?? quotedBy(page, at);
  // "X died *when rebels attacked*, police said": they say the one with the other.
  const with0 = at.clause.kind === "subordinate" && parent !== null && parent.clause.kind === "complement";
  return with0 ? trailing(page, parent) : null;
}

/** Sentences back that a speaker of a quotation may stand. */
const BACK = 3;

/** Whose words a clause inside a quotation is: `he said: "…"`, `"…," she said. "…"`. */
function quotedBy(page: Page, at: At): At | null {
  const quoted = quotations(page.marks.words);
  const { clause, sentence } = at;
  const inside = (one: At["clause"]): boolean => quoted[one.verb?.head ?? one.from] === 1;
  if (!inside(clause) || quoted[clause.from] !== 1) return null;
  const block = page.marks.sentences[sentence]?.block;
  for (let i = sentence; i >= Math.max(0, sentence - BACK); i -= 1) {
    if (page.marks.sentences[i]?.block !== block) return null;
    const says = clausesOf(page, i).filter(
      (one) => one !== at && isReport(page, one) && one.clause.objects.length === 0 && !inside(one.clause),
    );
    const found = says.findLast((one) => one.clause.from < clause.from) ?? says[0];
    if (found !== undefined) return found;
    // A sentence without any words of a quotation ends it.
    const stretch = page.marks.sentences[i];
    if (stretch === undefined || !quoted.subarray(stretch.from, stretch.to).includes(1)) return null;
  }
  return null;
}

/** "The group killed 12, officials said.": a clause of saying without an object at the end governs what went before. */
function trailing(page: Page, at: At): At | null {
  const all = clausesOf(page, at.sentence);
  const last = all.at(-1);
  if (last === undefined || last.index <= at.index || !isReport(page, last)) return null;
  const comma = page.marks.words.lower[(last.clause.from ?? 1) - 1] === ",";
  return last.clause.objects.length === 0 && comma && last.clause.link === "" ? last : null;
}

/** The act of saying that a clause of saying is; null when nobody says it. */
export function sayingOf(page: Page, at: At): Saying | null {
  const { verb, subject } = at.clause;
  if (verb === null) return null;
  const report = page.lists.reportVerbs.get(verb.lemma);
  const chunk = speaking(page, at) ?? subject[0];
  if (report === undefined || chunk === undefined || nobodyAt(page, at) !== null) return null;
  const speaker = subject.length > 1 ? together(page, subject, at) : speakerOf(page, chunk, at);
  if (speaker === null) return null;
  const date = at.clause.dates[0];
  return {
    ...speaker,
    stance: negationOf(page, at) === null ? report.stance : (NOT_SAID[report.stance] ?? "declines-to-say"),
    said: date?.time ?? null,
    via: viaOf(page, at),
    span: range(page, Math.min(chunk.from, verb.from), Math.max(verb.to, chunk.to)),
  };
}

/** "blamed the attack on the Front, which denied it": an attack says nothing, the last body named before it does. */
function speaking(page: Page, at: At): Chunk | null {
  const { clause } = at;
  const [noun] = clause.subject;
  if (clause.kind !== "relative" || clause.subjectFrom !== "antecedent" || noun?.form !== "noun") return null;
  if (!page.lists.eventNouns.has(noun.lemma)) return null;
  const all = clausesOf(page, at.sentence).flatMap((one) => one.clause.chunks);
  return (
    all.findLast(({ to, name }) => to <= clause.from && name !== null && BODIES.has(page.cast.named(name).kind)) ?? null
  );
}

const BODIES: ReadonlySet<Kind> = new Set(["group", "organisation", "government", "outlet"]);

/** "did not rule out that": what is not denied is thought possible. What is not said otherwise, is not said. */
const NOT_SAID: Readonly<Partial<Record<Stance, Stance>>> = { denies: "suspects", doubts: "says" };

/** "Police and witnesses said": speakers without a name speak together; of named ones the first is kept. */
function together(page: Page, subject: readonly Chunk[], at: At): ReturnType<typeof speakerOf> {
  const [first, last] = [subject[0], subject.at(-1)];
  if (first === undefined || last === undefined) return null;
  const alone = speakerOf(page, first, at);
  if (alone === null || !("unnamed" in alone.speaker)) return alone;
  const words = text(page, [bare(page, first)[0], bare(page, last)[1]]);
  return { speaker: { unnamed: true, words }, capacity: null };
}

function viaOf(page: Page, at: At): string | null {
  for (const phrase of at.clause.phrases) {
    const object = phrase.objects[0];
    if (object === undefined || !["in", "on", "through", "via"].includes(phrase.preposition)) continue;
    if (page.lists.reportNouns.has(object.lemma) || object.name?.kind === "outlet")
      return text(page, range(page, phrase.from, object.head + 1));
  }
  return null;
}

/** Who speaks: a named body or person, with the capacity of an official; else the words. */
export function speakerOf(page: Page, chunk: Chunk, at: At): Pick<Saying, "speaker" | "capacity"> | null {
  const said = term(page, chunk, at);
  if (said === null && PERSONAL.has(chunk.lemma)) {
    const before = spokeBefore(page, at);
    if (before !== null) return before;
  }
  if (chunk.form === "name" && chunk.name !== null && said?.actor != null) {
    return { speaker: page.cast.ref(said.actor), capacity: chunk.name.title };
  }
  const owner = chunk.possessor?.name ?? chunk.names[0] ?? null;
  const words = text(page, bare(page, chunk));
  // "Afghan officials", "a Taliban spokesman", "the UN report": the body speaks through them.
  if (owner !== null && said?.kind !== "government" && said?.kind !== "organisation") {
    const actor = page.cast.named(owner);
    const noun = chunk.noun >= 0 ? text(page, range(page, chunk.noun, chunk.noun + 1)) : null;
    if (owner.kind === "place" || owner.adjectival) return { speaker: { unnamed: true, words }, capacity: noun };
    return { speaker: page.cast.ref(actor), capacity: noun };
  }
  if (said?.actor != null && said.kind !== "people" && said.kind !== "population")
    return { speaker: page.cast.ref(said.actor), capacity: null };
  return { speaker: { unnamed: true, words }, capacity: null };
}

const PERSONAL = new Set(["he", "she"]);

/** "…, *a colonel* said. …, he added": whoever spoke last before "he", in the paragraph. */
function spokeBefore(page: Page, { sentence }: At): ReturnType<typeof speakerOf> {
  const block = page.marks.sentences[sentence]?.block;
  for (let i = sentence - 1; i >= Math.max(0, sentence - BACK); i -= 1) {
    if (page.marks.sentences[i]?.block !== block) return null;
    const says = clausesOf(page, i).findLast((one) => isReport(page, one) && one.clause.subject.length === 1);
    const [who] = says?.clause.subject ?? [];
    if (says === undefined || who === undefined) continue;
    const person = who.name?.kind === "person" || page.lists.classes.get(who.lemma) === "person";
    return person && !who.plural ? speakerOf(page, who, says) : null;
  }
  return null;
}

function accordingTo(page: Page, phrase: Phrase, at: At): Saying | null {
  if (phrase.preposition !== "according to") return null;
  const chunk = phrase.objects[0];
  if (chunk === undefined) return null;
  const speaker = speakerOf(page, chunk, at);
  if (speaker === null) return null;
  const report = page.lists.reportNouns.get(chunk.lemma);
  return {
    ...speaker,
    stance: report?.stance === "estimates" ? "estimates" : "says",
    said: null,
    via: null,
    span: range(page, phrase.from, phrase.to),
  };
}
