import type { Judgement, Kind } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { Query } from "../0-model/store.ts";
import type { Dossier, Known } from "./dossier.ts";

/** Kinds that a name in a gazetteer or a list of states settles. */
const STATES: ReadonlySet<Kind> = new Set(["government", "population", "place"]);
const BODIES: ReadonlySet<Kind> = new Set(["group", "organisation", "outlet", "publication"]);

/** Kinds that are judged by name across documents; unnamed sets of people never are. */
const NAMED: ReadonlySet<Kind> = new Set([...STATES, ...BODIES, "person"]);

/** What has to be fetched from the record to judge new referents: claims about their names. Events: events.ts. */
export function plan(fresh: Iterable<Dossier>): Query[] {
  const names = new Set<string>();
  for (const { kind, names: own } of fresh) {
    if (NAMED.has(kind)) for (const name of own) names.add(name);
  }
  return [...names].sort().map((about): Query => ({ get: "claims", about }));
}

/**
 * Judgements between new referents and those the record holds. Symmetric, so that the order of documents does not
 * matter. `same` only where more than a name speaks for it: two names shared, a name that a list of known bodies holds,
 * a name and an office in the same body. A name alone is `unsure`.
 */
export function judge(
  fresh: ReadonlyMap<string, Dossier>,
  held: ReadonlyMap<string, Dossier>,
  known: Known,
): Judgement[] {
  const byName = new Map<string, Dossier[]>();
  for (const dossier of held.values()) {
    if (NAMED.has(dossier.kind)) {
      for (const key of keys(dossier, known)) byName.set(key, [...(byName.get(key) ?? []), dossier]);
    }
  }
  const made = new Map<string, Judgement>();
  for (const dossier of fresh.values()) {
    if (!NAMED.has(dossier.kind)) continue;
    const rivals = [...keys(dossier, known)].flatMap((key) => byName.get(key) ?? []);
    for (const other of rivals) {
      if (other.id === dossier.id || fresh.has(other.id)) continue;
      const judgement = compare(dossier, other, known);
      if (judgement !== null) made.set(`${judgement.a} ${judgement.b}`, judgement);
    }
  }
  return [...made.values()].sort((a, b) => (a.a + a.b < b.a + b.b ? -1 : 1));
}

/** Blocking: the names a dossier is found by, known bodies also by their canonical name. */
function keys(dossier: Dossier, known: Known): Set<string> {
  const found = new Set(dossier.names);
  const canonical = canonicalOf(dossier, known);
  if (canonical !== null) found.add(`= ${canonical}`);
  return found;
}

/** The judgement of one pair, or null when nothing speaks for it. */
export function compare(one: Dossier, other: Dossier, known: Known): Judgement | null {
  const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
  const say = (verdict: Judgement["verdict"], by: string, why: string): Judgement => ({
    a,
    b,
    verdict,
    by,
    why,
    words: null,
  });
  const alike = one.kind === other.kind || (BODIES.has(one.kind) && BODIES.has(other.kind));
  if (!alike) return null;
  const shared = [...one.names].filter((name) => other.names.has(name));
  if (STATES.has(one.kind))
    return shared.length > 0
      ? say("same", "identity.state", `both are called ${shared[0]}, the name of a state or its people`)
      : null;
  if (one.kind === "person") return people(one, other, shared, say);
  const canonical = sharedCanonical(one, other, known);
  if (canonical !== null)
    return say("same", "identity.known", `both go by names of one body in the lists of known ones: ${canonical}`);
  if (shared.length > 1)
    return say("same", "identity.names", `they share ${shared.length} names: ${shared.sort().join(", ")}`);
  return shared.length === 1
    ? say("unsure", "identity.name", `they share a name and nothing else: ${shared[0]}`)
    : null;
}

type Say = (verdict: Judgement["verdict"], by: string, why: string) => Judgement;

/** The canonical name that both dossiers' own names lead to; aliases count only where the own name is in no list. */
function sharedCanonical(one: Dossier, other: Dossier, known: Known): string | null {
  const mine = canonicalOf(one, known);
  return mine !== null && mine === canonicalOf(other, known) ? mine : null;
}

function canonicalOf({ name, names }: Dossier, known: Known): string | null {
  const own = known.get(fold(name));
  if (own !== undefined) return own === "" ? null : own;
  const others = new Set(
    [...names].map((alias) => known.get(alias)).filter((canonical) => canonical !== undefined && canonical !== ""),
  );
  const [only] = others;
  return others.size === 1 && only !== undefined ? only : null;
}

function people(one: Dossier, other: Dossier, shared: readonly string[], say: Say): Judgement | null {
  const full = shared.find((name) => name.includes(" "));
  if (full === undefined) return null;
  const body = [...one.bodies].find((name) => other.bodies.has(name));
  if (body !== undefined)
    return say("same", "identity.office", `both are called ${full} and hold an office in ${body}`);
  return say("unsure", "identity.name", `both are called ${full}; nothing else tells them to be one person`);
}
