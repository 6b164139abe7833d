import type { Chunk, Clause } from "../0-model/clause.ts";
import type { At, Page } from "./page.ts";

/** Prepositions after which a charge stands: "charged *with* murder", "convicted *of* murder", "jailed *for* murder". */
export const CHARGE = new Set(["with", "of", "on", "for", "over", "to", "in connection with"]);

/** Whether what a clause names is what somebody is accused of, and not what it tells: "charged with the murder of X". */
export function isCharged(page: Page, { verb }: Clause): boolean {
  const lemma = verb?.lemma ?? "";
  return page.lists.is("charging", lemma) || page.lists.is("clearing", lemma) || page.lists.is("judging", lemma);
}

/** "charged with *murder*", "a count of *kidnapping*": an offence in law, and no event that the words tell of. */
export function isOffence(page: Page, chunk: Chunk, { clause }: At): boolean {
  const phrase = clause.phrases.find(({ objects }) => objects.includes(chunk));
  const bare = chunk.determiner === "none" && chunk.names.length === 0 && chunk.quantity === null;
  if (phrase === undefined || !bare || chunk.dates.length > 0 || chunk.phrases[0]?.preposition === "of") return false;
  const held = clause.chunks.find((one) => one.phrases[0] === phrase);
  if (held !== undefined && page.lists.is("accusation", held.lemma)) return true;
  return CHARGE.has(phrase.preposition) && (isCharged(page, clause) || clause.verb?.lemma === "find");
}
