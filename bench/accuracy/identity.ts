/**
 * Names of persons and bodies: whether two are the same, on the pairs of name-bench.
 *
 *     node bench/accuracy/identity.ts [name-bench|transliteration] [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * The gold of name-bench is cases.csv with case_group, schema, name1, name2, is_match. A pair counts as found when the comparator of
 * 4-resolve says "same" or "perhaps" (what a person would be asked about or more); "same only" counts "same" alone.
 * Person is compared as a person; every other schema as a body.
 * Half of the pairs were read while the lists and rules were written: those of which the SHA-256 of (case_group, schema,
 * name1, name2, lines between them) begins with an even byte. "unread" are the others, whose errors are not printed.
 * Transliteration: words of names in Latin and native letters, from Wikidata, so many of each script; "agree" when the two
 * are taken for one name. Beside them each word stands once with the native word of another pair; those that are taken for
 * one are found and do not agree.
 * Predictions, of name-bench, are JSON lines {"name1", "name2", "verdict", "why"}.
 */
import { createHash } from "node:crypto";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compareNames } from "../../src/4-resolve/compare.ts";
import { compileNaming } from "../../src/4-resolve/naming.ts";
import { likeness, word } from "../../src/4-resolve/word.ts";
import {
  alone,
  corpus,
  type Figures,
  filesUnder,
  type Measure,
  type Outcome,
  read,
  shares,
  toLines,
} from "./measure.ts";

const BAR = { reach: 80, aim: 90 };

export const identity: readonly Measure[] = [
  { name: "identity", set: "name-bench", gold: corpus("name-bench/cases.csv"), run },
  { name: "identity", set: "transliteration", gold: corpus("transliteration"), run: scripts },
];

interface Case {
  readonly group: string;
  readonly schema: string;
  readonly names: readonly [string, string];
  readonly match: boolean;
  readonly seen: boolean;
}

/** The rows of a CSV text: cells may be quoted, and a quote inside them is doubled. */
export function csvRows(text: string): string[][] {
  const found: string[][] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === "") continue;
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)];
    found.push(cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ""));
  }
  return found;
}

function cases(text: string, say: (problem: string) => void): Case[] {
  return csvRows(text)
    .slice(1)
    .flatMap(([group = "", schema = "", one = "", other = "", match = ""], at): Case[] => {
      if (one === "" || other === "" || !/^(?:true|false)$/.test(match)) {
        say(`row ${at + 2}: no pair of names with true or false`);
        return [];
      }
      const key = [group, schema, one, other].join("\n");
      const seen = (createHash("sha256").update(key).digest()[0] ?? 0) % 2 === 0;
      return [{ group, schema, names: [one, other], match: match === "true", seen }];
    });
}

async function run(gold: string): Promise<Outcome> {
  const problems: string[] = [];
  const naming = compileNaming(await loadKnowledge());
  const rows = cases(read(gold), (problem) => problems.push(problem)).map((one) => {
    const [a, b] = one.names;
    return { ...one, ...compareNames(a, b, one.schema === "Person" ? "person" : "organisation", naming) };
  });
  type Row = (typeof rows)[number];
  const figure = (what: string, some: readonly Row[], found: (row: Row) => boolean): Figures => {
    const [hits, all, wanted] = [
      some.filter((row) => row.match && found(row)).length,
      some.filter(found).length,
      some.filter(({ match }) => match).length,
    ];
    const bar = what === "all" ? BAR : null;
    const counts = { hits, found: all, gold: wanted };
    return { measure: "identity", set: "name-bench", what, ...shares(hits, all, wanted), ...counts, counts: "f1", bar };
  };
  const asked = ({ verdict }: Row): boolean => verdict !== "different";
  const groups = [...new Set(rows.map(({ group }) => group))].sort();
  return {
    figures: [
      figure("all", rows, asked),
      figure(
        "read",
        rows.filter(({ seen }) => seen),
        asked,
      ),
      figure(
        "unread",
        rows.filter(({ seen }) => !seen),
        asked,
      ),
      figure("same only", rows, ({ verdict }) => verdict === "same"),
      ...groups.map((group) =>
        figure(
          group,
          rows.filter((row) => row.group === group),
          asked,
        ),
      ),
    ],
    predictions: toLines(rows.map(({ names: [name1, name2], verdict, why }) => ({ name1, name2, verdict, why }))),
    errors: rows
      .filter((row) => row.seen && asked(row) !== row.match)
      .map(({ group, names: [a, b], match, verdict, why }) =>
        [group, match ? "missed" : "wrong", a, b, verdict, why].join("\t"),
      ),
    problems,
  };
}

/** Each word is also set beside the native word so many pairs further on: those must not be found. */
const FURTHER = 977;

/** Words of names in Latin and in native letters. */
async function scripts(gold: string): Promise<Outcome> {
  const problems: string[] = [];
  const errors: string[] = [];
  const made = filesUnder(gold, /_64$/).map((file): Figures => {
    const pairs = read(file)
      .split("\n")
      .flatMap((line, at) => {
        const [one, other] = line.split("\t");
        if (line !== "" && (one === undefined || other === undefined)) problems.push(`${file}:${at + 1}: no pair`);
        return one === undefined || other === undefined ? [] : [[word(one), word(other.replaceAll(" ", ""))] as const];
      });
    const alike = pairs.filter(([one, other]) => likeness(one, other) !== null).length;
    const wrong = pairs.filter(([one], at) => {
      const other = pairs[(at + FURTHER) % pairs.length]?.[1];
      return other !== undefined && likeness(one, other) !== null;
    }).length;
    for (const [one, other] of pairs) if (likeness(one, other) === null) errors.push(`${one.said}\t${other.said}`);
    const counts = { hits: alike, found: alike + wrong, gold: pairs.length };
    const what = /wd_([a-z]+)_/.exec(file)?.[1] ?? file;
    const figure = { measure: "identity", set: "transliteration", what, ...counts, counts: "f1", bar: null } as const;
    return { ...figure, ...shares(counts.hits, counts.found, counts.gold) };
  });
  return { figures: made, predictions: "", errors, problems };
}

if (import.meta.main) await alone(identity);
