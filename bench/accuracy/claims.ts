/**
 * Claims against labelled ones, on texts of others and on articles of our own.
 *
 *     npm run accuracy -- claims/SET [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * Sets: `reports` (official reports of re3d), `news` (WikiEvents), `both`, `own` (test/articles without the closed
 * ones), and `closed`, which runs only with --open-closed. How sets are read: labelled.ts. How claims are compared:
 * src/6-ask/compare.ts. In `news` the labels give a claim once, however often the text says it: the same by other words
 * counts for neither side; everywhere else every mention that asserts it anew is labelled.
 * Figures. "all": all claims that begin in what is covered. "odd", "even": the documents in odd and even places of the
 * coverage; errors of the even ones are not printed unless --gold is given, so that somebody reads what nobody mended
 * for. "tolls": numbers of killed, injured, and victims where the text does not part them. "times and places": dates
 * and places of events. "named in coverage": of the sentences that carry a labelled claim and none of ours, how many
 * `sourcebook coverage` names with a reason. "one event for one": where the text tells of one event in several places
 * and the program makes an event of each, only one of these is right; in all other figures each is. One figure an article in `own`.
 * Predictions are our claims in the form of the labels (README of the corpus), one a line; events are numbered where
 * two bear one name, so that names are unique in a document as the labels have it.
 */
import { createHash } from "node:crypto";
import { join, relative, resolve } from "node:path";
import type { Coverage } from "../../src/0-model/claim.ts";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { covers, overlaps, type Range } from "../../src/0-model/span.ts";
import type { KeptClaim, Slice } from "../../src/0-model/store.ts";
import { wiring } from "../../src/0-model/wire.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { type Comparison, compare, type Given } from "../../src/6-ask/compare.ts";
import { scoreOf } from "../../src/6-ask/evaluate.ts";
import type { GoldClaim } from "../../src/6-ask/gold.ts";
import type { Miss } from "../../src/6-ask/misses.ts";
import { entriesOf, readMarked } from "../../src/pipeline.ts";
import { articles, type Labelled, labelledTexts } from "./labelled.ts";
import { alone, type Bar, corpus, type Figures, type Measure, type Outcome, root, shares, toLines } from "./measure.ts";

const BARS: Readonly<Record<string, Readonly<Record<string, Bar>>>> = {
  reports: { all: { reach: 50, aim: 72 }, "named in coverage": { reach: 100, aim: 100 } },
  news: { all: { reach: 45, aim: 68 }, "named in coverage": { reach: 100, aim: 100 } },
  both: { tolls: { reach: 65, aim: 85 }, "times and places": { reach: 60, aim: 80 } },
  own: { all: { reach: 90, aim: 96 }, "named in coverage": { reach: 100, aim: 100 } },
  closed: { all: { reach: 75, aim: 90 } },
};

const REPORTS = corpus("claims/re3d-claims.jsonl");
const NEWS = corpus("claims/wikievents-claims.jsonl");
const ARTICLES = join(root, "test/articles");
const CLOSED = join(ARTICLES, "closed");

export const claims: readonly Measure[] = [
  { name: "claims", set: "reports", gold: REPORTS, run: (gold, given) => run("reports", gold, given) },
  { name: "claims", set: "news", gold: NEWS, run: (gold, given) => run("news", gold, given) },
  { name: "claims", set: "both", gold: corpus("claims"), run: (gold, given) => run("both", gold, given) },
  { name: "claims", set: "own", gold: ARTICLES, run: (gold) => run("own", gold, true) },
  {
    name: "claims",
    set: "closed",
    gold: join(ARTICLES, "closed"),
    closed: true,
    run: (gold) => run("closed", gold, false),
  },
];

/** A text with its labels, and what the program made of it. */
interface Read {
  readonly text: Labelled;
  readonly slice: Slice;
  readonly comparison: Comparison;
  /** The same, with each labelled event only one of the program's. */
  readonly strict: Comparison;
  readonly sentences: readonly Range[];
  readonly coverage: Coverage;
}

async function run(set: string, path: string, shown = false): Promise<Outcome> {
  if (set !== "closed" && !relative(CLOSED, resolve(path)).startsWith("..")) {
    throw new Error("The closed articles run only as claims/closed, with --open-closed.");
  }
  const problems: string[] = [];
  const knowledge = await loadKnowledge();
  const ours = set === "own" || set === "closed";
  const texts = ours ? articles(path) : labelledTexts(path, (problem) => problems.push(problem));
  const reads: Read[] = [];
  for (const text of texts) reads.push(await readLabelled(text, knowledge));
  const figures = figuresOf(set, reads).filter(({ gold, found }) => gold + found > 0);
  if (set === "closed") return { figures, predictions: "", errors: [], problems };
  return { figures, predictions: predictions(reads), errors: errors(reads, shown), problems };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Reads one text as a record of its own: nothing is known from another. */
async function readLabelled(text: Labelled, knowledge: Knowledge): Promise<Read> {
  const attributes = text.published === null ? {} : { published: text.published };
  const reading = readText(text.bytes, { name: `${text.title}.txt`, attributes });
  const { marks, extraction } = readMarked(reading, knowledge, hash);
  const store = memoryStore({ clock: () => new Date(0), random: (size) => new Uint8Array(size) });
  const rendition = reading.rendition.id;
  await store.append(entriesOf(reading, extraction, { id: "run", rendition, knowledge: "", program: "" }));
  const slice = await store.read([{ get: "documents" }, { get: "renditions" }, { get: "claims" }]);
  const terms = { covered: [text.covered], once: text.once };
  const comparison = compare(text.gold, slice, terms);
  const strict = compare(text.gold, slice, { ...terms, oneEvent: true });
  const sentences = marks.sentences.map(({ range }) => range);
  return { text, slice, comparison, strict, sentences, coverage: extraction.coverage };
}

/** The comparisons of several documents as one. */
function joined(reads: readonly Read[]): Comparison {
  const all = reads.map(({ comparison }) => comparison);
  return {
    gold: all.flatMap((one) => one.gold),
    given: all.flatMap((one) => one.given),
    pairs: all.flatMap((one) => one.pairs),
    misses: all.flatMap((one) => one.misses),
    elsewhere: all.flatMap((one) => one.elsewhere),
    absent: all.flatMap((one) => one.absent),
  };
}

type About = { readonly labelled: (one: GoldClaim) => boolean; readonly told: (one: Given) => boolean };

/** The same question of labelled claims and of ours. */
function about(ask: (claim: Pick<GoldClaim | KeptClaim, "property" | "subject" | "value">) => boolean): About {
  return { labelled: ask, told: ({ claim }) => ask(claim) };
}

const ALL = about(() => true);
const TOLLS = about(
  ({ property, value }) => value.type === "quantity" && ["killed", "injured", "victim"].includes(property),
);
const WHEN_WHERE = about(({ property, subject }) => subject.kind === "event" && ["date", "place"].includes(property));

function figuresOf(set: string, reads: readonly Read[]): Figures[] {
  const figure = (what: string, some: readonly Read[], which: About): Figures => {
    const { right: hits, given: found, labelled: gold } = scoreOf(joined(some), what, which);
    const counts = { hits, found, gold };
    const bar = BARS[set]?.[what] ?? null;
    return { measure: "claims", set, what, ...shares(hits, found, gold), ...counts, counts: "f1", bar };
  };
  const odd = reads.filter(({ text }) => !even(text));
  const others = reads.filter(({ text }) => even(text));
  const whole = reads.map((read) => ({ ...read, comparison: read.strict }));
  const kinds = [
    figure("tolls", reads, TOLLS),
    figure("tolls, one event for one", whole, TOLLS),
    figure("times and places", reads, WHEN_WHERE),
    figure("all, one event for one", whole, ALL),
  ];
  if (set === "both") return kinds;
  if (set === "closed") return [figure("all", reads, ALL), figure("all, one event for one", whole, ALL)];
  const parts =
    set === "own"
      ? reads.map((one) => figure(one.text.title, [one], ALL))
      : [figure("odd", odd, ALL), figure("even", others, ALL)];
  return [figure("all", reads, ALL), ...parts, ...kinds, named(set, reads)];
}

/** Of the sentences that carry a labelled claim and none of ours, the share that coverage names with a reason. */
function named(set: string, reads: readonly Read[]): Figures {
  const silent = reads.flatMap((read) => silentOf(read).map((range) => ({ read, range })));
  const gold = silent.length;
  const hits = silent.filter(({ read, range }) => reasonOf(read, range) !== null).length;
  const what = "named in coverage";
  const bar = BARS[set]?.[what] ?? null;
  return { measure: "claims", set, what, ...shares(hits, hits, gold), hits, found: hits, gold, counts: "recall", bar };
}

/** The sentences in which a labelled claim begins and none of ours does. */
function silentOf({ text, slice, sentences }: Read): Range[] {
  const begins = (claims: readonly Range[], [start, end]: Range) => claims.some(([at]) => at >= start && at < end);
  const labelled = text.gold.flatMap(({ evidence }) => evidence.slice(0, 1).map(({ range }) => range));
  const ours = slice.claims.flatMap(({ evidence }) => evidence.slice(0, 1));
  return sentences.filter((range) => begins(labelled, range) && !begins(ours, range));
}

function reasonOf({ coverage }: Read, range: Range): string | null {
  const entry = coverage.sentences.find((one) => covers(one.range, range) || overlaps(one.range, range));
  return entry?.why ?? null;
}

/** Our claims in the form of the labels; also those that count for neither side. */
function predictions(reads: readonly Read[]): string {
  return reads.map((read) => toLines(told(read.comparison).map((claim) => lineOf(read, claim)))).join("");
}

function told({ given, elsewhere }: Comparison): KeptClaim[] {
  return [...given, ...elsewhere].map(({ claim }) => claim);
}

function lineOf({ text, slice, comparison }: Read, claim: KeptClaim): object {
  const { id, subject, property, value, role, mode, polarity, assertedness, ...wire } = wiring(slice)(claim);
  const name = (one: { readonly id: string; readonly kind: string; readonly name: string }) => ({
    kind: one.kind,
    name: one.kind === "event" ? eventName(comparison, one) : one.name,
  });
  const { corpus: from, folder, document: doc } = text;
  const evidence = wire.evidence.map(({ start, end, exact }) => ({ start, end, exact }));
  return {
    ...{ ...(from === null ? {} : { corpus: from }), ...(folder === null ? {} : { folder }), doc, id },
    ...{ subject: name(subject), property },
    value: value.type === "entity" ? { type: "entity", ...name(value) } : value,
    ...{ role, with: Object.fromEntries(Object.entries(wire.with).map(([key, { words }]) => [key, { words }])) },
    ...{ mode, polarity, assertedness },
    attribution: wire.attribution.map(({ speaker, stance, said }) => {
      return { speaker: "name" in speaker ? { name: speaker.name } : speaker, stance, said };
    }),
    ...{ time: wire.time, place: wire.place, links: wire.links, evidence, note: wire.hedge?.words ?? null },
  };
}

/** An event's name, numbered where an earlier event of the document bears it too. */
function eventName(all: Comparison, event: { readonly id: string; readonly name: string }): string {
  const ids = new Set(
    told(all)
      .flatMap((claim) => [claim.subject, ...(claim.value.type === "entity" ? [claim.value] : [])])
      .filter((one) => one.kind === "event" && one.name === event.name)
      .map((one) => one.id),
  );
  const at = [...ids].indexOf(event.id);
  return `event: ${event.name}${at > 0 ? ` (${at + 1})` : ""}`;
}

/** True in the second, fourth, ... place of the coverage. */
const even = ({ at }: Labelled): boolean => at % 2 === 1;

/** A line an error. Those of documents in even places are only counted unless all are to be `shown`. */
function errors(reads: readonly Read[], shown: boolean): string[] {
  const lines: string[] = [];
  const counted = new Map<string, number>();
  for (const { text, comparison } of reads) {
    for (const miss of comparison.misses) {
      if (shown || !even(text)) lines.push(line(text.title, miss));
      else counted.set(`${miss.kind} ${miss.property}`, (counted.get(`${miss.kind} ${miss.property}`) ?? 0) + 1);
    }
  }
  const sums = [...counted].sort((a, b) => b[1] - a[1]).map(([what, count]) => `${count} ${what}`);
  return sums.length === 0 ? lines : [...lines, `even documents, not shown: ${sums.join(", ")}`];
}

function line(title: string, { kind, property, says, words, nearest }: Miss): string {
  const near = nearest === null ? "nothing near" : `${nearest.differs.join(", ") || "taken twice"}: ${nearest.says}`;
  return [title, kind, property, says, `“${words}”`, near].map((cell) => cell.replace(/\s+/g, " ")).join("\t");
}

if (import.meta.main) await alone(claims);
