/**
 * Toponyms within 161 km of gold, over gold spans that have coordinates: GeoVirus and LGL.
 *
 *     node bench/accuracy/places.ts [geovirus|lgl] [--gold FILE] [--predictions FILE] [--half odd|even]
 *
 * Corpora are read from `../shared/corpora`, or where SOURCEBOOK_CORPORA says; a set that is absent is skipped. A gold
 * span counts as right when a place found by `names` over the whole article overlaps it and its point, or for an area
 * its middle, lies within 161 km. Recall is over all gold spans, precision over those where a place with a point was
 * found. Places inside other names
 * count too ("Kentucky" in "University of Kentucky"). `--half` takes every other article.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Block } from "../../src/0-model/document.ts";
import type { NameMark, Words } from "../../src/0-model/mark.ts";
import type { Point } from "../../src/0-model/place.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileNames, type NameFinder } from "../../src/2-mark/names.ts";
import { compileGazetteer, distance } from "../../src/2-mark/places.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { words } from "../../src/2-mark/words.ts";

interface Toponym {
  readonly start: number;
  readonly end: number;
  readonly at: Point;
}

interface Article {
  readonly text: string;
  readonly gold: readonly Toponym[];
}

/** What one gold span met: the place found there and whether it is near enough. */
export interface Meeting {
  readonly set: string;
  readonly article: number;
  readonly start: number;
  readonly words: string;
  readonly kind: string | null;
  readonly id: string | null;
  readonly at: Point | null;
  readonly gold: Point;
  readonly near: boolean;
}

/** The figures of one set. */
export interface Figures {
  readonly set: string;
  readonly gold: number;
  /** Gold spans where some place was found, with a point or without. */
  readonly found: number;
  /** Those with a point. */
  readonly pointed: number;
  readonly near: number;
  readonly precision: number;
  readonly recall: number;
  readonly meetings: readonly Meeting[];
}

/** Which sets to measure, on what: by default both, whole, from the shared corpora. */
export interface Choice {
  readonly sets?: readonly string[];
  readonly gold?: string | undefined;
  readonly half?: string | undefined;
}

const RADIUS = 161;
const FILES: Readonly<Record<string, string>> = { geovirus: "GeoVirus.xml", lgl: "lgl.xml" };

function plain(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");
}

function articles(file: string): Article[] {
  const all = readFileSync(file, "utf8");
  return [...all.matchAll(/<article[ >][\s\S]*?<\/article>/g)].map(([article]) => {
    const raw = /<text>(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?<\/text>/.exec(article)?.[1] ?? "";
    const gold: Toponym[] = [];
    for (const [place] of article.matchAll(/<(location|toponym)>[\s\S]*?<\/\1>/g)) {
      const number = (tag: string): number =>
        Number(new RegExp(`<${tag}>([-\\d.]+)</${tag}>`).exec(place)?.[1] ?? Number.NaN);
      const at: Point = [number("lat"), number("lon")];
      if (Number.isFinite(at[0]) && Number.isFinite(at[1]))
        gold.push({ start: number("start"), end: number("end"), at });
    }
    return { text: plain(raw), gold };
  });
}

function marksOf(find: NameFinder, text: string): { tokens: Words; marks: readonly NameMark[] } {
  const tokens = words(text, []);
  const blocks: Block[] = [...text.matchAll(/[^\n]+/g)].map((line) => {
    const range = [line.index, line.index + line[0].length] as const;
    return { kind: "paragraph", range, headings: [], label: null, level: 1 };
  });
  return { tokens, marks: find(tokens, sentences(tokens, blocks), () => false) };
}

/** What stands at a gold span: the place named there, or one inside the name that stands there, or that name. */
function meet(tokens: Words, marks: readonly NameMark[], { start, end }: Toponym): Met | null {
  const said = tokens.text.slice(start, end);
  const overlaps = ({ from, to }: { from: number; to: number }): boolean =>
    (tokens.start[from] ?? 0) < end && start < (tokens.end[to - 1] ?? 0);
  const over = marks.filter(overlaps);
  const sure = over.find(({ place }) => place?.id != null);
  if (sure !== undefined) return sure;
  const parts = over.flatMap(({ kind, inside = [] }) => inside.filter(overlaps).map(({ place }) => ({ kind, place })));
  // Of the two in "Egypt-US", which are one word, the one that stands in the span.
  const part = parts.find(({ place }) => said.includes(place.name)) ?? parts[0];
  return part ?? over.find(({ place }) => place !== null) ?? over[0] ?? null;
}

interface Met {
  readonly kind: NameMark["kind"];
  readonly place: NameMark["place"];
}

/** Measures the sets that are there. */
export async function measure(choice: Choice = {}): Promise<readonly Figures[]> {
  const corpora = process.env.SOURCEBOOK_CORPORA ?? join(import.meta.dirname, "..", "..", "..", "shared", "corpora");
  const knowledge = await loadKnowledge();
  const find = compileNames(knowledge);
  const gazetteer = compileGazetteer(knowledge);
  const figures: Figures[] = [];
  for (const set of choice.sets ?? Object.keys(FILES)) {
    const path = choice.gold ?? join(corpora, "toponym", FILES[set] ?? "");
    if (!existsSync(path)) continue;
    const meetings: Meeting[] = [];
    for (const [article, { text, gold }] of articles(path).entries()) {
      if (choice.half !== undefined && (article % 2 === 1) !== (choice.half === "odd")) continue;
      const { tokens, marks } = marksOf(find, text);
      for (const place of gold) {
        const mark = meet(tokens, marks, place);
        const at = mark?.place?.id == null ? null : (gazetteer.spot(mark.place.id)?.at ?? null);
        meetings.push({
          set,
          article,
          start: place.start,
          words: text.slice(place.start, place.end),
          kind: mark?.kind ?? null,
          id: mark?.place == null ? null : (mark.place.id ?? ""),
          at,
          gold: place.at,
          near: at !== null && distance(at, place.at) <= RADIUS,
        });
      }
    }
    figures.push(counted(set, meetings));
  }
  return figures;
}

function counted(set: string, meetings: readonly Meeting[]): Figures {
  const near = meetings.filter((meeting) => meeting.near).length;
  const pointed = meetings.filter(({ at }) => at !== null).length;
  const found = meetings.filter(({ id }) => id !== null).length;
  const gold = meetings.length;
  return { set, gold, found, pointed, near, precision: near / pointed, recall: near / gold, meetings };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { gold: { type: "string" }, predictions: { type: "string" }, half: { type: "string" } },
  });
  const sets = positionals.length > 0 ? positionals : Object.keys(FILES);
  const figures = await measure({ sets, gold: values.gold, half: values.half });
  for (const set of sets) {
    const one = figures.find((figure) => figure.set === set);
    if (one === undefined) console.log(`${set}: not there, skipped`);
    else {
      const [precision, recall] = [one.precision, one.recall].map((share) => (100 * share).toFixed(1));
      console.log(
        `${set}: within ${RADIUS} km: recall ${recall} precision ${precision} (${one.near} near of ${one.pointed} with a point, ` +
          `${one.found} found as a place, ${one.gold} gold)`,
      );
    }
  }
  if (values.predictions === undefined) return;
  const lines = figures.flatMap(({ meetings }) => meetings.map((meeting) => JSON.stringify(meeting)));
  writeFileSync(values.predictions, `${lines.join("\n")}\n`);
}

if (import.meta.main) await main();
