// A reviewer at the command line: one by one, two at once, at volume. Each verb as a process of its own.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Folder, SHORT } from "./program.ts";

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
const claims = (...args: string[]): Wire[] => parsed<Wire>(folder.run("claims", "--jsonl", "--all", ...args).out);
const review = (...args: string[]) => folder.run("review", ...args);
const listed = (...args: string[]): Item[] => parsed<Item>(review("list", "--jsonl", "--limit", "200", ...args).out);
const claimOf = (id: string): Wire => {
  const found = claims().find((one) => one.id === id);
  assert.ok(found !== undefined);
  return found;
};
const leader = (name: string): string => {
  const found = claims("--property", "leader").find(({ value }) => value.name === name);
  assert.ok(found !== undefined, `the text makes ${name} a leader`);
  return found.id;
};

test("the queue shows each claim with its words in context, and what is decided leaves it", () => {
  const id = leader("Karim Daoud");
  const [item] = listed("--property", "leader");
  assert.equal(item?.claim.id, id);
  assert.match(item?.context.exact ?? "", /Karim Daoud \(2011 – Jul 2014\)/);
  const { code, out, err } = review("faithful", id, "--by", "ann", "--note", "as the list has it");
  assert.equal(code, 0, err);
  assert.match(out, new RegExp(`${id}.* faithful`));
  assert.ok(!listed("--property", "leader").some(({ claim }) => claim.id === id));
  assert.deepEqual(
    listed("--status", "faithful").map(({ claim, reviews }) => [claim.id, reviews[0]?.by]),
    [[id, "person:ann"]],
  );
  assert.match(folder.run("why", id).out, /reviewed +faithful by ann, interpretation 1: as the list has it/);
});

test("who decides on what somebody changed meanwhile writes nothing and is shown both decisions", () => {
  const id = leader("Samir Haddad");
  const seen = /--seen (\d+)/.exec(review("list").err)?.[1] ?? "";
  assert.equal(review("refuse", id, "--by", "ann", "--note", "no leader", "--seen", seen).code, 0);
  const late = review("faithful", id, "--by", "ben", "--seen", seen);
  assert.equal(late.code, 7, late.err);
  assert.equal(late.out, "");
  assert.match(late.err, /Nothing was written/);
  assert.match(late.err, /yours, not written: faithful by ben/);
  assert.match(late.err, /theirs: refused by ann, interpretation 1: no leader/);
  const again = /--seen (\d+)/.exec(late.err)?.[1] ?? "";
  assert.equal(review("faithful", id, "--by", "ben", "--seen", again).code, 0);
  assert.deepEqual(
    listed("--status", "split").map(({ claim }) => claim.id),
    [id],
  );
  assert.equal(review("undo", id, "--by", "ann").code, 0);
  assert.deepEqual(listed("--status", "split"), []);
  assert.equal(claimOf(id).review, "faithful");
});

test("a correction keeps the claim's id and the old reading; undo brings it back; agreement shows two side by side", () => {
  const [toll] = claims("--property", "killed").filter(({ value }) => value.low === 12);
  assert.ok(toll !== undefined);
  assert.equal(review("correct", toll.id, "--by", "ann", "--value", "at least 13", "--flag", "work-needed").code, 0);
  const now = claimOf(toll.id);
  assert.deepEqual([now.value.low, now.review, now.interpretation, now.basis], [13, "corrected", 2, "read"]);
  const second = review("correct", toll.id, "--by", "ben", "--value", "14", "--interpretation", "1");
  assert.equal(second.code, 0, second.err);
  assert.deepEqual(
    listed("--status", "work-needed").map(({ claim, statuses }) => [claim.id, ...statuses]),
    [[toll.id, "corrected", "work-needed", "split"]],
  );
  const { pairs } = JSON.parse(folder.run("agreement", "--property", "killed", "--json").out) as {
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
  assert.match(folder.run("agreement").out, /ann and ben/);
  for (const name of ["ben", "ann"]) assert.equal(review("undo", toll.id, "--by", name).code, 0);
  assert.deepEqual(claimOf(toll.id), toll);
  const none = review("undo", toll.id, "--by", "ann");
  assert.equal(none.code, 3);
  assert.match(none.err, /decided nothing/);
});

test("twenty are read, the rest is let in with a mark of its own, and a wrong one found later opens it again", () => {
  const sampling = ["sample", "--rule", "toll.kill", "--property", "killed", "--n", "4", "--by", "ann"];
  const drawn = (...more: string[]) =>
    JSON.parse(review(...sampling, ...more, "--json").out) as {
      id: string;
      of: number;
      seed: number;
      drawn: [string, number][];
    };
  const dry = drawn("--seed", "11", "--dry-run");
  const sample = drawn("--seed", "11");
  assert.deepEqual(sample, dry);
  assert.notDeepEqual(drawn("--seed", "12", "--dry-run").drawn, sample.drawn);
  assert.ok(sample.of >= TOWNS.length && sample.of < MANY, `${sample.of}`);
  assert.equal(sample.drawn.length, 4);
  const left = listed("--sample", sample.id).map(({ claim }) => claim.id);
  assert.deepEqual(left.sort(), sample.drawn.map(([id]) => id).sort());
  const early = review("accept", sample.id, "--by", "ann");
  assert.equal(early.code, 1);
  for (const id of left) assert.match(early.err, new RegExp(`${id} unread`));
  assert.equal(review("faithful", ...left, "--by", "ben").code, 0);
  const rest = sample.of - 4;
  assert.match(review("accept", sample.id, "--by", "ann", "--dry-run").out, new RegExp(`Would accept ${rest} claims`));
  assert.equal(claims("--basis", "sampled").length, 0);
  assert.match(review("accept", sample.id, "--by", "ann").out, new RegExp(`Accepted ${rest} claims`));
  const sampled = claims("--basis", "sampled");
  assert.equal(sampled.length, rest);
  assert.equal(claims("--no-sampled").length, claims().length - rest);
  const [wrong] = sampled;
  assert.match(folder.run("claims", "--basis", "sampled").out, /faithful by sample/);
  const late = review("refuse", wrong?.id ?? "", "--by", "cem");
  assert.match(late.err, new RegExp(`Sample ${sample.id} is open again: ${rest - 1} claims`));
  assert.equal(claims("--basis", "sampled").length, 0);
  assert.equal(folder.run("verify").code, 0);
});

test("what cannot be done says why, and writes nothing", () => {
  const id = leader("Karim Daoud");
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
  const before = folder.run("verify", "--json").out;
  for (const [code, said, ...args] of cases) {
    const ran = review(...args);
    assert.equal(ran.code, code, `${args.join(" ")}: ${ran.err}`);
    assert.match(ran.err, said);
    assert.equal(ran.out, "");
  }
  assert.equal(folder.run("verify", "--json").out, before);
});
