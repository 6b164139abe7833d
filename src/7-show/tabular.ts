import type { Rendition } from "../0-model/document.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Shown } from "../6-ask/view.ts";
import type { Edges } from "./bars.ts";
import { quoteOf, timeWords, valueWords } from "./grammar.ts";

/** A cell of a table for a spreadsheet. */
export type Plain = string | number | null;

/** The rows of a page as a table: a line for each claim behind a row, so that every figure keeps who said it and how. */
export interface Tabular {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Plain[])[];
}

/** The four days of a stretch of time, and whether it is still so where the text ends. */
export const EDGE_COLUMNS = "start_earliest start_latest end_earliest end_latest still_so_at_text_end".split(" ");

/** Cells for `EDGE_COLUMNS`. */
export function edgeCells({ start, end, toTextEnd }: Edges): readonly Plain[] {
  return [start?.[0] ?? null, start?.[1] ?? null, end?.[0] ?? null, end?.[1] ?? null, toTextEnd ? "yes" : "no"];
}

/** What a line says of its claim. */
export const CLAIM_COLUMNS = (
  "claim interpretation subject property value role time_words mode polarity assertedness hedge according_to stances " +
  "citations uncited review basis document words"
).split(" ");

/** Cells for `CLAIM_COLUMNS`. `quote` gives the words of a claim. */
export function claimCells({ claim, weaker }: Shown, quote: (claim: KeptClaim) => string): readonly Plain[] {
  const { attribution } = claim;
  return [
    claim.id,
    claim.interpretation,
    claim.subject.name,
    claim.property,
    valueWords(claim.value),
    claim.role,
    claim.time === null ? null : timeWords(claim.time),
    claim.mode,
    claim.polarity,
    claim.assertedness,
    claim.hedge?.words ?? null,
    attribution.map(({ speaker }) => ("unnamed" in speaker ? speaker.words : speaker.name)).join("; "),
    attribution.map(({ stance }) => stance).join("; "),
    claim.citations.join("; "),
    weaker.includes("uncited") ? "yes" : "no",
    claim.review,
    claim.basis,
    claim.document,
    quote(claim),
  ];
}

/** The cells of a claim without what names its value: of a person who was harmed and holds no post. */
export function withoutName(cells: readonly Plain[]): readonly Plain[] {
  return cells.map((cell, i) => (CLAIM_COLUMNS[i] === "value" || CLAIM_COLUMNS[i] === "words" ? null : cell));
}

/** Gives the words of claims, as their texts have them. */
export function quoting(renditions: readonly Rendition[]): (claim: KeptClaim) => string {
  const texts = new Map(renditions.map(({ id, text }) => [id, text]));
  return (claim) => quoteOf(claim, texts.get(claim.rendition) ?? "");
}
