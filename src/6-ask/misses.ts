import type { KeptClaim } from "../0-model/store.ts";
import type { GoldClaim, GoldValue } from "./gold.ts";
import { type Difference, type Pair, type Sides, shared, sharesWords, unlike } from "./match.ts";

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
  readonly differs: readonly (Difference | "words")[];
  readonly says: string;
}

type Differs = Nearest["differs"];

/** What is left of one document on both sides, but for claims put `aside`; each beside what comes nearest. */
export function missesOf(
  gold: readonly GoldClaim[],
  claims: readonly KeptClaim[],
  desk: {
    readonly document: string;
    readonly sides: Sides;
    readonly pairs: readonly Pair[];
    readonly aside: ReadonlySet<KeptClaim>;
  },
): Miss[] {
  const { document, sides, pairs, aside } = desk;
  const matched = new Set(pairs.map((pair) => pair.gold.id));
  const right = new Set(pairs.map((pair) => pair.kept.id));
  const near = (one: GoldClaim, kept: KeptClaim) => ({ gold: one, kept, differs: differences(one, kept, sides) });
  const missed = gold
    .filter(({ id }) => !matched.has(id))
    .map((one): Miss => {
      const best = nearest(claims.map((claim) => ({ ...near(one, claim), taken: right.has(claim.id) })));
      const words = one.evidence.map(({ exact }) => exact).join(" … ");
      const beside = best === null ? null : { ...told(best.kept), differs: best.differs };
      return { kind: "missed", document, property: one.property, ...told(one), words, nearest: beside };
    });
  const extra = claims
    .filter((claim) => !right.has(claim.id) && !aside.has(claim))
    .map((claim): Miss => {
      const best = nearest(gold.map((one) => ({ ...near(one, claim), taken: matched.has(one.id) })));
      const text = sides.texts.get(claim.rendition) ?? "";
      const words = claim.evidence.map(([start, end]) => text.slice(start, end)).join(" … ");
      const beside = best === null ? null : { ...told(best.gold), differs: best.differs };
      return { kind: "extra", document, property: claim.property, ...told(claim), words, nearest: beside };
    });
  return [...missed, ...extra];
}

/** Two claims of the two sides, and what differs; null when they are not near. */
interface Near {
  readonly gold: GoldClaim;
  readonly kept: KeptClaim;
  readonly differs: Differs | null;
  /** True when the claim of the other side has a match of its own. */
  readonly taken: boolean;
}

/** The one that differs least; among equals one without a match of its own, then the one that shares most words. */
function nearest(all: readonly Near[]): (Near & { readonly differs: Differs }) | null {
  const [best] = all
    .flatMap((one) => (one.differs === null ? [] : [{ ...one, differs: one.differs }]))
    .sort(
      (a, b) =>
        a.differs.length - b.differs.length ||
        Number(a.taken) - Number(b.taken) ||
        shared(b.gold, b.kept) - shared(a.gold, a.kept),
    );
  return best ?? null;
}

/**
 * What differs between two claims that are near: of one property over shared words; of another property, all else
 * equal; or equal by other words. Null for all others.
 */
function differences(gold: GoldClaim, claim: KeptClaim, sides: Sides): Differs | null {
  const together = sharesWords(gold, claim);
  if (together && gold.property === claim.property) return unlike(gold, claim, sides);
  const differs = unlike(gold, claim, sides);
  if (together) return differs.length === 1 ? differs : null;
  return differs.length === 0 ? ["words"] : null;
}

/** A claim in one line: who, what, and what is out of the ordinary. */
function told({ id, subject, property, value, polarity, mode }: GoldClaim | KeptClaim) {
  const marked = [polarity, mode].filter((word) => word !== "affirmed" && word !== "actual");
  const more = marked.length === 0 ? "" : ` (${marked.join(", ")})`;
  return { claim: id, says: `${subject.name} — ${property} — ${valueText(value)}${more}` };
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
