import type { Claim } from "./claim.ts";
import type { Kind } from "./entity.ts";
import type { Range } from "./span.ts";

/** SHA-256 of the UTF-8 form of a text, as 64 lower-case hexadecimal digits. Handed in, so that the stages stay pure. */
export type Hash = (text: string) => string;

/** Canonical JSON (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== "object") {
    if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("JSON has no such number");
    return JSON.stringify(value) ?? "null";
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(",")}]`;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
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
