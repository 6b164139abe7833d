import {
  ADJECTIVE,
  ADVERB,
  BASE,
  DETERMINER,
  ING,
  NOUN,
  PARTICIPLE,
  PAST,
  PLURAL,
  PREPOSITION,
  PRONOUN,
  SUBORDINATOR,
  THIRD,
} from "./grammar.ts";
import { T, type Tagging } from "./tagging.ts";

/** How far ahead is looked, in tokens: keeps a text without stops from taking the square of its time. */
const FAR = 60;

const NOMINATIVE = new Set(["he", "she", "it", "they", "we", "i"]);

const NONFINITE = new Set(["be", "been", "being", "having", "doing", "done"]);

/** Questions about the words to the right, most of which have no tag yet. */
export class Ahead {
  private readonly sentence: Tagging;

  constructor(sentence: Tagging) {
    this.sentence = sentence;
  }

  /** Whether an object follows the verb at `k`: a noun phrase, after adverbs and a particle. */
  objectAfter(k: number): boolean {
    const { sentence } = this;
    let j = sentence.after(k + 1);
    // "reported late on Friday the army"
    if (sentence.isVerb(k, "clausal")) while (sentence.tagAt(j) === T.date) j = sentence.after(j + 1);
    if (sentence.objectAt(j)) return !this.timeAt(j);
    if (sentence.lower(j) === "there") return sentence.isVerb(k, "clausal");
    const lower = sentence.lower(j);
    const particle =
      lower === "up" || lower === "out" || lower === "off" || lower === "down" || lower === "back" || lower === "over";
    if (lower === "over" && !sentence.grammar.is("phrasal", `${sentence.entries[k]?.verb} over`)) return false;
    return particle && sentence.objectAt(j + 1) && !this.timeAt(j + 1);
  }

  private timeAt(j: number): boolean {
    return this.sentence.tagAt(j) === T.date;
  }

  /** Whether a noun phrase and then its finite verb follow from `k` on, before a boundary: "X did" after "after". */
  clauseAt(k: number): boolean {
    const { sentence } = this;
    if (
      !sentence.phraseAt(k) &&
      sentence.tagAt(k) !== T.date &&
      sentence.tagAt(k) !== T.adverb &&
      !this.finiteAt(k, true)
    )
      return false;
    let noun = false;
    let listing = false;
    for (let j = k; j < Math.min(sentence.count, k + FAR); j += 1) {
      const tag = sentence.tagAt(j);
      if (tag === T.stop || tag === T.subordinator || tag === T.open) return false;
      if (tag === T.comma) {
        // "after A, B and C met": a list of subjects; "after A, B": none.
        if (!listing && !this.listFrom(j)) return false;
        listing = true;
        continue;
      }
      if (tag === T.relative || (noun && sentence.lower(j) === "that")) return this.pastRelative(j);
      if ((tag === T.auxiliary || tag === T.modal) && this.finiteAt(j, false)) return noun || j === k;
      if (tag === T.name || tag === T.pronoun || tag === T.number || tag === T.noun) noun = true;
      if (tag !== T.other) continue;
      if (noun && this.finiteAt(j, true)) return true;
      if (sentence.can(j, ING) && !sentence.can(j, NOUN) && !sentence.can(j - 1, ADJECTIVE)) return false;
      if (sentence.can(j, NOUN | PRONOUN) && !sentence.can(j, PREPOSITION)) noun = true;
    }
    return false;
  }

  /** Whether the words after a comma go on with a list that ends in "and" before any verb. */
  private listFrom(comma: number): boolean {
    const { sentence } = this;
    for (let j = comma + 1; j < Math.min(sentence.count, comma + 12); j += 1) {
      const tag = sentence.tagAt(j);
      if (tag === T.conjunction) return j > comma + 1;
      if (tag === T.stop || tag === T.preposition || this.finiteAt(j, true)) return false;
    }
    return false;
  }

  /** "after the man who led it died": past the verb of a relative clause stands another one. */
  private pastRelative(k: number): boolean {
    let seen = 0;
    for (let j = k + 1; j < Math.min(this.sentence.count, k + FAR); j += 1) {
      const tag = this.sentence.tagAt(j);
      if (tag === T.comma || tag === T.stop) return false;
      if (this.finiteAt(j, true)) seen += 1;
      if (seen > 1) return true;
    }
    return false;
  }

  /** Whether the token is, or is likely to be, a finite verb. `loose` counts past forms that could be participles. */
  private finiteAt(j: number, loose: boolean): boolean {
    const { sentence } = this;
    const tag = sentence.tagAt(j);
    const left = sentence.before(j);
    const before = sentence.tagAt(left);
    if (tag === T.modal) return true;
    if (tag === T.auxiliary)
      return (
        !NONFINITE.has(sentence.lower(j)) && before !== T.modal && before !== T.to && sentence.lower(left) !== "to"
      );
    if (tag !== T.other || before === T.auxiliary || before === T.modal) return false;
    const bits = sentence.bits(j);
    if (!(bits & (PAST | THIRD | BASE))) return false;
    if (this.opensNoun(left)) return false;
    if (bits & PAST && !(bits & PARTICIPLE)) return !(bits & NOUN) || this.nominalAt(left);
    if (bits & PAST) {
      if (bits & NOUN && !this.nominalAt(left)) return false;
      if (!this.nominalAt(left) && before !== T.adverb) return false;
      const after = before === T.comma || before === T.dash;
      if (sentence.isVerb(j, "intransitive") || sentence.entries[j]?.verb === "say") return true;
      const next = sentence.after(j + 1);
      if (sentence.lower(next) === "that") return true;
      if (this.objectAfter(j) && !sentence.isVerb(j, "naming")) return true;
      return loose && !after && !this.shortened(j, next) && sentence.lower(next) !== "by" && !this.governed(left);
    }
    if (!this.nominalAt(left)) return false;
    if (bits & THIRD) {
      if (!(bits & (NOUN | ADJECTIVE))) return true;
      const entry = sentence.entries[j];
      const plural = (sentence.bits(left) & PLURAL) !== 0;
      return (
        loose &&
        !plural &&
        entry !== undefined &&
        (entry.verbs > 3 * entry.nouns ||
          sentence.objectAt(j + 1) ||
          (sentence.lower(j + 1) === "to" && entry.verbs > entry.nouns))
      );
    }
    const plural =
      (sentence.bits(left) & PLURAL) !== 0 || sentence.tagAt(left) === T.pronoun || sentence.lower(left) === "police";
    if (!plural && sentence.tagAt(left) !== T.comma) return false;
    if (!(bits & (NOUN | ADJECTIVE | ADVERB | PREPOSITION))) return true;
    const entry = sentence.entries[j];
    return (
      loose &&
      entry !== undefined &&
      !(bits & PREPOSITION) &&
      (entry.verbs > 3 * entry.nouns || (sentence.objectAt(j + 1) && entry.verbs > entry.nouns))
    );
  }

  /** "notes left in a cemetery": of a verb that wants an object, before a phrase. */
  private shortened(j: number, next: number): boolean {
    const { sentence } = this;
    const phrased = (sentence.bits(next) & PREPOSITION) !== 0 && sentence.lower(next) !== "for";
    return phrased && sentence.isVerb(j, "transitive");
  }

  /** Whether the noun phrase that ends at `k` is the object of an infinitive or a form in -ing: "to keep the groups separated". */
  private governed(k: number): boolean {
    const { sentence } = this;
    let j = k;
    while (j > 0 && this.nounish(j)) j -= 1;
    return sentence.can(j, ING) || (sentence.can(j, BASE) && sentence.lower(sentence.before(j)) === "to");
  }

  private nounish(k: number): boolean {
    const { sentence } = this;
    const tag = sentence.tagAt(k);
    if (tag === T.other)
      return (sentence.bits(k) & (NOUN | ADJECTIVE | DETERMINER)) !== 0 && !(sentence.bits(k) & (ING | BASE));
    return tag === T.noun || tag === T.name || tag === T.number || tag === T.determiner || tag === T.adjective;
  }

  /** Whether a determiner, an adjective or a preposition stands at `k`: what follows is a noun. */
  private opensNoun(k: number): boolean {
    const tag = this.sentence.tagAt(k);
    if (
      tag === T.determiner ||
      tag === T.possessive ||
      tag === T.preposition ||
      tag === T.hyphen ||
      tag === T.adjective
    )
      return true;
    return (
      tag === T.other &&
      (this.sentence.bits(k) & (PREPOSITION | SUBORDINATOR)) === PREPOSITION &&
      !(this.sentence.bits(k) & (ADVERB | NOUN | ING))
    );
  }

  private nominalAt(k: number): boolean {
    const tag = this.sentence.tagAt(k);
    if (
      tag === T.noun ||
      tag === T.name ||
      tag === T.pronoun ||
      tag === T.number ||
      tag === T.date ||
      tag === T.close ||
      tag === T.comma ||
      tag === T.dash
    )
      return true;
    return tag === T.other && (this.sentence.bits(k) & (NOUN | PRONOUN | ADVERB)) !== 0;
  }

  /**
   * Whether a finite verb follows in this clause that has no subject of its own: then a form at `k` that could be the
   * clause's verb is not. `loose` counts verbs that could be something else; `owed` of them have another subject that
   * waits already.
   */
  orphan(k: number, loose: boolean, owed: number): boolean {
    const { sentence } = this;
    let embedded = 0;
    let noun = false;
    let open = false;
    let skip = false;
    let left = owed;
    for (let j = k + 1; j < Math.min(sentence.count, k + FAR); j += 1) {
      const tag = sentence.tagAt(j);
      if (tag === T.stop) return false;
      if (tag === T.comma || tag === T.dash) {
        embedded = 0;
        open = true;
        noun = false;
        skip = false;
      } else if (tag === T.conjunction) {
        open = true;
        noun = false;
        skip = !sentence.objectAt(sentence.after(j + 1));
      } else if (this.joinsAt(j)) {
        embedded += 1;
        noun = false;
      } else if (this.finiteAt(j, loose) && !(j === k + 1 && this.bareAt(j))) {
        // "he had": a pronoun right before the verb is its own subject.
        if (sentence.tagAt(j - 1) === T.comma && this.listed(j, sentence.bits(j))) return false;
        if (skip) skip = false;
        else if (embedded > 0) embedded -= this.reportsAt(j) ? 0 : 1;
        else if (NOMINATIVE.has(sentence.lower(sentence.before(j)))) noun = false;
        else if (open && noun) return false;
        else if (left > 0) left -= 1;
        else return true;
        noun = false;
      } else if (this.reportsAt(j) || this.abreastAt(j)) {
        embedded += 1;
        noun = false;
      } else if (
        tag === T.name ||
        tag === T.pronoun ||
        tag === T.number ||
        tag === T.noun ||
        tag === T.determiner ||
        (tag === T.other && (sentence.bits(j) & (NOUN | PRONOUN)) !== 0)
      )
        noun = true;
    }
    return false;
  }

  /** "the way the war has", "the men they": a second noun phrase right behind a noun. */
  private abreastAt(j: number): boolean {
    const { sentence } = this;
    const begins =
      sentence.tagAt(j) === T.determiner || sentence.can(j, DETERMINER) || NOMINATIVE.has(sentence.lower(j));
    if (!begins || sentence.lower(j) === "that") return false;
    const tag = sentence.tagAt(j - 1);
    if (tag === T.other)
      return (sentence.bits(j - 1) & NOUN) !== 0 && !(sentence.bits(j - 1) & (PAST | THIRD | BASE | ING | PREPOSITION));
    return tag === T.noun || tag === T.name || tag === T.number;
  }

  /** A form without an ending right behind the word that is asked about: the two are one name as easily. */
  private bareAt(j: number): boolean {
    return this.sentence.tagAt(j) === T.other && (this.sentence.bits(j) & (BASE | PAST | THIRD)) === BASE;
  }

  /** "saying the men", "make sure people": a clause without "that" can follow. */
  private reportsAt(j: number): boolean {
    const { sentence } = this;
    if (sentence.tagAt(j) !== T.other || !sentence.objectAt(sentence.after(j + 1))) return false;
    if (sentence.bits(j) & ADJECTIVE && sentence.grammar.is("certain", sentence.lower(j))) return true;
    return (
      (sentence.bits(j) & (ING | BASE | PAST | THIRD)) !== 0 &&
      sentence.isVerb(j, "saying") &&
      !this.opensNoun(sentence.before(j))
    );
  }

  private joinsAt(j: number): boolean {
    const { sentence } = this;
    const tag = sentence.tagAt(j);
    if (tag === T.subordinator || tag === T.relative) return true;
    if (tag !== T.other) return false;
    const lower = sentence.lower(j);
    if (lower === "that" || lower === "where" || lower === "when") return true;
    return (sentence.bits(j) & (PREPOSITION | SUBORDINATOR)) === (PREPOSITION | SUBORDINATOR) && this.clauseAt(j + 1);
  }

  /** Whether "and" or "or" follows before the next stop or verb with a tense. */
  conjunctionAfter(k: number): boolean {
    const { sentence } = this;
    for (let j = k + 1; j < Math.min(sentence.count, k + 20); j += 1) {
      const tag = sentence.tagAt(j);
      if (tag === T.conjunction) return true;
      if (tag === T.stop || tag === T.auxiliary || tag === T.modal) return false;
    }
    return false;
  }

  /** ", fought in Iraq and was killed": a list of verbs that ends in "and" with a finite one. */
  listed(k: number, form: number): boolean {
    const { sentence } = this;
    for (let j = k + 1; j < Math.min(sentence.count, k + FAR); j += 1) {
      const tag = sentence.tagAt(j);
      if (tag === T.stop || tag === T.relative || tag === T.subordinator) return false;
      if (tag !== T.conjunction) continue;
      const next = sentence.after(j + 1);
      const after = sentence.tagAt(next);
      if (after === T.auxiliary || after === T.modal) return true;
      const same = form & PAST ? PAST : form & (THIRD | BASE);
      const { nouns = 0, verbs = 0 } = sentence.entries[next] ?? {};
      const plain =
        !sentence.can(next, NOUN | ADJECTIVE) || sentence.objectAt(next + 1) || (same !== PAST && verbs > nouns);
      if (sentence.can(next, same) && plain) return true;
    }
    return false;
  }
}
