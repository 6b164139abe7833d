import { hash } from "node:crypto";

// The Merkle tree of RFC 6962 (section 2.1) over the log: any change to a row, any row dropped, inserted or moved gives
// another root, and one root kept elsewhere shows it. Proofs are short: 20 hashes for a million rows.

const NODE = Buffer.from([1]);

/** The roots of the full subtrees that make up a tree, the largest first: one for each 1 in the binary form of its size. */
export type Peaks = readonly Buffer[];

/** The root of a tree without leaves: SHA-256 of nothing. */
const NOTHING = hash("sha256", "", "buffer");

function joined(left: Buffer, right: Buffer): Buffer {
  return hash("sha256", Buffer.concat([NODE, left, right]), "buffer");
}

/** The peaks of the tree of `size` leaves once one more leaf stands behind them. */
export function grown(peaks: Peaks, size: number, leaf: Buffer): Peaks {
  const rest = [...peaks];
  let top = leaf;
  // Every trailing 1 of the size is a full subtree as large as the one at hand.
  for (let left = size; left % 2 === 1; left = (left - 1) / 2) {
    const before = rest.pop();
    if (before === undefined) throw new RangeError(`A tree of ${size} leaves has more peaks`);
    top = joined(before, top);
  }
  rest.push(top);
  return rest;
}

/** The root of a tree from its peaks. */
export function rootOf(peaks: Peaks): Buffer {
  let root: Buffer | null = null;
  for (let i = peaks.length - 1; i >= 0; i--) {
    const peak = peaks[i];
    if (peak !== undefined) root = root === null ? peak : joined(peak, root);
  }
  return root ?? NOTHING;
}
