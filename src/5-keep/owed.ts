import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileWhole } from "./originals.ts";

// What is taken out leaves traces outside the tables: the original's file, free pages, the write-ahead log. They are wiped
// after the removal is on disk, and a program can die in between. The note says that it is still to be done.

function noteOf(folder: string): string {
  return join(folder, "wiping");
}

/** Notes that a removal is under way. On disk when it returns. */
export function owe(folder: string): void {
  if (!owed(folder)) writeFileWhole(noteOf(folder), Buffer.from("What was taken out is still to be wiped.\n"));
}

/** True when traces of something that was taken out may be left. */
export function owed(folder: string): boolean {
  return existsSync(noteOf(folder));
}

/** Takes the note away: everything is wiped. */
export function paid(folder: string): void {
  rmSync(noteOf(folder), { force: true });
}
