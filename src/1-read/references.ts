import type { Block, Citation } from "../0-model/document.ts";
import type { Range } from "../0-model/span.ts";

/** The entries of a document's reference lists, by what points to them. */
export class Entries {
  private readonly sources = new Map<string, Range>();
  private readonly notes = new Map<string, Range>();

  /** The first entry that states a label keeps it. */
  add(notes: boolean, label: string, range: Range): void {
    const into = notes ? this.notes : this.sources;
    if (!into.has(label)) into.set(label, range);
  }

  /** The entry for a label, or null when the document has none. */
  find(kind: Citation["kind"], label: string): Range | null {
    if (kind === "source") return this.sources.get(label) ?? null;
    if (kind !== "note") return null;
    return this.notes.get(label) ?? this.notes.get(/\w+$/.exec(label)?.[0] ?? label) ?? null;
  }
}

/** A list of notes and not of sources. */
const NOTES = /^(?:explanatory )?notes$/i;
const LABEL = /(?:^(\d{1,4})\. ?\^.*|\[\^?([^\]]{1,12})\]:?|(?:^|\s)\(?(\d{1,4}|[a-z]{1,2})[.)])[ \t\u00A0]*$/i;

/**
 * The entries by their stated labels (`[1] …`, `1. …`, `a. …`). A list whose entries all state none (`^ …`, or lines
 * without numbers) is counted through.
 */
export function entries(text: string, blocks: readonly Block[]): Entries {
  const found = new Entries();
  let section: { readonly notes: boolean; readonly list: Block[]; labelled: boolean } | null = null;
  let heading = -1;
  const close = (): void => {
    if (section === null || section.labelled) return;
    for (const [index, { range }] of section.list.entries()) {
      found.add(section.notes, section.notes ? String.fromCharCode(97 + (index % 26)) : String(index + 1), range);
    }
  };
  for (const block of blocks) {
    if (block.kind !== "reference") continue;
    const above = block.headings.at(-1);
    if (section === null || (above?.[0] ?? -1) !== heading) {
      close();
      heading = above?.[0] ?? -1;
      section = { notes: above !== undefined && NOTES.test(text.slice(above[0], above[1])), list: [], labelled: false };
    }
    section.list.push(block);
    const label = stated(text, block.range[0]);
    if (label === null) continue;
    section.labelled = true;
    const notes = !/^\d/.test(label) || section.notes;
    found.add(notes, label, block.range);
  }
  close();
  return found;
}

/** The label in front of an entry. */
function stated(text: string, at: number): string | null {
  const match = LABEL.exec(lastLine(text.slice(Math.max(0, at - 20), at)));
  return (match?.[1] ?? match?.[2] ?? match?.[3] ?? null)?.toLowerCase() ?? null;
}

function lastLine(words: string): string {
  return words.slice(Math.max(words.lastIndexOf("\n"), words.lastIndexOf("\r")) + 1);
}
