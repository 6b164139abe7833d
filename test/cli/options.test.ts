// What several verbs take is read by all of them alike.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { whole } from "../../src/cli/options.ts";
import { typed } from "./inside.ts";
import { Folder, SHORT } from "./program.ts";

const folder = new Folder();
after(() => folder[Symbol.dispose]());
folder.run("add", folder.write("short.txt", SHORT));

/** What each line is refused with. */
async function refusals(lines: readonly (readonly [string, ...string[]])[]): Promise<Set<string>> {
  const said = new Set<string>();
  for (const line of lines) {
    const { code, out, err } = await typed(folder, ...line);
    assert.deepEqual([code, out], [2, ""], line.join(" "));
    said.add(err);
  }
  return said;
}

test("what is no property is answered alike, with names that come near", async () => {
  const told = await refusals([
    ["claims", "--property", "killed,leaders"],
    ["review", "list", "--property", "leaders"],
    ["review", "sample", "--rule", "toll.kill", "--by", "ann", "--property", "leaders"],
    ["agreement", "--property", "leaders"],
  ]);
  assert.deepEqual(told.size, 1);
  assert.match([...told].join(), /no property "leaders".*leader/);
});

test("what is no number is answered alike", async () => {
  for (const number of ["none", "0", "-1", "1.5", " "]) {
    const told = await refusals([
      ["identity", "--limit", number],
      ["search", "bombing", "--limit", number],
      ["review", "list", "--limit", number],
    ]);
    assert.equal(told.size, 1, number);
  }
});

test("law: a whole number is read as it is written, and nothing below the least", () => {
  const law = fc.property(fc.integer({ min: -5, max: 2 ** 40 }), fc.nat(3), (number, least) => {
    const read = (): number => whole("n", String(number), 7, least);
    if (number >= least) assert.equal(read(), number);
    else assert.throws(read, SourcebookError);
  });
  fc.assert(law);
});
