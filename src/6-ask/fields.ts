import type { Interpretation, Value } from "../0-model/claim.ts";
import { canonical } from "../0-model/identity.ts";
import { NOTHING } from "../0-model/store.ts";
import type { Time } from "../0-model/time.ts";
import { directory, speakerText, valueText } from "./view.ts";
import { whenText } from "./when.ts";

/** One part of what words were taken to mean, before and after, in words; "nothing" where there was none. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

// A claim speaks of referents: who they are is a matter of judgements, and no change of what its words mean.
const ALONE = directory(NOTHING);

/** Every part of an interpretation that carries meaning, and how it is put into words. */
const FIELDS: readonly (readonly [
  field: string,
  part: (one: Interpretation) => unknown,
  words: (one: Interpretation) => string,
])[] = [
  ["subject", (one) => one.subject, ({ subject }) => `${subject.name} (${subject.kind})`],
  ["property", (one) => one.property, ({ property }) => property],
  ["value", (one) => one.value, ({ value }) => valueWords(value)],
  ["role", (one) => one.role, ({ role }) => role ?? ""],
  ["time", (one) => one.time, ({ time }) => timeWords(time)],
  ["place", (one) => one.place, ({ place }) => (place === null ? "" : `${place.relation} ${place.name}`)],
  ["mode", (one) => one.mode, ({ mode }) => mode],
  ["polarity", (one) => one.polarity, ({ polarity }) => polarity],
  ["assertedness", (one) => one.assertedness, ({ assertedness }) => assertedness],
  ["hedge", (one) => one.hedge, ({ hedge }) => (hedge === null ? "" : `“${hedge.words}” (${hedge.strength})`)],
  ["attribution", (one) => one.attribution, sayings],
  ["with", (one) => one.with, qualifiers],
  ["citations", (one) => one.citations, ({ citations }) => citations.map((label) => `[${label}]`).join("")],
  ["evidence", (one) => one.evidence, ({ evidence }) => evidence.map(rangeText).join(", ")],
  ["parts", (one) => one.parts, partsText],
];

/** The parts in which two interpretations differ, in a fixed order. */
export function differences(before: Interpretation, after: Interpretation): FieldChange[] {
  return FIELDS.filter(([, part]) => canonical(part(before)) !== canonical(part(after))).map(([field, part, words]) => {
    const [was, is] = [words(before), words(after)];
    // Where the words are the same and what they were taken to mean is not, the whole part is shown.
    const same = was === is;
    return {
      field,
      before: (same ? canonical(part(before)) : was) || "nothing",
      after: (same ? canonical(part(after)) : is) || "nothing",
    };
  });
}

function valueWords(value: Value): string {
  if (value.type === "time") return timeWords(value);
  const words = valueText(value, ALONE);
  if (value.type !== "quantity") return words;
  const bounds = value.low === value.high ? `${value.low ?? "no number"}` : `${value.low ?? ""}–${value.high ?? ""}`;
  return `${words} (${value.bound}, ${bounds})`;
}

function timeWords(time: Time | null): string {
  if (time === null) return "";
  const days = whenText(time);
  return days === "" || days === time.words ? time.words : `${days} (“${time.words}”)`;
}

function sayings({ attribution }: Interpretation): string {
  return attribution.map(({ stance, speaker }) => `${speakerText(speaker, ALONE)} ${stance}`).join("; ");
}

function qualifiers({ with: given }: Interpretation): string {
  return Object.entries(given)
    .map(([name, { words }]) => `${name}: ${words}`)
    .join("; ");
}

function rangeText([start, end]: readonly [number, number]): string {
  return `${start}–${end}`;
}

function partsText({ parts }: Interpretation): string {
  return Object.entries(parts)
    .map(([name, part]) => `${name} ${part?.spans.map(rangeText).join(" ") ?? ""}`)
    .join("; ");
}
