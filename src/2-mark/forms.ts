import {
  ADJECTIVE,
  ADVERB,
  BASE,
  CLOSED,
  DETERMINER,
  ING,
  isBe,
  isHave,
  NOUN,
  PARTICIPLE,
  PAST,
  PLURAL,
  PREPOSITION,
  PRONOUN,
  SUBORDINATOR,
  THIRD,
} from "./grammar.ts";
import { BACK, PARTICLES } from "./sight.ts";
import { T } from "./tagging.ts";
import { Verbal } from "./verbal.ts";

const VERBAL = BASE | THIRD | PAST | PARTICIPLE | ING;
/** Determiners that can stand alone: "Some fled". */
const QUANTIFIERS = new Set(
  "some many most several few all any each both others another enough more less half much none same".split(" "),
);

const ORDINALS = new Set(["first", "second", "third", "last"]);

/** Tells what a word is that can be several things, from the tags to its left and the words to its right. */
export class Forms extends Verbal {
  /** The tag of token `k`; all tokens before it have theirs. */
  decide(k: number): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    if (bits === NOUN || bits === (NOUN | PLURAL)) return sentence.tagAt(k - 1) === T.to ? T.base : T.noun;
    if (bits === ADVERB && sentence.lower(k) !== "there") {
      // "The first to arrive"
      const alone =
        sentence.tagAt(k - 1) === T.determiner && !sentence.phraseAt(k + 1) && ORDINALS.has(sentence.lower(k));
      return alone ? T.noun : T.adverb;
    }
    const joined = bits & CLOSED ? this.joining(k, bits) : -1;
    if (joined >= 0) return joined;
    if (bits & PREPOSITION) return this.preposition(k, bits);
    // "has long maintained": between a form of "have" and its participle stands an adverb.
    if (bits & ADJECTIVE && !(bits & PARTICIPLE) && isHave(sentence.lower(k - 1)) && sentence.can(k + 1, PARTICIPLE))
      return T.adverb;
    if (bits & DETERMINER) return this.determiner(k, bits);
    if (bits & VERBAL) return this.verbal(k, bits);
    return this.nominal(k);
  }

  /** Words that join clauses, "to" and "that"; -1 for others. */
  protected joining(k: number, bits: number): number {
    const { sentence } = this;
    const lower = sentence.lower(k);
    switch (lower) {
      case "to":
        return this.infinitive(k + 1) ? T.to : T.preposition;
      case "that":
        return this.that(k);
      case "once":
        return this.ahead.clauseAt(k + 1) ? T.subordinator : T.adverb;
      case "where":
      case "when":
        return this.wh(k, lower);
      case "both":
      case "either":
      case "neither":
        return this.paired(k, lower);
      case "himself":
      case "herself":
      case "itself":
      case "themselves":
        return this.emphatic(k) ? T.adverb : T.pronoun;
      case "not":
        return this.denies(k) ? T.determiner : T.negation;
      case "there":
        return this.existential(k) ? T.pronoun : T.adverb;
      case "yet":
      case "so":
        return this.clauseLink(k) ? T.conjunction : T.adverb;
      case "need":
      case "dare":
        return sentence.bits(sentence.after(k + 1)) & BASE && !this.closed(sentence.tagAt(sentence.before(k)))
          ? T.modal
          : -1;
      default:
        break;
    }
    if (!(bits & PREPOSITION && bits & SUBORDINATOR)) return -1;
    // "what began as a protest became": the only verb to come belongs to the subject that waits.
    const spare = !this.stretch.needs() || this.ahead.orphan(k, true, 1);
    if (this.ahead.clauseAt(k + 1) && spare) return T.subordinator;
    // "have since died": inside a verb group.
    if (sentence.tagAt(k - 1) === T.auxiliary && sentence.can(k + 1, PARTICIPLE)) return T.adverb;
    // "twice since", "shortly after": nothing follows that it could govern.
    const next = sentence.tagAt(k + 1);
    const helper = sentence.lower(k + 1) === "being" || sentence.lower(k + 1) === "having";
    const governs =
      helper || sentence.phraseAt(k + 1) || next === T.date || sentence.can(k + 1, ING | PREPOSITION | PARTICIPLE);
    return governs || next === T.quote || next === T.preposition ? T.preposition : T.adverb;
  }

  /** "Not a single shot", "not one of them": stands where a determiner would. */
  protected denies(k: number): boolean {
    const { sentence } = this;
    const previous = sentence.tagAt(k - 1);
    const opens = previous === T.stop || previous === T.quote || previous === T.subordinator;
    return opens && /^(a|an|one|all|every|many|everyone)$/.test(sentence.lower(k + 1));
  }

  /** "There were", "there may be": stands where the subject would. */
  protected existential(k: number): boolean {
    const { sentence } = this;
    const next = sentence.after(k + 1);
    return (
      sentence.tagAt(next) === T.modal ||
      isBe(sentence.lower(next)) ||
      (isHave(sentence.lower(next)) && isBe(sentence.lower(sentence.after(next + 1))))
    );
  }

  /** ", yet the army", but "has yet to", "so many". */
  protected clauseLink(k: number): boolean {
    const { sentence } = this;
    const previous = sentence.tagAt(k - 1);
    return (
      (previous === T.comma || previous === T.stop || previous === T.adjective) &&
      (this.ahead.clauseAt(k + 1) || sentence.lower(k) === "yet")
    );
  }

  protected wh(k: number, lower: string): number {
    const { sentence } = this;
    const j = sentence.before(k);
    const before = sentence.tagAt(j);
    const comma = before === T.comma ? sentence.tagAt(sentence.before(j)) : before;
    const noun = comma === T.noun || comma === T.name || comma === T.close;
    // "in Eritrea, from where he"
    if (before === T.preposition && lower === "where") return T.relative;
    if (lower === "where") return noun ? T.relative : T.subordinator;
    return before === T.noun && sentence.grammar.is("moment", sentence.lower(j)) ? T.relative : T.subordinator;
  }

  /** "both A and B" pairs; "both sides", "neither man" determine. */
  protected paired(k: number, lower: string): number {
    const { sentence } = this;
    const partner = lower === "both" ? "and" : lower === "either" ? "or" : "nor";
    for (let j = k + 1; j < Math.min(sentence.count, k + 14); j += 1) {
      const tag = sentence.tags[j];
      if (tag === T.stop || tag === T.comma || tag === T.auxiliary || tag === T.modal) break;
      // "neither A nor B" denies both.
      if (sentence.lower(j) === partner)
        return lower === "neither" && sentence.phraseAt(k + 1) ? T.determiner : T.adverb;
    }
    if (sentence.lower(k + 1) === "of") return T.pronoun;
    return sentence.phraseAt(k + 1) ? T.determiner : lower === "either" ? T.adverb : T.pronoun;
  }

  protected preposition(k: number, bits: number): number {
    const { sentence } = this;
    const previous = sentence.tagAt(sentence.before(k));
    if (bits & (ING | PARTICIPLE | BASE)) {
      if (previous === T.auxiliary && bits & (ING | PARTICIPLE)) return bits & ING ? T.ing : T.participle;
      if (bits & ING && previous === T.preposition) return T.ing;
      if (bits & BASE && (previous === T.to || previous === T.modal)) return T.base;
    }
    if (!(bits & (ADVERB | NOUN | ADJECTIVE))) return T.preposition;
    if (this.closed(previous) && previous !== T.preposition) return bits & NOUN ? T.noun : T.adjective;
    return sentence.phraseAt(k + 1) || sentence.tagAt(k + 1) === T.date || !(bits & ADVERB) ? T.preposition : T.adverb;
  }

  protected determiner(k: number, bits: number): number {
    const { sentence } = this;
    const lower = sentence.lower(k);
    if (!(bits & PRONOUN) && !QUANTIFIERS.has(lower)) return T.determiner;
    // "were each sentenced", "are all expected"
    const floating = lower === "all" || lower === "both" || lower === "each";
    if (floating && sentence.tagAt(k - 1) === T.auxiliary && sentence.can(k + 1, PARTICIPLE | ING)) return T.adverb;
    if (!sentence.phraseAt(k + 1) || sentence.lower(k + 1) === "of") return T.pronoun;
    // "This makes"
    if ((lower === "this" || lower === "that") && sentence.can(k + 1, PLURAL)) return T.pronoun;
    // "Those responsible will": nothing follows that the adjective could describe.
    const alone = lower === "those" && sentence.can(k + 1, ADJECTIVE) && !sentence.can(k + 1, NOUN);
    if (alone && !sentence.can(k + 2, NOUN | ADJECTIVE) && sentence.tagAt(k + 2) !== T.name) return T.pronoun;
    // "those captured were": a participle after it describes it.
    const next = sentence.bits(k + 1);
    const deed = sentence.can(k + 1, PARTICIPLE) && !(next & (NOUN | ADJECTIVE));
    if (deed && (lower === "those" || lower === "these" || lower === "all" || lower === "many")) return T.pronoun;
    return T.determiner;
  }

  /** Whether the infinitive of a verb begins at `k`, after "to". */
  protected infinitive(k: number): boolean {
    const { sentence } = this;
    let j = k;
    while (sentence.can(j, ADVERB) && !sentence.can(j, BASE)) j += 1;
    if (["be", "have", "do"].includes(sentence.lower(j))) return true;
    if (!sentence.can(j, BASE)) return this.unknownVerb(k, j);
    const bits = sentence.bits(j);
    if (!(bits & (NOUN | ADJECTIVE))) return true;
    const next = sentence.tagAt(j + 1);
    const governing = sentence.before(k - 1);
    // "likely to attack", "able to", but "close to", "loyal to"
    if (sentence.tagAt(governing) === T.adjective && !sentence.grammar.is("toward", sentence.lower(governing)))
      return true;
    if (sentence.objectAt(j + 1) && next !== T.noun) return true;
    if (PARTICLES.has(sentence.lower(j + 1)) && sentence.objectAt(j + 2)) return true;
    if (sentence.grammar.is("bare", sentence.lower(j))) {
      const governor = sentence.before(k - 1);
      return next === T.adverb && sentence.isVerb(governor, "clausal");
    }
    const entry = sentence.entries[j];
    return entry !== undefined && entry.verbs * 3 >= entry.nouns;
  }

  /** "refused to reciprocate": a word that no list has, behind a verb that an infinitive follows. */
  protected unknownVerb(k: number, j: number): boolean {
    const { sentence } = this;
    const { nouns = 0, verbs = 0, noun = "" } = sentence.entries[j] ?? {};
    const guessed = sentence.bits(j) === NOUN && nouns === 1 && verbs === 0 && noun === sentence.lower(j);
    const governor = sentence.before(k - 1);
    return guessed && j === k && sentence.tagAt(j) === T.other && sentence.isVerb(governor, "tending");
  }

  /** "was himself killed", "the emir himself": adds nothing but weight. */
  protected emphatic(k: number): boolean {
    const { sentence } = this;
    const previous = sentence.tagAt(k - 1);
    if (previous === T.auxiliary) return sentence.can(k + 1, PARTICIPLE | ING);
    return previous === T.noun || previous === T.name;
  }

  protected that(k: number): number {
    const { sentence } = this;
    if (sentence.lower(k + 1) === "of") return T.pronoun;
    const j = sentence.before(k);
    const previous = sentence.tagAt(j);
    const nominal =
      previous === T.noun ||
      previous === T.name ||
      previous === T.close ||
      previous === T.number ||
      previous === T.pronoun ||
      previous === T.date;
    const next = sentence.after(k + 1);
    const tag = sentence.tagAt(next);
    // "villages that date back", "a report that calls for"
    const form = (sentence.bits(j) & PLURAL) !== 0 ? BASE : THIRD;
    const plain = previous === T.noun && sentence.can(next, form) && !this.ahead.clauseAt(next);
    const verbNext =
      tag === T.auxiliary ||
      tag === T.modal ||
      plain ||
      (sentence.can(next, PAST | THIRD | BASE) &&
        (!sentence.can(next, NOUN | ADJECTIVE) || (sentence.can(next, PAST | THIRD) && sentence.phraseAt(next + 1))));
    if (verbNext) return nominal ? T.relative : this.demonstrative(k) ? T.pronoun : T.relative;
    if (this.demonstrative(k)) return sentence.phraseAt(k + 1) ? T.determiner : T.pronoun;
    if (!nominal || previous === T.pronoun) return T.subordinator;
    if (previous === T.noun && sentence.grammar.is("content", sentence.entries[j]?.noun ?? "")) return T.subordinator;
    return this.told(j) ? T.subordinator : T.relative;
  }

  /** "that month", "of that": points at something and joins nothing. */
  protected demonstrative(k: number): boolean {
    const { sentence } = this;
    const previous = sentence.tagAt(sentence.before(k));
    if (previous === T.preposition || previous === T.to) return true;
    const singular = sentence.can(k + 1, NOUN) && !sentence.can(k + 1, PLURAL);
    if (!singular) return previous === T.stop && !this.ahead.clauseAt(k + 1);
    // "That attack was claimed": what begins a sentence.
    if (previous === T.stop) return true;
    // "that month", "that" with a noun and no verb after it.
    return !this.ahead.clauseAt(k + 1) || sentence.grammar.is("moment", sentence.lower(k + 1));
  }

  /** "told reporters that", "informed the court that": the noun is who was told. */
  protected told(noun: number): boolean {
    const { sentence } = this;
    for (let j = noun; j >= Math.max(0, noun - BACK); j -= 1) {
      const tag = sentence.tags[j];
      if (tag === T.verb || tag === T.base || tag === T.ing || tag === T.participle)
        return sentence.isVerb(j, "telling") || (sentence.isVerb(j, "clausal") && this.apart(j, noun));
      if (tag === T.stop || tag === T.comma || tag === T.relative || tag === T.subordinator) return false;
    }
    return false;
  }

  /** "said on Friday in Kabul that": only phrases and dates stand between the verb and "that". */
  protected apart(verb: number, noun: number): boolean {
    const next = this.sentence.tagAt(this.sentence.after(verb + 1));
    return noun > verb && (next === T.preposition || next === T.date);
  }
}
