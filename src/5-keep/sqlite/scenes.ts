import type { Claim, Coverage } from "../../0-model/claim.ts";
import { bucketsFor, bucketsOf, sceneDays, scenePerson, scenePlaces } from "../../0-model/scene.ts";
import { meets, type SceneQuery } from "../meeting.ts";
import { type Database, number, text } from "./database.ts";
import { unpack } from "./pack.ts";
import { OPEN } from "./schema.ts";
import type { View } from "./terms.ts";

// What events and copies are found by. Both are asked for whenever a document arrives, so that neither may grow with the
// record: events come by place and day or by person, texts by a sample of their word sequences. `scene` never forgets: it
// says where to look, and what holds at the moment asked for is read from the claims themselves.

const ANYWHERE = "";
const WHENEVER = "";

/** Notes where an event can be found by one of its claims, together with what all its others ever said. */
export function stage({ db, terms }: View, claim: Claim, subject: number): void {
  const put = (key: string, bucket: string): void =>
    db.run("INSERT OR IGNORE INTO scene VALUES (?, ?, ?)", key, bucket, subject);
  const person = scenePerson(claim);
  if (person !== null) put(person, WHENEVER);
  const [places, days] = [scenePlaces(claim), sceneDays(claim)];
  if (places.length === 0 && days === null) return;
  const others = told({ db, terms }, subject, days === null ? "date" : "place");
  const keys = days === null ? places : others.flatMap(scenePlaces);
  const spans = days === null ? others.flatMap((other) => [sceneDays(other) ?? []].filter(isSpan)) : [days];
  for (const span of spans) {
    for (const bucket of bucketsOf(span)) {
      for (const key of new Set([ANYWHERE, ...keys])) put(key, bucket);
    }
  }
}

function isSpan(span: readonly string[]): span is readonly [string, string] {
  return span.length === 2;
}

/** Everything that an event's claims with one property were ever taken to say. The plus keeps the index on properties out: an event has few claims. */
function told({ db, terms }: View, subject: number, property: string): Claim[] {
  const known = terms.known(property);
  if (known === undefined) return [];
  return db
    .all(
      "SELECT DISTINCT s.source, p.json FROM state s JOIN payload p ON p.sequence = s.source " +
        "WHERE s.subject = ? AND +s.property = ?",
      subject,
      known,
    )
    .map((line) => unpack<Claim>("claim", text(line, "json"), terms));
}

/** Numbers of the living claims about the events that a query means. */
export function claimsAt({ db, terms }: View, at: number, query: SceneQuery): number[] {
  return candidates(db, query).flatMap((subject) => {
    const living = db.all(
      "SELECT s.claim, p.json FROM state s JOIN payload p ON p.sequence = s.source " +
        "WHERE s.subject = ? AND s.since <= ? AND s.until > ? AND s.live = 1",
      subject,
      at,
      at,
    );
    const claims = living.map((line) => unpack<Claim>("claim", text(line, "json"), terms));
    return meets(claims, query) ? living.map((line) => number(line, "claim")) : [];
  });
}

function candidates(db: Database, query: SceneQuery): number[] {
  const found = (sql: string, ...values: string[]): number[] =>
    db.all(`SELECT DISTINCT subject FROM scene WHERE ${sql}`, ...values).map((line) => number(line, "subject"));
  if (query.persons !== undefined) {
    return found("bucket = '' AND key IN (SELECT value FROM json_each(?))", JSON.stringify(query.persons));
  }
  const keys = JSON.stringify(query.places ?? [ANYWHERE]);
  const buckets = bucketsFor(query.days);
  if (buckets === null) return found("bucket <> '' AND key IN (SELECT value FROM json_each(?))", keys);
  return found(
    "key IN (SELECT value FROM json_each(?)) AND bucket IN (SELECT value FROM json_each(?))",
    keys,
    JSON.stringify(buckets),
  );
}

/** Keeps the shingles of a text; equal ones stay as they are. */
export function print({ db, terms }: View, coverage: Coverage, sequence: number): void {
  const rendition = terms.textNumber(coverage.rendition) ?? 0;
  const held = db.get("SELECT id FROM print WHERE rendition = ? AND until = ?", rendition, OPEN);
  const numbers = numbersOf(coverage);
  if (held !== undefined) {
    // The shingles of one text, which `shingle` does not have together, stand in the row that brought them.
    const line = db.get("SELECT json FROM payload WHERE sequence = ?", number(held, "id"));
    const before = numbersOf(unpack<Coverage>("coverage", text(line, "json"), terms));
    if (before.length === numbers.length && before.every((one, i) => one === numbers[i])) return;
    db.run("UPDATE print SET until = ? WHERE id = ?", sequence, number(held, "id"));
  }
  if (numbers.length === 0) return;
  db.run("INSERT INTO print VALUES (?, ?, ?, ?, ?)", sequence, rendition, numbers.length, sequence, OPEN);
  for (const one of numbers) db.run("INSERT INTO shingle VALUES (?, ?)", one, sequence);
}

function numbersOf({ shingles = [] }: Coverage): number[] {
  return [...new Set(shingles)].sort((a, b) => a - b);
}

/** The texts that share enough shingles with these: two, and a tenth of the shorter list. */
export function resembling(db: Database, at: number, shingles: readonly number[]): string[] {
  const numbers = [...new Set(shingles)];
  return db
    .all(
      "SELECT t.id AS rendition FROM shingle s JOIN print p ON p.id = s.print JOIN text t ON t.number = p.rendition " +
        "WHERE s.number IN (SELECT value FROM json_each(?2)) AND p.since <= ?1 AND p.until > ?1 " +
        "GROUP BY p.id HAVING count(*) >= 2 AND count(*) * 10 >= min(p.size, ?3)",
      at,
      JSON.stringify(numbers),
      numbers.length,
    )
    .map((line) => text(line, "rendition"));
}
