// kill -9 at random points of everything that writes: at a random moment, and before a random step of what it does.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { backupOf, restore } from "../../src/5-keep/backup.ts";
import { formatOf } from "../../src/5-keep/migrate.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { FORMAT1 } from "../5-keep/folder.ts";
import {
  below,
  codeOf,
  expect,
  fresh,
  type Ground,
  ground,
  type Hand,
  hand,
  holding,
  type Outcome,
  outcome,
  type Promised,
  promise,
  promisedBy,
  quiet,
  type Task,
  tell,
  turned,
  using,
  whole,
} from "./ground.ts";
import { GONE, report, TARGET, wordOf } from "./report.ts";

const { sample: SECRET } = report(GONE);
const WORD = wordOf(GONE);

/** One round under way. */
interface Round {
  readonly told: Outcome;
  readonly base: Ground;
  readonly folder: string;
  readonly random: () => number;
  /** Runs a task until it is killed, or is done; what it said. */
  readonly broken: (...args: readonly string[]) => Promise<Hand>;
}

/** How long each task takes and how many steps it has, measured once, unharmed. */
const measured = new Map<string, { ms: number; steps: number }>();

/** Runs a task to its end. */
async function run(...args: readonly string[]): Promise<Hand> {
  const one = hand(args, { step: 0 });
  await one.done;
  return one;
}

async function measure(...args: readonly string[]): Promise<void> {
  const [task = ""] = args;
  if (measured.has(task)) return;
  const one = hand(args, { step: 0 });
  await one.begun;
  const begin = performance.now();
  await one.done;
  measured.set(task, { ms: performance.now() - begin, steps: one.lines.at(-1)?.steps ?? 1 });
}

function breaker(told: Outcome, random: () => number, byStep: boolean): Round["broken"] {
  return async (...args) => {
    const [task = ""] = args;
    const { ms, steps } = measured.get(task) ?? { ms: 40, steps: 9 };
    const one = hand(args, byStep ? { step: 1 + below(random, steps) } : {});
    if (!byStep) {
      await one.begun;
      await pause(random() * ms * 1.1);
      one.child.kill("SIGKILL");
    }
    await one.done;
    const killed = one.child.signalCode === "SIGKILL";
    tell(told, killed ? "killed" : "done before the kill");
    const error = one.lines.find((line) => line.error !== undefined);
    expect(told, error === undefined, () => `${args.join(" ")}: ${error?.message}`);
    expect(told, killed || one.complaint() === "", () => `${args.join(" ")}: ${one.complaint()}`);
    return one;
  };
}

function completes(told: Outcome, one: Hand, where: string): void {
  expect(
    told,
    one.lines.at(-1)?.done !== undefined,
    () => `${where}: ${JSON.stringify(one.lines.at(-1))} ${one.complaint()}`,
  );
}

function gone(told: Outcome, folder: string, where: string): void {
  const left = holding(folder, WORD);
  expect(told, left.length === 0, () => `${where}: ${WORD} still stands in ${left.join(", ")}`);
}

async function appending({ told, base, folder, broken }: Round): Promise<void> {
  const record = fresh(base.record, join(folder, "record"));
  const promised = promisedBy(base);
  const one = await broken("append", record, "100", "6");
  promise(promised, one.lines);
  await whole(told, { folder: record, notes: base.notes, where: "append" }, promised);
  // What was broken off is done by the same command again.
  const again = await run("append", record, "100", "2");
  promise(promised, again.lines);
  completes(told, again, "append again");
  await whole(told, { folder: record, notes: base.notes, where: "append again" }, promised);
}

async function deciding({ told, base, folder, random, broken }: Round): Promise<void> {
  const record = fresh(base.record, join(folder, "record"));
  const promised = promisedBy(base);
  const other = hand(["decide", record, "person:second", "50"]);
  await other.begun;
  const one = await broken("append", record, "100", "6");
  await pause(random() * 100);
  other.child.kill("SIGKILL");
  await other.done;
  promise(promised, one.lines);
  promise(promised, other.lines);
  await whole(told, { folder: record, notes: base.notes, where: "append and review" }, promised);
}

async function backingUp({ told, base, folder, broken }: Round): Promise<void> {
  const record = fresh(base.record, join(folder, "record"));
  const copy = join(folder, "copy");
  rmSync(copy, { recursive: true, force: true });
  await broken("backup", record, copy);
  await whole(told, { folder: record, notes: base.notes, where: "backup" }, promisedBy(base));
  if (existsSync(copy)) {
    expect(told, backupOf(copy).documents === base.documents, () => "backup: what stands there is no whole backup");
    await whole(told, { folder: copy, notes: base.notes, where: "backup made" }, promisedBy(base));
    rmSync(copy, { recursive: true });
  }
  completes(told, await run("backup", record, copy), "backup again");
  await whole(told, { folder: copy, notes: base.notes, where: "backup again" }, promisedBy(base));
}

async function erasing({ told, base, folder, broken }: Round): Promise<void> {
  const record = fresh(base.record, join(folder, "record"));
  const without = promisedBy(base, [GONE]);
  await broken("erase", record, TARGET);
  const held = await whole(told, { folder: record, notes: base.notes, where: "erase" }, without);
  // Either nothing of it was done, or all: opening it, as `whole` does, wipes what was owed.
  if (held.has(TARGET)) await whole(told, { folder: record, notes: base.notes, where: "erase" }, promisedBy(base));
  else gone(told, record, "erase broken off and opened");
  completes(told, await run("erase", record, TARGET), "erase again");
  gone(told, record, "erase again");
  await whole(told, { folder: record, notes: base.notes, where: "erase again" }, without);
  rmSync(`${record}.before-restore-1`, { recursive: true, force: true });
  await restore(base.copy, record, {}, quiet);
  gone(told, record, "restored over an erasure");
  await whole(told, { folder: record, notes: base.notes, where: "restored over an erasure" }, without);
}

async function sealing({ told, base, folder, broken }: Round): Promise<void> {
  const record = fresh(base.record, join(folder, "record"));
  const { publicKey, privateKey } = base.keys;
  await broken("seal", record, TARGET, publicKey);
  const held = await whole(told, { folder: record, notes: base.notes, where: "seal" }, promisedBy(base, [GONE]));
  if (!held.has(TARGET)) gone(told, record, "seal broken off and opened");
  completes(told, await run("seal", record, TARGET, publicKey), "seal again");
  gone(told, record, "seal again");
  completes(told, await run("unseal", record, TARGET, privateKey), "unseal");
  await original(told, record, "sealed and unsealed");
  await whole(told, { folder: record, notes: base.notes, where: "sealed and unsealed" }, promisedBy(base));
}

async function original(told: Outcome, record: string, where: string): Promise<void> {
  const bytes = await using(record, (store) => store.original(TARGET));
  expect(told, Buffer.from(bytes).equals(Buffer.from(SECRET.bytes)), () => `${where}: the original is another`);
}

async function unsealing({ told, base, folder, broken }: Round): Promise<void> {
  const sealed = join(folder, "sealed");
  if (!existsSync(sealed)) {
    fresh(base.record, sealed);
    await run("seal", sealed, TARGET, base.keys.publicKey);
  }
  const record = fresh(sealed, join(folder, "record"));
  await broken("unseal", record, TARGET, base.keys.privateKey);
  const held = await whole(told, { folder: record, notes: base.notes, where: "unseal" }, promisedBy(base, [GONE]));
  if (!held.has(TARGET)) {
    gone(told, record, "unseal broken off and opened");
    completes(told, await run("unseal", record, TARGET, base.keys.privateKey), "unseal again");
  }
  await original(told, record, "unsealed");
  await whole(told, { folder: record, notes: base.notes, where: "unsealed" }, promisedBy(base));
}

async function rebuilding({ told, base, folder, broken }: Round): Promise<void> {
  const record = fresh(base.record, join(folder, "record"));
  await broken("rebuild", record);
  await whole(told, { folder: record, notes: base.notes, where: "rebuild" }, promisedBy(base));
}

async function migrating({ told, folder, broken }: Round): Promise<void> {
  const record = fresh(FORMAT1, join(folder, "old"));
  for (const name of readdirSync(folder)) if (name.startsWith("old.")) rmSync(join(folder, name), { recursive: true });
  const before = readFileSync(join(record, "record.db"));
  await broken("migrate", record);
  if (formatOf(record) === 1) {
    const same = readFileSync(join(record, "record.db")).equals(before);
    expect(told, same, () => "migrate: the record of format 1 is not as it was");
    completes(told, await run("migrate", record), "migrate again");
  } else tell(told, "migrated before the kill, or at its last step");
  const claims = await using(record, async (store) => {
    const problems = await store.verify(quiet);
    expect(told, problems.length === 0, () => `migrate: ${JSON.stringify(problems)}`);
    return (await store.read([{ get: "counts" }])).counts?.claims ?? 0;
  });
  expect(told, claims === 5, () => `migrate: ${claims} claims instead of 5`);
  tell(told, "acknowledged", 5);
  tell(told, "lost", 5 - claims);
  expect(
    told,
    readFileSync(join(record, "format"), "utf8").trim().endsWith("2"),
    () => "migrate: the format file is old",
  );
  const made = readdirSync(folder).filter((name) => /^old\.format-1(-\d+)?$/.test(name));
  expect(told, made.length > 0, () => "migrate: no copy of the folder was kept");
}

async function restoring({ told, base, folder, broken }: Round): Promise<void> {
  const erased = join(folder, "erased");
  if (!existsSync(erased)) {
    fresh(base.record, erased);
    await run("erase", erased, TARGET);
  }
  const record = fresh(erased, join(folder, "record"));
  for (const name of readdirSync(folder)) {
    if (name.startsWith("record.")) rmSync(join(folder, name), { recursive: true });
  }
  const without: Promised = promisedBy(base, [GONE]);
  await broken("restore", record, base.copy);
  try {
    await (await openRecord(record)).close();
  } catch (error) {
    expect(told, codeOf(error) === "restore-broken-off", () => `restore: ${error}`);
    tell(told, "restores broken off between the two last steps, said");
    completes(told, await run("restore", record, base.copy), "restore again");
  }
  await whole(told, { folder: record, notes: base.notes, where: "restore" }, without);
  gone(told, record, "restore broken off");
  completes(told, await run("restore", record, base.copy), "restore again");
  await whole(told, { folder: record, notes: base.notes, where: "restore again" }, without);
  gone(told, record, "restore again");
}

const ROUNDS: readonly ((round: Round) => Promise<void>)[] = [
  appending,
  erasing,
  restoring,
  migrating,
  deciding,
  sealing,
  backingUp,
  unsealing,
  rebuilding,
];

async function measureAll(base: Ground, folder: string): Promise<void> {
  const record = fresh(base.record, join(folder, "measured"));
  await measure("append", record, "100", "6");
  await measure("rebuild", record);
  await measure("backup", record, join(folder, "measured-copy"));
  await measure("seal", record, TARGET, base.keys.publicKey);
  await measure("unseal", record, TARGET, base.keys.privateKey);
  await measure("erase", record, TARGET);
  await measure("restore", record, join(folder, "measured-copy"));
  await measure("migrate", fresh(FORMAT1, join(folder, "measured-old")));
}

/** As many kills as there are rounds, over all tasks in turn, from a random one on; every second one before a random step, the others at a random moment. */
export async function kills({ folder, rounds, random, progress }: Task): Promise<Outcome> {
  const told = outcome("kill -9");
  const base = await ground(folder, 8);
  // For a few rounds a guess of how long everything takes is enough.
  if (rounds > ROUNDS.length) await measureAll(base, folder);
  const tasks = turned(ROUNDS, random);
  // Some are done before they are killed: those do not count.
  for (let at = 0; (told.counts.killed ?? 0) < rounds && at < rounds * 2; at++) {
    const round = tasks[at % tasks.length];
    const broken = breaker(told, random, at % 2 === 0);
    try {
      await round?.({ told, base, folder, random, broken });
    } catch (error) {
      told.failures.push(`${round?.name}, round ${at}: ${error instanceof Error ? error.stack : error}`);
    }
    told.rounds += 1;
    tell(told, `rounds of ${round?.name}`);
    progress(told.counts.killed ?? 0, rounds);
  }
  return told;
}
