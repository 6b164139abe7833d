import { bareChunk, type Chunk, type Clause } from "../0-model/clause.ts";
import { type DateMark, rangeOf } from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";
import { type Filling, filling, nameChunk, type Trigger } from "./filling.ts";
import { type At, clausesOf, firstOwn, isDefinite, type Page, range } from "./page.ts";

// Who holds an office, who loses it, and what it is called: what stands around the noun of the office.

/** Who a noun is said of, by a predicate or an apposition: "X is a *branch*", "X, the *leader* of Y", "the *leader*, X". */
export function described(page: Page, at: At, chunk: Chunk): readonly Filling[] {
  const { clause } = at;
  const found: Filling[] = [];
  if (isCopular(page, clause) && clause.objects.includes(chunk))
    found.push(...filling(clause.subject, "subject of the copula", at));
  // The nearest first: "a call from A to B, the leader of".
  const hosts = [...clause.subject, ...clause.chunks].filter(({ appositions }) => appositions.includes(chunk));
  for (const host of hosts.sort((a, b) => b.from - a.from)) found.push(...filling([host], "apposition", at));
  // "X, one *of its founders*"
  for (const one of clause.chunks)
    if (one.lemma === "one" && one.phrases[0]?.preposition === "of" && one.phrases[0].objects.includes(chunk))
      found.push(...described(page, at, one));
  return [...found, ...filling(named(chunk.appositions), "apposition", at)];
}

/** "spokesman *X*", "commanders *X* and *Y*": the names that follow the noun. */
export function prenominal(page: Page, at: At, chunk: Chunk): readonly Filling[] {
  const { clause } = at;
  if (chunk.name === null || chunk.noun < 0 || chunk.noun >= chunk.name.from) return [];
  const first = nameChunk(chunk.name, chunk.lemma);
  const several = (page.marks.words.lower[chunk.noun] ?? "").endsWith("s");
  const lists = [clause.subject, clause.objects, ...clause.phrases.map(({ objects }) => objects)];
  const list = several ? (lists.find((one) => one.includes(chunk)) ?? []) : [];
  const rest = list.slice(list.indexOf(chunk) + 1).filter(({ name, noun }) => name?.kind === "person" && noun < 0);
  return filling([first, ...rest], "name after the noun", at);
}

/** Who holds it by what the clause does: "served as *governor*", "was named *leader*", "the *leader* is X". */
export function holders(page: Page, at: At, chunk: Chunk): readonly Filling[] {
  const { clause } = at;
  const said = clause.subject.includes(chunk) && (isCopular(page, clause) || clause.verb?.lemma === "include");
  if (said) return filling(named(clause.objects), "what the subject is said to be", at);
  if (!isGiven(page, clause, chunk)) return [];
  return filling(parties(page, clause, chunk).holders, "who the office is given", at);
}

/** Who loses it: "stepped down as *leader*", "X was replaced by Y as *leader*". */
export function losers(page: Page, at: At, chunk: Chunk): readonly Filling[] {
  if (!isGiven(page, at.clause, chunk)) return [];
  return filling(parties(page, at.clause, chunk).losers, "who the office is taken from", at);
}

/** Whether a noun only says by the way who somebody is: what the clause denies, plans or doubts is something else. */
export function isAside(page: Page, { at, chunk }: Trigger): boolean {
  if (chunk === null) return false;
  const { clause } = at;
  if (chunk.form === "name") return true;
  if (isGiven(page, clause, chunk) || (isCopular(page, clause) && clause.objects.includes(chunk))) return false;
  if (named(chunk.appositions).length > 0) return true;
  if ([...clause.subject, ...clause.chunks].some((other) => other.appositions.includes(chunk))) return true;
  // "They left before the arrest of X", "X's death will be mourned": what is known is no part of the plan.
  const told = clause.subject.includes(chunk) && page.lists.reportVerbs.has(clause.verb?.lemma ?? "");
  return isDefinite(chunk) && !clause.objects.includes(chunk) && !told;
}

/** Whether a noun is one of several: "*one of* its founders". */
export function isOneOf(page: Page, { from }: Chunk): boolean {
  const { lower } = page.marks.words;
  return lower[from - 1] === "of" && ONE_OF.has(lower[from - 2] ?? "");
}

const ONE_OF = new Set(["one", "some", "many", "several", "two", "three"]);

function isCopular({ lists }: Page, { verb }: Clause): boolean {
  return verb !== null && verb.voice === "active" && lists.is("copula", verb.lemma);
}

function named(chunks: readonly Chunk[]): readonly Chunk[] {
  return chunks.filter((chunk) => chunk.form === "name");
}

/** Where a verb gives or takes an office: "as *leader*", "promoted to *commander*", "was named *leader*". */
function isGiven({ lists }: Page, { verb, phrases, objects, second }: Clause, chunk: Chunk): boolean {
  if (verb === null) return false;
  const held = (preposition: string): boolean =>
    phrases.some((phrase) => phrase.preposition === preposition && phrase.objects.includes(chunk));
  if (held("as") || second.includes(chunk)) return true;
  if (held("to") && lists.is("promoting", verb.lemma)) return true;
  // "was appointed leader": after a passive a bare object is what somebody was made or held for.
  return verb.voice === "passive" && objects.includes(chunk);
}

interface Parties {
  readonly holders: readonly Chunk[];
  readonly losers: readonly Chunk[];
}

/** Who holds and who loses the office that a clause gives or takes. */
function parties({ lists }: Page, { verb, subject, objects, phrases }: Clause, chunk: Chunk): Parties {
  const lemma = verb?.lemma ?? "";
  const passive = verb?.voice === "passive";
  const others = objects.includes(chunk) ? [] : objects;
  const by = phrases.filter(({ preposition }) => preposition === "by").flatMap((phrase) => phrase.objects);
  if (lists.is("succeeding", lemma))
    return passive ? { holders: by, losers: subject } : { holders: subject, losers: named(others) };
  const patient = passive ? subject : others.length > 0 ? others : subject;
  return lists.is("unseating", lemma) ? { holders: [], losers: patient } : { holders: patient, losers: [] };
}

/**
 * Which end of an office's time the date of its clause gives: a clause that gives it says when it began. Null where the
 * clause tells of something else, and only mentions whose office it is.
 */
export function tenure(page: Page, { at, chunk }: Trigger): "at" | "start" | null {
  const { clause } = at;
  if (chunk === null || clause.verb === null) return null;
  const said = isCopular(page, clause) && (clause.objects.includes(chunk) || clause.subject.includes(chunk));
  if (!said && !isGiven(page, clause, chunk)) return null;
  const is = (name: string): boolean => page.lists.is(name, clause.verb?.lemma ?? "");
  if (["beginning", "appointing", "promoting", "succeeding"].some(is)) return "start";
  return said || is("serving") || is("unseating") ? "at" : null;
}

/** The words before the waking word inside its phrase, one by one: "a *former senior* leader". */
export function wordsBefore(page: Page, { at, chunk, token }: Trigger): readonly Filling[] {
  if (chunk === null) return [];
  const from = chunk.possessor?.to ?? chunk.from;
  const to = chunk.form === "name" && token === chunk.head ? (chunk.name?.from ?? token) : token;
  const words: Chunk[] = [];
  for (let i = from; i < to; i += 1) {
    const lemma = page.marks.words.lower[i] ?? "";
    words.push(bareChunk({ from: i, to: i + 1, head: i, lemma, form: "noun", name: null, names: [] }));
  }
  return filling(words, "word before it", at);
}

/**
 * What an office is called: "deputy governor for Nangarhar", "military commander", without whose it is and without words
 * that say nothing of it ("former", "new", "senior").
 */
export function officeWords(page: Page, { chunk, token, range: own }: Trigger): Range {
  if (chunk === null) return own;
  const { marks, lists } = page;
  const bodies = chunk.names.filter((name) => name.to <= token);
  let from = Math.max(firstOwn(page, chunk), chunk.possessor?.to ?? 0, ...bodies.map(({ to }) => to));
  if (POSSESSIVE.test(marks.words.lower[from] ?? "")) from += 1;
  const passes = (word: string): boolean => lists.is("standing", word) || AGED.test(word);
  while (from < token && passes(marks.words.lower[from] ?? "")) from += 1;
  const place = chunk.phrases[0];
  const area = place?.preposition === "for" && place.from === token + 1 && place.objects[0]?.name?.kind === "place";
  return [range(page, from, token + 1)[0], area ? rangeOf(marks.words, place.from, place.to)[1] : own[1]];
}

/** "28-year-old" */
const AGED = /^\d+-year-old$/;
const POSSESSIVE = /^['’]s?$/;

/** The same with what the office is for: "Minister *of Defence of Kenya*"; a governor's place is apart. */
export function fullOffice(page: Page, trigger: Trigger): Range {
  const own = officeWords(page, trigger);
  // "the *UN* envoy", "*Russian* foreign minister": whose it is belongs to a public office.
  const states = (trigger.chunk?.names ?? []).filter((name) => name.kind !== "group" && name.to <= trigger.token);
  let end = trigger.token + 1;
  for (const phrase of trigger.chunk?.phrases ?? []) {
    const place = phrase.objects[0]?.name?.kind === "place";
    const first = end === trigger.token + 1;
    if (phrase.from !== end || !["of", "for"].includes(phrase.preposition)) break;
    if (first && place && phrase.preposition === "of") break;
    end = phrase.to;
  }
  const [first] = states;
  const start = first === undefined ? own[0] : Math.min(own[0], range(page, first.from, first.to)[0]);
  return [start, range(page, trigger.token, end)[1]];
}

/** The title before a person's name when it is a rank or a public office: "US Secretary of State", "Lt. Gen."; else null. */
export function titleWords(page: Page, { name }: Chunk): Range | null {
  if (name?.title == null) return null;
  const { words } = page.marks;
  const [, end] = range(page, name.from, name.to);
  const at = words.text.lastIndexOf(name.title, end - name.name.length);
  if (at < 0) return null;
  // "a major Warhol programme"
  if (name.title === "major" || name.title === "private" || name.title === "general") return null;
  const parts = name.title.toLowerCase().split(" ");
  // "Army spokesman *Captain* X": for whom he speaks is another matter.
  const voice = parts.findLastIndex((part) => page.lists.is("speaking-for", part));
  if (voice >= 0) {
    const rank = parts.slice(voice + 1).join(" ");
    const from = at + name.title.length - rank.length;
    return page.lists.titles.get(rank) === true ? [from, at + name.title.length] : null;
  }
  const listed = parts.map((_, i) => parts.slice(i).join(" ")).find((phrase) => page.lists.titles.has(phrase));
  return listed === undefined || page.lists.titles.get(listed) !== true ? null : [at, at + name.title.length];
}

const NATIONAL = new Set(["national", "citizen", "nationals", "citizens", "native"]);

/** "*Tunisian* national", "the *Jordanian-born* Omar Safi": where somebody comes from, and not whose officer he is. */
export function originWords(page: Page, chunk: Chunk, token: number): Range | null {
  const { lower } = page.marks.words;
  const national = NATIONAL.has(lower[token] ?? "") || NATIONAL.has(lower[chunk.noun] ?? "");
  const origins = chunk.names.filter(
    (name) =>
      name.adjectival &&
      name.to <= token &&
      name !== chunk.name &&
      name.place !== null &&
      // "Environment Canada spokesman"
      (national || name.name !== name.place?.name),
  );
  const [first] = origins;
  const last = origins.at(-1);
  if (first === undefined || last === undefined) return null;
  // "the first Russian or Soviet leader"
  for (let i = first.from; i < last.to; i += 1) if (lower[i] === "or" || lower[i] === "and") return null;
  const title = titleWords(page, chunk);
  if (title !== null && title[0] <= range(page, first.from, first.to)[0]) return null;
  return range(page, first.from, last.to);
}

/** "a *Briton*", "a *Jordanian*": a people's name that stands for one of them. */
export function demonymWords(page: Page, { name, determiner, plural }: Chunk): Range | null {
  if (name === null || determiner !== "indefinite" || plural) return null;
  const people = name.kind === "population" || (name.adjectival && name.kind !== "group");
  return people && name.place !== null ? range(page, name.from, name.to) : null;
}

/** "from its foundation *in 1999* until his arrest *in 2007*", "until he died *in 2007*": the dates of what bounds a time. */
export function boundsOf(page: Page, at: At): { readonly start: DateMark | null; readonly end: DateMark | null } {
  const { phrases } = at.clause;
  const after = (prepositions: ReadonlySet<string>): DateMark | null => {
    const told = phrases
      .filter(({ preposition }) => prepositions.has(preposition))
      .flatMap(({ objects }) => objects.flatMap((chunk) => (chunk.form === "noun" ? chunk.after.slice(0, 1) : [])));
    const clauses = clausesOf(page, at.sentence)
      .filter(({ clause }) => clause.parent === at.index && prepositions.has(clause.link))
      .flatMap(({ clause }) => clause.dates.slice(0, 1));
    return [...told, ...clauses].find(({ kind, time }) => kind === "time" && time.edtf !== null) ?? null;
  };
  const end = after(UNTIL);
  return { start: after(end === null ? SINCE : FROM), end };
}

const UNTIL = new Set(["until", "till"]);
const SINCE = new Set(["since"]);
const FROM = new Set(["since", "from"]);
