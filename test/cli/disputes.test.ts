// Disputes, what persons say about them, links and editions, as a person at a terminal meets them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { WireDispute, WireEditions } from "../../src/0-model/wire.ts";
import { typed } from "./inside.ts";
import { Folder, type Ran, SHORT } from "./program.ts";

interface Outcome {
  readonly taken: readonly {
    readonly document: string;
    readonly disputes: readonly WireDispute[];
    readonly joined: readonly string[];
    readonly editions: readonly { readonly newer: string; readonly older: string }[];
  }[];
}
interface Found {
  readonly disputes: readonly WireDispute[];
  readonly ruled: readonly WireDispute[];
}
interface Line {
  readonly id: string;
  readonly property: string;
  readonly subject: { readonly entity: string };
  readonly document: string;
  readonly links: readonly { readonly kind: string; readonly to: string }[];
}
interface Concluded {
  readonly id: string;
  readonly question: string;
  readonly about: object | null;
  readonly claimsFor: readonly string[];
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
}

const TWICE = SHORT.replace("Aug 2014", "Jan 2013");
const json = <T>(out: string): T => JSON.parse(out) as T;
const lines = (out: string): Line[] =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => json<Line>(line));

test("add says which disputes a document brings, in words and as JSON, and what needs no saying is not said", async () => {
  using folder = new Folder();
  const { code, err } = await typed(folder, "add", folder.write("one.txt", TWICE));
  assert.equal(code, 0);
  assert.match(err, /1 new dispute:\n {2}Northern Front: two holders/);
  const again = await typed(folder, "add", "one.txt");
  assert.doesNotMatch(again.err, /dispute/);
  const other = await typed(folder, "add", folder.write("two.txt", "The River Army is an armed group.\n"));
  assert.doesNotMatch(other.err, /dispute/);
  using second = new Folder();
  const [taken] = json<Outcome>((await typed(second, "add", second.write("one.txt", TWICE), "--json")).out).taken;
  assert.deepEqual(
    taken?.disputes.map(({ type }) => type),
    ["two-holders"],
  );
  assert.deepEqual(taken?.joined, []);
});

test("disputes can be asked for by document, type and strength; what is no type or strength is said", async () => {
  using folder = new Folder();
  await typed(
    folder,
    "add",
    folder.write("one.txt", TWICE),
    folder.write("two.txt", "The River Army is an armed group.\n"),
  );
  const asked = async (...args: readonly string[]) =>
    json<Found>((await typed(folder, "disputes", "--json", ...args)).out).disputes.length;
  assert.equal(await asked(), 1);
  assert.equal(await asked("--document", "one.txt"), 1);
  assert.equal(await asked("--document", "two.txt"), 0);
  assert.equal(await asked("--type", "rival-toll"), 0);
  assert.equal(await asked("--type", "rival-toll,two-holders"), 1);
  assert.equal(await asked("--strength", "needs-explaining"), 1);
  assert.equal(await asked("--strength", "impossible"), 0);
  for (const [said, ...args] of [
    [/no type "quarrel".*two-holders/, "--type", "quarrel"],
    [/no strength "strong"/, "--strength", "strong"],
    [/not for both/, "Northern Front", "--document", "one.txt"],
  ] as const) {
    const { code, err } = await typed(folder, "disputes", ...args);
    assert.equal(code, 2);
    assert.match(err, said);
  }
});

test("a ruling stands apart and is never hidden; it can be taken back; it needs a reason and a name", async () => {
  using folder = new Folder();
  await typed(folder, "add", folder.write("one.txt", TWICE));
  const found = async (...args: readonly string[]) =>
    json<Found>((await typed(folder, "disputes", "--json", ...args)).out);
  const id = (await found()).disputes[0]?.id ?? "";
  const no = ["--no-conflict", "--because", "a year of two leaders", "--by", "ann"];
  assert.equal((await typed(folder, "disputes", "--fail")).code, 1);
  const { code, out } = await typed(folder, "ruling", id, ...no);
  assert.equal(code, 0);
  assert.match(out, /ruled no conflict by ann, because a year of two leaders/);
  assert.equal((await typed(folder, "disputes", "--fail")).code, 0);
  assert.deepEqual([(await found()).disputes.length, (await found()).ruled.length], [0, 1]);
  assert.equal((await found("--ruled")).ruled[0]?.ruled?.rulings[0]?.by, "person:ann");
  const text = await typed(folder, "disputes");
  assert.match(text.out, /Ruled no conflict\n.*two holders[\s\S]*because a year of two leaders/);
  assert.match(text.err, /1 dispute ruled no conflict/);
  assert.match((await typed(folder, "profile", "Northern Front")).out, /two holders.*ruled no conflict/);
  await typed(folder, "ruling", id, "--conflict", "--because", "on second thoughts", "--by", "ann");
  assert.deepEqual([(await found()).disputes.length, (await found()).ruled.length], [1, 0]);
  for (const [exit, said, ...args] of [
    [2, /--no-conflict/, id, "--because", "x", "--by", "ann"],
    [2, /why/, id, "--no-conflict", "--by", "ann"],
    [2, /who/, id, "--no-conflict", "--because", "x"],
    [3, /holds nothing/, "two-holders:c1:c2", ...no],
  ] as const) {
    const wrong = await typed(folder, "ruling", ...args);
    assert.equal(wrong.code, exit, wrong.err);
    assert.match(wrong.err, said);
  }
  assert.equal((await typed(folder, "verify")).code, 0);
});

test("a person's link explains a dispute, is on the wire, and can be taken back", async () => {
  using folder = new Folder();
  await typed(folder, "add", folder.write("one.txt", TWICE));
  const leaders = async () => lines((await typed(folder, "claims", "--jsonl", "--property", "leader")).out);
  const [a, b] = (await leaders()).map(({ id }) => id) as [string, string];
  const why = ["--why", "both led", "--by", "ann"];
  assert.equal((await typed(folder, "link", a, "jointly-with", b, ...why)).code, 0);
  assert.deepEqual((await leaders())[0]?.links, [{ kind: "jointly-with", to: b }]);
  assert.deepEqual(json<Found>((await typed(folder, "disputes", "--json")).out).disputes, []);
  assert.equal((await typed(folder, "link", "undo", a, "jointly-with", b, ...why)).code, 0);
  assert.deepEqual((await leaders())[0]?.links, []);
  assert.equal(json<Found>((await typed(folder, "disputes", "--json")).out).disputes.length, 1);
  for (const [exit, said, ...args] of [
    [3, /no such link/, "undo", a, "jointly-with", b, ...why],
    [2, /no link "explains".*jointly-with/, a, "explains", b, ...why],
    [2, /FROM KIND TO/, a, "revises", ...why],
    [2, /itself/, a, "revises", a, ...why],
    [2, /who/, a, "revises", b, "--why", "x"],
    [3, /c00000000000000000000/, a, "revises", "c00000000000000000000", ...why],
  ] as const) {
    const wrong = await typed(folder, "link", ...args);
    assert.equal(wrong.code, exit, wrong.err);
    assert.match(wrong.err, said);
  }
});

test("editions: add proposes, a person says, what is kept is carried, what is not is listed and ends with 1", async () => {
  using folder = new Folder();
  const { taken } = json<Outcome>((await typed(folder, "add", folder.write("a.txt", SHORT), "--json")).out);
  const older = taken[0]?.document ?? "";
  const before = lines((await typed(folder, "claims", "--jsonl")).out);
  const pick = (property: string): string => before.find((one) => one.property === property)?.id ?? "";
  await typed(folder, "link", pick("founded"), "repeats", pick("kind"), "--why", "test", "--by", "ben");
  await typed(folder, "link", pick("founded"), "repeats", pick("killed"), "--why", "test", "--by", "ben");
  folder.write("a.txt", `${SHORT.replace("killed 12", "killed 15")}\nThe front fights the River Army.\n`);
  const added = await typed(folder, "add", "a.txt");
  assert.match(added.err, /may be a newer edition of .*both were named a\.txt/);
  const newer =
    lines((await typed(folder, "claims", "--jsonl")).out).find(({ document }) => document !== older)?.document ?? "";
  const proposed = await typed(folder, "editions", newer, "--json");
  assert.equal(proposed.code, 1);
  assert.equal(json<WireEditions>(proposed.out).older, older);
  assert.equal((await typed(folder, "edition", newer, older, "--by", "ann")).code, 0);
  assert.match((await typed(folder, "edition", older, newer, "--by", "ann")).err, /already/);
  const text = await typed(folder, "editions", newer);
  assert.match(text.out, /Not carried over\n {2}changed, with a link on it: bombing · killed: 12 people/);
  assert.match(text.out, /now: bombing · killed: 15 people/);
  const answer = json<WireEditions>(
    (await typed(folder, "editions", newer, older, "--carry", "--by", "ann", "--json")).out,
  );
  assert.equal(answer.carried?.links, 1);
  const founded = answer.kept.find(({ old }) => old === pick("founded"))?.now;
  const kind = answer.kept.find(({ old }) => old === pick("kind"))?.now;
  const carried = lines((await typed(folder, "claims", "--jsonl", "--property", "founded")).out).find(
    ({ id }) => id === founded,
  );
  assert.deepEqual(carried?.links, [{ kind: "repeats", to: kind }]);
  assert.equal((await typed(folder, "verify")).code, 0);
});

test("editions: a finding that is carried is about the same, and remembers how its claims stood", async () => {
  using folder = new Folder();
  const run = (...line: readonly [string, ...string[]]): Promise<Ran> => typed(folder, ...line);
  const done = async (...line: readonly [string, ...string[]]): Promise<string> => {
    const { code, out, err } = await run(...line);
    assert.equal(code, 0, err);
    return out;
  };
  folder.run("add", folder.write("a.txt", TWICE));
  const before = lines(await done("claims", "--jsonl"));
  const [one, other] = before.filter(({ property }) => property === "leader").map(({ id }) => id) as [string, string];
  const killed = before.find(({ property }) => property === "killed")?.id ?? "";
  const [dispute] = json<Found>(await done("disputes", "--json")).disputes;
  const said = ["--against", "none", "--codebook", "house", "--reason", "As the list has it.", "--by", "ann"];
  const asked = ["--question", "Who led?", "--answer", "undetermined", "--dispute", dispute?.id ?? ""];
  await done("finding", "add", "--for", `${one},${other}`, ...asked, ...said);
  await done("finding", "add", "--for", killed, "--question", "How many?", "--answer", "12", ...said);
  folder.run("add", folder.write("b.txt", `${TWICE}\nThe front fights the River Army.\n`));
  await done("edition", "b.txt", "a.txt", "--by", "ann");
  const { carried, kept } = json<WireEditions>(
    await done("editions", "b.txt", "a.txt", "--carry", "--by", "ann", "--json"),
  );
  assert.equal(carried?.findings, 2);
  const now = new Map(kept.map((pair) => [pair.old, pair.now]));
  const claims = lines(await done("claims", "--jsonl"));
  const { findings } = json<{ findings: Concluded[] }>(await done("finding", "list", "--all", "--json"));
  for (const older of findings.filter(({ supersededBy }) => supersededBy !== null)) {
    const newer = findings.find(({ supersedes }) => supersedes === older.id);
    assert.deepEqual(
      newer?.claimsFor,
      older.claimsFor.map((id) => now.get(id)),
    );
    const [first] = newer?.claimsFor ?? [];
    const { subject } = claims.find(({ id }) => id === first) ?? {};
    assert.deepEqual(newer?.about, { ...older.about, entity: subject?.entity }, older.question);
  }
  // The dispute is still there by that name, and shows what was concluded over it.
  assert.match(await done("disputes"), /finding: undetermined \(under house, by ann/);
  // What becomes of a claim of the newer text is told beside the finding.
  assert.doesNotMatch(await done("finding", "list"), /since/);
  const fallen = now.get(killed) ?? "";
  await done("review", "correct", fallen, "--value", "13", "--by", "ben");
  assert.match(await done("finding", "list"), new RegExp(`corrected since: ${fallen}`));
  await done("verify");
});

test("editions: a finding over a claim that was read anew since is left to its person, and said", async () => {
  using folder = new Folder();
  const done = async (...line: readonly [string, ...string[]]): Promise<string> => {
    const { code, out, err } = await typed(folder, ...line);
    assert.equal(code, 0, err);
    return out;
  };
  folder.run("add", folder.write("a.txt", SHORT));
  const [killed] = lines(await done("claims", "--jsonl", "--property", "killed")).map(({ id }) => id);
  await done("review", "correct", killed ?? "", "--value", "13", "--by", "ann");
  const said = ["--question", "How many?", "--answer", "13", "--against", "none", "--codebook", "house"];
  const made = ["--for", killed ?? "", ...said, "--reason", "As I read it.", "--by", "ann"];
  const finding = (await done("finding", "add", ...made)).trim();
  await done("review", "undo", killed ?? "", "--by", "ann");
  folder.run("add", folder.write("b.txt", `${SHORT}\nThe front fights the River Army.\n`));
  const carry = ["b.txt", "a.txt", "--carry", "--by", "ann", "--json"] as const;
  const { carried } = json<WireEditions>(await done("editions", ...carry));
  assert.equal(carried?.findings, 0);
  assert.match(carried?.left.join("\n") ?? "", new RegExp(`${finding}: .*read anew`));
});

test("editions: a text is no edition of itself, of an unknown document, or of nothing known", async () => {
  using folder = new Folder();
  await typed(
    folder,
    "add",
    folder.write("a.txt", SHORT),
    folder.write("b.txt", "The River Army is an armed group.\n"),
  );
  for (const [exit, said, verb, ...args] of [
    [2, /of itself/, "edition", "a.txt", "a.txt", "--by", "ann"],
    [3, /holds nothing/, "edition", "a.txt", "c.txt", "--by", "ann"],
    [2, /who/, "edition", "a.txt", "b.txt"],
    [3, /No older edition/, "editions", "a.txt"],
    [2, /who/, "editions", "a.txt", "b.txt", "--carry"],
  ] as const) {
    const wrong = await typed(folder, verb, ...args);
    assert.equal(wrong.code, exit, wrong.err);
    assert.match(wrong.err, said);
  }
});
