import { isAbsolute } from "node:path";
import { isNode, LineCounter, parseAllDocuments, type Document as Yaml } from "yaml";
import { EXIT, SourcebookError } from "../0-model/problem.ts";

/** One file of `data/`: its path below that folder, with "/" on every system, and its text. A person's own file has its whole path. */
export interface DataFile {
  readonly name: string;
  readonly text: string;
}

/** One YAML document: its value, and the line (from 1) on which the value under a path of keys stands. */
export interface Parsed {
  readonly file: string;
  readonly value: unknown;
  line(path: readonly (string | number)[]): number;
}

/** The error for something wrong in `data/`: a plain sentence that names file and line. */
export function wrong(file: string, line: number, what: string): SourcebookError {
  const place = isAbsolute(file) ? file : `data/${file}`;
  return new SourcebookError("data", `${place}, line ${line}: ${what}`, EXIT.usage);
}

/** Each YAML document of a file; throws a SourcebookError for the first thing that is not YAML. */
export function parseYaml(file: DataFile): Parsed[] {
  const counter = new LineCounter();
  const parsed: Parsed[] = [];
  const documents = parseAllDocuments(file.text, { lineCounter: counter, prettyErrors: false });
  for (const document of "length" in documents ? [...documents] : []) {
    const error = document.errors[0] ?? document.warnings[0];
    if (error !== undefined) throw wrong(file.name, counter.linePos(error.pos[0]).line, `${error.message}.`);
    parsed.push({
      file: file.name,
      value: toPlain(document, file.name),
      line: (path) => lineOf(document, counter, path),
    });
  }
  return parsed;
}

function toPlain(document: Yaml, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw wrong(file, 1, error instanceof Error ? `${error.message}.` : "the aliases cannot be followed.");
  }
}

/** The line of the deepest node that the path reaches. */
function lineOf(document: Yaml, counter: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
  }
  return counter.linePos(document.contents?.range?.[0] ?? 0).line;
}
