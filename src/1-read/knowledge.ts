import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Knowledge, Rows } from "../0-model/knowledge.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import { parseRule, type Rule } from "../0-model/rule.ts";
import type { Schema } from "../0-model/schema.ts";
import { readSorted, type Sorted } from "../0-model/sorted.ts";
import { readCodebooks } from "./codebook.ts";
import { readSchema } from "./schema.ts";
import { type DataFile, type Parsed, parseYaml, wrong } from "./yaml.ts";

/**
 * The nearest folder `data` above this file: the same step up from `src/1-read` in a clone and from `dist/1-read` in a
 * package. Throws a SourcebookError when there is none.
 */
export function dataFolder(): string {
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    if (existsSync(join(at, "data", "schema"))) return join(at, "data");
    if (dirname(at) === at) break;
  }
  throw new SourcebookError("data", "The folder data/ is missing: install Sourcebook again.", EXIT.usage);
}

/**
 * Everything in `data/` (or in `folder`, laid out alike). Throws a SourcebookError with code `data` that names file and
 * line when something in it cannot be read.
 */
export async function loadKnowledge(folder?: string): Promise<Knowledge> {
  const root = resolve(folder ?? dataFolder());
  const files: DataFile[] = [];
  const long = new Map<string, Uint8Array>();
  for (const name of await listing(root)) {
    const bytes = await readFile(join(root, name)).catch(() => {
      throw wrong(name, 1, "the file may not be read by this user.");
    });
    if (name.startsWith(SEARCHED)) long.set(name, bytes);
    else files.push({ name, text: decode(name, bytes).replaceAll("\r\n", "\n") });
  }
  return knowledge(files, long);
}

/** The folder of the long lists, which are kept as bytes and searched. */
const SEARCHED = "gazetteer/";

/** The files of `data/` that hold knowledge, in the order of their names. Editors' leftovers and READMEs are not knowledge. */
async function listing(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => {
    throw new SourcebookError("data", `The folder ${root} cannot be read.`, EXIT.usage);
  });
  return entries
    .filter((entry) => entry.isFile() && /^[^.].*\.(tsv|yaml)$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

function decode(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const good = new TextDecoder("utf-8").decode(bytes).split("\uFFFD", 1)[0] ?? "";
    throw wrong(name, good.split("\n").length, "the file is not UTF-8 text. Save it as UTF-8.");
  }
}

/**
 * Knowledge from the texts of its files, and the bytes of the long ones: the pure part of `loadKnowledge`. Files in other
 * folders are ignored.
 */
export function knowledge(files: readonly DataFile[], long: ReadonlyMap<string, Uint8Array> = new Map()): Knowledge {
  const language = "en";
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const lexicons = new Map<string, Rows>();
  const places = new Map<string, Rows>();
  const rules: Placed[] = [];
  const families: Parsed[] = [];
  const books: DataFile[] = [];
  const version = createHash("sha256");
  for (const file of sorted) {
    // A codebook changes no reading: editing one must not make every document be read again.
    if (!file.name.startsWith("codebooks/")) version.update(`${file.name}\n${file.text.length}\n${file.text}\n`);
    const [, folder, name] = /^(.*)\/([^/]+)\.(?:tsv|yaml)$/.exec(file.name) ?? [];
    if (folder === undefined || name === undefined) continue;
    if (folder === `lexicons/${language}`) lexicons.set(name, readRows(file));
    else if (folder === "places") places.set(name, readRows(file));
    else if (folder === `rules/${language}`) rules.push(...readRules(file));
    else if (folder === "schema") families.push(...parseYaml(file));
    else if (folder === "codebooks") books.push(file);
  }
  const gazetteer = new Map<string, Sorted>();
  for (const [name, bytes] of [...long].sort(([a], [b]) => (a < b ? -1 : 1))) {
    version.update(`${name}\n${bytes.length}\n`).update(bytes).update("\n");
    gazetteer.set(name.slice(SEARCHED.length, name.lastIndexOf(".")), readSorted(bytes));
  }
  const schema = readSchema(families);
  checkRules(rules, schema, lexicons);
  return {
    language,
    lexicons,
    places,
    gazetteer,
    schema,
    codebooks: readCodebooks(books),
    rules: rules.map(({ rule }) => rule),
    version: version.digest("hex"),
  };
}

/** The rows of a list: cells cut at tabs and trimmed; lines that begin with `#` and blank lines are left out. */
export function readRows(file: DataFile): Rows {
  const found: string[][] = [];
  for (const [index, line] of file.text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const cells = line.split("\t").map((cell) => cell.trim());
    if (cells[0] === "") throw wrong(file.name, index + 1, "the first cell is empty. Each line begins with its entry.");
    found.push(cells);
  }
  return found;
}

/** A rule and the place it stands at. */
interface Placed {
  readonly rule: Rule;
  readonly file: string;
  readonly line: number;
}

/** The rules of a file, which holds one rule, or a list of rules, or several YAML documents of either. */
function readRules(file: DataFile): Placed[] {
  const found: Placed[] = [];
  for (const parsed of parseYaml(file)) {
    if (parsed.value === null) continue;
    const listed = Array.isArray(parsed.value);
    const values: readonly unknown[] = listed ? (parsed.value as unknown[]) : [parsed.value];
    for (const [index, value] of values.entries()) {
      const line = parsed.line(listed ? [index] : []);
      try {
        found.push({ rule: parseRule(value), file: file.name, line });
      } catch (error) {
        throw wrong(file.name, line, error instanceof Error ? `${error.message}.` : "this is no rule.");
      }
    }
  }
  return found;
}

/** Throws for two rules with one id, for a property that the schema does not know, for a list that is not there. */
function checkRules(rules: readonly Placed[], schema: Schema, lexicons: ReadonlyMap<string, Rows>): void {
  const known = new Set<string>();
  for (const { rule, file, line } of rules) {
    if (known.has(rule.id)) throw wrong(file, line, `there is already a rule with the id "${rule.id}".`);
    known.add(rule.id);
    for (const { property } of rule.gives) {
      if (schema.properties.has(property)) continue;
      throw wrong(file, line, `rule "${rule.id}" gives "${property}", which is no property in data/schema.`);
    }
    const list = rule.form === "frame" ? rule.evokes.lexicon : null;
    if (list === null || lexicons.has(list)) continue;
    throw wrong(file, line, `rule "${rule.id}" names the list "${list}", which is not in data/lexicons.`);
  }
}
