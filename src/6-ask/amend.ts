import { type Claim, type EntityRef, MODES, type Part, POLARITIES, type Value } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Kind, Referent } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { canonical, type Hash, referentId } from "../0-model/identity.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import { covers, hull, type Range } from "../0-model/span.ts";
import { type KeptClaim, meaning } from "../0-model/store.ts";
import type { Time } from "../0-model/time.ts";
import type { Marker, Marks } from "../2-mark/mark.ts";

/** What a person puts in the place of what the words were taken to mean, each as a person writes it; `none` empties. */
export interface Amendment {
  /** Other words that say it: found exactly once in the claim's text. */
  readonly words?: string;
  /** Another value: a number, a day, a place, a name or a text, as the present value is one. */
  readonly value?: string;
  readonly role?: string;
  readonly polarity?: string;
  readonly mode?: string;
  readonly time?: string;
}

/** What an amendment is read against. */
export interface Ground {
  readonly document: Document | null;
  readonly rendition: Rendition;
  /** The sentence or item around the claim's words. */
  readonly context: Range;
  /** Entities that claims of the same text speak of, with every name that they bear. */
  readonly known: readonly (EntityRef & { readonly names: readonly string[] })[];
  readonly schema: Schema;
  readonly mark: Marker;
  readonly hash: Hash;
}

/** The claim as the person reads it, and the entity that the person names where the text had none by that name. */
export interface Amended {
  readonly claim: Claim;
  readonly referent: Referent | null;
}

/**
 * The claim with what a person says of it: same id, same words but for what is amended, found by that person alone.
 * Throws a SourcebookError where an amendment cannot be read, or says what the claim says already.
 */
export function amend(kept: KeptClaim, given: Amendment, by: string, ground: Ground): Amended {
  const before = bare(kept);
  const { value, referent } =
    given.value === undefined ? { value: before.value, referent: null } : valueFor(given.value, before, ground);
  const time = given.time === undefined ? before.time : timeOf(given.time, ground);
  const role = given.role === undefined ? before.role : emptied(given.role);
  const claim: Claim = {
    ...before,
    value,
    time,
    role,
    polarity: oneOf("polarity", POLARITIES, given.polarity) ?? before.polarity,
    mode: oneOf("mode", MODES, given.mode) ?? before.mode,
    ...placed(before, given, ground),
    by: [{ rule: by, version: "1" }],
    derivation: null,
  };
  if (canonical(meaning(claim)) === canonical(meaning(before))) {
    throw unusable(
      `${kept.id} says that already. Say with --value, --words, --time, --role, --polarity or --mode what differs.`,
    );
  }
  return { claim, referent };
}

/** The claim without what the record knows of it. */
export function bare(kept: KeptClaim): Claim {
  const {
    interpretation: _number,
    review: _review,
    basis: _basis,
    links: _links,
    sequence: _sequence,
    recordedAt: _recorded,
    changed: _changed,
    ...claim
  } = kept;
  return claim;
}

/** Evidence and parts: amended words are lit where they stand; a reading of the same words leaves them as they are. */
function placed(
  before: Claim,
  given: Amendment,
  { rendition: { text }, context }: Ground,
): Pick<Claim, "evidence" | "parts"> {
  const found = given.words === undefined ? null : places(text, given.words, [0, text.length]);
  if (found !== null && found.length !== 1) {
    const where =
      found.length === 0 ? "are not in the claim's text" : `stand ${found.length} times in the claim's text`;
    throw unusable(`The words “${given.words}” ${where}. Give words that stand there exactly once.`);
  }
  let evidence: readonly Range[] = found ?? before.evidence;
  const parts: Record<string, Part> = { ...before.parts };
  for (const part of ["value", "time", "role"] as const) {
    const said = given[part];
    if (said === undefined) continue;
    if (emptied(said) === null) delete parts[part];
    const at = said === "" ? null : once(text, said, [hull(evidence), context]);
    if (at === null) continue;
    parts[part] = { spans: [at], from: "here" };
    if (!evidence.some((range) => covers(range, at)))
      evidence = [...evidence, at].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }
  return { evidence, parts };
}

/** Where the words stand once: in the narrowest of some ranges that holds them once. */
function once(text: string, words: string, within: readonly Range[]): Range | null {
  for (const range of within) {
    const [at, ...more] = places(text, words, range);
    if (at !== undefined && more.length === 0) return at;
  }
  return null;
}

/** Every place inside a range where the words stand as words: "12" does not stand in "2012". */
export function places(text: string, words: string, [from, to]: Range): Range[] {
  const found: Range[] = [];
  const sign = /[\p{L}\p{N}]/u;
  const inner = (a: string | undefined, b: string | undefined): boolean => sign.test(a ?? "") && sign.test(b ?? "");
  if (words === "") return found;
  for (let at = text.indexOf(words, from); at >= 0 && at + words.length <= to; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    if (!inner(text[at - 1], text[at]) && !inner(text[end - 1], text[end])) found.push([at, end]);
  }
  return found;
}

type Read = { readonly value: Value; readonly referent: Referent | null };

/** Read as the present value is one; else as another kind of value that the property takes. */
export function valueFor(said: string, before: Claim, ground: Ground): Read {
  const { property, value } = before;
  if (value.type === "none") {
    throw unusable("This claim has no value that could be another; refuse it, or correct its --polarity or --mode.");
  }
  const takes = ground.schema.properties.get(property)?.values ?? [value.type];
  if (emptied(said) === null) {
    if (takes.includes("none")) return alone({ type: "none" });
    throw unusable(`A claim of ${property} has a value; refuse it where the words give none.`);
  }
  if (property === "type") return alone({ type: "text", text: eventType(said, ground.schema) });
  for (const type of new Set([value.type, ...takes])) {
    const read = type === "none" || !takes.includes(type) ? null : READERS[type](said, value, ground);
    if (read !== null && !(property === "place" && isNowhere(read.value))) return read;
  }
  throw unusable(WANTED[value.type].replace("…", () => `“${said}”`));
}

const NOWHERE: ReadonlySet<Kind> = new Set(["person", "people", "event"]);

/** True for what nothing happens in. */
function isNowhere(value: Value): boolean {
  return value.type === "entity" && NOWHERE.has(value.kind);
}

/** A type of event, by its wire name or its label. */
function eventType(said: string, { eventTypes }: Schema): string {
  const wanted = fold(said);
  const found = [...eventTypes].find(([name, { label }]) => name === wanted || fold(label) === wanted);
  if (found === undefined)
    throw unusable(`“${said}” is no type of event. There are ${[...eventTypes.keys()].join(", ")}.`);
  return found[0];
}

const WANTED: Readonly<Record<Exclude<Value["type"], "none">, string>> = {
  quantity: "… is not one number, such as “at least 12”.",
  time: "… is not one time, such as “4 May 2015” or “2011 – Jul 2014”.",
  place: "… is no place that the gazetteer knows or the text names.",
  entity: "The text names nothing …. A corrected value is named as the text names it.",
  text: "… is no text.",
};

const READERS: Readonly<
  Record<Exclude<Value["type"], "none">, (said: string, before: Value, ground: Ground) => Read | null>
> = {
  quantity: (said, before, ground) => {
    const [mark, ...more] = marked(said, ground).quantities;
    if (mark === undefined || more.length > 0) return null;
    const { quantity } = mark;
    if (before.type !== "quantity") return alone({ type: "quantity", ...quantity });
    // A number alone counts what the number before it counted.
    const unit = quantity.unit === "items" ? before.unit : quantity.unit;
    const { of, shareOf, includes } = before;
    return alone({ type: "quantity", ...quantity, unit, of, per: quantity.per ?? before.per, shareOf, includes });
  },
  time: (said, _, ground) => {
    const time = timeIn(said, ground);
    return time === null ? null : alone({ type: "time", ...time });
  },
  place: (said, before, ground) => {
    const place = marked(said, ground).names.find(({ place: at }) => at !== null)?.place ?? null;
    if (before.type !== "place") return place === null ? null : alone({ type: "place", ...place });
    // The gazetteer lacks many a village: the text has to name it.
    if (place === null && !(/\p{Lu}|\p{Lo}/u.test(said) && unread(said, ground))) return null;
    const { precision, relation } = before;
    return alone({
      type: "place",
      ...(place ?? { id: null, name: said, precision }),
      relation: place?.relation ?? relation,
    });
  },
  entity: entityOf,
  // In the place of another kind of value only words of the text are text: what is meant as a number or a place is none.
  text: (said, before, ground) =>
    before.type === "text" || unread(said, ground) ? alone({ type: "text", text: said }) : null,
};

/** Words of the text that are no number and no day and, beside places, name nothing that it speaks of. */
function unread(said: string, ground: Ground): boolean {
  const { quantities, dates } = marked(said, ground);
  if (dates.length > 0 || quantities.some(({ from }) => from === 0)) return false;
  const other = ground.known.some(
    ({ kind, name, names }) => kind !== "place" && [name, ...names].some((one) => fold(one) === fold(said)),
  );
  return !other && places(ground.rendition.text, said, [0, ground.rendition.text.length]).length > 0;
}

function alone(value: Value): Read {
  return { value, referent: null };
}

/** An entity by a name that the text gives it; else by words of the text that no claim has named anything by yet. */
export function entityOf(said: string, before: Value, ground: Ground): Read | null {
  const wanted = fold(said);
  const kindBefore = before.type === "entity" ? before.kind : null;
  const alike = ground.known.filter(({ name, names }) => [name, ...names].some((one) => fold(one) === wanted));
  const held = alike.find(({ kind }) => kind === kindBefore) ?? alike[0];
  if (held !== undefined) return alone({ type: "entity", id: held.id, kind: held.kind, name: held.name });
  const { rendition, context, hash } = ground;
  const whole: Range = [0, rendition.text.length];
  const first = places(rendition.text, said, context)[0] ?? places(rendition.text, said, whole)[0];
  const kind = marked(said, ground).names[0]?.kind ?? kindBefore;
  if (first === undefined || kind === null || !/\p{L}/u.test(said)) return null;
  const id = referentId(hash, rendition.id, kind, first);
  const referent = { id, rendition: rendition.id, kind, name: said, first, names: [said], unnamed: false };
  return { value: { type: "entity", id, kind, name: said }, referent };
}

/** A time as a person writes it; null where it says that there is none. */
export function timeOf(said: string, ground: Ground): Time | null {
  if (emptied(said) === null) return null;
  const time = timeIn(said, ground);
  if (time === null) throw unusable(WANTED.time.replace("…", () => `“${said}”`));
  return time;
}

function timeIn(said: string, ground: Ground): Time | null {
  const [mark, ...more] = marked(said, ground).dates;
  return mark === undefined || more.length > 0 ? null : mark.time;
}

/** What the project's own grammar sees in a few words, read as the document's own. */
function marked(said: string, { document, mark }: Ground): Marks {
  const range: Range = [0, said.length];
  const block = { kind: "paragraph", range, headings: [], label: null, level: 0 } as const;
  const rendition = { id: "", document: "", text: said, reader: "", map: [], blocks: [block], citations: [] };
  return mark(rendition, [], { day: document?.published ?? null, speaksUntil: document?.published ?? null });
}

function emptied(said: string): string | null {
  return said === "" || said === "none" ? null : said;
}

function oneOf<T extends string>(what: string, all: readonly T[], given: string | undefined): T | undefined {
  const found = all.find((one) => one === given);
  if (given !== undefined && found === undefined)
    throw unusable(`“${given}” is no ${what}. There are ${all.join(", ")}.`);
  return found;
}

function unusable(message: string): SourcebookError {
  return new SourcebookError("correction", message, EXIT.usage);
}
