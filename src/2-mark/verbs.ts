import type { VerbGroup } from "../0-model/clause.ts";
import { isBe, isDo, isHave, PAST } from "./grammar.ts";
import { T, type Tagged } from "./tags.ts";

/** A verb with its auxiliaries, before the clause it belongs to is known. */
export type VerbItem = VerbGroup & { readonly type: "verb" };

/** A tagged sentence as it is read: `k` counts its tokens from 0. */
export interface Cut {
  readonly tagged: Tagged;
  readonly count: number;
  readonly tag: (k: number) => number;
  readonly lower: (k: number) => string;
}

const PARTICLES = new Set(["out", "up", "off", "away", "apart", "down", "back", "together", "aside"]);
const PRESENT = new Set(["is", "are", "am", "has", "have", "do", "does", "'re"]);
const PAST_FORMS = new Set(["was", "were", "had", "did"]);

/** A verb group: auxiliaries, adverbs and negations, the main verb, its particle. */
export function verbGroup(sentence: Cut, k: number): VerbItem | null {
  const group: number[] = [];
  let negation = -1;
  let modal: string | null = null;
  let infinitive = false;
  let at = k;
  for (; at < sentence.count; at += 1) {
    const tag = sentence.tag(at);
    if (tag === T.negation) negation = sentence.tagged.from + at;
    else if (tag === T.modal) modal = sentence.lower(at);
    else if (tag === T.to) {
      if (group.length > 0) break;
      infinitive = true;
    } else if (tag === T.auxiliary) group.push(at);
    else if (tag === T.verb || tag === T.participle || tag === T.ing || tag === T.base) {
      const helped = group.length === 0 || sentence.tag(group.at(-1) ?? -1) === T.auxiliary;
      if (!helped || (group.length > 0 && tag === T.verb)) break;
      group.push(at);
      at += 1;
      break;
    } else if (tag !== T.adverb && tag !== T.quote) break;
  }
  const head = group.at(-1);
  if (head === undefined) return null;
  return made(sentence, k, group, { negation, modal, infinitive });
}

function made(
  sentence: Cut,
  k: number,
  group: readonly number[],
  found: { negation: number; modal: string | null; infinitive: boolean },
): VerbItem {
  const head = group.at(-1) ?? k;
  const auxiliaries = group.slice(0, -1).map((j) => sentence.lower(j));
  const tag = sentence.tag(head);
  const last = auxiliaries.at(-1) ?? "";
  const passive = tag === T.participle && (auxiliaries.length === 0 || isBe(last));
  const lemma =
    tag === T.auxiliary ? copula(sentence.lower(head)) : sentence.tagged.entries[head]?.verb || sentence.lower(head);
  let to = head + 1;
  let particle = "";
  if (tag !== T.auxiliary && PARTICLES.has(sentence.lower(to)) && sentence.tag(to) !== T.name) {
    particle = ` ${sentence.lower(to)}`;
    to += 1;
  } else if (/^(him|her|it|them)sel(f|ves)$/.test(sentence.lower(to)) && PARTICLES.has(sentence.lower(to + 1))) {
    // "blew himself up"
    particle = ` ${sentence.lower(to + 1)}`;
    to += 2;
  }
  const form = found.infinitive
    ? "infinitive"
    : auxiliaries.length > 0 || found.modal !== null
      ? "finite"
      : formOf(sentence, head);
  const first = sentence.lower(group[0] ?? k);
  return {
    type: "verb",
    from: sentence.tagged.from + k,
    to: sentence.tagged.from + to,
    head: sentence.tagged.from + head,
    lemma: lemma + particle,
    voice: passive ? "passive" : "active",
    form: form === "finite" && (first === "being" || first === "having") ? "participle" : form,
    tense: tenseOf(sentence, head, first, found.modal),
    perfect: auxiliaries.some(isHave),
    modal: found.modal,
    negation: found.negation >= 0 ? found.negation : contracted(first) ? sentence.tagged.from + (group[0] ?? k) : -1,
  };
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
