import { type Claim, type EntityRef, MODES, type Part, POLARITIES, type Value } from "../0-model/claim.ts";
import type { Kind, Referent } from "../0-model/entity.ts";
import type { Hash } from "../0-model/identity.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { PropertySchema, Schema } from "../0-model/schema.ts";
import { covers, type Range } from "../0-model/span.ts";
import type { Entry, Store } from "../0-model/store.ts";
import type { Marker } from "../2-mark/mark.ts";
import { entityOf, type Ground, places, timeOf, valueFor } from "./amend.ts";
import { homes, source } from "./view.ts";

/** A claim that a person reads in the words of a text, each part as a person writes it. */
export interface ByHand {
  /** The document's id. */
  readonly document: string;
  /** The words that say it: found exactly once in the text. */
  readonly words: string;
  /** Whom it is about, as the text names it. */
  readonly subject: string;
  /** A property of the schema, by its wire name. */
  readonly property: string;
  /** Nothing for a property that takes no value. */
  readonly value?: string;
  readonly time?: string;
  readonly role?: string;
  readonly polarity?: string;
  readonly mode?: string;
}

/** What it is read with, and who reads it. */
export interface Reader {
  /** `person:` and a name. */
  readonly by: string;
  readonly schema: Schema;
  readonly mark: Marker;
  readonly hash: Hash;
  readonly random: (size: number) => Uint8Array;
}

/**
 * Reads a claim by a person's hand: the value by the program's own grammar, the parts as ranges of the text, a random id. The
 * claim waits for review like any other. Throws a SourcebookError (exit 2) for words that do not stand there exactly once, a
 * subject that the text does not name or that the property is not said of, and a value that cannot be read; exit 3 for a
 * document that is not held.
 */
export async function byHand(store: Store, given: ByHand, reader: Reader): Promise<{ claim: Claim; entries: Entry[] }> {
  const { by, schema, random } = reader;
  const property = schema.properties.get(given.property);
  if (property === undefined) throw wrong(`There is no property "${given.property}".`);
  const at = await ground(store, given, reader);
  const { rendition } = at;
  const { text } = rendition;
  const subject = subjectOf(given.subject, property, at);
  const read = { value: { type: "none" } as Value, referent: null as Referent | null };
  if (given.value !== undefined && given.value !== "") {
    Object.assign(read, valueFor(given.value, { property: property.name, value: blank(property, text) } as Claim, at));
  } else if (!property.values.includes("none")) throw wrong(`${property.label}: say what value the words give.`);
  const parts = partsOf(given, at);
  const id = `c${[...random(10)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const claim: Claim = {
    ...{ id, rendition: rendition.id, document: rendition.document, property: property.name },
    ...{ subject: subject.ref, value: read.value, role: given.role ?? null, with: {} },
    time: given.time === undefined ? null : timeOf(given.time, at),
    place: null,
    mode: one("mode", MODES, given.mode) ?? "actual",
    polarity: one("polarity", POLARITIES, given.polarity) ?? "affirmed",
    ...{ attribution: [], hedge: null, assertedness: "stated", parts, evidence: [at.context] },
    citations: cited(at),
    ...{ by: [{ rule: by, version: "1" }], derivation: null },
  };
  const referents = [subject.referent, read.referent].flatMap((referent): Entry[] =>
    referent === null ? [] : [{ kind: "referent", payload: referent }],
  );
  return { claim, entries: [...referents, { kind: "claim", payload: claim }] };
}

async function ground(store: Store, { document, words }: ByHand, { schema, mark, hash }: Reader): Promise<Ground> {
  const slice = await store.read([...source(document, null), { get: "claims", document }]);
  const rendition = slice.renditions.at(-1);
  if (rendition === undefined) {
    throw new SourcebookError("unknown", `The record holds no document "${document}".`, EXIT.unknown);
  }
  const found = places(rendition.text, words, [0, rendition.text.length]);
  const [context] = found;
  if (context === undefined || found.length > 1) {
    const where = found.length === 0 ? "are not in the text" : `stand ${found.length} times in the text`;
    throw wrong(`The words “${words}” ${where}. Give words that stand there exactly once.`);
  }
  const home = homes(slice.entities);
  const known = slice.claims
    .filter((claim) => claim.rendition === rendition.id)
    .flatMap(({ subject, value }) => [subject, ...(value.type === "entity" ? [value] : [])])
    .map(({ id, kind, name }) => ({ id, kind, name, names: home.get(id)?.names ?? [] }));
  return { document: slice.documents[0] ?? null, rendition, context, known, schema, mark, hash };
}

function subjectOf(
  said: string,
  { label, subjects }: PropertySchema,
  at: Ground,
): { ref: EntityRef; referent: Referent | null } {
  const kind: Kind = subjects[0] ?? "group";
  const read = entityOf(said, { type: "entity", id: "", kind, name: "" }, at);
  if (read?.value.type !== "entity")
    throw wrong(`The text names nothing “${said}”. Name whom it is about as the text does.`);
  const { id, kind: found, name } = read.value;
  if (!subjects.includes(found)) {
    throw wrong(`“${said}” is a ${found}; “${label}” is said of: ${subjects.join(", ")}.`);
  }
  return { ref: { id, kind: found, name }, referent: read.referent };
}

/** An empty value of the first kind that the property takes: it says how what is written is to be read. */
function blank({ values, subjects }: PropertySchema, text: string): Value {
  const [type = "text"] = values.filter((one) => one !== "none");
  switch (type) {
    case "quantity":
      return {
        ...{ type, low: null, high: null, bound: "none", unit: "people", per: null, shareOf: null, words: "" },
        ...{
          of: { words: "", part: "unstated", standing: "unstated", age: null, sex: null, cause: null },
          includes: null,
        },
      };
    case "time":
      return { type, start: null, end: null, edtf: null, words: "" };
    case "place":
      return { type, id: null, name: "", precision: "locality", relation: "in" };
    case "entity":
      return { type, id: "", kind: subjects.includes("event") ? "person" : "group", name: "" };
    default:
      return { type: "text", text: text.slice(0, 0) };
  }
}

/** Where the parts stand: within the words, else once in the text. */
function partsOf(given: ByHand, { context, rendition: { text } }: Ground): Claim["parts"] {
  const parts: Partial<Record<"subject" | "value" | "time" | "role", Part>> = {};
  for (const name of ["subject", "value", "time", "role"] as const) {
    const said = given[name];
    if (said === undefined || said === "") continue;
    const inside = places(text, said, context);
    const all = inside.length > 0 ? inside : places(text, said, [0, text.length]);
    const [at] = all;
    if (at === undefined || (inside.length === 0 && name !== "subject" && all.length > 1)) continue;
    parts[name] = { spans: [at], from: inside.length > 0 ? "here" : "reference" };
  }
  return parts;
}

/** Labels of sources whose scope covers the words, or that the words cover. */
function cited({ context, rendition }: Ground): string[] {
  const touching = (scope: Range): boolean => covers(scope, context) || covers(context, scope);
  const labels = rendition.citations
    .filter(({ kind, scope }) => kind === "source" && touching(scope))
    .map(({ label }) => label);
  return [...new Set(labels)];
}

function one<T extends string>(what: string, all: readonly T[], given: string | undefined): T | undefined {
  const found = all.find((name) => name === given);
  if (given !== undefined && found === undefined) throw wrong(`“${given}” is no ${what}. There are ${all.join(", ")}.`);
  return found;
}

function wrong(message: string): SourcebookError {
  return new SourcebookError("claim", message, EXIT.usage);
}
