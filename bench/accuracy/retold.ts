// How well events told in several documents are found to be one: the own documents of test/articles/retold against the
// hand-written key. Runnable alone: node bench/accuracy/retold.ts [--half first|second] [--errors]
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Referent } from "../../src/0-model/entity.ts";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import type { Range } from "../../src/0-model/span.ts";
import type { Slice } from "../../src/0-model/store.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { entriesOf, readDocument, resolve } from "../../src/pipeline.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "test", "articles", "retold");
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** One line of the key: these words of a document tell this event. */
interface Telling {
  readonly half: string;
  readonly file: string;
  readonly event: string;
  readonly words: string;
}

/** Precision, recall and F1. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** What came of a comparison with the key. */
export interface Outcome {
  readonly documents: number;
  /** Passages of the key, and how many of them gave no event at all. */
  readonly tellings: number;
  readonly missed: readonly string[];
  /** What the scores are over: each event found in each passage, and each passage in which none was found. */
  readonly mentions: number;
  readonly pairwise: Score;
  readonly bcubed: Score;
  /** Pairs joined wrongly, and pairs not joined with whether they wait for a person. */
  readonly wrong: readonly string[];
  readonly apart: readonly string[];
}

/** The key, by hand: `half`, file, event, words; events that begin with `x` are near misses. */
export function key(): Telling[] {
  return readFileSync(join(FOLDER, "key.tsv"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [half = "", file = "", event = "", words = ""] = line.split("\t");
      return { half, file, event, words };
    });
}

/** A record as it was made. */
export interface Read {
  readonly slice: Slice;
  readonly referents: readonly Referent[];
}

/** The record of some files, added in the order given. */
export async function record(files: readonly string[], knowledge: Knowledge): Promise<Read> {
  const referents: Referent[] = [];
  const store = memoryStore({ clock: () => new Date(0), random: (size) => new Uint8Array(size) });
  for (const file of files) {
    const reading = readText(readFileSync(join(FOLDER, file)), { name: file });
    const extraction = await resolve(store, readDocument(reading, knowledge, hash), knowledge, reading);
    const { id } = reading.rendition;
    referents.push(...extraction.referents);
    await store.append(entriesOf(reading, extraction, { id, rendition: id, knowledge: "k", program: "measure" }));
  }
  const plain = [{ get: "documents" }, { get: "renditions" }, { get: "entities" }] as const;
  const slice = await store.read([...plain, { get: "claims" }, { get: "judgements" }, { get: "kinships" }]);
  return { slice, referents };
}

interface Mention {
  /** The referent; for a passage that gave none, a name of its own: it is joined with nothing. */
  readonly id: string;
  readonly event: string;
  readonly file: string;
}

/** Scores over the passages of the key: what no event was found in counts as told apart from everything. */
export function score(read: Read, tellings: readonly Telling[]): Outcome {
  const { slice } = read;
  const entityOf = new Map(slice.entities.flatMap((one) => one.referents.map((id) => [id, one.id] as const)));
  const missed: string[] = [];
  const all: Mention[] = [];
  for (const { file, event, words } of tellings) {
    const found = mentionsIn(read, file, words);
    if (found.length === 0) missed.push(`${file}: ${event}: ${words}`);
    for (const id of found.length === 0 ? [`${file} ${words}`] : found) all.push({ id, event, file });
  }
  const system = (one: Mention): string => entityOf.get(one.id) ?? one.id;
  const waits = new Set(slice.judgements.filter(({ verdict }) => verdict === "unsure").map(({ a, b }) => `${a} ${b}`));
  const [wrong, apart] = [[] as string[], [] as string[]];
  let hits = 0;
  all.forEach((one, at) => {
    for (const other of all.slice(at + 1)) {
      const [gold, made] = [one.event === other.event, system(one) === system(other)];
      const name = `${one.event} ${one.file} ~ ${other.event} ${other.file}`;
      const [a = "", b = ""] = [one.id, other.id].sort();
      if (gold && made) hits += 1;
      else if (made) wrong.push(name);
      else if (gold) apart.push(`${name}${waits.has(`${a} ${b}`) ? " (waits for a person)" : ""}`);
    }
  });
  return {
    documents: new Set(tellings.map(({ file }) => file)).size,
    tellings: tellings.length,
    missed,
    mentions: all.length,
    pairwise: scored(hits / (hits + wrong.length || 1), hits / (hits + apart.length || 1)),
    bcubed: bcubed(all, system),
    wrong,
    apart,
  };
}

/** The events that some words of a document name or tell something of. */
function mentionsIn({ slice, referents }: Read, file: string, words: string): string[] {
  const document = slice.documents.find(({ names }) => names.includes(file));
  const rendition = slice.renditions.find((one) => one.document === document?.id);
  const start = rendition?.text.indexOf(words) ?? -1;
  if (start < 0) throw new Error(`The key quotes words that ${file} does not have: ${words}`);
  const inside = ([from]: Range): boolean => from >= start && from < start + words.length;
  const found = slice.claims.flatMap(({ subject, rendition: of, parts }) => {
    if (of !== rendition?.id || subject.kind !== "event") return [];
    const named = [parts.trigger, parts.subject].flatMap((part) => (part?.from === "here" ? part.spans : []));
    return named.some(inside) ? [subject.id] : [];
  });
  const first = referents.filter((one) => one.rendition === rendition?.id && one.kind === "event" && inside(one.first));
  const spoken = new Set(slice.claims.map(({ subject }) => subject.id));
  return [...new Set([...found, ...first.map(({ id }) => id).filter((id) => spoken.has(id))])];
}

function bcubed(all: readonly Mention[], system: (one: Mention) => string): Score {
  let [precision, recall] = [0, 0];
  for (const one of all) {
    const made = all.filter((other) => system(other) === system(one));
    const gold = all.filter((other) => other.event === one.event);
    const both = made.filter((other) => other.event === one.event).length;
    precision += both / made.length;
    recall += both / gold.length;
  }
  return scored(precision / (all.length || 1), recall / (all.length || 1));
}

function scored(precision: number, recall: number): Score {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Reads and scores the documents of one half, or all of them. */
export async function measure(half: string | null, knowledge: Knowledge): Promise<Outcome> {
  const tellings = key().filter((one) => half === null || one.half === half);
  const files = [...new Set(tellings.map(({ file }) => file))].sort();
  return score(await record(files, knowledge), tellings);
}

if (process.argv[1] === import.meta.filename) {
  const at = process.argv.indexOf("--half");
  const outcome = await measure(at < 0 ? null : (process.argv[at + 1] ?? null), await loadKnowledge());
  const say = ({ precision, recall, f1 }: Score): string =>
    `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`;
  const { documents, tellings, missed, mentions, pairwise, bcubed: b3 } = outcome;
  console.log(
    `${documents} documents, ${tellings} tellings (${missed.length} gave no event), ${mentions} events in them`,
  );
  console.log(`pairwise: ${say(pairwise)}\nB³: ${say(b3)}`);
  if (process.argv.includes("--errors")) {
    for (const line of missed) console.log(`missed  ${line}`);
    for (const line of outcome.wrong) console.log(`joined  ${line}`);
    for (const line of outcome.apart) console.log(`apart   ${line}`);
  }
}
