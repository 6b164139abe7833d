import type { Kind } from "../0-model/entity.ts";
import { type Knowledge, type Rows, rows } from "../0-model/knowledge.ts";
import { MIXED, UPPER } from "../0-model/mark.ts";
import { CUED, type Draft, HEADED, LIKELY, LISTED } from "./drafts.ts";
import { COMMON, NOTNAME } from "./naming.ts";
import { OBSERVATIONS, Observer, type Sheet, type Stretch, stretches, type Take, Vocabulary } from "./stretches.ts";

/** What a token is: outside of names, or the first or a further token of one of four sorts of names. */
export const LABELS = ["outside", "person", "person+", "body", "body+", "place", "place+", "other", "other+"] as const;
const COUNT = LABELS.length;

/** The weights of labels by what is observed, and of the steps from label to label. */
export interface Weights {
  readonly vocabulary: Vocabulary;
  readonly table: Table;
  readonly steps: Float32Array;
}

/** Bits of a key for the first and the second number of an observation. */
const FIRST = 14;
const SECOND = 13;

/**
 * Weights by observation and two numbers, in one open hash table: a look-up makes nothing and reads little memory. The
 * numbers are from 0; above 16,383 and 8,191 `put` throws.
 */
export class Table {
  private readonly mask: number;
  private readonly keys: Int32Array;
  private readonly rows: Uint16Array;
  private count = 0;
  readonly weights: Float32Array;

  /** For at most `rows` rows. */
  constructor(rows: number) {
    let size = 16;
    while (size < rows * 1.5) size *= 2;
    this.mask = size - 1;
    this.keys = new Int32Array(size).fill(-1);
    this.rows = new Uint16Array(size);
    this.weights = new Float32Array(rows * COUNT);
  }

  private slot(key: number): number {
    let at = (Math.imul(key, 0x9e3779b1) >>> 15) & this.mask;
    while (this.keys[at] !== -1 && this.keys[at] !== key) at = (at + 1) & this.mask;
    return at;
  }

  /** Where the weights of a new row begin. */
  put(what: number, a: number, b: number): number {
    if (a >> FIRST !== 0 || b >> SECOND !== 0 || this.count > 0xffff) throw new Error("There are too many weights.");
    const key = keyOf(what, a, b);
    const at = this.slot(key);
    this.keys[at] = key;
    this.rows[at] = this.count;
    this.count += 1;
    return (this.count - 1) * COUNT;
  }

  /** Where the weights of a row begin, or -1. */
  get(what: number, a: number, b: number): number {
    const at = this.slot(keyOf(what, a, b));
    return this.keys[at] === -1 ? -1 : (this.rows[at] as number) * COUNT;
  }
}

function keyOf(what: number, a: number, b: number): number {
  return (what << (FIRST + SECOND)) | (a << SECOND) | b;
}

/** True when label `b` may follow label `a`: a further token only after one of its sort. */
export function follows(a: number, b: number): boolean {
  return b === 0 || b % 2 === 1 || a === b || a === b - 1;
}

/** Room for the longest stretch so far: decoding makes nothing but its answer. */
let best = new Float32Array(64 * COUNT);
let origin = new Int8Array(64 * COUNT);

/** The likeliest labels of `count` tokens, by the scores of each (`scores[k * 9 + label]`) and of the steps. */
export function decode(scores: Float32Array, count: number, steps: Float32Array): Uint8Array {
  if (best.length < count * COUNT) {
    best = new Float32Array(2 * count * COUNT);
    origin = new Int8Array(2 * count * COUNT);
  }
  // Nothing goes before the first token: only what may follow "outside" can stand there.
  for (let label = 0; label < COUNT; label += 1) {
    const further = label > 0 && label % 2 === 0;
    best[label] = further ? Number.NEGATIVE_INFINITY : (scores[label] as number) + (steps[label] as number);
  }
  for (let k = 1; k < count; k += 1) {
    const row = k * COUNT;
    for (let label = 0; label < COUNT; label += 1) {
      const further = label > 0 && label % 2 === 0;
      const until = further ? label : COUNT - 1;
      let by = further ? label - 1 : 0;
      let most = (best[row - COUNT + by] as number) + (steps[by * COUNT + label] as number);
      for (let previous = by + 1; previous <= until; previous += 1) {
        const score = (best[row - COUNT + previous] as number) + (steps[previous * COUNT + label] as number);
        if (score > most) {
          most = score;
          by = previous;
        }
      }
      best[row + label] = most + (scores[row + label] as number);
      origin[row + label] = by;
    }
  }
  return backwards(count);
}

/** The labels on the best way to the last token. */
function backwards(count: number): Uint8Array {
  const found = new Uint8Array(count);
  const last = (count - 1) * COUNT;
  let label = 0;
  for (let other = 1; other < COUNT; other += 1) {
    if ((best[last + other] as number) > (best[last + label] as number)) label = other;
  }
  for (let k = count - 1; k >= 0; k -= 1) {
    found[k] = label;
    label = origin[k * COUNT + label] as number;
  }
  return found;
}

/** Weights from the rows of `data/lexicons/en/weights.tsv`. */
export function compileWeights(list: Rows, nouns: ReadonlyMap<string, string>): Weights {
  const numbers = new Map<string, number>([["", 0]]);
  const number = (text: string): number => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  };
  const index = new Map<string, number>(OBSERVATIONS.map((name, at) => [name, at]));
  const table = new Table(list.length);
  const steps = new Float32Array(COUNT * COUNT);
  for (const [what = "", a = "", b = "", ...said] of list) {
    const observation = index.get(what);
    const into = observation === undefined ? steps : table.weights;
    const at = observation === undefined ? Number(a) * COUNT : table.put(observation, number(a), number(b));
    for (const cell of said) {
      const cut = cell.indexOf(":");
      into[at + Number(cell.slice(0, cut))] = Number(cell.slice(cut + 1)) / 100;
    }
  }
  return { vocabulary: new Vocabulary(nouns, (text) => numbers.get(text) ?? -1), table, steps };
}

/** The classes of common nouns. */
export function nounClasses(knowledge: Knowledge): Map<string, string> {
  const found = new Map<string, string>();
  for (const [one = "", many = "", sort = ""] of rows(knowledge.lexicons, "nouns")) {
    found.set(one, sort);
    if (many !== "" && !found.has(many)) found.set(many, sort);
  }
  return found;
}

/** One name as it was weighed: tokens `[from, to)` and its sort, an odd label. */
interface Weighed {
  readonly from: number;
  readonly to: number;
  readonly label: number;
  /** Index of its sentence. */
  readonly sentence: number;
}

/** Weighs the names of a sheet; gives its drafts as they then stand, in order. */
export type Judge = (sheet: Sheet) => Draft[];

/** Compiles the weights into a judge. Throws a plain Error when `data/` lacks a list. */
export function compileJudge(knowledge: Knowledge, list: Rows = rows(knowledge.lexicons, "weights")): Judge {
  const { vocabulary, table, steps } = compileWeights(list, nounClasses(knowledge));
  const scale = new Scale(table);
  return (sheet) => {
    const observer = new Observer(sheet, vocabulary);
    const weighed: Weighed[] = [];
    for (const stretch of stretches(sheet)) {
      if (observer.isSettled(stretch, isFirm, stands)) continue;
      const count = stretch.to - stretch.from;
      scale.empty(count);
      observer.observe(stretch, scale.begin, scale.take);
      names(stretch, decode(scale.scores, count, steps), weighed);
    }
    return settle(sheet, weighed);
  };
}

/** Sums up the weights of what is observed of the tokens of a stretch. */
class Scale {
  scores = new Float32Array(64 * COUNT);
  private at = 0;
  private readonly table: Table;

  constructor(table: Table) {
    this.table = table;
  }

  /** Makes room for a stretch of `count` tokens. */
  empty(count: number): void {
    if (this.scores.length < count * COUNT) this.scores = new Float32Array(2 * count * COUNT);
    this.scores.fill(0, 0, count * COUNT);
  }

  readonly begin = (k: number): void => {
    this.at = k * COUNT;
  };

  readonly take: Take = (what, a, b) => {
    // No weight speaks of a value that has no number.
    if (a < 0 || b < 0) return;
    const row = this.table.get(what, a, b);
    if (row < 0) return;
    const { at, scores } = this;
    const { weights } = this.table;
    for (let label = 0; label < COUNT; label += 1)
      scores[at + label] = (scores[at + label] as number) + (weights[row + label] as number);
  };
}

function names(stretch: Stretch, labels: Uint8Array, out: Weighed[]): void {
  for (let k = 0; k < labels.length; ) {
    const label = labels[k] ?? 0;
    let end = k + 1;
    if (label > 0) while (end < labels.length && labels[end] === label + 1) end += 1;
    // "The Northern Front" is the Northern Front.
    const article = label === BODY && end > k + 1 && stretch.page.words.lower[stretch.from + k] === "the" ? 1 : 0;
    const { from, sentence } = stretch;
    const found: Weighed = { from: from + k + article, to: from + end, label, sentence };
    // What is no name of ours only stands in the way of others.
    const name = label === 0 ? null : label === OTHER ? found : undated(stretch, found);
    if (name !== null) balanced(stretch, name, out);
    k = end;
  }
}

/** The name without words of time at its ends; null when one stands inside it: what a date holds belongs to no name. */
function undated({ page }: Stretch, name: Weighed): Weighed | null {
  let { from, to } = name;
  while (from < to && page.masked(from)) from += 1;
  while (to > from && page.masked(to - 1)) to -= 1;
  for (let i = from; i < to; i += 1) if (page.masked(i)) return null;
  return from < to ? { ...name, from, to } : null;
}

/** "Liberation Groups (GAL" is two names: a bracket that does not close inside a name ends it. */
function balanced({ page }: Stretch, name: Weighed, out: Weighed[]): void {
  let open = -1;
  for (let i = name.from; i < name.to; i += 1) {
    const sign = page.words.lower[i];
    if (sign === "(") open = i;
    else if (sign === ")") {
      if (open < 0) return;
      open = -1;
    }
  }
  if (open < 0) out.push(name);
  else {
    if (open > name.from) out.push({ ...name, to: open });
    if (open + 1 < name.to) out.push({ ...name, from: open + 1 });
  }
}

const SORTS: Partial<Record<Kind, number>> = {
  person: 1,
  group: 3,
  organisation: 3,
  outlet: 3,
  government: 3,
  place: 5,
};
const PERSON = 1;
const BODY = 3;
const PLACE = 5;
const OTHER = 7;
const KINDS: Readonly<Record<number, Kind>> = { 1: "person", 3: "organisation", 5: "place" };

/** True for a draft that the lists and head words decide, whatever is weighed. */
function isFirm(draft: Draft): boolean {
  if (draft.adjectival || SORTS[draft.kind] === undefined) return true;
  if (draft.sure >= LISTED || draft.full !== null) return true;
  if (draft.sure >= CUED && (draft.kind === "person" || draft.kind === "outlet")) return true;
  return draft.sure >= HEADED && (draft.kind === "government" || draft.kind === "group" || draft.kind === "place");
}

/** True for a draft that no longer name around it takes in either. */
function stands(draft: Draft): boolean {
  return isFirm(draft) && (draft.kind === "group" ? draft.sure >= LISTED : SORTS[draft.kind] === undefined);
}

/** "al-Qa'im": a capital behind an Arabic article is never an everyday word. */
function isArticled({ words }: Sheet, { nameFrom, nameTo }: Draft): boolean {
  return (
    nameTo === nameFrom + 1 && words.shape[nameFrom] === MIXED && /^a[ldrstnz]h?-/.test(words.lower[nameFrom] ?? "")
  );
}

/** What becomes of the drafts of a sheet when the weighed names are laid over them. */
function settle(sheet: Sheet, weighed: readonly Weighed[]): Draft[] {
  const out: Draft[] = [];
  const { drafts } = sheet;
  let d = 0;
  const pass = (until: number): void => {
    for (; d < drafts.length && (drafts[d] as Draft).nameTo <= until; d += 1) {
      const draft = drafts[d] as Draft;
      if (isFirm(draft) || draft.titleFrom >= 0 || isArticled(sheet, draft)) out.push(draft);
    }
  };
  for (const name of weighed) {
    pass(name.from);
    const next = drafts[d];
    const inTitle = next !== undefined && next.from < name.to && next.nameFrom >= name.to;
    if (inTitle || (out.at(-1)?.to ?? 0) > name.from) continue;
    const first = d;
    while (d < drafts.length && (drafts[d] as Draft).nameFrom < name.to) d += 1;
    const over = drafts.slice(first, d);
    // A weighed name that runs into the title of the next one yields to what the lists cut.
    if ((drafts[d]?.from ?? name.to) < name.to) out.push(...over);
    else under(sheet, name, over, out);
  }
  pass(sheet.words.count);
  return out;
}

function under(sheet: Sheet, name: Weighed, over: readonly Draft[], out: Draft[]): void {
  const [first] = over;
  // "Gen. Dostum" as a whole is the person whose title stands in it.
  const titled = first !== undefined && first.titleFrom >= 0 && first.nameFrom > name.from;
  const from = titled && over.length === 1 ? first.nameFrom : name.from;
  if (first !== undefined && over.length === 1 && first.nameFrom === from && first.nameTo === name.to) {
    const kept = isListedArea(sheet, first) ? first : resorted(first, name.label);
    if (kept !== null) out.push(kept);
  } else if (areTwo(sheet, over) || over.some((draft) => isFirm(draft) && !gives(draft, name))) out.push(...over);
  else {
    const and = betweenPlaces(sheet, { ...name, from });
    const parts =
      and < 0
        ? [{ ...name, from }]
        : [
            { ...name, from, to: and },
            { ...name, from: and + 1 },
          ];
    for (const part of parts) {
      const inside = over.filter((draft) => draft.nameFrom >= part.from && draft.nameTo <= part.to);
      const made = newly(sheet, part, inside);
      if (made !== null) out.push(made);
    }
  }
}

/** "Kabardino-Balkaria and North Ossetia" are two places, "Bosnia and Herzegovina" is one: the "and" between two, or -1. */
function betweenPlaces({ words, gazetteer }: Sheet, { from, to, label }: Weighed): number {
  if (label !== PLACE) return -1;
  for (let i = from + 1; i < to - 1; i += 1)
    if (words.lower[i] === "and")
      return gazetteer.every(words.text.slice(words.start[from], words.end[to - 1])).length > 0 ? -1 : i;
  return -1;
}

/** "Al-Qalam Media and Radio Azawad": two names with a head word each are no one name. */
function areTwo({ words }: Sheet, [a, b, more]: readonly Draft[]): boolean {
  if (a === undefined || b === undefined || more !== undefined) return false;
  return a.sure >= HEADED && b.sure >= HEADED && b.nameFrom === a.nameTo + 1 && words.lower[a.nameTo] === "and";
}

/**
 * True when a firm draft gives way to a longer name that it is only a part of: "Fiji Labour Party" to "Labour Party".
 * A listed group stands, and so does a place in what is no name of ours: "the 2017 Barcelona attacks".
 */
function gives(draft: Draft, { from, to, label }: Weighed): boolean {
  if (from > draft.nameFrom || to < draft.nameTo || to - from === draft.nameTo - draft.nameFrom) return false;
  if (draft.sure >= LISTED && draft.kind === "group") return false;
  if (label === OTHER) return SORTS[draft.kind] === BODY || (SORTS[draft.kind] === PERSON && draft.full === null);
  return label !== PLACE || SORTS[draft.kind] !== PLACE;
}

/** "Texas, Oklahoma and Kansas": the name of a division in a list of places is a place. */
function isListedArea({ words, gazetteer }: Sheet, { kind, from, to, nameFrom, nameTo }: Draft): boolean {
  if (kind !== "place" || from !== nameFrom) return false;
  const before = words.lower[from - 1] ?? "";
  const after = words.lower[to] ?? "";
  const listed = before === "and" || before === "or" || (before === "," && (after === "," || after === "and"));
  if (!listed) return false;
  const name = words.text.slice(words.start[nameFrom], words.end[nameTo - 1]);
  const precision = gazetteer.find(name)[0]?.precision;
  return precision === "province" || precision === "country";
}

/** A name that was weighed where the drafts have none, or others. */
function newly(sheet: Sheet, { from, to, label, sentence }: Weighed, over: readonly Draft[]): Draft | null {
  const kind = KINDS[label];
  if (kind === undefined || (over.length === 0 && isPlain(sheet, from, to))) return null;
  const first = over.find((draft) => draft.nameFrom === from);
  const own = over.findLast((draft) => SORTS[draft.kind] === label)?.kind ?? kind;
  return {
    from: first?.from ?? from,
    to,
    nameFrom: from,
    nameTo: to,
    titleFrom: first?.titleFrom ?? -1,
    kind: own,
    sure: LIKELY,
    adjectival: false,
    known: null,
    precision: null,
    chain: over.at(-1)?.chain ?? [],
    full: null,
    sentence,
    key: null,
  };
}

/** "Black", "PKM", "Black Hawk": what the lists know as an everyday word, or as no name. */
function isPlain({ words, pages: [page] }: Sheet, from: number, to: number): boolean {
  if (page === undefined) return false;
  const { said, notNames } = page.lexicon;
  if (notNames.at(words, from, to) !== undefined) return true;
  return to === from + 1 && (said.of(words, from) & (COMMON | NOTNAME)) !== 0 && words.shape[from] !== UPPER;
}

/** The draft with the sort that was weighed, where it is not sure of its own; null when it names nothing of ours. */
function resorted(draft: Draft, label: number): Draft | null {
  if (isFirm(draft) || SORTS[draft.kind] === label) return draft;
  const kind = KINDS[label];
  return kind === undefined ? null : { ...draft, kind, sure: LIKELY };
}
