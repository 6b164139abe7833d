import type { Assertedness, Mode, Polarity } from "../../0-model/claim.ts";
import { KINDS, type Kind } from "../../0-model/entity.ts";
import { EXIT, SourcebookError } from "../../0-model/problem.ts";
import type { Range } from "../../0-model/span.ts";
import type { Window } from "../../0-model/time.ts";
import type { GoldClaim, GoldEntity, GoldTime, GoldValue } from "../../6-ask/gold.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Labelled claims from JSON lines: the wire form, or the shorter form without ids that development sets use (`doc`
 * instead of `document`, entities by name). Throws a SourcebookError that names file, line and key.
 */
export function readGold(text: string, name: string): GoldClaim[] {
  const found: GoldClaim[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === "") continue;
    const at = `${name}, line ${index + 1}`;
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      throw wrong(`${at}: this is not JSON.`);
    }
    found.push(claim(fields(parsed, at), at, `line ${index + 1}`));
  }
  if (found.length === 0) throw wrong(`${name} holds no labelled claim.`);
  return found;
}

function wrong(message: string): SourcebookError {
  return new SourcebookError("gold", message, EXIT.unreadable);
}

function claim(given: Fields, at: string, id: string): GoldClaim {
  const document = string(given.document ?? given.doc, `${at}: "document"`);
  const attribution = list(given.attribution ?? [], `${at}: "attribution"`).map((one) => act(fields(one, at), at));
  const place = given.place == null ? null : string(fields(given.place, at).name, `${at}: "place.name"`);
  return {
    id: typeof given.id === "string" ? given.id : id,
    document,
    subject: entity(fields(given.subject, `${at}: "subject"`), at),
    property: string(given.property, `${at}: "property"`),
    value: value(fields(given.value, `${at}: "value"`), at),
    polarity: string(given.polarity ?? "affirmed", at) as Polarity,
    mode: string(given.mode ?? "actual", at) as Mode,
    evidence: list(given.evidence, `${at}: "evidence"`).map((one) => evidence(fields(one, at), at)),
    subjectSpans: spans(given.parts),
    assertedness: string(given.assertedness ?? "stated", at) as Assertedness,
    attribution,
    hedged: given.hedge === undefined ? null : given.hedge !== null,
    citations: given.citations === undefined ? null : list(given.citations, at).map(String),
    time: given.time == null ? null : time(fields(given.time, at)),
    place,
  };
}

/** The spans of the words that stand for the subject, where the labels give parts. */
function spans(parts: unknown): Range[] {
  const found = (parts as { readonly subject?: { readonly spans?: unknown; readonly from?: unknown } } | undefined)
    ?.subject;
  if (!Array.isArray(found?.spans) || found.from === "title") return [];
  return found.spans.filter((one): one is Range => Array.isArray(one) && one.every((at) => typeof at === "number"));
}

function act(given: Fields, at: string): GoldClaim["attribution"][number] {
  const speaker = fields(given.speaker, `${at}: "speaker"`);
  return { speaker: string(speaker.name ?? speaker.words, `${at}: "speaker"`), stance: string(given.stance, at) };
}

function evidence(given: Fields, at: string): GoldClaim["evidence"][number] {
  const { start, end, exact } = given;
  if (typeof start !== "number" || typeof end !== "number" || start < 0 || end < start) {
    throw wrong(`${at}: "evidence" needs a start and an end.`);
  }
  const range: Range = [start, end];
  return { range, exact: string(exact, `${at}: "exact"`) };
}

function entity(given: Fields, at: string): GoldEntity {
  const kind = string(given.kind, `${at}: "kind"`);
  if (!(KINDS as readonly string[]).includes(kind)) throw wrong(`${at}: "${kind}" is no kind of entity.`);
  const name = string(given.name, `${at}: "name"`);
  const unnamed = given.unnamed === true || UNNAMED.test(name);
  const id = typeof given.id === "string" ? given.id : `${kind}:${name}`;
  return { id, kind: kind as Kind, name: name.replace(UNNAMED, ""), unnamed };
}

/** What development sets put in front of a description. */
const UNNAMED = /^unnamed: /;

function value(given: Fields, at: string): GoldValue {
  switch (given.type) {
    case "entity":
      return { type: "entity", ...entity(given, at) };
    case "quantity":
      return {
        type: "quantity",
        low: number(given.low, `${at}: "low"`),
        high: number(given.high, `${at}: "high"`),
        bound: string(given.bound, `${at}: "bound"`),
        words: typeof given.words === "string" ? given.words : "",
      };
    case "time":
      return { type: "time", ...time(given) };
    case "place":
      return { type: "place", id: typeof given.id === "string" ? given.id : null, name: string(given.name, at) };
    case "text":
      return { type: "text", text: string(given.text, `${at}: "text"`) };
    case "none":
      return { type: "none" };
    default:
      throw wrong(`${at}: "${String(given.type)}" is no type of value.`);
  }
}

function time(given: Fields): GoldTime {
  const words = typeof given.words === "string" ? given.words : "";
  const edtf = typeof given.edtf === "string" ? given.edtf : null;
  return { start: window(given.start), end: window(given.end), edtf, words };
}

function window(given: unknown): Window | null {
  if (!Array.isArray(given)) return null;
  const [from, to] = given.map((day: unknown) => (typeof day === "string" ? day : null));
  return [from ?? null, to ?? null];
}

function fields(given: unknown, at: string): Fields {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw wrong(`${at}: an object is missing.`);
  return given as Fields;
}

function list(given: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(given)) throw wrong(`${at}: a list is missing.`);
  return given;
}

function string(given: unknown, at: string): string {
  if (typeof given !== "string") throw wrong(`${at}: a text is missing.`);
  return given;
}

function number(given: unknown, at: string): number | null {
  if (given === null) return null;
  if (typeof given !== "number") throw wrong(`${at}: a number or null is missing.`);
  return given;
}
