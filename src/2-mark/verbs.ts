import type { VerbGroup } from "../0-model/clause.ts";
import { isBe, isDo, isGet, isHave, PAST } from "./grammar.ts";
import { T, type Tagged } from "./tagging.ts";

/** A verb with its auxiliaries, before the clause it belongs to is known. */
export type VerbItem = VerbGroup & {
  readonly type: "verb";
  /** An infinitive without "to": "let them go", "to come and go". */
  readonly bare: boolean;
  /** The token where reading goes on: before the object that stands between a verb and its particle. */
  readonly until: number;
  /** "were marching" */
  readonly progressive: boolean;
  /** The auxiliary stands before the subject: "had the army known". */
  readonly inverted: boolean;
  /** "was", "has": of one. */
  readonly singular: boolean;
};

/** A tagged sentence as it is read: `k` counts its tokens from 0. */
export interface Cut {
  readonly tagged: Tagged;
  readonly count: number;
  readonly tag: (k: number) => number;
  readonly lower: (k: number) => string;
  /** Whether a word is of a class of `classes.tsv`. */
  readonly is: (name: string, word: string) => boolean;
  /** Whether a noun phrase or a date begins at a token. */
  readonly phraseAt: (k: number) => boolean;
}

/** Adverbs that belong to the verb before them. */
const PARTICLES = new Set(["out", "up", "away", "apart", "down", "back", "together", "aside", "forward", "forth"]);
/** Particles that are prepositions as often: only with verbs of the list `phrasal`. */
const RARE_PARTICLES = new Set(["in", "on", "over", "off"]);
const PRESENT = new Set(["is", "are", "am", "has", "have", "do", "does", "'re", "'s", "'ve", "'m", "get", "gets"]);
const PAST_FORMS = new Set(["was", "were", "had", "did", "got"]);

const SINGULAR = new Set(["is", "was", "has", "does"]);

const TENSED = new Set(["is", "are", "am", "was", "were", "does", "did", "has"]);

interface Found {
  readonly from: number;
  readonly group: readonly number[];
  readonly negation: number;
  readonly modal: string | null;
  readonly infinitive: boolean;
  readonly inverted: boolean;
}

/**
 * A verb group: auxiliaries, adverbs and negations, the main verb, its particle. `helper` is an auxiliary that stands
 * before the subject ("did the army attack"), or -1.
 */
export function verbGroup(sentence: Cut, k: number, helper: number): VerbItem | null {
  const group: number[] = [];
  let negation = -1;
  let modal: string | null = null;
  let infinitive = false;
  if (helper >= 0) {
    if (sentence.tag(helper) === T.modal) modal = sentence.lower(helper);
    else group.push(helper);
    if (sentence.tag(helper + 1) === T.negation) negation = sentence.tagged.from + helper + 1;
  }
  for (let at = k; at < sentence.count; at += 1) {
    const tag = sentence.tag(at);
    if (tag === T.negation) negation = sentence.tagged.from + at;
    else if (tag === T.modal) modal = sentence.lower(at);
    else if (tag === T.to) {
      if (group.length > 0) break;
      infinitive = true;
    } else if (tag === T.auxiliary) {
      // "those who did not were": a second one with a tense begins another clause.
      if (group.length > 0 && TENSED.has(sentence.lower(at))) break;
      group.push(at);
    } else if (tag === T.verb || tag === T.participle || tag === T.ing || tag === T.base) {
      const helped = group.length === 0 || sentence.tag(group.at(-1) ?? -1) === T.auxiliary;
      if (!helped || (group.length > 0 && tag === T.verb)) break;
      group.push(at);
      break;
    } else if (tag !== T.adverb && tag !== T.quote && (tag !== T.date || modal === null)) break;
  }
  if (group.length === 0) return null;
  return made(sentence, { from: k, group, negation, modal, infinitive, inverted: helper >= 0 });
}

function made(sentence: Cut, { from, group, negation, modal, infinitive, inverted }: Found): VerbItem {
  const head = group.at(-1) ?? from;
  const helped = group.length > 1;
  const tag = sentence.tag(head);
  const last = helped ? sentence.lower(group.at(-2) ?? -1) : "";
  const passive = tag === T.participle && (!helped || isBe(last) || isGet(last));
  const { lemma, to, until } = phrasal(sentence, head, lemmaOf(sentence, head, tag));
  // "leave or be shot"
  const plain = modal === null && !inverted && sentence.lower(group[0] ?? from) === "be";
  const formed = infinitive || plain ? "infinitive" : helped || modal !== null ? "finite" : formOf(sentence, head);
  const first = sentence.lower(group[0] ?? from);
  const form = formed === "finite" && (first === "being" || first === "having") ? "participle" : formed;
  const start = sentence.tagged.from;
  return {
    type: "verb",
    from: start + from,
    // "did not": a negation at the end is the group's, not the next verb's.
    to: negation === start + to ? start + to + 1 : start + to,
    until: negation === start + to ? start + to + 1 : start + until,
    head: start + head,
    lemma,
    voice: passive ? "passive" : "active",
    form,
    tense: form === "finite" ? tenseOf(sentence, head, first, modal) : "none",
    perfect: helpedBy(sentence, group, isHave),
    modal,
    negation: negation >= 0 ? negation : contracted(first) ? start + (group[0] ?? from) : -1,
    bare: form === "infinitive" && !infinitive,
    inverted,
    singular: SINGULAR.has(first),
    progressive: tag === T.ing && helpedBy(sentence, group, isBe),
  };
}

/** Whether one of the auxiliaries is a form of a verb. */
function helpedBy(sentence: Cut, group: readonly number[], is: (lower: string) => boolean): boolean {
  for (let j = 0; j < group.length - 1; j += 1) if (is(sentence.lower(group[j] ?? -1))) return true;
  return false;
}

function lemmaOf(sentence: Cut, head: number, tag: number): string {
  const lower = sentence.lower(head);
  if (tag === T.auxiliary) return copula(lower);
  return tag === T.base ? lower : sentence.tagged.entries[head]?.verb || lower;
}

/** The lemma with its particle, the token after both, and the token where reading goes on. */
function phrasal(sentence: Cut, head: number, lemma: string): { lemma: string; to: number; until: number } {
  const to = head + 1;
  const next = sentence.tag(head) === T.auxiliary ? "" : sentence.lower(to);
  if (next !== "" && isParticle(sentence, to, lemma)) return { lemma: `${lemma} ${next}`, to: to + 1, until: to + 1 };
  // "blew himself up", "handed it over": the object stands between them and stays what it is.
  if (next !== "" && sentence.tag(to) === T.pronoun && isParticle(sentence, to + 1, lemma))
    return { lemma: `${lemma} ${sentence.lower(to + 1)}`, to: to + 2, until: to };
  return { lemma, to, until: to };
}

/** Whether a particle of the verb stands at a token. */
export function isParticle(sentence: Cut, k: number, lemma: string): boolean {
  const lower = sentence.lower(k);
  if (sentence.tag(k) === T.name) return false;
  if (PARTICLES.has(lower)) return true;
  if (lower === "off" && !sentence.phraseAt(k + 1)) return true;
  if (!RARE_PARTICLES.has(lower) || !sentence.is("phrasal", `${lemma} ${lower}`)) return false;
  return lower === "over" || !sentence.phraseAt(k + 1) || sentence.is("governing", `${lemma} ${lower}`);
}

function formOf(sentence: Cut, head: number): VerbItem["form"] {
  const tag = sentence.tag(head);
  if (tag === T.participle) return "participle";
  if (tag === T.ing)
    return sentence.tag(head - 1) === T.preposition || sentence.tag(head - 1) === T.subordinator
      ? "gerund"
      : "participle";
  const lower = sentence.lower(head);
  if (tag === T.auxiliary && (lower === "being" || lower === "having")) return "participle";
  return tag === T.base ? "infinitive" : "finite";
}

function tenseOf(sentence: Cut, head: number, first: string, modal: string | null): VerbItem["tense"] {
  if (modal !== null)
    return modal === "will" || modal === "shall" || modal === "'ll"
      ? "future"
      : modal === "would" || modal === "could"
        ? "past"
        : "present";
  if (PRESENT.has(first)) return "present";
  if (PAST_FORMS.has(first)) return "past";
  const tag = sentence.tag(head);
  if (tag !== T.verb) return "none";
  const entry = sentence.tagged.entries[head];
  return entry !== undefined && (entry.bits & PAST) !== 0 ? "past" : "present";
}

function copula(lower: string): string {
  return isBe(lower) ? "be" : isHave(lower) ? "have" : isDo(lower) ? "do" : lower;
}

function contracted(lower: string): boolean {
  return lower.endsWith("n't");
}
