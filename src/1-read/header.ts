import type { Document, DocumentKind } from "../0-model/document.ts";
import type { Range } from "../0-model/span.ts";
import type { Line } from "./lines.ts";

/** What a person, or the document itself, can say about a document. */
export type Attributes = Partial<
  Pick<
    Document,
    "title" | "publisher" | "author" | "language" | "kind" | "rights" | "published" | "retrieved" | "handling"
  >
>;

/** A header block: its attributes, where its title stands, and the number of lines that it takes. */
export interface Header {
  readonly attributes: Attributes;
  readonly title: Range | null;
  readonly lines: number;
}

const NONE: Header = { attributes: {}, title: null, lines: 0 };
const KINDS: readonly DocumentKind[] = [
  "report",
  "news",
  "register",
  "court-record",
  "party-statement",
  "encyclopedia",
  "draft",
  "unstated",
];
const KEYS = ["title", "publisher", "author", "language", "kind", "rights", "published", "retrieved"] as const;
const FIELD = /^([A-Za-z]{4,9})\s{0,4}:\s{0,8}(\S.{0,400})$/;

/**
 * The header block with which a text may begin: lines `Title: …`, `Publisher: …`, `Author: …`, `Language: …`,
 * `Kind: …`, `Rights: …`, `Published: 2023-08-01`, `Retrieved: 2023-08-02`, in any order, each key once, and directly
 * after them a blank line. They are about the document, so they are in no block and are never read as prose; the title
 * alone becomes a block. A text whose first lines are not all of this form has no header: an infobox is none.
 * A date that is not a day, a kind or a language that is not known, gives no attribute.
 */
export function readHeader(text: string, lines: readonly Line[]): Header {
  const found = new Map<string, Range>();
  let next = 0;
  for (; next < lines.length; next += 1) {
    const line = lines[next];
    if (line === undefined || line.start === line.end) break;
    const match = FIELD.exec(text.slice(line.start, line.end));
    const key = match?.[1]?.toLowerCase() ?? "";
    if (!(KEYS as readonly string[]).includes(key) || found.has(key)) return NONE;
    found.set(key, [line.end - (match?.[2]?.length ?? 0), line.end]);
  }
  const blank = lines[next];
  // One lone field is a header only when it is the title or a date of the document: "Language: Pashto" may be a row.
  const alone = found.size === 1 && !found.has("title") && !found.has("published");
  if (found.size === 0 || alone || blank === undefined || blank.start !== blank.end) return NONE;
  const attributes: Record<string, string> = {};
  for (const [key, [start, end]] of found) {
    const value = checked(key, text.slice(start, end));
    if (value !== null) attributes[key] = value;
  }
  return { attributes: attributes as Attributes, title: found.get("title") ?? null, lines: next };
}

function checked(key: string, value: string): string | null {
  if (key === "published" || key === "retrieved") return day(value);
  if (key === "language") return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(value) ? value : null;
  if (key !== "kind") return value;
  const kind = value.toLowerCase().replaceAll(" ", "-");
  return KINDS.find((known) => known === kind) ?? null;
}

const MONTHS = "january february march april may june july august september october november december".split(" ");

/** A day in words, `2023-08-01`, `1 August 2023` or `August 1, 2023`, as `2023-08-01`; null for anything else. */
export function day(words: string): string | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(words);
  if (iso !== null) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const british = /^(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}),? (\d{4})$/.exec(words);
  if (british !== null) return valid(Number(british[3]), month(british[2]), Number(british[1]));
  const american = /^([A-Za-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?, (\d{4})$/.exec(words);
  if (american !== null) return valid(Number(american[3]), month(american[1]), Number(american[2]));
  return null;
}

function month(word = ""): number {
  return MONTHS.indexOf(word.toLowerCase()) + 1;
}

function valid(year: number, monthOf: number, dayOf: number): string | null {
  const made = new Date(Date.UTC(year, monthOf - 1, dayOf));
  if (made.getUTCFullYear() !== year || made.getUTCMonth() !== monthOf - 1 || made.getUTCDate() !== dayOf) return null;
  return made.toISOString().slice(0, 10);
}
