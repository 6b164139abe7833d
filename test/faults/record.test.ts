// What the record does when processes compete, die, or have no room: with real processes and real files.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { temporary } from "../5-keep/folder.ts";
import { claims, referents, Sample } from "../5-keep/sample.ts";
import { type Speaker, speaker } from "./speaker.ts";

const WRITER = join(import.meta.dirname, "writer.ts");

interface Line {
  readonly added?: string;
  readonly holding?: number;
  readonly error?: string;
  readonly message?: string;
  readonly documents?: number;
  readonly problems?: readonly unknown[];
}

/** A running second process. */
function start(...args: readonly (string | number)[]): Speaker<Line> {
  return speaker([process.execPath, WRITER, ...args.map(String)]);
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !holds(); i++) await pause(10);
  assert.ok(holds());
}

/** Documents of a record that verifies; additions that were broken off may have left an original behind. */
async function documentsOf(folder: string): Promise<string[]> {
  const store = await openRecord(folder);
  const problems = await store.verify(() => {});
  assert.deepEqual(
    problems.filter(({ code }) => code !== "original-unknown"),
    [],
  );
  const { documents, claims: found } = await store.read([{ get: "documents" }, { get: "claims" }]);
  assert.equal(found.length, documents.length);
  await store.close();
  return documents.map(({ id }) => id);
}

function added(lines: readonly Line[]): string[] {
  return lines.flatMap((line) => line.added ?? []);
}

/** Skips a test for want of something, which on CI is a failure. */
function skip(t: TestContext, why: string): void {
  assert.notEqual(process.env.CI, "true", why);
  t.skip(why);
}

it("loses nothing when two processes write at once, from the moment the record is made", async () => {
  using folder = temporary();
  const record = join(folder.path, "record");
  const writers = [start(record, "append", 0, 40), start(record, "append", 20, 40)];
  for (const { done } of writers) await done;
  const all = writers.flatMap(({ lines }) => added(lines));
  assert.equal(all.length, 80, JSON.stringify(writers.map(({ lines }) => lines.at(-1))));
  assert.deepEqual(await documentsOf(record), [...new Set(all)].sort());
  assert.equal(new Set(all).size, 60);
  assert.ok(!existsSync(join(record, "writer")));
});

it("waits for another writer, and names it when it takes too long", async () => {
  using folder = temporary();
  const store = await openRecord(folder.path, { create: true, wait: 100 });
  const sample = new Sample("One grew.");
  const group = sample.referent("group", "One");
  const batch = sample.batch("rules", ...referents(group), ...claims(sample.claim(group, "strength", "grew")));
  const holder = start(folder.path, "hold", 4000);
  await until(() => holder.lines.length > 0);
  await assert.rejects(store.append(batch), (error) => {
    assert.ok(error instanceof SourcebookError);
    assert.deepEqual([error.code, error.exit], ["locked", 5]);
    assert.match(error.message, new RegExp(`Process ${holder.child.pid} is writing .*Nothing was added`));
    return true;
  });
  // Readers are not held up.
  assert.equal((await store.read([{ get: "counts" }])).counts?.documents, 0);
  const patient = await openRecord(folder.path, { wait: 20_000 });
  assert.ok((await patient.append(batch)).rows > 0);
  await holder.done;
  for (const one of [store, patient]) await one.close();
  assert.deepEqual(await documentsOf(folder.path), [sample.document.id]);
});

it("has every document that was acknowledged when the process was killed in the middle", async () => {
  using folder = temporary();
  const record = join(folder.path, "record");
  const acknowledged = new Set<string>();
  for (let round = 0; round < 5; round++) {
    const writer = start(record, "append", round * 1000, 1000, 200);
    await until(() => writer.lines.length > 3 + round * 5);
    writer.child.kill("SIGKILL");
    await writer.done;
    for (const id of added(writer.lines)) acknowledged.add(id);
    const held = new Set(await documentsOf(record));
    assert.deepEqual(
      [...acknowledged].filter((id) => !held.has(id)),
      [],
    );
    // At most the one document of each round that was written but not yet said.
    assert.ok(held.size <= acknowledged.size + round + 1);
  }
});

it("says that the disk is full, keeps what was there, and goes on when there is room", async (t) => {
  using folder = temporary();
  const disk = join(folder.path, "disk");
  mkdirSync(disk);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk]).status !== 0) {
    return skip(t, "a small disk could not be mounted (needs root)");
  }
  try {
    const record = join(disk, "record");
    const writer = start(record, "append", 0, 2000, 500);
    await writer.done;
    const last = writer.lines.at(-1);
    assert.equal(last?.error, "disk-full", JSON.stringify(last));
    assert.match(last?.message ?? "", /is full.*can still be read.*free some space/);
    const acknowledged = added(writer.lines);
    assert.ok(acknowledged.length > 5);
    const fill = (): unknown => spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "filler")}`, "bs=4096"]);
    fill();
    const reader = await openRecord(record, { readOnly: true });
    const { documents } = await reader.read([{ get: "documents" }]);
    assert.deepEqual(
      documents.map(({ id }) => id),
      [...acknowledged].sort(),
    );
    await reader.close();
    rmSync(join(disk, "filler"));
    await (await openRecord(record)).close();
    fill();
    const tidy = await openRecord(record, { readOnly: true });
    assert.equal((await tidy.read([{ get: "counts" }])).counts?.documents, acknowledged.length);
    await tidy.close();
    rmSync(join(disk, "filler"));
    const parts = readdirSync(record, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".part"));
    assert.deepEqual(parts, []);
    assert.equal(spawnSync("mount", ["-o", "remount,size=8m", disk]).status, 0);
    const again = start(record, "append", acknowledged.length, 3, 500);
    await again.done;
    assert.equal(added(again.lines).length, 3, JSON.stringify(again.lines));
    assert.equal((await documentsOf(record)).length, acknowledged.length + 3);
  } finally {
    spawnSync("umount", [disk]);
  }
});

it("says that a folder cannot be written, and still reads it", async (t) => {
  if (process.platform === "win32" || process.getuid?.() !== 0)
    return skip(t, "another user could not be tried (needs root)");
  using folder = temporary();
  const record = join(folder.path, "record");
  const one = new Sample("One grew.");
  const group = one.referent("group", "One");
  const store = await openRecord(record, { create: true });
  await store.append(one.batch("rules", ...referents(group), ...claims(one.claim(group, "strength", "grew"))));
  await store.close();
  chmodSync(folder.path, 0o755);
  spawnSync("chmod", ["-R", "a+rX", record]);
  const other = (how: string): Line => {
    const args = ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, WRITER, record, "visit", how];
    const { stdout, stderr } = spawnSync("setpriv", args, { encoding: "utf8" });
    return JSON.parse(stdout || JSON.stringify({ error: stderr })) as Line;
  };
  const refusal = other("write");
  assert.equal(refusal.error, "not-writable", JSON.stringify(refusal));
  assert.match(refusal.message ?? "", /cannot be opened for writing by this user/);
  assert.deepEqual(other("read"), { documents: 1, problems: [] });
});

it("says when a record cannot be made where it was asked for", async (t) => {
  if (process.platform === "win32" || process.getuid?.() !== 0)
    return skip(t, "another user could not be tried (needs root)");
  using folder = temporary();
  chmodSync(folder.path, 0o755);
  const args = [
    "--reuid=65534",
    "--regid=65534",
    "--clear-groups",
    process.execPath,
    WRITER,
    join(folder.path, "new"),
    "append",
    "0",
    "1",
  ];
  const { stdout, stderr } = spawnSync("setpriv", args, { encoding: "utf8" });
  const line = JSON.parse(stdout || JSON.stringify({ error: stderr })) as Line;
  assert.equal(line.error, "not-writable", JSON.stringify(line));
  assert.deepEqual(readdirSync(folder.path), []);
});
