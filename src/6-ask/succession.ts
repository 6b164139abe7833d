import type { Assertedness } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Query, Slice } from "../0-model/store.ts";
import { type Day, holdsOn } from "../0-model/time.ts";
import { latestDay } from "../3-extract/until.ts";
import type { Question } from "./ask.ts";
import type { Lens } from "./lens.ts";
import { origins } from "./origins.ts";
import { byOffice, holderOf, type Office, office, officeWords } from "./tenures.ts";
import {
  byPlace,
  counts,
  type Directory,
  directory,
  lives,
  meant,
  type Named,
  order,
  type Shown,
  sources,
  speakerText,
} from "./view.ts";
import { byTime, dated } from "./when.ts";

export type { Joint, Office, Tenure } from "./tenures.ts";

/** Who led it, when? */
export interface SuccessionQuestion extends Omit<Lens, "on"> {
  readonly about: string;
}

/** The leaders of one group. */
export interface SuccessionAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly offices: readonly Office[];
  /** The last day the texts behind these claims speak of; null when they give no day. */
  readonly speaksUntil: Day | null;
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
}

/** Who led it on a day? */
export interface WhoLedQuestion extends Lens {
  readonly about: string;
  readonly on: Day;
}

/** Somebody whom the words allow to have held the office on the day. */
export interface Holder {
  readonly holder: Named;
  readonly role: string | null;
  readonly onThatDay: "certain" | "possible";
  /** The firmest assertedness among the claims. */
  readonly assertedness: Assertedness;
  /** Who says so, where the text names a speaker. */
  readonly according: readonly string[];
  readonly claims: readonly Shown[];
}

/** Every holder the words allow, the certain ones first. */
export interface WhoLedAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly on: Day;
  readonly holders: readonly Holder[];
  /** True when the day lies after the last day that the texts speak of. */
  readonly beyondText: boolean;
  readonly speaksUntil: Day | null;
}

/** The property that answers "who led": an undated list of known leaders does not. */
const LEADING = "leader";

/** The last day that documents speak of: the publication day, else the latest day of a claim, of the latest of them. */
export function lastDay(slice: Slice, documents: ReadonlySet<string>): Day | null {
  const claims = Map.groupBy(slice.claims.filter(lives), ({ document }) => document);
  let last: Day | null = null;
  for (const document of slice.documents) {
    if (!documents.has(document.id)) continue;
    const day = document.published ?? latestDay(claims.get(document.id) ?? [], document.retrieved);
    if (day !== null && (last === null || day > last)) last = day;
  }
  return last;
}

function plan(about: string, known: number | null | undefined): Query[] {
  return [
    { get: "entities", about, known: known ?? null },
    { get: "claims", about, properties: [LEADING], known: known ?? null },
  ];
}

/** All claims of the documents are needed to know until when they speak, and who is said to have died. */
function follow(slice: Slice, known: number | null | undefined): Query[] {
  const documents = [...new Set(slice.claims.map((claim) => claim.document))].sort();
  const whole = documents.map((document): Query => ({ get: "claims", document, known: known ?? null }));
  return [...whole, ...sources(slice, known)];
}

function leading(slice: Slice, entity: Entity, people: Directory): KeptClaim[] {
  return slice.claims
    .filter((claim) => claim.property === LEADING && claim.value.type === "entity" && lives(claim))
    .filter((claim) => people.named(claim.subject).id === entity.id)
    .sort(byPlace);
}

/** Claims that a person died, by the person's id. */
function deaths(slice: Slice, people: Directory): Map<string, KeptClaim[]> {
  return Map.groupBy(
    slice.claims.filter((claim) => claim.property === "died" && lives(claim)),
    ({ subject }) => people.named(subject).id,
  );
}

/** The question "Who led it, when?". */
export const succession: Question<SuccessionQuestion, SuccessionAnswer> = {
  plan: ({ about, known }) => [...plan(about, known), { get: "kinships", known: known ?? null }],
  follow: ({ known }, slice) => follow(slice, known),
  answer: (_question, slice) => {
    const { entity, others } = meant(slice);
    const empty = { entity, others, offices: [], speaksUntil: null, documents: [], renditions: [] };
    if (entity === null) return empty;
    const people = directory(slice);
    const claims = leading(slice, entity, people);
    const documents = new Set(claims.map((claim) => claim.document));
    const until = lastDay(slice, documents);
    const died = deaths(slice, people);
    const holding = { people, died, origins: origins(slice.kinships) };
    const offices = byOffice(claims, people).map((held) => office(held, holding));
    return {
      entity,
      others,
      offices: offices.sort(byTenures),
      speaksUntil: until,
      documents: slice.documents.filter((document) => documents.has(document.id)),
      renditions: slice.renditions.filter((rendition) => documents.has(rendition.document)),
    };
  },
};

/** Offices with more tenures first; the nameless office last among equals. */
function byTenures(a: Office, b: Office): number {
  return b.tenures.length - a.tenures.length || order(a.role ?? "\uffff", b.role ?? "\uffff");
}

/** The question "Who led it on this day?". */
export const whoLed: Question<WhoLedQuestion, WhoLedAnswer> = {
  plan: ({ about, known }) => plan(about, known),
  follow: ({ known }, slice) => follow(slice, known),
  answer: ({ on }, slice, schema) => {
    const { entity, others } = meant(slice);
    if (entity === null) return { entity, others, on, holders: [], beyondText: false, speaksUntil: null };
    const people = directory(slice);
    const claims = leading(slice, entity, people).filter(counts);
    const until = lastDay(slice, new Set(claims.map((claim) => claim.document)));
    const died = deaths(slice, people);
    const allowed = claims.filter((claim) => allows(claim, claims, died, { people, on }));
    const holders = byHolder(allowed, people).map((held) => holder(held, on, people, schema));
    return {
      entity,
      others,
      on,
      holders: holders.sort(byCertainty),
      beyondText: until !== null && on > until,
      speaksUntil: until,
    };
  },
};

/**
 * Whether a claim's words allow its holder on the day. An undated claim adds nothing beside a dated one of the same
 * holder in the same text, and nobody holds an office after a day by which he is said to have died.
 */
function allows(
  claim: KeptClaim,
  all: readonly KeptClaim[],
  died: ReadonlyMap<string, KeptClaim[]>,
  { people, on }: { readonly people: Directory; readonly on: Day },
): boolean {
  if (holdsOn(claim.time, on) === "no" || claim.assertedness === "disputed") return false;
  const { id } = holderOf(claim, people);
  const datedElsewhere = all.some(
    (other) => other.document === claim.document && dated(other.time) && holderOf(other, people).id === id,
  );
  if (!dated(claim.time) && datedElsewhere) return false;
  if (claim.time?.end != null) return true;
  return !(died.get(id) ?? []).filter(counts).some((death) => {
    const last = (death.value.type === "time" ? death.value : death.time)?.end?.[1] ?? null;
    return last !== null && last < on;
  });
}

/** Claims by holder and office. One that only says that somebody led joins the first office of the same person. */
function byHolder(claims: readonly KeptClaim[], people: Directory): KeptClaim[][] {
  const groups = new Map<string, KeptClaim[]>();
  const first = new Map<string, string>();
  for (const nameless of [false, true]) {
    for (const claim of claims) {
      const words = officeWords(claim);
      if ((words === null) !== nameless) continue;
      const { id } = holderOf(claim, people);
      const own = `${id} ${fold(words ?? "")}`;
      const key = nameless ? (first.get(id) ?? own) : own;
      if (!first.has(id)) first.set(id, key);
      groups.set(key, [...(groups.get(key) ?? []), claim]);
    }
  }
  return [...groups.values()];
}

function holder(claims: readonly KeptClaim[], on: Day, people: Directory, schema: Schema): Holder {
  const shown = claims.map((claim) => people.show(claim, on));
  const { order: firmness } = schema.assertedness;
  const firmest = [...claims].sort((a, b) => firmness.indexOf(a.assertedness) - firmness.indexOf(b.assertedness))[0];
  const speakers = claims.flatMap((claim) => claim.attribution.map(({ speaker }) => speakerText(speaker, people)));
  return {
    holder: holderOf(claims[0] as KeptClaim, people),
    role: claims.map(officeWords).find((words) => words !== null) ?? null,
    onThatDay: shown.some((one) => one.onThatDay === "certain") ? "certain" : "possible",
    assertedness: firmest?.assertedness ?? "stated",
    according: [...new Set(speakers)],
    claims: shown,
  };
}

/** The certain first, then by when their tenure began, then by name. */
function byCertainty(a: Holder, b: Holder): number {
  return (
    Number(a.onThatDay !== "certain") - Number(b.onThatDay !== "certain") ||
    byTime(a.claims[0]?.claim.time ?? null, b.claims[0]?.claim.time ?? null) ||
    order(a.holder.name, b.holder.name) ||
    order(a.holder.id, b.holder.id)
  );
}
