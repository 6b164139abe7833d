import type { Kind } from "../0-model/entity.ts";
import { CAPITAL, LOWER, MIXED, NUMBER, UPPER, WORD, type Words } from "../0-model/mark.ts";
import type { Draft } from "./drafts.ts";
import { SIGNS } from "./naming.ts";
import type { Gazetteer } from "./places.ts";
import { Recall } from "./recall.ts";
import { begins, bits, low, type Page } from "./runs.ts";

/** A stretch of tokens `[from, to)` of one sentence in which names may stand. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly page: Page;
  /** Index of its sentence. */
  readonly sentence: number;
}

/** What the lists, head words and cues say of one document, sentence by sentence, before what is unsure is weighed. */
export interface Sheet {
  readonly words: Words;
  readonly pages: readonly Page[];
  readonly gazetteer: Gazetteer;
  readonly drafts: Draft[];
}

/** Small words and signs that may stand inside a name. */
const INSIDE = new Set(
  "of the for and in on to de la le du del di da von van der bin al el ul & ' 's - . , / \" ( ) +".split(" "),
);
const APART = new Set(", and or . ; : ) ( / 's".split(" "));
/** Words over which a name goes on. */
const LINKS = new Set("of for in on to the de la del du & -".split(" "));
/** How many of them in a row. */
const GAP = 2;

/** True for a word with a capital, whatever the lists say of it. */
function isRaised(words: Words, i: number): boolean {
  if (words.kind[i] !== WORD) return false;
  const shape = words.shape[i];
  return shape === CAPITAL || shape === UPPER || shape === MIXED;
}

/** The stretches of a document in which names may stand: capitalised words, drafts, and the small words between them. */
export function stretches(sheet: Sheet): Stretch[] {
  const { words } = sheet;
  const found: Stretch[] = [];
  const drafted = new Uint8Array(words.count);
  for (const draft of sheet.drafts) drafted.fill(1, draft.nameFrom, draft.nameTo);
  for (const [sentence, page] of sheet.pages.entries()) {
    const { from, to } = page.sentence;
    let start = -1;
    let last = -1;
    for (let i = from; i < to; i += 1) {
      if (drafted[i] === 1 || isRaised(words, i)) {
        if (start < 0) start = i > from && words.kind[i - 1] === NUMBER ? i - 1 : i;
        last = i;
      } else if (start >= 0 && (i - last > GAP || !INSIDE.has(low(page, i)))) {
        found.push({ from: start, to: last + 1, page, sentence });
        start = -1;
      }
    }
    if (start >= 0) found.push({ from: start, to: last + 1, page, sentence });
  }
  return found;
}

/** What is observed of a token. The names stand in `data/lexicons/en/weights.tsv`. */
export const OBSERVATIONS = [
  "word",
  "word after",
  "second before",
  "ending",
  "beginning",
  "looks",
  "starts",
  "drafts",
  "position",
  "before run",
  "place",
  "class",
  "class after run",
] as const;

/** Takes what is observed of one token: the index of the observation, and the numbers of its two values (0: none). */
export type Take = (what: number, a: number, b: number) => void;

/** What is the same for a word wherever it stands: the numbers of its text, its ending, its beginning, its class. */
interface Word {
  readonly text: number;
  readonly ending: number;
  readonly beginning: number;
  readonly noun: number;
}

interface Tag {
  readonly first: number;
  readonly further: number;
}

/** Numbers for the values of observations: `number` gives one below 0 for what no weight speaks of. */
export class Vocabulary {
  readonly number: (text: string) => number;
  private readonly nouns: ReadonlyMap<string, string>;
  /** What is the same for a word wherever it stands. */
  readonly word = new Recall<Word>((lower) => this.read(lower));
  private readonly codes = new Map<number, number>();
  private readonly tags = new Map<Kind, Tag[]>();

  /** `nouns`: the class of a common noun, by WordNet. */
  constructor(nouns: ReadonlyMap<string, string>, number: (text: string) => number) {
    this.nouns = nouns;
    this.number = number;
  }

  private read(lower: string): Word {
    const long = lower.length > 3;
    return {
      text: this.number(lower),
      ending: long ? this.number(lower.slice(-3)) : 0,
      beginning: long ? this.number(lower.slice(0, 3)) : 0,
      noun: this.number(this.nouns.get(lower) ?? "-"),
    };
  }

  /** The numbers of the first and the further tokens of a draft. */
  draft({ kind, adjectival, sure }: Draft): Tag {
    const key = sure * 2 + (adjectival ? 1 : 0);
    let tags = this.tags.get(kind);
    if (tags === undefined) {
      tags = [];
      this.tags.set(kind, tags);
    }
    let tag = tags[key];
    if (tag === undefined) {
      const name = `-${kind}${adjectival ? "+" : ""}-${sure}`;
      tag = { first: this.number(`B${name}`), further: this.number(`I${name}`) };
      tags[key] = tag;
    }
    return tag;
  }

  /** The number of a word's looks: shape, whether it is one letter, and what the lists say of it. */
  code(said: number, shape: number, letter: boolean): number {
    const key = said * 16 + shape * 2 + (letter ? 1 : 0);
    const known = this.codes.get(key);
    if (known !== undefined) return known;
    let code = (SHAPES[shape] ?? "-") + (letter ? "1" : "");
    for (const [bit, sign] of SIGNS) if ((said & bit) !== 0) code += sign;
    const number = this.number(code);
    this.codes.set(key, number);
    return number;
  }
}

const SHAPES = ["-", "low", "Cap", "UP", "mIx", "0"];
/** The capitalised words `[from, to)` in a row, and what is observed of all of them. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly before: number;
  readonly place: number;
  readonly nounAfter: number;
}

type Is = (draft: Draft) => boolean;

/** Observes the tokens of one document. */
export class Observer {
  private readonly sheet: Sheet;
  private readonly words: Words;
  private readonly vocabulary: Vocabulary;
  /** Token -> index of its draft, or -1. */
  private readonly draftOf: Int32Array;
  /** The numbers of a draft's first and further tokens. */
  private readonly first: Int32Array;
  private readonly further: Int32Array;
  private readonly number: ReturnType<typeof constants>;

  constructor(sheet: Sheet, vocabulary: Vocabulary) {
    this.sheet = sheet;
    this.words = sheet.words;
    this.vocabulary = vocabulary;
    this.number = constants(vocabulary);
    this.draftOf = new Int32Array(sheet.words.count).fill(-1);
    this.first = new Int32Array(sheet.drafts.length);
    this.further = new Int32Array(sheet.drafts.length);
    sheet.drafts.forEach((draft, index) => {
      const { first, further } = vocabulary.draft(draft);
      this.first[index] = first;
      this.further[index] = further;
      this.draftOf.fill(index, draft.nameFrom, draft.nameTo);
    });
  }

  /** True when every capitalised word of the stretch is of a draft that stands, whatever is weighed. */
  isSettled({ from, to }: Stretch, isFirm: Is, stands: Is): boolean {
    const { drafts } = this.sheet;
    const whole = drafts[this.draftOf[from] ?? -1];
    if (whole !== undefined && whole.nameFrom === from && whole.nameTo === to && isFirm(whole)) return true;
    for (let i = from; i < to; ) {
      const draft = drafts[this.draftOf[i] ?? -1];
      if (draft === undefined ? isRaised(this.words, i) : !stands(draft) && !(isFirm(draft) && this.isApart(draft)))
        return false;
      i = draft === undefined ? i + 1 : draft.nameTo;
      // Two names side by side may be one.
      if (draft !== undefined && i < to && isRaised(this.words, i)) return false;
    }
    return true;
  }

  /** True for a name that only commas and "and" stand beside: no longer name takes it in. */
  private isApart({ nameFrom, nameTo }: Draft): boolean {
    const { lower } = this.words;
    return (
      APART.has(lower[nameTo] ?? ".") &&
      (APART.has(lower[nameFrom - 1] ?? ".") || !LINKS.has(lower[nameFrom - 1] ?? ""))
    );
  }

  /** Observes the tokens of a stretch in order; `begin(k)` is called before what is observed of its token `k`. */
  observe({ from, to, page }: Stretch, begin: (k: number) => void, take: Take): void {
    for (let i = from; i < to; ) {
      let end = i + 1;
      if (isRaised(this.words, i)) while (end < to && isRaised(this.words, end)) end += 1;
      const run = this.run(page, i, end);
      for (let k = i; k < end; k += 1) {
        begin(k - from);
        this.token(page, k, take);
        this.ofRun(k, run, take);
      }
      i = end;
    }
  }

  private run(page: Page, from: number, to: number): Run {
    const { vocabulary, number } = this;
    return {
      from,
      to,
      length: number.lengths[Math.min(5, to - from)] ?? 0,
      before: from > page.sentence.from ? vocabulary.word.of(this.words, from - 1).text : number.start,
      place: this.place(from, to),
      nounAfter: to < page.sentence.to ? vocabulary.word.of(this.words, to).noun : number.none,
    };
  }

  private token(page: Page, i: number, take: Take): void {
    const { vocabulary, number } = this;
    const { from, to } = page.sentence;
    const word = vocabulary.word.of(this.words, i);
    const code = this.code(page, i);
    take(0, word.text, 0);
    take(1, i + 1 < to ? vocabulary.word.of(this.words, i + 1).text : number.end, 0);
    take(2, i - 1 > from ? vocabulary.word.of(this.words, i - 2).text : number.start, 0);
    if (word.ending !== 0) take(3, word.ending, 0);
    if (word.beginning !== 0) take(4, word.beginning, 0);
    take(5, code, this.code(page, i + 1));
    take(6, begins(page, i) ? number.yes : number.no, code);
    take(7, this.tag(i - 1), this.tag(i));
  }

  /** What is observed of the capitalised words that token `i` stands among. */
  private ofRun(i: number, run: Run, take: Take): void {
    const { number } = this;
    const edge = i === run.to - 1 ? number.last : number.inner;
    const position = i === run.from ? (run.to === run.from + 1 ? number.only : number.first) : edge;
    take(8, position, run.length);
    take(9, run.before, position);
    take(10, run.place, position);
    const { noun } = this.vocabulary.word.of(this.words, i);
    take(11, noun, this.words.shape[i] === LOWER ? number.low : position);
    take(12, run.nounAfter, position);
  }

  /** The number of how a token looks, and of what the lists say of it. */
  private code(page: Page, i: number): number {
    if (i >= page.sentence.to) return this.number.end;
    const kind = this.words.kind[i];
    if (kind === NUMBER) return this.number.num;
    if (kind !== WORD) return this.vocabulary.word.of(this.words, i).text;
    const letter = (this.words.end[i] ?? 0) - (this.words.start[i] ?? 0) === 1;
    return this.vocabulary.code(bits(page, i), this.words.shape[i] ?? 0, letter);
  }

  private tag(i: number): number {
    const at = this.draftOf[i] ?? -1;
    if (at < 0) return this.number.outside;
    return (i === this.sheet.drafts[at]?.nameFrom ? this.first[at] : this.further[at]) ?? 0;
  }

  private place(from: number, to: number): number {
    const { number } = this;
    if (to - from > 5) return number.nowhere;
    const text = this.words.text.slice(this.words.start[from], this.words.end[to - 1]);
    const first = this.sheet.gazetteer.find(text)[0];
    if (first === undefined) return number.nowhere;
    if (first.precision !== "locality") return this.vocabulary.number(first.precision);
    return first.population > 100_000 ? number.city : number.town;
  }
}

/** The numbers of the values that do not come from the text. */
function constants({ number }: Vocabulary) {
  return {
    lengths: ["0", "1", "2", "3", "4", "5"].map(number),
    start: number("^"),
    end: number("$"),
    none: number("-"),
    nowhere: number("none"),
    outside: number("O"),
    yes: number("yes"),
    no: number("no"),
    num: number("num"),
    low: number("low"),
    only: number("only"),
    first: number("first"),
    last: number("last"),
    inner: number("inner"),
    city: number("city"),
    town: number("town"),
  };
}
