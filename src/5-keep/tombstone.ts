import { hash } from "node:crypto";
import type { Buried, LogTree, Removal, Tombstone } from "../0-model/store.ts";
import { type Condemned, type Line, stretches, withinOfTie } from "./removal.ts";
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

/** What is written for a tie that stays sealed when what it was sealed with comes back: it is a seal of its own from then on. */
export function leftSealed(seal: Tombstone, line: Line, leaf: Buffer): Tombstone {
  const { why, by, recipient } = seal;
  const { sequence } = line;
  const stone = tombstone({ target: `row:${sequence}`, why, by }, { what: "row", rows: [sequence] }, [leaf]);
  return { ...stone, ...withinOfTie(seal, line), ...(recipient === undefined ? {} : { recipient }) };
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
