import type { Judgement, Kind } from "../0-model/entity.ts";
import type { Query, Slice } from "../0-model/store.ts";
import { asksOf, Candidates, canonicalOf } from "./candidates.ts";
import { type Dossier, dossiers, FACTS, type Known } from "./dossier.ts";
import { judgeNamed } from "./named.ts";

/** Kinds that a name in a gazetteer or a list of states settles. */
const STATES: ReadonlySet<Kind> = new Set(["government", "population", "place"]);
const BODIES: ReadonlySet<Kind> = new Set(["group", "organisation", "outlet", "publication"]);

/** Kinds that are judged by name across documents; unnamed sets of people never are. */
const NAMED: ReadonlySet<Kind> = new Set([...STATES, ...BODIES, "person"]);

/**
 * What has to be fetched from the record to find whom new referents may be the same as: referents by name, by names like
 * theirs, by the other names of known bodies. Their claims are fetched by `follow`.
 */
export function plan(fresh: Iterable<Dossier>, known: Known): Query[] {
  const names = new Set<string>();
  const ways = new Map<string, readonly string[]>();
  for (const dossier of fresh) {
    const { kind, names: own } = dossier;
    if (NAMED.has(kind)) for (const name of [...own, ...dossier.against]) names.add(name);
    if (kind !== "person" && !BODIES.has(kind)) continue;
    const canonical = canonicalOf(dossier, known);
    for (const name of (canonical === null ? null : known.called.get(canonical)) ?? []) names.add(name);
    for (const alike of asksOf(dossier, known.naming)) ways.set(alike.join("\n"), alike);
  }
  const queries: Query[] = [...names].sort().map((named): Query => ({ get: "referents", named }));
  for (const key of [...ways.keys()].sort()) queries.push({ get: "referents", alike: ways.get(key) ?? [] });
  return queries;
}

/**
 * The claims that tell more of the referents that `plan` brought than their names: all facts of those whose names leave a
 * question, of known bodies only what they are kept apart from, nothing of those whose names are no likeness after all.
 */
export function follow(fresh: ReadonlyMap<string, Dossier>, { entities, referents }: Slice, known: Known): Query[] {
  const held = dossiers([], referents);
  const candidates = new Candidates(held.values(), known);
  const needs = new Map<string, "facts" | "apart" | "nothing">();
  for (const dossier of fresh.values()) {
    if (dossier.kind !== "person" && !BODIES.has(dossier.kind)) continue;
    for (const other of candidates.of(dossier)) {
      const made = compare(dossier, other, known);
      const need = made === null ? "nothing" : made.by === "identity.known" ? "apart" : "facts";
      const before = needs.get(other.id) ?? "nothing";
      needs.set(other.id, before === "facts" || need === "nothing" ? before : need);
    }
  }
  // One that no name brought was found by an alias that a claim gives it.
  const brought = referents
    .map(({ id }) => [id, needs.get(id) ?? "facts"] as const)
    .filter(([, need]) => need !== "nothing");
  const wanted = new Map(brought);
  return entities.flatMap((one): Query[] => {
    if (one.kind !== "person" && !BODIES.has(one.kind)) return [];
    const own = one.referents.map((id) => wanted.get(id));
    if (own.includes("facts")) return [{ get: "claims", about: one.id, properties: FACTS }];
    return own.includes("apart") ? [{ get: "claims", about: one.id, properties: ["different-from"] }] : [];
  });
}

/**
 * Judgements between new referents and those the record holds. Symmetric, so that the order of documents does not
 * matter. `same` only where more than a name speaks for it: two names shared, a name that a list of known bodies holds,
 * a name and an office in the same body, a leader, a seat. A name alone is `unsure`.
 */
export function judge(
  fresh: ReadonlyMap<string, Dossier>,
  held: ReadonlyMap<string, Dossier>,
  known: Known,
): Judgement[] {
  const named: Dossier[] = [];
  for (const dossier of held.values()) {
    if (NAMED.has(dossier.kind)) named.push(dossier);
  }
  const candidates = new Candidates(named, known);
  const made = new Map<string, Judgement>();
  for (const dossier of fresh.values()) {
    const rivals = NAMED.has(dossier.kind) ? candidates.of(dossier) : [];
    for (const other of rivals) {
      if (other.id === dossier.id || fresh.has(other.id)) continue;
      const judgement = compare(dossier, other, known);
      if (judgement !== null) made.set(`${judgement.a} ${judgement.b}`, judgement);
    }
  }
  return [...made.values()].sort((a, b) => (a.a + a.b < b.a + b.b ? -1 : 1));
}

/** The judgement of one pair, or null when nothing speaks for it. */
export function compare(given: Dossier, against: Dossier, known: Known): Judgement | null {
  const [one, other] = given.id < against.id ? [given, against] : [against, given];
  const [a, b] = [one.id, other.id];
  const say = (verdict: Judgement["verdict"], by: string, why: string): Judgement => ({
    a,
    b,
    verdict,
    by,
    why,
    words: null,
  });
  if (one.rendition !== null && one.rendition === other.rendition) return null;
  const alike = one.kind === other.kind || (BODIES.has(one.kind) && BODIES.has(other.kind));
  if (!alike) return null;
  if (!STATES.has(one.kind)) return judgeNamed(one, other, known, say);
  const [shared] = [...one.names].filter((name) => other.names.has(name)).sort();
  return shared === undefined
    ? null
    : say("same", "identity.state", `both are called ${shared}, the name of a state or its people`);
}
