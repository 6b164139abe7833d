/**
 * Dates of the GUM biographies (TEI files of OntoGUM), precision, recall and F1: a date is found when a mark overlaps it,
 * and right when the days from its earliest to its latest are the same.
 *
 *   node bench/accuracy/biographies.ts [--gold FILE-or-folder] [--predictions FILE] [--errors N]
 *
 * The corpus is read from SOURCEBOOK_CORPORA or ../shared/corpora, and is not part of the project. Elements without a
 * date attribute are not counted; an interval in the text is two dates in the corpus and is compared end by end.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseEdtf } from "../../src/0-model/edtf.ts";
import type { DateMark, Words } from "../../src/0-model/mark.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileDates } from "../../src/2-mark/dates.ts";
import { words } from "../../src/2-mark/words.ts";
import { joinOf } from "./timeml.ts";

interface Dated {
  readonly start: number;
  readonly end: number;
  readonly from: string | null;
  readonly to: string | null;
}

const { values } = parseArgs({
  options: { gold: { type: "string" }, predictions: { type: "string" }, errors: { type: "string" } },
});
const corpora = resolve(process.env.SOURCEBOOK_CORPORA ?? join(import.meta.dirname, "../../../shared/corpora"));
const gold = resolve(values.gold ?? join(corpora, "ontogum/xml"));
if (!existsSync(gold)) {
  console.error(`Skipped: ${gold} is not there. Set SOURCEBOOK_CORPORA or give --gold.`);
  process.exit(0);
}
const files = statSync(gold).isDirectory()
  ? readdirSync(gold)
      .filter((name) => name.includes("_bio_") && name.endsWith(".xml"))
      .sort()
      .map((name) => join(gold, name))
  : [gold];
const dates = compileDates(await loadKnowledge());
const errors: string[] = [];
const predictions: string[] = [];
const total = { gold: 0, predicted: 0, found: 0, right: 0 };
for (const file of files) measure(file);
if (values.predictions !== undefined) writeFileSync(values.predictions, predictions.join(""));
console.log(errors.slice(0, Number(values.errors ?? 0)).join("\n"));
const rate = (hits: number) => {
  const [p, r] = [hits / total.predicted, hits / total.gold];
  return { P: (100 * p).toFixed(2), R: (100 * r).toFixed(2), F1: ((200 * p * r) / (p + r)).toFixed(2), hits };
};
console.log({ documents: files.length, gold: total.gold, predicted: total.predicted });
console.table({ relaxed: rate(total.found), value: rate(total.right) });

function measure(file: string): void {
  const { text, dated } = tei(readFileSync(file, "utf8"));
  const tokens = words(text, []);
  // Words without days ("two years later") have no value in the corpus either.
  const found = dates(tokens, { day: null, speaksUntil: null }).flatMap((mark) => datedOf(tokens, mark));
  for (const one of found) predictions.push(`${JSON.stringify({ docid: basename(file, ".xml"), ...one })}\n`);
  total.gold += dated.length;
  total.predicted += found.length;
  const left = new Set(found);
  for (const one of dated) {
    const hits = [...left].filter((other) => other.start < one.end && one.start < other.end);
    const hit = hits.find((other) => same(one, other)) ?? hits[0];
    const shown = (d: Dated | undefined) =>
      d === undefined ? "-" : `${text.slice(d.start, d.end)} [${d.from}..${d.to}]`;
    if (hit === undefined || !same(one, hit)) errors.push(`${basename(file)}\t${shown(one)}\t<-\t${shown(hit)}`);
    if (hit === undefined) continue;
    left.delete(hit);
    total.found += 1;
    if (same(one, hit)) total.right += 1;
  }
  for (const one of left)
    errors.push(`${basename(file)}\tspurious\t${text.slice(one.start, one.end)}\t${one.from}..${one.to}`);
}

function same(a: Dated, b: Dated): boolean {
  return a.from === b.from && a.to === b.to;
}

/** What a mark says, from its earliest to its latest day; an interval end by end. Marks without days give nothing. */
function datedOf(tokens: Words, mark: DateMark): Dated[] {
  const { start, end } = mark.time;
  if (mark.kind !== "time" || (start === null && end === null)) return [];
  const at = (from: number, to: number) => ({ start: tokens.start[from] ?? 0, end: tokens.end[to - 1] ?? 0 });
  const join = joinOf(tokens, mark.from, mark);
  if (join > 0 && start !== null && end !== null) {
    return [
      { ...at(mark.from, join), from: start[0], to: start[1] },
      { ...at(join + 1, mark.to), from: end[0], to: end[1] },
    ];
  }
  const one = start ?? end;
  return [{ ...at(mark.from, mark.to), from: one?.[0] ?? null, to: (end ?? start)?.[1] ?? null }];
}

/** The text of a TEI file, one sentence after another, and its dates. */
function tei(xml: string): { text: string; dated: Dated[] } {
  let text = "";
  const dated: Dated[] = [];
  const open: { at: number; attributes: string }[] = [];
  let glued = 0;
  for (const line of xml.split("\n")) {
    if (line.startsWith("<date")) open.push({ at: -1, attributes: line });
    else if (line.startsWith("</date")) close(open.pop(), text.length, dated);
    else if (line.startsWith("<w")) glued = 1;
    else if (line.startsWith("</w")) glued = 0;
    else if (/^<\/?(p|head|item|list|figure|caption)\b/.test(line)) text += text.endsWith("\n") ? "" : "\n";
    if (line.startsWith("<") || line === "") continue;
    const token = (line.split("\t", 1)[0] ?? "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&");
    const dash = /^[\u2013-]$/.test(token) || /\d ?[\u2013-]$/.test(text);
    const tight =
      glued === 2 || dash || /^([.,;:!?)\]%]|'s|\u2019s|'|n't)$/.test(token) || text === "" || /[([\n]$/.test(text);
    text += tight ? "" : " ";
    if (glued === 1) glued = 2;
    for (const date of open) if (date.at < 0) date.at = text.length;
    text += token;
  }
  return { text, dated };
}

function close(date: { at: number; attributes: string } | undefined, end: number, dated: Dated[]): void {
  if (date === undefined || date.at < 0) return;
  const value = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(date.attributes)?.[1] ?? null;
  const first = value("when") ?? value("from") ?? value("notBefore");
  const last = value("when") ?? value("to") ?? value("notAfter");
  const from = first === null ? null : (parseEdtf(first)?.start?.[0] ?? first);
  const to = last === null ? null : (parseEdtf(last)?.end?.[1] ?? last);
  if (from !== null || to !== null) dated.push({ start: date.at, end, from, to });
}
