import { hash } from "node:crypto";
import type { Buried, LogTree, Removal, Tombstone } from "../0-model/store.ts";
import { type Condemned, stretches } from "./removal.ts";
import { type Peaks, rootOf } from "./tree.ts";

/** What is written into the log for what goes. `leaves` are those of its rows, in order. */
export function tombstone(
  { target, why, by }: Removal,
  { what, rows }: Pick<Condemned, "what" | "rows">,
  leaves: readonly Buffer[],
): Tombstone {
  const digest = hash("sha256", Buffer.concat(leaves as Buffer[]), "hex");
  return { target, why, by, what, rows: stretches(rows), leaves: digest };
}

/** Where a tombstone stands in the log. */
interface Place {
  readonly sequence: number;
  readonly recordedAt: string;
}

/** A tombstone as answers show it. */
export function buried(kind: "erasure" | "seal", stone: Tombstone, { sequence, recordedAt }: Place): Buried {
  return { ...stone, how: kind === "erasure" ? "erased" : "sealed", sequence, recordedAt };
}

/** The tree as it is told to others. */
export function treeNamed(origin: string, size: number, peaks: Peaks): LogTree {
  return { origin, size, root: rootOf(peaks).toString("hex") };
}
