// Verbs with several actions: an option that an action does not take is refused, never passed over.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { VERBS } from "../../src/cli/verbs.ts";
import { typed } from "./inside.ts";
import { Folder, type Ran, SHORT } from "./program.ts";

const folder = new Folder();
after(() => folder[Symbol.dispose]());
folder.run("add", folder.write("short.txt", SHORT));

const run = (...line: readonly [string, ...string[]]): Promise<Ran> => typed(folder, ...line);
const claim = (await run("claims", "--jsonl", "--property", "leader")).out.split('"id":"')[1]?.split('"')[0] ?? "";

/** What each action takes beside the formats, as documented. */
const TAKES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  review: {
    list: "rule property document mark about status sample limit",
    faithful: "by note flag seen interpretation",
    refuse: "by note flag seen interpretation",
    note: "by note flag seen interpretation",
    correct: "by note flag seen interpretation words value time role polarity mode",
    undo: "by seen",
    sample: "by rule property document mark n seed dry-run",
    samples: "",
    accept: "by dry-run",
  },
  finding: {
    add: "question answer for against codebook reason by about property dispute supersedes",
    list: "codebook all known",
    show: "known",
  },
  identity: {
    list: "about kind limit known",
    merge: "why by dry-run",
    split: "why by dry-run",
    undo: "why by dry-run",
  },
};

/** The options that a verb declares beside the formats, and whether each takes a value. */
function declared(verb: string): { readonly name: string; readonly valued: boolean }[] {
  const [{ options = [] } = {}] = VERBS.filter(({ words }) => words.startsWith(`${verb} `));
  return options.map(([flags]) => ({ name: flags.split(" ")[0]?.slice(2) ?? "", valued: flags.includes("<") }));
}

for (const [verb, actions] of Object.entries(TAKES)) {
  test(`every action of ${verb} refuses the options of the others in a sentence that names it`, async () => {
    const before = (await run("verify", "--json")).out;
    for (const [action, words] of Object.entries(actions)) {
      const takes = new Set(words.split(" "));
      for (const { name, valued } of declared(verb)) {
        if (takes.has(name)) continue;
        const { code, out, err } = await run(verb, action, claim, `--${name}`, ...(valued ? ["1"] : []));
        assert.deepEqual([code, out], [2, ""], `${verb} ${action} --${name}`);
        assert.ok(err.includes(`"${verb} ${action}" takes no --${name}.`), err);
      }
    }
    assert.equal((await run("verify", "--json")).out, before);
  });

  test(`every option of ${verb} is taken by one of its actions`, () => {
    const taken = new Set(Object.values(actions).flatMap((words) => words.split(" ")));
    for (const { name } of declared(verb)) assert.ok(taken.has(name), name);
  });
}

test("a dry run that there is none of writes nothing: not one row", async () => {
  const before = (await run("verify", "--json")).out;
  const { code, err } = await run("review", "faithful", claim, "--by", "ann", "--dry-run");
  assert.equal(code, 2);
  assert.match(err, /"review faithful" takes no --dry-run. It belongs to sample, accept\./);
  assert.equal((await run("verify", "--json")).out, before);
  assert.equal((await run("review", "faithful", claim, "--by", "ann")).code, 0);
});

test("an action is not known by what every object has", async () => {
  for (const verb of Object.keys(TAKES) as [string, ...string[]]) {
    const { code, err } = await run(verb, "constructor");
    assert.deepEqual([code, /There is no /.test(err)], [2, true], verb);
  }
});
