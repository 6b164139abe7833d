import type { Finder } from "../0-model/claim.ts";
import type { KeptClaim, Reviewed } from "../0-model/store.ts";

/** How a claim stands with those who reviewed it. A claim can stand in several ways: faithful and flagged. */
export const STATUSES = ["proposed", "faithful", "corrected", "refused", "work-needed", "split"] as const;

/** One of those. */
export type Status = (typeof STATUSES)[number];

/** The flag for what the words need somebody to look at again. */
export const WORK_NEEDED = "work-needed";

/** Who decides, as the record keeps it: `person:` and the name, on one line. Null where the name says that it is a rule's or a model's. */
export function personOf(name: string): string | null {
  const bare = name
    .trim()
    .replace(/^person:/, "")
    .trim();
  const wrong =
    bare === "" || bare.length > 200 || /^(rule|model|person):/.test(bare) || /[\p{Cc}\u2028\u2029]/u.test(bare);
  return wrong ? null : `person:${bare}`;
}

/** Everything that `claims` and `reviews` of one slice say of a claim's standing. */
export function statusesOf(claim: KeptClaim, reviews: readonly Reviewed[]): Status[] {
  const found = new Set<Status>();
  if (claim.review !== "withdrawn") found.add(claim.review);
  if (reviews.some(({ flags }) => flags.includes(WORK_NEEDED))) found.add(WORK_NEEDED);
  if (split(claim, reviews)) found.add("split");
  return STATUSES.filter((one) => found.has(one));
}

/** A decision that stands and was made by reading: nobody read what a sample let in. */
export function stands({ review, basis }: Pick<Reviewed, "review" | "basis">): boolean {
  return review !== "proposed" && basis !== "sampled";
}

/**
 * True when two reviewers differ: about one reading of the words, or in what they corrected it to. Who read the words
 * so holds that reading to be faithful, unless that person says otherwise.
 */
function split(claim: KeptClaim, reviews: readonly Reviewed[]): boolean {
  const readings = Map.groupBy(reviews, ({ interpretation }) => interpretation);
  for (const [, own] of readings) {
    const votes = new Map<string, string>();
    for (const { rule } of people(own[0]?.finders ?? [])) votes.set(rule, "faithful");
    for (const one of own) {
      if (stands(one)) votes.set(one.by, one.review);
      else votes.delete(one.by);
    }
    if (new Set(votes.values()).size > 1) return true;
    const correctors = own.filter((one) => stands(one) && one.review === "corrected").map(({ by }) => by);
    if (correctors.length > 1 && !correctors.every((by) => claim.by.some(({ rule }) => rule === by))) return true;
  }
  return false;
}

function people(finders: readonly Finder[]): readonly Finder[] {
  return finders.filter(({ rule }) => rule.startsWith("person:"));
}

/** Reviews by claim. */
export function byClaim(reviews: readonly Reviewed[]): (claim: string) => readonly Reviewed[] {
  const all = Map.groupBy(reviews, ({ claim }) => claim);
  return (claim) => all.get(claim) ?? [];
}
