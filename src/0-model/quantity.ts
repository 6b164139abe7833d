/** How a number is bounded by its words. `vague` ("dozens") and `none` have no number. */
export type Bound =
  | "exact"
  | "at-least"
  | "more-than"
  | "nearly"
  | "up-to"
  | "fewer-than"
  | "about"
  | "most"
  | "between"
  | "vague"
  | "none";

/** What a number counts. */
export type Unit = "people" | "events" | "percent" | "money" | "items" | "days";

/** Whom or what a number counts, as said; `unstated` never becomes `civilian`. */
export interface Counted {
  readonly words: string;
  readonly part: "victim" | "attacker" | "bystander" | "unstated";
  readonly standing: "civilian" | "combatant" | "security-force" | "official" | "mixed" | "unstated";
  readonly age: string | null;
  readonly sex: string | null;
  readonly cause: string | null;
}

/**
 * How many, as the words bound it. "at least 169" is low 169, high null; "up to 70" is low null, high 70;
 * "1000-2000" is low 1000, high 2000, `between`; "more than 50" is low 50, high null, `more-than`;
 * "about 70" is low 70, high 70, `about`; "dozens" has neither. Nothing is ever summed here.
 */
export interface Quantity {
  readonly low: number | null;
  readonly high: number | null;
  readonly bound: Bound;
  readonly unit: Unit;
  /** "per month", "in each district"; null when the number is not a rate. */
  readonly per: string | null;
  /** For percents and fractions: the whole they are of. */
  readonly shareOf: string | null;
  /** The number with its bound, as written: "at least 169". */
  readonly words: string;
  readonly of: Counted | null;
  /** A named part that the number is said to include: "including 12 Americans". */
  readonly includes: string | null;
}
