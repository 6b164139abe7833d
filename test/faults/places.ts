// A record on ground that cannot be written: it is read as it is, and whatever would write says so.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, fresh, ground, HARMLESS, hand, type Outcome, outcome, room, type Task, tell } from "./ground.ts";
import { report } from "./report.ts";

/** A folder on a read-only mount: whole, and with rows still in the write-ahead log of a writer that was killed. */
export async function mounts({ folder, progress }: Task): Promise<Outcome> {
  const told = outcome("read-only mount");
  const base = await ground(folder, 4);
  for (const [at, killed] of [false, true].entries()) {
    const record = fresh(base.record, join(folder, "record"));
    if (killed) {
      const one = hand(["append", record, "50", "400"]);
      while (one.lines.length < 8) await new Promise((resolve) => setTimeout(resolve, 5));
      one.child.kill("SIGKILL");
      await one.done;
    }
    const disk = room(folder, "disk");
    if (spawnSync("mount", ["--bind", record, disk]).status !== 0) {
      told.skipped = "a folder could not be mounted (needs root)";
      return told;
    }
    try {
      spawnSync("mount", ["-o", "remount,ro,bind", disk]);
      await tried(told, disk, killed);
    } finally {
      spawnSync("umount", [disk]);
    }
    told.rounds += 1;
    progress(at + 1, 2);
  }
  return told;
}

async function tried(told: Outcome, disk: string, killed: boolean): Promise<void> {
  const where = killed ? "read-only, after a kill" : "read-only";
  const before = readFileSync(join(disk, "record.db"));
  for (const args of [
    ["append", disk, "200", "1"],
    ["erase", disk, report(1).sample.document.id],
    ["rebuild", disk],
  ]) {
    const one = hand(args);
    await one.done;
    const last = one.lines.at(-1);
    const said = last?.error === "not-writable" && one.complaint() === "";
    expect(told, said, () => `${where}, ${args[0]}: ${JSON.stringify(last)} ${one.complaint()}`);
    tell(told, "writing refused in words");
  }
  const reader = hand(["visit", disk, "read"]);
  await reader.done;
  const last = reader.lines.findLast((line) => line.documents !== undefined || line.error !== undefined);
  expect(told, reader.complaint() === "", () => `${where}, read: ${reader.complaint()}`);
  if (killed && last?.error !== undefined) tell(told, `rows wait in the write-ahead log: ${last.error} said`);
  else {
    // An addition that the kill broke off may have left its original behind.
    const sound = (last?.documents ?? 0) >= 4 && last?.problems?.every(({ code }) => HARMLESS.has(code)) === true;
    expect(told, sound, () => `${where}, read: ${JSON.stringify(last)}`);
    tell(told, "read as it is");
  }
  expect(told, readFileSync(join(disk, "record.db")).equals(before), () => `${where}: record.db changed`);
}
