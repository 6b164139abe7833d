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
const OUTSIDE = new Set([
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
    return dates(tokens, context).flatMap((mark) => timexOf(tokens, mark, { numerals, inner, day }));
  };
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
  // TimeML's value is that of the words without their bound: "by 2018" is 2018.
  const shorter = mark.kind === "time" && from > mark.from ? reading.inner(`in ${text}`) : null;
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
  if (kind === "duration") return { type: "DURATION", value: durationOf(tokens, mark, numerals) };
  if (kind === "set") return { type: "SET", value: setOf(tokens, mark, numerals) };
  if (time.lasts !== undefined) return { type: "DURATION", value: durationOf(tokens, mark, numerals) };
  const known =
    time.start !== null && time.end !== null ? ([time.start[0], time.end[1]] as const) : (time.start ?? time.end);
  // A clock time alone is one of the document's day.
  if (time.clock !== undefined)
    return { type: "TIME", value: `${known === null ? (day ?? "XXXX-XX-XX") : dated(known)}${clockOf(time.clock)}` };
  return { type: "DATE", value: known === null ? vague(time.words.toLowerCase(), time.edtf) : dated(known) };
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
  if (start.day !== 1 || end.day !== 1) return from.slice(0, 7);
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
  if (/\b(now|currently|present|today|nowadays)\b/.test(text)) return "PRESENT_REF";
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
        return `P${time ? "T" : ""}${single ? "1" : count}${time ? unit.slice(1) : unit}`;
      }
      const read = numerals.read(
        { ...tokens, lower: [part], kind: Uint8Array.of(/^\d/.test(part) ? 2 : 1), count: 1 },
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
