import { type Knowledge, rows } from "../0-model/knowledge.ts";
import type { Words } from "../0-model/mark.ts";
import { Recall } from "./recall.ts";

/** What a word can be in an expression of time: one bit each, since "second" or "last" are several things. */
export const MONTH = 1 << 0;
export const WEEKDAY = 1 << 1;
export const SEASON = 1 << 2;
export const UNIT = 1 << 3;
export const PART = 1 << 4;
export const PART_OF = 1 << 5;
export const PORTION = 1 << 6;
export const DAYPART = 1 << 7;
export const DEICTIC = 1 << 8;
export const SHIFT = 1 << 9;
export const ANAPHOR = 1 << 10;
export const DIRECTION = 1 << 11;
export const BOUND = 1 << 12;
export const JOIN = 1 << 13;
export const PRESENT = 1 << 14;
export const LICENCE = 1 << 15;
export const EACH = 1 << 16;
export const OFTEN = 1 << 17;
export const APPROX = 1 << 18;
export const ZONE = 1 << 19;
export const HALFDAY = 1 << 20;
export const ERA = 1 << 21;
export const HOLIDAY = 1 << 22;
export const POSSESSIVE = 1 << 23;
export const LINK = 1 << 24;
export const NUMERAL = 1 << 25;
export const ORDINAL = 1 << 26;
export const DECADE = 1 << 27;
export const VAGUE = 1 << 28;
export const TIMES = 1 << 29;
/** A word that is a whole expression or its start by itself: "mid-2016", "two-week", "Q3", "10:30pm", "22-year-old". */
export const COMPOUND = 1 << 30;

export type Part = "early" | "mid" | "late" | "mid-late" | "early-mid";
export type Bounding = "since" | "until" | "not-before" | "not-after" | "before" | "after" | "by" | "from" | "between";

/** Everything the grammar of time asks about one word. */
export interface TimeWord {
  bits: number;
  month: number;
  /** An everyday word ("may", "sun", "fall", "solar") that needs company to be read as one of time. */
  common: boolean;
  short: boolean;
  calendar: string;
  weekday: number;
  season: number;
  unit: string;
  part: Part | "";
  shift: "last" | "this" | "next" | "";
  anaphor: string;
  days: number;
  direction: string;
  bound: Bounding | "";
  /** "starting in", "prior to": a bound that needs a second word. */
  bounds: "direct" | "opening" | "to" | "";
  onward: boolean;
  daypart: string;
  holiday: string;
  licenceOf: boolean;
  /** Value of a number word or ordinal. */
  value: number;
  tens: boolean;
  scale: boolean;
  year: number;
  yearEnd: number;
  duration: boolean;
  age: boolean;
  quarter: number;
  clock: boolean;
  plural: boolean;
  /** 1 where the word says that something is to come, -1 that it is past. */
  tense: number;
  festal: boolean;
  recent: boolean;
  /** May stand between a number and its unit. */
  between: boolean;
  sometime: "present" | "past" | "future" | "";
}

const EMPTY: TimeWord = {
  bits: 0,
  month: 0,
  common: false,
  short: false,
  calendar: "",
  weekday: 0,
  season: 0,
  unit: "",
  part: "",
  shift: "",
  anaphor: "",
  days: 0,
  direction: "",
  bound: "",
  bounds: "",
  onward: false,
  daypart: "",
  holiday: "",
  licenceOf: false,
  value: 0,
  tens: false,
  scale: false,
  year: 0,
  yearEnd: 0,
  duration: false,
  age: false,
  quarter: 0,
  clock: false,
  plural: false,
  tense: 0,
  festal: false,
  recent: false,
  between: false,
  sometime: "",
};

/** The bit, and what the value column sets, for each class of `timewords.tsv`. */
const CLASSES: Readonly<Record<string, (value: string) => readonly [number, Partial<TimeWord>]>> = {
  weekday: (v) => [WEEKDAY, { weekday: Number(v) }],
  "weekday-short": (v) => [WEEKDAY, { weekday: Number(v), short: true }],
  "weekday-set": (v) => [WEEKDAY, { weekday: Number(v), plural: true }],
  season: (v) => [SEASON, { season: Number(v) }],
  "season-common": (v) => [SEASON, { season: Number(v), common: true }],
  unit: (v) => [UNIT, { unit: v }],
  part: (v) => [PART, { part: v as Part }],
  "part-shift": (v) => [DIRECTION, { part: v as Part }],
  "part-of": (v) => [PART_OF, { part: v as Part }],
  portion: (v) => [PORTION, { unit: v }],
  daypart: (v) => [DAYPART, { daypart: v }],
  deictic: (v) => [DEICTIC, { days: Number(v) }],
  shift: (v) => [SHIFT, { shift: v as "last" }],
  anaphor: (v) => [ANAPHOR, { anaphor: v }],
  direction: (v) => [DIRECTION, { direction: v }],
  bound: (v) => [BOUND, { bound: v as Bounding, bounds: "direct" }],
  opening: (v) => [BOUND, { bound: v as Bounding, bounds: "opening" }],
  "bound-to": (v) => [BOUND, { bound: v as Bounding, bounds: "to" }],
  join: () => [JOIN, {}],
  onward: () => [0, { onward: true }],
  present: () => [PRESENT, {}],
  licence: () => [LICENCE, {}],
  "licence-short": () => [LICENCE, { short: true }],
  "licence-of": () => [0, { licenceOf: true }],
  approx: () => [APPROX, {}],
  "approx-short": () => [APPROX, { short: true }],
  each: () => [EACH, {}],
  often: (v) => [OFTEN, { unit: v }],
  times: (v) => [TIMES, { value: Number(v) }],
  zone: () => [ZONE, {}],
  "zone-local": () => [ZONE, { common: true }],
  half: () => [HALFDAY, {}],
  era: (v) => [ERA, { calendar: v }],
  "era-common": (v) => [ERA, { calendar: v, common: true }],
  holiday: (v) => [HOLIDAY, { holiday: v }],
  possessive: () => [POSSESSIVE, {}],
  link: () => [LINK, {}],
  future: () => [0, { tense: 1 }],
  past: () => [0, { tense: -1 }],
  festal: () => [0, { festal: true }],
  recent: () => [SHIFT, { recent: true }],
  between: () => [0, { between: true }],
  sometime: (v) => [DEICTIC, { sometime: v as "past" }],
};

export interface TimeWords {
  /** What the word at a token can be. */
  of(words: Words, i: number): TimeWord;
  readonly none: TimeWord;
}

/** The words of time of a language. Throws a plain Error when a list is missing or names a class that does not exist. */
export function compileTimeWords(knowledge: Knowledge): TimeWords {
  const known = new Map<string, TimeWord>();
  const at = (lower: string): TimeWord => {
    const found = known.get(lower) ?? { ...EMPTY };
    known.set(lower, found);
    return found;
  };
  for (const [lower = "", month = "", kind, calendar = ""] of rows(knowledge.lexicons, "months")) {
    const word = at(lower);
    word.bits |= MONTH;
    word.month = Number(month);
    word.common = kind === "common";
    word.short = kind === "short";
    word.calendar = calendar === "gregorian" ? "" : calendar;
  }
  for (const [lower = "", name = "", value = ""] of rows(knowledge.lexicons, "timewords")) {
    const set = CLASSES[name];
    if (set === undefined) throw new Error(`timewords.tsv: "${lower}" has the class "${name}", which does not exist`);
    const word = at(lower);
    const [bit, values] = set(value);
    Object.assign(word, values);
    word.bits |= bit;
  }
  for (const [lower = "", kind, value = ""] of rows(knowledge.lexicons, "numbers")) {
    const word = at(lower);
    if (kind === "ordinal") word.bits |= ORDINAL;
    else if (kind === "vague") word.bits |= VAGUE;
    else if (kind === "cardinal" || kind === "tens" || kind === "scale" || kind === "group") word.bits |= NUMERAL;
    if (kind !== "fraction" && kind !== "percent") word.value = Number(value);
    word.tens = kind === "tens";
    word.scale = kind === "scale";
  }
  const recall = new Recall((lower) => known.get(lower) ?? compound(lower, known));
  return { none: EMPTY, of: (words, i) => recall.of(words, i) };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Words that are made, not listed: "26th", "1990s", "mid-2016", "two-week", "Q3", "5pm", "2,500-year-old". */
function compound(lower: string, known: ReadonlyMap<string, TimeWord>): TimeWord {
  if (lower.length > 40) return EMPTY;
  const first = lower.charCodeAt(0);
  if (isDigit(first)) {
    const made = digits(lower);
    if (made !== null) return made;
  }
  if (lower.length === 2 && first === 113 && /^q[1-4]$/.test(lower)) {
    return { ...EMPTY, bits: COMPOUND, quarter: Number(lower[1]) };
  }
  const dash = lower.indexOf("-");
  return dash > 0 ? dashed(lower, dash, known) : EMPTY;
}

function digits(lower: string): TimeWord | null {
  const ordinal = /^(\d{1,2})(st|nd|rd|th)$/.exec(lower);
  if (ordinal !== null) return { ...EMPTY, bits: ORDINAL, value: Number(ordinal[1]) };
  const decade = /^(\d\d)?(\d0)s$/.exec(lower);
  if (decade !== null) {
    const year = Number(decade[1] ?? (Number(decade[2]) >= 30 ? "19" : "20")) * 100 + Number(decade[2]);
    return { ...EMPTY, bits: DECADE, year, yearEnd: year + 9, short: decade[1] === undefined };
  }
  const clock = /^\d{1,2}([:.]\d\d)?(am|pm|hrs|h|z)$/.exec(lower);
  return clock === null ? null : { ...EMPTY, bits: COMPOUND, clock: true };
}

function dashed(lower: string, dash: number, known: ReadonlyMap<string, TimeWord>): TimeWord {
  const head = lower.slice(0, dash);
  const rest = lower.slice(dash + 1);
  const part = known.get(head)?.part ?? "";
  const bound = head === "pre" ? "before" : head === "post" ? "after" : "";
  if ((part !== "" || bound !== "") && !rest.includes("-")) {
    const year = /^\d{4}$/.test(rest) ? Number(rest) : 0;
    if (year >= 1000 && year <= 2100) return { ...EMPTY, bits: COMPOUND, part, bound, year, yearEnd: year };
    const decade = digits(rest);
    if (decade !== null && (decade.bits & DECADE) !== 0) return { ...decade, bits: COMPOUND, part, bound };
    const month = known.get(rest);
    if (month !== undefined && (month.bits & MONTH) !== 0 && month.calendar === "") {
      return { ...EMPTY, bits: COMPOUND, part, bound, month: month.month };
    }
    if (month !== undefined && (month.bits & (SEASON | UNIT)) === SEASON) {
      return { ...EMPTY, bits: COMPOUND, part, bound, season: month.season };
    }
  }
  const joined = parts(lower.split("-"), known);
  if (joined !== null) return joined;
  const century = rest === "century" || rest === "centuries" ? (known.get(head) ?? digits(head)) : null;
  if (century !== null && (century.bits & ORDINAL) !== 0 && century.value >= 1 && century.value <= 21) {
    const year = (century.value - 1) * 100;
    return { ...EMPTY, bits: DECADE, year, yearEnd: year + 99 };
  }
  const quarter = rest === "quarter" ? (known.get(head) ?? digits(head)) : null;
  if (quarter !== null && (quarter.bits & ORDINAL) !== 0 && quarter.value >= 1 && quarter.value <= 4) {
    return { ...EMPTY, bits: COMPOUND, quarter: quarter.value };
  }
  const number = known.get(lower) ?? tens(head, rest, known);
  if (number !== null) return number;
  return length(lower.split("-"), known);
}

/** "mid-to-late", "early-to-mid": two parts of one period. */
function parts(words: readonly string[], known: ReadonlyMap<string, TimeWord>): TimeWord | null {
  const [first = "", join, second = ""] = words;
  if (words.length !== 3 || (join !== "to" && join !== "or")) return null;
  const part = bothParts(known.get(first)?.part ?? "", known.get(second)?.part ?? "");
  return part === "" ? null : { ...EMPTY, bits: PART | LICENCE, part };
}

/** The part that two parts of a period make: "mid" and "late"; "" where they are not neighbours. */
export function bothParts(first: Part | "", second: Part | ""): Part | "" {
  if (first === "mid" && second === "late") return "mid-late";
  return first === "early" && second === "mid" ? "early-mid" : "";
}

/** "twenty-five", "twenty-fifth". */
function tens(head: string, rest: string, known: ReadonlyMap<string, TimeWord>): TimeWord | null {
  const left = known.get(head);
  const right = known.get(rest);
  if (left === undefined || right === undefined || !left.tens || right.value < 1 || right.value > 9) return null;
  const bits = right.bits & (NUMERAL | ORDINAL);
  return bits === 0 ? null : { ...EMPTY, bits, value: left.value + right.value };
}

/** "two-week", "10-day", "year-long", "twenty-five-year", "22-year-old". */
function length(parts: readonly string[], known: ReadonlyMap<string, TimeWord>): TimeWord {
  const last = parts.at(-1) ?? "";
  const ending = last === "long" || last === "old" || last === "olds" ? parts.slice(0, -1) : parts;
  const unit = known.get(ending.at(-1) ?? "");
  // "three-quarters" is a share.
  if (unit === undefined || (unit.bits & UNIT) === 0 || last === "quarters") return EMPTY;
  const count = ending.slice(0, -1);
  if (count.length === 0 && last !== "long") return EMPTY;
  for (const word of count) {
    const numeral = known.get(word);
    const isNumber = /^\d[\d.,]*$/.test(word) || (numeral !== undefined && (numeral.bits & (NUMERAL | VAGUE)) !== 0);
    if (
      !isNumber &&
      word !== "half" &&
      word !== "and" &&
      word !== "a" &&
      word !== "multi" &&
      word !== "single" &&
      word !== "full"
    )
      return EMPTY;
  }
  if (last === "old" || last === "olds") return { ...EMPTY, bits: COMPOUND, age: true };
  return { ...EMPTY, bits: COMPOUND, duration: true, unit: unit.unit };
}
