import { EXIT, SourcebookError } from "../0-model/problem.ts";

/** The largest text that is read: 32 MiB, many times the longest book. */
export const LIMIT = 32 * 1024 * 1024;

/** The size of the limit in words, for messages. */
export const LIMIT_WORDS = "32 MB";

/** Text from bytes, and where each stands in the other. */
export interface Decoded {
  readonly text: string;
  /**
   * Pairs of an offset into the text and one into the bytes, ascending in both. Between two pairs every code unit takes
   * the same number of bytes. The first pair is (0, 0), the last the two lengths.
   */
  readonly map: readonly (readonly [offset: number, byte: number])[];
}

/** An input that cannot be read as text; the name says which. */
export function unreadable(code: string, name: string, what: string): SourcebookError {
  return new SourcebookError(code, `${shown(name)} ${what}`, EXIT.unreadable);
}

/** A file's name with control and direction characters made visible, so that a name cannot disturb a terminal. */
export function shown(name: string): string {
  return name.replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return code < 0x20
      ? String.fromCodePoint(0x2400 + code)
      : `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/**
 * The text of bytes in UTF-8, or in UTF-16 with a byte order mark, unchanged: byte order mark and line ends stay.
 * Throws a SourcebookError with code `empty`, `too-large`, `binary` or `not-utf8` (which states the byte).
 */
export function decode(bytes: Uint8Array, name: string): Decoded {
  if (bytes.length === 0) throw unreadable("empty", name, "is empty.");
  if (bytes.length > LIMIT) throw tooLarge(name, bytes.length);
  const wide = wideEncoding(bytes);
  if (wide !== null) return decodeWide(bytes, wide, name);
  if (looksBinary(bytes)) throw unreadable("binary", name, "is not text: it holds binary data.");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const at = badByte(bytes);
    throw unreadable("not-utf8", name, `is not UTF-8 text: byte ${at + 1} does not fit. Save it as UTF-8.`);
  }
  if (!/[^\s\uFEFF\0]/.test(text)) throw unreadable("empty", name, "is empty: it holds only white space.");
  return { text, map: narrowMap(text) };
}

/** The error for something over the limit; `size` in bytes. */
export function tooLarge(name: string, size: number): SourcebookError {
  const megabytes = (size / (1024 * 1024)).toFixed(1);
  return unreadable("too-large", name, `is too large: ${megabytes} MB, and at most ${LIMIT_WORDS} are read. Split it.`);
}

function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

function decodeWide(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be", name: string): Decoded {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw unreadable("not-utf8", name, "begins like UTF-16 text and is damaged. Save it as UTF-8.");
  }
  if (text.includes("\0")) throw unreadable("binary", name, "is not text: it holds binary data.");
  if (!/[^\s\uFEFF]/.test(text)) throw unreadable("empty", name, "is empty: it holds only white space.");
  return {
    text,
    map: [
      [0, 0],
      [text.length, bytes.length],
    ],
  };
}

/** A text has no NUL, and hardly any other control characters (at most one in a hundred bytes). */
function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) return true;
    // Tab, line feed, vertical tab, form feed, carriage return, escape are found in texts.
    if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) controls += 1;
  }
  return controls * 100 > bytes.length;
}

/** Where the first sequence begins that is not UTF-8, as an offset; the length when there is none. */
function badByte(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const length = sequence(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return bytes.length;
}

/** The length of the UTF-8 sequence at `at`, or 0 when it is not one (too long a form, a surrogate, out of range). */
function sequence(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i += 1) {
    if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[at + 1] ?? 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}

/** A pair wherever the number of bytes that a code unit takes changes. */
function narrowMap(text: string): [number, number][] {
  const map: [number, number][] = [[0, 0]];
  let byte = 0;
  let width = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Half of a pair of surrogates takes half of its four bytes.
    const next = code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
    if (next !== width && at > 0) map.push([at, byte]);
    width = next;
    byte += next;
  }
  map.push([text.length, byte]);
  return map;
}

/** The byte that an offset of the text stands at. Throws a RangeError for an offset outside the text. */
export function byteAt(map: Decoded["map"], offset: number): number {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((map[middle]?.[0] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const after = map[low];
  if (after === undefined || offset < 0 || offset > after[0]) throw new RangeError(`No byte for offset ${offset}`);
  const before = map[low - 1];
  if (after[0] === offset || before === undefined) return after[1];
  return before[1] + ((offset - before[0]) * (after[1] - before[1])) / (after[0] - before[0]);
}
