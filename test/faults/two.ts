// Two processes on one record, and a careless copy of one that is being written.
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { backupOf } from "../../src/5-keep/backup.ts";
import {
  below,
  codeOf,
  expect,
  fresh,
  type Ground,
  ground,
  type Hand,
  hand,
  holding,
  type Outcome,
  outcome,
  promise,
  promisedBy,
  type Task,
  tell,
  using,
  whole,
} from "./ground.ts";
import { GONE, TARGET, wordOf } from "./report.ts";

interface Pair {
  readonly told: Outcome;
  readonly base: Ground;
  readonly folder: string;
  readonly record: string;
  readonly random: () => number;
}

/** Waits for both; what went wrong in either is a broken promise, but for the codes that are told. */
async function both(told: Outcome, hands: readonly Hand[], allowed: readonly string[] = []): Promise<void> {
  for (const one of hands) {
    await one.done;
    const last = one.lines.at(-1);
    if (last?.done !== undefined) continue;
    const code = last?.error ?? "";
    expect(told, allowed.includes(code), () => `${code}: ${last?.message} ${one.complaint()}`);
    tell(told, `refused in words: ${code}`);
  }
}

async function appending({ told, base, record }: Pair): Promise<void> {
  const hands = [hand(["append", record, "100", "8"]), hand(["append", record, "104", "8"])];
  await both(told, hands);
  const promised = promisedBy(base);
  for (const one of hands) promise(promised, one.lines);
  const held = await whole(told, { folder: record, notes: base.notes, where: "append and append" }, promised);
  expect(told, held.size === base.documents + 12, () => `append and append: ${held.size} documents`);
}

async function reviewing({ told, base, record }: Pair): Promise<void> {
  const hands = [hand(["append", record, "100", "8"]), hand(["decide", record, "person:second", "2"])];
  await both(told, hands);
  const promised = promisedBy(base);
  for (const one of hands) promise(promised, one.lines);
  await whole(told, { folder: record, notes: base.notes, where: "append and review" }, promised);
}

async function backingUp({ told, base, folder, record, random }: Pair): Promise<void> {
  const copy = join(folder, "copy");
  rmSync(copy, { recursive: true, force: true });
  const writer = hand(["append", record, "100", "12"]);
  while (writer.lines.length < 3 + below(random, 5)) await pause(2);
  // What was acknowledged when the backup begins is in it.
  const before = promisedBy(base);
  promise(before, writer.lines);
  const backup = hand(["backup", record, copy]);
  await both(told, [writer, backup]);
  await whole(told, { folder: copy, notes: base.notes, where: "append and backup: the copy" }, before);
  tell(told, "documents in backups made meanwhile", backupOf(copy).documents);
  promise(before, writer.lines);
  await whole(told, { folder: record, notes: base.notes, where: "append and backup" }, before);
}

async function erasing({ told, base, record }: Pair): Promise<void> {
  const writer = hand(["append", record, "100", "8"]);
  await writer.begun;
  const eraser = hand(["erase", record, TARGET]);
  await both(told, [writer, eraser], ["wipe-owed"]);
  const promised = promisedBy(base, [GONE]);
  promise(promised, writer.lines);
  const held = await whole(told, { folder: record, notes: base.notes, where: "erase and append" }, promised);
  const left = holding(record, wordOf(GONE));
  expect(told, !held.has(TARGET) && left.length === 0, () => `erase and append: left in ${left.join(", ")}`);
}

/** Every file but the write-ahead log, as `cp` of the "real" files takes them, while another process writes. */
async function copying({ told, base, folder, record, random }: Pair): Promise<void> {
  const copy = join(folder, "careless");
  rmSync(copy, { recursive: true, force: true });
  const writer = hand(["append", record, "100", "200"]);
  while (writer.lines.length < 4 + below(random, 20)) await pause(2);
  try {
    // The mark of who writes comes and goes, and a copy that meets it half-way is refused by the system, not by us.
    cpSync(record, copy, { recursive: true, filter: (path) => !/-(wal|shm)$|\.part$|\/writer$/.test(path) });
  } finally {
    writer.child.kill("SIGKILL");
    await writer.done;
  }
  try {
    await using(copy, async () => {});
    told.failures.push("a careless copy opens for writing as if it were whole");
  } catch (error) {
    const code = codeOf(error) ?? String(error);
    expect(told, ["behind", "damaged"].includes(code), () => `a careless copy: ${error}`);
    tell(told, `careless copy said to be: ${code}`);
  }
  expect(told, existsSync(join(record, "record.db")), () => "the record is gone");
  const promised = promisedBy(base);
  promise(promised, writer.lines);
  await whole(told, { folder: record, notes: base.notes, where: "copied while written" }, promised);
}

const PAIRS: readonly ((pair: Pair) => Promise<void>)[] = [appending, reviewing, backingUp, erasing, copying];

/** Rounds of two processes, each pair of tasks in turn. */
export async function pairs({ folder, rounds, random, progress }: Task): Promise<Outcome> {
  const told = outcome("two processes on one record");
  const base = await ground(folder, 6);
  for (let at = 0; at < rounds; at++) {
    const pair = PAIRS[at % PAIRS.length];
    try {
      const record = fresh(base.record, join(folder, "record"));
      await pair?.({ told, base, folder, record, random });
      tell(told, `rounds of ${pair?.name}`);
    } catch (error) {
      told.failures.push(`${pair?.name}: ${error instanceof Error ? error.stack : error}`);
    }
    told.rounds += 1;
    progress(at + 1, rounds);
  }
  return told;
}
