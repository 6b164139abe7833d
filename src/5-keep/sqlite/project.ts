import type { Claim, Coverage, Finder } from "../../0-model/claim.ts";
import type { Rendition } from "../../0-model/document.ts";
import type { Referent } from "../../0-model/entity.ts";
import { fold } from "../../0-model/fold.ts";
import { canonical } from "../../0-model/identity.ts";
import type { Entry, ReviewDecision } from "../../0-model/store.ts";
import { alias, type Decision, type History, joined, meaningOf, type Reading, restates, standing } from "../claims.ts";
import { type HeldKind, keyOf } from "../desk.ts";
import type { FinderNote, RowKind, Withdrawal } from "../log.ts";
import { tokens } from "../words.ts";
import { type Database, number, text, textOrNull } from "./database.ts";
import { enter, judge, leave } from "./entities.ts";
import { OPEN } from "./schema.ts";

/** One row on its way from the log into the projections. */
export interface Step {
  readonly sequence: number;
  readonly kind: RowKind;
  readonly payload: unknown;
  /** The payload's canonical JSON. */
  readonly json: string;
}

/** Brings every projection up to one row of the log. The payload must stand in the log already. */
export function project(db: Database, step: Step): void {
  switch (step.kind) {
    case "claim":
      projectClaim(db, step.payload as Claim, step.sequence);
      return;
    case "finder":
      projectFinder(db, step.payload as FinderNote, step.sequence);
      return;
    case "withdrawn":
      projectWithdrawal(db, step.payload as Withdrawal, step.sequence);
      return;
    case "erasure":
    case "seal":
      throw new RangeError(`This version cannot read a row of kind ${step.kind}`);
    default:
      projectHeld(db, { kind: step.kind, payload: step.payload } as Exclude<Entry, { kind: "claim" }>, step.sequence);
  }
}

function projectHeld(db: Database, entry: Exclude<Entry, { kind: "claim" }>, sequence: number): void {
  const [one, two] = lookedUpBy(entry);
  const key = keyOf(entry);
  end(db, entry.kind, key, sequence);
  db.run("INSERT INTO held VALUES (?, ?, ?, ?, ?, ?)", entry.kind, key, sequence, OPEN, one, two);
  if (entry.kind === "referent") {
    rename(db, entry.payload, sequence);
    enter(db, entry.payload.id, sequence);
  } else if (entry.kind === "judgement") judge(db, entry.payload.a, entry.payload.b, sequence);
  else if (entry.kind === "coverage") cover(db, entry.payload, sequence);
  else if (entry.kind === "review") settle(db, entry.payload.claim, sequence);
}

function lookedUpBy(entry: Exclude<Entry, { kind: "claim" }>): [string | null, string | null] {
  switch (entry.kind) {
    case "rendition":
      return [entry.payload.document, null];
    case "run":
    case "coverage":
      return [entry.payload.rendition, null];
    case "problem":
      return [entry.payload.rendition ?? null, null];
    case "referent":
      return [entry.payload.rendition, entry.payload.kind];
    case "judgement":
      return [entry.payload.a, entry.payload.b];
    case "link":
      return [entry.payload.from, entry.payload.to];
    case "review":
      return [entry.payload.claim, null];
    case "ruling":
      return [entry.payload.dispute, null];
    default:
      return [null, null];
  }
}

function end(db: Database, kind: HeldKind, key: string, sequence: number): void {
  db.run("UPDATE held SET until = ? WHERE kind = ? AND key = ? AND until = ?", sequence, kind, key, OPEN);
}

function rename(db: Database, referent: Referent, sequence: number): void {
  db.run("UPDATE name SET until = ? WHERE referent = ? AND until = ?", sequence, referent.id, OPEN);
  if (referent.unnamed) return;
  const folded = new Set([referent.name, ...referent.names].map(fold));
  for (const name of folded) db.run("INSERT INTO name VALUES (?, ?, ?, ?)", name, referent.id, sequence, OPEN);
}

/** The sentences of a new coverage take the place of the earlier ones; equal ones stay as they are. */
function cover(db: Database, coverage: Coverage, sequence: number): void {
  const { text: words, document } = renditionOf(db, coverage.rendition);
  const before = new Map<string, number>();
  for (const line of db.all(
    "SELECT id, start, finish FROM passage WHERE rendition = ? AND until = ?",
    coverage.rendition,
    OPEN,
  )) {
    before.set(`${number(line, "start")}-${number(line, "finish")}`, number(line, "id"));
  }
  const after = new Map(coverage.sentences.map(({ range }) => [`${range[0]}-${range[1]}`, range]));
  for (const [place, id] of before) {
    if (!after.has(place)) db.run("UPDATE passage SET until = ? WHERE id = ?", sequence, id);
  }
  let next = number(db.get("SELECT coalesce(max(id), 0) AS last FROM passage"), "last");
  for (const [place, [start, finish]] of after) {
    if (before.has(place)) continue;
    next += 1;
    db.run(
      "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)",
      next,
      coverage.rendition,
      document,
      start,
      finish,
      sequence,
      OPEN,
    );
    db.run("INSERT INTO words (rowid, folded) VALUES (?, ?)", next, tokens(words.slice(start, finish)).join(" "));
  }
}

/** The newest version of a rendition. Throws a RangeError when the record does not hold it. */
export function renditionOf(db: Database, id: string): Rendition {
  const json = heldJson(db, "rendition", id);
  if (json === undefined) throw new RangeError(`The record does not hold the text ${id}`);
  return JSON.parse(json) as Rendition;
}

/** Canonical JSON of the version that holds now. */
export function heldJson(db: Database, kind: HeldKind, key: string): string | undefined {
  const line = db.get(
    "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since WHERE h.kind = ? AND h.key = ? AND h.until = ?",
    kind,
    key,
    OPEN,
  );
  return line === undefined ? undefined : text(line, "json");
}

function projectClaim(db: Database, claim: Claim, sequence: number): void {
  const held = number(db.get("SELECT count(*) AS n FROM interpretation WHERE claim = ?", claim.id), "n");
  const finders = canonical(joined(claim.by, []));
  if (held === 0) db.run("INSERT INTO claim VALUES (?, ?, ?, 0)", claim.id, claim.rendition, sequence);
  else db.run("UPDATE claim SET withdrawn = 0 WHERE id = ?", claim.id);
  db.run(
    "INSERT INTO interpretation VALUES (?, ?, ?, ?, ?, ?)",
    claim.id,
    held + 1,
    meaningOf(claim),
    sequence,
    sequence,
    finders,
  );
  if (held > 0) settle(db, claim.id, sequence);
  else {
    const source = { interpretation: 1, source: sequence, said: sequence, finders };
    show(db, claim, sequence, { ...source, review: "proposed", basis: null });
  }
}

function projectFinder(db: Database, note: FinderNote, sequence: number): void {
  const line = db.get(
    "SELECT finders, said FROM interpretation WHERE claim = ? AND number = ?",
    note.claim,
    note.interpretation,
  );
  const finders = joined(JSON.parse(text(line, "finders")) as Finder[], note.by);
  db.run(
    "UPDATE interpretation SET finders = ?, said = ? WHERE claim = ? AND number = ?",
    canonical(finders),
    restates(note.by) ? sequence : number(line, "said"),
    note.claim,
    note.interpretation,
  );
  db.run("UPDATE claim SET withdrawn = 0 WHERE id = ?", note.claim);
  settle(db, note.claim, sequence);
}

function projectWithdrawal(db: Database, { what, key }: Withdrawal, sequence: number): void {
  if (what === "claim") {
    db.run("UPDATE claim SET withdrawn = 1 WHERE id = ?", key);
    settle(db, key, sequence);
    return;
  }
  end(db, what, key, sequence);
  if (what === "referent") {
    db.run("UPDATE name SET until = ? WHERE referent = ? AND until = ?", sequence, key, OPEN);
    leave(db, key, sequence);
  } else if (what === "judgement") {
    const [a = "", b = ""] = key.split("\n");
    judge(db, a, b, sequence);
  }
}

/** Everything known of a claim now, or undefined when the record does not hold it. */
export function historyOf(db: Database, claim: string): History | undefined {
  const own = db.get("SELECT withdrawn FROM claim WHERE id = ?", claim);
  if (own === undefined) return undefined;
  const readings = db
    .all("SELECT number, meaning, said, finders FROM interpretation WHERE claim = ? ORDER BY number", claim)
    .map(
      (line): Reading => ({
        number: number(line, "number"),
        meaning: text(line, "meaning"),
        said: number(line, "said"),
        finders: JSON.parse(text(line, "finders")) as Finder[],
      }),
    );
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
  return { readings, decisions, withdrawn: number(own, "withdrawn") === 1 };
}

/** Position of the newest row that changed what is known of a claim. */
export function changedAt(db: Database, claim: string): number | undefined {
  const line = db.get("SELECT since FROM state WHERE claim = ? AND until = ?", claim, OPEN);
  return line === undefined ? undefined : number(line, "since");
}

/** Ends the state of a claim and begins the one that follows from everything known of it. */
function settle(db: Database, id: string, sequence: number): void {
  const history = historyOf(db, id);
  if (history === undefined) throw new RangeError(`The record does not hold the claim ${id}`);
  const { interpretation, review, basis } = standing(history);
  const line = db.get(
    "SELECT i.source, i.said, i.finders, p.json FROM interpretation i JOIN payload p ON p.sequence = i.source " +
      "WHERE i.claim = ? AND i.number = ?",
    id,
    interpretation,
  );
  const [source, said] = [number(line, "source"), number(line, "said")];
  db.run("UPDATE state SET until = ? WHERE claim = ? AND until = ?", sequence, id, OPEN);
  const claim = JSON.parse(text(line, "json")) as Claim;
  show(db, claim, sequence, { interpretation, source, said, finders: text(line, "finders"), review, basis });
}

/** What a row of `state` says beside what the claim says itself. */
interface Shown {
  readonly interpretation: number;
  readonly source: number;
  readonly said: number;
  readonly finders: string;
  readonly review: string;
  readonly basis: string | null;
}

function show(db: Database, claim: Claim, sequence: number, shown: Shown): void {
  const live = shown.review !== "withdrawn" && shown.review !== "refused";
  db.run(
    "INSERT INTO state VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    claim.id,
    sequence,
    OPEN,
    shown.interpretation,
    shown.source,
    shown.said,
    shown.finders,
    shown.review,
    shown.basis,
    claim.document,
    claim.property,
    claim.subject.id,
    claim.value.type === "entity" ? claim.value.id : null,
    live ? alias(claim) : null,
  );
}

/** The document a rendition belongs to and the reader that made it. */
export function renditionsOf(db: Database, document: string): Pick<Rendition, "id" | "reader">[] {
  return db
    .all(
      "SELECT h.key, json_extract(p.json, '$.reader') AS reader FROM held h JOIN payload p ON p.sequence = h.since " +
        "WHERE h.kind = 'rendition' AND h.one = ? AND h.until = ?",
      document,
      OPEN,
    )
    .map((line) => ({ id: text(line, "key"), reader: textOrNull(line, "reader") ?? "" }));
}
