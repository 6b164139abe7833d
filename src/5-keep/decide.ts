import { type Judgement, settledName } from "../0-model/entity.ts";
import type { LogRow } from "../0-model/store.ts";
import { cluster, compare, type Edge, type Ruling, ruling } from "./cluster.ts";

// What a person decides about who is who, as judgements to append. A decision is one batch: the pair that it is about, and
// whatever else has to be said again for it to hold. Nothing is taken out: undoing says again what held before.

/** Two referents, in order of id. */
export type Pair = readonly [a: string, b: string];

/** Who decides, and why. `by` is `person:` and a name. */
export interface Decider {
  readonly by: string;
  readonly why: string;
}

/** Pairs in order of id. */
export function pairOf(x: string, y: string): Pair {
  return x < y ? [x, y] : [y, x];
}

const keyOf = ([a, b]: Pair): string => `${a}\n${b}`;

/** The judgements that hold, looked up by pair. */
export class Rulings {
  private readonly pairs = new Map<string, Judgement[]>();

  /** Takes the newest judgement of every judge and pair, as a `judgements` query gives them. */
  constructor(judgements: readonly Judgement[]) {
    for (const one of judgements) this.put(one);
  }

  private put(one: Judgement): void {
    const key = keyOf([one.a, one.b]);
    const others = (this.pairs.get(key) ?? []).filter(({ by }) => by !== one.by);
    this.pairs.set(key, [...others, one]);
  }

  /** The same with further judgements said after these. */
  with(more: readonly Judgement[]): Rulings {
    return new Rulings([...[...this.pairs.values()].flat(), ...more]);
  }

  /** What each judge last said of a pair. */
  of(pair: Pair): readonly Judgement[] {
    return this.pairs.get(keyOf(pair)) ?? [];
  }

  ruling(pair: Pair): Ruling | null {
    return ruling(this.of(pair));
  }

  /** True when two referents are one entity by these judgements. */
  joins([a, b]: Pair): boolean {
    const all = new Set([a, b, ...[...this.pairs.keys()].flatMap((key) => key.split("\n"))]);
    return this.groups(all).some((group) => group.includes(a) && group.includes(b));
  }

  /** Who is one with whom among some referents. Settled names join those who bear them, and are in no group themselves. */
  groups(referents: Iterable<string>): string[][] {
    const same: Edge[] = [];
    const different: [string, string][] = [];
    for (const [first] of this.pairs.values()) {
      if (first === undefined) continue;
      const { a, b } = first;
      const held = this.ruling([a, b]);
      if (held?.verdict === "same") same.push({ a, b, person: held.person });
      else if (held?.verdict === "different") different.push([a, b]);
    }
    const names = same.flatMap(({ a }) => (settledName(a) === null ? [] : [a]));
    return cluster([...referents, ...names], same, different)
      .map((group) => group.filter((id) => settledName(id) === null))
      .filter(({ length }) => length > 0);
  }
}

/** Marks what is said only so that a decision about a pair holds. */
const mark = ([a, b]: Pair): string => ` [so that ${a} and ${b} hold]`;

/**
 * Joins two entities: the first referent of each is judged the same, and so is every pair of them that was judged
 * different. Another person's `different` stands against it whatever is said; the groups show that.
 */
export function merging(
  one: readonly string[],
  other: readonly string[],
  held: Rulings,
  decider: Decider,
): Judgement[] {
  const [x = "", y = ""] = [one[0], other[0]];
  const link = pairOf(x, y);
  const say = (pair: Pair, why: string): Judgement => made(pair, "same", { ...decider, why });
  const against = one
    .flatMap((a) => other.map((b) => pairOf(a, b)))
    .filter((pair) => keyOf(pair) !== keyOf(link) && held.ruling(pair)?.verdict === "different")
    .sort((p, q) => compare(keyOf(p), keyOf(q)));
  return [say(link, decider.why), ...against.map((pair) => say(pair, `${decider.why}${mark(link)}`))];
}

/**
 * Keeps two referents apart. Where a person's decision had joined them, what that decision overruled is said again, so
 * that everybody goes back to where they were.
 */
export function splitting(pair: Pair, decision: Decision | null, held: Rulings, decider: Decider): Judgement[] {
  const rest =
    decision === null ? [] : restored(decision, held, decider).filter((one) => keyOf([one.a, one.b]) !== keyOf(pair));
  const why = `${decider.why}${mark(pair)}`;
  return [made(pair, "different", decider), ...rest.map((one) => ({ ...one, why }))];
}

/** Says again what held before a decision, of each of its pairs. */
export function undoing(decision: Decision, held: Rulings, decider: Decider): Judgement[] {
  const link = keyOf(decision.pair);
  const said = restored(decision, held, decider);
  return said
    .map((one) => (keyOf([one.a, one.b]) === link ? one : { ...one, why: `${decider.why}${mark(decision.pair)}` }))
    .sort((x, y) => (keyOf([x.a, x.b]) === link ? -1 : keyOf([y.a, y.b]) === link ? 1 : 0));
}

/** A decision of one person as the log has it. */
export interface Decision {
  readonly pair: Pair;
  readonly by: string;
  readonly rows: readonly Judgement[];
  /** The last position of the log before it. */
  readonly before: number;
  /** What had been said of its pairs before it. */
  readonly earlier: Rulings;
}

function restored({ rows, earlier }: Decision, held: Rulings, decider: Decider): Judgement[] {
  return rows.flatMap(({ a, b }): Judgement[] => {
    const before = earlier.ruling([a, b])?.verdict ?? "unsure";
    // A "same" that something else stood against joined nobody; said by a person it would come before what stood there.
    const verdict = before === "same" && !earlier.joins([a, b]) ? "unsure" : before;
    // What somebody else has said since is not this decision's to take back.
    const now = held.of([a, b]).find(({ by }) => by === decider.by);
    return now?.verdict === verdict ? [] : [made([a, b], verdict, decider)];
  });
}

function made([a, b]: Pair, verdict: Judgement["verdict"], { by, why }: Decider): Judgement {
  return { a, b, verdict, by, why, words: null };
}

/**
 * The newest decision among log rows (in their order) that a person took about a pair for which `wanted` holds, or null.
 * `earlier` is not yet known: it is what the record held at `before`.
 */
export function newestDecision(
  rows: readonly LogRow[],
  wanted: (judgement: Judgement) => boolean,
): Omit<Decision, "earlier"> | null {
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const first = personal(rows[at]);
    if (first === null || first.why.includes(" [so that ") || !wanted(first)) continue;
    const pair: Pair = [first.a, first.b];
    const own = [first];
    for (let next = at + 1; next < rows.length; next += 1) {
      const more = personal(rows[next]);
      if (more === null || more.by !== first.by || !more.why.endsWith(mark(pair))) break;
      own.push(more);
    }
    return { pair, by: first.by, rows: own, before: (rows[at]?.sequence ?? 1) - 1 };
  }
  return null;
}

function personal(row: LogRow | undefined): Judgement | null {
  if (row?.kind !== "judgement") return null;
  const judgement = row.payload as Judgement | null;
  return judgement?.by.startsWith("person:") === true ? judgement : null;
}
