// `add --model` against a real server that plays scripted answers: honest, hostile, slow, lying, and none at all.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { Proposed } from "../../src/0-model/proposal.ts";
import { injections } from "./injected.ts";
import { inside } from "./inside.ts";
import { Folder, type Ran, written } from "./program.ts";
import { complete, playing, type Reply } from "./scripted.ts";

const TEXT = `Northern Front

The Northern Front is an armed group. Karim Daoud steered the Northern Front from 2011 to 2014.

On 4 May 2015 a bombing in Herat killed 12 people.
`;
const leader = {
  ...{ property: "leader", subject: "Northern Front", value: "Karim Daoud", trigger: "steered" },
  ...{ evidence: "Karim Daoud steered the Northern Front from 2011 to 2014", polarity: "affirmed", mode: "actual" },
};
const toll = {
  ...{ property: "killed", subject: "bombing", value: "12 people", trigger: "killed" },
  ...{ evidence: "a bombing in Herat killed 12 people", polarity: "affirmed", mode: "actual" },
};
const invented = { ...toll, value: "900 people" };
const answer = (...claims: readonly object[]): string => JSON.stringify({ claims });

/** Runs the program while the server, in this process, goes on answering. */
async function run(folder: Folder, ...args: readonly string[]): Promise<Ran> {
  const running = folder.start(...args);
  const [out, err] = [written(running.stdout, /\0/), written(running.stderr, /\0/)];
  const [code] = (await once(running, "close")) as [number | null];
  return { code, out: await out, err: await err };
}

/** The payloads of one kind of log row. */
function log(folder: Folder, kind: string): Record<string, unknown>[] {
  const db = new DatabaseSync(join(folder.path, ".sourcebook", "record.db"), { readOnly: true });
  const rows = db.prepare("SELECT json FROM log JOIN payload USING (sequence) WHERE kind = ?").all(kind);
  db.close();
  return rows.map(({ json }) => JSON.parse(String(json)) as Record<string, unknown>);
}

const lines = <T>(text: string): T[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
interface Line {
  readonly id: string;
  readonly property: string;
  readonly by: readonly { readonly rule: string; readonly version: string }[];
}

test("adds what a model finds, marks it, and counts what is refused by reason, in the ledger too", async () => {
  await playing(
    () => answer(leader, toll, invented, invented, { ...leader, property: "chief" }),
    async (at, model) => {
      using folder = new Folder();
      const file = join(folder.path, folder.write("short.txt", TEXT));
      const added = await run(folder, "add", "short.txt", "--model", at, "--model-name", "tiny:1b");
      assert.equal(added.code, 0, added.err);
      assert.match(
        added.err,
        /The model proposed 5 claims in 1 passage: 1 by it alone, 1 by rules too, 3 refused \(property 1, quote 2\)\./,
      );
      assert.doesNotMatch(added.err, /Warning/);
      assert.equal(model.asked.length, 1);
      assert.equal(model.asked[0]?.url, "/v1/chat/completions");
      assert.equal(model.asked[0]?.headers.authorization, undefined);
      assert.equal(model.asked[0]?.body.temperature, 0);
      const claims = lines<Line>((await inside(folder, ["claims"], { jsonl: true })).out);
      const alone = claims.find(({ property }) => property === "leader");
      assert.deepEqual(
        alone?.by.map(({ rule }) => rule),
        ["model:tiny:1b"],
      );
      assert.match(alone?.by[0]?.version ?? "", /^[0-9a-f]{16}$/);
      const both = claims.find(({ property }) => property === "killed");
      assert.equal(both?.by.length, 2);
      assert.ok(both?.by.some(({ rule }) => rule === "model:tiny:1b"));
      const why = (await inside(folder, ["why", both?.id ?? ""])).out;
      assert.match(why, /found by +model:tiny:1b, version [0-9a-f]{16}\n +found by +toll\./);
      assert.match(
        (await inside(folder, ["why", alone?.id ?? ""])).out,
        /proposed by model[\s\S]*subject +“Northern Front” \(.*\) — quoted by the model/,
      );
      const said = (await inside(folder, ["claims"])).out;
      assert.equal(said.match(/proposed by model/g)?.length, 1);
      const problems = log(folder, "problem");
      assert.deepEqual(problems.map(({ code }) => code).sort(), ["model-property", "model-quote"]);
      for (const { document, rendition, range, message } of problems) {
        assert.match(`${document} ${rendition}`, /^sha256:\w+ sha256:\w+$/);
        assert.ok(Array.isArray(range));
        assert.doesNotMatch(String(message), /900|chief/);
      }
      assert.deepEqual(
        log(folder, "run").map(({ model: by }) => (by as { rule: string } | undefined)?.rule),
        [undefined, "model:tiny:1b"],
      );
      // The same again asks nothing, with the model or without; another model is asked.
      assert.match((await inside(folder, ["add", file], { model: at, modelName: "tiny:1b" })).out, /known already/);
      assert.match((await inside(folder, ["add", file])).out, /known already/);
      assert.equal(model.asked.length, 1);
      assert.equal((await inside(folder, ["add", file], { model: at, modelName: "other" })).code, 0);
      assert.equal(model.asked.length, 2);
      assert.equal((await inside(folder, ["verify"])).code, 0);
      assert.equal((await inside(folder, ["rebuild"])).code, 0);
      assert.equal((await inside(folder, ["claims"])).out.match(/proposed by model/g)?.length, 1);
    },
  );
});

test("a model added later adds its claims, and a reading without it takes none of them away", async () => {
  await playing(
    () => answer(leader, toll),
    async (at) => {
      using folder = new Folder();
      const file = join(folder.path, folder.write("short.txt", TEXT));
      await inside(folder, ["add", file]);
      const before = lines<Line>((await inside(folder, ["claims"], { jsonl: true })).out);
      const { out } = await inside(folder, ["add", file], { model: at, json: true });
      const [taken] = (JSON.parse(out) as { taken: { claims: number; withdrawn: number; proposed: Proposed }[] }).taken;
      assert.deepEqual([taken?.claims, taken?.withdrawn], [1, 0]);
      assert.deepEqual(taken?.proposed, {
        passages: 1,
        silent: 0,
        proposals: 2,
        alone: 1,
        confirmed: 1,
        refused: {},
      });
      await inside(folder, ["add", file]);
      const after = lines<Line>((await inside(folder, ["claims"], { jsonl: true })).out);
      assert.equal(after.length, before.length + 1);
      assert.deepEqual(
        after
          .find(({ property }) => property === "killed")
          ?.by.map(({ rule }) => rule.split(":")[0])
          .sort()[0],
        "model",
      );
    },
  );
});

test("all texts with orders in them together: the record has no claim that a record without a model has not", async () => {
  const cases = injections();
  const words = (passage: string): string => cases.find(({ text }) => passage === text.trim())?.answer ?? "";
  await playing(
    ({ passage }) => words(passage),
    async (at) => {
      using folder = new Folder();
      const files = cases.map(({ text }, i) => join(folder.path, folder.write(`case ${i}.txt`, text)));
      const added = await inside(folder, ["add", ...files], { model: at, json: true });
      assert.equal(added.code, 0, added.err);
      await inside(folder, ["add", ...files], { record: "plain" });
      const { out } = await inside(folder, ["claims"], { jsonl: true, record: "plain" });
      const plain = lines<Line>(out).map(({ id }) => id);
      const found = lines<Line>((await inside(folder, ["claims"], { jsonl: true })).out);
      const alone = found.filter(({ id }) => !plain.includes(id));
      const expected = cases.flatMap((one) => one.expected.filter((line) => line.startsWith("alone")));
      assert.deepEqual(alone.map(({ property }) => property).sort(), expected.map((line) => line.split(" ")[1]).sort());
      assert.equal(found.length - alone.length, plain.length);
      const { taken } = JSON.parse(added.out) as { taken: { proposed: Proposed }[] };
      const refused = taken.flatMap(({ proposed }) => Object.values(proposed.refused)).reduce((a, b) => a + b, 0);
      const reasons = cases.flatMap((one) => one.expected.filter((line) => !/^(alone|both)/.test(line)));
      assert.equal(refused, reasons.length);
    },
  );
});

test("the key goes into one header, and neither into the record nor onto the screen", async () => {
  const key = "sk-very-secret-0123456789";
  process.env.SOURCEBOOK_MODEL_KEY = key;
  const echo =
    (status: number): Reply =>
    (response) => {
      response.statusCode = status;
      if (status === 200) complete(response, answer({ ...leader, value: key }, { ...leader, property: key }));
      else response.end(`wrong key ${key}`);
    };
  try {
    await playing(
      (_, times) => echo(times === 1 ? 401 : 200),
      async (at, model) => {
        using folder = new Folder();
        const args = ["add", folder.write("short.txt", TEXT), "--model", at];
        const refused = await run(folder, ...args);
        assert.equal(refused.code, 2);
        assert.match(refused.err, /status 401.*SOURCEBOOK_MODEL_KEY/);
        const added = await run(folder, ...args);
        assert.equal(added.code, 0, added.err);
        assert.equal(model.asked[1]?.headers.authorization, `Bearer ${key}`);
        const told = [refused, added].map(({ out, err }) => out + err).join("");
        assert.ok(!told.includes(key));
        for (const name of readdirSync(folder.path, { recursive: true, encoding: "utf8" })) {
          const file = join(folder.path, name);
          if (statSync(file).isFile()) assert.ok(!readFileSync(file).includes(key), `${name} holds the key`);
        }
      },
    );
    process.env.SOURCEBOOK_MODEL_KEY = `${key}\nX-Other: 1`;
    using folder = new Folder();
    const file = join(folder.path, folder.write("short.txt", TEXT));
    const wrong = await inside(folder, ["add", file], { model: "http://127.0.0.1:9" });
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /SOURCEBOOK_MODEL_KEY holds characters/);
    assert.ok(!wrong.err.includes(key));
  } finally {
    delete process.env.SOURCEBOOK_MODEL_KEY;
  }
});

test("a text that the model does not answer keeps its rules' claims, ends with 6, and is asked about again", async () => {
  const asked: string[] = [];
  const reply = ({ passage }: { passage: string }): Reply => {
    asked.push(passage);
    if (!passage.includes("Southern") || asked.length > 3) return answer();
    return (response) => response.writeHead(422).end();
  };
  await playing(reply, async (at) => {
    using folder = new Folder();
    folder.write("one.txt", TEXT);
    folder.write("two.txt", TEXT.replaceAll("Northern", "Southern"));
    const files = ["one.txt", "two.txt"].map((name) => join(folder.path, name));
    const add = () => inside(folder, ["add", ...files], { model: at });
    const first = await run(folder, "add", ...files, "--model", at);
    assert.equal(first.code, 6, first.err);
    assert.match(first.err, /refuses the request \(status 422\)/);
    assert.match(first.err, /did not answer on 1 document\. Run the same command to ask again\./);
    assert.equal(log(folder, "problem")[0]?.code, "model-silent");
    assert.match((await inside(folder, ["claims"])).out, /Southern Front/);
    asked.length = 10;
    const again = await add();
    assert.equal(again.code, 0, again.err);
    assert.equal(again.out.match(/known already/g)?.length, 1);
    assert.equal(asked.length, 11);
    assert.match((await add()).out, /known already[\s\S]*known already/);
  });
});

test("a wish to stop ends a request that waits; the text is not kept and the command is resumed", async () => {
  await playing(
    () => () => {},
    async (at, model) => {
      using folder = new Folder();
      const running = folder.start("add", folder.write("short.txt", TEXT), "--model", at);
      const said = written(running.stderr, /\0/);
      while (model.asked.length === 0 && running.exitCode === null) await wait(10);
      running.kill("SIGINT");
      const [code] = (await once(running, "close")) as [number];
      assert.equal(code, 130, await said);
      assert.match(await said, /Stopped before 1 document\./);
      assert.equal((await inside(folder, ["claims"], { jsonl: true })).out, "");
    },
  );
});

test("an address that cannot be one is refused before anything is read, and says what one looks like", async () => {
  using folder = new Folder();
  const file = join(folder.path, folder.write("short.txt", TEXT));
  const wrong: readonly (readonly [RegExp, { readonly model?: string; readonly modelName?: string }])[] = [
    [/such as http:/, { model: "file:///etc/passwd" }],
    [/--model says where/, { modelName: "tiny" }],
    [/cannot be reached/, { model: "http://127.0.0.1:9/v1" }],
  ];
  for (const [said, told] of wrong) {
    const { code, out, err } = await inside(folder, ["add", file], told);
    assert.equal(code, 2, err);
    assert.match(err, said);
    assert.doesNotMatch(err, /secret|fault of the program/);
    assert.equal(out, "");
  }
});

test("a model on another machine is warned about", async () => {
  await playing(
    () => answer(),
    async (at) => {
      using folder = new Folder();
      const elsewhere = at.replace("127.0.0.1", "0.0.0.0");
      const file = join(folder.path, folder.write("short.txt", TEXT));
      const { err } = await inside(folder, ["add", file], { model: elsewhere });
      assert.match(
        err,
        /Warning: the text of the documents goes to 0\.0\.0\.0:\d+, and anybody on the way can read it/,
      );
    },
  );
});
