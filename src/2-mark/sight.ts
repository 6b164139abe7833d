import { Ahead } from "./ahead.ts";
import { PLURAL } from "./grammar.ts";
import { Stretch } from "./stretch.ts";
import { T, type Tagging } from "./tagging.ts";

export const OBJECTIVE = new Set("him them us me himself herself itself themselves those these".split(" "));
/** How far back is looked, in tokens: keeps a text without stops from taking the square of its time. */
export const BACK = 60;

/** Relative words that can be the subject of what follows. */
export const SUBJECTS = new Set(["who", "which", "that", "what", "whoever", "whatever"]);
export const PARTICLES = new Set("out up off over down away back in on".split(" "));

/** What stands around a word that can be several things. */
export class Sight {
  readonly sentence: Tagging;

  readonly stretch: Stretch;

  protected readonly ahead: Ahead;

  constructor(sentence: Tagging) {
    this.sentence = sentence;
    this.stretch = new Stretch(sentence);
    this.ahead = new Ahead(sentence);
  }

  /** Tags that open a noun phrase, so that a noun must follow. */
  protected closed(tag: number): boolean {
    return (
      tag === T.determiner ||
      tag === T.adjective ||
      tag === T.number ||
      tag === T.possessive ||
      tag === T.preposition ||
      tag === T.hyphen
    );
  }

  protected question(): boolean {
    const { sentence } = this;
    return sentence.lower(sentence.count - 1) === "?" || sentence.lower(sentence.count - 2) === "?";
  }

  /** A text without a full stop at its end. */
  protected headline(): boolean {
    return this.sentence.tagAt(this.sentence.count - 1) !== T.stop;
  }

  protected reports(verb: number): boolean {
    return this.sentence.isVerb(verb, "clausal");
  }

  /** How many verbs further on belong to noun phrases that wait already. */
  protected owed(k: number, opens: boolean): number {
    const below = this.stretch.owed();
    if (this.stretch.needs() && !this.stretch.satisfied()) return below + (this.abreast(k) ? 1 : 0);
    return opens || this.stretch.fresh() ? below : Math.max(0, below - 1);
  }

  /** Whether the noun phrase before `k` begins a clause of its own: after a verb of saying, or as a second noun phrase. */
  protected opens(k: number): boolean {
    const { sentence, stretch } = this;
    if (!stretch.satisfied() && !stretch.bare()) return false;
    const start = this.phraseStart(k);
    const left = sentence.before(start);
    const before = sentence.tagAt(left);
    const { latest } = stretch;
    if (stretch.follows(latest) && sentence.isVerb(latest, "clausal") && this.directly(latest)) return true;
    if (before === T.base || before === T.ing || before === T.participle || before === T.verb)
      return sentence.isVerb(left, "clausal");
    return this.abreast(k);
  }

  /** "the weapons the group bought", "told reporters he left": two noun phrases side by side. */
  protected abreast(k: number): boolean {
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
  protected directly(verb: number): boolean {
    const { sentence } = this;
    let j = verb + 1;
    while (
      sentence.tagAt(j) === T.date ||
      sentence.tagAt(j) === T.adverb ||
      sentence.tagAt(j) === T.quote ||
      (sentence.tagAt(j) === T.preposition && sentence.tagAt(j + 1) === T.date)
    )
      j += 1;
    const tag = sentence.tagAt(j);
    return (tag >= T.noun && tag <= T.number) || tag === T.possessive;
  }

  /** Where the noun phrase that ends before `k` begins. */
  protected phraseStart(k: number): number {
    const { sentence } = this;
    let j = sentence.before(k);
    for (let guard = 0; guard < BACK; guard += 1) {
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
    return j;
  }
}
