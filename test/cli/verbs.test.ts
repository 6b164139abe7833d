import assert from "node:assert/strict";
import { appendFileSync, existsSync, globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { parseClaim } from "../../src/0-model/wire.ts";
import { typed } from "./inside.ts";
import { ARTICLES, Folder, SHORT, takesHold } from "./program.ts";

const folder = new Folder();
after(() => folder[Symbol.dispose]());
const ESC = "\u001b[31mred\u202Eback";
folder.run("add", join(ARTICLES, "khorasan-province.txt"), folder.write("short.txt", SHORT));

interface Line {
  readonly id: string;
  readonly document: string;
  readonly property: string;
  readonly subject: { readonly name: string; readonly entity: string };
}
const claims = folder
  .run("claims", "--jsonl")
  .out.split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Line);
const leader = claims.find(({ property, subject }) => property === "leader" && subject.name === "Northern Front");

test("every line of claims --jsonl is a claim in the wire form", () => {
  assert.ok(claims.length > 50);
  for (const claim of claims) parseClaim(claim);
  assert.ok(leader !== undefined);
});

test("every reading verb answers in text, and in JSON that a program can read", async () => {
  const id = leader?.id ?? "";
  const verbs: readonly (readonly [string, ...string[]])[] = [
    ["claims"],
    ["claims", "--about", "Northern Front", "--property", "leader", "--on", "2012-01-01"],
    ["show", id],
    ["show", leader?.document ?? ""],
    ["show", "Northern Front"],
    ["why", id],
    ["profile", "Northern Front"],
    ["profile", "northern front", "--on", "2012-01-01"],
    ["who-led", "Northern Front", "--on", "2012-01-01"],
    ["who-led", "Northern Front"],
    ["timeline"],
    ["timeline", "Northern Front"],
    ["disputes"],
    ["disputes", "Northern Front"],
    ["finding", "list"],
    ["finding", "list", "Northern Front"],
    ["table", "--codebook", "house"],
    ["table", "--codebook", "ucdp", "--on", "2015-05-04"],
    ["search", "bombing", "Herat"],
    ["coverage"],
    ["coverage", "short.txt"],
    ["rules"],
    ["rules", "toll.kill"],
    ["verify"],
    ["doctor"],
  ];
  for (const verb of verbs) {
    const text = await typed(folder, ...verb);
    assert.equal(text.code, 0, `${verb.join(" ")}: ${text.err}`);
    const json = folder.run(...verb, "--json", "--quiet");
    assert.equal(json.code, 0, `${verb.join(" ")}: ${json.err}`);
    assert.equal(json.err, "");
    JSON.parse(json.out);
    const lines = (await typed(folder, ...verb, "--jsonl")).out;
    for (const line of lines.split("\n").filter(Boolean)) JSON.parse(line);
  }
});

test("who-led says whom the words allow, in the wire form, and when the day runs past the text", () => {
  const on = (day: string) => folder.run("who-led", "Northern Front", "--on", day, "--json");
  const { group, holders, beyondText } = JSON.parse(on("2012-06-01").out) as {
    group: { name: string };
    holders: { name: string; onThatDay: string; claims: string[] }[];
    beyondText: boolean;
  };
  assert.equal(group.name, "Northern Front");
  assert.deepEqual(
    holders.map(({ name, onThatDay }) => [name, onThatDay]),
    [["Karim Daoud", "certain"]],
  );
  assert.equal(beyondText, false);
  const later = on("2024-01-01");
  assert.equal((JSON.parse(later.out) as { beyondText: boolean }).beyondText, true);
  assert.match(later.err, /runs past the text/);
});

test("what the record said at an earlier position is what it said then", async () => {
  using growing = new Folder();
  const run = (...line: readonly [string, ...string[]]) => typed(growing, ...line);
  await run("add", growing.write("short.txt", SHORT));
  const before = (await run("claims", "--jsonl")).out;
  const { counts } = JSON.parse((await run("verify", "--json")).out) as { counts: { head: number } };
  await run("add", growing.write("other.txt", SHORT.replaceAll("Northern", "Southern")));
  assert.notEqual((await run("claims", "--jsonl")).out, before);
  const known = ["--known", String(counts.head)];
  assert.equal((await run("claims", "--jsonl", ...known)).out, before);
  assert.equal((await run("profile", "Southern Front", ...known)).code, 3);
  assert.equal((await run("profile", "Southern Front")).code, 0);
  assert.equal((await run("claims", "--jsonl", "--known", "0")).out, "");
});

test("an empty answer is no fault", () => {
  const { code, out } = folder.run("claims", "--property", "acquitted", "--jsonl");
  assert.deepEqual([code, out], [0, ""]);
  assert.equal(folder.run("who-led", "Northern Front", "--on", "1950-01-01").code, 0);
  assert.equal(folder.run("search", "zyzzyva").code, 0);
});

test("a wrong use ends with 2 and says what is wrong", () => {
  const wrong: readonly (readonly [RegExp, ...string[]])[] = [
    [/Usage/],
    [/unknown command/, "frobnicate"],
    [/unknown option/, "claims", "--frobnicate"],
    [/missing required argument/, "profile"],
    [/is no day/, "who-led", "Northern Front", "--on", "2018-02-30"],
    [/is no day/, "claims", "--on", "yesterday"],
    [/Choose one/, "claims", "--json", "--csv"],
    [/no property "leaders".*leader/, "claims", "--property", "leaders"],
    [/is no port/, "serve", "--port", "eighty"],
    [/no wire form/, "schema", "page"],
    [/is no log position/, "claims", "--known", "yesterday"],
    [/is no number/, "search", "x", "--limit", "none"],
  ];
  for (const [said, ...args] of wrong) {
    const { code, out, err } = folder.run(...args);
    assert.equal(code, 2, `${args.join(" ")}: ${err}`);
    assert.match(err, said);
    assert.equal(out, "");
  }
});

test("an id or a name that the record does not hold ends with 3", async () => {
  const unknown: readonly (readonly [string, ...string[]])[] = [
    ["profile", "Nobody at all"],
    ["who-led", "Nobody at all", "--on", "2018-01-01"],
    ["who-led", "Nobody at all"],
    ["claims", "--about", "Nobody at all"],
    ["claims", "--document", "nothing.txt"],
    ["timeline", "Nobody at all"],
    ["disputes", "Nobody at all"],
    ["coverage", "nothing.txt"],
    ["show", `c${"0".repeat(20)}`],
    ["show", `sha256:${"0".repeat(64)}`],
    ["why", `c${"0".repeat(20)}`],
    ["why", "Northern Front"],
  ];
  for (const args of unknown) {
    const { code, out, err } = await typed(folder, ...args);
    assert.equal(code, 3, `${args.join(" ")}: ${err}`);
    assert.match(err, /The record holds nothing by/);
    assert.equal(out, "");
  }
});

test("a near name is offered", () => {
  assert.match(folder.run("profile", "Northern").err, /It holds Northern Front\./);
});

test("no record, or a folder that is none, ends with 5 and says what to do", () => {
  using empty = new Folder();
  const none = empty.run("claims");
  assert.equal(none.code, 5, none.err);
  assert.match(none.err, /sourcebook add/);
  empty.write("plain", "a file");
  assert.equal(empty.run("claims", "--record", "plain").code, 5);
  assert.equal(empty.run("add", empty.write("short.txt", SHORT), "--record", "plain").code, 5);
});

test("the record is named by --record or SOURCEBOOK_RECORD", () => {
  using other = new Folder();
  const named = other.run("claims", "--jsonl", "--record", join(folder.path, ".sourcebook"));
  assert.equal(named.out.split("\n").filter(Boolean).length, claims.length);
  assert.equal(existsSync(join(other.path, ".sourcebook")), false);
});

test("verify ends with 1 when an original was changed", () => {
  using damaged = new Folder();
  damaged.run("add", damaged.write("short.txt", SHORT));
  assert.equal(damaged.run("verify").code, 0);
  const [original] = globSync("originals/**/*", { cwd: join(damaged.path, ".sourcebook"), withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  assert.ok(original !== undefined);
  appendFileSync(join(original.parentPath, original.name), "!");
  const { code, out } = damaged.run("verify");
  assert.equal(code, 1);
  assert.notEqual(out, "");
});

test("document text cannot take hold of the terminal, and stays what it is for programs", () => {
  using hostile = new Folder();
  const text = SHORT.replace("Karim Daoud", `Karim ${ESC} Daoud`);
  hostile.run("add", hostile.write("hostile.txt", text));
  for (const args of [
    ["claims"],
    ["coverage"],
    ["profile", "Northern Front"],
    ["claims", "--jsonl"],
    ["search", "Daoud"],
  ]) {
    const { out, err } = hostile.run(...args);
    assert.equal(takesHold(out + err), false, args.join(" "));
  }
  const json = hostile.run("coverage", "--json").out + hostile.run("claims", "--json").out;
  assert.match(json, /\\u001b\[31mred\\u202eback/);
  assert.match(hostile.run("claims").out + hostile.run("coverage").out, /␛.*⟨U\+202E⟩/);
});

test("eval measures the shipped article against its labels, and names errors by their words", () => {
  const gold = join(ARTICLES, "../../test/articles/khorasan-province/gold.jsonl");
  const { total, misses } = JSON.parse(folder.run("eval", gold, "--json").out) as {
    total: { labelled: number; given: number; right: number };
    misses: { kind: string; words: string }[];
  };
  assert.ok(total.labelled > 100);
  assert.equal(misses.filter(({ kind }) => kind === "missed").length, total.labelled - total.right);
  assert.equal(misses.filter(({ kind }) => kind === "extra").length, total.given - total.right);
  assert.ok(misses.every(({ words }) => words !== ""));
  writeFileSync(join(folder.path, "bad.jsonl"), '{"id":"x"}\n');
  const bad = folder.run("eval", "bad.jsonl");
  assert.equal(bad.code, 4);
  assert.match(bad.err, /bad\.jsonl, line 1: "document"/);
  assert.equal(folder.run("eval", "none.jsonl").code, 4);
});

test("help and version are no fault, and help names every verb", () => {
  const help = folder.run("--help");
  assert.equal(help.code, 0);
  for (const verb of "start add claims show why profile who-led timeline disputes search coverage rules eval verify".split(
    " ",
  )) {
    assert.match(help.out, new RegExp(`^  ${verb}\\b`, "m"));
  }
  assert.match(folder.run("--version").out, /^\d+\.\d+\.\d+\n$/);
});
