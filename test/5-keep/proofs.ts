// Proofs over the tree of RFC 6962 (sections 2.1.1 and 2.1.2), as somebody makes and checks them who holds leaves and roots:
// what the roots of the record are good for.
import { createHash } from "node:crypto";
import { grown, type Peaks, rootOf } from "../../src/5-keep/tree.ts";

function joined(left: Buffer, right: Buffer): Buffer {
  return createHash("sha256").update(Buffer.of(1)).update(left).update(right).digest();
}

/** The root of the tree over some leaves. */
export function treeOf(leaves: readonly Buffer[]): Buffer {
  let peaks: Peaks = [];
  leaves.forEach((leaf, size) => {
    peaks = grown(peaks, size, leaf);
  });
  return rootOf(peaks);
}

/** The largest power of two below a number above 1. */
function split(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/** The hashes that prove leaf `at` (from 0) to be in the tree over the leaves, the lowest first (RFC 6962, 2.1.1). */
export function inclusion(leaves: readonly Buffer[], at: number): Buffer[] {
  if (!(at >= 0 && at < leaves.length)) throw new RangeError(`There is no leaf ${at} among ${leaves.length}`);
  if (leaves.length === 1) return [];
  const left = split(leaves.length);
  return at < left
    ? [...inclusion(leaves.slice(0, left), at), treeOf(leaves.slice(left))]
    : [...inclusion(leaves.slice(left), at - left), treeOf(leaves.slice(0, left))];
}

/** True when the proof leads from the leaf at a place to the root of a tree of that size. */
export function included(
  leaf: Buffer,
  { at, size }: { readonly at: number; readonly size: number },
  proof: readonly Buffer[],
  root: Buffer,
): boolean {
  const climb = (place: number, width: number, left: number): Buffer | null => {
    if (width === 1) return left === 0 ? leaf : null;
    const last = proof[left - 1];
    if (last === undefined) return null;
    const half = split(width);
    const below = place < half ? climb(place, half, left - 1) : climb(place - half, width - half, left - 1);
    if (below === null) return null;
    return place < half ? joined(below, last) : joined(last, below);
  };
  if (!(at >= 0 && at < size)) return false;
  return climb(at, size, proof.length)?.equals(root) === true;
}

/** The hashes that prove the tree over the first `before` leaves to be the beginning of the tree over all (RFC 6962, 2.1.2). */
export function consistency(leaves: readonly Buffer[], before: number): Buffer[] {
  if (!(before > 0 && before <= leaves.length)) throw new RangeError(`No tree of ${before} in one of ${leaves.length}`);
  return parts(leaves, before, true);
}

function parts(leaves: readonly Buffer[], before: number, whole: boolean): Buffer[] {
  if (before === leaves.length) return whole ? [] : [treeOf(leaves)];
  const left = split(leaves.length);
  return before <= left
    ? [...parts(leaves.slice(0, left), before, whole), treeOf(leaves.slice(left))]
    : [...parts(leaves.slice(left), before - left, false), treeOf(leaves.slice(0, left))];
}

/** A tree as a checkpoint names it. */
interface Tree {
  readonly size: number;
  readonly root: Buffer;
}

/** True when the proof shows the earlier tree to be the beginning of the later one. */
export function consistent(before: Tree, after: Tree, proof: readonly Buffer[]): boolean {
  if (before.size < 1 || before.size > after.size) return false;
  if (before.size === after.size) return proof.length === 0 && before.root.equals(after.root);
  // Both roots are built from the same hashes: what both hold, and what only the later one holds.
  const build = (width: number, old: number, whole: boolean, left: number): readonly [Buffer, Buffer] | null => {
    if (old === width) {
      const given = whole ? before.root : left === 1 ? proof[0] : undefined;
      return given === undefined || (whole && left !== 0) ? null : [given, given];
    }
    const last = proof[left - 1];
    if (last === undefined) return null;
    const half = split(width);
    if (old <= half) {
      const below = build(half, old, whole, left - 1);
      return below === null ? null : [below[0], joined(below[1], last)];
    }
    const below = build(width - half, old - half, false, left - 1);
    return below === null ? null : [joined(last, below[0]), joined(last, below[1])];
  };
  const built = build(after.size, before.size, true, proof.length);
  if (built === null) return false;
  return built[0].equals(before.root) && built[1].equals(after.root);
}
