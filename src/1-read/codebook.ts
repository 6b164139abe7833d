import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Codebook, type CodebookRule, type Column, fits, OPERATIONS, TAKES } from "../0-model/codebook.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import { Cursor } from "./schema.ts";
import { type DataFile, parseYaml, wrong } from "./yaml.ts";

const KEYS = ["name", "title", "description", "source", "caveats", "columns", "rules"];
const PARTS = ["victim", "attacker", "bystander", "unstated"] as const;
const PRECISIONS = ["point", "locality", "district", "province", "country", "region", "near"];
/** The operations that need a table. */
const TABLED = ["word-figure", "day-code", "place-code"];

/** The codebooks of `data/codebooks`, by name. Throws a SourcebookError naming file and line for what is wrong in one. */
export function readCodebooks(files: readonly DataFile[]): ReadonlyMap<string, Codebook> {
  const found = new Map<string, Codebook>();
  for (const file of files) {
    const book = readCodebook(file);
    if (found.has(book.name)) throw wrong(file.name, 1, `there is already a codebook named "${book.name}".`);
    found.set(book.name, book);
  }
  return found;
}

/** A codebook that a person keeps in a file of their own. Throws a SourcebookError when it cannot be read or is wrong. */
export async function loadCodebook(path: string): Promise<Codebook> {
  const name = resolve(path);
  const text = await readFile(name, "utf8").catch(() => {
    throw new SourcebookError("codebook", `The codebook ${path} cannot be read.`, EXIT.unreadable);
  });
  return readCodebook({ name, text: text.replaceAll("\r\n", "\n") });
}

/** One codebook from the text of its file. */
export function readCodebook(file: DataFile): Codebook {
  const [parsed, more] = parseYaml(file);
  if (parsed === undefined || more !== undefined) throw wrong(file.name, 1, "a file holds one codebook.");
  const root = new Cursor(parsed, [], parsed.value);
  root.only(KEYS);
  const name = root.at("name");
  if (!/^[a-z][a-z0-9-]*$/.test(name.text())) throw name.fault("has to be small letters, digits and hyphens");
  if (name.value === "none") throw name.fault("cannot be none, which stands for no findings at all");
  const rules = new Map<string, CodebookRule>();
  for (const [key, at] of root.at("rules").entries()) {
    const id = `${name.text()}.${key}`;
    rules.set(id, readRule(id, at));
  }
  const columns = root
    .at("columns")
    .entries()
    .map(([key, at]) => readColumn(key, at, name.text(), rules));
  if (columns.length === 0) throw root.at("columns").fault("has to name at least one column");
  for (const [key, at] of root.at("rules").entries()) {
    const id = `${name.text()}.${key}`;
    if (!columns.some(({ derive }) => derive.includes(id))) throw at.fault("is a rule that no column uses");
  }
  return {
    name: name.text(),
    title: root.at("title").text(),
    description: root.at("description").text(),
    source: root.at("source").text(),
    caveats: root.at("caveats").value === undefined ? [] : root.at("caveats").list((one) => one.text()),
    columns,
    rules,
  };
}

function readColumn(name: string, at: Cursor, book: string, rules: ReadonlyMap<string, CodebookRule>): Column {
  at.only(["takes", "derive", "counts", "help"]);
  if (!/^[a-z][a-z0-9_]*$/.test(name) || name.endsWith("_basis") || name === "event") {
    throw at.fault("is no name for a column: small letters, digits and _, not ending in _basis, and not event");
  }
  const takes = at.at("takes").oneOf(TAKES);
  const derive = at.at("derive");
  const ids = derive.value === undefined ? [] : derive.list((one) => `${book}.${one.text()}`);
  for (const id of ids) {
    const rule = rules.get(id);
    if (rule === undefined) throw derive.fault(`names "${id.slice(book.length + 1)}", which is not among the rules`);
    if (!fits(rule.does, takes)) throw derive.fault(`names "${rule.does}", which cannot fill a column of ${takes}`);
  }
  const counts = at.at("counts");
  if (counts.value !== undefined && !fits("only-figure", takes)) throw counts.fault("is for columns of figures only");
  return {
    name,
    takes,
    derive: ids,
    counts: counts.value === undefined ? PARTS : counts.list((one) => one.oneOf(PARTS)),
    help: at.at("help").text(),
  };
}

function readRule(id: string, at: Cursor): CodebookRule {
  at.only(["does", "words", "source", "table"]);
  const does = at.at("does").oneOf(OPERATIONS);
  const table = at.at("table");
  if (TABLED.includes(does) !== (table.value !== undefined)) {
    throw at.fault(TABLED.includes(does) ? "needs a table" : "takes no table");
  }
  return {
    id,
    does,
    words: at.at("words").text(),
    source: at.at("source").text(),
    table: new Map(table.value === undefined ? [] : table.entries().map(([key, one]) => [key, number(key, one, does)])),
  };
}

function number(key: string, at: Cursor, does: CodebookRule["does"]): number | null {
  if (does === "place-code" && !PRECISIONS.includes(key)) {
    throw at.fault(`is no precision of a place (${PRECISIONS.join(", ")})`);
  }
  if (does === "day-code" && !/^\d+$/.test(key)) throw at.fault("has to be a code in digits");
  if (at.value === null && does === "day-code") return null;
  if (typeof at.value !== "number" || !Number.isInteger(at.value) || at.value < 0) {
    throw at.fault("has to be a whole number");
  }
  return at.value;
}
