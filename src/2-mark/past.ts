import { ADJECTIVE, isBe, isHave, NOUN, PARTICIPLE, PAST, PLURAL, PREPOSITION } from "./grammar.ts";
import { Nominal } from "./nominal.ts";
import { BACK, OBJECTIVE, SUBJECTS } from "./sight.ts";
import { T } from "./tagging.ts";

const ASKED = new Set(["how", "whether", "why", "what", "who"]);

const OTHERS = new Set(["others", "more", "many", "several", "dozens", "hundreds", "scores"]);

/** Words back from a verb that the number of those whom it befell may stand. */
const TALLY = 4;

/** Forms in -ed and their like: past, participle or adjective. */
export class Past extends Nominal {
  protected past(k: number, previous: number): number {
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
      ((sentence.can(k + 1, NOUN) && this.pluralAfter(k)) || this.beforeName(k)) &&
      (!(bits & PAST && stretch.needs()) || this.countedThings(k))
    )
      return T.adjective;
    // "Two alleged members killed"
    const doubted = previous === T.number || previous === T.stop;
    if (doubted && sentence.isVerb(k, "doubting") && (nounNext || this.beforeName(k))) return T.adjective;
    if (previous === T.preposition)
      return nounNext ? T.adjective : bits & (NOUN | ADJECTIVE) ? this.nominal(k) : T.participle;
    if (!(bits & PARTICIPLE)) return this.wasNoun(k, previous) ? T.noun : T.verb;
    if (!(bits & PAST)) return this.onlyParticiple(k, previous, nounNext);
    // "gunmen armed with rifles stormed a hotel"
    if (sentence.lower(k + 1) === "with" && sentence.isVerb(k, "laden")) return T.participle;
    // "Set up in 1984, the union"
    const after = sentence.bits(k + 1) & PREPOSITION && sentence.lower(k + 1) !== "of";
    if (previous === T.stop && after && stretch.bare()) return T.participle;
    if (bits & NOUN && this.wasNoun(k, previous)) return T.noun;
    if (sentence.isVerb(k, "intransitive") && (stretch.needs() || stretch.fresh() || stretch.follows(stretch.last)))
      return T.verb;
    if (sentence.isVerb(k, "transitive") && this.isTally(k, next)) return T.participle;
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
          : previous === T.verb &&
              stretch.needs() &&
              sentence.isVerb(sentence.before(k), "saying") &&
              this.ahead.objectAfter(k)
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

  /** "(6 people *killed*, 3 wounded)", "; six *killed*": a number before, nothing after. */
  private isTally(k: number, next: number): boolean {
    const { sentence } = this;
    const end = sentence.tagAt(next);
    if (end !== T.close && end !== T.comma && end !== T.stop && next < sentence.count) return false;
    for (let j = k - 1; j >= Math.max(0, k - TALLY); j -= 1) {
      if (sentence.tagAt(j) !== T.number) continue;
      const before = sentence.tagAt(j - 1);
      return before === T.open || before === T.stop || j === 0;
    }
    return false;
  }

  /** "Three armed men attacked": between a number and its noun, when the verb is still to come. */
  private countedThings(k: number): boolean {
    return (this.sentence.bits(k) & ADJECTIVE) !== 0 || this.ahead.orphan(k, true, this.owed(k, false));
  }

  /** "in the attack", "a read": a form that is more often a noun and stands where only a noun can. */
  protected wasNoun(k: number, previous: number): boolean {
    const { sentence } = this;
    // "the wounded", but "though wounded", "and dozens wounded"
    if (sentence.lower(k).endsWith("ed")) {
      const opens = previous === T.determiner || previous === T.adjective || previous === T.possessive;
      return opens || (previous === T.number && !this.gapped(k));
    }
    return (
      (sentence.bits(k) & NOUN) !== 0 &&
      (this.closed(previous) ||
        (!this.describesPast(k) &&
          !this.stretch.needs() &&
          !this.stretch.fresh() &&
          previous !== T.conjunction &&
          previous !== T.comma &&
          previous !== T.pronoun))
    );
  }

  /** "conditions set by them", "votes cast in": behind a noun and before a preposition a participle. */
  protected describesPast(k: number): boolean {
    const { sentence } = this;
    const { nouns = 0, verbs = 0 } = sentence.entries[k] ?? {};
    const phrased = (sentence.bits(k + 1) & PREPOSITION) !== 0 || sentence.lower(k + 1) === "to";
    return (sentence.bits(k) & PARTICIPLE) !== 0 && phrased && verbs > nouns && sentence.lower(k + 1) !== "of";
  }

  protected onlyParticiple(k: number, previous: number, nounNext: boolean): number {
    if (previous === T.conjunction && this.parallel(k) !== T.adjective) return T.participle;
    const before = previous === T.verb || previous === T.conjunction || previous === T.stop || previous === T.comma;
    return before && nounNext && this.describes(k) ? T.adjective : T.participle;
  }

  protected afterPronoun(k: number): number {
    // "Those captured were paraded"
    const { sentence } = this;
    const pronoun = sentence.lower(sentence.before(k));
    const subject = /^(he|she|it|they|we|i|you|who|which|that|this|nobody|everyone|no one)$/.test(pronoun);
    if (subject) return T.verb;
    return this.afterNoun(k, sentence.after(k + 1));
  }

  protected afterComma(k: number, next: number): number {
    const { sentence, stretch } = this;
    if (stretch.bare()) return this.describes(k) ? T.adjective : T.participle;
    const by = sentence.lower(next) === "by";
    const object = this.ahead.objectAfter(k);
    // "the man, identified only as Omar"
    const as = sentence.lower(next) === "as" || sentence.lower(k + 2) === "as";
    if (as && sentence.isVerb(k, "identifying") && !object) return T.participle;
    if (!object && (this.inPassives(k) || this.afterPassive(k))) return T.participle;
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
    return this.ahead.listed(k, PAST) || sentence.isVerb(k, "intransitive") || sentence.lower(k + 1) === "to"
      ? T.verb
      : T.participle;
  }

  /** "was armed, *trained* and funded by": one of several that share a helper. */
  private inPassives(k: number): boolean {
    const { sentence } = this;
    let next = sentence.after(k + 1);
    while (sentence.tagAt(next) === T.comma && sentence.can(sentence.after(next + 1), PARTICIPLE))
      next = sentence.after(sentence.after(next + 1) + 1);
    if (sentence.tagAt(next) === T.comma) next = sentence.after(next + 1);
    if (sentence.tagAt(next) !== T.conjunction || !sentence.can(sentence.after(next + 1), PARTICIPLE)) return false;
    let at = sentence.before(k);
    while (sentence.tagAt(at) === T.comma && sentence.tagAt(sentence.before(at)) === T.participle) {
      const helper = sentence.before(sentence.before(at));
      if (sentence.tagAt(helper) === T.auxiliary) return isBe(sentence.lower(helper));
      at = helper;
    }
    return false;
  }

  /** "was convicted of murder in 2017, *sentenced* to death": of a verb with an object, behind a passive and its phrases. */
  private afterPassive(k: number): boolean {
    const { sentence } = this;
    if (!sentence.isVerb(k, "transitive")) return false;
    for (let j = k - 1; j >= Math.max(0, k - BACK); j -= 1) {
      const tag = sentence.tags[j];
      if (tag === T.verb || tag === T.relative || tag === T.subordinator || tag === T.stop || tag === T.ing)
        return false;
      if (tag === T.participle) {
        const helper = sentence.before(j);
        if (sentence.tagAt(helper) === T.auxiliary) return isBe(sentence.lower(helper));
        if (sentence.tagAt(helper) !== T.comma) return false;
      }
    }
    return false;
  }

  /** "a Salafi *armed* faction": between a name behind "a" and a noun that could not be an object. */
  private betweenNameAndNoun(k: number): boolean {
    const { sentence } = this;
    const bits = sentence.bits(k + 1);
    const article = /^an?$/.test(sentence.lower(sentence.before(sentence.before(k))));
    const single = (bits & NOUN) !== 0 && (bits & PLURAL) === 0 && !this.verbAt(k + 1);
    return article && single && (sentence.bits(k) & ADJECTIVE) !== 0 && sentence.tagAt(sentence.before(k)) === T.name;
  }

  /** "19 captured *border guards*": a plural follows, or a noun and then one. */
  private pluralAfter(k: number): boolean {
    const { sentence } = this;
    const plural = (at: number): boolean => sentence.can(at, NOUN) && (sentence.bits(at) & PLURAL) !== 0;
    return plural(k + 1) || (plural(k + 2) && (sentence.bits(k + 1) & (PREPOSITION | PAST)) === 0);
  }

  /** The last auxiliary before a token; -1 when there is none. */
  private auxiliary(k: number): number {
    for (let j = k - 1; j >= 0; j -= 1) if (this.sentence.tagAt(j) === T.auxiliary) return j;
    return -1;
  }

  /** After "and": of the same form as the verb before it. */
  protected parallel(k: number): number {
    const { sentence, stretch } = this;
    if (sentence.lower(sentence.after(k + 1)) === "that" && sentence.isVerb(k, "clausal")) return T.verb;
    const bits = sentence.bits(k);
    // "was freed and died": no passive of such a verb.
    if (bits & PAST && sentence.isVerb(k, "intransitive") && isBe(sentence.lower(this.auxiliary(k)))) return T.verb;
    if (bits & ADJECTIVE && this.describes(k) && !(bits & NOUN) && (sentence.entries[k]?.verbs ?? 0) < 50) {
      const left = sentence.tagAt(sentence.before(sentence.before(k)));
      if (left === T.noun || left === T.adjective) return T.adjective;
    }
    for (let j = k - 1; j >= Math.max(0, k - BACK); j -= 1) {
      const tag = sentence.tags[j];
      if (tag === T.verb) return T.verb;
      if (tag === T.auxiliary && !isBe(sentence.lower(j)))
        return isHave(sentence.lower(j)) && sentence.tagAt(sentence.after(j + 1)) !== T.participle
          ? T.verb
          : T.participle;
      if (tag === T.auxiliary) return this.ahead.objectAfter(k) && !this.names(k) ? T.verb : T.participle;
      if (tag === T.participle) {
        const helper = sentence.tagAt(sentence.before(j));
        if (helper === T.auxiliary) {
          const active = isHave(sentence.lower(sentence.before(j)));
          return !active && this.ahead.objectAfter(k) && !this.names(k) ? T.verb : T.participle;
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

  /** "was freed and made head": the passive of these verbs keeps a noun behind it. */
  protected names(k: number): boolean {
    return this.sentence.isVerb(k, "naming") || this.sentence.isVerb(k, "twofold");
  }

  protected afterNoun(k: number, next: number): number {
    const { sentence, stretch } = this;
    const lower = sentence.lower(next);
    const opens = this.opens(k);
    const wanted = stretch.needs() || (stretch.fresh() && !this.gapped(k)) || opens;
    if (this.betweenNameAndNoun(k)) return T.adjective;
    if (!wanted || (!stretch.needs() && this.apposed(k))) return T.participle;
    let said = next;
    while (sentence.tagAt(said) === T.date) said = sentence.after(said + 1);
    if (sentence.isVerb(k, "clausal") && ASKED.has(sentence.lower(said))) return T.verb;
    if (sentence.lower(said) === "that" || sentence.entries[k]?.verb === "say")
      return lower === "by" ? T.participle : T.verb;
    const naming = sentence.isVerb(k, "naming");
    const dead = sentence.lower(k + 1) === "dead" && !sentence.phraseAt(k + 2);
    if (this.ahead.objectAfter(k) && !naming && !dead) return this.verbOf(k);
    // "found the bodies buried": behind a verb that takes objects as well, a form without object describes the noun.
    const weak =
      opens && !stretch.needs() && !stretch.fresh() && !this.abreast(k) && !sentence.isVerb(stretch.latest, "saying");
    if (weak) return T.participle;
    const owed = this.owed(k, opens);
    if (this.ahead.orphan(k, false, owed)) return T.participle;
    if (lower === "by" && !sentence.isVerb(k, "clausal")) return T.participle;
    if (this.ahead.orphan(k, true, owed)) return T.participle;
    // "Two charged over blast", "Ex-minister shot dead": a headline shortens the passive.
    const short = (sentence.bits(next) & PREPOSITION) !== 0 || dead;
    return this.headline() && short && !sentence.isVerb(k, "intransitive") ? T.participle : this.verbOf(k);
  }

  /** "blamed the Front, a group *based* in": behind a noun phrase with "a" that says what the name before the comma is. */
  protected apposed(k: number): boolean {
    const { sentence, stretch } = this;
    if (!stretch.satisfied() || this.ahead.objectAfter(k)) return false;
    for (let j = sentence.before(k); j >= Math.max(1, k - BACK); j = sentence.before(j)) {
      const lower = sentence.lower(j);
      if (lower === "a" || lower === "an") {
        const comma = sentence.before(j);
        const noun = sentence.tagAt(sentence.before(comma));
        return sentence.tagAt(comma) === T.comma && (noun === T.name || noun === T.noun || noun === T.close);
      }
      const tag = sentence.tagAt(j);
      if (tag !== T.noun && tag !== T.adjective && tag !== T.name && tag !== T.hyphen) return false;
    }
    return false;
  }

  /** The finite verb of this clause; of a relative one without its word when another noun phrase waits before it. */
  protected verbOf(k: number): number {
    const { stretch } = this;
    const waits = stretch.needs() && !stretch.satisfied() && this.abreast(k);
    if (waits && this.ahead.orphan(k, true, stretch.owed())) stretch.embed();
    return T.verb;
  }

  /** "12 were killed and others wounded": the helper of the first is not said again. */
  protected gapped(k: number): boolean {
    const { sentence, stretch } = this;
    const at = stretch.last;
    if (at < 0 || !isBe(sentence.lower(at)) || sentence.isVerb(k, "intransitive") || sentence.isVerb(k, "clausal"))
      return false;
    if (sentence.tagAt(sentence.after(at + 1)) !== T.participle || this.ahead.objectAfter(k)) return false;
    // Only of a number: "and 30 others wounded".
    for (let j = k - 1; j >= 0 && j > k - 5; j -= 1) {
      const tag = sentence.tags[j];
      if (tag === T.number || OTHERS.has(sentence.lower(j))) return true;
      if (tag === T.conjunction || tag === T.comma) return false;
    }
    return false;
  }
}
