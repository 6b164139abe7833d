/**
 * Names of persons and bodies: whether two are the same, on the pairs of name-bench.
 *
 *     node bench/accuracy/identity.ts [--gold FILE] [--predictions FILE] [--errors]
 *
 * The gold is cases.csv with case_group, schema, name1, name2, is_match. A pair counts as found when the comparator of
 * 4-resolve says "same" or "perhaps" (what a person would be asked about or more); "same only" counts "same" alone.
 * Person is compared as a person; every other schema as a body.
 * Half of the pairs were read while the lists and rules were written: those of which the SHA-256 of (case_group, schema,
 * name1, name2, lines between them) begins with an even byte. "unread" are the others, whose errors are not printed.
 * Predictions are JSON lines {"name1", "name2", "verdict", "why"}.
 */
import { createHash } from "node:crypto";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compareNames } from "../../src/4-resolve/compare.ts";
import { compileNaming } from "../../src/4-resolve/naming.ts";
import { alone, corpus, type Figures, type Measure, type Outcome, read, shares, toLines } from "./measure.ts";

const BAR = { reach: 80, aim: 90 };

export const identity: Measure = {
  name: "identity",
  set: "name-bench",
  gold: corpus("name-bench/cases.csv"),
  run,
};

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

if (import.meta.main) await alone([identity]);
