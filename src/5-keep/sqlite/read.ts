import type { Finding } from "../../0-model/claim.ts";
import type { Document } from "../../0-model/document.ts";
import type { Kind } from "../../0-model/entity.ts";
import type { LogRow, Query, Ruling, Slice } from "../../0-model/store.ts";
import { compareKinds, most } from "../cluster.ts";
import type { RowKind } from "../log.ts";
import { type Gathered, gather, once, slice } from "../slice.ts";
import { bytes, type Database, instant, number, stored, text } from "./database.ts";
import { coverage, held, judgements, kinships, renditions, reviews, samples, tombstones } from "./held.ts";
import { unpack } from "./pack.ts";
import { OPEN } from "./schema.ts";
import { tallies } from "./tallies.ts";
import type { View } from "./terms.ts";
import { claims, events, passages } from "./told.ts";
import { entities, referents, settled } from "./who.ts";

/** Answers queries from the projections. The caller holds a transaction, so that all of them see one moment. */
export function read(view: View, queries: readonly Query[], follow?: (slice: Slice) => readonly Query[]): Slice {
  const all = gather();
  for (const query of queries) answer(view, query, all);
  const more = follow?.(slice(all)) ?? [];
  for (const query of more) answer(view, query, all);
  return slice(all);
}

function answer(view: View, query: Query, all: Gathered): void {
  const { db } = view;
  const at = Math.min(("known" in query ? query.known : null) ?? OPEN - 1, OPEN - 1);
  switch (query.get) {
    case "counts":
    case "tallies":
      howMany(view, at, query, all);
      return;
    case "documents":
    case "renditions":
      sources(db, at, query, all);
      return;
    case "entities":
      entities(view, at, query, all);
      return;
    case "referents":
      referents(view, at, query, all);
      return;
    case "settled":
      for (const id of settled(db, at, query.of)) once(all.settled, id, id);
      return;
    case "claims":
      claims(view, at, query, all);
      return;
    case "events":
      events(view, at, query, all);
      return;
    case "passages":
      passages(db, at, query, all);
      return;
    case "coverage":
      for (const one of coverage(view, at, query.document ?? null)) once(all.coverage, one.rendition, one);
      return;
    case "judgements":
      for (const one of judgements(db, at, query)) {
        once(all.judgements, `${one.a}\n${one.b}\n${one.by}`, one);
      }
      return;
    case "kinships":
      for (const one of kinships(db, at, query.document ?? null)) {
        once(all.kinships, `${one.from}\n${one.to}\n${one.kind}\n${one.by}`, one);
      }
      return;
    case "reviews":
      for (const one of reviews(view, at, query.claims ?? null)) {
        once(all.reviews, `${one.claim}\n${one.interpretation}\n${one.by}`, one);
      }
      return;
    case "findings":
      for (const one of held<Finding>(db, at, "finding", null)) once(all.findings, one.id, one);
      return;
    case "rulings":
      for (const one of held<Ruling>(db, at, "ruling", null)) once(all.rulings, `${one.dispute}\n${one.by}`, one);
      return;
    case "samples":
    case "tombstones":
      aside(db, at, query.get, all);
      return;
    case "log":
      for (const row of log(view, query.after, query.limit)) once(all.log, row.sequence, row);
      return;
    case "position":
      all.position ??= position(db, query.until);
  }
}

function aside(db: Database, at: number, what: "samples" | "tombstones", all: Gathered): void {
  if (what === "samples") for (const one of samples(db, at)) once(all.samples, one.id, one);
  else for (const one of tombstones(db)) once(all.tombstones, one.sequence, one);
}

function howMany(view: View, at: number, query: Extract<Query, { get: "counts" | "tallies" }>, all: Gathered): void {
  if (query.get === "counts") all.counts ??= counts(view.db, at);
  else all.tallies ??= tallies(view, at, query.groups);
}

function sources(
  db: Database,
  at: number,
  query: Extract<Query, { get: "documents" | "renditions" }>,
  all: Gathered,
): void {
  if (query.get === "renditions") {
    for (const one of renditions(db, at, query)) once(all.renditions, one.id, { ...one, map: [] });
  } else for (const one of held<Document>(db, at, "document", query.id ?? null)) once(all.documents, one.id, one);
}

function log({ db, terms }: View, after: number, limit: number): LogRow[] {
  return db
    .all(
      "SELECT l.sequence, l.recorded_at, l.kind, l.leaf, p.json FROM log l LEFT JOIN payload p ON p.sequence = l.sequence " +
        "WHERE l.sequence > ? ORDER BY l.sequence LIMIT ?",
      after,
      limit,
    )
    .map((line) => {
      const kind = text(line, "kind") as RowKind;
      return {
        sequence: number(line, "sequence"),
        recordedAt: instant(line),
        kind,
        leaf: bytes(line, "leaf").toString("hex"),
        payload: line.json === null ? null : unpack(kind, stored(line, "json"), terms),
      };
    });
}

/** Positions have no gaps and the clock of the log never runs backwards: halving finds the row in a few look-ups. */
function position(db: Database, until: string): number {
  const moment = Date.parse(until);
  let [low, high] = [0, number(db.get("SELECT sequence FROM head"), "sequence")];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const line = db.get("SELECT recorded_at FROM log WHERE sequence = ?", middle);
    if (line !== undefined && number(line, "recorded_at") <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}

function counts(db: Database, at: number): NonNullable<Slice["counts"]> {
  const count = (sql: string, ...values: (string | number)[]): number =>
    number(db.get(`SELECT count(*) AS n ${sql} AND since <= ? AND until > ?`, ...values, at, at), "n");
  const kinds = new Map<number, Kind[]>();
  const members = db.each(
    "SELECT m.entity, r.kind FROM member m " +
      "JOIN referent r ON r.number = m.referent AND r.since <= ?1 AND r.until > ?1 " +
      "WHERE m.since <= ?1 AND m.until > ?1",
    at,
  );
  for (const line of members) {
    const label = number(line, "entity");
    const found = kinds.get(label);
    if (found === undefined) kinds.set(label, [text(line, "kind") as Kind]);
    else found.push(text(line, "kind") as Kind);
  }
  const ofKind = new Map<Kind, number>();
  for (const list of kinds.values()) {
    const kind = most(list, compareKinds);
    ofKind.set(kind, (ofKind.get(kind) ?? 0) + 1);
  }
  return {
    documents: count("FROM held WHERE kind = 'document'"),
    claims: count("FROM state WHERE live = 1"),
    proposed: count("FROM state WHERE review IS NULL"),
    entities: kinds.size,
    groups: ofKind.get("group") ?? 0,
    events: ofKind.get("event") ?? 0,
    problems: count("FROM held WHERE kind = 'problem'"),
    head: Math.min(number(db.get("SELECT sequence FROM head"), "sequence"), at),
  };
}
