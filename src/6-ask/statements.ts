import type { Document } from "../0-model/document.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import type { Day } from "../0-model/time.ts";
import { origins } from "./origins.ts";
import { byPlace, documentName, order, type Shown } from "./view.ts";

/** What one document says of an event. */
export interface Statement {
  readonly document: string;
  /** What people call the document; its id when it has neither title nor name. */
  readonly title: string;
  /** The day on which it was said; null when nothing tells. */
  readonly said: Day | null;
  /** How that day is known: the document's day of publication, or the day on which a speaker in it said so. */
  readonly by: "published" | "speaker" | null;
  /** In reading order. */
  readonly claims: readonly Shown[];
  /** The words of these claims, each stretch once, in reading order; empty when the slice does not hold the text. */
  readonly words: readonly string[];
}

/** How an event was told: its statements in order of saying, and how many origins they have. */
export interface Telling {
  readonly statements: readonly Statement[];
  readonly origins: number;
}

/** Makes the tellings of a slice's events from the claims about each. */
export function tellings(slice: Slice): (shown: readonly Shown[]) => Telling {
  const documents = new Map(slice.documents.map((one) => [one.id, one]));
  const texts = new Map(slice.renditions.map((one) => [one.id, one.text]));
  const group = origins(slice.kinships);
  return (shown) => {
    const byDocument = Map.groupBy(shown, ({ claim }) => claim.document);
    const statements = [...byDocument].map(([id, claims]) => statement(id, documents.get(id), claims, texts));
    return { statements: statements.sort(bySaying), origins: group(byDocument.keys()).length };
  };
}

function statement(
  id: string,
  document: Document | undefined,
  claims: readonly Shown[],
  texts: ReadonlyMap<string, string>,
): Statement {
  const sorted = [...claims].sort((a, b) => byPlace(a.claim, b.claim));
  const published = document?.published ?? null;
  const spoken = sorted.flatMap(({ claim }) => spokenOn(claim)).sort(order)[0] ?? null;
  const title = document === undefined ? id : documentName(document);
  const said = published ?? spoken;
  return {
    document: id,
    title,
    said,
    by: published !== null ? "published" : spoken !== null ? "speaker" : null,
    claims: sorted,
    words: wordsOf(sorted, texts),
  };
}

/** The latest day on which a speaker can have said it, where the text gives one. */
function spokenOn({ attribution }: KeptClaim): Day[] {
  return attribution.flatMap(({ said }) => said?.end?.[1] ?? said?.start?.[1] ?? []);
}

function wordsOf(claims: readonly Shown[], texts: ReadonlyMap<string, string>): string[] {
  const found = claims.flatMap(({ claim }) =>
    claim.evidence.map(([start, end]) => texts.get(claim.rendition)?.slice(start, end) ?? ""),
  );
  return [...new Set(found)].filter((words) => words !== "");
}

/** In order of saying, what no day is known of last; then by document. */
function bySaying(a: Statement, b: Statement): number {
  return order(a.said ?? "9999-99", b.said ?? "9999-99") || order(a.document, b.document);
}

/** "told in 3 documents, 1 origin"; empty for what one document tells. */
export function toldText({ statements, origins: sources }: Telling): string {
  if (statements.length < 2) return "";
  return `told in ${statements.length} documents, ${sources} ${sources === 1 ? "origin" : "origins"}`;
}
