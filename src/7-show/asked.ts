import type { Document, Rendition } from "../0-model/document.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Shown } from "../6-ask/view.ts";
import { type Around, aroundOf, sourcesOf } from "./around.ts";
import type { Assets } from "./layout.tsx";
import type { Source } from "./pane.ts";

/** What a page with a source beside it is asked for: the claim to select, and the rest of its address's query. */
export interface Asked {
  readonly assets: Assets;
  /** The claim that the address names; the first one of the page when it names none. */
  readonly claim: string | null;
  readonly query: Readonly<Record<string, string>>;
  /** Every claim of the documents beside the page, for the words that speak of something else. */
  readonly all: readonly KeptClaim[];
}

/** Texts beside a page, at most: a group may be told of in a thousand, and nobody reads them side by side. */
export const BESIDE = 20;

/** What stands beside a page at `path` that shows these claims, and what its parts need to know of it. */
export function surroundings(
  path: string,
  texts: { readonly documents: readonly Document[]; readonly renditions: readonly Rendition[] },
  shown: readonly Shown[],
  { claim, query, all }: Asked,
): { readonly sources: readonly Source[]; readonly around: Around } {
  const named = shown.find((one) => one.claim.id === claim)?.claim.id;
  const every = sourcesOf(texts, shown, all);
  const chosen = named ?? shown[0]?.claim.id ?? null;
  const first = every.find((source) => source.shown.some(({ id }) => id === chosen));
  const rest = every.filter((source) => source !== first);
  const sources = every.length <= BESIDE ? every : [...(first === undefined ? [] : [first]), ...rest].slice(0, BESIDE);
  return { sources, around: aroundOf(path, query, chosen, every) };
}
