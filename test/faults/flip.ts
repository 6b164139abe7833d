// Bytes that are not what was written: flipped, zeroed, cut off, anywhere in the folder. Whatever is asked, a problem is
// named, or every answer is the one that the good copy gives.
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { openRecord } from "../../src/5-keep/record.ts";
import { EVERYTHING } from "../contracts/given.ts";
import {
  below,
  codeOf,
  expect,
  fresh,
  type Ground,
  ground,
  hand,
  type Outcome,
  outcome,
  quiet,
  type Task,
  tell,
  using,
} from "./ground.ts";
import { report } from "./report.ts";

/** A record with something sealed and something erased, so that every kind of file is there. */
async function filled(base: Ground): Promise<void> {
  await using(base.record, async (store) => {
    await store.seal(
      { target: report(1).sample.document.id, why: "trial", by: "person:ann" },
      readFileSync(base.keys.publicKey, "utf8"),
    );
    await store.erase({ target: report(2).sample.document.id, why: "asked for", by: "person:ann" });
  });
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** What kind of file it is, for the counts. */
function kindOf(name: string): string {
  if (!name.startsWith("originals")) return name;
  return name.endsWith(".sealed") ? "a sealed file" : "an original";
}

const PAGE = 4096;

/** Harms a file at a random place; what was done, in words. */
function harm(path: string, random: () => number): string {
  const { size } = statSync(path);
  const bytes = readFileSync(path);
  const how = below(random, 5);
  if (how === 0) {
    const to = below(random, size);
    truncateSync(path, to);
    return `cut to ${to} of ${size} bytes`;
  }
  if (how === 1 && size > PAGE) {
    const page = below(random, Math.floor(size / PAGE));
    bytes.fill(0, page * PAGE, (page + 1) * PAGE);
    writeFileSync(path, bytes);
    return `page ${page + 1} zeroed`;
  }
  const at = below(random, size);
  const by = how === 2 ? 1 + below(random, 255) : 1 << below(random, 8);
  bytes[at] = (bytes[at] ?? 0) ^ by;
  writeFileSync(path, bytes);
  return `byte ${at} changed by ${by}`;
}

/** All that a record answers, as text; what it says when it refuses in words. */
async function answers(folder: string): Promise<{ readonly text: string | null; readonly refused: string | null }> {
  try {
    return { text: JSON.stringify(await using(folder, (store) => store.read(EVERYTHING), true)), refused: null };
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return { text: null, refused: codeOf(error) };
  }
}

/** Codes of what verify names; what opening says when it refuses. */
async function named(base: Ground, folder: string): Promise<string[]> {
  try {
    const store = await openRecord(folder);
    try {
      return (await store.verify(quiet, base.notes)).map(({ code }) => code);
    } finally {
      await store.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return [code];
  }
}

/** Answers without the clock of rows that lost their payload: once it is gone, so is what their leaf was made from. */
function uncovered(text: string): string {
  const slice = JSON.parse(text) as { log?: { payload: unknown; recordedAt: string }[] };
  for (const row of slice.log ?? []) if (row.payload === null) row.recordedAt = "";
  return JSON.stringify(slice);
}

interface Harmed {
  readonly base: Ground;
  readonly copy: string;
  readonly good: string;
  readonly where: string;
  readonly kind: string;
}

async function judged(told: Outcome, { base, copy, good, where, kind }: Harmed): Promise<void> {
  try {
    const before = await answers(copy);
    const found = await named(base, copy);
    if (found.length > 0) {
      tell(told, `found in ${kind}`);
      return;
    }
    const after = await answers(copy);
    if (after.text !== null && after.text !== good && uncovered(after.text) === uncovered(good)) {
      tell(told, "clock of a row that was taken out, changed and still in order: nothing covers it");
      return;
    }
    const same = after.text === good && (before.text === good || before.refused !== null);
    expect(told, same, () => `${where}: another answer, and nothing is named`);
    tell(told, before.text === good ? `harmless in ${kind}` : `mended by opening it, in ${kind}`);
  } catch (error) {
    tell(told, "crashed");
    told.failures.push(`${where}: ${error instanceof Error ? error.stack : error}`);
  }
}

/** Rounds of harm: half of them in record.db, the others in any other file, each in a copy of its own. */
export async function flips({ folder, rounds, random, progress }: Task): Promise<Outcome> {
  const told = outcome("flipped, zeroed and cut");
  const base = await ground(folder, 8);
  await filled(base);
  const good = (await answers(base.record)).text ?? "";
  const others = filesOf(base.record).filter((name) => !name.startsWith("record.db"));
  for (let at = 0; at < rounds; at++) {
    const name = at % 2 === 0 ? "record.db" : (others[below(random, others.length)] ?? "format");
    const copy = fresh(base.record, join(folder, "copy"));
    const where = `${name}: ${harm(join(copy, name), random)}`;
    await judged(told, { base, copy, good, where, kind: kindOf(name) });
    told.rounds += 1;
    progress(at + 1, rounds);
  }
  return told;
}

/** The write-ahead log of a writer that was killed, with rows in it that were acknowledged: gone, cut, or garbage. */
export async function lostLog({ folder, rounds, random, progress }: Task): Promise<Outcome> {
  const told = outcome("write-ahead log lost or changed");
  const base = await ground(folder, 3);
  for (let at = 0; at < rounds; at++) {
    const record = fresh(base.record, join(folder, "record"));
    const one = hand(["append", record, "50", "400"]);
    while (one.lines.length < 5 + below(random, 10)) await new Promise((resolve) => setTimeout(resolve, 5));
    one.child.kill("SIGKILL");
    await one.done;
    const kept = fresh(record, join(folder, "kept"));
    const good = (await answers(kept)).text ?? "";
    const wal = join(record, "record.db-wal");
    const size = statSync(wal).size;
    const where = `record.db-wal: ${at % 3 === 0 ? gone(wal) : at % 3 === 1 ? garbage(wal, random) : harm(wal, random)}`;
    await judged(told, { base, copy: record, good, where, kind: "record.db-wal" });
    tell(told, "bytes of log", size);
    told.rounds += 1;
    progress(at + 1, rounds);
  }
  return told;
}

function gone(path: string): string {
  truncateSync(path, 0);
  return "gone";
}

function garbage(path: string, random: () => number): string {
  const bytes = Buffer.alloc(statSync(path).size, 0);
  for (let i = 0; i < bytes.length; i++) bytes[i] = below(random, 256);
  writeFileSync(path, bytes);
  return "garbage";
}
