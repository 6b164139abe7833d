import type { Store } from "../src/0-model/store.ts";
import { readText } from "../src/1-read/text.ts";
import { sha256 } from "../src/5-keep/log.ts";
import { entriesOf, readDocument, resolve } from "../src/pipeline.ts";
import { knowledge } from "./knowledge.ts";

/** Reads a text into a store by the rules of `data/`, who is who included where `resolved`; the id of its document. */
export async function readInto(
  store: Store,
  text: string | Uint8Array,
  { name = "text", resolved = false }: { readonly name?: string; readonly resolved?: boolean } = {},
): Promise<string> {
  const reading = readText(typeof text === "string" ? new TextEncoder().encode(text) : text, { name });
  const made = readDocument(reading, knowledge, sha256);
  const extraction = resolved ? await resolve(store, made, knowledge) : made;
  const { document, rendition } = reading;
  const run = { id: `run ${rendition.id}`, rendition: rendition.id, knowledge: knowledge.version, program: "test" };
  await store.append(entriesOf(reading, extraction, run));
  return document.id;
}
