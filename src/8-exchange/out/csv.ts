import type { Value } from "../../0-model/claim.ts";
import type { KeptClaim } from "../../0-model/store.ts";
import type { Time } from "../../0-model/time.ts";
import { wiring } from "../../0-model/wire.ts";
import type { Outgoing, Passed } from "../gate.ts";

/** A cell: text is made safe for spreadsheets, a number is written as it is. */
export type Cell = string | number | null;

/** Characters with which a spreadsheet takes a cell for a formula, at the start or after white space. */
const FORMULA = /^[\s\uFEFF]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * One cell by RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe before it; a NUL, which no
 * spreadsheet reads, becomes the sign for it. Numbers keep their form: -5 stays a number.
 */
export function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = value.replaceAll("\0", "\u2400");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line by RFC 4180, with its line end. */
export function line(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

const COLUMNS: readonly string[] = (
  "id interpretation document subject_entity subject_kind subject property value_type value value_entity value_kind " +
  "low high bound unit of role mode polarity assertedness hedge according_to " +
  "start_earliest start_latest end_earliest end_latest time_edtf time_words place evidence evidence_start evidence_end " +
  "citations rules review basis"
).split(" ");

/** Claims as CSV with a header, one line a claim, in the store's order. Qualifiers and parts are in the JSON lines only. */
export function* csv(outgoing: Passed<Outgoing>): Generator<string> {
  yield line(COLUMNS);
  const write = wiring(outgoing);
  for (const claim of outgoing.claims) yield line(cells(claim, write(claim)));
}

type Wire = ReturnType<ReturnType<typeof wiring>>;

function cells(claim: KeptClaim, wire: Wire): Cell[] {
  const entity = wire.value.type === "entity" ? wire.value : null;
  const quantity = wire.value.type === "quantity" ? wire.value : null;
  const time = claim.value.type === "time" ? claim.value : claim.time;
  const speakers = wire.attribution.map(({ speaker }) => ("unnamed" in speaker ? speaker.words : speaker.name));
  return [
    wire.id,
    wire.interpretation,
    wire.document,
    wire.subject.entity,
    wire.subject.kind,
    wire.subject.name,
    wire.property,
    wire.value.type,
    words(claim.value),
    entity?.entity ?? null,
    entity?.kind ?? null,
    quantity?.low ?? null,
    quantity?.high ?? null,
    quantity?.bound ?? null,
    quantity?.unit ?? null,
    quantity?.of?.words ?? null,
    wire.role,
    wire.mode,
    wire.polarity,
    wire.assertedness,
    wire.hedge?.words ?? null,
    speakers.join("; "),
    ...days(time),
    time?.edtf ?? null,
    time?.words ?? null,
    wire.place?.name ?? null,
    wire.evidence.map(({ exact }) => exact).join(" … "),
    wire.evidence[0]?.start ?? null,
    wire.evidence.at(-1)?.end ?? null,
    wire.citations.join("; "),
    wire.by.map(({ rule }) => rule).join("; "),
    wire.review,
    wire.basis ?? null,
  ];
}

function days(time: Time | null): Cell[] {
  return [time?.start?.[0], time?.start?.[1], time?.end?.[0], time?.end?.[1]].map((day) => day ?? null);
}

function words(value: Value): string {
  if (value.type === "entity" || value.type === "place") return value.name;
  if (value.type === "text") return value.text;
  return value.type === "none" ? "" : value.words;
}
