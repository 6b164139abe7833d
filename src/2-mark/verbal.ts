import {
  ADJECTIVE,
  ADVERB,
  BASE,
  DETERMINER,
  ING,
  isBe,
  isDo,
  isGet,
  isHave,
  NOUN,
  PARTICIPLE,
  PAST,
  PLURAL,
  PREPOSITION,
  PRONOUN,
  THIRD,
} from "./grammar.ts";
import { Present } from "./present.ts";
import { BACK } from "./sight.ts";
import { T } from "./tagging.ts";

/** Words in -ing that say what a place or a thing behind them is for, and those places and things. */
const PURPOSES = new Set("training messaging mining recruiting polling landing staging fishing hiding".split(" "));
const SITES =
  /^(?:camp|ground|centre|center|facilit|base|site|app|application|service|platform|area|station|place)(?:s|y|ies)?$/;

const FORWARD = new Set(["forward", "forth", "back", "down", "up", "out"]);

const ARTICLES = new Set(["a", "an"]);

/** Words that can be a form of a verb. */
export class Verbal extends Present {
  protected verbal(k: number, bits: number): number {
    const { sentence } = this;
    const j = sentence.before(k);
    const previous = this.describing(k, j) ? T.adjective : sentence.tagAt(j);
    // "put forward"
    const verb = previous === T.verb || previous === T.participle || previous === T.base || previous === T.ing;
    if (verb && FORWARD.has(sentence.lower(k))) return T.adverb;
    const helper = sentence.lower(j);
    if (bits & BASE && (previous === T.to || previous === T.modal || (previous === T.auxiliary && isDo(helper)))) {
      return T.base;
    }
    // "to better protect", "will likely lead"
    if (bits & BASE && previous === T.adjective) {
      const helper = sentence.tagAt(sentence.before(j));
      if (helper === T.to || helper === T.modal) return T.base;
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
    // "others come from": a participle of one form with the bare verb, without a helper.
    const bare = (bits & (BASE | PARTICIPLE | PAST)) === (BASE | PARTICIPLE);
    if (bare && this.stretch.needs()) return this.present(k, previous);
    if (bits & (PAST | PARTICIPLE)) return this.past(k, previous);
    return this.present(k, previous);
  }

  /** "a Catholic *taxi* driver", "a Japanese *mining* engineer": behind "a", a single name before a noun is an adjective. */
  private describing(k: number, j: number): boolean {
    const { sentence } = this;
    if (sentence.tagAt(j) !== T.name || j !== k - 1 || !sentence.can(k, BASE | ING) || !sentence.can(k + 1, NOUN))
      return false;
    return ARTICLES.has(sentence.lower(j - 1)) && !sentence.can(k + 1, DETERMINER | PRONOUN | PREPOSITION);
  }

  protected modalBefore(k: number): boolean {
    const { sentence } = this;
    let j = k;
    while (sentence.tagAt(j) === T.date) j -= 1;
    return sentence.tagAt(sentence.before(j + 1)) === T.modal;
  }

  /** After an auxiliary a form that is also an adjective before a noun describes it: "are armed men". */
  protected participial(k: number): number {
    const { sentence } = this;
    const noun = sentence.can(k + 1, NOUN) && !sentence.can(k + 1, ADVERB | BASE | PREPOSITION | THIRD);
    const describes = noun && (sentence.bits(k) & ADJECTIVE) !== 0 && (sentence.bits(k + 1) & PLURAL) !== 0;
    return describes && !isHave(sentence.lower(sentence.before(k))) ? T.adjective : T.participle;
  }

  /** "are marching", but "are missing": an adjective when the list has it and no object follows. */
  protected progressive(k: number, helper: string): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    if (isBe(helper) && bits & NOUN && sentence.lower(k + 1) === "of") return T.noun;
    return bits & ADJECTIVE && !this.ahead.objectAfter(k) && (sentence.entries[k]?.verbs ?? 0) < 60
      ? T.adjective
      : T.ing;
  }

  /** "help end", "let the hostages go": after verbs of sensing and letting, with the one who acts between. */
  protected bareInfinitive(k: number, j: number): boolean {
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
    for (let i = j; i >= Math.max(0, j - BACK); i -= 1) {
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
  protected inverted(k: number, bits: number): boolean {
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

  protected ing(k: number, previous: number): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    if (bits & ADJECTIVE && this.stands(k, previous)) return T.adjective;
    // "has training camps": after "have" stands a noun, or what describes one.
    if (previous === T.auxiliary && isHave(sentence.lower(sentence.before(k))) && sentence.can(k + 1, NOUN))
      return T.adjective;
    // "maintained *training* camps", "through *messaging* apps": what the noun is for.
    if (PURPOSES.has(sentence.lower(k)) && SITES.test(sentence.lower(k + 1))) return T.adjective;
    const nounNext = (sentence.can(k + 1, NOUN | ADJECTIVE) && !this.verbAt(k + 1)) || sentence.tagAt(k + 1) === T.name;
    if (previous === T.determiner || previous === T.adjective || previous === T.number || previous === T.possessive) {
      // "a bombing planned by them": what follows is said of the noun.
      const described = sentence.can(k + 1, PARTICIPLE) && sentence.lower(k + 2) === "by";
      return nounNext && !(described && bits & NOUN) && !(bits & NOUN && sentence.tagAt(k + 1) === T.name)
        ? T.adjective
        : T.noun;
    }
    const object = sentence.objectAt(k + 1) || sentence.phraseAt(k + 1);
    const further = object || sentence.lower(k + 1) === "to" || sentence.lower(k + 1) === "that";
    if (previous === T.noun && bits & NOUN && nounNext && !(sentence.bits(sentence.before(k)) & PLURAL))
      return sentence.objectAt(k + 1) && !sentence.can(k + 1, NOUN) ? T.ing : T.noun;
    if (previous === T.noun && sentence.bits(sentence.before(k)) & PLURAL) return T.ing;
    // "attributed the Silchar bombing to them"
    if (previous === T.name && bits & NOUN && !object && this.nounish(k) && this.opened(k)) return T.noun;
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

  /** Whether an article stands before the name that a word follows. */
  private opened(k: number): boolean {
    const { sentence } = this;
    let j = sentence.before(k);
    while (j > 0 && sentence.tagAt(j) === T.name) j = sentence.before(j);
    return sentence.tagAt(j) === T.determiner;
  }

  /** "neighbouring Chad", "were reported missing": an adjective in -ing before its noun, or behind a verb without object. */
  protected stands(k: number, previous: number): boolean {
    const { sentence } = this;
    const noun = sentence.can(k + 1, NOUN | ADJECTIVE) || sentence.tagAt(k + 1) === T.name;
    const known = (sentence.entries[k]?.verbs ?? 0) > 4;
    const held = previous === T.participle && sentence.tagAt(sentence.before(sentence.before(k))) === T.auxiliary;
    if (held || previous === T.verb) return (held || !known) && !this.ahead.objectAfter(k);
    if (!noun || this.verbAt(k + 1)) return false;
    if (previous === T.preposition || previous === T.conjunction || previous === T.stop) return !known;
    return this.closed(previous);
  }
}
