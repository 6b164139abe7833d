import { canonical, type Hash } from "../0-model/identity.ts";
import { type KeptClaim, meaning, type Reviewed, type Store } from "../0-model/store.ts";
import { bare } from "./amend.ts";
import { stands } from "./opinions.ts";
import { byPlace, order } from "./view.ts";

/** What two reviewers can agree on: the decision; and, where both corrected, what each part was corrected to. */
export const FIELDS = ["decision", "value", "time", "role", "polarity", "mode"] as const;

/** One of those. */
export type Field = (typeof FIELDS)[number];

/** How often two reviewers said the same of one field. */
export interface Agreed {
  readonly field: Field;
  /** Readings on which both said something. */
  readonly n: number;
  readonly same: number;
  /** The share of the same; null when n is 0. */
  readonly share: number | null;
  /** Cohen's kappa: the share beyond what chance would give; null when n is 0 or both only ever said one thing. */
  readonly kappa: number | null;
}

/** A reading on which two reviewers differ, with both their words. */
export interface Differing {
  readonly claim: KeptClaim;
  readonly interpretation: number;
  readonly fields: readonly Field[];
  readonly decisions: readonly [Reviewed, Reviewed];
  /** What each corrected it to, in the order of the decisions; null for who did not correct it. */
  readonly readings: readonly [KeptClaim | null, KeptClaim | null];
}

/** Two reviewers side by side. */
export interface Pairing {
  /** In order of name. */
  readonly reviewers: readonly [string, string];
  readonly fields: readonly Agreed[];
  readonly differing: readonly Differing[];
}

/** What second reviewers are compared on. */
export interface AgreementQuestion {
  readonly properties?: readonly string[];
  readonly document?: string;
  /** SHA-256, by which the record knows what a reading was corrected to. */
  readonly hash: Hash;
  readonly known?: number | null;
}

interface Unit {
  readonly claim: KeptClaim;
  readonly decisions: readonly [Reviewed, Reviewed];
  readonly readings: readonly [KeptClaim | null, KeptClaim | null];
}

/**
 * Every pair of people who decided about the same readings of the same claims. What somebody corrected a reading to is
 * found in the record as it was right after the correction. Samples are no decisions: nobody read what they let in.
 */
export async function agreement(
  store: Store,
  { properties, document, hash, known = null }: AgreementQuestion,
): Promise<Pairing[]> {
  const narrow = {
    ...(properties === undefined ? {} : { properties }),
    ...(document === undefined ? {} : { document }),
  };
  const narrowed = Object.keys(narrow).length > 0;
  const { claims: asked } = await store.read(narrowed ? [{ get: "claims", ...narrow, all: true, known }] : []);
  const of = narrowed ? { claims: asked.map(({ id }) => id) } : {};
  const { reviews } = await store.read([{ get: "reviews", ...of, known }]);
  const read = reviews.filter((one) => stands(one) && one.by.startsWith("person:"));
  const readings = Map.groupBy(read, ({ claim, interpretation }) => `${claim}\n${interpretation}`);
  const several = [...readings.values()].filter((decisions) => decisions.length > 1);
  const ids = [...new Set(several.flatMap((decisions) => decisions.map(({ claim }) => claim)))];
  const claims = narrowed ? asked : (await store.read([{ get: "claims", ids, all: true, known }])).claims;
  const kept = new Map(claims.map((one) => [one.id, one]));
  const pairs = new Map<string, Unit[]>();
  for (const decisions of several) {
    const claim = kept.get(decisions[0]?.claim ?? "");
    if (claim === undefined) continue;
    for (const [a, b] of pairsOf(decisions)) {
      const units = pairs.get(`${a.by}\n${b.by}`) ?? [];
      const both = [await correctedTo(store, claim, a, hash), await correctedTo(store, claim, b, hash)] as const;
      pairs.set(`${a.by}\n${b.by}`, [...units, { claim, decisions: [a, b], readings: both }]);
    }
  }
  return [...pairs].sort(([a], [b]) => order(a, b)).map(([, units]) => pairing(units));
}

function pairsOf(decisions: readonly Reviewed[]): (readonly [Reviewed, Reviewed])[] {
  const sorted = [...decisions].sort((a, b) => order(a.by, b.by));
  return sorted.flatMap((a, i) => sorted.slice(i + 1).map((b) => [a, b] as const));
}

/** The reading that a correction left, as it stood right behind it; null where it cannot be told. */
async function correctedTo(store: Store, claim: KeptClaim, decision: Reviewed, hash: Hash): Promise<KeptClaim | null> {
  const { review, to, sequence, since = sequence } = decision;
  if (review !== "corrected" || to === undefined) return null;
  // The person's own words stand in the row behind the decision, or were in the record before it.
  for (const known of [since + 1, since]) {
    const [then] = (await store.read([{ get: "claims", ids: [claim.id], all: true, known }])).claims;
    if (then !== undefined && hash(canonical(meaning(bare(then)))) === to) return then;
  }
  return null;
}

function pairing(units: readonly Unit[]): Pairing {
  const [a, b] = units[0]?.decisions ?? [];
  const differing = units.flatMap(({ claim, decisions, readings }): Differing[] => {
    const fields = FIELDS.filter((field) => {
      const [x, y] = said(field, { claim, decisions, readings });
      return x !== null && y !== null && x !== y;
    });
    const { interpretation } = decisions[0];
    return fields.length === 0 ? [] : [{ claim, interpretation, fields, decisions, readings }];
  });
  return {
    reviewers: [a?.by ?? "", b?.by ?? ""],
    fields: FIELDS.map((field) => agreed(field, units)),
    differing: differing.sort((x, y) => byPlace(x.claim, y.claim) || x.interpretation - y.interpretation),
  };
}

/** What the two said of a field, as text that is the same for the same; null for who said nothing. */
function said(field: Field, { decisions, readings }: Unit): [string | null, string | null] {
  const of = (i: 0 | 1): string | null => {
    if (field === "decision") return decisions[i].review;
    const reading = readings[i];
    return reading === null ? null : canonical(reading[field]);
  };
  return [of(0), of(1)];
}

function agreed(field: Field, units: readonly Unit[]): Agreed {
  const both = units.flatMap((unit) => {
    const [a, b] = said(field, unit);
    return a === null || b === null ? [] : [[a, b] as const];
  });
  const n = both.length;
  const same = both.filter(([a, b]) => a === b).length;
  return { field, n, same, share: n === 0 ? null : same / n, kappa: kappa(both) };
}

/** Cohen's kappa of pairs of words; null where chance alone would give full agreement. */
export function kappa(pairs: readonly (readonly [string, string])[]): number | null {
  const n = pairs.length;
  if (n === 0) return null;
  const share = (at: 0 | 1, word: string): number => pairs.filter((pair) => pair[at] === word).length / n;
  const observed = pairs.filter(([a, b]) => a === b).length / n;
  let chance = 0;
  for (const word of new Set(pairs.flat())) chance += share(0, word) * share(1, word);
  return chance === 1 ? null : (observed - chance) / (1 - chance);
}
