/**
 * Entities (person, organisation, location; exact span and type) against corpora that others annotated.
 *
 *     node bench/accuracy/names.ts [re3d|wikigold|crossner] [--gold FILE-OR-FOLDER] [--predictions FILE] [--errors]
 *
 * Corpora are read from `../shared/corpora`, or where SOURCEBOOK_CORPORA says; a set that is absent is skipped.
 * Maps. Ours: person; group, organisation, outlet and government as organisation; place and a country's name before a
 * noun ("US officials") as location; demonyms, populations, events, documents and publications are left out. A small
 * head word behind a name ("Kunar province") is not part of the span. re3d: Person, Organisation, Location. wikigold: PER,
 * ORG, LOC. CrossNER: person and politician; organisation and politicalparty; location and country. Other types are left
 * out on both sides.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Block } from "../../src/0-model/document.ts";
import { LOWER, type NameMark, type Words } from "../../src/0-model/mark.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileDates } from "../../src/2-mark/dates.ts";
import { compileNames } from "../../src/2-mark/names.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { words } from "../../src/2-mark/words.ts";

interface Entity {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

interface Sample {
  readonly id: string;
  readonly text: string;
  readonly gold: readonly Entity[];
}

const TYPES: Readonly<Record<string, string>> = {
  Person: "person",
  Organisation: "organisation",
  Location: "location",
  PER: "person",
  ORG: "organisation",
  LOC: "location",
  person: "person",
  politician: "person",
  organisation: "organisation",
  politicalparty: "organisation",
  location: "location",
  country: "location",
};

const KINDS: Readonly<Record<string, string>> = {
  person: "person",
  group: "organisation",
  organisation: "organisation",
  outlet: "organisation",
  government: "organisation",
  place: "location",
};

function corpora(): string {
  return process.env.SOURCEBOOK_CORPORA ?? join(import.meta.dirname, "..", "..", "..", "shared", "corpora");
}

function lines(file: string): string[] {
  return readFileSync(file, "utf8").split("\n");
}

function re3d(folder: string): Sample[] {
  const entities = new Map<string, Entity[]>();
  for (const line of lines(join(folder, "entities.json"))) {
    if (line.trim() === "") continue;
    const row = JSON.parse(line) as { documentId: string; begin: number; end: number; type: string };
    const type = TYPES[row.type];
    if (type === undefined) continue;
    entities.set(row.documentId, [...(entities.get(row.documentId) ?? []), { start: row.begin, end: row.end, type }]);
  }
  return lines(join(folder, "documents.json"))
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const row = JSON.parse(line) as { _id: string; text: string };
      return { id: row._id, text: row.text, gold: entities.get(row._id) ?? [] };
    });
}

const NO_SPACE_BEFORE = /^(?:[.,;:!?)\]%]|'s|'|n't|'\w+)$/;
const NO_SPACE_AFTER = /^[([$]$/;

/** Tokens and tags, one a line, sentences apart by blank lines; a document is what stands between two such lines. */
function conll(file: string): Sample[] {
  const found: Sample[] = [];
  let text = "";
  let gold: { start: number; end: number; type: string }[] = [];
  let tag = "O";
  let last = "";
  const flush = (): void => {
    if (text !== "") found.push({ id: `${found.length}`, text, gold: gold.filter((entity) => entity.type !== "") });
    text = "";
    gold = [];
    tag = "O";
    last = "";
  };
  const rows = lines(file);
  const whole = rows.some((row) => row.startsWith("-DOCSTART-"));
  for (const line of rows) {
    const [token, said = "O"] = line.trim().split(/\s+/);
    if (token === undefined || token === "" || token === "-DOCSTART-") {
      // Sentences of one article stand on lines of their own; without marks of articles each sentence stands alone.
      if (!whole || token === "-DOCSTART-") flush();
      else if (text !== "" && !text.endsWith("\n")) text += "\n";
      tag = "O";
      last = "(";
      continue;
    }
    if (text !== "" && last !== "(" && !NO_SPACE_BEFORE.test(token) && !NO_SPACE_AFTER.test(last)) text += " ";
    const start = text.length;
    text += token;
    last = token;
    const open = gold.at(-1);
    const goes = said.startsWith("I-") && tag.slice(2) === said.slice(2) && open !== undefined;
    if (goes) open.end = text.length;
    else if (said !== "O") gold.push({ start, end: text.length, type: TYPES[said.slice(2)] ?? "" });
    tag = said;
  }
  flush();
  return found;
}

/** The samples of a set, or of a file or folder in its format. */
function samples(set: string, gold: string | undefined): Sample[] | null {
  const at = {
    re3d: join(corpora(), "re3d", "UK Government"),
    wikigold: join(corpora(), "wikigold", "CONLL-format", "data", "wikigold.conll.txt"),
    crossner: join(corpora(), "crossner-politics", "dev.txt"),
  }[set];
  const path = gold ?? at;
  if (path === undefined || !existsSync(path)) return null;
  if (set === "re3d") return re3d(path);
  const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
  return files.flatMap(conll);
}

function entity(tokens: Words, name: NameMark): Entity | null {
  const country = name.kind === "government" && name.place !== null && name.adjectival;
  const demonym = name.adjectival && name.place !== null && !/^(?:US|U\.S\.|UK|U\.K\.)$/.test(name.name);
  const type = country ? (demonym ? undefined : "location") : KINDS[name.kind];
  if (type === undefined || (name.adjectival && !country)) return null;
  let end = name.to;
  while (name.kind === "place" && end > name.from + 1 && tokens.shape[end - 1] === LOWER) end -= 1;
  const until = tokens.end[end - 1] ?? 0;
  let start = tokens.start[name.from] ?? 0;
  const within = tokens.text.slice(start, tokens.end[name.to - 1]).lastIndexOf(name.name);
  if (within > 0) start += within;
  return { start, end: until, type };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { gold: { type: "string" }, predictions: { type: "string" }, errors: { type: "boolean" } },
  });
  const knowledge = await loadKnowledge();
  const find = compileNames(knowledge);
  const dates = compileDates(knowledge);
  const read = (text: string): Entity[] => {
    const tokens = words(text, []);
    const blocks: Block[] = [...text.matchAll(/[^\n]+/g)].map((line) => {
      const range = [line.index, line.index + line[0].length] as const;
      return { kind: "paragraph", range, headings: [], label: null, level: 1 };
    });
    const dated = new Set<number>();
    for (const mark of dates(tokens, { day: null, speaksUntil: null })) {
      for (let i = mark.from; i < mark.to; i += 1) dated.add(i);
    }
    const marks = find(tokens, sentences(tokens, blocks), (i) => dated.has(i));
    return marks.map((mark) => entity(tokens, mark)).filter((found) => found !== null);
  };
  const predictions: string[] = [];
  for (const set of positionals.length > 0 ? positionals : ["re3d", "wikigold", "crossner"]) {
    const all = samples(set, values.gold);
    if (all === null) console.log(`${set}: not there, skipped`);
    else report(set, all, { read, errors: values.errors === true, predictions });
  }
  if (values.predictions !== undefined) writeFileSync(values.predictions, `${predictions.join("\n")}\n`);
}

interface Run {
  readonly read: (text: string) => Entity[];
  readonly errors: boolean;
  readonly predictions: string[];
}

function report(set: string, all: readonly Sample[], run: Run): void {
  const counts = new Map<string, [hit: number, found: number, gold: number]>();
  const add = (type: string, at: 0 | 1 | 2): void => {
    for (const key of [type, "all"]) {
      const row = counts.get(key) ?? [0, 0, 0];
      row[at] += 1;
      counts.set(key, row);
    }
  };
  for (const { id, text, gold } of all) {
    const wanted = new Set(gold.map((e) => `${e.start}-${e.end}-${e.type}`));
    const got = run.read(text);
    const keys = new Set(got.map((e) => `${e.start}-${e.end}-${e.type}`));
    for (const e of gold) add(e.type, 2);
    for (const e of got) {
      add(e.type, 1);
      const hit = wanted.has(`${e.start}-${e.end}-${e.type}`);
      if (hit) add(e.type, 0);
      else if (run.errors)
        console.log(
          `+ ${e.type} "${text.slice(e.start, e.end)}" in: ${text.slice(Math.max(0, e.start - 50), e.end + 30)}`,
        );
      run.predictions.push(JSON.stringify({ set, document: id, ...e }));
    }
    if (!run.errors) continue;
    for (const e of gold) {
      if (!keys.has(`${e.start}-${e.end}-${e.type}`)) {
        console.log(
          `- ${e.type} "${text.slice(e.start, e.end)}" in: ${text.slice(Math.max(0, e.start - 50), e.end + 30)}`,
        );
      }
    }
  }
  for (const [type, [hit, found, gold]] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const precision = found === 0 ? 0 : hit / found;
    const recall = gold === 0 ? 0 : hit / gold;
    const f1 = hit === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    const show = (value: number): string => (100 * value).toFixed(1);
    console.log(
      `${set} ${type}: precision ${show(precision)} recall ${show(recall)} F1 ${show(f1)} (${hit}/${found}/${gold})`,
    );
  }
}

await main();
