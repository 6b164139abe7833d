/** Texts with the people, organisations and places that somebody marked in them: corpora, and the project's own cases. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Block } from "../../src/0-model/document.ts";
import type { Sentence, Words } from "../../src/0-model/mark.ts";
import { sentences } from "../../src/2-mark/sentences.ts";
import { corpus, filesUnder, jsonLines, read, root, type Say } from "./measure.ts";

export interface Entity {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** `type` is person, organisation, location, or `other` for what is none of them. */
export interface Sample {
  readonly docid: string;
  readonly text: string;
  readonly entities: readonly Entity[];
}

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

/** Types of the corpora that are left out on both sides; in samples they are one type. */
const OTHERS = new Set(["misc", "event", "election"]);
export const OTHER = "other";

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
    else if (said !== "O") this.entities.push({ start, end: this.text.length, type: TYPES[said.slice(2)] ?? OTHER });
    this.tag = said;
  }

  /** Ends a sentence: what follows stands on a line of its own. */
  line(): void {
    if (this.text !== "" && !this.text.endsWith("\n")) this.text += "\n";
    this.tag = "O";
    this.last = "(";
  }

  sample(docid: string): Sample {
    return { docid, text: this.text.trimEnd(), entities: this.entities };
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

/** The sentences of a text whose lines are paragraphs. */
export function sentencesOf(tokens: Words): readonly Sentence[] {
  const blocks: Block[] = [...tokens.text.matchAll(/[^\n]+/g)].map((line) => {
    const range = [line.index, line.index + line[0].length] as const;
    return { kind: "paragraph", range, headings: [], label: null, level: 1 };
  });
  return sentences(tokens, blocks);
}

/** What a kind of ours is to the corpora. */
export const KINDS: Readonly<Record<string, string>> = {
  person: "person",
  group: "organisation",
  organisation: "organisation",
  outlet: "organisation",
  government: "organisation",
  place: "location",
};

/** Sentences of our own cases with their names. Nations before a noun ("Kenyan police") are no names of ours. */
function own(file: string): Sample[] {
  const found: { docid: string; text: string; entities: Entity[] }[] = [];
  for (const line of readFileSync(join(root, "test", "cases", `${file}.txt`), "utf8").split("\n")) {
    if (line.startsWith("#") || line === "") continue;
    const last = found.at(-1);
    if (!line.startsWith("  ")) found.push({ docid: `${file}-${found.length}`, text: line, entities: [] });
    else if (last !== undefined) {
      const [name = "", kinds = ""] = line.trim().split("|");
      const [kind = ""] = kinds.split("/");
      const start = last.text.indexOf(name, last.entities.at(-1)?.end ?? 0);
      const nation = kind === "government" && !name.includes(" ");
      if (start >= 0)
        last.entities.push({ start, end: start + name.length, type: nation ? OTHER : (KINDS[kind] ?? OTHER) });
    }
  }
  return found;
}

/**
 * The texts that `data/lexicons/en/weights.tsv` is learnt from: wikigold (CC BY 4.0), CrossNER politics, train and dev
 * (MIT), and the project's own cases. The order is fixed.
 */
export function taught(say: Say): Sample[] {
  const parts = [
    "wikigold/CONLL-format/data/wikigold.conll.txt",
    "crossner-politics/dev.txt",
    "crossner-politics/train.txt",
  ];
  return [
    ...parts.map((part) => corpus(part)).flatMap((path) => samples("tagged", path, say)),
    ...own("names"),
    ...own("widenames"),
  ];
}
