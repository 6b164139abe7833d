import type { Kinship, KinshipKind } from "../0-model/document.ts";
import { order } from "./view.ts";

/** Ties along which two documents have one origin; a newer edition speaks for itself. */
const SHARED: ReadonlySet<KinshipKind> = new Set(["copy-of", "quotes", "derives-from", "translation-of"]);

/** Groups documents by origin: each once, in order of id, the groups by their first document. */
export type Origins = (documents: Iterable<string>) => string[][];

/** Reads the ties between documents; two copies of a third that is not among those asked about still have one origin. */
export function origins(kinships: readonly Kinship[]): Origins {
  const above = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    return at;
  };
  for (const { from, to, kind } of kinships) {
    const [a, b] = [root(from), root(to)];
    if (SHARED.has(kind) && a !== b) above.set(a, b);
  }
  return (documents) => {
    const groups = new Map<string, string[]>();
    for (const id of [...new Set(documents)].sort(order)) groups.set(root(id), [...(groups.get(root(id)) ?? []), id]);
    return [...groups.values()].sort((a, b) => order(a[0] ?? "", b[0] ?? ""));
  };
}
