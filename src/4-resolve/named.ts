import type { Judgement, Kind } from "../0-model/entity.ts";
import { roughKeys } from "../0-model/rough.ts";
import { canonicalOf } from "./candidates.ts";
import { compareNames } from "./compare.ts";
import type { Dated, Dossier, Known } from "./dossier.ts";
import type { Naming } from "./naming.ts";
import type { Comparison } from "./person.ts";

/** Kinds that a name in a gazetteer or a list of states settles. */
export const STATES: ReadonlySet<Kind> = new Set(["government", "population", "place"]);
export const BODIES: ReadonlySet<Kind> = new Set(["group", "organisation", "outlet", "publication"]);

/** Makes the judgement of the pair at hand. */
export type Say = (verdict: Judgement["verdict"], by: string, why: string) => Judgement;

/** What the names of two dossiers have in common. */
interface Shared {
  /** Names of both that do not follow from one another: a name and its initials are one. */
  readonly independent: readonly string[];
  /** The likest pair of names; null where no two are alike. `sure` when they are one name written by two hands. */
  readonly best: Pair | null;
}

interface Pair {
  readonly mine: string;
  readonly theirs: string;
  readonly why: string;
  readonly sure: boolean;
  readonly rank: number;
}

/** What speaks for two of one name being one, beside the name. */
interface Support {
  readonly by: string;
  readonly words: string;
}

/**
 * The judgement of two dossiers of persons or bodies, or null when nothing speaks for it. `same` only where more than a
 * name speaks for it; `different` where the words say so or facts exclude it; a likeness of names alone is `unsure`.
 */
export function judgeNamed(one: Dossier, other: Dossier, known: Known, say: Say): Judgement | null {
  const told = keptApart(one, other, known.naming);
  if (told !== null) return say("different", "identity.hatnote", told);
  const person = one.kind === "person";
  const named = byName(one, other, known);
  if (named === null) return null;
  if (named.how === "known")
    return say("same", "identity.known", `both go by names of one body in the lists of known ones: ${named.canonical}`);
  if (named.how === "number") return say("different", "identity.number", named.why);
  const { best, independent } = named;
  const alike = `${likeWords(best, one, other)}${formerWords(one, other, best)}`;
  const support = person ? personSupport(one, other) : bodySupport(one, other, known.naming);
  const excluded = exclusion(one, other);
  if (excluded !== null && support === null && independent.length < 2)
    return say("different", "identity.days", `${alike}, but ${excluded}`);
  if (excluded !== null)
    return say("unsure", "identity.days", `${alike} and ${support?.words ?? "share another name"}, but ${excluded}`);
  if (best.sure && support !== null && !(person && single(best)))
    return say("same", support.by, `${alike}, and ${support.words}`);
  if (independent.length > 1)
    return say(
      "same",
      "identity.names",
      `they share ${independent.length} names: ${independent.map((name) => written(one, name)).join(", ")}`,
    );
  if (person && support === null && single(best)) return null;
  return say("unsure", "identity.name", `${alike}; ${support?.words ?? "nothing else tells them to be one"}`);
}

/** What the names of two alone say: one listed body, names alike, names alike but for their numbers, or nothing. */
type ByName =
  | { readonly how: "known"; readonly canonical: string }
  | { readonly how: "names"; readonly best: Pair; readonly independent: readonly string[] }
  | { readonly how: "number"; readonly why: string };

function byName(one: Dossier, other: Dossier, known: Known): ByName | null {
  const person = one.kind === "person";
  const [mine, theirs] = person ? [null, null] : [canonicalOf(one, known), canonicalOf(other, known)];
  if (mine !== null && mine === theirs) return { how: "known", canonical: mine };
  if (mine !== null && theirs !== null && !sharesName(one, other)) return null;
  const { best, independent } = sharedOf(one, other, known.naming);
  if (best === null) return person ? null : numbered(one, other, known.naming);
  if (isNoun(written(one, best.mine)) || isNoun(written(other, best.theirs))) return null;
  return { how: "names", best, independent };
}

/**
 * How two are alike by their names: `known` where the lists say that they are one body, `names` where what else is said of
 * them decides, null where nothing else can.
 */
export function likeness(one: Dossier, other: Dossier, known: Known): "known" | "names" | null {
  if (!comparable(one, other) || STATES.has(one.kind)) return null;
  const how = byName(one, other, known)?.how ?? null;
  return how === "number" ? null : how;
}

/** True for two of kinds that can be one, in different texts. */
export function comparable(one: Dossier, other: Dossier): boolean {
  if (one.rendition !== null && one.rendition === other.rendition) return false;
  return one.kind === other.kind || (BODIES.has(one.kind) && BODIES.has(other.kind));
}

function sharesName(one: Dossier, other: Dossier): boolean {
  return [...one.names].some((name) => other.names.has(name));
}

/** A name of one word, on either side, says too little of a person. */
function single({ mine, theirs }: Pair): boolean {
  return !mine.includes(" ") || !theirs.includes(" ");
}

/** "police": one word in small letters names nobody, though a text speaks of somebody by it. */
function isNoun(name: string): boolean {
  return /^\p{Ll}+$/u.test(name);
}

function likeWords({ mine, theirs, why }: Pair, one: Dossier, other: Dossier): string {
  const [first, second] = [written(one, mine), written(other, theirs)];
  if (mine === theirs) return `both are called ${first}`;
  return `${first} and ${second} may be one name (${why})`;
}

/** A folded name as its text writes it. */
function written({ spelled }: Dossier, name: string): string {
  return spelled.get(name) ?? name;
}

function formerWords(one: Dossier, other: Dossier, { mine, theirs }: Pair): string {
  return one.former.has(mine) || other.former.has(theirs) ? ", a name that one of them is said to have given up" : "";
}

/** What a text says to be somebody else than its own entity of that name, or null. */
function keptApart(one: Dossier, other: Dossier, naming: Naming): string | null {
  for (const [a, b] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const name of a.against) {
      if (a.names.has(name)) continue;
      const meant = [...b.names].some(
        (own) => own === name || compareNames(own, name, b.kind, naming).verdict === "same",
      );
      if (meant && !sharesName(a, b)) return `a text says that ${a.name} is not ${written(a, name)}`;
    }
  }
  return null;
}

/** A name that leaves a part out, has a slip or another form of a given name does not make two one by itself. */
const SURE = 0.9;

function sharedOf(one: Dossier, other: Dossier, naming: Naming): Shared {
  const same = [...one.names].filter((name) => other.names.has(name)).sort();
  const long = same.filter((name) => !derived(name, same));
  const independent = long.filter((name, at) =>
    long.slice(0, at).every((before) => compareNames(before, name, one.kind, naming).verdict === "different"),
  );
  let best: Pair | null = null;
  for (const mine of [...one.names].sort())
    for (const theirs of [...other.names].sort()) {
      const { verdict, why, rank } = byInitials(mine, theirs, one) ?? compareNames(mine, theirs, one.kind, naming);
      if (verdict === "different" || (best !== null && best.rank >= rank)) continue;
      best = { mine, theirs, why, sure: verdict === "same" && rank >= SURE, rank };
    }
  return { independent, best };
}

/** Folded names have no capitals: whether one is made of the other's initials follows from their keys. */
function byInitials(mine: string, theirs: string, { kind }: Dossier): Comparison | null {
  if (kind === "person" || mine.includes(" ") === theirs.includes(" ")) return null;
  const [short, long] = mine.includes(" ") ? [theirs, mine] : [mine, theirs];
  return short.length > 2 && roughKeys(long).includes(`=${short}`)
    ? { verdict: "perhaps", why: "one can be the initials of the other", rank: 0.5 }
    : null;
}

/** True when a short name is made of the initials of another one. */
function derived(name: string, names: readonly string[]): boolean {
  return names.some((other) => other !== name && roughKeys(other).includes(`=${name}`));
}

function personSupport(one: Dossier, other: Dossier): Support | null {
  const body = common(one.bodies, other.bodies);
  if (body !== null) return { by: "identity.office", words: `both hold an office in ${written(one, body)}` };
  const [a, b] = [one.life.ended, other.life.ended];
  if (a !== null && b !== null && a.day === b.day && a.exact && b.exact)
    return { by: "identity.death", words: `both died on ${a.day}` };
  return null;
}

function bodySupport(one: Dossier, other: Dossier, naming: Naming): Support | null {
  const leader = [...one.leaders].sort().find((name) => [...other.leaders].some((own) => sounds(name, own, naming)));
  if (leader !== undefined)
    return { by: "identity.leader", words: `both were led or founded by ${written(one, leader)}` };
  const parent = common(one.parents, other.parents);
  const seat = common(one.seats, other.seats);
  if (parent !== null) return { by: "identity.parent", words: `both are a part of ${written(one, parent)}` };
  if (seat !== null && one.kind === other.kind)
    return { by: "identity.seat", words: "both have their seat at one place" };
  const [a, b] = [one.life.began, other.life.began];
  if (a !== null && b !== null && a.day === b.day && a.exact && b.exact)
    return { by: "identity.founding", words: `both were founded on ${a.day}` };
  return null;
}

/** True for one person's name written by two hands. */
export function sounds(one: string, other: string, naming: Naming): boolean {
  const { verdict, rank } = compareNames(one, other, "person", naming);
  return verdict === "same" && rank >= SURE;
}

function common(one: ReadonlySet<string>, other: ReadonlySet<string>): string | null {
  return [...one].filter((name) => other.has(name)).sort()[0] ?? null;
}

/** Days that no one entity can have: it acted after its death, it was founded after it was dissolved. */
function exclusion(one: Dossier, other: Dossier): string | null {
  const person = one.kind === "person";
  for (const [a, b] of [
    [one, other],
    [other, one],
  ] as const) {
    const end = a.life.ended;
    const later = person ? b.life.seen : b.life.began;
    if (end === null || later === null || later.day <= end.day) continue;
    return person
      ? `one died ${said(end)}, and the other acted ${said(later)}`
      : `one was dissolved ${said(end)}, and the other founded ${said(later)}`;
  }
  return null;
}

const said = ({ day, words }: Dated): string => (words === "" ? `by ${day}` : `“${words}”`);

/** "55th Brigade", "56th Brigade": named alike but for their numbers. */
function numbered(one: Dossier, other: Dossier, naming: Naming): ByName | null {
  const { verdict, excludes, why } = compareNames(one.name, other.name, one.kind, naming);
  return verdict === "different" && excludes === true
    ? { how: "number", why: `${one.name} and ${other.name}: ${why}` }
    : null;
}
