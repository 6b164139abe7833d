import type { Claim, Coverage, Finder, Finding, Link, Review } from "../../0-model/claim.ts";
import type { Document, Rendition } from "../../0-model/document.ts";
import type { Entity, Judgement, Kind, Referent } from "../../0-model/entity.ts";
import { fold } from "../../0-model/fold.ts";
import type {
  KeptClaim,
  KeptSample,
  LogRow,
  Query,
  ReviewDecision,
  Reviewed,
  Ruling,
  Sample,
  Slice,
} from "../../0-model/store.ts";
import { joined, mentioned, PARTS_OF_EVENTS } from "../claims.ts";
import { compareKinds, entity, most, referentOf } from "../cluster.ts";
import type { HeldKind } from "../desk.ts";
import type { FinderNote, RowKind } from "../log.ts";
import { compareEntities, type Gathered, gather, once, slice } from "../slice.ts";
import { phrases } from "../words.ts";
import { bytes, type Database, type Line, number, text, textOrNull } from "./database.ts";
import { OPEN } from "./schema.ts";

/** Answers queries from the projections. The caller holds a transaction, so that all of them see one moment. */
export function read(db: Database, queries: readonly Query[]): Slice {
  const all = gather();
  for (const query of queries) answer(db, query, all);
  return slice(all);
}

function answer(db: Database, query: Query, all: Gathered): void {
  const at = query.get === "log" ? OPEN - 1 : Math.min(query.known ?? OPEN - 1, OPEN - 1);
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
      entities(db, at, query, all);
      return;
    case "claims":
      claims(db, at, query, all);
      return;
    case "passages":
      passages(db, at, query, all);
      return;
    case "coverage":
      for (const one of coverage(db, at, query.document ?? null)) once(all.coverage, one.rendition, one);
      return;
    case "judgements":
      for (const one of held<Judgement>(db, at, "judgement", null)) {
        once(all.judgements, `${one.a}\n${one.b}\n${one.by}`, one);
      }
      return;
    case "reviews":
      for (const one of reviews(db, at, query.claims ?? null)) {
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
    case "log":
      for (const row of log(db, query.after, query.limit)) once(all.log, row.sequence, row);
  }
}

const HELD =
  "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since WHERE h.kind = ? AND h.since <= ? AND h.until > ?";

function held<T>(db: Database, at: number, kind: HeldKind, key: string | null): T[] {
  const lines = key === null ? db.all(HELD, kind, at, at) : db.all(`${HELD} AND h.key = ?`, kind, at, at, key);
  return lines.map((line) => JSON.parse(text(line, "json")) as T);
}

function samples(db: Database, at: number): KeptSample[] {
  return db
    .all(HELD.replace("SELECT p.json", "SELECT p.json, h.since"), "sample", at, at)
    .map((line) => ({ ...(JSON.parse(text(line, "json")) as Sample), sequence: number(line, "since") }));
}

function renditions(
  db: Database,
  at: number,
  query: { readonly document?: string; readonly id?: string },
): Rendition[] {
  const found =
    query.document === undefined
      ? held<Rendition>(db, at, "rendition", query.id ?? null)
      : db
          .all(`${HELD} AND h.one = ?`, "rendition", at, at, query.document)
          .map((line) => JSON.parse(text(line, "json")) as Rendition);
  return found.filter((one) => query.id === undefined || one.id === query.id);
}

function coverage(db: Database, at: number, document: string | null): Coverage[] {
  if (document === null) return held<Coverage>(db, at, "coverage", null);
  return db
    .all("SELECT key FROM held WHERE kind = 'rendition' AND one = ? AND since <= ? AND until > ?", document, at, at)
    .flatMap((line) => held<Coverage>(db, at, "coverage", text(line, "key")));
}

/** `interpretation` keeps the finders of now; those of an earlier moment follow from the log. */
function reviews(db: Database, at: number, claims: readonly string[] | null): Reviewed[] {
  const only = claims === null ? "" : " AND h.one IN (SELECT value FROM json_each(?2))";
  const lines = db.all(
    "SELECT p.json, h.since, c.json AS claim FROM held h JOIN payload p ON p.sequence = h.since " +
      "JOIN interpretation i ON i.claim = h.one AND i.number = json_extract(p.json, '$.interpretation') " +
      "JOIN payload c ON c.sequence = i.source WHERE h.kind = 'review' AND h.since <= ?1 AND h.until > ?1" +
      only,
    at,
    ...(claims === null ? [] : [JSON.stringify(claims)]),
  );
  const found = new Map<string, Reviewed>();
  for (const line of lines) {
    const decision = JSON.parse(text(line, "json")) as ReviewDecision;
    const { by } = JSON.parse(text(line, "claim")) as Claim;
    found.set(`${decision.claim}\n${decision.interpretation}\n${decision.by}`, {
      ...decision,
      finders: joined(by, []),
      sequence: number(line, "since"),
    });
  }
  if (found.size === 0) return [];
  const about = new Map<string, string[]>();
  for (const [key, { claim, interpretation }] of found) {
    const place = `${claim}\n${interpretation}`;
    about.set(place, [...(about.get(place) ?? []), key]);
  }
  const notes = db.each(
    "SELECT p.json FROM log l JOIN payload p ON p.sequence = l.sequence WHERE l.kind = 'finder' AND l.sequence <= ?",
    at,
  );
  for (const line of notes) {
    const { claim, interpretation, by } = JSON.parse(text(line, "json")) as FinderNote;
    for (const key of about.get(`${claim}\n${interpretation}`) ?? []) {
      const one = found.get(key);
      if (one !== undefined) found.set(key, { ...one, finders: joined(one.finders, by) });
    }
  }
  return [...found.values()];
}

function log(db: Database, after: number, limit: number): LogRow[] {
  return db
    .all(
      "SELECT l.sequence, l.recorded_at, l.kind, l.leaf, p.json FROM log l LEFT JOIN payload p ON p.sequence = l.sequence " +
        "WHERE l.sequence > ? ORDER BY l.sequence LIMIT ?",
      after,
      limit,
    )
    .map((line) => ({
      sequence: number(line, "sequence"),
      recordedAt: text(line, "recorded_at"),
      kind: text(line, "kind") as RowKind,
      leaf: bytes(line, "leaf").toString("hex"),
      payload: line.json === null ? null : JSON.parse(text(line, "json")),
    }));
}

function counts(db: Database, at: number): NonNullable<Slice["counts"]> {
  const count = (sql: string, ...values: (string | number)[]): number =>
    number(db.get(`SELECT count(*) AS n ${sql} AND since <= ? AND until > ?`, ...values, at, at), "n");
  const kinds = new Map<string, Kind[]>();
  const members = db.each(
    "SELECT m.entity, h.two AS kind FROM member m " +
      "JOIN held h ON h.kind = 'referent' AND h.key = m.referent AND h.since <= ?1 AND h.until > ?1 " +
      "WHERE m.since <= ?1 AND m.until > ?1",
    at,
  );
  for (const line of members) {
    const label = text(line, "entity");
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
    claims: count("FROM state WHERE review NOT IN ('withdrawn', 'refused')"),
    proposed: count("FROM state WHERE review = 'proposed'"),
    entities: kinds.size,
    groups: ofKind.get("group") ?? 0,
    events: ofKind.get("event") ?? 0,
    problems: count("FROM held WHERE kind = 'problem'"),
    head: Math.min(number(db.get("SELECT sequence FROM head"), "sequence"), at),
  };
}

/** Labels of the entities that some referents belonged to; for one that was withdrawn, the referent's own id. */
function labelsOf(db: Database, at: number, referents: Iterable<string>): Set<string> {
  const labels = new Set<string>();
  for (const id of referents) {
    const line = db.get("SELECT entity FROM member WHERE referent = ? AND since <= ? AND until > ?", id, at, at);
    labels.add(line === undefined ? id : text(line, "entity"));
  }
  return labels;
}

/** The entities with some labels. */
function byLabels(db: Database, at: number, labels: Iterable<string>): Entity[] {
  return [...labels].flatMap((label) => {
    const lines = db.all(
      "SELECT p.json FROM member m " +
        "JOIN held h ON h.kind = 'referent' AND h.key = m.referent AND h.since <= ?2 AND h.until > ?2 " +
        "JOIN payload p ON p.sequence = h.since WHERE m.entity = ?1 AND m.since <= ?2 AND m.until > ?2",
      label,
      at,
    );
    const found = lines.length > 0 ? lines : alone(db, at, label);
    return found.length === 0 ? [] : [entity(found.map((line) => JSON.parse(text(line, "json")) as Referent))];
  });
}

/** A withdrawn referent stands alone, as it was last. */
function alone(db: Database, at: number, referent: string): Line[] {
  return db.all(
    "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since " +
      "WHERE h.kind = 'referent' AND h.key = ? AND h.since <= ? ORDER BY h.since DESC LIMIT 1",
    referent,
    at,
  );
}

/** What an `about` means: an entity's or a referent's id, else every entity that has the name. */
function resolve(db: Database, at: number, about: string): Entity[] {
  const id = referentOf(about);
  if (id !== null) {
    const found = byLabels(db, at, labelsOf(db, at, [id]));
    if (found.length > 0) return found;
  }
  const folded = fold(about);
  const named = db.all(
    "SELECT referent FROM name WHERE folded = ?1 AND since <= ?2 AND until > ?2 " +
      "UNION SELECT subject FROM state WHERE alias = ?1 AND since <= ?2 AND until > ?2",
    folded,
    at,
  );
  const labels = labelsOf(
    db,
    at,
    named.map((line) => text(line, "referent")),
  );
  return byLabels(db, at, labels).sort(compareEntities);
}

function entities(
  db: Database,
  at: number,
  query: { readonly about?: string; readonly kind?: Kind },
  all: Gathered,
): void {
  const wanted = (one: Entity): boolean => query.kind === undefined || one.kind === query.kind;
  if (query.about !== undefined) {
    for (const one of resolve(db, at, query.about).filter(wanted)) {
      once(all.matched, one.id, one);
      once(all.entities, one.id, one);
    }
    return;
  }
  const groups = new Map<string, Referent[]>();
  const lines = db.each(
    "SELECT m.entity, p.json FROM member m " +
      "JOIN held h ON h.kind = 'referent' AND h.key = m.referent AND h.since <= ?1 AND h.until > ?1 " +
      "JOIN payload p ON p.sequence = h.since WHERE m.since <= ?1 AND m.until > ?1",
    at,
  );
  for (const line of lines) {
    const label = text(line, "entity");
    const referent = JSON.parse(text(line, "json")) as Referent;
    const found = groups.get(label);
    if (found === undefined) groups.set(label, [referent]);
    else found.push(referent);
  }
  for (const group of groups.values()) {
    const one = entity(group);
    if (wanted(one)) once(all.entities, one.id, one);
  }
}

type ClaimQuery = Extract<Query, { get: "claims" }>;

function claims(db: Database, at: number, query: ClaimQuery, all: Gathered): void {
  let ids: ReadonlySet<string> | null = query.ids === undefined ? null : new Set(query.ids);
  if (query.about !== undefined) {
    const matched = resolve(db, at, query.about);
    for (const one of matched) {
      once(all.matched, one.id, one);
      once(all.entities, one.id, one);
    }
    const found = about(db, at, matched, query.all === true);
    ids = ids === null ? found : new Set([...ids].filter((id) => found.has(id)));
  }
  const kept = lines(db, at, query, ids).map((line) => claimOf(db, line));
  const links = linksOf(db, at, kept);
  const speaks = new Set<string>();
  for (const claim of kept) {
    once(all.claims, claim.id, { ...claim, links: links.get(claim.id) ?? [] });
    for (const id of mentioned(claim)) speaks.add(id);
  }
  for (const one of byLabels(db, at, labelsOf(db, at, speaks))) once(all.entities, one.id, one);
}

/** Ids of the claims about entities: as subject or value, or about an event in which one of them takes part. */
function about(db: Database, at: number, matched: readonly Entity[], dead: boolean): Set<string> {
  const ids = new Set<string>();
  const events = new Set<string>();
  const live = dead ? "" : " AND review NOT IN ('withdrawn', 'refused')";
  for (const referent of matched.flatMap((one) => one.referents)) {
    for (const line of db.all(
      `SELECT claim, NULL AS event FROM state WHERE subject = ?1 AND since <= ?2 AND until > ?2${live} ` +
        "UNION ALL SELECT claim, iif(property IN (SELECT value FROM json_each(?3)), subject, NULL) FROM state " +
        `WHERE value = ?1 AND since <= ?2 AND until > ?2${live}`,
      referent,
      at,
      JSON.stringify(PARTS_OF_EVENTS),
    )) {
      ids.add(text(line, "claim"));
      const event = textOrNull(line, "event");
      if (event !== null) events.add(event);
    }
  }
  for (const event of byLabels(db, at, labelsOf(db, at, events))) {
    for (const referent of event.referents) {
      for (const line of db.all(
        `SELECT claim FROM state WHERE subject = ? AND since <= ? AND until > ?${live}`,
        referent,
        at,
        at,
      )) {
        ids.add(text(line, "claim"));
      }
    }
  }
  return ids;
}

const CLAIM =
  "SELECT s.claim, s.since, s.interpretation, s.source, s.said, s.finders, s.review, s.basis, c.sequence, l.recorded_at, p.json " +
  "FROM state s JOIN claim c ON c.id = s.claim JOIN log l ON l.sequence = c.sequence " +
  "JOIN payload p ON p.sequence = s.source WHERE s.since <= ?1 AND s.until > ?1";

function lines(db: Database, at: number, query: ClaimQuery, ids: ReadonlySet<string> | null): Line[] {
  const conditions: string[] = [];
  const values: string[] = [];
  const where = (sql: string, value: string): void => {
    values.push(value);
    conditions.push(sql.replace("?", `?${values.length + 1}`));
  };
  if (query.all !== true) conditions.push("s.review NOT IN ('withdrawn', 'refused')");
  if (query.document !== undefined) where("s.document = ?", query.document);
  if (query.properties !== undefined) {
    where("s.property IN (SELECT value FROM json_each(?))", JSON.stringify(query.properties));
  }
  if (ids !== null) where("s.claim IN (SELECT value FROM json_each(?))", JSON.stringify([...ids]));
  return db.all([CLAIM, ...conditions].join(" AND "), at, ...values);
}

function claimOf(db: Database, line: Line): KeptClaim {
  const claim = JSON.parse(text(line, "json")) as Claim;
  const said = number(line, "said");
  const derivation = said === number(line, "source") ? claim.derivation : derivationOf(db, said, claim.derivation);
  return {
    ...claim,
    by: JSON.parse(text(line, "finders")) as Finder[],
    derivation,
    interpretation: number(line, "interpretation"),
    review: text(line, "review") as Review,
    basis: textOrNull(line, "basis") as KeptClaim["basis"],
    links: [],
    sequence: number(line, "sequence"),
    recordedAt: text(line, "recorded_at"),
    changed: number(line, "since"),
  };
}

function derivationOf(db: Database, said: number, before: Claim["derivation"]): Claim["derivation"] {
  const note = JSON.parse(text(db.get("SELECT json FROM payload WHERE sequence = ?", said), "json")) as Claim;
  return note.derivation ?? before;
}

function linksOf(db: Database, at: number, kept: readonly KeptClaim[]): Map<string, Link[]> {
  const found = new Map<string, Link[]>();
  for (const { id } of kept) {
    const links = db.all(
      "SELECT h.key, p.json FROM held h JOIN payload p ON p.sequence = h.since " +
        "WHERE h.kind = 'link' AND h.one = ?1 AND h.since <= ?2 AND h.until > ?2 " +
        "UNION SELECT h.key, p.json FROM held h JOIN payload p ON p.sequence = h.since " +
        "WHERE h.kind = 'link' AND h.two = ?1 AND h.since <= ?2 AND h.until > ?2 ORDER BY 1",
      id,
      at,
    );
    if (links.length > 0)
      found.set(
        id,
        links.map((line) => JSON.parse(text(line, "json")) as Link),
      );
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
    "SELECT s.rendition, s.document, s.start, s.finish FROM words w JOIN passage s ON s.id = w.rowid " +
      "WHERE w.words MATCH ?1 AND s.since <= ?2 AND s.until > ?2 " +
      "ORDER BY s.document, s.rendition, s.start, s.finish LIMIT ?3",
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
