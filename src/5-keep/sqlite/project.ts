import type { Claim, Coverage, Finder } from "../../0-model/claim.ts";
import type { Rendition } from "../../0-model/document.ts";
import { type Judgement, type Referent, settledName } from "../../0-model/entity.ts";
import { fold } from "../../0-model/fold.ts";
import { canonical } from "../../0-model/identity.ts";
import { roughKeys } from "../../0-model/rough.ts";
import type { Entry, ReviewDecision, Tombstone } from "../../0-model/store.ts";
import { alias, type Decision, type History, joined, meaningOf, type Reading, restates, standing } from "../claims.ts";
import { type HeldKind, keyOf } from "../desk.ts";
import type { FinderNote, RowKind, Withdrawal } from "../log.ts";
import { tokens } from "../words.ts";
import { type Database, type Line, number, stored, text, textOrNull } from "./database.ts";
import { enter, judge, leave } from "./entities.ts";
import { textOf, unpack } from "./pack.ts";
import { print, stage } from "./scenes.ts";
import { OPEN } from "./schema.ts";
import type { Terms } from "./terms.ts";

/** One row on its way from the log into the projections. */
export interface Step {
  readonly sequence: number;
  readonly kind: RowKind;
  readonly payload: unknown;
}

/** A database whose projections are brought up to date, with what was looked up on the way. */
export interface Bench {
  readonly db: Database;
  readonly terms: Terms;
  /** Numbers of referents that were looked up. */
  readonly referents: Map<string, number>;
  /** The id that the next passage gets; null until it is looked up. */
  passage: number | null;
}

/** A bench over a database: to be made anew when a transaction was undone. */
export function bench(db: Database, terms: Terms): Bench {
  return { db, terms, referents: new Map(), passage: null };
}

/** An id as tables keep it: ten bytes where it is a letter and twenty hexadecimal digits, else the text. */
export function idKey(id: string): string | Buffer {
  if (id.length !== 21) return id;
  const bytes = Buffer.from(id.slice(1), "hex");
  // Reading stops at what is no digit; capitals would come back small.
  return bytes.length === 10 && !/[A-Z]/.test(id) ? bytes : id;
}

/** Brings every projection up to one row of the log. The payload must stand in the log already. */
export function project(on: Bench, step: Step): void {
  switch (step.kind) {
    case "claim":
      projectClaim(on, step.payload as Claim, step.sequence);
      return;
    case "referent":
      projectReferent(on, step.payload as Referent, step.sequence);
      return;
    case "finder":
      projectFinder(on, step.payload as FinderNote, step.sequence);
      return;
    case "withdrawn":
      projectWithdrawal(on, step.payload as Withdrawal, step.sequence);
      return;
    case "erasure":
    case "seal":
    case "unseal":
      projectGrave(on.db, step.kind, step.payload as Tombstone, step.sequence);
      return;
    default:
      projectHeld(on, { kind: step.kind, payload: step.payload } as Other, step.sequence);
  }
}

/** Entries that `held` keeps. */
type Other = Exclude<Entry, { kind: "claim" | "referent" }>;

function projectHeld(on: Bench, entry: Other, sequence: number): void {
  const { db } = on;
  if (entry.kind === "judgement") bear(on, entry.payload.a, sequence);
  const [one, two] = lookedUpBy(on, entry);
  const key = keyOf(entry);
  end(db, entry.kind, key, sequence);
  db.run("INSERT INTO held VALUES (?, ?, ?, ?, ?, ?)", entry.kind, key, sequence, OPEN, one, two);
  if (entry.kind === "judgement") judgeAnew(on, entry.payload.a, entry.payload.b, sequence);
  else if (entry.kind === "coverage") {
    cover(on, entry.payload, sequence);
    print(on, entry.payload, sequence);
  } else if (entry.kind === "review" && typeof one === "number") settle(on, one, sequence);
}

function lookedUpBy(on: Bench, entry: Other): [string | number | null, string | number | null] {
  const claim = (id: string): number | null => claimNumber(on.db, id) ?? null;
  switch (entry.kind) {
    case "rendition":
      return [entry.payload.document, null];
    case "run":
    case "coverage":
      return [entry.payload.rendition, null];
    case "problem":
      return [entry.payload.rendition ?? null, null];
    case "judgement":
      return [referentNumber(on, entry.payload.a) ?? null, referentNumber(on, entry.payload.b) ?? null];
    case "link":
      return [claim(entry.payload.from), claim(entry.payload.to)];
    case "kinship":
      return [entry.payload.from, entry.payload.to];
    case "review":
      return [claim(entry.payload.claim), null];
    case "ruling":
      return [entry.payload.dispute, null];
    default:
      return [null, null];
  }
}

function end(db: Database, kind: HeldKind, key: string, sequence: number): void {
  db.run("UPDATE held SET until = ? WHERE kind = ? AND key = ? AND until = ?", sequence, kind, key, OPEN);
}

function projectGrave(
  db: Database,
  kind: "erasure" | "seal" | "unseal",
  { target }: Tombstone,
  sequence: number,
): void {
  end(db, "seal", target, sequence);
  if (kind === "unseal") return;
  end(db, kind, target, sequence);
  db.run("INSERT INTO held VALUES (?, ?, ?, ?, NULL, NULL)", kind, target, sequence, OPEN);
}

/** The number of a referent or a settled name, whether or not it was withdrawn; undefined when there never was one. */
export function referentNumber(on: Bench, id: string): number | undefined {
  const known = on.referents.get(id);
  if (known !== undefined) return known;
  const found = numberOf(on.db, id);
  if (found !== undefined) on.referents.set(id, found);
  return found;
}

/** The number of a referent or a settled name that was held at a moment; undefined when there was none. */
export function numberOf(db: Database, id: string, at = OPEN): number | undefined {
  const line =
    settledName(id) === null
      ? db.get("SELECT number FROM referent WHERE id = ? AND since <= ? LIMIT 1", idKey(id), at)
      : db.get("SELECT number FROM settled WHERE id = ? AND number <= ?", id, at);
  return line === undefined ? undefined : number(line, "number");
}

/** Gives a settled name that is judged for the first time its number, and an entity that joins whoever bears it. */
function bear(on: Bench, id: string, sequence: number): void {
  if (settledName(id) === null || referentNumber(on, id) !== undefined) return;
  on.db.run("INSERT INTO settled VALUES (?, ?)", sequence, id);
  on.referents.set(id, sequence);
  enter(on.db, sequence, { sequence, fresh: true });
}

/** The number of a claim; undefined when the record does not hold it. */
export function claimNumber(db: Database, id: string): number | undefined {
  const line = db.get("SELECT number FROM claim WHERE id = ?", idKey(id));
  return line === undefined ? undefined : number(line, "number");
}

function projectReferent(on: Bench, referent: Referent, sequence: number): void {
  const { db, terms } = on;
  const before = referentNumber(on, referent.id);
  const at = before ?? sequence;
  if (before === undefined) on.referents.set(referent.id, sequence);
  else {
    db.run("UPDATE referent SET until = ? WHERE number = ? AND until = ?", sequence, at, OPEN);
    db.run("UPDATE name SET until = ? WHERE referent = ? AND until = ?", sequence, at, OPEN);
  }
  const home = terms.textNumber(referent.rendition) ?? 0;
  db.run("INSERT INTO referent VALUES (?, ?, ?, ?, ?, ?)", at, sequence, OPEN, referent.kind, home, idKey(referent.id));
  if (!referent.unnamed) {
    const folded = new Set([referent.name, ...referent.names].map(fold));
    for (const name of folded) {
      db.run("INSERT INTO name VALUES (?, ?, ?, ?)", name, at, sequence, OPEN);
      sound(db, name);
    }
  }
  enter(db, at, { sequence, fresh: before === undefined });
}

/** What a name is found by when it is spelled otherwise. It follows from the name alone, so it never ends. */
function sound(db: Database, name: string): void {
  if (db.get("SELECT 1 FROM rough WHERE folded = ?", name) !== undefined) return;
  for (const key of roughKeys(name)) db.run("INSERT OR IGNORE INTO rough VALUES (?, ?)", key, name);
}

function judgeAnew(on: Bench, a: string, b: string, sequence: number): void {
  const [x, y] = [referentNumber(on, a), referentNumber(on, b)];
  if (x === undefined || y === undefined) return;
  const newest = on.db
    .all(
      "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since " +
        "WHERE h.kind = 'judgement' AND h.key >= ? AND h.key < ? AND h.until = ?",
      `${a}\n${b}\n`,
      `${a}\n${b}\v`,
      OPEN,
    )
    .map((line) => JSON.parse(text(line, "json")) as Judgement);
  judge(on.db, { a: x, b: y, newest }, sequence);
}

/** The sentences of a new coverage take the place of the earlier ones; equal ones stay as they are. */
function cover(on: Bench, coverage: Coverage, sequence: number): void {
  const { db, terms } = on;
  const home = terms.textNumber(coverage.rendition);
  if (home === undefined) throw new RangeError(`The record does not hold the text ${coverage.rendition}`);
  const words = renditionOf(db, coverage.rendition).text;
  const before = new Map<string, number>();
  for (const line of db.all("SELECT id, start, finish FROM passage WHERE rendition = ? AND until = ?", home, OPEN)) {
    before.set(`${number(line, "start")}-${number(line, "finish")}`, number(line, "id"));
  }
  const after = new Map(coverage.sentences.map(({ range }) => [`${range[0]}-${range[1]}`, range]));
  for (const [place, id] of before) {
    if (!after.has(place)) db.run("UPDATE passage SET until = ? WHERE id = ?", sequence, id);
  }
  on.passage ??= number(db.get("SELECT coalesce(max(id), 0) AS last FROM passage"), "last");
  for (const [place, [start, finish]] of after) {
    if (before.has(place)) continue;
    on.passage += 1;
    db.run("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)", on.passage, home, start, finish, sequence, OPEN);
    db.run("INSERT INTO words (rowid, folded) VALUES (?, ?)", on.passage, tokens(words.slice(start, finish)).join(" "));
  }
}

/** The newest version of a rendition. Throws a RangeError when the record does not hold it. */
export function renditionOf(db: Database, id: string): Rendition {
  const json = heldJson(db, "rendition", id);
  if (json === undefined) throw new RangeError(`The record does not hold the text ${id}`);
  return JSON.parse(json) as Rendition;
}

/** The payload, as it is stored, of the version that holds now. */
export function heldJson(db: Database, kind: HeldKind, key: string): string | undefined {
  const line = db.get(
    "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since WHERE h.kind = ? AND h.key = ? AND h.until = ?",
    kind,
    key,
    OPEN,
  );
  return line === undefined ? undefined : textOf(stored(line, "json"));
}

/** The newest version of a referent as it is stored; undefined when there is none, or it was withdrawn. */
export function referentJson(db: Database, id: string): string | undefined {
  const line = db.get(
    "SELECT p.json FROM referent r JOIN payload p ON p.sequence = r.since WHERE r.id = ? AND r.until = ?",
    idKey(id),
    OPEN,
  );
  return line === undefined ? undefined : text(line, "json");
}

function projectClaim(on: Bench, claim: Claim, sequence: number): void {
  const { db } = on;
  const at = claimNumber(db, claim.id);
  if (at === undefined) {
    db.run("INSERT INTO claim VALUES (?, ?, 0)", idKey(claim.id), sequence);
    show(on, claim, { claim: sequence, since: sequence }, FIRST(sequence));
    return;
  }
  db.run("UPDATE claim SET withdrawn = 0 WHERE id = ?", idKey(claim.id));
  writeOut(on, at);
  const held = number(db.get("SELECT count(*) AS n FROM interpretation WHERE claim = ?", at), "n");
  const finders = canonical(joined(claim.by, []));
  db.run("INSERT INTO interpretation VALUES (?, ?, ?, ?, ?)", at, held + 1, sequence, sequence, finders);
  settle(on, at, sequence);
}

/** How a claim stands when its first row is read. */
const FIRST = (source: number): Shown => ({
  interpretation: 1,
  source,
  said: source,
  finders: null,
  review: null,
  basis: null,
});

/** Writes out the one reading of a claim about which more is to be said. */
function writeOut({ db, terms }: Bench, claim: number): void {
  if (db.get("SELECT 1 FROM interpretation WHERE claim = ? LIMIT 1", claim) !== undefined) return;
  const { by } = claimAt(db, terms, claim);
  db.run("INSERT INTO interpretation VALUES (?, 1, ?, ?, ?)", claim, claim, claim, canonical(joined(by, [])));
}

/** The claim that a row of the log holds. */
function claimAt(db: Database, terms: Terms, sequence: number): Claim {
  return unpack<Claim>("claim", text(db.get("SELECT json FROM payload WHERE sequence = ?", sequence), "json"), terms);
}

function projectFinder(on: Bench, note: FinderNote, sequence: number): void {
  const { db } = on;
  const at = claimNumber(db, note.claim);
  if (at === undefined) throw new RangeError(`The record does not hold the claim ${note.claim}`);
  writeOut(on, at);
  const line = db.get(
    "SELECT finders, said FROM interpretation WHERE claim = ? AND number = ?",
    at,
    note.interpretation,
  );
  const finders = joined(JSON.parse(text(line, "finders")) as Finder[], note.by);
  db.run(
    "UPDATE interpretation SET finders = ?, said = ? WHERE claim = ? AND number = ?",
    canonical(finders),
    restates(note.by) ? sequence : number(line, "said"),
    at,
    note.interpretation,
  );
  db.run("UPDATE claim SET withdrawn = 0 WHERE id = ?", idKey(note.claim));
  settle(on, at, sequence);
}

function projectWithdrawal(on: Bench, { what, key }: Withdrawal, sequence: number): void {
  const { db } = on;
  if (what === "claim") {
    db.run("UPDATE claim SET withdrawn = 1 WHERE id = ?", idKey(key));
    const at = claimNumber(db, key);
    if (at !== undefined) settle(on, at, sequence);
    return;
  }
  if (what === "referent") {
    const at = referentNumber(on, key);
    if (at === undefined) return;
    db.run("UPDATE referent SET until = ? WHERE number = ? AND until = ?", sequence, at, OPEN);
    db.run("UPDATE name SET until = ? WHERE referent = ? AND until = ?", sequence, at, OPEN);
    leave(db, at, sequence);
    return;
  }
  end(db, what, key, sequence);
  if (what === "judgement") {
    const [a = "", b = ""] = key.split("\n");
    judgeAnew(on, a, b, sequence);
  }
}

/** Everything known of a claim now, or undefined when the record does not hold it. */
export function historyOf(on: Bench, id: string): History | undefined {
  const line = on.db.get("SELECT number, withdrawn FROM claim WHERE id = ?", idKey(id));
  return line === undefined ? undefined : historyAt(on, number(line, "number"), number(line, "withdrawn") === 1);
}

function historyAt(on: Bench, claim: number, withdrawn: boolean): History {
  const { db } = on;
  const lines = db.all(
    "SELECT number, source, said, finders FROM interpretation WHERE claim = ? ORDER BY number",
    claim,
  );
  const readings = lines.length > 0 ? lines.map((line) => readingOf(on, line)) : [onlyReading(on, claim)];
  const decisions = db
    .all(
      "SELECT h.since, p.json FROM held h JOIN payload p ON p.sequence = h.since " +
        "WHERE h.kind = 'review' AND h.one = ? AND h.until = ?",
      claim,
      OPEN,
    )
    .map((line): Decision => {
      const decision = JSON.parse(text(line, "json")) as ReviewDecision;
      const { interpretation, review, basis, by, to = null, since = number(line, "since") } = decision;
      return { interpretation, review, basis, by, to, sequence: since };
    });
  return { readings, decisions, withdrawn };
}

function readingOf({ db, terms }: Bench, line: Line): Reading {
  const source = number(line, "source");
  return {
    number: number(line, "number"),
    said: number(line, "said"),
    finders: JSON.parse(text(line, "finders")) as Finder[],
    // Worked out only when a newer reading of the same words comes.
    get meaning() {
      return meaningOf(claimAt(db, terms, source));
    },
  };
}

function onlyReading({ db, terms }: Bench, claim: number): Reading {
  const held = claimAt(db, terms, claim);
  return {
    number: 1,
    said: claim,
    finders: joined(held.by, []),
    get meaning() {
      return meaningOf(held);
    },
  };
}

/** Position of the newest row that changed what is known of a claim. */
export function changedAt(db: Database, claim: string): number | undefined {
  const line = db.get(
    "SELECT s.since FROM claim c JOIN state s ON s.claim = c.number AND s.until = ? WHERE c.id = ?",
    OPEN,
    idKey(claim),
  );
  return line === undefined ? undefined : number(line, "since");
}

/** Ends the state of a claim and begins the one that follows from everything known of it. */
function settle(on: Bench, claim: number, sequence: number): void {
  const { db, terms } = on;
  const own = claimAt(db, terms, claim);
  const withdrawn = number(db.get("SELECT withdrawn FROM claim WHERE id = ?", idKey(own.id)), "withdrawn") === 1;
  const { interpretation, review, basis } = standing(historyAt(on, claim, withdrawn));
  const line = db.get(
    "SELECT source, said, finders FROM interpretation WHERE claim = ? AND number = ?",
    claim,
    interpretation,
  );
  const [source, said] = line === undefined ? [claim, claim] : [number(line, "source"), number(line, "said")];
  const finders = line === undefined ? null : textOrNull(line, "finders");
  db.run("UPDATE state SET until = ? WHERE claim = ? AND until = ?", sequence, claim, OPEN);
  const shown = source === claim ? own : claimAt(db, terms, source);
  show(
    on,
    shown,
    { claim, since: sequence },
    {
      interpretation,
      source,
      said,
      finders,
      review: review === "proposed" ? null : review,
      basis,
    },
  );
}

/** What a row of `state` says beside what the claim says itself. `finders` null: those of the claim's own row. */
interface Shown {
  readonly interpretation: number;
  readonly source: number;
  readonly said: number;
  readonly finders: string | null;
  /** Null: proposed. */
  readonly review: string | null;
  readonly basis: string | null;
}

function show(
  on: Bench,
  claim: Claim,
  { claim: at, since }: { readonly claim: number; readonly since: number },
  shown: Shown,
): void {
  const live = shown.review !== "withdrawn" && shown.review !== "refused";
  const { db, terms } = on;
  const subject = referentNumber(on, claim.subject.id) ?? 0;
  db.run(
    "INSERT INTO state VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    at,
    since,
    OPEN,
    shown.interpretation,
    shown.source,
    shown.said,
    live ? 1 : 0,
    shown.review,
    shown.basis,
    shown.finders,
    terms.textNumber(claim.rendition) ?? 0,
    terms.number(claim.property),
    subject,
    claim.value.type === "entity" ? (referentNumber(on, claim.value.id) ?? 0) : null,
    live ? alias(claim) : null,
  );
  if (live && claim.subject.kind === "event") stage(on, claim, subject);
}

/** The renditions of a document and the readers that made them. */
export function renditionsOf(db: Database, document: string): Pick<Rendition, "id" | "reader">[] {
  return db
    .all(
      "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since " +
        "WHERE h.kind = 'rendition' AND h.one = ? AND h.until = ?",
      document,
      OPEN,
    )
    .map((line) => {
      const { id, reader } = JSON.parse(textOf(stored(line, "json"))) as Rendition;
      return { id, reader };
    });
}
