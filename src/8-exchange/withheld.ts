/** Somebody or something that was left out, as finely as a count could say it. */
export interface Left {
  /** Whom it is about: counted once however often it is left out. */
  readonly who: string;
  readonly category: string;
  /** A province or a country; null where none is said. */
  readonly place: string | null;
  readonly year: string | null;
}

/** A count that stands in the place of what was left out. What it does not say is null: it was too telling. */
export interface Cell {
  readonly category: string | null;
  readonly place: string | null;
  readonly year: string | null;
  /** Persons, at least `LEAST`; null where all that was left out is fewer. */
  readonly persons: number | null;
}

/** The fewest persons that a count may speak of. */
export const LEAST = 5;

const STEPS: readonly ((left: Left) => Left)[] = [
  (left) => left,
  (left) => ({ ...left, year: null }),
  (left) => ({ ...left, place: null }),
  (left) => ({ ...left, place: null, year: null }),
  (left) => ({ who: left.who, category: "", place: null, year: null }),
];

/**
 * Counts of what was left out: every cell is of at least five persons. Who would stand in a smaller one is counted
 * with less said: without the year, without the place, without both, without the category. Each person stands in one cell only, so
 * that no two can be taken from one another. When even the last is too small, a cell gives way to it.
 */
export function cells(all: readonly Left[]): readonly Cell[] {
  let rest = new Map<string, Left>();
  for (const one of all) {
    const held = rest.get(one.who);
    // A person of several kinds, places or years is told by none of those that differ.
    rest.set(one.who, held === undefined ? one : common(held, one));
  }
  const made = new Map<string, string[]>();
  const told = new Map<string, Left>();
  for (const step of STEPS) {
    const groups = Map.groupBy(rest.values(), (left) => keyOf(step(left)));
    const left = new Map<string, Left>();
    for (const [key, group] of groups) {
      const [first] = group;
      if (first === undefined) continue;
      if (group.length >= LEAST || made.has(key)) {
        made.set(key, [...(made.get(key) ?? []), ...group.map(({ who }) => who)]);
        told.set(key, step(first));
      } else for (const one of group) left.set(one.who, one);
    }
    rest = left;
  }
  return closed(made, told, [...rest.keys()]);
}

function common(a: Left, b: Left): Left {
  const same = <T>(x: T, y: T): T | null => (x === y ? x : null);
  return {
    who: a.who,
    category: same(a.category, b.category) ?? "",
    place: same(a.place, b.place),
    year: same(a.year, b.year),
  };
}

function keyOf({ category, place, year }: Left): string {
  return JSON.stringify([category, place, year]);
}

/** Those for whom no cell was large enough are put together with the smallest one. */
function closed(
  made: Map<string, string[]>,
  told: ReadonlyMap<string, Left>,
  rest: readonly string[],
): readonly Cell[] {
  const found = [...made].map(([key, who]) => ({ of: told.get(key) as Left, who }));
  found.sort((a, b) => a.who.length - b.who.length || (keyOf(a.of) < keyOf(b.of) ? -1 : 1));
  const nothing = { category: null, place: null, year: null };
  if (rest.length > 0 && found.length === 0) return [{ ...nothing, persons: null }];
  const [smallest, ...others] = found;
  const last =
    rest.length === 0 || smallest === undefined ? [] : [{ ...nothing, persons: smallest.who.length + rest.length }];
  const kept = last.length === 0 ? found : others;
  const out = kept.map(({ of, who }) => ({
    category: of.category === "" ? null : of.category,
    place: of.place,
    year: of.year,
    persons: who.length,
  }));
  return [...out, ...last].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
