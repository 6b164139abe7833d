import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { Extraction } from "../0-model/claim.ts";
import type { Reading } from "../0-model/document.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Run, Store } from "../0-model/store.ts";
import { LIMIT, tooLarge, unreadable } from "../1-read/decode.ts";
import { readText } from "../1-read/text.ts";
import { entriesOf, readDocument, resolve } from "../pipeline.ts";
import type { Session } from "./session.ts";
import { version } from "./version.ts";

/** What became of one input. */
export interface Taken {
  readonly path: string;
  readonly document: string;
  readonly title: string | null;
  /** Claims that the record did not have before. */
  readonly claims: number;
  readonly interpretations: number;
  readonly withdrawn: number;
  /** True when the record had read these bytes with this program and these rules before. */
  readonly known: boolean;
}

/** What became of all inputs. */
export interface Outcome {
  readonly taken: readonly Taken[];
  readonly failed: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  /** Inputs that were not begun when a person asked to stop. */
  readonly left: number;
}

/** What the inputs are read with. `open` is called once, and only when there is something to keep. */
export interface Taking {
  readonly session: Session;
  readonly open: () => Promise<Store>;
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * Reads files into a record, each in a transaction of its own, in the order of their hashes, so that the same files
 * give the same record however they were named. A file that cannot be read is said and does not stop the others.
 * When asked to stop, it finishes the document at hand.
 */
export async function take(paths: readonly string[], { session, open }: Taking): Promise<Outcome> {
  const failed: Outcome["failed"][number][] = [];
  const fail = (path: string, error: unknown): void => {
    const problem = explain(path, error);
    failed.push({ path, code: problem.code, message: problem.message });
    session.say(problem.message);
  };
  const inputs: Input[] = [];
  for (const path of [...new Set(paths)]) {
    try {
      inputs.push(await look(path));
    } catch (error) {
      fail(path, error);
    }
  }
  inputs.sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : a.path < b.path ? -1 : 1));
  const taken: Taken[] = [];
  const shown = session.progress("Reading");
  let store: Store | null = null;
  let left = 0;
  for (const [at, input] of inputs.entries()) {
    if (session.stopping.aborted) {
      left = inputs.length - at;
      break;
    }
    shown.step(at, inputs.length, input.path);
    let reading: Reading;
    try {
      reading = readText(input.bytes ?? new Uint8Array(await readFile(input.path)), { name: input.path });
    } catch (error) {
      shown.done();
      fail(input.path, error);
      continue;
    }
    store ??= await open();
    try {
      taken.push(await keep(reading, { path: input.path, store, knowledge: await session.knowledge() }));
    } catch (error) {
      shown.done();
      fail(input.path, error);
    }
    // Lets a wish to stop be heard between two documents.
    await new Promise((resolve) => setImmediate(resolve));
  }
  shown.done();
  return { taken, failed, left };
}

async function keep(
  reading: Reading,
  { path, store, knowledge }: { readonly path: string; readonly store: Store; readonly knowledge: Knowledge },
): Promise<Taken> {
  const { document, rendition } = reading;
  const program = version();
  const run: Run = {
    id: `sha256:${hash([rendition.id, knowledge.version, program].join("\n"))}`,
    rendition: rendition.id,
    knowledge: knowledge.version,
    program,
  };
  const same = { path, document: document.id, title: document.title };
  if (await store.hasRun(run.id)) return { ...same, claims: 0, interpretations: 0, withdrawn: 0, known: true };
  const extraction = await resolve(store, extract(reading, knowledge), knowledge);
  const added = await store.append(entriesOf(reading, extraction, run));
  const { claims, interpretations, withdrawn } = added;
  return { ...same, claims, interpretations, withdrawn, known: false };
}

/** What the stages make of a reading. A fault of theirs is about this text and must not stop the others. */
function extract(reading: Reading, knowledge: Knowledge): Extraction {
  try {
    return readDocument(reading, knowledge, hash);
  } catch (error) {
    const what =
      error instanceof Error ? ((process.env.SOURCEBOOK_DEBUG ? error.stack : null) ?? error.message) : error;
    const name = reading.document.names[0] ?? reading.document.id;
    throw unreadable(
      "fault",
      name,
      `could not be read through a fault of the program: ${what}. Nothing of it is kept.`,
    );
  }
}

/** An input whose bytes were seen once. Only standard input keeps its bytes: it cannot be read twice. */
interface Input {
  readonly path: string;
  readonly digest: string;
  readonly bytes: Uint8Array | null;
}

async function look(path: string): Promise<Input> {
  if (path === "-") {
    const bytes = await standardInput();
    return { path: "standard input", digest: createHash("sha256").update(bytes).digest("hex"), bytes };
  }
  const found = await stat(path);
  if (found.isDirectory()) throw unreadable("folder", path, `is a folder. Name its files, such as ${path}/*.txt.`);
  if (!found.isFile()) throw unreadable("not-a-file", path, "is no file.");
  if (found.size > LIMIT) throw tooLarge(path, found.size);
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(path)) digest.update(chunk as Uint8Array);
  return { path, digest: digest.digest("hex"), bytes: null };
}

async function standardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).length;
    if (size > LIMIT) throw tooLarge("standard input", size);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const SAID: Readonly<Record<string, string>> = {
  ENOENT: "does not exist.",
  ENOTDIR: "does not exist: a part of its path is a file.",
  EACCES: "may not be read by this user.",
  EPERM: "may not be read by this user.",
  ELOOP: "cannot be read: its links lead in a circle.",
  ENAMETOOLONG: "cannot be read: its name is too long.",
};

/** One plain sentence for whatever went wrong with a file; what is not about the file is thrown on. */
function explain(path: string, error: unknown): SourcebookError {
  if (error instanceof SourcebookError && error.exit === EXIT.unreadable) return error;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
  if (code === null || !/^E[A-Z0-9]+$/.test(code)) throw error;
  return unreadable(code === "ENOENT" ? "missing" : "unreadable", path, SAID[code] ?? `cannot be read (${code}).`);
}

/** The exit code of an outcome. */
export function exitOf({ taken, failed, left }: Outcome): Exit {
  if (left > 0) return EXIT.interrupted;
  if (failed.length === 0) return EXIT.done;
  return taken.length === 0 ? EXIT.unreadable : EXIT.partial;
}
