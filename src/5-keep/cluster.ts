import type { Entity, Judgement, Kind, Referent } from "../0-model/entity.ts";
import { KINDS } from "../0-model/entity.ts";

/** A pair of referents that is judged the same. */
export interface Edge {
  readonly a: string;
  readonly b: string;
  /** True when a person says so: such pairs are joined before those that only rules join. */
  readonly person: boolean;
}

/** What holds of one pair when every judge's newest word is heard. */
export interface Ruling {
  readonly verdict: "same" | "different" | "unsure";
  readonly person: boolean;
}

const WEIGHT = { different: 2, same: 1, unsure: 0 } as const;

/** Persons outrank rules; among equals `different` outranks `same`, and `same` outranks `unsure`. */
export function ruling(newest: readonly Pick<Judgement, "by" | "verdict">[]): Ruling | null {
  const persons = newest.filter(({ by }) => by.startsWith("person:"));
  const heard = persons.length > 0 ? persons : newest;
  let verdict: Ruling["verdict"] | null = null;
  for (const one of heard) {
    if (verdict === null || WEIGHT[one.verdict] > WEIGHT[verdict]) verdict = one.verdict;
  }
  return verdict === null ? null : { verdict, person: persons.length > 0 };
}

/**
 * Joins what is judged the same, but never two referents that are judged different, not even through others.
 * The result depends on the judgements alone, not on the order in which they came: persons' edges are taken first,
 * then the rest, each in order of ids; an edge that would bring a `different` pair together is left out.
 */
export function cluster(
  referents: Iterable<string>,
  same: readonly Edge[],
  different: readonly (readonly [string, string])[],
): string[][] {
  const home = new Map<string, { members: string[]; against: Set<string> }>();
  for (const id of referents) home.set(id, { members: [id], against: new Set() });
  for (const [a, b] of different) {
    home.get(a)?.against.add(b);
    home.get(b)?.against.add(a);
  }
  for (const { a, b } of [...same].sort(compareEdges)) {
    const left = home.get(a);
    const right = home.get(b);
    if (left === undefined || right === undefined || left === right) continue;
    if (left.members.some((id) => right.against.has(id))) continue;
    const [into, from] = left.members.length >= right.members.length ? [left, right] : [right, left];
    for (const id of from.members) {
      into.members.push(id);
      home.set(id, into);
    }
    for (const id of from.against) into.against.add(id);
  }
  return [...new Set(home.values())].map(({ members }) => members.sort());
}

function compareEdges(x: Edge, y: Edge): number {
  if (x.person !== y.person) return x.person ? -1 : 1;
  return compare(x.a, y.a) || compare(x.b, y.b);
}

/** Order by UTF-16 code units: the same on every machine. */
export function compare(x: string, y: string): number {
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The public id of the entity that begins with a referent. */
export function entityId(referent: string): string {
  return `e${referent.slice(1)}`;
}

/** The referent that an entity's or a referent's id names, or null when the text is no such id. */
export function referentOf(id: string): string | null {
  return /^[er][0-9a-f]{20}$/.test(id) ? `r${id.slice(1)}` : null;
}

/**
 * The entity that referents judged the same make up. Everything in it follows from the referents themselves, never from
 * the order in which documents came: "earliest" is lowest by (rendition, offset of the first naming, id); kind and name
 * are what most of its referents say, then the first kind of KINDS, and the longest and lowest name.
 */
export function entity(referents: readonly Referent[]): Entity {
  const sorted = [...referents].sort(
    (x, y) => compare(x.rendition, y.rendition) || x.first[0] - y.first[0] || compare(x.id, y.id),
  );
  const first = sorted[0];
  if (first === undefined) throw new RangeError("An entity needs at least one referent");
  const kind = most(
    sorted.map((one) => one.kind),
    compareKinds,
  );
  const name = most(
    sorted.filter((one) => one.kind === kind).map((one) => one.name),
    compareNames,
  );
  const names = new Set(sorted.flatMap((one) => [one.name, ...one.names]));
  names.delete(name);
  return {
    id: entityId(first.id),
    kind,
    name,
    names: [name, ...[...names].sort(compare)],
    referents: sorted.map((one) => one.id).sort(compare),
  };
}

/** Order of kinds as KINDS lists them. */
export function compareKinds(x: Kind, y: Kind): number {
  return KINDS.indexOf(x) - KINDS.indexOf(y);
}

function compareNames(x: string, y: string): number {
  return y.length - x.length || compare(x, y);
}

/** The value that occurs most often; among equals the first by `order`. */
export function most<T>(values: readonly T[], order: (x: T, y: T) => number): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].sort(([x, n], [y, m]) => m - n || order(x, y));
  if (best === undefined) throw new RangeError("Nothing to choose from");
  return best[0];
}
