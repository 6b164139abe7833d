import type { Chunk } from "../0-model/clause.ts";
import type { DateMark, Words } from "../0-model/mark.ts";
import { attach } from "./attach.ts";
import { type Begun, Chunker, type Is } from "./chunker.ts";
import { isBe, isDo, isHave } from "./grammar.ts";
import type { Item } from "./items.ts";
import { T, type Tagged } from "./tagging.ts";
import { type VerbItem, verbGroup } from "./verbs.ts";

/** Cuts a tagged sentence into noun phrases, prepositional phrases, verb groups, dates and signs. */
export function items(words: Words, tagged: Tagged, begun: Begun, is: Is): Item[] {
  const reader = new Reader(words, tagged, begun, is);
  const found: Item[] = [];
  let k = 0;
  while (k < reader.count) {
    const item = reader.item(k);
    if (item === null) {
      k += 1;
      continue;
    }
    found.push(item);
    k = (item.type === "verb" ? item.until : item.to) - tagged.from;
  }
  attach(found);
  return found;
}

const LIST_WORDS = new Set(["and", "or", "nor"]);

/** Prepositions after which a stretch of time is an amount. */
const AMOUNTS = new Set(["of", "to", "into", "than"]);

class Reader extends Chunker {
  /** A particle that its verb has taken across an object ("blew himself *up*"), or -1. */
  private taken = -1;

  /** An auxiliary before its subject ("did the army attack") and the token of its verb, or -1. */
  private helper = -1;

  private helped = -1;

  /** The item that begins at token `k` of the sentence, or null for words that stand in none (adverbs, quotation marks). */
  item(k: number): Item | null {
    const from = this.tagged.from + k;
    switch (k === this.taken ? T.adverb : this.tag(k)) {
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
        const counts =
          date.kind === "duration" && this.lower(date.to - this.tagged.from) === "of" && this.bareDate(date);
        if (counts || this.measured(date, k)) return { type: "chunk", chunks: [this.amount(date)], from, to: date.to };
        return (this.tag(k + date.to - date.from) === T.noun || this.owned(date)) && this.bareDate(date)
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
        if (this.verbal(k)) return this.verb(k);
        return { type: "sign", tag: T.negation, word: this.lower(k), from, to: from + 1 };
      case T.comma:
      case T.stop:
      case T.dash:
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

  /** "never formally dissolved", "not to be named": whether a verb group begins with the negation at a token. */
  private verbal(k: number): boolean {
    let j = k + 1;
    while (this.tag(j) === T.adverb || this.tag(j) === T.negation) j += 1;
    const tag = this.tag(j);
    return (tag >= T.verb && tag <= T.base) || tag === T.to;
  }

  verb(k: number): VerbItem | null {
    if ((this.tag(k) === T.auxiliary || this.tag(k) === T.modal) && this.inverted(k)) return null;
    const item = verbGroup(this, k, k === this.helped ? this.helper : -1);
    if (item === null) return null;
    if (item.until < item.to) this.taken = item.to - 1 - this.tagged.from;
    return item;
  }

  /** "Did the army attack", "only then will it leave": the subject stands between the auxiliary and its verb. */
  private inverted(k: number): boolean {
    let left = k - 1;
    while (this.tag(left) === T.adverb || this.tag(left) === T.quote) left -= 1;
    const before = this.tag(left);
    const question = this.lower(this.count - 1) === "?" || this.lower(this.count - 2) === "?";
    const lower = this.lower(k);
    const be = isBe(lower);
    if (be && !question) return false;
    if (!question && (before === T.noun || before === T.name || before === T.pronoun || before === T.relative))
      return false;
    if (!question && !(isDo(lower) || before === T.date || before === T.adverb || left < 0)) return false;
    let seen = false;
    for (let j = k + 1; j < this.count; j += 1) {
      const tag = this.tag(j);
      const helping = tag === T.auxiliary && /^(?:have|do|be|been|being)$/.test(this.lower(j));
      if (tag === T.base || tag === T.participle || tag === T.ing || helping) {
        const fits =
          tag === T.base || helping
            ? this.tag(k) === T.modal || isDo(lower)
            : be || (tag === T.participle && isHave(lower));
        if (!seen || !fits) return false;
        this.helper = k;
        this.helped = j;
        return true;
      }
      if (this.starts(j)) seen = true;
      else if (tag !== T.adverb && tag !== T.quote && tag !== T.possessive && tag !== T.negation && tag !== T.hyphen)
        return false;
    }
    return false;
  }

  phraseAt(k: number): boolean {
    return this.starts(k) || this.tag(k) === T.date;
  }

  sign(k: number): Item & { type: "sign" } {
    // Joining words of several words are one sign.
    const end = k + Math.max(1, this.tagged.phrases[k] ?? 0);
    let word = this.lower(k);
    for (let j = k + 1; j < end; j += 1) word += ` ${this.lower(j)}`;
    return { type: "sign", tag: this.tag(k), word, from: this.tagged.from + k, to: this.tagged.from + end };
  }

  /** A single noun phrase, with those joined to it by "and" alone. */
  private alone(k: number): Item | null {
    const first = this.chunk(k);
    if (first === null) return null;
    const end = first.to - this.tagged.from;
    const rest = this.tag(end) === T.conjunction ? this.conjunct(end, [first]) : null;
    const chunks = [first, ...(rest ?? [])];
    return { type: "chunk", chunks, from: first.from, to: chunks.at(-1)?.to ?? first.to };
  }

  /** A coordination of noun phrases, or a single one. */
  group(k: number, of = false): Item | null {
    const first = this.chunk(k);
    if (first === null) return null;
    const chunks = [first];
    let end = first.to - this.tagged.from;
    for (;;) {
      const next = this.conjunct(end, chunks);
      if (next === null || (of && this.apart(chunks, next))) break;
      if (this.offices(chunks, next) || this.otherName(chunks, next)) {
        (first.appositions as Chunk[]).push(...next);
        return { type: "chunk", chunks, from: first.from, to: next.at(-1)?.to ?? first.to };
      }
      chunks.push(...next);
      end = (next.at(-1)?.to ?? 0) - this.tagged.from;
    }
    const set = this.counted(chunks) ? [first] : this.described(this.related(chunks));
    return { type: "chunk", chunks: set, from: first.from, to: this.tagged.from + end };
  }

  /** "Omar, founder and leader of X": two offices without an article of the second's own are what one person is. */
  private offices(chunks: readonly Chunk[], next: readonly Chunk[]): boolean {
    const [first] = chunks;
    const [one, other] = next;
    if (first?.name?.kind !== "person" || first.form !== "name" || chunks.length > 1 || next.length !== 2) return false;
    const single = next.every((chunk) => chunk.form === "noun" && !chunk.plural && chunk.names.length === 0);
    return single && other?.determiner === "none" && this.is("post", one?.lemma ?? "") && this.is("post", other.lemma);
  }

  /** "the Azawad Front, or Jabhat Azawad (JA), has": a name between ", or" and a comma is another one of the same. */
  private otherName(chunks: readonly Chunk[], next: readonly Chunk[]): boolean {
    const [first] = chunks;
    const [one, other] = next;
    if (first?.form !== "name" || one?.form !== "name" || chunks.length > 1 || other !== undefined) return false;
    const behind = first.to - this.tagged.from;
    const set = this.tag(behind) === T.comma && this.lower(behind + 1) === "or";
    return set && first.name?.kind === one.name?.kind && this.tag(one.to - this.tagged.from) === T.comma;
  }

  /** "two men, a cook and a driver": as many as were counted are named; they are the ones counted. */
  private counted(chunks: readonly Chunk[]): boolean {
    if (chunks.length < 3) return false;
    const [first, ...rest] = chunks;
    // "its commanders, A and B"
    const posts = first?.form === "noun" && first.plural && first.quantity === null && this.is("post", first.lemma);
    if (posts && rest.every(({ form, name }) => form === "name" && name?.kind === "person")) {
      (first.appositions as Chunk[]).push(...rest);
      return true;
    }
    const { low = null, high = null } = first?.quantity?.quantity ?? {};
    if (first === undefined || low === null || high !== low) return false;
    // "three suspects, two Moroccans and a Belgian"
    let sum = 0;
    for (const chunk of rest) {
      if (chunk.form === "pronoun") return false;
      sum += chunk.quantity?.quantity.low ?? (chunk.plural ? 100 : 1);
    }
    const single = sum === low;
    if (single) (first.appositions as Chunk[]).push(...rest);
    return single;
  }

  /** "his deputy and brother-in-law": what kin somebody is says nothing of a second one. */
  private related(chunks: Chunk[]): Chunk[] {
    const [before, last] = chunks.slice(-2);
    if (before === undefined || last === undefined || last.form !== "noun" || last.determiner !== "none") return chunks;
    const kin =
      this.is("kin", last.lemma) && !last.plural && before.form === "noun" && before.determiner === "possessive";
    return kin ? chunks.slice(0, -1) : chunks;
  }

  /** "Omar Safi, a doctor, and Hassan Karim": what is said of a person is no third one. */
  private described(chunks: Chunk[]): Chunk[] {
    if (chunks.length < 3) return chunks;
    const set: Chunk[] = [];
    for (const [i, chunk] of chunks.entries()) {
      const host = set.at(-1);
      const sign = this.tag((host?.to ?? 0) - this.tagged.from);
      const says =
        chunk.form === "noun" && chunk.determiner === "indefinite" && !chunk.plural && chunk.quantity === null;
      const after = this.tag(chunk.to - this.tagged.from) === T.comma;
      if (host?.name?.kind === "person" && says && sign === T.comma && after && i < chunks.length - 1)
        (host.appositions as Chunk[]).push(chunk);
      else set.push(chunk);
    }
    return set;
  }

  /** "of Syria and a Turkmen unit", "of the faction and two of his guards": what stands before "of" is joined, not what stands behind. */
  private apart(chunks: readonly Chunk[], next: readonly Chunk[]): boolean {
    const [first] = chunks;
    const last = next.at(-1);
    if (first === undefined || last === undefined || next.length > 1 || chunks.length > 1) return false;
    if (first.form === "name") return last.form === "noun" && last.determiner === "indefinite";
    return last.form === "number" && first.form === "noun" && this.lower(last.to - this.tagged.from) === "of";
  }

  /** The further members of a list that begin at `k`: ", B, and C" or "and B"; null when none follow. */
  conjunct(k: number, before: readonly Chunk[]): Chunk[] | null {
    if (this.tag(k) !== T.comma && this.tag(k) !== T.conjunction) return null;
    const found: Chunk[] = [];
    let at = k;
    for (let guard = 0; guard < 40; guard += 1) {
      const comma = this.tag(at) === T.comma;
      let next = comma ? at + 1 : at;
      const joining = this.joining(next);
      const conjunction = joining > 0;
      next += joining;
      if (!comma && !conjunction) return null;
      const chunk = this.member(next);
      // "A, B and, in one case, C": what stands apart is joined later.
      if (chunk === null) return conjunction && found.length > 0 && this.tag(next) === T.comma ? found : null;
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
        // "… in Kabul, police and officials said": who says it is on no list of what went before.
        const apart = this.tag((before[0]?.from ?? 0) - this.tagged.from - 1) === T.comma;
        if (this.says(at) && apart && before.length === 1) return found;
        if (this.says(at) && this.verbBefore(k)) return null;
        // "…, and the group killed": what follows the comma and has its own verb is a clause, not a member.
        return (comma || found.length + before.length === 2) && this.verbBefore(k) && this.verbAfter(at) ? null : found;
      }
    }
    return null;
  }

  /** Whether a verb of saying stands at `k`. */
  private says(k: number): boolean {
    return this.tag(k) === T.verb && this.is("clausal", this.tagged.entries[k]?.verb ?? "");
  }

  /** How many tokens the word has that joins the last member of a list, or 0. */
  joining(k: number): number {
    if (this.tag(k) !== T.conjunction) return 0;
    const length = Math.max(1, this.tagged.phrases[k] ?? 0);
    const lower = this.lower(k);
    return length > 1 ? (lower === "as" || lower === "along" ? length : 0) : LIST_WORDS.has(lower) ? 1 : 0;
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
    if (date !== undefined && !this.owned(date)) {
      // "a sentence of thirty years": an amount, not a time.
      if (date.kind === "duration" && (AMOUNTS.has(preposition) || this.lower(date.to - this.tagged.from) === "of")) {
        const amount = this.amount(date);
        return { type: "phrase", phrase: { preposition, objects: [amount], from, to: date.to }, from, to: date.to };
      }
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
    // "According to officials, 12 civilians were killed": no list goes on behind the comma.
    const group = preposition === "according to" ? this.alone(end) : this.group(end, preposition === "of");
    if (group === null || group.type !== "chunk") return null;
    return { type: "phrase", phrase: { preposition, objects: group.chunks, from, to: group.to }, from, to: group.to };
  }

  /** "served five years": a stretch of time without a preposition, right behind a verb that takes an object. */
  private measured(date: DateMark, k: number): boolean {
    if (date.kind !== "duration" || !this.bareDate(date)) return false;
    const tag = this.tag(k - 1);
    const verb = this.tagged.entries[k - 1]?.verb ?? "";
    return tag >= T.verb && tag <= T.base && verb !== "" && !this.is("intransitive", verb);
  }
}
