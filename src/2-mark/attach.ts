import type { Chunk, Phrase } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import type { Item } from "./items.ts";
import { T } from "./tagging.ts";

/** What follows a chunk is known only when the whole sentence is cut. */
interface Followed {
  phrases: Phrase[];
  after: DateMark[];
  appositions: Chunk[];
}

/** Hangs phrases, dates and appositions on the chunks that they directly follow. */
export function attach(found: readonly Item[]): void {
  for (let i = 0; i < found.length; i += 1) {
    const item = found[i];
    const chunks = item?.type === "chunk" ? item.chunks : item?.type === "phrase" ? item.phrase.objects : [];
    const last = lastOf(chunks) as (Chunk & Followed) | undefined;
    if (last === undefined) continue;
    let j = i + 1;
    for (; j < found.length; j += 1) {
      const next = found[j];
      if (next?.type === "phrase") last.phrases.push(next.phrase);
      else if (next?.type === "date") last.after.push(next.date);
      else break;
    }
    for (const one of chunks.flatMap(({ appositions }) => appositions) as (Chunk & Followed)[])
      if (one !== last && one.to <= last.from && chunks.length === 1 && one.phrases.length === 0)
        one.phrases.push(...last.phrases);
    // "in one case, a mortar": a phrase between commas is closed by the second; "and, later, by a teacher, Omar Safi" not.
    if (item?.type === "phrase" && isComma(found[i - 1]) && item.phrase.preposition !== "by") continue;
    const apposition = apposed(found, j, last);
    if (apposition !== null) last.appositions.push(apposition);
  }
}

/** What a list ends with: "X, the founder and *leader* of Y" ends with what X is said to be. */
function lastOf(chunks: readonly Chunk[]): Chunk | undefined {
  const last = chunks.at(-1);
  const said = last?.form === "name" ? last.appositions.at(-1) : undefined;
  return said !== undefined && said.from > (last?.from ?? 0) ? said : last;
}

/** The noun phrase between commas after a chunk that says what it is: ", the leader of the group,"; or "Kerman, Iran". */
function apposed(found: readonly Item[], j: number, chunk: Chunk): Chunk | null {
  const comma = found[j];
  const next = found[j + 1];
  if (!isComma(comma) || next?.type !== "chunk" || next.chunks.length !== 1) return null;
  const apposition = next.chunks[0];
  if (apposition === undefined || chunk.form === "pronoun" || chunk.form === "date") return null;
  if (
    (apposition.form === "number" && apposition.determiner === "none") ||
    apposition.form === "pronoun" ||
    apposition.form === "date"
  )
    return null;
  let k = j + 2;
  while (found[k]?.type === "phrase" || found[k]?.type === "date") k += 1;
  const after = found[k];
  // "his deputy, a man he trusted": a clause without a word that joins it follows.
  const described = after?.type === "chunk" && after.chunks[0]?.form === "pronoun";
  const closed =
    after === undefined ||
    described ||
    (after.type === "sign" &&
      (isComma(after) || after.tag === T.stop || after.tag === T.relative || after.tag === T.close));
  const places = chunk.name?.kind === "place" && apposition.name?.kind === "place";
  const participle = after?.type === "verb" && after.form === "participle";
  return closed || places || participle ? apposition : null;
}

/** A comma, or a dash that does its work. */
function isComma(item: Item | undefined): boolean {
  return item?.type === "sign" && (item.tag === T.comma || item.tag === T.dash);
}
