/** One party of a ring: lines of words, each of a size in pixels; the first ones are its name. */
export interface Party {
  readonly id: string;
  readonly name: string;
  /** The words of each tie to it. */
  readonly ties: readonly string[];
}

/** Words as they stand in the ring, broken into lines. */
export interface Block {
  readonly lines: readonly string[];
  /** Baseline of the first line. */
  readonly y: number;
}

/** One link from the middle to a party. */
export interface Link {
  /** A quadratic curve. */
  readonly path: string;
  /** Where the mark of the link stands. */
  readonly mark: readonly [x: number, y: number];
}

/** A party with its place. */
export interface Placed {
  readonly id: string;
  readonly side: "left" | "right";
  /** Where its links end. */
  readonly x: number;
  readonly y: number;
  /** Where its words begin, or on the left, end. */
  readonly edge: number;
  /** From the top of its words to their foot. */
  readonly box: readonly [top: number, foot: number];
  readonly name: Block;
  readonly ties: readonly Block[];
  readonly links: readonly Link[];
}

/** A ring, laid out: the same parties give the same ring, on every machine. */
export interface Ring {
  readonly width: number;
  readonly height: number;
  readonly centre: readonly [x: number, y: number];
  /** The words in the middle. */
  readonly middle: Block;
  readonly parties: readonly Placed[];
}

const WIDTH = 720;
const MIDDLE = WIDTH / 2;
/** Between a node and its words. */
const GAP = 12;
/** Room for the sample of a link before the words of a tie. */
export const SAMPLE = 46;
/** The widest that words may be, in pixels. */
const WORDS = 204;
const NAME = { size: 13, line: 17 };
const TIE = { size: 12, line: 16 };
/** Between the words of two parties. */
const BETWEEN = 16;
const LEAST = 170;
/** The nearest and the farthest that a node stands from the middle, sideways. */
const NEAR = 70;
const FAR = 140;
/** How far two links to one party stand apart. */
const APART = 30;
/** Where on a link its mark stands, from the middle. */
const MARK = 0.66;

/** Lays parties around a name: clockwise in the order given, first down the right side, then up the left, each with room for its words. */
export function ringOf(name: string, parties: readonly Party[]): Ring {
  const sizes = parties.map(blockHeight);
  const half = halfOf(sizes);
  const sides = [
    { side: "right" as const, those: parties.slice(0, half) },
    { side: "left" as const, those: parties.slice(half).reverse() },
  ];
  const tall = (those: readonly Party[]): number => those.reduce((sum, one) => sum + blockHeight(one) + BETWEEN, 0);
  const height = Math.max(LEAST, ...sides.map(({ those }) => tall(those))) + BETWEEN;
  const centre = [MIDDLE, height / 2] as const;
  const placed = sides.flatMap(({ side, those }) => {
    // What room is left over goes between the parties.
    const spare = (height - BETWEEN - tall(those)) / Math.max(1, those.length);
    let top = BETWEEN;
    return those.map((party) => {
      const at = top + spare / 2;
      top += blockHeight(party) + BETWEEN + spare;
      return place(party, side, at, centre);
    });
  });
  const order = new Map(parties.map(({ id }, i) => [id, i]));
  const sorted = placed.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const lines = wrap(name, 108, NAME.size);
  const middle = { lines, y: centre[1] - ((lines.length - 1) * NAME.line) / 2 + 4.5 };
  return { width: WIDTH, height, centre, middle, parties: sorted };
}

/** How many parties go to the right so that both sides are about as tall. */
function halfOf(sizes: readonly number[]): number {
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  let sum = 0;
  for (const [i, size] of sizes.entries()) {
    if (sum + size / 2 >= whole / 2) return Math.max(1, i);
    sum += size;
  }
  return sizes.length;
}

function blockHeight({ name, ties }: Party): number {
  const tieLines = ties.reduce((sum, words) => sum + wrap(words, WORDS - SAMPLE, TIE.size).length, 0);
  return wrap(name, WORDS, NAME.size).length * NAME.line + tieLines * TIE.line;
}

function place(party: Party, side: Placed["side"], top: number, centre: Ring["centre"]): Placed {
  const tall = blockHeight(party);
  const y = top + tall / 2;
  const outward = side === "right" ? 1 : -1;
  const slope = Math.min(1, Math.abs(y - centre[1]) / centre[1]);
  const x = centre[0] + outward * (NEAR + (FAR - NEAR) * Math.sqrt(1 - slope * slope));
  const name = { lines: wrap(party.name, WORDS, NAME.size), y: top + NAME.size };
  let foot = top + name.lines.length * NAME.line;
  const ties = party.ties.map((words): Block => {
    const block = { lines: wrap(words, WORDS - SAMPLE, TIE.size), y: foot + TIE.size };
    foot += block.lines.length * TIE.line;
    return block;
  });
  const links = party.ties.map((_, i) => link(centre, [x, y], (i - (party.ties.length - 1) / 2) * APART));
  return { id: party.id, side, x, y, edge: x + outward * GAP, box: [top, foot], name, ties, links };
}

function link([ax, ay]: Ring["centre"], [bx, by]: Ring["centre"], bend: number): Link {
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const [nx, ny] = [-(by - ay) / length, (bx - ax) / length];
  const [cx, cy] = [(ax + bx) / 2 + nx * bend, (ay + by) / 2 + ny * bend];
  const on = (a: number, c: number, b: number): number =>
    (1 - MARK) ** 2 * a + 2 * (1 - MARK) * MARK * c + MARK ** 2 * b;
  const n = (value: number): string => value.toFixed(1);
  return {
    path: `M${n(ax)} ${n(ay)}Q${n(cx)} ${n(cy)} ${n(bx)} ${n(by)}`,
    mark: [on(ax, cx, bx), on(ay, cy, by)],
  };
}

/** Breaks words into lines no wider than `most`; a single word that is wider is cut. */
export function wrap(words: string, most: number, size: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(/\s+/).flatMap((one) => cut(one, most, size))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer, size) > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function cut(word: string, most: number, size: number): readonly string[] {
  if (widthOf(word, size) <= most) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (widthOf(piece + letter, size) > most) {
      pieces.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** About how wide words are, a little too wide rather than too narrow: nothing is measured where pages are made. */
export function widthOf(words: string, size: number): number {
  let width = 0;
  for (const letter of words) width += ems(letter) * size;
  return width;
}

function ems(letter: string): number {
  if (/\p{M}/u.test(letter)) return 0;
  if (/[ .,:;'’|!()[\]ijlIftr/-]/.test(letter)) return 0.36;
  if (/[mwMW@%—]/.test(letter)) return 0.95;
  if (/\p{Lu}/u.test(letter)) return 0.72;
  if (/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(letter)) return 1.05;
  return letter.codePointAt(0) !== undefined && (letter.codePointAt(0) ?? 0) > 0xffff ? 1.3 : 0.59;
}
