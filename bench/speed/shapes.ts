// Texts that cost a careless reader the square of their length. Each is made for a length: ten times the number gives ten
// times the text. The sizes are those of the longer one.

/** A text of a hard shape: `size` of its units, whatever they are, counted from `first`. */
export interface Shape {
  readonly name: string;
  readonly size: number;
  readonly make: (size: number, first?: number) => string;
}

const of = (unit: string) => (size: number) => unit.repeat(size);
/** Units that differ from one another, so that nothing is helped by having been seen before. */
const each =
  (unit: (i: number) => string) =>
  (size: number, first = 0): string =>
    Array.from({ length: size }, (_, i) => unit(first + i)).join("");

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const TOWNS = ["Kabul", "Herat", "Gao", "Kidal", "Mosul", "Raqqa", "Sirte", "Derna", "Maiduguri", "Baga"];
const VERBS = ["attacked", "left", "captured", "shelled", "burned", "took", "raided", "lost", "held", "besieged"];
const NOUNS = [
  "fighters",
  "soldiers",
  "villages",
  "convoys",
  "traders",
  "weapons",
  "camps",
  "roads",
  "schools",
  "guards",
];

/** A word that is not in any list and differs with the number. */
const word = (i: number): string => {
  let rest = i;
  let made = "";
  do {
    made += LETTERS[rest % 26] ?? "";
    rest = Math.floor(rest / 26);
  } while (rest > 0);
  return `${made}or`;
};
const name = (i: number): string => {
  const given = word(i);
  return `${given[0]?.toUpperCase() ?? ""}${given.slice(1)} ${TOWNS[i % 10]?.slice(0, 3)}an${given}`;
};
/** Prose without a stop: every turn is a clause with a subject, a verb and an object. */
const prose = (i: number): string =>
  `the ${NOUNS[i % 10]} of ${TOWNS[(i * 7) % 10]} ${VERBS[i % 10]} ${2 + (i % 90)} ${NOUNS[(i * 3 + 1) % 10]} `;

/** The hard shapes, simplest first. */
export const SHAPES: readonly Shape[] = [
  { name: "a line without blanks", size: 100_000, make: of("a") },
  { name: "a line of letters and digits", size: 50_000, make: each((i) => `a${i % 10}`) },
  { name: "opening brackets", size: 20_000, make: of("(") },
  { name: "opening brackets with words", size: 20_000, make: of("(a ") },
  { name: "brackets within brackets", size: 20_000, make: (size) => "(a ".repeat(size / 2) + ") b".repeat(size / 2) },
  { name: "square brackets", size: 20_000, make: of("[") },
  { name: "citation markers", size: 20_000, make: of("[1]") },
  { name: "a citation for each word", size: 20_000, make: each((i) => `${word(i)}[${1 + (i % 99)}] `) },
  { name: "a citation for each sentence", size: 10_000, make: each((i) => `The ${word(i)} fell.[${1 + (i % 99)}] `) },
  { name: "quotes", size: 50_000, make: of('"') },
  { name: "quotes within quotes", size: 10_000, make: each((i) => `“he said ‘${word(i)}`) },
  { name: "a sentence of prose", size: 1_000, make: each(prose) },
  { name: "sentences of prose", size: 2_000, make: each((i) => `${prose(i).trim().replace(/^t/, "T")}. `) },
  { name: "paragraphs of prose", size: 2_000, make: each((i) => `${prose(i).trim().replace(/^t/, "T")}.\n\n`) },
  { name: "clauses with who", size: 2_000, make: each((i) => `the man who ${VERBS[i % 10]} the town of ${word(i)} `) },
  { name: "clauses with said that", size: 2_000, make: each((i) => `the ${NOUNS[i % 10]} said that `) },
  { name: "names with commas", size: 10_000, make: each((i) => `${name(i)}, `) },
  { name: "the same name with commas", size: 10_000, make: of("Karim Daoud, ") },
  { name: "places with commas", size: 10_000, make: each((i) => `${TOWNS[i % 10]}, `) },
  { name: "sentences with new names", size: 2_000, make: each((i) => `${name(i)} led the ${name(i + 7)} Front. `) },
  { name: "names in brackets", size: 4_000, make: each((i) => `${name(i)} (${word(i).toUpperCase()}) `) },
  { name: "names with and", size: 10_000, make: each((i) => `${name(i)} and `) },
  { name: "words with and", size: 20_000, make: of("and ") },
  { name: "words with of the", size: 10_000, make: each((i) => `${NOUNS[i % 10]} of the `) },
  { name: "numbers with commas", size: 20_000, make: each((i) => `${i}, `) },
  { name: "numbers and what they count", size: 10_000, make: each((i) => `${i} ${NOUNS[i % 10]} `) },
  { name: "number words", size: 20_000, make: of("twenty ") },
  { name: "at least", size: 20_000, make: of("at least ") },
  { name: "dates with commas", size: 5_000, make: each((i) => `${1 + (i % 28)} March ${1950 + (i % 70)}, `) },
  { name: "years with dashes", size: 10_000, make: each((i) => `${1950 + (i % 70)}–`) },
  { name: "months", size: 20_000, make: of("March ") },
  { name: "from and until", size: 10_000, make: of("from until ") },
  { name: "days that point at others", size: 10_000, make: of("last Monday before ") },
  { name: "no evidence", size: 10_000, make: of("no evidence that ") },
  { name: "possessives", size: 10_000, make: each((i) => `${TOWNS[i % 10]}'s `) },
  { name: "all capitals", size: 2_000, make: each((i) => prose(i).toUpperCase()) },
  { name: "all small letters", size: 2_000, make: each((i) => `${prose(i).trim().toLowerCase()}. `) },
  { name: "capitals first", size: 10_000, make: each((i) => `${name(i)} `) },
  { name: "acronyms", size: 20_000, make: each((i) => `${word(i).toUpperCase()} `) },
  { name: "words with dashes", size: 50_000, make: each((i) => `${LETTERS[i % 26]}-`) },
  { name: "words with long dashes", size: 50_000, make: each((i) => `${LETTERS[i % 26]}—`) },
  { name: "letters with dots", size: 50_000, make: of("a.") },
  { name: "words with dots", size: 20_000, make: of("abc.") },
  { name: "apostrophes", size: 50_000, make: of("'") },
  { name: "words with apostrophes", size: 30_000, make: of("a'b") },
  { name: "stops", size: 50_000, make: of(".") },
  { name: "stops with blanks", size: 50_000, make: of(". ") },
  { name: "commas", size: 50_000, make: of(",") },
  { name: "colons", size: 50_000, make: of("a: ") },
  { name: "blanks", size: 100_000, make: (size) => `a${" ".repeat(size)}b` },
  { name: "line ends", size: 100_000, make: (size) => `a${"\n".repeat(size)}b` },
  { name: "tabs", size: 100_000, make: (size) => `a${"\t".repeat(size)}b` },
  { name: "windows line ends", size: 50_000, make: of("a\r\n") },
  { name: "list items", size: 5_000, make: each((i) => `- ${name(i)} (2011 – Jul 2014)\n`) },
  {
    name: "a label and its items",
    size: 5_000,
    make: (size, first) => `Leaders:\n${each((i) => `- ${name(i)} (2011 – 2014)\n`)(size, first)}`,
  },
  { name: "rows", size: 5_000, make: each((i) => `Leader: ${name(i)}\n`) },
  { name: "headings", size: 5_000, make: each((i) => `## ${name(i)}\n\nIt fell.\n\n`) },
  { name: "Arabic", size: 5_000, make: of("قال الجيش إن الجماعة هاجمت القرية، ") },
  { name: "Arabic sentences", size: 5_000, make: of("هاجمت الجماعة القرية. ") },
  { name: "Chinese", size: 30_000, make: of("军队。") },
  { name: "right-to-left marks", size: 50_000, make: of("\u202Ea") },
  { name: "emoji", size: 10_000, make: of("👩‍👩‍👧") },
  { name: "emoji that never end", size: 30_000, make: of("👩\u200D") },
  { name: "flags", size: 20_000, make: of("🇦🇫") },
  { name: "combining marks", size: 100_000, make: (size) => `a${"\u0301".repeat(size)}` },
  { name: "letters with combining marks", size: 30_000, make: of("a\u0301") },
  { name: "raised digits", size: 30_000, make: of("a¹ ") },
  { name: "invisible signs", size: 50_000, make: of("\u200B") },
  {
    name: "a character of each kind",
    size: 50_000,
    make: each((i) => `${String.fromCodePoint(0x20 + ((i * 37) % 0xd000))} `),
  },
  { name: "a few NULs", size: 10_000, make: of(`${"The front left. ".repeat(20)}\0`) },
];
