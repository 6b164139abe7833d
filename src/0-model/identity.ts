import type { Claim } from "./claim.ts";
import type { Kind } from "./entity.ts";
import type { Range } from "./span.ts";

/** SHA-256 of the UTF-8 form of a text, as 64 lower-case hexadecimal digits. Handed in, so that the stages stay pure. */
export type Hash = (text: string) => string;

/** Canonical JSON (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them. */
export function canonical(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError("JSON has no such number");
    return JSON.stringify(value);
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) {
    let text = "[";
    for (let i = 0; i < value.length; i++) text += i === 0 ? canonical(value[i]) : `,${canonical(value[i])}`;
    return `${text}]`;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const key of sorted(Object.keys(fields))) {
    const item = fields[key];
    if (item !== undefined) text += `${text === "" ? "" : ","}${quoted(key)}${canonical(item)}`;
  }
  return `{${text}}`;
}

/** Keys by UTF-16 code units, as `sort` without a comparison has them; most objects have them so already. */
function sorted(keys: string[]): string[] {
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] ?? "") > (keys[i] ?? "")) return keys.sort();
  return keys;
}

/** Keys are few and come again and again. */
const QUOTED = new Map<string, string>();
const MOST = 1000;

function quoted(key: string): string {
  let text = QUOTED.get(key);
  if (text === undefined) {
    text = `${JSON.stringify(key)}:`;
    if (QUOTED.size < MOST) QUOTED.set(key, text);
  }
  return text;
}

/** `sha256:` and 64 digits over (document, text). */
export function renditionId(hash: Hash, document: string, text: string): string {
  return `sha256:${hash(`${document}\n${text}`)}`;
}

/** `r` and 20 digits over rendition, kind and the span of the first naming (for an event: sentence start, ordinal). */
export function referentId(hash: Hash, rendition: string, kind: Kind, at: Range): string {
  return `r${hash(`${rendition}\n${kind}\n${at[0]}-${at[1]}`).slice(0, 20)}`;
}

/** The parts that make a claim's identity. No value, time, hedge, rule or entity enters it. */
const IDENTITY = ["negation", "speaker", "subject", "trigger", "value"] as const;

/** `c` and 20 digits over rendition, property and the spans of trigger, subject, value, speaker and negation. */
export function claimId(hash: Hash, rendition: string, property: string, parts: Claim["parts"]): string {
  let named = `${rendition}\n${property}`;
  // The names of the parts ascend, so that all spans do once those of each part are sorted.
  for (const role of IDENTITY) {
    const spans = parts[role]?.spans;
    if (spans === undefined) continue;
    const lines = spans.map(([start, end]) => `\n${role}:${start}-${end}`);
    named += lines.length > 1 ? lines.sort().join("") : (lines[0] ?? "");
  }
  return `c${hash(named).slice(0, 20)}`;
}
