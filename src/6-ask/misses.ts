import type { Finder, Value } from "../0-model/claim.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { GoldClaim, GoldValue } from "./gold.ts";
import { type Difference, type Pair, type Sides, shared, sharesWords, unlike } from "./match.ts";

/** One labelled claim that was not found, or one claim that nobody labelled. */
export interface Miss {
  readonly kind: "missed" | "extra";
  readonly document: string;
  readonly claim: string;
  readonly property: string;
  /** The line of the text on which its evidence begins, from 1. */
  readonly line: number;
  readonly subject: string;
  readonly value: string;
  /** Subject, property and value, with what numbers and times were taken to mean. */
  readonly says: string;
  /** The words of its evidence. */
  readonly words: string;
  /** What differs in the nearest claim of the other side; null when none is near. */
  readonly nearest: Nearest | null;
  /** Who made an extra claim; nobody made a missed one. */
  readonly by: readonly Finder[];
}

/** The claim of the other side that comes nearest. "words": it says the same by other words of the document. */
export interface Nearest {
  readonly claim: string;
  readonly differs: readonly (Difference | "words")[];
  readonly says: string;
}

type Differs = Nearest["differs"];

/** What the errors of one document are made of. */
interface Desk {
  readonly document: string;
  readonly sides: Sides;
  readonly pairs: readonly Pair[];
  readonly aside: ReadonlySet<KeptClaim>;
  /** The text that the labels speak of. */
  readonly text: string;
}

/**
 * What is left of one document on both sides, but for claims put `aside`; each beside what comes nearest, in the order
 * of the text.
 */
export function missesOf(gold: readonly GoldClaim[], claims: readonly KeptClaim[], desk: Desk): Miss[] {
  const { document, sides, pairs, aside, text } = desk;
  const matched = new Set(pairs.map((pair) => pair.gold.id));
  const right = new Set(pairs.map((pair) => pair.kept.id));
  const near = (one: GoldClaim, kept: KeptClaim) => ({ gold: one, kept, differs: differences(one, kept, sides) });
  const missed = gold
    .filter(({ id }) => !matched.has(id))
    .map((one): Miss => {
      const best = nearest(claims.map((claim) => ({ ...near(one, claim), taken: right.has(claim.id) })));
      const words = one.evidence.map(({ exact }) => exact).join(" … ");
      const line = lineOf(text, one.evidence[0]?.range[0] ?? 0);
      return { kind: "missed", document, ...told(one), line, words, nearest: beside(best, best?.kept), by: [] };
    });
  const extra = claims
    .filter((claim) => !right.has(claim.id) && !aside.has(claim))
    .map((claim): Miss => {
      const best = nearest(gold.map((one) => ({ ...near(one, claim), taken: matched.has(one.id) })));
      const own = sides.texts.get(claim.rendition) ?? "";
      const words = claim.evidence.map(([start, end]) => own.slice(start, end)).join(" … ");
      const line = lineOf(own, claim.evidence[0]?.[0] ?? 0);
      return { kind: "extra", document, ...told(claim), line, words, nearest: beside(best, best?.gold), by: claim.by };
    });
  return [...missed, ...extra].sort((a, b) => a.line - b.line);
}

function lineOf(text: string, start: number): number {
  return text.slice(0, start).split(/\r\n|\n|\r/).length;
}

function beside(best: { readonly differs: Differs } | null, other: GoldClaim | KeptClaim | undefined): Nearest | null {
  if (best === null || other === undefined) return null;
  const { claim, says } = told(other);
  return { claim, differs: best.differs, says };
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

/** A claim in words, labelled or made. */
function told(claim: GoldClaim | KeptClaim): Pick<Miss, "claim" | "property" | "subject" | "value" | "says"> {
  const { id, subject, property, mode, polarity } = claim;
  const value = saidOf(claim.value);
  const asides = [mode, polarity].filter((word) => word !== "actual" && word !== "affirmed");
  const says = [`${subject.name} — ${property} — ${value}${meantBy(claim.value)}`, ...asides].join(", ");
  return { claim: id, property, subject: subject.name, value, says };
}

function saidOf(value: GoldValue | Value): string {
  if (value.type === "entity" || value.type === "place") return value.name;
  if (value.type === "text") return value.text;
  return value.type === "none" ? "(none)" : value.words;
}

/** What the words of a number or a time were taken to mean: the same words can differ in nothing else. */
function meantBy(value: GoldValue | Value): string {
  if (value.type === "quantity") {
    const { low, high, bound } = value;
    return ` [${bound} ${low === high ? (low ?? "") : `${low ?? ""}..${high ?? ""}`}`.trimEnd().concat("]");
  }
  if (value.type !== "time") return "";
  const [start, end] = [value.start, value.end].map((days) => {
    const [from, to] = (days ?? []).map((day) => day ?? "");
    return from === to ? from || "?" : `${from}..${to}`;
  });
  return start === end ? ` [${start}]` : ` [${start} / ${end}]`;
}
