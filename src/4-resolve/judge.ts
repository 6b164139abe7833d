import type { Judgement, Kind } from "../0-model/entity.ts";
import type { Query } from "../0-model/store.ts";
import { alikes } from "./alikes.ts";
import { asksOf, Candidates, settledOf } from "./candidates.ts";
import type { Dossier, Known } from "./dossier.ts";
import { BODIES, comparable, judgeNamed, STATES } from "./named.ts";

/** Kinds that are judged by name across documents; unnamed sets of people never are. */
const NAMED: ReadonlySet<Kind> = new Set([...STATES, ...BODIES, "person"]);

/**
 * What has to be fetched from the record to find whom new referents may be the same as: referents by name and by names like
 * theirs. Nothing by the names that settle who bears them, however many documents use these. Their claims are fetched by `follow` (`facts.ts`).
 */
export function plan(given: Iterable<Dossier>, known: Known): Query[] {
  const fresh = [...given];
  const names = new Set<string>();
  const ways = new Map<string, { readonly alike: readonly string[]; readonly except: ReadonlySet<string> }>();
  for (const dossier of fresh) {
    const { kind, names: own } = dossier;
    // Whoever bears the name of a state is told by the name itself.
    if (kind !== "person" && !BODIES.has(kind)) continue;
    const listed = new Set(settledOf(dossier, known).flatMap(({ name }) => known.called.get(name) ?? []));
    for (const name of [...own, ...dossier.against]) if (!listed.has(name)) names.add(name);
    for (const alike of asksOf(dossier, known.naming)) {
      const key = alike.join("\n");
      const except = ways.get(key)?.except ?? listed;
      ways.set(key, { alike, except: except.intersection(listed) });
    }
  }
  const settled = fresh.flatMap((dossier) => settledOf(dossier, known).map(({ id }) => id));
  const queries: Query[] = settled.length === 0 ? [] : [{ get: "settled", of: [...new Set(settled)].sort() }];
  queries.push(...[...names].sort().map((named): Query => ({ get: "referents", named })));
  for (const [, { alike, except }] of [...ways].sort(([a], [b]) => (a < b ? -1 : 1)))
    queries.push({ get: "referents", alike, ...(except.size === 0 ? {} : { except: [...except].sort() }) });
  return queries;
}

/**
 * Judgements between new referents and those the record holds. Symmetric, so that the order of documents does not
 * matter to who is who. `same` only where more than a name speaks for it: two names shared, a name that a list of known
 * bodies holds, a name and an office in the same body, a leader, a seat. A name alone is `unsure`: one such question is
 * asked of each entity, however many of its referents raise it.
 */
export function judge(
  fresh: ReadonlyMap<string, Dossier>,
  held: ReadonlyMap<string, Dossier>,
  known: Known,
  { homes, settled: told }: Standing = { homes: new Map(), settled: [] },
): Judgement[] {
  const texts = new Set([...fresh.values()].map(({ rendition }) => rendition));
  const others = [...held.values()].filter(
    ({ id, kind, rendition }) => NAMED.has(kind) && !fresh.has(id) && (rendition === null || !texts.has(rendition)),
  );
  const groups = alikes(others, homes);
  const candidates = new Candidates(
    [...groups.values()].map(({ first }) => first),
    known,
  );
  const made = beforehand(fresh, others, known, new Set(told));
  for (const dossier of fresh.values()) {
    const settled = settledOf(dossier, known);
    const borne = new Set(settled.map(({ id }) => id));
    made.push(...settled.map((one) => bearing(dossier, one)));
    if (STATES.has(dossier.kind)) continue;
    const open = new Map<string, Judgement>();
    for (const other of NAMED.has(dossier.kind) ? candidates.of(dossier) : []) {
      // The name joins the two already.
      if (borne.size > 0 && settledOf(other, known).some(({ id }) => borne.has(id))) continue;
      const judgement = compare(dossier, other, known);
      const { home, all } = groups.get(other.id) ?? { home: other.id, all: [other] };
      if (judgement === null) continue;
      if (judgement.verdict !== "unsure")
        made.push(...all.map(({ id }) => ({ ...judgement, ...pair(dossier.id, id) })));
      else open.set(home, weightier(judgement, open.get(home)));
    }
    made.push(...open.values());
  }
  return made.sort((a, b) => (a.a + a.b < b.a + b.b ? -1 : 1));
}

/** How a record stands: the entity of each of its referents, and the settled names that it knows somebody to bear. */
export interface Standing {
  readonly homes: ReadonlyMap<string, string>;
  readonly settled: readonly string[];
}

/** Who else bears the names that new referents bear, in a record that was made before names were judged. */
function beforehand(
  fresh: ReadonlyMap<string, Dossier>,
  others: readonly Dossier[],
  known: Known,
  told: ReadonlySet<string>,
): Judgement[] {
  const first = new Set([...fresh.values()].flatMap((dossier) => settledOf(dossier, known).map(({ id }) => id)));
  for (const id of told) first.delete(id);
  if (first.size === 0) return [];
  return others.flatMap((other) =>
    settledOf(other, known).flatMap((one) => (first.has(one.id) ? [bearing(other, one)] : [])),
  );
}

/** That a referent is what a settled name names. */
function bearing(
  { id, kind, name, names, spelled }: Dossier,
  settled: { readonly id: string; readonly name: string },
): Judgement {
  const state = STATES.has(kind);
  const called = [...names].find((own) => own === settled.name);
  const why = state
    ? `it is called ${called === undefined ? name : (spelled.get(called) ?? called)}, the name of a state, a place or its people`
    : `it goes by a name that the lists give to one body: ${settled.name}`;
  const by = state ? "identity.state" : "identity.known";
  return { a: settled.id, b: id, verdict: "same", by, why, words: null };
}

const pair = (one: string, other: string): { a: string; b: string } =>
  one < other ? { a: one, b: other } : { a: other, b: one };

/** Of two questions about one entity, the one in which more than a name speaks; else the first by id. */
function weightier(one: Judgement, other: Judgement | undefined): Judgement {
  if (other === undefined) return one;
  const bare = ({ by }: Judgement): number => (by === "identity.name" ? 1 : 0);
  const order = bare(one) - bare(other);
  return order < 0 || (order === 0 && one.a + one.b < other.a + other.b) ? one : other;
}

/** The judgement of one pair, or null when nothing speaks for it. */
export function compare(given: Dossier, against: Dossier, known: Known): Judgement | null {
  if (!comparable(given, against)) return null;
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
  return STATES.has(one.kind) ? null : judgeNamed(one, other, known, say);
}
