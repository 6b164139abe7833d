import type { Document, Rendition } from "../0-model/document.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Shown } from "../6-ask/view.ts";
import { citationText, quoteOf } from "./grammar.ts";
import type { Source } from "./pane.ts";

/** What a view needs to know of the page around it. */
export interface Around {
  /** The claim that is selected, if any. */
  readonly chosen: string | null;
  /** The address of this page with another claim selected: what a link leads to without JavaScript. */
  readonly pick: (claim: string) => string;
  /** The words of a claim. */
  readonly quote: (claim: KeptClaim) => string;
  /** A citation to paste. */
  readonly cite: (claim: KeptClaim) => string;
  /** The id of a claim's line, the first time it is drawn; undefined after that, since ids are unique in a page. */
  readonly anchor: (claim: string) => string | undefined;
}

/** The texts behind a page, each with its document and the claims that stand in it; the one with most of them first. */
export function sourcesOf(
  of: { readonly documents: readonly Document[]; readonly renditions: readonly Rendition[] },
  shown: readonly Shown[],
  all: readonly KeptClaim[],
): readonly Source[] {
  const here = new Map(shown.map(({ claim }) => [claim.id, claim]));
  const made = of.renditions.flatMap((rendition) => {
    const document = of.documents.find(({ id }) => id === rendition.document);
    const inside = (claim: KeptClaim): boolean => claim.rendition === rendition.id;
    const mine = [...here.values()].filter(inside);
    const others = all.filter((claim) => inside(claim) && !here.has(claim.id));
    return document === undefined ? [] : [{ document, rendition, shown: mine, others }];
  });
  return made.sort((a, b) => b.shown.length - a.shown.length);
}

/** The surroundings of a page at `path`; `query` is kept when another claim is selected. */
export function aroundOf(
  path: string,
  query: Readonly<Record<string, string>>,
  chosen: string | null,
  sources: readonly Source[],
): Around {
  const texts = new Map(sources.map((source) => [source.rendition.id, source]));
  const drawn = new Set<string>();
  return {
    chosen,
    pick: (claim) => `${path}?${new URLSearchParams({ ...query, claim })}`,
    quote: (claim) => quoteOf(claim, texts.get(claim.rendition)?.rendition.text ?? ""),
    cite: (claim) => {
      const source = texts.get(claim.rendition);
      return citationText(claim, source?.document, source?.rendition.text ?? "");
    },
    anchor: (claim) => {
      if (drawn.has(claim)) return undefined;
      drawn.add(claim);
      return claim;
    },
  };
}
