import { fold } from "../0-model/fold.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Day, Time, Window } from "../0-model/time.ts";
import { counts, type Directory, groupBy, type Named, type Shown, timeKey } from "./view.ts";
import { byTime, dated, shift } from "./when.ts";

/** One holder of an office over one stretch of time. Claims that give the same four days stand together. */
export interface Tenure {
  readonly holder: Named;
  /** Null when the words give no time at all. */
  readonly time: Time | null;
  readonly start: Window | null;
  readonly end: Window | null;
  /** True when the end is open because the text says "present": it holds until the text stops speaking. */
  readonly toTextEnd: boolean;
  readonly claims: readonly Shown[];
  /** Claims that the holder died: what † stands for, and nothing about the cause. */
  readonly died: readonly Shown[];
}

/** How two neighbouring tenures meet. */
export interface Joint {
  /**
   * `hand-over`: one follows the other within the precision of the words. `overlap`: both held the office on some day
   * on every reading. `may-overlap`: the text leaves open when the earlier one ended. `gap`: nobody did on any reading.
   */
  readonly kind: "hand-over" | "overlap" | "may-overlap" | "gap";
  /** Positions in `tenures`. */
  readonly before: number;
  readonly after: number;
  /** The days concerned: from the first to the last. */
  readonly days: Window;
}

/** One office: the words for it, who held it, and how the tenures meet. */
export interface Office {
  /** The words for the office, such as "Wali"; null when the text only says that somebody led. */
  readonly role: string | null;
  /** The dated tenures in order of time, then the undated in reading order. */
  readonly tenures: readonly Tenure[];
  readonly joints: readonly Joint[];
}

/** Whom a claim about an office names. Throws a TypeError for a claim whose value is no entity. */
export function holderOf(claim: KeptClaim, people: Directory): Named {
  if (claim.value.type !== "entity") throw new TypeError("A leader is always an entity");
  return people.named(claim.value);
}

const BARE = new Set(["leader", "leaders"]);

/** The words for the office; null where the text has none, or none beyond "leader", the head of many a list. */
export function officeWords({ role }: KeptClaim): string | null {
  return role === null || BARE.has(fold(role)) ? null : role;
}

/** Claims by the words for the office. One without such words joins the first office of the same person. */
export function byOffice(claims: readonly KeptClaim[], people: Directory): KeptClaim[][] {
  const first = new Map<string, string>();
  for (const claim of claims) {
    const { id } = holderOf(claim, people);
    const words = officeWords(claim);
    if (words !== null && !first.has(id)) first.set(id, fold(words));
  }
  return groupBy(claims, (claim) => {
    const words = officeWords(claim);
    return words === null ? (first.get(holderOf(claim, people).id) ?? "") : fold(words);
  });
}

/** One office with its tenures, and how they meet. */
export function office(
  claims: readonly KeptClaim[],
  died: ReadonlyMap<string, KeptClaim[]>,
  people: Directory,
): Office {
  const groups = groupBy(
    claims,
    (claim) => `${holderOf(claim, people).id} ${timeKey(claim.time)} ${claim.mode} ${claim.polarity}`,
  );
  const tenures = absorb(groups, people).map((held): Tenure => tenure(held, died, people));
  const known = tenures.filter(dated);
  const undated = tenures.filter((tenure) => !dated(tenure));
  const sorted = [...known.sort((a, b) => byTime(a.time, b.time)), ...undated];
  const words = claims.map(officeWords).find((role) => role !== null) ?? null;
  return { role: words, tenures: sorted, joints: joints(sorted) };
}

/**
 * A claim that says less than another of the same person is shown with it and not as a tenure of its own: one that
 * gives the same start and says nothing of the end; then one without a day beside a single dated one.
 */
function absorb(groups: readonly KeptClaim[][], people: Directory): KeptClaim[][] {
  const time = ([claim]: readonly KeptClaim[]): Time | null => claim?.time ?? null;
  const start = (group: readonly KeptClaim[]): string => JSON.stringify(time(group)?.start ?? null);
  const whole = merge(groups, people, (less, more) => {
    return dated(time(less)) && time(less)?.end == null && time(more)?.end != null && start(less) === start(more);
  });
  return merge(whole, people, (less, more) => !dated(time(less)) && dated(time(more)));
}

/** Puts each group that says less than exactly one other of the same person into that one. Only what counts is merged. */
function merge(
  groups: readonly KeptClaim[][],
  people: Directory,
  less: (group: readonly KeptClaim[], other: readonly KeptClaim[]) => boolean,
): KeptClaim[][] {
  const into = new Map<KeptClaim[], KeptClaim[]>();
  const same = ([a]: readonly KeptClaim[], [b]: readonly KeptClaim[]): boolean =>
    a !== undefined && b !== undefined && counts(a) && counts(b) && holderOf(a, people).id === holderOf(b, people).id;
  for (const group of groups) {
    const [target, ...more] = groups.filter((other) => other !== group && same(group, other) && less(group, other));
    if (target !== undefined && more.length === 0) into.set(group, target);
  }
  return groups
    .filter((group) => !into.has(group))
    .map((group) => [...group, ...groups.filter((other) => into.get(other) === group).flat()]);
}

function tenure(claims: readonly KeptClaim[], died: ReadonlyMap<string, KeptClaim[]>, people: Directory): Tenure {
  const claim = claims[0] as KeptClaim;
  const holder = holderOf(claim, people);
  const end = claim.time?.end ?? null;
  return {
    holder,
    time: claim.time,
    start: claim.time?.start ?? null,
    end,
    toTextEnd: end !== null && end[1] === null,
    claims: claims.map((one) => people.show(one, null)),
    died: (died.get(holder.id) ?? []).map((one) => people.show(one, null)),
  };
}

/**
 * How each tenure meets those before it: with the one that lasted longest a hand-over, a gap or an open end; an
 * overlap with every one that certainly still held. Claims that count for neither side join nothing.
 */
function joints(tenures: readonly Tenure[]): Joint[] {
  const found: Joint[] = [];
  let latest = -1;
  for (const [after, next] of tenures.entries()) {
    if (next.start === null || !next.claims.some(({ claim }) => counts(claim))) continue;
    for (let before = 0; before < after; before++) {
      const days = certainOverlap(tenures[before] as Tenure, next);
      if (days !== null) found.push({ kind: "overlap", before, after, days });
    }
    const previous = tenures[latest];
    if (
      previous !== undefined &&
      previous.holder.id !== next.holder.id &&
      !found.some((joint) => joint.before === latest && joint.after === after)
    ) {
      const joint = meet(previous, next);
      if (joint !== null) found.push({ ...joint, before: latest, after });
    }
    if (previous === undefined || endsAfter(next, previous)) latest = after;
  }
  return found;
}

function endsAfter(a: Tenure, b: Tenure): boolean {
  return (a.end?.[1] ?? "9999-99-99") >= (b.end?.[1] ?? "9999-99-99");
}

/** The days on which both certainly held; null when there is none or when it is the same person. */
export function certainOverlap(a: Pick<Tenure, "start" | "end" | "holder" | "claims">, b: typeof a): Window | null {
  if (a.holder.id === b.holder.id) return null;
  if (![a, b].every(({ claims }) => claims.some(({ claim }) => counts(claim)))) return null;
  const [aFrom, aTo, bFrom, bTo] = [a.start?.[1], a.end?.[0], b.start?.[1], b.end?.[0]];
  if (aFrom == null || aTo == null || bFrom == null || bTo == null) return null;
  const from = aFrom > bFrom ? aFrom : bFrom;
  const to = aTo < bTo ? aTo : bTo;
  // On one shared day the office is handed over.
  return from < to ? [from, to] : null;
}

function meet(a: Tenure, b: Tenure): Pick<Joint, "kind" | "days"> | null {
  const from = b.start?.[0] ?? null;
  const to = b.start?.[1] ?? null;
  if (a.end === null) return { kind: "may-overlap", days: [from, to] };
  const [earliest, last] = a.end;
  if (last === null)
    return to !== null && earliest !== null && to < earliest ? null : { kind: "may-overlap", days: [from, to] };
  if (from !== null && from > shift(last, 1)) return { kind: "gap", days: [shift(last, 1), shift(from, -1)] };
  return { kind: "hand-over", days: [later(earliest, from), sooner(last, to)] };
}

function later(a: Day | null, b: Day | null): Day | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function sooner(a: Day | null, b: Day | null): Day | null {
  return a === null || (b !== null && b < a) ? b : a;
}
