import type { KeptClaim, Slice } from "../0-model/store.ts";
import type { Covered, GoldClaim, GoldValue } from "./gold.ts";
import { aliasesOf, align, goldNames, type Sides, sameEntity, sameValue, shared, sharesWords } from "./match.ts";
import { byPlace, lives, order } from "./view.ts";

/** One labelled claim and the claim that matches it. */
export interface Pair {
  readonly gold: GoldClaim;
  readonly kept: KeptClaim;
}

/** One claim of the program, and the document as the labels call it. */
export interface Given {
  readonly claim: KeptClaim;
  readonly document: string;
}

/** One labelled claim that was not found, or one claim that nobody labelled. */
export interface Miss {
  readonly kind: "missed" | "extra";
  readonly document: string;
  readonly claim: string;
  readonly property: string;
  readonly says: string;
  /** The words of its evidence. */
  readonly words: string;
  /** What differs in the nearest claim of the other side; null when none is near. */
  readonly nearest: Nearest | null;
}

/** The claim of the other side that comes nearest. "words": it says the same by other words of the document. */
export interface Nearest {
  readonly claim: string;
  readonly differs: readonly ("subject" | "value" | "polarity" | "mode" | "property" | "words")[];
  readonly says: string;
}

/** How the labels of a set are to be read. */
export interface Terms {
  /** What is labelled, by document. Claims outside count for nothing. */
  readonly covered?: readonly Covered[];
  /** True where the labels give a claim once, however often the text says it: the same by other words is no error. */
  readonly once?: boolean;
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
export function compare(gold: readonly GoldClaim[], slice: Slice, { covered = [], once = false }: Terms): Comparison {
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
    const labelled = gold.filter((one) => one.document === document);
    const extent = covered.find((one) => one.document === document);
    const within = ({ evidence: [first] }: KeptClaim) =>
      extent?.range == null || first === undefined || (first[0] >= extent.range[0] && first[0] < extent.range[1]);
    const claims = slice.claims.filter((one) => one.document === id && lives(one) && within(one)).sort(byPlace);
    const sides = { aliases, names: goldNames(labelled), events: align(labelled, claims, extent) };
    return [part(labelled, claims, { document, sides, texts, once })];
  });
  return {
    gold: gold.filter(({ document }) => named.has(document)),
    given: parts.flatMap((one) => one.given),
    pairs: parts.flatMap((one) => one.pairs),
    misses: parts.flatMap((one) => one.misses),
    elsewhere: parts.flatMap((one) => one.elsewhere),
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
  readonly texts: ReadonlyMap<string, string>;
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
    misses: missesOf(gold, kept, { pairs, desk }),
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

/** What differs between two claims, wherever their words stand. */
function unlike(gold: GoldClaim, claim: KeptClaim, sides: Sides): Nearest["differs"][number][] {
  const differs: Nearest["differs"][number][] = [];
  if (gold.property !== claim.property) differs.push("property");
  if (!sameEntity(gold.subject, claim.subject, sides)) differs.push("subject");
  if (!sameValue(gold.value, claim.value, sides)) differs.push("value");
  if (gold.polarity !== claim.polarity) differs.push("polarity");
  if (gold.mode !== claim.mode) differs.push("mode");
  return differs;
}

function missesOf(
  gold: readonly GoldClaim[],
  claims: readonly KeptClaim[],
  { pairs, desk }: { readonly pairs: readonly Pair[]; readonly desk: Desk },
): Miss[] {
  const matched = new Set(pairs.map((pair) => pair.gold.id));
  const right = new Set(pairs.map((pair) => pair.kept.id));
  const { document, sides } = desk;
  const missed = gold
    .filter(({ id }) => !matched.has(id))
    .map((one): Miss => {
      const near = claims.map((claim) => ({
        ...told(claim, keptSays(claim)),
        differs: differences(one, claim, sides),
      }));
      const words = one.evidence.map(({ exact }) => exact).join(" … ");
      return {
        kind: "missed",
        document,
        property: one.property,
        ...told(one, goldSays(one)),
        words,
        nearest: nearest(near),
      };
    });
  const extra = claims
    .filter(({ id }) => !right.has(id))
    .map((claim): Miss => {
      const near = gold.map((one) => ({ ...told(one, goldSays(one)), differs: differences(one, claim, sides) }));
      const text = desk.texts.get(claim.rendition) ?? "";
      const words = claim.evidence.map(([start, end]) => text.slice(start, end)).join(" … ");
      return {
        kind: "extra",
        document,
        property: claim.property,
        ...told(claim, keptSays(claim)),
        words,
        nearest: nearest(near),
      };
    });
  return [...missed, ...extra];
}

const told = ({ id }: { readonly id: string }, says: string) => ({ claim: id, says });

/**
 * What differs between two claims that are near: of one property over shared words; of another property, all else
 * equal; or equal by other words. Null for all others.
 */
function differences(gold: GoldClaim, claim: KeptClaim, sides: Sides): Nearest["differs"] | null {
  const together = sharesWords(gold, claim);
  if (together && gold.property === claim.property) return unlike(gold, claim, sides);
  const differs = unlike(gold, claim, sides);
  if (together) return differs.length === 1 ? differs : null;
  return differs.length === 0 ? ["words"] : null;
}

function nearest(
  all: readonly (Omit<Nearest, "differs"> & { readonly differs: Nearest["differs"] | null })[],
): Miss["nearest"] {
  const [best] = all
    .flatMap(({ differs, ...rest }) => (differs === null ? [] : [{ ...rest, differs }]))
    .sort((a, b) => a.differs.length - b.differs.length);
  return best ?? null;
}

function goldSays({ subject, property, value, polarity, mode }: GoldClaim): string {
  return says([subject.name, property, valueText(value)], polarity, mode);
}

function keptSays({ subject, property, value, polarity, mode }: KeptClaim): string {
  return says([subject.name, property, valueText(value)], polarity, mode);
}

function says(parts: readonly string[], polarity: string, mode: string): string {
  const marked = [polarity, mode].filter((word) => word !== "affirmed" && word !== "actual");
  return `${parts.join(" — ")}${marked.length === 0 ? "" : ` (${marked.join(", ")})`}`;
}

function valueText(value: GoldValue | KeptClaim["value"]): string {
  if (value.type === "entity" || value.type === "place") return value.name;
  if (value.type === "text") return value.text;
  if (value.type === "none") return "(none)";
  if (value.type === "quantity") return `${value.words} [${value.low ?? ""}..${value.high ?? ""} ${value.bound}]`;
  const days = [value.start, value.end].map((window) =>
    window === null ? "?" : window.map((day) => day ?? "").join(".."),
  );
  return `${value.words} [${days.join("/")}]`;
}
