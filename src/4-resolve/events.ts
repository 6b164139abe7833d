import type { Judgement } from "../0-model/entity.ts";
import type { Query } from "../0-model/store.ts";
import { type Happening, keysOf, type Lore } from "./happening.ts";
import { type Agreement, agree, shift, spanOf, wide } from "./telling.ts";

/**
 * What has to be fetched from the record to judge new events: those at the same places on days that can be the same, and
 * those that happened to the same persons. An event of which only a province is known is also looked for by its days.
 */
export function planEvents(fresh: Iterable<Happening>, lore: Lore): Query[] {
  const queries = new Map<string, Query>();
  const add = (query: Query): void => void queries.set(JSON.stringify(query), query);
  for (const one of fresh) {
    const { places, persons } = keysOf(one);
    if (persons.length > 0) add({ get: "events", persons });
    const span = spanOf(one);
    if (span === null || wide(span)) continue;
    const days = [shift(span[0], -1), shift(span[1], 1)] as const;
    const areas = one.places.flatMap(({ id }) => (id === null ? [] : lore.areas(id)));
    const all = [...new Set([...places, ...areas])].sort();
    if (all.length > 0) add({ get: "events", places: all, days });
    const area = one.places.some(({ precision }) => precision === "province" || precision === "district");
    if (area && days[1] <= shift(days[0], 3)) add({ get: "events", places: null, days });
  }
  return [...queries.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, query]) => query);
}

/**
 * Judgements between the events of a new text and those that the record holds, and among those of the text itself.
 * Symmetric, so that the order of documents does not matter. `same` only where several independent facts agree and none
 * speaks against it, and where no other event of the same document would do as well; `different` where one town on one
 * day saw two; else `unsure`, for a person to decide.
 */
export function judgeEvents(
  fresh: ReadonlyMap<string, Happening>,
  held: ReadonlyMap<string, Happening>,
  lore: Lore,
): Judgement[] {
  const made: Judgement[] = [];
  const own = [...fresh.values()];
  own.forEach((one, at) => {
    for (const other of own.slice(at + 1)) {
      const judgement = within(one, other, lore);
      if (judgement !== null) made.push(judgement);
    }
  });
  const pairs: Pair[] = [];
  for (const one of own) {
    for (const other of held.values()) {
      if (fresh.has(other.id) || other.document === one.document) continue;
      const agreement = agree(one, other, lore);
      if (agreement !== null) pairs.push({ one, other, agreement });
    }
  }
  for (const pair of pairs) made.push(verdict(pair, pairs, lore));
  return made.sort((x, y) => (x.a + x.b < y.a + y.b ? -1 : 1));
}

interface Pair {
  readonly one: Happening;
  readonly other: Happening;
  readonly agreement: Agreement;
}

/** `same` holds only where neither event has a rival in the other's document that agrees as well. */
function verdict({ one, other, agreement }: Pair, pairs: readonly Pair[], lore: Lore): Judgement {
  if (agreement.verdict !== "same") return judged(one, other, agreement.verdict, agreement.why);
  const better = (rival: Pair): boolean =>
    rival.agreement.verdict === "same" && rival.agreement.weight >= agreement.weight;
  const rival = pairs.find((pair) => {
    if (!better(pair)) return false;
    if (pair.one === one && pair.other !== other && pair.other.document === other.document)
      return !repeats(pair.other, other, lore);
    if (pair.other === other && pair.one !== one && pair.one.document === one.document)
      return !repeats(pair.one, one, lore);
    return false;
  });
  if (rival === undefined) return judged(one, other, "same", agreement.why);
  return judged(one, other, "unsure", `${agreement.why}; but another event of one of the documents fits as well`);
}

/** A judgement about two events, with the two in order of id. */
export function judged(one: Happening, other: Happening, verdict: Judgement["verdict"], why: string): Judgement {
  const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
  return { a, b, verdict, by: "identity.event", why, words: null };
}

/** What one text says of two of its events: told again, told apart, or nothing. */
function within(one: Happening, other: Happening, lore: Lore): Judgement | null {
  if (repeats(one, other, lore)) return judged(one, other, "same", "one text tells one suicide attack by one attacker");
  const agreement = agree(one, other, lore);
  if (agreement === null) return null;
  if (agreement.verdict === "different") return judged(one, other, "different", agreement.why);
  const numbered = one.another || other.another;
  return numbered ? judged(one, other, "different", "one text counts them as two") : null;
}

/** Two tellings of one suicide attack: the attacker is one, and attacks once. */
function repeats(one: Happening, other: Happening, lore: Lore): boolean {
  if (one.document !== other.document || one.another || other.another) return false;
  const hand = [...one.hands].some((id) => other.hands.has(id));
  if (!hand || !one.types.has("suicide-attack") || !other.types.has("suicide-attack")) return false;
  if (!one.modes.has("actual") || !other.modes.has("actual")) return false;
  // Where both are placed or dated they have to agree; a mere continuation ("the bomber detonated his vest") is neither.
  const bare = ({ days, places }: Happening): boolean => days.length === 0 && places.length === 0;
  return bare(one) || bare(other) || agree(one, other, lore) !== null;
}
