import type { Claim } from "../../0-model/claim.ts";
import type { Document, Rendition } from "../../0-model/document.ts";
import { renditionId } from "../../0-model/identity.ts";
import type { Problem } from "../../0-model/problem.ts";
import type { LogTree, Progress, Tombstone } from "../../0-model/store.ts";
import { behind } from "../acknowledged.ts";
import { leafOf, type RowKind } from "../log.ts";
import { pathOf, rehash, storedOriginals } from "../originals.ts";
import { fits, rangesOfClaim } from "../refuse.ts";
import { covers } from "../removal.ts";
import { grown, type Peaks, rootOf } from "../tree.ts";
import { bytes, type Database, database, type Line, number, stored, text } from "./database.ts";
import { explain } from "./fault.ts";
import { during, type Footing, headOf, originOf, replay } from "./ledger.ts";
import { canonicalOf, type Terms, unpack } from "./pack.ts";
import { instant } from "./read.ts";
import { COMPARED, LOG, TABLES } from "./schema.ts";
import { termsOf } from "./terms.ts";

/**
 * Checks the log, the originals, every quote and every projection, and names what is wrong. What cannot be read at all is
 * one problem, and the remaining checks still run.
 */
export async function verify(footing: Footing, progress: Progress, against: readonly LogTree[]): Promise<Problem[]> {
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
  attempt(() => problems.push(...checkLog(footing, against, progress)));
  attempt(() => {
    const lacks = behind(footing.folder, headOf(footing.db));
    if (lacks !== null) problems.push({ code: "behind", message: lacks });
  });
  const documents: Document[] = [];
  attempt(() => documents.push(...payloads<Document>(footing, "document")));
  const erased = new Set<string>();
  attempt(() => {
    for (const { target } of payloads<Tombstone>(footing, "erasure")) erased.add(target);
  });
  problems.push(...(await checkOriginals(footing.folder, { documents, erased }, progress)));
  attempt(() => problems.push(...checkQuotes(footing, progress)));
  // A log that is not whole cannot say what the projections should be.
  if (problems.every(({ code }) => SOUND.test(code))) {
    attempt(() => problems.push(...checkProjections(footing, progress)));
  }
  return problems;
}

/** Problems that leave the log whole. */
const SOUND = /^(original|erased|seal|checkpoint|behind)/;

function checkFile(db: Database): Problem[] {
  return db
    .all("PRAGMA integrity_check(20)")
    .map((line) => String(Object.values(line)[0]))
    .filter((message) => message !== "ok")
    .map((message) => ({ code: "damaged", message: `record.db is damaged: ${message}.` }));
}

function checkLog(footing: Footing, against: readonly LogTree[], progress: Progress): Problem[] {
  const { db } = footing;
  const terms = footing.terms();
  const problems: Problem[] = [];
  const head = headOf(db);
  const stones = [...payloads<Tombstone>(footing, "erasure"), ...payloads<Tombstone>(footing, "seal")];
  const kept = new Trees(originOf(db), against);
  let peaks: Peaks = [];
  let expected = 1;
  let count = 0;
  kept.reach(0, peaks);
  const rows = db.each(
    "SELECT l.sequence, l.recorded_at, l.kind, l.leaf, p.salt, p.json, s.sequence AS box FROM log l " +
      "LEFT JOIN payload p ON p.sequence = l.sequence LEFT JOIN sealed s ON s.sequence = l.sequence ORDER BY l.sequence",
  );
  for (const line of rows) {
    const sequence = number(line, "sequence");
    if (sequence > expected) {
      problems.push({ code: "row-missing", message: `The log lacks ${span(expected, sequence - 1)}.` });
    }
    problems.push(...checkRow(line, stones, terms));
    peaks = grown(peaks, count, bytes(line, "leaf"));
    count += 1;
    kept.reach(count, peaks);
    expected = sequence + 1;
    if (sequence % 500 === 0) progress(sequence, head.sequence, "log");
  }
  if (expected <= head.sequence) {
    problems.push({ code: "row-missing", message: `The log lacks ${span(expected, head.sequence)}.` });
  } else if (expected - 1 > head.sequence) {
    problems.push({ code: "tree-broken", message: `The log has more rows than the ${head.sequence} of its head.` });
  } else if (!rootOf(peaks).equals(rootOf(head.peaks))) {
    const message =
      "The tree over the log has another root than its head: rows were changed together with their leaves. " +
      'A checkpoint kept elsewhere narrows down which ("sourcebook verify --against FILE").';
    problems.push({ code: "tree-broken", message });
  }
  progress(head.sequence, head.sequence, "log");
  return [...problems, ...kept.problems(count)];
}

/** Trees that were kept elsewhere, compared while the log is run through. */
class Trees {
  private readonly origin: string;
  private readonly kept: readonly LogTree[];
  private readonly fits = new Map<LogTree, boolean>();

  constructor(origin: string, kept: readonly LogTree[]) {
    this.origin = origin;
    this.kept = [...kept].sort((x, y) => x.size - y.size);
  }

  /** Compares those of one size. */
  reach(size: number, peaks: Peaks): void {
    for (const tree of this.kept) {
      if (tree.size === size) this.fits.set(tree, rootOf(peaks).toString("hex") === tree.root);
    }
  }

  /** What does not fit, once the log was run through to its last row. */
  problems(rows: number): Problem[] {
    const found: Problem[] = [];
    let good = 0;
    for (const tree of this.kept) {
      const { origin, size } = tree;
      if (origin !== this.origin) {
        const message = `The checkpoint of ${size} rows is of another record: ${origin}, not ${this.origin}.`;
        found.push({ code: "checkpoint-other", message });
      } else if (size > rows) {
        const message = `The log has ${rows} rows; when a checkpoint was kept it had ${size}. ${size - rows} at its end are gone.`;
        found.push({ code: "rows-dropped", message });
      } else if (this.fits.get(tree) === true) good = size;
      else {
        const message = `The log was rewritten: its first ${size} rows are not those that a checkpoint was kept of. The change stands in ${span(good + 1, size)}.`;
        found.push({ code: "rewritten", message });
        break;
      }
    }
    return found;
  }
}

function checkRow(line: Line, stones: readonly Tombstone[], terms: Terms): Problem[] {
  const sequence = number(line, "sequence");
  const kind = text(line, "kind") as RowKind;
  if (line.json === null || line.salt === null) {
    const stone = stones.find((one) => covers(one, sequence));
    if (stone === undefined) {
      return [{ code: "row-changed", message: `Row ${sequence} of the log (${kind}) lost its payload.` }];
    }
    const boxed =
      stone.recipient === undefined ||
      line.box !== null ||
      stones.some((one) => one.recipient === undefined && covers(one, sequence));
    const message = `Row ${sequence} of the log (${kind}) was sealed, and what was sealed is gone.`;
    return boxed ? [] : [{ code: "seal-missing", message }];
  }
  let json: string | null = null;
  try {
    json = canonicalOf(kind, stored(line, "json"), terms);
  } catch {} // What cannot be read is not what was written either.
  const row = { sequence, recordedAt: instant(line), kind, salt: bytes(line, "salt") };
  if (json !== null && leafOf({ ...row, json }).equals(bytes(line, "leaf"))) return [];
  const message = `Row ${sequence} of the log (${kind}) is not what was written: its leaf does not fit.`;
  return [{ code: "row-changed", message }];
}

function span(from: number, to: number): string {
  return from === to ? `row ${from}` : `rows ${from} to ${to}`;
}

async function checkOriginals(
  folder: string,
  { documents, erased }: { readonly documents: readonly Document[]; readonly erased: ReadonlySet<string> },
  progress: Progress,
): Promise<Problem[]> {
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
    if (erased.has(id)) {
      const message = `The original of ${id} was erased and still stands at ${pathOf(folder, id)}. Run the same "sourcebook erase" again.`;
      problems.push({ code: "erased-original", message, document: id });
      continue;
    }
    const message = `${pathOf(folder, id)} belongs to no document of the record: an addition was broken off. It does no harm.`;
    problems.push({ code: "original-unknown", message, document: id });
  }
  return problems;
}

function* payloads<T>({ db, terms }: Footing, kind: RowKind): Generator<T & { sequence: number }> {
  for (const line of db.each(
    "SELECT l.sequence, p.json FROM log l JOIN payload p ON p.sequence = l.sequence WHERE l.kind = ? ORDER BY l.sequence",
    kind,
  )) {
    let payload: T;
    try {
      payload = unpack<T>(kind, stored(line, "json"), terms());
    } catch {
      continue; // Its leaf does not fit either, so the row has been named.
    }
    yield { ...payload, sequence: number(line, "sequence") };
  }
}

function checkQuotes(footing: Footing, progress: Progress): Problem[] {
  const { db, hash } = footing;
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  for (const rendition of payloads<Rendition>(footing, "rendition")) {
    texts.set(rendition.id, rendition.text);
    if (renditionId(hash, rendition.document, rendition.text) === rendition.id) continue;
    const message = `The text ${rendition.id} (row ${rendition.sequence}) is not the text its id was made from.`;
    problems.push({ code: "text-changed", message, document: rendition.document, rendition: rendition.id });
  }
  const total = number(db.get("SELECT count(*) AS n FROM log WHERE kind = 'claim'"), "n");
  let done = 0;
  for (const claim of payloads<Claim>(footing, "claim")) {
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
function checkProjections({ db }: Footing, progress: Progress): Problem[] {
  const fresh = database(":memory:", { readOnly: false, wait: 0 });
  const problems: Problem[] = [];
  try {
    fresh.exec(LOG);
    fresh.exec(TABLES);
    fresh.exec("BEGIN");
    for (const table of ["log", "payload", "sealed"]) copy(db, fresh, table, "sequence");
    for (const table of ["term", "text"]) copy(db, fresh, table, "number");
    replay(fresh, { db: fresh, terms: termsOf(fresh) }, (done, total) => progress(done, total, "projections"));
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

function copy(from: Database, into: Database, table: string, order: string): void {
  for (const line of from.each(`SELECT * FROM ${table} ORDER BY ${order}`)) {
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
