/**
 * Clauses and who does what to whom in them, against labelled sentences of our own.
 *
 *     node bench/accuracy/clauses.ts [--gold FILE] [--predictions FILE] [--errors]
 *
 * The labels and their form: test/cases/clauses.txt. Recall: of the labelled items (a clause's verb, kind, what it hangs
 * on, voice, tense, each head in each role), how many are found. Precision: of the found items, how many are labelled. A
 * sentence counts as right when nothing is missed and nothing is too much.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Chunk, Clause } from "../../src/0-model/clause.ts";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { compileMarker } from "../../src/2-mark/mark.ts";
import { type Labelled, readLabels } from "./labels.ts";
import { alone, filesUnder, type Measure, type Outcome, root, shares } from "./measure.ts";
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

export const clauses: readonly Measure[] = [
  { name: "clauses", set: "own", gold: join(root, "test", "cases", "clauses.txt"), run },
];

async function run(gold: string): Promise<Outcome> {
  const read = reader(await loadKnowledge());
  const counts = { hits: 0, found: 0, gold: 0 };
  const predictions: string[] = [];
  const errors: string[] = [];
  for (const one of filesUnder(gold, /\.txt$/i).flatMap((file) => labelled(file))) {
    const reading = read(one.text);
    const { hit, found, labelled: wanted, faults } = compare(one, reading);
    counts.hits += all(hit);
    counts.found += all(found);
    counts.gold += all(wanted);
    predictions.push(one.text, ...reading.clauses.map((clause) => written(reading, clause)), "");
    if (faults.length > 0) errors.push(`${one.text}\t${faults.join("; ")}`);
  }
  const three = shares(counts.hits, counts.found, counts.gold);
  const bar = { reach: 90, aim: 97 };
  return {
    figures: [{ measure: "clauses", set: "own", what: "all", ...three, ...counts, counts: "recall", bar }],
    errors,
    predictions: `${predictions.join("\n")}\n`,
    problems: [],
  };
}

function all(items: ReadonlyMap<string, number>): number {
  return [...items.values()].reduce((sum, item) => sum + item, 0);
}

if (import.meta.main) await alone(clauses);
