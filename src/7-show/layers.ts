import type { Block, Citation, Document, Rendition } from "../0-model/document.ts";
import {
  CAPITAL,
  CASELESS,
  LOWER,
  type Mark,
  MIXED,
  NUMBER,
  PUNCTUATION,
  rangeOf,
  UPPER,
  WORD,
} from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";
import type { Time, Window } from "../0-model/time.ts";
import type { Marks } from "../2-mark/mark.ts";
import type { Senses } from "../3-extract/senses.ts";
import { chunkLines, clauseLines } from "./clausal.ts";
import { sayingWords } from "./grammar.ts";
import { bare, LAYERS, type Layer, type Line, said } from "./line.ts";

/** One sentence with everything that lies over it. */
export interface Sentence {
  /** Counted from 1 through the whole text. */
  readonly number: number;
  readonly range: Range;
  /** The sentence with the citation markers behind it. */
  readonly shown: Range;
  /** Index of its block. */
  readonly block: number;
  readonly lines: readonly Line[];
}

/** A text with its layers. */
export interface Layered {
  readonly document: Document;
  readonly rendition: Rendition;
  readonly sentences: readonly Sentence[];
}

/** Gives the tags of a sentence's tokens. */
export type TagsOf = (marks: Marks, sentence: number) => readonly string[];

/** What the layers are made from. */
export interface Given {
  readonly document: Document;
  readonly marks: Marks;
  readonly senses: Senses;
  readonly tags: TagsOf;
}

/** Lays the chosen layers over a text, sentence by sentence, each layer's lines in the order of their words. */
export function layered(given: Given, chosen: ReadonlySet<Layer>): Layered {
  const { marks, document } = given;
  const { rendition } = marks;
  const cited = citationsBySentence(marks);
  const at = { dates: 0, quantities: 0, names: 0, cues: 0 };
  const sentences = marks.sentences.map((sentence, index): Sentence => {
    const citations = cited.get(index) ?? [];
    const dates = within(marks.dates, sentence, at.dates);
    const quantities = within(marks.quantities, sentence, at.quantities);
    const names = within(marks.names, sentence, at.names);
    const cues = within(marks.cues, sentence, at.cues);
    Object.assign(at, { dates: dates.to, quantities: quantities.to, names: names.to, cues: cues.to });
    const make: Readonly<Record<Layer, () => readonly Line[]>> = {
      citations: () => citations.map((citation) => citationLine(rendition.text, citation)),
      dates: () => dates.found.map((mark) => dateLine(marks, mark)),
      quantities: () => quantities.found.map((mark) => quantityLine(marks, mark)),
      names: () => names.found.map((mark) => nameLine(marks, mark, given.senses)),
      cues: () => cues.found.map((mark) => cueLine(marks, mark)),
      speakers: () => speakerLines(given, index),
      chunks: () => chunkLines(marks, index),
      clauses: () => clauseLines(marks, index, given.senses),
      tokens: () => tokenLines(marks, sentence),
      tags: () => tagLines(given, index),
    };
    const lines = LAYERS.filter((layer) => chosen.has(layer)).flatMap((layer) => make[layer]());
    const end = Math.max(sentence.range[1], ...citations.map(({ marker }) => marker[1]));
    return { number: index + 1, range: sentence.range, shown: [sentence.range[0], end], block: sentence.block, lines };
  });
  return { document, rendition, sentences };
}

/** The marks of one sentence; marks ascend, and `begin` is where those of the sentence before ended. */
function within<M extends Mark>(marks: readonly M[], sentence: Mark, begin: number): { found: M[]; to: number } {
  let from = begin;
  while (from < marks.length && (marks[from]?.from ?? 0) < sentence.from) from += 1;
  let to = from;
  while (to < marks.length && (marks[to]?.from ?? 0) < sentence.to) to += 1;
  return { found: marks.slice(from, to), to };
}

/** Each citation with the sentence that its marker stands in or directly behind. */
function citationsBySentence({ rendition, sentences }: Marks): ReadonlyMap<number, readonly Citation[]> {
  const found = new Map<number, Citation[]>();
  let at = 0;
  for (const citation of rendition.citations) {
    const start = citation.marker[0];
    while (at + 1 < sentences.length && (sentences[at + 1]?.range[0] ?? 0) <= start) at += 1;
    const sentence = sentences[at];
    const block = rendition.blocks[sentence?.block ?? -1];
    if (sentence === undefined || block === undefined || start < sentence.range[0] || start >= block.range[1] + 8)
      continue;
    const held = found.get(at);
    if (held === undefined) found.set(at, [citation]);
    else held.push(citation);
  }
  return found;
}

const plainly = (text: string): string => text.replace(/\s+/g, " ").trim();
const quoted = (text: string, range: Range): string => `“${plainly(text.slice(...range))}”`;

function citationLine(text: string, { marker, kind, label, target, scope }: Citation): Line {
  const behind: Line = { ...bare("citations", "scope", scope), says: `what [${label}] stands behind` };
  const says = said(`${kind} ${label}`, scope[0] === scope[1] && "stands behind no words");
  const entry: Line[] = target === null ? [] : [{ ...bare("citations", "entry", target), says: "what it points to" }];
  return {
    ...bare("citations", "citation", marker),
    says: target === null && kind === "source" ? `${says}, no entry in this text` : says,
    value: { kind, label, marker: text.slice(...marker) },
    parts: [...(scope[0] < scope[1] ? [behind] : []), ...entry],
  };
}

/** The four days of a time, its EDTF, and what else its words say. */
export function timeSays({ start, end, edtf, relative, lasts, clock, calendar }: Time): string {
  const side = (window: Window): string => {
    const [from, to] = window;
    return from === to ? (from ?? "any day") : `${from ?? "…"} to ${to ?? "…"}`;
  };
  const days =
    start === null && end === null
      ? "no day"
      : `starts ${start === null ? "unsaid" : side(start)}; ends ${end === null ? "unsaid" : side(end)}`;
  return [
    edtf === null ? "" : `EDTF ${edtf}`,
    days,
    relative === undefined ? "" : `relative: ${relative}`,
    lasts === undefined ? "" : `lasts ${lasts}`,
    clock === undefined ? "" : `clock: ${clock}`,
    calendar === undefined ? "" : `calendar: ${calendar}`,
  ]
    .filter((part) => part !== "")
    .join("; ");
}

function dateLine({ words }: Marks, mark: Marks["dates"][number]): Line {
  const what = mark.kind === "time" ? "date" : mark.kind;
  const { time } = mark;
  const says = mark.kind === "time" ? timeSays(time) : said(time.lasts ?? null, time.relative ?? null) || mark.kind;
  return { ...bare("dates", what, rangeOf(words, mark.from, mark.to)), says, value: { kind: mark.kind, ...time } };
}

function quantityLine({ words }: Marks, mark: Marks["quantities"][number]): Line {
  const { low, high, bound, unit, per, shareOf, of, includes } = mark.quantity;
  const number = low === high ? `${low ?? ""}` : `${low ?? "…"} to ${high ?? "…"}`;
  const says = said(
    [bound, number, unit].filter((part) => part !== "").join(" "),
    per !== null && `per ${per}`,
    shareOf !== null && `share of ${shareOf}`,
    of !== null && `of “${of.words}”: ${said(of.part, of.standing, of.age, of.sex, of.cause)}`,
    includes !== null && `including ${includes}`,
  );
  return { ...bare("quantities", "quantity", rangeOf(words, mark.from, mark.to)), says, value: mark.quantity };
}

function nameLine({ words }: Marks, mark: Marks["names"][number], senses: Senses): Line {
  const { from, to, kind, name, full, title, place, adjectival } = mark;
  const read = senses.kind(mark);
  const says = said(
    adjectival ? `${kind} (adjective)` : kind,
    read !== kind && `${read} for the rules`,
    full !== name && `in full “${full}”`,
    title !== null && `title “${title}”`,
    place !== null && `${place.relation} ${place.id ?? "a place not in the gazetteer"} (${place.precision})`,
  );
  const value = { kind, read, name, full, title, place, adjectival };
  return { ...bare("names", "name", rangeOf(words, from, to)), says, value };
}

function cueLine({ words }: Marks, { from, to, kind, value }: Marks["cues"][number]): Line {
  return { ...bare("cues", kind, rangeOf(words, from, to)), says: value, value: { kind, value } };
}

function speakerLines({ senses }: Given, index: number): Line[] {
  const sayings = new Map<string, Line>();
  for (const scope of senses.scopes[index] ?? []) {
    for (const saying of scope.attribution) {
      const { who, how } = sayingWords(saying);
      const says = said(`${who} ${saying.stance.replaceAll("-", " ")}`, how === "" ? null : `(${how})`);
      const when = saying.said === null ? "" : `; said: ${timeSays(saying.said)}`;
      const line = { ...bare("speakers", "speaker", saying.span), says: `${says}${when}`, value: saying };
      sayings.set(saying.span.join("-"), line);
    }
  }
  return [...sayings.values()].sort((a, b) => a.range[0] - b.range[0]);
}

const KINDS: Readonly<Record<number, string>> = { [WORD]: "word", [NUMBER]: "number", [PUNCTUATION]: "punctuation" };
const SHAPES: Readonly<Record<number, string>> = {
  [LOWER]: "lower case",
  [CAPITAL]: "capital first",
  [UPPER]: "all capitals",
  [MIXED]: "mixed case",
  [CASELESS]: "no case",
};

function tokenLines({ words }: Marks, { from, to }: Mark): Line[] {
  return Array.from({ length: to - from }, (_, k): Line => {
    const i = from + k;
    const kind = KINDS[words.kind[i] ?? 0] ?? "sign";
    const shape = kind === "word" ? (SHAPES[words.shape[i] ?? 0] ?? null) : null;
    const looked = words.lower[i] ?? "";
    // That letters are looked up in lower case goes without saying.
    const folded = looked !== words.text.slice(words.start[i], words.end[i]).toLowerCase();
    const says = said(kind, shape, folded && `looked up as “${looked}”`);
    return { ...bare("tokens", "token", rangeOf(words, i, i + 1)), says, value: { kind, shape, lower: looked } };
  });
}

function tagLines({ marks, tags }: Given, index: number): Line[] {
  const from = marks.sentences[index]?.from ?? 0;
  return tags(marks, index).map((tag, k): Line => {
    return { ...bare("tags", "tag", rangeOf(marks.words, from + k, from + k + 1)), says: tag, value: tag };
  });
}

/** What a block is, and the headings and the label it stands under: "item under Leaders › Wali". */
export function blockSays(text: string, { kind, level, headings, label }: Block): string {
  const above = headings.map((range) => plainly(text.slice(...range)));
  const row = label === null ? "" : `, label ${quoted(text, label)}`;
  const depth = kind === "heading" || (kind === "item" && level > 1) ? ` ${level}` : "";
  return `${kind}${depth}${row}${above.length === 0 ? "" : `, under ${above.join(" › ")}`}`;
}
