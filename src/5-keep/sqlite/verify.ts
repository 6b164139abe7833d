import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Claim } from "../../0-model/claim.ts";
import type { Document, Rendition } from "../../0-model/document.ts";
import { renditionId } from "../../0-model/identity.ts";
import { type Problem, SourcebookError } from "../../0-model/problem.ts";
import type { LogTree, Progress, Tombstone } from "../../0-model/store.ts";
import { acknowledged, behind, noteOf } from "../acknowledged.ts";
import { type Burial, unlisted, unreadable } from "../burials.ts";
import { type OwnNotes, ownNotes } from "../checkpoint.ts";
import { KINDS, leafOf, type RowKind } from "../log.ts";
import { boxOf, brokenOff, pathOf, rehash, sealedOriginals, storedOriginals } from "../originals.ts";
import { owed } from "../owed.ts";
import { fits, rangesOfClaim } from "../refuse.ts";
import { covers, overlap } from "../removal.ts";
import { grown, type Peaks, rootOf } from "../tree.ts";
import { bytes, type Database, database, instant, type Line, number, stored, text } from "./database.ts";
import { damaged, explain } from "./fault.ts";
import { during, type Footing, headOf, originOf, replay } from "./ledger.ts";
import { canonicalOf, unpack } from "./pack.ts";
import { COMPARED, LOG, TABLES } from "./schema.ts";
import { type Terms, termsOf } from "./terms.ts";
import { burialsOf } from "./wipe.ts";

/**
 * Checks the log, the originals, every quote and every projection, and names what is wrong. What cannot be read at all is
 * one problem, and the remaining checks still run.
 */
export async function verify(footing: Footing, progress: Progress, against: readonly LogTree[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  const { folder, db } = footing;
  const attempt = (work: () => void): void => attempted(footing, problems, work);
  attempt(() => problems.push(...checkFile(db)));
  attempt(() => problems.push(...checkLog(footing, against, progress)));
  attempt(() => {
    const lacks = behind(folder, () => headOf(db));
    if (lacks !== null) problems.push({ code: "behind", message: lacks });
  });
  const documents: Document[] = [];
  attempt(() => documents.push(...payloads<Document>(footing, "document")));
  let burials: readonly Burial[] = [];
  attempt(() => {
    burials = burialsOf(db);
    problems.push(...checkRemovals(footing, burials));
  });
  problems.push(...(await checkOriginals(folder, { documents, burials }, progress)));
  attempt(() => problems.push(...checkQuotes(footing, progress)));
  // A log that is not whole cannot say what the projections should be.
  if (problems.every(({ code }) => SOUND.test(code))) {
    attempt(() => problems.push(...checkProjections(footing, progress)));
  }
  return problems;
}

/** What is wrong with the file and the log of a record, whatever state they are in; nothing else is looked at. */
export function damageOf(footing: Footing): Problem[] {
  const problems: Problem[] = [];
  attempted(footing, problems, () => problems.push(...checkFile(footing.db)));
  attempted(footing, problems, () => problems.push(...checkLog(footing, [], () => {})));
  return problems;
}

/** Runs one check in a transaction. One that breaks off has found something that is not as it was written. */
function attempted({ db, folder }: Footing, problems: Problem[], work: () => void): void {
  try {
    if (db.busy()) work();
    else during(db, "DEFERRED", work);
  } catch (error) {
    const told = explain(error, folder, () => null);
    const { code, message } =
      told instanceof SourcebookError ? told : damaged(folder, error instanceof Error ? error.message : String(error));
    if (!problems.some((one) => one.message === message)) problems.push({ code, message });
  }
}

/** Problems that leave the log whole. */
const SOUND = /^(original|erased|seal|checkpoint|behind|acknowledged|tombstones|wipe)/;

function checkFile(db: Database): Problem[] {
  const told = db
    .all("PRAGMA integrity_check(20)")
    .map((line) => String(Object.values(line)[0]))
    .filter((message) => message !== "ok")
    .map((message) => ({ code: "damaged", message: `record.db is damaged: ${message}.` }));
  return [...told, ...checkDefinitions(db)];
}

/** SQLite takes any definition that it can read for what was meant. */
function checkDefinitions(db: Database): Problem[] {
  const fresh = database(":memory:", { readOnly: false, wait: 0 });
  try {
    fresh.exec(LOG);
    const truth = definitions(fresh);
    fresh.exec(TABLES);
    const found = definitions(db);
    return [...definitions(fresh)]
      .filter(([name, sql]) => found.get(name) !== sql)
      .map(([name]) =>
        truth.has(name)
          ? { code: "damaged", message: `record.db is damaged: the table ${name} is not defined as it was.` }
          : stale(name, "its definition"),
      );
  } finally {
    fresh.close();
  }
}

function definitions(db: Database): Map<string, string> {
  return new Map(db.all("SELECT name, sql FROM sqlite_master").map((line) => [String(line.name), String(line.sql)]));
}

function checkLog(footing: Footing, against: readonly LogTree[], progress: Progress): Problem[] {
  const { db, folder } = footing;
  const terms = footing.terms();
  const problems: Problem[] = [];
  // Before anything is read of the log: rows that another process adds meanwhile are noted, and not seen here.
  const noted = acknowledged(folder);
  const own = ownNotes(folder);
  const head = headOf(db);
  const stones = [...payloads<Tombstone>(footing, "erasure"), ...payloads<Tombstone>(footing, "seal")];
  const kept = new Trees(originOf(db), [...against, ...own.good]);
  const lesser = [...own.doubtful, ...(noted === null ? [] : [{ size: noted.sequence, root: noted.root }])];
  const unlike = new Set<number>();
  let peaks: Peaks = [];
  let expected = 1;
  let count = 0;
  let last = "";
  const reach = (size: number): void => {
    kept.reach(size, peaks);
    for (const one of lesser) if (one.size === size && rootOf(peaks).toString("hex") !== one.root) unlike.add(one.size);
  };
  reach(0);
  const rows = db.each(
    "SELECT l.sequence, l.recorded_at, l.kind, l.leaf, p.salt, p.json, s.sequence AS box FROM log l " +
      "LEFT JOIN payload p ON p.sequence = l.sequence LEFT JOIN sealed s ON s.sequence = l.sequence ORDER BY l.sequence",
  );
  for (const line of rows) {
    const sequence = number(line, "sequence");
    if (sequence > expected) {
      problems.push({ code: "row-missing", message: `The log lacks ${span(expected, sequence - 1)}.` });
    }
    problems.push(...checkRow(line, { last, stones }, terms));
    peaks = grown(peaks, count, bytes(line, "leaf"));
    count += 1;
    reach(count);
    last = clockOf(line);
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
  } else if (last !== head.recordedAt) {
    const message = `The clock of the log's head (${head.recordedAt}) is not that of its last row (${last}).`;
    problems.push({ code: "tree-broken", message });
  }
  progress(head.sequence, head.sequence, "log");
  return [...problems, ...kept.problems(count), ...checkNotes(folder, own, unlike)];
}

/** The notes beside the database that do not fit a log: changed themselves, or all that is left of another log. */
function checkNotes(folder: string, own: OwnNotes, unlike: ReadonlySet<number>): Problem[] {
  const problems: Problem[] = [];
  const noted = acknowledged(folder);
  if (noted === null && existsSync(noteOf(folder))) {
    const message = `${noteOf(folder)} cannot be read. The next addition writes it anew.`;
    problems.push({ code: "acknowledged-changed", message });
  } else if (noted !== null && unlike.has(noted.sequence)) {
    const message = `${noteOf(folder)} names another root for the first ${noted.sequence} rows than the log has: the note or the log was changed.`;
    problems.push({ code: "acknowledged-changed", message });
  }
  const doubtful = own.doubtful.filter(({ size }) => unlike.has(size));
  if (own.changed || doubtful.length > 0) {
    const message = `The list of signed checkpoints in ${join(folder, "checkpoints")}, or the key beside it, is not what was written. Compare with one that was kept elsewhere.`;
    problems.push({ code: "checkpoints-changed", message });
  }
  return problems;
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

/** The clock of the row before, and every tombstone. */
interface RowPlace {
  readonly last: string;
  readonly stones: readonly Tombstone[];
}

/** A row's clock; what is no clock is empty. */
function clockOf(line: Line): string {
  try {
    return instant(line);
  } catch {
    return "";
  }
}

function checkRow(line: Line, { last, stones }: RowPlace, terms: Terms): Problem[] {
  const sequence = number(line, "sequence");
  const kind = text(line, "kind") as RowKind;
  const clock = clockOf(line);
  // Of a row that was taken out no more can be checked; the others fit their leaf or do not.
  if (clock < last || (line.json === null && (clock === "" || !KINDS.has(kind)))) {
    const message = `Row ${sequence} of the log (${kind}) is not what was written: its clock (${clock}) or its kind cannot be.`;
    return [{ code: "row-changed", message }];
  }
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
  const row = { sequence, recordedAt: clock, kind, salt: bytes(line, "salt") };
  if (json !== null && leafOf({ ...row, json }).equals(bytes(line, "leaf"))) return [];
  const message = `Row ${sequence} of the log (${kind}) is not what was written: its leaf does not fit.`;
  return [{ code: "row-changed", message }];
}

function span(from: number, to: number): string {
  return from === to ? `row ${from}` : `rows ${from} to ${to}`;
}

/** Whether what was taken out is wiped, is on the list, and, where it was sealed, is still whole. */
function checkRemovals({ db, folder }: Footing, burials: readonly Burial[]): Problem[] {
  const problems: Problem[] = [];
  if (owed(folder)) {
    const message = `A removal in ${folder} was broken off before everything was wiped: traces may be left in its files. The next command that opens it for writing wipes them, when no other program is using it.`;
    problems.push({ code: "wipe-owed", message });
  }
  const lines = unreadable(folder);
  if (lines.length > 0) {
    const message = `The list of removals in ${join(folder, "tombstones")} has lines that cannot be read: ${lines.join(", ")}.`;
    problems.push({ code: "tombstones-changed", message });
  }
  const lacking = unlisted(folder, burials);
  if (lacking.length > 0) {
    const targets = lacking.map(({ target }) => target).join(", ");
    const message = `The list of removals in ${join(folder, "tombstones")} lacks, or tells otherwise, what the log has: ${targets}. The same "sourcebook erase" or "seal" again adds it.`;
    problems.push({ code: "tombstones-changed", message });
  }
  for (const one of new Map(burials.map((each) => [each.target, each])).values()) {
    if (one.kind === "seal") problems.push(...checkBoxes(db, folder, { stone: one, burials }));
  }
  return problems;
}

function checkBoxes(
  db: Database,
  folder: string,
  { stone, burials }: { readonly stone: Tombstone; readonly burials: readonly Burial[] },
): Problem[] {
  const hash = createHash("sha256");
  for (const line of db.each("SELECT sequence, box FROM sealed ORDER BY sequence")) {
    if (covers(stone, number(line, "sequence"))) hash.update(bytes(line, "box"));
  }
  if (stone.what === "document") {
    if (!existsSync(boxOf(folder, stone.target))) {
      const message = `The sealed original of ${stone.target} is missing: ${boxOf(folder, stone.target)}.`;
      return [{ code: "seal-missing", message, document: stone.target }];
    }
    hash.update(readFileSync(boxOf(folder, stone.target)));
  }
  // What was sealed is not whole where some of it hung on what was erased since.
  const lessened = burials.some(({ kind, rows }) => kind === "erasure" && overlap(rows, stone.rows));
  if (stone.boxes === undefined || lessened || hash.digest("hex") === stone.boxes) return [];
  const message = `What is sealed under ${stone.target} was changed: its key may not open it any more. Restore a backup.`;
  return [{ code: "seal-changed", message }];
}

async function checkOriginals(
  folder: string,
  { documents, burials }: { readonly documents: readonly Document[]; readonly burials: readonly Burial[] },
  progress: Progress,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const known = new Map(documents.map((one) => [one.id, one]));
  let done = 0;
  for (const { id, names } of known.values()) {
    if (!/^sha256:[0-9a-f]{64}$/.test(id)) continue; // Its row does not fit its leaf, and was named.
    const named = Array.isArray(names) && names.length > 0 ? ` ("${names.join('", "')}")` : "";
    let found: Awaited<ReturnType<typeof rehash>>;
    try {
      found = await rehash(folder, id);
    } catch (error) {
      const message = `The original of ${id}${named} cannot be read: ${(error as Error).message}.`;
      problems.push({ code: "original-unreadable", message, document: id });
      continue;
    }
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
  return [...problems, ...checkStrays(folder, new Set(known.keys()), burials)];
}

/** Files among the originals that the record does not know, or should not have any more. */
function checkStrays(folder: string, known: ReadonlySet<string>, burials: readonly Burial[]): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map(burials.filter(({ kind }) => kind !== "unseal").map((one) => [one.target, one.kind]));
  for (const id of storedOriginals(folder)) {
    if (known.has(id)) continue;
    const kind = taken.get(id);
    if (kind === undefined) {
      const message = `${pathOf(folder, id)} belongs to no document of the record: an addition was broken off. It does no harm.`;
      problems.push({ code: "original-unknown", message, document: id });
      continue;
    }
    const [how, verb] = kind === "erasure" ? ["erased", "erase"] : ["sealed", "seal"];
    const message = `The original of ${id} was ${how} and still stands in clear at ${pathOf(folder, id)}. Run the same "sourcebook ${verb}" again.`;
    problems.push({ code: `${how}-original`, message, document: id });
  }
  for (const id of brokenOff(folder)) {
    const message = `A file beside ${pathOf(folder, id)} was broken off while it was written. It does no harm, and may be deleted.`;
    problems.push({ code: "original-unknown", message, document: id });
  }
  for (const id of sealedOriginals(folder)) {
    if (taken.get(id) === "seal") continue;
    const message = `${boxOf(folder, id)} is sealed, and nothing is sealed under that document: it was broken off, or is left over. It may be deleted.`;
    problems.push({ code: "seal-unknown", message, document: id });
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
