import type { Frame } from "./draft.ts";
import { frameOf } from "./draft.ts";
import { Nonfinite } from "./nonfinite.ts";
import type { Sign } from "./open.ts";
import { T } from "./tagging.ts";
import type { VerbItem } from "./verbs.ts";
import { Waiting } from "./waiting.ts";

/** Joining words that stand for no noun. */
const ADVERBIAL = new Set(["how", "why", "where", "when"]);

/** Joining words of a clause that somebody knows or asks. */
const ASKING = new Set(["who", "what", "how", "why", "where", "when", "which", "whom"]);

/** Reads the items of a sentence from left to right and makes its clauses. */
export class Builder extends Nonfinite {
  /** The token after a "not" or "never" that stands outside a verb group. */
  protected denied = -1;

  run(): this {
    for (let i = 0; i < this.items.length; i += 1) {
      const item = this.items[i];
      if (item === undefined) continue;
      // "not by the group but by", "not 20 but 12": what is set aside is no part of the clause.
      if (item.type !== "verb" && item.type !== "sign" && item.from === this.denied) continue;
      if (item.type === "verb") this.verb(this.negated(item), i);
      else if (item.type === "sign") this.sign(item, i);
      else {
        if (this.placed !== i) this.wait.push(i);
        this.preposition = null;
      }
    }
    this.settle();
    this.leftover();
    return this;
  }

  protected verb(verb: VerbItem, i: number): void {
    if (verb.form === "infinitive") this.infinitive(verb, i);
    else if (verb.form === "gerund" || verb.form === "participle") this.participle(verb, i);
    else this.finite(verb, i);
  }

  /** "never led", "not to kill": the negation directly before a verb is the verb's. */
  protected negated(verb: VerbItem): VerbItem {
    return verb.negation < 0 && verb.from === this.denied ? { ...verb, negation: verb.from - 1 } : verb;
  }

  protected sign(item: Sign, i: number): void {
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
      case T.comma:
      case T.dash:
        this.closes(i);
        break;
      default:
        break;
    }
  }

  /** ", known as Hussein, during a raid": behind the second comma a phrase goes on with the clause around. */
  private closes(i: number): void {
    const top = this.top();
    const next = this.items[i + 1]?.type;
    if (!top.comma || top.draft < 0 || top.below === null || top.below.draft < 0) return;
    // "killing three, among them two": a part of those just counted.
    const item = this.items[i + 1];
    if (item?.type === "phrase" && (item.phrase.preposition === "among" || item.phrase.preposition === "including"))
      return;
    if ((next !== "phrase" && next !== "date") || (top.level !== "participle" && top.level !== "relative")) return;
    this.settle();
    this.cutTo(top.below);
  }

  /** A semicolon or colon ends all clauses; what follows is a main clause beside the first. */
  protected stop(item: Sign, i: number): void {
    if (item.word === ";" && !this.waiting.verbBeforeStop(i) && this.top().draft >= 0) {
      this.conjunction = { word: item.word, at: this.wait.length, item: i };
      return;
    }
    this.settle();
    this.leftover();
    const first = this.drafts.findIndex((draft) => draft.kind === "main");
    if (this.drafts.length === 0 || item.word === "." || item.word === "?" || item.word === "!") return;
    const made = frameOf("coordinate", null, "");
    made.beside = first;
    this.stack = [made];
  }

  protected subordinate(item: Sign, i: number): void {
    if (
      this.question &&
      this.drafts.length === 0 &&
      this.wait.length === 0 &&
      (item.word === "where" || item.word === "when")
    )
      return;
    const comma = this.waiting.signBefore(i, T.comma);
    const that = item.word === "that";
    // "show who did it and where he went", "knew where he lived": asks as "who" does.
    const asks = item.word === "where" || item.word === "when";
    if (asks && this.asked()) {
      this.settle();
      this.enter("complement", this.top(), item.word);
      return;
    }
    const open = that && (comma || this.conjunction !== null) ? this.complement() : null;
    this.fronted(i);
    this.splitAtConjunction();
    this.settle();
    const below = open?.below ?? (item.word === "whereas" ? this.target(true, true) : this.top());
    if (open !== null || item.word === "whereas") this.cutTo(below);
    this.enter(that ? "complement" : "subordinate", below, item.word).comma = comma;
  }

  /** Whether a verb of knowing stands right before, or "and" behind a clause that such a verb governs. */
  private asked(): boolean {
    const top = this.top();
    if (this.conjunction !== null) {
      const asking = this.stack.find((one) => one.level === "complement" && ASKING.has(one.link));
      if (asking?.below == null || this.wait.length !== this.conjunction.at) return false;
      this.settle();
      this.cutTo(asking.below);
      return true;
    }
    const verb = this.draftAt(top)?.verb;
    return verb != null && this.wait.length === 0 && this.reports(verb) && verb.voice === "active";
  }

  /** The innermost clause with "that", for a second one beside it. */
  protected complement(): Frame | null {
    for (let j = this.stack.length - 1; j > 0; j -= 1) {
      const one = this.stack[j];
      if (one !== undefined && one.level === "complement" && one.link === "that" && one.draft >= 0) return one;
    }
    return null;
  }

  protected relative(item: Sign, i: number): void {
    const top = this.top();
    const waits = this.waiting.chunk(this.wait) !== null;
    if (this.question && this.drafts.length === 0 && !waits && this.stack.length === 1) {
      if (ADVERBIAL.has(item.word)) return;
      const chunk = this.waiting.pronoun(i);
      this.items = this.items.with(i, { type: "chunk", chunks: [chunk], from: chunk.from, to: chunk.to });
      this.waiting = new Waiting(this.items, this.grammar.is);
      this.wait.push(i);
      return;
    }
    const comma = this.waiting.signBefore(this.preposition === null ? i : i - 1, T.comma);
    const by =
      this.preposition === null
        ? null
        : { preposition: this.preposition.word, from: this.preposition.from, to: item.to };
    this.preposition = null;
    this.complementBegins(i);
    // "knows who ordered it", "what the group wants": no noun stands before it.
    const free =
      item.word === "what" ||
      item.word === "how" ||
      (!waits && !this.nounBefore(i) && (top.draft < 0 ? top.pre.length === 0 : !comma));
    if (free) {
      this.settle();
      const made = this.enter("complement", top, item.word);
      if (!ADVERBIAL.has(item.word)) made.antecedent = [this.waiting.pronoun(i)];
      return;
    }
    const second = this.conjunction !== null && this.wait.length === this.conjunction.at ? this.relativeOpen() : null;
    if (second !== null) {
      this.settle();
      this.cutTo(second.below as Frame);
      const made = this.enter("relative", second.below, item.word);
      made.antecedent = second.antecedent;
      made.comma = second.comma;
      return;
    }
    const part = by?.preposition === "of" ? this.part(i) : null;
    if (part !== null) this.wait.pop();
    const antecedent = this.antecedent(item.word, comma || part !== null, by !== null && part === null);
    // "It was not until May that": nothing but "it" stands before what is said.
    if (item.word === "that" && antecedent[0]?.lemma === "it") {
      this.settle();
      this.enter("complement", this.top(), item.word);
      return;
    }
    this.hand(antecedent);
    const made = this.enter("relative", this.top(), item.word);
    made.antecedent = antecedent;
    made.comma = comma;
    if (part === null) made.by = by;
    else {
      made.pre.push(part);
      made.part = true;
    }
  }

  /** "most of whom", "one of which": the item of the word before "of", which is the subject or object. */
  protected part(i: number): number | null {
    const index = this.wait.at(-1);
    const item = this.items[index ?? -1];
    return index === i - 2 && item?.type === "chunk" && this.waiting.partedBefore(index) ? index : null;
  }

  /** The innermost relative clause, for a second one with the same noun ("who did X and who did Y"). */
  protected relativeOpen(): Frame | null {
    for (let j = this.stack.length - 1; j > 0; j -= 1) {
      const one = this.stack[j];
      if (one?.level === "relative" && one.draft >= 0) return one;
    }
    return null;
  }
}
