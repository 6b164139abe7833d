const DASHES = /[\u2010-\u2015\u2212\u2043\uFE58\uFE63\uFF0D]/g;
const APOSTROPHES = /[\u2018\u2019\u201B\u02BC\u02BB\u02BE\u02BF\u0060\u00B4]/g;
const MARKS = /\p{M}+/gu;
const SPACES = /\s+/g;

/** A name folded for look-up: lower case, no diacritics, one kind of dash and apostrophe, dashes closed up, single spaces. */
export function fold(name: string): string {
  return isPlain(name) ? name.toLowerCase() : folded(name);
}

/** True for plain ASCII in which only the case is left to fold: nearly every name. */
function isPlain(name: string): boolean {
  let before = 0x20;
  for (let i = 0; i < name.length; i += 1) {
    const code = name.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === 0x60) return false;
    if (code === 0x20 && (before === 0x20 || before === 0x2d)) return false;
    if (code === 0x2d && before === 0x20) return false;
    before = code;
  }
  return before !== 0x20 || name.length === 0;
}

function folded(name: string): string {
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
