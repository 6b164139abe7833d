import type { Parse } from "../0-model/clause.ts";
import type { Range } from "../0-model/span.ts";
import type { Actor } from "./cast.ts";
import type { Event } from "./events.ts";
import { type At, clausesOf, type Page, range } from "./page.ts";

/**
 * Operator `respectively`: "In April and May, respectively, rockets were fired at A and B" tells of as many events as
 * each of its lists has members. The words that tell the events apart are the members of the first such list.
 * Null when the sentence has no "respectively", or no two lists of one length.
 */
export function respective(page: Page, at: At): readonly Range[] | null {
  const parse = page.marks.parses[at.sentence];
  if (parse === undefined) return null;
  const known = found.get(parse);
  if (known !== undefined) return known;
  const made = membersOf(page, at);
  found.set(parse, made);
  return made;
}

/** Every claim about an event asks: answered once for each sentence. */
const found = new WeakMap<Parse, readonly Range[] | null>();

function membersOf(page: Page, at: At): readonly Range[] | null {
  const stretch = page.marks.sentences[at.sentence];
  if (stretch === undefined) return null;
  let said = false;
  for (let i = stretch.from; i < stretch.to && !said; i += 1) said = page.marks.words.lower[i] === "respectively";
  if (!said) return null;
  const lists = clausesOf(page, at.sentence).flatMap((one) => listsOf(page, one));
  for (const list of lists) {
    const twins = lists.filter((other) => other.length === list.length);
    if (list.length > 1 && twins.length > 1) return list;
  }
  return null;
}

function listsOf(page: Page, { clause }: At): Range[][] {
  const dates = clause.dates.filter((date) => date.kind === "time").map((date) => range(page, date.from, date.to));
  const phrases = clause.phrases.map((phrase) => phrase.objects.map((chunk) => range(page, chunk.from, chunk.to)));
  const chains = clause.chunks.flatMap((chunk) =>
    chunk.phrases.map((phrase) => phrase.objects.map((one) => range(page, one.from, one.to))),
  );
  return [dates, ...phrases, clause.objects.map((chunk) => range(page, chunk.from, chunk.to)), ...chains];
}

/** The i-th of the events that one trigger tells of, told apart by its member of the list. */
export function variant(
  page: Page,
  event: Event,
  members: readonly Range[],
  i: number,
): { readonly actor: Actor; readonly range: Range } {
  const { anchor } = event.actor;
  const member = members[i] ?? event.range;
  // Ordinals of triggers stay far below this; each trigger has room for a hundred events.
  const ordinal = 1_000_000 + anchor[1] * 100 + i;
  return { actor: page.cast.unnamed("event", event.actor.name, event.range, [anchor[0], ordinal]), range: member };
}
