/**
 * Dates of the GUM corpus, biographies first: a date is found (relaxed) when a mark overlaps it, and right (value) when the
 * days from its earliest to its latest are the same.
 *
 *   node bench/accuracy/biographies.ts [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * The gold is TEI or CoNLL-U as GUM writes them, a file or a folder. Of a folder the biographies are read (`_bio_` in the
 * name), or, where it has none, all genres. Elements without a date attribute are not counted; an interval in the text
 * is two dates in the corpus and is compared end by end.
 * Predictions are JSON lines {"docid", "text", "dates": [{"start", "end", "from", "to"}]}: UTF-16 offsets into "text",
 * the earliest and the latest day, null where there is none.
 */
import { basename } from "node:path";
import { parseDay } from "../../src/0-model/calendar.ts";
import { parseEdtf } from "../../src/0-model/edtf.ts";
import type { DateMark, Words } from "../../src/0-model/mark.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileDates } from "../../src/2-mark/dates.ts";
import { words } from "../../src/2-mark/words.ts";
import {
  alone,
  around,
  type Bar,
  corpus,
  type Figures,
  filesUnder,
  type Measure,
  type Outcome,
  plain,
  read,
  type Say,
  shares,
  toLines,
} from "./measure.ts";
import { joinOf, OUTSIDE, wholeEnd } from "./timeml.ts";

export interface Dated {
  readonly start: number;
  readonly end: number;
  readonly from: string | null;
  readonly to: string | null;
}

export interface Annotated {
  readonly docid: string;
  readonly text: string;
  /** The day on which a report was written or a speech held; null for other genres. */
  readonly day: string | null;
  readonly dates: readonly Dated[];
}

interface Predicted {
  readonly docid: string;
  readonly dates: readonly Dated[];
}

const BARS: Readonly<Record<string, Bar>> = { value: { reach: 75, aim: 88 } };

export const biographies: Measure = { name: "biographies", set: "gum", gold: corpus("ontogum/xml"), run };

async function run(gold: string): Promise<Outcome> {
  const problems: string[] = [];
  const documents = annotated(gold, (problem) => problems.push(problem));
  const find = compileDates(await loadKnowledge());
  const predicted = documents.map(({ docid, text, day }) => {
    const tokens = words(text, []);
    const inner = (part: string) => find(words(part, []), { day, speaksUntil: day })[0] ?? null;
    // Words without days ("two years later") have no value in the corpus either.
    const dates = find(tokens, { day, speaksUntil: day }).flatMap((mark) => datedOf(tokens, mark, inner));
    return { docid, text, dates };
  });
  return { ...score(documents, predicted), predictions: toLines(predicted), problems };
}

/** The documents of a file or folder. What is no document of GUM is said and left out. */
export function annotated(path: string, say: Say): Annotated[] {
  const all = filesUnder(path, /\.(xml|conllu)$/i);
  const tei = new Set(all.filter((file) => /\.xml$/i.test(file)).map((file) => basename(file).replace(/\.xml$/i, "")));
  const once = all.filter((file) => !(/\.conllu$/i.test(file) && tei.has(basename(file).replace(/\.conllu$/i, ""))));
  const lives = once.filter((file) => basename(file).includes("_bio_"));
  const chosen = lives.length > 0 ? lives : once;
  return chosen.flatMap((file) => {
    const source = read(file);
    const made = new Text(file, say);
    const good = /\.conllu$/i.test(file) ? fromConllu(source, made) : fromTei(source, made);
    if (!good || made.text.trim() === "") {
      say(`${file}:1: neither TEI nor CoNLL-U with words, left out`);
      return [];
    }
    const docid = basename(file).replace(/\.(xml|conllu)$/i, "");
    return [{ docid, text: made.text, day: dayOf(source), dates: made.finish() }];
  });
}

/** A text that grows word by word, with the dates that are open in it. */
class Text {
  text = "";
  private readonly dated: Dated[] = [];
  private readonly opened: { at: number; readonly attributes: string; readonly line: number }[] = [];
  private readonly file: string;
  private readonly say: Say;

  constructor(file: string, say: Say) {
    this.file = file;
    this.say = say;
  }

  add(token: string, before: string): void {
    this.text += before;
    for (const date of this.opened) if (date.at < 0) date.at = this.text.length;
    this.text += token;
  }

  /** A new line, once. */
  line(): void {
    this.text += this.text.endsWith("\n") ? "" : "\n";
  }

  open(attributes: string, line: number): void {
    this.opened.push({ at: -1, attributes, line });
  }

  close(line: number): void {
    const date = this.opened.pop();
    if (date === undefined) this.say(`${this.file}:${line}: a date ends that did not begin`);
    if (date !== undefined && date.at < 0) this.say(`${this.file}:${date.line}: a date without words`);
    if (date === undefined || date.at < 0) return;
    const value = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(date.attributes)?.[1] ?? null;
    const first = value("when") ?? value("from") ?? value("notBefore");
    const last = value("when") ?? value("to") ?? value("notAfter");
    if (first === null && last === null) return;
    for (const text of new Set([first, last])) {
      // "--09-30" is a day of every year: it can be equal to nothing, and is counted all the same.
      if (text !== null && days(text) === null && !text.startsWith("--"))
        this.say(`${this.file}:${date.line}: "${text}" is no date`);
    }
    const from = first === null ? null : (days(first)?.start?.[0] ?? first);
    const to = last === null ? null : (days(last)?.end?.[1] ?? last);
    this.dated.push({ start: date.at, end: this.text.length, from, to });
  }

  finish(): readonly Dated[] {
    for (const { line } of this.opened) this.say(`${this.file}:${line}: a date does not end`);
    return this.dated;
  }
}

/** The days of a date of the corpus; a clock time in it is left out. */
function days(text: string): ReturnType<typeof parseEdtf> {
  return parseEdtf(text.replace(/T[\d:.]+Z?$/, ""));
}

/**
 * The day of a news report, speech or interview, by the head of the file. What other genres say there is the day of an
 * edition or of an upload, which nothing in their texts is relative to.
 */
function dayOf(source: string): string | null {
  if (
    !/\btype="(?:news|interview|speech)"|^# meta::genre = (?:news|interview|speech)\b|^# newdoc id = GUM_(?:news|interview|speech)_/m.test(
      source,
    )
  )
    return null;
  const day = /\bdateCreated(?:="| = )(\d{4}-\d\d-\d\d)\b/.exec(source)?.[1] ?? "";
  return parseDay(day) === null ? null : day;
}

/** A TEI file: one token a line, elements on lines of their own. False when it holds no such lines. */
function fromTei(xml: string, made: Text): boolean {
  let glued = 0;
  let seen = false;
  for (const [index, line] of xml.split(/\r?\n/).entries()) {
    if (line.startsWith("<date")) made.open(line, index + 1);
    else if (line.startsWith("</date")) made.close(index + 1);
    else if (line.startsWith("<w")) glued = 1;
    else if (line.startsWith("</w")) glued = 0;
    else if (/^<\/?(p|head|item|list|figure|caption)\b/.test(line)) made.line();
    if (line.startsWith("<") || line === "") continue;
    seen ||= line.includes("\t");
    const token = plain(line.split("\t", 1)[0] ?? "");
    const { text } = made;
    const dash = /^[\u2013-]$/.test(token) || /\d ?[\u2013-]$/.test(text);
    const tight =
      glued === 2 || dash || /^([.,;:!?)\]%]|'s|\u2019s|'|n't)$/.test(token) || text === "" || /[([\n]$/.test(text);
    if (glued === 1) glued = 2;
    made.add(token, tight ? "" : " ");
  }
  return seen;
}

/** A CoNLL-U file: one word a row, its elements and its spaces in the last column. False when it holds no such rows. */
function fromConllu(source: string, made: Text): boolean {
  let before = "";
  let seen = false;
  let within = 0;
  let glued = false;
  for (const [index, line] of source.split(/\r?\n/).entries()) {
    if (line.startsWith("# newpar")) made.line();
    if (line.startsWith("#") || line.trim() === "") continue;
    const cells = line.split("\t");
    const [id = "", form = ""] = cells;
    const misc = cells[9];
    if (misc === undefined) return false;
    if (id.includes(".")) continue;
    seen = true;
    const tags = [...(/(?:^|\|)XML=([^|]*)/.exec(misc)?.[1] ?? "").matchAll(/<\/?\w[^>]*>/g)].map(([tag]) => tag);
    for (const tag of tags) if (tag.startsWith("<date")) made.open(tag.replaceAll(":::", "="), index + 1);
    // "3-4 don't" stands before its words "do" and "n't", which are written without a space between them.
    if (id.includes("-")) {
      within = Number.parseInt(id.split("-")[1] ?? "0", 10);
      glued = /(^|\|)SpaceAfter=No(\||$)/.test(misc);
      continue;
    }
    made.add(form, made.text === "" || /(\n|\d ?[\u2013-])$/.test(made.text) || /^[\u2013-]$/.test(form) ? "" : before);
    const inside = Number.parseInt(id, 10) < within;
    before = inside || (within > 0 ? glued : /(^|\|)SpaceAfter=No(\||$)/.test(misc)) ? "" : " ";
    if (!inside) within = 0;
    for (const tag of tags) if (tag.startsWith("</date")) made.close(index + 1);
  }
  return seen;
}

/**
 * What a mark says, from its earliest to its latest day; an interval end by end. Marks without days give nothing. As in
 * the corpus, the words of a bound are no part of a date: "after 1949" is 1949.
 */
function datedOf(tokens: Words, mark: DateMark, inner: (text: string) => DateMark | null): Dated[] {
  const { start, end } = mark.time;
  if (mark.kind !== "time" || (start === null && end === null)) return [];
  // "now" has no first and no last day.
  if (mark.time.relative !== undefined && start?.[0] === null && end?.[1] === null) return [];
  const at = (from: number, to: number) => ({ start: tokens.start[from] ?? 0, end: tokens.end[to - 1] ?? 0 });
  const join = joinOf(tokens, mark.from, mark);
  if (join > 0 && start !== null && end !== null) {
    return [
      { ...at(mark.from, join), from: start[0], to: start[1] },
      { ...at(join + 1, mark.to), from: end[0], to: end[1] },
    ];
  }
  let from = mark.from;
  while (from < mark.to - 1 && OUTSIDE.has(tokens.lower[from] ?? "")) from += 1;
  const whole = wholeEnd(mark);
  if (from > mark.from && whole !== null) return [{ ...at(from, mark.to), from: whole[0], to: whole[1] }];
  const text = tokens.text.slice(tokens.start[from], tokens.end[mark.to - 1]);
  const time = (from > mark.from ? inner(`in ${text}`)?.time : null) ?? mark.time;
  const first = (time.start ?? time.end)?.[0] ?? null;
  return [{ ...at(from, mark.to), from: first, to: (time.end ?? time.start)?.[1] ?? null }];
}

function same(a: Dated, b: Dated): boolean {
  return a.from === b.from && a.to === b.to;
}

/** The figures of predictions against gold, and a line for each date that is missed, spurious or other. */
export function score(
  gold: readonly Annotated[],
  predicted: readonly Predicted[],
): Pick<Outcome, "figures" | "errors"> {
  const by = new Map(predicted.map((one) => [one.docid, one.dates]));
  const errors: string[] = [];
  const hits = { relaxed: 0, value: 0 };
  const total = { gold: 0, found: 0 };
  for (const { docid, text, dates } of gold) {
    const found = by.get(docid) ?? [];
    total.gold += dates.length;
    total.found += found.length;
    const left = new Set(found);
    const said = (d: Dated) => `${text.slice(d.start, d.end).replace(/\s/g, " ")} [${d.from}..${d.to}]`;
    for (const one of dates) {
      const near = [...left].filter((other) => other.start < one.end && one.start < other.end);
      const hit = near.find((other) => same(one, other)) ?? near[0];
      if (hit === undefined) errors.push(`${docid}\tmissed\t${said(one)}\t${around(text, one)}`);
      if (hit === undefined) continue;
      left.delete(hit);
      hits.relaxed += 1;
      if (same(one, hit)) hits.value += 1;
      else errors.push(`${docid}\tvalue\t${said(one)}\t<-\t${said(hit)}\t${around(text, one)}`);
    }
    for (const one of left) errors.push(`${docid}\tspurious\t${said(one)}\t${around(text, one)}`);
  }
  const figures = (["relaxed", "value"] as const).map((what): Figures => {
    const counted = { hits: hits[what], found: total.found, gold: total.gold };
    const three = shares(counted.hits, counted.found, counted.gold);
    return { measure: "biographies", set: "gum", what, ...three, ...counted, counts: "f1", bar: BARS[what] ?? null };
  });
  return { figures, errors };
}

if (import.meta.main) await alone([biographies]);
