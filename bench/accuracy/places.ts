/**
 * Toponyms within 161 km of gold, over gold spans that have coordinates: GeoVirus and LGL.
 *
 *     node bench/accuracy/places.ts [geovirus|lgl] [--gold FILE] [--predictions FILE]
 *
 * Corpora are read from `../shared/corpora`, or where SOURCEBOOK_CORPORA says; a set that is absent is skipped. A gold
 * span counts as right when a place found by `names` over the whole article overlaps it and its point lies within 161 km.
 * A division's point is its largest town's, a country's its capital's; regions have none and count as wrong.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Block } from "../../src/0-model/document.ts";
import { type Knowledge, rows } from "../../src/0-model/knowledge.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileNames } from "../../src/2-mark/names.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { words } from "../../src/2-mark/words.ts";

type Point = readonly [lat: number, lon: number];

interface Toponym {
  readonly start: number;
  readonly end: number;
  readonly at: Point;
}

interface Article {
  readonly text: string;
  readonly gold: readonly Toponym[];
}

const RADIUS = 161;

function distance([lat1, lon1]: Point, [lat2, lon2]: Point): number {
  const rad = Math.PI / 180;
  const a =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 12742 * Math.asin(Math.min(1, Math.sqrt(a)));
}

function points(knowledge: Knowledge): Map<string, Point> {
  const found = new Map<string, Point>();
  const capitals = new Map(
    rows(knowledge.places, "countries").map((row) => [`${row[0]} ${row[7] ?? ""}`, row[0] ?? ""]),
  );
  for (const [id = "", name = "", , country = "", province = "", , lat = "", lon = ""] of rows(
    knowledge.places,
    "towns",
  )) {
    const at: Point = [Number(lat), Number(lon)];
    found.set(`town:${id}`, at);
    if (province !== "" && !found.has(`iso:${province}`)) found.set(`iso:${province}`, at);
    const capital = capitals.get(`${country} ${name}`);
    if (capital !== undefined) found.set(`iso:${country}`, at);
    else if (!found.has(`iso:${country}`)) found.set(`iso:${country}`, at);
  }
  return found;
}

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

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { gold: { type: "string" }, predictions: { type: "string" } },
});
const corpora = process.env.SOURCEBOOK_CORPORA ?? join(import.meta.dirname, "..", "..", "..", "shared", "corpora");
const files: Readonly<Record<string, string>> = { geovirus: "GeoVirus.xml", lgl: "lgl.xml" };
const knowledge = await loadKnowledge();
const find = compileNames(knowledge);
const where = points(knowledge);
const predictions: string[] = [];
for (const set of positionals.length > 0 ? positionals : Object.keys(files)) {
  const path = values.gold ?? join(corpora, "toponym", files[set] ?? "");
  if (!existsSync(path)) {
    console.log(`${set}: not there, skipped`);
    continue;
  }
  let near = 0;
  let seen = 0;
  let all = 0;
  for (const { text, gold } of articles(path)) {
    const tokens = words(text, []);
    const blocks: Block[] = [...text.matchAll(/[^\n]+/g)].map((line) => {
      const range = [line.index, line.index + line[0].length] as const;
      return { kind: "paragraph", range, headings: [], label: null, level: 1 };
    });
    const marks = find(tokens, sentences(tokens, blocks), () => false);
    for (const place of gold) {
      all += 1;
      const mark = marks.find(
        (m) => (tokens.start[m.from] ?? 0) < place.end && place.start < (tokens.end[m.to - 1] ?? 0),
      );
      if (mark?.place == null) continue;
      seen += 1;
      const at = where.get(mark.place.id ?? "");
      if (at !== undefined && distance(at, place.at) <= RADIUS) near += 1;
      predictions.push(JSON.stringify({ set, name: mark.name, id: mark.place.id, at: at ?? null, gold: place.at }));
    }
  }
  console.log(
    `${set}: within ${RADIUS} km ${((100 * near) / all).toFixed(1)} % (${near}/${all}), found as a place ${seen}`,
  );
}
if (values.predictions !== undefined) writeFileSync(values.predictions, `${predictions.join("\n")}\n`);
