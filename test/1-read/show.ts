import type { Block, Citation } from "../../src/0-model/document.ts";
import type { Range } from "../../src/0-model/span.ts";
import { blocks, emptyHeadings } from "../../src/1-read/blocks.ts";
import { citations } from "../../src/1-read/citations.ts";
import { readHeader } from "../../src/1-read/header.ts";
import { lines } from "../../src/1-read/lines.ts";

/** The blocks of a text, as a reader makes them. */
export function blocksOf(text: string): Block[] {
  const all = lines(text);
  return blocks(text, all, readHeader(text, all));
}

/** The citations of a text, as a reader makes them. */
export function citationsOf(text: string): Citation[] {
  return citations(text, blocksOf(text));
}

const words = (text: string, [start, end]: Range): string => text.slice(start, end).replace(/\s*\n\s*/g, " / ");

/** One line a block: kind and level, the label in angle brackets, the words, the headings above behind a caret. */
export function showBlocks(text: string): string {
  const found = blocksOf(text);
  const empty = new Set(emptyHeadings(found).map((range) => range[0]));
  return found
    .map((block) => {
      const label = block.label === null ? "" : ` <${words(text, block.label)}>`;
      const above = block.headings.map((range) => words(text, range)).join(" > ");
      const bare = block.kind === "heading" && empty.has(block.range[0]) ? " (empty)" : "";
      return `${block.kind}${block.level === 0 ? "" : block.level}${bare}${label} ${words(text, block.range)}${above === "" ? "" : ` ^ ${above}`}`;
    })
    .join("\n");
}

/** One line a citation: marker, kind, label, the entry it points to behind an arrow, the words it stands behind; or "(none)". */
export function showCitations(text: string): string {
  const shown = citationsOf(text)
    .map(({ marker, kind, label, target, scope }) => {
      const entry = target === null ? "" : ` -> ${words(text, target)}`;
      return `${words(text, marker)} ${kind} ${label}${entry} | ${words(text, scope) || "(nothing)"}`;
    })
    .join("\n");
  return shown === "" ? "(none)" : shown;
}
