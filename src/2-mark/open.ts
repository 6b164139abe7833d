import type { Chunk, ClauseKind } from "../0-model/clause.ts";
import { type Draft, draftOf, type Frame, frameOf, hold } from "./draft.ts";
import type { Grammar } from "./grammar.ts";
import type { Item } from "./items.ts";
import { T } from "./tagging.ts";
import type { VerbItem } from "./verbs.ts";
import { Waiting } from "./waiting.ts";

/** A sign or joining word. */
export type Sign = Item & { readonly type: "sign" };

/** Kinds of clause that stand inside another one's noun phrase or verb phrase. */
export const NONFINITE: ReadonlySet<ClauseKind> = new Set(["participle", "gerund", "infinitive"]);

const DEEPEST = 32;

/** The clauses of a sentence that are open while it is read, innermost last, and what waits for its place in them. */
export class Open {
  readonly drafts: Draft[] = [];

  protected items: readonly Item[];

  protected readonly grammar: Pick<Grammar, "is">;

  protected waiting: Waiting;

  protected stack: Frame[];

  /** Items since the last verb or joining word that belong to no clause yet. */
  protected wait: number[] = [];

  /** "and", "but" since the last verb, and how many items waited before it. */
  protected conjunction: { readonly word: string; readonly at: number; readonly item: number } | null = null;

  /** A preposition without a noun: the verb or relative word after it is its object. */
  protected preposition: Sign | null = null;

  /** An item that has found its place before its turn, or -1. */
  protected placed = -1;

  protected readonly question: boolean;

  constructor(items: readonly Item[], grammar: Pick<Grammar, "is">) {
    this.items = items;
    this.grammar = grammar;
    this.waiting = new Waiting(this.items, grammar.is);
    this.stack = [frameOf("main", null, "")];
    const last = items.at(-1);
    this.question = last?.type === "sign" && last.word === "?";
  }

  /** Items that stand in a clause and wait, before its verb; behind its verb those that wait. */
  protected listOf(of: Frame): readonly number[] {
    return of.draft >= 0 || of.pre.length === 0 ? this.wait : [...of.pre, ...this.wait];
  }

  protected top(): Frame {
    return this.stack.at(-1) as Frame;
  }

  protected draftAt(of: Frame): Draft | undefined {
    return this.drafts[of.draft];
  }

  protected nounBefore(i: number): boolean {
    const before = this.items[i - 1];
    return before?.type === "chunk" || before?.type === "phrase" || before?.type === "date";
  }

  protected reports(verb: VerbItem): boolean {
    return this.grammar.is("clausal", verb.lemma) || this.grammar.is("telling", verb.lemma);
  }

  protected firstMain(): Draft | null {
    return this.drafts.find((draft) => draft.kind === "main" && draft.parent < 0) ?? null;
  }

  /** What a relative or a participle hangs on: the last chunk before it, inside phrases too. */
  protected antecedent(link: string, comma: boolean, governed: boolean): readonly Chunk[] {
    const top = this.top();
    const list = this.listOf(top);
    const found = this.waiting.antecedent(list, link, comma, governed);
    if (found.length > 0) return found;
    const draft = this.draftAt(top);
    const chunk = draft?.chunks.at(-1);
    // "a foundation established in 2018, which publishes": the noun that the participle is said of.
    if (chunk === undefined) return comma && top.level === "participle" ? (draft?.subject ?? []) : [];
    return [chunk];
  }

  /** Opens a clause inside another one. */
  protected enter(level: ClauseKind, below: Frame | null, link: string): Frame {
    const made = frameOf(level, below, link);
    this.stack.push(made);
    // Nobody nests clauses so deep; what lies under the first is let go.
    if (this.stack.length > DEEPEST) this.stack.splice(1, 1);
    this.conjunction = null;
    return made;
  }

  /** "say the tunnel, dug by": a noun phrase right behind a verb of saying begins what is said, when its verb is to come. */
  protected complementBegins(i: number): void {
    const top = this.top();
    const verb = this.draftAt(top)?.verb;
    const first = this.wait[0];
    if (verb == null || first === undefined || verb.voice === "passive" || !this.grammar.is("saying", verb.lemma))
      return;
    const item = this.items[first];
    if (item?.type !== "chunk" || this.conjunction !== null || this.waiting.commaSince(first, verb.head)) return;
    if (!this.waiting.verbAfter(i)) return;
    this.enter("complement", top, "").pre = this.wait;
    this.wait = [];
  }

  protected cutTo(of: Frame): void {
    while (this.stack.length > 1 && this.top() !== of) this.stack.pop();
  }

  /** The clause that a further one with a tense is coordinated with. */
  protected target(comma: boolean, own: boolean): Frame {
    let found: Frame | null = null;
    for (let j = this.stack.length - 1; j >= 0; j -= 1) {
      const one = this.stack[j];
      if (one === undefined || one.draft < 0) continue;
      if (NONFINITE.has(one.level)) continue;
      found ??= one;
      // "…, who fought the Soviets, and lost an eye": a comma closes what a comma opened.
      if (one.level === "relative" && comma && (one.comma || own)) continue;
      if (one.level === "subordinate" && comma && own) continue;
      if (one.level === "complement" && comma && own && one.link !== "that" && one.link !== "") continue;
      return one;
    }
    return found ?? this.top();
  }

  protected begin(verb: VerbItem, kind: ClauseKind, of: Frame): Draft {
    const draft = draftOf(verb, kind, of.link);
    draft.below = of.below;
    draft.comma = of.comma;
    of.draft = this.drafts.length;
    this.drafts.push(draft);
    this.conjunction = null;
    this.preposition = null;
    return draft;
  }

  /** A frame that takes the place of the one it is coordinated with. */
  protected replacing(target: Frame): Frame {
    const made = frameOf(target.level, target.below, target.link);
    made.antecedent = target.antecedent;
    made.comma = target.comma;
    this.stack[this.stack.length - 1] = made;
    return made;
  }

  /** A clause joined to another one, whose subject it takes unless it has its own. */
  protected join(verb: VerbItem, target: Frame, link: string): Draft {
    const draft = this.begin(verb, "coordinate", this.replacing(target));
    const before = this.drafts[target.draft];
    draft.link = link;
    draft.parent = target.draft;
    draft.subjectFrom = before?.subjectFrom === "antecedent" ? "antecedent" : "inherited";
    if (before === undefined || before.shares !== null) draft.shares = { of: target.draft, how: "subject" };
    if (before !== undefined) draft.subject = before.subject;
    return draft;
  }

  /** Gives a clause a subject of its own. */
  protected own(draft: Draft, chunks: readonly Chunk[]): void {
    draft.subject = chunks;
    draft.subjectFrom = "own";
    draft.shares = null;
  }

  protected shareSubject(draft: Draft, below: Frame | null): void {
    draft.subjectFrom = "inherited";
    const before = below === null ? undefined : this.draftAt(below);
    if (before !== undefined) draft.subject = before.subject;
    if (before === undefined || before.shares !== null)
      draft.shares = { of: before === undefined ? null : (below?.draft ?? null), how: "subject" };
  }

  /** An item that stands before the verb of its clause. */
  protected before(draft: Draft, index: number): void {
    const item = this.items[index];
    if (item !== undefined) hold(draft, item);
  }

  /** What stood before "and" belongs to the clause before it. */
  protected splitAtConjunction(): void {
    const conjunction = this.conjunction;
    if (conjunction === null || this.top().draft < 0) return;
    const rest = this.wait.slice(conjunction.at);
    this.wait = this.wait.slice(0, conjunction.at);
    this.settle();
    this.wait = rest;
  }

  /** Gives the waiting items to the innermost clause. */
  protected settle(): void {
    const top = this.top();
    const draft = this.draftAt(top);
    const { wait } = this;
    if (wait.length === 0) return;
    this.wait = [];
    if (draft === undefined) {
      top.pre.push(...wait);
      return;
    }
    // What stands behind "and" without a verb of its own may be no part of the clause.
    const at = Math.min(this.conjunction?.at ?? 0, wait.length);
    for (let j = 0; j < at; j += 1) this.take(draft, wait[j] ?? -1);
    if (at < wait.length && this.gapped(draft, wait.slice(at))) return;
    for (let j = at; j < wait.length; j += 1) this.take(draft, wait[j] ?? -1);
  }

  /**
   * "killed 13 in Kabul, twin bombings in July that killed": what follows the comma before the antecedent, its dates and
   * phrases, is the antecedent's and no part of the clause before.
   */
  protected hand(antecedent: readonly Chunk[]): void {
    const draft = this.draftAt(this.top());
    const at = this.wait.findIndex((index) => {
      const item = this.items[index];
      return item?.type === "chunk" && item.chunks === antecedent;
    });
    const parted = at >= 0 && this.waiting.partedBefore(this.wait[at] ?? 0);
    if (draft === undefined || !parted) {
      this.settle();
      return;
    }
    const object = this.conjunctObject(draft, this.wait[at] ?? 0);
    this.wait = this.wait.slice(0, at);
    this.settle();
    draft.chunks.push(...antecedent);
    if (object) draft.objects = [...draft.objects, ...antecedent];
  }

  /** "A was killed in X on 1 May, and B in Y on 2 May": without its verb the second is no part of the first. */
  protected gapped(last: Draft, rest: readonly number[]): boolean {
    const first = this.items[rest[0] ?? -1];
    const at = (rest[0] ?? 0) - 1;
    const sign = this.items[at];
    if (first?.type !== "chunk" || sign?.type !== "sign" || sign.tag !== T.conjunction || rest.length < 2) return false;
    return (
      this.waiting.signBefore(at, T.comma) &&
      last.phrases.length > 0 &&
      first.chunks[0]?.form === "name" &&
      rest.slice(1).every((index) => this.items[index]?.type !== "chunk")
    );
  }

  /** Puts an item behind the verb of a clause. */
  protected take(draft: Draft, index: number): void {
    const item = this.items[index];
    if (item === undefined) return;
    if (item.type === "chunk") {
      if (this.isObject(draft, index)) {
        if (draft.objects.length === 0) draft.objects = item.chunks;
        else if (this.twofold(draft)) draft.second = item.chunks;
      } else if (this.conjunctObject(draft, index)) draft.objects = [...draft.objects, ...item.chunks];
    }
    hold(draft, item);
  }

  protected twofold(draft: Draft): boolean {
    const lemma = draft.verb?.lemma ?? "";
    return this.grammar.is("twofold", lemma) || this.grammar.is("naming", lemma);
  }

  /** Whether the chunk at an index is an object: no comma parts it from the verb or from the object before it. */
  protected isObject(draft: Draft, index: number): boolean {
    const { verb, phrases } = draft;
    if (verb === null || draft.second.length > 0 || this.waiting.commaSince(index, verb.head)) return false;
    for (const phrase of phrases) if (phrase.from >= verb.head && phrase.preposition !== "of") return false;
    // "retaken four times"
    const [chunk] = this.waiting.chunksAt(index);
    return chunk?.lemma !== "time" || !chunk.plural;
  }

  /** "three soldiers in Gao and two guards in Kidal", "rifles and, in one case, a mortar": a further object. */
  protected conjunctObject(draft: Draft, index: number): boolean {
    const { verb, objects, second } = draft;
    return verb !== null && objects.length > 0 && second.length === 0 && this.waiting.joinedTo(index, verb.head);
  }

  /** "X promised elections, but instead of holding them it": what stands behind "but" waits for a verb of its own. */
  protected fronted(i: number): void {
    const conjunction = this.conjunction;
    if (conjunction === null || this.wait.length !== conjunction.at || this.top().draft < 0) return;
    if (!this.waiting.signBefore(conjunction.item, T.comma) || !this.waiting.subjectAhead(i)) return;
    const target = this.target(true, true);
    this.settle();
    this.cutTo(target);
    this.enter("coordinate", null, conjunction.word).beside = target.draft;
  }

  /** A stretch with a noun phrase but no verb: a clause of its own when another one hangs on it, else part of the last. */
  private verbless(of: Frame): Draft | undefined {
    const alone = of.level !== "coordinate" || this.drafts.length === 0;
    if (alone || this.waiting.chunk(of.pre) === null) return this.drafts.at(-1);
    const draft = draftOf(null, "fragment", of.link);
    const item = this.items[of.pre[0] ?? 0];
    draft.from = item?.from ?? 0;
    draft.to = item?.to ?? 0;
    of.draft = this.drafts.length;
    this.drafts.push(draft);
    return draft;
  }

  /** Items of clauses that never got their verb go to the one below, at the end to the first clause. */
  protected leftover(): void {
    for (let j = this.stack.length - 1; j >= 0; j -= 1) {
      const one = this.stack[j];
      if (one === undefined || one.draft >= 0 || one.pre.length === 0) continue;
      const to = this.stack
        .slice(0, j)
        .reverse()
        .find((below) => below.draft >= 0);
      const draft = to === undefined ? this.verbless(one) : this.draftAt(to);
      if (draft !== undefined) for (const index of one.pre) this.before(draft, index);
      one.pre = [];
    }
  }
}
