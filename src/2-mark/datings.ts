import { CAPITAL, NUMBER, WORD } from "../0-model/mark.ts";
import { calendarMonth } from "./eras.ts";
import { type Moment, moment } from "./moments.ts";
import type { BoundWords } from "./numerals.ts";
import type { Scene } from "./scene.ts";
import {
  APPROX,
  BOUND,
  COMPOUND,
  DAYPART,
  DECADE,
  HALFDAY,
  HOLIDAY,
  JOIN,
  LICENCE,
  LINK,
  MONTH,
  ORDINAL,
  PART,
  POSSESSIVE,
  PRESENT,
  SEASON,
  SHIFT,
  UNIT,
  WEEKDAY,
  ZONE,
} from "./timewords.ts";

/** Signs and words that stand between the two ends of an interval. */
export function isConnector(s: Scene, i: number): boolean {
  if (s.isDash(i)) return s.lines(i) === 0;
  return s.is(i, JOIN);
}

/** True for the month at `i`; `beside` says that a day or year stands beside it, which settles common words. */
function isMonth(s: Scene, i: number, beside: "year" | "day" | "none"): boolean {
  const word = s.at(i);
  if ((word.bits & MONTH) === 0 || word.calendar !== "") return false;
  if (beside === "year") return true;
  const plain = !word.common && !word.short;
  if (s.cased && !s.raised(i)) return plain;
  if (beside === "day") return s.cased || plain || s.licensed(i) || beforeDay(s, i) || inList(s, i);
  return plain || s.licensed(i) || s.is(i - 1, SHIFT | PART) || inList(s, i) || (s.cased && s.at(i - 1).licenceOf);
}

/** "on may 3", "on 3 may", "the 3rd of may": company for a common word in caseless text. */
function beforeDay(s: Scene, month: number): boolean {
  const day = s.is(month - 1, ORDINAL) || s.int(month - 1) > 0;
  const before = day ? month - 2 : month - 1;
  return BEFORE_DAY.has(s.lower(before)) || ["(", ","].some((sign) => s.isSign(before, sign)) || s.is(before, WEEKDAY);
}

const BEFORE_DAY = new Set(["on", "of", "since", "until", "before", "after", "by"]);

/** "April and May 2022", "Apr–Jul 2017": a month beside another. */
function inList(s: Scene, i: number): boolean {
  const after = dot(s, i + 1);
  const joined = isConnector(s, after) || ["and", "or", "&", ",", "/"].includes(s.lower(after));
  if (joined && s.is(after + 1, MONTH) && s.raised(after + 1)) return true;
  if (joined && isConnector(s, after) && (s.is(after + 1, PRESENT) || s.year(after + 1) > 0)) return true;
  const before = isConnector(s, i - 1) || ["and", "or", "&", ","].includes(s.lower(i - 1));
  return before && (s.is(i - 2, MONTH) || (s.isSign(i - 2, ".") && s.is(i - 3, MONTH)));
}

/** The token after the dot of an abbreviation. */
function dot(s: Scene, i: number): number {
  return s.isSign(i, ".") && s.touches(i) && s.at(i - 1).short ? i + 1 : i;
}

/** The year at or after `i`, over "," or "of": the token after it, or 0. */
function yearAfter(s: Scene, i: number): number {
  let at = i;
  if (s.isSign(at, ",") || s.lower(at) === "of") at += 1;
  else if (s.lower(at) === "in" && s.year(at + 1) > 0 && s.ends(at + 2) && !s.isCounted(at + 2, 1)) at += 1;
  const year = s.year(at);
  if (year < 0 || s.lines(i) > 1) return 0;
  // "On May 3, 2000 people died": a round number of people is no year.
  if (year % 100 === 0 && s.isCounted(at + 1, 2)) return 0;
  if (at > i && s.isCounted(at + 1, 1)) return 0;
  return at + 1;
}

/** A day, month and year around the month name at `month`, with the first token at `from` and the day known. */
function withMonth(s: Scene, from: number, month: number, day: number): Moment | null {
  const after = dot(s, month + 1);
  const end = yearAfter(s, after);
  if (!isMonth(s, month, end > 0 ? "year" : day > 0 ? "day" : "none")) return null;
  const m = moment(from, end > 0 ? end : after, { month: s.at(month).month, day });
  // Without anything after it the dot ends the sentence, not the abbreviation.
  if (end === 0) m.to = month + 1 < after && s.ends(after) && s.breaks(after) ? month + 1 : after;
  if (end > 0) m.year = s.year(end - 1);
  return m;
}

/** "26 January 2015", "26th of January", "26-Jan-2015": a day number at `i`. */
export function dayFirst(s: Scene, i: number): Moment | null {
  const ordinal = s.is(i, ORDINAL);
  const day = ordinal ? s.at(i).value : s.int(i);
  if (day < 1 || day > 31) return null;
  let at = i + 1;
  if (s.isDash(at) && s.touches(at) && s.touches(at + 1) && s.is(at + 1, MONTH)) {
    const year = s.isDash(at + 2) ? s.year(at + 3) : -1;
    if (year > 0) return valid(moment(i, at + 4, { year, month: s.at(at + 1).month, day }));
  }
  if (ordinal && s.lower(at) === "of") at += 1;
  if (!s.is(at, MONTH) || s.lines(at) > 1) return null;
  if (s.at(at).calendar !== "") return calendarMonth(s, i, at);
  const m = withMonth(s, i, at, day);
  return m === null ? null : valid(m);
}

/** "January 26, 2015", "Aug. 7", "August 2017", "August": a month name at `i`. */
export function monthFirst(s: Scene, i: number): Moment | null {
  if (s.at(i).calendar !== "") return calendarMonth(s, i, i);
  let at = dot(s, i + 1);
  if (s.lower(at) === "the" && s.is(at + 1, ORDINAL)) at += 1;
  const day = s.is(at, ORDINAL) ? s.at(at).value : s.lower(at).length <= 2 ? s.int(at) : -1;
  const numbered =
    day >= 1 && day <= 31 && s.lines(at) < 2 && !s.is(at + 1, ORDINAL | UNIT | HALFDAY) && s.lower(at + 1) !== "%";
  if (numbered && (s.lower(i - 1) === "on" || !s.isCounted(at + 1, 2))) {
    const end = yearAfter(s, at + 1);
    if (isMonth(s, i, end > 0 ? "year" : "day")) {
      const m = moment(i, end > 0 ? end : at + 1, { month: s.at(i).month, day });
      if (end > 0) m.year = s.year(end - 1);
      return valid(m);
    }
  }
  return withMonth(s, i, i, 0);
}

/** A day that its month does not have is no day: the month is kept. */
function valid(m: Moment): Moment | null {
  const last = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m.month - 1] ?? 0;
  if (m.day > last) return null;
  if (m.year !== null && m.month === 2 && m.day === 29) {
    const leap = (m.year % 4 === 0 && m.year % 100 !== 0) || m.year % 400 === 0;
    if (!leap) return null;
  }
  return m;
}

/** "2015-01-26", "26/01/2015", "26.01.2015", "07/2018", "9/11": dates in numbers only, at `i`. */
export function numeric(s: Scene, i: number): Moment | null {
  const lower = s.lower(i);
  if (lower.length === 10 && lower.includes(".")) return dotted(i, lower);
  const sign = s.lower(i + 1);
  const dash = s.isDash(i + 1);
  if ((sign !== "/" && !dash) || !s.touches(i + 1) || !s.touches(i + 2)) return null;
  const first = s.int(i);
  const second = s.int(i + 2);
  if (first < 0 || second < 0) return null;
  const again = dash ? s.isDash(i + 3) : s.lower(i + 3) === "/";
  if (again && s.touches(i + 3) && s.touches(i + 4)) {
    const third = s.int(i + 4);
    if (third >= 0) return threeNumbers(s, i, [first, second, third]);
  }
  if (sign === "/" && first === 9 && second === 11 && s.lower(i + 2) === "11")
    return moment(i, i + 3, { year: 2001, month: 9, day: 11 });
  if (sign === "/" && lower.length <= 2 && first >= 1 && first <= 12 && s.year(i + 2) >= 1900) {
    return moment(i, i + 3, { year: s.year(i + 2), month: first });
  }
  // "2018-07" is a month; "2016-17" and "2008-09" are two years.
  if (s.lower(i + 1) === "-" && s.year(i) >= 1900 && s.lower(i + 2).length === 2 && second >= 1 && second <= 12) {
    if (second <= first % 100) return moment(i, i + 3, { year: first, month: second });
  }
  return null;
}

function dotted(i: number, lower: string): Moment | null {
  const found = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(lower);
  if (found === null) return null;
  return dayMonthYear(i, i + 1, [Number(found[1]), Number(found[2]), Number(found[3])]);
}

function threeNumbers(s: Scene, i: number, [a, b, c]: readonly [number, number, number]): Moment | null {
  if (s.year(i) > 0) return b >= 1 && b <= 12 && c >= 1 ? valid(moment(i, i + 5, { year: a, month: b, day: c })) : null;
  return s.year(i + 4) > 0 ? dayMonthYear(i, i + 5, [a, b, c]) : null;
}

/** Day and month in either order; where both orders are dates, and differ, the date stays in words. */
function dayMonthYear(from: number, to: number, [a, b, year]: readonly [number, number, number]): Moment | null {
  if (a < 1 || b < 1 || a > 31 || b > 31 || year < 1000 || year > 2100) return null;
  if (a > 12 && b > 12) return null;
  if (a <= 12 && b <= 12 && a !== b) return moment(from, to);
  return a > 12
    ? valid(moment(from, to, { year, month: b, day: a }))
    : valid(moment(from, to, { year, month: a, day: b }));
}

const OPENING = new Set(["in", "since", "by", "until", "during"]);

/** True when the four digits at `i` stand for a year. */
function isYear(s: Scene, i: number, year: number, afterYear: boolean): boolean {
  const next = i + 1;
  if (s.lower(next) === "%" || s.is(next, UNIT | HALFDAY) || s.lists.numerals.isPercent(s.lower(next))) return false;
  const previous = s.words.kind[i - 1];
  if (previous !== WORD && previous !== NUMBER && "$€£#@/.:".includes(s.lower(i - 1)) && s.touches(i)) return false;
  const round = year % 100 === 0;
  // "In 2014 rebels attacked": so a sentence begins, and hardly with so many of them.
  const opens = !round && year >= 1900 && s.words.shape[i - 1] === CAPITAL && OPENING.has(s.lower(i - 1));
  if ((s.isCounted(next, round ? 3 : 2) && !opens) || s.lists.heads.has(s.lower(i - 1))) return false;
  const modern = year >= 1800;
  if (modern && (s.at(next).onward || s.isSign(next, "'") || s.isSign(next, "'s"))) return true;
  if (s.lower(i - 1) === "to" && s.at(i - 2).bounds === "to") return true;
  if (s.lower(i - 1) === "than" && ["later", "earlier", "sooner"].includes(s.lower(i - 2))) return true;
  if (modern && s.isDash(i - 1) && s.isSign(i - 2, "?") && s.words.kind[next] !== WORD) return true;
  if ((modern || s.isSign(i - 1, "(")) && interval(s, i, year)) return !(round && s.year(i + 2) % 100 === 0);
  // Before 1800 two numbers are years when neither is round: "ruled 1715-1774".
  if (!modern && s.year(i + 2) % 10 > 0 && year % 10 > 0 && interval(s, i, year)) return true;
  const bound = s.lists.numerals.before(s.words, i, Math.max(0, i - 5));
  if (bound !== null) return yearInBounds(s, i, bound);
  if (s.is(i - 1, LICENCE | BOUND | APPROX) || afterYear) return true;
  if (s.isSign(i - 1, ".") && s.at(i - 2).short && s.is(i - 2, APPROX | LICENCE)) return true;
  if (s.isSign(i - 1, "(") || s.isSign(i - 1, "[")) return inBrackets(s, i, year);
  return modern && (placed(s, i, round) || describes(s, i, year));
}

/** "since at least 2014", "up to 2014", "around 2014": years; "at least 2014 rounds", "about 2000": none. */
function yearInBounds(s: Scene, i: number, bound: BoundWords): boolean {
  const year = s.year(i);
  const next = i + 1;
  if (bound.at === i - 1 && s.is(bound.at, APPROX) && s.is(bound.at, LICENCE)) return true;
  if (s.licensed(bound.at)) return year >= 1800 && (!s.raised(next) || s.ends(next));
  if (bound.bound === "up-to" && s.lower(i - 1) === "to") return year >= 1800 && year % 100 !== 0 && s.ends(next);
  const alone = s.is(i - 1, APPROX) && bound.at === i - 1 && year >= 1900 && year % 100 !== 0;
  return alone && s.ends(next) && !s.lists.counted(s.lower(next));
}

/** "(2015)", "(1738)"; "(1200)" can be a number of men. */
function inBrackets(s: Scene, i: number, year: number): boolean {
  if (year < 1500 || (year < 1800 && year % 100 === 0)) return false;
  return s.words.kind[i + 1] !== WORD || s.isEvent(i + 1);
}

/** A year by where it stands: after "of", a colon, a name or a place and a comma, or alone on its line. */
function placed(s: Scene, i: number, round: boolean): boolean {
  const next = i + 1;
  const previous = s.lower(i - 1);
  if (s.at(i - 1).licenceOf) return !round || s.isEvent(i - 2);
  if (previous === "years" || previous === "period") return true;
  if (previous === "as") return ["early", "late", "recently"].includes(s.lower(i - 2));
  if (round) return false;
  const closes = next >= s.words.count || s.words.kind[next] !== WORD || s.lines(next) > 0;
  if (s.lines(i) > 0)
    return closes && (next >= s.words.count || s.lines(next) > 0 || s.isSign(next, ":") || s.isDash(next));
  if (previous === ":") return closes;
  if (previous === ",")
    return closes && (s.isSign(next, ")") || (s.cased && s.words.kind[i - 2] === WORD && s.raised(i - 2)));
  const named = s.cased && s.words.kind[i - 1] === WORD && s.raised(i - 1) && !s.is(i - 1, LINK | MONTH);
  return named && s.year(i) >= 1900 && s.ends(next);
}

/** "the 2021 attack", "2021 attack", "Their 2021 consolidation": a year that describes what follows. */
function describes(s: Scene, i: number, year: number): boolean {
  const next = i + 1;
  if (s.isSign(i - 1, "'s") && '"\u201C'.includes(s.lower(next))) return true;
  if (s.words.kind[next] !== WORD || s.lines(next) > 0) return false;
  if (s.isEvent(next)) return year >= 1900;
  if (s.is(i - 1, POSSESSIVE) || s.isSign(i - 1, "'s"))
    return s.is(next, SEASON) || !s.is(next, LINK) || s.raised(next);
  const opens = i === 0 || s.lines(i) > 0;
  return opens && year >= 1900 && year % 100 !== 0 && !s.is(next, LINK);
}

/** "2014–2017", "2016–17", "2015 – Jul 2016", "2015–present", "(2014–)": a year that begins an interval. */
function interval(s: Scene, i: number, year: number): boolean {
  const at = i + 1;
  const slash = s.lower(at) === "/" && s.touches(at);
  if (!isConnector(s, at) && !slash) return false;
  const second = s.int(at + 1);
  if (second >= 1000 && second <= 2100) return second > year && (year >= 1800 || second - year <= 150);
  if (s.lower(at + 1).length === 2 && second >= 0) {
    return s.touches(at + 1) && (slash ? second === (year + 1) % 100 : second > year % 100 && !s.isCounted(at + 2, 2));
  }
  if (slash) return false;
  if (s.is(at + 1, PRESENT) || (s.lower(at + 1) === "the" && s.is(at + 2, PRESENT))) return true;
  if (s.is(at + 1, MONTH) && s.raised(at + 1)) return true;
  if (second >= 1 && second <= 31 && s.is(at + 2, MONTH)) return true;
  if (s.is(at + 1, PART) && s.year(at + 2) > 0) return true;
  if (s.isDash(at) && s.isSign(at + 1, "?")) return true;
  return s.isDash(at) && s.touches(at) && (s.isSign(at + 1, ")") || at + 1 >= s.words.count || s.lines(at + 1) > 0);
}

/** A year at `i` that stands alone; `afterYear` says that a year of the same list stands before it. */
export function bareYear(s: Scene, i: number, afterYear: boolean): Moment | null {
  const year = s.year(i);
  // "the 1930's"
  const owned =
    "'\u2019".includes(s.lower(i + 1) || " ") && s.lower(i + 2) === "s" && s.touches(i + 2) && s.ends(i + 3);
  if (year > 0 && year % 10 === 0 && owned && s.lower(i - 1) === "the") {
    return moment(i, i + 3, { year, yearEnd: year + 9, article: true });
  }
  if (year < 0 || !isYear(s, i, year, afterYear)) return null;
  return moment(i, i + 1, { year, bare: true });
}

/** "spring 2016", "the winter of 2016–17", "the summer": a season at `i`. */
export function season(s: Scene, i: number): Moment | null {
  const word = s.at(i);
  const end = yearAfter(s, i + 1);
  if (end > 0) {
    const m = moment(i, end, { season: word.season, year: s.year(end - 1), article: true });
    const second = s.int(end + 1);
    const year = m.year ?? 0;
    if ((s.isDash(end) || s.lower(end) === "/") && (second === year + 1 || second === (year + 1) % 100)) m.to = end + 2;
    return m;
  }
  if (s.is(i - 1, SHIFT)) return moment(i, i + 1, { season: word.season });
  const alone = s.lower(i - 1) === "in" || (s.lower(i - 1) === "the" && s.is(i - 2, LICENCE));
  // "in spring", not "in the spring of water" or "the fall of Kabul".
  const plain = !word.common || (s.lower(i - 1) === "in" && s.lower(i + 1) !== "of" && !s.raised(i));
  if (!alone || !plain || !s.ends(i + 1)) return null;
  return moment(i, i + 1, { season: word.season, article: true });
}

/** "the 1990s", "the '90s", "the 20th century": at `i`. */
export function longAgo(s: Scene, i: number): Moment | null {
  const word = s.at(i);
  if ((word.bits & DECADE) !== 0) {
    const sign = s.isSign(i - 1, "'") || s.isSign(i - 1, "\u2019") || s.isSign(i - 1, "\u2018");
    // "the 70s and 80s"; "in his 70s" is an age.
    const listed = ["and", "or", "to"].includes(s.lower(i - 1)) && s.is(i - 2, DECADE);
    if (word.short && !sign && s.lower(i - 1) !== "the" && !listed) return null;
    const from = word.short && sign ? i - 1 : i;
    // "the tenth-century fort": the article is the fort's.
    const article = !s.lower(i).includes("-");
    return moment(from, i + 1, { year: word.year, yearEnd: word.yearEnd, article });
  }
  const dash = s.isDash(i + 1) && s.touches(i + 1) && s.touches(i + 2) ? 1 : 0;
  if (s.at(i + 1 + dash).unit !== "century" || word.value < 1 || word.value > 21) return null;
  // As people count: the 20th century is 1900-1999.
  const year = (word.value - 1) * 100;
  return moment(i, i + 2 + dash, { year, yearEnd: year + 99, article: dash === 0 });
}

/** "17:50 local time", "5 p.m.", "10:30pm GMT": the token after the clock time at `i`, or 0. */
export function clockEnd(s: Scene, i: number): number {
  const lower = s.lower(i);
  let to = 0;
  if (s.at(i).clock) to = i + 1;
  else if (s.int(i) >= 0 && lower.length === 4 && s.is(i + 1, ZONE))
    to = s.int(i) < 2400 && s.int(i) % 100 < 60 ? i + 1 : 0;
  else if (s.words.kind[i] === NUMBER) {
    const found = /^(\d{1,2})([:.](\d\d))?$/.exec(lower);
    if (found === null || Number(found[1]) > 24 || Number(found[3] ?? 0) > 59) return 0;
    if (s.is(i + 1, HALFDAY) && Number(found[1]) <= 12 && s.lines(i + 1) === 0) to = i + 2;
    else if (lower.includes(":") && (clockContext(s, i) || s.is(i + 1, ZONE))) to = i + 1;
  } else if (s.is(i, DAYPART) && s.at(i).daypart.length > 0) {
    const exact = ["noon", "midnight", "dawn", "dusk"].includes(s.at(i).daypart);
    if (exact && (s.is(i - 1, APPROX | BOUND) || s.lower(i - 1) === "at")) to = i + 1;
  }
  return to === 0 ? 0 : zone(s, to);
}

function clockContext(s: Scene, i: number): boolean {
  return (
    ["at", "around", "about", "approximately"].includes(s.lower(i - 1)) ||
    s.is(i - 1, BOUND) ||
    s.is(i - 1, JOIN) ||
    s.lower(i + 1) === "on"
  );
}

function zone(s: Scene, to: number): number {
  if (s.is(to, ZONE) && (!s.at(to).common || s.lower(to + 1) === "time"))
    return s.lower(to + 1) === "time" ? to + 2 : to + 1;
  if (s.words.kind[to] === WORD && s.lower(to + 1) === "time" && s.cased && s.raised(to)) return to + 2;
  if (s.isSign(to, "(") && s.is(to + 1, ZONE) && s.isSign(to + 2, ")")) return to + 3;
  return to;
}

/** "mid-2016", "mid-August 2017", "late-1990s", "Q3 2016", "pre-2014": a compound at `i`. */
export function compound(s: Scene, i: number): Moment | null {
  const word = s.at(i);
  if ((word.bits & COMPOUND) === 0) return null;
  if (word.quarter > 0) {
    const end = yearAfter(s, i + 1);
    const portion = { unit: "quarter", nth: word.quarter };
    if (end > 0) return moment(i, end, { year: s.year(end - 1), portion });
    // "third-quarter results"; "Q3" alone can be a name.
    return s.lower(i).length > 2 ? moment(i, i + 1, { portion }) : null;
  }
  if (word.part === "") return null;
  if (word.year > 0) {
    return moment(i, i + 1, {
      year: word.year,
      yearEnd: word.yearEnd,
      part: word.part,
      article: word.yearEnd > word.year,
    });
  }
  const end = yearAfter(s, i + 1);
  const m = moment(i, end > 0 ? end : i + 1, { month: word.month, season: word.season, part: word.part });
  if (end > 0) m.year = s.year(end - 1);
  return m.month > 0 || end > 0 ? m : null;
}

/** "Christmas Day 2015", "Nowruz": at `i`. */
export function holiday(s: Scene, i: number): Moment | null {
  if (!s.is(i, HOLIDAY) || (s.cased && !s.raised(i))) return null;
  let to = i + 1;
  let eve = 0;
  if (s.lower(to) === "day") to += 1;
  else if (s.lower(to) === "eve") {
    to += 1;
    eve = 1;
  }
  const [month, day] = s.at(i).holiday.split("-").map(Number);
  const end = yearAfter(s, to);
  const m = moment(i, end > 0 ? end : to, month && day ? { month, day: day - eve } : {});
  if (end > 0) m.year = s.year(end - 1);
  return m.month === 0 ? { ...m, calendar: "feast" } : m;
}
