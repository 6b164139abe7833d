import type { Block, Citation, Rendition } from "../0-model/document.ts";
import type { Range } from "../0-model/span.ts";

// Makes the text that a publication shows of a document: whole, or only the words that claims stand on; with words
// taken out in either case. Whoever points into the text as it was is told where the same words stand now.

/** Words that take the place of others. */
export interface Replaced {
  readonly range: Range;
  readonly by: string;
}

/** A rendition anew, and where a stretch of the old one went: null where nothing of it is left. */
export interface Rewritten {
  readonly rendition: Rendition;
  readonly at: (range: Range) => Range | null;
}

/** Between two excerpts that did not follow one another. */
const GAP = "\n\n";

interface Run {
  readonly from: Range;
  readonly to: Range;
  readonly same: boolean;
}

/**
 * The text made of `kept` stretches, in order, each a block; with null the whole text with its blocks. `replaced` is in order and
 * does not overlap.
 */
export function rewrite(old: Rendition, kept: readonly Range[] | null, replaced: readonly Replaced[]): Rewritten {
  const runs: Run[] = [];
  let text = "";
  const take = (from: Range, words: string, same: boolean): void => {
    if (from[0] === from[1]) return;
    runs.push({ from, to: [text.length, text.length + words.length], same });
    text += words;
  };
  let next = 0;
  for (const [start, end] of kept ?? [[0, old.text.length] as const]) {
    if (text !== "") text += GAP;
    let at = start;
    while (next < replaced.length && (replaced[next]?.range[1] ?? 0) <= start) next += 1;
    for (let i = next; i < replaced.length; i += 1) {
      const { range, by } = replaced[i] as Replaced;
      if (range[0] >= end) break;
      if (range[0] > at) take([at, range[0]], old.text.slice(at, range[0]), true);
      take([Math.max(at, range[0]), Math.min(end, range[1])], by, false);
      at = Math.min(end, range[1]);
    }
    take([at, end], old.text.slice(at, end), true);
  }
  const at = (range: Range): Range | null => moved(runs, range);
  const blocks = kept === null ? whole(old.blocks, at) : parts(old.blocks, kept, at);
  return {
    rendition: { ...old, text, map: [], blocks, citations: old.citations.flatMap((one) => cited(one, at)) },
    at,
  };
}

function moved(runs: readonly Run[], [start, end]: Range): Range | null {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.from[1] ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  let found: [number, number] | null = null;
  for (let i = low; i < runs.length; i += 1) {
    const { from, to, same } = runs[i] as Run;
    if (from[0] >= end) break;
    const a = same ? to[0] + Math.max(0, start - from[0]) : to[0];
    const b = same ? to[0] + Math.min(end, from[1]) - from[0] : to[1];
    // What stands in another excerpt is another quote.
    if (found !== null && a > found[1]) break;
    found = found === null ? [a, b] : [found[0], Math.max(found[1], b)];
  }
  return found === null || found[0] >= found[1] ? null : found;
}

type At = Rewritten["at"];

const placed = (ranges: readonly Range[], at: At): Range[] =>
  ranges.flatMap((range) => [at(range) ?? []].filter((one) => one.length === 2) as Range[]);

function whole(blocks: readonly Block[], at: At): Block[] {
  return blocks.flatMap((block) => {
    const range = at(block.range);
    const label = block.label === null ? null : at(block.label);
    return range === null ? [] : [{ ...block, range, label, headings: placed(block.headings, at) }];
  });
}

function parts(blocks: readonly Block[], kept: readonly Range[], at: At): Block[] {
  let from = 0;
  return kept.flatMap((piece): Block[] => {
    const range = at(piece);
    if (range === null) return [];
    while (from < blocks.length && (blocks[from]?.range[1] ?? 0) <= piece[0]) from += 1;
    const block = blocks[from];
    const inside = block !== undefined && block.range[0] < piece[1];
    if (!inside) return [{ kind: "paragraph", range, headings: [], label: null, level: 0 }];
    const label = block.label === null ? null : at(block.label);
    return [{ ...block, range, label, headings: placed(block.headings, at) }];
  });
}

function cited(citation: Citation, at: At): Citation[] {
  const marker = at(citation.marker);
  const scope = at(citation.scope);
  const target = citation.target === null ? null : at(citation.target);
  // A citation whose marker is not quoted still says what stands behind the words.
  return scope === null ? [] : [{ ...citation, marker: marker ?? [scope[1], scope[1]], scope, target }];
}

/** The most characters that are quoted in one stretch of a text that may not be shown whole. */
export const QUOTE = 300;

/** Stretches as quotes: in order, those that meet made one where that is short enough, none longer than a quote may be. */
export function quotes(wanted: readonly Range[], text: string, most: number = QUOTE): Range[] {
  const found: [number, number][] = [];
  const sorted = wanted
    .map(([start, end]) => [start, Math.min(end, start + most)] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [start, end] of sorted) {
    const last = found.at(-1);
    if (last === undefined || start >= last[1]) found.push([start, end]);
    else if (end <= last[1]) continue;
    else if (end - last[0] <= most) last[1] = end;
    else found.push([last[1], end]);
  }
  return found.map(([start, end]) => trimmed(start, end, text)).filter(([start, end]) => start < end);
}

/** Never half of a character that is written as two. */
function trimmed(start: number, end: number, text: string): Range {
  const low = (at: number): boolean => at > 0 && at < text.length && /[\uDC00-\uDFFF]/.test(text[at] ?? "");
  return [low(start) ? start + 1 : start, low(end) ? end - 1 : end];
}
