import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { LIMIT } from "../../src/1-read/decode.ts";
import { inputs, PASSED_OVER, type Reach, readings } from "../../src/1-read/files.ts";

const root = mkdtempSync(join(tmpdir(), "inputs é "));
after(() => rmSync(root, { recursive: true }));

const at = (...names: string[]): string => join(root, ...names);

function put(name: string, content: string | Uint8Array = "A bomb went off."): string {
  mkdirSync(join(at(name), ".."), { recursive: true });
  writeFileSync(at(name), content);
  return at(name);
}

/** What came of the paths: the names that were read, and the codes of problems with the names they are about. */
async function outcome(paths: readonly string[], reach: Reach = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const item of inputs(paths, reach)) {
    const name = ("code" in item ? (item.file ?? "") : item.name).replace(`${root}/`, "").replace(root, ".");
    found.push("code" in item ? `${item.code} ${name}` : name);
    if ("code" in item) assert.ok(item.message.endsWith(".") && !item.message.includes("\n"));
  }
  return found;
}

test("files are read in the order given, and one that cannot be read stops none", async () => {
  const one = put("order/one.txt");
  const two = put("order/two.md");
  assert.deepEqual(await outcome([two, at("order/none.txt"), one]), [
    "order/two.md",
    "missing order/none.txt",
    "order/one.txt",
  ]);
});

test("a folder is walked by name; hidden, other and unsupported files are said", async () => {
  for (const name of ["b.txt", "a/z.md", "a/A.TXT", ".hidden.txt", ".git/x.txt", "data.bin", "paper.pdf"])
    put(`walk/${name}`);
  assert.deepEqual(await outcome([at("walk")]), [
    "walk/a/A.TXT",
    "walk/a/z.md",
    "walk/b.txt",
    "other-kind walk/data.bin",
    "unsupported walk/paper.pdf",
    "hidden walk",
  ]);
});

test("a file named by a person is read whatever its ending, save formats that are not plain text", async () => {
  assert.deepEqual(await outcome([put("named/notes.dat"), put("named/.notes"), put("named/page.HTML")]), [
    "named/notes.dat",
    "named/.notes",
    "unsupported named/page.HTML",
  ]);
});

test("links are followed, loops and dead links said, and no folder is read twice", async () => {
  put("links/real/a.txt");
  symlinkSync("..", at("links/real/up"));
  symlinkSync("real", at("links/same"));
  symlinkSync("real/a.txt", at("links/file.txt"));
  symlinkSync("nowhere", at("links/dead.txt"));
  symlinkSync("self", at("links/self"));
  assert.deepEqual(await outcome([at("links")]), [
    "missing links/dead.txt",
    "links/file.txt",
    "links/real/a.txt",
    "loop links/real/up",
    "twice links/same",
    "loop links/self",
  ]);
});

test("the record is never read, under whatever name it is reached", async () => {
  put("project/notes.txt");
  put("project/record/log.txt");
  symlinkSync("record/log.txt", at("project/log.txt"));
  symlinkSync("record", at("project/more"));
  const reach = { record: at("project/record") };
  assert.deepEqual(await outcome([at("project")], reach), [
    "record project/log.txt",
    "record project/more",
    "project/notes.txt",
    "record project/record",
  ]);
  assert.deepEqual(await outcome([at("project/record/log.txt")], reach), ["record project/record/log.txt"]);
});

test("an empty file, an empty folder and one without text are said", async () => {
  mkdirSync(at("bare"));
  put("only/data.bin");
  assert.deepEqual(await outcome([put("nothing.txt", ""), at("bare"), at("only")]), [
    "empty nothing.txt",
    "no-text bare",
    "other-kind only/data.bin",
    "no-text only",
  ]);
});

test("a pipe is never opened", { skip: process.platform === "win32" }, async () => {
  mkdirSync(at("pipes"));
  execFileSync("mkfifo", [at("pipes/p.txt")]);
  assert.deepEqual(await outcome([at("pipes/p.txt"), "/dev/null"]), ["not-a-file pipes/p.txt", "not-a-file /dev/null"]);
});

test("a file over the limit is refused unread, with both sizes", async () => {
  const big = put("big.txt");
  truncateSync(big, LIMIT + 1);
  const found = await Array.fromAsync(inputs([big]));
  assert.match("code" in (found[0] ?? {}) ? JSON.stringify(found[0]) : "", /too-large.*32\.0 MB, and at most 32 MB/);
});

test("files that the system makes up as they are read have no size and are read", {
  skip: process.platform !== "linux",
}, async () => {
  assert.deepEqual(await outcome(["/proc/self/status"]), ["/proc/self/status"]);
});

test("names that no file can have are missing", async () => {
  assert.deepEqual(await outcome(["a\0b", "x".repeat(5000), ""]), [
    "missing a\0b",
    `missing ${"x".repeat(5000)}`,
    "missing ",
  ]);
});

test("- is standard input, up to the limit", async () => {
  async function* chunks(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
    yield* parts;
  }
  const read = await Array.fromAsync(
    inputs(["-"], { stdin: chunks(Buffer.from("A bomb "), Buffer.from("went off.")) }),
  );
  assert.deepEqual(read, [{ name: "-", bytes: new Uint8Array(Buffer.from("A bomb went off.")) }]);
  assert.deepEqual(await outcome(["-"], { stdin: chunks() }), ["empty -"]);
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.alloc(1_000_000, 0x61);
  };
  assert.deepEqual(await outcome(["-"], { stdin: endless() }), ["too-large -"]);
});

test("what is no text comes as a problem among the readings", async () => {
  const paths = [
    put("mixed/bin.txt", "a\0b"),
    put("mixed/latin.txt", Buffer.from("Fran\xe7ois", "latin1")),
    put("mixed/fine.txt"),
  ];
  const found: string[] = [];
  for await (const item of readings(paths)) {
    found.push("code" in item ? item.code : item.document.names.join());
    if ("code" in item) assert.ok(item.file !== undefined && item.message.startsWith(item.file));
  }
  assert.deepEqual(found, ["binary", "not-utf8", paths[2]]);
});

const isRoot = process.getuid?.() === 0;

test("a file and a folder that may not be read are said", { skip: process.platform === "win32" }, async (context) => {
  chmodSync(put("shut/a.txt"), 0);
  put("shut/b.txt");
  put("locked/a.txt");
  chmodSync(at("locked"), 0);
  chmodSync(root, 0o755);
  if (!isRoot) {
    assert.deepEqual(await outcome([at("shut"), at("locked")]), [
      "unreadable shut/a.txt",
      "shut/b.txt",
      "unreadable locked",
    ]);
    chmodSync(at("locked"), 0o755);
    return;
  }
  // Root reads everything: another user has to try.
  const script = `import { inputs } from ${JSON.stringify(join(import.meta.dirname, "../../src/1-read/files.ts"))};
    for await (const item of inputs(process.argv.slice(1))) console.log(item.code ?? "read");`;
  let said: string;
  try {
    const user = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    const command = [...user, process.execPath, "--input-type=module", "-e", script, at("shut"), at("locked")];
    said = execFileSync("setpriv", command, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (process.env.CI === "true") throw error;
    return context.skip("needs setpriv, and a clone that other users may read");
  }
  assert.deepEqual(said.trim().split("\n"), ["unreadable", "read", "unreadable"]);
});

test("what was passed over is told from what failed", () => {
  for (const code of ["missing", "unreadable", "empty", "too-large", "binary", "not-utf8", "unsupported", "loop"]) {
    assert.ok(!PASSED_OVER.has(code));
  }
});
