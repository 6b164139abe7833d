import type { Judgement } from "../../0-model/entity.ts";
import { cluster, type Edge, ruling } from "../cluster.ts";
import { bytes, type Database, number, text } from "./database.ts";
import { OPEN } from "./schema.ts";

/** A pair of referents that is judged the same, by their numbers. */
interface Tie {
  readonly a: number;
  readonly b: number;
  readonly person: boolean;
}

// Which referents are one entity, kept as intervals in `member`. The usual judgement joins two entities and moves the
// members of the smaller one. That is what `cluster` would give: an edge between two entities of which no member is judged
// different from one of the other is taken whenever its turn comes, no edge taken before it or after it is taken
// otherwise, and an edge that was left out stays left out. Where a `different` stands against it, or an edge goes, the
// whole component is worked out anew, by the same function that the memory store uses on everything.

/** Begins an entity for a referent that is new (`fresh`) or came back. Its label is the referent's number. */
export function enter(
  db: Database,
  referent: number,
  { sequence, fresh }: { readonly sequence: number; readonly fresh: boolean },
): void {
  if (!fresh && entityOf(db, referent) !== null) return;
  // A label once given may still be in use by those who were judged the same as it.
  const label = fresh ? referent : newLabel(sequence, 0);
  db.run("INSERT INTO member VALUES (?, ?, ?, ?)", referent, sequence, OPEN, label);
  if (!fresh && neighbours(db, referent).length > 0) recompute(db, [referent], sequence);
}

/** A label that no referent's number is and no other row gives. */
function newLabel(sequence: number, rank: number): number {
  return -(sequence * 4096 + rank);
}

/** Takes a withdrawn referent out of its entity; what only it held together falls apart. */
export function leave(db: Database, referent: number, sequence: number): void {
  const entity = entityOf(db, referent);
  if (entity === null) return;
  const rest = membersOf(db, entity).filter((id) => id !== referent);
  db.run("UPDATE member SET until = ? WHERE referent = ? AND until = ?", sequence, referent, OPEN);
  recompute(db, [...rest, ...neighbours(db, referent).map(({ a, b }) => (a === referent ? b : a))], sequence);
}

/** A pair of referents, in order of id, with the newest word of every judge. */
export interface Judged {
  readonly a: number;
  readonly b: number;
  readonly newest: readonly Judgement[];
}

/** Brings a pair up to the newest word of every judge, and the entities up to the pair. */
export function judge(db: Database, { a, b, newest }: Judged, sequence: number): void {
  const after = ruling(newest);
  const before = db.get("SELECT verdict, person FROM pair WHERE a = ? AND b = ?", a, b);
  const was = before === undefined ? null : text(before, "verdict");
  if (was === (after?.verdict ?? null) && number(before ?? { person: 0 }, "person") === (after?.person ? 1 : 0)) return;
  if (after === null) db.run("DELETE FROM pair WHERE a = ? AND b = ?", a, b);
  else {
    db.run("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?)", a, b, after.verdict, after.person ? 1 : 0);
  }
  const joins = after?.verdict === "same" && (was === null || was === "unsure");
  if (joins && unite(db, a, b, sequence)) return;
  if ((was === null || was === "unsure") && !joins && apart(db, a, b)) return;
  const seeds = [a, b].flatMap((id) => {
    const entity = entityOf(db, id);
    return entity === null ? [] : membersOf(db, entity);
  });
  recompute(db, seeds, sequence);
}

/** Joins the entities of two referents; false when something stands against it and the component has to be worked out. */
function unite(db: Database, a: number, b: number, sequence: number): boolean {
  const [left, right] = [entityOf(db, a), entityOf(db, b)];
  if (left === null || right === null) return true;
  if (left === right) return true;
  const [x, y] = [membersOf(db, left), membersOf(db, right)];
  const [small, into] = x.length < y.length ? [x, right] : [y, left];
  for (const id of small) if (opposed(db, id, into)) return false;
  for (const id of small) move(db, id, into, sequence);
  return true;
}

/** True when two referents are in different entities: a word against joining them changes nothing. */
function apart(db: Database, a: number, b: number): boolean {
  const [left, right] = [entityOf(db, a), entityOf(db, b)];
  return left === null || right === null || left !== right;
}

/** True when a referent is judged different from a member of an entity. */
function opposed(db: Database, referent: number, entity: number): boolean {
  return against(db, referent).some((id) => entityOf(db, id) === entity);
}

function against(db: Database, referent: number): number[] {
  return db
    .all(
      "SELECT b AS other FROM pair WHERE a = ? AND verdict = 'different' " +
        "UNION ALL SELECT a FROM pair WHERE b = ? AND verdict = 'different'",
      referent,
      referent,
    )
    .map((line) => number(line, "other"));
}

function neighbours(db: Database, referent: number): Tie[] {
  return db
    .all(
      "SELECT a, b, person FROM pair WHERE a = ? AND verdict = 'same' " +
        "UNION ALL SELECT a, b, person FROM pair WHERE b = ? AND verdict = 'same'",
      referent,
      referent,
    )
    .map((line) => ({ a: number(line, "a"), b: number(line, "b"), person: number(line, "person") === 1 }));
}

/** The label of the entity that a referent belongs to now, or null when it is withdrawn or not there yet. */
function entityOf(db: Database, referent: number): number | null {
  const line = db.get("SELECT entity FROM member WHERE referent = ? AND until = ?", referent, OPEN);
  return line === undefined ? null : number(line, "entity");
}

function membersOf(db: Database, entity: number): number[] {
  return db
    .all("SELECT referent FROM member WHERE entity = ? AND until = ?", entity, OPEN)
    .map((line) => number(line, "referent"));
}

function move(db: Database, referent: number, entity: number, sequence: number): void {
  // A referent that entered with this very row has no earlier interval to end.
  db.run("DELETE FROM member WHERE referent = ? AND since = ?", referent, sequence);
  db.run("UPDATE member SET until = ? WHERE referent = ? AND until = ?", sequence, referent, OPEN);
  db.run("INSERT INTO member VALUES (?, ?, ?, ?)", referent, sequence, OPEN, entity);
}

/**
 * Works out every entity in the component around some referents, and moves only the members that changed. Pairs are joined
 * in the order of the referents' ids, as everywhere: numbers depend on which document came first.
 */
function recompute(db: Database, seeds: readonly number[], sequence: number): void {
  const homes = new Map<number, number>();
  const same = new Map<string, Tie>();
  const waiting = [...seeds];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const home = homes.has(id) ? null : entityOf(db, id);
    if (home === null) continue;
    homes.set(id, home);
    for (const edge of neighbours(db, id)) {
      same.set(`${edge.a} ${edge.b}`, edge);
      waiting.push(edge.a === id ? edge.b : edge.a);
    }
  }
  const ids = new Map([...homes.keys()].map((at) => [at, idOf(db, at)]));
  const numbers = new Map([...ids].map(([at, id]) => [id, at]));
  const different = [...homes.keys()].flatMap((id) =>
    against(db, id).map((other) => [ids.get(id) ?? "", ids.get(other) ?? ""] as const),
  );
  const edges = [...same.values()].map(
    ({ a, b, person }): Edge => ({ a: ids.get(a) ?? "", b: ids.get(b) ?? "", person }),
  );
  const groups = cluster(ids.values(), edges, different).map((group) => group.flatMap((id) => numbers.get(id) ?? []));
  label(groups, homes, sequence).forEach((entity, i) => {
    for (const id of groups[i] ?? []) {
      if (homes.get(id) !== entity) move(db, id, entity, sequence);
    }
  });
}

/** A referent's or a settled name's id as one text, whatever it is kept as: only its order matters here. */
function idOf(db: Database, referent: number): string {
  const line =
    db.get("SELECT id FROM referent WHERE number = ? LIMIT 1", referent) ??
    db.get("SELECT id FROM settled WHERE number = ?", referent);
  return typeof line?.id === "string" ? line.id : `r${bytes(line, "id").toString("hex")}`;
}

/** A label for each group: the one most of its members have, where a larger group has not taken it; else a new one. */
function label(groups: readonly (readonly number[])[], homes: ReadonlyMap<number, number>, sequence: number): number[] {
  const taken = new Set<number>();
  const labels: number[] = groups.map(() => 0);
  const order = groups.map((_, i) => i).sort((x, y) => (groups[y]?.length ?? 0) - (groups[x]?.length ?? 0) || x - y);
  order.forEach((at, rank) => {
    const counts = new Map<number, number>();
    for (const id of groups[at] ?? []) {
      const home = homes.get(id) ?? 0;
      if (!taken.has(home)) counts.set(home, (counts.get(home) ?? 0) + 1);
    }
    const [best] = [...counts].sort(([x, n], [y, m]) => m - n || x - y);
    const chosen = best?.[0] ?? newLabel(sequence, rank + 1);
    taken.add(chosen);
    labels[at] = chosen;
  });
  return labels;
}
