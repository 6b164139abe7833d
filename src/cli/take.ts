import { hash as digested } from "node:crypto";
import type { Extraction } from "../0-model/claim.ts";
import type { Reading } from "../0-model/document.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, type Exit, type Problem, SourcebookError } from "../0-model/problem.ts";
import type { Assisted, Proposed } from "../0-model/proposal.ts";
import type { Entry, Run, Store } from "../0-model/store.ts";
import type { WireDispute } from "../0-model/wire.ts";
import { unreadable } from "../1-read/decode.ts";
import { inputs, PASSED_OVER } from "../1-read/files.ts";
import { readText } from "../1-read/text.ts";
import type { Watch } from "../3-extract/frames.ts";
import { signature } from "../3-extract/propose.ts";
import { type ArrivingQuestion, disputesOf } from "../6-ask/arriving.ts";
import { type EditionProposed, proposedEditions } from "../6-ask/proposed.ts";
import { wireDispute } from "../6-ask/wire.ts";
import { entriesOf, readAsking, readDocument, relate, resolve } from "../pipeline.ts";
import type { Model } from "./model.ts";
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
  /** Disputes that its claims brought up, the strongest first. */
  readonly disputes: readonly WireDispute[];
  /** Ids of disputes that were there before and in which its claims stand now too. */
  readonly joined: readonly string[];
  /** Documents that it may be a newer or an older edition of; nothing is tied before a person says `edition`. */
  readonly editions: readonly EditionProposed[];
  /** What became of a model's proposals; absent when none was asked. */
  readonly proposed?: Proposed;
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
  /** The folder of the record: it is never read as an input. */
  readonly record: string;
  readonly open: () => Promise<Store>;
  /** Asked beside the rules, only when a person said so. */
  readonly model?: Model | null;
}

const hash = (text: string): string => digested("sha256", text);

/** Bytes are kept between the two looks at an input while all of them together stay below this; else read again. */
const HELD = 64 * 1024 * 1024;

/** An input whose bytes were seen: its hash gives it its place. */
interface Seen {
  readonly path: string;
  readonly digest: string;
  readonly bytes: Uint8Array | null;
}

/**
 * Reads files into a record, each in a transaction of its own, in the order of their hashes, so that the same files
 * give the same record however they were named. A file that cannot be read is said and does not stop the others.
 * When asked to stop, it finishes the document at hand.
 */
export async function take(paths: readonly string[], taking: Taking): Promise<Outcome> {
  const { session, record, open, model = null } = taking;
  const failed: Outcome["failed"][number][] = [];
  const shown = session.progress("Reading");
  const fail = (path: string, { code, message }: { readonly code: string; readonly message: string }): void => {
    shown.done();
    session.say(message);
    if (!PASSED_OVER.has(code)) failed.push({ path, code, message });
  };
  const seen = await look(paths, record, fail);
  const taken: Taken[] = [];
  let store: Store | null = null;
  let left = 0;
  for (const [at, input] of seen.entries()) {
    if (session.stopping.aborted) {
      left = seen.length - at;
      break;
    }
    shown.step(at, seen.length, input.path);
    try {
      const reading = readText(input.bytes ?? (await again(input.path)), { name: input.path });
      store ??= await open();
      const step = (passage: string): void => shown.step(at, seen.length, `${input.path}, ${passage}`);
      const asked = model === null ? null : telling(model, session, { step, done: shown.done });
      const knowledge = await session.knowledge();
      taken.push(await keep(reading, { path: input.path, store, knowledge, model: asked }));
    } catch (error) {
      if (error instanceof SourcebookError && error.code === "stopped") {
        left = seen.length - at;
        break;
      }
      if (!(error instanceof SourcebookError && error.exit === EXIT.unreadable)) throw error;
      fail(input.path, error);
    }
    // Lets a wish to stop be heard between two documents.
    await new Promise((done) => setImmediate(done));
  }
  shown.done();
  return { taken, failed, left };
}

/** Sees every input once, and puts them in the order of their hashes. */
async function look(
  paths: readonly string[],
  record: string,
  fail: (path: string, problem: Problem) => void,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  let held = 0;
  for await (const input of inputs([...new Set(paths)], { record })) {
    if ("code" in input) {
      fail(input.file ?? "", input);
      continue;
    }
    const { name, bytes } = input;
    const path = name === "-" ? "standard input" : name;
    held += bytes.length;
    // Standard input cannot be read twice.
    const keep = held <= HELD || name === "-";
    seen.push({ path, digest: digested("sha256", bytes), bytes: keep ? bytes : null });
  }
  return seen.sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : a.path < b.path ? -1 : 1));
}

/** The bytes of an input that was seen before. Throws a SourcebookError when it is gone by now. */
async function again(path: string): Promise<Uint8Array> {
  for await (const input of inputs([path])) {
    if ("bytes" in input) return input.bytes;
    throw new SourcebookError(input.code, input.message, EXIT.unreadable);
  }
  throw unreadable("missing", path, "does not exist.");
}

/** The model, with each passage that it is asked about shown as progress, and said where it gives no answer. */
function telling(
  model: Model,
  session: Session,
  shown: { readonly step: (passage: string) => void; readonly done: () => void },
): Model {
  const send: Model["send"] = async (request) => {
    shown.step(`passage ${request.at + 1} of ${request.of}`);
    try {
      return await model.send(request);
    } catch (error) {
      shown.done();
      if (error instanceof SourcebookError && error.code === "model-silent") session.say(error.message);
      throw error;
    }
  };
  return { ...model, send };
}

/** What one document is read and kept with. */
export interface Keeping {
  readonly path: string;
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly model: Model | null;
  /** Told while it is read. What it throws ends the reading, and nothing of it is kept. */
  readonly watch?: Watch;
  /** Told what was found, before that is compared with the record; then, with null, before it is kept. It may throw too. */
  readonly found?: (extraction: Extraction | null) => void;
}

/** Reads one document into the record, in one transaction. */
export async function keep(reading: Reading, keeping: Keeping): Promise<Taken> {
  const { path, store, knowledge, model, watch, found } = keeping;
  const { document, rendition } = reading;
  const rules = runOf(rendition.id, knowledge, null);
  const run = runOf(rendition.id, knowledge, model);
  const same = { path, document: document.id, title: document.title };
  if (await store.hasRun(run.id)) {
    await putBack(store, reading);
    return {
      ...same,
      claims: 0,
      interpretations: 0,
      withdrawn: 0,
      known: true,
      disputes: [],
      joined: [],
      editions: [],
    };
  }
  const read = await extract(reading, knowledge, model, watch);
  const { proposed } = read;
  found?.(read);
  const resolved = await resolve(store, read, knowledge, reading);
  found?.(null);
  const { entries, originals } = entriesOf(reading, resolved, rules);
  // A text that the model did not answer to the end is asked about again the next time.
  const whole = proposed?.silent === 0;
  const more: Entry[] = whole ? [{ kind: "run", payload: run }] : [];
  const { claims, interpretations, withdrawn, head, rows } = await store.append({
    entries: [...entries, ...more],
    originals,
  });
  const arrival = { document: document.id, brought: resolved };
  return {
    ...{ ...same, claims, interpretations, withdrawn, known: false },
    ...(await compared(store, knowledge, arrival, head - rows)),
    ...(proposed === undefined ? {} : { proposed }),
  };
}

/**
 * Compares what a document brought with what the record holds on the same: first what a later report says in place of an
 * earlier one, as links; then the disputes that are new, which a claim that changed since `before` made complete.
 */
async function compared(
  store: Store,
  knowledge: Knowledge,
  arrival: ArrivingQuestion,
  before: number,
): Promise<Pick<Taken, "disputes" | "joined" | "editions">> {
  const { links, slice } = await relate(store, knowledge, arrival);
  if (links.length > 0) {
    const entries = links.map((payload): Entry => ({ kind: "link", payload }));
    await store.append({ entries, originals: new Map() });
  }
  // What was read is as it was unless links were added.
  const read = links.length > 0 ? undefined : slice;
  const { disputes } = await disputesOf(store, knowledge.schema, arrival, read);
  const fresh = disputes.filter(({ id, sides }) => {
    const pair = sides.flatMap(({ claims }) => claims.filter(({ claim }) => id.endsWith(claim.id)));
    return pair.some(({ claim }) => claim.changed > before);
  });
  return {
    disputes: fresh.map(wireDispute),
    joined: disputes.filter((one) => !fresh.includes(one)).map(({ id }) => id),
    editions: await proposedEditions(store, arrival.document),
  };
}

/** One reading by the rules, or by the rules with a model beside them. */
function runOf(rendition: string, knowledge: Knowledge, model: Model | null): Run {
  const program = version();
  const signed = model === null ? null : signature(model.name, knowledge.schema, hash);
  const parts = [rendition, knowledge.version, program, ...(signed === null ? [] : [signed.rule, signed.version])];
  return {
    id: `sha256:${hash(parts.join("\n"))}`,
    ...{ rendition, knowledge: knowledge.version, program },
    ...(signed === null ? {} : { model: signed }),
  };
}

/** Adding a file again mends a record that has lost its original, as `verify` advises. */
async function putBack(store: Store, { document, bytes }: Reading): Promise<void> {
  try {
    await store.original(document.id);
  } catch {
    await store.append({ entries: [], originals: new Map([[document.id, bytes]]) });
  }
}

/** What the stages make of a reading. A fault of theirs is about this text and must not stop the others. */
async function extract(reading: Reading, knowledge: Knowledge, model: Model | null, watch?: Watch): Promise<Assisted> {
  try {
    return model === null
      ? readDocument(reading, knowledge, hash, watch)
      : await readAsking(reading, knowledge, hash, model);
  } catch (error) {
    // The model's address, or a wish to stop: neither is about this text.
    if (error instanceof SourcebookError) throw error;
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

/** The exit code of an outcome. */
export function exitOf({ taken, failed, left }: Outcome): Exit {
  if (left > 0) return EXIT.interrupted;
  if (taken.some(({ proposed }) => (proposed?.silent ?? 0) > 0)) return EXIT.partial;
  if (failed.length === 0) return EXIT.done;
  return taken.length === 0 ? EXIT.unreadable : EXIT.partial;
}
