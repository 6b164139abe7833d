import type { Kinship, KinshipKind } from "../0-model/document.ts";
import { joining } from "./ground.ts";
import { order } from "./view.ts";

/** Ties along which two documents have one origin; a newer edition speaks for itself. */
const SHARED: ReadonlySet<KinshipKind> = new Set(["copy-of", "quotes", "derives-from", "translation-of"]);

/** Groups documents by origin: each once, in order of id, the groups by their first document. */
export type Origins = (documents: Iterable<string>) => string[][];

/** Reads the ties between documents; two copies of a third that is not among those asked about still have one origin. */
export function origins(kinships: readonly Kinship[]): Origins {
  const root = joining(kinships.filter(({ kind }) => SHARED.has(kind)).map(({ from, to }) => [from, to]));
  // In order of id, so that the groups are in order of their first document.
  return (documents) => [...Map.groupBy([...new Set(documents)].sort(order), root).values()];
}
