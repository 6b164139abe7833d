const DASHES = /[\u2010-\u2015\u2212\u2043\uFE58\uFE63\uFF0D]/g;
const APOSTROPHES = /[\u2018\u2019\u201B\u02BC\u02BB\u02BE\u02BF\u0060\u00B4]/g;
const MARKS = /\p{M}+/gu;
const SPACES = /\s+/g;

/** A name folded for look-up: lower case, no diacritics, one kind of dash and apostrophe, dashes closed up, single spaces. */
export function fold(name: string): string {
  return name
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(DASHES, "-")
    .replace(APOSTROPHES, "'")
    .replace(SPACES, " ")
    .replace(/ ?- ?/g, "-")
    .trim()
    .toLowerCase();
}
