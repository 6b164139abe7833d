import type { Chunk, ClauseKind } from "../0-model/clause.ts";
import { addPhrase, type Draft, type Frame, frameOf, hold } from "./draft.ts";
import { Open } from "./open.ts";
import { T } from "./tagging.ts";
import type { VerbItem } from "./verbs.ts";

/** Relative words that can stand for the object, none among them. */
const OBJECTIVE = new Set(["which", "that", "who", "whom", ""]);

/** What an auxiliary in front of its subject is where it does the work of "if": "had he known", "should he come". */
const CONDITIONAL = new Set(["past", "should"]);

/** Where a verb with a tense belongs. */
export class Finite extends Open {
  protected finite(verb: VerbItem, i: number): void {
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
  protected relativeVerb(verb: VerbItem, top: Frame): void {
    const list = this.listOf(top);
    const own = this.waiting.subject(list, -1);
    const draft = this.begin(verb, "relative", top);
    if (own === null) {
      // "A and B, who was killed": only the last of them.
      const one = top.antecedent.length > 1 && verb.singular;
      draft.subject = one ? top.antecedent.slice(-1) : top.antecedent;
      draft.subjectFrom = "antecedent";
    } else draft.subject = own.chunks;
    if (top.by !== null)
      addPhrase(draft, {
        preposition: top.by.preposition,
        objects: top.antecedent,
        from: top.by.from,
        to: top.by.to,
      });
    else if (own !== null && OBJECTIVE.has(top.link) && verb.voice === "active" && !top.part)
      draft.objects = top.antecedent;
    for (const index of list) this.before(draft, index);
    this.wait = [];
  }

  /** The first verb of a clause that has begun: main, complement or subordinate. */
  protected firstVerb(verb: VerbItem, top: Frame, i: number): void {
    const list = this.listOf(top);
    if (this.inserted(verb, top, i)) return;
    const clausal = this.clausal;
    this.clausal = false;
    // "Had the police acted, the attack": the auxiliary in front does the work of "if".
    if (
      verb.inverted &&
      !this.question &&
      top.level === "main" &&
      CONDITIONAL.has(verb.modal ?? verb.tense) &&
      this.waiting.verbAfter(i)
    ) {
      const made = this.enter("subordinate", top, "");
      made.pre = top.pre;
      top.pre = [];
      this.firstVerb(verb, made, i);
      return;
    }
    const pair = this.waiting.pair(list);
    if (pair !== null && this.waiting.verbAfter(i)) {
      this.zeroRelative(verb, top, list, pair);
      return;
    }
    const own = clausal ? null : this.waiting.subject(list, i);
    const draft = this.begin(verb, this.kindOf(top), top);
    if (top.level === "coordinate") draft.parent = top.beside;
    if (own !== null) draft.subject = own.chunks;
    else if (top.antecedent.length > 0) draft.subject = top.antecedent;
    else if (!clausal && !this.inversion(draft, i) && top.below !== null) {
      draft.subjectFrom = "inherited";
      draft.shares = { of: null, how: "subject" };
    }
    if (own !== null && top.antecedent.length > 0 && top.link !== "where" && verb.voice === "active")
      draft.objects = top.antecedent;
    for (const index of list) {
      this.before(draft, index);
      // "How many fighters does the militia have?"
      if (
        this.question &&
        own !== null &&
        index < (list[own.at] ?? 0) &&
        draft.objects.length === 0 &&
        this.items[index]?.type === "chunk"
      )
        draft.objects = this.waiting.chunksAt(index);
    }
    this.wait = [];
    if (draft.subject[0]?.lemma === "there") this.inversion(draft, i);
  }

  protected kindOf(top: Frame): ClauseKind {
    if (top.level !== "subordinate") return top.level;
    return top.link === "whether" ? "complement" : "subordinate";
  }

  /** "There were attacks", "among the dead were two officers": the subject follows its verb. */
  protected inversion(draft: Draft, i: number): boolean {
    const next = this.items[i + 1];
    const lemma = draft.verb?.lemma ?? "";
    if (next?.type !== "chunk") return false;
    if (lemma !== "be" && !this.grammar.is("intransitive", lemma)) return false;
    draft.subject = next.chunks;
    this.placed = i + 1;
    hold(draft, next);
    return true;
  }

  /** "The hostages, the ministry says, are alive": what is said goes on behind the second comma. */
  protected inserted(verb: VerbItem, top: Frame, i: number): boolean {
    const list = this.listOf(top);
    if (top.level !== "main" || !this.reports(verb) || verb.voice === "passive") return false;
    const at = this.waiting.insertion(list, i);
    if (at < 0) return false;
    const item = this.items[list[at] ?? -1];
    if (item?.type !== "chunk") return false;
    const said = frameOf("main", null, "");
    const draft = this.begin(verb, "main", said);
    draft.subject = item.chunks;
    for (const index of list.slice(at)) this.before(draft, index);
    top.pre = list.slice(0, at);
    top.level = "complement";
    this.wait = [];
    this.stack = [said, { ...top, below: said }];
    return true;
  }

  /** "The weapons the group bought": the first noun waits for its own verb. */
  protected zeroRelative(verb: VerbItem, top: Frame, list: readonly number[], at: number): void {
    const antecedent = this.waiting.chunksAt(list[at - 1] ?? -1);
    top.pre = list.slice(0, at);
    const made = this.enter("relative", top, "");
    made.antecedent = antecedent;
    made.pre = list.slice(at);
    this.wait = [];
    this.relativeVerb(verb, made);
  }

  /** A verb after "and": with a subject of its own, or with that of the clause before. */
  protected coordinate(verb: VerbItem, i: number): void {
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
    const target = this.saidBeside(verb, own !== null, i) ?? this.target(comma, own !== null);
    this.splitAtConjunction();
    this.cutTo(target);
    const draft = this.join(own === null ? this.sharing(verb, target) : verb, target, conjunction.word);
    draft.comma = comma;
    if (own !== null) this.own(draft, own.chunks);
    for (const index of behind) this.before(draft, index);
    this.wait = [];
    if (there) this.inversion(draft, i);
  }

  /** "confirmed that it had crashed but denied that": one verb of saying stands beside the other. */
  protected saidBeside(verb: VerbItem, own: boolean, i: number): Frame | null {
    const next = this.items[i + 1];
    if (own || !this.reports(verb) || next?.type !== "sign" || next.word !== "that") return null;
    for (let j = this.stack.length - 1; j >= 0; j -= 1) {
      const one = this.stack[j];
      const before = one === undefined ? undefined : this.draftAt(one);
      if (one !== undefined && before?.verb != null && before.verb.form === "finite" && this.reports(before.verb))
        return one;
    }
    return null;
  }

  /** "had bought it, rented a van": a past form after "had" shares it. */
  protected sharing(verb: VerbItem, target: Frame): VerbItem {
    const before = this.draftAt(target)?.verb;
    const plain = verb.from === verb.head && verb.tense === "past" && verb.lemma !== "be" && verb.lemma !== "have";
    if (before == null || !before.perfect || before.voice === "passive" || !plain) return verb;
    return { ...verb, perfect: true, tense: before.tense };
  }

  /** A finite verb where no "and" came since the last one. */
  protected next(verb: VerbItem, i: number): void {
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

  protected lastHead(): number {
    return this.draftAt(this.top())?.verb?.head ?? -1;
  }

  /** The clause below that was interrupted before its verb, or null. */
  protected waitingBelow(): Frame | null {
    for (let j = this.stack.length - 2; j >= 0; j -= 1) {
      const one = this.stack[j];
      if (one !== undefined && one.draft < 0) return one;
    }
    return null;
  }

  protected resumes(i: number): boolean {
    return this.waitingBelow() !== null && this.waiting.signBefore(i, T.comma);
  }

  /** "The man who said the army attacked was": the verb belongs to what is said when another one is still to come. */
  protected complementAhead(own: { readonly at: number } | null, i: number): boolean {
    const draft = this.draftAt(this.top());
    if (own === null) return this.extracted() !== null;
    if (draft?.verb == null || !this.reports(draft.verb)) return false;
    // "The front, which claimed the bombing, was": the comma closes the clause, and nothing more is claimed.
    if (this.waiting.signBefore(i, T.comma) && !this.waiting.enclosed(this.wait, own.at)) return false;
    const direct = !this.waiting.commaBefore(this.wait, own.at, draft.verb.head) && this.wait[0] === this.wait[own.at];
    return direct && this.waiting.verbAfter(i);
  }

  /** "The man police say organised it": what is said has the relative's noun as its subject. */
  protected extracted(): readonly Chunk[] | null {
    const top = this.top();
    const draft = this.draftAt(top);
    if (top.level !== "relative" || draft?.verb == null || !this.reports(draft.verb) || this.wait.length > 0)
      return null;
    return draft.subjectFrom === "own" ? top.antecedent : null;
  }

  /** Before an interrupted clause goes on: a subject of its own behind a comma is not the embedded clause's object. */
  protected split(own: { readonly at: number } | null, comma: boolean): void {
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
  protected isAdverbial(below: Frame): boolean {
    return this.waiting.subject(below.pre, -1) === null;
  }

  /** "Bombing the railway was": a clause without a comma after it is the subject. */
  protected clauseSubject(below: Frame): boolean {
    const top = this.top();
    const gerund =
      top.level === "participle" && this.draftAt(top)?.verb?.voice === "active" && top.antecedent.length === 0;
    return (
      top.below === below &&
      !top.comma &&
      (gerund || (top.level === "gerund" && top.link === "") || top.level === "complement" || top.link === "whether")
    );
  }

  /** The clause just read is the subject of the one that goes on. */
  protected clausal = false;

  protected resume(verb: VerbItem, i: number): void {
    const below = this.waitingBelow();
    if (below === null) return;
    this.clausal = this.waiting.subject(below.pre, -1) === null && this.clauseSubject(below) && this.wait.length === 0;
    this.cutTo(below);
    if (below.level === "relative") this.relativeVerb(verb, below);
    else this.firstVerb(verb, below, i);
  }

  /** '"…", said X': the speaker follows the verb. */
  protected invertedReport(verb: VerbItem, i: number): boolean {
    const next = this.items[i + 1];
    if (!this.waiting.signBefore(i, T.comma) || next?.type !== "chunk" || !this.grammar.is("clausal", verb.lemma))
      return false;
    const form = next.chunks[0]?.form;
    if (verb.lemma !== "say" && verb.lemma !== "add" && form !== "name" && form !== "pronoun") return false;
    this.settle();
    const draft = this.report(verb);
    draft.subject = next.chunks;
    this.placed = i + 1;
    hold(draft, next);
    return true;
  }

  /** A clause of saying behind what is said: it governs the main clause. */
  protected report(verb: VerbItem): Draft {
    const made = frameOf("main", null, "");
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

  /** "stormed the college, shot the guards": a verb behind a comma or behind another verb, without a subject. */
  protected listed(verb: VerbItem, comma: boolean): void {
    const extracted = this.extracted();
    if (extracted !== null) {
      const draft = this.begin(verb, "complement", this.enter("complement", this.top(), ""));
      draft.subject = extracted;
      draft.subjectFrom = "antecedent";
      return;
    }
    // "Who is to blame remains unclear": the clause before is the subject.
    const target = this.target(comma, false);
    this.settle();
    this.cutTo(target);
    this.join(this.sharing(verb, target), target, "").comma = comma;
  }

  /** Behind a comma, with a subject of its own: "X died, police said", or one main clause after another. */
  protected runOn(verb: VerbItem, at: number, i: number): void {
    const start = this.waiting.ahead(this.wait, at);
    const rest = this.wait.slice(start);
    this.wait = this.wait.slice(0, start);
    this.settle();
    const tail =
      this.reports(verb) &&
      verb.voice === "active" &&
      this.waiting.ends(i, this.grammar.is("telling", verb.lemma)) &&
      this.firstMain() !== null;
    const draft = tail ? this.report(verb) : this.after(verb);
    draft.comma = true;
    const subject = this.waiting.subject(rest, -1);
    if (subject !== null) this.own(draft, subject.chunks);
    for (const index of rest) this.before(draft, index);
  }

  /** One main clause after another; or what is said, where "In 2010, officials said," stands before it. */
  private after(verb: VerbItem): Draft {
    const target = this.stack.find((one) => one.draft >= 0) ?? this.top();
    const before = this.draftAt(target);
    this.cutTo(target);
    const subject = before?.subject[0];
    const says = before?.verb != null && this.grammar.is("saying", before.verb.lemma) && before.verb.voice === "active";
    if (before === undefined || !says || subject === undefined || before.objects.length > 0 || this.drafts.length > 1)
      return this.join(verb, target, "");
    const draft = this.begin(verb, "complement", this.enter("complement", target, ""));
    // What stands in front of the speaker says when and where it happened.
    draft.dates = before.dates.filter((date) => date.from < subject.from);
    draft.phrases = before.phrases.filter((phrase) => phrase.from < subject.from);
    before.dates = before.dates.filter((date) => date.from > subject.from);
    before.phrases = before.phrases.filter((phrase) => phrase.from > subject.from);
    return draft;
  }

  /** "said the group killed", "told reporters he left", "the man they killed": a clause without a joining word. */
  protected zeroThat(verb: VerbItem, at: number): void {
    const top = this.top();
    const draft = this.draftAt(top);
    const pair = this.waiting.pair(this.wait);
    const telling = draft?.verb != null && this.grammar.is("telling", draft.verb.lemma);
    if (pair !== null && !telling) {
      const antecedent = this.waiting.chunksAt(this.wait[pair - 1] ?? -1);
      const rest = this.wait.slice(pair);
      this.wait = this.wait.slice(0, pair);
      this.settle();
      const frame = this.enter("relative", top, "");
      frame.antecedent = antecedent;
      frame.pre = rest;
      this.relativeVerb(verb, frame);
      return;
    }
    const start = this.waiting.ahead(this.wait, at);
    const rest = this.wait.slice(start);
    this.wait = this.wait.slice(0, start);
    this.settle();
    const made = this.begin(verb, "complement", this.enter("complement", top, ""));
    const subject = this.waiting.subject(rest, -1);
    if (subject !== null) made.subject = subject.chunks;
    for (const index of rest) this.before(made, index);
  }
}
