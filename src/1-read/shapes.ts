import type { Range } from "../0-model/span.ts";
import { EDIT_BUTTON, FIELD_WORDS, HATNOTE } from "./furniture.ts";
import { isSpace, type Line } from "./lines.ts";

/**
 * What one line looks like by itself. `prose` ends like a sentence or is long; `short` is neither and is the only shape
 * that its neighbours decide. `entry` begins like an entry of a reference list. `rule` holds no letter and no digit.
 */
export type Look =
  | "heading"
  | "item"
  | "numbered"
  | "entry"
  | "hatnote"
  | "label"
  | "row"
  | "prose"
  | "short"
  | "rule"
  | "underline";

/** A line with its look. */
export interface Shape {
  readonly look: Look;
  /** The words that count: without bullet, number, `#`, colon or edit button. */
  readonly range: Range;
  /** For a row: the words before the colon or tab. */
  readonly label: Range | null;
  /** For headings their stated level (0 when none is stated), for items the number of bullets. */
  readonly level: number;
}

/** The most words that a line can have and still be no prose. */
const SHORT = 14;
const BULLET = /^(?:[-*•‣◦·▪●○∙–]|\*{2,4}|-{2,3})[ \t\u00A0]+(?=\S)/;
const NUMBERED = /^(?:\(?\d{1,3}[.)]|\(?[a-z][)])[ \t\u00A0]+(?=\S)/;
const ENTRY = /^\[(?:\^?\d{1,4}|[a-z]{1,2}|(?:note|nb|n|fn) ?\d{1,3})\]:?[ \t\u00A0]+(?=[^\s\p{Ll}]|https?:|www\.)/u;
/** A way back to the text, as encyclopedias put in front of entries: `^ a b Title`, `3. ^ Title`. */
const CARET = /^(?:\d{1,4}\. ?)?\^(?: ?[a-z]\b(?![a-z.]))*\.?[ \t\u00A0]+(?=\S)/;
const HASHES = /^(#{1,6})[ \t]+(\S.{0,300})$/;
const EQUALS = /^(={1,6})[ \t]*([^=\s][^=]{0,300})(={1,6})$/;
const CHAPTER = /^(\d{1,2}(?:\.\d{1,2}){1,4})\.?[ \t]+\S/;
const ROW = /^(\p{L}[^:\t.!?"“”]{0,59}):[ \t\u00A0]{1,20}(?=\S)/u;
const BOLD_ROW = /^(?:\*\*|__)(\p{L}[^:*_\t\n]{0,59}?)(?::(?:\*\*|__)|(?:\*\*|__):)[ \t\u00A0]{0,20}(?=\S)/u;
const BOLD_LINE = /^(\*\*|__)([^*_]{1,100})\1$/;
const CELLS = /^([^\t]{1,80})\t+(?=[^\t\s])/;
const PIPES = /^\|[ \t]*([^|]{1,80}?)[ \t]*\|[ \t]*([^|]{1,400}?)[ \t]*\|?$/;
const MARKERS = /(?:[ \u00A0]*\[[^[\]\n]{1,40}\](?::\d{1,4}(?:[–-]\d{1,4})?)?|[⁰¹²³⁴-⁹]{1,4})+$/;
const SENTENCE_END = /[.!?…؟۔।。]["'”’»)\]]*$/;
const WORDLIKE = /[\p{L}\p{N}]/u;

/** The number of words between white space, counted up to `most`. */
export function countWords(text: string, [start, end]: Range, most: number): number {
  let count = 0;
  let inside = false;
  for (let at = start; at < end && count < most; at += 1) {
    const space = isSpace(text.charCodeAt(at));
    if (!space && !inside) count += 1;
    inside = !space;
  }
  return count;
}

/** The last words of a range, without the citation markers behind them. Enough to see how it ends. */
export function tail(text: string, [start, end]: Range): string {
  return text
    .slice(Math.max(start, end - 240), end)
    .replace(MARKERS, "")
    .trimEnd();
}

/** True when the range ends like a sentence, whatever markers stand behind it. */
export function endsSentence(text: string, range: Range): boolean {
  return SENTENCE_END.test(tail(text, range));
}

/** True when the last word of a range names a field of an infobox: "Non-state opponents". */
export function isField(text: string, range: Range): boolean {
  const last = /(\p{L}+)\W*$/u.exec(tail(text, range).slice(-40))?.[1] ?? "";
  return FIELD_WORDS.has(last.toLowerCase());
}

/** The look of a line by itself. A line must not be blank. */
export function shape(text: string, { start, end }: Line): Shape {
  const head = text.slice(start, Math.min(end, start + 640));
  const whole: Range = [start, end];
  if (!WORDLIKE.test(head) && !WORDLIKE.test(text.slice(start, end))) return ruled(head, whole);
  return (
    headed(text, head, whole) ??
    listed(text, head, whole) ??
    noted(head, whole) ??
    celled(text, head, whole) ?? { look: plain(text, whole), range: whole, label: null, level: 0 }
  );
}

function ruled(head: string, range: Range): Shape {
  const underline = /^(?:={3,}|-{3,})$/.test(head);
  return { look: underline ? "underline" : "rule", range, label: null, level: head.startsWith("=") ? 1 : 2 };
}

function headed(text: string, head: string, [start, end]: Range): Shape | null {
  if (end - start > 320) return null;
  const hashes = HASHES.exec(head);
  if (hashes !== null) {
    const words = (hashes[2] ?? "").replace(/[ \t]+#+$/, "").replace(EDIT_BUTTON, "");
    const from = end - (hashes[2]?.length ?? 0);
    return { look: "heading", range: [from, from + words.length], label: null, level: hashes[1]?.length ?? 1 };
  }
  const equals = EQUALS.exec(head.replace(EDIT_BUTTON, ""));
  if (equals !== null && equals[1]?.length === equals[3]?.length) {
    const words = (equals[2] ?? "").trimEnd();
    const from = start + head.indexOf(words);
    return { look: "heading", range: [from, from + words.length], label: null, level: equals[1]?.length ?? 1 };
  }
  const bold = BOLD_LINE.exec(head);
  if (bold !== null && end - start < 110)
    return { look: "heading", range: [start + 2, end - 2], label: null, level: 0 };
  const button = EDIT_BUTTON.exec(head);
  if (button === null || button.index === 0) return null;
  const range: Range = [start, start + button.index];
  return countWords(text, range, SHORT + 2) > SHORT + 1 ? null : { look: "heading", range, label: null, level: 0 };
}

function listed(text: string, head: string, [start, end]: Range): Shape | null {
  const bullet = BULLET.exec(head);
  if (bullet !== null) {
    const marks = bullet[0].trimEnd().length;
    // "- Founded: 2009": a row that an editor made into a list.
    const row = celled(text, head.slice(bullet[0].length), [start + bullet[0].length, end]);
    if (row?.label != null && isField(text, row.label)) return row;
    return { look: "item", range: [start + bullet[0].length, end], label: null, level: marks };
  }
  const entry = ENTRY.exec(head) ?? CARET.exec(head);
  if (entry !== null) return { look: "entry", range: [start + entry[0].length, end], label: null, level: 0 };
  const chapter = CHAPTER.exec(head);
  if (chapter !== null && end - start < 120 && !SENTENCE_END.test(head)) {
    return { look: "heading", range: [start, end], label: null, level: (chapter[1] ?? "").split(".").length + 1 };
  }
  const numbered = NUMBERED.exec(head);
  if (numbered === null) return null;
  const range: Range = [start + numbered[0].length, end];
  // Reports number their paragraphs.
  if (countWords(text, range, SHORT + 1) > SHORT && endsSentence(text, range)) {
    return { look: "prose", range, label: null, level: 0 };
  }
  return { look: "numbered", range: [start + numbered[0].length, end], label: null, level: 1 };
}

function noted(head: string, range: Range): Shape | null {
  return HATNOTE.test(head) ? { look: "hatnote", range, label: null, level: 0 } : null;
}

/** Rows of a table or an infobox: a label and a value. */
function celled(text: string, head: string, [start, end]: Range): Shape | null {
  if (end - start > 600) return null;
  const pipes = PIPES.exec(head);
  if (pipes !== null) {
    const label = (pipes[1] ?? "").trim();
    const value = (pipes[2] ?? "").trim();
    const at = start + head.indexOf(label, 1);
    const valueAt = start + head.lastIndexOf(value);
    if (label === "" || value === "" || valueAt < at + label.length) return null;
    return { look: "row", range: [valueAt, valueAt + value.length], label: [at, at + label.length], level: 0 };
  }
  const bold = BOLD_ROW.exec(head);
  if (bold !== null) {
    const length = (bold[1] ?? "").trimEnd().length;
    return { look: "row", range: [start + bold[0].length, end], label: [start + 2, start + 2 + length], level: 0 };
  }
  const cells = CELLS.exec(head);
  const found = cells ?? ROW.exec(head);
  if (found === null) return null;
  const label = (found[1] ?? "").trimEnd();
  const range: Range = [start + found[0].length, end];
  const row: Shape = { look: "row", range, label: [start, start + label.length], level: 0 };
  if (cells !== null) return row;
  if (countWords(label, [0, label.length], 7) > 6 || text[end - 1] === ":") return null;
  // "Reporter: Who did it?" and "Note: this is old." are prose, "Ideology: Salafism." is a row.
  const sentence = endsSentence(text, range) && countWords(text, range, 4) > 3;
  return sentence && !isField(label, [0, label.length]) ? null : row;
}

function plain(text: string, range: Range): Look {
  const words = countWords(text, range, SHORT + 1);
  if (endsSentence(text, range)) return "prose";
  if (/[:：]$/.test(tail(text, range))) return words <= 8 ? "label" : "prose";
  return words > SHORT ? "prose" : "short";
}
