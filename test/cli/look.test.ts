// How a person looks at the record: whatever is asked for by name or id, the day, the voice and the moment are kept to.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { openRecord } from "../../src/5-keep/record.ts";
import { typed } from "./inside.ts";
import { Folder, type Ran, SHORT } from "./program.ts";

const folder = new Folder();
after(() => folder[Symbol.dispose]());
folder.run("add", folder.write("short.txt", SHORT));
const run = (...line: readonly [string, ...string[]]): Promise<Ran> => typed(folder, ...line);
const done = async (...line: readonly [string, ...string[]]): Promise<string> => {
  const { code, out, err } = await run(...line);
  assert.equal(code, 0, err);
  return out;
};
const head = async (): Promise<string> => {
  const store = await openRecord(join(folder.path, ".sourcebook"));
  const { counts } = await store.read([{ get: "counts" }]);
  await store.close();
  return String(counts?.head);
};
const before = await head();
folder.run(
  "add",
  folder.write("later.txt", "The River Army\n\nThe River Army is an armed group. It was founded in 2012.\n"),
);

interface Line {
  readonly id: string;
  readonly document: string;
}
const lines = (out: string): Line[] =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

test("a name or a document that the record did not hold then is as unknown as one that it never held", async () => {
  const asked: readonly (readonly [string, ...string[]])[] = [
    ["claims", "--about", "River Army"],
    ["claims", "--document", "later.txt"],
    ["profile", "River Army"],
    ["who-led", "River Army"],
    ["timeline", "River Army"],
    ["disputes", "River Army"],
    ["disputes", "--document", "later.txt"],
    ["identity", "--about", "River Army"],
    ["editions", "later.txt", "short.txt"],
    ["editions", "short.txt", "later.txt"],
    ["finding", "list", "River Army"],
    ["table", "--codebook", "house", "--about", "River Army"],
    ["coverage", "later.txt"],
    ["agreement", "--document", "later.txt"],
    ["show", "later.txt"],
  ];
  const name = (words: string): string => words.replace(/River Army|later\.txt/g, "No Such Thing");
  for (const line of asked) {
    const now = await run(...line);
    assert.ok(now.code === 0 || now.code === 1, `${line.join(" ")}: ${now.err}`);
    const then = await run(...line, "--known", before);
    const never = await run(...(line.map(name) as [string, ...string[]]), "--known", before);
    assert.deepEqual([then.code, then.out], [3, ""], line.join(" "));
    assert.equal(name(then.err), never.err, line.join(" "));
    assert.doesNotMatch(then.err, /It holds .*River Army/, line.join(" "));
  }
});

test("a finding is shown as it stood, and how day and voice lie to its claims is said", async () => {
  const [leader] = lines(await done("claims", "--jsonl", "--property", "leader", "--on", "2012-06-01"));
  const claim = leader?.id ?? "";
  const given = ["--question", "Who led?", "--answer", claim, "--for", claim, "--against", "none", "--by", "ann"];
  const id = (await done("finding", "add", ...given, "--codebook", "house", "--reason", "It says so.")).trim();
  const then = await head();
  await done("review", "refuse", claim, "--by", "ben");
  assert.match(await done("show", id), /refused since/);
  assert.doesNotMatch(await done("show", id, "--known", then), /since/);
  assert.equal((await run("show", id, "--known", before)).code, 3);
  assert.equal(await done("show", id), await done("finding", "show", id));

  assert.match(await done("show", id, "--on", "2012-06-01"), /on that day +certainly/);
  assert.match(await done("show", id, "--on", "2016-06-01"), /on that day +not on it/);
  assert.match(await done("show", id, "--according-to", "short.txt"), /that voice +says so/);
  assert.match(await done("show", id, "--according-to", "a stranger"), /that voice +does not say so/);
  const { claims } = JSON.parse(await done("show", id, "--on", "2016-06-01", "--json")) as { claims: unknown };
  assert.deepEqual(claims, [{ claim, onThatDay: "no", saysSo: null }]);
});
