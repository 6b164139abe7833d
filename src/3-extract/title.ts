import type { Chunk } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import { type Mark, PUNCTUATION } from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";
import type { Marks } from "../2-mark/mark.ts";
import { type Actor, type Cast, nameRange } from "./cast.ts";
import type { Lists } from "./lists.ts";

/** How much of a title a name has to fill for the title to be that name. */
const FILLS = 0.8;

/** What a document is about, and the words that name it. */
interface Subject {
  readonly actor: Actor;
  readonly range: Range;
}

/**
 * What the document is about: the name that its title is, else what its first sentence begins with and says what it is.
 * A headline ("Toll rises after airport bombing") names no subject, and nothing is inherited from it. The kind follows
 * what the first sentences say it is: "X is a branch of".
 */
export function titleOf(marks: Marks, cast: Cast, { lists, news }: { lists: Lists; news: boolean }): Subject | null {
  return titled(marks, cast, lists) ?? defined(marks, cast, { lists, news });
}

/** Kinds of bodies that a first sentence can define. */
const BODIES: ReadonlySet<Kind> = new Set(["group", "organisation", "outlet"]);

/**
 * "*The Azawad Front* (AF) was a separatist group in Mali": the body that the first sentence of the text defines; outside
 * of news also one that it begins with and that the title holds ("Tolls and truces: the Azawad Front in the desert").
 */
function defined(marks: Marks, cast: Cast, { lists, news }: { lists: Lists; news: boolean }): Subject | null {
  const { rendition, sentences, parses } = marks;
  const first = sentences.findIndex(({ block }) => rendition.blocks[block]?.kind === "paragraph");
  const stretch = sentences[first];
  const main = parses[first]?.clauses.find(({ kind }) => kind === "main");
  const [subject, other] = main?.subject ?? [];
  if (stretch === undefined || main === undefined || subject?.name == null || other !== undefined) return null;
  if (subject.form !== "name" || subject.from > stretch.from + 1) return null;
  const actor = cast.named(subject.name);
  const says = main.verb?.lemma === "be" && main.objects.some((chunk) => isBody(chunk, lists));
  if (!BODIES.has(actor.kind) || !(says || (!news && inTitle(marks, cast, actor)))) return null;
  return { actor, range: nameRange(marks.words, subject.name) };
}

/** Whether the title names somebody. */
function inTitle({ rendition, sentences, names }: Marks, cast: Cast, actor: Actor): boolean {
  return sentences.some(
    ({ block, from, to }) =>
      rendition.blocks[block]?.kind === "title" &&
      names.some((mark) => mark.from >= from && mark.to <= to && cast.named(mark) === actor),
  );
}

/** "an armed group", "a faction of X": what a body is said to be. */
function isBody({ form, lemma, determiner }: Chunk, lists: Lists): boolean {
  const kind = lists.heads.get(lemma);
  return (
    form === "noun" &&
    determiner === "indefinite" &&
    (lists.is("branch", lemma) || (kind !== undefined && BODIES.has(kind)))
  );
}

function titled(marks: Marks, cast: Cast, lists: Lists): Subject | null {
  const { rendition, sentences, names } = marks;
  for (const stretch of sentences) {
    if (rendition.blocks[stretch.block]?.kind !== "title") continue;
    const size = weight(marks, stretch);
    const name = names.find(
      (mark) => mark.from >= stretch.from && mark.to <= stretch.to && weight(marks, mark) >= FILLS * size,
    );
    const actor = name === undefined ? unmarked(marks, stretch.range, cast) : cast.named(name);
    if (actor === null) return null;
    const range = name === undefined ? stretch.range : nameRange(marks.words, name);
    const said = kindSaid(marks, cast, lists, actor);
    // A group of the open list stays one, whatever body the text calls it.
    const kept = actor.kind === "person" || (actor.kind === "group" && said === "organisation");
    if (said !== null && !kept) actor.kind = said;
    return { actor, range };
  }
  return null;
}

/** How many words a stretch has, without articles, signs and what stands in brackets: "The Base (group)" is one word. */
function weight({ words }: Marks, { from, to }: Mark): number {
  let count = 0;
  let depth = 0;
  for (let i = from; i < to; i += 1) {
    const lower = words.lower[i] ?? "";
    if (lower === "(") depth += 1;
    else if (lower === ")") depth -= 1;
    else if (depth === 0 && words.kind[i] !== PUNCTUATION && lower !== "the" && lower !== "a") count += 1;
  }
  return count;
}

/** A title whose words no list knows, but that the first sentence uses as its subject. */
function unmarked(marks: Marks, range: Range, cast: Cast): Actor | null {
  const title = marks.rendition.text.slice(range[0], range[1]);
  return cast.find(title) ?? null;
}

/** "The X is a regional branch of …", "X is a newspaper": the kind that the first sentences give it. */
function kindSaid(marks: Marks, cast: Cast, lists: Lists, actor: Actor): Kind | null {
  for (let sentence = 0; sentence < Math.min(8, marks.parses.length); sentence += 1) {
    for (const clause of marks.parses[sentence]?.clauses ?? []) {
      const subject = clause.subject[0];
      if (clause.verb?.lemma !== "be" || subject?.name == null || cast.named(subject.name) !== actor) continue;
      for (const chunk of clause.objects) {
        const kind =
          lists.heads.get(chunk.lemma) ?? (lists.classes.get(chunk.lemma) === "person" ? "person" : undefined);
        const words = marks.words.lower.slice(chunk.from, chunk.to);
        if (kind === "organisation" && words.some((word) => lists.is("armed", word))) return "group";
        if (kind !== undefined && kind !== "event" && kind !== "document") return kind;
        if (lists.is("branch", chunk.lemma)) return "group";
      }
    }
  }
  return null;
}
