/**
 * The project's own cases of dates and quantities: a case is right when all its marks are, and nothing else was marked.
 *
 *   node bench/accuracy/cases.ts [dates|quantities] [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * The form of a case file, and the form of a mark in it, stand in the head of test/cases/dates.txt and quantities.txt.
 * Precision and recall are those of marks; what the bar speaks of is the share of cases. Predictions are a case file.
 */

import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { type Answer, answerDates, answerQuantities, type Case, caseFile, casesIn } from "../../test/2-mark/cases.ts";
import { alone, type Figures, filesUnder, type Measure, type Outcome, shares } from "./measure.ts";

const ANSWERS = { dates: answerDates, quantities: answerQuantities } as const;

export const cases: readonly Measure[] = (["dates", "quantities"] as const).map((set) => ({
  name: "cases",
  set,
  gold: caseFile(set),
  run: (gold) => run(set, gold),
}));

async function run(set: keyof typeof ANSWERS, gold: string): Promise<Outcome> {
  const problems: string[] = [];
  const answer = ANSWERS[set](await loadKnowledge());
  const all = filesUnder(gold, /\.txt$/).flatMap((file) => {
    try {
      return casesIn(file);
    } catch (error) {
      problems.push(`${error instanceof Error ? error.message : error}; the file is left out`);
      return [];
    }
  });
  return { ...judge(set, all, answer), problems };
}

function judge(set: string, all: readonly Case[], answer: Answer): Omit<Outcome, "problems"> {
  const marks = { hits: 0, found: 0, gold: 0 };
  let right = 0;
  const errors: string[] = [];
  const predictions: string[] = [];
  for (const one of all) {
    const found = answer(one);
    const expected = one.expected.map((mark) => mark.trim());
    const settings = [...one.settings].map(([key, value]) => `${key}: ${value}\n`).join("");
    predictions.push(`${settings}${one.text} => ${found.length === 0 ? "nothing" : found.join(" ; ")}\n`);
    const left = [...expected];
    for (const mark of found) {
      const at = left.indexOf(mark);
      if (at >= 0) left.splice(at, 1);
    }
    marks.hits += expected.length - left.length;
    marks.found += found.length;
    marks.gold += expected.length;
    if (found.length === expected.length && found.every((mark, at) => mark === expected[at])) right += 1;
    else errors.push(`${one.line}\t${one.text}\t${expected.join(" ; ")}\t<-\t${found.join(" ; ")}`);
  }
  const common = { measure: "cases", set, counts: "recall" } as const;
  const whole = { hits: right, found: all.length, gold: all.length };
  const figures: Figures[] = [
    { ...common, what: "cases", ...shares(right, all.length, all.length), ...whole, bar: { reach: 98, aim: 100 } },
    { ...common, what: "marks", ...shares(marks.hits, marks.found, marks.gold), ...marks, bar: null },
  ];
  return { figures, errors, predictions: predictions.join("") };
}

if (import.meta.main) await alone(cases);
