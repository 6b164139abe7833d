import type { Chunk, ClauseKind } from "../0-model/clause.ts";
import { type Draft, draftOf, type Frame, hold } from "./draft.ts";
import type { Grammar } from "./grammar.ts";
import type { Item } from "./items.ts";
import { T } from "./tagging.ts";
import type { VerbItem } from "./verbs.ts";
import { Waiting } from "./waiting.ts";

type Sign = Item & { readonly type: "sign" };

/** Kinds of clause that stand inside another one's noun phrase or verb phrase. */
const NONFINITE: ReadonlySet<ClauseKind> = new Set(["participle", "gerund", "infinitive"]);

/** Prepositions after which the one who acts is the object before them: "accused him of funding", "stopped them from". */
const OF_OBJECT = new Set(["of", "from", "for", "as", "into"]);

/** What an auxiliary in front of its subject is where it does the work of "if": "had he known", "should he come". */
const CONDITIONAL = /^(?:past|should)$/;

/** Reads the items of a sentence from left to right and keeps the clauses that are open, innermost last. */
export class Builder {
  readonly drafts: Draft[] = [];
  private readonly items: Item[];
  readonly grammar: Pick<Grammar, "is">;
  private readonly waiting: Waiting;
  private stack: Frame[];
  /** Items since the last verb or joining word that belong to no clause yet. */
  private wait: number[] = [];
  /** "and", "but" since the last verb, and how many items waited before it. */
  private conjunction: { readonly word: string; readonly at: number; readonly item: number } | null = null;
  /** A preposition without a noun: the verb or relative word after it is its object. */
  private preposition: Sign | null = null;
  /** The token after a "not" or "never" that stands outside a verb group. */
  private denied = -1;
  private readonly question: boolean;

  constructor(items: readonly Item[], grammar: Pick<Grammar, "is">) {
    this.items = [...items];
    this.grammar = grammar;
    this.waiting = new Waiting(this.items);
    this.stack = [frame("main", null)];
    const last = items.at(-1);
    this.question = last?.type === "sign" && last.word === "?";
  }

  run(): this {
    for (let i = 0; i < this.items.length; i += 1) {
      const item = this.items[i];
      if (item === undefined) continue;
      // "not by the group but by", "not 20 but 12": what is set aside is no part of the clause.
      if (item.type !== "verb" && item.type !== "sign" && item.from === this.denied) continue;
      if (item.type === "verb") this.verb(this.negated(item), i);
      else if (item.type === "sign") this.sign(item, i);
      else {
        if (!this.placed.has(i)) this.wait.push(i);
        this.preposition = null;
      }
    }
    this.settle();
    this.leftover();
    return this;
  }

  /** "never led", "not to kill": the negation directly before a verb is the verb's. */
  private negated(verb: VerbItem): VerbItem {
    return verb.negation < 0 && verb.from === this.denied ? { ...verb, negation: verb.from - 1 } : verb;
  }

  private top(): Frame {
    return this.stack.at(-1) as Frame;
  }

  private draftAt(of: Frame): Draft | undefined {
    return this.drafts[of.draft];
  }

  private sign(item: Sign, i: number): void {
    switch (item.tag) {
      case T.stop:
        this.stop(item, i);
        break;
      case T.negation:
        this.denied = item.to;
        break;
      case T.conjunction:
        this.conjunction = { word: item.word, at: this.wait.length, item: i };
        break;
      case T.subordinator:
        this.subordinate(item, i);
        break;
      case T.relative:
        this.relative(item, i);
        break;
      case T.preposition:
        this.preposition = item;
        break;
      default:
        break;
    }
  }

  /** A semicolon or colon ends all clauses; what follows is a main clause beside the first. */
  private stop(item: Sign, i: number): void {
    if (item.word === ";" && !this.waiting.verbBeforeStop(i) && this.top().draft >= 0) {
      this.conjunction = { word: item.word, at: this.wait.length, item: i };
      return;
    }
    this.settle();
    this.leftover();
    const first = this.drafts.findIndex((draft) => draft.kind === "main");
    if (this.drafts.length === 0 || item.word === "." || item.word === "?" || item.word === "!") return;
    this.stack = [{ ...frame("coordinate", null), beside: first }];
  }

  private subordinate(item: Sign, i: number): void {
    if (
      this.question &&
      this.drafts.length === 0 &&
      this.wait.length === 0 &&
      (item.word === "where" || item.word === "when")
    )
      return;
    const comma = this.waiting.signBefore(i, T.comma);
    const that = item.word === "that";
    const open = that && (comma || this.conjunction !== null) ? this.complement() : null;
    this.fronted(i);
    this.splitAtConjunction();
    this.settle();
    const below = open?.below ?? (item.word === "whereas" ? this.target(true, true) : this.top());
    if (open !== null || item.word === "whereas") this.cutTo(below);
    this.push({ ...frame(that ? "complement" : "subordinate", below, item.word), comma });
  }

  /** The innermost clause with "that", for a second one beside it. */
  private complement(): Frame | null {
    for (let j = this.stack.length - 1; j > 0; j -= 1) {
      const one = this.stack[j];
      if (one !== undefined && one.level === "complement" && one.link === "that" && one.draft >= 0) return one;
    }
    return null;
  }

  private relative(item: Sign, i: number): void {
    const top = this.top();
    const waits = this.waiting.chunk(this.wait) !== null;
    if (this.question && this.drafts.length === 0 && !waits && this.stack.length === 1) {
      if (!/^(who|whom|what|which)$/.test(item.word)) return;
      const chunk = this.waiting.pronoun(i);
      this.items[i] = { type: "chunk", chunks: [chunk], from: chunk.from, to: chunk.to };
      this.wait.push(i);
      return;
    }
    const comma = this.waiting.signBefore(i, T.comma);
    const by =
      this.preposition === null
        ? null
        : { preposition: this.preposition.word, from: this.preposition.from, to: item.to };
    this.preposition = null;
    // "knows who ordered it", "what the group wants": no noun stands before it.
    const free =
      item.word === "what" || (!waits && !this.nounBefore(i) && (top.draft < 0 ? top.pre.length === 0 : !comma));
    if (free) {
      this.settle();
      const stands = !/^(how|why|where|when)$/.test(item.word);
      this.push({ ...frame("complement", top, item.word), antecedent: stands ? [this.waiting.pronoun(i)] : [] });
      return;
    }
    const second = this.conjunction !== null && this.wait.length === this.conjunction.at ? this.relativeOpen() : null;
    if (second !== null) {
      this.settle();
      this.cutTo(second.below as Frame);
      this.push({ ...frame("relative", second.below, item.word), antecedent: second.antecedent, comma: second.comma });
      return;
    }
    const part = by?.preposition === "of" ? this.part(i) : null;
    if (part !== null) this.wait.pop();
    const antecedent = this.antecedent(item.word, comma || part !== null, by !== null && part === null);
    this.hand(antecedent);
    this.push({
      ...frame("relative", this.top(), item.word),
      antecedent,
      comma,
      by: part === null ? by : null,
      pre: part === null ? [] : [part],
    });
  }

  /** "most of whom", "one of which": the item of the word before "of", which is the subject or object. */
  private part(i: number): number | null {
    const index = this.wait.at(-1);
    const item = this.items[index ?? -1];
    return index === i - 2 && item?.type === "chunk" && this.waiting.partedBefore(index) ? index : null;
  }

  /** The innermost relative clause, for a second one with the same noun ("who did X and who did Y"). */
  private relativeOpen(): Frame | null {
    for (let j = this.stack.length - 1; j > 0; j -= 1) {
      const one = this.stack[j];
      if (one?.level === "relative" && one.draft >= 0) return one;
    }
    return null;
  }

  private nounBefore(i: number): boolean {
    const before = this.items[i - 1];
    return before?.type === "chunk" || before?.type === "phrase" || before?.type === "date";
  }

  /** What a relative or a participle hangs on: the last chunk before it, inside phrases too. */
  private antecedent(link: string, comma: boolean, governed: boolean): readonly Chunk[] {
    const top = this.top();
    const list = top.draft < 0 ? [...top.pre, ...this.wait] : this.wait;
    const found = this.waiting.antecedent(list, link, comma, governed);
    if (found.length > 0) return found;
    const chunk = this.draftAt(top)?.chunks.at(-1);
    return chunk === undefined ? [] : [chunk];
  }

  private push(made: Frame): void {
    this.stack.push(made);
    this.conjunction = null;
  }

  private cutTo(of: Frame): void {
    while (this.stack.length > 1 && this.top() !== of) this.stack.pop();
  }

  /** What stood before "and" belongs to the clause before it. */
  private splitAtConjunction(): void {
    const conjunction = this.conjunction;
    if (conjunction === null || this.top().draft < 0) return;
    const rest = this.wait.slice(conjunction.at);
    this.wait = this.wait.slice(0, conjunction.at);
    this.settle();
    this.wait = rest;
  }

  /** Gives the waiting items to the innermost clause. */
  private settle(): void {
    const top = this.top();
    const draft = this.draftAt(top);
    if (draft === undefined) top.pre.push(...this.wait);
    else if (!this.gapped(draft)) for (const index of this.wait) this.take(draft, index);
    this.wait = [];
  }

  /**
   * "killed 13 in Kabul, twin bombings in July that killed": what follows the comma before the antecedent, its dates and
   * phrases, is the antecedent's and no part of the clause before.
   */
  private hand(antecedent: readonly Chunk[]): void {
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
    if (object) draft.groups[0] = [...(draft.groups[0] ?? []), ...antecedent];
  }

  /** "A was killed in X on 1 May, and B in Y on 2 May": without its verb the second is no part of the first. */
  private gapped(last: Draft): boolean {
    const first = this.items[this.wait[0] ?? -1];
    const at = (this.wait[0] ?? 0) - 1;
    const sign = this.items[at];
    if (first?.type !== "chunk" || sign?.type !== "sign" || sign.tag !== T.conjunction || this.wait.length < 2)
      return false;
    return (
      this.waiting.signBefore(at, T.comma) &&
      last.phrases.length > 0 &&
      first.chunks[0]?.form === "name" &&
      this.wait.slice(1).every((index) => this.items[index]?.type !== "chunk")
    );
  }

  /** Puts an item behind the verb of a clause. */
  private take(draft: Draft, index: number): void {
    const item = this.items[index];
    if (item === undefined) return;
    const groups = draft.groups.length;
    if (item.type === "chunk" && draft.verb !== null && this.isObject(draft, index)) draft.groups.push(item.chunks);
    else if (item.type === "chunk" && this.conjunctObject(draft, index))
      draft.groups[0] = [...(draft.groups[0] ?? []), ...item.chunks];
    hold(draft, item);
    if (groups === 1 && draft.groups.length === 2 && !this.twofold(draft)) draft.groups.pop();
  }

  private twofold(draft: Draft): boolean {
    const lemma = draft.verb?.lemma ?? "";
    return this.grammar.is("twofold", lemma) || this.grammar.is("naming", lemma);
  }

  /** Whether the chunk at an index is an object: no comma parts it from the verb or from the object before it. */
  private isObject(draft: Draft, index: number): boolean {
    const verb = draft.verb;
    if (verb === null || draft.groups.length > 1 || this.waiting.isApposition(index)) return false;
    const after = (from: number): boolean => from >= verb.head;
    if (draft.phrases.some((phrase) => after(phrase.from) && phrase.preposition !== "of")) return false;
    // "retaken four times"
    const often = this.waiting.chunksAt(index).every((chunk) => chunk.lemma === "time" && chunk.plural);
    return !often && !this.waiting.commaSince(index, verb.head);
  }

  /** "three soldiers in Gao and two guards in Kidal", "rifles and, in one case, a mortar": a further object. */
  private conjunctObject(draft: Draft, index: number): boolean {
    const item = this.items[index];
    const verb = draft.verb;
    if (item?.type !== "chunk" || verb === null || draft.groups.length !== 1 || this.waiting.isApposition(index))
      return false;
    return this.waiting.joinedTo(index, verb.head);
  }

  private begin(verb: VerbItem, kind: ClauseKind, of: Frame, link = of.link): Draft {
    const draft = draftOf(verb, kind, link);
    draft.below = of.below;
    of.draft = this.drafts.length;
    this.drafts.push(draft);
    this.conjunction = null;
    this.preposition = null;
    return draft;
  }

  private verb(verb: VerbItem, i: number): void {
    if (verb.form === "infinitive") this.infinitive(verb, i);
    else if (verb.form === "gerund" || verb.form === "participle") this.participle(verb, i);
    else this.finite(verb, i);
  }

  private finite(verb: VerbItem, i: number): void {
    const top = this.top();
    if (top.draft < 0) {
      if (top.level === "relative") this.relativeVerb(verb, top);
      else this.firstVerb(verb, top, i);
      return;
    }
    if (this.conjunction !== null) this.coordinate(verb, i);
    else this.next(verb, i);
  }

  /** The verb of a relative clause. */
  private relativeVerb(verb: VerbItem, top: Frame): void {
    const list = [...top.pre, ...this.wait];
    const own = this.waiting.subject(list, -1);
    const draft = this.begin(verb, "relative", top);
    draft.comma = top.comma;
    if (own === null) {
      draft.subject = top.antecedent;
      draft.subjectFrom = "antecedent";
    } else draft.subject = own.chunks;
    if (top.by !== null)
      draft.phrases.push({
        preposition: top.by.preposition,
        objects: top.antecedent,
        from: top.by.from,
        to: top.by.to,
      });
    else if (own !== null && /^(which|that|who|whom|)$/.test(top.link) && verb.voice === "active")
      draft.groups.push(top.antecedent);
    for (const index of list) this.before(draft, index);
    this.wait = [];
  }

  /** An item that stands before the verb of its clause. */
  private before(draft: Draft, index: number): void {
    const item = this.items[index];
    if (item !== undefined) hold(draft, item);
  }

  /** The first verb of a clause that has begun: main, complement or subordinate. */
  private firstVerb(verb: VerbItem, top: Frame, i: number): void {
    const list = [...top.pre, ...this.wait];
    if (this.inserted(verb, top, i)) return;
    const clausal = this.clausal;
    this.clausal = false;
    // "Had the police acted, the attack": the auxiliary in front does the work of "if".
    if (
      verb.inverted &&
      !this.question &&
      top.level === "main" &&
      CONDITIONAL.test(verb.modal ?? verb.tense) &&
      this.waiting.verbAfter(i)
    ) {
      this.push({ ...frame("subordinate", top), pre: top.pre });
      top.pre = [];
      this.firstVerb(verb, this.top(), i);
      return;
    }
    const pair = this.waiting.pair(list);
    if (pair !== null && this.waiting.verbAfter(i)) {
      this.zeroRelative(verb, top, list, pair);
      return;
    }
    const own = clausal ? null : this.waiting.subject(list, i);
    const draft = this.begin(verb, this.kindOf(top), top, top.link);
    if (top.level === "coordinate") draft.parent = top.beside;
    draft.comma = top.comma;
    if (own !== null) draft.subject = own.chunks;
    else if (top.antecedent.length > 0) draft.subject = top.antecedent;
    else if (!clausal && !this.inversion(draft, i) && top.below !== null) {
      draft.subjectFrom = "inherited";
      draft.shares = { of: null, how: "subject" };
    }
    if (own !== null && top.antecedent.length > 0 && top.link !== "where" && verb.voice === "active")
      draft.groups.push(top.antecedent);
    for (const index of list) {
      this.before(draft, index);
      // "How many fighters does the militia have?"
      if (
        this.question &&
        own !== null &&
        index < (list[own.at] ?? 0) &&
        draft.groups.length === 0 &&
        this.items[index]?.type === "chunk"
      )
        draft.groups.push(this.waiting.chunksAt(index));
    }
    this.wait = [];
    if (draft.subject[0]?.lemma === "there") this.inversion(draft, i);
  }

  private kindOf(top: Frame): ClauseKind {
    if (top.level !== "subordinate") return top.level;
    return top.link === "whether" ? "complement" : "subordinate";
  }

  /** "There were attacks", "among the dead were two officers": the subject follows its verb. */
  private inversion(draft: Draft, i: number): boolean {
    const next = this.items[i + 1];
    const lemma = draft.verb?.lemma ?? "";
    if (next?.type !== "chunk") return false;
    if (lemma !== "be" && !this.grammar.is("intransitive", lemma)) return false;
    draft.subject = next.chunks;
    this.placed.add(i + 1);
    hold(draft, next);
    return true;
  }

  /** Items that have found their place before their turn. */
  private readonly placed = new Set<number>();

  /** "The hostages, the ministry says, are alive": what is said goes on behind the second comma. */
  private inserted(verb: VerbItem, top: Frame, i: number): boolean {
    const list = [...top.pre, ...this.wait];
    if (top.level !== "main" || !this.reports(verb) || verb.voice === "passive") return false;
    const at = this.waiting.insertion(list, i);
    if (at < 0) return false;
    const item = this.items[list[at] ?? -1];
    if (item?.type !== "chunk") return false;
    const said = { ...frame("main", null) };
    const draft = this.begin(verb, "main", said);
    draft.subject = item.chunks;
    for (const index of list.slice(at)) this.before(draft, index);
    top.pre = list.slice(0, at);
    top.level = "complement";
    this.wait = [];
    this.stack = [said, { ...top, below: said }];
    return true;
  }

  private reports(verb: VerbItem): boolean {
    return this.grammar.is("clausal", verb.lemma) || this.grammar.is("telling", verb.lemma);
  }

  /** "The weapons the group bought": the first noun waits for its own verb. */
  private zeroRelative(verb: VerbItem, top: Frame, list: readonly number[], at: number): void {
    const antecedent = this.waiting.chunksAt(list[at - 1] ?? -1);
    top.pre = list.slice(0, at);
    this.push({ ...frame("relative", top), antecedent, pre: list.slice(at) });
    this.wait = [];
    this.relativeVerb(verb, this.top());
  }

  /** A verb after "and": with a subject of its own, or with that of the clause before. */
  private coordinate(verb: VerbItem, i: number): void {
    const conjunction = this.conjunction;
    if (conjunction === null) return;
    const behind = this.wait.slice(conjunction.at);
    const own = this.waiting.subject(behind, i);
    const comma = this.waiting.signBefore(conjunction.item, T.comma);
    const there = own?.chunks[0]?.lemma === "there";
    // "X, who fought and died in Y, was": the interrupted clause goes on when a comma stands directly before its verb.
    if (own === null && this.resumes(i)) {
      this.settle();
      this.resume(verb, i);
      return;
    }
    const target = this.target(comma, own !== null);
    this.splitAtConjunction();
    this.cutTo(target);
    const made = this.replacing(target);
    const draft = this.begin(own === null ? this.sharing(verb, target) : verb, "coordinate", made, conjunction.word);
    draft.parent = target.draft;
    draft.comma = comma;
    if (own === null) {
      draft.subjectFrom = this.drafts[target.draft]?.subjectFrom === "antecedent" ? "antecedent" : "inherited";
      draft.shares = { of: target.draft, how: "subject" };
      draft.subject = this.drafts[target.draft]?.subject ?? [];
    } else draft.subject = own.chunks;
    for (const index of behind) this.before(draft, index);
    this.wait = [];
    if (there) this.inversion(draft, i);
  }

  /** "had bought it, rented a van": a past form after "had" shares it. */
  private sharing(verb: VerbItem, target: Frame): VerbItem {
    const before = this.draftAt(target)?.verb;
    const plain = verb.from === verb.head && verb.tense === "past" && verb.lemma !== "be" && verb.lemma !== "have";
    if (before == null || !before.perfect || before.voice === "passive" || !plain) return verb;
    return { ...verb, perfect: true, tense: before.tense };
  }

  /** A frame that takes the place of the one it is coordinated with. */
  private replacing(target: Frame): Frame {
    const made: Frame = { ...target, draft: -1, pre: [] };
    this.stack[this.stack.length - 1] = made;
    return made;
  }

  /** The clause that a further one with a tense is coordinated with. */
  private target(comma: boolean, own: boolean): Frame {
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

  /** A finite verb where no "and" came since the last one. */
  private next(verb: VerbItem, i: number): void {
    const own = this.waiting.subject(this.wait, -1);
    const comma = this.waiting.signBefore(i, T.comma);
    if (this.invertedReport(verb, i)) return;
    if (this.waitingBelow() !== null && !this.complementAhead(own, i)) {
      this.split(own, comma);
      this.resume(verb, i);
      return;
    }
    if (own === null || (comma && !this.waiting.enclosed(this.wait, own.at))) {
      this.listed(verb, comma);
      return;
    }
    const pair = this.waiting.pair(this.wait);
    const described = pair !== null && this.waiting.isApposition(this.wait[pair - 1] ?? -1);
    if (!described && this.waiting.commaBefore(this.wait, own.at, this.lastHead())) this.runOn(verb, own.at, i);
    else this.zeroThat(verb, own.at);
  }

  private lastHead(): number {
    return this.draftAt(this.top())?.verb?.head ?? -1;
  }

  /** The clause below that was interrupted before its verb, or null. */
  private waitingBelow(): Frame | null {
    for (let j = this.stack.length - 2; j >= 0; j -= 1) {
      const one = this.stack[j];
      if (one !== undefined && one.draft < 0) return one;
    }
    return null;
  }

  private resumes(i: number): boolean {
    return this.waitingBelow() !== null && this.waiting.signBefore(i, T.comma);
  }

  /** "The man who said the army attacked was": the verb belongs to what is said when another one is still to come. */
  private complementAhead(own: { readonly at: number } | null, i: number): boolean {
    const draft = this.draftAt(this.top());
    if (own === null) return this.extracted() !== null;
    if (draft?.verb == null || !this.reports(draft.verb)) return false;
    const direct = !this.waiting.commaBefore(this.wait, own.at, draft.verb.head) && this.wait[0] === this.wait[own.at];
    return direct && this.waiting.verbAfter(i);
  }

  /** "The man police say organised it": what is said has the relative's noun as its subject. */
  private extracted(): readonly Chunk[] | null {
    const top = this.top();
    const draft = this.draftAt(top);
    if (top.level !== "relative" || draft?.verb == null || !this.reports(draft.verb) || this.wait.length > 0)
      return null;
    return draft.subjectFrom === "own" ? top.antecedent : null;
  }

  /** Before an interrupted clause goes on: a subject of its own behind a comma is not the embedded clause's object. */
  private split(own: { readonly at: number } | null, comma: boolean): void {
    const below = this.waitingBelow();
    const has = below !== null && (this.waiting.subject(below.pre, -1) !== null || this.clauseSubject(below));
    const parted = own !== null && this.waiting.commaBefore(this.wait, own.at, this.lastHead());
    const from =
      own === null || comma ? -1 : has && !(parted && below?.level === "main" && this.isAdverbial(below)) ? -1 : own.at;
    if (from < 0) {
      this.settle();
      return;
    }
    const start = this.waiting.ahead(this.wait, from);
    const rest = this.wait.slice(start);
    this.wait = this.wait.slice(0, start);
    this.settle();
    this.wait = rest;
  }

  /** A main clause so far made of a phrase and a dependent clause only. */
  private isAdverbial(below: Frame): boolean {
    return this.waiting.subject(below.pre, -1) === null;
  }

  /** "Bombing the railway was": a clause without a comma after it is the subject. */
  private clauseSubject(below: Frame): boolean {
    const top = this.top();
    const gerund =
      top.level === "participle" && this.draftAt(top)?.verb?.voice === "active" && top.antecedent.length === 0;
    return (
      top.below === below &&
      !top.comma &&
      (gerund || (top.level === "gerund" && top.link === "") || top.level === "complement")
    );
  }

  /** The clause just read is the subject of the one that goes on. */
  private clausal = false;

  private resume(verb: VerbItem, i: number): void {
    const below = this.waitingBelow();
    if (below === null) return;
    this.clausal = this.waiting.subject(below.pre, -1) === null && this.clauseSubject(below) && this.wait.length === 0;
    this.cutTo(below);
    if (below.level === "relative") this.relativeVerb(verb, below);
    else this.firstVerb(verb, below, i);
  }

  /** '"…", said X': the speaker follows the verb. */
  private invertedReport(verb: VerbItem, i: number): boolean {
    const next = this.items[i + 1];
    if (!this.waiting.signBefore(i, T.comma) || next?.type !== "chunk" || !this.grammar.is("clausal", verb.lemma))
      return false;
    const form = next.chunks[0]?.form;
    if (verb.lemma !== "say" && verb.lemma !== "add" && form !== "name" && form !== "pronoun") return false;
    this.settle();
    const draft = this.report(verb);
    draft.subject = next.chunks;
    this.placed.add(i + 1);
    hold(draft, next);
    return true;
  }

  /** A clause of saying behind what is said: it governs the main clause. */
  private report(verb: VerbItem): Draft {
    const made = frame("main", null);
    const root = this.stack[0];
    const said = this.firstMain();
    const draft = this.begin(verb, "main", made);
    draft.comma = true;
    if (said !== null) {
      said.kind = "complement";
      said.parent = made.draft;
    }
    if (root !== undefined) root.level = "complement";
    this.stack = [made];
    return draft;
  }

  private firstMain(): Draft | null {
    return this.drafts.find((draft) => draft.kind === "main" && draft.parent < 0) ?? null;
  }

  /** "stormed the college, shot the guards": a verb behind a comma or behind another verb, without a subject. */
  private listed(verb: VerbItem, comma: boolean): void {
    const extracted = this.extracted();
    if (extracted !== null) {
      this.push({ ...frame("complement", this.top()), antecedent: [] });
      const draft = this.begin(verb, "complement", this.top());
      draft.subject = extracted;
      draft.subjectFrom = "antecedent";
      return;
    }
    // "Who is to blame remains unclear": the clause before is the subject.
    const target = this.target(comma, false);
    this.settle();
    this.cutTo(target);
    const draft = this.begin(this.sharing(verb, target), "coordinate", this.replacing(target), "");
    draft.parent = target.draft;
    draft.comma = comma;
    draft.subjectFrom = "inherited";
    draft.shares = { of: target.draft, how: "subject" };
    draft.subject = this.drafts[target.draft]?.subject ?? [];
  }

  /** Behind a comma, with a subject of its own: "X died, police said", or one main clause after another. */
  private runOn(verb: VerbItem, at: number, i: number): void {
    const start = this.waiting.ahead(this.wait, at);
    const rest = this.wait.slice(start);
    this.wait = this.wait.slice(0, start);
    this.settle();
    const tail = this.reports(verb) && verb.voice === "active" && this.waiting.ends(i) && this.firstMain() !== null;
    let draft: Draft;
    if (tail) draft = this.report(verb);
    else {
      const target = this.stack.find((one) => one.draft >= 0) ?? this.top();
      this.cutTo(target);
      draft = this.begin(verb, "coordinate", this.replacing(target), "");
      draft.parent = target.draft;
    }
    draft.comma = true;
    const subject = this.waiting.subject(rest, -1);
    if (subject !== null) draft.subject = subject.chunks;
    for (const index of rest) this.before(draft, index);
  }

  /** "said the group killed", "told reporters he left", "the man they killed": a clause without a joining word. */
  private zeroThat(verb: VerbItem, at: number): void {
    const top = this.top();
    const draft = this.draftAt(top);
    const pair = this.waiting.pair(this.wait);
    const telling = draft?.verb != null && this.grammar.is("telling", draft.verb.lemma);
    if (pair !== null && !telling) {
      const antecedent = this.waiting.chunksAt(this.wait[pair - 1] ?? -1);
      const rest = this.wait.slice(pair);
      this.wait = this.wait.slice(0, pair);
      this.settle();
      this.push({ ...frame("relative", top), antecedent, pre: rest });
      this.relativeVerb(verb, this.top());
      return;
    }
    const start = this.waiting.ahead(this.wait, at);
    const rest = this.wait.slice(start);
    this.wait = this.wait.slice(0, start);
    this.settle();
    this.push(frame("complement", top));
    const made = this.begin(verb, "complement", this.top());
    const subject = this.waiting.subject(rest, -1);
    if (subject !== null) made.subject = subject.chunks;
    for (const index of rest) this.before(made, index);
  }

  private infinitive(verb: VerbItem, i: number): void {
    const { bare } = verb;
    const conjunct = this.conjunction !== null && this.wait.length === this.conjunction.at;
    if (conjunct && this.joinsInfinitive(verb, bare)) return;
    const top = this.top();
    if (
      top.draft < 0 &&
      top.level !== "main" &&
      top.level !== "coordinate" &&
      this.waiting.chunk(this.wait) === null &&
      bare
    ) {
      this.finite(verb, i);
      return;
    }
    const antecedent = this.antecedentOfInfinitive();
    this.splitAtConjunction();
    this.settle();
    this.push({ ...frame("infinitive", this.top()), comma: this.waiting.signBefore(i, T.comma) });
    const draft = this.begin(verb, "infinitive", this.top(), bare ? "" : this.linkOf());
    draft.subjectFrom = "inherited";
    const base = top.draft < 0 ? null : this.draftAt(top);
    const noun = antecedent.at(-1);
    if (base == null) {
      const own = this.waiting.subject(top.pre, -1);
      // "Rebels to free hostages": a headline's infinitive has its own subject.
      if (own !== null && !this.waiting.verbAfter(i)) {
        draft.subject = own.chunks;
        draft.subjectFrom = "own";
      } else draft.shares = { of: null, how: "subject" };
      return;
    }
    if (noun !== undefined && base.verb?.lemma === "be" && !this.grammar.is("aiming", noun.lemma)) {
      draft.subject = antecedent;
      draft.subjectFrom = "antecedent";
      return;
    }
    const lemma = base.verb?.lemma ?? "";
    const called = this.calledOn(base);
    if (called !== null) {
      draft.subject = called;
      return;
    }
    const object =
      base.verb?.voice === "active" &&
      (this.grammar.is("causative", lemma) || this.grammar.is("sensing", lemma) || lemma === "take");
    draft.shares = { of: top.draft, how: object ? "object" : "subject" };
    draft.subject = object ? (base.groups[0] ?? base.subject) : base.subject;
  }

  /** "called on Muslims to attack": who is called on acts. */
  private calledOn(base: Draft): readonly Chunk[] | null {
    if (base.verb === null || !this.grammar.is("calling", base.verb.lemma)) return null;
    const { head } = base.verb;
    const phrase = base.phrases.find((one) => one.from > head && /^(on|upon|to|for|with)$/.test(one.preposition));
    return phrase === undefined ? null : phrase.objects;
  }

  private linkOf(): string {
    return this.preposition?.word ?? "";
  }

  private antecedentOfInfinitive(): readonly Chunk[] {
    const item = this.items[this.wait.at(-1) ?? -1];
    return item?.type === "chunk" ? item.chunks : [];
  }

  /** "to hand over X and pay Y", "did not enter the town or shell it". */
  private joinsInfinitive(verb: VerbItem, bare: boolean): boolean {
    for (let j = this.stack.length - 1; j >= 0; j -= 1) {
      const one = this.stack[j];
      const before = one === undefined ? undefined : this.draftAt(one);
      if (one === undefined || before === undefined) continue;
      const infinitive = one.level === "infinitive";
      const helped =
        before.verb !== null &&
        before.verb.form === "finite" &&
        (before.verb.modal !== null || before.verb.tense !== "none");
      if (!infinitive && !(bare && helped && one.level !== "participle")) continue;
      const link = this.conjunction?.word ?? "";
      this.settle();
      this.cutTo(one);
      const made = this.replacing(one);
      const draft = this.begin(bare && !infinitive ? { ...verb, form: "finite" } : verb, "coordinate", made, link);
      draft.parent = one.draft;
      draft.subjectFrom = "inherited";
      draft.shares = { of: one.draft, how: "subject" };
      draft.subject = before.subject;
      return true;
    }
    return false;
  }

  private participle(verb: VerbItem, i: number): void {
    const conjunct = this.conjunction !== null && this.wait.length === this.conjunction.at;
    if (conjunct && this.joinsParticiple(verb)) return;
    const top = this.top();
    const comma = this.waiting.signBefore(i, T.comma);
    const list = top.draft < 0 ? [...top.pre, ...this.wait] : this.wait;
    // "while fleeing", "when asked": the joining word's own verb.
    if (top.draft < 0 && top.level === "subordinate" && list.length === 0) {
      const draft = this.begin(verb, verb.voice === "active" ? "gerund" : "participle", top);
      this.shareSubject(draft, top.below);
      return;
    }
    if (this.preposition !== null) {
      this.gerund(verb, comma, i);
      return;
    }
    const adjacent = !comma && list.length > 0 && this.nounBefore(i);
    if (adjacent && this.absolute(verb, i, comma)) return;
    const antecedent =
      adjacent || (comma && top.draft < 0 && list.length > 0)
        ? this.antecedentOf(verb, list, comma)
        : this.afterComma(verb, comma);
    if (antecedent.length > 0) {
      this.hand(antecedent);
      this.push({ ...frame("participle", this.top()), comma });
      const draft = this.begin(verb, "participle", this.top(), "");
      draft.comma = comma;
      draft.subject = antecedent;
      draft.subjectFrom = "antecedent";
      return;
    }
    this.splitAtConjunction();
    this.settle();
    const below = comma ? this.outer() : this.top();
    this.cutTo(below);
    const after = this.items[i - 1];
    this.push({ ...frame(after?.type === "verb" ? "gerund" : "participle", below), comma });
    const draft = this.begin(
      verb,
      after?.type === "verb" && verb.voice === "active" ? "gerund" : "participle",
      this.top(),
      "",
    );
    draft.comma = comma;
    this.shareSubject(draft, below);
  }

  /** ", with its left wing joining X": the noun after "with" is the subject. */
  private absolute(verb: VerbItem, i: number, comma: boolean): boolean {
    const item = this.items[i - 1];
    if (item?.type !== "phrase" || item.phrase.preposition !== "with" || !this.waiting.signBefore(i - 1, T.comma))
      return false;
    if (this.top().draft < 0) return false;
    this.wait.pop();
    this.settle();
    this.push({ ...frame("participle", this.top(), "with"), comma });
    const draft = this.begin(verb, "participle", this.top());
    draft.subject = item.phrase.objects;
    draft.chunks.push(...item.phrase.objects);
    draft.from = item.from;
    return true;
  }

  private shareSubject(draft: Draft, below: Frame | null): void {
    draft.subjectFrom = "inherited";
    draft.shares = { of: below !== null && below.draft >= 0 ? below.draft : null, how: "subject" };
    draft.subject = (below === null ? undefined : this.draftAt(below))?.subject ?? [];
  }

  /** The noun before a participle, unless it can hardly do it: "crossed into Iran carrying" says who crossed. */
  private antecedentOf(verb: VerbItem, list: readonly number[], comma: boolean): readonly Chunk[] {
    if (comma) return this.waiting.subject(list, -1)?.chunks ?? [];
    const found = this.waiting.antecedent(list, "", false);
    const place = found.length > 0 && found.every((chunk) => chunk.name?.kind === "place" && chunk.form === "name");
    const inside = this.items[list.at(-1) ?? -1]?.type !== "chunk";
    const manner = verb.voice === "active" || this.grammar.is("dressed", verb.lemma);
    return manner && place && inside && this.top().draft >= 0 ? [] : found;
  }

  /** ", led by X": a passive participle behind a comma says more of the object before it. */
  private afterComma(verb: VerbItem, comma: boolean): readonly Chunk[] {
    if (!comma || verb.voice !== "passive" || this.top().draft < 0 || this.conjunction !== null) return [];
    const last = this.items[this.wait.at(-1) ?? -1];
    return last?.type === "chunk" && last.chunks.length === 1 ? last.chunks : [];
  }

  /** ", killing 94" belongs to the main clause, past one that is embedded in it. */
  private outer(): Frame {
    let j = this.stack.length - 1;
    while (j > 0) {
      const one = this.stack[j];
      if (one === undefined || (one.draft >= 0 && !NONFINITE.has(one.level) && !(one.level === "relative"))) break;
      j -= 1;
    }
    return this.stack[j] ?? this.top();
  }

  /** "X promised elections, but instead of holding them it": what stands behind "but" waits for a verb of its own. */
  private fronted(i: number): void {
    const conjunction = this.conjunction;
    if (conjunction === null || this.wait.length !== conjunction.at || this.top().draft < 0) return;
    if (!this.waiting.signBefore(conjunction.item, T.comma) || !this.waiting.subjectAhead(i)) return;
    const target = this.target(true, true);
    this.settle();
    this.cutTo(target);
    this.push({ ...frame("coordinate", null, conjunction.word), beside: target.draft });
  }

  private gerund(verb: VerbItem, comma: boolean, i: number): void {
    const link = this.preposition?.word ?? "";
    const object = OF_OBJECT.has(link);
    this.fronted(i);
    this.splitAtConjunction();
    this.settle();
    const below = this.top();
    this.push({ ...frame("gerund", below, link), comma });
    const draft = this.begin(verb, "gerund", this.top());
    const base = this.draftAt(below);
    const takes = object && base?.verb?.voice === "active" && base.groups.length > 0;
    this.shareSubject(draft, below);
    if (takes && base !== undefined) {
      draft.subject = base.groups[0] ?? [];
      draft.shares = null;
    }
  }

  /** "buying X and building Y", "taken and retaken", "have died or disappeared". */
  private joinsParticiple(verb: VerbItem): boolean {
    for (let j = this.stack.length - 1; j >= 0; j -= 1) {
      const one = this.stack[j];
      const before = one === undefined ? undefined : this.draftAt(one);
      if (one === undefined || before?.verb == null) continue;
      const passive = verb.voice === "passive";
      const same = NONFINITE.has(one.level) && before.verb.voice === verb.voice && before.verb.form !== "infinitive";
      const helped =
        passive &&
        (before.verb.form === "finite" || before.verb.form === "infinitive") &&
        (before.verb.voice === "passive" || before.verb.perfect);
      const going = !passive && before.verb.form === "finite" && before.verb.progressive;
      if (!same && !helped && !going) continue;
      const link = this.conjunction?.word ?? "";
      this.settle();
      this.cutTo(one);
      const made = this.replacing(one);
      const { voice, tense, perfect, form } = before.verb;
      const draft = this.begin(
        helped || going ? { ...verb, voice, tense, perfect, form } : verb,
        "coordinate",
        made,
        link,
      );
      draft.parent = one.draft;
      draft.subjectFrom = before.subjectFrom === "own" ? "inherited" : before.subjectFrom;
      draft.shares = { of: one.draft, how: "subject" };
      draft.subject = before.subject;
      return true;
    }
    return false;
  }

  /** Items of clauses that never got their verb go to the one below, at the end to the first clause. */
  private leftover(): void {
    for (let j = this.stack.length - 1; j >= 0; j -= 1) {
      const one = this.stack[j];
      if (one === undefined || one.draft >= 0 || one.pre.length === 0) continue;
      const to = this.stack
        .slice(0, j)
        .reverse()
        .find((below) => below.draft >= 0);
      const draft = (to === undefined ? undefined : this.draftAt(to)) ?? this.drafts.at(-1);
      if (draft !== undefined) for (const index of one.pre) this.before(draft, index);
      one.pre = [];
    }
  }
}

function frame(level: ClauseKind, below: Frame | null, link = ""): Frame {
  return { level, link, draft: -1, below, pre: [], antecedent: [], comma: false, by: null, beside: -1 };
}
