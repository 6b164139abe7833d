import type { Chunk } from "../0-model/clause.ts";
import type { DateMark, Mark, NameMark, QuantityMark, Words } from "../0-model/mark.ts";
import { attach } from "./attach.ts";
import { PREPOSITION, SUBORDINATOR } from "./grammar.ts";
import type { Item } from "./items.ts";
import { T, type Tagged } from "./tags.ts";
import { verbGroup } from "./verbs.ts";

/** The marks of the tokens of one sentence, by the token at which each begins. */
export interface Begun {
  readonly names: ReadonlyMap<number, NameMark>;
  readonly quantities: ReadonlyMap<number, QuantityMark>;
  readonly dates: ReadonlyMap<number, DateMark>;
}

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
  /** The last piece: only a noun, a name or a number can end a chunk. */
  last: number;
}

const DEFINITE = new Set(["the", "both"]);
const INDEFINITE = new Set(["a", "an", "another", "some", "any"]);
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

/** The most tokens before the first noun, name or number of a phrase. */
const LEAD = 20;

/** Cuts a tagged sentence into noun phrases, prepositional phrases, verb groups, dates and signs. */
export function items(words: Words, tagged: Tagged, begun: Begun): Item[] {
  const reader = new Reader(words, tagged, begun);
  const found: Item[] = [];
  let k = 0;
  while (k < reader.count) {
    const item = reader.item(k);
    if (item === null) {
      k += 1;
      continue;
    }
    found.push(item);
    k = item.to - tagged.from;
  }
  attach(found);
  return found;
}

class Reader {
  readonly words: Words;
  readonly tagged: Tagged;
  readonly begun: Begun;
  readonly count: number;

  constructor(words: Words, tagged: Tagged, begun: Begun) {
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

  /** The item that begins at token `k` of the sentence, or null for words that stand in none (adverbs, quotation marks). */
  item(k: number): Item | null {
    const from = this.tagged.from + k;
    switch (this.tag(k)) {
      case T.verb:
      case T.auxiliary:
      case T.modal:
      case T.to:
      case T.participle:
      case T.ing:
      case T.base:
        return verbGroup(this, k);
      case T.preposition:
        return this.phrase(k);
      case T.date: {
        const date = this.begun.dates.get(from);
        if (date === undefined) return null;
        return this.tag(k + date.to - date.from) === T.noun && this.bareDate(date)
          ? this.group(k)
          : { type: "date", date, from, to: date.to };
      }
      case T.adverb:
      case T.quote:
      case T.possessive:
      case T.hyphen:
      case T.other:
        return null;
      case T.negation:
        return { type: "sign", tag: T.negation, word: this.lower(k), from, to: from + 1 };
      case T.comma:
      case T.stop:
      case T.open:
      case T.close:
      case T.conjunction:
      case T.subordinator:
      case T.relative:
        return this.sign(k);
      default:
        return this.group(k);
    }
  }

  sign(k: number): Item & { type: "sign" } {
    // Joining words of several words are one sign.
    const end = k + Math.max(1, this.tagged.phrases[k] ?? 0);
    let word = this.lower(k);
    for (let j = k + 1; j < end; j += 1) word += ` ${this.lower(j)}`;
    return { type: "sign", tag: this.tag(k), word, from: this.tagged.from + k, to: this.tagged.from + end };
  }

  /** "July 2018 bombings", against "In July 2018 bombings ...": only a date without its preposition modifies a noun. */
  bareDate(date: DateMark): boolean {
    const first = this.tagged.entries[date.from - this.tagged.from];
    return first === undefined || (first.bits & (PREPOSITION | SUBORDINATOR)) === 0;
  }

  /** Whether a date before token `k` modifies a noun: "the 2021 attack". */
  adjectival(k: number): boolean {
    const tag = this.tag(k);
    if (tag === T.noun || tag === T.adjective) return true;
    return tag === T.name;
  }

  /** A coordination of noun phrases, or a single one. */
  group(k: number): Item | null {
    const first = this.chunk(k);
    if (first === null) return null;
    const chunks = [first];
    let end = first.to - this.tagged.from;
    for (;;) {
      const next = this.conjunct(end, chunks);
      if (next === null) break;
      chunks.push(...next);
      end = (next.at(-1)?.to ?? 0) - this.tagged.from;
    }
    return { type: "chunk", chunks, from: first.from, to: this.tagged.from + end };
  }

  /** The further members of a list that begin at `k`: ", B, and C" or "and B"; null when none follow. */
  conjunct(k: number, before: readonly Chunk[]): Chunk[] | null {
    const found: Chunk[] = [];
    let at = k;
    for (let guard = 0; guard < 40; guard += 1) {
      const comma = this.tag(at) === T.comma;
      let next = comma ? at + 1 : at;
      const conjunction =
        this.tag(next) === T.conjunction &&
        ["and", "or", "nor", "as well as", "along with"].includes(this.conjunctionAt(next));
      if (conjunction) next += this.conjunctionAt(next).split(" ").length;
      if (!comma && !conjunction) return null;
      const chunk = this.member(next);
      if (chunk === null) return null;
      // "in Pakistan, and a bombing in": another thing, not another place.
      if (
        comma &&
        conjunction &&
        before[0]?.form === "name" &&
        chunk.form === "noun" &&
        chunk.determiner === "indefinite"
      )
        return null;
      found.push(chunk);
      at = chunk.to - this.tagged.from;
      if (conjunction) {
        // "…, and the group killed": what follows the comma and has its own verb is a clause, not a member.
        return (comma || found.length + before.length === 2) && this.verbBefore(k) && this.verbAfter(at) ? null : found;
      }
    }
    return null;
  }

  conjunctionAt(k: number): string {
    return this.sign(k).word;
  }

  /** Whether a finite verb follows, past phrases that hang on the chunk. */
  verbAfter(k: number): boolean {
    for (let j = k; j < this.count; j += 1) {
      const tag = this.tag(j);
      if (tag === T.verb || tag === T.auxiliary || tag === T.modal) return true;
      if (
        tag === T.comma ||
        tag === T.stop ||
        tag === T.conjunction ||
        tag === T.subordinator ||
        tag === T.relative ||
        tag === T.open ||
        tag === T.to ||
        tag === T.ing
      )
        return false;
    }
    return false;
  }

  /** Whether a finite verb stands before `k` without a boundary: then a second subject may follow "and". */
  verbBefore(k: number): boolean {
    for (let j = k - 1; j >= 0; j -= 1) {
      const tag = this.tag(j);
      if (tag === T.verb || tag === T.auxiliary) return true;
      if (tag === T.stop || tag === T.subordinator || tag === T.relative) return false;
    }
    return false;
  }

  member(k: number): Chunk | null {
    let at = k;
    while (this.tag(at) === T.quote || this.tag(at) === T.adverb) at += 1;
    return this.starts(at) ? this.chunk(at) : null;
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

  phrase(k: number): Item | null {
    const from = this.tagged.from + k;
    let end = k + 1;
    let preposition = this.lower(k);
    while (this.tag(end) === T.preposition && end - k < 4) {
      preposition += ` ${this.lower(end)}`;
      end += 1;
    }
    while (this.tag(end) === T.quote || this.tag(end) === T.adverb) end += 1;
    const date = this.tag(end) === T.date ? this.begun.dates.get(this.tagged.from + end) : undefined;
    if (date !== undefined) {
      return { type: "date", date, from, to: date.to };
    }
    if (!this.starts(end) && this.tag(end) !== T.date)
      return {
        type: "sign",
        tag: T.preposition,
        word: preposition,
        from,
        to: this.tagged.from + k + preposition.split(" ").length,
      };
    const group = this.group(end);
    if (group === null || group.type !== "chunk") return null;
    return { type: "phrase", phrase: { preposition, objects: group.chunks, from, to: group.to }, from, to: group.to };
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
      last: -1,
    };
  }

  /** Takes the piece at token `at` into the draft; returns the token after it, or `at` when it does not belong. */
  extend(draft: Draft, at: number): number {
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
        if (date === undefined || !this.adjectival(at + date.to - date.from)) return at;
        draft.dates.push(date);
        return at + date.to - date.from;
      }
      case T.possessive:
        return this.possess(draft, at);
      case T.hyphen:
        return draft.last === i && this.words.start[i] === this.words.end[i - 1] && this.starts(at + 2) ? at + 2 : at;
      case T.quote:
        return this.starts(at + 1) && (draft.last < 0 || this.tag(at - 1) === T.adjective) ? at + 1 : at;
      case T.conjunction:
        return this.coordinated(draft, at);
      case T.preposition:
        // "13 of the soldiers", "some of its attacks" stay apart: "of" is a phrase.
        return at;
      default:
        return at;
    }
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
    if (draft.last >= 0 || draft.names.length > 0 || draft.quantity !== null) return at;
    const lower = this.lower(at);
    if (DEFINITE.has(lower)) draft.determiner = "definite";
    else if (INDEFINITE.has(lower)) draft.determiner = draft.determiner === "none" ? "indefinite" : draft.determiner;
    else if (DEMONSTRATIVE.has(lower)) draft.determiner = "demonstrative";
    else if (POSSESSIVES.has(lower)) {
      draft.determiner = "possessive";
      draft.possessor = this.owner(at);
    } else if (lower === "no" || lower === "neither") draft.determiner = "negative";
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
    if (draft.last >= 0 || draft.names.length > 0) return at;
    const i = this.tagged.from + at;
    draft.head = i;
    draft.lemma = this.lower(at);
    draft.last = i + 1;
    draft.plural = PLURAL_WORDS.has(draft.lemma);
    return at + 1;
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
    if (draft.name !== null && !draft.name.adjectival && draft.name.kind === "person") return at;
    const i = this.tagged.from + at;
    const entry = this.tagged.entries[at];
    draft.head = i;
    draft.noun = i;
    draft.name = null;
    draft.lemma = entry?.noun || this.lower(at);
    draft.plural =
      (entry?.noun ?? "") !== this.lower(at) && entry?.noun !== ""
        ? true
        : PLURAL_WORDS.has(this.lower(at)) || (draft.quantity !== null && draft.plural);
    draft.last = i + 1;
    return at + 1;
  }

  named(draft: Draft, at: number): number {
    const i = this.tagged.from + at;
    const name = this.begun.names.get(i);
    if (name === undefined) return at + 1;
    // "Islamic State Syria": a place that follows a group's name stands for itself.
    if (draft.name?.kind === "group" && name.kind === "place" && draft.noun < draft.name.from) return at;
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

  /** Takes in the brackets directly after the chunk. */
  finish(draft: Draft): Chunk {
    const brackets: Mark[] = [];
    let end = draft.to - this.tagged.from;
    while (this.tag(end) === T.open) {
      let close = end + 1;
      while (close < this.count && this.tag(close) !== T.close) close += 1;
      if (close >= this.count) break;
      if (close > end + 1) brackets.push({ from: this.tagged.from + end + 1, to: this.tagged.from + close });
      end = close + 1;
    }
    return { ...this.bare(draft), to: this.tagged.from + end, brackets };
  }
}
