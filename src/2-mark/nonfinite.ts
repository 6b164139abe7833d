import type { Chunk } from "../0-model/clause.ts";
import type { Draft, Frame } from "./draft.ts";
import { Finite } from "./finite.ts";
import { NONFINITE } from "./open.ts";
import { T } from "./tagging.ts";
import type { VerbItem } from "./verbs.ts";

/** Prepositions after which the one who acts is the object before them: "accused him of funding", "stopped them from". */
const OF_OBJECT = new Set(["of", "from", "for", "as", "into"]);

/** Prepositions before the one who is called on. */
const CALLING = new Set(["on", "upon", "to", "for", "with"]);

/** Where a verb without a tense belongs: infinitives, participles and gerunds. */
export class Nonfinite extends Finite {
  protected infinitive(verb: VerbItem, i: number): void {
    const { bare } = verb;
    const conjunct = this.conjunction !== null && this.wait.length === this.conjunction.at;
    if (conjunct && this.joinsInfinitive(verb, bare)) return;
    if (!bare) this.complementBegins(i);
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
    const link = bare ? "" : (this.preposition?.word ?? "");
    const made = this.enter("infinitive", this.top(), link);
    made.comma = this.waiting.signBefore(i, T.comma);
    const draft = this.begin(verb, "infinitive", made);
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
    draft.subject = object ? (base.objects.length > 0 ? base.objects : base.subject) : base.subject;
  }

  /** "called on Muslims to attack": who is called on acts. */
  protected calledOn(base: Draft): readonly Chunk[] | null {
    if (base.verb === null || !this.grammar.is("calling", base.verb.lemma)) return null;
    const { head } = base.verb;
    const phrase = base.phrases.find((one) => one.from > head && CALLING.has(one.preposition));
    return phrase === undefined ? null : phrase.objects;
  }

  protected antecedentOfInfinitive(): readonly Chunk[] {
    const item = this.items[this.wait.at(-1) ?? -1];
    return item?.type === "chunk" ? item.chunks : [];
  }

  /** "to hand over X and pay Y", "did not enter the town or shell it". */
  protected joinsInfinitive(verb: VerbItem, bare: boolean): boolean {
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
      this.join(bare && !infinitive ? { ...verb, form: "finite" } : verb, one, link);
      return true;
    }
    return false;
  }

  protected participle(verb: VerbItem, i: number): void {
    const conjunct = this.conjunction !== null && this.wait.length === this.conjunction.at;
    const listed = this.wait.length === 0 && this.items[i - 2]?.type === "verb" && this.waiting.signBefore(i, T.comma);
    if ((conjunct || (listed && verb.voice === "passive" && this.waiting.joinAhead(i))) && this.joinsParticiple(verb))
      return;
    this.complementBegins(i);
    const top = this.top();
    const comma = this.waiting.signBefore(i, T.comma);
    const list = this.listOf(top);
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
    if (this.gappedPassive(verb, i)) return;
    const adjacent = !comma && list.length > 0 && this.nounBefore(i);
    if (adjacent && this.absolute(verb, i, comma)) return;
    const antecedent =
      adjacent || (comma && top.draft < 0 && list.length > 0)
        ? this.antecedentOf(verb, list, comma)
        : this.afterComma(verb, comma, i);
    if (antecedent.length > 0) {
      this.hand(antecedent);
      const made = this.enter("participle", this.top(), "");
      made.comma = comma;
      const draft = this.begin(verb, "participle", made);
      draft.subject = antecedent;
      draft.subjectFrom = "antecedent";
      return;
    }
    this.splitAtConjunction();
    this.settle();
    const below = comma ? this.outer() : this.top();
    this.cutTo(below);
    const behind = this.items[i - 1]?.type === "verb";
    const made = this.enter(behind ? "gerund" : "participle", below, "");
    made.comma = comma;
    const draft = this.begin(verb, behind && verb.voice === "active" ? "gerund" : "participle", made);
    this.shareSubject(draft, below);
  }

  /** "five were killed and dozens wounded": the helper of the first is not said again. */
  protected gappedPassive(verb: VerbItem, i: number): boolean {
    const conjunction = this.conjunction;
    if (conjunction === null || verb.voice !== "passive" || this.wait.length !== conjunction.at + 1) return false;
    const own = this.waiting.subject(this.wait.slice(conjunction.at), -1);
    const target = this.target(false, true);
    const before = this.draftAt(target)?.verb;
    if (own === null || before == null || before.voice !== "passive" || this.items[i - 1]?.type !== "chunk")
      return false;
    this.splitAtConjunction();
    this.cutTo(target);
    const { tense, perfect, form } = before;
    const draft = this.join({ ...verb, tense, perfect, form }, target, conjunction.word);
    this.own(draft, own.chunks);
    for (const index of this.wait) this.before(draft, index);
    this.wait = [];
    return true;
  }

  /** ", with its left wing joining X": the noun after "with" is the subject. */
  protected absolute(verb: VerbItem, i: number, comma: boolean): boolean {
    const item = this.items[i - 1];
    if (item?.type !== "phrase" || item.phrase.preposition !== "with" || !this.waiting.signBefore(i - 1, T.comma))
      return false;
    if (this.top().draft < 0) return false;
    this.wait.pop();
    this.settle();
    const made = this.enter("participle", this.top(), "with");
    made.comma = comma;
    const draft = this.begin(verb, "participle", made);
    draft.subject = item.phrase.objects;
    draft.chunks.push(...item.phrase.objects);
    draft.from = item.from;
    return true;
  }

  /** The noun before a participle, unless it can hardly do it: "crossed into Iran carrying" says who crossed. */
  protected antecedentOf(verb: VerbItem, list: readonly number[], comma: boolean): readonly Chunk[] {
    if (comma) return this.waiting.subject(list, -1)?.chunks ?? [];
    const found = this.waiting.antecedent(list, "", false);
    const place = found.length > 0 && found.every((chunk) => chunk.name?.kind === "place" && chunk.form === "name");
    const inside = this.items[list.at(-1) ?? -1]?.type !== "chunk";
    const manner = verb.voice === "active" || this.grammar.is("dressed", verb.lemma);
    return manner && place && inside && this.top().draft >= 0 ? [] : found;
  }

  /** ", led by X": a passive participle behind a comma says more of the object before it, in brackets of any noun. */
  protected afterComma(verb: VerbItem, comma: boolean, i: number): readonly Chunk[] {
    if (!comma || verb.voice !== "passive" || this.top().draft < 0 || this.conjunction !== null) return [];
    const last = this.items[this.wait.at(-1) ?? -1];
    const sign = this.items[i - 1];
    if (last?.type === "phrase" && sign?.type === "sign" && sign.word === "(") return last.phrase.objects.slice(-1);
    return last?.type === "chunk" && last.chunks.length === 1 ? last.chunks : [];
  }

  /** ", killing 94" belongs to the main clause, past one that is embedded in it. */
  protected outer(): Frame {
    let j = this.stack.length - 1;
    while (j > 0) {
      const one = this.stack[j];
      if (one === undefined || (one.draft >= 0 && !NONFINITE.has(one.level) && !(one.level === "relative"))) break;
      j -= 1;
    }
    return this.stack[j] ?? this.top();
  }

  protected gerund(verb: VerbItem, comma: boolean, i: number): void {
    const link = this.preposition?.word ?? "";
    const object = OF_OBJECT.has(link);
    this.fronted(i);
    this.splitAtConjunction();
    this.settle();
    const below = this.top();
    const made = this.enter("gerund", below, link);
    made.comma = comma;
    const draft = this.begin(verb, "gerund", made);
    const base = this.draftAt(below);
    const takes = object && base?.verb?.voice === "active" && base.objects.length > 0;
    this.shareSubject(draft, below);
    if (takes && base !== undefined) {
      draft.subject = base.objects;
      draft.shares = null;
    }
  }

  /** "buying X and building Y", "taken and retaken", "have died or disappeared". */
  protected joinsParticiple(verb: VerbItem): boolean {
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
      const { voice, tense, perfect, form } = before.verb;
      this.join(helped || going ? { ...verb, voice, tense, perfect, form } : verb, one, link);
      return true;
    }
    return false;
  }
}
