import type { Clause } from "../0-model/clause.ts";
import { type Mark, PUNCTUATION, type Words } from "../0-model/mark.ts";

/** The most tokens that grammar is read over at once: the longest sentences that people write have a few hundred. */
const LONGEST = 600;
/** How far back a piece may end to end at a comma. */
const BACK = 200;

const ENDS = new Set([",", ";", ":", "\u060C", "\u061B"]);

/**
 * A sentence in pieces that grammar is read over, one after the other: a single one unless it is longer than anybody
 * writes. Looking back and forth over a sentence takes the square of its length; over pieces it takes time in step with
 * it. A piece ends at a comma where it can, and never inside a mark: `isInside` says that a mark goes on into a token.
 */
export function pieces(words: Words, { from, to }: Mark, isInside: (token: number) => boolean): Mark[] {
  const found: Mark[] = [];
  let at = from;
  while (to - at > LONGEST) {
    const most = at + LONGEST;
    let end = most;
    while (end > most - BACK && !(words.kind[end - 1] === PUNCTUATION && ENDS.has(words.lower[end - 1] ?? "")))
      end -= 1;
    if (end === most - BACK) end = most;
    while (end < to && isInside(end)) end += 1;
    found.push({ from: at, to: end });
    at = end;
  }
  found.push({ from: at, to });
  return found;
}

/** The clauses of all pieces of a sentence as those of one: each still hangs on the clause that it hung on. */
export function joined(found: readonly (readonly Clause[])[]): readonly Clause[] {
  // A piece of signs alone makes a clause of no words.
  const parts = found.map((part) => part.filter(({ from, to }) => from < to || part.length > 1));
  if (parts.length === 1) return parts[0] ?? [];
  const all: Clause[] = [];
  for (const part of parts) {
    const before = all.length;
    for (const clause of part) all.push(clause.parent < 0 ? clause : { ...clause, parent: clause.parent + before });
  }
  return all;
}
