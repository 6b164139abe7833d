/**
 * Expressions of time against MEANTIME's TIMEX3 (its first six sentences: only they are annotated).
 *
 *   node bench/accuracy/timex.ts [--gold FILE-or-folder] [--predictions FILE] [--errors N]
 *
 * The corpus is read from SOURCEBOOK_CORPORA or ../shared/corpora, and is not part of the project. Gold and predictions
 * are written in the form of the scorer score-timex.mjs (JSON lines: docid, text, timexes), which is then run.
 * What the marks say is put into TimeML's values here: an extent leaves out the bound words that TimeML leaves out.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileDates } from "../../src/2-mark/dates.ts";
import { compileNumerals } from "../../src/2-mark/numerals.ts";
import { words } from "../../src/2-mark/words.ts";
import { type Timex, timexOf } from "./timeml.ts";

interface Gold {
  readonly docid: string;
  readonly text: string;
  readonly day: string | null;
  readonly timexes: readonly Timex[];
}

const SENTENCES = 6;

const { values } = parseArgs({
  options: { gold: { type: "string" }, predictions: { type: "string" }, errors: { type: "string" } },
});
const corpora = resolve(process.env.SOURCEBOOK_CORPORA ?? join(import.meta.dirname, "../../../shared/corpora"));
const gold = resolve(values.gold ?? join(corpora, "meantime/intra-doc_annotation"));
if (!existsSync(gold)) {
  console.error(`Skipped: ${gold} is not there. Set SOURCEBOOK_CORPORA or give --gold.`);
  process.exit(0);
}

const documents = filesUnder(gold).map(meantime);
const knowledge = await loadKnowledge();
const dates = compileDates(knowledge);
const numerals = compileNumerals(knowledge);
const predicted = documents.map(({ docid, text, day }) => {
  const tokens = words(text, []);
  const context = { day, speaksUntil: day };
  const inner = (part: string) => dates(words(part, []), context)[0] ?? null;
  const timexes = dates(tokens, context).flatMap((mark) => timexOf(tokens, mark, { numerals, inner, day }));
  return { docid, text, timexes };
});
score();

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".xml"))
    .sort()
    .map((name) => join(path, name));
}

/** One document of MEANTIME: its first sentences, one a line, and the expressions of time in them. */
function meantime(file: string): Gold {
  const xml = readFileSync(file, "utf8");
  const at = new Map<string, readonly [number, number]>();
  let text = "";
  let line = 0;
  for (const [, attributes = "", raw = ""] of xml.matchAll(/<token ([^>]*)>([^<]*)<\/token>/g)) {
    const sentence = Number(/sentence="(\d+)"/.exec(attributes)?.[1]);
    if (sentence >= SENTENCES) break;
    const token = plain(raw);
    if (sentence !== line) text += "\n".repeat(sentence - line);
    else if (text !== "" && spaced(text, token)) text += " ";
    line = sentence;
    at.set(/t_id="(\d+)"/.exec(attributes)?.[1] ?? "", [text.length, text.length + token.length]);
    text += token;
  }
  const timexes: Timex[] = [];
  let day: string | null = null;
  for (const [, attributes = "", body = ""] of xml.matchAll(/<TIMEX3 ([^>]*[^/])>([\s\S]*?)<\/TIMEX3>/g)) {
    const value = /\bvalue="([^"]*)"/.exec(attributes)?.[1] ?? "";
    if (attributes.includes("CREATION_TIME")) day = value;
    const ranges = [...body.matchAll(/t_id="(\d+)"/g)].flatMap(([, id = ""]) => at.get(id) ?? []);
    if (ranges.length === 0) continue;
    const type = /\btype="([^"]*)"/.exec(attributes)?.[1] ?? "";
    timexes.push({ start: Math.min(...ranges), end: Math.max(...ranges), type, value });
  }
  return { docid: basename(file, ".xml"), text, day, timexes };
}

function plain(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

/** Tokens as they stood in the text: no space before closing signs or after opening ones. */
function spaced(text: string, token: string): boolean {
  if (/^([.,;:!?)\]%]|'s|'|n't|'\w+)$/.test(token)) return false;
  return !/[([$£€]$/.test(text);
}

function score(): void {
  const folder = mkdtempSync(join(tmpdir(), "timex-"));
  const goldFile = join(folder, "gold.jsonl");
  const predictions = values.predictions ?? join(folder, "predictions.jsonl");
  const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileSync(goldFile, lines(documents));
  writeFileSync(predictions, lines(predicted));
  const scorer = resolve(
    process.env.SOURCEBOOK_SCORE ?? join(import.meta.dirname, "../../../shared/score"),
    "score-timex.mjs",
  );
  if (existsSync(scorer)) {
    const errors = values.errors === undefined ? [] : ["--errors", values.errors];
    execFileSync(process.execPath, [scorer, "--gold", goldFile, "--pred", predictions, ...errors], {
      stdio: "inherit",
    });
  } else console.error(`The scorer ${scorer} is not there; predictions are in ${predictions}.`);
  rmSync(folder, { recursive: true, force: values.predictions === undefined || existsSync(folder) });
}
