import { createHash } from "node:crypto";
import type { Extraction, Value } from "../../src/0-model/claim.ts";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { readDocument } from "../../src/pipeline.ts";
import { knowledge } from "../knowledge.ts";

/** SHA-256 as the stages want it. */
export const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What is made of a text that stands alone as a paragraph. */
export function read(text: string, known: Knowledge = knowledge): Extraction {
  return readDocument(readText(new TextEncoder().encode(`${text}\n`), { name: "text" }), known, hash);
}

/** A value as cases write it: a name, the words of a number with what it counts, a date in EDTF, a text; "-" for none. */
export function plain(value: Value): string {
  switch (value.type) {
    case "entity":
    case "place":
      return value.name;
    case "quantity":
      return value.of === null || value.words.includes(value.of.words)
        ? value.words
        : `${value.words} ${value.of.words}`;
    case "time":
      return value.edtf ?? value.words;
    case "text":
      return value.text;
    case "none":
      return "-";
  }
}
