import type { Block, Document, Rendition } from "../0-model/document.ts";
import type { Range } from "../0-model/span.ts";
import type { KeptClaim } from "../0-model/store.ts";
import { type Role, type Segment, segments, type Use, usesOf } from "./segments.ts";

/** One document beside its claims. `shown` are the claims of this page; `others` live on pages of their own. */
export interface Source {
  readonly document: Document;
  readonly rendition: Rendition;
  readonly shown: readonly KeptClaim[];
  readonly others: readonly KeptClaim[];
}

/** A segment with what the page needs to draw it. */
export interface Piece {
  readonly text: string;
  readonly at: number;
  /** Claims of this page, the most specific first, with their roles. */
  readonly uses: readonly Use[];
  /** True when some claim of this page has its evidence here: only then do the words themselves carry a claim. */
  readonly carries: boolean;
  /** A claim of another page that these words carry, when they carry none of this one. */
  readonly other: string | null;
  /** Claims whose words begin here: the places that links lead to. */
  readonly anchors: readonly string[];
}

/** One block of the text, cut into pieces that cover it whole. */
export interface Stretch {
  readonly block: Block;
  /** True for words that the reader put into no block, such as the lines above a title. */
  readonly between: boolean;
  readonly pieces: readonly Piece[];
}

type Whole = Omit<Stretch, "pieces">;

const SPECIFIC: readonly Role[] = [
  "value",
  "count",
  "time",
  "place",
  "role",
  "speaker",
  "negation",
  "hedge",
  "trigger",
];

/** Cuts a source into stretches: all its text, in reading order, each piece knowing its claims. */
export function stretches({ rendition, shown, others }: Source): readonly Stretch[] {
  const here = new Set(shown.map(({ id }) => id));
  const anchored = new Set<string>();
  const all = allBlocks(rendition);
  const uses = usesByBlock(all, usesOf([...shown, ...others]));
  return all.map(({ block, between }, i) => ({
    block,
    between,
    pieces: segments(block.range, uses[i] ?? []).map((segment) => piece(rendition.text, segment, here, anchored)),
  }));
}

/** The uses that touch each block; both are in order, so that a long text costs no more than it has words and claims. */
function usesByBlock(all: readonly Whole[], uses: readonly Use[]): readonly (readonly Use[])[] {
  const found: Use[][] = all.map(() => []);
  let first = 0;
  for (const use of uses) {
    while (first < all.length && (all[first]?.block.range[1] ?? 0) <= use.range[0]) first += 1;
    for (let i = first; i < all.length && (all[i]?.block.range[0] ?? 0) < use.range[1]; i++) found[i]?.push(use);
  }
  return found;
}

function piece(text: string, segment: Segment, here: ReadonlySet<string>, anchored: Set<string>): Piece {
  const mine = segment.uses.filter(({ claim }) => here.has(claim));
  const carried = segment.carries.filter((claim) => here.has(claim));
  const anchors = carried.filter((claim) => !anchored.has(claim));
  for (const claim of anchors) anchored.add(claim);
  const other = segment.carries.find((claim) => !here.has(claim)) ?? null;
  return {
    text: text.slice(...segment.range),
    at: segment.range[0],
    uses: [...mine].sort(bySpecificity),
    carries: carried.length > 0,
    other: carried.length > 0 ? null : other,
    anchors,
  };
}

function bySpecificity(a: Use, b: Use): number {
  const rank = ({ role }: Use): number => (SPECIFIC.includes(role) ? SPECIFIC.indexOf(role) : SPECIFIC.length);
  const length = ({ range }: Use): number => range[1] - range[0];
  return Number(a.from !== "here") - Number(b.from !== "here") || rank(a) - rank(b) || length(a) - length(b);
}

/**
 * The blocks of a rendition, with whatever text stands between them as paragraphs: no word of a source is left out. The
 * number in front of an entry ("1. ^") stands in its line.
 */
function allBlocks({ text, blocks }: Rendition): readonly Whole[] {
  const all: Whole[] = [];
  let at = 0;
  const gap = (to: number): void => {
    const words = text.slice(at, to);
    if (!/[\p{L}\p{N}]/u.test(words)) return;
    const range: Range = [at + (words.length - words.trimStart().length), to - (words.length - words.trimEnd().length)];
    all.push({ block: { kind: "paragraph", range, headings: [], label: null, level: 0 }, between: true });
  };
  for (const block of [...blocks].sort((a, b) => a.range[0] - b.range[0])) {
    if (block.range[0] < at) continue;
    const from = isItem(block) ? numbered(text, at, block.range[0]) : block.range[0];
    gap(from);
    all.push({ block: { ...block, range: [from, block.range[1]] }, between: false });
    at = block.range[1];
  }
  gap(text.length);
  return all;
}

/** Where the line of an entry begins, when something to be read stands between there and the entry. */
function numbered(text: string, from: number, to: number): number {
  const start = Math.max(from, text.lastIndexOf("\n", to - 1) + 1);
  return /[\p{L}\p{N}]/u.test(text.slice(start, to)) ? start : to;
}

/** List items and the entries of a list of references. */
export function isItem(block: Block | undefined): boolean {
  return block?.kind === "item" || block?.kind === "reference";
}
