import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { Folder, SHORT, takesHold } from "./program.ts";

const folder = new Folder();
after(() => folder[Symbol.dispose]());
const TEXT = `${SHORT}
Officials said the front did not attack the 12 villages in March 2016.[1] It may have 200 fighters.
`;
folder.write("short.txt", TEXT);

interface Mark {
  readonly layer: string;
  readonly what: string;
  readonly start: number;
  readonly end: number;
  readonly exact: string;
  readonly says: string;
  readonly parts?: readonly Mark[];
}
interface Sentence {
  readonly sentence: number;
  readonly exact: string;
  readonly marks: readonly Mark[];
}

const run = (...args: string[]) => folder.run("marks", "short.txt", ...args);
const sentences = (...args: string[]): readonly Sentence[] =>
  (JSON.parse(run("--json", ...args).out) as { sentences: Sentence[] }).sentences;
const deep = (marks: readonly Mark[]): Mark[] => marks.flatMap((mark) => [mark, ...deep(mark.parts ?? [])]);

test("every mark in JSON is the exact words at its place, in every layer", () => {
  const all = sentences().flatMap(({ marks }) => deep(marks));
  for (const { start, end, exact } of all) assert.equal(TEXT.slice(start, end), exact);
  const layers = [...new Set(all.map(({ layer }) => layer))].sort();
  assert.deepEqual(layers, [
    "chunks",
    "citations",
    "clauses",
    "cues",
    "dates",
    "names",
    "quantities",
    "speakers",
    "tags",
    "tokens",
  ]);
  const lines = run("--jsonl").out.split("\n").filter(Boolean);
  assert.deepEqual(
    lines.map((line) => JSON.parse(line) as Sentence),
    sentences(),
  );
});

test("a sentence shows what is seen in it, and says it in words", () => {
  const [said] = sentences("--match", "officials said");
  const says = (what: string, exact: string) =>
    deep(said?.marks ?? []).find((mark) => mark.what === what && mark.exact === exact)?.says ?? "";
  assert.match(says("date", "March 2016"), /EDTF 2016-03; starts 2016-03-01 to 2016-03-31; ends/);
  assert.match(says("quantity", "12"), /exact 12/);
  assert.match(says("citation", "[1]"), /source 1/);
  assert.match(says("speaker", "Officials said"), /says/);
  assert.match(says("verb", "did not attack"), /verb attack, active, finite, past, negated by “not”/);
  const text = run("--match", "Officials", "--layer", "dates,clauses").out;
  assert.match(text, /^\s+date\s+\d+–\d+ {2}March 2016\s+→ EDTF 2016-03;/m);
  assert.match(text, /clause 2 .*the front did not attack/);
  assert.match(text, /hangs on 1.*negated/);
  assert.doesNotMatch(text, /quantity/);
});

test("tokens and tags are shown when they are asked for", () => {
  assert.doesNotMatch(run().out, /^\s+(token|tag) /m);
  const text = run("--layer", "tags", "--match", "fighters").out;
  assert.match(text, /tag\s+\d+–\d+ {2}may\s+→ modal/);
});

test("sentences are chosen by number and by their words", () => {
  const all = sentences();
  assert.deepEqual(
    sentences("--sentence", "3").map(({ exact }) => exact),
    [all[2]?.exact],
  );
  assert.deepEqual(
    sentences("--match", "HERAT killed").map(({ exact }) => exact),
    ["On 4 May 2015 a bombing in Herat killed 12 people."],
  );
  assert.equal(run("--match", "zyzzyva").code, 0);
});

test("lines keep to the width, and lose nothing", () => {
  const long = `${"The front, which attacked the villages near Herat in March 2016, ".repeat(12)}left.`;
  folder.write("long.txt", long);
  const { out } = folder.run("marks", "long.txt", "--layer", "clauses,chunks");
  const lines = out.split("\n");
  assert.ok(lines.length > 50);
  for (const line of lines.filter((one) => !one.startsWith("sha256:"))) assert.ok(line.length <= 100, line);
  assert.ok(out.replace(/\s+/g, " ").includes(long.trim()));
});

test("what is wrong is said in a sentence", () => {
  const wrong: readonly (readonly [number, RegExp, ...string[]])[] = [
    [2, /missing required argument/, "marks"],
    [2, /no layer "verbs".*clauses/, "marks", "short.txt", "--layer", "dates,verbs"],
    [2, /no sentence "99".*sentences/, "marks", "short.txt", "--sentence", "99"],
    [2, /Choose one of --json and --html/, "marks", "short.txt", "--json", "--html"],
    [4, /does not exist/, "marks", "none.txt"],
    [4, /empty/, "marks", folder.write("empty.txt", "")],
  ];
  for (const [expected, said, ...args] of wrong) {
    const { code, out, err } = folder.run(...args);
    assert.equal(code, expected, `${args.join(" ")}: ${err}`);
    assert.match(err, said);
    assert.equal(out, "");
  }
});

test("no record is made or needed", () => {
  run();
  assert.equal(existsSync(join(folder.path, ".sourcebook")), false);
});

test("a text cannot take hold of the terminal", () => {
  folder.write("hostile.txt", `${SHORT}The \u001b[31mfront\u202E attacked 12 villages in March 2016.`);
  const { code, out, err } = folder.run("marks", "hostile.txt", "--layer", "tokens,clauses,quantities");
  assert.equal(code, 0, err);
  assert.equal(takesHold(out + err), false);
});

test("the page is whole in itself, and a text with markup in it stays text", () => {
  const nasty = `The front </style><script>alert(1)</script> attacked <img src=x onerror="alert(1)"> in "March' & 2016.`;
  folder.write("nasty.txt", nasty);
  const { code, out, err } = folder.run("marks", "nasty.txt", "--html");
  assert.equal(code, 0, err);
  assert.match(out, /^<!doctype html><html/);
  for (const [tag] of out.matchAll(/<[a-z](?:[^>"]|"[^"]*")*>/gi)) {
    assert.doesNotMatch(tag, /^<(script|img|link|iframe)/i);
    assert.doesNotMatch(tag.replace(/"[^"]*"/g, '""'), /\s(on\w+|src|style)=/i);
    assert.doesNotMatch(tag, /href="(?!#)/);
  }
  assert.doesNotMatch(/<style>([\s\S]*?)<\/style>/.exec(out)?.[1] ?? "", /url\(|@import/);
  assert.equal(out.split("</style").length, 2);
  const shown = out
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: "<", gt: ">", quot: '"' })[name] ?? "&");
  assert.ok(shown.includes(nasty));
});
