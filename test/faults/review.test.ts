// Two people review the same few claims of one record at once, in processes of their own.
import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { openRecord } from "../../src/5-keep/record.ts";
import { temporary } from "../5-keep/folder.ts";
import { claims, referents, Sample } from "../5-keep/sample.ts";
import { speaker } from "./speaker.ts";

const REVIEWER = join(import.meta.dirname, "reviewer.ts");
const EACH = 500;

interface Line {
  readonly wrote?: string;
  readonly lost?: string;
  readonly claim: string;
  readonly seen?: number;
  readonly exit?: number;
  readonly message?: string;
}

async function run(...args: readonly string[]): Promise<Line[]> {
  const { child, lines, done, complaint } = speaker<Line>([process.execPath, REVIEWER, ...args]);
  await done;
  assert.equal(child.exitCode, 0, complaint());
  return lines;
}

it("of 1,000 interleaved decisions of two processes none is lost, and who comes second is told what the first decided", async () => {
  using folder = temporary();
  const store = await openRecord(folder.path, { create: true });
  const sample = new Sample("The River Front grew. It shrank. It split.");
  const front = sample.referent("group", "River Front");
  const made = ["grew", "shrank", "split"].map((words) => sample.claim(front, "strength", words));
  await store.append(sample.batch("1", ...referents(front), ...claims(...made)));
  const ids = made.map(({ id }) => id);
  const [ann, ben] = await Promise.all([
    run(folder.path, "ann", String(EACH), ...ids),
    run(folder.path, "ben", String(EACH), ...ids),
  ]);
  const lines = [...ann, ...ben];
  const wrote = lines.flatMap((line) => line.wrote ?? []);
  assert.equal(new Set(wrote).size, 2 * EACH);
  const { log } = await store.read([{ get: "log", after: 0, limit: 10_000 }]);
  const kept = log
    .filter(({ kind }) => kind === "review")
    .map(({ payload }) => payload as { note: string; by: string });
  assert.deepEqual(kept.map(({ note }) => note).sort(), wrote.sort());
  // Each reviewer's rows stand in the order in which they were made: no decision was taken over another unseen.
  for (const name of ["ann", "ben"]) {
    const own = kept.filter(({ by }) => by === `person:${name}`).map(({ note }) => note);
    assert.deepEqual(
      own,
      Array.from({ length: EACH }, (_, i) => `${name} ${i}`),
    );
  }
  const lost = lines.filter((line) => line.lost !== undefined);
  assert.ok(lost.length > 0, "the two never met");
  for (const { exit, message, lost: note, claim } of lost) {
    assert.equal(exit, 7);
    const other = note?.startsWith("ann") ? "ben" : "ann";
    assert.match(message ?? "", new RegExp(`${claim} \\(row \\d+: (faithful|refused) by ${other}\\)`));
  }
  // Nobody decided about a claim without having seen its newest row.
  const seen = new Map(lines.map((line) => [line.wrote, line.seen ?? 0]));
  const last = new Map<string, number>();
  for (const { sequence, kind, payload } of log) {
    if (kind !== "review") continue;
    const { claim, note } = payload as { claim: string; note: string };
    assert.ok((last.get(claim) ?? 0) <= (seen.get(note) ?? 0), `${note} overlooked row ${last.get(claim)}`);
    last.set(claim, sequence);
  }
  const { reviews } = await store.read([{ get: "reviews" }]);
  assert.equal(reviews.length, 2 * ids.length);
  assert.deepEqual(await store.verify(() => {}), []);
  await store.close();
});
