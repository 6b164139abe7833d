import type { Chunk, Clause } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import { marksIn, type Page } from "./page.ts";

// Dates by their place: at the head of an entry, and behind each member of a list.

/** "*June 3, 2014:* A bomber …": the date with which an entry of a chronology begins, for its first sentence. */
export function entryDate({ marks: { sentences, words, dates } }: Page, sentence: number): DateMark | null {
  const stretch = sentences[sentence];
  if (stretch === undefined || sentences[sentence - 1]?.block === stretch.block) return null;
  const [date] = marksIn(dates, [stretch.from, stretch.from + 1]);
  const behind = date?.from === stretch.from && date.kind === "time" ? (words.lower[date.to] ?? "") : "";
  return date !== undefined && ENTRY.test(behind) ? date : null;
}

const ENTRY = /^(?::|\p{Pd})$/u;

/** The names that go on a list behind a token, each behind the date of the one before. */
export function datedAfter({ marks: { words, dates } }: Page, { chunks }: Clause, from: number): Chunk[] {
  const found: Chunk[] = [];
  let end = from;
  for (const chunk of chunks) {
    if (chunk.from < end || chunk.form !== "name") continue;
    const between = dates.find((date) => date.from >= end && date.to <= chunk.from);
    const rest = words.lower.slice(between?.to ?? end, chunk.from).join(" ");
    if (between === undefined || between.from > end + 1 || !/^(?:,|and|, and)$/.test(rest)) break;
    found.push(chunk);
    end = chunk.to;
  }
  return found;
}
