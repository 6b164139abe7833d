import { latin } from "../0-model/letters.ts";
import { type Naming, plainly, remembered } from "./naming.ts";
import type { Comparison } from "./person.ts";
import { distance, joined, likeness, once, type Word, word } from "./word.ts";

/** The name of a body taken apart. */
export interface BodyName {
  /** The whole name in small Latin letters. */
  readonly plain: string;
  /** Words that tell which body it is, then those that tell little. */
  readonly words: readonly Word[];
  readonly generic: readonly Word[];
  readonly numbers: readonly string[];
  /** Places it is named after, by what they mean, and the words for them. */
  readonly places: ReadonlyMap<string, Word>;
  /** Class of its legal form; null where it gives none. */
  readonly form: string | null;
  /** What its initials can be: with and without small words. */
  readonly initials: ReadonlySet<string>;
  /** The name itself, or what stands in brackets behind it, where that is all in capitals. */
  readonly acronyms: ReadonlySet<string>;
}

/** A Roman numeral in capitals behind another word. */
const ROMAN = /(?<=\S\s+)(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})(?![\p{L}\p{N}.])/gu;
const UNITS: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };

/** Takes the name of a body apart: legal form, numbers, places, and the words that are left. */
export const bodyName = remembered(takenApart);

function takenApart(name: string, naming: Naming): BodyName {
  const acronyms = new Set<string>();
  const outside = name.replace(/\(([^)]*)\)/g, (_, inner: string) => {
    const short = inner.replace(/[.\s]/g, "");
    if (!/^\p{Lu}[\p{Lu}\p{N}-]{1,9}$/u.test(short) || naming.places.has(plainly(inner))) return ` ${inner} `;
    acronyms.add(latin(short).replaceAll("-", ""));
    return " ";
  });
  const bare = outside.replace(/[.\s]/g, "");
  if (/^\p{Lu}[\p{Lu}\p{N}-]{1,9}$/u.test(bare)) acronyms.add(latin(bare).replaceAll("-", ""));
  // "SiemensAG" is two words; "'s" and points inside a word are none.
  const cut = outside.replace(/(\p{Ll})(?=\p{Lu}{2,}(?!\p{Ll}))/gu, "$1 ").replace(/[’']s\b/gu, "s");
  const spelled = initialled(cut).replace(ROMAN, (text) => `${roman(text)}`);
  const { rest, form } = unformed(plainly(spelled).split(" "), naming);
  return { ...sorted(rest, naming), plain: plainly(name), form, initials: initialsOf(outside, naming), acronyms };
}

/** "A.B.C. Company", "G.m.b.H.": letters with points between them are one word. */
function initialled(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])(?:\p{L}\.[ ]?){2,}(?:\p{L}(?![\p{L}\p{N}]))?/gu, (whole) => {
    return `${whole.replace(/[.\s]/g, "")} `;
  });
}

const LONGEST = 6;

/** Takes legal forms out, the longest first; never the whole name. */
function unformed(words: readonly string[], naming: Naming): { rest: string[]; form: string | null } {
  const rest = [...words];
  let form: string | null = null;
  for (let long = LONGEST; long > 0; long -= 1) {
    for (let at = 0; at + long <= rest.length && rest.length > long; at += 1) {
      const found = naming.legal.get(rest.slice(at, at + long).join(" "));
      // A form stands at an end of the name: "Se" or "As" inside one is a word of another language.
      if (found === undefined || (at > 0 && at + long < rest.length && long === 1 && (rest[at]?.length ?? 0) < 3))
        continue;
      rest.splice(at, long);
      form = found === "nonprofit" || form === null ? found : form;
      at -= 1;
    }
  }
  return { rest, form };
}

function sorted(words: readonly string[], naming: Naming): Pick<BodyName, "words" | "generic" | "numbers" | "places"> {
  const made = { words: [] as Word[], generic: [] as Word[], numbers: [] as string[], places: new Map<string, Word>() };
  for (let at = 0; at < words.length; at += 1) {
    const place = placeAt(words, at, naming);
    if (place !== null) {
      made.places.set(place.id, word(words.slice(at, at + place.long).join("")));
      at += place.long - 1;
      continue;
    }
    const own = words[at] ?? "";
    const known = naming.bodies.get(own);
    const number = numberOf(words, at, naming);
    if (number !== null) {
      made.numbers.push(number.value);
      at += number.long - 1;
    } else if (known?.is === "generic" || known?.is === "kind") made.generic.push(word(own));
    else if (known?.is === "same") {
      const other = naming.bodies.get(known.for);
      (other?.is === "kind" ? made.generic : made.words).push(word(known.for));
    } else if (known?.is !== "small" && naming.part(own) !== "article") made.words.push(word(own));
  }
  return made;
}

function placeAt(words: readonly string[], at: number, naming: Naming): { id: string; long: number } | null {
  for (let long = Math.min(4, words.length - at); long > 0; long -= 1) {
    const id = naming.places.get(words.slice(at, at + long).join(" "));
    if (id !== undefined) return { id, long };
  }
  return null;
}

/** A number in digits or in words: "44th", "forty-four", "first". */
function numberOf(words: readonly string[], at: number, naming: Naming): { value: string; long: number } | null {
  const own = words[at] ?? "";
  const [, digits] = /^(\d+)(?:st|nd|rd|th)?$/.exec(own) ?? [];
  if (digits !== undefined) return { value: `${Number(digits)}`, long: 1 };
  if (/\d/.test(own)) return { value: own, long: 1 };
  const value = naming.numbers.get(own);
  if (value !== undefined) {
    const next = Number(naming.numbers.get(words[at + 1] ?? "") ?? Number.NaN);
    return Number(value) >= 20 && Number(value) % 10 === 0 && next < 10
      ? { value: `${Number(value) + next}`, long: 2 }
      : { value: `${Number(value)}`, long: 1 };
  }
  return null;
}

function roman(text: string): number {
  const values = [...text].map((letter) => UNITS[letter] ?? 0);
  return values.reduce((sum, value, at) => (value < (values[at + 1] ?? 0) ? sum - value : sum + value), 0);
}

function initialsOf(name: string, naming: Naming): Set<string> {
  const all = plainly(name)
    .split(" ")
    .filter((one) => one !== "");
  const large = all.filter((one) => naming.bodies.get(one)?.is !== "small" && naming.part(one) !== "article");
  const formless = large.filter((one) => !naming.legal.has(one));
  return new Set(
    [all, large, formless].filter((some) => some.length > 1).map((some) => some.map((one) => one[0]).join("")),
  );
}

/** Compares two names of groups, organisations and other bodies. Symmetric. */
export function compareBodies(a: string, b: string, naming: Naming): Comparison {
  const found = alternatives(a).flatMap((x) => alternatives(b).map((y) => compareOne(x, y, naming)));
  return found.reduce((best, one) => (one.rank > best.rank ? one : best));
}

/** "Al-Qa'ida/Islamic Army" gives two names. */
function alternatives(name: string): string[] {
  if (!name.includes("/")) return [name];
  const cut = name.split(/(?<=\p{L}{3})\s*\/\s*(?=\p{L}{3})/u).filter((one) => one.trim() !== "");
  return cut.length > 0 ? cut : [name];
}

function compareOne(a: string, b: string, naming: Naming): Comparison {
  const [first, second] = [bodyName(a, naming), bodyName(b, naming)];
  const [one, other] = [unplaced(first, second), unplaced(second, first)];
  if (one.plain === other.plain) return { verdict: "same", why: "they are spelled alike", rank: 1 };
  const found = numbered(one, other) ?? apart(one, other) ?? worded(one, other) ?? different("their words differ");
  const short = found.verdict === "different" ? acronym(one, other) : null;
  return short === null
    ? found
    : { verdict: "perhaps", why: `${short.toUpperCase()} can be the initials of the other`, rank: 0.5 };
}

/** A place that the other name spells as no list of places does is a word like others. */
function unplaced(one: BodyName, other: BodyName): BodyName {
  const moved = [...one.places].filter(
    ([id, place]) =>
      !other.places.has(id) && other.words.some((own) => ["equal", "spelling"].includes(likeness(own, place) ?? "")),
  );
  if (moved.length === 0) return one;
  const places = new Map([...one.places].filter(([id]) => !moved.some(([own]) => own === id)));
  return { ...one, places, words: [...one.words, ...moved.map(([, place]) => place)] };
}

/** The acronym of one that the initials of the other give. */
function acronym(one: BodyName, other: BodyName): string | null {
  for (const [x, y] of [
    [one, other],
    [other, one],
  ] as const)
    for (const short of x.acronyms) if (y.initials.has(short)) return short;
  return null;
}

const different = (why: string): Comparison => ({ verdict: "different", why, rank: 0 });

/** Numbers that differ; alike in all else, nothing but that tells them apart. */
function numbered(one: BodyName, other: BodyName): Comparison | null {
  const [mine, theirs] = [[...one.numbers].sort().join(" "), [...other.numbers].sort().join(" ")];
  if (mine !== theirs && mine !== "" && theirs !== "") {
    const made = different(`their numbers differ: ${[mine, theirs].sort().join(" and ")}`);
    const rest = worded({ ...one, numbers: [] }, { ...other, numbers: [] });
    return apart(one, other) === null && rest?.verdict === "same" ? { ...made, excludes: true } : made;
  }
  return null;
}

/** What makes two bodies different whatever else they share: places, and what sort of body the law calls them. */
function apart(one: BodyName, other: BodyName): Comparison | null {
  const lacks = [...one.places].filter(([id]) => !other.places.has(id));
  const adds = [...other.places].filter(([id]) => !one.places.has(id));
  if (lacks.length + adds.length > 0)
    return different(`only one of them is of ${[...lacks, ...adds].map(([, place]) => place.said).join(" and ")}`);
  if (one.form !== null && other.form !== null && one.form !== other.form)
    return different("one is a company, the other none");
  return null;
}

function worded(one: BodyName, other: BodyName): Comparison | null {
  const [x, y] = [joinedLike(one.words, other.words), joinedLike(other.words, one.words)];
  const { left, right, slips } = matched(x, y);
  if (x.length === 0 || y.length === 0) return bare(one, other);
  if (left.length > 0 && right.length > 0) {
    if (left.length === 1 && right.length === 1 && x.length > 1 && hair(x, y))
      return { verdict: "perhaps", why: `${said(left)} and ${said(right)} differ by a letter`, rank: 0.4 };
    return different(`${said(left)} and ${said(right)} are not one word`);
  }
  const rest = left.length > 0 ? left : right;
  if (rest.length > 0) return different(`only one of them is called ${said(rest)}`);
  const numbers = one.numbers.length !== other.numbers.length;
  if (numbers)
    return {
      verdict: "perhaps",
      why: `only one of them has the number ${[...one.numbers, ...other.numbers].join(" ")}`,
      rank: 0.4,
    };
  if (slips > 0 && slips === x.length && x.length > 1)
    return { verdict: "perhaps", why: "every word differs by a letter", rank: 0.5 };
  if (slips > 0) return { verdict: "same", why: "they differ by a letter", rank: 0.7 };
  return { verdict: "same", why: "they differ in spelling, form or words that tell little", rank: 0.9 };
}

/** True when two long names differ by one letter in all. */
function hair(one: readonly Word[], other: readonly Word[]): boolean {
  const [a, b] = [joined(one), joined(other)];
  return Math.max(a.latin.length, b.latin.length) >= 10 && distance(a.latin, b.latin, false) <= 1;
}

/** No word is left that tells which body it is: what tells little, and places, must then agree. */
function bare(one: BodyName, other: BodyName): Comparison | null {
  if (one.words.length !== other.words.length) return null;
  const { left, right } = matched(one.generic, other.generic);
  return left.length + right.length === 0 && one.numbers.join() === other.numbers.join()
    ? { verdict: "same", why: "they differ in spelling or legal form", rank: 0.8 }
    : null;
}

const said = (words: readonly Word[]): string => `“${words.map((one) => one.said).join(" ")}”`;

/** Words with neighbours joined where the other name writes them as one: "Good Will", "Goodwill". */
function joinedLike(words: readonly Word[], others: readonly Word[]): Word[] {
  const made = [...words];
  for (let at = 0; at + 1 < made.length; at += 1) {
    const [first, second] = [made[at], made[at + 1]];
    if (first === undefined || second === undefined) continue;
    const both = once(first.latin + second.latin);
    if (others.some((other) => other.latin === both)) made.splice(at, 2, joined([first, second]));
  }
  return made;
}

function matched(one: readonly Word[], other: readonly Word[]): { left: Word[]; right: Word[]; slips: number } {
  const left: Word[] = [];
  const right = [...other];
  let slips = 0;
  const rest: Word[] = [];
  for (const mine of one) {
    const at = right.findIndex((theirs) => theirs.latin === mine.latin);
    if (at >= 0) right.splice(at, 1);
    else rest.push(mine);
  }
  for (const mine of rest) {
    const found = right.map((theirs) => likeness(mine, theirs));
    const sure = found.findIndex((how) => how !== null && how !== "slip");
    const at = sure >= 0 ? sure : found.indexOf("slip");
    if (at < 0) left.push(mine);
    else {
      if (found[at] === "slip") slips += 1;
      right.splice(at, 1);
    }
  }
  return { left, right, slips };
}
