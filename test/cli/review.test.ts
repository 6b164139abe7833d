// A reviewer at the command line: one by one, two at once, at volume.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { jsonSchema } from "../../src/0-model/wire.ts";
import { typed } from "./inside.ts";
import { Folder, type Ran, SHORT } from "./program.ts";

const MANY = 12;
const TOWNS = ["Herat", "Kabul", "Kandahar", "Kunduz", "Ghazni", "Jalalabad", "Khost", "Farah", "Zaranj", "Gardez"];
const LONG = TOWNS.map((town, i) => `On ${i + 1} June 2016 a bombing in ${town} killed ${i + 20} people.`).join("\n\n");

const folder = new Folder();
after(() => folder[Symbol.dispose]());
folder.run("add", folder.write("short.txt", SHORT), folder.write("long.txt", `Bombings\n\n${LONG}\n`));

interface Wire {
  readonly id: string;
  readonly review: string;
  readonly basis?: string;
  readonly interpretation: number;
  readonly property: string;
  readonly value: { readonly low?: number; readonly name?: string };
}
interface Item {
  readonly claim: Wire;
  readonly context: { readonly exact: string };
  readonly statuses: readonly string[];
  readonly reviews: readonly { readonly by: string; readonly review: string; readonly sequence: number }[];
}

const parsed = <T>(out: string): T[] =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

const run = (...line: readonly [string, ...string[]]): Promise<Ran> => typed(folder, ...line);

const claims = async (...args: string[]): Promise<Wire[]> =>
  parsed((await run("claims", "--jsonl", "--all", ...args)).out);
const review = (...args: string[]) => run("review", ...args);
const listed = async (...args: string[]): Promise<Item[]> =>
  parsed((await review("list", "--jsonl", "--limit", "200", ...args)).out);
const claimOf = async (id: string): Promise<Wire> => {
  const found = (await claims()).find((one) => one.id === id);
  assert.ok(found !== undefined);
  return found;
};
const leader = async (name: string): Promise<string> => {
  const found = (await claims("--property", "leader")).find(({ value }) => value.name === name);
  assert.ok(found !== undefined, `the text makes ${name} a leader`);
  return found.id;
};

test("the queue shows each claim with its words in context, and what is decided leaves it", async () => {
  const id = await leader("Karim Daoud");
  const [item] = await listed("--property", "leader");
  assert.equal(item?.claim.id, id);
  assert.match(item?.context.exact ?? "", /Karim Daoud \(2011 – Jul 2014\)/);
  const { code, out, err } = await review("faithful", id, "--by", "ann", "--note", "as the list has it");
  assert.equal(code, 0, err);
  assert.match(out, new RegExp(`${id}.* faithful`));
  assert.ok(!(await listed("--property", "leader")).some(({ claim }) => claim.id === id));
  assert.deepEqual(
    (await listed("--status", "faithful")).map(({ claim, reviews }) => [claim.id, reviews[0]?.by]),
    [[id, "person:ann"]],
  );
  assert.match((await run("why", id)).out, /reviewed +faithful by ann, interpretation 1: as the list has it/);
});

test("who decides on what somebody changed meanwhile writes nothing and is shown both decisions", async () => {
  const id = await leader("Samir Haddad");
  const seen = /--seen (\d+)/.exec((await review("list")).err)?.[1] ?? "";
  assert.equal((await review("refuse", id, "--by", "ann", "--note", "no leader", "--seen", seen)).code, 0);
  const late = await review("faithful", id, "--by", "ben", "--seen", seen);
  assert.equal(late.code, 7, late.err);
  assert.equal(late.out, "");
  assert.match(late.err, /Nothing was written/);
  assert.match(late.err, /yours, not written: faithful by ben/);
  assert.match(late.err, /theirs: refused by ann, interpretation 1: no leader/);
  const again = /--seen (\d+)/.exec(late.err)?.[1] ?? "";
  assert.equal((await review("faithful", id, "--by", "ben", "--seen", again)).code, 0);
  assert.deepEqual(
    (await listed("--status", "split")).map(({ claim }) => claim.id),
    [id],
  );
  assert.equal((await review("undo", id, "--by", "ann")).code, 0);
  assert.deepEqual(await listed("--status", "split"), []);
  assert.equal((await claimOf(id)).review, "faithful");
});

test("a correction keeps the claim's id and the old reading; undo brings it back; agreement shows two side by side", async () => {
  const [toll] = (await claims("--property", "killed")).filter(({ value }) => value.low === 12);
  assert.ok(toll !== undefined);
  assert.equal(
    (await review("correct", toll.id, "--by", "ann", "--value", "at least 13", "--flag", "work-needed")).code,
    0,
  );
  const now = await claimOf(toll.id);
  assert.deepEqual([now.value.low, now.review, now.interpretation, now.basis], [13, "corrected", 2, "read"]);
  const second = await review("correct", toll.id, "--by", "ben", "--value", "14", "--interpretation", "1");
  assert.equal(second.code, 0, second.err);
  assert.deepEqual(
    (await listed("--status", "work-needed")).map(({ claim, statuses }) => [claim.id, ...statuses]),
    [[toll.id, "corrected", "work-needed", "split"]],
  );
  const { pairs } = JSON.parse((await run("agreement", "--property", "killed", "--json")).out) as {
    pairs: { reviewers: string[]; fields: { field: string; n: number; same: number }[]; differing: unknown[] }[];
  };
  assert.deepEqual(pairs[0]?.reviewers, ["person:ann", "person:ben"]);
  const counted = pairs[0]?.fields.filter(({ n }) => n > 0).map(({ field, n, same }) => [field, n, same]);
  assert.deepEqual(counted, [
    ["decision", 1, 1],
    ["value", 1, 0],
    ["time", 1, 1],
    ["role", 1, 1],
    ["polarity", 1, 1],
    ["mode", 1, 1],
  ]);
  assert.match((await run("agreement")).out, /ann and ben/);
  for (const name of ["ben", "ann"]) assert.equal((await review("undo", toll.id, "--by", name)).code, 0);
  assert.deepEqual(await claimOf(toll.id), toll);
  const none = await review("undo", toll.id, "--by", "ann");
  assert.equal(none.code, 3);
  assert.match(none.err, /decided nothing/);
});

test("twenty are read, the rest is let in with a mark of its own, and a wrong one found later opens it again", async () => {
  const sampling = ["sample", "--rule", "toll.kill", "--property", "killed", "--n", "4", "--by", "ann"];
  const drawn = async (...more: string[]) =>
    JSON.parse((await review(...sampling, ...more, "--json")).out) as {
      id: string;
      of: number;
      seed: number;
      drawn: [string, number][];
    };
  const dry = await drawn("--seed", "11", "--dry-run");
  const sample = await drawn("--seed", "11");
  assert.deepEqual(sample, dry);
  assert.notDeepEqual((await drawn("--seed", "12", "--dry-run")).drawn, sample.drawn);
  assert.ok(sample.of >= TOWNS.length && sample.of < MANY, `${sample.of}`);
  assert.equal(sample.drawn.length, 4);
  const left = (await listed("--sample", sample.id)).map(({ claim }) => claim.id);
  assert.deepEqual(left.sort(), sample.drawn.map(([id]) => id).sort());
  const early = await review("accept", sample.id, "--by", "ann");
  assert.equal(early.code, 1);
  for (const id of left) assert.match(early.err, new RegExp(`${id} unread`));
  assert.equal((await review("faithful", ...left, "--by", "ben")).code, 0);
  const rest = sample.of - 4;
  assert.match(
    (await review("accept", sample.id, "--by", "ann", "--dry-run")).out,
    new RegExp(`Would accept ${rest} claims`),
  );
  assert.equal((await claims("--basis", "sampled")).length, 0);
  assert.match((await review("accept", sample.id, "--by", "ann")).out, new RegExp(`Accepted ${rest} claims`));
  const again = JSON.parse((await review("accept", sample.id, "--by", "ann", "--json")).out) as object;
  assert.deepEqual({ ...again, changed: 0 }, { ...again, changed: 0, accepts: 0, accepted: rest, written: false });
  assert.match(
    (await review("samples")).out,
    new RegExp(`^${sample.id} +4 of ${sample.of} +0 unread +0 wrong +${rest} accepted`),
  );
  const sampled = await claims("--basis", "sampled");
  assert.equal(sampled.length, rest);
  assert.equal((await claims("--no-sampled")).length, (await claims()).length - rest);
  const [wrong] = sampled;
  assert.match((await run("claims", "--basis", "sampled")).out, /faithful by sample/);
  const late = await review("refuse", wrong?.id ?? "", "--by", "cem");
  assert.match(late.err, new RegExp(`Sample ${sample.id} is open again: ${rest - 1} claims`));
  assert.equal((await claims("--basis", "sampled")).length, 0);
  assert.equal((await run("verify")).code, 0);
});

test("what programs get has the keys of the published schemas", async () => {
  const sample = ["sample", "--rule", "toll.kill", "--seed", "1", "--by", "ann", "--dry-run", "--json"];
  assert.equal((await review("refuse", await leader("Karim Daoud"), "--by", "ben")).code, 0);
  const [pair] = parsed<object>((await run("agreement", "--jsonl")).out);
  const [item] = await listed("--status", "faithful");
  const given = { review: item, agreement: pair, sample: JSON.parse((await review(...sample)).out) as object };
  for (const [form, value] of Object.entries(given)) {
    const { properties } = jsonSchema(form as keyof typeof given) as { properties: object };
    assert.deepEqual(Object.keys(value ?? {}), Object.keys(properties), form);
  }
});

test("what cannot be done says why, and writes nothing", async () => {
  const id = await leader("Karim Daoud");
  const cases: readonly (readonly [number, RegExp, ...string[]])[] = [
    [2, /There is no "review love"/, "love"],
    [2, /--by NAME/, "faithful", id],
    [2, /Name the claims/, "faithful", "--by", "ann"],
    [3, /holds no claim "c0"/, "faithful", "c0", "--by", "ann"],
    [2, /Say what is right/, "correct", id, "--by", "ann"],
    [2, /names nothing “Nobody”/, "correct", id, "--by", "ann", "--value", "Nobody"],
    [2, /is no flag/, "faithful", id, "--by", "ann", "--flag", "wrong"],
    [2, /is no mark/, "list", "--mark", "bold"],
    [2, /is no status/, "list", "--status", "done"],
    [2, /--note or --flag/, "note", id, "--by", "ann"],
    [3, /no sample "s0"/, "list", "--sample", "s0"],
    [3, /no sample "s0"/, "accept", "s0", "--by", "ann"],
    [3, /no rule "no.rule"/, "sample", "--rule", "no.rule", "--by", "ann"],
    [2, /--rule/, "sample", "--by", "ann"],
  ];
  const before = (await run("verify", "--json")).out;
  for (const [code, said, ...args] of cases) {
    const ran = await review(...args);
    assert.equal(ran.code, code, `${args.join(" ")}: ${ran.err}`);
    assert.match(ran.err, said);
    assert.equal(ran.out, "");
  }
  assert.equal((await run("verify", "--json")).out, before);
});

test("a process of its own reads the same options, and ends with 7 for who comes second", async () => {
  const id = await leader("Karim Daoud");
  const late = folder.run("review", "refuse", id, "--by", "dan", "--seen", "1", "--note", "too late");
  assert.deepEqual([late.code, late.out], [7, ""]);
  assert.match(late.err, /yours, not written: refused by dan/);
  const all = folder.run("claims", "--jsonl", "--no-sampled", "--basis", "read");
  assert.ok(all.code === 0 && parsed<Wire>(all.out).every(({ basis }) => basis === "read"), all.err);
});
