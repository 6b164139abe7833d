/**
 * All measures of accuracy in one command, against the frozen figures.
 *
 *   npm run accuracy [-- MEASURE...] [--gold FILE-or-folder] [--predictions FILE] [--errors] [--freeze]
 *                              [--open-closed]
 *
 * A measure is named by itself, by its set, or by both ("names", "re3d", "names/re3d"). --gold runs one set on another
 * part of the same corpus, --predictions writes what was found in the form that the measure's own file states, --errors
 * prints a line an error, --freeze writes bench/results/accuracy.json and the tables of docs/accuracy.md.
 * A closed set, which nobody may look at while working, runs only with --open-closed; each opening is counted there.
 * Ends with 1 when a figure lies more than 0.3 points below its frozen one, with 2 when it was called wrongly.
 */
import { writeFileSync } from "node:fs";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { biographies } from "./biographies.ts";
import { cases } from "./cases.ts";
import { claims } from "./claims.ts";
import { clauses } from "./clauses.ts";
import { change, type Frozen, fallen, freeze, nameOf, readFrozen, SLACK } from "./frozen.ts";
import { identity } from "./identity.ts";
import { choose, type Figures, type Measure, measured, shown } from "./measure.ts";
import { muc } from "./muc.ts";
import { names } from "./names.ts";
import { places } from "./places.ts";
import { relations } from "./relations.ts";
import { timex } from "./timex.ts";
import { wikievents } from "./wikievents.ts";

export const measures: readonly Measure[] = [
  timex,
  biographies,
  ...cases,
  ...names,
  ...places,
  ...clauses,
  ...claims,
  ...relations,
  muc,
  ...wikievents,
  ...identity,
];

const HEAD = ["measure", "precision", "recall", "F1", "agree / found / gold", "bar", "aim", "change"];

function show(figures: readonly Figures[], frozen: readonly Frozen[] | null): void {
  const rows = figures.map((one) => {
    const counts = `${one.hits} / ${one.found} / ${one.gold}`;
    const moved = frozen === null ? null : change(one, frozen);
    const said = moved === null ? "" : `${moved > 0 ? "+" : ""}${moved.toFixed(2)}`;
    const bar = one.bar === null ? ["", ""] : [`${one.bar.reach}`, `${one.bar.aim}`];
    return [nameOf(one), shown(one.precision), shown(one.recall), shown(one.f1), counts, ...bar, said];
  });
  const widths = HEAD.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of [HEAD, ...rows]) {
    const cells = row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)));
    console.log(cells.join("  ").trimEnd());
  }
}

async function main(args: readonly string[]): Promise<void> {
  const chosen = choose(measures, args);
  const figures: Figures[] = [];
  for (const measure of chosen.measures) {
    const outcome = await measured(measure, chosen.gold);
    if (outcome === null) {
      if (chosen.gold !== undefined) process.exitCode = 2;
      continue;
    }
    figures.push(...outcome.figures);
    if (chosen.errors) console.log(outcome.errors.map((line) => `${measure.name}/${measure.set}\t${line}`).join("\n"));
    if (chosen.predictions !== undefined) writeFileSync(chosen.predictions, outcome.predictions);
  }
  // Figures on another part say nothing about those that were frozen.
  const frozen = chosen.gold === undefined ? readFrozen() : null;
  if (figures.length > 0) show(figures, frozen);
  if (chosen.freeze) freeze(figures, new Date().toISOString().slice(0, 10), (await loadKnowledge()).version);
  if (frozen === null || chosen.freeze) return;
  for (const one of fallen(figures, frozen)) {
    console.error(`${nameOf(one)} fell by ${-(change(one, frozen) ?? 0)} points, more than ${SLACK}.`);
    process.exitCode = 1;
  }
}

if (import.meta.main) {
  await main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
}
