import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Entry } from "../../src/0-model/store.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { typed } from "./inside.ts";
import { Folder, refuses, SHORT } from "./program.ts";

/** A folder with a record of one text; with all claims found faithful by somebody when `read`. */
async function prepared(read: boolean): Promise<Folder> {
  const folder = new Folder();
  await typed(folder, "add", folder.write("short.txt", SHORT), "--record", "r");
  if (!read) return folder;
  const store = await openRecord(join(folder.path, "r"));
  const { claims } = await store.read([{ get: "claims" }]);
  const entries = claims.map(({ id, interpretation }): Entry => {
    const decided = { claim: id, interpretation, review: "faithful", basis: "read", flags: [], note: null } as const;
    return { kind: "review", payload: { ...decided, by: "person:Ulla Rehm" } };
  });
  await store.append({ entries, originals: new Map() });
  await store.close();
  return folder;
}

const publish = (folder: Folder, ...more: readonly string[]) => typed(folder, "publish", ...more, "--record", "r");

test("publish writes into a new folder, and again over a former publication, byte for byte the same", async () => {
  using folder = await prepared(true);
  assert.equal((await publish(folder, "site")).code, 0);
  const state = () => {
    const names = readdirSync(join(folder.path, "site"), { recursive: true, encoding: "utf8" }).sort();
    return names
      .filter((name) => name.includes("."))
      .map((name) => [name, readFileSync(join(folder.path, "site", name), "base64")]);
  };
  const first = state();
  assert.ok(first.some(([name]) => name === "index.html") && first.some(([name]) => name?.endsWith("leaders.html")));
  assert.ok(
    !JSON.stringify(first.map(([, text]) => Buffer.from(text ?? "", "base64").toString())).includes("Ulla Rehm"),
  );
  assert.equal((await publish(folder, "site")).code, 0);
  assert.deepEqual(state(), first);
  assert.equal((await publish(folder, "one", "--one-file")).code, 0);
  assert.deepEqual(readdirSync(join(folder.path, "one")).sort(), ["index.html", "publication.json"]);
  // Nothing of the making is left.
  assert.deepEqual(
    readdirSync(folder.path).filter((name) => name.startsWith(".")),
    [],
  );
});

test("publish refuses a folder that holds something else, and what is no number of days, in a sentence; nothing is changed", async () => {
  using folder = await prepared(true);
  mkdirSync(join(folder.path, "mine"));
  writeFileSync(join(folder.path, "mine", "letter"), "mine");
  refuses(await publish(folder, "mine"), 2, /holds other files and no former publication/);
  assert.deepEqual(readdirSync(join(folder.path, "mine")), ["letter"]);
  refuses(await publish(folder, "short.txt"), 2, /is no folder/);
  refuses(await publish(folder, "site", "--held-back", "soon"), 2, /no number of days/);
});

test("publish tells that nothing was reviewed, and a dry run writes nothing", async () => {
  using folder = await prepared(false);
  refuses(await publish(folder, "site"), 3, /No claim can be published yet/);
  const { code, out } = await publish(folder, "site", "--dry-run");
  assert.equal(code, 0);
  const account = JSON.parse(out) as { claims: { published: number }; kept: Record<string, number> };
  assert.equal(account.claims.published, 0);
  assert.ok((account.kept["not-reviewed"] ?? 0) > 0);
  assert.ok(!existsSync(join(folder.path, "site")));
});
