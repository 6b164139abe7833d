import { type Entity, type Kind, type Referent, settledName } from "../../0-model/entity.ts";
import { fold } from "../../0-model/fold.ts";
import type { Query } from "../../0-model/store.ts";
import { entity, referentOf } from "../cluster.ts";
import { compareEntities, type Gathered, once } from "../slice.ts";
import { type Database, number, stored, text } from "./database.ts";
import { unpack } from "./pack.ts";
import { numberOf } from "./project.ts";
import type { View } from "./terms.ts";

// Who is meant, and who belongs together.

/** An entity with the numbers of its referents. */
export interface Found {
  readonly entity: Entity;
  readonly numbers: readonly number[];
}

/** The entities that some referents, by number, belonged to; one that was withdrawn stands alone, as it was last. */
export function around(view: View, at: number, numbers: Iterable<number>): Found[] {
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

/** Numbers of referents and settled names that were there at a moment, withdrawn or not. */
export function numbersOf(db: Database, at: number, ids: Iterable<string>): number[] {
  return [...ids].flatMap((id) => numberOf(db, id, at) ?? []);
}

/** Numbers of the referents that belong to the entity of one of some referents, or go by one of some folded names. */
export function bearers(db: Database, at: number, given: readonly string[]): number[] {
  const ids = given.filter((one) => referentOf(one) !== null);
  const named = db.all(
    "SELECT referent FROM name WHERE folded IN (SELECT value FROM json_each(?1)) AND since <= ?2 AND until > ?2",
    JSON.stringify(given),
    at,
  );
  return [...together(db, at, numbersOf(db, at, ids)), ...named.map((line) => number(line, "referent"))];
}

/** Those of some ids that are settled names which somebody was judged to bear. */
export function settled(db: Database, at: number, ids: readonly string[]): string[] {
  return ids.filter((id) => settledName(id) !== null && numberOf(db, id, at) !== undefined);
}

/** By name, or by what a claim says it is called besides. */
const CALLED =
  "SELECT referent FROM name WHERE folded = ?1 AND since <= ?2 AND until > ?2 " +
  "UNION SELECT subject FROM state WHERE alias = ?1 AND since <= ?2 AND until > ?2";

/** What an `about` means: an entity's or a referent's id, else every entity that has the name. */
export function resolve(view: View, at: number, about: string): Found[] {
  const { db } = view;
  const id = settledName(about) === null ? referentOf(about) : about;
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

/** Every entity, or those that are meant, of one kind where it is told. */
export function entities(
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

/** Referents by a name, or by the keys of one, and the entities that they belong to. */
export function referents(view: View, at: number, query: Extract<Query, { get: "referents" }>, all: Gathered): void {
  const { db, terms } = view;
  const except = new Set(query.except);
  const names =
    query.named === undefined ? alike(db, query.alike ?? []).filter((name) => !except.has(name)) : [query.named];
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

/** Numbers of the referents of the entities that some belonged to; of one that was withdrawn, its own. */
export function together(db: Database, at: number, numbers: Iterable<number>): number[] {
  const wanted = [...numbers];
  const found = db.all(
    "SELECT referent FROM member WHERE entity IN (SELECT entity FROM member WHERE referent IN " +
      "(SELECT value FROM json_each(?1)) AND since <= ?2 AND until > ?2) AND since <= ?2 AND until > ?2",
    JSON.stringify(wanted),
    at,
  );
  return [...new Set([...wanted, ...found.map((line) => number(line, "referent"))])];
}
