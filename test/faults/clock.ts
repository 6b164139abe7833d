// A clock that goes back a day or forward ten years between additions: every answer is the one of a clock that goes right,
// in the order of positions.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Slice } from "../../src/0-model/store.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { alone, fixed, review } from "../5-keep/sample.ts";
import { EVERYTHING } from "../contracts/given.ts";
import { below, expect, hand, type Outcome, outcome, quiet, room, type Task, tell, using } from "./ground.ts";
import { report } from "./report.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const REPORTS = 6;
/** Back a day, forward ten years, back to today, on an hour. */
const SHIFTS = [-DAY, 3653 * DAY, 0, 3_600_000];

/** Makes a record of a few reports with reviews; before each addition the clock stands where it is told. */
async function made(folder: string, clock: (n: number) => Date): Promise<readonly Slice[]> {
  let n = 0;
  const store = await openRecord(folder, { create: true, clock: () => clock(n), random: fixed().random });
  try {
    for (; n < REPORTS; n++) {
      const { batch, claims } = report(n);
      await store.append(batch);
      await store.append(alone(review(claims[0] ?? "", 1, n % 2 === 0 ? "faithful" : "refused")));
    }
    const { counts } = await store.read([{ get: "counts" }]);
    const moments = Array.from({ length: counts?.head ?? 0 }, (_, i) => i + 1);
    const slices = [await store.read(EVERYTHING)];
    for (const known of moments) slices.push(await store.read([{ get: "claims", all: true, known }]));
    return slices;
  } finally {
    await store.close();
  }
}

/** An answer without the wall clock, which is all that may differ. */
function timeless(slices: readonly Slice[]): string {
  return JSON.stringify(slices, (key, value: unknown) =>
    key === "recordedAt" || key === "leaf" || key === "root" ? null : value,
  );
}

function ordered(slice: Slice): boolean {
  const times = slice.log.map(({ recordedAt }) => recordedAt);
  const places = slice.log.map(({ sequence }) => sequence);
  return [times, places].every((list) => list.every((one, i) => i === 0 || one >= (list[i - 1] ?? one)));
}

/** Rounds with a clock that jumps at random; then one with processes under a clock that is not theirs. */
export async function clocks({ folder, rounds, random, progress }: Task): Promise<Outcome> {
  const told = outcome("clock back and forth");
  const right = timeless(await made(room(folder, "right"), (n) => new Date(START + n * 1000)));
  for (let at = 0; at < rounds; at++) {
    const jumps = Array.from({ length: REPORTS + 1 }, () => SHIFTS[below(random, SHIFTS.length)] ?? 0);
    const record = room(folder, "wrong");
    const slices = await made(record, (n) => new Date(START + n * 1000 + (jumps[n] ?? 0)));
    expect(told, timeless(slices) === right, () => `jumps ${jumps.join(" ")}: another answer`);
    expect(told, slices[0] !== undefined && ordered(slices[0]), () => `jumps ${jumps.join(" ")}: times run backwards`);
    const problems = await using(record, (store) => store.verify(quiet));
    expect(told, problems.length === 0, () => `jumps ${jumps.join(" ")}: ${JSON.stringify(problems)}`);
    tell(told, "answers compared", slices.length);
    told.rounds += 1;
    progress(at + 1, rounds);
  }
  await foreign(told, folder);
  return told;
}

/** The same with real processes, where the program `faketime` is there. */
async function foreign(told: Outcome, folder: string): Promise<void> {
  if (spawnSync("faketime", ["--version"]).status !== 0) {
    tell(told, "skipped: processes under faketime, which is not there");
    return;
  }
  const record = join(folder, "foreign");
  const whens = [[], ["faketime", "-f", "-1d"], ["faketime", "-f", "+3653d"], []];
  for (const [n, command] of whens.entries()) {
    const one = hand(["append", record, String(n), "1"], { command });
    await one.done;
    expect(told, one.lines.at(-1)?.done !== undefined, () => `${command.join(" ")}: ${one.complaint()}`);
    tell(told, "processes under another clock");
  }
  await using(record, async (store) => {
    const slice = await store.read(EVERYTHING);
    expect(told, slice.documents.length === whens.length && ordered(slice), () => "faketime: not all there in order");
    const last = slice.log.at(-1)?.recordedAt ?? "";
    expect(told, Date.parse(last) > Date.now() + 3600 * DAY, () => `faketime: the last row is of ${last}`);
    const problems = await store.verify(quiet);
    expect(told, problems.length === 0, () => `faketime: ${JSON.stringify(problems)}`);
  });
}
