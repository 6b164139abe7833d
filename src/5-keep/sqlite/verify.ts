import type { Claim } from "../../0-model/claim.ts";
import type { Document, Rendition } from "../../0-model/document.ts";
import { renditionId } from "../../0-model/identity.ts";
import type { Problem } from "../../0-model/problem.ts";
import type { Progress } from "../../0-model/store.ts";
import { EMPTY, leafOf, type RowKind, rootOf } from "../log.ts";
import { pathOf, rehash, storedOriginals } from "../originals.ts";
import { fits, rangesOfClaim } from "../refuse.ts";
import { bytes, type Database, database, type Line, number, text } from "./database.ts";
import { explain } from "./fault.ts";
import { during, type Footing, headOf, replay } from "./ledger.ts";
import { COMPARED, LOG, TABLES } from "./schema.ts";

/**
 * Checks the log, the originals, every quote and every projection, and names what is wrong. What cannot be read at all is
 * one problem, and the remaining checks still run.
 */
export async function verify(footing: Footing, progress: Progress): Promise<Problem[]> {
  const problems: Problem[] = [];
  const attempt = (work: () => void): void => {
    try {
      during(footing.db, "DEFERRED", work);
    } catch (error) {
      const told = explain(error, footing.folder, () => null);
      if (!(told instanceof Error) || !("code" in told)) throw error;
      if (!problems.some(({ message }) => message === told.message)) {
        problems.push({ code: String(told.code), message: told.message });
      }
    }
  };
  attempt(() => problems.push(...checkFile(footing.db)));
  attempt(() => problems.push(...checkLog(footing.db, progress)));
  const documents: Document[] = [];
  attempt(() => documents.push(...payloads<Document>(footing.db, "document")));
  problems.push(...(await checkOriginals(footing.folder, documents, progress)));
  attempt(() => problems.push(...checkQuotes(footing, progress)));
  // A log that is not whole cannot say what the projections should be.
  if (problems.every(({ code }) => code.startsWith("original"))) {
    attempt(() => problems.push(...checkProjections(footing.db, progress)));
  }
  return problems;
}

function checkFile(db: Database): Problem[] {
  return db
    .all("PRAGMA integrity_check(20)")
    .map((line) => String(Object.values(line)[0]))
    .filter((message) => message !== "ok")
    .map((message) => ({ code: "damaged", message: `record.db is damaged: ${message}.` }));
}

function checkLog(db: Database, progress: Progress): Problem[] {
  const problems: Problem[] = [];
  const head = headOf(db);
  let root = EMPTY.root;
  let expected = 1;
  let broken = false;
  const rows = db.each(
    "SELECT l.sequence, l.recorded_at, l.kind, l.leaf, l.root, p.salt, p.json FROM log l " +
      "LEFT JOIN payload p ON p.sequence = l.sequence ORDER BY l.sequence",
  );
  for (const line of rows) {
    const sequence = number(line, "sequence");
    if (sequence !== expected) {
      problems.push({ code: "row-missing", message: `The log lacks ${span(expected, sequence - 1)}.` });
      broken = true;
    }
    problems.push(...checkRow(line, sequence));
    const row = { sequence, recordedAt: text(line, "recorded_at"), kind: text(line, "kind") as RowKind };
    const next = rootOf(root, { ...row, leaf: bytes(line, "leaf") });
    const stored = bytes(line, "root");
    if (!broken && !next.equals(stored)) {
      problems.push({
        code: "chain-broken",
        message: `The chain of the log breaks at row ${sequence}: it was changed.`,
      });
    }
    root = stored;
    broken = false;
    expected = sequence + 1;
    if (sequence % 500 === 0) progress(sequence, head.sequence, "log");
  }
  if (expected <= head.sequence) {
    problems.push({ code: "row-missing", message: `The log lacks ${span(expected, head.sequence)}.` });
  } else if (!root.equals(head.root) || expected - 1 !== head.sequence) {
    problems.push({ code: "chain-broken", message: "The head of the log does not belong to its last row." });
  }
  progress(head.sequence, head.sequence, "log");
  return problems;
}

function checkRow(line: Line, sequence: number): Problem[] {
  if (line.json === null || line.salt === null) {
    return [{ code: "row-changed", message: `Row ${sequence} of the log (${text(line, "kind")}) lost its payload.` }];
  }
  if (leafOf(bytes(line, "salt"), text(line, "json")).equals(bytes(line, "leaf"))) return [];
  const message = `Row ${sequence} of the log (${text(line, "kind")}) is not what was written: its leaf does not fit.`;
  return [{ code: "row-changed", message }];
}

function span(from: number, to: number): string {
  return from === to ? `row ${from}` : `rows ${from} to ${to}`;
}

async function checkOriginals(folder: string, documents: readonly Document[], progress: Progress): Promise<Problem[]> {
  const problems: Problem[] = [];
  const known = new Map(documents.map((one) => [one.id, one]));
  let done = 0;
  for (const { id, names } of known.values()) {
    const named = names.length > 0 ? ` ("${names.join('", "')}")` : "";
    const found = await rehash(folder, id);
    if (found === null) {
      const message = `The original of ${id}${named} is missing: ${pathOf(folder, id)}. Add the file again.`;
      problems.push({ code: "original-missing", message, document: id });
    } else if (found.id !== id) {
      const message = `The original of ${id}${named} was changed: ${pathOf(folder, id)} now has the hash ${found.id}.`;
      problems.push({ code: "original-changed", message, document: id });
    }
    done += 1;
    progress(done, known.size, "originals");
  }
  for (const id of storedOriginals(folder)) {
    if (known.has(id)) continue;
    const message = `${pathOf(folder, id)} belongs to no document of the record: an addition was broken off. It does no harm.`;
    problems.push({ code: "original-unknown", message, document: id });
  }
  return problems;
}

function* payloads<T>(db: Database, kind: RowKind): Generator<T & { sequence: number }> {
  for (const line of db.each(
    "SELECT l.sequence, p.json FROM log l JOIN payload p ON p.sequence = l.sequence WHERE l.kind = ? ORDER BY l.sequence",
    kind,
  )) {
    let payload: T;
    try {
      payload = JSON.parse(text(line, "json")) as T;
    } catch {
      continue; // Its leaf does not fit either, so the row has been named.
    }
    yield { ...payload, sequence: number(line, "sequence") };
  }
}

function checkQuotes({ db, hash }: Footing, progress: Progress): Problem[] {
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  for (const rendition of payloads<Rendition>(db, "rendition")) {
    texts.set(rendition.id, rendition.text);
    if (renditionId(hash, rendition.document, rendition.text) === rendition.id) continue;
    const message = `The text ${rendition.id} (row ${rendition.sequence}) is not the text its id was made from.`;
    problems.push({ code: "text-changed", message, document: rendition.document, rendition: rendition.id });
  }
  const total = number(db.get("SELECT count(*) AS n FROM log WHERE kind = 'claim'"), "n");
  let done = 0;
  for (const claim of payloads<Claim>(db, "claim")) {
    const words = texts.get(claim.rendition);
    const bad = words === undefined ? claim.evidence[0] : rangesOfClaim(claim).find((range) => !fits(range, words));
    if (bad !== undefined) {
      const message = `The words of the claim ${claim.id} at [${bad[0]}, ${bad[1]}) are not in its text.`;
      problems.push({ code: "quote-not-found", message, rendition: claim.rendition, range: bad });
    }
    done += 1;
    if (done % 500 === 0) progress(done, total, "quotes");
  }
  progress(total, total, "quotes");
  return problems;
}

/** Compares every projection with one made anew from the log, in memory. */
function checkProjections(db: Database, progress: Progress): Problem[] {
  const fresh = database(":memory:", { readOnly: false, wait: 0 });
  const problems: Problem[] = [];
  try {
    fresh.exec(LOG);
    fresh.exec(TABLES);
    fresh.exec("BEGIN");
    for (const table of ["log", "payload"]) copy(db, fresh, table);
    replay(fresh, fresh, (done, total) => progress(done, total, "projections"));
    for (const [table, order] of COMPARED) {
      const sql = `SELECT * FROM ${table} ORDER BY ${order}`;
      const wrong = firstDifference(db.each(sql), fresh.each(sql));
      if (wrong !== null) problems.push(stale(table, wrong));
    }
    const wrong = firstDifference(vocabulary(db), vocabulary(fresh));
    if (wrong !== null) problems.push(stale("words", wrong));
    fresh.exec("COMMIT");
  } finally {
    fresh.close();
  }
  return problems;
}

function copy(from: Database, into: Database, table: string): void {
  for (const line of from.each(`SELECT * FROM ${table} ORDER BY sequence`)) {
    const values = Object.values(line);
    into.run(`INSERT INTO ${table} VALUES (${values.map(() => "?").join(", ")})`, ...values);
  }
}

/** How often each word stands in each passage: what the index holds, without its layout. */
function vocabulary(db: Database): IterableIterator<Line> {
  db.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, words, instance)");
  return db.each("SELECT term, doc, offset FROM temp.vocabulary ORDER BY doc, offset, term");
}

function stale(table: string, wrong: string): Problem {
  const message =
    `The table ${table} does not follow from the log (first difference: ${wrong}). ` +
    'The log is whole: "sourcebook rebuild" makes the tables anew.';
  return { code: "projection-stale", message };
}

/** The first row in which two ordered tables differ, in words; null when they are equal. */
function firstDifference(left: IterableIterator<Line>, right: IterableIterator<Line>): string | null {
  for (;;) {
    const [a, b] = [left.next(), right.next()];
    const [x, y] = [a.done ? "nothing" : JSON.stringify(a.value), b.done ? "nothing" : JSON.stringify(b.value)];
    if (x !== y) {
      left.return?.();
      right.return?.();
      return `${x} instead of ${y}`.slice(0, 300);
    }
    if (a.done) return null;
  }
}
