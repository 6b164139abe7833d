// One row of a long log dropped, altered, inserted or moved by somebody who then makes clocks, leaves, tree and head fit: a
// checkpoint kept elsewhere finds it, and nothing else does.
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Entry, LogTree } from "../../src/0-model/store.ts";
import { leafOf, type RowKind, sha256 } from "../../src/5-keep/log.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { bytes, type Database, database, number, text } from "../../src/5-keep/sqlite/database.ts";
import { type Footing, footingOf, headOf, remake } from "../../src/5-keep/sqlite/ledger.ts";
import { verify } from "../../src/5-keep/sqlite/verify.ts";
import { grown, type Peaks } from "../../src/5-keep/tree.ts";
import { alone } from "../5-keep/sample.ts";
import { below, expect, type Outcome, outcome, quiet, type Task, tell } from "./ground.ts";
import { report } from "./report.ts";

const CHUNK = 5000;

/** A record with a log of about so many rows: a report, and a long list of words about one dispute after another. */
async function long(folder: string, rows: number): Promise<LogTree> {
  const store = await openRecord(folder, { create: true });
  try {
    await store.append(report(0).batch);
    for (let at = 0; at < rows; at += CHUNK) {
      const entries = Array.from({ length: Math.min(CHUNK, rows - at) }, (_, i): Entry => {
        const payload = {
          code: "tried",
          message: `Try ${at + i} gave nothing.`,
          document: report(0).sample.document.id,
        };
        return { kind: "problem", payload };
      });
      await store.append(alone(...entries));
    }
    return await store.tree();
  } finally {
    await store.close();
  }
}

/** Statements that make room behind a row, or close the gap that it left. */
function move(after: number, by: 1 | -1): string {
  const far = 1_000_000_000;
  return ["payload", "log"]
    .map(
      (table) =>
        `UPDATE ${table} SET sequence = sequence + ${far} WHERE sequence > ${after};` +
        `UPDATE ${table} SET sequence = sequence - ${far - by} WHERE sequence > ${far};`,
    )
    .join("");
}

const HARMS: Readonly<Record<string, (row: number, other: number) => string>> = {
  dropped: (row) =>
    `DELETE FROM payload WHERE sequence = ${row}; DELETE FROM log WHERE sequence = ${row}; ${move(row, -1)}`,
  altered: (row) => `UPDATE payload SET json = replace(json, 'gave nothing', 'gave all') WHERE sequence = ${row}`,
  inserted: (row) =>
    `${move(row, 1)} INSERT INTO log SELECT ${row + 1}, recorded_at, kind, leaf FROM log WHERE sequence = ${row};` +
    `INSERT INTO payload SELECT ${row + 1}, salt, replace(json, 'Try', 'Test') FROM payload WHERE sequence = ${row}`,
  moved: (row, other) =>
    ["log", "payload"]
      .map(
        (table) =>
          `UPDATE ${table} SET sequence = -${row} WHERE sequence = ${row};` +
          `UPDATE ${table} SET sequence = ${row} WHERE sequence = ${other};` +
          `UPDATE ${table} SET sequence = ${other} WHERE sequence = -${row};`,
      )
      .join(""),
};

/** Makes clocks and leaves from a row on, the tree and the head fit what the log now says. */
function fitted(db: Database, from: number): void {
  let peaks: Peaks = [];
  let count = 0;
  let clock = 0;
  const changed: [Buffer, number, number][] = [];
  for (const line of db.each(
    "SELECT l.sequence, l.recorded_at, l.kind, l.leaf, p.salt, p.json FROM log l JOIN payload p USING (sequence) ORDER BY 1",
  )) {
    const sequence = number(line, "sequence");
    clock = Math.max(clock, number(line, "recorded_at"));
    let leaf = bytes(line, "leaf");
    if (sequence >= from) {
      const [salt, json] = [bytes(line, "salt"), text(line, "json")];
      leaf = leafOf({
        sequence,
        recordedAt: new Date(clock).toISOString(),
        kind: text(line, "kind") as RowKind,
        salt,
        json,
      });
      changed.push([leaf, clock, sequence]);
    }
    peaks = grown(peaks, count, leaf);
    count += 1;
  }
  const write = "UPDATE log SET leaf = ?, recorded_at = ? WHERE sequence = ?";
  for (const values of changed) db.run(write, ...values);
  db.run(
    "UPDATE head SET sequence = ?, recorded_at = ?, peaks = ?",
    count,
    clock,
    Buffer.concat(peaks as readonly Buffer[] as Buffer[]),
  );
}

async function attacked(told: Outcome, footing: Footing, { kept, random, at }: Attack): Promise<void> {
  const { db } = footing;
  const kinds = Object.keys(HARMS);
  const kind = kinds[at % kinds.length] ?? "";
  const head = headOf(db).sequence;
  // Behind the report: what it says stays whole, so that nothing but the tree can tell.
  const row = 20 + below(random, head - 22);
  const other = row + 1 + below(random, head - row - 1);
  db.exec("PRAGMA foreign_keys = OFF");
  db.exec("BEGIN");
  try {
    db.exec(HARMS[kind]?.(row, other) ?? "");
    fitted(db, row);
    const found = (await verify(footing, quiet, [kept])).map(({ code }) => code);
    const seen = found.includes("rewritten") || found.includes("rows-dropped");
    tell(told, seen ? `${kind}: found with a checkpoint` : `${kind}: missed with a checkpoint`);
    expect(told, seen, () => `${kind} row ${row}: ${found.join(", ") || "nothing"} found with a checkpoint`);
    // Making the tables anew takes as long as the log: enough to see it for a few.
    if (at >= kinds.length) return;
    remake(db, footing.terms(), quiet);
    const without = (await verify(footing, quiet, [])).map(({ code }) => code);
    tell(
      told,
      without.length === 0 ? `${kind}: not found without a checkpoint` : `${kind}: found without a checkpoint`,
    );
  } finally {
    db.exec("ROLLBACK");
    db.exec("PRAGMA foreign_keys = ON");
  }
}

interface Attack {
  readonly kept: LogTree;
  readonly random: () => number;
  readonly at: number;
}

/** Rounds of one row each, over a log of `rows` rows. */
export async function rewrites({ folder, rounds, random, progress }: Task, rows = 100_000): Promise<Outcome> {
  const told = outcome(`one row of ${rows} rewritten, and all made to fit`);
  const record = join(folder, "long");
  const kept = await long(record, rows);
  tell(told, "rows", kept.size);
  rmSync(join(record, "acknowledged"));
  const db = database(join(record, "record.db"), { readOnly: false, wait: 1000 });
  db.exec("PRAGMA cache_size = -262144");
  const clock = (): Date => new Date();
  const footing = footingOf({
    db,
    folder: record,
    readOnly: false,
    hash: sha256,
    clock,
    random: (size) => new Uint8Array(size),
  });
  try {
    const whole = await verify(footing, quiet, [kept]);
    expect(told, whole.length === 0, () => `unharmed: ${JSON.stringify(whole)}`);
    for (let at = 0; at < rounds; at++) {
      await attacked(told, footing, { kept, random, at });
      told.rounds += 1;
      progress(at + 1, rounds);
    }
  } finally {
    db.close();
  }
  return told;
}
