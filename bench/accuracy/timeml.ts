import { numberOf, parseDay, partsOf, weekdayOf } from "../../src/0-model/calendar.ts";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { type DateMark, type Words, word } from "../../src/0-model/mark.ts";
import { compileDates } from "../../src/2-mark/dates.ts";
import { compileNumerals, type Numerals } from "../../src/2-mark/numerals.ts";
import { words } from "../../src/2-mark/words.ts";

/** An expression of time as TimeML writes it: offsets end-exclusive. */
export interface Timex {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly value: string;
}

/** Words that a mark takes in and a TIMEX3 extent leaves out. */
export const OUTSIDE = new Set([
  "since",
  "until",
  "till",
  "before",
  "after",
  "by",
  "from",
  "between",
  "through",
  "up",
  "to",
  "prior",
  "starting",
  "beginning",
  "in",
]);

/** The expressions of time of a text whose document was written on a day, as TimeML writes them. */
export type FindTimex = (tokens: Words, day: string | null) => Timex[];

export function compileTimex(knowledge: Knowledge): FindTimex {
  const dates = compileDates(knowledge);
  const numerals = compileNumerals(knowledge);
  return (tokens, day) => {
    const context = { day, speaksUntil: day };
    const inner = (part: string) => dates(words(part, []), context)[0] ?? null;
    const marked = dates(tokens, context).flatMap((mark) => timexOf(tokens, mark, { numerals, inner, day }));
    return [...marked, ...looseOf(tokens.text, day, marked)].sort((a, b) => a.start - b.start);
  };
}

const UNIT = "day|week|month|quarter|year|decade|century";
const NOT_OF = "(?!\\s+(?:of|when|that|after|before|in which|to)\\b)";

/**
 * Words that TimeML marks and that are no marks of ours, since nothing can be asked of them: they describe a noun, or take
 * their day from the report alone. The value is that of the document's day where it is one.
 */
const LOOSE: readonly (readonly [
  pattern: RegExp,
  type: string,
  value: (unit: string, day: string | null) => string,
])[] = [
  [/\b(?:the|our|its|their) (?:recent|distant|not too distant) (?:past|history)\b/gi, "DATE", () => "PAST_REF"],
  [/\b(?:the )?recent(?= (?!years|months|weeks|days|decades)[a-z])(?<!most recent)/gi, "DATE", () => "PAST_REF"],
  [/\bcurrent(?= [a-z])/gi, "DATE", () => "PRESENT_REF"],
  [/\bthe (?:(?:near|foreseeable|distant|immediate) )?future\b(?! of)/gi, "DATE", () => "FUTURE_REF"],
  [/\bthe (?:near|short|medium|long) term\b/gi, "DATE", () => "FUTURE_REF"],
  [/\bthe past(?=\s*(?:[.,;:!?]|$|''|"|and\b))/gim, "DATE", () => "PAST_REF"],
  [/\bthe time being\b/gi, "DATE", () => "PRESENT_REF"],
  [/(?<=\bat )the time\b(?! of)|\bthat time\b/gi, "DATE", () => "PAST_REF"],
  [/(?<!\b(?:or|no|much|see you) )\blater\b(?! (?:than|in|on|of|this|that)\b)/gi, "DATE", () => "FUTURE_REF"],
  [
    new RegExp(
      `(?<=(?:\\d|hundred|thousand|million|billion|%|percent|times|cents|dollars) )(?:a|per) (${UNIT})\\b`,
      "gi",
    ),
    "SET",
    (unit) => `P1${LETTERS[unit] ?? "Y"}`,
  ],
  [
    new RegExp(
      `\\b(?:the (?:very )?(?:start|beginning|end|rest|remainder|course) of )?the (?:entire |whole |full )?(day|month|year)\\b${NOT_OF}`,
      "gi",
    ),
    "DATE",
    (unit, day) => (day === null ? "XXXX-XX-XX" : day.slice(0, { day: 10, month: 7 }[unit] ?? 4)),
  ],
  [
    /(?<=\b(?:just|only|mere|took|take|takes) )(minutes|hours|days|weeks|months|years|decades)\b/gi,
    "DURATION",
    several,
  ],
  [/\b(decades|centuries)\b/gi, "DURATION", several],
];

function several(units: string): string {
  const letter = LETTERS[units.replace(/ies$/, "y").replace(/s$/, "")] ?? "Y";
  return letter.startsWith("T") ? `PTX${letter.slice(1)}` : `PX${letter === "E" ? "Y" : letter}`;
}

/** The loose words of a text that no mark overlaps. */
function looseOf(text: string, day: string | null, marked: readonly Timex[]): Timex[] {
  const found: Timex[] = [];
  for (const [pattern, type, value] of LOOSE) {
    for (const hit of text.matchAll(pattern)) {
      const start = hit.index;
      const end = start + hit[0].length;
      const free = [...marked, ...found].every((one) => one.end <= start || end <= one.start);
      if (free) found.push({ start, end, type, value: value((hit[1] ?? "").toLowerCase(), day) });
    }
  }
  return found;
}

/** What is needed beside the mark: number words, the mark of a shorter text, and the document's day. */
interface Reading {
  readonly numerals: Numerals;
  readonly inner: (text: string) => DateMark | null;
  readonly day: string | null;
}

/** The marks in TimeML's terms: intervals are one expression an end in TimeML, so they give two. */
function timexOf(tokens: Words, mark: DateMark, reading: Reading): Timex[] {
  let from = mark.from;
  while (from < mark.to - 1 && OUTSIDE.has(tokens.lower[from] ?? "")) from += 1;
  const join = mark.kind === "time" ? joinOf(tokens, from, mark) : 0;
  if (join > 0 && mark.time.end !== null && mark.time.start !== null) {
    return [
      timex(tokens, [from, join], "DATE", dated(mark.time.start)),
      timex(tokens, [join + 1, mark.to], "DATE", dated(mark.time.end)),
    ];
  }
  const text = tokens.text.slice(tokens.start[from], tokens.end[mark.to - 1]);
  // TimeML's value is that of the words without their bound: "by 2018" is 2018, "until Friday" is that Friday.
  const whole = wholeEnd(mark);
  const bound = mark.kind === "time" && from > mark.from && whole === null;
  const shorter = bound ? reading.inner(`in ${text}`) : null;
  const { type, value } = typed(
    tokens,
    shorter === null ? mark : { ...mark, time: { ...shorter.time, words: text } },
    reading,
  );
  return [timex(tokens, [from, mark.to], type, value)];
}

function timex(tokens: Words, [from, to]: readonly [number, number], type: string, value: string): Timex {
  return { start: tokens.start[from] ?? 0, end: tokens.end[to - 1] ?? 0, type, value };
}

/** What a mark with a bound says of its one known end: "since 2015" of its start, "until Friday" of its end. */
export function wholeEnd({ time: { start, end } }: DateMark): readonly [string | null, string | null] | null {
  const only = start === null ? end : end === null ? start : null;
  return only !== null && only[0] !== null && only[1] !== null ? only : null;
}

/** The token that joins the two ends of an interval, or 0. */
export function joinOf(tokens: Words, from: number, mark: DateMark): number {
  const { start, end } = mark.time;
  if (start === null || end === null || (start[0] === end[0] && start[1] === end[1])) return 0;
  for (let i = from + 1; i < mark.to - 1; i += 1) {
    const lower = tokens.lower[i] ?? "";
    if (["to", "-", "\u2013", "until", "through", "and"].includes(lower)) return i;
  }
  return 0;
}

function typed(tokens: Words, mark: DateMark, { numerals, day }: Reading): { type: string; value: string } {
  const { time, kind } = mark;
  // "now", "today" where the document's day is not known: neither a first nor a last day.
  const unbounded = time.start?.[0] === null && time.end?.[1] === null;
  if (kind === "duration") return { type: "DURATION", value: durationOf(tokens, mark, numerals) };
  if (kind === "set") return { type: "SET", value: setOf(tokens, mark, numerals) };
  if (time.lasts !== undefined) return { type: "DURATION", value: durationOf(tokens, mark, numerals) };
  const known =
    time.start !== null && time.end !== null ? ([time.start[0], time.end[1]] as const) : (time.start ?? time.end);
  // A clock time alone is one of the document's day.
  if (time.clock !== undefined)
    return { type: "TIME", value: `${known === null ? (day ?? "XXXX-XX-XX") : dated(known)}${clockOf(time.clock)}` };
  return {
    type: "DATE",
    value: known === null || unbounded ? vague(time.words.toLowerCase(), time.edtf) : dated(known),
  };
}

function dated([from, to]: readonly [string | null, string | null]): string {
  if (from === null || to === null) return from ?? to ?? "XXXX-XX-XX";
  const a = parseDay(from);
  const b = parseDay(to);
  if (a === null || b === null) return "";
  if (a === b) return from;
  const start = partsOf(a);
  if (b - a === 6 && weekdayOf(a) === 1) return weekOf(a);
  if (b - a === 1 && weekdayOf(a) === 6) return `${weekOf(a - 5)}-WE`;
  const end = partsOf(b + 1);
  const months = (end.year - start.year) * 12 + end.month - start.month;
  if (b - a === 6) return weekOf(a - weekdayOf(a) + 1);
  if (start.day !== 1 || end.day !== 1)
    return from.slice(0, 7) === to.slice(0, 7) ? from.slice(0, 7) : from.slice(0, 4);
  if (months === 1) return from.slice(0, 7);
  if (months === 3 && start.month % 3 === 1) return `${start.year}-Q${(start.month + 2) / 3}`;
  if (months === 3)
    return `${start.year}-${({ 3: "SP", 6: "SU", 9: "FA", 12: "WI" } as Record<number, string>)[start.month] ?? ""}`;
  if (months === 6) return `${start.year}-H${start.month === 1 ? 1 : 2}`;
  if (months === 120) return String(start.year).slice(0, 3);
  if (months === 1200) return String(start.year).slice(0, 2);
  return String(start.year);
}

/** The ISO week of a Monday. */
function weekOf(monday: number): string {
  const { year } = partsOf(monday + 3);
  const first = numberOf(year, 1, 4);
  const start = first - weekdayOf(first) + 1;
  return `${year}-W${String((monday - start) / 7 + 1).padStart(2, "0")}`;
}

function vague(text: string, edtf: string | null): string {
  if (edtf !== null) return edtf;
  if (/\b(now|currently|presently|present|today|nowadays)\b/.test(text)) return "PRESENT_REF";
  return /\b(later|next|following|future|soon)\b/.test(text) ? "FUTURE_REF" : "PAST_REF";
}

function clockOf(clock: string): string {
  const parts: Record<string, string> = {
    morning: "TMO",
    afternoon: "TAF",
    evening: "TEV",
    night: "TNI",
    midnight: "T24:00",
    noon: "T12:00",
  };
  const lower = clock.toLowerCase();
  for (const [name, value] of Object.entries(parts)) if (lower.includes(name)) return value;
  const [, hour = "", minute = "00"] = /(\d{1,2})(?:[:.](\d\d))?/.exec(lower) ?? [];
  const late = /p\.?m/.test(lower) && Number(hour) < 12 ? 12 : 0;
  return hour === ""
    ? ""
    : `T${String(Number(hour) + late).padStart(2, "0")}:${minute}${/utc|gmt/.test(lower) ? "Z" : ""}`;
}

const LETTERS: Readonly<Record<string, string>> = {
  second: "TS",
  minute: "TM",
  hour: "TH",
  day: "D",
  night: "D",
  week: "W",
  fortnight: "W",
  month: "M",
  quarter: "Q",
  year: "Y",
  decade: "E",
  century: "C",
  weekend: "WE",
};

/** "two-week", "three days", "several months": P2W, P3D, PXM. */
function durationOf(tokens: Words, mark: DateMark, numerals: Numerals): string {
  let count = "X";
  for (let i = mark.from; i < mark.to; i += 1) {
    for (const part of (tokens.lower[i] ?? "").split("-")) {
      const unit = LETTERS[part.replace(/s$/, "").replace(/ie$/, "y")];
      if (unit !== undefined) {
        const single = count === "X" && !part.endsWith("s") && mark.time.lasts !== undefined;
        const time = unit.startsWith("T");
        const many = single ? "1" : count;
        // Ten years each: the letter for decades is not one of ISO's.
        if (unit === "E") return `P${many === "X" ? many : 10 * Number(many)}Y`;
        return `P${time ? "T" : ""}${many}${time ? unit.slice(1) : unit}`;
      }
      const read = numerals.read(
        { ...tokens, lower: [part], kind: Uint8Array.of(/^\d/.test(part) ? 2 : 1), count: 1, type: new Int32Array(0) },
        0,
      );
      if (read !== null) count = read.value === null ? "X" : String(read.value);
    }
    const whole = numerals.read(tokens, i);
    if (whole !== null && whole.to <= mark.to && whole.value !== null) count = String(whole.value);
    if (["few", "several", "many", "past", "last"].includes(word(tokens, i)) && whole === null) continue;
  }
  return "PX";
}

function setOf(tokens: Words, mark: DateMark, numerals: Numerals): string {
  const often: Record<string, string> = {
    daily: "P1D",
    weekly: "P1W",
    monthly: "P1M",
    yearly: "P1Y",
    annual: "P1Y",
    annually: "P1Y",
    hourly: "PT1H",
    nightly: "P1D",
    quarterly: "P1Q",
  };
  for (let i = mark.from; i < mark.to; i += 1) {
    const lower = tokens.lower[i] ?? "";
    if (often[lower] !== undefined) return often[lower];
    const weekday = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].indexOf(
      lower.replace(/s$/, ""),
    );
    if (weekday >= 0) return `XXXX-WXX-${weekday + 1}`;
  }
  const found = durationOf(tokens, { ...mark, time: { ...mark.time, lasts: "" } }, numerals);
  return found === "PX" ? "XXXX-XX-XX" : found.replace("X", "1");
}
