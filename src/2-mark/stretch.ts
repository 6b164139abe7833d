import { isDo } from "./grammar.ts";
import { T, type Tagging } from "./tagging.ts";

/** Deeper than this nobody nests clauses; beyond it the innermost is used again. */
const DEEPEST = 12;

/** Joining words of clauses that can be a subject. */
const CLAUSAL = new Set(["whether", "that"]);

/** Forms of "be", "have", "do" that are no finite verb. */
const NONFINITE = new Set(["be", "been", "being", "having", "doing", "done"]);

/**
 * What a reader knows of the clauses begun so far while going from left to right: whether the innermost has had a
 * subject and its verb, and whether something else can begin one.
 */
export class Stretch {
  private readonly sentence: Tagging;
  private depth = 0;
  /** One bit for each depth: it has had a subject, it has had its verb, it is a relative clause. */
  private subjects = 0;
  private verbs = 0;
  private relative = 0;
  private said = 0;
  /** A noun phrase outside prepositional phrases stands since the last boundary or verb. */
  private phrase = false;
  /** Inside a prepositional phrase, and whether its noun has come. */
  private inside = false;
  private filled = false;
  /** A comma or "and" stands since the last finite verb. */
  private broken = false;
  /** A subject behind "and" was parted from its verb by a comma: "and most of its men, now old, live". */
  held = false;
  /** The last finite verb, or -1. */
  last = -1;
  /** The last verb of any form, or -1. */
  latest = -1;
  /** A clause without "that" may begin after the last verb; it is dropped when it never gets a verb. */
  private tentative = -1;
  /** "did", "will", "was" before its subject, or -1: the verb is still to come. */
  inverted = -1;

  constructor(sentence: Tagging) {
    this.sentence = sentence;
  }

  /** A subject waits for its verb: here, or in the clause that this one interrupted. */
  needs(): boolean {
    const d = this.depth;
    if (!has(this.verbs, d)) return has(this.subjects, d);
    return d > 0 && this.waits(d - 1);
  }

  private waits(depth: number): boolean {
    return has(this.subjects, depth) && !has(this.verbs, depth);
  }

  /** How many clauses below the innermost have a subject that still waits for its verb. */
  owed(): number {
    let count = 0;
    for (let d = 0; d < this.depth; d += 1) if (this.waits(d)) count += 1;
    return count;
  }

  /** The innermost clause has its verb. */
  satisfied(): boolean {
    return has(this.verbs, this.depth);
  }

  /** Nothing stands yet that could be a subject. */
  bare(): boolean {
    return !has(this.verbs, this.depth) && !has(this.subjects, this.depth);
  }

  /** After its verb a clause was closed by a comma or "and", and a noun phrase stands since: it can be a new subject. */
  fresh(): boolean {
    return this.phrase && this.broken;
  }

  /** A noun phrase stands since the last finite verb, with nothing between them: "said the man". */
  follows(verb: number): boolean {
    return this.phrase && !this.broken && verb >= 0;
  }

  /** Takes in the token `k`, whose tag is known. */
  step(k: number): void {
    const tag = this.sentence.tags[k] ?? T.other;
    switch (tag) {
      case T.noun:
      case T.name:
      case T.pronoun:
      case T.number:
        this.noun(tag);
        break;
      case T.determiner:
        if (this.inside && this.filled) this.inside = false;
        break;
      case T.preposition:
        this.inside = true;
        this.filled = false;
        break;
      case T.date:
        // "three days of talks ended"
        if (this.sentence.lower(k + 1) === "of" && !this.inside) this.noun(T.noun);
        else this.inside = false;
        break;
      case T.comma:
      case T.dash:
        this.comma();
        break;
      case T.conjunction:
        this.bound();
        break;
      case T.subordinator:
        // "Whether he lives remains unclear": the clause itself is the subject.
        if (this.bare() && CLAUSAL.has(this.sentence.lower(k))) this.subjects |= 1 << this.depth;
        this.push(false, false);
        break;
      case T.relative: {
        const lower = this.sentence.lower(k);
        // "What the group wants is": the clause itself is the subject.
        if (lower === "what" && this.bare()) this.subjects |= 1 << this.depth;
        this.push(true, lower === "who" || lower === "which" || lower === "that" || lower === "what");
        break;
      }
      case T.stop:
        this.reset();
        break;
      case T.verb:
      case T.modal:
      case T.auxiliary:
        this.verb(k, tag);
        break;
      case T.participle:
      case T.base:
        this.inverted = -1;
        this.nonfinite(k);
        break;
      case T.ing:
      case T.to:
        this.nonfinite(k);
        break;
      default:
        break;
    }
  }

  private noun(tag: number): void {
    this.say();
    // "In Kabul they attacked": a pronoun never follows the noun of a phrase.
    if (this.inside && this.filled && tag === T.pronoun) this.inside = false;
    if (this.inside) {
      this.filled = true;
      return;
    }
    this.phrase = true;
    if (!has(this.verbs, this.depth)) this.subjects |= 1 << this.depth;
  }

  /** What follows a verb without tense is its object, no new subject. */
  private nonfinite(k: number): void {
    if (k >= 0) this.latest = k;
    this.inside = false;
    this.phrase = false;
    this.broken = false;
  }

  /** "said the man in the car": a noun phrase right behind a verb of saying is the subject of what is said. */
  private say(): void {
    const { sentence, latest } = this;
    if (latest < 0 || this.tentative === latest || this.phrase || this.inside || this.broken) return;
    if (!sentence.isVerb(latest, "saying")) return;
    this.tentative = latest;
    if (this.depth >= DEEPEST - 1) return;
    this.depth += 1;
    const bit = 1 << this.depth;
    this.subjects &= ~bit;
    this.verbs &= ~bit;
    this.relative |= bit;
    this.said |= bit;
  }

  private bound(): void {
    this.inverted = -1;
    this.inside = false;
    this.phrase = false;
    this.broken = true;
  }

  private comma(): void {
    if (this.phrase && this.broken) this.held = true;
    this.bound();
    if (this.depth > 0 && has(this.said, this.depth) && !has(this.verbs, this.depth)) this.depth -= 1;
    while (this.depth > 0 && has(this.verbs, this.depth)) {
      const below = this.depth - 1;
      if (!has(this.relative, this.depth) && has(this.verbs, below)) break;
      this.depth = below;
    }
  }

  private push(relative: boolean, subject: boolean): void {
    this.bound();
    this.broken = false;
    // "said *that* the man": what is said has begun with its word, and does not begin again with its noun.
    this.tentative = this.latest;
    if (this.depth < DEEPEST - 1) this.depth += 1;
    const bit = 1 << this.depth;
    this.subjects = subject ? this.subjects | bit : this.subjects & ~bit;
    this.verbs &= ~bit;
    this.relative = relative ? this.relative | bit : this.relative & ~bit;
    this.said &= ~bit;
  }

  /** The noun phrase just read begins a relative clause without a word to join it. */
  embed(): void {
    this.push(true, true);
  }

  /** Forgets all: a new sentence begins. */
  reset(): void {
    this.held = false;
    this.depth = 0;
    this.subjects = 0;
    this.verbs = 0;
    this.phrase = false;
    this.inside = false;
    this.broken = false;
    this.last = -1;
    this.latest = -1;
    this.tentative = -1;
    this.inverted = -1;
  }

  private verb(k: number, tag: number): void {
    const { sentence } = this;
    const before = sentence.tagAt(sentence.before(k));
    if (tag === T.auxiliary) {
      if (NONFINITE.has(sentence.lower(k)) || before === T.modal || before === T.to) {
        this.latest = k;
        return;
      }
      if (before === T.auxiliary && isDo(sentence.lower(sentence.before(k)))) return;
    }
    const first = before !== T.auxiliary && before !== T.modal;
    if (first && tag !== T.verb && !this.phrase && !has(this.subjects, this.depth)) this.inverted = k;
    else if (first && tag !== T.verb && !this.phrase && this.broken) this.inverted = k;
    if (first) this.finite();
    this.held = false;
    this.inside = false;
    this.phrase = false;
    this.broken = false;
    this.last = k;
    this.latest = k;
  }

  private finite(): void {
    while (this.depth > 0 && has(this.verbs, this.depth) && this.waits(this.depth - 1)) this.depth -= 1;
    this.verbs |= 1 << this.depth;
  }
}

function has(mask: number, depth: number): boolean {
  return (mask & (1 << depth)) !== 0;
}
