import type { EntityRef, Link } from "../0-model/claim.ts";
import type { Kinship } from "../0-model/document.ts";
import type { Judgement } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { Rulings } from "../5-keep/decide.ts";
import { type Directory, homes, lives, order } from "./view.ts";

/** What holds of two entities, or referents that no entity holds. */
export interface Between {
  /** Their ids in order. */
  readonly pair: readonly [string, string];
  readonly verdict: Judgement["verdict"];
}

/**
 * What holds of every two entities that somebody spoke of: of two of their referents a person's word comes before a
 * rule's, and two of which a referent each is judged different are different.
 */
export function verdicts({ judgements, entities }: Pick<Slice, "judgements" | "entities">): Between[] {
  const home = homes(entities);
  const rulings = new Rulings(judgements);
  const found = new Map<string, Between>();
  for (const { a, b } of judgements) {
    const held = rulings.ruling([a, b]);
    const [one, other] = [home.get(a)?.id ?? a, home.get(b)?.id ?? b];
    if (held === null || one === other) continue;
    const pair = order(one, other) < 0 ? ([one, other] as const) : ([other, one] as const);
    const key = pair.join(" ");
    if (held.verdict === "different" || !found.has(key)) found.set(key, { pair, verdict: held.verdict });
  }
  return [...found.values()];
}

/**
 * Whether two names may be of one entity. What is judged the same is one, what is judged different is two; for the rest
 * a name that both bear, or, for persons, a name that holds the whole of the other ("Haddad", "Samir Haddad"), leaves it
 * open: that is a question of identity and no disagreement about the world.
 */
export function looksAlike(slice: Slice, people: Directory): (a: EntityRef, b: EntityRef) => boolean {
  const names = new Map(slice.entities.map((entity) => [entity.id, new Set(entity.names.map(fold))]));
  const judged = new Map(verdicts(slice).map(({ pair, verdict }) => [pair.join(" "), verdict]));
  const named = (ref: EntityRef, id: string): ReadonlySet<string> => names.get(id) ?? new Set([fold(ref.name)]);
  return (a, b) => {
    const [one, other] = [people.named(a).id, people.named(b).id];
    if (one === other) return true;
    const verdict = judged.get([one, other].sort(order).join(" "));
    if (verdict !== undefined) return verdict !== "different";
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

/** The links by which one claim takes another's place. A claim that was refused or withdrawn takes nobody's. */
function replacing(claims: readonly KeptClaim[]): Link[] {
  const living = new Set(claims.filter(lives).map(({ id }) => id));
  return claims.flatMap(({ links }) => links.filter(({ kind, from }) => REPLACING.has(kind) && living.has(from)));
}

/** The claims whose place another has taken. */
export function replaced(claims: readonly KeptClaim[]): ReadonlySet<string> {
  return new Set(replacing(claims).map(({ to }) => to));
}

/** Whether one claim takes another's place, over however many steps: 60, revised to 80, revised to 95. */
export function revisions(claims: readonly KeptClaim[]): (a: KeptClaim, b: KeptClaim) => boolean {
  const root = joining(replacing(claims).map(({ from, to }) => [from, to]));
  return (a, b) => root(a.id) === root(b.id);
}

/** The name that things which are tied, over however many others, have in common: the lowest of them. */
export function joining(ties: Iterable<readonly [string, string]>): (thing: string) => string {
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
