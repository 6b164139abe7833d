/**
 * Writes `data/lexicons/en/groupsmore.tsv` from the dictionary of armed non-state actors of the PETRARCH project (MIT):
 * names in capitals with low lines, aliases behind "+". Run once, by hand: `node scripts/groups.ts FILE`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = process.argv[2];
if (file === undefined) throw new Error("Give the file Phoenix.MilNonState.actors.txt");
const lexicons = join(import.meta.dirname, "..", "data", "lexicons", "en");

const SMALL = new Set(
  "of the for and in to de del la las los le les du des di da e i y ul ur ut az wal et en al el a".split(" "),
);

function column(list: string): string[] {
  return readFileSync(join(lexicons, `${list}.tsv`), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

const taken = new Set<string>();
for (const line of column("groups")) {
  const [name = "", others = ""] = line.split("\t");
  for (const other of [name, ...others.split("|")]) taken.add(other.toLowerCase());
}
const common = new Set<string>();
for (const list of ["nouns", "adjectives", "adverbs", "function"]) {
  for (const line of column(list)) for (const cell of line.split("\t").slice(0, 2)) common.add(cell);
}
for (const line of column("verbs")) for (const cell of line.split("\t").slice(0, 5)) common.add(cell);
const places = new Set<string>();
for (const line of readFileSync(join(lexicons, "..", "..", "gazetteer", "names.tsv"), "utf8").split("\n")) {
  const [name = "", known = ""] = line.split("\t");
  if (known !== "") places.add(name);
}

function capital(word: string, first: boolean): string {
  const small = word.toLowerCase();
  if (!first && SMALL.has(small)) return small;
  if (/^(?:al|el|ul|as|an|ad)-/.test(small))
    return small.replace(/-(.)/g, (_, letter: string) => `-${letter.toUpperCase()}`);
  return small.replace(/(^|[-/(])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** The names that one cell holds: "ADEN_ISLAMIC_ARMY_(AIA)_" has a long and a short one. */
function namesOf(cell: string): string[] {
  const text = cell.replace(/_/g, " ").replace(/\s+/g, " ").trim();
  const short = /\(([A-Z][A-Z/-]{1,9})\)/.exec(text)?.[1];
  const long = text
    .replace(/\([^)]*\)?/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const named = long
    .split(" ")
    .map((word, i) => capital(word, i === 0))
    .join(" ");
  return short === undefined ? [named] : [named, short];
}

const heads = new Set(column("grouphead").map((line) => line.split("\t")[0] ?? ""));

/** The dictionary holds people too: only a name with a head word of a group, or its plural, is kept. */
function isGroup(name: string): boolean {
  const parts = name.toLowerCase().split(/[ -]/);
  return parts.some((part) => heads.has(part) || heads.has(part.replace(/s$/, "")));
}

/** A name without a head word, and one that is a town or a word, names too much else. */
function isSafe(name: string): boolean {
  if (!isGroup(name)) return false;
  if (/[^\p{L}\d '/.-]/u.test(name) || name.length < 4 || taken.has(name.toLowerCase())) return false;
  const parts = name.toLowerCase().split(" ");
  if (parts.length === 1) return name.includes("-") && name.length > 8;
  if (parts.every((part) => common.has(part)) && parts.length < 3) return false;
  return !places.has(name.toLowerCase()) && parts.some((part) => !SMALL.has(part));
}

const lines: string[] = [];
let cells: string[] = [];
const flush = (): void => {
  const found = [...new Set(cells.flatMap(namesOf))];
  const [name, ...others] = found.filter((other) => isSafe(other) || (/^[A-Z]{3,6}$/.test(other) && found.length > 1));
  cells = [];
  const kept = others.filter((other) => !taken.has(other.toLowerCase()));
  if (name === undefined || taken.has(name.toLowerCase()) || /^[A-Z]{3,6}$/.test(name)) return;
  for (const other of [name, ...kept]) taken.add(other.toLowerCase());
  lines.push(`${name}\t${kept.join("|")}`.trimEnd());
};
for (const raw of readFileSync(file, "utf8").split("\n")) {
  const line = raw.replace(/#.*$/, "").trim();
  if (raw.startsWith("#")) continue;
  if (line === "") flush();
  else if (line.startsWith("+"))
    for (const part of line.split("+")) if (part !== "") cells.push(part.replace(/\[.*$/, ""));
  if (line !== "" && !line.startsWith("+")) {
    flush();
    cells.push(line.replace(/\[.*$/, ""));
  }
}
flush();
writeFileSync(
  join(lexicons, "groupsmore.tsv"),
  "# Further armed groups, mostly of the years 1970 to 2013: derived by scripts/groups.ts from the dictionary of armed\n" +
    "# non-state actors of PETRARCH (MIT licence, Copyright 2014 Open Event Data Alliance). Being listed says nothing about a group.\n" +
    `# Columns: name, other names (|)\n${lines.sort().join("\n")}\n`,
);
