/**
 * Toponyms within 161 km of gold, over gold spans that have coordinates: GeoVirus and LGL.
 *
 *     node bench/accuracy/places.ts [geovirus|lgl] [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * A gold span counts as right when a place found by `names` over the whole article overlaps it and its point, or for an
 * area its middle, lies within 161 km. Recall is over all gold spans, precision over those where a place with a point was
 * found. Places inside other names count too ("Kentucky" in "University of Kentucky"). Predictions are JSON lines, one a
 * gold span (`Meeting`).
 */
import { readFileSync } from "node:fs";
import type { NameMark, Words } from "../../src/0-model/mark.ts";
import type { Point } from "../../src/0-model/place.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileNames } from "../../src/2-mark/names.ts";
import { compileGazetteer, distance } from "../../src/2-mark/places.ts";
import { words } from "../../src/2-mark/words.ts";
import { sentencesOf } from "./entities.ts";
import { alone, corpus, filesUnder, type Measure, type Outcome, plain, shares, toLines } from "./measure.ts";

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
interface Meeting {
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

const RADIUS = 161;
const BARS = { geovirus: { reach: 65, aim: 85 }, lgl: { reach: 45, aim: 70 } } as const;
const FILES = { geovirus: "GeoVirus.xml", lgl: "lgl.xml" } as const;

export const places: readonly Measure[] = (["geovirus", "lgl"] as const).map((set) => ({
  name: "places",
  set,
  gold: corpus("toponym", FILES[set]),
  run: (gold) => run(set, gold),
}));

async function run(set: keyof typeof FILES, gold: string): Promise<Outcome> {
  const knowledge = await loadKnowledge();
  const find = compileNames(knowledge);
  const gazetteer = compileGazetteer(knowledge);
  const meetings: Meeting[] = [];
  const all = filesUnder(gold, /\.xml$/i).flatMap(articles);
  for (const [article, { text, gold: toponyms }] of all.entries()) {
    const tokens = words(text, []);
    const marks = find(tokens, sentencesOf(tokens), () => false);
    for (const place of toponyms) {
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
  const counts = {
    hits: meetings.filter(({ near }) => near).length,
    found: meetings.filter(({ at }) => at !== null).length,
    gold: meetings.length,
  };
  const three = shares(counts.hits, counts.found, counts.gold);
  return {
    figures: [{ measure: "places", set, what: "all", ...three, ...counts, counts: "recall", bar: BARS[set] }],
    errors: meetings.filter(({ near }) => !near).map((meeting) => JSON.stringify(meeting)),
    predictions: toLines(meetings),
    problems: [],
  };
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

if (import.meta.main) await alone(places);
