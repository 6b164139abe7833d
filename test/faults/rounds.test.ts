// The rounds of `npm run faults`, a few of each. The seed is another every day, and is in the message of a failure.
import assert from "node:assert/strict";
import { it } from "node:test";
import { seeded } from "../../src/0-model/seeded.ts";
import { temporary } from "../5-keep/folder.ts";
import { turned } from "./ground.ts";
import { KINDS } from "./kinds.ts";

const SEED = Math.floor(Date.now() / 86_400_000);

for (const { name, promise, short, trial, quick } of KINDS) {
  it(promise, async (t) => {
    using folder = temporary();
    const task = { folder: folder.path, rounds: short, random: seeded(SEED), progress: () => {} };
    const told = await (quick ?? trial)(task);
    if (told.skipped !== null) {
      assert.notEqual(process.env.CI, "true", told.skipped);
      return t.skip(told.skipped);
    }
    assert.deepEqual(told.failures, [], `seed ${SEED}, kind ${name}`);
    assert.ok(told.rounds > 0 && Object.keys(told.counts).length > 0);
  });
}

it("begins with another task for other seeds, and comes to all of them in turn", () => {
  const tasks = ["append", "erase", "restore", "migrate"];
  const orders = Array.from({ length: 60 }, (_, seed) => turned(tasks, seeded(seed)));
  assert.deepEqual(new Set(orders.map(([first]) => first)), new Set(tasks));
  for (const order of orders) assert.ok(`${tasks.join()},${tasks.join()}`.includes(order.join()));
});
