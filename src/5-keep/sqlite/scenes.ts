import type { Claim, Coverage } from "../../0-model/claim.ts";
import { sceneDays, sceneKeys } from "../../0-model/scene.ts";
import type { Query } from "../../0-model/store.ts";
import { type Database, number, text } from "./database.ts";
import { OPEN } from "./schema.ts";

// What events and copies are found by. Both are asked for whenever a document arrives, so that neither may grow with the
// record: events come by place, person and day, texts by a sample of their word sequences.

/** Notes what a claim about an event says of its place, its day and the people to whom it happened. */
export function stage(db: Database, claim: Claim, sequence: number): void {
  const { id, subject, document } = claim;
  for (const key of sceneKeys(claim)) {
    db.run("INSERT INTO scene VALUES (?, ?, ?, ?, ?, ?)", key, id, sequence, OPEN, subject.id, document);
  }
  const days = sceneDays(claim);
  if (days !== null) db.run("INSERT INTO day VALUES (?, ?, ?, ?, ?, ?)", id, sequence, OPEN, ...days, subject.id);
}

/** Ends what was noted of a claim: it is about to be shown otherwise. */
export function unstage(db: Database, claim: string, sequence: number): void {
  db.run("UPDATE scene SET until = ? WHERE claim = ? AND until = ?", sequence, claim, OPEN);
  db.run("UPDATE day SET until = ? WHERE claim = ? AND until = ?", sequence, claim, OPEN);
}

const DATED =
  "EXISTS (SELECT 1 FROM day d WHERE d.subject = e.subject AND d.since <= ?1 AND d.until > ?1 AND d.first <= ?3 AND d.last >= ?2)";
const UNDATED =
  "NOT EXISTS (SELECT 1 FROM day d WHERE d.subject = e.subject AND d.since <= ?1 AND d.until > ?1) " +
  "AND e.document IN (SELECT h.key FROM held h WHERE h.kind = 'document' AND h.one >= ?5 AND h.one <= ?6 " +
  "AND h.since <= ?1 AND h.until > ?1)";
const KEYED =
  "SELECT DISTINCT e.subject FROM scene e WHERE e.key IN (SELECT value FROM json_each(?4)) " +
  "AND e.since <= ?1 AND e.until > ?1";

/** Ids of the living claims about the events that a query means. */
export function claimsAt(db: Database, at: number, query: Extract<Query, { get: "events" }>): string[] {
  return subjects(db, at, query).flatMap((subject) =>
    db
      .all(
        "SELECT claim FROM state WHERE subject = ? AND since <= ? AND until > ? AND review NOT IN ('withdrawn', 'refused')",
        subject,
        at,
        at,
      )
      .map((line) => text(line, "claim")),
  );
}

function subjects(db: Database, at: number, { keys, days, published }: Extract<Query, { get: "events" }>): string[] {
  const found = (sql: string, ...values: string[]): string[] =>
    db.all(sql, at, ...values).map((line) => text(line, "subject"));
  if (keys === null) {
    const [from, to] = days ?? ["0000-01-01", "9999-12-31"];
    const sql = "SELECT DISTINCT subject FROM day WHERE first <= ?3 AND last >= ?2 AND since <= ?1 AND until > ?1";
    return found(sql, from, to);
  }
  const asked = JSON.stringify(keys);
  if (days === undefined) return found(KEYED.replace("?4", "?2"), asked);
  if (published === undefined) return found(`${KEYED} AND ${DATED}`, ...days, asked);
  return found(`${KEYED} AND (${DATED} OR ${UNDATED})`, ...days, asked, ...published);
}

/** Keeps the shingles of a text; equal ones stay as they are. */
export function print(db: Database, { rendition, shingles = [] }: Coverage, sequence: number): void {
  const held = db.get("SELECT id FROM print WHERE rendition = ? AND until = ?", rendition, OPEN);
  const numbers = [...new Set(shingles)].sort((a, b) => a - b);
  if (held !== undefined) {
    const before = db.all("SELECT number FROM shingle WHERE print = ? ORDER BY number", number(held, "id"));
    if (before.length === numbers.length && before.every((line, i) => number(line, "number") === numbers[i])) return;
    db.run("UPDATE print SET until = ? WHERE id = ?", sequence, number(held, "id"));
  }
  if (numbers.length === 0) return;
  db.run("INSERT INTO print VALUES (?, ?, ?, ?)", sequence, rendition, sequence, OPEN);
  for (const one of numbers) db.run("INSERT INTO shingle VALUES (?, ?)", one, sequence);
}

/** The texts whose shingles share two numbers or more with this one. */
export function resembling(db: Database, at: number, shingles: readonly number[]): string[] {
  return db
    .all(
      "SELECT p.rendition FROM shingle s JOIN print p ON p.id = s.print " +
        "WHERE s.number IN (SELECT value FROM json_each(?2)) AND p.since <= ?1 AND p.until > ?1 " +
        "GROUP BY p.id HAVING count(*) >= 2",
      at,
      JSON.stringify([...new Set(shingles)]),
    )
    .map((line) => text(line, "rendition"));
}
