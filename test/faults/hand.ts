// A second process for the rounds of faults: hand.ts TASK FOLDER ..., one JSON line for each thing done. With FAULT_STEP=N
// it kills itself before the Nth thing it does to files or to the database; with FAULT_STEP=0 it says how many there are.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { DatabaseSync, StatementSync } from "node:sqlite";

function say(line: unknown): void {
  // In one call that does not wait: what was said before a kill has been said.
  said(1, `${JSON.stringify(line)}\n`);
}

const said = fs.writeSync.bind(fs);
const limit = process.env.FAULT_STEP === undefined ? null : Number(process.env.FAULT_STEP);
let steps = 0;
let counting = false;

function step(): void {
  if (!counting || limit === null) return;
  steps += 1;
  if (steps === limit) process.kill(process.pid, "SIGKILL");
}

type Any = (this: unknown, ...args: unknown[]) => unknown;

/** Puts a step before, and with `after` also behind, every call of a function. */
function stepped(of: object, name: string, when: (self: unknown) => "no" | "before" | "both"): void {
  const inner = Reflect.get(of, name) as Any;
  const outer: Any = function (...args) {
    const how = when(this);
    if (how !== "no") step();
    const result = inner.apply(this, args);
    if (how === "both") step();
    return result;
  };
  Reflect.set(of, name, outer);
}

if (limit !== null) {
  for (const name of [
    "writeFileSync",
    "writeSync",
    "renameSync",
    "rmSync",
    "rmdirSync",
    "openSync",
    "fsyncSync",
    "cpSync",
  ])
    stepped(fs, name, () => "before");
  syncBuiltinESMExports();
  stepped(DatabaseSync.prototype, "exec", () => "both");
  stepped(StatementSync.prototype, "run", (self) =>
    /^VACUUM/.test((self as StatementSync).sourceSQL) ? "both" : "no",
  );
}

const { SourcebookError } = await import("../../src/0-model/problem.ts");
const { openRecord } = await import("../../src/5-keep/record.ts");
const { backup, restore } = await import("../../src/5-keep/backup.ts");
const { migrate } = await import("../../src/5-keep/migrate.ts");
const { report } = await import("./report.ts");
const { alone, judgement, review } = await import("../5-keep/sample.ts");

const [task = "", folder = "", one = "", two = ""] = process.argv.slice(2);
const quiet = (): void => {};

async function using(work: (store: Awaited<ReturnType<typeof openRecord>>) => Promise<unknown>): Promise<void> {
  const store = await openRecord(folder, { create: task === "append", wait: 20_000 });
  counting = true;
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** Appends reports from a number on, reviews each and judges its group, until it is ended or has done as many as told. */
async function append(): Promise<void> {
  let before: string | null = null;
  await using(async (store) => {
    for (let n = Number(one); n < Number(one) + Number(two); n++) {
      const { sample, batch, claims, group } = report(n);
      await store.append(batch);
      say({ document: sample.document.id, claims });
      const [claim = ""] = claims;
      await store.append(alone(review(claim, 1, n % 2 === 0 ? "faithful" : "refused", "person:first")));
      say({ decision: `${claim} person:first` });
      if (before !== null) {
        await store.append(alone(judgement(before, group, "same", "person:first")));
        say({ judged: [before, group].sort().join(" ") });
      }
      before = group;
    }
  });
}

/** Reviews every claim that is there, over and over, under a name. */
async function decide(): Promise<void> {
  await using(async (store) => {
    for (let round = 0; round < Number(two); round++) {
      const { claims } = await store.read([{ get: "claims", all: true }]);
      for (const { id } of claims) {
        await store.append(alone(review(id, 1, round % 2 === 0 ? "faithful" : "refused", one)));
        say({ decision: `${id} ${one}` });
      }
    }
  });
}

const removal = { target: one, why: "asked for", by: "person:ann" };
const random = (size: number): Uint8Array => new Uint8Array(size).fill(7);

const TASKS: Record<string, () => Promise<unknown>> = {
  append,
  decide,
  erase: () => using((store) => store.erase(removal)),
  seal: () => using((store) => store.seal(removal, fs.readFileSync(two, "utf8"))),
  unseal: () => using((store) => store.unseal(removal, fs.readFileSync(two, "utf8"))),
  rebuild: () => using((store) => store.rebuild(quiet)),
  backup: () => backup(folder, one, quiet),
  restore: () => restore(one, folder, {}, quiet),
  migrate: async () => migrate(folder, { random, pretend: false, progress: quiet }),
  visit: async () => {
    const store = await openRecord(folder, { readOnly: one === "read" });
    const { counts } = await store.read([{ get: "counts" }]);
    say({ documents: counts?.documents, problems: await store.verify(quiet) });
    await store.close();
  },
};

say({ begun: process.pid });
counting = !["append", "decide", "erase", "seal", "unseal", "rebuild"].includes(task);
try {
  await TASKS[task]?.();
  say({ done: task, steps });
} catch (error) {
  if (!(error instanceof SourcebookError)) throw error;
  say({ error: error.code, message: error.message });
}
