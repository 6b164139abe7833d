import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { dataFolder, knowledge, loadKnowledge, readRows } from "../../src/1-read/knowledge.ts";
import type { DataFile } from "../../src/1-read/yaml.ts";

const TABLE = `order: [stated, estimated, claimed, alleged, possible, disputed]
hedges: { possible: possible, alleged: alleged, claimed: claimed, estimated: estimated, disputed: disputed }
stances: { says: stated, estimates: estimated, suspects: possible, alleges: alleged, claims-responsibility: claimed,
  confirms: stated, denies: stated, doubts: disputed, retracts: disputed, finds-no-evidence: stated,
  declines-to-say: stated, disagree: disputed }
`;
const LIFE = `family: life
order: [founded]
properties:
  base:
    { label: base, inverse: base of, symmetric: false, cardinality: many, subjects: [group], values: [place],
      qualifiers: [], help: Where it is. }
  founded:
    { label: founded, inverse: null, symmetric: false, cardinality: one, subjects: [group], values: [time, none],
      qualifiers: [by], help: When it began. }
`;
const RULE = `id: life.found
evokes: { verb: [found] }
roles: { subject: { at: patient, is: group } }
gives: [{ property: founded, of: subject }]
`;

/** Knowledge from a few files, the needed ones included. */
function made(files: Readonly<Record<string, string>>): ReturnType<typeof knowledge> {
  const all: Record<string, string> = { "schema/assertedness.yaml": TABLE, "schema/life.yaml": LIFE, ...files };
  return knowledge(Object.entries(all).map(([name, text]): DataFile => ({ name, text })));
}

function said(files: Readonly<Record<string, string>>): string {
  try {
    made(files);
  } catch (error) {
    if (error instanceof SourcebookError) return error.message;
    throw error;
  }
  return "nothing";
}

test("the project's own data loads", async () => {
  const known = await loadKnowledge();
  assert.ok(known.lexicons.size > 5 && known.schema.properties.size > 50 && known.schema.eventTypes.size > 10);
  assert.deepEqual(known.schema.families.slice(0, 3), ["identity", "life", "office"]);
  assert.match(known.version, /^[0-9a-f]{64}$/);
  assert.match(dataFolder(), /data$/);
});

test("rows are cut at tabs; comments and blank lines are left out", () => {
  const text = "# a comment\nkill\tkilled \t\r\n\n  \t \nslay\tslew\n";
  assert.deepEqual(readRows({ name: "lexicons/en/verbs.tsv", text }), [
    ["kill", "killed", ""],
    ["slay", "slew"],
  ]);
});

test("lists, places, schema and rules each come from their folder", () => {
  const known = made({
    "lexicons/en/ranks.tsv": "general\n",
    "lexicons/de/ranks.tsv": "General\n",
    "places/countries.tsv": "ML\tMali\n",
    "rules/en/life.yaml": `- ${RULE.trim().replaceAll("\n", "\n  ")}\n`,
    "README.md": "not read",
  });
  assert.deepEqual([...known.lexicons], [["ranks", [["general"]]]]);
  assert.deepEqual([...known.places.keys()], ["countries"]);
  assert.deepEqual(
    known.rules.map((rule) => rule.id),
    ["life.found"],
  );
  assert.deepEqual([...known.schema.properties.keys()], ["founded", "base"]);
  assert.equal(known.schema.properties.get("founded")?.family, "life");
});

test("the version changes with every file's words and with nothing else", () => {
  const before = made({ "lexicons/en/ranks.tsv": "general\n" }).version;
  assert.equal(made({ "lexicons/en/ranks.tsv": "general\n" }).version, before);
  assert.notEqual(made({ "lexicons/en/ranks.tsv": "general\nmajor\n" }).version, before);
  assert.notEqual(made({ "lexicons/en/rank.tsv": "general\n" }).version, before);
});

test("several rules in a file, as a list or as documents", () => {
  const second = RULE.replace("life.found", "life.other");
  const known = made({ "rules/en/life.yaml": `${RULE}---\n${second}` });
  assert.deepEqual(
    known.rules.map((rule) => rule.id),
    ["life.found", "life.other"],
  );
});

test("what is wrong is said with file and line", () => {
  const rules = "rules/en/life.yaml";
  assert.match(said({ [rules]: "id: x\n\tevokes: y\n" }), /^data\/rules\/en\/life\.yaml, line 2: /);
  assert.match(said({ [rules]: `${RULE}---\n${RULE}` }), /line 6: there is already a rule with the id "life.found"/);
  assert.match(
    said({ [rules]: RULE.replace("property: founded", "property: begun") }),
    /gives "begun", which is no property/,
  );
  assert.match(said({ [rules]: RULE.replace("id: life.found", "ident: x") }), /line 1: .*id/);
  assert.match(said({ [rules]: RULE.replace("verb: [found]", "lexicon: attacks") }), /the list "attacks"/);
  assert.match(
    said({ "lexicons/en/ranks.tsv": "# ranks\ngeneral\n\tmajor\n" }),
    /ranks\.tsv, line 3: the first cell is empty/,
  );
});

test("a schema is checked to the last key", () => {
  const life = "schema/life.yaml";
  assert.match(said({ [life]: LIFE.replace("symmetric: false", "symetric: false") }), /life\.yaml, line 5: .*symetric/);
  assert.match(said({ [life]: LIFE.replace("cardinality: one,", "cardinality: single,") }), /line 8: .*one-at-a-time/);
  assert.match(
    said({ [life]: LIFE.replace("subjects: [group]", "subjects: [army]") }),
    /subjects" has to be one of group/,
  );
  assert.match(said({ [life]: LIFE.replace("order: [founded]", "order: [begun]") }), /line 2: .*"begun"/);
  assert.match(said({ "schema/more.yaml": LIFE.replace("family: life", "family: more") }), /property of two families/);
  assert.match(said({ "schema/assertedness.yaml": TABLE.replace("says: stated,", "") }), /says/);
  assert.match(said({ "schema/assertedness.yaml": "{}" }), /table of hedges and stances is missing/);
  const types = "eventTypes:\n  a: { label: a, within: b }\n  b: { label: b, within: a }\n";
  assert.match(said({ "schema/types.yaml": types }), /within itself/);
  assert.match(
    said({ "schema/types.yaml": types.replace("within: b", "within: c") }),
    /"c", which is not an event type/,
  );
  assert.match(
    said({ "schema/types.yaml": "eventTypes:\n  a: { label: a, within: null, alike: [d] }\n" }),
    /alike to "d", which is not an event type/,
  );
});

const folder = mkdtempSync(join(tmpdir(), "data-"));
after(() => rmSync(folder, { recursive: true }));

test("a file that is not UTF-8 is named with its line; another folder can be given", async () => {
  mkdirSync(join(folder, "schema"));
  mkdirSync(join(folder, "lexicons/en"), { recursive: true });
  writeFileSync(join(folder, "schema/assertedness.yaml"), TABLE);
  writeFileSync(join(folder, "lexicons/en/ranks.tsv"), "general\r\n");
  assert.deepEqual((await loadKnowledge(folder)).lexicons.get("ranks"), [["general"]]);
  writeFileSync(join(folder, "lexicons/en/ranks.tsv"), Buffer.from("general\ncapitaine fran\xe7ais\n", "latin1"));
  await assert.rejects(loadKnowledge(folder), /lexicons\/en\/ranks\.tsv, line 2: the file is not UTF-8/);
  await assert.rejects(loadKnowledge(join(folder, "none")), /cannot be read/);
});
