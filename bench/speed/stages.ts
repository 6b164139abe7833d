// The stages that are timed, in the order in which the pipeline runs them.
import type { Reading } from "../../src/0-model/document.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { compileMarker, type Marks } from "../../src/2-mark/mark.ts";

/** One text on its way: each stage adds what it makes. */
export interface Work {
  readonly name: string;
  readonly bytes: Uint8Array;
  reading?: Reading;
  marks?: Marks;
}

/** One stage of the pipeline. Throws when the stage before it has not run. */
export interface Stage {
  readonly name: string;
  readonly run: (work: Work) => void;
}

/** What a stage needs of the one before it. */
function need<T>(made: T | undefined, what: string): T {
  if (made === undefined) throw new Error(`The stage before made no ${what}`);
  return made;
}

/** Loads and compiles `data/` once; `load` is how many milliseconds that took. */
export async function prepare(): Promise<{ readonly stages: readonly Stage[]; readonly load: number }> {
  const begin = performance.now();
  const knowledge = await loadKnowledge();
  const mark = compileMarker(knowledge);
  const load = performance.now() - begin;
  const stages: readonly Stage[] = [
    {
      name: "read",
      run: (work) => {
        work.reading = readText(work.bytes, { name: work.name });
      },
    },
    {
      name: "mark",
      run: (work) => {
        const { rendition, document } = need(work.reading, "reading");
        const lifted = rendition.citations.map(({ marker }) => marker);
        work.marks = mark(rendition, lifted, { day: document.published, speaksUntil: document.published });
      },
    },
  ];
  return { stages, load };
}
