import { fold } from "../0-model/fold.ts";
import { type Knowledge, rows } from "../0-model/knowledge.ts";
import type { Range } from "../0-model/span.ts";
import type { Replaced } from "./excerpts.ts";
import { naming } from "./names.ts";

/** What stands where a protected person was named. */
export const NAME = "[name withheld]";
/** What stands where an address, a handle or a number to call was. */
export const ADDRESS = "[address withheld]";
/** What stands where a place is held back. */
export const PLACE = "[place held back]";
/** What stands where a body of people would be accused as one. */
export const WITHHELD = "[withheld]";

/** Finds and takes out of any text what may not leave the house. */
export interface Cleaner {
  /** What is to be replaced in a text, in order, none overlapping. `more` is taken out too. */
  readonly marks: (text: string, more?: readonly Replaced[]) => readonly Replaced[];
  readonly text: (text: string) => string;
  /** A copy of a value in which every string that may carry words is clean; ids and words of the model stay. */
  readonly value: <T>(value: T) => T;
}

/** Makes the cleaner for some hidden names; `open` are those that may be said. */
export function cleaner(hidden: readonly string[], open: readonly string[], knowledge: Knowledge): Cleaner {
  const find = naming({ hidden, open, words: wordsOf(knowledge) });
  const marks = (text: string, more: readonly Replaced[] = []): readonly Replaced[] => {
    const names = hidden.length === 0 ? [] : find(text).map((range) => ({ range, by: NAME }));
    const all = [...addresses(text), ...names, ...more];
    return all.length < 2 ? all : apart(all);
  };
  const known = new Map<string, string>();
  const text = (given: string): string => {
    let found = known.get(given);
    if (found === undefined) {
      found = put(given, marks(given));
      if (known.size >= KEPT) known.clear();
      known.set(given, found);
    }
    return found;
  };
  const value = <T>(given: T): T => cleaned(given, text) as T;
  return { marks, text, value };
}

const KEPT = 200_000;

/** Fields whose words are the model's own or that name nothing but a thing of the record. */
const FIXED: ReadonlySet<string> = new Set(
  (
    "id kind type property mode polarity assertedness stance strength bound unit part standing precision relation from " +
    "rendition document documents by rule version review basis recordedAt edtf handling language published retrieved verdict " +
    "start end referents claims claimsFor claimsAgainst when supersedes referent a b to reader links citations label entity dispute evidence spans span derivation seen"
  ).split(" "),
);

function cleaned(value: unknown, text: (given: string) => string): unknown {
  if (typeof value === "string") return text(value);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((one) => cleaned(one, text));
  const made: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) {
    made[key] = FIXED.has(key) && (typeof one === "string" || Array.isArray(one)) ? one : cleaned(one, text);
  }
  return made;
}

function put(text: string, marks: readonly Replaced[]): string {
  let [made, at] = ["", 0];
  for (const { range, by } of marks) {
    made += text.slice(at, range[0]) + by;
    at = range[1];
  }
  return made + text.slice(at);
}

/** In order; of two that overlap one, which takes the place of both. */
function apart(all: readonly Replaced[]): readonly Replaced[] {
  const sorted = [...all].sort((x, y) => x.range[0] - y.range[0] || y.range[1] - x.range[1]);
  const made: Replaced[] = [];
  for (const one of sorted) {
    const last = made.at(-1);
    if (last === undefined || one.range[0] >= last.range[1]) made.push(one);
    else {
      const range: Range = [last.range[0], Math.max(last.range[1], one.range[1])];
      made[made.length - 1] = { range, by: last.by };
    }
  }
  return made;
}

const HINT = /[@:/+]|\.\p{L}{2}|\d{3}/u;
/** Bounded everywhere, so that no text can make it slow. */
const FORMS: readonly RegExp[] = [
  /(?:https?|hxxps?|ftp|tg|mailto|magnet|signal|whatsapp|telegram):[^\s<>"“”]{1,2000}/giu,
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu,
  /(?<![\p{L}\p{N}])(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|info|onion|io|me|co|uk|ru|tv|biz|xyz|site|online|news|af|pk|iq|ir|sy|eu|de|fr|app|cc|to|ws|link|live|blog)(?![\p{L}\p{N}])(?:[/?#][^\s<>"“”]{0,2000})?/giu,
  /(?<![\p{L}\p{N}@.])@[\p{L}\p{N}_][\p{L}\p{N}_.]{1,63}/gu,
  /(?<![\p{L}\p{N}])\+\d[\d ().-]{6,20}\d/gu,
];

function addresses(text: string): Replaced[] {
  if (!HINT.test(text)) return [];
  return FORMS.flatMap((form) =>
    [...text.matchAll(form)].map((found) => {
      const words = found[0].replace(/[.,;:)\]]+$/, "");
      return { range: [found.index, found.index + words.length] as const, by: ADDRESS };
    }),
  );
}

const LISTS = ["nouns", "nounsmore", "verbs", "verbsmore", "adjectives", "adjectivesmore", "adverbs", "function"];

function wordsOf(knowledge: Knowledge): ReadonlySet<string> {
  const found = new Set<string>();
  for (const list of LISTS) {
    for (const row of rows(knowledge.lexicons, list)) {
      for (const cell of row.slice(0, 5)) if (/^\p{L}{2,}$/u.test(cell)) found.add(fold(cell));
    }
  }
  return found;
}
