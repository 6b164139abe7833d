import type { Claim, Finder, Link, Review } from "../../0-model/claim.ts";
import type { Document, Rendition } from "../../0-model/document.ts";
import type { KeptClaim, Query } from "../../0-model/store.ts";
import { joined, linksThatHold, PARTS_OF_EVENTS } from "../claims.ts";
import { compare } from "../cluster.ts";
import { keyOf } from "../desk.ts";
import type { FinderNote } from "../log.ts";
import type { SceneQuery } from "../meeting.ts";
import { type Gathered, once } from "../slice.ts";
import { phrases } from "../words.ts";
import { type Database, instant, type Line, number, numberOrNull, text, textOrNull } from "./database.ts";
import { held } from "./held.ts";
import { unpack } from "./pack.ts";
import { claimNumber } from "./project.ts";
import { claimsAt } from "./scenes.ts";
import type { View } from "./terms.ts";
import { around, bearers, type Found, numbersOf, resolve, together } from "./who.ts";

// Claims, events and passages: what documents say, with all that it speaks of.

type ClaimQuery = Extract<Query, { get: "claims" }>;

/** Claims that a query asks for, with their links and every entity that they speak of. */
export function claims(view: View, at: number, query: ClaimQuery, all: Gathered): void {
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
export function events(view: View, at: number, query: SceneQuery, all: Gathered): void {
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
function ofEntities(
  { db, terms }: View,
  at: number,
  { of = [], side, facing, properties, all }: ClaimQuery,
): Set<number> {
  const found = new Set<number>();
  const live = all === true ? "" : " AND live = 1";
  const among = (place: number): string => `IN (SELECT value FROM json_each(?${place}))`;
  const only = properties === undefined ? "" : ` AND +property ${among(facing === undefined ? 3 : 4)}`;
  const known = (properties ?? []).flatMap((property) => terms.known(property) ?? []);
  const given = properties === undefined ? [] : [JSON.stringify(known)];
  const own = JSON.stringify(together(db, at, numbersOf(db, at, of)));
  const others = facing === undefined ? [] : [JSON.stringify(bearers(db, at, facing))];
  for (const column of side === undefined ? ["subject", "value"] : [side]) {
    // The plus keeps the index on the other side out, which may stand in more claims than this one.
    const other = facing === undefined ? "" : ` AND +${column === "subject" ? "value" : "subject"} ${among(3)}`;
    const sql = `SELECT claim FROM state WHERE ${column} ${among(1)} AND since <= ?2 AND until > ?2${live}${other}${only}`;
    for (const line of db.all(sql, own, at, ...others, ...given)) found.add(number(line, "claim"));
  }
  return found;
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

/** Sentences in which words stand, in the order of their texts. */
export function passages(db: Database, at: number, query: { words: string; limit: number }, all: Gathered): void {
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
