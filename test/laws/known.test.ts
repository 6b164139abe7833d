// What is later known never changes an earlier answer, over 10,000 random histories, and both clocks say what a naive
// model says. KNOWN_RUNS sets how many; KNOWN_ALL=1 asks every question of every history at every position, and not one
// question in turn beside the reads on which all of them rest. KNOWN_SEED repeats a run.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Worker } from "node:worker_threads";

const RUNS = Number(process.env.KNOWN_RUNS ?? 10_000);
const SEED = Number(process.env.KNOWN_SEED ?? Date.now() % 1_000_000);
const THREADS = 2;

interface Tally {
  readonly histories: number;
  readonly positions: number;
  readonly asked: number;
}

/** One thread's part of the histories; its failure comes with the counter-example and the seed. */
function thread(at: number): Promise<Tally> {
  const workerData = { runs: Math.ceil(RUNS / THREADS), seed: SEED + at, all: process.env.KNOWN_ALL === "1" };
  const worker = new Worker(new URL("./histories.ts", import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`A thread ended with ${code} and without its tally`)));
  });
}

it("what is later known never changes an earlier answer, and both clocks agree with a naive model", async (t) => {
  const tallies = await Promise.all(Array.from({ length: THREADS }, (_, at) => thread(at)));
  const sum = (of: keyof Tally): number => tallies.reduce((all, one) => all + one[of], 0);
  t.diagnostic(`${sum("histories")} histories, seed ${SEED}`);
  t.diagnostic(`${sum("asked")} questions asked again, ${sum("positions")} positions beside the naive model`);
  assert.ok(sum("histories") >= RUNS && sum("positions") > RUNS && sum("asked") > RUNS);
});
