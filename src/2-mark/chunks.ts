import type { Chunk, Phrase, VerbGroup } from "../0-model/clause.ts";
import type { DateMark, Mark, NameMark, QuantityMark, Words } from "../0-model/mark.ts";
import { isBe, isDo, isHave, PAST, PREPOSITION, SUBORDINATOR, T, type Tagged } from "./tags.ts";

/** A verb with its auxiliaries, before the clause it belongs to is known. */
export type VerbItem = VerbGroup & { readonly type: "verb" };

/** The pieces of a sentence in order; clauses are made of them. */
export type Item =
  | (Mark & { readonly type: "chunk"; readonly chunks: Chunk[] })
  | (Mark & { readonly type: "phrase"; readonly phrase: Phrase })
  | VerbItem
  | (Mark & { readonly type: "date"; readonly date: DateMark })
  | (Mark & { readonly type: "sign"; readonly tag: number; readonly word: string });

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
const PARTICLES = new Set(["out", "up", "off", "away", "apart", "down", "back", "together", "aside"]);
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

/** What follows a chunk is known only when the whole sentence is cut. */
interface Followed {
  phrases: Phrase[];
  after: DateMark[];
  appositions: Chunk[];
}

/** Hangs phrases, dates and appositions on the chunks that they directly follow. */
function attach(found: readonly Item[]): void {
  for (let i = 0; i < found.length; i += 1) {
    const item = found[i];
    const chunks = item?.type === "chunk" ? item.chunks : item?.type === "phrase" ? item.phrase.objects : [];
    const last = chunks.at(-1) as (Chunk & Followed) | undefined;
    if (last === undefined) continue;
    let j = i + 1;
    for (; j < found.length; j += 1) {
      const next = found[j];
      if (next?.type === "phrase") last.phrases.push(next.phrase);
      else if (next?.type === "date") last.after.push(next.date);
      else break;
    }
    const apposition = apposed(found, j, last);
    if (apposition !== null) last.appositions.push(apposition);
  }
}

/** The noun phrase between commas after a chunk that says what it is: ", the leader of the group,"; or "Kerman, Iran". */
function apposed(found: readonly Item[], j: number, chunk: Chunk): Chunk | null {
  const comma = found[j];
  const next = found[j + 1];
  if (comma?.type !== "sign" || comma.tag !== T.comma || next?.type !== "chunk" || next.chunks.length !== 1)
    return null;
  const apposition = next.chunks[0];
  if (apposition === undefined || chunk.form === "pronoun" || chunk.form === "date") return null;
  let k = j + 2;
  while (found[k]?.type === "phrase" || found[k]?.type === "date") k += 1;
  const after = found[k];
  const closed =
    after === undefined ||
    (after.type === "sign" &&
      (after.tag === T.comma || after.tag === T.stop || after.tag === T.relative || after.tag === T.close));
  const places = chunk.name?.kind === "place" && apposition.name?.kind === "place";
  const participle = after?.type === "verb" && after.form === "participle";
  return closed || places || participle ? apposition : null;
}

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
        return this.verb(k);
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

  sign(k: number): Item {
    const tag = this.tag(k);
    let end = k + 1;
    let word = this.lower(k);
    // Joining words of several words carry one tag.
    while (
      tag !== T.comma &&
      tag !== T.stop &&
      tag !== T.open &&
      tag !== T.close &&
      this.tag(end) === tag &&
      this.joined(word, end)
    ) {
      word += ` ${this.lower(end)}`;
      end += 1;
    }
    return { type: "sign", tag, word, from: this.tagged.from + k, to: this.tagged.from + end };
  }

  joined(word: string, k: number): boolean {
    return (
      JOINED.has(`${word} ${this.lower(k)}`) ||
      [...JOINED].some((phrase) => phrase.startsWith(`${word} ${this.lower(k)} `))
    );
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
    const sign = this.sign(k);
    return sign.type === "sign" ? sign.word : "";
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
    while (at < this.count) {
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

  /** A verb group: auxiliaries, adverbs and negations, the main verb, its particle. */
  verb(k: number): Item | null {
    const group: number[] = [];
    let negation = -1;
    let modal: string | null = null;
    let infinitive = false;
    let at = k;
    for (; at < this.count; at += 1) {
      const tag = this.tag(at);
      if (tag === T.negation) negation = this.tagged.from + at;
      else if (tag === T.modal) modal = this.lower(at);
      else if (tag === T.to) {
        if (group.length > 0) break;
        infinitive = true;
      } else if (tag === T.auxiliary) group.push(at);
      else if (tag === T.verb || tag === T.participle || tag === T.ing || tag === T.base) {
        const helped = group.length === 0 || this.tag(group.at(-1) ?? -1) === T.auxiliary;
        if (!helped || (group.length > 0 && tag === T.verb)) break;
        group.push(at);
        at += 1;
        break;
      } else if (tag !== T.adverb && tag !== T.quote) break;
    }
    const head = group.at(-1);
    if (head === undefined) return null;
    return this.verbGroup(k, group, { negation, modal, infinitive });
  }

  verbGroup(
    k: number,
    group: readonly number[],
    found: { negation: number; modal: string | null; infinitive: boolean },
  ): VerbItem {
    const head = group.at(-1) ?? k;
    const auxiliaries = group.slice(0, -1).map((j) => this.lower(j));
    const tag = this.tag(head);
    const last = auxiliaries.at(-1) ?? "";
    const passive = tag === T.participle && (auxiliaries.length === 0 || isBe(last));
    const lemma = tag === T.auxiliary ? copula(this.lower(head)) : this.tagged.entries[head]?.verb || this.lower(head);
    let to = head + 1;
    let particle = "";
    if (tag !== T.auxiliary && PARTICLES.has(this.lower(to)) && this.tag(to) !== T.name) {
      particle = ` ${this.lower(to)}`;
      to += 1;
    } else if (/^(him|her|it|them)sel(f|ves)$/.test(this.lower(to)) && PARTICLES.has(this.lower(to + 1))) {
      // "blew himself up"
      particle = ` ${this.lower(to + 1)}`;
      to += 2;
    }
    const form = found.infinitive
      ? "infinitive"
      : auxiliaries.length > 0 || found.modal !== null
        ? "finite"
        : this.form(head);
    const first = this.lower(group[0] ?? k);
    return {
      type: "verb",
      from: this.tagged.from + k,
      to: this.tagged.from + to,
      head: this.tagged.from + head,
      lemma: lemma + particle,
      voice: passive ? "passive" : "active",
      form: form === "finite" && (first === "being" || first === "having") ? "participle" : form,
      tense: this.tense(head, first, found.modal),
      perfect: auxiliaries.some(isHave),
      modal: found.modal,
      negation: found.negation >= 0 ? found.negation : contracted(first) ? this.tagged.from + (group[0] ?? k) : -1,
    };
  }

  form(head: number): VerbItem["form"] {
    const tag = this.tag(head);
    if (tag === T.participle) return "participle";
    if (tag === T.ing)
      return this.tag(head - 1) === T.preposition || this.tag(head - 1) === T.subordinator ? "gerund" : "participle";
    const lower = this.lower(head);
    if (tag === T.auxiliary && (lower === "being" || lower === "having")) return "participle";
    return tag === T.base ? "infinitive" : "finite";
  }

  tense(head: number, first: string, modal: string | null): VerbItem["tense"] {
    if (modal !== null)
      return modal === "will" || modal === "shall" || modal === "'ll"
        ? "future"
        : modal === "would" || modal === "could"
          ? "past"
          : "present";
    if (
      first === "is" ||
      first === "are" ||
      first === "am" ||
      first === "has" ||
      first === "have" ||
      first === "do" ||
      first === "does" ||
      first === "'re"
    )
      return "present";
    if (first === "was" || first === "were" || first === "had" || first === "did") return "past";
    const tag = this.tag(head);
    if (tag !== T.verb) return "none";
    const entry = this.tagged.entries[head];
    return entry !== undefined && (entry.bits & PAST) !== 0 ? "past" : "present";
  }
}

function copula(lower: string): string {
  return isBe(lower) ? "be" : isHave(lower) ? "have" : isDo(lower) ? "do" : lower;
}

function contracted(lower: string): boolean {
  return lower.endsWith("n't");
}

const JOINED = new Set([
  "as well as",
  "along with",
  "even though",
  "so that",
  "such that",
  "as long as",
  "as if",
  "in which",
  "of which",
  "rather than",
  "as soon as",
  "now that",
  "given that",
  "provided that",
  "even if",
  "as though",
]);
