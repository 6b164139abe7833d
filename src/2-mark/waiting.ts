import { bareChunk, type Chunk } from "../0-model/clause.ts";
import type { Item } from "./items.ts";
import { T } from "./tagging.ts";

type Sign = Item & { readonly type: "sign" };

const NONE: readonly Chunk[] = [];

/** How far ahead is looked, in items: keeps a text without stops from taking the square of its time. */
const FAR = 120;

/** Questions about items that wait for their clause. A list holds indexes into the items, in order. */
export class Waiting {
  private readonly items: readonly Item[];
  /** Chunks that only say what another one is; null until asked for. */
  private said: Set<Chunk> | null = null;

  private readonly classed: (name: string, word: string) => boolean;

  constructor(items: readonly Item[], is: (name: string, word: string) => boolean) {
    this.items = items;
    this.classed = is;
  }

  private apposing(): Set<Chunk> {
    const found = new Set<Chunk>();
    for (const item of this.items) {
      const chunks = item.type === "chunk" ? item.chunks : item.type === "phrase" ? item.phrase.objects : NONE;
      for (const chunk of chunks) for (const one of chunk.appositions) found.add(one);
    }
    return found;
  }

  chunksAt(index: number): readonly Chunk[] {
    const item = this.items[index];
    return item?.type === "chunk" ? item.chunks : item?.type === "phrase" ? item.phrase.objects : NONE;
  }

  /** The first noun phrase of a list, outside prepositional phrases. */
  chunk(list: readonly number[]): readonly Chunk[] | null {
    for (const index of list) {
      const item = this.items[index];
      if (item?.type === "chunk") return item.chunks;
    }
    return null;
  }

  /** A joining word that stands for a noun, as a chunk: "who" in "who ordered it". */
  pronoun(index: number): Chunk {
    const { from, to, word } = this.items[index] as Sign;
    return bareChunk({ from, to, head: from, lemma: word, form: "pronoun", name: null, names: [] });
  }

  isApposition(index: number): boolean {
    const chunks = this.chunksAt(index);
    this.said ??= this.apposing();
    const { said } = this;
    return said.size > 0 && chunks.length > 0 && chunks.every((chunk) => said.has(chunk));
  }

  /** A comma or a dash, or the sign of another class. */
  private is(item: Item | undefined, tag: number): boolean {
    if (item?.type !== "sign") return false;
    return item.tag === tag || (tag === T.comma && item.tag === T.dash);
  }

  /** Whether a sign of a class stands directly before the item at an index. */
  signBefore(index: number, tag: number): boolean {
    return this.is(this.items[index - 1], tag);
  }

  /** Whether a comma, a joining word or a stop stands directly before. */
  partedBefore(index: number): boolean {
    const item = this.items[index - 1];
    return this.is(item, T.comma) || this.is(item, T.conjunction) || this.is(item, T.stop);
  }

  /** Whether a comma or "and" stands between the token `head` and the item at an index. */
  commaSince(index: number, head: number): boolean {
    for (let j = index - 1; j >= 0; j -= 1) {
      const item = this.items[j];
      if (item === undefined || item.from <= head) return false;
      if (this.is(item, T.comma) || this.is(item, T.conjunction)) return true;
    }
    return false;
  }

  /** Whether "and" joins the chunk at an index, past a phrase between commas, and a chunk stands before it. */
  joinedTo(index: number, head: number): boolean {
    for (let j = index - 1; j >= 0; j -= 1) {
      const item = this.items[j];
      if (item === undefined || item.from <= head || item.type === "verb") return false;
      if (this.is(item, T.conjunction)) return j === index - 1 || this.is(this.items[index - 1], T.comma);
      if (item.type === "chunk") return false;
      if (item.type === "sign" && !this.is(item, T.comma)) return false;
    }
    return false;
  }

  /** Whether a comma stands between the token `head` and the item at a place of a list. */
  commaBefore(list: readonly number[], at: number, head: number): boolean {
    const end = list[at] ?? 0;
    for (let j = end - 1; j >= 0; j -= 1) {
      const item = this.items[j];
      if (item === undefined || item.from <= head) return false;
      if (this.is(item, T.comma)) return true;
    }
    return false;
  }

  /** Whether a comma opened before the item at a place of a list, after the last verb. */
  enclosed(list: readonly number[], at: number): boolean {
    for (let j = (list[at] ?? 0) - 1; j >= 0; j -= 1) {
      const item = this.items[j];
      if (item === undefined || item.type === "verb") return false;
      if (this.is(item, T.comma)) return true;
    }
    return false;
  }

  /**
   * The subject among the waiting items: the last chunk before the verb, or the one before an apposition. `verb` is the
   * verb's place when a comma directly before it may close an apposition, else -1.
   */
  subject(list: readonly number[], verb: number): { readonly chunks: readonly Chunk[]; readonly at: number } | null {
    const inserted = verb > 0 ? this.insertedFrom(list, verb) : -1;
    if (inserted >= 0) return this.subject(list.slice(0, inserted), -1);
    let at = -1;
    for (let j = list.length - 1; j >= 0; j -= 1) {
      if (this.items[list[j] ?? -1]?.type !== "chunk") continue;
      if (at >= 0 && !this.apposed(list[j] ?? -1, list[at] ?? -1, verb)) break;
      at = j;
    }
    if (at < 0) return null;
    const chunks = this.chunksAt(list[at] ?? -1);
    const joined = this.joined(list, at);
    return joined < 0 ? { chunks, at } : { chunks: [...this.chunksAt(list[joined] ?? -1), ...chunks], at: joined };
  }

  /** "Some prisoners, many of them children, broke out": the place where what stands between commas begins, or -1. */
  private insertedFrom(list: readonly number[], verb: number): number {
    if (!this.signBefore(verb, T.comma)) return -1;
    for (let j = list.length - 1; j > 0; j -= 1) {
      const index = list[j] ?? -1;
      if (!this.signBefore(index, T.comma)) continue;
      return this.chunk(list.slice(0, j)) === null ? -1 : j;
    }
    return -1;
  }

  /** "The leader of the faction and two of his guards": the place of a noun phrase joined by "and" past phrases, or -1. */
  private joined(list: readonly number[], at: number): number {
    const index = list[at] ?? -1;
    if (!this.signBefore(index, T.conjunction) || this.signBefore(index - 1, T.comma)) return -1;
    for (let j = at - 1; j >= 0; j -= 1) {
      const item = this.items[list[j] ?? -1];
      if (item?.type === "chunk") return j;
      if (item?.type !== "phrase") return -1;
    }
    return -1;
  }

  /** Whether only phrases and one comma stand between the chunks at two indexes, and a comma follows the second. */
  private apposed(a: number, b: number, verb: number): boolean {
    let commas = 0;
    for (let j = a + 1; j < b; j += 1) {
      const item = this.items[j];
      if (this.is(item, T.comma)) commas += 1;
      else if (item?.type !== "phrase" && item?.type !== "date") return false;
    }
    if (commas === 0) return this.personAt(a) && b === a + 1;
    if (commas !== 1) return false;
    if (verb > 0 && this.signBefore(verb, T.comma)) return true;
    for (let j = b + 1; j < Math.min(this.items.length, b + FAR); j += 1) {
      const item = this.items[j];
      if (this.is(item, T.comma)) return true;
      if (item?.type === "verb") return false;
    }
    return false;
  }

  /** "Gulmurod X lieutenant-colonel and commander of Y defected": a rank set after a person's name without a comma. */
  private personAt(index: number): boolean {
    const chunks = this.chunksAt(index);
    return chunks.length === 1 && chunks[0]?.name?.kind === "person";
  }

  /** The place of the second of two noun phrases that stand side by side, where the first is described: "the man | they". */
  pair(list: readonly number[]): number | null {
    const at = this.lastChunk(list);
    const index = list[at] ?? -1;
    const first = list[at - 1];
    if (at < 1 || first === undefined || first !== index - 1) return null;
    const before = this.items[first];
    if (before?.type === "phrase" && this.chunk(list.slice(0, at - 1)) === null) return null;
    if (before?.type !== "chunk" && before?.type !== "phrase") return null;
    const noun = this.chunksAt(first).at(-1);
    const second = this.chunksAt(index)[0];
    if (noun === undefined || second === undefined) return null;
    if (noun.form !== "noun" && noun.form !== "number" && noun.lemma !== "those") return null;
    const definite = second.determiner === "definite" || second.determiner === "possessive";
    return second.form === "pronoun" || definite || second.form === "name" || second.plural ? at : null;
  }

  private lastChunk(list: readonly number[]): number {
    for (let j = list.length - 1; j >= 0; j -= 1) if (this.items[list[j] ?? -1]?.type === "chunk") return j;
    return -1;
  }

  /** What a relative word or a participle hangs on: the last noun phrase of a list, inside phrases too. */
  antecedent(list: readonly number[], link: string, comma: boolean, governed = false): readonly Chunk[] {
    // "a bombing outside the embassy, which killed": after a comma "which" goes back to the noun before the phrases.
    const last = this.items[list.at(-1) ?? -1];
    const of = governed && last?.type === "phrase" && last.phrase.preposition === "of";
    if (comma && link === "which" && !of) {
      const top = this.lastChunk(list);
      if (top >= 0) return this.chunksAt(list[top] ?? -1);
    }
    const personal = link === "who" || link === "whom";
    for (let j = list.length - 1; j >= 0; j -= 1) {
      const item = this.items[list[j] ?? -1];
      if (item?.type === "chunk") return item.chunks;
      if (item?.type !== "phrase") continue;
      const { objects } = item.phrase;
      // "men in Los Angeles, who", "men with rifles who": a place or a thing is no person.
      if (personal && !objects.some((chunk) => this.acts(chunk)) && this.lastChunk(list.slice(0, j)) >= 0) continue;
      const before = this.items[list[j - 1] ?? -1];
      // "members of the group who": the noun before "of" rules, but "the widow of a leader who".
      const own = objects.at(-1);
      const described =
        own?.determiner === "indefinite" || own?.quantity != null || (own?.plural && own.determiner === "none");
      if (item.phrase.preposition === "of" && before?.type === "chunk" && !described && !governed) return before.chunks;
      return objects;
    }
    return [];
  }

  /** Whether a chunk can be "who". */
  private acts(chunk: Chunk): boolean {
    if (chunk.form === "pronoun" || chunk.form === "number") return true;
    if (chunk.form === "name") return chunk.name?.kind !== "place" && chunk.name?.kind !== "event";
    return this.classed("people", chunk.lemma);
  }

  /** Where the items that go with the subject at a place begin: phrases and dates back to a comma or joining word. */
  ahead(list: readonly number[], at: number): number {
    let start = at;
    for (let j = (list[at] ?? 0) - 1; j >= 0; j -= 1) {
      const item = this.items[j];
      if (item?.type === "phrase" || item?.type === "date") {
        const place = list.indexOf(j);
        if (place < 0) return at;
        start = place;
      } else if (item?.type === "sign") {
        // "in 2010, the army": a comma between them is the end of what is set in front.
        if (this.is(item, T.comma) && start === at && this.frontedBefore(list, j)) continue;
        return start;
      } else return at;
    }
    return start;
  }

  /** Whether the item before a comma is a phrase or a date set off by a comma or joining word of its own. */
  private frontedBefore(list: readonly number[], comma: number): boolean {
    let seen = false;
    for (let j = comma - 1; j >= 0; j -= 1) {
      const item = this.items[j];
      if (item?.type === "phrase" || item?.type === "date") {
        if (!list.includes(j)) return false;
        seen = true;
      } else return seen && item?.type === "sign" && item.tag !== T.negation;
    }
    return false;
  }

  /** "The hostages, the ministry says, are": the place of the inserted subject, or -1. */
  insertion(list: readonly number[], verb: number): number {
    const at = this.lastChunk(list);
    const index = list[at] ?? -1;
    if (at < 1 || this.chunk(list.slice(0, at)) === null || !this.signBefore(index, T.comma)) return -1;
    if (this.signBefore(verb, T.comma) || index !== verb - 1) return -1;
    const next = this.items[verb + 1];
    const closed = this.is(next, T.comma) || (next?.type === "date" && this.is(this.items[verb + 2], T.comma));
    return closed && this.verbAfter(verb) ? at : -1;
  }

  /** Whether a finite verb follows the item at an index before the next stop. */
  verbAfter(index: number): boolean {
    for (let j = index + 1; j < Math.min(this.items.length, index + FAR); j += 1) {
      const item = this.items[j];
      if (this.is(item, T.stop)) return false;
      if (item?.type === "verb" && item.form === "finite") return true;
    }
    return false;
  }

  /** Whether a verb follows before the next semicolon. */
  verbBeforeStop(index: number): boolean {
    for (let j = index + 1; j < Math.min(this.items.length, index + FAR); j += 1) {
      const item = this.items[j];
      if (item?.type === "verb") return true;
      if (this.is(item, T.stop)) return false;
    }
    return false;
  }

  /** Whether behind the next verbs a noun phrase with a finite verb of its own follows: "but instead of waiting it left". */
  subjectAhead(index: number): boolean {
    let chunk = false;
    let verbs = 0;
    for (let j = index; j < Math.min(this.items.length, index + FAR); j += 1) {
      const item = this.items[j];
      if (this.is(item, T.stop) || (verbs > 0 && this.is(item, T.conjunction))) return false;
      if (item?.type === "chunk") chunk = true;
      if (item?.type !== "verb") continue;
      if (verbs > 0 && chunk && item.form === "finite") return true;
      verbs += 1;
      chunk = false;
    }
    return false;
  }

  /** Whether "and" or "or" with a further participle follows: "armed, trained and paid". */
  joinAhead(index: number): boolean {
    const sign = this.items[index + 1];
    return this.is(sign, T.conjunction) || (this.is(sign, T.comma) && this.items[index + 2]?.type === "verb");
  }

  /** Whether nothing that a verb of saying could govern follows it. */
  ends(verb: number, told: boolean): boolean {
    let next = this.items[verb + 1];
    // "…, a source told AFP."
    if (told && next?.type === "chunk") next = this.items[verb + 2];
    if (next === undefined) return true;
    if (next.type === "chunk" || next.type === "verb") return false;
    if (next.type === "sign")
      return next.tag === T.comma || next.tag === T.stop || next.tag === T.dash || next.tag === T.conjunction;
    for (let j = verb + (told ? 2 : 1); j < this.items.length; j += 1) {
      const item = this.items[j];
      if (item?.type === "chunk" || item?.type === "verb") return false;
      // "…, officials said on condition of anonymity because they": only "that" brings what is said.
      if (item?.type === "sign") return item.tag !== T.subordinator || item.word !== "that";
    }
    return true;
  }
}
