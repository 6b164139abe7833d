import type { Block, Citation, Rendition } from "../0-model/document.ts";
import { type Cuts, cuts } from "../0-model/grapheme.ts";
import type { Range } from "../0-model/span.ts";
import { isSpace } from "./lines.ts";
import { type Marker, markers } from "./markers.ts";
import { type Entries, entries } from "./references.ts";
import { isStop, scopeStart } from "./scope.ts";

/**
 * The citation markers of a text, in order, each with the entry it points to and the words it stands behind. A marker
 * with several labels (`[17, 18]`) gives one citation a label, all with the same marker. The scope ends before the first
 * marker of a group (`[18][19]`), which share it; it is empty where a marker has no words before it.
 */
export function citations(text: string, blocks: readonly Block[]): Citation[] {
  const references = blocks.filter((block) => block.kind === "reference");
  // The label in front of an entry (`[1] Title`) belongs to the entry.
  const skip = references.map((block): Range => [lineStart(text, block.range[0]), block.range[1]]);
  const at = cuts(text);
  const isWhole = ({ range }: Marker): boolean => at === null || (at.has(range[0]) && at.has(range[1]));
  const found = markers(text, skip).filter(isWhole);
  const known = entries(text, blocks);
  const made: Citation[] = [];
  let block = 0;
  // Notes such as `[a]` stand in the middle of what a source is cited for, and never bound it.
  let source = 0;
  for (let i = 0; i < found.length; ) {
    let last = i;
    while (last + 1 < found.length && adjacent(text, found[last], found[last + 1])) last += 1;
    const group = found.slice(i, last + 1);
    const start = group[0]?.range[0] ?? 0;
    while (block + 1 < blocks.length && (blocks[block + 1]?.range[0] ?? 0) <= start) block += 1;
    const sourced = group.some(({ kind }) => kind === "source" || kind === "needed");
    const before = sourced ? source : (found[i - 1]?.range[1] ?? 0);
    const words = scopeOf(text, blocks[block], group, before);
    const scope = at === null ? words : within(at, words);
    for (const marker of group) made.push(...cite(marker, scope, known));
    if (sourced) source = found[last]?.range[1] ?? source;
    i = last + 1;
  }
  return made;
}

/** The words that may be cut out of the text; none where only a part of a sign is left. */
function within(at: Cuts, [start, end]: Range): Range {
  const [from, to] = [at.after(start), at.before(end)];
  return from < to ? [from, to] : [end, end];
}

/** The ranges of all markers, ascending and disjoint: what a tokenizer has to leave out. */
export function lifted(rendition: Pick<Rendition, "citations">): Range[] {
  const found: Range[] = [];
  for (const { marker } of rendition.citations) {
    if (marker[0] >= (found.at(-1)?.[1] ?? 0)) found.push(marker);
  }
  return found;
}

function cite(marker: Marker, scope: Range, known: Entries): Citation[] {
  return marker.labels.map((label) => ({
    marker: marker.range,
    label,
    kind: marker.kind,
    target: known.find(marker.kind, label),
    scope,
  }));
}

/** Markers with nothing but spaces and at most a comma between them. */
function adjacent(text: string, a: Marker | undefined, b: Marker | undefined): boolean {
  if (a === undefined || b === undefined || b.range[0] - a.range[1] > 4) return false;
  return /^[ \u00A0]*[,;⁾˒]?[ \u00A0]*$/.test(text.slice(a.range[1], b.range[0]));
}

function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !/[\n\r\u2028\u2029]/.test(text[start - 1] ?? "")) start -= 1;
  return start;
}

/** The words in front of a group of markers, back to the marker before it, or to where its sentence or clause begins. */
function scopeOf(text: string, block: Block | undefined, group: readonly Marker[], before: number): Range {
  const first = group[0]?.range[0] ?? 0;
  const from = block !== undefined && block.range[0] <= first ? block.range[0] : first;
  let end = Math.min(first, block === undefined ? first : Math.max(block.range[1], from));
  while (end > from && isSpace(text.charCodeAt(end - 1))) end -= 1;
  const floor = Math.max(from, before);
  if (end <= floor) return [end, end];
  const after = group.at(-1)?.range[1] ?? end;
  // In lists and rows a marker stands behind the whole entry; before or behind a full stop, behind the sentence.
  const whole = block?.kind !== "paragraph" || isStop(text, end) || closes(text, after, block);
  let start = scopeStart(text, { floor, end, whole });
  const note = NOTES.exec(text.slice(start, Math.min(end, start + 200)));
  start += note?.[0].length ?? 0;
  while (start < end && /[\s\uFEFF,;:.)!?”’]/.test(text[start] ?? "")) start += 1;
  return start < end ? [start, end] : [end, end];
}

/** Notes behind the full stop of the sentence before. */
const NOTES = /^(?:\s*\[[^[\]\n]{1,40}\])+(?=\s)/;

/** True when a sentence or the block ends right behind the markers. */
function closes(text: string, after: number, block: Block): boolean {
  if (after >= block.range[1]) return true;
  return /^["”’)]?[.!?…]/.test(text.slice(after, after + 2));
}
