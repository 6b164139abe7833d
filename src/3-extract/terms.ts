import type { Chunk, Clause } from "../0-model/clause.ts";
import { LOWER, type NameMark } from "../0-model/mark.ts";
import type { Place } from "../0-model/place.ts";
import type { Range } from "../0-model/span.ts";
import { bodyOf, ownedBy, wholeOf } from "./bodies.ts";
import { type Actor, nameRange } from "./cast.ts";
import { base, counted, countedOf, ONE, people } from "./counting.ts";
import { isPersonal } from "./lists.ts";
import { isDash, partOfPlace } from "./nearby.ts";
import { type At, bare, clausesOf, firstOwn, type Page, range, text } from "./page.ts";
import { echo, refer } from "./reference.ts";
import { broughtIn, pairOf, placeBefore } from "./sets.ts";
import type { Term } from "./term.ts";

/** What the chunk stands for: two where it points back to a pair. Null when it is a reference that is not safe to resolve. */
export function terms(page: Page, chunk: Chunk, at: At): readonly Term[] | null {
  const towns = placesOf(page, chunk);
  if (towns !== null) return towns;
  const pair = pairOf(page, chunk, at);
  if (pair === null) return null;
  if (pair === undefined) {
    const one = term(page, chunk, at);
    return one === null ? null : [one];
  }
  // The words of the claim are the name's own: "both" alone would not tell one claim from the other.
  return pair.map((one) => ({ ...named(page, one.chunk, one.name), from: "reference" as const }));
}

/** "the towns of Kidal and Menaka" are both of them. */
function placesOf(page: Page, chunk: Chunk): Term[] | null {
  const names = wholeOf(chunk)?.objects ?? [];
  if (!chunk.plural || names.length < 2 || !page.lists.placeNouns.has(chunk.lemma)) return null;
  const places = names.flatMap((one) => (one.name?.place == null ? [] : [named(page, one, one.name)]));
  return places.length === names.length ? places : null;
}

/** What the chunk stands for; null when it is a reference that is not safe to resolve. */
export function term(page: Page, chunk: Chunk, at: At): Term | null {
  let held = memory.get(page);
  if (held === undefined) {
    held = new Map();
    memory.set(page, held);
  }
  const { bodies } = page.cast;
  const known = held.get(chunk);
  // "the coalition" depends on which coalitions are known by then.
  if (known !== undefined && known.clause === at.clause && known.bodies === bodies) return known.term;
  const found = find(page, chunk, at);
  held.set(chunk, { clause: at.clause, bodies, term: found });
  return found;
}

/** What a noun phrase was taken to stand for, in which clause, when so many bodies were known. */
interface Held {
  readonly clause: Clause;
  readonly bodies: number;
  readonly term: Term | null;
}

/** Many rules ask for the same phrase while one document is read. */
const memory = new WeakMap<Page, Map<Chunk, Held>>();

function find(page: Page, chunk: Chunk, at: At): Term | null {
  const host = whoIs(page, chunk, at);
  if (host !== null) return { ...named(page, host, host.name), from: "reference" };
  const single = oneOf(page, chunk, at);
  if (single !== null) return single;
  // "much of the desert" points back to nothing.
  if (chunk.form === "pronoun" && chunk.lemma === "much") return { ...base(page, chunk), kind: "text", actor: null };
  if (chunk.form === "pronoun") return referred(page, chunk, at);
  if (isTied(page, chunk) && at.clause.chunks.includes(chunk)) return null;
  if (chunk.form === "name" && chunk.name !== null) {
    // "a Briton, Chris McManus": the name is who it is.
    const who = chunk.name.adjectival
      ? chunk.appositions.find((one) => one.form === "name" && one.name?.kind === "person")
      : undefined;
    return who?.name != null ? named(page, who, who.name) : named(page, chunk, chunk.name);
  }
  if (chunk.form === "number") return counted(page, chunk);
  return common(page, chunk, at);
}

/** "one of *them*, Omar Safi, was": he; "one of *the assailants*": somebody. */
function oneOf(page: Page, chunk: Chunk, at: At): Term | null {
  const { lower } = page.marks.words;
  if (lower[chunk.from - 1] !== "of" || lower[chunk.from - 2] !== "one" || !chunk.plural || chunk.names.length > 0)
    return null;
  const who = [...at.clause.subject, ...at.clause.chunks].find(
    ({ from }) => from === chunk.to + 1 && lower[chunk.to] === ",",
  );
  if (who?.name?.kind === "person" && who.form === "name") return named(page, who, who.name);
  const { of, unit } = countedOf(page, chunk);
  if (unit !== "people") return null;
  const span = range(page, chunk.from - 2, chunk.head + 1);
  const words = text(page, span);
  const actor = page.cast.unnamed("people", words, span);
  const quantity = { ...ONE, words: text(page, range(page, chunk.from - 2, chunk.from - 1)), of };
  return { ...base(page, chunk), range: span, words, kind: "people", actor, quantity };
}

/** "X was a teacher *who joined Y*", "X, a Tunisian *who led Y*": what is said of the noun is said of whom it describes. */
function whoIs(page: Page, chunk: Chunk, at: At): (Chunk & { readonly name: NameMark }) | null {
  const { subjectFrom, subject } = at.clause;
  if (subjectFrom !== "antecedent" || subject.length !== 1 || subject[0] !== chunk || chunk.plural) return null;
  // "the killing of X, *who* led Y"
  const personal = isPersonal(page.lists, chunk.lemma);
  if (at.clause.link === "who" && chunk.form === "noun" && !personal) {
    const inner = chunk.phrases.flatMap(({ objects }) => objects).findLast(({ name }) => name?.kind === "person");
    if (inner?.name != null) return { ...inner, name: inner.name };
  }
  for (const { clause } of clausesOf(page, at.sentence)) {
    const copular = clause.verb?.voice === "active" && page.lists.is("copula", clause.verb.lemma);
    const said = copular && clause.objects.includes(chunk) && clause.subject.length === 1 ? clause.subject : [];
    const [host] = [...said, ...clause.subject, ...clause.chunks].filter(
      (one) => said.includes(one) || one.appositions.includes(chunk),
    );
    if (host?.name != null && host.form === "name" && host !== chunk) return { ...host, name: host.name };
  }
  return null;
}

const REFLEXIVE = new Set(["itself", "themselves", "himself", "herself"]);

/** "*US*-backed and other militias": a name that a hyphen ties to a word is only a part of it. */
function isTied({ marks: { words } }: Page, chunk: Chunk): boolean {
  const { to } = chunk;
  if (chunk.form !== "name") return false;
  const hyphen = isDash(words.lower[to] ?? "") && words.shape[to + 1] === LOWER;
  return hyphen && words.start[to] === words.end[to - 1] && words.start[to + 1] === words.end[to];
}

function referred(page: Page, chunk: Chunk, at: At): Term | null {
  const [self, other] = at.clause.subject;
  // "renamed itself": whoever the subject is.
  if (REFLEXIVE.has(chunk.lemma) && self !== undefined && other === undefined) {
    const own = self.form === "pronoun" && REFLEXIVE.has(self.lemma) ? null : term(page, self, at);
    return own === null ? null : { ...own, from: "reference" };
  }
  const actor = refer(page, chunk, at);
  if (actor === null) return null;
  return {
    ...base(page, chunk),
    range: range(page, chunk.from, chunk.head + 1),
    kind: actor.kind,
    actor,
    from: "reference",
  };
}

function named(page: Page, chunk: Chunk, name: NameMark): Term {
  const own = base(page, chunk);
  // "at least 169 Afghans": a counted population is a set of people.
  if (chunk.quantity !== null && (name.kind === "population" || name.adjectival))
    return people(page, chunk, chunk.quantity.quantity);
  // "Shia Muslims": a population named by two words is neither of them alone.
  if (name.kind === "population" && chunk.names.length > 1 && chunk.names.every((one) => one.kind === "population")) {
    return { ...own, kind: "population", actor: page.cast.unnamed("population", own.words, own.range) };
  }
  // "A Palestinian stabbed two": one of the people, and not the people.
  const one = chunk.form === "name" && chunk.determiner === "indefinite" && !chunk.plural;
  if (one && (name.kind === "population" || name.adjectival) && chunk.names.length === 1) {
    const quantity = {
      ...ONE,
      words: text(page, range(page, chunk.from, chunk.head + 1)),
      of: countedOf(page, chunk).of,
    };
    return { ...own, kind: "people", actor: page.cast.unnamed("people", own.words, own.range), quantity };
  }
  const actor = page.cast.named(name);
  const at = nameRange(page.marks.words, name);
  const part = actor.kind === "place" ? partOfPlace(page, name) : null;
  if (part !== null) {
    const span = range(page, part.from, name.to);
    return { ...own, kind: "place", actor, place: part.place, range: span, words: text(page, span) };
  }
  return {
    ...own,
    kind: actor.kind,
    actor,
    place: actor.kind === "place" ? placeOf(name) : name.place,
    range: at,
    words: text(page, at),
  };
}

/** "Kerman, Iran": the place that follows says which one is meant; it is part of the words, not a second place. */
function placeOf(name: NameMark): Place {
  return name.place ?? { id: null, name: name.full, precision: "locality", relation: "in" };
}

/** People without a name: "the gunmen", "a teacher", "guests". */
function somebody(page: Page, chunk: Chunk, at: At, own: Omit<Term, "kind" | "actor">): Term {
  const back = pointedBack(page, chunk, at);
  if (back !== null) return { ...own, kind: back.kind, actor: back, from: "reference" };
  const actor = page.cast.unnamed("people", own.words, own.range);
  const one = !chunk.plural && chunk.determiner === "indefinite";
  const words = text(page, range(page, chunk.from, chunk.head + 1));
  return { ...own, kind: "people", actor, quantity: one ? { ...ONE, words, of: countedOf(page, chunk).of } : null };
}

/** The name that a noun phrase is set beside, behind it or before it. */
function setBeside(page: Page, chunk: Chunk, at: At): Term | null {
  if (chunk.plural || (chunk.quantity !== null && chunk.quantity.quantity.high !== 1)) return null;
  // "His successor, Abdul Haseeb Logari, died": the name is who it is.
  const who = chunk.appositions.find((one) => one.form === "name" && isWho(page, chunk, one));
  if (who?.name != null && !isNearer(page, chunk, who, at)) return named(page, who, who.name);
  // "the Iron Circle, a neo-Nazi group believed to have 20 members": the group is the Iron Circle.
  const host = hostOf(page, chunk, at);
  return host?.name == null ? null : { ...named(page, host, host.name), from: "reference" };
}

/** A noun phrase with a common noun as its head. */
function common(page: Page, chunk: Chunk, at: At): Term | null {
  const beside = setBeside(page, chunk, at);
  if (beside !== null) return beside;
  const own = base(page, chunk);
  const personal = isPersonal(page.lists, chunk.lemma);
  if (chunk.quantity !== null) {
    const { unit, of } = countedOf(page, chunk);
    if (personal || unit === "people") return people(page, chunk, chunk.quantity.quantity);
    const held = chunk.quantity.quantity;
    const counts = held.unit === "percent" || held.unit === "money" ? held.unit : unit;
    const span = range(page, chunk.quantity.from, chunk.head + 1);
    return {
      ...own,
      kind: "number",
      actor: null,
      range: span,
      words: text(page, span),
      quantity: { ...held, unit: counts, of },
    };
  }
  const whom = described(page, chunk, at);
  if (whom !== null) return whom;
  const band = gathered(page, chunk);
  if (band !== null) return band;
  const body = bodyOf(page, chunk, at);
  if (body !== null) return institute(page, own, chunk, body);
  const echoed = echo(page, chunk);
  if (echoed !== null) return { ...own, kind: echoed.kind, actor: echoed, from: "reference" };
  if (isReference(page, chunk)) return referred(page, chunk, at);
  if (personal) return somebody(page, chunk, at, own);
  // "the French town of Bidart" is Bidart.
  const inside = wholeOf(chunk)?.objects[0];
  if (
    page.lists.placeNouns.has(chunk.lemma) &&
    inside?.name != null &&
    (inside.name.place !== null || inside.name.kind === "place")
  )
    return { ...named(page, inside, inside.name), kind: "place", place: placeOf(inside.name) };
  // "the south-east of the CAR"
  const side =
    inside?.name?.place != null && inside.name.kind === "place" && page.lists.is("direction", directionOf(page, chunk));
  if (side && inside.name?.place != null) {
    const span = range(page, firstOwn(page, chunk), inside.head + 1);
    const words = text(page, span);
    const place: Place = { ...inside.name.place, id: null, name: words, precision: "region" };
    return { ...own, kind: "place", actor: null, place, range: span, words };
  }
  const before = placeBefore(page, chunk, at);
  if (before !== null)
    return {
      ...named(page, before.chunk, before.name),
      ...own,
      kind: "place",
      from: "reference",
      place: placeOf(before.name),
    };
  const place = settlement(page, chunk);
  if (place !== null) return { ...own, kind: "place", actor: null, place };
  // "on the *night* of 9 August": a time, and nothing that anything was done to.
  const kind = page.lists.classes.get(chunk.lemma) === "moment" ? "date" : "text";
  return { ...own, ...withWhole(page, chunk), kind, actor: null };
}

/** "the south-east" ends with "east". */
function directionOf({ marks: { words } }: Page, { head }: Chunk): string {
  return (words.lower[head] ?? "").replace(/^.*\p{Pd}/u, "");
}

/** "a column of rebels", "a group of armed men": the people are meant. */
function gathered(page: Page, chunk: Chunk): Term | null {
  const people = wholeOf(chunk)?.objects[0];
  if (people === undefined || people.form !== "noun" || !page.lists.is("gathering", chunk.lemma)) return null;
  // "a column of traders" is no band.
  if (page.lists.is("marching", chunk.lemma) && !page.lists.is("follower", page.marks.words.lower[people.head] ?? ""))
    return null;
  const personal = page.lists.classes.get(people.lemma) === "person" || countedOf(page, people).unit === "people";
  if (!personal) return null;
  const at = range(page, firstOwn(page, chunk), people.head + 1);
  const words = text(page, at);
  const { quantity } = people;
  const counted =
    quantity === null ? null : { ...quantity.quantity, unit: "people" as const, of: countedOf(page, people).of };
  return {
    ...base(page, chunk),
    range: at,
    words,
    kind: "people",
    actor: page.cast.unnamed("people", words, at),
    quantity: counted,
  };
}

/** "a column of traders", "a shelter for asylum seekers": what the noun is made of or made for is part of its name. */
function withWhole(page: Page, chunk: Chunk): Pick<Term, "range" | "words"> {
  const [phrase] = chunk.phrases;
  const last = phrase?.objects.at(-1);
  const at = bare(page, chunk);
  const held = phrase !== undefined && last !== undefined && phrase.from === chunk.to && WHOLE.has(phrase.preposition);
  if (!held || last.form === "pronoun" || last.form === "date") return { range: at, words: text(page, at) };
  const whole: Range = [at[0], range(page, last.from, last.head + 1)[1]];
  return { range: whole, words: text(page, whole) };
}

const WHOLE = new Set(["of", "for"]);

/**
 * "The Front is a group *that fights*", "the Front, a group *based in Kidal*": what the clause says of the noun is said
 * of whom the noun describes.
 */
function described(page: Page, chunk: Chunk, at: At): Term | null {
  if (at.clause.subjectFrom !== "antecedent" || !at.clause.subject.includes(chunk)) return null;
  for (const one of clausesOf(page, at.sentence)) {
    const { verb, objects, subject, chunks } = one.clause;
    const [who, other] = subject;
    const says = verb?.lemma === "be" && verb.negation < 0 && objects.includes(chunk) && other === undefined;
    if (says && who !== undefined && who !== chunk) return term(page, who, one);
    const bearer = [...subject, ...chunks].find((known) => known.appositions.includes(chunk));
    if (bearer !== undefined && bearer.form === "name") return term(page, bearer, one);
  }
  return null;
}

/** "the government *of Mali*": the words of a body named by whose it is. */
function institute(page: Page, own: Omit<Term, "kind" | "actor">, chunk: Chunk, body: Actor): Term {
  const of = ownedBy(page, chunk);
  if (of === null) return { ...own, kind: body.kind, actor: body };
  const span: Range = [own.range[0], range(page, of.from, of.to)[1]];
  return { ...own, kind: body.kind, actor: body, range: span, words: text(page, span) };
}

/** "the gunmen": those who were brought in before; "the rebels attacked": the group that was spoken of. */
function pointedBack(page: Page, chunk: Chunk, at: At): Actor | null {
  const before = broughtIn(page, chunk, at);
  if (before !== null) return term(page, before.chunk, before.at)?.actor ?? null;
  const bare =
    chunk.names.length === 0 && chunk.possessor === null && chunk.quantity === null && chunk.phrases.length === 0;
  const acts = at.clause.subject.includes(chunk) && at.clause.verb?.voice === "active";
  const word = page.marks.words.lower[chunk.head] ?? "";
  // "is committed to defeating *these terrorists*": the group that was spoken of.
  const opposed = page.lists.is("opposed", at.clause.verb?.lemma ?? "") && at.clause.objects.includes(chunk);
  if (bare && opposed && chunk.plural && chunk.determiner === "demonstrative" && page.lists.is("violent", chunk.lemma))
    return refer(page, { ...chunk, lemma: "group" }, at);
  if (!bare || !acts || !chunk.plural || chunk.determiner !== "definite" || !page.lists.is("follower", word))
    return null;
  return refer(page, { ...chunk, lemma: "group" }, at);
}

/** "caught a man in the home of a politician, *Omar Safi*": the name is the nearest one's, unless the first is definite. */
function isNearer(page: Page, chunk: Chunk, who: Chunk, { clause }: At): boolean {
  if (chunk.determiner !== "indefinite") return false;
  return clause.chunks.some(
    (other) =>
      other.from > chunk.from &&
      other.appositions.includes(who) &&
      other.form === "noun" &&
      !other.plural &&
      page.lists.classes.get(other.lemma) === "person",
  );
}

/** "His successor, Abdul Haseeb": a person; "a militant group, the Popular Resistance Committees": a body called a body. */
function isWho(page: Page, chunk: Chunk, { name }: Chunk): boolean {
  if (name === null || name.adjectival) return false;
  const before = page.marks.words.lower[chunk.head - 1] ?? "";
  const kind = page.lists.heads.get(`${before} ${chunk.lemma}`) ?? page.lists.heads.get(chunk.lemma);
  // "a spokesman for the army, *Colonel X*": no army is a colonel. A "second-in-command" is.
  if (name.kind === "person")
    return page.marks.words.lower[chunk.head]?.includes("-") === true || (kind !== "organisation" && kind !== "group");
  const body =
    kind === "group" || kind === "organisation" || kind === "outlet" || page.lists.is("partner", chunk.lemma);
  return body && name.place === null && chunk.names.every((one) => one.adjectival);
}

/** The name that a noun phrase is set beside, to say what it is. */
function hostOf(page: Page, chunk: Chunk, at: At): Chunk | null {
  for (const { clause } of clausesOf(page, at.sentence)) {
    for (const one of [...clause.subject, ...clause.chunks])
      if (
        one.to <= chunk.from &&
        one.name !== null &&
        !one.name.adjectival &&
        one.appositions.some(({ head }) => head === chunk.head)
      )
        return one;
  }
  return null;
}

/** A common noun that points back: "the group", "this organisation". */
function isReference(page: Page, chunk: Chunk): boolean {
  if (chunk.names.length > 0 || chunk.plural) return false;
  if (chunk.determiner !== "definite" && chunk.determiner !== "demonstrative") return false;
  if (wholeOf(chunk) !== null) return false;
  const kind = page.lists.heads.get(chunk.lemma);
  return kind === "group" || page.lists.is("referring", chunk.lemma);
}

/** "the village of X" is X; "a village in X" is a place without a name. */
function settlement(page: Page, chunk: Chunk): Place | null {
  const precision = page.lists.placeNouns.get(chunk.lemma);
  // "the Afghan capital"
  const country = chunk.names.at(-1)?.place?.id ?? chunk.possessor?.name?.place?.id ?? "";
  if (chunk.lemma === "capital" && chunk.determiner !== "indefinite" && country.startsWith("iso:"))
    return page.lists.capital(country);
  // "a Sikh temple", "a French town" name no place; "Kabul airport" does.
  if (precision === undefined || chunk.names.every((name) => name.adjectival || name.kind === "population"))
    return null;
  // "Madrid's Barajas airport" is Barajas airport.
  const owner = chunk.possessor;
  const own = owner?.name?.kind === "place" && chunk.names.some((name) => name.from >= owner.to);
  const at = own ? range(page, (owner?.to ?? 0) + 1, chunk.head + 1) : bare(page, chunk);
  return { id: null, name: text(page, at), precision, relation: "in" };
}
