import { fold } from "../0-model/fold.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Day, Window } from "../0-model/time.ts";
import type { Origins } from "./origins.ts";
import { type Spell, spells } from "./spells.ts";
import { counts, type Directory, groupBy, type Named, type Shown } from "./view.ts";
import { byTime, dated, shift } from "./when.ts";

/** One holder of an office over one stretch of time. */
export interface Tenure extends Spell {
  readonly holder: Named;
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

/** What an office is made with. */
export interface Holding {
  readonly people: Directory;
  readonly origins: Origins;
  /** Claims that a person died, by the person's id. */
  readonly died: ReadonlyMap<string, KeptClaim[]>;
}

/** One office with its tenures, and how they meet. A denial has a tenure of its own: it is no word on who followed whom. */
export function office(claims: readonly KeptClaim[], { people, origins, died }: Holding): Office {
  const key = (claim: KeptClaim): string => `${holderOf(claim, people).id} ${claim.polarity}`;
  const tenures = spells(claims, { people, origins, on: null, key }).map((held): Tenure => {
    const holder = holderOf((held.claims[0] as Shown).claim, people);
    return { ...held, holder, died: (died.get(holder.id) ?? []).map((one) => people.show(one, null)) };
  });
  const known = tenures.filter(dated);
  const undated = tenures.filter((tenure) => !dated(tenure));
  const sorted = [...known.sort((a, b) => byTime(a.time, b.time)), ...undated];
  const words = claims.map(officeWords).find((role) => role !== null) ?? null;
  return { role: words, tenures: sorted, joints: joints(sorted) };
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
