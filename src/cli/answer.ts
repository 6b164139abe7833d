import type { Value } from "../0-model/claim.ts";
import { TOLL_PROPERTIES } from "../0-model/codebook.ts";
import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Bound, Quantity } from "../0-model/quantity.ts";
import type { PropertySchema } from "../0-model/schema.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Day, Time, Window } from "../0-model/time.ts";
import { type Directory, valueText } from "../6-ask/view.ts";
import { shift } from "../6-ask/when.ts";
import { plain } from "./plain.ts";

/** What the words of an answer are read against. */
export interface Asked {
  /** The property that the question is about; null when it is about none. */
  readonly property: PropertySchema | null;
  /** The claims for and against it. */
  readonly claims: readonly KeptClaim[];
  /** Entities of the record that bear the words as a name. */
  readonly named: readonly Entity[];
  readonly people: Directory;
}

/**
 * A person's answer as a value: `none`, `undetermined`, the id of one of the claims for its value, the words of such a
 * value, or a number, a day, month or year, a name that the record holds, or a text, as the property allows. Throws a
 * SourcebookError for anything that the property does not take.
 */
export function answerOf(given: string, { property, claims, named, people }: Asked): Value | "undetermined" {
  const words = given.trim();
  if (words === "undetermined") return words;
  if (words === "none") return { type: "none" };
  const wanted = fold(words);
  const same = claims.find(({ id, value }) => id === words || fold(valueText(value, people)) === wanted);
  if (same !== undefined) return same.value;
  const takes = (type: Value["type"]): boolean => property === null || property.values.includes(type);
  const number = takes("quantity") ? quantity(words) : null;
  if (number !== null) return { type: "quantity", ...number, unit: unitOf(property, claims) };
  const time = takes("time") ? timeOf(words) : null;
  if (time !== null) return { type: "time", ...time };
  const [entity, ...more] = named;
  if (takes("entity") && entity !== undefined) {
    if (more.length > 0)
      throw wrong(`"${plain(words)}" names several: ${named.map(({ id }) => id).join(", ")}. Name one by its id.`);
    return { type: "entity", id: entity.referents[0] ?? entity.id, kind: entity.kind, name: entity.name };
  }
  if (takes("text") && words !== "") return { type: "text", text: words };
  throw wrong(
    `"${plain(words)}" is no answer to what "${property?.name}" takes (${property?.values.join(", ")}). Give the id of a claim ` +
      "whose value it is, a number, a day as 2018-05-01, a name that the record holds, none, or undetermined.",
  );
}

function wrong(message: string): SourcebookError {
  return new SourcebookError("answer", message, EXIT.usage);
}

function unitOf(property: PropertySchema | null, claims: readonly KeptClaim[]): Quantity["unit"] {
  const unit = claims.flatMap(({ value }) => (value.type === "quantity" ? [value.unit] : []))[0];
  if (unit !== undefined) return unit;
  return TOLL_PROPERTIES.some((name) => name === property?.name) ? "people" : "items";
}

const BOUNDS: Readonly<Record<string, Bound>> = {
  "": "exact",
  "at least": "at-least",
  "more than": "more-than",
  "up to": "up-to",
  "fewer than": "fewer-than",
  about: "about",
};
const NUMBER = /^(?:(at least|more than|up to|fewer than|about) )?(\d{1,9})(?: ?[-–] ?(\d{1,9}))?$/;

function quantity(words: string): Omit<Quantity, "unit"> | null {
  const [, bound = "", first, second] = NUMBER.exec(words) ?? [];
  if (first === undefined || (second !== undefined && bound !== "")) return null;
  const [from, to] = [Number(first), second === undefined ? null : Number(second)];
  const open = { per: null, shareOf: null, words, of: null, includes: null } as const;
  if (to !== null) {
    if (to < from) throw wrong(`"${words}" runs backwards.`);
    return { low: from, high: to, bound: from === to ? "exact" : "between", ...open };
  }
  const kind = BOUNDS[bound] ?? "exact";
  const low = kind === "up-to" || kind === "fewer-than" ? null : from;
  const high = kind === "at-least" || kind === "more-than" ? null : from;
  return { low, high, bound: kind, ...open };
}

const DATE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

function timeOf(words: string): Time | null {
  const [, year, month, date] = DATE.exec(words) ?? [];
  if (year === undefined) return null;
  const first: Day = `${year}-${month ?? "01"}-${date ?? "01"}`;
  const real = new Date(`${first}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== first) {
    throw wrong(`"${words}" is no day, month or year.`);
  }
  const window: Window = [first, date !== undefined ? first : lastOf(year, month)];
  return { start: window, end: window, edtf: words, words };
}

function lastOf(year: string, month: string | undefined): Day {
  if (month === undefined) return `${year}-12-31`;
  const next =
    month === "12"
      ? `${String(Number(year) + 1).padStart(4, "0")}-01`
      : `${year}-${String(Number(month) + 1).padStart(2, "0")}`;
  return shift(`${next}-01`, -1);
}
