// A record in a folder of its own, for tests that look at its files.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openRecord } from "../../src/5-keep/record.ts";
import { alone, claims, fixed, referents, review, Sample } from "./sample.ts";

/** A folder of the test's own. */
interface Temporary {
  readonly path: string;
  /** The paths that these names have in it. */
  at<const N extends readonly string[]>(...names: N): { readonly [K in keyof N]: string };
  [Symbol.dispose](): void;
}

/** A record of format 1, as the program wrote it then. */
export const FORMAT1 = join(import.meta.dirname, "..", "fixtures", "format1");

/** A folder that goes away with the test. */
export function temporary(): Temporary {
  const path = mkdtempSync(join(tmpdir(), "record-"));
  return {
    path,
    at: <const N extends readonly string[]>(...names: N) =>
      names.map((name) => join(path, name)) as { readonly [K in keyof N]: string },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

export const SAMPLE = new Sample("The River Front is led by Omar Saleh.\nIt grew.\n", ["front.txt"]);

/** A small record in a folder, closed again. */
export async function smallRecord(folder: string): Promise<void> {
  const front = SAMPLE.referent("group", "River Front");
  const omar = SAMPLE.referent("person", "Omar Saleh");
  const leader = SAMPLE.claim(front, "leader", omar);
  const grew = SAMPLE.claim(front, "strength", "grew");
  const store = await openRecord(folder, { ...fixed(), create: true });
  await store.append(SAMPLE.batch("rules 1", ...referents(front, omar), ...claims(leader, grew)));
  await store.append(alone(review(leader.id, 1, "faithful")));
  await store.close();
}

/** A copy of a folder in another one. */
export function copyTo(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
}

/** Changes a record behind its back. */
export function tamper(folder: string, sql: string): void {
  const db = new DatabaseSync(join(folder, "record.db"), { enableForeignKeyConstraints: false });
  db.exec(sql);
  db.close();
}
