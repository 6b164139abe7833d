import { fold } from "../0-model/fold.ts";
import { type Knowledge, type Rows, rows } from "../0-model/knowledge.ts";
import { latin, vowelless } from "../0-model/letters.ts";
import { likeness, type Word, word } from "./word.ts";

/** What a small word does in a person's name (data/lexicons/en/nameparts.tsv). */
export type NamePart = "article" | "son" | "of" | "abu" | "umm" | "servant" | "god" | "suffix" | "title";

/** The lists that names are compared by, made ready. */
export interface Naming {
  /** What a word (small Latin letters) does in a person's name; null for a name. */
  part(plain: string): NamePart | null;
  /** A person's name without honorifics, ranks and offices before it, and legal forms behind it. */
  untitled(name: string): string;
  /** True when one person may be called by both given names. */
  variants(one: Word, other: Word): boolean;
  /** All forms of a word that languages and hands write differently: "Jabhat", "front". Of any other word, itself. */
  forms(said: string): readonly string[];
  /** Legal forms by their words, the longest first; a form's class. */
  readonly legal: ReadonlyMap<string, string>;
  /** Words in names of bodies: small, generic, kind; or the word that one stands for. */
  readonly bodies: ReadonlyMap<string, { readonly is: string; readonly for: string }>;
  /** Names and adjectives of countries, provinces and regions, and what place they mean. */
  readonly places: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, string>;
}

/** Small Latin letters, words apart by one blank, points and other signs left out. */
export function plainly(text: string): string {
  return latin(text)
    .replace(/(?<=\p{L})\.(?=\p{L})/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** How many names are remembered: texts repeat them, and the same few thousand are compared again and again. */
const KEPT = 20_000;

/** The same function, which takes each name apart once for the same lists. */
export function remembered<T>(takenApart: (name: string, naming: Naming) => T): (name: string, naming: Naming) => T {
  const parsed = new WeakMap<Naming, Map<string, T>>();
  return (name, naming) => {
    const before = parsed.get(naming) ?? new Map<string, T>();
    parsed.set(naming, before);
    const known = before.get(name);
    if (known !== undefined) return known;
    if (before.size >= KEPT) before.clear();
    const made = takenApart(name, naming);
    before.set(name, made);
    return made;
  };
}

/** Makes the lists of `data/` ready. Throws a plain Error when a list is missing. */
export function compileNaming(knowledge: Knowledge): Naming {
  const { lexicons } = knowledge;
  const parts = new Map(rows(lexicons, "nameparts").map(([name = "", is]) => [name, is as NamePart]));
  const forms = new Map(rows(lexicons, "legalforms").map(([form = "", is = ""]) => [plainly(form), is]));
  const bodies = new Map<string, { is: string; for: string }>(
    rows(lexicons, "bodywords").map(([name = "", is = "", other]) => [plainly(name), { is, for: other ?? name }]),
  );
  const classes = new Map<string, string[]>();
  for (const [said, one] of bodies) {
    if (one.is === "same") classes.set(one.for, [...(classes.get(one.for) ?? [one.for]), said]);
  }
  return {
    part: (plain) => parts.get(plain) ?? null,
    untitled: untitler(rows(lexicons, "ranks"), parts, forms),
    variants: variants(knowledge),
    forms: (said) => {
      const plain = plainly(said);
      const known = bodies.get(plain);
      return classes.get(known?.is === "same" ? known.for : plain) ?? [plain];
    },
    legal: forms,
    bodies,
    places: placesOf(knowledge),
    numbers: numbersOf(knowledge),
  };
}

/** Titles of up to so many words stand before a name. */
const LONGEST = 5;

/** Whether words are a title: `sure`, or `maybe` where they are as often a part of the name ("Hafez", "Mullah"). */
type TitleKind = "sure" | "maybe" | null;

function untitler(
  ranks: Rows,
  parts: ReadonlyMap<string, NamePart>,
  forms: ReadonlyMap<string, string>,
): (name: string) => string {
  const titles = new Map(ranks.map(([title = "", , , stays]) => [plainly(title), stays === "name" ? "maybe" : "sure"]));
  const titleOf = (words: readonly string[]): TitleKind => {
    // Consonants of Arabic letters alone can look like a title: "عمر" gives "mr".
    if (words.some(vowelless)) return null;
    const text = words.map(plainly).join(" ");
    return (titles.get(text) as TitleKind | undefined) ?? (parts.get(text) === "title" ? "maybe" : null);
  };
  /** A title that may be a name is taken off only where two names are left. */
  const goes = (title: readonly string[], rest: readonly string[]): boolean => {
    const kind = titleOf(title);
    if (kind !== "maybe") return kind === "sure";
    const pieces = rest.flatMap((one) => one.split("-")).map(plainly);
    return pieces.filter((one) => one.length > 1 && (parts.get(one) ?? null) === null).length > 1;
  };
  return (name) => {
    let words = name.split(/\s+/).filter((one) => one !== "");
    for (let long = Math.min(LONGEST, words.length - 1); long > 0; long -= 1) {
      if (!goes(words.slice(0, long), words.slice(long))) continue;
      words = words.slice(long);
      long = Math.min(LONGEST, words.length - 1) + 1;
    }
    while (words.length > 1 && goes(words.slice(-1), words.slice(0, -1))) words = words.slice(0, -1);
    while (words.length > 2 && forms.has(plainly(words.at(-1) ?? "")) && /^\p{Lu}{2,}$/u.test(words.at(-1) ?? ""))
      words = words.slice(0, -1);
    return words.join(" ");
  };
}

function variants(knowledge: Knowledge): Naming["variants"] {
  const groups = new Map<string, Set<number>>();
  rows(knowledge.lexicons, "givenvariants").forEach(([name = "", others = ""], at) => {
    for (const one of [name, ...others.split("|")]) {
      const key = word(one).latin;
      groups.set(key, (groups.get(key) ?? new Set()).add(at));
    }
  });
  return (one, other) => {
    const [mine, theirs] = [groups.get(one.latin), groups.get(other.latin)];
    if (mine === undefined || theirs === undefined) return false;
    return [...mine].some((group) => theirs.has(group)) || likeness(one, other) === "spelling";
  };
}

/** Countries by code, regions by name, provinces by theirs: the first list that has a name says what it means. */
function placesOf({ places }: Knowledge): Map<string, string> {
  const found = new Map<string, string>();
  const add = (id: string, cells: readonly (string | undefined)[]): void => {
    for (const name of cells.flatMap((cell) => (cell ?? "").split("|"))) {
      const key = plainly(name);
      if (key !== "" && !found.has(key)) found.set(key, id);
    }
  };
  for (const [code = "", long, name, others, adjectives, one, several] of rows(places, "countries"))
    add(code, [name, others, adjectives, one, several, long === name ? "" : undefined]);
  for (const [name = "", others] of rows(places, "regions")) add(fold(name), [name, others]);
  for (const [code = "", , name, others, level] of rows(places, "provinces"))
    if (level === "1") add(code, [name, others]);
  return found;
}

/** Number words and their digits: "first", "one" and "1" are one. Roman numerals are read where a name is taken apart. */
function numbersOf({ lexicons }: Knowledge): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name = "", kind, value = ""] of rows(lexicons, "numbers"))
    if (kind === "cardinal" || kind === "tens" || kind === "ordinal") found.set(name, value);
  return found;
}
