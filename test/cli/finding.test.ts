// Findings and tables on the command line: what people concluded stands beside the claims, and never as one.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { parseClaim, parseFinding, parseRow } from "../../src/0-model/wire.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { alone, review } from "../5-keep/sample.ts";
import { typed } from "./inside.ts";
import { Folder, type Ran, SHORT, takesHold } from "./program.ts";

const TEXT = `${SHORT}
The Northern Front carried out the attack. On 6 June 2016 a bombing in Kabul killed dozens of people.
Police said that 14 people were killed in the bombing in Herat on 4 May 2015.
`;
const template = new Folder();
template.run("add", template.write("short.txt", TEXT));
const folders: Folder[] = [template];
after(() => {
  for (const folder of folders) folder[Symbol.dispose]();
});

interface Line {
  readonly id: string;
  readonly property: string;
  readonly subject: { readonly name: string; readonly entity: string };
  readonly value: { readonly type: string; readonly words?: string; readonly low?: number };
}

/** A record of the text, and its claims. */
async function record(): Promise<{ folder: Folder; claims: readonly Line[]; find: (property: string) => Line }> {
  const folder = new Folder();
  folders.push(folder);
  cpSync(join(template.path, ".sourcebook"), join(folder.path, ".sourcebook"), { recursive: true });
  const claims = (await ran(folder, ["claims"], { jsonl: true }))
    .split("\n")
    .filter(Boolean)
    .map((one) => JSON.parse(one) as Line);
  const find = (property: string): Line => {
    const found = claims.find((one) => one.property === property);
    if (found === undefined) throw new Error(`no claim of ${property}`);
    return found;
  };
  return { folder, claims, find };
}

/** Options by name, each with what stands after it, or true where nothing does; those that are false are left out. */
type Told = Readonly<Record<string, string | boolean>>;

function says(folder: Folder, verb: readonly [string, ...string[]], told: Told = {}): Promise<Ran> {
  const options = Object.entries(told).flatMap(([name, value]) =>
    value === false ? [] : [`--${name}`, ...(value === true ? [] : [value])],
  );
  return typed(folder, ...verb, ...options);
}

async function ran(folder: Folder, verb: readonly [string, ...string[]], told: Told = {}): Promise<string> {
  const { code, out, err } = await says(folder, verb, told);
  assert.equal(code, 0, err);
  return out;
}

const GIVEN = { question: "Is it so?", codebook: "house", reason: "One source says so.", by: "ann", against: "none" };

async function add(folder: Folder, told: Told): Promise<string> {
  return (await ran(folder, ["finding", "add"], { ...GIVEN, ...told })).trim();
}

test("a finding is added, listed, shown and superseded; the old one stays reachable, and --known is kept to", async () => {
  const { folder, find } = await record();
  const killed = find("killed");
  const head = async (): Promise<string> => {
    const store = await openRecord(join(folder.path, ".sourcebook"));
    const { counts } = await store.read([{ get: "counts" }]);
    await store.close();
    return String(counts?.head);
  };
  const before = await head();
  const first = await add(folder, { answer: "12", for: killed.id });
  const then = await head();
  const second = await add(folder, { answer: "12-14", for: killed.id, reason: "A second report.", supersedes: first });
  const list = (told: Told = {}) => ran(folder, ["finding", "list"], told);
  assert.match(await list(), /finding: 12-14 \(under house, by ann/);
  assert.ok(!(await list()).includes(first));
  assert.match(await list({ all: true }), new RegExp(`superseded by ${second}`));
  assert.match(await list({ known: then }), new RegExp(first));
  assert.equal(await list({ known: before }), "");
  assert.match(await ran(folder, ["finding", "show", second]), new RegExp(`Before that[\\s\\S]*${first}`));
  assert.match(await ran(folder, ["show", second]), /Claims for it[\s\S]*killed/);
  const forked = await says(folder, ["finding", "add"], {
    ...GIVEN,
    answer: "13",
    for: killed.id,
    supersedes: first,
  });
  assert.match(forked.err, new RegExp(`superseded by ${second} already`));
  // The same again is no second finding.
  assert.equal(await add(folder, { answer: "12", for: killed.id }), first);
  assert.equal((await list({ all: true })).match(/finding:/g)?.length, 2);
});

test("what a finding lacks is asked for, and nothing is kept without it", async () => {
  const { folder, find } = await record();
  const good = { ...GIVEN, answer: "12", for: find("killed").id };
  const tell = async (more: Told, code: number, why: RegExp): Promise<void> => {
    const told = await says(folder, ["finding", "add"], { ...good, ...more });
    assert.equal(told.code, code, told.err);
    assert.match(told.err, why);
  };
  for (const name of ["question", "answer", "for", "against", "codebook", "reason", "by"] as const) {
    await tell({ [name]: "" }, 2, new RegExp(`--${name}`));
  }
  await tell({ codebook: "mine" }, 2, /no codebook "mine"/);
  await tell({ for: "c0" }, 3, /holds nothing by "c0"/);
  await tell({ for: "none" }, 2, /no claim/);
  await tell({ by: "model:any" }, 2, /never a rule's or a model's/);
  await tell({ by: "rule:toll.kill" }, 2, /never a rule's or a model's/);
  await tell({ dispute: "rival-toll:x:y" }, 3, /ids of disputes/);
  await tell({ property: "rumour" }, 2, /no property/);
  await tell({ answer: "2015-13-40", for: find("date").id }, 2, /no day/);
  await tell({ answer: "soon", for: find("date").id }, 2, /is no answer/);
  await tell({ supersedes: "f0" }, 2, /not held/);
  assert.equal((await says(folder, ["finding", "forget"], {})).code, 2);
  assert.equal(await ran(folder, ["finding", "list"]), "");
});

test("findings stand beside claims in a profile, by codebook, and nothing else changes", async () => {
  const { folder, find } = await record();
  const founded = find("founded");
  const profile = (told: Told) => ran(folder, ["profile", "Northern Front"], told);
  const bare = await profile({});
  await add(folder, { answer: founded.id, for: founded.id });
  await add(folder, { answer: "undetermined", for: "none", against: founded.id, codebook: "ucdp", by: "ben" });
  assert.match(
    await profile({}),
    /2011[\s\S]*finding: March 2011 \(under house, by ann[\s\S]*undetermined \(under ucdp, by ben/,
  );
  assert.doesNotMatch(await profile({ findings: "ucdp" }), /under house/);
  assert.equal(await profile({ findings: "none" }), bare);
  const { findings } = JSON.parse(await profile({ json: true })) as { findings: unknown[] };
  assert.equal(findings.map(parseFinding).length, 2);
});

test("law: profile --findings none is byte for byte what it is without findings; no export of claims knows of them", async () => {
  const { folder, claims } = await record();
  const all = async (): Promise<string[]> => {
    const texts: string[] = [];
    for (const told of [{}, { json: true }, { jsonl: true }, { on: "2012-01-01" }]) {
      for (const name of [
        "Northern Front",
        claims.find(({ property }) => property === "killed")?.subject.entity ?? "",
      ]) {
        texts.push(await ran(folder, ["profile", name], { ...told, findings: "none" }));
      }
    }
    for (const told of [{ jsonl: true }, { csv: true }, { json: true }])
      texts.push(await ran(folder, ["claims"], told));
    texts.push(await ran(folder, ["timeline"], { json: true }), await ran(folder, ["disputes"], { json: true }));
    return texts;
  };
  const before = await all();
  let made = 0;
  const some = fc.record({
    claim: fc.nat(claims.length - 1),
    answer: fc.constantFrom("undetermined", "none", "same"),
    codebook: fc.constantFrom("house", "ucdp", "gtd"),
    by: fc.constantFrom("ann", "ben"),
    reason: fc.string({ minLength: 1 }).filter((words) => words.trim() !== ""),
  });
  const law = fc.asyncProperty(fc.array(some, { minLength: 1, maxLength: 4 }), async (given) => {
    for (const { claim, answer, ...rest } of given) {
      const id = claims[claim]?.id ?? "";
      await add(folder, { ...rest, for: id, answer: answer === "same" ? id : answer });
      made += 1;
    }
    assert.deepEqual(await all(), before);
  });
  await fc.assert(law, { numRuns: 5 });
  assert.ok(made >= 5);
  assert.match(await ran(folder, ["profile", "Northern Front"]), /finding:/);
});

test("what a person wrote cannot take hold of a terminal", async () => {
  const { folder, find } = await record();
  const sign = "\u001b[31m\u202E";
  await add(folder, {
    answer: "undetermined",
    for: find("founded").id,
    reason: `red${sign}`,
    question: `who${sign}?`,
    by: `a${sign}`,
  });
  for (const told of [{}, { json: true }, { jsonl: true }]) {
    for (const verb of [
      ["finding", "list"],
      ["profile", "Northern Front"],
    ] as const) {
      const out = await ran(folder, [...verb], told);
      assert.match(out, /red/);
      assert.ok(!takesHold(out), verb.join(" "));
    }
  }
});

test("a finding whose claim was refused since says so", async () => {
  const { folder, find } = await record();
  const killed = find("killed");
  const id = await add(folder, { answer: killed.id, for: killed.id });
  assert.doesNotMatch(await ran(folder, ["finding", "show", id]), /since/);
  const store = await openRecord(join(folder.path, ".sourcebook"));
  const { head } = await store.append(alone(review(killed.id, 1, "refused", "person:cara")));
  await store.close();
  assert.match(
    await ran(folder, ["finding", "show", id]),
    new RegExp(`rests on a claim that was refused since: ${killed.id}`),
  );
  assert.doesNotMatch(await ran(folder, ["finding", "show", id], { known: String(head - 1) }), /since/);
  const [line = ""] = (await ran(folder, ["finding", "list"], { jsonl: true })).split("\n");
  assert.deepEqual(parseFinding(JSON.parse(line)).since, [{ claim: killed.id, side: "for", what: "refused" }]);
});

test("two people, two codebooks, one dispute: both are listed under what it is about", async () => {
  const { folder } = await record();
  const [line = ""] = (await ran(folder, ["disputes"], { jsonl: true })).split("\n");
  const dispute = JSON.parse(line) as { id: string; claims: [string, string] };
  const [one, other] = dispute.claims;
  const told = { dispute: dispute.id, question: "How many?" };
  await add(folder, { ...told, answer: one, for: one, against: other });
  await add(folder, { ...told, answer: other, for: other, against: one, codebook: "acled", by: "ben" });
  const found = JSON.parse(await ran(folder, ["finding", "list"], { json: true })) as { findings: unknown[] };
  const [ann, ben] = found.findings.map(parseFinding);
  assert.deepEqual([ann?.codebook, ben?.codebook].sort(), ["acled", "house"]);
  assert.deepEqual([ann?.about?.dispute, ben?.about?.dispute], [dispute.id, dispute.id]);
  assert.deepEqual(ann?.about, ben?.about);
  assert.match(await ran(folder, ["disputes"]), /finding: .*under acled, by ben[\s\S]*finding: .*under house, by ann/);
  // One heading for both.
  assert.equal((await ran(folder, ["finding", "list"])).split("\n").filter((row) => /^\S/.test(row)).length, 1);
});

test("neither wire form can be read as the other", async () => {
  const { folder, find, claims } = await record();
  await add(folder, { answer: "12", for: find("killed").id });
  const [line = ""] = (await ran(folder, ["finding", "list"], { jsonl: true })).split("\n");
  const finding: unknown = JSON.parse(line);
  parseFinding(finding);
  assert.throws(() => parseClaim(finding));
  assert.throws(() => parseFinding(claims[0]));
  assert.throws(() => parseRow(finding));
  const csv = await ran(folder, ["finding", "list"], { csv: true });
  assert.match(csv, /^is,id,.*\r\nfinding,f[0-9a-f]{20},/);
});

test("a table says of each cell what it is, as text, CSV, JSON and JSON lines, under a codebook by name or file", async () => {
  const { folder, claims } = await record();
  const killed = claims.filter(({ property }) => property === "killed");
  const dozens = killed.find(({ value }) => value.words?.startsWith("dozens"));
  assert.ok(dozens !== undefined);
  const rows = async (codebook: string) =>
    (await ran(folder, ["table"], { codebook, jsonl: true }))
      .split("\n")
      .filter(Boolean)
      .map((line) => parseRow(JSON.parse(line)));
  const cell = async (codebook: string, column: string) =>
    (await rows(codebook)).find(({ event }) => event === dozens.subject.entity)?.cells[column];
  assert.deepEqual(
    (await cell("house", "killed"))?.values.map(({ from }) => from),
    [[dozens.id]],
  );
  assert.equal((await cell("ucdp", "best"))?.is, "empty");
  const derived = await cell("acled", "fatalities");
  assert.deepEqual(
    [derived?.is, derived?.rule, derived?.values],
    ["derived", "acled.words", [{ value: 12, from: [dozens.id] }]],
  );

  const csv = (await ran(folder, ["table"], { codebook: "acled", csv: true })).split("\r\n");
  const [head = "", ...lines] = csv;
  const names = head.split(",");
  assert.equal(names[0], "event");
  for (const [at, name] of names.entries()) if (at % 2 === 1) assert.equal(names[at + 1], `${name}_basis`);
  const at = names.indexOf("fatalities");
  const own = lines.find((line) => line.startsWith(dozens.subject.entity))?.split(",") ?? [];
  assert.deepEqual(own.slice(at, at + 2), ["12", `derived acled.words ${dozens.id}`]);
  assert.match(await ran(folder, ["table"], { codebook: "acled" }), /fatalities +12 +derived acled\.words/);

  folder.write(
    "mine.yaml",
    "name: mine\ntitle: Mine\ndescription: One column.\nsource: Ours.\ncolumns:\n  dead: { takes: killed, help: The dead. }\nrules: {}\n",
  );
  const whole = JSON.parse(await ran(folder, ["table"], { codebook: join(folder.path, "mine.yaml"), json: true })) as {
    codebook: { name: string };
    rows: unknown[];
  };
  assert.equal(whole.codebook.name, "mine");
  assert.ok(whole.rows.length >= 2);
  folder.write(
    "ucdp.yaml",
    "name: ucdp\ntitle: Mine\ndescription: One column.\nsource: Ours.\ncolumns:\n  dead: { takes: killed, help: The dead. }\nrules: {}\n",
  );
  const taken = await says(folder, ["table"], { codebook: join(folder.path, "ucdp.yaml") });
  assert.equal(taken.code, 2);
  assert.match(taken.err, /already/);
  assert.equal((await says(folder, ["table"], {})).code, 2);
  assert.equal((await says(folder, ["table"], { codebook: "none-such" })).code, 2);
  assert.equal((await rows("house")).length, whole.rows.length);
  assert.equal(await ran(folder, ["table"], { codebook: "house", jsonl: true, from: "2020-01-01" }), "");
  assert.equal(await ran(folder, ["table"], { codebook: "house", jsonl: true, known: "0" }), "");
  assert.match(await ran(folder, ["table"], { codebook: "house", csv: true, place: "Herat" }), /Herat/);
});

test("a finding about an event fills its cell under its own codebook and is told apart in every format", async () => {
  const { folder, claims } = await record();
  const killed = claims.find(({ property, value }) => property === "killed" && value.low === 12);
  assert.ok(killed !== undefined);
  const id = await add(folder, { answer: "13", for: killed.id, codebook: "ucdp" });
  const csv = async (codebook: string) => ran(folder, ["table"], { codebook, csv: true });
  assert.match(await csv("ucdp"), new RegExp(`,13,finding ${id} beside [^,]*${killed.id}`));
  assert.doesNotMatch(await csv("house"), new RegExp(id));
});
