import { createHash } from "node:crypto";
import type { Document, Reading } from "../0-model/document.ts";
import { renditionId } from "../0-model/identity.ts";
import { blocks } from "./blocks.ts";
import { citations } from "./citations.ts";
import { decode } from "./decode.ts";
import { type Attributes, readHeader } from "./header.ts";
import { lines } from "./lines.ts";

/** What is known of an input beside its bytes. */
export interface Given {
  /** The name under which the bytes were given. */
  readonly name: string;
  /** What a person says about the document; it goes before what the document says about itself. */
  readonly attributes?: Attributes;
}

const READER = "text/1";
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * Reads plain text. The rendition is the decoded bytes unchanged. Attributes come from the person, else from the
 * document's header block (`header.ts`), else, for the title alone, from the line that stands as its title.
 * Throws a SourcebookError with code `empty`, `binary`, `not-utf8` or `too-large` and a plain sentence.
 */
export function readText(bytes: Uint8Array, given: Given): Reading {
  const { text, map } = decode(bytes, given.name);
  const id = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const all = lines(text);
  const header = readHeader(text, all);
  const found = blocks(text, all, header);
  const title = found.find((block) => block.kind === "title");
  const document: Document = {
    ...NOTHING,
    ...(title === undefined ? {} : { title: text.slice(title.range[0], title.range[1]) }),
    ...header.attributes,
    ...given.attributes,
    id,
    size: bytes.length,
    names: [given.name],
  };
  const rendition = {
    id: renditionId(hash, id, text),
    document: id,
    text,
    reader: READER,
    map,
    blocks: found,
    citations: citations(text, found),
  };
  return { document, rendition, bytes };
}

const NOTHING = {
  title: null,
  publisher: null,
  author: null,
  language: null,
  kind: "unstated",
  rights: null,
  published: null,
  retrieved: null,
  handling: "public",
} as const;
