import { hash as digest } from "node:crypto";
import type { Block, Document, Reading } from "../0-model/document.ts";
import { renditionId } from "../0-model/identity.ts";
import { blocks } from "./blocks.ts";
import { citations } from "./citations.ts";
import { decode } from "./decode.ts";
import { type Attributes, day, readHeader } from "./header.ts";
import { lines } from "./lines.ts";

/** What is known of an input beside its bytes. */
export interface Given {
  /** The name under which the bytes were given. */
  readonly name: string;
  /** What a person says about the document; it goes before what the document says about itself. */
  readonly attributes?: Attributes;
}

const READER = "text/1";
const hash = (text: string): string => digest("sha256", text);

/**
 * Reads plain text. The rendition is the decoded bytes unchanged. Attributes come from the person, else from the
 * document's header block (`header.ts`), else, for the title alone, from the line that stands as its title.
 * Throws a SourcebookError with code `empty`, `binary`, `not-utf8` or `too-large` and a plain sentence.
 */
export function readText(bytes: Uint8Array, given: Given): Reading {
  const { text, map } = decode(bytes, given.name);
  const id = `sha256:${digest("sha256", bytes)}`;
  const all = lines(text);
  const header = readHeader(text, all);
  const found = blocks(text, all, header);
  const title = found.find((block) => block.kind === "title");
  const document: Document = {
    ...NOTHING,
    ...(title === undefined ? {} : { title: text.slice(title.range[0], title.range[1]) }),
    ...evident(text, found),
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

/** What lines between the title and the first paragraph plainly say: "By Jane Doe", "Published on 1 August 2023". */
function evident(text: string, found: readonly Block[]): Attributes {
  let author: string | undefined;
  let published: string | null = null;
  for (const block of found) {
    if (block.kind === "paragraph") break;
    if (block.kind !== "hatnote" || block.range[1] - block.range[0] > 120) continue;
    const words = text.slice(block.range[0], block.range[1]);
    author ??= /^(?:[Bb]y|BY|[Aa]uthors?:) (\p{Lu}[^,;:|.]{2,60})$/u.exec(words)?.[1];
    published ??= day(/^(?:first )?(?:published|posted)(?: on)?:? (.{8,20})$/i.exec(words)?.[1] ?? "");
  }
  return { ...(author === undefined ? {} : { author }), ...(published === null ? {} : { published }) };
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
