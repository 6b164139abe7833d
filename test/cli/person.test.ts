// Who decides and why: every verb that writes a person's word asks for both in one way.
import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import { typed } from "./inside.ts";
import { Folder, type Ran, SHORT } from "./program.ts";

const folder = new Folder();
after(() => folder[Symbol.dispose]());
const nobody = (): void => {
  delete process.env.SOURCEBOOK_BY;
};
nobody();
afterEach(nobody);
const TWICE = SHORT.replace("Aug 2014", "Jan 2013");
folder.run("add", folder.write("a.txt", TWICE), folder.write("b.txt", "The River Army is an armed group.\n"));

type Words = readonly [string, ...string[]];
const run = (...line: Words): Promise<Ran> => typed(folder, ...line);
const ids = async (...line: Words): Promise<string[]> =>
  (await run(...line, "--jsonl")).out
    .split("\n")
    .filter(Boolean)
    .map((one) => (JSON.parse(one) as { id: string }).id);
const [one = "", other = ""] = await ids("claims", "--property", "leader");
const [dispute = ""] = await ids("disputes");
const why = ["--why", "it is so"];
const concluded = ["--question", "q?", "--answer", "undetermined", "--against", "none", "--codebook", "house"];

/** A line of each verb that writes what a person decides, whole but for the name. */
const DECIDING: readonly Words[] = [
  ["review", "faithful", one],
  ["review", "sample", "--rule", "toll.kill", "--dry-run"],
  ["review", "undo", one],
  ["ruling", dispute, "--no-conflict", "--because", "it is so"],
  ["edition", "b.txt", "a.txt"],
  ["editions", "b.txt", "a.txt", "--carry"],
  ["identity", "merge", "Karim Daoud", "Samir Haddad", ...why],
  ["finding", "add", "--for", one, ...concluded, "--reason", "it is so"],
  ["erase", one, ...why, "--dry-run"],
  ["link", one, "repeats", other, ...why],
];

test("without a name nothing is written, and what says that it is a rule's or a model's is no name", async () => {
  const before = (await run("verify", "--json")).out;
  for (const line of DECIDING) {
    const { code, err } = await run(...line);
    assert.deepEqual([code, /--by/.test(err)], [2, true], `${line.join(" ")}: ${err}`);
    for (const name of ["rule:toll.kill", "model:any", " "]) {
      assert.equal((await run(...line, "--by", name)).code, 2, `${line.join(" ")} --by ${name}`);
      process.env.SOURCEBOOK_BY = name;
      assert.equal((await run(...line)).code, 2, `SOURCEBOOK_BY=${name} ${line.join(" ")}`);
      nobody();
    }
  }
  assert.equal((await run("verify", "--json")).out, before);
});

test("a reason is asked for in one way, and stands on one line", async () => {
  for (const line of DECIDING) {
    const at = line.findIndex((word) => word === "--why" || word === "--because");
    if (at < 0) continue;
    const option = line[at] ?? "";
    const told = async (text: string): Promise<string> => {
      const { code, err } = await run(...(line.with(at + 1, text) as [string, ...string[]]), "--by", "ann");
      assert.equal(code, 2, line.join(" "));
      return err;
    };
    assert.match(await told(" "), new RegExp(`Say why: ${option} TEXT`));
    assert.match(await told("a\nb"), new RegExp(`${option} takes one line`));
  }
});

test("the name in the environment is as good as the option, for every verb", async () => {
  process.env.SOURCEBOOK_BY = "ann";
  for (const line of DECIDING) {
    const { code, err } = await run(...line);
    assert.ok(code === 0 || code === 1, `${line.join(" ")}: ${err}`);
  }
  // Another's decision is not taken back under one's own name.
  process.env.SOURCEBOOK_BY = "ben";
  const undone = await run("identity", "undo", "Karim Daoud", "Samir Haddad", ...why);
  assert.equal(undone.code, 3);
  assert.match(undone.err, /by ben/);
  assert.equal((await run("identity", "undo", "Karim Daoud", "Samir Haddad", ...why, "--by", "ann")).code, 0);
});
