import type { Hedge, Saying } from "../0-model/claim.ts";
import type { Mark } from "../0-model/mark.ts";
import type { Place } from "../0-model/place.ts";
import type { Range } from "../0-model/span.ts";
import type { Time } from "../0-model/time.ts";
import { cueIn, markWithin, type Page, range, text } from "./page.ts";

/** What the brackets after a name or value say of it. */
export interface Notes {
  readonly time: { readonly time: Time; readonly range: Range } | null;
  /** Who says it: "(claimed by the government)", "(UN estimate)". */
  readonly sayings: readonly Saying[];
  /** Who denies it: a claim of its own. */
  readonly denials: readonly Saying[];
  readonly hedge: Hedge | null;
  readonly place: { readonly place: Place; readonly range: Range } | null;
  /** What is left: "de facto, originally". */
  readonly rest: Range | null;
}

/** Reads the brackets of a line, piece by piece: pieces are parted by semicolons and commas. */
export function notes(page: Page, brackets: readonly Mark[]): Notes {
  const found: { -readonly [K in keyof Notes]: Notes[K] } = {
    time: null,
    sayings: [],
    denials: [],
    hedge: null,
    place: null,
    rest: null,
  };
  for (const bracket of brackets) {
    for (const piece of pieces(page, bracket)) read(page, piece, found);
  }
  return found;
}

function pieces(page: Page, bracket: Mark): Mark[] {
  const found: Mark[] = [];
  let from = bracket.from;
  for (let i = bracket.from; i <= bracket.to; i += 1) {
    const sign = i < bracket.to ? page.marks.words.lower[i] : ";";
    if (sign !== ";" && sign !== ",") continue;
    if (i > from) found.push({ from, to: i });
    from = i + 1;
  }
  return found;
}

type Draft = { -readonly [K in keyof Notes]: Notes[K] };

function read(page: Page, piece: Mark, found: Draft): void {
  const date = markWithin(page.marks.dates, piece);
  if (date !== null && date.kind === "time") {
    found.time = { time: date.time, range: range(page, date.from, date.to) };
    return;
  }
  const said = saying(page, piece);
  const cue = cueIn(page, "hedge", [piece.from, piece.to]);
  // "(1977–78; disputed)": nobody is said to dispute it.
  const nobody = said !== null && "unnamed" in said.speaker && said.speaker.words === "";
  if (said !== null && !(nobody && cue !== null)) {
    if (said.stance === "denies") found.denials = [...found.denials, said];
    else found.sayings = [...found.sayings, said];
    return;
  }
  if (cue !== null) {
    const span = range(page, cue.from, cue.to);
    found.hedge = { words: text(page, span), span, strength: cue.value as Hedge["strength"] };
    return;
  }
  const name = markWithin(page.marks.names, piece);
  if (name?.place != null && name.from === piece.from && name.to === piece.to) {
    found.place = { place: name.place, range: range(page, name.from, name.to) };
    return;
  }
  const left = range(page, piece.from, piece.to);
  found.rest = found.rest === null ? left : [found.rest[0], left[1]];
}

/** "claimed by the Tajik government", "denied", "UN estimate", "according to the police". */
function saying(page: Page, piece: Mark): Saying | null {
  const { words } = page.marks;
  const { reportVerbs, reportNouns } = page.lists;
  for (let i = piece.from; i < piece.to; i += 1) {
    const lower = words.lower[i] ?? "";
    const verb =
      reportVerbs.get(lower) ??
      reportVerbs.get(lower.replace(/ied$/, "y")) ??
      reportVerbs.get(lower.replace(/e?d$/, "")) ??
      reportVerbs.get(lower.replace(/d$/, ""));
    const noun = reportNouns.get(lower);
    const according = lower === "according";
    const report = verb ?? noun ?? (according ? { stance: "says" as const, strength: null } : undefined);
    if (report === undefined) continue;
    return {
      ...speaker(page, piece, i),
      stance: report.stance,
      said: null,
      via: null,
      span: range(page, piece.from, piece.to),
    };
  }
  return null;
}

/** The speaker beside the word of saying: the words after "by" or "to", else the words before it. */
function speaker(page: Page, piece: Mark, at: number): Pick<Saying, "speaker" | "capacity"> {
  const { words } = page.marks;
  const joined = words.lower[at + 1] === "by" || words.lower[at + 1] === "to" || words.lower[at + 1] === "of";
  let from = joined ? at + 2 : piece.from;
  const to = joined ? piece.to : at;
  while (from < to && (words.lower[from] === "the" || words.lower[from] === "a")) from += 1;
  if (from >= to) return { speaker: { unnamed: true, words: "" }, capacity: null };
  const name = markWithin(page.marks.names, { from, to });
  const span = range(page, from, to);
  if (name === null) return { speaker: { unnamed: true, words: text(page, span) }, capacity: null };
  if (name.from === from && name.to === to && !name.adjectival)
    return { speaker: page.cast.ref(page.cast.named(name)), capacity: null };
  const kind = page.lists.heads.get(words.lower[to - 1] ?? "");
  if (kind !== undefined && kind !== "event" && kind !== "document")
    return { speaker: page.cast.ref(page.cast.unnamed(kind, text(page, span), span)), capacity: null };
  if (name.adjectival || name.place !== null)
    return { speaker: { unnamed: true, words: text(page, span) }, capacity: null };
  return {
    speaker: page.cast.ref(page.cast.named(name)),
    capacity: name.to < to ? text(page, range(page, name.to, to)) : null,
  };
}
