import type { KeptClaim, Slice } from "../0-model/store.ts";
import type { Covered, GoldClaim } from "./gold.ts";
import { aliasesOf, align, goldNames, type Pair, type Sides, shared, sharesWords, unlike } from "./match.ts";
import { type Miss, missesOf } from "./misses.ts";
import { byPlace, lives, order } from "./view.ts";

/** One claim of the program, and the document as the labels call it. */
export interface Given {
  readonly claim: KeptClaim;
  readonly document: string;
}

/** How the labels of a set are to be read. */
export interface Terms {
  /** What is labelled, by document. Claims outside count for nothing. */
  readonly covered?: readonly Covered[];
  /** True where the labels give a claim once, however often the text says it: the same by other words is no error. */
  readonly once?: boolean;
  /** True where a labelled event may be only one of the program's, so that an event taken apart is an error. */
  readonly oneEvent?: boolean;
}

/** The claims of a record beside labelled ones. */
export interface Comparison {
  /** Labels of documents that the record holds. */
  readonly gold: readonly GoldClaim[];
  readonly given: readonly Given[];
  readonly pairs: readonly Pair[];
  readonly misses: readonly Miss[];
  /** Claims that count for neither side, because the labels give the same by other words. */
  readonly elsewhere: readonly Given[];
  /** Documents of the labels that the record does not hold. */
  readonly absent: readonly string[];
}

/**
 * Compares by the match rule: same property, evidence overlaps, same subject and value (entities by name or alias in
 * the document, unnamed ones by their words; events by their triggers, else by the claims they share; quantities by
 * low, high and bound; times by the four days, without days by their words), same polarity and mode. Each claim matches
 * at most once.
 */
export function compare(gold: readonly GoldClaim[], slice: Slice, terms: Terms): Comparison {
  const { covered = [], once = false, oneEvent: one = false } = terms;
  const named = new Map<string, string>();
  for (const { id, names } of slice.documents) {
    named.set(id, id);
    for (const name of names) named.set(stem(name), id);
  }
  const wanted = [...new Set([...gold, ...covered].map(({ document }) => document))];
  const aliases = aliasesOf(slice);
  const texts = new Map(slice.renditions.map(({ id, text }) => [id, text]));
  const parts = wanted.flatMap((document): Part[] => {
    const id = named.get(document);
    if (id === undefined) return [];
    const labelled = gold.filter((label) => label.document === document);
    const extent = covered.find((entry) => entry.document === document);
    const within = ({ evidence: [first] }: KeptClaim) =>
      extent?.range == null || first === undefined || (first[0] >= extent.range[0] && first[0] < extent.range[1]);
    const claims = slice.claims.filter((claim) => claim.document === id && lives(claim) && within(claim)).sort(byPlace);
    const events = align(labelled, claims, { covered: extent, one });
    const sides = { aliases, names: goldNames(labelled), events, texts };
    return [part(labelled, claims, { document, sides, once })];
  });
  return {
    gold: gold.filter(({ document }) => named.has(document)),
    given: parts.flatMap((each) => each.given),
    pairs: parts.flatMap((each) => each.pairs),
    misses: parts.flatMap((each) => each.misses),
    elsewhere: parts.flatMap((each) => each.elsewhere),
    absent: wanted.filter((document) => !named.has(document)).sort(order),
  };
}

/** A document's name as labels give it: the file without folder and ending. */
export function stem(name: string): string {
  return name.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
}

type Part = Pick<Comparison, "given" | "pairs" | "misses" | "elsewhere">;

interface Desk {
  readonly document: string;
  readonly sides: Sides;
  readonly once: boolean;
}

/** One document: its pairs, and what is left on both sides. */
function part(gold: readonly GoldClaim[], claims: readonly KeptClaim[], desk: Desk): Part {
  const pairs = pairUp(gold, claims, desk.sides);
  const right = new Set(pairs.map(({ kept }) => kept.id));
  const restated = (claim: KeptClaim): boolean =>
    desk.once &&
    !right.has(claim.id) &&
    gold.some((one) => !sharesWords(one, claim) && unlike(one, claim, desk.sides).length === 0);
  const aside = new Set(claims.filter(restated));
  const kept = claims.filter((claim) => !aside.has(claim));
  const { document } = desk;
  return {
    pairs,
    given: kept.map((claim) => ({ claim, document })),
    elsewhere: [...aside].map((claim) => ({ claim, document })),
    misses: missesOf(gold, claims, { document, sides: desk.sides, pairs, aside }),
  };
}

/** Pairs each labelled claim with the matching claim that shares most of its words. */
function pairUp(gold: readonly GoldClaim[], claims: readonly KeptClaim[], sides: Sides): Pair[] {
  const used = new Set<string>();
  return gold.flatMap((one): Pair[] => {
    const best = claims
      .filter((claim) => !used.has(claim.id) && sharesWords(one, claim) && unlike(one, claim, sides).length === 0)
      .map((claim) => ({ claim, units: shared(one, claim) }))
      .sort((a, b) => b.units - a.units)[0];
    if (best === undefined) return [];
    used.add(best.claim.id);
    return [{ gold: one, kept: best.claim }];
  });
}
