import { CAPITAL, NUMBER, PUNCTUATION, WORD, type Words } from "../0-model/mark.ts";
import {
  ADJECTIVE,
  ADVERB,
  BASE,
  CONJUNCTION,
  DETERMINER,
  type Entry,
  type Grammar,
  ING,
  isBe,
  isDo,
  isHave,
  MODAL,
  NEGATION,
  NOUN,
  PARTICIPLE,
  PAST,
  PLURAL,
  POSSESSIVE,
  PREPOSITION,
  PRONOUN,
  RELATIVE,
  SUBORDINATOR,
  THIRD,
} from "./grammar.ts";

/** What a token is in its sentence. */
export const T = {
  other: 0,
  noun: 1,
  name: 2,
  pronoun: 3,
  determiner: 4,
  adjective: 5,
  adverb: 6,
  number: 7,
  date: 8,
  verb: 9,
  participle: 10,
  ing: 11,
  base: 12,
  auxiliary: 13,
  modal: 14,
  to: 15,
  preposition: 16,
  conjunction: 17,
  subordinator: 18,
  relative: 19,
  negation: 20,
  possessive: 21,
  comma: 22,
  stop: 23,
  open: 24,
  close: 25,
  quote: 26,
  hyphen: 27,
} as const;

/** The word for a tag. */
export type TagName = keyof typeof T;

const NAMES = Object.keys(T) as readonly TagName[];

/** The word for a tag's number. */
export function tagName(tag: number): TagName {
  return NAMES[tag] ?? "other";
}

/** Tags and dictionary entries of the tokens of one sentence. */
export interface Tagged {
  readonly from: number;
  readonly to: number;
  readonly tags: Uint8Array;
  readonly entries: readonly Entry[];
  /** Tokens of the joining phrase that begins at a token ("as well as": 3), or 0. */
  readonly phrases: Uint8Array;
}

/** Which tokens are already spoken for: 0 free, 1 name, 2 number, 3 date. */
export type Taken = Uint8Array;

/**
 * The tag of every token of `[from, to)`. Closed-class words first, then verbs and nouns told apart by what stands
 * beside them and by whether the stretch up to the next comma or conjunction already has a finite verb.
 */
export function tag(grammar: Grammar, words: Words, taken: Taken, [from, to]: readonly [number, number]): Tagged {
  const count = to - from;
  const entries: Entry[] = new Array(count);
  for (let k = 0; k < count; k += 1) entries[k] = grammar.entry(words.lower[from + k] ?? "");
  const sentence = new Tagger(grammar, words, { from, taken }, entries);
  for (let k = 0; k < count; k += 1) sentence.fixed(k);
  sentence.phrases(grammar);
  for (let k = 0; k < count; k += 1) if (sentence.tags[k] === T.other) sentence.open(k);
  return { from, to, tags: sentence.tags, entries, phrases: sentence.lengths };
}

class Tagger {
  readonly grammar: Grammar;
  readonly words: Words;
  readonly from: number;
  readonly taken: Taken;
  readonly tags: Uint8Array;
  readonly entries: Entry[];
  readonly lengths: Uint8Array;

  constructor(grammar: Grammar, words: Words, { from, taken }: { from: number; taken: Taken }, entries: Entry[]) {
    this.grammar = grammar;
    this.words = words;
    this.from = from;
    this.taken = taken;
    this.tags = new Uint8Array(entries.length);
    this.entries = entries;
    this.lengths = new Uint8Array(entries.length);
  }

  lower(k: number): string {
    return k < 0 || k >= this.tags.length ? "" : (this.words.lower[this.from + k] ?? "");
  }

  bits(k: number): number {
    return this.entries[k]?.bits ?? 0;
  }

  is(k: number, bits: number): boolean {
    return k >= 0 && k < this.tags.length && this.tags[k] === T.other && (this.bits(k) & bits) !== 0;
  }

  /** What needs no context. */
  fixed(k: number): void {
    const i = this.from + k;
    const taken = this.taken[i] ?? 0;
    if (taken > 0) this.tags[k] = taken === 1 ? T.name : taken === 2 ? T.number : T.date;
    else if (this.words.kind[i] === PUNCTUATION) this.tags[k] = punctuation(this.lower(k));
    else if (this.words.kind[i] === NUMBER) this.tags[k] = T.number;
    else if (this.words.kind[i] === WORD) this.tags[k] = this.closed(k);
    else this.tags[k] = T.quote;
  }

  closed(k: number): number {
    const bits = this.bits(k);
    const lower = this.lower(k);
    if (isBe(lower) || isHave(lower) || isDo(lower)) return T.auxiliary;
    if (bits & MODAL) return this.words.shape[this.from + k] === CAPITAL && k > 0 ? T.other : T.modal;
    if (bits & NEGATION)
      return lower === "no" || (lower === "neither" && this.lower(k + 1) !== "of") ? T.determiner : T.negation;
    if (lower === "to" || lower === "that" || (bits & PREPOSITION && bits & SUBORDINATOR)) return T.other;
    if (lower === "once") return T.other;
    if (bits & SUBORDINATOR) return T.subordinator;
    if (bits & CONJUNCTION) return T.conjunction;
    if (bits & RELATIVE) return T.relative;
    if (bits & PREPOSITION && !(bits & (ADVERB | NOUN))) return T.preposition;
    if (bits & POSSESSIVE) return T.determiner;
    if (bits & PRONOUN && !(bits & DETERMINER)) return T.pronoun;
    return T.other;
  }

  /** Whether the token lies in a name, a number or a date. */
  spokenFor(k: number): boolean {
    return (this.taken[this.from + k] ?? 0) > 0;
  }

  /** Joining words of several words. */
  phrases(grammar: Grammar): void {
    for (let k = 0; k < this.tags.length; k += 1) {
      for (const phrase of grammar.phrases.get(this.lower(k)) ?? []) {
        if (!phrase.words.every((word, offset) => this.lower(k + offset) === word && !this.spokenFor(k + offset)))
          continue;
        const tag =
          phrase.bits & PREPOSITION
            ? T.preposition
            : phrase.bits & CONJUNCTION
              ? T.conjunction
              : phrase.bits & SUBORDINATOR
                ? T.subordinator
                : phrase.bits & NEGATION
                  ? T.negation
                  : T.adverb;
        this.tags.fill(tag, k, k + phrase.words.length);
        this.lengths[k] = phrase.words.length;
        k += phrase.words.length - 1;
        break;
      }
    }
  }

  /** The tag of the nearest token before `k` that is no adverb, negation or quotation mark. */
  before(k: number): number {
    let j = k - 1;
    while (j >= 0 && (this.tags[j] === T.adverb || this.tags[j] === T.negation || this.tags[j] === T.quote)) j -= 1;
    return j;
  }

  tagAt(k: number): number {
    return k < 0 || k >= this.tags.length ? T.stop : (this.tags[k] ?? T.other);
  }

  /** Whether a noun phrase can begin at `k`. */
  phraseAt(k: number): boolean {
    const tag = this.tagAt(k);
    if (
      tag === T.name ||
      tag === T.number ||
      tag === T.determiner ||
      tag === T.pronoun ||
      tag === T.noun ||
      tag === T.adjective
    )
      return true;
    return tag === T.other && (this.bits(k) & (DETERMINER | NOUN | ADJECTIVE | PRONOUN)) !== 0;
  }

  boundary(k: number): boolean {
    const tag = this.tagAt(k);
    // Words that join clauses may not be told apart yet.
    if (
      tag === T.other &&
      (this.lower(k) === "that" || (this.bits(k) & (SUBORDINATOR | RELATIVE) && !(this.bits(k) & PREPOSITION)))
    )
      return true;
    return (
      tag === T.comma ||
      tag === T.stop ||
      tag === T.subordinator ||
      tag === T.relative ||
      tag === T.conjunction ||
      tag === T.open
    );
  }

  /** Whether a finite verb surely stands between `k` and the next boundary in the given direction. */
  finite(k: number, step: 1 | -1): boolean {
    for (let j = k + step; j >= 0 && j < this.tags.length && !this.boundary(j); j += step) {
      const tag = this.tags[j];
      if (tag === T.auxiliary || tag === T.modal || tag === T.verb) return true;
      if (step !== 1 || !this.is(j, PAST | THIRD) || this.is(j, NOUN | ADJECTIVE)) continue;
      // "police said": a form that could be a participle is finite unless "by" follows.
      if (!this.is(j, PARTICIPLE) || (this.is(j, PAST) && this.reporting(j))) return true;
    }
    return false;
  }

  open(k: number): void {
    this.tags[k] = this.decide(k);
  }

  decide(k: number): number {
    const bits = this.bits(k);
    const lower = this.lower(k);
    if (lower === "to") return this.infinitive(k + 1) ? T.to : T.preposition;
    if (lower === "that") return this.that(k);
    if (lower === "once") return this.joins(k) ? T.subordinator : T.adverb;
    if (bits & PREPOSITION && bits & SUBORDINATOR) return this.joins(k) ? T.subordinator : T.preposition;
    if (bits & PREPOSITION)
      return this.phraseAt(k + 1) || this.tagAt(k + 1) === T.date || !(bits & ADVERB) ? T.preposition : T.adverb;
    // "has long maintained": between a form of "have" and its participle stands an adverb.
    if (
      bits & ADJECTIVE &&
      this.tagAt(k - 1) === T.auxiliary &&
      this.bits(k + 1) & PARTICIPLE &&
      isHave(this.lower(k - 1))
    )
      return T.adverb;
    if (bits & DETERMINER) return this.phraseAt(k + 1) || !(bits & PRONOUN) ? T.determiner : T.pronoun;
    if (bits & (BASE | THIRD | PAST | PARTICIPLE | ING)) return this.verbal(k);
    return this.nominal(k);
  }

  infinitive(k: number): boolean {
    let j = k;
    while (this.is(j, ADVERB) && !this.is(j, BASE)) j += 1;
    if (["be", "have", "do"].includes(this.lower(j))) return true;
    if (!this.is(j, BASE)) return false;
    if (this.tagAt(j) !== T.other) return false;
    if (!this.is(j, NOUN)) return true;
    // "to attack the base", "to fire": a noun would want a determiner or stand in the plural.
    const entry = this.entries[j];
    return this.phraseAt(j + 1) || (entry !== undefined && entry.verbs * 2 >= entry.nouns);
  }

  that(k: number): number {
    const previous = this.tagAt(this.before(k));
    const verbNext =
      this.tagAt(k + 1) === T.auxiliary ||
      this.tagAt(k + 1) === T.modal ||
      (this.is(k + 1, PAST | THIRD | BASE) && !this.is(k + 1, NOUN));
    const nominal =
      previous === T.noun ||
      previous === T.name ||
      previous === T.close ||
      previous === T.number ||
      previous === T.date;
    // "a blast that injured five": a form that is also a noun is a verb here when a noun phrase follows.
    const deedNext = this.is(k + 1, PAST) && this.phraseAt(k + 2);
    if (nominal && (verbNext || deedNext || this.is(k + 1, ING))) return T.relative;
    if (previous === T.preposition || (previous === T.stop && !this.finite(k + 1, 1))) return T.determiner;
    if (this.is(k + 1, NOUN) && !this.is(k + 1, PLURAL) && previous !== T.verb && !nominal) return T.determiner;
    return T.subordinator;
  }

  /** "after X did Y" joins clauses; "after the attack" is a phrase. */
  joins(k: number): boolean {
    if (!this.phraseAt(k + 1) && this.tagAt(k + 1) !== T.date) return false;
    for (let j = k + 1; j < this.tags.length; j += 1) {
      const tag = this.tagAt(j);
      if (tag === T.comma || tag === T.stop || tag === T.subordinator || tag === T.relative || tag === T.open)
        return false;
      if (tag === T.auxiliary || tag === T.modal) return true;
      if (tag !== T.other) continue;
      const bits = this.bits(j);
      const previous = this.tagAt(j - 1);
      const afterName =
        previous === T.name ||
        previous === T.noun ||
        previous === T.pronoun ||
        (this.bits(j - 1) & (NOUN | PRONOUN)) !== 0;
      if (bits & (PAST | THIRD) && afterName && !(bits & NOUN && !(bits & PAST)) && j > k + 1) return true;
    }
    return false;
  }

  verbal(k: number): number {
    const bits = this.bits(k);
    const previous = this.tagAt(this.before(k));
    const afterBase =
      previous === T.to || previous === T.modal || (previous === T.auxiliary && isDo(this.lower(this.before(k))));
    if (bits & BASE && afterBase) return T.base;
    if (previous === T.auxiliary) {
      if (bits & PARTICIPLE) return T.participle;
      if (bits & ING) return T.ing;
      return this.nominal(k);
    }
    if (bits & ING) return this.ing(k, previous);
    if (bits & (PAST | PARTICIPLE)) return this.past(k, previous);
    return this.present(k, previous);
  }

  /** Before a noun a participle is an adjective: "a growing number", "armed men". */
  modifies(k: number, previous: number): boolean {
    const opens =
      previous === T.determiner || previous === T.adjective || previous === T.number || previous === T.possessive;
    return opens || (previous === T.preposition && this.is(k + 1, NOUN));
  }

  ing(k: number, previous: number): number {
    const bits = this.bits(k);
    const nounNext = this.is(k + 1, NOUN | ADJECTIVE) || this.tagAt(k + 1) === T.name;
    if (previous === T.determiner || previous === T.adjective || previous === T.number || previous === T.possessive) {
      return nounNext && !(bits & NOUN) ? T.adjective : T.noun;
    }
    const object = this.phraseAt(k + 1);
    if (previous === T.name || previous === T.noun || previous === T.date)
      return bits & NOUN && !object ? T.noun : T.ing;
    if (previous === T.preposition || previous === T.conjunction || previous === T.verb) {
      if (!object && (previous === T.preposition || (bits & NOUN && (this.entries[k]?.nouns ?? 0) > 0))) return T.noun;
    }
    return T.ing;
  }

  past(k: number, previous: number): number {
    const bits = this.bits(k);
    const nounNext = this.is(k + 1, NOUN | ADJECTIVE) || this.tagAt(k + 1) === T.name;
    if (this.modifies(k, previous)) {
      if (nounNext) return T.adjective;
      return bits & (NOUN | ADJECTIVE) || previous === T.determiner ? T.noun : T.adjective;
    }
    if (previous === T.preposition) return T.adjective;
    if (!(bits & PARTICIPLE)) return T.verb;
    if (!(bits & PAST)) return T.participle;
    if (previous === T.relative || previous === T.pronoun) return T.verb;
    // A shortened passive has no object: "said ISIS was", "claimed to have killed" are finite; "named Omar was" is not.
    const object = this.phraseAt(k + 1) && !this.grammar.is("naming", this.entries[k]?.verb ?? "");
    const infinitive = this.lower(k + 1) === "to" && (this.lower(k + 2) === "have" || this.lower(k + 2) === "be");
    if ((object || infinitive) && this.subjectAt(k)) return T.verb;
    if (this.finite(k, 1) && !this.finite(k, -1)) return T.participle;
    const next = this.lower(k + 1);
    // ", called X by its enemies, is": before any finite verb a form after a comma belongs to the noun before it.
    if (this.tagAt(k - 1) === T.comma && this.opensBefore(k)) return T.participle;
    // Every sentence wants one finite verb: "X, a commander of Y, died in 2006".
    if (next !== "by" && !this.finiteElsewhere(k)) return T.verb;
    if (next === "by" || (this.tagAt(k - 1) === T.comma && this.tagAt(k + 1) === T.preposition)) return T.participle;
    if (previous === T.stop && k > 0) return T.participle;
    if (this.mainWaits(k)) return T.verb;
    if (this.finite(k, -1) && !this.boundary(k - 1)) return this.reported(k) ? T.verb : T.participle;
    return T.verb;
  }

  /** "said that", "told": verbs of saying are hardly ever participles after a noun. */
  reporting(k: number): boolean {
    const next = this.lower(k + 1);
    return next === "that" || (this.entries[k]?.verb === "say" && next !== "by");
  }

  /** "Students who were angry at the party set up": after a relative clause with its verb, the noun before it lacks one. */
  mainWaits(k: number): boolean {
    let inside = 0;
    for (let j = k - 1; j >= 0; j -= 1) {
      const tag = this.tags[j];
      if (tag === T.verb || tag === T.auxiliary || tag === T.modal) inside += 1;
      if (tag === T.comma || tag === T.stop || tag === T.subordinator) return false;
      if (tag !== T.relative) continue;
      for (let i = j - 1; i >= 0; i -= 1) {
        const before = this.tags[i];
        if (before === T.verb || before === T.auxiliary || before === T.modal || before === T.preposition) return false;
        if (before === T.stop || before === T.comma) break;
      }
      return inside > 0 && j > 0;
    }
    return false;
  }

  /** Whether the noun before `k` can be a subject: no finite verb, preposition or comma parts it from the start of its stretch. */
  subjectAt(k: number): boolean {
    for (let j = k - 1; j >= 0; j -= 1) {
      const tag = this.tags[j];
      if (
        tag === T.verb ||
        tag === T.auxiliary ||
        tag === T.modal ||
        tag === T.preposition ||
        tag === T.participle ||
        tag === T.ing ||
        tag === T.base
      )
        return false;
      if (this.boundary(j)) return true;
    }
    return true;
  }

  /** No finite verb stands before, and one surely follows after another comma. */
  opensBefore(k: number): boolean {
    for (let j = 0; j < k; j += 1) {
      const tag = this.tags[j];
      if (tag === T.verb || tag === T.auxiliary || tag === T.modal || tag === T.subordinator) return false;
    }
    for (let j = k + 1; j < this.tags.length; j += 1) {
      const tag = this.tags[j];
      if (tag === T.conjunction || tag === T.subordinator || tag === T.relative || tag === T.stop) return false;
      if (tag === T.comma) return this.finite(j, 1) && !this.phraseAt(j + 1);
    }
    return false;
  }

  /** Whether any other word of the sentence is or could be its finite verb. */
  finiteElsewhere(k: number): boolean {
    for (let j = 0; j < this.tags.length; j += 1) {
      if (j === k) continue;
      const tag = this.tags[j];
      if (tag === T.verb || tag === T.auxiliary || tag === T.modal) return true;
      if (tag === T.other && j > k && this.bits(j) & (PAST | THIRD) && !(this.bits(j) & (NOUN | ADJECTIVE)))
        return true;
    }
    return false;
  }

  /** "said the group killed": a second finite verb in one stretch belongs to a clause without its "that". */
  reported(k: number): boolean {
    for (let j = k - 1; j >= 0 && !this.boundary(j); j -= 1) if (this.tags[j] === T.verb) return this.phraseAt(j + 1);
    return false;
  }

  present(k: number, previous: number): number {
    const bits = this.bits(k);
    const entry = this.entries[k];
    if (!(bits & (NOUN | ADJECTIVE))) return bits & THIRD || bits & BASE ? T.verb : T.noun;
    if (previous === T.comma && bits & THIRD && this.phraseAt(k + 1) && this.subjectWaits(k)) return T.verb;
    const closes =
      previous === T.determiner ||
      previous === T.adjective ||
      previous === T.number ||
      previous === T.possessive ||
      previous === T.preposition;
    if (closes) return this.nominal(k);
    if (this.finite(k, 1) || this.finite(k, -1))
      return previous === T.conjunction && this.afterVerb(k) ? T.verb : this.nominal(k);
    const object = this.phraseAt(k + 1) || this.tagAt(k + 1) === T.preposition || this.tagAt(k + 1) === T.adverb;
    const subject =
      previous === T.name ||
      previous === T.noun ||
      previous === T.pronoun ||
      previous === T.relative ||
      previous === T.close;
    if (!subject || !object) return this.nominal(k);
    // "an election rally in": a bare form wants a subject in the plural.
    if (!(bits & THIRD) && (previous === T.name || previous === T.noun) && !(this.bits(this.before(k)) & PLURAL))
      return this.nominal(k);
    if (this.phraseAt(k + 1) && this.tagAt(k + 1) !== T.noun) return T.verb;
    return entry !== undefined && entry.verbs > entry.nouns ? T.verb : this.nominal(k);
  }

  /** "that A and B, supports C": a subject has waited for its verb since the last joining word, with a stray comma after it. */
  subjectWaits(k: number): boolean {
    let commas = 0;
    for (let j = k - 1; j >= 0; j -= 1) {
      const tag = this.tags[j];
      if (tag === T.verb || tag === T.auxiliary || tag === T.modal || tag === T.participle || tag === T.ing)
        return false;
      if (tag === T.comma) commas += 1;
      if (tag === T.subordinator || tag === T.relative || tag === T.stop) return commas === 1;
    }
    return false;
  }

  /** After "and": a verb when the stretch before has one of the same kind and an object follows. */
  afterVerb(k: number): boolean {
    return (
      this.phraseAt(k + 1) &&
      this.tagAt(k + 1) !== T.noun &&
      this.tagAt(k - 1) === T.conjunction &&
      !this.is(k + 1, NOUN)
    );
  }

  nominal(k: number): number {
    const bits = this.bits(k);
    const lower = this.lower(k);
    // "shot dead a guard"
    if (lower === "dead" && this.tagAt(k - 1) === T.verb) return T.adverb;
    if (bits & ADJECTIVE && bits & NOUN) {
      // "left 24 people dead": after a noun in the plural it says how they were.
      if (this.tagAt(k - 1) === T.noun && this.bits(k - 1) & PLURAL && !this.phraseAt(k + 1)) return T.adjective;
      return this.is(k + 1, NOUN) || this.tagAt(k + 1) === T.name ? T.adjective : T.noun;
    }
    if (bits & NOUN) return T.noun;
    if (bits & ADJECTIVE) {
      // "The wounded were taken": an adjective with a determiner and no noun after it.
      const alone = !this.phraseAt(k + 1) && this.tagAt(this.before(k)) === T.determiner;
      return alone ? T.noun : T.adjective;
    }
    if (bits & ADVERB) return T.adverb;
    if (bits & PRONOUN) return T.pronoun;
    if (bits & (BASE | THIRD)) return T.verb;
    return T.noun;
  }
}

function punctuation(sign: string): number {
  if (sign === ",") return T.comma;
  if (sign === "(" || sign === "[" || sign === "{") return T.open;
  if (sign === ")" || sign === "]" || sign === "}") return T.close;
  if (sign === "'s") return T.possessive;
  if (sign === "-") return T.hyphen;
  if (
    sign === "'" ||
    sign === '"' ||
    sign === "\u201c" ||
    sign === "\u201d" ||
    sign === "\u2018" ||
    sign === "\u00ab" ||
    sign === "\u00bb"
  )
    return T.quote;
  return T.stop;
}
