import type { Query, Slice } from "../0-model/store.ts";
import { alikes } from "./alikes.ts";
import { Candidates, settledOf } from "./candidates.ts";
import { DEEDS, type Dossier, dossiers, type Known, LEADING, OFFICES, SEATS } from "./dossier.ts";
import { comparable, likeness, STATES, sounds } from "./named.ts";

/** What has to be known of a held entity to judge the new referents that may be it. */
interface Need {
  /** Where the lists settle who it is, only what it is kept apart from matters. */
  facts: boolean;
  /** Folded names: a held office or leader matters only if it is one of these. */
  readonly bodies: Set<string>;
  readonly leaders: Set<string>;
  /** Seats matter only beside seats, the days of what somebody did only beside a death. */
  seats: boolean;
  deeds: boolean;
}

/** What a claim tells of its subject's names, of what it is a part of and of its first and last day. */
const OWN = ["name", "alias", "branch-of", "subgroup-of", "founded", "dissolved", "died"];

/**
 * The claims that tell more of the referents that `plan` brought than their names. All that can change a judgement and no
 * more: of a body that a hundred documents speak of, it is the few claims that agree with what a new one says. Nothing of
 * those whose names are no likeness after all.
 */
export function follow(fresh: ReadonlyMap<string, Dossier>, slice: Slice, known: Known): Query[] {
  const homes = homesOf(slice);
  const groups = alikes(dossiers([], slice.referents).values(), homes);
  const candidates = new Candidates(
    [...groups.values()].map(({ first }) => first),
    known,
  );
  const needs = new Map<string, Need>();
  const found = new Set<string>();
  const leaders = leadersLike(fresh, candidates, known);
  for (const dossier of fresh.values()) {
    for (const other of candidates.of(dossier)) {
      found.add(other.id);
      const how = likeness(dossier, other, known);
      if (how !== null)
        want(needs, groups.get(other.id)?.home ?? other.id, { dossier, facts: how === "names", leaders });
    }
  }
  // One that no name brought was found by an alias that a claim gives it.
  for (const [id, { first, home }] of groups) {
    if (found.has(id) || STATES.has(first.kind)) continue;
    for (const dossier of fresh.values())
      if (comparable(dossier, first)) want(needs, home, { dossier, facts: true, leaders });
  }
  const facts = slice.entities.flatMap((one) => {
    const need = needs.get(one.id);
    const [first] = one.referents;
    return need === undefined || first === undefined ? [] : asked(first, need);
  });
  return [...facts, ...bearers(fresh, slice, known)];
}

/** Whoever bears a settled name that nobody was yet judged to bear: a record may be older than such judgements. */
function bearers(fresh: ReadonlyMap<string, Dossier>, { settled }: Slice, known: Known): Query[] {
  const told = new Set(settled);
  const names = new Set<string>();
  for (const dossier of fresh.values()) {
    for (const { id, name } of settledOf(dossier, known)) {
      if (told.has(id)) continue;
      for (const one of STATES.has(dossier.kind) ? [name] : (known.called.get(name) ?? [])) names.add(one);
    }
  }
  return [...names].sort().map((named): Query => ({ get: "referents", named }));
}

/** The entity of each referent. */
export function homesOf({ entities }: Pick<Slice, "entities">): Map<string, string> {
  return new Map(entities.flatMap(({ id, referents }) => referents.map((one) => [one, id] as const)));
}

interface Wanted {
  readonly dossier: Dossier;
  readonly facts: boolean;
  readonly leaders: ReadonlyMap<string, ReadonlySet<string>>;
}

function want(needs: Map<string, Need>, home: string, { dossier, facts, leaders }: Wanted): void {
  const need = needs.get(home) ?? { facts: false, bodies: new Set(), leaders: new Set(), seats: false, deeds: false };
  needs.set(home, need);
  if (!facts) return;
  need.facts = true;
  for (const body of dossier.bodies) need.bodies.add(body);
  for (const leader of dossier.leaders) for (const name of leaders.get(leader) ?? [leader]) need.leaders.add(name);
  if (dossier.seats.size > 0) need.seats = true;
  if (dossier.kind === "person" && dossier.life.ended !== null) need.deeds = true;
}

/** The names under which the record may know the leaders of new bodies, by the name that the new text gives each. */
function leadersLike(
  fresh: ReadonlyMap<string, Dossier>,
  candidates: Candidates,
  { naming }: Known,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { leaders } of fresh.values()) for (const leader of leaders) found.set(leader, new Set([leader]));
  if (found.size === 0) return found;
  for (const dossier of fresh.values()) {
    if (dossier.kind !== "person") continue;
    const own = [...dossier.names].filter((name) => found.has(name));
    const others = own.length === 0 ? [] : [...candidates.of(dossier)].flatMap(({ names }) => [...names]);
    for (const name of own) for (const other of others) if (sounds(name, other, naming)) found.get(name)?.add(other);
  }
  return found;
}

function asked(id: string, { facts, bodies, leaders, seats, deeds }: Need): Query[] {
  const of = [id];
  const queries: Query[] = [{ get: "claims", of, properties: ["different-from"] }];
  if (!facts) return queries;
  queries.push({ get: "claims", of, side: "subject", properties: seats ? [...OWN, ...SEATS] : OWN });
  if (deeds) queries.push({ get: "claims", of, properties: [...DEEDS] });
  if (bodies.size > 0)
    queries.push({ get: "claims", of, side: "value", properties: [...OFFICES], facing: [...bodies].sort() });
  if (leaders.size > 0)
    queries.push({ get: "claims", of, side: "subject", properties: [...LEADING], facing: [...leaders].sort() });
  return queries;
}
