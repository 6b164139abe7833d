import type { Chunk, Clause, ClauseKind, Phrase } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import type { Grammar } from "./grammar.ts";
import type { Item } from "./items.ts";
import { T } from "./tags.ts";
import type { VerbItem } from "./verbs.ts";

/** A clause while it is being put together. */
interface Draft {
  kind: ClauseKind;
  parent: number;
  link: string;
  verb: VerbItem | null;
  subject: readonly Chunk[];
  subjectFrom: Clause["subjectFrom"];
  groups: (readonly Chunk[])[];
  phrases: Phrase[];
  dates: DateMark[];
  chunks: Chunk[];
  from: number;
  to: number;
}

/**
 * The clauses of one sentence from its items. Every verb group makes one clause; what stands to its left decides what
 * kind it is and whose subject it takes. Items before the first verb that are no subject ("In March 2024, …") belong
 * to the first clause; what follows a verb belongs to it up to the next clause.
 */
export function clauses(items: readonly Item[], grammar: Pick<Grammar, "is">): Clause[] {
  const flat = withoutBrackets(items);
  const builder = new Builder(flat, grammar);
  builder.run();
  return builder.drafts.map(done);
}

/** Items between brackets hang on the chunk before them and take no part in the clause. */
function withoutBrackets(items: readonly Item[]): Item[] {
  const kept: Item[] = [];
  let depth = 0;
  for (const item of items) {
    if (item.type === "sign" && item.tag === T.open) depth += 1;
    else if (item.type === "sign" && item.tag === T.close) depth = Math.max(0, depth - 1);
    else if (depth === 0) kept.push(item);
  }
  return kept.length > 0
    ? kept
    : items.filter((item) => item.type !== "sign" || (item.tag !== T.open && item.tag !== T.close));
}

function done(draft: Draft): Clause {
  const { groups, verb, ...rest } = draft;
  const group = verb === null ? null : { ...verb };
  return { ...rest, verb: group, objects: groups[0] ?? [], second: groups[1] ?? [] };
}

class Builder {
  readonly items: readonly Item[];
  readonly grammar: Pick<Grammar, "is">;
  readonly drafts: Draft[] = [];
  /** Indexes of the items that wait for a verb, since the last boundary. */
  private run0: number[] = [];
  /** The subject of a main clause that a relative clause interrupted. */
  private pending: readonly Chunk[] | null = null;
  private link = "";
  private linkTag = -1;
  private comma = false;
  /** A comma directly before the item at hand. */
  private fresh = false;

  constructor(items: readonly Item[], grammar: Pick<Grammar, "is">) {
    this.items = items;
    this.grammar = grammar;
  }

  run(): void {
    for (let i = 0; i < this.items.length; i += 1) {
      const item = this.items[i];
      if (item === undefined) continue;
      // "not by the group but by", "not 20 but 12": what is set aside is no part of the clause.
      if (item.type !== "verb" && item.type !== "sign" && item.from === this.denied) continue;
      if (item.type === "verb") this.verb(this.negated(item));
      else if (item.type === "sign") this.sign(item);
      else {
        this.run0.push(i);
        this.fresh = false;
      }
    }
    this.settle();
    if (this.drafts.length === 0) this.fragment();
  }

  /** The token after a "not" or "never" that stands outside a verb group. */
  private denied = -1;

  /** "never led", "not to kill": the negation directly before a verb is the verb's. */
  private negated(verb: VerbItem): VerbItem {
    return verb.negation < 0 && verb.from === this.denied ? { ...verb, negation: verb.from - 1 } : verb;
  }

  private current(): Draft | undefined {
    return this.drafts.at(-1);
  }

  private sign(item: Item & { type: "sign" }): void {
    if (item.tag === T.comma || item.tag === T.stop) {
      this.comma = true;
      this.fresh = true;
      if (item.tag === T.stop) {
        this.settle();
        if (item.word !== "\u2013" && item.word !== "\u2014") this.pending = null;
      }
      return;
    }
    if (item.tag === T.negation) {
      this.denied = item.to;
      return;
    }
    if (
      item.tag === T.conjunction ||
      item.tag === T.subordinator ||
      item.tag === T.relative ||
      item.tag === T.preposition
    ) {
      if (item.tag === T.relative) this.relative();
      else if (item.tag !== T.preposition && this.current() !== undefined) this.settle();
      this.link = item.word;
      this.linkTag = item.tag;
    }
  }

  /** Before a relative word: the waiting chunk becomes its antecedent. */
  private relative(): void {
    const waiting = this.waiting();
    const last = this.current();
    const first = this.run0.find((index) => this.items[index]?.type === "chunk") ?? -1;
    if (waiting.length > 0 && (last === undefined || this.boundaryBefore() || this.commaBetween(last, first))) {
      this.pending = waiting[0] ?? null;
    }
  }

  private boundaryBefore(): boolean {
    return this.linkTag === T.conjunction || this.linkTag === T.subordinator;
  }

  /** The waiting top-level chunk groups, in order. */
  private waiting(): (readonly Chunk[])[] {
    const found: (readonly Chunk[])[] = [];
    for (const index of this.run0) {
      const item = this.items[index];
      if (item?.type === "chunk") found.push(item.chunks);
    }
    return found;
  }

  /** The last chunk before the verb, inside phrases too: what a relative or a participle hangs on. */
  private antecedent(personal = false): readonly Chunk[] {
    // "a bombing outside the embassy, which killed": after a comma "which" goes back to the noun before the phrases.
    if (this.link === "which" && this.fresh) {
      const top = this.waiting().at(-1);
      if (top !== undefined) return top;
    }
    for (let j = this.run0.length - 1; j >= 0; j -= 1) {
      const item = this.items[this.run0[j] ?? -1];
      if (item?.type === "chunk") return item.chunks;
      if (item?.type === "phrase") {
        // "men in Los Angeles, who": a place is no person.
        if (personal && item.phrase.objects.some((chunk) => chunk.name?.kind === "place")) continue;
        // "members of the group who": the noun before "of" rules.
        const before = this.items[this.run0[j - 1] ?? -1];
        if (item.phrase.preposition === "of" && before?.type === "chunk") return before.chunks;
        return item.phrase.objects;
      }
    }
    const last = this.current();
    const chunk = last?.chunks.at(-1);
    return chunk === undefined ? [] : [chunk];
  }

  /** Gives the waiting items to the clause before them: they follow its verb. */
  private settle(): void {
    const last = this.current();
    if (last === undefined) return;
    if (this.gapped(last)) {
      this.run0 = [];
      return;
    }
    for (const index of this.run0) this.take(last, index, true);
    this.run0 = [];
  }

  /** "A was killed in X on 1 May, and B in Y on 2 May": without its verb the second is no part of the first. */
  private gapped(last: Draft): boolean {
    const first = this.items[this.run0[0] ?? -1];
    const sign = this.items[(this.run0[0] ?? 0) - 1];
    if (first?.type !== "chunk" || sign?.type !== "sign" || sign.tag !== T.conjunction || this.run0.length < 2)
      return false;
    const comma = this.items[(this.run0[0] ?? 0) - 2];
    return (
      comma?.type === "sign" &&
      comma.tag === T.comma &&
      last.phrases.length > 0 &&
      first.chunks[0]?.form === "name" &&
      this.run0.slice(1).every((index) => this.items[index]?.type !== "chunk")
    );
  }

  private take(draft: Draft, index: number, asObject: boolean): void {
    const item = this.items[index];
    if (item === undefined) return;
    draft.from = Math.min(draft.from, item.from);
    draft.to = Math.max(draft.to, item.to);
    if (item.type === "chunk") {
      draft.chunks.push(...item.chunks);
      if (
        asObject &&
        draft.verb !== null &&
        draft.phrases.every((phrase) => phrase.from < (draft.verb?.from ?? 0) || phrase.preposition === "of")
      )
        draft.groups.push(item.chunks);
    } else if (item.type === "phrase") {
      draft.phrases.push(item.phrase);
      draft.chunks.push(...item.phrase.objects);
    } else if (item.type === "date") draft.dates.push(item.date);
  }

  private start(verb: VerbItem, kind: ClauseKind, parent: number): Draft {
    const draft: Draft = {
      kind,
      parent,
      link: this.link,
      verb,
      subject: [],
      subjectFrom: "own",
      groups: [],
      phrases: [],
      dates: [],
      chunks: [],
      from: verb.from,
      to: verb.to,
    };
    this.drafts.push(draft);
    this.link = "";
    this.linkTag = -1;
    this.comma = false;
    return draft;
  }

  private verb(verb: VerbItem): void {
    const parent = this.drafts.length - 1;
    if (this.linkTag === T.relative) this.relativeClause(verb, parent);
    else if (verb.form === "infinitive" && parent >= 0) this.inherited(verb, "infinitive", parent);
    else if (verb.form === "gerund") this.inherited(verb, "gerund", parent);
    else if (verb.form === "participle") this.participle(verb, parent);
    else this.finite(verb, parent);
  }

  private relativeClause(verb: VerbItem, parent: number): void {
    const own = this.ownSubject();
    // "the village that the group attacked": the relative has its own subject, the antecedent is its object.
    const afterLink = own !== null && this.startsAfterLink(own.index);
    if (afterLink && own !== null) {
      const before = this.run0.filter((index) => index < own.index);
      const rest = this.run0.filter((index) => index >= own.index);
      this.run0 = before;
      const antecedent = this.waiting().at(-1) ?? this.antecedent();
      this.hand(parent, antecedent);
      const draft = this.start(verb, "relative", parent);
      draft.subject = own.chunks;
      draft.groups.push(antecedent);
      for (const index of rest) this.take(draft, index, false);
      this.run0 = [];
      return;
    }
    const antecedent = this.antecedent(this.link === "who" || this.link === "whom");
    this.hand(parent, antecedent);
    const draft = this.start(verb, "relative", parent);
    draft.subject = antecedent;
    draft.subjectFrom = "antecedent";
  }

  /** What waits before a dependent clause belongs to the clause before; at the start it stays for the main clause. */
  private hand(parent: number, antecedent: readonly Chunk[] = []): void {
    if (parent >= 0) this.beforeComma(antecedent);
    else {
      this.front = [...this.front, ...this.run0];
      this.run0 = [];
    }
  }

  /**
   * "killed 13 in Kabul, twin bombings in July that killed": what follows the comma before the antecedent, its dates and
   * phrases, is the antecedent's and no part of the clause before.
   */
  private beforeComma(antecedent: readonly Chunk[]): void {
    const last = this.current();
    const at = this.run0.findIndex((index) => {
      const item = this.items[index];
      return item?.type === "chunk" && item.chunks === antecedent;
    });
    const item = this.items[(this.run0[at] ?? 0) - 1];
    const parted = item?.type === "sign" && (item.tag === T.comma || item.tag === T.conjunction || item.tag === T.stop);
    if (last === undefined || at < 0 || !parted) {
      this.settle();
      return;
    }
    this.run0 = this.run0.slice(0, at);
    this.settle();
    last.chunks.push(...antecedent);
  }

  /** Items before the first finite verb that a dependent clause has passed by. */
  private front: number[] = [];

  private startsAfterLink(index: number): boolean {
    for (let j = index - 1; j >= 0; j -= 1) {
      const item = this.items[j];
      if (item?.type === "sign") return item.tag === T.relative;
      if (item?.type === "chunk" || item?.type === "verb") return false;
    }
    return false;
  }

  private inherited(verb: VerbItem, kind: ClauseKind, parent: number): void {
    const base = this.drafts[parent];
    // "the order to kill", "forces to leave": the object of some verbs acts in the infinitive.
    if (parent >= 0) this.settle();
    const draft = this.start(verb, kind, parent);
    draft.subjectFrom = "inherited";
    draft.subject =
      base === undefined
        ? []
        : kind === "infinitive" && this.grammar.is("causative", base.verb?.lemma ?? "")
          ? (base.groups[0] ?? base.subject)
          : base.subject;
    if (base !== undefined && kind === "infinitive" && base.verb?.voice === "passive") draft.subject = base.subject;
  }

  private participle(verb: VerbItem, parent: number): void {
    const before = this.drafts[parent];
    // "killing 29 people and freeing hundreds": the second shares all with the first.
    if (
      this.linkTag === T.conjunction &&
      before !== undefined &&
      (before.kind === "participle" || before.kind === "gerund") &&
      this.run0.length === 0
    ) {
      const draft = this.start(verb, "participle", before.parent);
      draft.subject = before.subject;
      draft.subjectFrom = before.subjectFrom;
      return;
    }
    const adjacent = !this.fresh && this.run0.length > 0;
    if (adjacent || (parent >= 0 && !this.comma && this.run0.length === 0)) {
      const antecedent = this.antecedent();
      // "a bombing targeting police killed two": the subject still waits for its verb.
      if (parent < 0) this.pending = this.waiting()[0] ?? null;
      this.hand(parent, antecedent);
      const draft = this.start(verb, "participle", parent);
      draft.subject = antecedent;
      draft.subjectFrom = "antecedent";
      return;
    }
    // "X, led by Y, has": the subject of the main clause waits for its verb.
    if (this.comma && this.run0.length > 0 && parent < 0) {
      const antecedent = this.antecedent();
      this.pending = this.waiting()[0] ?? antecedent;
      this.hand(parent);
      const draft = this.start(verb, "participle", parent);
      draft.subject = antecedent;
      draft.subjectFrom = "antecedent";
      return;
    }
    if (parent >= 0) this.settle();
    // ", killing 94" belongs to the main clause, past one that is embedded in it.
    let main = parent;
    while (
      main >= 0 &&
      this.comma &&
      EMBEDDED.has(this.drafts[main]?.kind ?? "main") &&
      (this.drafts[main]?.parent ?? -1) >= 0
    )
      main = this.drafts[main]?.parent ?? -1;
    const base = this.drafts[main];
    const draft = this.start(verb, "participle", main);
    draft.subject = base?.subject ?? [];
    draft.subjectFrom = "inherited";
  }

  private finite(verb: VerbItem, parent: number): void {
    const own = this.ownSubject();
    if (own === null) {
      this.subjectless(verb, parent);
      return;
    }
    // "Whether X is an outlet remains unclear": the clause before is the subject.
    if (parent >= 0 && this.complementOfBe(own.index)) {
      this.settle();
      this.start(verb, "coordinate", parent);
      return;
    }
    const before = this.run0.filter((index) => index < own.index);
    const rest = this.run0.filter((index) => index >= own.index);
    const last = this.current();
    // A relative clause without a comma ends where the interrupted main clause gets its verb.
    if (
      this.pending !== null &&
      last !== undefined &&
      EMBEDDED.has(last.kind) &&
      this.linkTag < 0 &&
      (this.fresh || !this.commaBetween(last, own.index))
    ) {
      this.settle();
      this.main(verb, parent, this.pending);
      this.pending = null;
      return;
    }
    const carried = parent < 0 ? before : this.ahead(before, own.index);
    this.run0 = before.filter((index) => !carried.includes(index));
    if (parent >= 0) this.settle();
    this.run0 = [];
    const kind = this.kindOf(parent);
    const draft = this.start(verb, kind, kind === "main" ? -1 : parent);
    draft.subject = own.chunks;
    for (const index of [...this.front, ...carried, ...rest]) this.take(draft, index, false);
    this.front = [];
    this.pending = null;
  }

  /** Whether the chunk at an index directly follows a form of "be" that still lacks its complement. */
  private complementOfBe(index: number): boolean {
    const last = this.current();
    const before = this.items[index - 1];
    return last?.verb?.lemma === "be" && last.groups.length === 0 && before === last.verb;
  }

  /** Whether a comma stands between a clause's verb and the item at an index: the item then begins something new. */
  private commaBetween(draft: Draft, index: number): boolean {
    for (let j = index - 1; j >= 0; j -= 1) {
      const item = this.items[j];
      if (item === undefined || item.from <= (draft.verb?.head ?? draft.from)) return false;
      if (item.type === "sign" && item.tag === T.comma) return true;
    }
    return false;
  }

  /** "While A did X, since 2022 B has": what stands between the last comma or joining word and the subject goes with it. */
  private ahead(before: readonly number[], subject: number): number[] {
    let start = subject;
    for (let j = subject - 1; j >= 0; j -= 1) {
      const item = this.items[j];
      if (item?.type === "sign") {
        if (j === subject - 1 && item.tag === T.comma) continue;
        if (item.tag === T.comma || item.tag === T.conjunction || item.tag === T.subordinator || item.tag === T.stop)
          return before.filter((index) => index >= start);
      } else if (item?.type === "phrase" || item?.type === "date") start = j;
      else return [];
    }
    return [];
  }

  private kindOf(parent: number): ClauseKind {
    if (parent < 0) return this.linkTag === T.subordinator ? "subordinate" : "main";
    if (this.linkTag === T.subordinator)
      return this.link === "that" || this.link === "whether" ? "complement" : "subordinate";
    if (this.linkTag === T.conjunction) return "coordinate";
    const last = this.current();
    return last !== undefined &&
      last.groups.length === 0 &&
      !this.comma &&
      last.verb !== null &&
      last.kind !== "subordinate"
      ? "complement"
      : "coordinate";
  }

  private main(verb: VerbItem, parent: number, subject: readonly Chunk[]): void {
    const draft = this.start(verb, parent < 0 ? "main" : "coordinate", -1);
    draft.subject = subject;
    for (const index of this.front) this.take(draft, index, false);
    this.front = [];
  }

  /** A finite verb without a subject of its own: it shares the one of the clause before, or resumes an interrupted one. */
  private subjectless(verb: VerbItem, parent: number): void {
    if (this.pending !== null && this.linkTag < 0) {
      if (parent >= 0) this.settle();
      this.main(verb, parent, this.pending);
      this.pending = null;
      return;
    }
    if (parent >= 0) this.settle();
    let base = this.drafts[parent];
    if (this.linkTag === T.conjunction && this.comma && base?.kind === "relative" && base.parent >= 0)
      base = this.drafts[base.parent];
    const draft = this.start(verb, parent < 0 ? "main" : "coordinate", parent);
    draft.subject = base?.subject ?? this.frontSubject();
    draft.subjectFrom = base === undefined ? "own" : "inherited";
    for (const index of this.front) this.take(draft, index, false);
    for (const index of this.run0) this.take(draft, index, false);
    this.run0 = [];
    this.front = [];
  }

  private frontSubject(): readonly Chunk[] {
    for (const index of this.front) {
      const item = this.items[index];
      if (item?.type === "chunk") return item.chunks;
    }
    return [];
  }

  /** The subject among the waiting items: the last chunk group that no comma parts from the verb, or the one before an apposition. */
  private ownSubject(): { chunks: readonly Chunk[]; index: number } | null {
    const indexes = this.run0.filter((index) => this.items[index]?.type === "chunk");
    const last = indexes.at(-1);
    if (last === undefined) return null;
    let first = last;
    // "X, the leader of Y, was killed": an apposition between commas leaves the subject before it.
    for (let j = indexes.length - 2; j >= 0; j -= 1) {
      const index = indexes[j] ?? -1;
      if (!this.apposed(index, first)) break;
      first = index;
    }
    const item = this.items[first];
    return item?.type === "chunk" ? { chunks: item.chunks, index: first } : null;
  }

  /** Whether only phrases and one comma stand between the chunks at two indexes, and a comma follows the second. */
  private apposed(a: number, b: number): boolean {
    let commas = 0;
    for (let j = a + 1; j < b; j += 1) {
      const item = this.items[j];
      if (item?.type === "sign") {
        if (item.tag !== T.comma) return false;
        commas += 1;
      } else if (item?.type !== "phrase" && item?.type !== "date") return false;
    }
    if (commas === 0) return this.personBefore(a);
    if (commas !== 1) return false;
    for (let j = b + 1; j < this.items.length; j += 1) {
      const item = this.items[j];
      if (item?.type === "sign" && item.tag === T.comma) return true;
      if (item?.type === "verb") return false;
    }
    return false;
  }

  /** "Gulmurod X lieutenant-colonel and commander of Y defected": a rank set after a person's name without a comma. */
  private personBefore(a: number): boolean {
    const item = this.items[a];
    return item?.type === "chunk" && item.chunks.length === 1 && item.chunks[0]?.name?.kind === "person";
  }

  private fragment(): void {
    const draft: Draft = {
      kind: "fragment",
      parent: -1,
      link: "",
      verb: null,
      subject: [],
      subjectFrom: "own",
      groups: [],
      phrases: [],
      dates: [],
      chunks: [],
      from: this.items[0]?.from ?? 0,
      to: this.items.at(-1)?.to ?? 0,
    };
    for (let i = 0; i < this.items.length; i += 1) this.take(draft, i, false);
    this.drafts.push(draft);
  }
}

const EMBEDDED: ReadonlySet<ClauseKind> = new Set(["relative", "participle", "gerund", "infinitive"]);
