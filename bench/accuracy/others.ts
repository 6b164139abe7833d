/**
 * The measures of places and of clauses, whose files say their figures in their own terms: shares from 0 to 1, and counts
 * by their own names. A file that does not export `measure` is left out, saying so.
 *
 *   npm run accuracy -- places/geovirus|places/lgl|clauses [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * Match rules and the form of predictions are those of places.ts (JSON lines, one a gold span) and clauses.ts.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Bar,
  corpus,
  type Figures,
  filesUnder,
  type Measure,
  type Outcome,
  root,
  shares,
  toLines,
} from "./measure.ts";

type Row = Readonly<Record<string, unknown>>;

/** Names under which a file counts what agrees, what was found and what the set has. */
const COUNTS = {
  hits: ["hits", "near", "hit"],
  found: ["pointed", "found"],
  gold: ["gold", "labelled"],
} as const;

export const others: readonly Measure[] = [
  made("places", "geovirus", corpus("toponym/GeoVirus.xml"), { reach: 65, aim: 85 }),
  made("places", "lgl", corpus("toponym/lgl.xml"), { reach: 45, aim: 70 }),
  made("clauses", "own", join(root, "test/cases/clauses.txt"), { reach: 90, aim: 97 }),
].filter(({ name }) => measures(name));

/** True when the file of a measure can be imported without running, and gives figures. */
function measures(name: string): boolean {
  const file = join(import.meta.dirname, `${name}.ts`);
  return existsSync(file) && /^export (async )?function measure\b/m.test(readFileSync(file, "utf8"));
}

function made(name: string, set: string, gold: string, bar: Bar): Measure {
  return { name, set, gold, run: (path) => run(name, set, { path, bar }) };
}

async function run(name: string, set: string, { path, bar }: { path: string; bar: Bar }): Promise<Outcome> {
  const file: string = `./${name}.ts`;
  const { measure } = (await import(file)) as { measure: (choice: object) => Promise<unknown> };
  const rows: Row[] = [];
  for (const gold of filesUnder(path, /\.(xml|txt)$/i)) {
    const given = await measure({ sets: [set], gold });
    rows.push(...((Array.isArray(given) ? given : [given]) as Row[]));
  }
  const count = (names: readonly string[]) => rows.reduce((sum, row) => sum + number(row, names), 0);
  const counted = { hits: count(COUNTS.hits), found: count(COUNTS.found), gold: count(COUNTS.gold) };
  const three = shares(counted.hits, counted.found, counted.gold);
  const figures: Figures[] = [{ measure: name, set, what: "all", ...three, ...counted, counts: "recall", bar }];
  const each = rows.flatMap((row) => (Array.isArray(row.meetings) ? (row.meetings as Row[]) : []));
  const errors = each.filter(({ near }) => near === false).map((row) => JSON.stringify(row));
  const problems = counted.gold === 0 ? [`${path}: nothing in it that can be measured`] : [];
  return { figures, errors, predictions: toLines(each), problems };
}

function number(row: Row, names: readonly string[]): number {
  const name = names.find((one) => typeof row[one] === "number");
  if (name === undefined) throw new Error(`A measure gives none of the counts ${names.join(", ")}.`);
  return row[name] as number;
}
