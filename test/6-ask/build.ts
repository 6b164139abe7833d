// Slices made by hand: texts whose claims are given by the words they stand on.
import type { EntityRef, From, Saying, Value } from "../../src/0-model/claim.ts";
import type { Document, Kinship, Rendition } from "../../src/0-model/document.ts";
import type { Entity, Judgement, Kind } from "../../src/0-model/entity.ts";
import type { Quantity } from "../../src/0-model/quantity.ts";
import type { Range } from "../../src/0-model/span.ts";
import { type KeptClaim, NOTHING, type Reviewed, type Ruling, type Slice } from "../../src/0-model/store.ts";
import type { Time, Window } from "../../src/0-model/time.ts";
import { knowledge } from "../knowledge.ts";

export const { schema } = knowledge;

/** A time from its four days; "2015" and "2016-07" stand for the whole year or month. */
export function time(start: string | null, end: string | null = start, words = ""): Time {
  return { start: windowOf(start), end: windowOf(end), edtf: null, words: words || `${start} – ${end}` };
}

function windowOf(given: string | null): Window | null {
  if (given === null) return null;
  if (given.endsWith("..")) return [given.slice(0, -2), null];
  if (given.length === 4) return [`${given}-01-01`, `${given}-12-31`];
  if (given.length > 7) return [given, given];
  const [year, month] = given.split("-").map(Number);
  const last = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return [`${given}-01`, `${given}-${last}`];
}

/** A number of people. */
export function people(low: number | null, high: number | null, words: string, of: string | null = null): Value {
  const counted: Quantity["of"] =
    of === null ? null : { words: of, part: "victim", standing: "unstated", age: null, sex: null, cause: null };
  const bound =
    low !== null && high !== null ? (low === high ? "exact" : "between") : low === null ? "up-to" : "at-least";
  const number = {
    low,
    high,
    bound,
    unit: "people",
    per: null,
    shareOf: null,
    words,
    of: counted,
    includes: null,
  } as const;
  return { type: "quantity", ...number };
}

export const text = (words: string): Value => ({ type: "text", text: words });
export const place = (name: string): Value => ({
  type: "place",
  id: null,
  name,
  precision: "locality",
  relation: "in",
});

/** What a claim may say beside subject, property and value. */
export type More = Partial<
  Pick<KeptClaim, "role" | "mode" | "polarity" | "assertedness" | "time" | "place" | "citations" | "review" | "links">
> & { readonly by?: readonly string[]; readonly from?: From };

/** A record in the making. */
export class Making {
  readonly documents: Document[] = [];
  readonly renditions: Rendition[] = [];
  readonly claims: KeptClaim[] = [];
  readonly entities = new Map<string, Entity>();
  readonly judgements: Judgement[] = [];
  readonly reviews: Reviewed[] = [];
  readonly rulings: Ruling[] = [];
  readonly kinships: Kinship[] = [];
  private readonly texts = new Map<string, string>();

  /** Begins a document; `cites` gives it a source citation, so that "uncited" can be seen. */
  document(name: string, more: Partial<Document> & { readonly cites?: boolean } = {}): string {
    const { cites = false, ...attributes } = more;
    const id = `sha256:${name}`;
    this.texts.set(id, "");
    this.documents.push({ ...NO_ATTRIBUTES, ...attributes, id, size: 1, names: [`${name}.txt`] });
    const marker: Range = [0, 0];
    const citations = cites ? [{ marker, label: "1", kind: "source" as const, target: null, scope: marker }] : [];
    this.renditions.push({ id: `t-${name}`, document: id, text: "", reader: "text/1", map: [], blocks: [], citations });
    return id;
  }

  entity(kind: Kind, name: string, document = "sha256:a"): EntityRef {
    const id = `r-${document.slice(7)}-${name}`;
    this.entities.set(id, { id: `e${id}`, kind, name, names: [name], referents: [id] });
    return { id, kind, name };
  }

  claim(document: string, subject: EntityRef, property: string, ...said: [Value | EntityRef, More?]): KeptClaim {
    const [value, more = {}] = said;
    const rendition = this.renditions.find((one) => one.document === document);
    if (rendition === undefined) throw new Error(`no document ${document}`);
    const { by = [], from = "here", ...rest } = more;
    const given: Value = "type" in value ? value : { type: "entity", ...value };
    const words = `${subject.name} ${property} ${JSON.stringify(given).slice(0, 60)}.`;
    const start = (this.texts.get(document) ?? "").length;
    this.texts.set(document, `${this.texts.get(document)}${words} `);
    const evidence: Range = [start, start + words.length];
    const attribution = by.map((name): Saying => {
      return {
        speaker: this.entity("organisation", name),
        capacity: null,
        stance: "says",
        said: null,
        via: null,
        span: evidence,
      };
    });
    const claim: KeptClaim = {
      ...PLAIN,
      ...rest,
      id: `c-${document.slice(7)}-${String(this.claims.length).padStart(3, "0")}`,
      document,
      rendition: rendition.id,
      subject,
      property,
      value: given,
      attribution,
      evidence: [evidence],
      parts: { subject: { spans: [[start, start + subject.name.length]], from } },
    };
    this.claims.push(claim);
    return claim;
  }

  /** An event with its type, place, date and tolls. */
  event(
    document: string,
    name: string,
    more: { type?: string; at?: string; on?: Time; killed?: readonly Value[] },
  ): EntityRef {
    const event = this.entity("event", name, document);
    this.claim(document, event, "type", text(more.type ?? "bombing"));
    if (more.at !== undefined) this.claim(document, event, "place", place(more.at));
    if (more.on !== undefined) this.claim(document, event, "date", { type: "time", ...more.on });
    for (const value of more.killed ?? []) this.claim(document, event, "killed", value);
    return event;
  }

  slice(...matched: readonly EntityRef[]): Slice {
    return {
      ...NOTHING,
      documents: this.documents,
      renditions: this.renditions.map((one) => ({ ...one, text: this.texts.get(one.document) ?? "" })),
      claims: this.claims,
      entities: [...this.entities.values()],
      matched: matched.flatMap((ref) => this.entities.get(ref.id) ?? []),
      judgements: this.judgements,
      reviews: this.reviews,
      rulings: this.rulings,
      kinships: this.kinships,
    };
  }
}

const NO_ATTRIBUTES = {
  title: null,
  publisher: null,
  author: null,
  language: null,
  kind: "unstated",
  rights: null,
  published: null,
  retrieved: null,
  handling: "public",
} as const;

const PLAIN = {
  role: null,
  with: {},
  mode: "actual",
  polarity: "affirmed",
  assertedness: "stated",
  hedge: null,
  time: null,
  place: null,
  citations: [],
  by: [{ rule: "test", version: "1" }],
  derivation: null,
  interpretation: 1,
  review: "proposed",
  basis: null,
  links: [],
  sequence: 1,
  recordedAt: "2026-01-01T00:00:00.000Z",
  changed: 1,
} as const;
