import { fold } from "../0-model/fold.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { type Comparison, compare, type Given, type Terms } from "./compare.ts";
import type { GoldClaim } from "./gold.ts";
import { type Pair, sameTime } from "./match.ts";
import type { Miss } from "./misses.ts";
import { order } from "./view.ts";

/** Right, wanted and given claims, and what follows from them. */
export interface Score {
  readonly name: string;
  /** Claims of the program that match a labelled one. */
  readonly right: number;
  readonly labelled: number;
  readonly given: number;
  /** Null when nothing was given (precision) or labelled (recall). */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** How often the matched claims agree in what the match rule leaves aside. */
export interface Agreement {
  readonly what: "assertedness" | "attribution" | "hedge" | "citations" | "time" | "place";
  readonly same: number;
  readonly compared: number;
}

/** The claims of a record against labelled ones. */
export interface Evaluation {
  readonly total: Score;
  readonly byProperty: readonly Score[];
  readonly byDocument: readonly Score[];
  readonly beside: readonly Agreement[];
  readonly misses: readonly Miss[];
  /** The right ones: labelled claims and the claims that match them. */
  readonly found: readonly { readonly label: string; readonly claim: string }[];
  /** Claims that count for neither side, because the labels give the same by other words. */
  readonly elsewhere: number;
  /** Documents of the labels that the record does not hold. */
  readonly absent: readonly string[];
}

/** The claims of a record against labelled ones: the figures of a comparison by the match rule (`compare`). */
export function evaluate(gold: readonly GoldClaim[], slice: Slice, terms: Terms = {}): Evaluation {
  const comparison = compare(gold, slice, terms);
  const { pairs, misses, elsewhere, absent } = comparison;
  const found = pairs.map(({ gold: { id }, kept }) => ({ label: id, claim: kept.id }));
  return { ...scores(comparison), beside: beside(pairs), misses, found, elsewhere: elsewhere.length, absent };
}

/** The share of right claims among the labelled and the given ones that a figure is about. */
export function scoreOf(
  { gold, given, pairs }: Comparison,
  name: string,
  about: { readonly labelled: (one: GoldClaim) => boolean; readonly told: (one: Given) => boolean },
): Score {
  const right = pairs.filter((pair) => about.labelled(pair.gold)).length;
  const [labelled, told] = [gold.filter(about.labelled).length, given.filter(about.told).length];
  const precision = told === 0 ? null : right / told;
  const recall = labelled === 0 ? null : right / labelled;
  const f1 = labelled + told === 0 ? null : (2 * right) / (labelled + told);
  return { name, right, labelled, given: told, precision, recall, f1 };
}

function scores(all: Comparison): Pick<Evaluation, "total" | "byProperty" | "byDocument"> {
  const properties = new Set([...all.gold.map((one) => one.property), ...all.given.map(({ claim }) => claim.property)]);
  const documents = new Set([...all.gold, ...all.given].map((one) => one.document));
  const every = () => true;
  return {
    total: scoreOf(all, "all", { labelled: every, told: every }),
    byProperty: [...properties].sort(order).map((name) =>
      scoreOf(all, name, {
        labelled: ({ property }) => property === name,
        told: ({ claim }) => claim.property === name,
      }),
    ),
    byDocument: [...documents].sort(order).map((name) => {
      const about = ({ document }: { readonly document: string }) => document === name;
      return scoreOf(all, name, { labelled: about, told: about });
    }),
  };
}

function beside(pairs: readonly Pair[]): Agreement[] {
  const agree = (what: Agreement["what"], same: (pair: Pair) => boolean | null): Agreement => {
    const told = pairs.map(same).filter((one) => one !== null);
    return { what, same: told.filter(Boolean).length, compared: told.length };
  };
  const acts = (claim: KeptClaim): string =>
    claim.attribution
      .map(({ speaker, stance }) => `${fold("unnamed" in speaker ? speaker.words : speaker.name)} ${stance}`)
      .join("; ");
  return [
    agree("assertedness", ({ gold, kept }) => gold.assertedness === kept.assertedness),
    agree(
      "attribution",
      ({ gold, kept }) =>
        gold.attribution.map(({ speaker, stance }) => `${fold(speaker)} ${stance}`).join("; ") === acts(kept),
    ),
    agree("hedge", ({ gold, kept }) => (gold.hedged === null ? null : gold.hedged === (kept.hedge !== null))),
    agree("citations", ({ gold, kept }) =>
      gold.citations === null ? null : [...gold.citations].sort().join() === [...kept.citations].sort().join(),
    ),
    agree("time", ({ gold, kept }) => sameTime(gold.time, kept.time)),
    agree("place", ({ gold, kept }) => fold(gold.place ?? "") === fold(kept.place?.name ?? "")),
  ];
}
