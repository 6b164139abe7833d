// What a researcher may rely on in data/: every list says where it comes from, is described, is read by something, and
// holds nothing twice. What stands in schema and rules is checked as it is loaded (1-read/knowledge.ts).
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import type { Rows } from "../src/0-model/knowledge.ts";
import { loadKnowledge } from "../src/1-read/knowledge.ts";
import { placeKey } from "../src/2-mark/places.ts";
import { knowledge } from "./knowledge.ts";

const root = new URL("..", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const files = (pattern: string): string[] => globSync(pattern, { cwd: root }).map((path) => path.replaceAll("\\", "/"));

const lists = files("data/{lexicons,places,gazetteer}/**/*.tsv");

/** What is wrong with the text of one list; empty when nothing is. */
function faults(text: string): string[] {
  const lines = text.split("\n");
  const head = lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith("#")),
    )
    .join("\n");
  const rows = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const seen = new Set<string>();
  const twice = rows.filter((row) => seen.size === seen.add(row).size);
  return [
    ...(/\r/.test(text) ? ["line ends are not plain \\n"] : []),
    ...(text.endsWith("\n") ? [] : ["the last line has no end"]),
    ...(text === text.normalize("NFC") ? [] : ["letters are not in composed form (NFC)"]),
    ...(/licen[cs]e|CC[ -]BY|CC0|public domain/i.test(head) ? [] : ["the head names no licence"]),
    ...(/own list|origin|derived|joined|from/i.test(head) ? [] : ["the head does not say where it comes from"]),
    ...(head.split("\n").length >= 2 ? [] : ["the head does not describe the columns"]),
    ...twice.map((row) => `twice: ${row}`),
    ...rows.filter((row) => /^\s| $/.test(row)).map((row) => `blanks around: ${row}`),
    ...rows.filter((row) => row.startsWith("\t")).map((row) => `no entry: ${row}`),
  ];
}

test("the lists are looked at", () => assert.ok(lists.length >= 20, `${lists.length} lists`));

for (const path of lists) {
  test(`${path} says its origin, licence and columns, and holds no line twice`, () => {
    assert.deepEqual(faults(read(path)), []);
  });
}

test("a faulty list is noticed", () => {
  const good = "# Own list, CC BY 4.0.\n# Columns: word\none\ntwo\n";
  assert.deepEqual(faults(good), []);
  const found = (text: string) => faults(text).join("\n");
  assert.match(found(good.replace("two", "one")), /twice: one/);
  assert.match(found(good.replace("two\n", "two")), /no end/);
  assert.match(found(good.replace(", CC BY 4.0", "")), /licence/);
  assert.match(found(good.replace("Own list, ", "")), /where it comes from/);
  assert.match(found(good.replace("# Columns: word\n", "")), /columns/);
  assert.match(found(good.replace("two", "e\u0301")), /NFC/);
  assert.match(found(good.replaceAll("\n", "\r\n")), /line ends/);
  assert.match(found(good.replace("two", "two ")), /blanks around/);
});

/** The rows of a list of words by their name. */
const words = (name: string): Rows => knowledge.lexicons.get(name) ?? [];

/** Words of a list that adds to another which say what is known without them. */
function needless(more: Rows, ...known: readonly Rows[]): string[] {
  const held = new Set(known.flatMap((rows) => rows.map(([word = ""]) => word)));
  return more.flatMap(([word = ""]) => (held.has(word) ? [word] : []));
}

/** Forms of verbs that the line of a verb holds already in each of the columns that they are said to belong to. */
function needlessForms(forms: Rows, verbs: Rows): string[] {
  const [pasts, participles, ings] = [1, 2, 3].map((at) => new Set(verbs.map((row) => row[at] ?? "")));
  const columns: Readonly<Record<string, readonly (ReadonlySet<string> | undefined)[]>> = {
    ...{ past: [pasts], participle: [participles], ing: [ings], both: [pasts, participles] },
  };
  return forms.flatMap(([form = "", , kind = ""]) => (columns[kind]?.every((one) => one?.has(form)) ? [form] : []));
}

test("no list of further words holds what the list before it holds, or what no list may add to", () => {
  assert.deepEqual(needless(words("adjectivesmore"), words("adjectives"), words("function")), []);
  assert.deepEqual(needless(words("verbsmore"), words("verbs")), []);
  assert.deepEqual(needless(words("groupsmore"), words("groups")), []);
  assert.deepEqual(needlessForms(words("verbforms"), [...words("verbs"), ...words("verbsmore")]), []);
  const verb = ["learn", "learned", "learned", "learning"];
  assert.deepEqual(needless([["top"], ["ruling"]], [["top", "1"]]), ["top"]);
  assert.deepEqual(
    needlessForms(
      [
        ["learned", "learn", "both"],
        ["learnt", "learn", "both"],
      ],
      [verb],
    ),
    ["learned"],
  );
});

test("everything in data/ loads, and loads the same twice", async () => {
  const first = await loadKnowledge();
  assert.equal(first.lexicons.size + first.places.size + first.gazetteer.size, lists.length);
  assert.equal((await loadKnowledge()).version, first.version);
});

/** What is wrong with the order of a list that is searched: the first line that stands too late. */
function misplaced(text: string): string {
  const keys = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  let before = Buffer.alloc(0);
  for (const line of keys) {
    const key = Buffer.from(line.slice(0, line.indexOf("\t")));
    const order = Buffer.compare(before, key);
    if (order === 0) return `"${key}" stands there twice: put both lines into one.`;
    if (order > 0) return `"${key}" must stand before "${before}": the list is in the order of its first column.`;
    before = key;
  }
  return "";
}

for (const path of files("data/gazetteer/*.tsv")) {
  test(`${path} is in the order in which it is searched`, () => assert.equal(misplaced(read(path)), ""));
}

test("a line in the wrong place is noticed", () => {
  assert.equal(misplaced("# head\na\t1\na b\t2\nab\t3\nb\t4\n"), "");
  assert.match(misplaced("b\t1\na\t2\n"), /"a" must stand before "b"/);
  assert.match(misplaced("a\t1\na\t2\n"), /twice/);
});

test("every place of the gazetteer is found by its name, and every name means a place that is there", async () => {
  const { gazetteer } = knowledge;
  const [names, spots] = [gazetteer.get("names"), gazetteer.get("spots")];
  const cellsOf = (path: string) =>
    read(path)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split("\t"));
  const lost = cellsOf("data/gazetteer/spots.tsv").filter(([id = "", name = ""]) => {
    const [, known = "", more = ""] = names?.row(placeKey(name)) ?? [];
    return !`${known} ${more}`.split(" ").includes(id);
  });
  assert.deepEqual(lost, []);
  const empty = cellsOf("data/gazetteer/names.tsv").filter(([, known = "", more = ""]) =>
    `${known} ${more}`
      .trim()
      .split(" ")
      .some((id) => spots?.row(id) == null),
  );
  assert.deepEqual(empty, []);
});

test("data/README.md names every list", () => {
  const words = read("data/README.md");
  assert.deepEqual(
    lists.filter((path) => !words.includes(basename(path))),
    [],
  );
});

test("every list is read by something", () => {
  const source = files("src/**/*.{ts,tsx}").map(read).join("\n");
  const unread = lists.map((path) => basename(path, ".tsv")).filter((name) => !source.includes(`"${name}"`));
  assert.deepEqual(unread, []);
});
