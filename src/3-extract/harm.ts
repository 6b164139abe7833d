import type { Chunk } from "../0-model/clause.ts";
import type { Quantity } from "../0-model/quantity.ts";
import { type At, clausesOf, isDefinite, type Page } from "./page.ts";
import type { Term } from "./term.ts";

/** Properties of an event that say whom it befell. */
export const HARM: ReadonlySet<string> = new Set(["killed", "injured", "victim", "captured", "missing", "displaced"]);

const PEOPLE: Omit<Quantity, "low" | "high" | "bound" | "words"> = {
  unit: "people",
  per: null,
  shareOf: null,
  of: null,
  includes: null,
};

/** How many unnamed people a phrase without a number speaks of: "his driver" is one, "guests" are some, "no one" is none. */
export function unnumbered(page: Page, { chunk, kind, words, quantity }: Term): Quantity | null {
  if (chunk === null || quantity !== null || chunk.form === "name") return null;
  if (isNone(chunk)) return { ...PEOPLE, low: 0, high: 0, bound: "exact", words };
  if (kind !== "people" || chunk.form !== "noun") return null;
  // "the man who had planned it" is marked out, and somebody.
  if (!chunk.plural && isDefinite(chunk) && page.marks.words.lower[chunk.to] === "who") return null;
  const known = page.lists.counted.get(chunk.lemma);
  const of = { ...NOTHING, ...(known === undefined ? {} : { part: known.part, standing: known.standing }), words };
  if (chunk.plural) return { ...PEOPLE, of, low: null, high: null, bound: "none", words };
  return { ...PEOPLE, of, low: 1, high: 1, bound: "exact", words };
}

const NOTHING = { part: "unstated", standing: "unstated", age: null, sex: null, cause: null } as const;

/** "no one", "no soldiers": nobody, said as a count. */
export function isNone({ determiner, form }: Chunk): boolean {
  return determiner === "negative" && (form === "pronoun" || form === "noun");
}

/**
 * "60 people were killed and wounded", "killed or wounded 60": a number that does not part the dead from the hurt.
 * `first`: this clause tells of it, as `victim`; `second`: the other does.
 */
export function jointly(page: Page, at: At): "first" | "second" | null {
  const { clause } = at;
  if (clause.verb === null || !page.lists.is("harming", clause.verb.lemma)) return null;
  const all = clausesOf(page, at.sentence);
  const before = all[clause.parent];
  const after = all.find((one) => one.clause.parent === at.index && shares(page, at, one));
  const behind = before !== undefined && shares(page, before, at);
  if (!behind && after === undefined) return null;
  // The number stands with the last verb of an active pair, with the first of a passive one.
  return behind === (clause.verb.voice === "active") ? "first" : "second";
}

/** Two verbs of harm side by side with one patient. */
function shares({ lists }: Page, { clause: one }: At, { clause: two }: At): boolean {
  if (one.verb === null || two.verb === null || two.kind !== "coordinate" || two.subjectFrom !== "inherited")
    return false;
  if ([one, two].some(({ verb }) => !lists.is("harming", verb?.lemma ?? "")) || one.verb.lemma === two.verb.lemma)
    return false;
  if (two.verb.head - one.verb.head > 2) return false;
  return one.verb.voice === "passive"
    ? two.verb.voice === "passive"
    : one.objects.length === 0 && two.objects.length > 0;
}
