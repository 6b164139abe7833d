import type { Claim, Coverage, Finder, Finding, Link, Review } from "../../0-model/claim.ts";
import type { Document, Kinship, Rendition } from "../../0-model/document.ts";
import type { Entity, Judgement, Kind, Referent } from "../../0-model/entity.ts";
import { fold } from "../../0-model/fold.ts";
import type {
  Buried,
  KeptClaim,
  KeptSample,
  LogRow,
  Query,
  ReviewDecision,
  Reviewed,
  Ruling,
  Sample,
  Slice,
  Tombstone,
} from "../../0-model/store.ts";
import { joined, linksThatHold, PARTS_OF_EVENTS } from "../claims.ts";
import { compare, compareKinds, entity, most, referentOf } from "../cluster.ts";
import { type HeldKind, keyOf } from "../desk.ts";
import type { FinderNote, RowKind } from "../log.ts";
import type { SceneQuery } from "../meeting.ts";
import { compareEntities, type Gathered, gather, once, slice } from "../slice.ts";
import { buried } from "../tombstone.ts";
import { phrases } from "../words.ts";
import { bytes, type Database, type Line, number, numberOrNull, stored, text, textOrNull } from "./database.ts";
import { type Terms, textOf, unpack } from "./pack.ts";
import { claimNumber, idKey } from "./project.ts";
import { claimsAt, resembling } from "./scenes.ts";
import { OPEN } from "./schema.ts";

/** Answers queries from the projections. The caller holds a transaction, so that all of them see one moment. */
export function read(view: View, queries: readonly Query[], follow?: (slice: Slice) => readonly Query[]): Slice {
  const all = gather();
  for (const query of queries) answer(view, query, all);
  const more = follow?.(slice(all)) ?? [];
  for (const query of more) answer(view, query, all);
  return slice(all);
}

/** What is read from. */
export interface View {
  readonly db: Database;
  readonly terms: Terms;
}

function answer(view: View, query: Query, all: Gathered): void {
  const { db } = view;
  const at = Math.min(("known" in query ? query.known : null) ?? OPEN - 1, OPEN - 1);
  switch (query.get) {
    case "counts":
      all.counts ??= counts(db, at);
      return;
    case "documents":
      for (const one of held<Document>(db, at, "document", query.id ?? null)) once(all.documents, one.id, one);
      return;
    case "renditions":
      for (const one of renditions(db, at, query)) once(all.renditions, one.id, { ...one, map: [] });
      return;
    case "entities":
      entities(view, at, query, all);
      return;
    case "referents":
      referents(view, at, query, all);
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
      for (const one of judgements(db, at, query.of ?? null)) {
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
      for (const one of samples(db, at)) once(all.samples, one.id, one);
      return;
    case "tombstones":
      for (const one of tombstones(db)) once(all.tombstones, one.sequence, one);
      return;
    case "log":
      for (const row of log(view, query.after, query.limit)) once(all.log, row.sequence, row);
      return;
    case "position":
      all.position ??= position(db, query.until);
  }
}

const HELD =
  "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since WHERE h.kind = ? AND h.since <= ? AND h.until > ?";

function held<T>(db: Database, at: number, kind: HeldKind, key: string | null): T[] {
  const lines = key === null ? db.all(HELD, kind, at, at) : db.all(`${HELD} AND h.key = ?`, kind, at, at, key);
  return lines.map((line) => JSON.parse(textOf(stored(line, "json"))) as T);
}

function judgements(db: Database, at: number, of: readonly string[] | null): Judgement[] {
  if (of === null) return held<Judgement>(db, at, "judgement", null);
  const numbers = JSON.stringify(numbersOf(db, at, new Set(of)));
  return ["one", "two"].flatMap((end) =>
    db
      .all(`${HELD} AND h.${end} IN (SELECT value FROM json_each(?))`, "judgement", at, at, numbers)
      .map((line) => JSON.parse(text(line, "json")) as Judgement),
  );
}

function samples(db: Database, at: number): KeptSample[] {
  return db
    .all(HELD.replace("SELECT p.json", "SELECT p.json, h.since"), "sample", at, at)
    .map((line) => ({ ...(JSON.parse(text(line, "json")) as Sample), sequence: number(line, "since") }));
}

function renditions(
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

function kinships(db: Database, at: number, document: string | null): Kinship[] {
  if (document === null) return held<Kinship>(db, at, "kinship", null);
  return db
    .all(
      `${HELD} AND h.one = ? UNION ALL ${HELD} AND h.two = ?`,
      ...["kinship", at, at, document],
      ...["kinship", at, at, document],
    )
    .map((line) => JSON.parse(text(line, "json")) as Kinship);
}

function coverage({ db, terms }: View, at: number, document: string | null): Coverage[] {
  const lines =
    document === null
      ? db.all(HELD, "coverage", at, at)
      : db.all(`${HELD} AND h.key IN (SELECT id FROM text WHERE document = ?)`, "coverage", at, at, document);
  return lines.map((line) => unpack<Coverage>("coverage", text(line, "json"), terms));
}

function reviews({ db, terms }: View, at: number, claims: readonly string[] | null): Reviewed[] {
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

function tombstones(db: Database): Buried[] {
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

/** A wall clock as answers have it. */
export function instant(line: Line | undefined): string {
  return new Date(number(line, "recorded_at")).toISOString();
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

/** An entity with the numbers of its referents. */
interface Found {
  readonly entity: Entity;
  readonly numbers: readonly number[];
}

/** The entities that some referents, by number, belonged to; one that was withdrawn stands alone, as it was last. */
function around(view: View, at: number, numbers: Iterable<number>): Found[] {
  const wanted = [...new Set(numbers)];
  if (wanted.length === 0) return [];
  const groups = new Map<number, { members: Referent[]; numbers: number[] }>();
  const placed = new Set<number>();
  for (const line of view.db.all(AROUND, JSON.stringify(wanted), at)) {
    const label = number(line, "entity");
    const group = groups.get(label) ?? { members: [], numbers: [] };
    groups.set(label, group);
    const referent = number(line, "referent");
    group.members.push(unpack<Referent>("referent", text(line, "json"), view.terms));
    group.numbers.push(referent);
    placed.add(referent);
  }
  const found = [...groups.values()].map((group): Found => ({ entity: entity(group.members), numbers: group.numbers }));
  for (const one of wanted) if (!placed.has(one)) found.push(...alone(view, at, one));
  return found;
}

const AROUND =
  "SELECT m.entity, m.referent, p.json FROM member m " +
  "JOIN referent r ON r.number = m.referent AND r.since <= ?2 AND r.until > ?2 " +
  "JOIN payload p ON p.sequence = r.since " +
  "WHERE m.entity IN (SELECT entity FROM member WHERE referent IN (SELECT value FROM json_each(?1)) " +
  "AND since <= ?2 AND until > ?2) AND m.since <= ?2 AND m.until > ?2";

function alone({ db, terms }: View, at: number, referent: number): Found[] {
  return db
    .all(
      "SELECT p.json FROM referent r JOIN payload p ON p.sequence = r.since " +
        "WHERE r.number = ? AND r.since <= ? ORDER BY r.since DESC LIMIT 1",
      referent,
      at,
    )
    .map((line) => ({
      entity: entity([unpack<Referent>("referent", text(line, "json"), terms)]),
      numbers: [referent],
    }));
}

/** Numbers of referents that were there at a moment, withdrawn or not. */
function numbersOf(db: Database, at: number, ids: Iterable<string>): number[] {
  return [...ids].flatMap((id) => {
    const line = db.get("SELECT number FROM referent WHERE id = ? AND since <= ? LIMIT 1", idKey(id), at);
    return line === undefined ? [] : [number(line, "number")];
  });
}

/** By name, or by what a claim says it is called besides. */
const CALLED =
  "SELECT referent FROM name WHERE folded = ?1 AND since <= ?2 AND until > ?2 " +
  "UNION SELECT subject FROM state WHERE alias = ?1 AND since <= ?2 AND until > ?2";

/** What an `about` means: an entity's or a referent's id, else every entity that has the name. */
function resolve(view: View, at: number, about: string): Found[] {
  const { db } = view;
  const id = referentOf(about);
  if (id !== null) {
    const found = around(view, at, numbersOf(db, at, [id]));
    if (found.length > 0) return found;
  }
  const named = db.all(CALLED, fold(about), at);
  return around(
    view,
    at,
    named.map((line) => number(line, "referent")),
  ).sort((x, y) => compareEntities(x.entity, y.entity));
}

function entities(
  view: View,
  at: number,
  query: { readonly about?: string; readonly kind?: Kind },
  all: Gathered,
): void {
  const wanted = (one: Entity): boolean => query.kind === undefined || one.kind === query.kind;
  if (query.about !== undefined) {
    for (const { entity: one } of resolve(view, at, query.about)) {
      if (!wanted(one)) continue;
      once(all.matched, one.id, one);
      once(all.entities, one.id, one);
    }
    return;
  }
  const groups = new Map<number, Referent[]>();
  const lines = view.db.each(
    "SELECT m.entity, p.json FROM member m " +
      "JOIN referent r ON r.number = m.referent AND r.since <= ?1 AND r.until > ?1 " +
      "JOIN payload p ON p.sequence = r.since WHERE m.since <= ?1 AND m.until > ?1",
    at,
  );
  for (const line of lines) {
    const label = number(line, "entity");
    const referent = unpack<Referent>("referent", text(line, "json"), view.terms);
    const found = groups.get(label);
    if (found === undefined) groups.set(label, [referent]);
    else found.push(referent);
  }
  for (const group of groups.values()) {
    const one = entity(group);
    if (wanted(one)) once(all.entities, one.id, one);
  }
}

const NAMED = "SELECT referent FROM name WHERE folded = ?1 AND since <= ?2 AND until > ?2";
const REFERENT =
  "SELECT r.number, p.json FROM referent r JOIN payload p ON p.sequence = r.since " +
  "WHERE r.number IN (SELECT value FROM json_each(?1)) AND r.since <= ?2 AND r.until > ?2";

function referents(view: View, at: number, query: Extract<Query, { get: "referents" }>, all: Gathered): void {
  const { db, terms } = view;
  const names = query.named === undefined ? alike(db, query.alike ?? []) : [query.named];
  const sql = query.named === undefined ? NAMED : `${CALLED} AND live = 1`;
  const wanted = new Set(names.flatMap((name) => db.all(sql, name, at)).map((line) => number(line, "referent")));
  const found: number[] = [];
  for (const line of db.all(REFERENT, JSON.stringify([...wanted]), at)) {
    const one = unpack<Referent>("referent", stored(line, "json"), terms);
    if (one.unnamed) continue;
    once(all.referents, one.id, one);
    found.push(number(line, "number"));
  }
  for (const { entity: one } of around(view, at, found)) once(all.entities, one.id, one);
}

/** Folded names that have all of the keys, the key that the fewest names have looked up first. */
function alike(db: Database, keys: readonly string[]): string[] {
  const [first, ...rest] = [...new Set(keys)]
    .map((key) => ({ key, few: number(db.get("SELECT count(*) AS n FROM rough WHERE key = ?", key), "n") }))
    .sort((a, b) => a.few - b.few || (a.key < b.key ? -1 : 1));
  if (first === undefined) return [];
  return db
    .all("SELECT folded FROM rough WHERE key = ?", first.key)
    .map((line) => text(line, "folded"))
    .filter((name) =>
      rest.every(({ key }) => db.get("SELECT 1 FROM rough WHERE key = ? AND folded = ?", key, name) !== undefined),
    );
}

type ClaimQuery = Extract<Query, { get: "claims" }>;

function claims(view: View, at: number, query: ClaimQuery, all: Gathered): void {
  const { db } = view;
  let numbers: ReadonlySet<number> | null =
    query.ids === undefined ? null : new Set(query.ids.flatMap((id) => claimNumber(db, id) ?? []));
  if (query.of !== undefined) {
    const found = ofEntities(view, at, query);
    numbers = numbers === null ? found : new Set([...numbers].filter((one) => found.has(one)));
  }
  if (query.about !== undefined) {
    const matched = resolve(view, at, query.about);
    for (const { entity: one } of matched) {
      once(all.matched, one.id, one);
      once(all.entities, one.id, one);
    }
    const found = about(view, at, matched, query);
    numbers = numbers === null ? found : new Set([...numbers].filter((one) => found.has(one)));
  }
  tell(view, at, lines(view, at, query, numbers), all);
}

/** Claims about events that can be found by what the query gives, with their documents. */
function events(view: View, at: number, query: SceneQuery, all: Gathered): void {
  const numbers = claimsAt(view, at, query);
  if (numbers.length === 0) return;
  const shown = lines(view, at, { get: "claims" }, new Set(numbers));
  tell(view, at, shown, all);
  const documents = new Set(shown.map((line) => view.terms.text(number(line, "rendition")).document));
  for (const id of documents) {
    for (const one of held<Document>(view.db, at, "document", id)) once(all.documents, one.id, one);
  }
}

/** Adds claims to what is gathered, with their links and every entity that they speak of. */
function tell(view: View, at: number, shown: readonly Line[], all: Gathered): void {
  const { db } = view;
  const links = linksOf(db, at, shown);
  const speaks = new Set<number>();
  const speakers = new Set<string>();
  for (const line of shown) {
    const claim = claimOf(view, line);
    const linked = links.get(claim.sequence);
    once(all.claims, claim.id, linked === undefined ? claim : { ...claim, links: linked });
    speaks.add(number(line, "subject"));
    const value = numberOrNull(line, "value");
    if (value !== null) speaks.add(value);
    for (const { speaker } of claim.attribution) if (!("unnamed" in speaker)) speakers.add(speaker.id);
  }
  for (const one of numbersOf(db, at, speakers)) speaks.add(one);
  for (const { entity: one } of around(view, at, speaks)) once(all.entities, one.id, one);
}

/** Numbers of the claims whose subject or value is the entity of one of some referents, with the properties asked for. */
function ofEntities({ db, terms }: View, at: number, { of = [], side, properties, all }: ClaimQuery): Set<number> {
  const found = new Set<number>();
  const live = all === true ? "" : " AND live = 1";
  const only = properties === undefined ? "" : " AND +property IN (SELECT value FROM json_each(?4))";
  const known = (properties ?? []).flatMap((property) => terms.known(property) ?? []);
  const given = properties === undefined ? [] : [JSON.stringify(known)];
  const own = JSON.stringify(together(db, at, numbersOf(db, at, of)));
  for (const column of side === undefined ? ["subject", "value"] : [side]) {
    const sql =
      `SELECT claim FROM state WHERE ${column} IN (SELECT value FROM json_each(?1)) ` +
      `AND since <= ?2 AND until > ?3${live}${only}`;
    for (const line of db.all(sql, own, at, at, ...given)) found.add(number(line, "claim"));
  }
  return found;
}

/** Numbers of the referents of the entities that some belonged to; of one that was withdrawn, its own. */
function together(db: Database, at: number, numbers: Iterable<number>): number[] {
  const wanted = [...numbers];
  const found = db.all(
    "SELECT referent FROM member WHERE entity IN (SELECT entity FROM member WHERE referent IN " +
      "(SELECT value FROM json_each(?1)) AND since <= ?2 AND until > ?2) AND since <= ?2 AND until > ?2",
    JSON.stringify(wanted),
    at,
  );
  return [...new Set([...wanted, ...found.map((line) => number(line, "referent"))])];
}

/** Numbers of the claims about entities: as subject or value, or about an event in which one of them takes part. */
function about({ db, terms }: View, at: number, matched: readonly Found[], query: ClaimQuery): Set<number> {
  const found = new Set<number>();
  const live = query.all === true ? "" : " AND live = 1";
  const known = (properties: readonly string[]): string =>
    JSON.stringify(properties.flatMap((property) => terms.known(property) ?? []));
  // The plus keeps the index on properties out: a property has more claims than an entity.
  const only = query.properties === undefined ? "" : " AND +property IN (SELECT value FROM json_each(?3))";
  const given = query.properties === undefined ? [] : [known(query.properties)];
  const held = `AND since <= ?2 AND until > ?2${live}`;
  const among = "IN (SELECT value FROM json_each(?1))";
  const own = JSON.stringify(matched.flatMap((one) => one.numbers));
  for (const column of ["subject", "value"]) {
    const sql = `SELECT claim FROM state WHERE ${column} ${among} ${held}${only}`;
    for (const line of db.all(sql, own, at, ...given)) found.add(number(line, "claim"));
  }
  const parts = `SELECT subject FROM state WHERE value ${among} ${held} AND +property IN (SELECT value FROM json_each(?3))`;
  const events = new Set(db.all(parts, own, at, known(PARTS_OF_EVENTS)).map((line) => number(line, "subject")));
  if (events.size === 0) return found;
  const told = JSON.stringify(together(db, at, events));
  for (const line of db.all(`SELECT claim FROM state WHERE subject ${among} ${held}${only}`, told, at, ...given)) {
    found.add(number(line, "claim"));
  }
  return found;
}

const CLAIM =
  "SELECT s.claim, s.since, s.interpretation, s.source, s.said, s.finders, s.review, s.basis, s.rendition, s.subject, s.value, " +
  "l.recorded_at, p.json FROM state s JOIN log l ON l.sequence = s.claim " +
  "JOIN payload p ON p.sequence = s.source WHERE s.since <= ?1 AND s.until > ?1";

function lines({ db, terms }: View, at: number, query: ClaimQuery, numbers: ReadonlySet<number> | null): Line[] {
  const conditions: string[] = [];
  const values: string[] = [];
  const where = (sql: string, value: string): void => {
    values.push(value);
    conditions.push(sql.replace("?", `?${values.length + 1}`));
  };
  if (query.all !== true) conditions.push("s.live = 1");
  if (query.document !== undefined) {
    where("s.rendition IN (SELECT number FROM text WHERE document = ?)", query.document);
  }
  if (query.properties !== undefined) {
    const known = query.properties.flatMap((property) => terms.known(property) ?? []);
    // The plus keeps the index on properties out where the claims are known already.
    const column = numbers === null ? "s.property" : "+s.property";
    where(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(known));
  }
  if (numbers !== null) where("s.claim IN (SELECT value FROM json_each(?))", JSON.stringify([...numbers]));
  return db.all([CLAIM, ...conditions].join(" AND "), at, ...values);
}

function claimOf({ db, terms }: View, line: Line): KeptClaim {
  const claim = unpack<Claim>("claim", text(line, "json"), terms);
  const [said, source] = [number(line, "said"), number(line, "source")];
  const finders = textOrNull(line, "finders");
  return Object.assign(claim, {
    by: finders === null ? (claim.by.length < 2 ? claim.by : joined(claim.by, [])) : (JSON.parse(finders) as Finder[]),
    derivation: said === source ? claim.derivation : derivationOf(db, said, claim.derivation),
    interpretation: number(line, "interpretation"),
    review: (textOrNull(line, "review") ?? "proposed") as Review,
    basis: textOrNull(line, "basis") as KeptClaim["basis"],
    links: [] as readonly Link[],
    sequence: number(line, "claim"),
    recordedAt: instant(line),
    changed: number(line, "since"),
  });
}

function derivationOf(db: Database, said: number, before: Claim["derivation"]): Claim["derivation"] {
  const note = JSON.parse(text(db.get("SELECT json FROM payload WHERE sequence = ?", said), "json")) as FinderNote;
  return note.derivation ?? before;
}

/** Links by the number of the claim at either end, in the order of their keys. */
function linksOf(db: Database, at: number, shown: readonly Line[]): Map<number, Link[]> {
  const found = new Map<number, Link[]>();
  if (shown.length === 0) return found;
  const numbers = JSON.stringify(shown.map((line) => number(line, "claim")));
  for (const end of ["one", "two"]) {
    for (const line of db.all(
      `SELECT h.${end} AS claim, h.one, h.two, p.json FROM held h JOIN payload p ON p.sequence = h.since ` +
        `WHERE h.kind = 'link' AND h.${end} IN (SELECT value FROM json_each(?1)) AND h.since <= ?2 AND h.until > ?2`,
      numbers,
      at,
    )) {
      // A link of a claim to itself is found at both ends.
      if (end === "two" && line.one === line.two) continue;
      const claim = number(line, "claim");
      const link = JSON.parse(text(line, "json")) as Link;
      const list = found.get(claim);
      if (list === undefined) found.set(claim, [link]);
      else list.push(link);
    }
  }
  const key = (payload: Link): string => keyOf({ kind: "link", payload });
  for (const [claim, list] of found) {
    const held = linksThatHold(list.sort((x, y) => compare(key(x), key(y))));
    if (held.length > 0) found.set(claim, held);
    else found.delete(claim);
  }
  return found;
}

function passages(db: Database, at: number, query: { words: string; limit: number }, all: Gathered): void {
  const match = phrases(query.words)
    .map(({ tokens, prefix }) => `"${tokens.join(" ")}"${prefix ? "*" : ""}`)
    .join(" AND ");
  if (match === "") return;
  const texts = new Map<string, string>();
  const found = db.all(
    "SELECT t.id AS rendition, t.document, s.start, s.finish FROM words w JOIN passage s ON s.id = w.rowid " +
      "JOIN text t ON t.number = s.rendition WHERE w.words MATCH ?1 AND s.since <= ?2 AND s.until > ?2 " +
      "ORDER BY t.document, t.id, s.start, s.finish LIMIT ?3",
    match,
    at,
    query.limit,
  );
  for (const line of found) {
    const [document, rendition] = [text(line, "document"), text(line, "rendition")];
    const [start, end] = [number(line, "start"), number(line, "finish")];
    const words = texts.get(rendition) ?? held<Rendition>(db, at, "rendition", rendition)[0]?.text ?? "";
    texts.set(rendition, words);
    once(all.passages, `${rendition}\n${start}\n${end}`, {
      document,
      rendition,
      start,
      end,
      exact: words.slice(start, end),
    });
  }
}
