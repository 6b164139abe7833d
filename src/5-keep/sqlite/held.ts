import type { Claim, Coverage, Finder } from "../../0-model/claim.ts";
import type { Kinship, Rendition } from "../../0-model/document.ts";
import type { Judgement } from "../../0-model/entity.ts";
import type { Buried, KeptSample, Query, ReviewDecision, Reviewed, Sample, Tombstone } from "../../0-model/store.ts";
import { joined } from "../claims.ts";
import type { HeldKind } from "../desk.ts";
import type { FinderNote } from "../log.ts";
import { buried } from "../tombstone.ts";
import { type Database, instant, type Line, number, stored, text, textOrNull } from "./database.ts";
import { textOf, unpack } from "./pack.ts";
import { claimNumber } from "./project.ts";
import { resembling } from "./scenes.ts";
import { OPEN } from "./schema.ts";
import type { View } from "./terms.ts";
import { numbersOf } from "./who.ts";

// What has one version at a time, by kind and key: everything but claims and referents.

const HELD =
  "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since WHERE h.kind = ? AND h.since <= ? AND h.until > ?";

/** What holds of a kind at a moment: all of it, or one by its key. */
export function held<T>(db: Database, at: number, kind: HeldKind, key: string | null): T[] {
  const lines = key === null ? db.all(HELD, kind, at, at) : db.all(`${HELD} AND h.key = ?`, kind, at, at, key);
  return lines.map((line) => JSON.parse(textOf(stored(line, "json"))) as T);
}

/** Judgements, or those about one of some referents, or those that do not say `same`. */
export function judgements(
  db: Database,
  at: number,
  { of, doubts }: Extract<Query, { get: "judgements" }>,
): Judgement[] {
  const only = doubts === true ? `${HELD} AND p.json ->> 'verdict' <> 'same'` : HELD;
  const parsed = (lines: readonly Line[]): Judgement[] =>
    lines.map((line) => JSON.parse(text(line, "json")) as Judgement);
  if (of === undefined) return parsed(db.all(only, "judgement", at, at));
  const numbers = JSON.stringify(numbersOf(db, at, new Set(of)));
  return ["one", "two"].flatMap((end) =>
    parsed(db.all(`${only} AND h.${end} IN (SELECT value FROM json_each(?))`, "judgement", at, at, numbers)),
  );
}

/** Samples, with the positions of their rows. */
export function samples(db: Database, at: number): KeptSample[] {
  return db
    .all(HELD.replace("SELECT p.json", "SELECT p.json, h.since"), "sample", at, at)
    .map((line) => ({ ...(JSON.parse(text(line, "json")) as Sample), sequence: number(line, "since") }));
}

/** Texts: all, one, those of a document, or those like a list of shingles. */
export function renditions(
  db: Database,
  at: number,
  query: { readonly document?: string; readonly id?: string; readonly alike?: readonly number[] },
): Rendition[] {
  if (query.alike !== undefined) {
    const { alike, ...rest } = query;
    return resembling(db, at, alike).flatMap((id) =>
      rest.id === undefined || rest.id === id ? renditions(db, at, { ...rest, id }) : [],
    );
  }
  const found =
    query.document === undefined
      ? held<Rendition>(db, at, "rendition", query.id ?? null)
      : db
          .all(`${HELD} AND h.one = ?`, "rendition", at, at, query.document)
          .map((line) => JSON.parse(textOf(stored(line, "json"))) as Rendition);
  return found.filter((one) => query.id === undefined || one.id === query.id);
}

/** Ties between documents, or those from or to one. */
export function kinships(db: Database, at: number, document: string | null): Kinship[] {
  if (document === null) return held<Kinship>(db, at, "kinship", null);
  return db
    .all(
      `${HELD} AND h.one = ? UNION ALL ${HELD} AND h.two = ?`,
      ...["kinship", at, at, document],
      ...["kinship", at, at, document],
    )
    .map((line) => JSON.parse(text(line, "json")) as Kinship);
}

/** What was read of texts, or of those of a document. */
export function coverage({ db, terms }: View, at: number, document: string | null): Coverage[] {
  const lines =
    document === null
      ? db.all(HELD, "coverage", at, at)
      : db.all(`${HELD} AND h.key IN (SELECT id FROM text WHERE document = ?)`, "coverage", at, at, document);
  return lines.map((line) => unpack<Coverage>("coverage", text(line, "json"), terms));
}

/** Each reviewer's decisions, or those about some claims, with who had found what they are about. */
export function reviews({ db, terms }: View, at: number, claims: readonly string[] | null): Reviewed[] {
  const numbers = (claims ?? []).flatMap((id) => claimNumber(db, id) ?? []);
  const only = claims === null ? "" : " AND h.one IN (SELECT value FROM json_each(?2))";
  const lines = db.all(
    "SELECT p.json, h.since, c.json AS claim, i.finders FROM held h JOIN payload p ON p.sequence = h.since " +
      "LEFT JOIN interpretation i ON i.claim = h.one AND i.number = json_extract(p.json, '$.interpretation') " +
      "JOIN payload c ON c.sequence = coalesce(i.source, h.one) " +
      `WHERE h.kind = 'review' AND h.since <= ?1 AND h.until > ?1${only}`,
    at,
    ...(claims === null ? [] : [JSON.stringify(numbers)]),
  );
  // `interpretation` keeps the finders of now; those of an earlier moment follow from the log.
  const now = at >= number(db.get("SELECT sequence FROM head"), "sequence");
  const found = lines.map((line): Reviewed => {
    const decision = JSON.parse(text(line, "json")) as ReviewDecision;
    const kept = now ? textOrNull(line, "finders") : null;
    const by = kept === null ? unpack<Claim>("claim", text(line, "claim"), terms).by : (JSON.parse(kept) as Finder[]);
    return { ...decision, finders: joined(by, []), sequence: number(line, "since") };
  });
  return now || found.length === 0 ? found : withNotes(db, at, found);
}

/** Decisions with the finders that were noted, up to a moment, after their interpretations had been found. */
function withNotes(db: Database, at: number, decisions: readonly Reviewed[]): Reviewed[] {
  const place = (one: Pick<Reviewed, "claim" | "interpretation">): string => `${one.claim}\n${one.interpretation}`;
  const later = new Map(decisions.map((one) => [place(one), [] as Finder[]]));
  const notes = db.each(
    "SELECT p.json FROM log l JOIN payload p ON p.sequence = l.sequence WHERE l.kind = 'finder' AND l.sequence <= ?",
    at,
  );
  for (const line of notes) {
    const note = JSON.parse(text(line, "json")) as FinderNote;
    later.get(place(note))?.push(...note.by);
  }
  return decisions.map((one) => ({ ...one, finders: joined(one.finders, later.get(place(one)) ?? []) }));
}

/** What was taken out and not brought back, as of now. */
export function tombstones(db: Database): Buried[] {
  const lines = db.all(
    "SELECT h.kind, p.json, l.sequence, l.recorded_at FROM held h JOIN payload p ON p.sequence = h.since " +
      "JOIN log l ON l.sequence = h.since WHERE h.kind IN ('erasure', 'seal') AND h.until = ?",
    OPEN,
  );
  return lines.map((line) =>
    buried(text(line, "kind") as "erasure" | "seal", JSON.parse(text(line, "json")) as Tombstone, {
      sequence: number(line, "sequence"),
      recordedAt: instant(line),
    }),
  );
}
