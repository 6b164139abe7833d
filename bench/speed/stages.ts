// The stages that are timed, in the order in which the pipeline runs them, and the pipeline itself.
import { hash as digest } from "node:crypto";
import type { Extraction } from "../../src/0-model/claim.ts";
import type { Reading } from "../../src/0-model/document.ts";
import { lifted } from "../../src/1-read/citations.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { compileMarker, type Marks } from "../../src/2-mark/mark.ts";
import { compileExtractor } from "../../src/3-extract/extract.ts";
import { readDocument } from "../../src/pipeline.ts";

/** One text on its way: each stage adds what it makes. */
export interface Work {
  readonly name: string;
  readonly bytes: Uint8Array;
  reading?: Reading;
  marks?: Marks;
  extraction?: Extraction;
}

/** One stage of the pipeline. Throws when the stage before it has not run. */
export interface Stage {
  readonly name: string;
  readonly run: (work: Work) => void;
}

export interface Timed {
  /** Each stage once, on what the one before made. */
  readonly stages: readonly Stage[];
  /** From bytes to claims as the program does it: a text without a date is marked and extracted twice. */
  readonly pipeline: Stage;
  /** Milliseconds that loading and compiling `data/` took. */
  readonly load: number;
}

/** What a stage needs of the one before it. */
function need<T>(made: T | undefined, what: string): T {
  if (made === undefined) throw new Error(`The stage before made no ${what}`);
  return made;
}

const hash = (text: string): string => digest("sha256", text);

/** Loads and compiles `data/` once. */
export async function prepare(): Promise<Timed> {
  const begin = performance.now();
  const knowledge = await loadKnowledge();
  const mark = compileMarker(knowledge);
  const extract = compileExtractor(knowledge, hash);
  const load = performance.now() - begin;
  const read: Stage["run"] = (work) => {
    work.reading = readText(work.bytes, { name: work.name });
  };
  const stages: readonly Stage[] = [
    { name: "read", run: read },
    {
      name: "mark",
      run: (work) => {
        const { rendition, document } = need(work.reading, "reading");
        const day = document.published;
        work.marks = mark(rendition, lifted(rendition), { day, speaksUntil: day });
      },
    },
    {
      name: "extract",
      run: (work) => {
        work.extraction = extract(need(work.reading, "reading").document, need(work.marks, "marks"));
      },
    },
  ];
  const pipeline: Stage = {
    name: "pipeline",
    run: (work) => {
      read(work);
      work.extraction = readDocument(need(work.reading, "reading"), knowledge, hash);
    },
  };
  return { stages, pipeline, load };
}
