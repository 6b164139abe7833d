/**
 * Writes `data/lexicons/en/persons.tsv` from a folder of transliteration pairs taken from Wikidata (CC0): files of lines
 * "latin TAB other script TAB count". Run once, by hand: `node scripts/persons.ts FOLDER`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Give the folder with the files wd_*");
const lexicons = join(import.meta.dirname, "..", "data", "lexicons", "en");
/** A part of a name that this few people bear is not worth its line. */
const AT_LEAST = 6;

const common = new Set<string>();
for (const list of ["nouns", "verbs", "adjectives", "adverbs", "function"]) {
  for (const line of readFileSync(join(lexicons, `${list}.tsv`), "utf8").split("\n")) {
    if (!line.startsWith("#")) for (const cell of line.split("\t").slice(0, list === "verbs" ? 5 : 2)) common.add(cell);
  }
}

const counts = new Map<string, number>();
for (const name of readdirSync(folder).filter((file) => file.startsWith("wd_"))) {
  const own = new Map<string, number>();
  for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
    const [latin, , count] = line.split("\t");
    if (latin === undefined || count === undefined) continue;
    if (!/^\p{Ll}[\p{Ll}'-]+\p{Ll}$/u.test(latin)) continue;
    own.set(latin, Math.max(own.get(latin) ?? 0, Number(count)));
  }
  for (const [latin, count] of own) counts.set(latin, Math.max(counts.get(latin) ?? 0, count));
}

const names = [...counts].filter(([latin, count]) => count >= AT_LEAST && latin.length > 2 && !common.has(latin));
names.sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  join(lexicons, "persons.tsv"),
  "# Parts of people's names, given names and family names of many languages: a cue, never an answer.\n" +
    "# Derived by scripts/persons.ts from name pairs of Wikidata, CC0. Columns: part of a name (lower case), how many bear it\n" +
    `${names.map(([latin, count]) => `${latin}\t${count}`).join("\n")}\n`,
);
