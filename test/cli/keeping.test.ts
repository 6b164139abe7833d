// backup, restore, migrate, checkpoint, verify --against: with what people give them by mistake. Nothing is lost, and every
// refusal is a sentence.
import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { FORMAT1 } from "../5-keep/folder.ts";
import { typed } from "./inside.ts";
import { Folder, refuses, SHORT, takesHold } from "./program.ts";

/** A folder with a record of one file, a backup of it, a file, and a folder of something else. */
async function prepared(): Promise<Folder> {
  const folder = new Folder();
  await typed(folder, "add", folder.write("short.txt", SHORT));
  assert.equal((await typed(folder, "backup", "copy")).code, 0);
  folder.write("file", "mine");
  mkdirSync(join(folder.path, "full"));
  folder.write(join("full", "letter"), "mine");
  return folder;
}

/** Everything below a folder, but for what SQLite keeps beside an open database. */
function state(path: string): Map<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name),
  );
  return new Map(
    files.map((entry) => {
      const at = join(entry.parentPath, entry.name);
      return [relative(path, at), readFileSync(at, "base64")];
    }),
  );
}

test("backup refuses files, folders in use and places inside the record, through links too, and changes nothing", async () => {
  using folder = await prepared();
  symlinkSync(".sourcebook", join(folder.path, "link"));
  symlinkSync("nowhere", join(folder.path, "dangling"));
  const before = state(folder.path);
  refuses(await typed(folder, "backup", ""), 2, /Name the folder/);
  refuses(await typed(folder, "backup", "file"), 5, /file is a file/);
  refuses(await typed(folder, "backup", join("file", "in")), 5, /cannot be .*written/);
  refuses(await typed(folder, "backup", "full"), 5, /holds other files/);
  for (const inside of [".sourcebook", join(".sourcebook", "in"), "link", join("link", "in"), "."]) {
    refuses(await typed(folder, "backup", inside), 5, /have to stand apart/);
  }
  refuses(await typed(folder, "backup", "dangling"), 5, /cannot be .*written/);
  refuses(await typed(folder, "backup", "new", "--record", "nowhere"), 5, /no record in .*nowhere/);
  assert.deepEqual(state(folder.path), before);
});

test("backup follows a link to an empty folder, and shows control characters of a name as signs", async () => {
  using folder = await prepared();
  mkdirSync(join(folder.path, "disk"));
  symlinkSync("disk", join(folder.path, "link"));
  assert.equal((await typed(folder, "backup", "link")).code, 0);
  assert.ok(existsSync(join(folder.path, "disk", "backup.json")));
  assert.equal(realpathSync(join(folder.path, "link")), realpathSync(join(folder.path, "disk")));
  const { code, err } = folder.run("backup", "red\u001b[31m");
  assert.equal(code, 0);
  assert.ok(!takesHold(err), err);
});

test("restore refuses what is no backup, a damaged one, itself, and a place that holds something else", async () => {
  using folder = await prepared();
  for (const [name, note] of [
    ["none", "{}"],
    ["null", "null"],
    ["torn", '{"origin": "so'],
  ] as const) {
    mkdirSync(join(folder.path, name));
    folder.write(join(name, "backup.json"), note);
  }
  cpSync(join(folder.path, "copy"), join(folder.path, "lost"), { recursive: true });
  rmSync(join(folder.path, "lost", "record.db"));
  cpSync(join(folder.path, "copy"), join(folder.path, "late"), { recursive: true });
  const note = readFileSync(join(folder.path, "copy", "backup.json"), "utf8");
  writeFileSync(join(folder.path, "late", "backup.json"), note.replace(/"recordedAt": "\d{4}/, '"recordedAt": "1999'));
  const before = state(folder.path);
  for (const name of ["none", "null", "torn", "nowhere", "full", ".sourcebook"]) {
    refuses(await typed(folder, "restore", name, "--record", "new"), 5, /is no backup/);
  }
  refuses(await typed(folder, "restore", ""), 2, /Name the folder/);
  refuses(await typed(folder, "restore", "file"), 5, /file is a file/);
  refuses(await typed(folder, "restore", "lost"), 5, /not what was backed up.*Nothing was restored/);
  refuses(await typed(folder, "restore", "late"), 5, /not what was backed up.*Nothing was restored/);
  for (const place of ["copy", join("copy", "in"), "."]) {
    refuses(await typed(folder, "restore", "copy", "--record", place), 5, /have to stand apart/);
  }
  refuses(await typed(folder, "restore", "copy", "--record", "full"), 5, /holds other files and no record/);
  refuses(await typed(folder, "restore", "copy", "--record", "file"), 5, /is a file/);
  refuses(await typed(folder, "restore", "copy", "--tombstones", "nowhere"), 5, /no list of removals/);
  assert.deepEqual(state(folder.path), before);
  assert.equal((await typed(folder, "restore", "copy")).code, 0);
  assert.equal((await typed(folder, "verify")).code, 0);
});

test("migrate says what it cannot migrate, keeps a copy of what it can, and only tries with --dry-run", async () => {
  using folder = await prepared();
  refuses(await typed(folder, "migrate"), 5, /has format 2 already/);
  for (const name of ["nowhere", "file", "full"])
    refuses(await typed(folder, "migrate", "--record", name), 5, /no record/);
  mkdirSync(join(folder.path, "strange"));
  folder.write(join("strange", "record.db"), "no database at all, but some text in its place".repeat(100));
  refuses(await typed(folder, "migrate", "--record", "strange"), 5, /damaged/);
  cpSync(FORMAT1, join(folder.path, "old"), { recursive: true });
  refuses(await typed(folder, "claims", "--record", "old"), 5, /sourcebook migrate/);
  assert.match((await typed(folder, "migrate", "--record", "old", "--dry-run")).err, /Nothing was changed/);
  assert.match((await typed(folder, "migrate", "--record", "old")).err, /format 1 to 2.*old\.format-1/);
  assert.equal((await typed(folder, "verify", "--record", "old")).code, 0);
});

test("checkpoint and verify --against say which file they cannot use; a lost or changed key is told", async () => {
  using folder = await prepared();
  const { out, err } = await typed(folder, "checkpoint");
  folder.write("kept", out);
  const verifier = /Verifier key: (\S+)/.exec(err)?.[1] ?? "";
  assert.equal((await typed(folder, "verify", "--against", "kept", "--key", verifier)).code, 0);
  for (const name of ["nowhere", "full"])
    refuses(await typed(folder, "verify", "--against", name), 4, /cannot be read/);
  refuses(await typed(folder, "verify", "--against", "short.txt"), 4, /holds no checkpoint/);
  refuses(await typed(folder, "verify", "--against", "kept", "--key", "x"), 2, /no verifier key/);
  folder.write("kept", out.replace(/ (\S+)\n$/, " AAAA\n"));
  assert.match((await typed(folder, "verify", "--against", "kept")).out, /checkpoint-unsigned/);
  writeFileSync(join(folder.path, ".sourcebook", "checkpoint.key"), "lost");
  refuses(await typed(folder, "checkpoint"), 5, /holds no key that can be read/);
  assert.match((await typed(folder, "verify")).out, /checkpoints-changed/);
});

test("verify tells what it found even where the record cannot answer any more", async () => {
  using folder = await prepared();
  const path = join(folder.path, ".sourcebook", "record.db");
  const bytes = readFileSync(path);
  // Every page but the first few: the record opens, and most of it is nothing.
  bytes.fill(0, 4096 * 8);
  writeFileSync(path, bytes);
  const { code, out, err } = await typed(folder, "verify");
  assert.ok(code === 1 || code === 5, err);
  assert.match(out + err, /damaged/);
  assert.ok(!/fault of the program/.test(err), err);
});
