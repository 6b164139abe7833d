import { z } from "zod";
import {
  ASSERTEDNESS,
  type EntityRef,
  LINK_KINDS,
  MODES,
  POLARITIES,
  type Saying,
  STANCES,
  STRENGTHS,
  type Value,
} from "./claim.ts";
import { type Entity, KINDS } from "./entity.ts";
import type { Quantity } from "./quantity.ts";
import type { Range } from "./span.ts";
import type { KeptClaim, Slice } from "./store.ts";
import type { Time } from "./time.ts";

/**
 * The wire form: what `sourcebook claims --jsonl`, the library and the API give. Its keys come in one order, and the
 * output is byte-equal for the same input and rules. All offsets are UTF-16 code units of the rendition, half-open:
 * `text.slice(start, end) === exact`. Keys that are rarely filled (marked optional) are left out when empty.
 */
export const WIRE = "sourcebook-claims/1";

const id = z.string().min(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const window = z.tuple([day.nullable(), day.nullable()]);
const range = z.tuple([z.number().int().min(0), z.number().int().min(0)]);
const kind = z.enum(KINDS);

const time = z.strictObject({
  start: window.nullable(),
  end: window.nullable(),
  edtf: z.string().nullable(),
  words: z.string(),
  relative: z.string().optional(),
  lasts: z.string().optional(),
  clock: z.string().optional(),
  calendar: z.string().optional(),
});

const place = z.strictObject({
  id: z.string().nullable(),
  name: z.string(),
  precision: z.enum(["point", "locality", "district", "province", "country", "region"]),
  relation: z.enum(["in", "near", "toward", "from"]),
});

const entity = z.strictObject({ id, entity: id, kind, name: z.string() });

const counted = z.strictObject({
  words: z.string(),
  part: z.enum(["victim", "attacker", "bystander", "unstated"]),
  standing: z.enum(["civilian", "combatant", "security-force", "official", "mixed", "unstated"]),
  age: z.string().optional(),
  sex: z.string().optional(),
  cause: z.string().optional(),
});

const BOUNDS = ["exact", "at-least", "more-than", "nearly", "up-to", "fewer-than", "about", "most", "between"] as const;

const value = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("entity"), ...entity.shape }),
  z.strictObject({
    type: z.literal("quantity"),
    low: z.number().nullable(),
    high: z.number().nullable(),
    bound: z.enum([...BOUNDS, "vague", "none"]),
    unit: z.enum(["people", "events", "percent", "money", "items", "days"]),
    of: counted.nullable(),
    words: z.string(),
    per: z.string().optional(),
    shareOf: z.string().optional(),
    includes: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("time"), ...time.shape }),
  z.strictObject({ type: z.literal("place"), ...place.shape }),
  z.strictObject({ type: z.literal("text"), text: z.string() }),
  z.strictObject({ type: z.literal("none") }),
]);

const saying = z.strictObject({
  speaker: z.union([
    z.strictObject({ id, entity: id, name: z.string() }),
    z.strictObject({ unnamed: z.literal(true), words: z.string() }),
  ]),
  capacity: z.string().optional(),
  stance: z.enum(STANCES),
  said: time.nullable(),
  via: z.string().nullable(),
  span: range,
});

const part = z.strictObject({
  spans: z.array(range),
  from: z.enum(["here", "title", "heading", "infobox", "reference"]),
});

const PARTS = ["trigger", "subject", "value", "time", "place", "count", "hedge", "speaker", "negation"] as const;

const claim = z.strictObject({
  id,
  interpretation: z.number().int().min(1),
  document: id,
  rendition: id,
  subject: entity,
  property: z.string().min(1),
  value,
  role: z.string().nullable(),
  with: z.record(z.string(), z.strictObject({ words: z.string(), spans: z.array(range) })),
  mode: z.enum(MODES),
  polarity: z.enum(POLARITIES),
  assertedness: z.enum(ASSERTEDNESS),
  hedge: z
    .strictObject({
      words: z.string(),
      span: range,
      strength: z.enum(STRENGTHS),
    })
    .nullable(),
  attribution: z.array(saying),
  time: time.nullable(),
  place: place.nullable(),
  evidence: z.array(
    z.strictObject({ start: z.number().int(), end: z.number().int(), exact: z.string(), heading: z.array(z.string()) }),
  ),
  parts: z.partialRecord(z.enum([...PARTS, "heading", "role"]), part),
  citations: z.array(z.string()),
  by: z.array(z.strictObject({ rule: z.string(), version: z.string() })),
  review: z.enum(["proposed", "faithful", "corrected", "refused", "withdrawn"]),
  /** Of a review that stands: whether somebody read the words, or a sample let it in, or it came from elsewhere. */
  basis: z.enum(["read", "sampled", "imported"]).optional(),
  links: z.array(
    z.strictObject({
      kind: z.enum(LINK_KINDS),
      to: id,
    }),
  ),
  /** Only with `--full`: where and when the record took the claim in. */
  sequence: z.number().int().optional(),
  recordedAt: z.string().optional(),
});

const whoLed = z.strictObject({
  group: z.strictObject({ entity: id, kind, name: z.string() }),
  on: day,
  holders: z.array(
    z.strictObject({
      entity: id,
      name: z.string(),
      role: z.string().nullable(),
      onThatDay: z.enum(["certain", "possible"]),
      assertedness: z.enum(ASSERTEDNESS),
      according: z.array(z.string()),
      claims: z.array(id),
    }),
  ),
  beyondText: z.boolean(),
});

const dispute = z.strictObject({
  id,
  type: z.string(),
  title: z.string(),
  strength: z.enum(["impossible", "rival", "needs-explaining"]),
  claims: z.array(id),
  sides: z.array(z.strictObject({ claims: z.array(id), words: z.string() })),
  /** Null until somebody ruled. `settled`: it is no conflict by those who ruled, and no side has come up since. */
  ruled: z
    .strictObject({
      settled: z.boolean(),
      rulings: z.array(
        z.strictObject({
          by: z.string(),
          verdict: z.enum(["no-conflict", "conflict"]),
          because: z.string(),
          /** Claims that joined the dispute after it was ruled. */
          joined: z.array(id),
        }),
      ),
    })
    .nullable(),
});

const changed = z.strictObject({
  old: id,
  reason: z.enum(["changed", "ambiguous", "gone"]),
  words: z.string(),
  /** What the newer text says in its place; null when nothing is told to. */
  now: z.strictObject({ claim: id, words: z.string() }).nullable(),
  /** What persons have done with the old claim, which stays with it. */
  work: z.array(z.enum(["review", "link", "finding"])),
});

const editions = z.strictObject({
  newer: id.nullable(),
  older: id.nullable(),
  kept: z.array(z.strictObject({ old: id, now: id })),
  orphans: z.array(changed),
  added: z.array(z.strictObject({ claim: id, words: z.string() })),
  /** Findings that rest on a claim which is not carried over. */
  findings: z.array(z.strictObject({ finding: id, by: z.string(), question: z.string(), claims: z.array(id) })),
  /** Only with `--carry`: how many rows were written for the newer text, and what was left for a person. */
  carried: z
    .strictObject({
      reviews: z.number().int(),
      links: z.number().int(),
      findings: z.number().int(),
      left: z.array(z.string()),
    })
    .optional(),
});

const decision = z.strictObject({
  by: z.string(),
  interpretation: z.number().int().min(1),
  review: z.enum(["proposed", "faithful", "corrected", "refused"]),
  basis: z.enum(["read", "sampled", "imported"]),
  flags: z.array(z.string()),
  note: z.string().nullable(),
  sample: z.string().optional(),
  /** Position of its row in the log. */
  sequence: z.number().int(),
});

const words = z.strictObject({ start: z.number().int(), end: z.number().int(), exact: z.string() });

const review = z.strictObject({
  claim,
  context: words.nullable(),
  statuses: z.array(z.enum(["proposed", "faithful", "corrected", "refused", "work-needed", "split"])),
  reviews: z.array(decision),
});

const sample = z.strictObject({
  id,
  rule: z.string(),
  version: z.string(),
  filter: z.record(z.string(), z.string()),
  of: z.number().int(),
  seed: z.number().int(),
  drawn: z.array(z.tuple([id, z.number().int().min(1)])),
  by: z.string(),
});

const agreement = z.strictObject({
  reviewers: z.tuple([z.string(), z.string()]),
  fields: z.array(
    z.strictObject({
      field: z.enum(["decision", "value", "time", "role", "polarity", "mode"]),
      n: z.number().int(),
      same: z.number().int(),
      share: z.number().nullable(),
      kappa: z.number().nullable(),
    }),
  ),
  differing: z.array(
    z.strictObject({
      claim,
      interpretation: z.number().int().min(1),
      fields: z.array(z.string()),
      decisions: z.tuple([decision, decision]),
      readings: z.tuple([claim.nullable(), claim.nullable()]),
    }),
  ),
});

/** `is` tells a finding from a claim, which has no such key; neither form can be read as the other. */
const finding = z.strictObject({
  is: z.literal("finding"),
  id,
  question: z.string().min(1),
  answer: z.union([z.literal("undetermined"), value]),
  says: z.string(),
  codebook: z.string().min(1),
  reason: z.string().min(1),
  by: z.string().regex(/^person:./),
  when: z.string(),
  about: z
    .strictObject({
      entity: id.nullable(),
      kind: kind.nullable(),
      name: z.string().nullable(),
      property: z.string().nullable(),
      dispute: z.string().nullable(),
    })
    .nullable(),
  claimsFor: z.array(id),
  claimsAgainst: z.array(id),
  since: z.array(
    z.strictObject({
      claim: id,
      side: z.enum(["for", "against"]),
      what: z.enum(["refused", "withdrawn", "corrected", "reinterpreted"]),
    }),
  ),
  supersedes: id.nullable(),
  supersededBy: id.nullable(),
});

const cell = z.strictObject({
  is: z.enum(["stated", "finding", "derived", "empty"]),
  /** From claims; of a finding, from findings. */
  values: z.array(z.strictObject({ value: z.union([z.string(), z.number()]), from: z.array(id) })),
  rule: z.string().nullable(),
  beside: z.array(id),
  leftOut: z.array(id),
  why: z.string().nullable(),
});

const tableRow = z.strictObject({
  is: z.literal("row"),
  codebook: z.string().min(1),
  event: id,
  title: z.string(),
  cells: z.record(z.string(), cell),
});

/** One claim on the wire. */
export type WireClaim = z.infer<typeof claim>;
/** The answer of `who-led` on the wire. */
export type WireWhoLed = z.infer<typeof whoLed>;
/** One dispute on the wire. */
export type WireDispute = z.infer<typeof dispute>;
/** How two editions differ, on the wire. */
export type WireEditions = z.infer<typeof editions>;
/** A decision of a reviewer on the wire. */
export type WireDecision = z.infer<typeof decision>;
/** One line of `review list --jsonl`. */
export type WireReview = z.infer<typeof review>;
/** Two reviewers side by side, on the wire. */
export type WireAgreement = z.infer<typeof agreement>;
/** One finding on the wire. */
export type WireFinding = z.infer<typeof finding>;
/** One row of a table of events on the wire. */
export type WireRow = z.infer<typeof tableRow>;
/** A value on the wire. */
export type WireValue = z.infer<typeof value>;

const FORMS = {
  claim,
  "who-led": whoLed,
  dispute,
  editions,
  review,
  sample,
  agreement,
  finding,
  "table-row": tableRow,
} as const;

/** The names of the wire forms that have a JSON Schema. */
export const FORM_NAMES = Object.keys(FORMS) as readonly (keyof typeof FORMS)[];

/** The published JSON Schema (2020-12) of a wire form. */
export function jsonSchema(form: keyof typeof FORMS): Record<string, unknown> {
  return { $id: `urn:${WIRE}:${form}`, title: form, ...z.toJSONSchema(FORMS[form]) };
}

/** Reads one claim from its wire form. Throws an Error that names the first key that does not fit. */
export function parseClaim(input: unknown): WireClaim {
  return parsed(claim.safeParse(input), "A claim");
}

/** Reads one finding from its wire form. Throws an Error that names the first key that does not fit. */
export function parseFinding(input: unknown): WireFinding {
  return parsed(finding.safeParse(input), "A finding");
}

/** Reads one row of a table from its wire form. Throws an Error that names the first key that does not fit. */
export function parseRow(input: unknown): WireRow {
  return parsed(tableRow.safeParse(input), "A row of a table");
}

function parsed<T>(result: z.ZodSafeParseResult<T>, what: string): T {
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`${what} in the wire form has a wrong ${issue?.path.join(".") || "shape"}: ${issue?.message}`);
}

/** The writer of values that stand alone, such as the answers of findings. */
export function valueWriting(entities: Slice["entities"]): (value: Value) => WireValue {
  const holders = new Map(entities.flatMap((one) => one.referents.map((referent) => [referent, one.id] as const)));
  return (given) => wireValue(given, (ref) => ({ id: ref.id, entity: holders.get(ref.id) ?? ref.id }));
}

/** What the wire form of a claim takes from its slice. */
export type Around = Pick<Slice, "entities" | "renditions">;

/** The writer of a slice's claims: one look-up table for all of them. */
export function wiring({ entities, renditions }: Around): (claim: KeptClaim, full?: boolean) => WireClaim {
  const holders = new Map<string, Entity>();
  for (const one of entities) for (const referent of one.referents) holders.set(referent, one);
  const texts = new Map(renditions.map((one) => [one.id, one]));
  const nameOf = (ref: EntityRef) => ({ id: ref.id, entity: holders.get(ref.id)?.id ?? ref.id });
  const evidence = (kept: KeptClaim): WireClaim["evidence"] => {
    const text = texts.get(kept.rendition);
    return kept.evidence.map(([start, end]) => {
      const block = text?.blocks.find(({ range: [from, to] }) => from <= start && start < to);
      const heading = (block?.headings ?? []).map(([from, to]) => text?.text.slice(from, to) ?? "");
      return { start, end, exact: text?.text.slice(start, end) ?? "", heading };
    });
  };
  return (kept, full = false) => ({
    id: kept.id,
    interpretation: kept.interpretation,
    document: kept.document,
    rendition: kept.rendition,
    subject: { ...nameOf(kept.subject), kind: kept.subject.kind, name: kept.subject.name },
    property: kept.property,
    value: wireValue(kept.value, nameOf),
    role: kept.role,
    with: Object.fromEntries(
      Object.entries(kept.with)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { words, spans }]) => [key, { words, spans: pairs(spans) }]),
    ),
    mode: kept.mode,
    polarity: kept.polarity,
    assertedness: kept.assertedness,
    hedge:
      kept.hedge === null
        ? null
        : { words: kept.hedge.words, span: pair(kept.hedge.span), strength: kept.hedge.strength },
    attribution: kept.attribution.map((one) => wireSaying(one, nameOf)),
    time: wireTime(kept.time),
    place: kept.place === null ? null : wirePlace(kept.place),
    evidence: evidence(kept),
    parts: wireParts(kept),
    citations: [...kept.citations],
    by: kept.by.map(({ rule, version }) => ({ rule, version })),
    review: kept.review,
    ...(kept.basis === null ? {} : { basis: kept.basis }),
    links: kept.links
      .filter(({ from }) => from === kept.id)
      .map(({ kind: link, to }) => ({ kind: link, to }))
      .sort((a, b) => (a.kind + a.to < b.kind + b.to ? -1 : 1)),
    ...(full ? { sequence: kept.sequence, recordedAt: kept.recordedAt } : {}),
  });
}

/** The wire form of one claim, with the entities and texts of its slice. */
export function toWire(kept: KeptClaim, slice: Around): WireClaim {
  return wiring(slice)(kept);
}

type NameOf = (ref: EntityRef) => { id: string; entity: string };

function pair([start, end]: Range): [number, number] {
  return [start, end];
}

function pairs(ranges: readonly Range[]): [number, number][] {
  return ranges.map(pair);
}

function wireTime(given: Time): NonNullable<WireClaim["time"]>;
function wireTime(given: Time | null): WireClaim["time"];
function wireTime(given: Time | null): WireClaim["time"] {
  if (given === null) return null;
  const { start, end, edtf, words, relative, lasts, clock, calendar } = given;
  return {
    start: start === null ? null : [start[0], start[1]],
    end: end === null ? null : [end[0], end[1]],
    edtf,
    words,
    ...(relative === undefined ? {} : { relative }),
    ...(lasts === undefined ? {} : { lasts }),
    ...(clock === undefined ? {} : { clock }),
    ...(calendar === undefined ? {} : { calendar }),
  };
}

function wirePlace({ id: key, name, precision, relation }: NonNullable<KeptClaim["place"]>) {
  return { id: key, name, precision, relation };
}

function wireValue(given: Value, nameOf: NameOf): WireValue {
  switch (given.type) {
    case "entity":
      return { type: "entity", ...nameOf(given), kind: given.kind, name: given.name };
    case "quantity":
      return { type: "quantity", ...wireQuantity(given) };
    case "time":
      return { type: "time", ...wireTime(given) };
    case "place":
      return { type: "place", ...wirePlace(given) };
    case "text":
      return { type: "text", text: given.text };
    case "none":
      return { type: "none" };
  }
}

function wireQuantity({ low, high, bound, unit, of, words, per, shareOf, includes }: Quantity) {
  const whom = (given: NonNullable<Quantity["of"]>) => ({
    words: given.words,
    part: given.part,
    standing: given.standing,
    ...(given.age === null ? {} : { age: given.age }),
    ...(given.sex === null ? {} : { sex: given.sex }),
    ...(given.cause === null ? {} : { cause: given.cause }),
  });
  return {
    low,
    high,
    bound,
    unit,
    of: of === null ? null : whom(of),
    words,
    ...(per === null ? {} : { per }),
    ...(shareOf === null ? {} : { shareOf }),
    ...(includes === null ? {} : { includes }),
  };
}

function wireSaying(given: Saying, nameOf: NameOf): WireClaim["attribution"][number] {
  const { speaker, capacity, stance, said, via, span } = given;
  return {
    speaker:
      "unnamed" in speaker ? { unnamed: true, words: speaker.words } : { ...nameOf(speaker), name: speaker.name },
    ...(capacity === null ? {} : { capacity }),
    stance,
    said: wireTime(said),
    via,
    span: pair(span),
  };
}

/** Parts in one order, whatever the order in which they were found. */
function wireParts(kept: KeptClaim): WireClaim["parts"] {
  const names = [...PARTS, "heading", "role"] as const;
  const found: WireClaim["parts"] = {};
  for (const name of names) {
    const given = kept.parts[name];
    if (given !== undefined) found[name] = { spans: pairs(given.spans), from: given.from };
  }
  return found;
}
