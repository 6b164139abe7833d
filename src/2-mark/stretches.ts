import { CAPITAL, LOWER, MIXED, NUMBER, UPPER, WORD, type Words } from "../0-model/mark.ts";
import type { Draft } from "./drafts.ts";
import { ADJECTIVE, ARMED, COMMON, FUNCTION, GIVEN, NOTNAME, REPORTING, STATE, TAKING, VERB } from "./naming.ts";
import type { Gazetteer } from "./places.ts";
import { begins, bits, low, type Page } from "./runs.ts";

/** A stretch of tokens `[from, to)` of one sentence in which names may stand. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly page: Page;
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
  for (const page of sheet.pages) {
    if (page.casing !== "mixed") continue;
    const { from, to } = page.sentence;
    let start = -1;
    let last = -1;
    for (let i = from; i < to; i += 1) {
      if (drafted[i] === 1 || isRaised(words, i)) {
        if (start < 0) start = i > from && words.kind[i - 1] === NUMBER ? i - 1 : i;
        last = i;
      } else if (start >= 0 && (i - last > GAP || !INSIDE.has(low(page, i)))) {
        found.push({ from: start, to: last + 1, page });
        start = -1;
      }
    }
    if (start >= 0) found.push({ from: start, to: last + 1, page });
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
  "draft",
  "drafts",
  "before draft",
  "position",
  "before run",
  "place",
  "elsewhere",
  "small",
  "class",
  "class after run",
  "class before run",
  "said",
  "said of run",
] as const;

/** Takes what is observed of one token: the index of the observation, and two values ("" where there is only one). */
export type Take = (what: number, a: string, b: string) => void;

const SHAPES = ["-", "low", "Cap", "UP", "mIx", "0"];
const BITS: readonly (readonly [number, string])[] = [
  [FUNCTION, "f"],
  [COMMON, "c"],
  [GIVEN, "g"],
  [VERB, "v"],
  [ADJECTIVE, "a"],
  [REPORTING, "r"],
  [ARMED, "x"],
  [STATE, "s"],
  [TAKING, "t"],
  [NOTNAME, "n"],
];
const LINKS = new Set(["is", "was", "are", "were", ","]);
const ARTICLES = new Set(["a", "an", "the", "one", "another"]);
/** A draft at least this sure tells what its words are elsewhere (`CUED`). */
const TELLS = 3;

/** Observes the tokens of one document. */
export class Observer {
  private readonly sheet: Sheet;
  private readonly words: Words;
  /** Class of a common noun, by WordNet. */
  private readonly nouns: ReadonlyMap<string, string>;
  /** Token -> index of its draft, or -1. */
  private readonly draftOf: Int32Array;
  private readonly tags: string[];
  private readonly codes = new Map<number, string>();
  /** Word -> the kind of the sure names it stands in. */
  private readonly elsewhere = new Map<string, string>();
  /** Last word of a name -> the class of what the document says that it is: "Caloi is a Brazilian company". */
  private readonly said = new Map<string, string>();

  constructor(sheet: Sheet, nouns: ReadonlyMap<string, string>) {
    this.sheet = sheet;
    this.words = sheet.words;
    this.nouns = nouns;
    this.draftOf = new Int32Array(sheet.words.count).fill(-1);
    this.tags = sheet.drafts.map((draft) => `-${draft.kind}${draft.adjectival ? "+" : ""}-${draft.sure}`);
    sheet.drafts.forEach((draft, index) => {
      this.draftOf.fill(index, draft.nameFrom, draft.nameTo);
      if (draft.sure < TELLS) return;
      for (let i = draft.nameFrom; i < draft.nameTo; i += 1) {
        const lower = this.words.lower[i] ?? "";
        const before = this.elsewhere.get(lower);
        if (before === undefined) this.elsewhere.set(lower, draft.kind);
        else if (before !== draft.kind) this.elsewhere.set(lower, "several");
      }
    });
    for (const page of sheet.pages) this.learn(page);
  }

  /** Observes the tokens of a stretch in order; `begin(k)` is called before what is observed of its token `k`. */
  observe({ from, to, page }: Stretch, begin: (k: number) => void, take: Take): void {
    for (let i = from; i < to; ) {
      let end = i + 1;
      if (isRaised(this.words, i)) while (end < to && isRaised(this.words, end)) end += 1;
      for (let k = i; k < end; k += 1) {
        begin(k - from);
        this.token(page, k, take);
        this.ofRun(page, k, [i, end], take);
      }
      i = end;
    }
  }

  private token(page: Page, i: number, take: Take): void {
    const { from, to } = page.sentence;
    const lower = low(page, i);
    const code = this.code(page, i);
    take(0, lower, "");
    take(1, i + 1 < to ? low(page, i + 1) : "$", "");
    take(2, i - 1 > from ? low(page, i - 2) : "^", "");
    if (lower.length > 3) {
      take(3, lower.slice(-3), "");
      take(4, lower.slice(0, 3), "");
    }
    take(5, code, this.code(page, i + 1));
    take(6, begins(page, i) ? "yes" : "no", code);
    const tag = this.tag(i);
    take(7, tag, "");
    take(8, this.tag(i - 1), tag);
    const draft = this.sheet.drafts[this.draftOf[i] ?? -1];
    if (draft !== undefined) take(9, low(page, draft.nameFrom - 1), tag);
    take(13, this.elsewhere.get(lower) ?? "none", code);
    take(14, page.small.has(lower) ? "yes" : "no", code);
    take(18, this.said.get(lower) ?? "-", code);
  }

  /** What is observed of the capitalised words `[from, to)` that token `i` stands among. */
  private ofRun(page: Page, i: number, [from, to]: readonly [number, number], take: Take): void {
    const position = i === from ? (to === from + 1 ? "only" : "first") : i === to - 1 ? "last" : "inner";
    take(10, position, LENGTHS[Math.min(5, to - from)] ?? "");
    take(11, from > page.sentence.from ? low(page, from - 1) : "^", position);
    take(12, this.place(from, to), position);
    take(15, this.noun(page, i), this.words.shape[i] === LOWER ? "low" : position);
    take(16, this.noun(page, to), position);
    take(17, this.noun(page, from - 1), position);
    take(19, this.said.get(low(page, to - 1)) ?? "-", position);
  }

  /** How a token looks, and what the lists say of it. */
  private code(page: Page, i: number): string {
    if (i >= page.sentence.to) return "$";
    const kind = this.words.kind[i];
    if (kind !== WORD) return kind === NUMBER ? "num" : low(page, i);
    const said = bits(page, i);
    const shape = this.words.shape[i] ?? 0;
    const letter = (this.words.end[i] ?? 0) - (this.words.start[i] ?? 0) === 1;
    const key = said * 16 + shape * 2 + (letter ? 1 : 0);
    let code = this.codes.get(key);
    if (code === undefined) {
      code = (SHAPES[shape] ?? "-") + (letter ? "1" : "");
      for (const [bit, sign] of BITS) if ((said & bit) !== 0) code += sign;
      this.codes.set(key, code);
    }
    return code;
  }

  private tag(i: number): string {
    const at = this.draftOf[i] ?? -1;
    if (at < 0) return "O";
    return (i === this.sheet.drafts[at]?.nameFrom ? "B" : "I") + this.tags[at];
  }

  private place(from: number, to: number): string {
    if (to - from > 5) return "none";
    const text = this.words.text.slice(this.words.start[from], this.words.end[to - 1]);
    const first = this.sheet.gazetteer.find(text)[0];
    if (first === undefined) return "none";
    if (first.precision !== "locality") return first.precision;
    return first.population > 100_000 ? "city" : "town";
  }

  private noun(page: Page, i: number): string {
    if (i < page.sentence.from || i >= page.sentence.to) return "-";
    return this.nouns.get(low(page, i)) ?? "-";
  }

  private learn(page: Page): void {
    const { from, to } = page.sentence;
    for (let i = from; i < to; i += 1) {
      if (!isRaised(this.words, i) || isRaised(this.words, i + 1)) continue;
      const lower = low(page, i);
      if (this.said.has(lower)) continue;
      const noun = this.isA(page, i + 1) ?? this.called(page, i);
      if (noun !== null) this.said.set(lower, noun);
    }
  }

  /** The class of the noun in "is a … noun" or ", a … noun" behind a name that ends at `at`. */
  private isA(page: Page, at: number): string | null {
    const { to } = page.sentence;
    let i = at;
    if (low(page, i) === "(") {
      const limit = Math.min(to, i + 12);
      while (i < limit && low(page, i) !== ")") i += 1;
      i += 1;
    }
    if (!LINKS.has(low(page, i)) || !ARTICLES.has(low(page, i + 1))) return null;
    let found: string | null = null;
    const limit = Math.min(to, i + 10);
    for (i += 2; i < limit; i += 1) {
      if (this.words.kind[i] !== WORD || (bits(page, i) & FUNCTION) !== 0) break;
      if (this.words.shape[i] !== LOWER) continue;
      const noun = this.nouns.get(low(page, i));
      if (noun !== undefined) found = noun;
      else if (found !== null) break;
    }
    return found;
  }

  /** "the village of X", "the company X": the class of the noun before the name that ends at `i`. */
  private called(page: Page, i: number): string | null {
    let at = i;
    while (at > page.sentence.from && isRaised(this.words, at - 1)) at -= 1;
    let k = at - 1;
    if (low(page, k) === "of") k -= 1;
    if (k <= page.sentence.from || this.words.shape[k] !== LOWER) return null;
    const noun = this.nouns.get(low(page, k));
    return noun === "person" || noun === "group" || noun === "location" ? noun : null;
  }
}

const LENGTHS = ["0", "1", "2", "3", "4", "5"];
