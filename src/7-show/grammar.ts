import type { Claim, From, Mode, Saying, Value } from "../0-model/claim.ts";
import type { Document } from "../0-model/document.ts";
import type { Time } from "../0-model/time.ts";

/** The words of a time: the source's own where it has any, else the days allowed. */
export function timeWords(time: Time): string {
  const extra = [time.relative, time.lasts, time.clock].filter((words) => words !== undefined && words !== time.words);
  return [time.words || time.edtf || "", ...extra].filter((words) => words !== "").join(", ");
}

/** A value in words; empty where a claim has none. "a soldier" holds what it counts already. */
export function valueWords(value: Value): string {
  if (value.type === "entity" || value.type === "place") return value.name;
  if (value.type === "text") return value.text;
  if (value.type === "time") return timeWords(value);
  if (value.type === "none") return "";
  return value.of === null || value.words.includes(value.of.words) ? value.words : `${value.words} ${value.of.words}`;
}

/** What stands for the name of a person of whom no post is known: the lit words name him. */
export const UNNAMED = "one person, named in the text";

/** Properties whose value was harmed, or was to be. */
const HARMED = new Set(["killed", "injured", "captured", "missing", "displaced", "victim", "target"]);

/** True where a claim names a person who was harmed and of whom no post is known (`posts`, by referent): no page names that person again. */
export function isUnnamed({ property, value }: Pick<Claim, "property" | "value">, posts: ReadonlySet<string>): boolean {
  return HARMED.has(property) && value.type === "entity" && value.kind === "person" && !posts.has(value.id);
}

const TOLLS = new Set(["killed", "injured", "captured", "missing", "displaced"]);

/** The label of a property with "people" before it where it counts them: it is people who were killed. */
export function labelWords(property: string, label: string, values: readonly Value[]): string {
  const people = values.some((value) => value.type === "quantity" && value.unit === "people");
  return people && TOLLS.has(property) ? `people ${label}` : label;
}

/** Who says it and how: `who` "United Nations", `how` "estimates, in a report". */
export function sayingWords(saying: Saying): { readonly who: string; readonly how: string } {
  const who = "unnamed" in saying.speaker ? saying.speaker.words : saying.speaker.name;
  const stance = saying.stance === "says" ? null : saying.stance.replaceAll("-", " ");
  return { who, how: [saying.capacity, stance, saying.via].filter((words) => words).join(", ") };
}

/** Where an inherited part stands: the reader must see that the words here do not name it themselves. */
export const FROM: Readonly<Record<Exclude<From, "here">, string>> = {
  title: "the title",
  heading: "the heading",
  infobox: "the infobox",
  reference: "a word that refers to it",
};

/** Where the subject of a claim stands, when it does not stand in the words themselves. */
export function inherited(claim: Pick<Claim, "parts">): Exclude<From, "here"> | null {
  const from = claim.parts.subject?.from ?? "here";
  return from === "here" ? null : from;
}

/** What a mode other than `actual` says about an act. */
export const MODES: Readonly<Record<Exclude<Mode, "actual">, string>> = {
  habitual: "habitual",
  planned: "planned, not said to have happened",
  attempted: "attempted",
  foiled: "foiled, did not happen",
  threatened: "threatened, not said to have happened",
  predicted: "predicted, not said to have happened",
  conditional: "conditional, not said to have happened",
  counterfactual: "said not to have happened",
};

/** The modes in the order in which their lanes stand. */
export const LANES = Object.keys(MODES) as readonly Exclude<Mode, "actual">[];

/** A document as people call it: its title, else the name of its file, else the start of its hash. */
export function documentName(document: Document): string {
  return document.title ?? document.names[0]?.split(/[\\/]/).at(-1) ?? document.id.slice(0, 19);
}

/** The words of a claim as its text has them, the pieces of a broken quote joined by "…". */
export function quoteOf(claim: Claim, text: string): string {
  return claim.evidence.map(([start, end]) => text.slice(start, end).trim()).join(" … ");
}

/** A citation to paste: the exact words, the document, where they stand (UTF-16 offsets, half-open), and its hash. */
export function citationText(claim: Claim, document: Document | undefined, text: string): string {
  const where = claim.evidence.map(([start, end]) => `${start}–${end}`).join(", ");
  const labels =
    claim.citations.length === 0 ? "" : `, citing ${claim.citations.map((label) => `[${label}]`).join("")}`;
  const name = document === undefined ? "document" : documentName(document);
  return `“${quoteOf(claim, text)}” — ${name}, characters ${where}${labels}, ${claim.document}, claim ${claim.id}`;
}
