import type { Kind } from "../../0-model/entity.ts";
import type { Tallies } from "../../0-model/store.ts";
import { compareKinds, most } from "../cluster.ts";
import { number, text } from "./database.ts";
import type { View } from "./terms.ts";
import { around } from "./who.ts";

/** Living claims by document and by group, counted in two passes over the states: no claim is read. */
export function tallies(view: View, at: number, groups: number): Tallies {
  const documents = view.db
    .all(
      "SELECT t.document, count(*) AS n, sum(s.review IS NULL) AS proposed FROM state s JOIN text t ON t.number = s.rendition " +
        "WHERE s.live = 1 AND s.since <= ?1 AND s.until > ?1 GROUP BY t.document ORDER BY t.document",
      at,
    )
    .map((line) => ({
      document: text(line, "document"),
      claims: number(line, "n"),
      proposed: number(line, "proposed"),
    }));
  const entities = [...counted(view, at)]
    .filter(([, { kinds }]) => most(kinds, compareKinds) === "group")
    .sort(([, a], [, b]) => b.claims - a.claims);
  // Those that a page would show, and whoever ties with the last of them: ids decide between equals.
  const least = entities[groups - 1]?.[1].claims ?? 0;
  const near = new Map(entities.filter(([, { claims }]) => claims >= least).map(([, one]) => [one.member, one.claims]));
  const found = around(view, at, near.keys()).map(({ entity, numbers }) => ({
    entity,
    claims: near.get(numbers.find((one) => near.has(one)) ?? -1) ?? 0,
  }));
  const sorted = found.sort((a, b) => b.claims - a.claims || (a.entity.id < b.entity.id ? -1 : 1));
  return { documents, groups: sorted.slice(0, groups) };
}

interface Counted {
  claims: number;
  readonly kinds: Kind[];
  /** One of its referents. */
  readonly member: number;
}

/** How often each entity is the subject or the value of a living claim, by its label. */
function counted({ db }: View, at: number): Map<number, Counted> {
  const uses = new Map<number, number>();
  const sides = [
    "SELECT subject AS r, count(*) AS n FROM state WHERE live = 1 AND since <= ?1 AND until > ?1 GROUP BY subject",
    "SELECT value AS r, count(*) AS n FROM state WHERE live = 1 AND value IS NOT NULL AND value <> subject AND since <= ?1 AND until > ?1 GROUP BY value",
  ];
  for (const sql of sides) {
    for (const line of db.each(sql, at)) {
      const referent = number(line, "r");
      uses.set(referent, (uses.get(referent) ?? 0) + number(line, "n"));
    }
  }
  const found = new Map<number, Counted>();
  const members = db.each(
    "SELECT m.entity, m.referent, r.kind FROM member m " +
      "JOIN referent r ON r.number = m.referent AND r.since <= ?1 AND r.until > ?1 " +
      "WHERE m.since <= ?1 AND m.until > ?1",
    at,
  );
  for (const line of members) {
    const [label, member] = [number(line, "entity"), number(line, "referent")];
    const held = found.get(label) ?? { claims: 0, kinds: [], member };
    held.claims += uses.get(member) ?? 0;
    held.kinds.push(text(line, "kind") as Kind);
    found.set(label, held);
  }
  return found;
}
