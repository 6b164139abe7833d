import type { Stats } from "node:fs";
import { lstat, open, readdir, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Reading } from "../0-model/document.ts";
import { type Problem, SourcebookError } from "../0-model/problem.ts";
import { LIMIT, shown, tooLarge } from "./decode.ts";
import type { Attributes } from "./header.ts";
import { readText } from "./text.ts";

/** One input, read whole. `name` is the path as the person gave it, or below the folder that the person gave. */
export interface Input {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What to read besides the paths. */
export interface Reach {
  /** The folder of the record: never read, wherever a path leads. */
  readonly record?: string;
  /** Where "-" reads from; the process's own input when absent. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** Endings of the files that are read out of a folder. A file that a person names itself may have any other ending. */
const TEXT = new Set(["txt", "text", "md", "markdown"]);

/** Formats that hold text in a way that this version does not read; reading them as plain text would invent prose. */
const FORMATS: Readonly<Record<string, string>> = {
  pdf: "a PDF file",
  doc: "a Word file",
  docx: "a Word file",
  odt: "an OpenDocument file",
  rtf: "an RTF file",
  epub: "an EPUB file",
  htm: "a web page",
  html: "a web page",
  mhtml: "a web page",
  xml: "an XML file",
  json: "a JSON file",
  jsonl: "a JSON file",
  csv: "a table",
  tsv: "a table",
  xls: "a spreadsheet",
  xlsx: "a spreadsheet",
  zip: "an archive",
  gz: "an archive",
};

/** Codes of problems that only say what was left alone: nothing that was asked for is missing. */
export const PASSED_OVER: ReadonlySet<string> = new Set(["hidden", "record", "twice", "other-kind"]);

/**
 * The inputs under the paths, in the order given and inside a folder by name; "-" is standard input. What cannot be read
 * comes as a problem in its place, with a plain sentence, and the rest goes on. Codes: `missing unreadable not-a-file
 * loop empty too-large unsupported no-text`, and those in `PASSED_OVER`. Nothing is opened that is not a regular file,
 * and nothing over the limit is read. Throws nothing for what is on the disk.
 */
export async function* inputs(paths: readonly string[], reach: Reach = {}): AsyncGenerator<Input | Problem> {
  const walk = new Walk(await real(reach.record));
  for (const path of paths) {
    if (path === "-") yield await standardInput(reach.stdin ?? process.stdin);
    else yield* walk.path(path);
  }
}

/** The readings of the inputs, with the problems of those that are no text (`empty binary not-utf8 too-large`). */
export async function* readings(
  paths: readonly string[],
  given: Reach & { readonly attributes?: Attributes } = {},
): AsyncGenerator<Reading | Problem> {
  for await (const input of inputs(paths, given)) {
    if ("code" in input) yield input;
    else yield read(input, given.attributes ?? {});
  }
}

function read({ name, bytes }: Input, attributes: Attributes): Reading | Problem {
  try {
    return readText(bytes, { name, attributes });
  } catch (error) {
    if (error instanceof SourcebookError) return { code: error.code, message: error.message, file: name };
    throw error;
  }
}

function problem(code: string, file: string, what: string): Problem {
  return { code, message: `${shown(file)} ${what}`, file };
}

async function real(path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  return realpath(path).catch(() => null);
}

class Walk {
  private readonly record: string | null;
  /** Folders already walked, by their true paths. */
  private readonly walked = new Set<string>();

  constructor(record: string | null) {
    this.record = record;
  }

  /** A path that a person named. */
  async *path(name: string): AsyncGenerator<Input | Problem> {
    const found = await look(name);
    if ("code" in found) yield found;
    else if (found.isDirectory()) {
      let some = false;
      for await (const item of this.folder(name, [])) {
        const said = "code" in item && item.file === name && item.code !== "hidden";
        if ("bytes" in item || said || !PASSED_OVER.has(item.code)) some = true;
        yield item;
      }
      if (!some) yield problem("no-text", name, "holds no text file that can be read.");
    } else yield await this.file(name, found);
  }

  async file(name: string, found: Stats): Promise<Input | Problem> {
    if (!found.isFile()) return problem("not-a-file", name, "is not a file. For a pipe, give - as the path.");
    if (this.record !== null && isWithin(await realpath(name).catch(() => name), this.record)) {
      return problem("record", name, "belongs to the record itself and was left alone.");
    }
    return unsupported(name) ?? readFile(name);
  }

  /** A folder; `above` holds the true paths of the folders that lead to it. */
  async *folder(name: string, above: readonly string[]): AsyncGenerator<Input | Problem> {
    const at = await realpath(name).catch(() => name);
    if (this.record !== null && isWithin(at, this.record)) {
      yield problem("record", name, "is the record itself and was left alone.");
      return;
    }
    if (above.includes(at)) {
      yield problem("loop", name, "leads back to a folder above it and was not followed.");
      return;
    }
    if (this.walked.has(at)) {
      yield problem("twice", name, "was already read under another name.");
      return;
    }
    this.walked.add(at);
    let names: string[];
    try {
      names = (await readdir(name)).sort();
    } catch (error) {
      yield failed(name, error);
      return;
    }
    const hidden = names.filter((entry) => entry.startsWith("."));
    for (const entry of names) {
      if (!entry.startsWith(".")) yield* this.entry(join(name, entry), [...above, at]);
    }
    if (hidden.length > 0) yield problem("hidden", name, hiddenWords(hidden));
  }

  async *entry(name: string, above: readonly string[]): AsyncGenerator<Input | Problem> {
    const found = await look(name);
    if ("code" in found) yield found;
    else if (found.isDirectory()) yield* this.folder(name, above);
    else if (!found.isFile()) yield problem("not-a-file", name, "is not a file and was left alone.");
    else if (TEXT.has(ending(name)) || FORMATS[ending(name)] !== undefined) yield await this.file(name, found);
    else yield problem("other-kind", name, `is no text file by its ending and was left alone. Name it to read it.`);
  }
}

function hiddenWords(hidden: readonly string[]): string {
  const some = hidden.slice(0, 3).map(shown).join(", ");
  const more = hidden.length > 3 ? ` and ${hidden.length - 3} more` : "";
  return `holds hidden files, which were left alone: ${some}${more}.`;
}

/** The problem of a file that by its name holds text in a way that this version does not read; null for any other. */
export function unsupported(name: string): Problem | null {
  const format = FORMATS[ending(name)];
  if (format === undefined) return null;
  return problem("unsupported", name, `is ${format}, which this version does not read. Save it as plain text.`);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);
}

function ending(name: string): string {
  return /\.([^.]+)$/.exec(basename(name))?.[1]?.toLowerCase() ?? "";
}

async function look(name: string): Promise<Stats | Problem> {
  try {
    return await stat(name);
  } catch (error) {
    // A link that leads nowhere is there, and says more than "missing".
    const link = await lstat(name).catch(() => null);
    if (link?.isSymbolicLink() === true && codeOf(error) === "ENOENT") {
      return problem("missing", name, "is a link to something that does not exist.");
    }
    return failed(name, error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function failed(name: string, error: unknown): Problem {
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR" || code === "ERR_INVALID_ARG_VALUE") {
    return problem("missing", name, "does not exist. Check the path.");
  }
  if (code === "ENAMETOOLONG") return problem("missing", name, "is too long for a path.");
  if (code === "EACCES" || code === "EPERM") return problem("unreadable", name, "may not be read by this user.");
  if (code === "ELOOP") return problem("loop", name, "is a link that leads back to itself.");
  return problem("unreadable", name, `could not be read (${code === "" ? "unknown reason" : code}).`);
}

/** The bytes of a regular file, at most one more than the limit: a file can grow while it is read. */
async function readFile(name: string): Promise<Input | Problem> {
  try {
    await using file = await open(name, "r");
    const { size } = await file.stat();
    if (size > LIMIT) return over(name, size);
    const chunks: Uint8Array[] = [];
    let length = 0;
    // `size` is 0 for files that the system makes up as they are read.
    for (let room = Math.max(size + 1, 65_536); length <= LIMIT; room = 65_536) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(room), 0, room, null);
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
    return whole(name, chunks, length);
  } catch (error) {
    return failed(name, error);
  }
}

async function standardInput(stdin: AsyncIterable<Uint8Array>): Promise<Input | Problem> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stdin) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LIMIT) break;
    }
  } catch (error) {
    return failed("-", error);
  }
  return whole("-", chunks, length);
}

function whole(name: string, chunks: readonly Uint8Array[], length: number): Input | Problem {
  if (length > LIMIT) return over(name, length);
  if (length === 0) return problem("empty", name, "is empty.");
  const first = chunks[0];
  if (chunks.length === 1 && first !== undefined) return { name, bytes: first };
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { name, bytes };
}

function over(name: string, size: number): Problem {
  const { code, message } = tooLarge(name, size);
  return { code, message, file: name };
}
