import { Ahead } from "./ahead.ts";
import {
  ADJECTIVE,
  ADVERB,
  BASE,
  CLOSED,
  CONJUNCTION,
  DETERMINER,
  ING,
  isBe,
  isDo,
  isGet,
  isHave,
  MODAL,
  NEGATION,
  NOUN,
  PARTICIPLE,
  PAST,
  PLURAL,
  PREPOSITION,
  PRONOUN,
  SUBORDINATOR,
  THIRD,
} from "./grammar.ts";
import { Stretch } from "./stretch.ts";
import { T, type Tagging } from "./tagging.ts";

const VERBAL = BASE | THIRD | PAST | PARTICIPLE | ING;
const FORWARD = new Set(["forward", "forth", "back", "down", "up", "out"]);
const OBJECTIVE = new Set("him them us me himself herself itself themselves those these".split(" "));
/** Relative words that can be the subject of what follows. */
const SUBJECTS = new Set(["who", "which", "that", "what", "whoever", "whatever"]);
/** Determiners that can stand alone: "Some fled". */
const QUANTIFIERS = new Set(
  "some many most several few all any each both others another enough more less half much none".split(" "),
);
const PARTICLES = new Set("out up off over down away back in on".split(" "));

/** Tells what a word is that can be several things, from the tags to its left and the words to its right. */
export class Forms {
  readonly sentence: Tagging;
  readonly stretch: Stretch;
  private readonly ahead: Ahead;

  constructor(sentence: Tagging) {
    this.sentence = sentence;
    this.stretch = new Stretch(sentence);
    this.ahead = new Ahead(sentence);
  }

  /** The tag of token `k`; all tokens before it have theirs. */
  decide(k: number): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    if (bits === NOUN || bits === (NOUN | PLURAL)) return T.noun;
    if (bits === ADVERB) return T.adverb;
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
  private joining(k: number, bits: number): number {
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
    if (this.ahead.clauseAt(k + 1)) return T.subordinator;
    // "twice since", "shortly after": nothing follows that it could govern.
    const next = sentence.tagAt(k + 1);
    const helper = sentence.lower(k + 1) === "being" || sentence.lower(k + 1) === "having";
    const governs =
      helper || sentence.phraseAt(k + 1) || next === T.date || sentence.can(k + 1, ING | PREPOSITION | PARTICIPLE);
    return governs || next === T.quote || next === T.preposition ? T.preposition : T.adverb;
  }

  /** "Not a single shot", "not one of them": stands where a determiner would. */
  private denies(k: number): boolean {
    const { sentence } = this;
    const previous = sentence.tagAt(k - 1);
    const opens = previous === T.stop || previous === T.quote || previous === T.subordinator;
    return opens && /^(a|an|one|all|every|many|everyone)$/.test(sentence.lower(k + 1));
  }

  /** "There were", "there may be": stands where the subject would. */
  private existential(k: number): boolean {
    const { sentence } = this;
    const next = sentence.after(k + 1);
    return (
      sentence.tagAt(next) === T.modal ||
      isBe(sentence.lower(next)) ||
      (isHave(sentence.lower(next)) && isBe(sentence.lower(sentence.after(next + 1))))
    );
  }

  /** ", yet the army", but "has yet to", "so many". */
  private clauseLink(k: number): boolean {
    const { sentence } = this;
    const previous = sentence.tagAt(k - 1);
    return (
      (previous === T.comma || previous === T.stop || previous === T.adjective) &&
      (this.ahead.clauseAt(k + 1) || sentence.lower(k) === "yet")
    );
  }

  private wh(k: number, lower: string): number {
    const { sentence } = this;
    const j = sentence.before(k);
    const before = sentence.tagAt(j);
    const comma = before === T.comma ? sentence.tagAt(sentence.before(j)) : before;
    const noun = comma === T.noun || comma === T.name || comma === T.close;
    if (lower === "where") return noun ? T.relative : T.subordinator;
    return before === T.noun && sentence.grammar.is("moment", sentence.lower(j)) ? T.relative : T.subordinator;
  }

  /** "both A and B" pairs; "both sides", "neither man" determine. */
  private paired(k: number, lower: string): number {
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

  private preposition(k: number, bits: number): number {
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

  private determiner(k: number, bits: number): number {
    const { sentence } = this;
    const lower = sentence.lower(k);
    if (!(bits & PRONOUN) && !QUANTIFIERS.has(lower)) return T.determiner;
    if (!sentence.phraseAt(k + 1) || sentence.lower(k + 1) === "of") return T.pronoun;
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
  private infinitive(k: number): boolean {
    const { sentence } = this;
    let j = k;
    while (sentence.can(j, ADVERB) && !sentence.can(j, BASE)) j += 1;
    if (["be", "have", "do"].includes(sentence.lower(j))) return true;
    if (!sentence.can(j, BASE)) return false;
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

  private that(k: number): number {
    const { sentence } = this;
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
    const verbNext =
      tag === T.auxiliary ||
      tag === T.modal ||
      (sentence.can(next, PAST | THIRD | BASE) &&
        (!sentence.can(next, NOUN | ADJECTIVE) || (sentence.can(next, PAST | THIRD) && sentence.phraseAt(next + 1))));
    if (verbNext) return nominal ? T.relative : this.demonstrative(k) ? T.pronoun : T.relative;
    if (this.demonstrative(k)) return sentence.phraseAt(k + 1) ? T.determiner : T.pronoun;
    if (!nominal || previous === T.pronoun) return T.subordinator;
    if (previous === T.noun && sentence.grammar.is("content", sentence.entries[j]?.noun ?? "")) return T.subordinator;
    return this.told(j) ? T.subordinator : T.relative;
  }

  /** "that month", "of that": points at something and joins nothing. */
  private demonstrative(k: number): boolean {
    const { sentence } = this;
    const previous = sentence.tagAt(sentence.before(k));
    if (previous === T.preposition || previous === T.to) return true;
    const singular = sentence.can(k + 1, NOUN) && !sentence.can(k + 1, PLURAL);
    if (!singular) return previous === T.stop && !this.ahead.clauseAt(k + 1);
    // "that month", "that" with a noun and no verb after it.
    return !this.ahead.clauseAt(k + 1) || sentence.grammar.is("moment", sentence.lower(k + 1));
  }

  /** "told reporters that", "informed the court that": the noun is who was told. */
  private told(noun: number): boolean {
    const { sentence } = this;
    for (let j = noun; j >= 0; j -= 1) {
      const tag = sentence.tags[j];
      if (tag === T.verb || tag === T.base || tag === T.ing || tag === T.participle)
        return sentence.isVerb(j, "telling") || (sentence.isVerb(j, "clausal") && this.apart(j, noun));
      if (tag === T.stop || tag === T.comma || tag === T.relative || tag === T.subordinator) return false;
    }
    return false;
  }

  /** "said on Friday in Kabul that": only phrases and dates stand between the verb and "that". */
  private apart(verb: number, noun: number): boolean {
    const next = this.sentence.tagAt(this.sentence.after(verb + 1));
    return noun > verb && (next === T.preposition || next === T.date);
  }

  /** Tags that open a noun phrase, so that a noun must follow. */
  private closed(tag: number): boolean {
    return (
      tag === T.determiner ||
      tag === T.adjective ||
      tag === T.number ||
      tag === T.possessive ||
      tag === T.preposition ||
      tag === T.hyphen
    );
  }

  private verbal(k: number, bits: number): number {
    const { sentence } = this;
    const j = sentence.before(k);
    const previous = sentence.tagAt(j);
    // "put forward"
    const verb = previous === T.verb || previous === T.participle || previous === T.base || previous === T.ing;
    if (verb && FORWARD.has(sentence.lower(k))) return T.adverb;
    const helper = sentence.lower(j);
    if (bits & BASE && (previous === T.to || previous === T.modal || (previous === T.auxiliary && isDo(helper)))) {
      return T.base;
    }
    // "will one day return"
    if (bits & BASE && previous === T.date && this.modalBefore(j)) return T.base;
    if (previous === T.auxiliary) {
      if (isGet(sentence.lower(k)) && sentence.can(sentence.after(k + 1), PARTICIPLE)) return T.auxiliary;
      if (bits & PARTICIPLE) return this.participial(k);
      if (bits & ING) return this.progressive(k, helper);
      return this.nominal(k);
    }
    if (isGet(sentence.lower(k)) && sentence.can(k + 1, PARTICIPLE) && !sentence.objectAt(k + 2)) return T.auxiliary;
    if (bits & BASE && this.bareInfinitive(k, j)) return T.base;
    if (this.inverted(k, bits)) return bits & BASE ? T.base : bits & PARTICIPLE ? T.participle : T.ing;
    if (bits & ING) return this.ing(k, previous);
    if (bits & (PAST | PARTICIPLE)) return this.past(k, previous);
    return this.present(k, previous);
  }

  private modalBefore(k: number): boolean {
    const { sentence } = this;
    let j = k;
    while (sentence.tagAt(j) === T.date) j -= 1;
    return sentence.tagAt(sentence.before(j + 1)) === T.modal;
  }

  /** After an auxiliary a form that is also an adjective before a noun describes it: "are armed men". */
  private participial(k: number): number {
    const { sentence } = this;
    const noun = sentence.can(k + 1, NOUN) && !sentence.can(k + 1, ADVERB | BASE | PREPOSITION | THIRD);
    const describes = noun && (sentence.bits(k) & ADJECTIVE) !== 0 && (sentence.bits(k + 1) & PLURAL) !== 0;
    return describes && !isHave(sentence.lower(sentence.before(k))) ? T.adjective : T.participle;
  }

  /** "are marching", but "are missing": an adjective when the list has it and no object follows. */
  private progressive(k: number, helper: string): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    if (isBe(helper) && bits & NOUN && sentence.lower(k + 1) === "of") return T.noun;
    return bits & ADJECTIVE && !this.ahead.objectAfter(k) && (sentence.entries[k]?.verbs ?? 0) < 60
      ? T.adjective
      : T.ing;
  }

  /** "help end", "let the hostages go": after verbs of sensing and letting, with the one who acts between. */
  private bareInfinitive(k: number, j: number): boolean {
    const { sentence } = this;
    if (sentence.bits(k) & (PAST | PARTICIPLE) && !(sentence.bits(k) & NOUN)) return false;
    const verb = (at: number): boolean => {
      const tag = sentence.tagAt(at);
      return (
        (tag === T.verb || tag === T.base || tag === T.ing || tag === T.participle) && sentence.isVerb(at, "sensing")
      );
    };
    if (verb(j)) return sentence.entries[j]?.verb === "help";
    if (sentence.bits(k) & NOUN && !sentence.objectAt(k + 1) && (sentence.entries[k]?.nouns ?? 0) > 8) return false;
    for (let i = j; i >= 0; i -= 1) {
      const tag = sentence.tags[i];
      if (verb(i)) return true;
      if (
        tag !== T.noun &&
        tag !== T.name &&
        tag !== T.determiner &&
        tag !== T.adjective &&
        tag !== T.pronoun &&
        tag !== T.number
      )
        return false;
    }
    return false;
  }

  /** "Did the army shell", "was he arrested": the verb after an auxiliary that stands before its subject. */
  private inverted(k: number, bits: number): boolean {
    const { sentence, stretch } = this;
    const at = stretch.inverted;
    if (at < 0 || at === k - 1) return false;
    const tag = sentence.tags[at];
    const lower = sentence.lower(at);
    const j = sentence.before(k);
    if (this.closed(sentence.tagAt(j))) return false;
    for (let i = at + 1; i < k; i += 1) {
      const between = sentence.tags[i];
      if (between === T.comma || between === T.preposition || between === T.conjunction) return false;
    }
    if (tag === T.modal || isDo(lower)) return (bits & BASE) !== 0;
    if (isHave(lower)) return (bits & PARTICIPLE) !== 0;
    return isBe(lower) && sentence.lower(at - 1) !== "there" && (bits & (PARTICIPLE | ING)) !== 0 && this.question();
  }

  private question(): boolean {
    const { sentence } = this;
    return sentence.lower(sentence.count - 1) === "?" || sentence.lower(sentence.count - 2) === "?";
  }

  private ing(k: number, previous: number): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    if (bits & ADJECTIVE && this.stands(k, previous)) return T.adjective;
    const nounNext = (sentence.can(k + 1, NOUN | ADJECTIVE) && !this.verbAt(k + 1)) || sentence.tagAt(k + 1) === T.name;
    if (previous === T.determiner || previous === T.adjective || previous === T.number || previous === T.possessive) {
      return nounNext && !(bits & NOUN && sentence.tagAt(k + 1) === T.name) ? T.adjective : T.noun;
    }
    const object = sentence.objectAt(k + 1) || sentence.phraseAt(k + 1);
    const further = object || sentence.lower(k + 1) === "to" || sentence.lower(k + 1) === "that";
    if (previous === T.noun && bits & NOUN && nounNext && !(sentence.bits(sentence.before(k)) & PLURAL))
      return sentence.objectAt(k + 1) && !sentence.can(k + 1, NOUN) ? T.ing : T.noun;
    if (previous === T.name || previous === T.noun || previous === T.date)
      return bits & NOUN && !further && this.nounish(k) ? T.noun : T.ing;
    if (previous === T.preposition) return !further && (bits & NOUN) !== 0 && this.nounish(k) ? T.noun : T.ing;
    if (
      !object &&
      bits & NOUN &&
      this.nounish(k) &&
      (previous === T.verb || previous === T.conjunction || previous === T.stop || previous === T.comma)
    )
      return previous === T.comma && !this.stretch.bare() ? T.ing : T.noun;
    return T.ing;
  }

  /** "neighbouring Chad", "were reported missing": an adjective in -ing before its noun, or behind a verb without object. */
  private stands(k: number, previous: number): boolean {
    const { sentence } = this;
    const noun = sentence.can(k + 1, NOUN | ADJECTIVE) || sentence.tagAt(k + 1) === T.name;
    const known = (sentence.entries[k]?.verbs ?? 0) > 4;
    if (previous === T.verb || previous === T.participle) return !known && !this.ahead.objectAfter(k);
    if (!noun || this.verbAt(k + 1)) return false;
    if (previous === T.preposition || previous === T.conjunction || previous === T.stop) return !known;
    return this.closed(previous);
  }

  private nounish(k: number): boolean {
    const entry = this.sentence.entries[k];
    return entry !== undefined && (entry.nouns > 0 || entry.verb === "");
  }

  private past(k: number, previous: number): number {
    const { sentence, stretch } = this;
    const bits = sentence.bits(k);
    const next = sentence.after(k + 1);
    const nounNext = (sentence.can(k + 1, NOUN | ADJECTIVE) && !this.verbAt(k + 1)) || sentence.tagAt(k + 1) === T.name;
    if (previous === T.determiner || previous === T.adjective || previous === T.possessive || previous === T.hyphen) {
      if (nounNext) return T.adjective;
      if (previous === T.adjective && stretch.needs() && bits & PAST && this.ahead.objectAfter(k)) return T.verb;
      return bits & (NOUN | ADJECTIVE) || previous === T.determiner ? T.noun : T.adjective;
    }
    if (
      previous === T.number &&
      sentence.can(k + 1, NOUN) &&
      sentence.bits(k + 1) & PLURAL &&
      !(bits & PAST && stretch.needs())
    )
      return T.adjective;
    if (previous === T.preposition)
      return nounNext ? T.adjective : bits & (NOUN | ADJECTIVE) ? this.nominal(k) : T.participle;
    if (!(bits & PARTICIPLE)) return this.wasNoun(k, previous) ? T.noun : T.verb;
    if (!(bits & PAST)) return this.onlyParticiple(k, previous, nounNext);
    // "Set up in 1984, the union"
    const after = sentence.bits(k + 1) & PREPOSITION && sentence.lower(k + 1) !== "of";
    if (previous === T.stop && after && stretch.bare()) return T.participle;
    if (bits & NOUN && this.wasNoun(k, previous)) return T.noun;
    if (sentence.isVerb(k, "intransitive") && (stretch.needs() || stretch.fresh() || stretch.follows())) return T.verb;
    if (sentence.entries[k]?.verb === "say" && sentence.lower(next) !== "by" && previous !== T.determiner)
      return T.verb;
    switch (previous) {
      case T.relative:
        return SUBJECTS.has(sentence.lower(k - 1)) || !this.describes(k) ? T.verb : T.adjective;
      case T.pronoun:
        return OBJECTIVE.has(sentence.lower(sentence.before(k))) && !stretch.needs() && !stretch.fresh()
          ? T.participle
          : this.afterPronoun(k);
      case T.stop:
      case T.subordinator:
        return this.describes(k) ? T.adjective : T.participle;
      case T.verb:
      case T.base:
      case T.ing:
      case T.participle:
        return this.describes(k)
          ? T.adjective
          : previous === T.verb && this.reports(sentence.before(k)) && stretch.needs()
            ? T.verb
            : T.participle;
      case T.comma:
      case T.dash:
        return this.afterComma(k, next);
      case T.conjunction:
        return this.parallel(k);
      default:
        return this.afterNoun(k, next);
    }
  }

  /** "in the attack", "a read": a form that is more often a noun and stands where only a noun can. */
  private wasNoun(k: number, previous: number): boolean {
    const { sentence } = this;
    return (
      (sentence.bits(k) & NOUN) !== 0 &&
      (this.closed(previous) ||
        (!this.stretch.needs() &&
          !this.stretch.fresh() &&
          previous !== T.conjunction &&
          previous !== T.comma &&
          previous !== T.pronoun))
    );
  }

  private reports(verb: number): boolean {
    return this.sentence.isVerb(verb, "clausal");
  }

  private onlyParticiple(k: number, previous: number, nounNext: boolean): number {
    if (previous === T.conjunction && this.parallel(k) !== T.adjective) return T.participle;
    const before = previous === T.verb || previous === T.conjunction || previous === T.stop || previous === T.comma;
    return before && nounNext && this.describes(k) ? T.adjective : T.participle;
  }

  /** "Suspected members", "unidentified gunmen": directly before a noun and after none. */
  private describes(k: number): boolean {
    const { sentence } = this;
    if (sentence.can(k + 1, DETERMINER | PRONOUN)) return false;
    if (sentence.can(k + 1, ADJECTIVE) && !sentence.can(k + 1, ADVERB | PREPOSITION))
      return sentence.can(k + 2, NOUN | ADJECTIVE);
    return sentence.can(k + 1, NOUN) && !sentence.can(k + 1, ADVERB | PREPOSITION);
  }

  private afterPronoun(k: number): number {
    // "Those captured were paraded"
    const { sentence } = this;
    const pronoun = sentence.lower(sentence.before(k));
    const subject = /^(he|she|it|they|we|i|you|who|which|that|this|nobody|everyone|no one)$/.test(pronoun);
    if (subject) return T.verb;
    return this.afterNoun(k, sentence.after(k + 1));
  }

  private afterComma(k: number, next: number): number {
    const { sentence, stretch } = this;
    if (stretch.bare()) return this.describes(k) ? T.adjective : T.participle;
    const by = sentence.lower(next) === "by";
    const object = this.ahead.objectAfter(k);
    if (stretch.needs()) {
      if (object && !sentence.isVerb(k, "naming")) return T.verb;
      return by ||
        this.ahead.orphan(k, false, this.owed(k, false)) ||
        (sentence.tagAt(next) === T.preposition && this.ahead.orphan(k, true, this.owed(k, false)))
        ? T.participle
        : T.verb;
    }
    if (this.describes(k) && sentence.bits(k) & ADJECTIVE) return T.adjective;
    if (by) return T.participle;
    if (object && !sentence.isVerb(k, "naming")) return T.verb;
    return this.ahead.listed(k) || sentence.isVerb(k, "intransitive") || sentence.lower(k + 1) === "to"
      ? T.verb
      : T.participle;
  }

  /** After "and": of the same form as the verb before it. */
  private parallel(k: number): number {
    const { sentence, stretch } = this;
    const bits = sentence.bits(k);
    if (bits & ADJECTIVE && this.describes(k) && !(bits & NOUN)) {
      const left = sentence.tagAt(sentence.before(sentence.before(k)));
      if (left === T.noun || left === T.adjective) return T.adjective;
    }
    for (let j = k - 1; j >= 0; j -= 1) {
      const tag = sentence.tags[j];
      if (tag === T.verb) return T.verb;
      if (tag === T.auxiliary && !isBe(sentence.lower(j)))
        return isHave(sentence.lower(j)) && sentence.tagAt(sentence.after(j + 1)) !== T.participle
          ? T.verb
          : T.participle;
      if (tag === T.auxiliary)
        return this.ahead.objectAfter(k) && !sentence.isVerb(k, "naming") ? T.verb : T.participle;
      if (tag === T.participle) {
        const helper = sentence.tagAt(sentence.before(j));
        if (helper === T.auxiliary) {
          const active = isHave(sentence.lower(sentence.before(j)));
          return !active && this.ahead.objectAfter(k) && !sentence.isVerb(k, "naming") ? T.verb : T.participle;
        }
        // "the men, armed and trained by": a form without helper; it stays one unless the main verb is still wanted.
        return stretch.needs() && !this.ahead.orphan(k, true, stretch.owed())
          ? T.verb
          : stretch.satisfied() && this.ahead.objectAfter(k)
            ? T.verb
            : T.participle;
      }
      if (tag === T.stop) break;
    }
    return stretch.needs() ? this.afterNoun(k, sentence.after(k + 1)) : this.describes(k) ? T.adjective : T.participle;
  }

  private afterNoun(k: number, next: number): number {
    const { sentence, stretch } = this;
    const lower = sentence.lower(next);
    const opens = this.opens(k);
    const wanted = stretch.needs() || (stretch.fresh() && !this.gapped(k)) || opens;
    if (!wanted) return T.participle;
    if (lower === "that" || sentence.entries[k]?.verb === "say") return lower === "by" ? T.participle : T.verb;
    const naming = sentence.isVerb(k, "naming");
    const dead = sentence.lower(k + 1) === "dead" && !sentence.phraseAt(k + 2);
    if (this.ahead.objectAfter(k) && !naming && !dead) return this.verbOf(k);
    const owed = this.owed(k, opens);
    if (this.ahead.orphan(k, false, owed)) return T.participle;
    if (lower === "by" && !sentence.isVerb(k, "clausal")) return T.participle;
    if (this.ahead.orphan(k, true, owed)) return T.participle;
    // "Two charged over blast", "Ex-minister shot dead": a headline shortens the passive.
    const short = (sentence.bits(next) & PREPOSITION) !== 0 || dead;
    return this.headline() && short && !sentence.isVerb(k, "intransitive") ? T.participle : this.verbOf(k);
  }

  /** The finite verb of this clause; of a relative one without its word when another noun phrase waits before it. */
  private verbOf(k: number): number {
    const { stretch } = this;
    const waits = stretch.needs() && !stretch.satisfied() && this.abreast(k);
    if (waits && this.ahead.orphan(k, true, stretch.owed())) stretch.embed();
    return T.verb;
  }

  /** How many verbs further on belong to noun phrases that wait already. */
  private owed(k: number, opens: boolean): number {
    const below = this.stretch.owed();
    if (this.stretch.needs() && !this.stretch.satisfied()) return below + (this.abreast(k) ? 1 : 0);
    return opens || this.stretch.fresh() ? below : Math.max(0, below - 1);
  }

  /** A text without a full stop at its end. */
  private headline(): boolean {
    return this.sentence.tagAt(this.sentence.count - 1) !== T.stop;
  }

  /** "12 were killed and others wounded": the helper of the first is not said again. */
  private gapped(k: number): boolean {
    const { sentence, stretch } = this;
    const at = stretch.last;
    if (at < 0 || !isBe(sentence.lower(at)) || sentence.isVerb(k, "intransitive") || sentence.isVerb(k, "clausal"))
      return false;
    return sentence.tagAt(sentence.after(at + 1)) === T.participle && !this.ahead.objectAfter(k);
  }

  /** Whether the noun phrase before `k` begins a clause of its own: after a verb of saying, or as a second noun phrase. */
  private opens(k: number): boolean {
    const { sentence, stretch } = this;
    if (!stretch.satisfied() && !stretch.bare()) return false;
    const start = this.phraseStart(k);
    const left = sentence.before(start);
    const before = sentence.tagAt(left);
    if (stretch.follows() && sentence.isVerb(stretch.last, "clausal") && this.directly(stretch.last)) return true;
    if (before === T.base || before === T.ing || before === T.participle || before === T.verb)
      return sentence.isVerb(left, "clausal");
    return this.abreast(k);
  }

  /** "the weapons the group bought", "told reporters he left": two noun phrases side by side. */
  private abreast(k: number): boolean {
    const { sentence } = this;
    const start = this.phraseStart(k);
    const left = sentence.before(start);
    const before = sentence.tagAt(left);
    const first = sentence.tagAt(start);
    const second =
      first === T.pronoun || first === T.determiner || (first === T.name && (sentence.bits(left) & PLURAL) !== 0);
    return (
      second &&
      (before === T.noun || before === T.name || before === T.number || before === T.pronoun || before === T.date) &&
      !OBJECTIVE.has(sentence.lower(start))
    );
  }

  /** Whether a noun phrase stands directly after the verb, past a date. */
  private directly(verb: number): boolean {
    const { sentence } = this;
    let j = verb + 1;
    while (sentence.tagAt(j) === T.date || sentence.tagAt(j) === T.adverb || sentence.tagAt(j) === T.quote) j += 1;
    const tag = sentence.tagAt(j);
    return tag >= T.noun && tag <= T.number;
  }

  /** Where the noun phrase that ends before `k` begins. */
  private phraseStart(k: number): number {
    const { sentence } = this;
    let j = sentence.before(k);
    for (;;) {
      const tag = sentence.tagAt(j);
      if (tag === T.pronoun || tag === T.determiner) return j;
      const left = sentence.tagAt(j - 1);
      const inside =
        left === T.noun ||
        left === T.adjective ||
        left === T.name ||
        left === T.number ||
        left === T.possessive ||
        left === T.hyphen ||
        left === T.determiner;
      if (!inside || (tag === T.name && left === T.noun && (sentence.bits(j - 1) & PLURAL) !== 0)) return j;
      j -= 1;
    }
  }

  private present(k: number, previous: number): number {
    const { sentence, stretch } = this;
    const bits = sentence.bits(k);
    const both = (bits & (NOUN | ADJECTIVE)) !== 0;
    const j = sentence.before(k);
    if (this.closed(previous)) {
      const plain = !both && bits & (THIRD | BASE) && previous !== T.preposition;
      return plain && (previous === T.number || previous === T.adjective) && stretch.needs() ? T.verb : this.nominal(k);
    }
    if (previous === T.relative && !SUBJECTS.has(sentence.lower(j))) return both ? this.nominal(k) : T.verb;
    if (previous === T.relative) return this.wantsVerb(k) ? T.verb : this.nominal(k);
    if (previous === T.pronoun) return this.afterSubjectPronoun(k, j);
    if (previous === T.conjunction) return this.joined(k, j);
    if (previous === T.comma && bits & THIRD && (stretch.needs() || sentence.objectAt(k + 1)) && this.wantsVerb(k))
      return this.ahead.orphan(k, false, stretch.owed()) ? this.nominal(k) : T.verb;
    const subject =
      previous === T.name ||
      previous === T.noun ||
      previous === T.close ||
      previous === T.date ||
      previous === T.number ||
      previous === T.dash ||
      previous === T.comma ||
      previous === T.relative ||
      (stretch.satisfied() && stretch.needs());
    const opens = this.opens(k);
    const wanted = stretch.needs() || stretch.fresh() || opens || (previous === T.comma && stretch.held);
    if (!both)
      return subject && wanted
        ? T.verb
        : bits & BASE && previous === T.stop
          ? T.base
          : bits & ADVERB
            ? T.adverb
            : T.verb;
    if (!subject || !wanted) return this.nominal(k);
    const owed = this.owed(k, opens);
    return this.agrees(k, j) && this.verbHere(k, owed) ? this.verbOf(k) : this.nominal(k);
  }

  /** After "who", "which", "that": a verb unless a noun phrase goes on. */
  private wantsVerb(k: number): boolean {
    const { sentence } = this;
    const bits = sentence.bits(k);
    if (!(bits & NOUN)) return true;
    return (
      sentence.objectAt(k + 1) ||
      sentence.tagAt(k + 1) === T.preposition ||
      sentence.can(k + 1, PREPOSITION | ADVERB) ||
      sentence.lower(k + 1) === "to" ||
      !this.ahead.clauseAt(k)
    );
  }

  private afterSubjectPronoun(k: number, j: number): number {
    const lower = this.sentence.lower(j);
    if (OBJECTIVE.has(lower) || lower === "her") return this.nominal(k);
    if (/^(he|she|it|they|we|i|you)$/.test(lower)) return T.verb;
    return this.stretch.needs() || this.stretch.fresh() ? T.verb : this.nominal(k);
  }

  /** After "and": a verb when the stretch before has one of the same kind and the noun reading is not better. */
  private joined(k: number, j: number): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    const nounish = (bits & (NOUN | ADJECTIVE)) !== 0;
    const goes =
      sentence.objectAt(k + 1) ||
      sentence.lower(k + 1) === "to" ||
      sentence.lower(k + 1) === "that" ||
      (PARTICLES.has(sentence.lower(k + 1)) && sentence.objectAt(k + 2));
    for (let i = j - 1; i >= 0; i -= 1) {
      const tag = sentence.tags[i];
      if (tag === T.base && bits & BASE && (goes || !nounish)) return T.base;
      if (tag === T.verb) {
        const same = sentence.bits(i) & bits & (THIRD | BASE);
        if (same && (goes || !nounish)) return T.verb;
        break;
      }
      if (tag === T.auxiliary || tag === T.modal) {
        if (goes && bits & THIRD) return T.verb;
        break;
      }
      if (tag === T.stop) break;
    }
    if (nounish) return this.nominal(k);
    return bits & BASE && !this.stretch.needs() ? T.base : T.verb;
  }

  /** "experts fear", "the army controls": a bare form wants a plural, a form in -s none. */
  private agrees(k: number, j: number): boolean {
    const { sentence } = this;
    const bits = sentence.bits(k);
    const tag = sentence.tagAt(j);
    // "Anyone who helps the militants faces": the subject stands further back.
    if (this.stretch.satisfied() && this.stretch.needs()) return true;
    // "Security forces round up": a bare noun before a form in -s is a part of its name.
    if (bits & THIRD && this.compound(k, j)) return false;
    if (tag === T.name || tag === T.close || tag === T.date || tag === T.number || tag === T.comma || tag === T.dash)
      return bits & THIRD ? true : sentence.objectAt(k + 1) || this.severalBefore(k) || !(bits & NOUN);
    const plural =
      (sentence.bits(j) & PLURAL) !== 0 ||
      /^(police|people|men|women|children)$/.test(sentence.lower(j)) ||
      this.severalBefore(k);
    return bits & THIRD ? !plural || this.ofBefore(j) : plural || this.ofBefore(j);
  }

  /** A single common noun without article at the start of a full sentence, with more than one reading to come. */
  private compound(k: number, j: number): boolean {
    const { sentence } = this;
    if (sentence.tagAt(j) !== T.noun || this.headline() || sentence.bits(j) & PLURAL || sentence.lower(j) === "police")
      return false;
    const left = sentence.tagAt(sentence.before(j));
    const open = left === T.stop || left === T.comma || left === T.subordinator || left === T.conjunction;
    return (
      open &&
      (sentence.can(k + 1, BASE | PAST) || sentence.tagAt(k + 1) === T.auxiliary || sentence.tagAt(k + 1) === T.modal)
    );
  }

  /** Whether the phrase before holds "and": its parts are several. */
  private severalBefore(k: number): boolean {
    const { sentence } = this;
    if (!this.stretch.needs()) return false;
    for (let i = k - 1; i >= 0; i -= 1) {
      const tag = sentence.tags[i];
      if (tag === T.conjunction) return true;
      if (
        tag === T.comma ||
        tag === T.stop ||
        tag === T.verb ||
        tag === T.auxiliary ||
        tag === T.modal ||
        tag === T.relative ||
        tag === T.subordinator
      )
        return false;
    }
    return false;
  }

  /** A noun inside a phrase does not agree with the verb: "Estimates of its strength range". */
  private ofBefore(j: number): boolean {
    const { sentence } = this;
    for (let i = j; i >= 0; i -= 1) {
      const tag = sentence.tags[i];
      if (tag === T.preposition) return true;
      if (
        tag !== T.noun &&
        tag !== T.name &&
        tag !== T.adjective &&
        tag !== T.determiner &&
        tag !== T.number &&
        tag !== T.possessive
      )
        return false;
    }
    return false;
  }

  /** Whether a form that is noun and verb is the verb that its clause wants. */
  private verbHere(k: number, owed: number): boolean {
    const { sentence } = this;
    const next = sentence.lower(k + 1);
    const clausal = sentence.isVerb(k, "clausal");
    const object =
      sentence.objectAt(k + 1) && !(sentence.tagAt(k + 1) === T.other && sentence.can(k + 1, PAST | THIRD));
    if (clausal && (object || next === "that" || next === "to")) return true;
    if (this.ahead.orphan(k, true, owed)) return false;
    const entry = sentence.entries[k];
    const rare = entry !== undefined && entry.nouns > 4 * entry.verbs;
    return !rare || object;
  }

  private nominal(k: number): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    const lower = sentence.lower(k);
    const previous = sentence.tagAt(sentence.before(k));
    // "shot dead a guard"
    if (lower === "dead" && (previous === T.verb || previous === T.participle)) return T.adverb;
    if (lower === "well" && !this.closed(previous)) return T.adverb;
    if (
      lower === "home" &&
      (previous === T.verb || previous === T.base || previous === T.participle || previous === T.ing)
    )
      return T.adverb;
    if (bits & ADJECTIVE && bits & NOUN) return this.adjectiveOrNoun(k, previous);
    if (bits & NOUN) return T.noun;
    if (bits & ADJECTIVE) {
      // "The wounded were taken": an adjective with a determiner and no noun after it.
      const alone = !sentence.phraseAt(k + 1) && previous === T.determiner;
      return alone ? T.noun : T.adjective;
    }
    if (bits & ADVERB) return T.adverb;
    if (bits & PRONOUN) return T.pronoun;
    if (bits & (MODAL | CONJUNCTION | NEGATION)) return T.adverb;
    if (bits & (BASE | THIRD)) return T.verb;
    return T.noun;
  }

  private adjectiveOrNoun(k: number, previous: number): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    const last = sentence.before(k);
    // "left 24 people dead": after a noun in the plural it says how they were.
    if (previous === T.noun && sentence.bits(last) & PLURAL && !sentence.phraseAt(k + 1)) return T.adjective;
    // "is present", "stayed open": after a verb of being, without a determiner.
    const being =
      (previous === T.auxiliary && isBe(sentence.lower(last))) ||
      ((previous === T.verb || previous === T.base) && sentence.isVerb(last, "predicative"));
    if (being && sentence.grammar.is("complement", sentence.lower(k))) return T.noun;
    // "leaving nine dead"
    if (previous === T.number && sentence.isVerb(sentence.before(last), "leaving") && !sentence.phraseAt(k + 1))
      return T.adjective;
    const plain = !(bits & PLURAL) && !sentence.can(k + 1, NOUN) && sentence.tagAt(k + 1) !== T.name;
    if (being && plain) return T.adjective;
    return sentence.can(k + 1, NOUN | ADJECTIVE) || sentence.tagAt(k + 1) === T.name ? this.beforeNoun(k) : T.noun;
  }

  /** "the former butcher", but "the dead lay": the word after it must not be the verb. */
  private beforeNoun(k: number): number {
    return this.verbAt(k + 1) ? T.noun : T.adjective;
  }

  /** Whether the next word must be the verb that the clause wants: no other one follows. */
  private verbAt(k: number): boolean {
    const { sentence, stretch } = this;
    if (stretch.inverted >= 0 && sentence.can(k, BASE)) return true;
    if (!sentence.can(k, PAST | THIRD) || stretch.satisfied()) return false;
    if (sentence.can(k + 1, NOUN) && sentence.can(k, PARTICIPLE) && !sentence.objectAt(k + 1)) return false;
    return !this.ahead.orphan(k, true, stretch.owed());
  }
}
