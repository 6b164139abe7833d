import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { canonical } from "../0-model/identity.ts";
import type { Knowledge, Rows } from "../0-model/knowledge.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Rule } from "../0-model/rule.ts";
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
  for (const name of await listing(root)) {
    const bytes = await readFile(join(root, name));
    files.push({ name, text: decode(name, bytes).replaceAll("\r\n", "\n") });
  }
  return knowledge(files);
}

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

/** Knowledge from the texts of its files: the pure part of `loadKnowledge`. Files in other folders are ignored. */
export function knowledge(files: readonly DataFile[], language = "en"): Knowledge {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const lexicons = new Map<string, Rows>();
  const places = new Map<string, Rows>();
  const rules: Rule[] = [];
  const schema: Parsed[] = [];
  const version = createHash("sha256");
  for (const file of sorted) {
    version.update(`${file.name}\n${file.text.length}\n${file.text}\n`);
    const [, folder, name] = /^(.*)\/([^/]+)\.(?:tsv|yaml)$/.exec(file.name) ?? [];
    if (folder === undefined || name === undefined) continue;
    if (folder === `lexicons/${language}`) lexicons.set(name, readRows(file));
    else if (folder === "places") places.set(name, readRows(file));
    else if (folder === `rules/${language}`) rules.push(...readRules(file, rules));
    else if (folder === "schema") schema.push(...parseYaml(file));
  }
  return { language, lexicons, places, schema: readSchema(schema), rules, version: version.digest("hex") };
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

/** The rules of a file, which holds one rule, or a list of rules, or several documents of either. */
function readRules(file: DataFile, before: readonly Rule[]): Rule[] {
  const known = new Set(before.map((rule) => rule.id));
  const found: Rule[] = [];
  for (const parsed of parseYaml(file)) {
    if (parsed.value === null) continue;
    const listed = Array.isArray(parsed.value);
    const values: readonly unknown[] = listed ? (parsed.value as unknown[]) : [parsed.value];
    for (const [index, value] of values.entries()) {
      const line = parsed.line(listed ? [index] : []);
      const rule = readRule(value, (what) => wrong(file.name, line, what));
      if (known.has(rule.id)) throw wrong(file.name, line, `there is already a rule with the id "${rule.id}".`);
      known.add(rule.id);
      found.push(rule);
    }
  }
  return found;
}

/** A rule that states no version gets a hash of what it says, so that a changed rule is never taken for the old one. */
function readRule(value: unknown, fault: (what: string) => SourcebookError): Rule {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw fault("a rule is a list of keys.");
  const { id, version } = value as { id?: unknown; version?: unknown };
  if (typeof id !== "string" || id === "") throw fault('a rule needs an id, such as "toll.kill".');
  if (version !== undefined && typeof version !== "string" && typeof version !== "number") {
    throw fault(`the version of "${id}" has to be a word or a number.`);
  }
  const digest = createHash("sha256").update(canonical(value)).digest("hex").slice(0, 8);
  return { ...value, id, version: String(version ?? digest) };
}
