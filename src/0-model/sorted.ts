/**
 * A long list of `data/gazetteer`: lines in the order of the bytes of their first cell, kept as bytes and searched. It
 * costs nothing at the start, however long it is.
 */
export interface Sorted {
  /** The cells of the line whose first cell is `key`; null when there is none. */
  readonly row: (key: string) => readonly string[] | null;
}

const LINE = 10;
const TAB = 9;
const COMMENT = 35;

/** Reads the bytes of such a list: UTF-8, cells apart by tabs; lines in front that begin with `#` are its head. */
export function readSorted(bytes: Uint8Array): Sorted {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let first = 0;
  while (bytes[first] === COMMENT) first = lineAfter(bytes, first);
  const row = (key: string): readonly string[] | null => {
    const wanted = encoder.encode(key);
    let low = first;
    let high = bytes.length;
    while (low < high) {
      let start = (low + high) >> 1;
      while (start > low && bytes[start - 1] !== LINE) start -= 1;
      const order = compare(bytes, start, wanted);
      const next = lineAfter(bytes, start);
      if (order === 0) return decoder.decode(bytes.subarray(start, next)).trimEnd().split("\t");
      if (order < 0) low = next;
      else high = start;
    }
    return null;
  };
  return { row };
}

function lineAfter(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LINE, from);
  return end < 0 ? bytes.length : end + 1;
}

/** Below 0 when the first cell of the line at `start` comes before `wanted`, above 0 when behind it. */
function compare(bytes: Uint8Array, start: number, wanted: Uint8Array): number {
  for (let i = 0; i < wanted.length; i += 1) {
    const byte = bytes[start + i] ?? TAB;
    if (byte === TAB || byte === LINE) return -1;
    const there = wanted[i] ?? 0;
    if (byte !== there) return byte - there;
  }
  const behind = bytes[start + wanted.length];
  return behind === TAB || behind === LINE || behind === undefined ? 0 : 1;
}
