import { hash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tombstone } from "../0-model/store.ts";
import { bytes, database } from "./sqlite/database.ts";

// A plain list of what was taken out, beside the database: it can be read when the database cannot, so that a backup made
// before a removal does not bring back what was removed.

/** A removal as the list has it. */
export type Burial = Tombstone & { readonly kind: "erasure" | "seal" | "unseal" };

/** Adds a removal to the list of a folder. */
export function list(folder: string, kind: Burial["kind"], stone: Tombstone): void {
  appendFileSync(join(folder, "tombstones"), `${JSON.stringify({ kind, ...stone })}\n`, { mode: 0o600 });
}

/** The removals that a folder's list knows and that were not taken back. A line that cannot be read is passed over. */
export function buriedIn(folder: string): Burial[] {
  const path = join(folder, "tombstones");
  if (!existsSync(path)) return [];
  const found = new Map<string, Burial>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const one = parsed(line);
    if (one === null) continue;
    if (one.kind === "unseal") found.delete(one.target);
    else found.set(one.target, one);
  }
  return [...found.values()];
}

function parsed(line: string): Burial | null {
  try {
    const one = JSON.parse(line) as Burial;
    return typeof one.target === "string" && typeof one.why === "string" && typeof one.by === "string" ? one : null;
  } catch {
    return null;
  }
}

/** SHA-256 over the leaves of some rows of the record in a folder, as a tombstone has it. */
export function leavesOf(folder: string, rows: Tombstone["rows"]): string {
  const db = database(join(folder, "record.db"), { readOnly: true, wait: 5000 });
  try {
    const leaves = rows.flatMap(([from, to]) =>
      db
        .all("SELECT leaf FROM log WHERE sequence BETWEEN ? AND ? ORDER BY sequence", from, to)
        .map((line) => bytes(line, "leaf")),
    );
    return hash("sha256", Buffer.concat(leaves), "hex");
  } finally {
    db.close();
  }
}
