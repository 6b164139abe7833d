import type { Counted } from "./quantity.ts";

/** What a toll's column can be read from. */
export const TOLL_PROPERTIES = ["killed", "injured", "missing", "displaced", "captured"] as const;

/** Columns that take what claims say, in words. */
export const WORD_COLUMNS = [
  "type",
  "date",
  "place",
  "country",
  "admin1",
  "perpetrator",
  "claimed-by",
  "target",
  "victim",
  "weapon",
  ...TOLL_PROPERTIES,
] as const;

/** Which number of a toll a column takes. */
export const FIGURES = ["best", "low", "high"] as const;

/** What a column of a table of events takes. `killed` gives every figure in words, `killed.best` one number. */
export type Takes =
  | (typeof WORD_COLUMNS)[number]
  | `${(typeof TOLL_PROPERTIES)[number]}.${(typeof FIGURES)[number]}`
  | `date.${"start" | "end" | "year" | "month" | "day" | "precision"}`
  | "place.precision"
  | "sources"
  | "clarity";

/** Everything that a column can take. */
export const TAKES: readonly Takes[] = [
  ...WORD_COLUMNS,
  ...TOLL_PROPERTIES.flatMap((property) => FIGURES.map((figure) => `${property}.${figure}` as const)),
  "date.start",
  "date.end",
  "date.year",
  "date.month",
  "date.day",
  "date.precision",
  "place.precision",
  "sources",
  "clarity",
];

/** The property of the schema that a column is read from; null for what is counted or coded over the whole event. */
export function propertyOf(takes: Takes): string | null {
  if (takes === "sources" || takes === "clarity") return null;
  if (takes === "country" || takes === "admin1") return "place";
  return takes.split(".")[0] ?? null;
}

/** The ways of deriving a cell: all that there are. A codebook chooses among them and cannot add one. */
export const OPERATIONS = [
  "only-figure",
  "lowest-figure",
  "highest-figure",
  "word-figure",
  "one-person",
  "victims-and-attackers",
  "earliest-day",
  "latest-day",
  "day-code",
  "place-code",
  "country-of-place",
  "admin1-of-place",
  "count-documents",
] as const;

/** One way of deriving a cell. */
export type Operation = (typeof OPERATIONS)[number];

/** Which columns an operation can fill. */
export function fits(operation: Operation, takes: Takes): boolean {
  switch (operation) {
    case "earliest-day":
      return takes === "date.start";
    case "latest-day":
      return takes === "date.end";
    case "day-code":
      return takes === "date.precision";
    case "place-code":
      return takes === "place.precision";
    case "country-of-place":
      return takes === "country";
    case "admin1-of-place":
      return takes === "admin1";
    case "count-documents":
      return takes === "sources";
    default:
      return FIGURES.some((figure) => takes.endsWith(`.${figure}`));
  }
}

/** A derivation that a codebook allows. */
export interface CodebookRule {
  /** The codebook's name, a dot, and a name: "ucdp.low". It marks every cell that the rule fills. */
  readonly id: string;
  readonly does: Operation;
  /** What it does, for people. */
  readonly words: string;
  /** Where the rule is published, or that it is ours. */
  readonly source: string;
  /** `word-figure`: number words to numbers. `day-code`: codes to the most days; null for any number. `place-code`: precisions to codes. */
  readonly table: ReadonlyMap<string, number | null>;
}

/** One column of a codebook's table. */
export interface Column {
  readonly name: string;
  readonly takes: Takes;
  /** Ids of the rules that may fill it where no claim states it and no finding concludes it; the first that gives something does. */
  readonly derive: readonly string[];
  /** Of tolls: whose figures count in it; everybody's unless told. */
  readonly counts: readonly Counted["part"][];
  readonly help: string;
}

/** Rules under which people conclude and tables of events are made: one file of `data/codebooks`. */
export interface Codebook {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Where its rules are from. */
  readonly source: string;
  /** What it does not know or leaves out. */
  readonly caveats: readonly string[];
  readonly columns: readonly Column[];
  readonly rules: ReadonlyMap<string, CodebookRule>;
}
