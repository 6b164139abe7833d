import type { DateMark, Mark, NameMark, QuantityMark } from "./mark.ts";

/** A noun phrase without what follows its head: "four Tajik ISIS–K gunmen", "its leader", "them". */
export interface Chunk extends Mark {
  /** The token of the head: the noun, the last token of the name, the pronoun. */
  readonly head: number;
  /** The head in its dictionary form, lower case; for a pronoun the pronoun; for a name its last word. */
  readonly lemma: string;
  /** The name that the phrase is; null when names only modify its noun ("ISIS–K fighters"). */
  readonly name: NameMark | null;
  /** The token of a common noun before the name ("the spokesman Abu Muhammad") or of the head noun; -1 when there is none. */
  readonly noun: number;
  /** All names inside it, modifiers included, in order. */
  readonly names: readonly NameMark[];
  readonly quantity: QuantityMark | null;
  /** Dates inside it: "the 2021 attack". */
  readonly dates: readonly DateMark[];
  readonly form: "pronoun" | "name" | "noun" | "number" | "date";
  readonly determiner: "definite" | "indefinite" | "demonstrative" | "possessive" | "negative" | "none";
  readonly plural: boolean;
  /** "Pakistan's", "its": whose it is. */
  readonly possessor: Chunk | null;
  /** Contents of brackets directly after it, without the brackets. */
  readonly brackets: readonly Mark[];
  /** What it is further said to be: ", the leader of the group,". */
  readonly appositions: readonly Chunk[];
  /** Prepositional phrases that directly follow it, each after the one before. */
  readonly phrases: readonly Phrase[];
  /** Dates that directly follow it: "the bombing in July 2018". */
  readonly after: readonly DateMark[];
}

/** A chunk of one word or name, with nothing beside it. */
export function bareChunk(said: Pick<Chunk, "from" | "to" | "head" | "lemma" | "form" | "name" | "names">): Chunk {
  return {
    ...said,
    noun: -1,
    quantity: null,
    dates: [],
    determiner: "none",
    plural: false,
    possessor: null,
    brackets: [],
    appositions: [],
    phrases: [],
    after: [],
  };
}

/** A preposition with its objects; several when they are coordinated. */
export interface Phrase extends Mark {
  /** The preposition, lower case: "in", "according to". */
  readonly preposition: string;
  readonly objects: readonly Chunk[];
}

/** A verb with its auxiliaries. */
export interface VerbGroup extends Mark {
  /** The token of the main verb. */
  readonly head: number;
  /** Its dictionary form, with a particle where it has one: "kill", "carry out". */
  readonly lemma: string;
  readonly voice: "active" | "passive";
  readonly form: "finite" | "participle" | "gerund" | "infinitive";
  readonly tense: "past" | "present" | "future" | "none";
  /** True for "has been", "had": a perfect form. */
  readonly perfect: boolean;
  /** "may", "would": the modal verb, or null. */
  readonly modal: string | null;
  /** The token of "not", "never", "n't" inside the group; -1 when there is none. */
  readonly negation: number;
}

/** How a clause hangs on the one before it. */
export type ClauseKind =
  | "main"
  | "coordinate"
  | "complement"
  | "subordinate"
  | "relative"
  | "participle"
  | "gerund"
  | "infinitive"
  | "fragment";

/** A verb with what stands around it; a fragment is a stretch without a verb, such as a list line. */
export interface Clause extends Mark {
  readonly kind: ClauseKind;
  /** Index of the clause it hangs on; -1 for none. */
  readonly parent: number;
  /** The word that joins it: "who", "after", "and", "to"; empty when none. */
  readonly link: string;
  readonly verb: VerbGroup | null;
  /** Its subjects; several when coordinated. */
  readonly subject: readonly Chunk[];
  /** `own`: stands in it; `antecedent`: the noun that a relative or participle follows; `inherited`: from its parent. */
  readonly subjectFrom: "own" | "antecedent" | "inherited";
  /** Objects, or the complement after a copula. Two lists for two objects: "appointed Khan its governor". */
  readonly objects: readonly Chunk[];
  readonly second: readonly Chunk[];
  readonly phrases: readonly Phrase[];
  /** Dates that stand by themselves in it. */
  readonly dates: readonly DateMark[];
  /** All chunks of its territory, in order, those inside phrases included. */
  readonly chunks: readonly Chunk[];
}

/** The grammar of one sentence. */
export interface Parse {
  /** Index into the sentences. */
  readonly sentence: number;
  readonly clauses: readonly Clause[];
}
