import {
  ADJECTIVE,
  ADVERB,
  BASE,
  CONJUNCTION,
  DETERMINER,
  ING,
  isBe,
  MODAL,
  NEGATION,
  NOUN,
  PARTICIPLE,
  PAST,
  PLURAL,
  PREPOSITION,
  PRONOUN,
  THIRD,
} from "./grammar.ts";
import { Sight } from "./sight.ts";
import { T } from "./tagging.ts";

/** Words that are no verb where they stand: nouns, adjectives, adverbs. */
export class Nominal extends Sight {
  protected nominal(k: number): number {
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
      const described = sentence.can(k + 1, PARTICIPLE | ING) && sentence.can(k + 2, NOUN | ADJECTIVE);
      const alone = !sentence.phraseAt(k + 1) && !described && previous === T.determiner;
      return alone ? T.noun : T.adjective;
    }
    if (bits & ADVERB) return T.adverb;
    // "one mediator warned": before a noun of the singular it is an article.
    if (sentence.lower(k) === "one" && sentence.can(k + 1, NOUN) && !sentence.can(k + 1, PLURAL | PAST | PREPOSITION))
      return T.determiner;
    if (bits & PRONOUN) return T.pronoun;
    if (bits & (MODAL | CONJUNCTION | NEGATION)) return T.adverb;
    // Behind a determiner or a preposition stands a noun, whatever the lists say.
    if (bits & (BASE | THIRD) && !this.closed(previous)) return T.verb;
    return T.noun;
  }

  protected adjectiveOrNoun(k: number, previous: number): number {
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
    // "a group active in the north": behind its noun.
    const behind = previous === T.noun && !(bits & PLURAL) && sentence.tagAt(k + 1) === T.preposition;
    if (behind && sentence.grammar.is("complement", sentence.lower(k))) return T.adjective;
    // "leaving nine dead"
    if (previous === T.number && sentence.isVerb(sentence.before(last), "leaving") && !sentence.phraseAt(k + 1))
      return T.adjective;
    const plain = !(bits & PLURAL) && !sentence.can(k + 1, NOUN) && sentence.tagAt(k + 1) !== T.name;
    if (being && plain) return T.adjective;
    if (sentence.tagAt(k + 1) === T.name) return this.beforeNoun(k);
    // "a mass grave discovered in": the form behind it describes no further noun.
    const described =
      sentence.can(k + 1, PARTICIPLE) && !sentence.can(k + 1, NOUN) && !sentence.can(k + 2, NOUN | ADJECTIVE);
    return sentence.can(k + 1, NOUN | ADJECTIVE) && !described ? this.beforeNoun(k) : T.noun;
  }

  /** "the former butcher", but "the dead lay": the word after it must not be the verb. */
  protected beforeNoun(k: number): number {
    return this.verbAt(k + 1) ? T.noun : T.adjective;
  }

  /** Whether the next word must be the verb that the clause wants: no other one follows. */
  protected verbAt(k: number): boolean {
    const { sentence, stretch } = this;
    if (stretch.inverted >= 0 && sentence.can(k, BASE)) return true;
    if (!sentence.can(k, PAST | THIRD) || stretch.satisfied()) return false;
    if (sentence.can(k + 1, NOUN) && sentence.can(k, PARTICIPLE) && !sentence.objectAt(k + 1)) return false;
    return !this.ahead.orphan(k, true, stretch.owed());
  }

  /** "Suspected members", "unidentified gunmen": directly before a noun and after none. */
  protected describes(k: number): boolean {
    const { sentence } = this;
    if (sentence.can(k + 1, DETERMINER | PRONOUN)) return false;
    if (this.beforeName(k)) return true;
    if (sentence.can(k + 1, ADJECTIVE) && !sentence.can(k + 1, ADVERB | PREPOSITION))
      return sentence.can(k + 2, NOUN | ADJECTIVE);
    return sentence.can(k + 1, NOUN) && !sentence.can(k + 1, ADVERB | PREPOSITION);
  }

  /** "Suspected Islamist rebels", "deposed President Zelaya": directly before a name that goes on with its noun or title. */
  protected beforeName(k: number): boolean {
    const { sentence } = this;
    if (sentence.tagAt(k + 1) !== T.name || sentence.isVerb(k, "naming")) return false;
    let j = k + 1;
    while (sentence.tagAt(j) === T.name || sentence.tagAt(j) === T.hyphen) j += 1;
    return sentence.can(j, NOUN | ADJECTIVE) && !sentence.can(j, PAST | THIRD);
  }

  protected nounish(k: number): boolean {
    const entry = this.sentence.entries[k];
    return entry !== undefined && (entry.nouns > 0 || entry.verb === "");
  }
}
