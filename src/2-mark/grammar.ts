import type { Knowledge, Rows } from "../0-model/knowledge.ts";
import { Recall } from "./recall.ts";

/** What a word can be, as bits; several for an ambiguous one. */
export const DETERMINER = 1;
export const PRONOUN = 2;
export const PREPOSITION = 4;
export const CONJUNCTION = 8;
export const SUBORDINATOR = 16;
export const AUXILIARY = 32;
export const MODAL = 64;
export const NEGATION = 128;
export const RELATIVE = 256;
export const NOUN = 512;
export const PLURAL = 1024;
export const ADJECTIVE = 2048;
export const ADVERB = 4096;
export const BASE = 8192;
export const THIRD = 16384;
export const PAST = 32768;
export const PARTICIPLE = 65536;
export const ING = 131072;
export const POSSESSIVE = 262144;
/** The word begins a joining phrase of several words. */
export const STARTS = 524288;
/** All classes that are closed: what has none of these is a noun, verb, adjective or adverb. */
export const CLOSED =
  DETERMINER |
  PRONOUN |
  PREPOSITION |
  CONJUNCTION |
  SUBORDINATOR |
  AUXILIARY |
  MODAL |
  NEGATION |
  RELATIVE |
  POSSESSIVE;

/** What the lists say of one word. */
export interface Entry {
  bits: number;
  /** Dictionary form as a verb and as a noun; empty when it is none. */
  verb: string;
  noun: string;
  /** How often the word was seen as a noun and as a verb. */
  nouns: number;
  verbs: number;
}

const CLASS_BITS: Readonly<Record<string, number>> = {
  determiner: DETERMINER,
  possessive: POSSESSIVE,
  pronoun: PRONOUN,
  preposition: PREPOSITION,
  conjunction: CONJUNCTION,
  subordinator: SUBORDINATOR,
  auxiliary: AUXILIARY,
  modal: MODAL,
  negator: NEGATION,
  relative: RELATIVE,
  wh: RELATIVE,
  adverbial: ADVERB,
  quantifier: DETERMINER,
};

/** A joining word of several words. */
export interface Joining {
  readonly words: readonly string[];
  readonly bits: number;
}

/** What single words can be, from the lists of closed and open classes. */
export interface Grammar {
  readonly entry: (lower: string) => Entry;
  /** The same of a token. */
  readonly said: Recall<Entry>;
  /** Joining words of several words, by their first and second word, the longest first: "according to", "as well as". */
  readonly phrases: ReadonlyMap<string, ReadonlyMap<string, readonly Joining[]>>;
  /** Whether a dictionary form is of a class of `classes.tsv`, such as `causative`. */
  readonly is: (name: string, word: string) => boolean;
}

/** Builds the look-up of word classes from `function`, `verbs`, `nouns`, `adjectives`, `adverbs` and `counted`. */
export function compileGrammar(knowledge: Knowledge): Grammar {
  const entries = new Map<string, Entry>();
  const phrases = new Map<string, Map<string, Joining[]>>();
  const add = (word: string, bits: number): Entry => {
    let entry = entries.get(word);
    if (entry === undefined) {
      entry = { bits: 0, verb: "", noun: "", nouns: 0, verbs: 0 };
      entries.set(word, entry);
    }
    entry.bits |= bits;
    return entry;
  };
  const list = (name: string): Rows => knowledge.lexicons.get(name) ?? [];
  for (const [word = "", kind = ""] of list("function")) {
    const bits = CLASS_BITS[kind] ?? 0;
    const parts = word.split(" ");
    const first = parts[0] ?? "";
    if (parts.length === 1) add(word, bits);
    else {
      const seconds = phrases.get(first) ?? new Map<string, Joining[]>();
      phrases.set(first, seconds);
      const second = parts[1] ?? "";
      const list = [...(seconds.get(second) ?? []), { words: parts, bits }];
      seconds.set(
        second,
        list.sort((a, b) => b.words.length - a.words.length),
      );
    }
  }
  const closed = new Set(entries.keys());
  for (const first of phrases.keys()) add(first, STARTS);
  const classed = new Map([...entries].map(([word, { bits }]) => [word, bits & ~STARTS]));
  addVerbs(list("verbs"), add, classed);
  addVerbs(list("verbsmore"), add, classed);
  addForms(list("verbforms"), add, closed);
  addNouns(list("nouns"), add, closed);
  addNouns(list("nounsmore"), add, closed);
  addNouns(list("counted"), add, closed);
  // "peace talks": what numbers count in this field is a noun as often as a verb.
  for (const [, plural = ""] of list("counted")) {
    const entry = entries.get(plural);
    if (entry !== undefined) entry.nouns = Math.max(entry.nouns, entry.verbs);
  }
  for (const [word = ""] of list("adjectives")) if (!closed.has(word)) add(word, ADJECTIVE);
  for (const [word = ""] of list("adjectivesmore")) if (!closed.has(word)) add(word, ADJECTIVE);
  for (const [word = ""] of list("adverbs")) if (!closed.has(word)) add(word, ADVERB);
  const classes = new Map<string, Set<string>>();
  for (const [word = "", name = ""] of list("classes")) {
    const known = classes.get(name);
    if (known === undefined) classes.set(name, new Set([word]));
    else known.add(word);
  }
  const people = new Set<string>();
  for (const [lemma = "", , kind = ""] of list("nouns")) if (kind === "person" || kind === "group") people.add(lemma);
  for (const [lemma = "", , unit = ""] of list("counted")) if (unit === "people") people.add(lemma);
  classes.set("people", people);
  const entry = guessing(entries);
  return { entry, said: new Recall(entry), phrases, is: (name, word) => classes.get(name)?.has(word) ?? false };
}

type Add = (word: string, bits: number) => Entry;

/** What a closed-class word can be beside a form of a verb: "got", "the need to", "following", "given". */
const VERBAL_TOO = AUXILIARY | MODAL;

function addVerbs(list: Rows, add: Add, closed: ReadonlyMap<string, number>): void {
  for (const [lemma = "", past = "", participle = "", ing = "", third = "", nouns = "0", verbs = "0"] of list) {
    const forms: [string, number][] = [
      [lemma, BASE],
      [past, PAST],
      [participle, PARTICIPLE],
      [ing, ING],
      [third, THIRD],
    ];
    for (const [form, bits] of forms) {
      const own = closed.get(form) ?? 0;
      const open = (own & ~VERBAL_TOO) === 0 || (own === PREPOSITION && (bits & (ING | PARTICIPLE)) !== 0);
      if (form === "" || !open || isBe(form) || isHave(form) || isDo(form)) continue;
      const entry = add(form, bits);
      // "found" is the past of "find" before it is the base of "found".
      if (entry.verb === "" || entry.verbs < Number(verbs)) {
        entry.verb = lemma;
        entry.nouns = Math.max(entry.nouns, Number(nouns));
        entry.verbs = Number(verbs);
      }
    }
    // "a panel", "on bail": seen as a noun too, though no list of nouns may hold it.
    if (Number(nouns) > 0 && !closed.has(lemma) && lemma !== "found") {
      add(lemma, NOUN).noun ||= lemma;
      if (!closed.has(third)) add(third, NOUN | PLURAL).noun ||= lemma;
    }
  }
}

const FORM_BITS: Readonly<Record<string, number>> = {
  past: PAST,
  participle: PARTICIPLE,
  both: PAST | PARTICIPLE,
  ing: ING,
};

function addForms(list: Rows, add: Add, closed: ReadonlySet<string>): void {
  for (const [form = "", lemma = "", kind = ""] of list) {
    if (form === "" || closed.has(form)) continue;
    const entry = add(form, FORM_BITS[kind] ?? 0);
    if (entry.verb !== "") continue;
    entry.verb = lemma;
    entry.verbs = 1;
  }
}

function addNouns(list: Rows, add: Add, closed: ReadonlySet<string>): void {
  for (const [lemma = "", plural = "", , nouns = "1"] of list) {
    if (lemma === "") continue;
    if (!closed.has(lemma)) {
      const entry = add(lemma, NOUN);
      if (entry.noun === "") entry.noun = lemma;
      entry.nouns = Math.max(entry.nouns, Number(nouns) || 1);
    }
    if (plural === "" || closed.has(plural)) continue;
    const many = add(plural, NOUN | PLURAL);
    many.noun = lemma;
    many.nouns = Math.max(many.nouns, Number(nouns) || 1);
  }
}

/** Words that no list holds are guessed from their endings, once each. */
function guessing(entries: Map<string, Entry>): (lower: string) => Entry {
  const guesses = new Map<string, Entry>();
  return (lower) => {
    const known = entries.get(lower) ?? guesses.get(lower);
    if (known !== undefined) return known;
    if (guesses.size > 100_000) guesses.clear();
    const made = guess(lower, entries);
    guesses.set(lower, made);
    return made;
  };
}

function guess(lower: string, entries: ReadonlyMap<string, Entry>): Entry {
  const tail = lower.slice(lower.lastIndexOf("-") + 1);
  const known = tail === lower ? undefined : entries.get(tail);
  if (known !== undefined && tail.length > 2) return { ...known, bits: hyphenated(known.bits) };
  const base = lower.startsWith("un") ? entries.get(lower.slice(2)) : undefined;
  if (base !== undefined && base.bits & (ADJECTIVE | PARTICIPLE))
    return { bits: ADJECTIVE, verb: "", noun: "", nouns: 0, verbs: 0 };
  const compared = /^(.+?)i?(?:est|er)$/.exec(lower)?.[1] ?? "";
  const single = compared.at(-1) === compared.at(-2) ? compared.slice(0, -1) : compared;
  if ([compared, `${compared}y`, `${compared}e`, single].some((word) => (entries.get(word)?.bits ?? 0) & ADJECTIVE))
    return { bits: lower.endsWith("r") ? ADJECTIVE | NOUN : ADJECTIVE, verb: "", noun: lower, nouns: 1, verbs: 0 };
  if (/(ly)$/.test(lower)) return { bits: ADVERB, verb: "", noun: "", nouns: 0, verbs: 0 };
  if (/[a-z]{3}ing$/.test(lower))
    return { bits: ING | NOUN, verb: lemmaOf(lower.slice(0, -3), entries), noun: lower, nouns: 1, verbs: 1 };
  if (/[a-z]{2}ed$/.test(lower))
    return { bits: PAST | PARTICIPLE, verb: lemmaOf(lower.slice(0, -2), entries), noun: "", nouns: 0, verbs: 1 };
  if (/[a-z]{2}(ize|ise|ify)$/.test(lower)) return { bits: BASE, verb: lower, noun: "", nouns: 0, verbs: 1 };
  if (/(ous|ful|ive|able|ible|ical|ish|less|ian|ese)$/.test(lower)) {
    return { bits: ADJECTIVE, verb: "", noun: "", nouns: 0, verbs: 0 };
  }
  if (/[a-z]{2}[^s]s$/.test(lower))
    return { bits: NOUN | PLURAL, verb: "", noun: lower.slice(0, -1), nouns: 1, verbs: 0 };
  return { bits: NOUN, verb: "", noun: lower, nouns: 1, verbs: 0 };
}

/** The dictionary form of an unknown verb from what stands before "-ed" or "-ing". */
function lemmaOf(stem: string, entries: ReadonlyMap<string, Entry>): string {
  const known = (word: string): boolean => ((entries.get(word)?.bits ?? 0) & BASE) !== 0;
  const last = stem.at(-1) ?? "";
  const doubled = last === stem.at(-2) && !"lsz".includes(last);
  if (known(stem)) return stem;
  if (known(`${stem}e`)) return `${stem}e`;
  if (last === stem.at(-2) && (doubled || known(stem.slice(0, -1)))) return stem.slice(0, -1);
  return /(?:is|iz|at|ut|[vcgu]|[^s]s)$/.test(stem) ? `${stem}e` : stem.replace(/i$/, "y");
}

/** "English-language" is an adjective as often as a noun; "foreign-made" only an adjective. */
function hyphenated(bits: number): number {
  if ((bits & (PAST | PARTICIPLE | ING)) !== 0) return ADJECTIVE;
  return bits & (NOUN | PLURAL) ? (bits & (NOUN | PLURAL)) | ADJECTIVE : bits;
}

const BE = new Set("be am is are was were been being 's 're isn't aren't wasn't weren't".split(" "));
const HAVE = new Set("have has had having haven't hasn't hadn't 've".split(" "));
const DO = new Set("do does did don't doesn't didn't".split(" "));

/** True for a form of "be". */
export function isBe(lower: string): boolean {
  return BE.has(lower);
}

/** True for a form of "get", which makes a passive as "be" does. */
export function isGet(lower: string): boolean {
  return lower === "got" || lower === "get" || lower === "gets" || lower === "getting";
}

/** True for a form of "have". */
export function isHave(lower: string): boolean {
  return HAVE.has(lower);
}

/** True for a form of "do". */
export function isDo(lower: string): boolean {
  return DO.has(lower);
}
