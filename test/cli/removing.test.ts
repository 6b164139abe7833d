// erase, seal, unseal, keys: with what people give them by mistake. Nothing is taken out that was not meant.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { typed } from "./inside.ts";
import { Folder, refuses, SHORT, takesHold } from "./program.ts";

const OTHER = "The Northern Front held Vahid Zzyzx in the mill.\n";
const DECIDED = ["--why", "asked for", "--by", "ann"];

async function prepared(): Promise<Folder> {
  const folder = new Folder();
  await typed(folder, "add", folder.write("short.txt", SHORT), folder.write("other.txt", OTHER));
  mkdirSync(join(folder.path, "full"));
  return folder;
}

async function documents(folder: Folder): Promise<number> {
  return (await typed(folder, "coverage", "--jsonl")).out.split("\n").filter(Boolean).length;
}

test("erase wants a reason, a name and a target that is there; without them nothing goes", async () => {
  using folder = await prepared();
  refuses(await typed(folder, "erase", "other.txt", "--by", "ann"), 2, /Say why/);
  refuses(await typed(folder, "erase", "other.txt", "--why", " ", "--by", "ann"), 2, /Say why/);
  refuses(await typed(folder, "erase", "other.txt", "--why", "asked for"), 2, /Say who decides/);
  refuses(await typed(folder, "erase", "other.txt", "--why", "asked for", "--by", "a\nb"), 2, /takes one line/);
  for (const target of ["", ".", "nothing", "sha256:00", "row:0", "row:99999999999999999999"]) {
    refuses(await typed(folder, "erase", target, ...DECIDED), 3, /holds nothing by/);
  }
  const ran = folder.run("erase", "red\u001b[31m", ...DECIDED);
  refuses(ran, 3, /holds nothing by/);
  assert.ok(!takesHold(ran.err), ran.err);
  refuses(await typed(folder, "erase", "row:1", ...DECIDED), 2, /cannot go alone/);
  refuses(await typed(folder, "erase", "other.txt", ...DECIDED, "--record", "full"), 5, /no record/);
  assert.match((await typed(folder, "erase", "other.txt", ...DECIDED, "--dry-run")).err, /would be erased/);
  assert.equal(await documents(folder), 2);
  assert.equal((await typed(folder, "verify")).code, 0);
});

test("an erased document is not added again, and erasing it again by the beginning of its id says that it was done", async () => {
  using folder = await prepared();
  const done = await typed(folder, "erase", "other.txt", ...DECIDED, "--json");
  assert.equal(done.code, 0, done.err);
  const { target } = JSON.parse(done.out) as { target: string };
  const again = await typed(folder, "add", "other.txt");
  assert.match(again.out + again.err, /erased from this record by ann: asked for/);
  assert.match((await typed(folder, "erase", target.slice(7, 17), ...DECIDED)).err, /taken out before/);
  assert.equal(await documents(folder), 1);
  const left = readdirSync(join(folder.path, ".sourcebook"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes("Zzyzx"));
  assert.deepEqual(left, []);
});

test("seal and unseal want the right half of the right pair of keys", async () => {
  using folder = await prepared();
  for (const name of ["mine", "strange"]) assert.equal((await typed(folder, "keys", name)).code, 0);
  refuses(await typed(folder, "seal", "other.txt", ...DECIDED), 2, /--to FILE/);
  for (const name of ["nowhere", "full"])
    refuses(await typed(folder, "seal", "other.txt", "--to", name, ...DECIDED), 4, /cannot be read/);
  refuses(await typed(folder, "seal", "other.txt", "--to", "short.txt", ...DECIDED), 2, /no public key/);
  refuses(await typed(folder, "seal", "other.txt", "--to", "mine", ...DECIDED), 2, /no public key but a private one/);
  assert.equal(await documents(folder), 2);
  const sealed = await typed(folder, "seal", "other.txt", "--to", "mine.pub", ...DECIDED, "--json");
  const { target } = JSON.parse(sealed.out) as { target: string };
  const digits = target.slice(7, 17);
  refuses(await typed(folder, "unseal", digits, ...DECIDED), 2, /--key FILE/);
  refuses(await typed(folder, "unseal", "short.txt", "--key", "mine", ...DECIDED), 3, /Nothing is sealed under/);
  refuses(await typed(folder, "unseal", digits, "--key", "strange", ...DECIDED), 2, /does not open/);
  refuses(await typed(folder, "unseal", digits, "--key", "mine.pub", ...DECIDED), 2, /no private key/);
  assert.equal(await documents(folder), 1);
  assert.equal((await typed(folder, "unseal", digits, "--key", "mine", ...DECIDED)).code, 0);
  assert.equal(await documents(folder), 2);
  assert.equal((await typed(folder, "verify")).code, 0);
});

test("keys writes over nothing, and says where it cannot write", async () => {
  using folder = await prepared();
  assert.equal((await typed(folder, "keys", "pair")).code, 0);
  if (process.platform !== "win32") assert.equal(statSync(join(folder.path, "pair")).mode & 0o777, 0o600);
  for (const name of ["pair", "full", "short.txt"]) refuses(await typed(folder, "keys", name), 2, /is there already/);
  for (const name of ["", join("nowhere", "pair")]) refuses(await typed(folder, "keys", name), 2, /cannot be written/);
});
