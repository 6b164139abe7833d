import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Claim, Coverage } from "../../0-model/claim.ts";
import type { Referent } from "../../0-model/entity.ts";
import { canonical } from "../../0-model/identity.ts";
import type { RowKind } from "../log.ts";
import {
  type Flat,
  isObject,
  isRanges,
  isText,
  KINDS,
  keys,
  kindOf,
  packDerivation,
  packEntity,
  packId,
  packParts,
  packSayings,
  packTime,
  packValue,
  ranges,
  unpackDerivation,
  unpackId,
  unpackParts,
  unpackSayings,
  unpackTime,
  unpackValue,
} from "./pieces.ts";
import type { Terms } from "./terms.ts";

// Payloads as they are stored. Canonical JSON of a claim is a thousand characters, most of them keys, hashes of the text it
// stands in, and words from the schema and the rules: packed it is a quarter, and quicker to parse. A packed payload is a
// JSON array, another is the canonical JSON object itself, compressed where it is a long text. Packing is lossless: what does not fit exactly is not packed.

/** The stored form of a payload. `json` is its canonical form. */
export function pack(kind: RowKind, payload: unknown, json: string, terms: Terms): string | Uint8Array {
  const packed = packable(kind, payload, terms);
  if (packed !== null) return JSON.stringify(packed);
  return kind === "rendition" && json.length > LONG ? deflateRawSync(json) : json;
}

/** Texts from this length on are compressed: nothing looks for words in them, the index does. */
const LONG = 1000;

/** A stored payload as text. */
export function textOf(stored: string | Uint8Array): string {
  return typeof stored === "string" ? stored : inflateRawSync(stored).toString("utf8");
}

function packable(kind: RowKind, payload: unknown, terms: Terms): unknown[] | null {
  if (kind === "claim") return packClaim(payload as Claim, terms);
  if (kind === "referent") return packReferent(payload as Referent, terms);
  if (kind === "coverage") return packCoverage(payload as Coverage, terms);
  return null;
}

/** The payload of a stored form. */
export function unpack<T = unknown>(kind: RowKind, stored: string | Uint8Array, terms: Terms): T {
  const parsed = JSON.parse(textOf(stored)) as unknown;
  if (!Array.isArray(parsed)) return parsed as T;
  if (kind === "claim") return unpackClaim(parsed as unknown as PackedClaim, terms) as T;
  if (kind === "referent") return unpackReferent(parsed as unknown as PackedReferent, terms) as T;
  if (kind === "coverage") return unpackCoverage(parsed as unknown as PackedCoverage, terms) as T;
  throw new RangeError(`A row of kind ${kind} is never packed`);
}

/** The canonical JSON of a stored form: what its leaf was made of. */
export function canonicalOf(kind: RowKind, stored: string | Uint8Array, terms: Terms): string {
  const json = textOf(stored);
  return json.startsWith("[") ? canonical(unpack(kind, json, terms)) : json;
}

/** Fields that most claims have at their plainest, under a letter where they have not. */
type Rest = Partial<Record<"r" | "w" | "m" | "p" | "a" | "h" | "s" | "t" | "l" | "c", unknown>>;

type PackedClaim = readonly [
  id: string,
  text: number,
  subject: Flat,
  property: number,
  value: unknown,
  evidence: number[],
  parts: number[],
  by: number[],
  derivation: Flat | 0,
  rest?: Rest,
];

/** The fields of a claim and of what they are; packed is only what has all of them and no other. */
const TYPES: Readonly<Record<keyof Claim, (value: unknown) => boolean>> = {
  id: isText,
  rendition: isText,
  document: isText,
  subject: isObject,
  property: isText,
  value: isObject,
  role: (value) => value === null || isText(value),
  with: isObject,
  mode: isText,
  polarity: isText,
  assertedness: isText,
  hedge: (value) => value === null || isObject(value),
  attribution: Array.isArray,
  time: (value) => value === null || isObject(value),
  place: (value) => value === null || isObject(value),
  evidence: isRanges,
  parts: isObject,
  citations: Array.isArray,
  by: Array.isArray,
  derivation: (value) => value === null || isObject(value),
};
const FIELDS = Object.keys(TYPES) as (keyof Claim)[];

function fits(claim: Claim): boolean {
  if (keys(claim) !== FIELDS.length) return false;
  for (const field of FIELDS) if (!TYPES[field](claim[field])) return false;
  return true;
}

function packClaim(claim: Claim, terms: Terms): unknown[] | null {
  if (!fits(claim)) return null;
  const text = terms.textNumber(claim.rendition);
  const base = claim.evidence[0]?.[0];
  if (text === undefined || base === undefined) return null;
  if (terms.text(text).document !== claim.document) return null;
  const subject = packEntity(claim.subject, 3);
  const value = packValue(claim.value, terms);
  const parts = packParts(claim.parts, base);
  const derivation = claim.derivation === null ? 0 : packDerivation(claim.derivation, base, terms);
  if (subject === null || parts === null || derivation === null) return null;
  const evidence = [base];
  for (const [start, end] of claim.evidence) evidence.push(start - base, end - base);
  const by: number[] = [];
  for (const finder of claim.by) {
    if (!isObject(finder) || keys(finder) !== 2 || !isText(finder.rule) || !isText(finder.version)) return null;
    by.push(terms.number(finder.rule), terms.number(finder.version));
  }
  const packed: unknown[] = [
    packId(claim.id, "c"),
    text,
    subject,
    terms.number(claim.property),
    value,
    evidence,
    parts,
    by,
    derivation,
  ];
  const rest = packRest(claim, base, terms);
  if (rest !== null) packed.push(rest);
  return packed;
}

function packRest(claim: Claim, base: number, terms: Terms): Rest | null {
  let rest: Rest | null = null;
  const add = (letter: keyof Rest, value: unknown): void => {
    rest ??= {};
    rest[letter] = value;
  };
  if (claim.role !== null) add("r", claim.role);
  if (keys(claim.with) > 0) add("w", claim.with);
  if (claim.mode !== "actual") add("m", claim.mode);
  if (claim.polarity !== "affirmed") add("p", claim.polarity);
  if (claim.assertedness !== "stated") add("a", claim.assertedness);
  if (claim.hedge !== null) add("h", claim.hedge);
  if (claim.attribution.length > 0) add("s", packSayings(claim.attribution, base, terms) ?? { as: claim.attribution });
  if (claim.time !== null) add("t", packTime(claim.time));
  if (claim.place !== null) add("l", claim.place);
  if (claim.citations.length > 0) add("c", claim.citations);
  return rest;
}

function unpackClaim(packed: PackedClaim, terms: Terms): Claim {
  const [id, text, subject, property, value, evidence, parts, by, derivation, rest] = packed;
  const { id: rendition, document } = terms.text(text);
  const base = evidence[0] ?? 0;
  const finders: { rule: string; version: string }[] = [];
  for (let i = 0; i < by.length; i += 2) {
    finders.push({ rule: terms.words(by[i] ?? 0), version: terms.words(by[i + 1] ?? 0) });
  }
  return {
    id: unpackId(id, "c"),
    rendition,
    document,
    subject: { id: unpackId(String(subject[0]), "r"), kind: kindOf(subject[1]), name: String(subject[2]) },
    property: terms.words(property),
    value: unpackValue(value, terms),
    role: (rest?.r as Claim["role"]) ?? null,
    with: (rest?.w as Claim["with"]) ?? {},
    mode: (rest?.m as Claim["mode"]) ?? "actual",
    polarity: (rest?.p as Claim["polarity"]) ?? "affirmed",
    assertedness: (rest?.a as Claim["assertedness"]) ?? "stated",
    hedge: (rest?.h as Claim["hedge"]) ?? null,
    attribution: unpackSayings(rest?.s, base, terms),
    time: unpackTime(rest?.t),
    place: (rest?.l as Claim["place"]) ?? null,
    evidence: ranges(evidence, 1, evidence.length, base),
    parts: unpackParts(parts, base),
    citations: (rest?.c as Claim["citations"]) ?? [],
    by: finders,
    derivation: derivation === 0 ? null : unpackDerivation(derivation, base, terms),
  };
}

type PackedReferent = readonly [
  id: string,
  text: number,
  kind: number,
  name: string,
  start: number,
  end: number,
  names: string[] | 0,
  unnamed?: 1,
];

function packReferent(one: Referent, terms: Terms): unknown[] | null {
  const [text, kind] = [terms.textNumber(one.rendition), KINDS.indexOf(one.kind)];
  if (text === undefined || kind < 0 || keys(one) !== 7) return null;
  const plain = one.names.length === 1 && one.names[0] === one.name;
  const packed = [packId(one.id, "r"), text, kind, one.name, one.first[0], one.first[1], plain ? 0 : one.names];
  if (one.unnamed) packed.push(1);
  return packed;
}

function unpackReferent(packed: PackedReferent, terms: Terms): Referent {
  const [id, text, kind, name, start, end, names, unnamed] = packed;
  return {
    id: unpackId(id, "r"),
    rendition: terms.text(text).id,
    kind: kindOf(kind),
    name,
    first: [start, end],
    names: names === 0 ? [name] : names,
    unnamed: unnamed === 1,
  };
}

/** Reasons are words of a list; anything else may be text. */
const WORD = /^[a-z-]{1,40}$/;

type PackedCoverage = readonly [
  text: number,
  sentences: (number | string | null)[],
  emptyHeadings: Coverage["emptyHeadings"],
  uncited: Coverage["uncited"],
  unusedCitations: Coverage["unusedCitations"],
  shingles?: readonly number[],
];

function packCoverage(coverage: Coverage, terms: Terms): unknown[] | null {
  const text = terms.textNumber(coverage.rendition);
  const { shingles } = coverage;
  if (text === undefined || keys(coverage) !== (shingles === undefined ? 5 : 6)) return null;
  const flat: Flat = [];
  for (const sentence of coverage.sentences) {
    const { range, claims, why } = sentence;
    if (keys(sentence) !== 3 || (why !== null && !WORD.test(why))) return null;
    flat.push(range[0], range[1] - range[0], claims, why === null ? null : terms.number(why));
  }
  const packed = [text, flat, coverage.emptyHeadings, coverage.uncited, coverage.unusedCitations];
  return shingles === undefined ? packed : [...packed, shingles];
}

function unpackCoverage(packed: PackedCoverage, terms: Terms): Coverage {
  const [text, flat, emptyHeadings, uncited, unusedCitations, shingles] = packed;
  const sentences: Coverage["sentences"][number][] = [];
  for (let i = 0; i < flat.length; i += 4) {
    const [start, length, claims, why] = [Number(flat[i]), Number(flat[i + 1]), Number(flat[i + 2]), flat[i + 3]];
    sentences.push({
      range: [start, start + length],
      claims,
      why: why === null || why === undefined ? null : terms.words(Number(why)),
    });
  }
  const made = { rendition: terms.text(text).id, sentences, emptyHeadings, uncited, unusedCitations };
  return shingles === undefined ? made : { ...made, shingles };
}
