import type { Chunk } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import type { Actor } from "./cast.ts";
import { clausesOf, marksIn, type Page } from "./page.ts";

/** Kinds that a name can have been given for want of anything better. */
const GUESSED: ReadonlySet<Kind> = new Set(["person", "organisation", "group", "outlet", "publication"]);

/**
 * Operator `appositive`: what a text says a name is ("X, a village in", "X, a newspaper") overrules what it looks like.
 * Runs before the rules, over every chunk with an apposition; countries and places of the gazetteer stay what they are.
 */
export function retype(page: Page): void {
  for (let sentence = 0; sentence < page.marks.parses.length; sentence += 1) {
    for (const { clause } of clausesOf(page, sentence)) {
      for (const chunk of [...clause.subject, ...clause.chunks]) {
        if (chunk.name === null || chunk.name.adjectival || chunk.name.place !== null) continue;
        const actor = page.cast.named(chunk.name);
        translated(page, chunk, actor);
        if (!GUESSED.has(actor.kind)) continue;
        for (const apposition of chunk.appositions) {
          const kind = kindOf(page, apposition.form === "noun" ? apposition.lemma : "");
          if (kind !== null && (kind !== "organisation" || actor.kind === "person")) actor.kind = kind;
        }
      }
    }
  }
}

const BODIES: ReadonlySet<Kind> = new Set(["group", "organisation", "outlet", "government"]);

/** "the National Army (Spanish: Ejército Nacional, EN)": names after the language's colon are the same body's. */
function translated(page: Page, chunk: Chunk, actor: Actor): void {
  if (!BODIES.has(actor.kind)) return;
  for (const { from, to } of chunk.brackets) {
    const { lower } = page.marks.words;
    const colon = [from, from + 1, from + 2].find((at) => at < to && lower[at] === ":");
    if (colon === undefined) continue;
    for (const name of marksIn(page.marks.names, [colon, to])) {
      if (name.adjectival || !(BODIES.has(name.kind) || name.kind === "person")) continue;
      page.cast.join(actor, name);
    }
  }
}

function kindOf(page: Page, lemma: string): Kind | null {
  if (page.lists.placeNouns.has(lemma)) return "place";
  const kind = page.lists.heads.get(lemma);
  return kind === undefined || kind === "event" || kind === "document" ? null : kind;
}
