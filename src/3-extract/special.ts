import { bareChunk, type Chunk } from "../0-model/clause.ts";
import { type Filling, filling, nameChunk, type Trigger } from "./filling.ts";
import { band, childOf, grammatical, modifiers, own, owner, prepositions } from "./grammatical.ts";
import { bodyBefore, creedsBefore, hungOn, quotedIn, titleAfter, wordChunk } from "./nearby.ts";
import { type At, clausesOf, marksIn, type Page } from "./page.ts";
import { governorOf } from "./speaker.ts";
import { term } from "./terms.ts";

// Slots that are read the same for verbs and nouns, each by its own name in a rule.

/** "left 12 people dead", "left eleven attackers and four soldiers dead": the objects up to the word. */
function leftDead(page: Page, { clause }: At): Chunk[] {
  const dead = (chunk: Chunk): boolean => page.marks.words.lower[chunk.to] === "dead";
  const { objects } = clause;
  const last = objects.findLastIndex(dead);
  return [...objects.slice(0, last + 1), ...clause.second.filter(dead)];
}

/** "shot *dead*", "hacked *to death*", "burned *alive*": what follows the verb or its object. */
function isDead(page: Page, token: number): boolean {
  const { lower } = page.marks.words;
  return lower[token] === "dead" || lower[token] === "alive" || (lower[token] === "to" && lower[token + 1] === "death");
}

/** "IRA": capitals alone. */
function isShort(name: string): boolean {
  return /^\p{Lu}{2,6}$/u.test(name);
}

/** Whether two names can be of one body as long and short: "GND (Arduino)" is a wire and the box that it leads to. */
function mayStandFor(one: string, other: string): boolean {
  const [short, long] = isShort(one) ? [one, other] : [other, one];
  if (!isShort(short) || isShort(long) || long.includes(" ")) return true;
  let at = 0;
  for (const letter of long.toUpperCase()) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** The weapon that stands before a noun: "a *car bomb* attack". */
function armsBefore({ marks, lists }: Page, chunk: Chunk): Chunk | null {
  const { lower } = marks.words;
  for (const length of [2, 1]) {
    const from = chunk.head - length;
    const known = lists.instruments.has(lower.slice(from, chunk.head).join(" "));
    const word = { from, to: chunk.head, head: chunk.head - 1, lemma: lower[chunk.head - 1] ?? "" };
    if (from >= chunk.from && known) return bareChunk({ ...word, form: "noun", name: null, names: [] });
  }
  return null;
}

/** "a car filled with explosives | at the market": where the words of what it carried end. */
function ladenTo({ clause }: At): number {
  const further = clause.phrases.find(
    ({ preposition, from }) => preposition !== "with" && preposition !== "of" && from > clause.from,
  );
  return further?.from ?? clause.to;
}

/** Whom a verb takes, before the word that says as what. */
function takenAs({ marks: { words } }: Page, { at, chunk }: Trigger, as: readonly string[]): readonly Filling[] {
  const { verb, objects, second, subject } = at.clause;
  if (chunk !== null || verb === null) return [];
  const taken = (to: number): boolean => as.includes(words.lower[to] ?? "");
  const how = `before "${as[0]}"`;
  if (verb.voice === "passive") return taken(verb.to) ? filling(subject, `subject ${how}`, at) : [];
  return filling(
    [...objects, ...second].filter(({ to }) => taken(to)),
    `object ${how}`,
    at,
  );
}

/** Slots that are read the same for verbs and nouns. */
export const SPECIAL: Readonly<Record<string, (page: Page, trigger: Trigger) => readonly Filling[]>> = {
  doer: (page, trigger) => band(page, grammatical(page, trigger, "agent")),
  // "*The Front and the Brigade*, longtime allies, set up": both of whom a plural between commas says what they are
  "pair-described": (_page, { at, chunk }) => {
    const { subject } = at.clause;
    const last = subject.at(-1);
    const pair = subject.length === 2 && chunk !== null && last?.appositions.includes(chunk) === true;
    return pair ? filling(subject, "both that are described", at) : [];
  },
  // "was appointed *emir*", "took over as *emir*": the office that the clause gives
  "given-office": (page, { at, chunk }) => {
    const { objects, second, phrases, verb } = at.clause;
    const as = phrases.some((one) => one.preposition === "as" && chunk !== null && one.objects.includes(chunk));
    const made = chunk !== null && [...objects, ...second].includes(chunk) && verb?.lemma !== "be";
    return chunk !== null &&
      (as || made) &&
      !page.lists.is("copula", verb?.lemma === "become" ? "" : (verb?.lemma ?? ""))
      ? filling([wordChunk(page, chunk.head, chunk.head + 1)], "the office that is given", at)
      : [];
  },
  // "announced *it was ending the truce*": what a clause of saying goes on to say
  "says-what": (page, { at }) => {
    const child = childOf(page, at, ({ clause }) => clause.kind === "complement");
    return child === null ? [] : filling(child.clause.subject, "what is said", child);
  },
  // "foiled a bombing *planned by the group*"
  "planned-by": (page, { at, chunk }) => {
    const said = clausesOf(page, at.sentence).filter(
      ({ clause: { kind, verb, subject } }) =>
        kind === "participle" &&
        verb?.voice === "passive" &&
        page.lists.is("preparing", verb.lemma) &&
        subject.some(({ head }) => head === chunk?.head),
    );
    return said.flatMap((one) => band(page, prepositions(one.clause.phrases, "by", one)));
  },
  teller: (_page, { at, chunk, event }) =>
    chunk !== null && event !== null && at.clause.subject.includes(chunk)
      ? filling([chunk], "the thing that tells of it", at)
      : [],
  laden: (page, { at }) => {
    const noun = at.clause.subjectFrom === "own" || at.clause.verb?.voice !== "passive" ? null : at.clause.subject[0];
    return noun == null || noun.form !== "noun"
      ? []
      : filling([wordChunk(page, noun.from, ladenTo(at))], "the noun with what it carried", at);
  },
  missing: (page, { at }) => {
    const { clause } = at;
    const { lower } = page.marks.words;
    const from = clause.verb?.to ?? clause.to;
    const said =
      clause.objects.length === 0 &&
      [from, from + 1].some((token) => lower[token] === "missing" || lower[token] === "unaccounted");
    return said ? filling(clause.subject, "subject of being missing", at) : [];
  },
  "patient-dead": (page, trigger) => {
    const { verb, objects } = trigger.at.clause;
    const said = verb !== null && [verb, ...objects].some(({ to }) => isDead(page, to));
    return said && trigger.chunk === null ? grammatical(page, trigger, "patient") : [];
  },
  "of-possessor": (page, trigger) =>
    grammatical(page, trigger, "of").flatMap(({ chunks, at }) =>
      filling(chunks.flatMap(owner), 'possessor after "of"', at),
    ),
  // "*The Front* said it had carried out the attack": who says so of itself
  "self-said": (page, { at }) => {
    const [own] = at.clause.subject;
    const [said, other] = governorOf(page, at)?.clause.subject ?? [];
    if (own === undefined || said === undefined || other !== undefined) return [];
    const governor = governorOf(page, at) ?? at;
    const who = term(page, said, governor)?.actor ?? null;
    return who !== null && term(page, own, at)?.actor === who ? filling([said], "who says so of itself", governor) : [];
  },
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
  verb: (_page, { at }) => {
    const { verb } = at.clause;
    if (verb === null) return [];
    const word = { from: verb.head, to: verb.head + 1, head: verb.head, lemma: verb.lemma, name: null, names: [] };
    return filling([bareChunk({ ...word, form: "noun" })], "the verb", at);
  },
  // "*formerly* known as": before a participle the word stands outside the clause
  adverb: (page, { at }) => {
    const { verb } = at.clause;
    if (verb === null) return [];
    const from = Math.max(verb.form === "participle" ? 0 : at.clause.from, verb.from - 1);
    const words = Array.from({ length: verb.head - from }, (_, i) => wordChunk(page, from + i, from + i + 1));
    return filling(words, "word before the verb", at);
  },
  // "the name *Army of the North*", "by the name of *X*"
  "name-after": (_page, { at, chunk }) => {
    if (chunk?.name != null) return filling([nameChunk(chunk.name, chunk.lemma)], "name after the noun", at);
    return chunk === null ? [] : prepositions(own(chunk), "of", at);
  },
  "clause-agent": (_page, { at }) =>
    at.clause.verb?.voice === "passive"
      ? prepositions(at.clause.phrases, "by", at)
      : filling(at.clause.subject, "subject of the clause", at),
  "clause-patient": (_page, { at, chunk }) => {
    const patient = at.clause.verb?.voice === "passive" ? at.clause.subject : at.clause.objects;
    return chunk !== null && patient.includes(chunk) ? [] : filling(patient, "whom the verb of the clause befalls", at);
  },
  "list-owner": (page, { at }) =>
    filling(
      at.clause.phrases.flatMap(({ objects }) =>
        objects
          .filter(({ lemma }) => page.lists.is("listing", lemma))
          .flatMap((one) => [...owner(one), ...modifiers(one)]),
      ),
      "whose list it is",
      at,
    ),
  // "*With 3,000 fighters*, the Front is …": a number of its own people stands before the verb.
  "counted-with": (_page, { at, chunk }) => {
    const before = at.clause.phrases.some(
      ({ preposition, from, objects }) =>
        preposition === "with" && from < (at.clause.verb?.from ?? 0) && chunk !== null && objects.includes(chunk),
    );
    return before && chunk?.quantity != null ? filling([chunk], 'number after "with"', at) : [];
  },
  "complement-number": (_page, { at }) =>
    at.clause.verb?.lemma === "be"
      ? filling(
          at.clause.objects.filter(({ quantity }) => quantity !== null),
          "number after the verb",
          at,
        )
      : [],
  // "fight *each other*", "fight *one another*"
  "each-other": (page, { at }) => {
    const { lower } = page.marks.words;
    const to = at.clause.verb?.to ?? -1;
    const pair = `${lower[to]} ${lower[to + 1]}`;
    return pair === "each other" || pair === "one another"
      ? filling([wordChunk(page, to, to + 2)], "each other", at)
      : [];
  },
  // "is not *the same* as"
  same: (page, { at }) => {
    const { lower } = page.marks.words;
    const to = at.clause.verb?.to ?? -1;
    return lower[to] === "the" && lower[to + 1] === "same"
      ? filling([wordChunk(page, to + 1, to + 2)], '"the same"', at)
      : [];
  },
  // "*With the support* of Libya, the Front took …"
  // "*With the support* of Libya, the Front took …"
  // "*in support* of the army, aircraft struck"
  "in-support": (_page, { at, chunk }) => {
    const inside = at.clause.phrases.some(
      ({ preposition, objects }) => preposition === "in" && chunk !== null && objects.includes(chunk),
    );
    return inside ? filling(at.clause.subject, 'subject of the clause beside "in"', at) : [];
  },
  "with-support": (_page, { at, chunk }) => {
    const inside = at.clause.phrases.some(
      ({ preposition, objects }) => preposition === "with" && chunk !== null && objects.includes(chunk),
    );
    return inside ? filling(at.clause.subject, 'subject of the clause beside "with"', at) : [];
  },
  // "(Basque for *"Homeland and Liberty"*)"
  "bracket-quote": (page, { at, chunk }) =>
    filling(
      (chunk?.brackets ?? []).flatMap((mark) => quotedIn(page, mark)),
      "quotation in brackets after the name",
      at,
    ),
  "passive-subject": (_page, { at, chunk }) =>
    filling(
      at.clause.verb?.voice === "passive" && chunk !== null && at.clause.subject.includes(chunk) ? [chunk] : [],
      "subject of the passive",
      at,
    ),
  // "a group *in Mali*", "a group active *in Mali*": hangs on the noun itself, directly.
  "hangs-in": (page, { at, chunk }) => {
    if (chunk === null) return [];
    const end = chunk.head + 1;
    const trailing = page.lists.is("complement", page.marks.words.lower[end] ?? "") ? end + 1 : end;
    return ["in", "across", "throughout"].flatMap((preposition) =>
      prepositions(
        at.clause.phrases.filter(({ from }) => from === end || from === trailing),
        preposition,
        at,
      ),
    );
  },
  // "*others* come from": of those just spoken of.
  others: (page, { at }) => {
    const some = at.clause.subject.filter(({ lemma }) => OTHERS.has(lemma));
    return filling(
      some.map(({ head }) => wordChunk(page, head, head + 1)),
      "some of those spoken of",
      at,
    );
  },
  // "Representatives *of the Front* and *the government* held talks": the sides, through whoever stands for them.
  parties: (page, { at }) => {
    const sides = at.clause.verb?.voice === "passive" ? [] : at.clause.subject;
    return filling(
      sides.flatMap((one) => {
        const of = one.phrases.find(({ preposition }) => preposition === "of");
        return one.form === "noun" && of !== undefined && page.lists.is("envoy", one.lemma) ? of.objects : [one];
      }),
      "sides that are the subject",
      at,
    );
  },
  "clause-object": (_page, { at, chunk }) =>
    filling(
      at.clause.objects.filter((one) => one !== chunk),
      "object of the clause",
      at,
    ),
  "title-after": (page, { at, token }) => {
    const title = titleAfter(page, token);
    return filling(title === null ? [] : [title], "title after the noun", at);
  },
  "members-before": (page, { at }) => filling(bodyBefore(page, at), "whose members were spoken of", at),
  "patient-possessor": (page, trigger) =>
    grammatical(page, trigger, "patient").flatMap(({ chunks, how, at }) => {
      const nouns = chunks.flatMap((one) => [one, ...one.phrases.flatMap(({ objects }) => objects)]);
      return filling(nouns.flatMap(owner), `possessor of the ${how}`, at);
    }),
  "demonym-population": (_page, { at, chunk }) =>
    filling(
      chunk === null ? [] : modifiers(chunk).filter((one) => one.name?.kind === "population"),
      "adjective before the noun",
      at,
    ),
  // "publishes": what is so in general, not what was once done.
  present: (page, { at }) => {
    const { verb } = at.clause;
    const now = verb !== null && verb.form === "finite" && verb.tense === "present" && !verb.perfect;
    return filling(now ? [wordChunk(page, verb.head, verb.head + 1)] : [], "present tense", at);
  },
  negation: (page, { at }) => {
    const token = at.clause.verb?.negation ?? -1;
    return filling(token < 0 ? [] : [wordChunk(page, token, token + 1)], "the negation", at);
  },
  creed: (page, { at, chunk }) =>
    chunk === null ? [] : filling(creedsBefore(page, chunk), "creed before the noun", at),
  // "the *Iran*-backed militia"
  hyphen: (page, { at, chunk, token }) => {
    const name = chunk === null ? null : hungOn(page, chunk, token);
    return filling(name === null ? [] : [nameChunk(name, name.name.toLowerCase())], "name before the hyphen", at);
  },
  // "were taken *hostage*", "took three engineers *hostage*"
  "patient-hostage": (page, trigger) => takenAs(page, trigger, ["hostage"]),
  // "were taken *prisoner*": soldiers are, and nobody is kidnapped
  "patient-prisoner": (page, trigger) => takenAs(page, trigger, ["prisoner", "captive"]),
  // "a *car bomb* attack"
  "arms-before": (page, { at, chunk }) => {
    const arms = chunk === null || chunk.form !== "noun" ? null : armsBefore(page, chunk);
    return arms === null ? [] : filling([arms], "what stands before the noun", at);
  },
  "object-dead": (page, { at }) => filling(leftDead(page, at), 'object before "dead"', at),
  "bracket-name": (page, { at, chunk }) => {
    const inside = (chunk?.brackets ?? []).flatMap((bracket) => marksIn(page.marks.names, [bracket.from, bracket.to]));
    const own = inside.filter(
      (name) =>
        chunk?.name != null &&
        page.cast.named(name) === page.cast.named(chunk.name) &&
        name.name !== chunk.name.name &&
        mayStandFor(chunk.name.name, name.name),
    );
    // "the IRA (Irish Republican Army)": the short form is the other name, on whichever side it stands.
    return filling(
      own
        .map((name) => (chunk?.name != null && isShort(chunk.name.name) && !isShort(name.name) ? chunk.name : name))
        .map((name) => nameChunk(name, name.name.toLowerCase())),
      "name in brackets after the name",
      at,
    );
  },
  "copula-complement": (_page, { at, chunk }) =>
    chunk !== null && at.clause.subject.includes(chunk) && at.clause.verb?.lemma === "be"
      ? filling(at.clause.objects, "complement", at)
      : [],
  predicate: (page, { at }) => {
    let next = at.clause.verb?.to ?? -1;
    if (page.lists.is("lasting", page.marks.words.lower[next] ?? "")) next += 1;
    const own = next >= 0 && next < (page.marks.sentences[at.sentence]?.to ?? 0) && at.clause.objects.length === 0;
    return own ? filling([wordChunk(page, next, next + 1)], "adjective after the verb", at) : [];
  },
  nobody: (_page, { at, chunk }) => {
    const { verb, subject } = at.clause;
    const none = chunk === null ? subject : [chunk];
    const found = none.filter((one) => one.determiner === "negative" || NOBODY.has(one.lemma));
    const unclaimed = chunk === null && verb?.voice === "passive" && verb.negation >= 0;
    const chunks = unclaimed ? subject : found;
    return filling(
      chunks.map((one) => ({ ...one, form: "noun" })),
      "nobody",
      at,
    );
  },
  "object-it": (_page, { at }) =>
    filling(
      at.clause.objects.filter(({ lemma }) => lemma === "it").map((chunk) => ({ ...chunk, form: "noun" as const })),
      "object that points to what was told",
      at,
    ),
  asked: (_page, { at: { clause, ...where } }) => {
    const [who] = clause.subject;
    const open = clause.kind === "complement" && clause.link === "who" && who !== undefined;
    return open ? filling([{ ...who, form: "noun" }], "who is asked for", { clause, ...where }) : [];
  },
  being: (page, { at }) => {
    const child = childOf(page, at, (one) => one.clause.kind === "infinitive" && one.clause.verb?.lemma === "be");
    return child === null ? [] : filling(child.clause.objects, '"to be"', child);
  },
};

const OTHERS = new Set(["others", "other", "some", "many", "most"]);

const NOBODY = new Set(["nobody", "none"]);
