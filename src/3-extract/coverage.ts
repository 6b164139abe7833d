import type { Claim, Coverage } from "../0-model/claim.ts";
import type { Range } from "../0-model/span.ts";
import { emptyHeadings } from "../1-read/blocks.ts";
import { isProse } from "./events.ts";
import { blockOf, markWithin, type Page, sentenceAt } from "./page.ts";

/** What a reading knows of its sentences beside the claims. */
export interface Seen {
  readonly evoked: ReadonlySet<number>;
  readonly unresolved: ReadonlySet<number>;
}

const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{L}/u;

/** What each sentence carries, or why it carries nothing; headings without content; claims and citations without each other. */
export function coverage(page: Page, claims: readonly Claim[], seen: Seen): Coverage {
  const counts = new Map<number, number>();
  for (const claim of claims) {
    const at = claim.evidence[0];
    if (at === undefined) continue;
    const sentence = sentenceAt(page, at[0]);
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  const sentences: { range: Range; claims: number; why: string | null }[] = [];
  for (const [index, stretch] of page.marks.sentences.entries()) {
    const named = !isProse(page, index);
    if (named && !tells(page, index)) continue;
    const found = counts.get(index) ?? 0;
    sentences.push({
      range: stretch.range,
      claims: found,
      why: found > 0 ? null : named ? "heading" : why(page, index, seen),
    });
  }
  return {
    rendition: page.rendition.id,
    sentences,
    emptyHeadings: emptyHeadings(page.rendition.blocks),
    uncited: claims.filter((claim) => claim.citations.length === 0).map((claim) => claim.id),
    unusedCitations: unused(page, claims),
  };
}

/** "Car bombs in Baghdad", "Former Front leader Omar Safi": a title or heading without a verb that tells of a deed or an office. No rule reads it. */
function tells(page: Page, index: number): boolean {
  const kind = blockOf(page, index)?.kind;
  const stretch = page.marks.sentences[index];
  if (stretch === undefined || (kind !== "title" && kind !== "heading")) return false;
  const { lower } = page.marks.words;
  const { eventNouns, offices } = page.lists;
  const named = markWithin(page.marks.names, stretch) !== null;
  for (let i = stretch.from; i < stretch.to; i += 1) {
    const word = lower[i] ?? "";
    const type = eventNouns.get(word) ?? eventNouns.get(word.replace(/s$/, ""));
    if ((type !== undefined && type !== "none") || (named && offices.has(word))) return true;
  }
  return false;
}

function why(page: Page, index: number, seen: Seen): string {
  const [start, end] = page.marks.sentences[index]?.range ?? [0, 0];
  const words = page.rendition.text.slice(start, end);
  if (LETTER.test(words) && !LATIN.test(words)) return "unread-script";
  if (seen.unresolved.has(index)) return "reference";
  return seen.evoked.has(index) ? "no-role" : "no-trigger";
}

function unused(page: Page, claims: readonly Claim[]): string[] {
  const used = new Set(claims.flatMap((claim) => claim.citations));
  const sources = page.rendition.citations.filter((citation) => citation.kind === "source");
  return [...new Set(sources.map((citation) => citation.label))].filter((label) => !used.has(label));
}
