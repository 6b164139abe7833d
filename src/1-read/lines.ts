/** One line of a text, without white space around it. A blank line has `start === end`. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** How far it is set in: a tab counts for four. */
  readonly indent: number;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Ends of lines, of pages, and Unicode's own separators. */
function isLineEnd(code: number): boolean {
  return (code >= LINE_FEED && code <= CARRIAGE_RETURN) || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** White space within a line, and characters that cannot be seen at its ends (byte order mark, zero width). */
export function isSpace(code: number): boolean {
  if (code === 0x20 || code === 0x09 || code === 0xa0 || code === 0xfeff || code === 0x1680) return true;
  return (code >= 0x2000 && code <= 0x200b) || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** The lines of a text, in order; there is at least one. */
export function lines(text: string): Line[] {
  const found: Line[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !isLineEnd(text.charCodeAt(at))) continue;
    found.push(line(text, from, at));
    if (text.charCodeAt(at) === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) at += 1;
    from = at + 1;
  }
  return found;
}

function line(text: string, from: number, to: number): Line {
  let start = from;
  let end = to;
  let indent = 0;
  for (; start < end && isSpace(text.charCodeAt(start)); start += 1) {
    const code = text.charCodeAt(start);
    if (code === 0x09) indent += 4;
    else if (code !== 0xfeff && code !== 0x200b) indent += 1;
  }
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return { start, end, indent };
}
