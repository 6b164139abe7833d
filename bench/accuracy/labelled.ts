/**
 * Sets of labelled claims: the labels with what they cover, and the texts that they are about.
 *
 * A set is a file of claims as JSON lines, with its coverage beside it (X-claims.jsonl and X-coverage.json), or a folder
 * of such files. A text is looked for beside the labels first, then in the corpora: in folders of re3d (documents.json,
 * its `text` alone) and in JSON lines of WikiEvents (the second element of each entry of `sentences`, joined by line
 * feeds). An article of our own is a folder with gold.jsonl; labels.yaml names its text, else it is article.txt beside.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readText } from "../../src/1-read/text.ts";
import type { Covered, GoldClaim } from "../../src/6-ask/gold.ts";
import { readCovered } from "../../src/8-exchange/in/covered.ts";
import { readGold } from "../../src/8-exchange/in/gold.ts";
import { corpus, filesUnder, jsonLines, read, root, type Say } from "./measure.ts";

/** One labelled text. */
export interface Labelled {
  /** How the labels call the document. */
  readonly document: string;
  /** What people call it. */
  readonly title: string;
  readonly corpus: string | null;
  readonly folder: string | null;
  readonly bytes: Uint8Array;
  /** The day on which it was published, where the labels were made with it. */
  readonly published: string | null;
  readonly gold: readonly GoldClaim[];
  readonly covered: Covered;
  /** Its place among the documents of its file, from 0. */
  readonly at: number;
  /** The labels give a claim once, however often the text says it. */
  readonly once: boolean;
}

interface Row {
  readonly corpus?: unknown;
  readonly folder?: unknown;
  readonly doc?: unknown;
  readonly date?: unknown;
}

/** The labelled texts of a file or folder, in the order of the coverage. */
export function labelledTexts(path: string, say: Say): Labelled[] {
  const files = statSync(path).isDirectory() ? filesUnder(path, /claims\.jsonl$/) : [path];
  return files.flatMap((file) =>
    fromFile(file, texts([statSync(path).isDirectory() ? path : dirname(path)], say), say),
  );
}

function fromFile(file: string, find: (row: Row) => string | null, say: Say): Labelled[] {
  const gold = readGold(read(file), basename(file));
  const beside = file.replace(/(?:-claims)?\.jsonl$/, "-coverage.json");
  const rows = existsSync(beside) ? coverageRows(read(beside)) : [];
  if (rows.length === 0) say(`${file}: no coverage beside it, whole texts are measured`);
  const covered = existsSync(beside) ? readCovered(read(beside), basename(beside)) : [];
  const seen = new Map<string, Row>();
  for (const row of rows) seen.set(String(row.doc), row);
  for (const { row } of jsonLines(file, say)) seen.set(String(row.doc), { ...row, ...seen.get(String(row.doc)) });
  return [...seen].flatMap(([document, row], at): Labelled[] => {
    const text = find(row);
    if (text === null) {
      say(`${file}: the text of ${document} is absent, left out`);
      return [];
    }
    const claims = gold.filter((one) => one.document === document);
    for (const { id, evidence } of claims) {
      const wrong = evidence.some(({ range, exact }) => text.slice(...range) !== exact);
      if (wrong) say(`${file}: the words of ${id} do not stand where it says`);
    }
    return [
      {
        document,
        title: document,
        corpus: typeof row.corpus === "string" ? row.corpus : null,
        folder: typeof row.folder === "string" ? row.folder : null,
        bytes: new TextEncoder().encode(text),
        published: typeof row.date === "string" && /^\d{4}-\d\d-\d\d$/.test(row.date) ? row.date : null,
        gold: claims,
        covered: covered.find((one) => one.document === document) ?? { document, range: null, mentions: new Map() },
        at,
        once: row.corpus === "wikievents",
      },
    ];
  });
}

function coverageRows(text: string): readonly Row[] {
  const given = JSON.parse(text) as readonly Row[] | { readonly documents: readonly Row[] };
  return "documents" in given ? given.documents : given;
}

/** Finds texts by document, and by folder where one is given: in these folders first, then in the corpora. */
function texts(folders: readonly string[], say: Say): (row: Row) => string | null {
  const places = [...folders, corpus("re3d"), corpus("wikievents")].filter((folder) => existsSync(folder));
  const held: Map<string, string>[] = [];
  const index = (at: number): ReadonlyMap<string, string> => {
    held[at] ??= indexed(places[at] ?? "", say);
    return held[at];
  };
  return ({ folder, doc }) => {
    for (const at of places.keys()) {
      const found = index(at).get(`${String(folder)}/${String(doc)}`) ?? index(at).get(String(doc));
      if (found !== undefined) return found;
    }
    return null;
  };
}

function indexed(place: string, say: Say): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of filesUnder(place, /(?:^|[\\/])documents\.json$|(?<!claims|gold)\.jsonl$/)) {
    for (const { row } of jsonLines(file, say)) {
      const { _id, text, doc_id, sentences } = row;
      if (typeof _id === "string" && typeof text === "string") {
        found.set(_id, text);
        found.set(`${basename(dirname(file))}/${_id}`, text);
      } else if (typeof doc_id === "string" && Array.isArray(sentences)) {
        found.set(doc_id, sentences.map((one: unknown) => String((one as readonly unknown[])[1] ?? "")).join("\n"));
      }
    }
  }
  return found;
}

/** The folders with gold.jsonl in a folder; the closed ones are in no other set. */
export function articles(folder: string): Labelled[] {
  const folders = existsSync(join(folder, "gold.jsonl"))
    ? [folder]
    : readdirSync(folder, { withFileTypes: true })
        .filter((one) => one.isDirectory() && one.name !== "closed" && existsSync(join(folder, one.name, "gold.jsonl")))
        .map((one) => join(folder, one.name))
        .sort();
  return folders.map(article);
}

function article(folder: string): Labelled {
  const bytes = readFileSync(textOf(folder));
  const document = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const gold = readGold(read(join(folder, "gold.jsonl")), `${basename(folder)}/gold.jsonl`);
  const other = gold.find((one) => one.document !== document);
  if (other !== undefined) throw new Error(`${folder}: the labels are of another text, make gold.jsonl anew.`);
  return {
    document,
    title: basename(folder),
    corpus: null,
    folder: null,
    bytes,
    published: null,
    gold,
    covered: { document, range: bodyOf(bytes), mentions: new Map() },
    at: 0,
    once: false,
  };
}

function textOf(folder: string): string {
  const labels = join(folder, "labels.yaml");
  const named = existsSync(labels) ? /^article:[ \t]*(.+?)[ \t]*$/m.exec(read(labels))?.[1] : undefined;
  return named === undefined ? join(folder, "article.txt") : join(root, named);
}

/** From the first line below the header to the heading of the references: what the labels of an article cover. */
function bodyOf(bytes: Uint8Array): [number, number] {
  const { text, blocks } = readText(bytes, { name: "article" }).rendition;
  const start = /\r?\n[ \t]*\r?\n/.exec(text);
  const end = blocks.find(
    ({ kind, range }) => kind === "heading" && /^(?:references|notes|sources)$/i.test(text.slice(...range).trim()),
  );
  return [start === null ? 0 : start.index, end?.range[0] ?? text.length];
}
