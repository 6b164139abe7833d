// Codebooks: those that are shipped say where their rules are from; a broken one is named by file and line.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { loadCodebook, readCodebook } from "../../src/1-read/codebook.ts";
import { knowledge } from "../knowledge.ts";

const GOOD = `name: mine
title: Mine
description: A short one.
source: Ours.
columns:
  day: { takes: date.start, derive: [first-day], help: The day. }
  dead: { takes: killed.best, counts: [victim, unstated], help: The dead. }
rules:
  first-day: { does: earliest-day, words: The first day., source: Ours. }
`;

function said(text: string): string {
  try {
    readCodebook({ name: "codebooks/mine.yaml", text });
  } catch (error) {
    if (error instanceof SourcebookError) return error.message;
    throw error;
  }
  return "nothing";
}

test("the shipped codebooks say where each rule is from, and house derives nothing", async () => {
  const { codebooks } = knowledge;
  assert.deepEqual([...codebooks.keys()].sort(), ["acled", "gtd", "house", "ucdp"]);
  for (const { name, rules, columns, source } of codebooks.values()) {
    assert.ok(columns.length > 5 && source !== "", name);
    for (const { id, words, source: from } of rules.values()) {
      assert.ok(id.startsWith(`${name}.`));
      assert.match(from, /Ours|ours|UCDP|ACLED|GTD/, id);
      assert.ok(words.length > 10, id);
    }
  }
  assert.equal(codebooks.get("house")?.rules.size, 0);
  const words = readFileSync(new URL("../../data/README.md", import.meta.url), "utf8");
  for (const name of codebooks.keys())
    assert.ok(words.includes(`${name}.yaml`), `data/README.md does not name ${name}`);
});

test("a codebook is read whole", () => {
  const book = readCodebook({ name: "codebooks/mine.yaml", text: GOOD });
  assert.deepEqual(
    book.columns.map(({ name, takes, derive, counts }) => [name, takes, derive, counts.length]),
    [
      ["day", "date.start", ["mine.first-day"], 4],
      ["dead", "killed.best", [], 2],
    ],
  );
  assert.equal(book.rules.get("mine.first-day")?.does, "earliest-day");
});

test("a broken codebook is named by file and line, with what to do", () => {
  const cases: readonly (readonly [from: string, to: string, line: number, why: RegExp])[] = [
    ["takes: date.start", "takes: date.begin", 6, /has to be one of/],
    ["derive: [first-day]", "derive: [last-day]", 6, /not among the rules/],
    ["takes: date.start", "takes: killed.low", 6, /cannot fill a column of killed\.low/],
    ["does: earliest-day", "does: best-guess", 9, /has to be one of/],
    [", source: Ours. }", " }", 9, /"rules.first-day.source" has to be some words/],
    ["source: Ours.\ncolumns", "columns", 1, /"source" has to be some words/],
    ["  dead:", "  dead_basis:", 7, /is no name for a column/],
    ["derive: [first-day], ", "", 8, /is a rule that no column uses/],
    ["words: The first day.", "table: { 1: 1 }, words: The first day.", 9, /takes no table/],
    ["counts: [victim, unstated]", "counts: [killers]", 7, /has to be one of/],
    ["takes: date.start,", "takes: date.start, counts: [victim],", 6, /for columns of figures only/],
    ["title: Mine", "titel: Mine", 2, /is not a key/],
    ["name: mine", "name: My Own", 1, /small letters/],
    ["name: mine", "name: none", 1, /cannot be none/],
    ["title: Mine", "title: [Mine", 2, /./],
  ];
  for (const [from, to, line, why] of cases) {
    const text = GOOD.replace(from, to);
    assert.notEqual(text, GOOD);
    const message = said(text);
    assert.match(message, /^data\/codebooks\/mine\.yaml, line \d+: /, message);
    assert.match(message, why);
    const at = Number(/line (\d+)/.exec(message)?.[1]);
    assert.ok(Math.abs(at - line) <= 1, `${to}: line ${at}, not ${line}: ${message}`);
  }
  assert.equal(said(GOOD), "nothing");
});

const folder = mkdtempSync(join(tmpdir(), "sourcebook codebook "));
after(() => rmSync(folder, { recursive: true, force: true }));

test("a codebook in a person's own file is read, and a fault names that file", async () => {
  const path = join(folder, "mine.yaml");
  writeFileSync(path, GOOD);
  assert.equal((await loadCodebook(path)).name, "mine");
  writeFileSync(path, GOOD.replace("date.start", "date.begin"));
  await assert.rejects(loadCodebook(path), (error: Error) => error.message.startsWith(`${path}, line 6: `));
  await assert.rejects(loadCodebook(join(folder, "none.yaml")), /cannot be read/);
});
