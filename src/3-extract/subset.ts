import type { Chunk } from "../0-model/clause.ts";
import type { Quantity } from "../0-model/quantity.ts";
import { ONE } from "./counting.ts";
import { type At, clausesOf, type Page } from "./page.ts";
import type { Term } from "./term.ts";
import { term } from "./terms.ts";

/** Words that bring a part of those who were counted before. */
const PARTS = new Set(["including", "among"]);

/**
 * Operator `subset`: "killed 200 people, *including 12 Americans*", "*among them two imams*", "*nine of them children*",
 * "*three of whom were women*" tell of parts of the whole, not of more.
 */
export function partsOf(page: Page, at: At, whole: Term): Term[] {
  if (whole.quantity === null || whole.chunk === null) return [];
  const { unit } = whole.quantity;
  const found = [...named(page, at, whole.chunk), ...ofThem(page, at, whole.chunk)];
  return found.flatMap(({ chunk, where }): Term[] => {
    const part = term(page, chunk, where);
    if (part === null || part.kind === "person" || part.kind === "date") return [];
    const quantity = part.quantity ?? one(chunk, part);
    if (quantity === null || (quantity.unit !== unit && quantity.unit !== "items")) return [];
    return [{ ...part, kind: "people", quantity: { ...quantity, unit } }];
  });
}

interface Part {
  readonly chunk: Chunk;
  readonly where: At;
}

/** "including five children and a nurse", "among them two imams". */
function named(page: Page, at: At, whole: Chunk): Part[] {
  const phrase = at.clause.phrases.find(
    (one) => PARTS.has(one.preposition) && one.from >= whole.to && joins(page, one.from),
  );
  if (phrase === undefined) return [];
  const [first] = phrase.objects;
  if (phrase.preposition === "including") return phrase.objects.map((chunk) => ({ chunk, where: at }));
  if (first?.form !== "pronoun" || !BACK.has(first.lemma)) return [];
  const parts: Part[] = [];
  let end = phrase.to;
  for (const chunk of at.clause.chunks) {
    if (chunk.from < end || chunk.from - end > 2) continue;
    parts.push({ chunk, where: at });
    end = chunk.to;
  }
  return parts;
}

/** A part begins after a comma or directly after its whole. */
function joins(page: Page, from: number): boolean {
  const before = page.marks.words.lower[from - 1] ?? "";
  return !JOINING.has(before);
}

const JOINING = new Set(["and", "or", "but"]);
const BACK = new Set(["them", "whom", "these", "those"]);

/** "nine of them children", "three of whom were women". */
function ofThem(page: Page, at: At, whole: Chunk): Part[] {
  const own = at.clause.chunks.map((chunk) => ({ chunk, where: at }));
  const under = clausesOf(page, at.sentence).filter(
    ({ clause }) => clause.parent === at.index && clause.kind === "relative",
  );
  // "seven of whom were children"
  const other = under
    .filter(({ clause }) => clause.link === "whom" && clause.subjectFrom === "own")
    .flatMap((where) => where.clause.subject.map((chunk) => ({ chunk, where })))
    .filter(({ chunk }) => chunk.quantity !== null && page.marks.words.lower[chunk.to] === "of");
  const them = own.filter(({ chunk }) => {
    const [phrase] = chunk.phrases;
    const [object] = phrase?.objects ?? [];
    return (
      chunk.from > whole.from &&
      chunk.quantity !== null &&
      phrase?.preposition === "of" &&
      object?.form === "pronoun" &&
      BACK.has(object.lemma)
    );
  });
  return [...them, ...other];
}

/** "including a nurse". */
function one(chunk: Chunk, part: Term): Quantity | null {
  if (part.kind !== "people" || chunk.plural || chunk.form !== "noun") return null;
  return { ...ONE, words: part.words };
}
