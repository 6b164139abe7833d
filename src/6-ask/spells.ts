import type { Certainty } from "../0-model/certainty.ts";
import type { Mode } from "../0-model/claim.ts";
import type { KeptClaim } from "../0-model/store.ts";
import { type Day, type Holds, holdsOn, type Time, type Window } from "../0-model/time.ts";
import type { Origins } from "./origins.ts";
import { counts, type Directory, groupBy, type Shown, timeKey, together } from "./view.ts";
import { dated } from "./when.ts";

/** One stretch of time over which something is said to have held. Claims that give the same four days stand together. */
export interface Spell {
  /** Null when the words give no time at all. */
  readonly time: Time | null;
  readonly start: Window | null;
  readonly end: Window | null;
  /** True when the end is open because the text says "present": it holds until the text stops speaking. */
  readonly toTextEnd: boolean;
  /** How the day asked for lies to it; null without a day. */
  readonly onThatDay: Holds | null;
  readonly mode: Mode;
  /** The firmest mark of its claims; `contested` when some affirm it and some deny it. */
  readonly certainty: Certainty;
  readonly claims: readonly Shown[];
  /** How many independent origins its documents have. */
  readonly origins: number;
}

/** What spells are made with. */
export interface Spelling {
  readonly people: Directory;
  readonly origins: Origins;
  readonly on: Day | null;
  /** Claims with the same key say the same thing, each of its own time. */
  readonly key: (claim: KeptClaim) => string;
}

/** Groups of claims that say the same in the same mode of the same days, each in order of its first claim. */
export function spells(claims: readonly KeptClaim[], { key, ...making }: Spelling): Spell[] {
  const groups = groupBy(claims, (claim) => `${key(claim)} ${timeKey(timeOf(claim))} ${claim.mode}`);
  return absorb(groups, key).map((held) => spell(held, making));
}

/** When the claim says that something was: its own time, or its value where that is a time. */
export function timeOf(claim: KeptClaim): Time | null {
  return claim.value.type === "time" ? claim.value : claim.time;
}

function spell(claims: readonly KeptClaim[], { people, origins, on }: Omit<Spelling, "key">): Spell {
  const first = claims[0] as KeptClaim;
  const time = timeOf(first);
  const end = time?.end ?? null;
  const shown = claims.map((one) => people.show(one, on));
  return {
    time,
    start: time?.start ?? null,
    end,
    toTextEnd: end !== null && end[1] === null,
    onThatDay: on === null ? null : holdsOn(time, on),
    mode: first.mode,
    certainty: together(shown),
    claims: shown,
    origins: origins(claims.map(({ document }) => document)).length,
  };
}

/**
 * A claim that says less than another of the same thing is shown with it and not as a spell of its own: one that gives
 * the same start and says nothing of the end; then one without a day beside a single dated one.
 */
function absorb(groups: readonly KeptClaim[][], key: (claim: KeptClaim) => string): KeptClaim[][] {
  const time = ([claim]: readonly KeptClaim[]): Time | null => (claim === undefined ? null : timeOf(claim));
  const start = (group: readonly KeptClaim[]): string => JSON.stringify(time(group)?.start ?? null);
  const whole = merge(groups, key, (less, more) => {
    return dated(time(less)) && time(less)?.end == null && time(more)?.end != null && start(less) === start(more);
  });
  return merge(whole, key, (less, more) => !dated(time(less)) && dated(time(more)));
}

/** Puts each group that says less than exactly one other of the same thing into that one. Only what counts is merged. */
function merge(
  groups: readonly KeptClaim[][],
  key: (claim: KeptClaim) => string,
  less: (group: readonly KeptClaim[], other: readonly KeptClaim[]) => boolean,
): KeptClaim[][] {
  const alike = Map.groupBy(
    groups.filter(([first]) => first !== undefined),
    ([first]) => key(first as KeptClaim),
  );
  const into = new Map<KeptClaim[], KeptClaim[]>();
  const all = (group: readonly KeptClaim[]): boolean => group.every(counts);
  for (const group of groups.filter(all)) {
    const others = alike.get(key(group[0] as KeptClaim)) ?? [];
    const [target, ...more] = others.filter((other) => other !== group && all(other) && less(group, other));
    if (target !== undefined && more.length === 0) into.set(group, target);
  }
  return groups
    .filter((group) => !into.has(group))
    .map((group) => [...group, ...groups.filter((other) => into.get(other) === group).flat()]);
}
