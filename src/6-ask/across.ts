import type { Link } from "../0-model/claim.ts";
import type { Document } from "../0-model/document.ts";
import { fold } from "../0-model/fold.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { apart, sameScope } from "./rivals.ts";
import { counts, directory, order } from "./view.ts";

/** The rules by which links across documents are made. */
const BY = { words: "across.words", publisher: "across.publisher" } as const;

/**
 * What a document's figures are to those that other documents of the slice give of the same event: a later report takes
 * the place of an earlier one only where its words say that the figure was revised (`revising` names the rules that read
 * such words), or where one publisher told both. Both must be dated, to the day; for anybody else the two are rivals.
 */
export function across(document: string, slice: Slice, revising: ReadonlySet<string>): Link[] {
  const people = directory(slice);
  const documents = new Map(slice.documents.map((one) => [one.id, one]));
  const figures = slice.claims.filter((claim) => claim.subject.kind === "event" && counts(claim) && ofPeople(claim));
  const key = (claim: KeptClaim): string => `${claim.property} ${people.named(claim.subject).id}`;
  const found: Link[] = [];
  for (const mine of figures.filter((claim) => claim.document === document)) {
    for (const theirs of figures) {
      if (theirs.document === document || key(mine) !== key(theirs) || !replaces(mine, theirs)) continue;
      const [a, b] = [documents.get(mine.document), documents.get(theirs.document)];
      if (a === undefined || b === undefined) continue;
      // Whichever of the two came later, whatever the order in which they were read.
      const mineIsLater = (a.published ?? "") > (b.published ?? "");
      const [later, earlier] = mineIsLater ? [mine, theirs] : [theirs, mine];
      const ground = groundOf(later, mineIsLater ? [a, b] : [b, a], revising);
      if (ground !== null) found.push({ from: later.id, to: earlier.id, kind: "revises", ...ground });
    }
  }
  return found.sort((a, b) => order(a.from, b.from) || order(a.to, b.to));
}

function ofPeople({ value }: KeptClaim): boolean {
  return value.type === "quantity" && value.unit === "people";
}

function replaces({ value: a }: KeptClaim, { value: b }: KeptClaim): boolean {
  return a.type === "quantity" && b.type === "quantity" && sameScope(a, b) && apart(a, b);
}

function groundOf(
  later: KeptClaim,
  [a, b]: readonly [later: Document, earlier: Document],
  revising: ReadonlySet<string>,
): Pick<Link, "by" | "why"> | null {
  if (a.published === null || b.published === null || a.published === b.published) return null;
  const words = later.value.type === "quantity" ? later.value.words : "";
  if (later.by.some(({ rule }) => revising.has(rule))) {
    return { by: BY.words, why: `“${words}” is said to take the place of earlier figures` };
  }
  if (a.publisher === null || b.publisher === null || fold(a.publisher) !== fold(b.publisher)) return null;
  return { by: BY.publisher, why: `${a.publisher} told it again later` };
}
