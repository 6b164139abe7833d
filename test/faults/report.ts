// The documents that the rounds of faults read: short reports about invented people, each with words of its own.
import type { Batch } from "../../src/0-model/store.ts";
import { claims, referents, Sample } from "../5-keep/sample.ts";

/** The report that is taken out of the record. */
export const GONE = 3;

/** A word that stands in one report and nowhere else, in its text, its names and its claims. */
export function wordOf(n: number): string {
  return `Zq${n}xw`;
}

/** Report `n`, its batch, the ids of its claims and of its group. */
export function report(n: number): { sample: Sample; batch: Batch; claims: string[]; group: string } {
  const word = wordOf(n);
  const text = `Report ${n}: the River Front is led by Omar ${word}.\nIn 2019 it raided Herat, killing ${n + 2}.\n`;
  const sample = new Sample(text, [`${n} ${word}.txt`]);
  const group = sample.referent("group", "River Front");
  const person = sample.referent("person", `Omar ${word}`);
  const event = sample.referent("event", "raided");
  const made = [
    sample.claim(group, "leader", person),
    sample.claim(event, "killed", `${n + 2}`),
    sample.claim(event, "perpetrator", group),
  ];
  const batch = sample.batch("rules 1", ...referents(group, person, event), ...claims(...made));
  return { sample, batch, claims: made.map(({ id }) => id), group: group.id };
}

/** The document of the report that is taken out. */
export const TARGET = report(GONE).sample.document.id;
