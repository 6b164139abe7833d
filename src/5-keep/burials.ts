import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonical } from "../0-model/identity.ts";
import type { Tombstone } from "../0-model/store.ts";
import { writeFileWhole } from "./originals.ts";
import { bytes, database } from "./sqlite/database.ts";

// A plain list of what was taken out, beside the database: it can be read when the database cannot, so that a backup made
// before a removal does not bring back what was removed.

/** A removal, or its opposite, as the list has it. */
export type Burial = Tombstone & { readonly kind: "erasure" | "seal" | "unseal" };

function pathOf(folder: string): string {
  return join(folder, "tombstones");
}

/** Brings the list of a folder up to what is told, which is in order of time: what it has already is not added again. */
export function list(folder: string, burials: readonly Burial[]): void {
  const lacking = unlisted(folder, burials);
  if (lacking.length === 0) return;
  const before = existsSync(pathOf(folder)) ? readFileSync(pathOf(folder), "utf8") : "";
  // Written whole: a list that breaks off in a line would swallow the removal that is added next.
  const end = before === "" || before.endsWith("\n") ? "" : "\n";
  const lines = lacking.map((one) => `${JSON.stringify(one)}\n`).join("");
  writeFileWhole(pathOf(folder), Buffer.from(`${before}${end}${lines}`));
}

/** Of what is told, the last word on each target that the list of a folder does not have as its own last word. */
export function unlisted(folder: string, burials: readonly Burial[]): Burial[] {
  const listed = lastWords(read(folder).lines);
  return [...lastWords(burials).values()].filter((one) => {
    const found = listed.get(one.target);
    if (one.kind === "unseal") return found !== undefined && found.kind !== "unseal";
    return found === undefined || canonical(found) !== canonical(one);
  });
}

/** The removals that a folder's list knows and that were not taken back. A line that cannot be read is passed over. */
export function buriedIn(folder: string): Burial[] {
  return [...lastWords(read(folder).lines).values()].filter(({ kind }) => kind !== "unseal");
}

/** Numbers, from 1, of the lines of a folder's list that cannot be read. */
export function unreadable(folder: string): readonly number[] {
  return read(folder).bad;
}

function lastWords(burials: readonly Burial[]): Map<string, Burial> {
  return new Map(burials.map((one) => [one.target, one]));
}

function read(folder: string): { readonly lines: readonly Burial[]; readonly bad: readonly number[] } {
  if (!existsSync(pathOf(folder))) return { lines: [], bad: [] };
  const lines: Burial[] = [];
  const bad: number[] = [];
  for (const [at, line] of readFileSync(pathOf(folder), "utf8").split("\n").entries()) {
    const one = line === "" ? undefined : parsed(line);
    if (one === null) bad.push(at + 1);
    else if (one !== undefined) lines.push(one);
  }
  return { lines, bad };
}

function parsed(line: string): Burial | null {
  try {
    const one = JSON.parse(line) as Burial;
    const known = ["erasure", "seal", "unseal"].includes(one.kind) && Array.isArray(one.rows);
    const words = [one.target, one.why, one.by, one.leaves].every((word) => typeof word === "string");
    return known && words ? one : null;
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
