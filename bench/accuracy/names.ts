/**
 * Entities (person, organisation, location; exact span and type) against corpora that others annotated.
 *
 *     node bench/accuracy/names.ts [re3d|wikigold|crossner] [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * The gold of re3d is a folder with documents.json and entities.json, a folder of such folders, or the file documents.json;
 * that of the other two is a file of tokens and tags, or a folder of such files.
 * Maps. Ours: person; group, organisation, outlet and government as organisation; place and a country's name before a
 * noun ("US officials") as location; demonyms, populations, events, documents and publications are left out. A small
 * head word behind a name ("Kunar province") is not part of the span. re3d: Person, Organisation, Location. wikigold: PER,
 * ORG, LOC. CrossNER: person and politician; organisation and politicalparty; location and country. Other types are left
 * out on both sides.
 * Predictions are JSON lines {"docid", "text", "entities": [{"start", "end", "type"}]}: UTF-16 offsets into "text", which
 * is re3d's own, and for tokens the text that was set together from them.
 */
import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Block } from "../../src/0-model/document.ts";
import { LOWER, type NameMark, type Words } from "../../src/0-model/mark.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileDates } from "../../src/2-mark/dates.ts";
import { compileNames } from "../../src/2-mark/names.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { words } from "../../src/2-mark/words.ts";
import {
  alone,
  type Bar,
  corpus,
  type Figures,
  filesUnder,
  jsonLines,
  type Measure,
  type Outcome,
  read,
  type Say,
  shares,
  toLines,
} from "./measure.ts";

interface Entity {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

export interface Sample {
  readonly docid: string;
  readonly text: string;
  readonly entities: readonly Entity[];
}

const BARS: Readonly<Record<string, Bar>> = {
  re3d: { reach: 50, aim: 70 },
  crossner: { reach: 68, aim: 80 },
  wikigold: { reach: 60, aim: 82 },
};

export const names: readonly Measure[] = [
  { name: "names", set: "re3d", gold: corpus("re3d", "UK Government"), run: (gold) => run("re3d", gold) },
  { name: "names", set: "crossner", gold: corpus("crossner-politics/dev.txt"), run: (gold) => run("crossner", gold) },
  {
    name: "names",
    set: "wikigold",
    gold: corpus("wikigold/CONLL-format/data/wikigold.conll.txt"),
    run: (gold) => run("wikigold", gold),
  },
];

const TYPES: Readonly<Record<string, string>> = {
  Person: "person",
  Organisation: "organisation",
  Location: "location",
  PER: "person",
  ORG: "organisation",
  LOC: "location",
  person: "person",
  politician: "person",
  organisation: "organisation",
  politicalparty: "organisation",
  location: "location",
  country: "location",
};

const KINDS: Readonly<Record<string, string>> = {
  person: "person",
  group: "organisation",
  organisation: "organisation",
  outlet: "organisation",
  government: "organisation",
  place: "location",
};

/** Types of the corpora that are left out on both sides. */
const OTHERS = new Set(["misc", "event", "election"]);

async function run(set: string, gold: string): Promise<Outcome> {
  const problems: string[] = [];
  const all = samples(set, gold, (problem) => problems.push(problem));
  const find = await reader();
  const predicted = all.map(({ docid, text }) => ({ docid, text, entities: find(text) }));
  return { ...score(set, all, predicted), predictions: toLines(predicted), problems };
}

/** The samples of a file or folder of a set. What cannot be read is said and left out. */
export function samples(set: string, path: string, say: Say): Sample[] {
  if (set !== "re3d")
    return filesUnder(path, /\.(txt|conll|conllu|iob2?|bio|tsv)$/i).flatMap((file) => tagged(file, say));
  if (!statSync(path).isDirectory()) return re3d(dirname(path), path, say);
  const lists = filesUnder(path, /(^|[\\/])documents\.json$/);
  if (lists.length === 0) say(`${path}: no documents.json in it`);
  return lists.flatMap((file) => re3d(dirname(file), file, say));
}

function re3d(folder: string, documents: string, say: Say): Sample[] {
  const list = join(folder, "entities.json");
  if (!existsSync(list)) {
    say(`${list}: absent, the whole folder is left out`);
    return [];
  }
  const texts = new Map<string, string>();
  for (const { line, row } of jsonLines(documents, say)) {
    if (typeof row._id !== "string" || typeof row.text !== "string") say(`${documents}:${line}: no _id or no text`);
    else texts.set(row._id, row.text);
  }
  const entities = new Map<string, Entity[]>();
  for (const { line, row } of jsonLines(list, say)) {
    const { documentId, begin, end, type } = row;
    const text = texts.get(String(documentId));
    if (text === undefined) {
      say(`${list}:${line}: of a document that is absent, left out`);
      continue;
    }
    if (typeof begin !== "number" || typeof end !== "number" || begin < 0 || end <= begin || end > text.length) {
      say(`${list}:${line}: its extent is not in the text, left out`);
      continue;
    }
    const known = TYPES[String(type)];
    if (known === undefined) continue;
    entities.set(String(documentId), [...(entities.get(String(documentId)) ?? []), { start: begin, end, type: known }]);
  }
  return [...texts].map(([docid, text]) => ({ docid, text, entities: entities.get(docid) ?? [] }));
}

const NO_SPACE_BEFORE = /^(?:[.,;:!?)\]%]|'s|'|n't|'\w+)$/;
const NO_SPACE_AFTER = /^[([$]$/;

/** A text that is set together from tokens with tags. */
class Tagged {
  text = "";
  private readonly entities: { start: number; end: number; type: string }[] = [];
  private tag = "O";
  private last = "(";

  add(token: string, said: string): void {
    if (this.last !== "(" && !NO_SPACE_BEFORE.test(token) && !NO_SPACE_AFTER.test(this.last)) this.text += " ";
    const start = this.text.length;
    this.text += token;
    this.last = token;
    const open = this.entities.at(-1);
    const goes = said.startsWith("I-") && this.tag.slice(2) === said.slice(2) && open !== undefined;
    if (goes) open.end = this.text.length;
    else if (said !== "O") this.entities.push({ start, end: this.text.length, type: TYPES[said.slice(2)] ?? "" });
    this.tag = said;
  }

  /** Ends a sentence: what follows stands on a line of its own. */
  line(): void {
    if (this.text !== "" && !this.text.endsWith("\n")) this.text += "\n";
    this.tag = "O";
    this.last = "(";
  }

  sample(docid: string): Sample {
    return { docid, text: this.text.trimEnd(), entities: this.entities.filter(({ type }) => type !== "") };
  }
}

/** Tokens and tags, one a line, sentences apart by blank lines; a document is what stands between two -DOCSTART- lines. */
function tagged(file: string, say: Say): Sample[] {
  const found: Sample[] = [];
  const rows = read(file).split(/\r?\n/);
  const whole = rows.some((row) => row.startsWith("-DOCSTART-"));
  let open = new Tagged();
  const flush = (): void => {
    if (open.text.trim() !== "") found.push(open.sample(`${basename(file)}-${found.length}`));
    open = new Tagged();
  };
  for (const [index, line] of rows.entries()) {
    const cells = line.trim().split(/\s+/);
    const [token = ""] = cells;
    if (token === "" || token === "-DOCSTART-") {
      // Sentences of one article stand on lines of their own; without marks of articles each sentence stands alone.
      if (!whole || token === "-DOCSTART-") flush();
      else open.line();
      continue;
    }
    const said = cells.at(-1) ?? "";
    if (cells.length < 2 || !/^(?:O|[BIES]-[\w-]+)$/.test(said)) {
      say(`${file}:${index + 1}: no token with a tag, left out`);
      continue;
    }
    const type = said.slice(2).toLowerCase();
    if (said !== "O" && TYPES[said.slice(2)] === undefined && !OTHERS.has(type))
      say(`${file}:${index + 1}: type "${type}"`);
    open.add(token, said);
  }
  flush();
  return found;
}

function entity(tokens: Words, name: NameMark): Entity | null {
  const country = name.kind === "government" && name.place !== null && name.adjectival;
  const demonym = name.adjectival && name.place !== null && !/^(?:US|U\.S\.|UK|U\.K\.)$/.test(name.name);
  const type = country ? (demonym ? undefined : "location") : KINDS[name.kind];
  if (type === undefined || (name.adjectival && !country)) return null;
  let end = name.to;
  while (name.kind === "place" && end > name.from + 1 && tokens.shape[end - 1] === LOWER) end -= 1;
  const until = tokens.end[end - 1] ?? 0;
  let start = tokens.start[name.from] ?? 0;
  const within = tokens.text.slice(start, tokens.end[name.to - 1]).lastIndexOf(name.name);
  if (within > 0) start += within;
  return { start, end: until, type };
}

/** What the program finds in a text, in the corpora's terms. */
async function reader(): Promise<(text: string) => Entity[]> {
  const knowledge = await loadKnowledge();
  const find = compileNames(knowledge);
  const dates = compileDates(knowledge);
  return (text) => {
    const tokens = words(text, []);
    const blocks: Block[] = [...text.matchAll(/[^\n]+/g)].map((line) => {
      const range = [line.index, line.index + line[0].length] as const;
      return { kind: "paragraph", range, headings: [], label: null, level: 1 };
    });
    const dated = new Set<number>();
    for (const mark of dates(tokens, { day: null, speaksUntil: null })) {
      for (let i = mark.from; i < mark.to; i += 1) dated.add(i);
    }
    const marks = find(tokens, sentences(tokens, blocks), (i) => dated.has(i));
    return marks.map((mark) => entity(tokens, mark)).filter((found) => found !== null);
  };
}

const key = ({ start, end, type }: Entity): string => `${start}-${end}-${type}`;

/** The figures of predictions against gold, by type and over all, and a line for each entity that is missed or spurious. */
export function score(
  set: string,
  gold: readonly Sample[],
  predicted: readonly Sample[],
): Pick<Outcome, "figures" | "errors"> {
  const counts = new Map<string, { hits: number; found: number; gold: number }>();
  const add = (type: string, what: "hits" | "found" | "gold"): void => {
    for (const name of ["all", type]) {
      const row = counts.get(name) ?? { hits: 0, found: 0, gold: 0 };
      row[what] += 1;
      counts.set(name, row);
    }
  };
  const errors: string[] = [];
  const by = new Map(predicted.map((one) => [one.docid, one.entities]));
  for (const { docid, text, entities } of gold) {
    const said = (what: string, one: Entity) => {
      const near = text.slice(Math.max(0, one.start - 50), one.end + 30).replace(/\s/g, " ");
      return `${docid}\t${what}\t${one.type}\t${text.slice(one.start, one.end).replace(/\s/g, " ")}\t${near}`;
    };
    const found = by.get(docid) ?? [];
    const wanted = new Set(entities.map(key));
    const got = new Set(found.map(key));
    for (const one of found) {
      add(one.type, "found");
      if (wanted.has(key(one))) add(one.type, "hits");
      else errors.push(said("spurious", one));
    }
    for (const one of entities) {
      add(one.type, "gold");
      if (!got.has(key(one))) errors.push(said("missed", one));
    }
  }
  const figures = [...counts].map(([what, row]): Figures => {
    const bar = what === "all" ? (BARS[set] ?? null) : null;
    return { measure: "names", set, what, ...shares(row.hits, row.found, row.gold), ...row, counts: "f1", bar };
  });
  return { figures: figures.sort((a, b) => (a.what < b.what ? -1 : 1)), errors };
}

if (import.meta.main) await alone(names);
