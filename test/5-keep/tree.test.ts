// The tree over the log, beside a second statement of RFC 6962 in its plainest words.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { it } from "node:test";
import fc from "fast-check";
import { grown, type Peaks, rootOf } from "../../src/5-keep/tree.ts";
import { consistency, consistent, included, inclusion, treeOf } from "./proofs.ts";

function sha(...parts: readonly (Buffer | number)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(typeof part === "number" ? Buffer.from([part]) : part);
  return hash.digest();
}

/** MTH of RFC 6962, section 2.1, as it is written there, over leaves that are hashed already. */
function plain(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha();
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha(1, plain(leaves.slice(0, k)), plain(leaves.slice(k)));
}

const leaf = (i: number): Buffer => sha(0, Buffer.from(`leaf ${i}`));
const leaves = (count: number): Buffer[] => Array.from({ length: count }, (_, i) => leaf(i));

function flipped(hash: Buffer, bit: number): Buffer {
  const copy = Buffer.from(hash);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

it("has the roots that RFC 6962 gives, however it is grown", () => {
  let peaks: Peaks = [];
  for (let size = 0; size <= 130; size++) {
    assert.deepEqual(rootOf(peaks), plain(leaves(size)), `${size}`);
    assert.deepEqual(treeOf(leaves(size)), plain(leaves(size)), `${size}`);
    assert.equal(peaks.length, [...size.toString(2)].filter((digit) => digit === "1").length);
    peaks = grown(peaks, size, leaf(size));
  }
  // The root of the empty tree, as the Certificate Transparency test vectors give it.
  assert.equal(rootOf([]).toString("hex"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

it("proves every leaf to be in the tree, and nothing else: a flipped bit, another place, another size fail", () => {
  const law = fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), fc.nat(255), fc.nat(), (size, x, bit, y) => {
    const all = leaves(size);
    const at = x % size;
    const [proof, root] = [inclusion(all, at), treeOf(all)];
    assert.ok(proof.length <= Math.ceil(Math.log2(size)));
    assert.ok(included(leaf(at), { at, size }, proof, root));
    assert.ok(!included(flipped(leaf(at), bit), { at, size }, proof, root));
    assert.ok(!included(leaf(at), { at, size }, proof, flipped(root, bit)));
    for (const other of [y % size, at + 1, -1]) {
      if (other !== at) assert.ok(!included(leaf(at), { at: other, size }, proof, root));
    }
    assert.ok(!included(leaf(at), { at, size }, [...proof, root], root));
    const changed = proof.map((hash, i) => (i === y % proof.length ? flipped(hash, bit) : hash));
    if (proof.length > 0) assert.ok(!included(leaf(at), { at, size }, changed, root));
  });
  fc.assert(law, { numRuns: 1000 });
});

it("proves an earlier tree to be the beginning of a later one, and no other tree to be", () => {
  const law = fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), fc.nat(255), fc.nat(), (size, x, bit, y) => {
    const all = leaves(size);
    const old = 1 + (x % size);
    const [before, after] = [
      { size: old, root: treeOf(all.slice(0, old)) },
      { size, root: treeOf(all) },
    ];
    const proof = consistency(all, old);
    assert.ok(consistent(before, after, proof));
    assert.ok(!consistent({ ...before, root: flipped(before.root, bit) }, after, proof));
    assert.ok(!consistent(before, { ...after, root: flipped(after.root, bit) }, proof));
    const changed = proof.map((hash, i) => (i === y % proof.length ? flipped(hash, bit) : hash));
    if (proof.length > 0) assert.ok(!consistent(before, after, changed));
    // A history rewritten before the checkpoint has no proof from the honest leaves that fits.
    const forged = all.map((hash, i) => (i === y % old ? flipped(hash, bit) : hash));
    assert.ok(!consistent(before, { size, root: treeOf(forged) }, consistency(forged, old)));
  });
  fc.assert(law, { numRuns: 1000 });
});
