import { NUMBER } from "../0-model/mark.ts";
import { type Moment, moment } from "./moments.ts";
import type { Scene } from "./scene.ts";
import { NUMERAL, ORDINAL, PORTION, UNIT } from "./timewords.ts";

/** "first half of 2016", "last week of May": a counted part of a period; `inner` reads the period. */
export function portion(s: Scene, i: number, inner: (i: number) => Moment | null): Moment | null {
  const word = s.at(i);
  const nth =
    word.shift === "last" || s.lower(i) === "final"
      ? -1
      : (word.bits & ORDINAL) !== 0
        ? word.value
        : s.lower(i) === "opening"
          ? 1
          : 0;
  const several = nth === 1 || nth === -1 ? numberAt(s, i + 1) : null;
  const head = several === null ? i + 1 : several.to;
  const unit = s.at(head).unit;
  if (nth === 0 || !s.is(head, PORTION | UNIT) || unit === "century" || unit === "second") return null;
  if (several !== null && (!PORTIONS.has(unit) || s.lower(head + 1) !== "of")) return null;
  const at = s.lower(head + 1) === "of" ? head + 2 : head + 1;
  const skip = s.lower(at) === "the" ? 1 : 0;
  const m = unit === "year" ? null : inner(at + skip);
  if (
    m !== null &&
    m.kind === "time" &&
    m.portion === null &&
    m.day === 0 &&
    (m.year !== null || m.month > 0 || m.days !== null)
  ) {
    // "the first months of 2015" are not counted: its early part.
    const loose = several === null && s.lower(head).endsWith("s") && (nth === 1 || nth === -1);
    if (loose)
      return m.part === "" ? { ...m, from: i, part: nth === 1 ? "early" : "late", article: true, bare: false } : null;
    const portion = { unit, nth, ...(several === null ? {} : { count: several.count }) };
    return { ...m, from: i, portion, article: true, bare: false };
  }
  const quarter = several === null && unit === "quarter" && nth > 0 && nth <= 4 && s.licensedArticle(i);
  return quarter ? moment(i, i + 2, { article: true, portion: { unit, nth } }) : null;
}

/** Units of which a period has a first or last few. */
const PORTIONS = new Set(["day", "week", "month", "quarter", "year", "decade"]);

/** A small whole number at `i`, in digits or words. */
function numberAt(s: Scene, i: number): { readonly to: number; readonly count: number } | null {
  if (s.words.kind[i] !== NUMBER && !s.is(i, NUMERAL)) return null;
  const read = s.lists.numerals.read(s.words, i);
  return read === null || read.value === null || !Number.isInteger(read.value) || read.value < 1
    ? null
    : { to: read.to, count: read.value };
}
