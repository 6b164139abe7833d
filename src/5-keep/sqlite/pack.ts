import { deflateRawSync, inflateRawSync } from "node:zlib";
import type {
  Claim,
  Coverage,
  Derivation,
  EntityRef,
  From,
  Part,
  PartName,
  Saying,
  Value,
} from "../../0-model/claim.ts";
import type { Kind, Referent } from "../../0-model/entity.ts";
import { canonical } from "../../0-model/identity.ts";
import type { Range } from "../../0-model/span.ts";
import type { Time, Window } from "../../0-model/time.ts";
import type { RowKind } from "../log.ts";

// Payloads as they are stored. Canonical JSON of a claim is a thousand characters, most of them keys, hashes of the text it
// stands in, and words from the schema and the rules: packed it is a quarter, and quicker to parse. A packed payload is a
// JSON array, another is the canonical JSON object itself, compressed where it is a long text. Packing is lossless: what does not fit exactly is not packed.

/** Words of the schema and the rules by number, and texts by number: what packed payloads refer to. Never a name or a quote. */
export interface Terms {
  /** The number of a word, given one when it has none. */
  number(words: string): number;
  /** The number of a word; undefined when it has none. */
  known(words: string): number | undefined;
  words(number: number): string;
  /** The number of a rendition; undefined when it is not known (yet). */
  textNumber(rendition: string): number | undefined;
  /** The ids of a rendition and its document. */
  text(number: number): { readonly id: string; readonly document: string };
}

type Flat = (string | number | null)[];

/** A list that has every word of a type: a word that is added to the model has to be added here, at the end. */
function every<Word extends string>() {
  return <const List extends readonly Word[]>(list: [Word] extends [List[number]] ? List : never): readonly Word[] =>
    list;
}

// Records that exist hold places in these lists: words are added at their end, and never moved or taken out.
const KINDS = every<Kind>()([
  "group",
  "person",
  "people",
  "place",
  "event",
  "outlet",
  "publication",
  "government",
  "organisation",
  "population",
  "document",
]);
const PARTS = every<PartName>()([
  "trigger",
  "subject",
  "value",
  "time",
  "place",
  "count",
  "hedge",
  "speaker",
  "negation",
  "heading",
  "role",
]);
const FROMS = every<From>()(["here", "title", "heading", "infobox", "reference"]);
/** Room for more sources of a part in its code. */
const WIDTH = 8;

/** The word at a place of a list; a place that it does not have is damage, or of a later version. */
function wordAt<Word extends string>(list: readonly Word[], place: number): Word {
  const word = list[place];
  if (word === undefined) throw new RangeError(`No word has the number ${place}`);
  return word;
}

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

/** An id as fourteen characters where it is a letter and twenty hexadecimal digits, else behind a sign. */
function packId(id: string, letter: string): string {
  if (id.length === 21 && id.startsWith(letter)) {
    const bytes = Buffer.from(id.slice(1), "hex");
    if (bytes.length === 10 && !/[A-Z]/.test(id)) return bytes.toString("base64url");
  }
  return `=${id}`;
}

function unpackId(packed: string, letter: string): string {
  return packed.startsWith("=") ? packed.slice(1) : `${letter}${Buffer.from(packed, "base64url").toString("hex")}`;
}

function keys(value: object): number {
  return Object.keys(value).length;
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

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRanges(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRange);
}

function isRange(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && Number.isSafeInteger(value[0]) && Number.isSafeInteger(value[1]);
}

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

/** Numbers, then the enumerations by number, the words, and who is counted. */
function packQuantity(value: Extract<Value, { type: "quantity" }>, terms: Terms): Flat | null {
  const { low, high, bound, unit, per, shareOf, words, of, includes } = value;
  const plain = [low, high].every((one) => one === null || Number.isFinite(one)) && isText(words);
  if (!plain || keys(value) !== 10 || per !== null || shareOf !== null || includes !== null) return null;
  if (!isText(bound) || !isText(unit)) return null;
  const flat: Flat = [0, low, high, terms.number(bound), terms.number(unit), words];
  if (of === null) return flat;
  const { words: whom, part, standing, age, sex, cause } = of;
  if (!isObject(of) || keys(of) !== 6 || !isText(whom)) return null;
  flat.push(whom);
  for (const one of [part, standing]) {
    if (!isText(one)) return null;
    flat.push(terms.number(one));
  }
  for (const one of [age, sex, cause]) {
    if (one !== null && !isText(one)) return null;
    flat.push(one);
  }
  return flat;
}

function unpackQuantity(flat: Flat, terms: Terms): Value {
  const word = (i: number): string => terms.words(Number(flat[i]));
  const of =
    flat.length === 6
      ? null
      : { words: flat[6], part: word(7), standing: word(8), age: flat[9], sex: flat[10], cause: flat[11] };
  const [, low, high] = flat;
  const made = { type: "quantity", low, high, bound: word(3), unit: word(4), per: null, shareOf: null };
  return { ...made, words: flat[5], of, includes: null } as unknown as Value;
}

/** Acts of saying that have no time of their own; null when one has, or has other fields. */
function packSayings(sayings: Claim["attribution"], base: number, terms: Terms): Flat[] | null {
  const packed: Flat[] = [];
  for (const saying of sayings) {
    const { speaker, capacity, stance, said, via, span } = saying;
    const plain = [capacity, via].every((one) => one === null || isText(one)) && isText(stance) && isRange(span);
    if (!plain || keys(saying) !== 6 || said !== null || !isObject(speaker)) return null;
    const rest: Flat = [terms.number(stance), span[0] - base, span[1] - base, capacity, via];
    if ("unnamed" in speaker) {
      if (speaker.unnamed !== true || keys(speaker) !== 2 || !isText(speaker.words)) return null;
      packed.push([...rest, speaker.words]);
    } else {
      const entity = packEntity(speaker, 3);
      if (entity === null) return null;
      packed.push([...rest, ...entity]);
    }
  }
  return packed;
}

function unpackSayings(packed: unknown, base: number, terms: Terms): Claim["attribution"] {
  if (packed === undefined) return [];
  if (!Array.isArray(packed)) return (packed as { readonly as: Claim["attribution"] }).as;
  return (packed as Flat[]).map((flat): Saying => {
    const [stance, start, end, capacity, via, ...who] = flat;
    const speaker =
      who.length === 1
        ? { unnamed: true as const, words: String(who[0]) }
        : { id: unpackId(String(who[0]), "r"), kind: kindOf(who[1]), name: String(who[2]) };
    return {
      speaker,
      capacity: capacity as string | null,
      stance: terms.words(Number(stance)) as Saying["stance"],
      said: null,
      via: via as string | null,
      span: [Number(start) + base, Number(end) + base],
    };
  });
}

/** The four days, a window of one day as one, then the words; a time that says more as it is. */
function packTime(time: Time): unknown {
  if (keys(time) !== 4 || !isText(time.words) || !(time.edtf === null || isText(time.edtf))) return time;
  const [start, end] = [packWindow(time.start), packWindow(time.end)];
  return start === undefined || end === undefined ? time : [start, end, time.edtf, time.words];
}

function packWindow(window: unknown): unknown {
  if (window === null) return 0;
  if (!Array.isArray(window) || window.length !== 2 || !window.every((day) => day === null || isText(day))) {
    return undefined;
  }
  return window[0] === window[1] && window[0] !== null ? window[0] : window;
}

function unpackTime(packed: unknown): Time | null {
  if (packed === undefined || packed === null) return null;
  if (!Array.isArray(packed)) return packed as Time;
  const [start, end, edtf, words] = packed;
  return { start: unpackWindow(start), end: unpackWindow(end), edtf, words };
}

function unpackWindow(packed: unknown): Window | null {
  if (packed === 0) return null;
  return typeof packed === "string" ? [packed, packed] : (packed as Window);
}

/** Id, kind and name; null when there is more to it than `size` keys. */
function packEntity(ref: EntityRef, size: number): Flat | null {
  const kind = KINDS.indexOf(ref.kind);
  return kind < 0 || keys(ref) !== size || !isText(ref.id) || !isText(ref.name)
    ? null
    : [packId(ref.id, "r"), kind, ref.name];
}

function packValue(value: Value, terms: Terms): unknown {
  if (value.type === "text" && keys(value) === 2 && isText(value.text)) return value.text;
  if (value.type === "none" && keys(value) === 1) return 0;
  if (value.type === "entity") return packEntity(value, 4) ?? value;
  if (value.type === "quantity") return packQuantity(value, terms) ?? value;
  return value;
}

function packParts(parts: Claim["parts"], base: number): number[] | null {
  const flat: number[] = [];
  for (const name of Object.keys(parts) as PartName[]) {
    const part = parts[name];
    const [place, from] = [PARTS.indexOf(name), isObject(part) ? FROMS.indexOf(part.from) : -1];
    if (!isObject(part) || place < 0 || from < 0 || keys(part) !== 2 || !isRanges(part.spans)) return null;
    flat.push(place * WIDTH + from, part.spans.length);
    for (const [start, end] of part.spans) flat.push(start - base, end - base);
  }
  return flat;
}

function packDerivation(derivation: Derivation, base: number, terms: Terms): Flat | null {
  if (keys(derivation) !== 3 || !isRange(derivation.trigger)) return null;
  if (!Array.isArray(derivation.operators) || !derivation.operators.every(isText)) return null;
  if (!Array.isArray(derivation.roles)) return null;
  const [start, end] = derivation.trigger;
  const flat: Flat = [start - base, end - base, derivation.operators.length];
  for (const operator of derivation.operators) flat.push(terms.number(operator));
  for (const role of derivation.roles) {
    if (keys(role) !== 3 || !isText(role.role) || !isText(role.how)) return null;
    if (role.range !== null && !isRange(role.range)) return null;
    flat.push(terms.number(role.role), terms.number(role.how));
    if (role.range === null) flat.push(null);
    else flat.push(role.range[0] - base, role.range[1] - base);
  }
  return flat;
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

function kindOf(number: string | number | null | undefined): Kind {
  return wordAt(KINDS, Number(number));
}

function ranges(flat: readonly number[], from: number, to: number, base: number): Range[] {
  const found: Range[] = [];
  for (let i = from; i < to; i += 2) found.push([(flat[i] ?? 0) + base, (flat[i + 1] ?? 0) + base]);
  return found;
}

function unpackValue(value: unknown, terms: Terms): Value {
  if (typeof value === "string") return { type: "text", text: value };
  if (value === 0) return { type: "none" };
  if (!Array.isArray(value)) return value as Value;
  if (value[0] === 0) return unpackQuantity(value, terms);
  return { type: "entity", id: unpackId(String(value[0]), "r"), kind: kindOf(value[1]), name: String(value[2]) };
}

function unpackParts(flat: readonly number[], base: number): Claim["parts"] {
  const parts: Partial<Record<PartName, Part>> = {};
  for (let i = 0; i < flat.length; ) {
    const [code = 0, count = 0] = [flat[i], flat[i + 1]];
    const name = wordAt(PARTS, Math.floor(code / WIDTH));
    const from = wordAt(FROMS, code % WIDTH);
    const end = i + 2 + 2 * count;
    parts[name] = { spans: ranges(flat, i + 2, end, base), from };
    i = end;
  }
  return parts;
}

function unpackDerivation(flat: Flat, base: number, terms: Terms): Derivation {
  const at = (i: number): number => Number(flat[i]);
  const count = at(2);
  const operators: string[] = [];
  for (let i = 3; i < 3 + count; i++) operators.push(terms.words(at(i)));
  const roles: Derivation["roles"][number][] = [];
  for (let i = 3 + count; i < flat.length; ) {
    const [role, how] = [terms.words(at(i)), terms.words(at(i + 1))];
    const empty = flat[i + 2] === null;
    roles.push({ role, how, range: empty ? null : [at(i + 2) + base, at(i + 3) + base] });
    i += empty ? 3 : 4;
  }
  return { trigger: [at(0) + base, at(1) + base], operators, roles };
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
