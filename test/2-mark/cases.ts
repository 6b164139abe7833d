import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEdtf } from "../../src/0-model/edtf.ts";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import type { DateMark, QuantityMark } from "../../src/0-model/mark.ts";
import type { Window } from "../../src/0-model/time.ts";
import { compileDates } from "../../src/2-mark/dates.ts";
import { compileQuantities } from "../../src/2-mark/quantities.ts";
import { words } from "../../src/2-mark/words.ts";

/** One line of a case file: the text, what is expected of it, and the settings that stood above it. */
export interface Case {
  readonly line: number;
  readonly text: string;
  readonly expected: readonly string[];
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * The cases of `test/cases/NAME.txt`: `text => mark ; mark`, or `text => nothing`. `#` begins a comment line,
 * `key: value` a setting for the cases below it. Throws when a line is none of these.
 */
export function cases(name: string): Case[] {
  return casesIn(caseFile(name));
}

export function caseFile(name: string): string {
  return join(import.meta.dirname, "../cases", `${name}.txt`);
}

/** The cases of any file of that form. */
export function casesIn(file: string): Case[] {
  const settings = new Map<string, string>();
  const found: Case[] = [];
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const arrow = line.indexOf(" => ");
    if (arrow < 0) {
      const [, key, value] = /^(\w+): (\S+)$/.exec(line) ?? [];
      if (key === undefined || value === undefined) throw new Error(`${file}:${index + 1}: neither case nor setting`);
      settings.set(key, value);
      continue;
    }
    const expected = line.slice(arrow + 4).trim();
    found.push({
      line: index + 1,
      text: line.slice(0, arrow),
      expected: expected === "nothing" ? [] : expected.split(" ; "),
      settings: new Map(settings),
    });
  }
  return found;
}

/** What the program says to a case, in the words of the case file. */
export type Answer = (one: Case) => string[];

/** Expressions of time: the words of each, its value, and what else it says. */
export function answerDates(knowledge: Knowledge): Answer {
  const dates = compileDates(knowledge);
  return ({ text, settings }) => {
    const setting = (key: string) => ((settings.get(key) ?? "none") === "none" ? null : (settings.get(key) ?? null));
    return dates(words(text, []), { day: setting("day"), speaksUntil: setting("speaks") }).map(sayDate);
  };
}

function sayDate({ time, kind }: DateMark): string {
  const extras = (["relative", "lasts", "clock", "calendar"] as const)
    .filter((key) => time[key] !== undefined)
    .map((key) => ` {${key}: ${time[key]}}`)
    .join("");
  return `${time.words} @ ${kind === "time" ? shortest(time.start, time.end, time.edtf) : kind}${extras}`;
}

/** The shortest way to write the windows that loses nothing. */
function shortest(start: Window | null, end: Window | null, edtf: string | null): string {
  if (edtf === null && start === null && end === null) return "none";
  const spelt = edtf === null ? null : parseEdtf(edtf);
  const same = JSON.stringify(spelt) === JSON.stringify({ start, end });
  const side = (window: Window | null) => (window === null ? "?" : `${window[0] ?? ""}..${window[1] ?? ""}`);
  return same && edtf !== null ? edtf : `(${side(start)} | ${side(end)})`;
}

/** The quantities of a text whose dates are masked, as the program reads it. */
export function quantitiesOf(knowledge: Knowledge): (text: string) => QuantityMark[] {
  const dates = compileDates(knowledge);
  const quantities = compileQuantities(knowledge);
  return (text) => {
    const tokens = words(text, []);
    const masked = new Uint8Array(tokens.count);
    for (const mark of dates(tokens, { day: null, speaksUntil: null })) masked.fill(1, mark.from, mark.to);
    return quantities(tokens, (i) => masked[i] === 1);
  };
}

export function answerQuantities(knowledge: Knowledge): Answer {
  const find = quantitiesOf(knowledge);
  return ({ text }) =>
    find(text).map(({ quantity: { words: said, low, high, bound, unit, per, shareOf } }) => {
      const extras = `${per === null ? "" : ` {per: ${per}}`}${shareOf === null ? "" : ` {of: ${shareOf}}`}`;
      return `${said} ${low ?? ""}..${high ?? ""} ${bound} ${unit}${extras}`;
    });
}
