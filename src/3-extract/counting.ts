import type { Chunk } from "../0-model/clause.ts";
import type { Counted, Quantity } from "../0-model/quantity.ts";
import { wholeOf } from "./bodies.ts";
import { isPersonal } from "./lists.ts";
import { bare, clausesOf, type Page, range, sentenceAt, text } from "./page.ts";
import type { Term } from "./term.ts";

// What a noun phrase counts: people, things, or what the words after "of" bring.

export function base(page: Page, chunk: Chunk): Omit<Term, "kind" | "actor"> {
  const at = bare(page, chunk);
  return { quantity: null, place: null, time: null, range: at, from: "here", words: text(page, at), chunk };
}

/** A number alone: what it counts is for the rule to say. "Dozens of men" counts what "of" brings. */
export function counted(page: Page, chunk: Chunk): Term {
  const own = base(page, chunk);
  const quantity = chunk.quantity?.quantity ?? null;
  const of = wholeOf(chunk);
  const whole = of?.objects[0];
  if (quantity !== null && whole !== undefined) {
    const kind = kindOf(page, chunk, whole);
    if (kind !== null) return kind;
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
        // "five of them": the words without which "them" says nothing.
        words: text(page, [
          OF_BEFORE.has(whole.lemma) ? range(page, whole.from - 1, whole.to)[0] : bare(page, whole)[0],
          at[1],
        ]),
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
  // "Three were freed", "three *others* were acquitted": of those who were counted before.
  const others = page.marks.words.lower[chunk.to - 1] === "others";
  if (quantity !== null && quantity.unit !== "money" && (others || isCount(page, chunk)) && areOfPeople(page, chunk)) {
    const of = others ? { ...NOTHING, words: "others" } : quantity.of;
    return {
      ...own,
      kind: "people",
      actor: page.cast.unnamed("people", own.words, own.range),
      quantity: { ...quantity, unit: "people", of },
    };
  }
  return { ...own, kind: "number", actor: null, quantity };
}

/** "five people, *two of them children*": so many of that kind. */
function kindOf(page: Page, chunk: Chunk, whole: Chunk): Term | null {
  const number = chunk.quantity;
  if (number === null || !OF_BEFORE.has(whole.lemma)) return null;
  const noun = clausesOf(page, sentenceAt(page, page.marks.words.start[chunk.from] ?? 0))
    .flatMap(({ clause }) => clause.chunks)
    .find((one) => one.from === whole.to && one.form === "noun" && one.determiner === "none" && one.quantity === null);
  if (noun === undefined || countedOf(page, noun).unit !== "people") return null;
  const at = range(page, chunk.from, noun.head + 1);
  const { of } = countedOf(page, noun);
  return {
    ...base(page, chunk),
    range: at,
    words: text(page, at),
    kind: "people",
    actor: page.cast.unnamed("people", text(page, at), at),
    quantity: { ...number.quantity, unit: "people", of },
  };
}

/** A number that no noun follows: the subject or the object of its clause. */
function isCount({ marks: { words } }: Page, { from, to }: Chunk): boolean {
  return words.shape[from] !== undefined && /^\p{L}+$/u.test(words.lower[to - 1] ?? "");
}

type Made = { readonly of: Counted; readonly unit: Quantity["unit"] };

const NOTHING: Omit<Counted, "words"> = { part: "unstated", standing: "unstated", age: null, sex: null, cause: null };

const OF_BEFORE = new Set(["them", "whom", "these", "those", "other"]);

/** "convicted 14 men and sentenced nine *of them*; three *others* were acquitted": people, where the last counted before are. */
function areOfPeople(page: Page, { from }: Chunk): boolean {
  const own = sentenceAt(page, page.marks.words.start[from] ?? 0);
  for (let sentence = own; sentence >= Math.max(0, own - 1); sentence -= 1) {
    const before = clausesOf(page, sentence)
      .flatMap(({ clause }) => [...clause.subject, ...clause.chunks])
      .filter((chunk) => chunk.form === "noun" && chunk.to <= from && (chunk.plural || chunk.quantity !== null))
      .filter(({ lemma }) => !OF_BEFORE.has(lemma));
    const last = before.reduce<Chunk | null>((a, b) => (a === null || b.from > a.from ? b : a), null);
    if (last !== null) return isPersonal(page.lists, last.lemma);
  }
  return false;
}

/** What the noun of a chunk says of the people or things it counts. */
export function countedOf(page: Page, chunk: Chunk): Made {
  const known = page.lists.counted.get(chunk.lemma) ?? page.lists.counted.get(page.marks.words.lower[chunk.head] ?? "");
  const [, end] = bare(page, chunk);
  const from =
    chunk.quantity === null
      ? bare(page, chunk)[0]
      : range(page, Math.min(chunk.quantity.to, chunk.head), chunk.head + 1)[0];
  const words = text(page, [from, end]);
  if (known === undefined) {
    const personal =
      page.lists.classes.get(chunk.lemma) === "person" ||
      (chunk.name !== null && chunk.name.kind === "population") ||
      (OF_BEFORE.has(chunk.lemma) && areOfPeople(page, chunk));
    return { of: { ...NOTHING, words }, unit: personal ? "people" : "items" };
  }
  const { unit, ...rest } = known;
  const standing = rest.standing === "unstated" && /\bcivilian/i.test(words) ? "civilian" : rest.standing;
  return { of: { ...NOTHING, ...rest, standing, words }, unit };
}

export function people(page: Page, chunk: Chunk, quantity: Quantity): Term {
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

/** One, where the words give somebody and no number. */
export const ONE: Omit<Quantity, "words"> = {
  low: 1,
  high: 1,
  bound: "exact",
  unit: "people",
  per: null,
  shareOf: null,
  of: null,
  includes: null,
};
