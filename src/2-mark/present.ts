import { ADJECTIVE, ADVERB, BASE, DETERMINER, NOUN, PAST, PLURAL, PREPOSITION, PRONOUN, THIRD } from "./grammar.ts";
import { Past } from "./past.ts";
import { BACK, OBJECTIVE, PARTICLES, SUBJECTS } from "./sight.ts";
import { T } from "./tagging.ts";

const PLURAL_HELPERS = new Set([
  "are",
  "were",
  "have",
  "had",
  "do",
  "did",
  "aren't",
  "weren't",
  "haven't",
  "don't",
  "didn't",
]);

const OFTEN = new Set("often frequently regularly routinely sometimes repeatedly usually typically mainly".split(" "));

/** Forms that are noun and verb: "attack", "claims". */
export class Present extends Past {
  protected present(k: number, previous: number): number {
    const { sentence, stretch } = this;
    const bits = sentence.bits(k);
    const both = (bits & (NOUN | ADJECTIVE)) !== 0;
    const j = sentence.before(k);
    // "the Front often targets schools"
    if (bits & (THIRD | BASE) && stretch.needs() && OFTEN.has(sentence.lower(k - 1))) return T.verb;
    if (this.closed(previous)) {
      const plain = !both && bits & (THIRD | BASE) && previous !== T.preposition;
      return plain && (previous === T.number || previous === T.adjective) && stretch.needs() ? T.verb : this.nominal(k);
    }
    if (previous === T.relative && !SUBJECTS.has(sentence.lower(j))) return both ? this.nominal(k) : T.verb;
    if (previous === T.relative && sentence.lower(j) === "who" && sentence.tagAt(sentence.before(j)) !== T.preposition)
      return T.verb;
    if (previous === T.relative) return this.wantsVerb(k) ? T.verb : this.nominal(k);
    if (previous === T.pronoun) return this.afterSubjectPronoun(k, j);
    if (previous === T.conjunction) return this.joined(k, j);
    if (previous === T.comma && sentence.lower(k + 1) === "of" && sentence.tagAt(k + 2) === T.relative)
      return this.nominal(k);
    if (previous === T.noun && bits & BASE && this.demanded(k)) return T.verb;
    if (
      previous === T.comma &&
      bits & THIRD &&
      !stretch.bare() &&
      (stretch.needs() || sentence.objectAt(k + 1)) &&
      this.wantsVerb(k)
    )
      return this.ahead.orphan(k, false, stretch.owed()) ? this.nominal(k) : T.verb;
    if (previous === T.comma && bits & BASE && this.listedBase(k)) return T.base;
    // "They wear black, carry rifles and travel"
    const kin = sentence.tagAt(stretch.last) === T.verb ? sentence.bits(stretch.last) & bits & (BASE | THIRD) : 0;
    if (previous === T.comma && kin && sentence.objectAt(k + 1) && this.ahead.listed(k, bits)) return T.verb;
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
    if (!both) {
      if (subject) return wanted ? this.verbOf(k) : T.noun;
      if (previous === T.verb || previous === T.base || previous === T.ing) return T.noun;
      return bits & BASE && previous === T.stop ? T.base : bits & ADVERB ? T.adverb : T.verb;
    }
    if (!subject || !wanted) return this.nominal(k);
    const owed = this.owed(k, opens);
    return this.agrees(k, j) && this.verbHere(k, owed) ? this.verbOf(k) : this.nominal(k);
  }

  /** "demanded that the army leave" */
  protected demanded(k: number): boolean {
    const { sentence, stretch } = this;
    const that = sentence.before(this.phraseStart(k));
    const verb = sentence.before(that);
    return stretch.needs() && sentence.lower(that) === "that" && sentence.isVerb(verb, "demanding");
  }

  /** "to train, arm and equip", "to scare people, not kill them": goes on with the infinitive before the comma. */
  protected listedBase(k: number): boolean {
    const { sentence } = this;
    const denied = sentence.tagAt(k - 1) === T.negation;
    const next = sentence.tagAt(k + 1);
    const goes = sentence.objectAt(k + 1) || next === T.conjunction || next === T.comma;
    if (!denied && !(goes && this.ahead.conjunctionAfter(k))) return false;
    for (let j = k - 1; j >= Math.max(0, k - BACK); j -= 1) {
      const tag = sentence.tags[j];
      if (tag === T.base) return true;
      if (tag === T.verb || tag === T.auxiliary || tag === T.stop || tag === T.relative) return false;
    }
    return false;
  }

  /** After "who", "which", "that": a verb unless a noun phrase goes on. */
  protected wantsVerb(k: number): boolean {
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

  protected afterSubjectPronoun(k: number, j: number): number {
    const lower = this.sentence.lower(j);
    if (OBJECTIVE.has(lower) || lower === "her") return this.nominal(k);
    if (/^(he|she|it|they|we|i|you)$/.test(lower)) return T.verb;
    return this.stretch.needs() || this.stretch.fresh() ? T.verb : this.nominal(k);
  }

  /** After "and": a verb when the stretch before has one of the same kind and the noun reading is not better. */
  protected joined(k: number, j: number): number {
    const { sentence } = this;
    const bits = sentence.bits(k);
    const nounish = (bits & (NOUN | ADJECTIVE)) !== 0;
    const goes =
      sentence.objectAt(k + 1) ||
      sentence.lower(k + 1) === "to" ||
      sentence.lower(k + 1) === "that" ||
      (PARTICLES.has(sentence.lower(k + 1)) && sentence.objectAt(k + 2));
    for (let i = j - 1; i >= Math.max(0, j - BACK); i -= 1) {
      const tag = sentence.tags[i];
      const { nouns = 0, verbs = 0 } = sentence.entries[k] ?? {};
      const phrased = (sentence.bits(k + 1) & PREPOSITION) !== 0 && verbs >= nouns;
      if (tag === T.base && bits & BASE && (goes || phrased || !nounish)) return T.base;
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
  protected agrees(k: number, j: number): boolean {
    const { sentence } = this;
    const bits = sentence.bits(k);
    const tag = sentence.tagAt(j);
    // "Anyone who helps the militants faces": the subject stands further back.
    if (this.stretch.satisfied() && this.stretch.needs()) return !(bits & THIRD) || !this.beforeVerb(k);
    // "Security forces round up": a bare noun before a form in -s is a part of its name.
    if (bits & THIRD && this.compound(k, j)) return false;
    // "UN monitors estimated 2,000": the verb is the next word.
    if (
      tag === T.name &&
      bits & THIRD &&
      sentence.can(k + 1, PAST) &&
      !sentence.can(k + 1, NOUN) &&
      this.ahead.objectAfter(k + 1)
    )
      return false;
    if (tag === T.name || tag === T.close || tag === T.date || tag === T.number || tag === T.comma || tag === T.dash)
      return bits & THIRD ? true : sentence.objectAt(k + 1) || this.severalBefore(k) || !(bits & NOUN);
    // "added the Front to its sanctions list": what follows "to" is no subject.
    if (bits & BASE && !(bits & THIRD) && bits & NOUN && this.toward(j)) return false;
    const plural =
      (sentence.bits(j) & PLURAL) !== 0 ||
      /^(police|people|men|women|children)$/.test(sentence.lower(j)) ||
      this.severalBefore(k);
    return bits & THIRD ? !plural || this.ofBefore(j, THIRD) : plural || this.ofBefore(j, BASE);
  }

  /** Whether a noun stands in a phrase with "to" behind a name. */
  protected toward(j: number): boolean {
    const { sentence } = this;
    const start = this.phraseStart(j);
    const to = sentence.before(start);
    const left = sentence.tagAt(sentence.before(to));
    return sentence.lower(to) === "to" && (left === T.name || left === T.pronoun);
  }

  /** "security forces say", "missile tests involve": a form in -s before another verb is the last noun of a name. */
  protected beforeVerb(k: number): boolean {
    const { sentence } = this;
    const next = sentence.after(k + 1);
    const tag = sentence.tagAt(next);
    // "what the group wants is": a plural takes no "is".
    if (tag === T.modal) return true;
    if (tag === T.auxiliary) return PLURAL_HELPERS.has(sentence.lower(next));
    if (!sentence.can(next, BASE) || next !== k + 1) return false;
    const { nouns = 0, verbs = 0 } = sentence.entries[next] ?? {};
    if (!(sentence.bits(next) & (NOUN | ADJECTIVE | PREPOSITION | ADVERB))) return true;
    const definite = sentence.can(next + 1, DETERMINER | PRONOUN) || sentence.tagAt(next + 1) === T.determiner;
    return verbs > 3 * nouns || (definite && verbs > nouns);
  }

  /** A single common noun without article at the start of a full sentence, with more than one reading to come. */
  protected compound(k: number, j: number): boolean {
    const { sentence } = this;
    if (this.beforeVerb(k)) return true;
    if (sentence.tagAt(j) !== T.noun || this.headline() || sentence.bits(j) & PLURAL || sentence.lower(j) === "police")
      return false;
    const left = sentence.tagAt(sentence.before(j));
    const open = left === T.stop || left === T.comma || left === T.subordinator || left === T.conjunction;
    if (!open) return false;
    const { nouns = 0, verbs = 0 } = sentence.entries[k] ?? {};
    return sentence.can(k + 1, BASE | PAST) || ((sentence.bits(k + 1) & PREPOSITION) !== 0 && nouns >= verbs);
  }

  /** Whether the phrase before holds "and": its parts are several. */
  protected severalBefore(k: number): boolean {
    const { sentence } = this;
    if (!this.stretch.needs()) return false;
    for (let i = k - 1; i >= Math.max(0, k - BACK); i -= 1) {
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

  /** A noun inside a phrase does not agree with the verb ("Estimates of its strength range"): the noun before it does. */
  protected ofBefore(j: number, form: number): boolean {
    const { sentence } = this;
    let at = -1;
    for (let i = j; i >= Math.max(0, j - BACK); i -= 1) {
      const tag = sentence.tags[i];
      if (tag === T.preposition) at = sentence.before(i);
      else if (
        tag !== T.noun &&
        tag !== T.name &&
        tag !== T.adjective &&
        tag !== T.determiner &&
        tag !== T.number &&
        tag !== T.possessive
      )
        break;
    }
    if (at < 0) return false;
    if (sentence.tagAt(at) !== T.noun) return true;
    return ((sentence.bits(at) & PLURAL) !== 0) === (form === BASE);
  }

  /** Whether a form that is noun and verb is the verb that its clause wants. */
  protected verbHere(k: number, owed: number): boolean {
    const { sentence } = this;
    const next = sentence.lower(k + 1);
    const clausal = sentence.isVerb(k, "clausal");
    const object =
      sentence.objectAt(k + 1) && !(sentence.tagAt(k + 1) === T.other && sentence.can(k + 1, PAST | THIRD));
    if (clausal && (object || next === "that" || next === "to")) return true;
    const entry = sentence.entries[k];
    const { nouns = 1, verbs = 0 } = entry ?? {};
    // "heads a government", "wants to": what can hardly be a noun here gives way only to a sure verb.
    const after = sentence.tagAt(k + 1);
    const definite = after === T.determiner || after === T.pronoun || sentence.can(k + 1, DETERMINER | PRONOUN);
    const sure = definite || verbs > 5 * nouns || (next === "to" && verbs >= nouns);
    if (this.ahead.orphan(k, !sure, owed)) return false;
    const rare = nouns > 4 * verbs;
    return !rare || object || PARTICLES.has(next);
  }
}
