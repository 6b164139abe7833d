import type { Judgement } from "../../0-model/entity.ts";
import { cluster, type Edge, ruling } from "../cluster.ts";
import { type Database, number, text } from "./database.ts";
import { OPEN } from "./schema.ts";

// Which referents are one entity, kept as intervals in `member`. The usual judgement joins two entities and moves the
// members of the smaller one. That is what `cluster` would give: an edge between two entities of which no member is judged
// different from one of the other is taken whenever its turn comes, no edge taken before it or after it is taken
// otherwise, and an edge that was left out stays left out. Where a `different` stands against it, or an edge goes, the
// whole component is worked out anew, by the same function that the memory store uses on everything.

/** Begins an entity for a referent that is new or came back. */
export function enter(db: Database, referent: string, sequence: number): void {
  if (entityOf(db, referent) !== null) return;
  db.run("INSERT INTO member VALUES (?, ?, ?, ?)", referent, sequence, OPEN, `${sequence}`);
  if (neighbours(db, referent).length > 0) recompute(db, [referent], sequence);
}

/** Takes a withdrawn referent out of its entity; what only it held together falls apart. */
export function leave(db: Database, referent: string, sequence: number): void {
  const entity = entityOf(db, referent);
  if (entity === null) return;
  const rest = membersOf(db, entity).filter((id) => id !== referent);
  db.run("UPDATE member SET until = ? WHERE referent = ? AND until = ?", sequence, referent, OPEN);
  recompute(db, [...rest, ...neighbours(db, referent).map(({ a, b }) => (a === referent ? b : a))], sequence);
}

/** Brings a pair up to the newest word of every judge, and the entities up to the pair. */
export function judge(db: Database, a: string, b: string, sequence: number): void {
  const newest = db
    .all(
      "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since " +
        "WHERE h.kind = 'judgement' AND h.key >= ? AND h.key < ? AND h.until = ?",
      `${a}\n${b}\n`,
      `${a}\n${b}\v`,
      OPEN,
    )
    .map((line) => JSON.parse(text(line, "json")) as Judgement);
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
function unite(db: Database, a: string, b: string, sequence: number): boolean {
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
function apart(db: Database, a: string, b: string): boolean {
  const [left, right] = [entityOf(db, a), entityOf(db, b)];
  return left === null || right === null || left !== right;
}

/** True when a referent is judged different from a member of an entity. */
function opposed(db: Database, referent: string, entity: string): boolean {
  return against(db, referent).some((id) => entityOf(db, id) === entity);
}

function against(db: Database, referent: string): string[] {
  return db
    .all(
      "SELECT b AS other FROM pair WHERE a = ? AND verdict = 'different' " +
        "UNION ALL SELECT a FROM pair WHERE b = ? AND verdict = 'different'",
      referent,
      referent,
    )
    .map((line) => text(line, "other"));
}

function neighbours(db: Database, referent: string): Edge[] {
  return db
    .all(
      "SELECT a, b, person FROM pair WHERE a = ? AND verdict = 'same' " +
        "UNION ALL SELECT a, b, person FROM pair WHERE b = ? AND verdict = 'same'",
      referent,
      referent,
    )
    .map((line) => ({ a: text(line, "a"), b: text(line, "b"), person: number(line, "person") === 1 }));
}

/** The label of the entity that a referent belongs to now, or null when it is withdrawn or not there yet. */
export function entityOf(db: Database, referent: string): string | null {
  const line = db.get("SELECT entity FROM member WHERE referent = ? AND until = ?", referent, OPEN);
  return line === undefined ? null : text(line, "entity");
}

function membersOf(db: Database, entity: string): string[] {
  return db
    .all("SELECT referent FROM member WHERE entity = ? AND until = ?", entity, OPEN)
    .map((line) => text(line, "referent"));
}

function move(db: Database, referent: string, entity: string, sequence: number): void {
  // A referent that entered with this very row has no earlier interval to end.
  db.run("DELETE FROM member WHERE referent = ? AND since = ?", referent, sequence);
  db.run("UPDATE member SET until = ? WHERE referent = ? AND until = ?", sequence, referent, OPEN);
  db.run("INSERT INTO member VALUES (?, ?, ?, ?)", referent, sequence, OPEN, entity);
}

/** Works out every entity in the component around some referents, and moves only the members that changed. */
function recompute(db: Database, seeds: readonly string[], sequence: number): void {
  const homes = new Map<string, string>();
  const same = new Map<string, Edge>();
  const waiting = [...seeds];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const home = homes.has(id) ? null : entityOf(db, id);
    if (home === null) continue;
    homes.set(id, home);
    for (const edge of neighbours(db, id)) {
      same.set(`${edge.a}\n${edge.b}`, edge);
      waiting.push(edge.a === id ? edge.b : edge.a);
    }
  }
  const different = [...homes.keys()].flatMap((id) => against(db, id).map((other) => [id, other] as const));
  const groups = cluster(homes.keys(), [...same.values()], different);
  label(groups, homes, sequence).forEach((entity, i) => {
    for (const id of groups[i] ?? []) {
      if (homes.get(id) !== entity) move(db, id, entity, sequence);
    }
  });
}

/** A label for each group: the one most of its members have, where a larger group has not taken it; else a new one. */
function label(groups: readonly string[][], homes: ReadonlyMap<string, string>, sequence: number): string[] {
  const taken = new Set<string>();
  const labels: string[] = groups.map(() => "");
  const order = groups.map((_, i) => i).sort((x, y) => (groups[y]?.length ?? 0) - (groups[x]?.length ?? 0) || x - y);
  order.forEach((at, rank) => {
    const counts = new Map<string, number>();
    for (const id of groups[at] ?? []) {
      const home = homes.get(id) ?? "";
      if (!taken.has(home)) counts.set(home, (counts.get(home) ?? 0) + 1);
    }
    const [best] = [...counts].sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1));
    const chosen = best?.[0] ?? `${sequence}.${rank}`;
    taken.add(chosen);
    labels[at] = chosen;
  });
  return labels;
}
