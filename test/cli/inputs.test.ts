import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ARGS, ARTICLES, Folder, SHORT, takesHold } from "./program.ts";

const article = (name: string) => join(ARTICLES, name);

/** Asserts that exactly one line of what was said names the file, and that it is a plain sentence. */
function oneSentence(err: string, name: string, said: RegExp): void {
  const lines = err.split("\n").filter((line) => line.includes(name));
  assert.equal(lines.length, 1, err);
  assert.match(lines[0] ?? "", said);
  assert.doesNotMatch(lines[0] ?? "", /Error|\bat .*:\d+|E[A-Z]{4,}/);
  assert.match(lines[0] ?? "", /\.$/);
}

test("bad inputs get one sentence each, exit 4, and leave no record behind", () => {
  using folder = new Folder();
  folder.write("empty.txt", "");
  folder.write("blank.txt", " \n\n ");
  folder.write("binary.txt", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 3, 0, 0, 0]));
  folder.write("latin.txt", new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x20, 0x6e, 0x6f, 0x69, 0x72]));
  folder.write("large.txt", "x");
  truncateSync(join(folder.path, "large.txt"), 33 * 1024 * 1024);
  mkdirSync(join(folder.path, "texts"));
  const bad = ["missing.txt", "empty.txt", "blank.txt", "binary.txt", "latin.txt", "large.txt", "texts"];
  const { code, out, err } = folder.run("add", ...bad);
  assert.equal(code, 4);
  assert.equal(out, "");
  oneSentence(err, "missing.txt", /does not exist/);
  oneSentence(err, "empty.txt", /is empty/);
  oneSentence(err, "blank.txt", /is empty/);
  oneSentence(err, "binary.txt", /binary/);
  oneSentence(err, "latin.txt", /not UTF-8/);
  oneSentence(err, "large.txt", /33\.0 MB.*32 MB/);
  oneSentence(err, "texts", /holds no text file/);
  assert.equal(existsSync(join(folder.path, ".sourcebook")), false);
});

test("a bad input does not stop the others, and ends with 6", () => {
  using folder = new Folder();
  const { code, out, err } = folder.run(
    "add",
    folder.write("empty.txt", ""),
    folder.write("good.txt", SHORT),
    "none.txt",
  );
  assert.equal(code, 6);
  assert.match(out, /good\.txt {2}\d+ claims/);
  oneSentence(err, "empty.txt", /is empty/);
  oneSentence(err, "none.txt", /does not exist/);
  assert.equal(folder.run("claims", "--jsonl").out.includes("Northern Front"), true);
});

test("a folder is read whole, without the record that lies in it", () => {
  using folder = new Folder();
  mkdirSync(join(folder.path, "texts/deeper"), { recursive: true });
  folder.write("texts/one.txt", SHORT);
  folder.write("texts/deeper/two.txt", SHORT.replaceAll("Northern", "Southern"));
  folder.write("texts/deeper/page.pdf", "%PDF-1.7");
  const first = folder.run("add", "texts", "--record", "texts/record");
  assert.equal(first.code, 6, first.err);
  assert.deepEqual(first.out.match(/texts\S+txt/g)?.sort(), ["texts/deeper/two.txt", "texts/one.txt"]);
  oneSentence(first.err, "page.pdf", /PDF/);
  const again = folder.run("add", "texts", "--record", "texts/record");
  assert.equal(again.out.match(/known already/g)?.length, 2, again.err);
});

test("a file that this user may not read is said to be so", (context) => {
  using folder = new Folder();
  const name = folder.write("secret.txt", SHORT);
  chmodSync(join(folder.path, name), 0o000);
  chmodSync(folder.path, 0o777);
  const root = process.getuid?.() === 0;
  const drop = ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath];
  if (root && spawnSync("setpriv", [...drop, "--version"]).status !== 0) {
    if (process.env.CI === "true") assert.fail("setpriv is needed to read as another user");
    context.skip("no setpriv here: root may read everything");
    return;
  }
  const [command, ...args] = root ? ["setpriv", ...drop, ...ARGS] : [process.execPath, ...ARGS];
  const ran = spawnSync(command ?? "", [...args, "add", name], { cwd: folder.path, encoding: "utf8" });
  assert.equal(ran.status, 4, ran.stderr);
  oneSentence(ran.stderr, "secret.txt", /may not be read by this user/);
});

test("a name with control characters cannot disturb the terminal", () => {
  using folder = new Folder();
  const { err } = folder.run("add", "evil\u001b[2J\u202Etxt.txt");
  assert.equal(takesHold(err), false);
});

test("standard input is read as -", () => {
  using folder = new Folder();
  const ran = spawnSync(process.execPath, [...ARGS, "add", "-"], { cwd: folder.path, input: SHORT, encoding: "utf8" });
  assert.equal(ran.status, 0, ran.stderr);
  assert.match(ran.stdout, /standard input {2}\d+ claims/);
});

test("the same files in any order give the same bytes, and reading them again adds nothing", () => {
  using one = new Folder();
  using two = new Folder();
  const files = readdirSync(ARTICLES)
    .filter((name) => name.endsWith(".txt"))
    .map(article);
  assert.ok(files.length > 1);
  assert.equal(one.run("add", ...files).code, 0);
  assert.equal(two.run("add", ...[...files].reverse()).code, 0);
  const claims = one.run("claims", "--jsonl");
  assert.equal(claims.code, 0);
  assert.ok(claims.out.split("\n").length > 100);
  assert.equal(two.run("claims", "--jsonl").out, claims.out);
  const head = () => (JSON.parse(one.run("verify", "--json").out) as { counts: { head: number } }).counts.head;
  const before = head();
  const again = one.run("add", ...files);
  assert.equal(again.code, 0);
  assert.equal(again.out.match(/known already/g)?.length, files.length);
  assert.equal(head(), before);
  assert.equal(one.run("claims", "--jsonl").out, claims.out);
  assert.equal(one.run("rebuild").code, 0);
  assert.equal(one.run("claims", "--jsonl").out, claims.out);
});
