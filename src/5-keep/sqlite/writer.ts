import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// A note of who holds the write lock. SQLite's lock alone decides; the note only lets a message name the other process.

/** Notes that this process is writing. */
export function claimWriting(folder: string): void {
  writeFileSync(noteOf(folder), `${process.pid}\n`, { mode: 0o600 });
}

/** Takes the note away, if it is this process's. */
export function endWriting(folder: string): void {
  if (holder(folder) === process.pid) rmSync(noteOf(folder), { force: true });
}

/** Who is writing, in words, or null when nobody alive says so. */
export function writing(folder: string): string | null {
  const pid = holder(folder);
  if (pid === null || pid === process.pid) return null;
  try {
    process.kill(pid, 0);
  } catch {
    return null;
  }
  return `Process ${pid}`;
}

function noteOf(folder: string): string {
  return join(folder, "writer");
}

function holder(folder: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(noteOf(folder), "utf8"), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}
