/**
 * The frozen figures of accuracy (bench/results/accuracy.json), how a run stands to them, and the tables of
 * docs/accuracy.md that are written from them.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Figures, root, share, shown } from "./measure.ts";

/** A figure as it was frozen: on which day, and with which version of `data/`. */
export interface Frozen extends Figures {
  readonly date: string;
  readonly data: string;
}

export const resultsFile: string = join(root, "bench/results/accuracy.json");
export const reportFile: string = join(root, "docs/accuracy.md");

/** So many points may a figure fall before a run fails. */
export const SLACK = 0.3;

export const nameOf = ({ measure, set, what }: Pick<Figures, "measure" | "set" | "what">): string =>
  `${measure}/${set} ${what}`;

export function readFrozen(): Frozen[] {
  if (!existsSync(resultsFile)) return [];
  return (JSON.parse(readFileSync(resultsFile, "utf8")) as { figures: Frozen[] }).figures;
}

/** Puts figures in the place of earlier ones of the same sets; other sets keep theirs. */
export function freeze(figures: readonly Figures[], date: string, data: string): void {
  const again = new Set(figures.map(({ measure, set }) => `${measure}/${set}`));
  const kept = readFrozen().filter(({ measure, set }) => !again.has(`${measure}/${set}`));
  const all = [...kept, ...figures.map((one): Frozen => ({ ...one, date, data }))];
  all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const lines = all.map((one) => `    ${JSON.stringify(one)}`).join(",\n");
  writeFileSync(resultsFile, `{\n  "figures": [\n${lines}\n  ]\n}\n`);
  if (existsSync(reportFile)) writeFileSync(reportFile, fill(readFileSync(reportFile, "utf8"), all));
}

/** How far a figure lies above (or, negative, below) its frozen one; null where there is none to compare with. */
export function change(now: Figures, frozen: readonly Frozen[]): number | null {
  const before = frozen.find((one) => nameOf(one) === nameOf(now));
  const [a, b] = [share(now), before === undefined ? null : share(before)];
  return a === null || b === null ? null : Math.round(100 * (a - b)) / 100;
}

/** The figures with a bar that fell further than they may. A set's parts may trade with each other. */
export function fallen(figures: readonly Figures[], frozen: readonly Frozen[]): Figures[] {
  return figures.filter((one) => one.bar !== null && (change(one, frozen) ?? 0) < -SLACK);
}

/** Figures below what is to be reached. */
export function short(figures: readonly Figures[]): Figures[] {
  return figures.filter((one) => one.bar !== null && (share(one) ?? 0) < one.bar.reach);
}

/** A document with every table between `<!-- figures: MEASURE -->` and `<!-- end -->` written anew. */
export function fill(markdown: string, frozen: readonly Frozen[]): string {
  return markdown.replace(
    /(<!-- figures: ([\w-]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, open: string, name: string, close: string) => `${open}${table(name, frozen)}${close}`,
  );
}

function table(name: string, frozen: readonly Frozen[]): string {
  const rows = frozen.filter(({ measure }) => measure === name);
  if (rows.length === 0) return "Not frozen yet.\n";
  const head =
    "| set | figure | precision | recall | F1 | agree / found / in the set | to reach | aim |\n|---|---|---|---|---|---|---|---|\n";
  const cells = rows.map((one) => {
    const strong = (at: "f1" | "recall") =>
      one.bar !== null && one.counts === at ? `**${shown(one[at])}**` : shown(one[at]);
    const counts = `${one.hits} / ${one.found} / ${one.gold}`;
    const bar = one.bar === null ? ["", ""] : [`${one.bar.reach}`, `${one.bar.aim}`];
    return `| ${[one.set, one.what, shown(one.precision), strong("recall"), strong("f1"), counts, ...bar].join(" | ")} |\n`;
  });
  const days = [...new Set(rows.map(({ date }) => date))].sort();
  const data = [...new Set(rows.map((one) => one.data.slice(0, 12)))];
  return `${head}${cells.join("")}\nFrozen ${days.join(", ")}, data ${data.join(", ")}.\n`;
}
