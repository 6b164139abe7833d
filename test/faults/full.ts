// A disk without room, on a small tmpfs: whatever was under way says so, nothing is lost, readers go on, and so does the
// work when there is room.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FORMAT1 } from "../5-keep/folder.ts";
import {
  below,
  expect,
  fresh,
  type Ground,
  ground,
  hand,
  holding,
  type Outcome,
  outcome,
  promise,
  promisedBy,
  quiet,
  type Task,
  tell,
  using,
  whole,
} from "./ground.ts";
import { GONE, TARGET, wordOf } from "./report.ts";

/** One way to need room: what is prepared on the disk, the task, and what must be so once it ran. */
interface Need {
  readonly name: string;
  readonly source: (base: Ground) => string;
  readonly args: (base: Ground, disk: string) => readonly string[];
  /** Reports that need not be there afterwards. */
  readonly without: readonly number[];
  readonly migrates?: true;
}

const NEEDS: readonly Need[] = [
  {
    name: "append",
    source: (base) => base.record,
    args: (_, disk) => ["append", join(disk, "record"), "100", "40"],
    without: [],
  },
  {
    name: "backup",
    source: (base) => base.record,
    args: (_, disk) => ["backup", join(disk, "record"), join(disk, "copy")],
    without: [],
  },
  {
    name: "erase",
    source: (base) => base.record,
    args: (_, disk) => ["erase", join(disk, "record"), TARGET],
    without: [GONE],
  },
  {
    name: "seal",
    source: (base) => base.record,
    args: (base, disk) => ["seal", join(disk, "record"), TARGET, base.keys.publicKey],
    without: [GONE],
  },
  {
    name: "restore",
    source: (base) => base.record,
    args: (base, disk) => ["restore", join(disk, "record"), base.copy],
    without: [],
  },
  {
    name: "migrate",
    source: () => FORMAT1,
    args: (_, disk) => ["migrate", join(disk, "record")],
    without: [],
    migrates: true,
  },
];

/** Fills a disk but for some bytes. */
function fill(disk: string, leave: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, "filler"), Buffer.alloc(Math.max(0, bavail * bsize - leave)));
}

/** How many live claims a record answers with, read as it is; a record of format 1 cannot be asked. */
async function readable(told: Outcome, record: string, where: string): Promise<void> {
  try {
    const { counts } = await using(record, (store) => store.read([{ get: "counts" }]), true);
    expect(told, (counts?.claims ?? 0) > 0, () => `${where}: a reader finds nothing`);
    tell(told, "reads while the disk is full");
  } catch (error) {
    told.failures.push(`${where}: a reader is refused: ${error}`);
  }
}

async function round(told: Outcome, base: Ground, { need, disk, leave }: Setting): Promise<void> {
  const record = join(disk, "record");
  fresh(need.source(base), record);
  const before = readFileSync(join(record, "record.db"));
  fill(disk, leave);
  const where = `${need.name} with ${leave} bytes free`;
  const promised = promisedBy(base, need.without);
  const one = hand(need.args(base, disk));
  await one.done;
  promise(promised, one.lines);
  const last = one.lines.at(-1);
  expect(told, one.complaint() === "", () => `${where}: ${one.complaint()}`);
  if (last?.error === undefined) tell(told, "had room enough");
  else {
    expect(told, last.error === "disk-full", () => `${where}: ${last.error}: ${last.message}`);
    expect(told, /is full/.test(last.message ?? ""), () => `${where}: ${last.message}`);
    tell(told, `${need.name}: disk-full said`);
    if (need.migrates) {
      const same = readFileSync(join(record, "record.db")).equals(before);
      expect(told, same, () => `${where}: the record of format 1 is not as it was`);
    }
  }
  if (!need.migrates) {
    fill(disk, 0);
    await readable(told, record, where);
  }
  rmSync(join(disk, "filler"));
  await after(told, base, { need, disk, leave });
}

/** With room again: all is there, and the same command does its work. */
async function after(told: Outcome, base: Ground, { need, disk, leave }: Setting): Promise<void> {
  const record = join(disk, "record");
  const where = `${need.name} with ${leave} bytes free, and room again`;
  if (!need.migrates) {
    await whole(told, { folder: record, notes: base.notes, where }, promisedBy(base, need.without));
    for (const name of ["copy", "record.before-restore-1"]) rmSync(join(disk, name), { recursive: true, force: true });
    const again = hand(need.args(base, disk));
    await again.done;
    const last = again.lines.at(-1);
    expect(told, last?.done !== undefined, () => `${where}: ${JSON.stringify(last)} ${again.complaint()}`);
    await whole(told, { folder: record, notes: base.notes, where }, promisedBy(base, need.without));
    if (need.without.length > 0) {
      const left = holding(record, wordOf(GONE));
      expect(told, left.length === 0, () => `${where}: left in ${left.join(", ")}`);
    }
    return;
  }
  const again = hand(need.args(base, disk));
  await again.done;
  const last = again.lines.at(-1);
  const migrated = last?.done !== undefined || last?.error === "not-older";
  expect(told, migrated, () => `${where}: ${JSON.stringify(last)} ${again.complaint()}`);
  const problems = await using(record, (store) => store.verify(quiet));
  expect(told, problems.length === 0, () => `${where}: ${JSON.stringify(problems)}`);
}

interface Setting {
  readonly need: Need;
  readonly disk: string;
  readonly leave: number;
}

/** Rounds of each task with a random, small amount of room. */
export async function full({ folder, rounds, random, progress }: Task): Promise<Outcome> {
  const told = outcome("disk full");
  const disk = join(folder, "disk");
  mkdirSync(disk);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", disk]).status !== 0) {
    told.skipped = "a small disk could not be mounted (needs root)";
    return told;
  }
  try {
    const base = await ground(folder, 8);
    for (let at = 0; at < rounds; at++) {
      const need = NEEDS[at % NEEDS.length];
      if (need === undefined) continue;
      // Half of them fail at once, the others somewhere on the way.
      const leave = below(random, 2) === 0 ? below(random, 8) * 4096 : below(random, 250) * 4096;
      try {
        await round(told, base, { need, disk, leave });
      } catch (error) {
        told.failures.push(`${need.name} with ${leave} bytes free: ${error instanceof Error ? error.stack : error}`);
      }
      spawnSync("find", [disk, "-mindepth", "1", "-delete"]);
      told.rounds += 1;
      progress(at + 1, rounds);
    }
  } finally {
    spawnSync("umount", [disk]);
  }
  return told;
}
