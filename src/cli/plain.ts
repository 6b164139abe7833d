/** Control characters, characters that turn the direction of writing, invisible tags, halves of surrogate pairs. */
const UNSAFE =
  /[\p{Cc}\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]|\p{Cs}/gu;

/**
 * Text of a document for the terminal: what could move the cursor, colour the screen or turn the line around is shown
 * as a symbol (␀, ⟨U+202E⟩). Joiners that scripts need stay.
 */
export function plain(text: string): string {
  return text.replace(UNSAFE, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

const SEGMENTER = new Intl.Segmenter("en", { granularity: "grapheme" });
const ASCII = /^[\x20-\x7E]*$/;
const NARROW = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115F\u2329\u232A\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}])/u;

/** How many columns a text takes in a terminal: wide characters two, combining marks none. */
export function columns(text: string): number {
  if (ASCII.test(text)) return text.length;
  let count = 0;
  for (const { segment } of SEGMENTER.segment(text)) count += NARROW.test(segment) ? 0 : WIDE.test(segment) ? 2 : 1;
  return count;
}

/** The text cut to at most `most` columns, with an ellipsis where something is left out. */
export function cut(text: string, most: number): string {
  if (columns(text) <= most) return text;
  let kept = "";
  let count = 0;
  for (const { segment } of SEGMENTER.segment(text)) {
    const wide = columns(segment);
    if (count + wide > most - 1) break;
    kept += segment;
    count += wide;
  }
  return `${kept.trimEnd()}…`;
}

/** The text broken at blanks into lines of at most `most` columns; a word that is wider has a line to itself. */
export function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const word of text.split(" ")) {
    const wide = columns(word);
    if (line !== "" && width + 1 + wide > most) {
      lines.push(line);
      line = "";
      width = 0;
    }
    width += wide + (line === "" ? 0 : 1);
    line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

/** Rows in aligned columns, two blanks between them. Columns named in `right` are flush right. The last is not padded. */
export function align(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, columns(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const gap = " ".repeat(Math.max(0, (widths[at] ?? 0) - columns(cell)));
        if (right.includes(at)) return `${gap}${cell}`;
        return at === row.length - 1 ? cell : `${cell}${gap}`;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** "1 claim", "2 claims"; `many` where the plural is not made with an s. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
