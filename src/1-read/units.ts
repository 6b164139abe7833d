import type { Range } from "../0-model/span.ts";
import { CONTENTS, CONTENTS_LINE } from "./furniture.ts";
import type { Line } from "./lines.ts";
import { endsSentence, type Look, type Shape, shape } from "./shapes.ts";

/** One or more lines that belong together: a paragraph, an item with its continuation, a heading ... */
export interface Unit {
  readonly look: Look;
  readonly range: Range;
  readonly label: Range | null;
  readonly level: number;
  readonly indent: number;
  /** True when a blank line or a rule stands before it, or nothing at all. */
  readonly apart: boolean;
}

interface Piece {
  readonly line: Line;
  readonly shape: Shape;
  readonly apart: boolean;
}

/** The units of a text, in order. Lines that an editor broke at a margin are put together again. */
export function units(text: string, lines: readonly Line[]): Unit[] {
  const found = pieces(text, lines);
  const margin = marginOf(text, found);
  const made: Unit[] = [];
  let last: Piece | undefined;
  for (const piece of found) {
    const before = made.at(-1);
    if (before !== undefined && last !== undefined && continues(text, { before, last, piece, margin })) {
      // What looked like "Label: value" was the first line of a paragraph.
      const range: Range = [before.label?.[0] ?? before.range[0], piece.line.end];
      made[made.length - 1] = { ...before, look: isPlain(before.look) ? "prose" : before.look, range, label: null };
    } else made.push(...unit(text, piece));
    last = piece;
  }
  return made;
}

/** Shapes of the lines, with underlined headings put together and rules taken out. */
function pieces(text: string, lines: readonly Line[]): Piece[] {
  const found: Piece[] = [];
  let apart = true;
  let contents = false;
  for (const line of lines) {
    if (line.start === line.end) {
      apart = true;
      continue;
    }
    const looks = shapeIn(text, line, contents);
    contents = looks.look === "hatnote" && (contents || CONTENTS.test(text.slice(line.start, line.end)));
    const above = found.at(-1);
    if (looks.look === "underline" && !apart && (above?.shape.look === "short" || above?.shape.look === "label")) {
      const shapeAbove: Shape = { ...above.shape, look: "heading", level: looks.level };
      found[found.length - 1] = { ...above, shape: shapeAbove };
    } else if (looks.look !== "rule" && looks.look !== "underline") {
      found.push({ line, shape: looks, apart });
      apart = false;
      continue;
    }
    apart = true;
  }
  return found;
}

/** A line's look; the name of a table of contents and the lines of one only guide the reader. */
function shapeIn(text: string, line: Line, contents: boolean): Shape {
  const looks = shape(text, line);
  if (line.end - line.start > 120) return looks;
  const words = text.slice(line.start, line.end);
  const guides = contents ? CONTENTS_LINE.test(words) && !endsSentence(text, looks.range) : CONTENTS.test(words);
  return guides ? { look: "hatnote", range: [line.start, line.end], label: null, level: 0 } : looks;
}

const isPlain = (look: Look): boolean => look === "prose" || look === "short" || look === "row";

/**
 * The width at which the text was broken into lines, or 0 when it was not: most lines that another plain line follows
 * could not have taken that line's first word within the longest line, and many of them end in the middle of a sentence.
 */
function marginOf(text: string, found: readonly Piece[]): number {
  let width = 0;
  for (const { line } of found) width = Math.max(width, line.end - line.start + line.indent);
  if (width < 40 || width > 130) return 0;
  let pairs = 0;
  let full = 0;
  let open = 0;
  for (let i = 1; i < found.length; i += 1) {
    const [a, b] = [found[i - 1], found[i]];
    if (a === undefined || b === undefined || b.apart || !isPlain(b.shape.look) || a.shape.look === "heading") continue;
    pairs += 1;
    if (!isFull(text, a.line, b.line, width)) continue;
    full += 1;
    if (!endsSentence(text, a.shape.range)) open += 1;
  }
  return full >= 2 && full * 2 >= pairs && open * 2 >= full ? width : 0;
}

/** True when the first word of `b` would not have fitted behind `a`. A ragged editor gets a tenth of the width. */
function isFull(text: string, a: Line, b: Line, width: number): boolean {
  let first = b.start;
  while (first < b.end && text.charCodeAt(first) !== 0x20) first += 1;
  return a.end - a.start + a.indent + 1 + first - b.start > width * 0.9;
}

interface Seam {
  readonly before: Unit;
  readonly last: Piece;
  readonly piece: Piece;
  readonly margin: number;
}

/** True when a line goes on where the unit before it stopped. */
function continues(text: string, { before, last, piece, margin }: Seam): boolean {
  if (piece.apart || !isPlain(piece.shape.look)) return false;
  if (before.look === "heading" || before.look === "label" || before.look === "hatnote") return false;
  const listed = before.look === "item" || before.look === "numbered" || before.look === "entry";
  if (listed && piece.line.indent >= before.indent + 2) return true;
  if (margin > 0) return isFull(text, last.line, piece.line, margin) && (listed || isPlain(before.look));
  // Without a margin, only a line that plainly breaks off within a sentence goes on.
  const length = last.line.end - last.line.start;
  return (
    length >= 40 &&
    /[\p{Ll},–-]$/u.test(text.slice(last.line.end - 1, last.line.end)) &&
    /^\p{Ll}/u.test(text.slice(piece.line.start, piece.line.start + 2))
  );
}

/** A full stop with a capital glued to it: two lines that lost the line end between them. */
const GLUE = /[\p{Ll})”"][.](?=\p{Lu})/u;

function unit(text: string, { line, shape: looks, apart }: Piece): Unit[] {
  const made: Unit = { ...looks, indent: line.indent, apart };
  if (looks.look !== "hatnote" || line.end - line.start > 1000) return [made];
  const glue = GLUE.exec(text.slice(line.start, line.end));
  if (glue === null) return [made];
  const cut = line.start + glue.index + glue[0].length;
  const rest: Line = { start: cut, end: line.end, indent: line.indent };
  return [{ ...made, range: [line.start, cut] }, ...unit(text, { line: rest, shape: shape(text, rest), apart: false })];
}

/** A short line that ends with years in brackets, such as "Omar Safi (2011 – June 2014) †". */
const DATED = /\([^()]*\b\d{4}\b[^()]*[–—-][^()]*\)\s*†?\s*(?:\[[^\]]{1,12}\]\s*)*$/u;

/**
 * Two or more such lines, one under the other, are the items of a list that lost its bullets: headings have text below.
 * Those in an infobox (`boxed`) that has rows above them and their label are rows of it.
 */
export function rosters(text: string, all: readonly Unit[], boxed: readonly boolean[]): readonly Unit[] {
  const dated = all.map(
    ({ look, range: [start, end] }, i) =>
      i > 0 && look === "short" && end - start < 120 && DATED.test(text.slice(start, end)),
  );
  let first = 0;
  return all.map((unit, i) => {
    if (dated[i - 1] !== true || unit.apart) first = i;
    const alone = first === i && !(dated[i + 1] === true && all[i + 1]?.apart === false);
    const row = boxed[first] === true && boxed[first - 2] === true;
    return dated[i] === true && !alone && !row ? { ...unit, look: "item", level: 1 } : unit;
  });
}
