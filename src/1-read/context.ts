import type { Range } from "../0-model/span.ts";

import { ABOUT_TEXT, CLOSING_HEADINGS, REFERENCE_HEADINGS } from "./furniture.ts";
import { countWords, isField, tail } from "./shapes.ts";
import type { Unit } from "./units.ts";

/** What a unit is a heading of: a section, a list, nothing that is still there; or no heading. */
export type Head = "no" | "section" | "label" | "empty";

const isListed = (unit: Unit | undefined): boolean => unit?.look === "item" || unit?.look === "numbered";
const isLoose = (unit: Unit | undefined): boolean =>
  isListed(unit) ||
  unit?.look === "label" ||
  unit?.look === "row" ||
  unit?.look === "short" ||
  unit?.look === "hatnote";

/**
 * For each unit whether it stands in an infobox or what is left of one: a stretch without prose, before the first marked
 * section, in which something shows that it is one: a label above a list, a labelled row, or several values that lost
 * their labels ("2015–present", "1000-2000 (estimate) [3]").
 */
export function boxed(text: string, all: readonly Unit[]): boolean[] {
  const found = new Array<boolean>(all.length).fill(false);
  const section = all.findIndex((unit) => unit.look === "heading" || isEndMatter(text, unit));
  const end = section < 0 ? all.length : section;
  for (let from = 0; from < end; ) {
    let to = from;
    while (to < end && isLoose(all[to])) to += 1;
    if (to > from && isBox(text, all.slice(from, to + 1), to - from)) found.fill(true, from, to);
    from = to + 1;
  }
  return found;
}

/** `run` holds the stretch and the unit behind it. */
function isBox(text: string, run: readonly Unit[], length: number): boolean {
  let shown = 0;
  let values = 0;
  for (let i = 0; i < length; i += 1) {
    const unit = run[i];
    if (unit === undefined) continue;
    if (unit.label !== null && ABOUT_TEXT.test(text.slice(unit.label[0], unit.label[0] + 60))) continue;
    if (unit.look === "row") shown += 1;
    else if (unit.look === "label" && (isListed(run[i + 1]) || run[i + 1]?.look === "short")) shown += 1;
    else if (unit.look === "short" && isListed(run[i + 1]) && isField(text, unit.range)) shown += 1;
    else if (unit.look === "short" && isValue(text, unit.range)) values += 1;
  }
  return shown > 0 || values > 1;
}

/** A heading of the sections at the end of a document: references, further reading. */
function isEndMatter(text: string, { look, range }: Unit): boolean {
  if (look !== "short" && look !== "label") return false;
  const name = text
    .slice(range[0], Math.min(range[1], range[0] + 40))
    .toLowerCase()
    .replace(/\s*:$/, "");
  return CLOSING_HEADINGS.has(name) || REFERENCE_HEADINGS.has(name);
}

/** A value rather than a name of something: it holds a digit, a bracket or a comma. */
function isValue(text: string, [start, end]: Range): boolean {
  return /[\p{Nd}([,;]/u.test(text.slice(start, end));
}

/** For each unit, whether it is a heading, and of what. */
export function headingsAmong(text: string, all: readonly Unit[], box: readonly boolean[]): Head[] {
  const heads = new Array<Head>(all.length).fill("no");
  const spaced = isSpaced(all);
  // From the end, since a short line is a heading when what follows it is one.
  for (let i = all.length - 1; i >= 0; i -= 1) {
    const unit = all[i];
    if (unit === undefined) continue;
    const near: Near = {
      next: all[i + 1],
      nextHead: heads[i + 1] ?? "no",
      before: all[i - 1],
      boxed: box[i] ?? false,
      spaced,
    };
    if (unit.look === "heading") heads[i] = "section";
    else if (unit.look === "label") heads[i] = ofLabel(unit, near);
    else if (unit.look === "short") heads[i] = ofShort(text, unit, near);
    else if (unit.look === "numbered") heads[i] = ofNumbered(text, unit, near);
  }
  return heads;
}

interface Near {
  readonly next: Unit | undefined;
  readonly nextHead: Head;
  readonly before: Unit | undefined;
  readonly boxed: boolean;
  readonly spaced: boolean;
}

/** True for a text that sets its paragraphs apart by blank lines. */
function isSpaced(all: readonly Unit[]): boolean {
  const prose = all.slice(1).filter((unit) => unit.look === "prose");
  return prose.length > 0 && prose.filter((unit) => unit.apart).length * 2 > prose.length;
}

/** A short line with a colon: over a list its label, over prose the name of a section, over nothing an empty heading. */
function ofLabel(unit: Unit, { next, nextHead, boxed }: Near): Head {
  if (next === undefined) return "empty";
  if (isListed(next)) return "label";
  if (next.look === "short" && nextHead === "no" && !next.apart) return "label";
  if (boxed || next.look === "label" || next.look === "row" || next.look === "heading") return "empty";
  return next.look === "prose" && (next.apart || unit.apart || unit.range[1] - unit.range[0] < 40) ? "section" : "no";
}

function ofShort(text: string, unit: Unit, near: Near): Head {
  const { next, nextHead, spaced } = near;
  if (next === undefined || !canHead(text, unit)) return "no";
  if (CLOSING_HEADINGS.has(text.slice(unit.range[0], unit.range[1]).toLowerCase())) return "section";
  const field = isField(text, unit.range);
  const setApart = spaced && unit.apart && next.look !== "row";
  if (isListed(next)) return setApart && !field && !near.boxed ? "section" : "label";
  if (near.boxed) {
    const valued = isValue(text, unit.range);
    if (field && !setApart) return valued ? "no" : isValueOf(text, next) ? "label" : "empty";
    const named = near.before?.look === "short" && !unit.apart && isField(text, near.before.range);
    if (valued || named || !(next.look === "prose" || next.look === "heading" || nextHead === "section")) return "no";
  }
  if (spaced && !unit.apart) return "no";
  // Two unmarked headings can follow one another; three short lines are a list of something.
  if (next.look === "short") return nextHead === "section" && near.before?.look !== "short" ? "section" : "no";
  return next.look === "entry" ? "no" : "section";
}

/** A line right below the name of a field that names no field itself: its value. */
function isValueOf(text: string, next: Unit): boolean {
  return next.look === "short" && !next.apart && !isField(text, next.range);
}

/** "1. Background" over prose is a heading; numbered lines one after another are a list. */
function ofNumbered(text: string, unit: Unit, near: Near): Head {
  if (near.next?.look !== "prose" || isListed(near.before) || !canHead(text, unit)) return "no";
  return countWords(text, unit.range, 9) < 9 && (near.next.apart || !near.spaced) ? "section" : "no";
}

const FINITE = /\b(?:was|were|is|are|has|have|had|will|would|been|said|says)\b/;

/** Could these words be a heading? Short, beginning like a name, no sentence, no source behind it. */
function canHead(text: string, { range }: Unit): boolean {
  const words = text.slice(range[0], range[1]);
  if (words.length > 100 || countWords(text, range, 13) > 12) return false;
  if (!/^(?:[\p{Lu}\p{Lo}\p{Nd}]|al-\p{Lu}|[a-z]-?\p{Lu})/u.test(words)) return false;
  if (/[.,;:!…†]$/.test(words) || tail(text, range) !== words || /^by \p{Lu}/iu.test(words)) return false;
  return !(countWords(text, range, 5) > 4 && FINITE.test(words));
}
