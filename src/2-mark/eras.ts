import { type Moment, moment } from "./moments.ts";
import type { Scene } from "./scene.ts";
import { ERA } from "./timewords.ts";

/** "Ramadan 1435", "18 Ramadan 1435": kept in words. */
export function calendarMonth(s: Scene, from: number, month: number): Moment | null {
  const word = s.at(month);
  if (s.cased && !s.raised(month)) return null;
  let to = month + 1;
  // "Rabi al-Awwal", "Jumada al-Thani"
  if (/^(?:al|ul|us|as|ath)-[a-z]+$/.test(s.lower(to)) || s.lower(to) === "i" || s.lower(to) === "ii") to += 1;
  const named = to;
  if (s.int(to) >= 1300 && s.int(to) <= 1500) to += 1;
  else if (s.year(to) > 1900 && word.calendar === "hijri") to += 1;
  const beside = from < month || to > named;
  if (!beside && (word.common || !(s.licensed(month) || s.at(month - 1).licenceOf || s.lower(month - 1) === "the")))
    return null;
  return moment(from, to, { calendar: word.calendar });
}

/** "1399 solar", "1435 AH", "1393 Hijri Shamsi": a year of another calendar at `i`. */
export function eraYear(s: Scene, i: number): Moment | null {
  const year = s.int(i);
  if (year < 1 || !s.is(i + 1, ERA)) return null;
  const era = s.at(i + 1);
  const short = s.lower(i + 1).length <= 2;
  if (era.calendar === "ad") return s.raised(i + 1) && year <= 2100 ? moment(i, i + 2, { year }) : null;
  if (era.common && short && !s.raised(i + 1)) return null;
  if (era.calendar === "bc") return moment(i, i + 2, { calendar: "bc" });
  if (year > 1500 || (era.common && year < 1200)) return null;
  let to = i + 2;
  while (s.is(to, ERA)) to += 1;
  return moment(i, to, { calendar: era.calendar });
}

/** "AD 610", "AH 1410", "Solar Hijri year 1394": the era before the year. */
export function eraFirst(s: Scene, i: number): Moment | null {
  let at = i;
  while (s.is(at, ERA)) at += 1;
  const { calendar } = s.at(at - 1);
  const named = s.lower(at) === "calendar" || s.lower(at) === "year" || s.lower(at) === "calendar's" ? at : 0;
  if (named > 0) at += s.lower(at) === "calendar" && s.lower(at + 1) === "year" ? 2 : 1;
  const year = s.int(at);
  if (year < 1 || s.lines(at) > 1 || !s.raised(i) || s.isCounted(at + 1, 2)) return null;
  if (calendar === "ad") return named === 0 && year <= 2100 ? moment(i, at + 1, { year }) : null;
  // "solar 1400" can be a number of panels.
  const sure = named > 0 || at > i + 1 || !s.at(i).common || s.lower(i) === "ah";
  return sure && calendar !== "bc" && year >= 1200 && year <= 1500 ? moment(i, at + 1, { calendar }) : null;
}
