import type { Claim, Derivation, EntityRef, From, Part, PartName, Saying, Value } from "../../0-model/claim.ts";
import type { Kind } from "../../0-model/entity.ts";
import type { Range } from "../../0-model/span.ts";
import type { Time, Window } from "../../0-model/time.ts";
import type { Terms } from "./terms.ts";

// What claims, referents and coverage are made of, packed and unpacked.

/** Values side by side, told apart by their places. */
export type Flat = (string | number | null)[];

/** A list that has every word of a type: a word that is added to the model has to be added here, at the end. */
function every<Word extends string>() {
  return <const List extends readonly Word[]>(list: [Word] extends [List[number]] ? List : never): readonly Word[] =>
    list;
}

// Records that exist hold places in these lists: words are added at their end, and never moved or taken out.

/** Kinds of things by number. */
export const KINDS = every<Kind>()([
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

/** An id as fourteen characters where it is a letter and twenty hexadecimal digits, else behind a sign. */
export function packId(id: string, letter: string): string {
  if (id.length === 21 && id.startsWith(letter)) {
    const bytes = Buffer.from(id.slice(1), "hex");
    if (bytes.length === 10 && !/[A-Z]/.test(id)) return bytes.toString("base64url");
  }
  return `=${id}`;
}

/** An id from what `packId` made of it. */
export function unpackId(packed: string, letter: string): string {
  return packed.startsWith("=") ? packed.slice(1) : `${letter}${Buffer.from(packed, "base64url").toString("hex")}`;
}

/** How many fields there are. */
export function keys(value: object): number {
  return Object.keys(value).length;
}

/** True for a text. */
export function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** True for an object that is no list. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a list of ranges. */
export function isRanges(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRange);
}

function isRange(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && Number.isSafeInteger(value[0]) && Number.isSafeInteger(value[1]);
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
export function packSayings(sayings: Claim["attribution"], base: number, terms: Terms): Flat[] | null {
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

/** Acts of saying, packed or as they are. */
export function unpackSayings(packed: unknown, base: number, terms: Terms): Claim["attribution"] {
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
export function packTime(time: Time): unknown {
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

/** A time, packed or as it is. */
export function unpackTime(packed: unknown): Time | null {
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
export function packEntity(ref: EntityRef, size: number): Flat | null {
  const kind = KINDS.indexOf(ref.kind);
  return kind < 0 || keys(ref) !== size || !isText(ref.id) || !isText(ref.name)
    ? null
    : [packId(ref.id, "r"), kind, ref.name];
}

/** A value; one that says more than most as it is. */
export function packValue(value: Value, terms: Terms): unknown {
  if (value.type === "text" && keys(value) === 2 && isText(value.text)) return value.text;
  if (value.type === "none" && keys(value) === 1) return 0;
  if (value.type === "entity") return packEntity(value, 4) ?? value;
  if (value.type === "quantity") return packQuantity(value, terms) ?? value;
  return value;
}

/** The parts of a claim, relative to its first word; null when there is one that has no number. */
export function packParts(parts: Claim["parts"], base: number): number[] | null {
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

/** What a claim was derived from, relative to its first word; null when there is more to it. */
export function packDerivation(derivation: Derivation, base: number, terms: Terms): Flat | null {
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

/** The kind that has a number. */
export function kindOf(number: string | number | null | undefined): Kind {
  return wordAt(KINDS, Number(number));
}

/** Ranges that stand side by side. */
export function ranges(flat: readonly number[], from: number, to: number, base: number): Range[] {
  const found: Range[] = [];
  for (let i = from; i < to; i += 2) found.push([(flat[i] ?? 0) + base, (flat[i + 1] ?? 0) + base]);
  return found;
}

/** A value, packed or as it is. */
export function unpackValue(value: unknown, terms: Terms): Value {
  if (typeof value === "string") return { type: "text", text: value };
  if (value === 0) return { type: "none" };
  if (!Array.isArray(value)) return value as Value;
  if (value[0] === 0) return unpackQuantity(value, terms);
  return { type: "entity", id: unpackId(String(value[0]), "r"), kind: kindOf(value[1]), name: String(value[2]) };
}

/** The parts of a claim. */
export function unpackParts(flat: readonly number[], base: number): Claim["parts"] {
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

/** What a claim was derived from. */
export function unpackDerivation(flat: Flat, base: number, terms: Terms): Derivation {
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
