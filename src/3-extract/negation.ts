import type { Range } from "../0-model/span.ts";
import { type At, cueIn, type Page, range } from "./page.ts";

/** The word that denies what a clause says, or null. */
export function negationOf(page: Page, at: At): Range | null {
  const { verb, objects } = at.clause;
  if (verb !== null && verb.negation >= 0)
    // "was not *seriously* hurt" says that he was hurt.
    return page.lists.is("degree", page.marks.words.lower[verb.negation + 1] ?? "")
      ? null
      : range(page, verb.negation, verb.negation + 1);
  const none = nobodyAt(page, at);
  if (none !== null) return none;
  const denied = objects.find(({ determiner }) => determiner === "negative");
  if (denied !== undefined) return range(page, denied.from, denied.from + 1);
  if (verb !== null) {
    // "failed to", "instead of", "hardly": words of the list that stand right before the verb.
    const cue = cueIn(page, "negation", [
      Math.max(0, verb.from - (at.clause.kind === "infinitive" || at.clause.kind === "gerund" ? 2 : 1)),
      verb.head,
    ]);
    if (cue !== null && REVERSING.has(cue.value)) return range(page, cue.from, cue.to);
  }
  return at.clause.link === "without" && verb !== null ? range(page, verb.from - 1, verb.from) : null;
}

/** Kinds of negation that turn the verb after them round. */
const REVERSING = new Set(["not", "no-longer", "hardly", "failed", "instead", "without"]);

/** "*Nobody* said", "*no* witness has shown", "*none* of them": the word by which there is nobody who does it, or null. */
export function nobodyAt(page: Page, { clause }: At): Range | null {
  if (clause.subjectFrom !== "own") return null;
  const { lower } = page.marks.words;
  for (const { determiner, from } of clause.subject) {
    if (determiner === "negative") return range(page, from, from + 1);
    if (lower[from - 1] === "of" && NONE.has(lower[from - 2] ?? "")) return range(page, from - 2, from - 1);
  }
  return null;
}

const NONE = new Set(["none", "neither"]);
