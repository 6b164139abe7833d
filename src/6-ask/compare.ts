import type { KeptClaim, Slice } from "../0-model/store.ts";
import { type Covered, calledOf, documentNames, type GoldClaim } from "./gold.ts";
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
  for (const document of slice.documents) for (const name of calledOf(document)) named.set(name, document.id);
  const wanted = documentNames({ claims: gold, covered });
  const aliases = aliasesOf(slice);
  const texts = new Map(slice.renditions.map(({ id, text }) => [id, text]));
  // Labels and what they cover may call one document by different names.
  const ids = new Set(wanted.flatMap((name) => named.get(name) ?? []));
  const parts = [...ids].map((id): Part => {
    const document = wanted.find((name) => named.get(name) === id) ?? id;
    const labelled = gold.filter((label) => named.get(label.document) === id).map((label) => ({ ...label, document }));
    const extent = covered.find((entry) => named.get(entry.document) === id);
    const within = ({ evidence: [first] }: KeptClaim) =>
      extent?.range == null || first === undefined || (first[0] >= extent.range[0] && first[0] < extent.range[1]);
    const claims = slice.claims.filter((claim) => claim.document === id && lives(claim) && within(claim)).sort(byPlace);
    const events = align(labelled, claims, { covered: extent, one });
    const sides = { aliases, names: goldNames(labelled), events, texts };
    return part(labelled, claims, { document, sides, once, text: textOf(labelled, id, slice) });
  });
  return {
    gold: parts.flatMap((each) => each.gold),
    given: parts.flatMap((each) => each.given),
    pairs: parts.flatMap((each) => each.pairs),
    misses: parts.flatMap((each) => each.misses),
    elsewhere: parts.flatMap((each) => each.elsewhere),
    absent: wanted.filter((document) => !named.has(document)).sort(order),
  };
}

/** The text of a document in which the first labelled words stand where the label says. */
function textOf(gold: readonly GoldClaim[], document: string, { renditions }: Slice): string {
  const texts = renditions.filter((one) => one.document === document).map(({ text }) => text);
  const [first] = gold.flatMap(({ evidence }) => evidence);
  return texts.find((text) => first !== undefined && text.slice(...first.range) === first.exact) ?? texts[0] ?? "";
}

type Part = Omit<Comparison, "absent">;

interface Desk {
  readonly document: string;
  readonly sides: Sides;
  readonly once: boolean;
  /** The text that the labels speak of. */
  readonly text: string;
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
    gold,
    pairs,
    given: kept.map((claim) => ({ claim, document })),
    elsewhere: [...aside].map((claim) => ({ claim, document })),
    misses: missesOf(gold, claims, { ...desk, pairs, aside }),
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
