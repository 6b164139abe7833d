import type { From } from "../0-model/claim.ts";
import type { Chunk, Phrase } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import type { NameMark } from "../0-model/mark.ts";
import type { Place } from "../0-model/place.ts";
import type { Counted, Quantity } from "../0-model/quantity.ts";
import type { Range } from "../0-model/span.ts";
import type { Time } from "../0-model/time.ts";
import { type Actor, nameRange } from "./cast.ts";
import { type At, bare, firstOwn, type Page, range, text } from "./page.ts";
import { refer } from "./reference.ts";

/** What a noun phrase stands for in a claim. */
export interface Term {
  /** A kind of entity, or `number` (a count without anything that it counts), `date`, `text`. */
  readonly kind: Kind | "number" | "date" | "text";
  readonly actor: Actor | null;
  readonly quantity: Quantity | null;
  readonly place: Place | null;
  readonly time: Time | null;
  /** The words that stand for it. */
  readonly range: Range;
  readonly from: From;
  readonly words: string;
  readonly chunk: Chunk | null;
  /** The "or" that makes it one of several alternatives. */
  readonly or?: Range | null;
}

/** What the chunk stands for; null when it is a reference that is not safe to resolve. */
export function term(page: Page, chunk: Chunk, at: At): Term | null {
  if (chunk.form === "pronoun") return referred(page, chunk, at);
  if (chunk.form === "name" && chunk.name !== null) {
    // "a Briton, Chris McManus": the name is who it is.
    const who = chunk.name.adjectival
      ? chunk.appositions.find((one) => one.form === "name" && one.name?.kind === "person")
      : undefined;
    return who?.name != null ? named(page, who, who.name) : named(page, chunk, chunk.name);
  }
  if (chunk.form === "number") return counted(page, chunk);
  return common(page, chunk, at);
}

function base(page: Page, chunk: Chunk): Omit<Term, "kind" | "actor"> {
  const at = bare(page, chunk);
  return { quantity: null, place: null, time: null, range: at, from: "here", words: text(page, at), chunk };
}

function referred(page: Page, chunk: Chunk, at: At): Term | null {
  const actor = refer(page, chunk, at);
  if (actor === null) return null;
  return {
    ...base(page, chunk),
    range: range(page, chunk.from, chunk.head + 1),
    kind: actor.kind,
    actor,
    from: "reference",
  };
}

function named(page: Page, chunk: Chunk, name: NameMark): Term {
  const own = base(page, chunk);
  // "at least 169 Afghans": a counted population is a set of people.
  if (chunk.quantity !== null && (name.kind === "population" || name.adjectival))
    return people(page, chunk, chunk.quantity.quantity);
  // "Shia Muslims": a population named by two words is neither of them alone.
  if (name.kind === "population" && chunk.names.length > 1 && chunk.names.every((one) => one.kind === "population")) {
    return { ...own, kind: "population", actor: page.cast.unnamed("population", own.words, own.range) };
  }
  const actor = page.cast.named(name);
  const at = nameRange(page.marks.words, name);
  return {
    ...own,
    kind: actor.kind,
    actor,
    place: actor.kind === "place" ? placeOf(name) : name.place,
    range: at,
    words: text(page, at),
  };
}

/** "Kerman, Iran": the place that follows says which one is meant; it is part of the words, not a second place. */
function placeOf(name: NameMark): Place {
  return name.place ?? { id: null, name: name.full, precision: "locality", relation: "in" };
}

/** A number alone: what it counts is for the rule to say. "Dozens of men" counts what "of" brings. */
function counted(page: Page, chunk: Chunk): Term {
  const own = base(page, chunk);
  const quantity = chunk.quantity?.quantity ?? null;
  const of = wholeOf(chunk);
  const whole = of?.objects[0];
  if (quantity !== null && whole !== undefined) {
    const made = countedOf(page, whole);
    const unit = quantity.unit === "percent" || quantity.unit === "money" ? quantity.unit : made.unit;
    // "dozens of men, women and children": the number counts all of them.
    const last = of?.objects.at(-1) ?? whole;
    const at = range(page, chunk.from, last.head + 1);
    const full: Quantity = {
      ...quantity,
      unit,
      of: {
        ...made.of,
        ...(last === whole ? {} : { sex: null, age: null }),
        words: text(page, [bare(page, whole)[0], at[1]]),
      },
    };
    return {
      ...own,
      range: at,
      words: text(page, at),
      kind: unit === "people" ? "people" : "number",
      actor: unit === "people" ? page.cast.unnamed("people", text(page, at), at) : null,
      quantity: full,
    };
  }
  return { ...own, kind: "number", actor: null, quantity };
}

/** The phrase with "of" directly after a chunk, or null: "dozens *of men*", "the town *of Bidart*". */
function wholeOf(chunk: Chunk): Phrase | null {
  const of = chunk.phrases[0];
  return of?.preposition === "of" && of.from === chunk.to ? of : null;
}

type Made = { readonly of: Counted; readonly unit: Quantity["unit"] };

const NOTHING: Omit<Counted, "words"> = { part: "unstated", standing: "unstated", age: null, sex: null, cause: null };

/** What the noun of a chunk says of the people or things it counts. */
function countedOf(page: Page, chunk: Chunk): Made {
  const known = page.lists.counted.get(chunk.lemma) ?? page.lists.counted.get(page.marks.words.lower[chunk.head] ?? "");
  const words = text(page, bare(page, chunk));
  if (known === undefined) {
    const personal =
      page.lists.classes.get(chunk.lemma) === "person" || (chunk.name !== null && chunk.name.kind === "population");
    return { of: { ...NOTHING, words }, unit: personal ? "people" : "items" };
  }
  const { unit, ...rest } = known;
  const standing = rest.standing === "unstated" && /\bcivilian/i.test(words) ? "civilian" : rest.standing;
  return { of: { ...NOTHING, ...rest, standing, words }, unit };
}

function people(page: Page, chunk: Chunk, quantity: Quantity): Term {
  const own = base(page, chunk);
  const at = range(page, chunk.quantity?.from ?? chunk.from, chunk.head + 1);
  const after = range(page, Math.min(chunk.quantity?.to ?? chunk.from, chunk.head), chunk.head + 1);
  const { of } = countedOf(page, chunk);
  return {
    ...own,
    range: at,
    words: text(page, at),
    kind: "people",
    actor: page.cast.unnamed("people", text(page, at), at),
    quantity: { ...quantity, unit: "people", of: { ...of, words: text(page, after) } },
  };
}

const ONE: Omit<Quantity, "words"> = {
  low: 1,
  high: 1,
  bound: "exact",
  unit: "people",
  per: null,
  shareOf: null,
  of: null,
  includes: null,
};

/** A noun phrase with a common noun as its head. */
function common(page: Page, chunk: Chunk, at: At): Term | null {
  const known = page.lists.counted.get(chunk.lemma);
  // "His successor, Abdul Haseeb Logari, died": the name is who it is.
  const who = chunk.appositions.find((one) => one.name?.kind === "person" && one.form === "name");
  if (who?.name != null && !chunk.plural && chunk.quantity === null) return named(page, who, who.name);
  const own = base(page, chunk);
  const personal = known?.unit === "people" || page.lists.classes.get(chunk.lemma) === "person";
  if (chunk.quantity !== null) {
    const { unit, of } = countedOf(page, chunk);
    if (personal || unit === "people") return people(page, chunk, chunk.quantity.quantity);
    const held = chunk.quantity.quantity;
    const counts = held.unit === "percent" || held.unit === "money" ? held.unit : unit;
    const span = range(page, chunk.quantity.from, chunk.head + 1);
    return {
      ...own,
      kind: "number",
      actor: null,
      range: span,
      words: text(page, span),
      quantity: { ...held, unit: counts, of },
    };
  }
  const body = institution(page, chunk);
  if (body !== null) return { ...own, kind: body.kind, actor: body };
  if (isReference(page, chunk)) return referred(page, chunk, at);
  if (personal) {
    const actor = page.cast.unnamed("people", own.words, own.range);
    if (chunk.plural) return { ...own, kind: "people", actor };
    const { of } = countedOf(page, chunk);
    return {
      ...own,
      kind: "people",
      actor,
      quantity:
        chunk.determiner === "indefinite"
          ? { ...ONE, words: text(page, range(page, chunk.from, chunk.head + 1)), of }
          : null,
    };
  }
  const band = gathered(page, chunk);
  if (band !== null) return band;
  // "the French town of Bidart" is Bidart.
  const inside = wholeOf(chunk)?.objects[0];
  if (
    page.lists.placeNouns.has(chunk.lemma) &&
    inside?.name != null &&
    (inside.name.place !== null || inside.name.kind === "place")
  )
    return { ...named(page, inside, inside.name), kind: "place", place: placeOf(inside.name) };
  const place = settlement(page, chunk);
  if (place !== null) return { ...own, kind: "place", actor: null, place };
  return { ...own, kind: "text", actor: null };
}

/** "a column of rebels", "a group of armed men": the people are meant. */
function gathered(page: Page, chunk: Chunk): Term | null {
  const people = wholeOf(chunk)?.objects[0];
  if (people === undefined || people.form !== "noun" || !page.lists.is("gathering", chunk.lemma)) return null;
  const personal = page.lists.classes.get(people.lemma) === "person" || countedOf(page, people).unit === "people";
  if (!personal) return null;
  const at = range(page, firstOwn(page, chunk), people.head + 1);
  const words = text(page, at);
  const { quantity } = people;
  const counted =
    quantity === null ? null : { ...quantity.quantity, unit: "people" as const, of: countedOf(page, people).of };
  return {
    ...base(page, chunk),
    range: at,
    words,
    kind: "people",
    actor: page.cast.unnamed("people", words, at),
    quantity: counted,
  };
}

/** "the Afghan government", "US forces", "the Taliban's spokesman office": a body named by its noun and its country or group. */
function institution(page: Page, chunk: Chunk): Actor | null {
  const kind = page.lists.heads.get(chunk.lemma) ?? page.lists.heads.get(page.marks.words.lower[chunk.head] ?? "");
  if (kind === undefined || kind === "event" || kind === "document") return null;
  const owner = chunk.names[0] ?? chunk.possessor?.name ?? null;
  if (owner === null) return null;
  // "Taliban fighters", "ISIS–K members" are people of the group, not another group.
  if (page.lists.counted.get(chunk.lemma)?.unit === "people") return null;
  if (kind === "group" && owner.kind === "group") return page.cast.named(owner);
  const at = bare(page, chunk);
  return page.cast.unnamed(kind, text(page, at), at, sharedAnchor(page, at));
}

/** "the Afghan government" is the same body each time it is written: its first naming anchors it. */
function sharedAnchor(page: Page, at: Range): Range {
  const words = page.rendition.text.slice(at[0], at[1]);
  const first = page.rendition.text.indexOf(words);
  return first >= 0 && first < at[0] ? [first, first + words.length] : at;
}

/** A common noun that points back: "the group", "this organisation". */
function isReference(page: Page, chunk: Chunk): boolean {
  if (chunk.names.length > 0 || chunk.plural) return false;
  if (chunk.determiner !== "definite" && chunk.determiner !== "demonstrative") return false;
  if (wholeOf(chunk) !== null) return false;
  const kind = page.lists.heads.get(chunk.lemma);
  return kind === "group" || page.lists.is("referring", chunk.lemma);
}

/** "the village of X" is X; "a village in X" is a place without a name. */
function settlement(page: Page, chunk: Chunk): Place | null {
  const precision = page.lists.placeNouns.get(chunk.lemma);
  // "the Afghan capital"
  const country = chunk.names.at(-1)?.place?.id ?? chunk.possessor?.name?.place?.id ?? "";
  if (chunk.lemma === "capital" && chunk.determiner !== "indefinite" && country.startsWith("iso:"))
    return page.lists.capital(country);
  // "a Sikh temple", "a French town" name no place; "Kabul airport" does.
  if (precision === undefined || chunk.names.every((name) => name.adjectival || name.kind === "population"))
    return null;
  return { id: null, name: text(page, bare(page, chunk)), precision, relation: "in" };
}
