import { type Knowledge, rows } from "../0-model/knowledge.ts";
import type { Counted, Unit } from "../0-model/quantity.ts";

/** What the lexicon says of a noun that numbers can count. */
export interface CountedNoun extends Pick<Counted, "part" | "standing" | "age" | "sex"> {
  readonly unit: Unit;
  /** True for the plural form, and for nouns whose two forms are one. */
  readonly plural: boolean;
}

/** What a folded noun, singular or plural, counts as; null for a noun that the list does not have. */
export type CountedOf = (noun: string) => CountedNoun | null;

const UNITS: ReadonlySet<string> = new Set(["people", "events", "percent", "money", "items", "days"]);

/** Reads `counted.tsv`. Throws a plain Error when the list is missing or has a unit that does not exist. */
export function compileCounted(knowledge: Knowledge): CountedOf {
  const nouns = new Map<string, CountedNoun>();
  for (const [noun = "", plural = "", unit = "", part, standing, age, sex] of rows(knowledge.lexicons, "counted")) {
    if (!UNITS.has(unit)) throw new Error(`counted.tsv: "${noun}" has the unit "${unit}", which does not exist`);
    const of = {
      unit: unit as Unit,
      part: (part || "unstated") as Counted["part"],
      standing: (standing || "unstated") as Counted["standing"],
      age: age || null,
      sex: sex || null,
    };
    nouns.set(noun, { ...of, plural: noun === plural });
    if (plural !== noun) nouns.set(plural, { ...of, plural: true });
  }
  return (noun) => nouns.get(noun) ?? null;
}
