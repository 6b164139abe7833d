import type { EntityRef, Link } from "../0-model/claim.ts";
import type { Kinship } from "../0-model/document.ts";
import { fold } from "../0-model/fold.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { type Directory, order } from "./view.ts";

/**
 * Whether two names may be of one entity. What is judged the same is one, what is judged different is two; for the rest
 * a name that both bear, or, for persons, a name that holds the whole of the other ("Haddad", "Samir Haddad"), leaves it
 * open: that is a question of identity and no disagreement about the world.
 */
export function looksAlike(slice: Slice, people: Directory): (a: EntityRef, b: EntityRef) => boolean {
  const names = new Map<string, ReadonlySet<string>>();
  const holder = new Map<string, string>();
  for (const entity of slice.entities) {
    names.set(entity.id, new Set(entity.names.map(fold)));
    for (const referent of entity.referents) holder.set(referent, entity.id);
  }
  const pair = (a: string, b: string): string => (order(a, b) < 0 ? `${a} ${b}` : `${b} ${a}`);
  const judged = new Map<string, "different" | "unsure">();
  for (const { a, b, verdict } of slice.judgements) {
    if (verdict === "same") continue;
    const key = pair(holder.get(a) ?? a, holder.get(b) ?? b);
    if (verdict === "different" || !judged.has(key)) judged.set(key, verdict);
  }
  const named = (ref: EntityRef, id: string): ReadonlySet<string> => names.get(id) ?? new Set([fold(ref.name)]);
  return (a, b) => {
    const [one, other] = [people.named(a).id, people.named(b).id];
    if (one === other) return true;
    const verdict = judged.get(pair(one, other));
    if (verdict !== undefined) return verdict === "unsure";
    const [left, right] = [named(a, one), named(b, other)];
    if ([...left].some((name) => right.has(name))) return true;
    return a.kind === "person" && b.kind === "person" && [...left].some((x) => [...right].some((y) => within(x, y)));
  };
}

/** True when every word of the shorter name stands in the longer. */
function within(a: string, b: string): boolean {
  const [x, y] = [a.split(/\s+/), b.split(/\s+/)];
  const [short, long] = x.length <= y.length ? [x, y] : [y, x];
  return short.every((word) => long.includes(word));
}

const REPLACING = new Set<Link["kind"]>(["revises", "corrects", "retracts"]);

/** Whether one claim takes another's place, over however many steps: 60, revised to 80, revised to 95. */
export function revisions(claims: readonly KeptClaim[]): (a: KeptClaim, b: KeptClaim) => boolean {
  const links = claims.flatMap((claim) => claim.links.filter(({ kind }) => REPLACING.has(kind)));
  const root = joining(links.map(({ from, to }) => [from, to]));
  return (a, b) => root(a.id) === root(b.id);
}

/** The name that things which are tied, over however many others, have in common: the lowest of them. */
function joining(ties: Iterable<readonly [string, string]>): (thing: string) => string {
  const next = new Map<string, string>();
  const root = (thing: string): string => {
    let at = thing;
    for (let up = next.get(at); up !== undefined; up = next.get(at)) at = up;
    return at;
  };
  for (const [from, to] of ties) {
    const [a, b] = [root(from), root(to)];
    if (a !== b) next.set(order(a, b) < 0 ? b : a, order(a, b) < 0 ? a : b);
  }
  return root;
}

/** A name for the source that each document is an edition of: documents tied by `edition-of` share it. */
export function editionsOf(kinships: readonly Kinship[]): (document: string) => string {
  return joining(kinships.filter(({ kind }) => kind === "edition-of").map(({ from, to }) => [from, to]));
}
