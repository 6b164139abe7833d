import type { Words } from "../0-model/mark.ts";
import type { Place } from "../0-model/place.ts";

const NEAR = new Set("near outside around beyond nearby off".split(" "));
const TOWARD = new Set("to toward towards into".split(" "));
const SIDE = /^(?:north|south|east|west)(?:-?(?:east|west|east?ward|west?ward))?$|^(?:north|south|east|west)wards?$/;
const BORDERS = new Set(["border", "borders", "frontier", "boundary"]);
/** Words that may stand between "border" and the second name: "on the border between Mali and Niger". */
const BETWEEN = 6;

/** How what is told stands to a place whose name begins at token `from`: "near", "toward", "from" it, else "in". */
export function relation(words: Words, from: number): Place["relation"] {
  const at = words.lower[from - 1] === "the" ? from - 2 : from - 1;
  const before = words.lower[at] ?? "";
  const earlier = words.lower[at - 1] ?? "";
  if (NEAR.has(before)) return "near";
  if (before === "of" && (SIDE.test(earlier) || earlier === "outskirts" || earlier === "vicinity")) return "near";
  if (before === "to" && (earlier === "close" || earlier === "next" || earlier === "adjacent")) return "near";
  if (TOWARD.has(before)) return "toward";
  if (before === "from") return isAway(words, at) ? "near" : "from";
  return isAtBorder(words, at) ? "near" : "in";
}

/** "20 kilometres from Mosul", "not far from it": a distance, not a direction. */
function isAway(words: Words, at: number): boolean {
  const unit = words.lower[at - 1] ?? "";
  return /^(?:km|kilomet(?:er|re)s?|miles?|far|away)$/.test(unit);
}

/** "the border with Syria", "on the border between Mali and Niger", "with Syria and Iraq". */
function isAtBorder(words: Words, at: number): boolean {
  const before = words.lower[at] ?? "";
  if (before === "with" || before === "between" || before === "of") return BORDERS.has(words.lower[at - 1] ?? "");
  if (before !== "and") return false;
  for (let i = at - 1; i > at - BETWEEN; i -= 1) {
    if (words.lower[i] === "between" || words.lower[i] === "with") return BORDERS.has(words.lower[i - 1] ?? "");
  }
  return false;
}
