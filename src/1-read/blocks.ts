import type { Block } from "../0-model/document.ts";
import { fold } from "../0-model/fold.ts";
import { cuts } from "../0-model/grapheme.ts";
import type { Range } from "../0-model/span.ts";
import { boxed, type Head, headingsAmong } from "./context.ts";
import { ABOUT_TEXT, CLOSING_HEADINGS, EDIT_BUTTON, REFERENCE_HEADINGS, SITE } from "./furniture.ts";
import { day, type Header } from "./header.ts";
import { isSpace, type Line } from "./lines.ts";
import { countWords, endsSentence, tail } from "./shapes.ts";
import { rosters, type Unit, units } from "./units.ts";

/**
 * The blocks of a text: what each line or paragraph is, in reading order, disjoint, each inside the text. Lines of the
 * header and rules are in no block. Total: never throws, time linear in the length of the text.
 */
export function blocks(text: string, lines: readonly Line[], header: Header): Block[] {
  const builder = new Builder(text);
  const all = units(text, lines.slice(header.lines));
  if (header.title !== null && !builder.isSame(all[0]?.range, header.title)) builder.title(header.title);
  const first = all[0];
  const rest = first !== undefined && builder.takeTitle(first, all[1], all[2]) ? all.slice(1) : all;
  builder.rest(rest);
  return whole(text, builder.blocks);
}

/** The blocks cut only where the text may be cut: a mark that stands on the blank before a line is left to the blank. */
function whole(text: string, found: readonly Block[]): Block[] {
  const at = cuts(text);
  if (at === null) return [...found];
  const fit = ([start, end]: Range): Range => [at.after(start), at.before(end)];
  const holds = ([start, end]: Range): boolean => start < end;
  return found.flatMap((block) => {
    const range = fit(block.range);
    if (!holds(range)) return [];
    const label = block.label === null ? null : fit(block.label);
    return [
      {
        ...block,
        range,
        headings: block.headings.map(fit).filter(holds),
        label: label !== null && holds(label) ? label : null,
      },
    ];
  });
}

/** The headings that nothing stands under: kept, and reported by coverage. */
export function emptyHeadings(found: readonly Block[]): Range[] {
  const used = new Set(found.flatMap((block) => block.headings.map((range) => range[0])));
  return found.filter((block) => block.kind === "heading" && !used.has(block.range[0])).map((block) => block.range);
}

/** "a. " in front of an entry of a list of notes. */
const LETTERED = /^[a-z]{1,2}[.)][ \t\u00A0]+(?=\S)/;

class Builder {
  readonly text: string;
  readonly blocks: Block[] = [];
  /** The headings that hold now, with their levels; the title first. */
  private path: { readonly level: number; readonly range: Range }[] = [];
  private ranges: readonly Range[] = [];
  private label: Range | null = null;
  private titleKey = "";
  private inReferences = false;
  private dated: Unit | undefined;
  /** True from the first paragraph on. */
  private prose = false;
  /** Added to stated levels where sections begin at level 1, beside the title. */
  private shift = 0;
  private indents: number[] = [];

  constructor(text: string) {
    this.text = text;
  }

  key(range: Range): string {
    return fold(tail(this.text, range).slice(0, 200));
  }

  isSame(a: Range | undefined, b: Range): boolean {
    return a !== undefined && this.key(a) === this.key(b);
  }

  /** Adds a block; its range without white space around it, or null when nothing is left of it. */
  push(kind: Block["kind"], [from, to]: Range, level = 0, label: Range | null = null): Range | null {
    let start = from;
    let end = to;
    while (start < end && isSpace(this.text.charCodeAt(start))) start += 1;
    while (end > start && isSpace(this.text.charCodeAt(end - 1))) end -= 1;
    if (start === end) return null;
    this.blocks.push({ kind, range: [start, end], headings: this.ranges, label, level });
    return [start, end];
  }

  title(words: Range): void {
    const range = this.push("title", words, 1);
    if (range === null || this.path.length > 0) return;
    this.path = [{ level: 1, range }];
    this.ranges = [range];
    this.titleKey = this.key(range);
  }

  /** The first unit is the title when it is a heading, or short or set apart, and something follows. */
  takeTitle(first: Unit, next: Unit | undefined, third: Unit | undefined): boolean {
    if (this.titleKey !== "") return false;
    const length = first.range[1] - first.range[0];
    const headline = first.look === "short" || (length <= 160 && first.look === "prose" && next?.apart === true);
    const ended = endsSentence(this.text, first.range) && !/[?!]["'”’]?$/.test(this.words(first.range));
    // Over a list it is the list's label; over one numbered line with prose behind it, "1. Background", a title.
    const numbered = next?.look === "numbered" && third?.look === "prose";
    const above = next !== undefined && next.look !== "item" && (next.look !== "numbered" || numbered);
    if (first.look !== "heading" && !(headline && !ended && above)) return false;
    const range = first.look === "short" || first.look === "prose" ? this.bare(first.range) : first.range;
    this.title([range[0], range[1] - (SITE.exec(this.words(range).slice(-60))?.[0].length ?? 0)]);
    return true;
  }

  words([start, end]: Range): string {
    return this.text.slice(start, end);
  }

  /** A heading's range without citation markers behind it. */
  bare([start, end]: Range): Range {
    const length = end - start > 240 ? 0 : tail(this.text, [start, end]).length;
    return length === 0 ? [start, end] : [start, start + length];
  }

  rest(found: readonly Unit[]): void {
    const all = rosters(this.text, found, boxed(this.text, found));
    const box = boxed(this.text, all);
    const heads = headingsAmong(this.text, all, box);
    // One lone day under a headline is when it was written; several are the headings of a chronology.
    const days = all.filter((unit) => unit.look === "short" && day(this.words(unit.range)) !== null);
    this.dated = days.length === 1 ? days[0] : undefined;
    // Where sections are stated at level 1, the title is above them all.
    if (all.some((unit) => unit.look === "heading" && unit.level === 1)) this.shift = 1;
    for (const [index, unit] of all.entries()) {
      const next = all[index + 1];
      if (unit.look !== "item" && unit.look !== "numbered") this.indents = [];
      if (this.inReferences && this.reference(unit)) continue;
      if (this.opensReferences(unit, next)) this.openReferences(unit);
      else if (this.titleKey !== "" && unit.look !== "prose" && this.key(unit.range) === this.titleKey)
        this.repeat(unit);
      else this.ordinary(unit, heads[index] ?? "no", { boxed: box[index] ?? false, before: all[index - 1] });
    }
  }

  /** The title again, as the caption of an infobox. */
  repeat(unit: Unit): void {
    this.label = null;
    this.push("title", unit.range, 1);
  }

  ordinary(unit: Unit, head: Head, near: { boxed: boolean; before: Unit | undefined }): void {
    if (unit.look === "short" && this.isAboutText(unit, near.boxed)) this.push("hatnote", unit.range);
    else if (head !== "no") this.heading(unit, head, near.before);
    else if (unit.look === "item" || unit.look === "numbered") this.item(unit);
    else if (unit.look === "entry") this.push("reference", unit.range);
    else if (unit.look === "row") {
      this.label = null;
      if (this.isAboutText(unit, true)) this.push("hatnote", [unit.label?.[0] ?? unit.range[0], unit.range[1]]);
      else this.push("infobox", unit.range, 0, unit.label);
    } else if (this.isUnmarkedItem(unit, near)) this.unmarkedItem(unit.range);
    else this.loose(unit, near.boxed);
  }

  /** Lines without bullets under a label are its items, up to the next blank line. */
  isUnmarkedItem(unit: Unit, near: { boxed: boolean; before: Unit | undefined }): boolean {
    return near.boxed && unit.look === "short" && this.label !== null && !unit.apart && near.before?.look !== "item";
  }

  /** Under "Leaders:" they are items; a name without a colon, "Founded", has the value of its row below it. */
  unmarkedItem(range: Range): void {
    const colon = /^\s*[:：]/.test(this.text.slice(this.label?.[1] ?? 0, (this.label?.[1] ?? 0) + 8));
    if (colon) this.push("item", range, 1, this.label);
    else this.push("infobox", range, 0, this.label);
  }

  /** A line between the title and the first paragraph that says who wrote the text or when: not about the subject. */
  isAboutText(unit: Unit, inBox: boolean): boolean {
    if (this.prose || (unit.look !== "short" && unit.look !== "row")) return false;
    const start = unit.label?.[0] ?? unit.range[0];
    return (this.dated === unit && !inBox) || ABOUT_TEXT.test(this.text.slice(start, start + 60));
  }

  loose(unit: Unit, inBox: boolean): void {
    this.label = null;
    if (unit.look === "hatnote") this.push("hatnote", unit.range);
    else if (unit.look === "short" && inBox) this.push("infobox", unit.range);
    else {
      this.prose = true;
      this.push("paragraph", unit.range);
      if (/[:：]$/.test(tail(this.text, unit.range))) this.label = this.lead(unit.range);
    }
  }

  /** The sentence that leads to a list, without its colon. */
  lead(range: Range): Range {
    const words = tail(this.text, range);
    const last = /(?:^|[.!?]["”’)]?\s+)([^.!?]{1,200})[:：]$/u.exec(words)?.[1] ?? "";
    const end = range[1] - (this.words(range).length - this.words(range).lastIndexOf(":"));
    return last === "" || end < range[0] ? range : [Math.max(range[0], end - last.length), end];
  }

  heading(unit: Unit, head: Head, before: Unit | undefined): void {
    const words = this.bare(this.uncoloned(unit.range));
    this.inReferences = false;
    if (head === "label" || head === "empty") {
      const made = head === "label" ? this.push("label", words) : this.push("heading", words, 2);
      this.label = head === "label" ? made : null;
      return;
    }
    const level = this.levelOf(unit, before);
    while (this.path.length > 0 && (this.path.at(-1)?.level ?? 0) >= level) this.path.pop();
    this.ranges = this.path.map((above) => above.range);
    const range = this.push("heading", words, level);
    this.label = range;
    if (range === null) return;
    this.path.push({ level, range });
    this.ranges = [...this.ranges, range];
  }

  /** A stated level, else 2; 3 for an unstated one directly under another heading. */
  levelOf(unit: Unit, before: Unit | undefined): number {
    if (unit.level > 0 && unit.look === "heading") return Math.max(2, unit.level + this.shift);
    const above = this.path.at(-1);
    const directly = before !== undefined && above !== undefined && before.range[0] === above.range[0];
    return directly && above.level >= 2 && before.level === 0 ? 3 : 2;
  }

  uncoloned([start, end]: Range): Range {
    const words = tail(this.text, [start, end]);
    const colon = /\s*[:：]$/.exec(words);
    return colon === null || colon.index === 0 || end - start > 240 ? [start, end] : [start, start + colon.index];
  }

  /** Nesting of items follows how far they are set in; bullets such as `**` state it. */
  item(unit: Unit): void {
    while (this.indents.length > 0 && (this.indents.at(-1) ?? 0) >= unit.indent) this.indents.pop();
    if (this.indents.length < 64) this.indents.push(unit.indent);
    const level = Math.max(this.indents.length, unit.look === "item" ? unit.level : 1);
    this.push("item", unit.range, level, this.label);
  }

  opensReferences(unit: Unit, next: Unit | undefined): boolean {
    if (unit.look !== "heading" && unit.look !== "short" && unit.look !== "label") return false;
    const name = this.key(this.uncoloned(unit.range));
    if (!REFERENCE_HEADINGS.has(name) || next === undefined) return false;
    if (unit.look === "heading" || name.includes("reference") || name === "bibliography") return true;
    if (next.look === "entry" || next.look === "numbered" || next.look === "item") return true;
    return LETTERED.test(this.text.slice(next.range[0], next.range[0] + 8));
  }

  openReferences(unit: Unit): void {
    this.heading(unit, "section", undefined);
    this.label = null;
    this.inReferences = true;
  }

  /** Takes a unit as an entry of the reference list; false when the list ends before it. */
  reference(unit: Unit): boolean {
    const name = unit.range[1] - unit.range[0] > 60 ? "" : fold(this.words(unit.range).replace(EDIT_BUTTON, ""));
    if (REFERENCE_HEADINGS.has(name)) return false;
    if (CLOSING_HEADINGS.has(name) || unit.look === "heading") {
      this.inReferences = false;
      return false;
    }
    const label = unit.look === "label" && countWords(this.text, unit.range, 5) < 5;
    const from = unit.label?.[0] ?? unit.range[0];
    const start = from + (LETTERED.exec(this.text.slice(from, from + 8))?.[0].length ?? 0);
    this.push(label ? "label" : "reference", label ? this.uncoloned(unit.range) : [start, unit.range[1]]);
    return true;
  }
}
