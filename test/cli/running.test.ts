import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { demoFolder } from "../../src/cli/start.ts";
import { cookieFor } from "../http/entering.ts";
import { ARTICLES, Folder, SHORT, written } from "./program.ts";

test("an interrupted add keeps whole documents, ends with 130, and is resumed by the same command", async () => {
  using folder = new Folder();
  const long = readFileSync(join(ARTICLES, "khorasan-province.txt"), "utf8");
  const files = Array.from({ length: 30 }, (_, at) => folder.write(`long ${at}.txt`, `${long}\n\nCopy ${at}.\n`));
  const running = folder.start("add", ...files);
  const said = written(running.stderr, /\0/);
  // The record appears when the first document is kept.
  while (!existsSync(join(folder.path, ".sourcebook")) && running.exitCode === null) await wait(5);
  running.kill("SIGINT");
  const [code] = (await once(running, "close")) as [number];
  assert.equal(code, 130, await said);
  assert.match(await said, /Run the same command again to go on\./);
  assert.equal(folder.run("verify").code, 0);
  const again = folder.run("add", ...files);
  assert.equal(again.code, 0);
  assert.match(again.out, /known already/);
  const covered = folder.run("coverage", "--jsonl").out.split("\n").filter(Boolean);
  assert.equal(covered.length, files.length);
});

test("a lost original is put back by adding its file again; a changed one is kept as it is and told", () => {
  using folder = new Folder();
  const file = folder.write("short.txt", SHORT);
  folder.run("add", file);
  const originals = join(folder.path, ".sourcebook", "originals");
  const [original = ""] = readdirSync(originals, { recursive: true, encoding: "utf8" })
    .map((name) => join(originals, name))
    .filter((path) => statSync(path).isFile());
  rmSync(original);
  assert.match(folder.run("verify").out, /original-missing/);
  assert.equal(folder.run("add", file).code, 0);
  assert.equal(folder.run("verify").code, 0);
  writeFileSync(original, "something else");
  folder.run("add", file);
  assert.match(folder.run("verify").out, /original-changed/);
});

test("a reader that has read enough ends the program quietly", async () => {
  using folder = new Folder();
  folder.run("add", join(ARTICLES, "khorasan-province.txt"));
  const running = folder.start("claims", "--jsonl");
  const said = written(running.stderr, /\0/);
  await once(running.stdout, "data");
  running.stdout.destroy();
  const [code] = (await once(running, "close")) as [number];
  assert.deepEqual([code, await said], [0, ""]);
});

test("serve says its address, passes over a port in use, answers, and ends when asked to", async () => {
  using folder = new Folder();
  folder.run("add", folder.write("short.txt", SHORT));
  const busy = createServer().listen(0, "127.0.0.1");
  await once(busy, "listening");
  const { port } = busy.address() as { port: number };
  const running = folder.start("serve", "--port", String(port));
  const said = written(running.stderr, "Offline");
  const printed = (await written(running.stdout, "\n")).trim();
  const address = new URL(printed).origin;
  try {
    assert.match(printed, /^http:\/\/127\.0\.0\.1:\d+\/in#[A-Z2-9]{5}-[A-Z2-9]{5}$/);
    assert.notEqual(address, `http://127.0.0.1:${port}`);
    assert.equal((await fetch(address)).status, 401, "the address alone shows nothing");
    const cookie = await cookieFor(address, printed);
    assert.match(await said, new RegExp(`Port ${port} is in use`));
    const page = await fetch(address, { headers: { cookie } });
    assert.equal(page.status, 200);
    assert.match(await page.text(), /Northern Front/);
  } finally {
    running.kill("SIGINT");
    busy.close();
  }
  const [code] = (await once(running, "close")) as [number];
  assert.equal(code, 0);
});

test("start with paths reads them into ./.sourcebook, without the shipped articles, and shows the first screen", async () => {
  using folder = new Folder();
  const running = folder.start("start", folder.write("short.txt", SHORT), "missing.txt", "--port", "0");
  const said = written(running.stderr, "missing.txt");
  const screen = await written(running.stdout, "npx sourcebook add");
  running.kill("SIGTERM");
  await once(running, "close");
  assert.match(screen, /^Sourcebook \d+\.\d+\.\d+ · record: 1 document, \d+ claims, \d+ to review, \d+ disputes?\n/);
  assert.match(screen, /\nhttp:\/\/127\.0\.0\.1:\d+\/in#[A-Z2-9-]{11}\n/);
  assert.match(screen, /Offline: nothing leaves this machine\./);
  const [question, add] = screen.match(/npx sourcebook .+/g) ?? [];
  assert.match(question ?? "", /who-led "Northern Front" --on \d{4}-\d{2}-\d{2}/);
  assert.equal(add, "npx sourcebook add your-file.txt");
  assert.match(await said, /missing\.txt does not exist/);
  const { documents } = (JSON.parse(folder.run("verify", "--json").out) as { counts: { documents: number } }).counts;
  assert.equal(documents, 1);
});

test("start without paths shows the demonstration record and touches nothing where a person stands", async () => {
  using folder = new Folder();
  const running = folder.start("start", "--port", "0");
  const screen = await written(running.stdout, "npx sourcebook add");
  running.kill("SIGINT");
  const [code] = (await once(running, "close")) as [number];
  assert.equal(code, 0);
  assert.match(screen, /demonstration record: [3-9] documents/);
  assert.equal(existsSync(join(folder.path, ".sourcebook")), false);
});

test("start reads nothing shipped into a record that a person named", () => {
  using folder = new Folder();
  const { code, err } = folder.run("start", "--record", "mine");
  assert.equal(code, 5, err);
  assert.equal(existsSync(join(folder.path, "mine")), false);
});

test("the demonstration record lies beside a clone, else in the user's cache folder", () => {
  using folder = new Folder();
  const cache = { XDG_CACHE_HOME: join(folder.path, "cache") };
  assert.equal(demoFolder(folder.path, cache), join(folder.path, "cache", "sourcebook", "demo"));
  folder.write("package-lock.json", "{}");
  assert.equal(demoFolder(folder.path, cache), join(folder.path, ".sourcebook-demo"));
  assert.equal(demoFolder(join(folder.path, "nowhere"), cache), join(folder.path, "cache", "sourcebook", "demo"));
});
