/**
 * Clauses and who does what to whom in them, against labelled sentences of our own.
 *
 *     node bench/accuracy/clauses.ts [--gold FILE] [--predictions FILE] [--errors]
 *
 * The labels and their form: test/cases/clauses.txt. Recall: of the labelled items (a clause's verb, kind, what it hangs
 * on, voice, tense, each head in each role), how many are found. Precision: of the found items, how many are labelled. A
 * sentence counts as right when nothing is missed and nothing is too much.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Chunk, Clause } from "../../src/0-model/clause.ts";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { compileMarker } from "../../src/2-mark/mark.ts";
import { type Labelled, readLabels } from "./labels.ts";
import { compare, type Reading, type Tally } from "./roles.ts";

/** The labelled sentences of the project, or of another file in their form. */
export function labelled(file = join(import.meta.dirname, "..", "..", "test", "cases", "clauses.txt")): Labelled[] {
  return readLabels(readFileSync(file, "utf8"));
}

/** Reads single sentences. */
export function reader(knowledge: Knowledge): (text: string) => Reading {
  const mark = compileMarker(knowledge);
  return (text) => {
    const { rendition } = readText(new TextEncoder().encode(text), { name: "sentence.txt" });
    const marks = mark(rendition, [], { day: null, speaksUntil: null });
    const clauses: Clause[] = [];
    for (const parse of marks.parses) {
      const shift = clauses.length;
      for (const clause of parse.clauses)
        clauses.push({ ...clause, parent: clause.parent < 0 ? -1 : clause.parent + shift });
    }
    return { words: marks.words, clauses };
  };
}

/** The sums of many comparisons. */
export function sum(tallies: readonly Tally[]): { recall: number; precision: number; rows: string[] } {
  const total = { labelled: 0, hit: 0, found: 0, sound: 0 };
  const keys = [...new Set(tallies.flatMap((tally) => [...tally.labelled.keys(), ...tally.found.keys()]))].sort();
  const rows = keys.map((key) => {
    const of = (name: keyof typeof total): number => {
      const count = tallies.reduce((all, tally) => all + (tally[name].get(key) ?? 0), 0);
      total[name] += count;
      return count;
    };
    const [gold, hit, found, sound] = [of("labelled"), of("hit"), of("found"), of("sound")];
    return `${key}: recall ${share(hit, gold)} precision ${share(sound, found)} (${hit}/${gold}, ${sound}/${found})`;
  });
  return { recall: total.hit / total.labelled, precision: total.sound / total.found, rows };
}

function share(a: number, b: number): string {
  return b === 0 ? "-" : (100 * (a / b)).toFixed(1);
}

/** A clause in the form of the labels, without what hangs on its nouns. */
export function written({ words, clauses }: Reading, clause: Clause): string {
  const { verb } = clause;
  const parent = clauses[clause.parent];
  const head = [
    `${clause.kind}${clause.link === "" ? "" : ` (${clause.link})`}`,
    parent === undefined ? "" : ` of ${parent.verb?.lemma ?? "-"}`,
  ].join("");
  const features =
    verb === null
      ? []
      : [
          verb.tense === "none" ? "" : verb.tense,
          verb.perfect ? "perfect" : "",
          verb.voice === "passive" ? "passive" : "",
          verb.negation >= 0 ? "neg" : "",
          verb.modal ?? "",
        ].filter((word) => word !== "");
  const list = (chunks: readonly Chunk[]): string =>
    chunks
      .map((chunk) => {
        const said = chunk.appositions.map((one) => words.lower[one.head]).join(", ");
        const name = words.text.slice(words.start[chunk.head], words.end[chunk.head]);
        return said === "" ? name : `${name} (= ${said})`;
      })
      .join(", ");
  const roles = [
    ...(["subject", "object", "second"] as const).map((name): [string, readonly Chunk[]] => [
      name,
      name === "object" ? clause.objects : clause[name],
    ]),
    ...clause.phrases.map((phrase): [string, readonly Chunk[]] => [phrase.preposition, phrase.objects]),
  ]
    .filter(([, chunks]) => chunks.length > 0)
    .map(([name, chunks]) => `${name} ${list(chunks)}`);
  const dates = clause.dates.map((date) => `when ${words.lower.slice(date.from, date.to).join(" ")}`);
  const what = features.length === 0 ? head : `${head}, ${features.join(" ")}`;
  return `  ${verb?.lemma ?? "-"}: ${[what, ...roles, ...dates].join("; ")}`;
}

/** Counts over a file of labelled sentences, as the command for all measures takes them. */
export async function measure({ gold }: { readonly gold?: string }): Promise<{
  readonly hits: number;
  readonly found: number;
  readonly gold: number;
  /** One a sentence: `near` when nothing is missed and nothing is too much. */
  readonly meetings: readonly object[];
}> {
  const read = reader(await loadKnowledge());
  const counts = { hits: 0, found: 0, gold: 0 };
  const meetings = labelled(gold).map((one) => {
    const reading = read(one.text);
    const tally = compare(one, reading);
    const all = (items: ReadonlyMap<string, number>): number =>
      [...items.values()].reduce((sum, item) => sum + item, 0);
    counts.hits += all(tally.hit);
    counts.found += all(tally.found);
    counts.gold += all(tally.labelled);
    const clauses = reading.clauses.map((clause) => written(reading, clause).trim());
    return { text: one.text, near: tally.faults.length === 0, faults: tally.faults, clauses };
  });
  return { ...counts, meetings };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { gold: { type: "string" }, predictions: { type: "string" }, errors: { type: "boolean" } },
  });
  const read = reader(await loadKnowledge());
  const predictions: string[] = [];
  const tallies: Tally[] = [];
  for (const one of labelled(values.gold)) {
    const reading = read(one.text);
    const tally = compare(one, reading);
    tallies.push(tally);
    const shown = reading.clauses.map((clause) => written(reading, clause));
    predictions.push(one.text, ...shown, "");
    if (values.errors === true && tally.faults.length > 0)
      console.log([one.text, ...shown, ...tally.faults.map((fault) => `      ${fault}`)].join("\n"));
  }
  const { rows, recall, precision } = sum(tallies);
  const whole = tallies.filter((tally) => tally.faults.length === 0).length;
  for (const row of rows) console.log(row);
  console.log(`items: recall ${share(recall, 1)} precision ${share(precision, 1)}`);
  console.log(`sentences all right: ${whole} of ${tallies.length} (${share(whole, tallies.length)})`);
  if (values.predictions !== undefined) writeFileSync(values.predictions, `${predictions.join("\n")}\n`);
}

if (import.meta.main) await main();
