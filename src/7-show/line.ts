import type { Range } from "../0-model/span.ts";

/** The layers that lie over a text, in the order in which they are shown. */
export const LAYERS = [
  "citations",
  "dates",
  "quantities",
  "names",
  "cues",
  "speakers",
  "chunks",
  "clauses",
  "tokens",
  "tags",
] as const;

/** One layer. */
export type Layer = (typeof LAYERS)[number];

/** Layers with a line for every word: shown only when somebody asks for them. */
export const EVERY_WORD: ReadonlySet<Layer> = new Set(["tokens", "tags"]);

/** One thing that a layer says of a stretch of text. */
export interface Line {
  readonly layer: Layer;
  /** What the words are: "date", "name", "subject". */
  readonly what: string;
  readonly range: Range;
  /** What they are taken to mean, in plain words. */
  readonly says: string;
  /** The same for programs. */
  readonly value: unknown;
  /** What belongs to it, with words of its own. */
  readonly parts: readonly Line[];
}

/** The parts of a meaning that there are, with commas between them. */
export function said(...parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => part !== null && part !== false && part !== "").join(", ");
}

/** A line that says nothing yet. */
export function bare(layer: Layer, what: string, range: Range): Line {
  return { layer, what, range, says: "", value: null, parts: [] };
}
