/**
 * Expressions of time against TIMEX3: MEANTIME (its first six sentences, the only ones that are annotated in full).
 *
 *   node bench/accuracy/timex.ts [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * The gold can be MEANTIME's XML, TimeML with the text in <TEXT>, NAF with its text and time expressions, or JSON lines as below; or a
 * folder of such files. Match rules, those of TempEval-3: expressions are aligned one to one, identical extents first,
 * then by the longest overlap. Strict is an identical extent, relaxed any overlap; value is relaxed with an equal value.
 * Predictions are JSON lines {"docid", "text", "timexes": [{"start", "end", "type", "value"}]}; offsets are UTF-16, end
 * exclusive, into "text", which is the text that was read: for MEANTIME its first sentences, one a line.
 * What the marks say is put into TimeML's terms in timeml.ts.
 */
import { basename } from "node:path";
import { parseDay } from "../../src/0-model/calendar.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { words } from "../../src/2-mark/words.ts";
import {
  alone,
  around,
  type Bar,
  corpus,
  type Figures,
  filesUnder,
  jsonLines,
  lineAt,
  type Measure,
  type Outcome,
  plain,
  read,
  type Say,
  shares,
  toLines,
} from "./measure.ts";
import { compileTimex, type FindTimex, type Timex } from "./timeml.ts";

export interface Annotated {
  readonly docid: string;
  readonly text: string;
  /** The day on which the document was written, where the corpus says so. */
  readonly day: string | null;
  readonly timexes: readonly Timex[];
}

const SENTENCES = 6;

const BARS: Readonly<Record<string, Bar>> = {
  strict: { reach: 72, aim: 85 },
  relaxed: { reach: 85, aim: 93 },
  value: { reach: 70, aim: 82 },
};

export const timex: Measure = {
  name: "timex",
  set: "meantime",
  gold: corpus("meantime/intra-doc_annotation"),
  run,
};

async function run(gold: string): Promise<Outcome> {
  const problems: string[] = [];
  const documents = annotated(gold, (problem) => problems.push(problem));
  const find = compileTimex(await loadKnowledge());
  const predicted = documents.map(({ docid, text, day }) => {
    const date = day ?? dateLine(text, find);
    return { docid, text, timexes: find(words(text, []), date) };
  });
  return { ...score(documents, predicted), predictions: toLines(predicted), problems };
}

/** The date that stands alone on one of the first three lines: the day of a document that says no other. */
function dateLine(text: string, find: FindTimex): string | null {
  for (const line of text.split("\n", 3)) {
    const [only, more] = find(words(line, []), null);
    const whole = only !== undefined && more === undefined && only.start === 0 && only.end === line.length;
    if (whole && parseDay(only.value) !== null) return only.value;
  }
  return null;
}

/** The documents of a file or folder in any of the forms that the head names. */
export function annotated(path: string, say: Say): Annotated[] {
  const found: Annotated[] = [];
  for (const file of filesUnder(path, /\.(xml|tml|naf|jsonl|sgm|TE3input)$/i)) {
    const made = documentsOf(file, say);
    if (made.length === 0) say(`${file}: no document was found in it, left out`);
    found.push(...made);
  }
  return found;
}

function documentsOf(file: string, say: Say): Annotated[] {
  const docid = basename(file).replace(/\.(xml|tml|naf|sgm|TE3input)+$/i, "");
  if (/\.jsonl$/i.test(file)) return fromLines(file, say);
  const xml = read(file);
  if (/<token /.test(xml)) return [fromTokens(xml, { docid, file, say })];
  if (/<wf /.test(xml)) return [fromNaf(xml, { docid, file, say })];
  if (/<TEXT\b/.test(xml)) return [fromTimeMl(xml, { docid, file, say })];
  return [];
}

interface Source {
  readonly docid: string;
  readonly file: string;
  readonly say: Say;
}

function fromLines(file: string, say: Say): Annotated[] {
  return jsonLines(file, say).flatMap(({ line, row }) => {
    const { docid, text, timexes, day } = row;
    if (typeof text !== "string" || !Array.isArray(timexes)) {
      say(`${file}:${line}: no "text" or no "timexes", left out`);
      return [];
    }
    const good = timexes.filter(
      (one): one is Timex => typeof one?.start === "number" && typeof one?.end === "number" && one.end > one.start,
    );
    if (good.length < timexes.length) say(`${file}:${line}: ${timexes.length - good.length} timexes without extent`);
    const date = typeof day === "string" && parseDay(day) !== null ? day : null;
    return [{ docid: String(docid ?? `${line}`), text, day: date, timexes: good }];
  });
}

const attribute = (attributes: string, name: string): string =>
  plain(new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`).exec(attributes)?.[1] ?? "");

/** Tokens with the sentence they stand in, set together as a text with one sentence a line. */
class Lines {
  text = "";
  private line = 0;
  private readonly at = new Map<string, readonly [number, number]>();

  add(id: string, token: string, sentence: number): void {
    if (sentence !== this.line) this.text += "\n".repeat(Math.max(1, Math.min(2, sentence - this.line)));
    else if (this.text !== "" && spaced(this.text, token)) this.text += " ";
    this.line = sentence;
    this.at.set(id, [this.text.length, this.text.length + token.length]);
    this.text += token;
  }

  /** The extent of some tokens; null when none of them is in the text. */
  extent(ids: Iterable<string>): { start: number; end: number } | null {
    const ranges = [...ids].flatMap((id) => this.at.get(id) ?? []);
    return ranges.length === 0 ? null : { start: Math.min(...ranges), end: Math.max(...ranges) };
  }
}

/** Tokens as they stood in the text: no space before closing signs or after opening ones. */
function spaced(text: string, token: string): boolean {
  if (/^([.,;:!?)\]%]|'s|'|n't|'\w+)$/.test(token)) return false;
  return !/[([$£€]$/.test(text);
}

/** One document of MEANTIME: its first sentences and the expressions of time in them. */
function fromTokens(xml: string, { docid, file, say }: Source): Annotated {
  const lines = new Lines();
  for (const { 1: attributes = "", 2: raw = "", index } of xml.matchAll(/<token ([^>]*)>([^<]*)<\/token>/g)) {
    const sentence = Number.parseInt(attribute(attributes, "sentence"), 10);
    if (Number.isNaN(sentence)) say(`${file}:${lineAt(xml, index)}: a token without sentence, left out`);
    if (sentence >= SENTENCES) break;
    if (!Number.isNaN(sentence)) lines.add(attribute(attributes, "t_id"), plain(raw), sentence);
  }
  const timexes: Timex[] = [];
  let day: string | null = null;
  for (const found of xml.matchAll(/<TIMEX3 ([^>]*[^/])>([\s\S]*?)<\/TIMEX3>/g)) {
    const [, attributes = "", body = ""] = found;
    const value = attribute(attributes, "value");
    const said = `${file}:${lineAt(xml, found.index)}`;
    if (attributes.includes("CREATION_TIME")) {
      if (parseDay(value) === null) say(`${said}: the creation time "${value}" is no day`);
      else day = value;
    }
    const extent = lines.extent([...body.matchAll(/t_id="(\d+)"/g)].map(([, id = ""]) => id));
    if (extent === null) continue;
    if (value === "") say(`${said}: a TIMEX3 without value`);
    timexes.push({ ...extent, type: attribute(attributes, "type"), value });
  }
  if (lines.text === "") say(`${file}:1: no token in its first ${SENTENCES} sentences`);
  return { docid, text: lines.text, day, timexes };
}

/** One document of NAF: all of its text, since nothing says how much of it is annotated. */
function fromNaf(xml: string, { docid, file, say }: Source): Annotated {
  const lines = new Lines();
  for (const [, attributes = "", raw = ""] of xml.matchAll(/<wf ([^>]*)>([\s\S]*?)<\/wf>/g)) {
    const token = plain(raw.replace(/^<!\[CDATA\[|\]\]>$/g, ""));
    lines.add(attribute(attributes, "id"), token, Number.parseInt(attribute(attributes, "sent"), 10) || 0);
  }
  const timexes: Timex[] = [];
  let day = attribute(/<fileDesc ([^>]*)>/.exec(xml)?.[1] ?? "", "creationtime").slice(0, 10);
  for (const [, attributes = "", body = ""] of xml.matchAll(/<timex3 ([^>]*[^/])>([\s\S]*?)<\/timex3>/gi)) {
    const value = attribute(attributes, "value");
    const extent = lines.extent([...body.matchAll(/<target id="([^"]*)"/g)].map(([, id = ""]) => id));
    if (attributes.includes("CREATION_TIME")) day = value.slice(0, 10);
    if (extent !== null) timexes.push({ ...extent, type: attribute(attributes, "type"), value });
  }
  if (timexes.length === 0) say(`${file}:1: no expression of time is annotated in it`);
  return { docid, text: lines.text, day: parseDay(day) === null ? null : day, timexes };
}

/** One document of TimeML: what stands in <TEXT>, and the outermost expressions that have words. */
function fromTimeMl(xml: string, { docid, file, say }: Source): Annotated {
  const body = /<TEXT[^>]*>([\s\S]*?)<\/TEXT>/.exec(xml)?.[1];
  if (body === undefined) say(`${file}:1: <TEXT> is not closed`);
  let text = "";
  let depth = 0;
  const timexes: Timex[] = [];
  let open = { start: 0, type: "", value: "" };
  for (const [part] of (body ?? "").matchAll(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<[^>]*>|[^<]+/g)) {
    if (part.startsWith("<![CDATA[")) text += part.slice(9, -3);
    else if (!part.startsWith("<")) text += plain(part);
    else if (/^<TIMEX3\b/.test(part) && !part.endsWith("/>")) {
      if (depth === 0) open = { start: text.length, type: attribute(part, "type"), value: attribute(part, "value") };
      depth += 1;
    } else if (part.startsWith("</TIMEX3")) {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && text.length > open.start) timexes.push({ ...open, end: text.length });
    }
  }
  const created = /<TIMEX3 ([^>]*CREATION_TIME[^>]*)>/.exec(xml)?.[1] ?? "";
  const day = attribute(created, "value").slice(0, 10);
  return { docid, text, day: parseDay(day) === null ? null : day, timexes };
}

/** Pairs of expressions that overlap, one to one: identical extents first, then the longest overlap. */
function align(gold: readonly Timex[], found: readonly Timex[]): [Timex, Timex][] {
  const pairs: { a: Timex; b: Timex; same: boolean; shared: number }[] = [];
  for (const a of gold) {
    for (const b of found) {
      const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
      if (shared > 0) pairs.push({ a, b, same: a.start === b.start && a.end === b.end, shared });
    }
  }
  pairs.sort((x, y) => Number(y.same) - Number(x.same) || y.shared - x.shared);
  const taken = new Set<Timex>();
  return pairs.flatMap(({ a, b }): [Timex, Timex][] => {
    if (taken.has(a) || taken.has(b)) return [];
    taken.add(a).add(b);
    return [[a, b]];
  });
}

const same = (a: string, b: string): boolean => a.trim().toUpperCase() === b.trim().toUpperCase();

interface Predicted {
  readonly docid: string;
  readonly timexes: readonly Timex[];
}

/** The figures of predictions against gold, and a line for each expression that is missed, spurious or other. */
export function score(
  gold: readonly Annotated[],
  predicted: readonly Predicted[],
): Pick<Outcome, "figures" | "errors"> {
  const by = new Map(predicted.map((one) => [one.docid, one.timexes]));
  const errors: string[] = [];
  const hits = { strict: 0, relaxed: 0, value: 0 };
  const total = { gold: 0, found: 0 };
  for (const { docid, text, timexes } of gold) {
    const found = by.get(docid) ?? [];
    total.gold += timexes.length;
    total.found += found.length;
    const said = ({ start, end, type, value }: Timex) =>
      `${text.slice(start, end).replace(/\s/g, " ")} ${type} ${value}`;
    const pairs = align(timexes, found);
    hits.relaxed += pairs.length;
    for (const [a, b] of pairs) {
      const strict = a.start === b.start && a.end === b.end;
      if (strict) hits.strict += 1;
      if (same(a.value, b.value)) hits.value += 1;
      if (!strict || !same(a.value, b.value)) {
        errors.push(`${docid}\t${same(a.value, b.value) ? "extent" : "value"}\t${said(a)}\t<-\t${said(b)}`);
      }
    }
    const paired = new Set(pairs.flat());
    for (const a of timexes) if (!paired.has(a)) errors.push(`${docid}\tmissed\t${said(a)}\t${around(text, a)}`);
    for (const b of found) if (!paired.has(b)) errors.push(`${docid}\tspurious\t${said(b)}\t${around(text, b)}`);
  }
  const figures = (["strict", "relaxed", "value"] as const).map((what): Figures => {
    const counted = { hits: hits[what], found: total.found, gold: total.gold };
    const three = shares(counted.hits, counted.found, counted.gold);
    return { measure: "timex", set: "meantime", what, ...three, ...counted, counts: "f1", bar: BARS[what] ?? null };
  });
  return { figures, errors };
}

if (import.meta.main) await alone([timex]);
