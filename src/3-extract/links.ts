import type { Claim, Link } from "../0-model/claim.ts";
import { hull } from "../0-model/span.ts";
import type { Page } from "./page.ts";

/**
 * Links that the words themselves make: a number that is said to be included in another is a part of it; a number by which
 * a toll "rose" or "was revised" takes the place of the last one told of the same; "either A or B" are alternatives, and
 * "A and B jointly" acted together. `revising` names the rules that say of a number that it replaces another.
 */
export function links(page: Page, claims: readonly Claim[], revising: ReadonlySet<string>): Link[] {
  const bySubject = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (claim.value.type !== "quantity") continue;
    const key = `${claim.subject.id} ${claim.property}`;
    bySubject.set(key, [...(bySubject.get(key) ?? []), claim]);
  }
  const counted = [...bySubject.values()].flatMap((told) => [...parts(told), ...revisions(told, revising)]);
  return [...counted, ...together(page, claims)];
}

/** Claims of one act about several: by one trigger, of one subject or value. */
function together(page: Page, claims: readonly Claim[]): Link[] {
  const acts = new Map<string, Claim[]>();
  for (const claim of claims) {
    const trigger = claim.parts.trigger?.spans[0];
    if (claim.value.type !== "entity" || trigger === undefined) continue;
    const key = `${claim.property} ${trigger.join("-")} ${claim.polarity}`;
    acts.set(key, [...(acts.get(key) ?? []), claim]);
  }
  return [...acts.values()].flatMap((several) =>
    several.slice(1).flatMap((claim): Link[] => {
      const before = several[several.indexOf(claim) - 1];
      const kind = before === undefined ? null : kindOf(page, before, claim);
      return before === undefined || kind === null ? [] : [{ from: claim.id, to: before.id, ...kind }];
    }),
  );
}

function kindOf(page: Page, a: Claim, b: Claim): Pick<Link, "kind" | "by" | "why"> | null {
  if (a.subject.id !== b.subject.id) return null;
  const or = a.hedge !== null && b.hedge !== null && a.hedge.span[0] === b.hedge.span[0] && a.hedge.words === "or";
  if (or) return { kind: "alternative-to", by: "or", why: "or" };
  const [start, end] = hull([...a.evidence, ...b.evidence]);
  const [, jointly] = /\b(jointly)\b/.exec(page.rendition.text.slice(start, end + AFTER)) ?? [];
  return jointly === undefined ? null : { kind: "jointly-with", by: "jointly", why: jointly };
}

/** "…attacked the post jointly": the word may stand behind the last part. */
const AFTER = 40;

function parts(claims: readonly Claim[]): Link[] {
  const found: Link[] = [];
  for (const claim of claims) {
    const whole = claim.value.type === "quantity" ? claim.value.includes : null;
    if (whole === null) continue;
    for (const part of claims) {
      if (part === claim || part.value.type !== "quantity" || part.value.words === "") continue;
      if (whole.startsWith(part.value.words))
        found.push({ from: part.id, to: claim.id, kind: "part-of", by: "including", why: whole });
    }
  }
  return found;
}

/** Claims stand in the order of their words. */
function revisions(claims: readonly Claim[], revising: ReadonlySet<string>): Link[] {
  return claims.flatMap((claim, index): Link[] => {
    const rule = claim.by.find((finder) => revising.has(finder.rule));
    const before = claims.slice(0, index).findLast((one) => one.polarity === claim.polarity && differ(one, claim));
    if (rule === undefined || before === undefined) return [];
    const { value } = claim;
    const why = value.type === "quantity" ? value.words : "";
    return [{ from: claim.id, to: before.id, kind: "revises", by: rule.rule, why }];
  });
}

function differ({ value: a }: Claim, { value: b }: Claim): boolean {
  return a.type === "quantity" && b.type === "quantity" && (a.low !== b.low || a.high !== b.high);
}
