import { existsSync } from "node:fs";
import { partOf } from "./originals.ts";

// What stands where a backup is restored to is moved aside, not deleted. A record that is missing may be there.

function nameOf(folder: string, n: number): string {
  return `${folder}.before-restore-${n}`;
}

/** The next name that is free. */
export function nextAside(folder: string): string {
  let n = 1;
  while (existsSync(nameOf(folder, n))) n += 1;
  return nameOf(folder, n);
}

/** Where a record went when a restore was broken off before the other stood in its place; null when that is not so. */
export function movedAside(folder: string): string | null {
  if (existsSync(folder) || !existsSync(partOf(folder))) return null;
  let n = 0;
  while (existsSync(nameOf(folder, n + 1))) n += 1;
  return n === 0 ? null : nameOf(folder, n);
}
