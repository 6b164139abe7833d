import { fold } from "../0-model/fold.ts";

// When two wordings name the same thing. Stated for labelled texts, whose annotators write names and phrases as the
// text has them: with or without article, title, full stops in an abbreviation, or the head word of a place.

/** A name folded, without article, quotes, possessive ending, and the full stops of abbreviations. */
export function bare(name: string): string {
  return fold(name)
    .replace(/["“”«»]/g, "")
    .replace(/\b([a-z])\.(?=[a-z\s]|$)/g, "$1")
    .replace(/^(?:the|a|an) /, "")
    .replace(/(?:'s|')$/, "")
    .replace(/[.,;:]$/, "")
    .trim();
}

const PLACES = "city|town|village|province|district|region|governorate|state|county|neighbourhood|neighborhood|area";
const OF_PLACE = new RegExp(`^(?:${PLACES}) of `);
const PLACE_HEAD = new RegExp(` (?:${PLACES})$`);

/** A place's name without the word for what kind of place it is. */
export function barePlace(name: string): string {
  const short = bare(name).replace(OF_PLACE, "").replace(PLACE_HEAD, "");
  return short.replace(/^the /, "");
}

/** True for a description such as "a convoy of soldiers": its head word is written small. */
export function isPhrase(name: string): boolean {
  return /^\p{Ll}/u.test(headOf(name.replace(/["“”«»]/g, "")) ?? "");
}

const CUT = /\s(?:of|in|from|at|on|who|whom|which|that|with|to|by|for|near|including|outside|inside|and|or)\s|,|\(/;
const AMOUNT =
  /^(?:(?:the|a|an|some|several|many|few|at least|more than|about|up to|over|nearly|around|other|another|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|one|\d[\d,.]*))\s+)+/i;
const MASS = /^(?:dozens|scores|hundreds|thousands|tens|number|couple|handful)\s+of\s+/i;

/** A noun phrase without article and amount. */
function counted(phrase: string): string {
  return phrase.trim().replace(AMOUNT, "").replace(MASS, "").replace(AMOUNT, "");
}

/** The head word of a noun phrase as it is written; undefined when there is none. */
function headOf(phrase: string): string | undefined {
  const [first = ""] = counted(phrase).split(CUT);
  return first.trim().split(/\s+/).at(-1);
}

const SMALL = new Set(
  "the a an of in on at to by for from with and or who which that their his its was were".split(" "),
);

/** The words of a phrase that carry meaning: folded, without small words, in the singular. */
function contents(phrase: string): Set<string> {
  const found = fold(phrase).match(/[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*/gu) ?? [];
  return new Set(found.filter((word) => !SMALL.has(word)).map(singular));
}

function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  return word.replace(/(?:(?<=[^aeiou])ies|s)$/, (ending) => (ending === "ies" ? "y" : ""));
}

/** The words of a phrase that are written as names: "Iraqi" in "two Iraqi officers". */
function properWords(phrase: string): Set<string> {
  const found = counted(phrase).match(/\p{Lu}[\p{L}\p{N}]*(?:[-.][\p{L}\p{N}]+)*/gu) ?? [];
  return new Set(found.map((word) => singular(fold(word))).filter((word) => !SMALL.has(word)));
}

/**
 * True when two descriptions of somebody unnamed may be the same: their head words agree and half of what else the
 * shorter one says stands in the other, or two thirds of the longer one's words do; and no name in one is another in the other
 * ("Iraqi forces", "Syrian forces").
 */
export function alikePhrases(a: string, b: string): boolean {
  const [mine, yours] = [properWords(a), properWords(b)];
  if (mine.size > 0 && yours.size > 0 && ![...mine].some((word) => yours.has(word))) return false;
  const [ours, theirs] = [contents(a), contents(b)];
  const shared = [...ours].filter((word) => theirs.has(word)).length;
  const [short, long] = [Math.min(ours.size, theirs.size), Math.max(ours.size, theirs.size)];
  if (shared === 0) return false;
  const heads = [headOf(a), headOf(b)].map((head) => singular(fold(head ?? "")));
  return (heads[0] === heads[1] && 2 * (shared - 1) >= short - 1) || 3 * shared >= 2 * long;
}

/** True when two names of a person differ only in a title in front or in given names left out. */
export function alikePersons(a: string, b: string): boolean {
  const [long = "", short = ""] = [bare(a), bare(b)].sort((x, y) => y.length - x.length);
  return short.length > 2 && long.endsWith(` ${short}`);
}

const LEADING = /^(?:(?:on|in|at|during|by|since|from|between|of|early|the|a|an|this past)\s+)+/;
const WEEKDAY = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?\s*/g;

/** The words of a time without what stands in front, without a weekday beside a date, and without ordinal endings. */
function timeWords(words: string): string {
  const plain = fold(words)
    .replace(/[.,]/g, " ")
    .replace(/\b(\d+)(?:st|nd|rd|th)\b/g, "$1")
    .replace(/([a-z])(?=\d)/g, "$1 ")
    .replace(/\s+/g, " ")
    .trim();
  const dated = /\d/.test(plain) ? plain.replace(WEEKDAY, "") : plain;
  return dated.trim().replace(LEADING, "");
}

/** True when two times that have no day are given in the same words. */
export function alikeTimes(a: string, b: string): boolean {
  return timeWords(a) === timeWords(b);
}
