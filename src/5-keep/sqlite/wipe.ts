import { existsSync, rmSync } from "node:fs";
import type { Tombstone } from "../../0-model/store.ts";
import { acknowledge } from "../acknowledged.ts";
import { type Burial, list } from "../burials.ts";
import { boxOf, partOf, pathOf, removeOriginal, sealedOriginals } from "../originals.ts";
import { paid } from "../owed.ts";
import { type Database, number, text } from "./database.ts";
import { fault } from "./fault.ts";
import { changing, type Footing, headOf } from "./ledger.ts";
import { heldJson } from "./project.ts";
import { claimWriting, endWriting } from "./writer.ts";

/** Every removal and its opposite, as the log tells them, in order. */
export function burialsOf(db: Database): Burial[] {
  return db
    .all(
      "SELECT l.kind, p.json FROM log l JOIN payload p ON p.sequence = l.sequence " +
        "WHERE l.kind IN ('erasure', 'seal', 'unseal') ORDER BY l.sequence",
    )
    .map((line) => ({
      kind: text(line, "kind") as Burial["kind"],
      ...(JSON.parse(text(line, "json")) as Tombstone),
    }));
}

/**
 * Takes away what removals leave outside the tables: originals, the index's old segments, free pages, the write-ahead log;
 * and brings the list of removals up to the log. May be run again at any time. Throws when not all could be wiped.
 */
export function wipe(footing: Footing): void {
  const { db, folder } = footing;
  const known = changing(footing, () => tidy(footing));
  try {
    // Who looks is told who is at work, though the lock is only held now and then.
    claimWriting(folder);
    db.exec("INSERT INTO words (words) VALUES ('optimize')");
    emptied(db, folder);
    db.exec("VACUUM");
    emptied(db, folder);
    // What another process took out meanwhile, it has still to wipe; what it put beside the record and then undid is wiped.
    changing(footing, () => {
      if (burialsOf(db).length === known && tidy(footing) === known) paid(folder);
    });
  } finally {
    endWriting(folder);
  }
}

/**
 * Brings what stands beside the database up to it, and tells how many removals that are. The caller holds the lock: another
 * process that is taking something out has files in place that its transaction does not tell of yet.
 */
function tidy({ db, folder }: Footing): number {
  const burials = burialsOf(db);
  list(folder, burials);
  const last = new Map(burials.map((one) => [one.target, one]));
  for (const one of last.values()) if (one.what === "document") clear(folder, one);
  strayBoxes(db, folder, last);
  acknowledge(folder, headOf(db));
  return burials.length;
}

/** Moves everything into the database and cuts the write-ahead log, which keeps what pages held before. */
function emptied(db: Database, folder: string): void {
  if (number(db.get("PRAGMA wal_checkpoint(TRUNCATE)"), "busy") === 0) return;
  throw fault("wipe-owed", `Another program is reading the record in ${folder}.`);
}

function clear(folder: string, { kind, target }: Burial): void {
  for (const path of [pathOf(folder, target), boxOf(folder, target)]) rmSync(partOf(path), { force: true });
  if (kind === "unseal") {
    if (existsSync(pathOf(folder, target))) rmSync(boxOf(folder, target), { force: true });
    return;
  }
  // What was sealed and is nowhere else is not thrown away.
  if (kind === "erasure" || existsSync(boxOf(folder, target))) removeOriginal(folder, target);
  if (kind === "erasure") rmSync(boxOf(folder, target), { force: true });
}

/** Boxes of a seal that was broken off before it counted. */
function strayBoxes(db: Database, folder: string, last: ReadonlyMap<string, Burial>): void {
  for (const id of sealedOriginals(folder)) {
    if (last.has(id) || heldJson(db, "document", id) === undefined || !existsSync(pathOf(folder, id))) continue;
    rmSync(boxOf(folder, id), { force: true });
  }
}
