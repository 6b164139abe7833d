import type { Chunk } from "../0-model/clause.ts";
import type { DateMark, Mark, NameMark, QuantityMark, Words } from "../0-model/mark.ts";
import { NEGATION, PREPOSITION, SUBORDINATOR } from "./grammar.ts";
import { T, type Tagged } from "./tagging.ts";

/** The most tokens before the first noun, name or number of a phrase. */
const LEAD = 20;

/** The marks of the tokens of one sentence, by the token at which each begins. */
export interface Begun {
  readonly names: ReadonlyMap<number, NameMark>;
  readonly quantities: ReadonlyMap<number, QuantityMark>;
  readonly dates: ReadonlyMap<number, DateMark>;
}

/** Whether a dictionary form is of a class of `classes.tsv`. */
export type Is = (name: string, word: string) => boolean;

/** A chunk while it is being put together. */
interface Draft {
  from: number;
  to: number;
  head: number;
  noun: number;
  lemma: string;
  name: NameMark | null;
  names: NameMark[];
  quantity: QuantityMark | null;
  dates: DateMark[];
  determiner: Chunk["determiner"];
  plural: boolean;
  possessor: Chunk | null;
  /** It is a pronoun: nothing goes on after it. */
  pronoun: boolean;
  /** Where the quotation inside it closes, or -1. */
  quoted: number;
  /** The last piece: only a noun, a name or a number can end a chunk. */
  last: number;
}

/** First words of dates that stand by themselves. */
const ADVERBIAL = new Set(["yesterday", "today", "tomorrow", "tonight", "last", "this"]);
/** Last words of dates that are counted from another one: "A month *later* police came". */
const COUNTED = new Set(["later", "earlier", "ago", "before", "after", "afterwards"]);
/** No name in quotation marks inside a noun phrase is longer than this many tokens. */
const QUOTED = 7;

const DEFINITE = new Set(["the", "both"]);
const INDEFINITE = new Set(["a", "an", "another", "some", "any", "one"]);
const DEMONSTRATIVE = new Set(["this", "that", "these", "those", "such"]);
const POSSESSIVES = new Set(["its", "his", "her", "their", "our", "my", "your", "whose"]);
const PLURAL_WORDS = new Set([
  "they",
  "them",
  "these",
  "those",
  "we",
  "us",
  "both",
  "others",
  "all",
  "people",
  "many",
  "several",
  "police",
]);

/** Reads single noun phrases from the tags of a sentence; `k` counts its tokens from 0. */
const MORE = new Set(["more", "others"]);

export class Chunker {
  readonly words: Words;

  readonly tagged: Tagged;

  readonly begun: Begun;

  readonly count: number;

  readonly is: Is;

  constructor(words: Words, tagged: Tagged, begun: Begun, is: Is) {
    this.is = is;
    this.words = words;
    this.tagged = tagged;
    this.begun = begun;
    this.count = tagged.to - tagged.from;
  }

  tag(k: number): number {
    return k < 0 || k >= this.count ? -1 : (this.tagged.tags[k] ?? -1);
  }

  lower(k: number): string {
    return this.words.lower[this.tagged.from + k] ?? "";
  }

  starts(k: number): boolean {
    const tag = this.tag(k);
    return (
      tag === T.noun ||
      tag === T.name ||
      tag === T.pronoun ||
      tag === T.determiner ||
      tag === T.adjective ||
      tag === T.number
    );
  }

  /**
   * "July 2018 bombings", against "In July 2018 bombings ..." and "Yesterday rebels ...": only a date without its
   * preposition that is no adverb modifies a noun.
   */
  bareDate(date: DateMark): boolean {
    if (ADVERBIAL.has(this.words.lower[date.from] ?? "") || COUNTED.has(this.words.lower[date.to - 1] ?? ""))
      return false;
    const first = this.tagged.entries[date.from - this.tagged.from];
    return first === undefined || (first.bits & (PREPOSITION | SUBORDINATOR)) === 0;
  }

  /** Whether a date before token `k` modifies a noun: "the 2021 attack". */
  adjectival(k: number): boolean {
    const tag = this.tag(k);
    if (tag === T.noun || tag === T.adjective) return true;
    return tag === T.name;
  }

  /** "Monday's attack": a date that owns the noun after it. */
  owned(date: DateMark): boolean {
    const after = date.to - this.tagged.from;
    return date.kind === "time" && this.tag(after) === T.possessive && this.adjectival(after + 1);
  }

  /** One noun phrase that begins at token `k`, with its possessor and brackets. */
  chunk(k: number): Chunk | null {
    const draft = this.draft(k, null);
    let at = k;
    // Articles without end lead to no noun: they are not run through again from each of them.
    while (at < this.count && (draft.last >= 0 || at - k < LEAD)) {
      const next = this.extend(draft, at);
      if (next === at) break;
      at = next;
    }
    if (draft.last < 0) return null;
    draft.to = draft.last;
    return this.finish(draft);
  }

  protected amount(date: DateMark): Chunk {
    const draft = this.draft(date.from - this.tagged.from, null);
    draft.head = date.to - 1;
    draft.lemma = this.words.lower[draft.head] ?? "";
    draft.to = date.to;
    return { ...this.bare(draft), form: "date", dates: [date], plural: true };
  }

  draft(k: number, possessor: Chunk | null): Draft {
    const from = this.tagged.from + k;
    return {
      from: possessor?.from ?? from,
      to: from,
      head: from,
      noun: -1,
      lemma: "",
      name: null,
      names: [],
      quantity: null,
      dates: [],
      determiner: possessor === null ? "none" : "possessive",
      plural: false,
      possessor,
      pronoun: false,
      quoted: -1,
      last: -1,
    };
  }

  /** Takes the piece at token `at` into the draft; returns the token after it, or `at` when it does not belong. */
  extend(draft: Draft, at: number): number {
    if (draft.pronoun && this.tag(at) !== T.possessive) return at;
    const i = this.tagged.from + at;
    switch (this.tag(at)) {
      case T.determiner:
        return this.determine(draft, at);
      case T.pronoun:
        return this.pronoun(draft, at);
      case T.number:
        return this.number(draft, at);
      case T.adjective:
        return draft.name !== null && draft.name.kind === "person" ? at : at + 1;
      case T.adverb:
        return this.tag(at + 1) === T.adjective ||
          (this.tag(at + 1) === T.number && draft.last < 0) ||
          (this.tag(at + 1) === T.noun && (draft.determiner !== "none" || draft.quantity !== null) && draft.noun < 0)
          ? at + 1
          : at;
      case T.noun:
        return this.noun(draft, at);
      case T.name:
        return this.named(draft, at);
      case T.date: {
        const date = this.begun.dates.get(i);
        if (date === undefined) return at;
        const after = at + date.to - date.from;
        // "Monday's attack"
        if (draft.last < 0 && this.owned(date)) {
          draft.dates.push(date);
          draft.determiner = "possessive";
          return after + 1;
        }
        // "the April 15, 2013, attack"
        const closed = draft.determiner === "definite" && this.tag(after) === T.comma && this.tag(after + 1) === T.noun;
        if (!this.adjectival(after) && !closed) return at;
        draft.dates.push(date);
        return closed ? after + 1 : after;
      }
      case T.possessive:
        return this.possess(draft, at);
      case T.hyphen:
        return draft.last === i && this.words.start[i] === this.words.end[i - 1] && this.starts(at + 2) ? at + 2 : at;
      case T.quote:
        return this.quote(draft, at);
      case T.conjunction:
        return this.coordinated(draft, at);
      case T.preposition:
        // "13 of the soldiers", "some of its attacks" stay apart: "of" is a phrase.
        return at;
      default:
        return at;
    }
  }

  /** The "Santo Tomas" farm: a name in quotation marks inside a noun phrase is a part of it. */
  quote(draft: Draft, at: number): number {
    if (this.starts(at + 1) && (draft.last < 0 || this.tag(at - 1) === T.adjective)) {
      if (this.closing(at) > 0) draft.quoted = this.closing(at);
      return at + 1;
    }
    if (draft.quoted === at && draft.last === this.tagged.from + at) return at + 1;
    return at;
  }

  /** Where the quotation that opens at a token closes, when a noun follows it directly; else -1. */
  closing(at: number): number {
    for (let j = at + 2; j < Math.min(this.count, at + QUOTED); j += 1) {
      const tag = this.tag(j);
      if (tag === T.quote) return this.tag(j + 1) === T.noun || this.tag(j + 1) === T.adjective ? j : -1;
      if (tag !== T.name && tag !== T.noun && tag !== T.adjective && tag !== T.number) return -1;
    }
    return -1;
  }

  /** "Afghan and Pakistani militants": adjectives joined before one noun. */
  coordinated(draft: Draft, at: number): number {
    if (!["and", "or"].includes(this.lower(at)) || draft.noun >= 0) return at;
    const previous = this.tag(at - 1);
    const adjectival = previous === T.adjective || (previous === T.name && (draft.names.at(-1)?.adjectival ?? false));
    if (!adjectival) return at;
    const next = this.begun.names.get(this.tagged.from + at + 1);
    if (this.tag(at + 1) === T.adjective && (this.tag(at + 2) === T.noun || this.tag(at + 2) === T.adjective))
      return at + 1;
    const after = next === undefined ? -1 : this.tag(next.to - this.tagged.from);
    return next?.adjectival && (after === T.noun || after === T.adjective) ? at + 1 : at;
  }

  determine(draft: Draft, at: number): number {
    const lower = this.lower(at);
    // "three other soldiers", "two more soldiers"
    const counted = draft.quantity !== null && draft.noun < 0 && draft.names.length === 0;
    if (counted && (lower === "other" || lower === "more") && this.starts(at + 1)) return at + 1;
    if (draft.last >= 0 || draft.names.length > 0 || draft.quantity !== null) return at;
    if (draft.determiner === "negative") return at + 1;
    if (DEFINITE.has(lower)) draft.determiner = "definite";
    else if (INDEFINITE.has(lower)) draft.determiner = draft.determiner === "none" ? "indefinite" : draft.determiner;
    else if (DEMONSTRATIVE.has(lower)) draft.determiner = "demonstrative";
    else if (POSSESSIVES.has(lower)) {
      draft.determiner = "possessive";
      draft.possessor = this.owner(at);
    } else if (lower === "no" || lower === "neither" || lower === "not") draft.determiner = "negative";
    return at + 1;
  }

  owner(at: number): Chunk {
    const draft = this.draft(at, null);
    draft.head = this.tagged.from + at;
    draft.lemma = this.lower(at);
    draft.to = draft.head + 1;
    return { ...this.bare(draft), form: "pronoun" };
  }

  pronoun(draft: Draft, at: number): number {
    // "five more"
    if (draft.quantity !== null && draft.noun < 0 && draft.names.length === 0 && MORE.has(this.lower(at))) {
      draft.last = this.tagged.from + at + 1;
      return at + 1;
    }
    if (draft.last >= 0 || draft.names.length > 0) return at;
    const i = this.tagged.from + at;
    draft.head = i;
    draft.lemma = this.lower(at);
    draft.last = i + 1;
    draft.plural = PLURAL_WORDS.has(draft.lemma);
    const entry = this.tagged.entries[at];
    if (entry !== undefined && (entry.bits & NEGATION) !== 0) draft.determiner = "negative";
    draft.pronoun = true;
    // "each other", "no one"
    const end = at + Math.max(1, this.tagged.phrases[at] ?? 0);
    for (let j = at + 1; j < end; j += 1) draft.lemma += ` ${this.lower(j)}`;
    draft.head = this.tagged.from + end - 1;
    draft.last = this.tagged.from + end;
    return end;
  }

  number(draft: Draft, at: number): number {
    const i = this.tagged.from + at;
    if (draft.noun >= 0 || draft.name !== null) return at;
    const quantity = this.begun.quantities.get(i);
    const to = quantity?.to ?? i + 1;
    if (quantity !== undefined) {
      if (draft.quantity !== null) return at;
      draft.quantity = quantity;
      draft.plural = quantity.quantity.low !== 1;
    }
    draft.head = to - 1;
    draft.lemma = this.words.lower[to - 1] ?? "";
    draft.last = to;
    return to - this.tagged.from;
  }

  noun(draft: Draft, at: number): number {
    const entry = this.tagged.entries[at];
    const person = draft.name !== null && !draft.name.adjectival && draft.name.kind === "person";
    // "the Rolando bombing" is named after something that looks like somebody; "the Gaddafi regime" after who leads it.
    const called = ["happening", "ruling"].some((sort) => this.is(sort, entry?.noun ?? ""));
    if (person && !(draft.determiner === "definite" && called)) return at;
    const i = this.tagged.from + at;
    draft.head = i;
    draft.noun = i;
    draft.name = null;
    draft.lemma = entry?.noun || this.lower(at);
    draft.plural =
      // "bomb-maker" is one, though its dictionary form is "maker".
      (entry?.noun ?? "") !== this.lower(at) && entry?.noun !== "" && !this.lower(at).endsWith(`-${entry?.noun}`)
        ? true
        : PLURAL_WORDS.has(this.lower(at)) || (draft.quantity !== null && draft.plural);
    draft.last = i + 1;
    return at + 1;
  }

  named(draft: Draft, at: number): number {
    const i = this.tagged.from + at;
    const name = this.begun.names.get(i);
    if (name === undefined) return at + 1;
    // "Islamic State Syria": a place that follows a group's name stands for itself; not in "Taliban-held Kunduz".
    if (draft.name?.kind === "group" && draft.name.to === i && name.kind === "place" && draft.noun < draft.name.from)
      return at;
    // A second full name after a person's name is an apposition or a fault, never one phrase.
    if (draft.name !== null && !draft.name.adjectival && draft.name.kind === "person") return at;
    draft.names.push(name);
    draft.name = name;
    draft.head = name.to - 1;
    if (draft.noun < 0 || draft.noun < i) draft.lemma = this.words.lower[name.to - 1] ?? "";
    draft.last = name.to;
    return name.to - this.tagged.from;
  }

  possess(draft: Draft, at: number): number {
    if (draft.last < 0) return at;
    draft.to = draft.last;
    const owner = this.bare(draft);
    Object.assign(draft, this.draft(at + 1, owner));
    return at + 1;
  }

  /** A draft as a chunk, without what follows it. */
  bare(draft: Draft): Chunk {
    const form =
      draft.name !== null ? "name" : draft.noun >= 0 ? "noun" : draft.quantity !== null ? "number" : "pronoun";
    return {
      from: draft.from,
      to: draft.to,
      head: draft.head,
      lemma: draft.lemma,
      name: draft.name,
      noun: draft.noun,
      names: draft.names,
      quantity: draft.quantity,
      dates: draft.dates,
      form,
      determiner: draft.determiner,
      plural: draft.plural,
      possessor: draft.possessor,
      brackets: [],
      appositions: [],
      phrases: [],
      after: [],
    };
  }

  protected verbWithin(from: number, to: number): boolean {
    for (let j = from; j < to; j += 1) {
      const tag = this.tag(j);
      if (tag === T.verb || tag === T.participle || tag === T.ing || tag === T.auxiliary) return true;
    }
    return false;
  }

  /** Takes in the brackets directly after the chunk. */
  finish(draft: Draft): Chunk {
    const brackets: Mark[] = [];
    let end = draft.to - this.tagged.from;
    while (this.tag(end) === T.open) {
      let close = end + 1;
      while (close < this.count && this.tag(close) !== T.close) close += 1;
      if (close >= this.count) break;
      if (close > end + 1) brackets.push({ from: this.tagged.from + end + 1, to: this.tagged.from + close });
      // "(founded in 1996)" is a clause of its own; "(French: Front pour la défense)" is another language.
      if (this.verbWithin(end, close) && this.lower(end + 2) !== ":") break;
      end = close + 1;
    }
    return { ...this.bare(draft), to: this.tagged.from + end, brackets };
  }
}
