import type { Entity, Kind } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { referentOf } from "../5-keep/cluster.ts";
import { Rulings } from "../5-keep/decide.ts";
import type { Question } from "./ask.ts";
import { speaking as wordsIn } from "./disputes.ts";
import { byPlace, homes, order } from "./view.ts";

/** Which entities may be one, and nobody decided? */
export interface IdentityQuestion {
  /** Only pairs with an entity of this name or id. */
  readonly about?: string;
  readonly kind?: Kind;
  readonly known?: number | null;
}

/** One side of an open pair. */
export interface IdentitySide {
  readonly entity: Entity;
  /** The claims that speak of it, in their fixed order. */
  readonly claims: readonly KeptClaim[];
}

/** Two entities that may be one. */
export interface OpenPair {
  readonly sides: readonly [IdentitySide, IdentitySide];
  /** The two referents that are judged unsure, in the order of the sides. */
  readonly referents: readonly [string, string];
  /** Why they may be one, and what speaks against it: each reason once. */
  readonly why: readonly string[];
  /** Claims about one side that would be answered about both. */
  readonly claims: number;
}

/** The question "Who may be the same, and nobody decided?". Those first that change the most. */
export const identity: Question<IdentityQuestion, readonly OpenPair[]> = {
  plan: ({ known }) => [
    { get: "judgements", known: known ?? null },
    { get: "entities", known: known ?? null },
  ],
  follow: (question, slice) => {
    const of = open(question, slice).flatMap(({ pair }) => pair.flatMap(({ referents }) => referents));
    return of.length === 0 ? [] : [{ get: "claims", of: [...new Set(of)].sort(), known: question.known ?? null }];
  },
  answer: (question, slice) => {
    const spoken = speaking(slice);
    const side = (entity: Entity): IdentitySide => {
      const own = new Set(entity.referents.flatMap((id) => spoken.get(id) ?? []));
      return { entity, claims: [...own].sort(byPlace) };
    };
    return open(question, slice)
      .map(({ pair: [a, b], referents, why }): OpenPair => {
        const sides = [side(a), side(b)] as const;
        return { sides, referents, why: [...why].sort(), claims: sides[0].claims.length + sides[1].claims.length };
      })
      .sort((x, y) => y.claims - x.claims || order(x.referents.join(" "), y.referents.join(" ")));
  },
};

interface Open {
  readonly pair: readonly [Entity, Entity];
  readonly referents: readonly [string, string];
  readonly why: Set<string>;
}

/** Pairs of entities that are judged unsure somewhere and different nowhere; each once. */
function open({ about, kind }: IdentityQuestion, slice: Slice): Open[] {
  const home = homes(slice.entities);
  const rulings = new Rulings(slice.judgements);
  const found = new Map<string, Open>();
  const closed = new Set<string>();
  for (const { a, b, why } of slice.judgements) {
    const [one, other] = [home.get(a), home.get(b)];
    if (one === undefined || other === undefined || one === other) continue;
    const turned = one.id > other.id;
    const [first, second] = turned ? [other, one] : [one, other];
    const key = `${first.id} ${second.id}`;
    const held = rulings.ruling([a, b]);
    // A person's "unsure" is an answer too: it stays out of the queue.
    if (held === null || held.verdict === "different" || held.person) closed.add(key);
    if (closed.has(key) || !wanted(first, second, about, kind)) continue;
    const known = found.get(key) ?? {
      pair: [first, second],
      referents: turned ? [b, a] : [a, b],
      why: new Set<string>(),
    };
    known.why.add(why);
    found.set(key, known);
  }
  return [...found].filter(([key]) => !closed.has(key)).map(([, one]) => one);
}

function wanted(one: Entity, other: Entity, about: string | undefined, kind: Kind | undefined): boolean {
  if (kind !== undefined && one.kind !== kind && other.kind !== kind) return false;
  return about === undefined || isCalled(one, about) || isCalled(other, about);
}

function isCalled({ names, referents }: Entity, about: string): boolean {
  const id = referentOf(about);
  return (id !== null && referents.includes(id)) || names.some((name) => fold(name) === fold(about));
}

/** The claims that speak of each referent, as subject or value. */
function speaking({ claims }: Slice): Map<string, KeptClaim[]> {
  const found = new Map<string, KeptClaim[]>();
  const add = (id: string, claim: KeptClaim): void => {
    const list = found.get(id);
    if (list === undefined) found.set(id, [claim]);
    else list.push(claim);
  };
  for (const claim of claims) {
    add(claim.subject.id, claim);
    if (claim.value.type === "entity" && claim.value.id !== claim.subject.id) add(claim.value.id, claim);
  }
  return found;
}

/** The words of the first claims of a side; `slice` holds the texts. At most `most`, each once. */
export function firstWords({ claims }: IdentitySide, slice: Slice, most: number): string[] {
  const found = new Set<string>();
  const wordsOf = wordsIn(slice);
  for (const claim of claims) {
    if (found.size >= most) break;
    const words = wordsOf(claim);
    if (words !== "") found.add(words);
  }
  return [...found];
}

/** An entity that a decision changes: what it was, and how many claims speak of it. */
export interface Changed {
  readonly entity: Entity;
  readonly claims: number;
}

/** What a decision would change: entities as they are, and who would be one with whom. */
export interface Effect {
  readonly changed: readonly Changed[];
  /** Claims that would be answered about another set of referents. */
  readonly claims: number;
  /** The referents of each entity afterwards, of those that change. */
  readonly after: readonly (readonly string[])[];
}

/** Works out what further judgements change, on a slice with all judgements, entities, and the claims that speak of them. */
export function effect(slice: Slice, after: Rulings): Effect {
  const before = new Set(slice.entities.map(({ referents }) => [...referents].sort().join(" ")));
  const groups = after.groups(slice.entities.flatMap(({ referents }) => referents));
  const fresh = groups.filter((group) => !before.has([...group].sort().join(" ")));
  const moved = new Set(fresh.flat());
  const spoken = speaking(slice);
  const changed = slice.entities
    .filter(({ referents }) => referents.some((id) => moved.has(id)))
    .map(
      (entity): Changed => ({ entity, claims: new Set(entity.referents.flatMap((id) => spoken.get(id) ?? [])).size }),
    );
  const claims = new Set([...moved].flatMap((id) => spoken.get(id) ?? [])).size;
  return { changed, claims, after: fresh };
}
