import { type Certainty, markOf } from "../0-model/certainty.ts";
import type { EntityRef, Saying, Value } from "../0-model/claim.ts";
import type { Document } from "../0-model/document.ts";
import type { Entity, Kind } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { Place } from "../0-model/place.ts";
import { byModelAlone } from "../0-model/proposal.ts";
import type { PropertySchema, Schema } from "../0-model/schema.ts";
import type { KeptClaim, Query, Slice } from "../0-model/store.ts";
import { type Day, type Holds, holdsOn, type Time } from "../0-model/time.ts";

/** What people call an entity, as an answer shows it: `id` is the entity's, not a referent's. */
export interface Named {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
}

/** Why a claim is shown weaker than a stated and cited one. */
export type Weakness = "negated" | "open" | "uncited" | "by-model" | "not-on-date" | "not-actual";

/** A claim inside an answer. `claim` is whole, so that a page can light its words. */
export interface Shown {
  readonly claim: KeptClaim;
  readonly certainty: Certainty;
  readonly weaker: readonly Weakness[];
  /** How the day asked for lies to the claim's time; null when no day was asked for. */
  readonly onThatDay: Holds | null;
}

/** Look-ups over one slice. */
export interface Directory {
  /** The entity that holds a referent; a referent that no entity holds stands for itself. */
  named(ref: EntityRef): Named;
  /** True when the claim's document carries source citations and none of them covers the claim. */
  uncited(claim: KeptClaim): boolean;
  show(claim: KeptClaim, on: Day | null): Shown;
}

/** Makes the look-ups of a slice; linear in its size. */
export function directory(slice: Slice): Directory {
  const home = homes(slice.entities);
  const citing = new Set<string>();
  for (const rendition of slice.renditions) {
    if (rendition.citations.some((citation) => citation.kind === "source")) citing.add(rendition.id);
  }
  const named = (ref: EntityRef): Named => {
    const entity = home.get(ref.id);
    return entity === undefined
      ? { id: ref.id, kind: ref.kind, name: ref.name }
      : { id: entity.id, kind: entity.kind, name: entity.name };
  };
  const uncited = (claim: KeptClaim): boolean => citing.has(claim.rendition) && claim.citations.length === 0;
  const show = (claim: KeptClaim, on: Day | null): Shown => {
    const onThatDay = on === null ? null : holdsOn(claim.time, on);
    const weaker: Weakness[] = [];
    if (claim.polarity === "negated") weaker.push("negated");
    if (claim.polarity === "open" || claim.assertedness === "disputed") weaker.push("open");
    if (uncited(claim)) weaker.push("uncited");
    if (byModelAlone(claim.by)) weaker.push("by-model");
    if (onThatDay === "no") weaker.push("not-on-date");
    if (claim.mode !== "actual") weaker.push("not-actual");
    return { claim, certainty: markOf(claim), weaker, onThatDay };
  };
  return { named, uncited, show };
}

/** The entity that holds each referent. */
export function homes(entities: readonly Entity[]): Map<string, Entity> {
  return new Map(entities.flatMap((entity) => entity.referents.map((referent) => [referent, entity] as const)));
}

/** Claims in the fixed order of answers: by document, first evidence, end of evidence, property, id. */
export function byPlace(a: KeptClaim, b: KeptClaim): number {
  return (
    order(a.document, b.document) ||
    (a.evidence[0]?.[0] ?? 0) - (b.evidence[0]?.[0] ?? 0) ||
    (a.evidence[0]?.[1] ?? 0) - (b.evidence[0]?.[1] ?? 0) ||
    order(a.property, b.property) ||
    order(a.id, b.id)
  );
}

/** Groups in order of their first member. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  return [...Map.groupBy(items, key).values()];
}

/** Code-unit order, the same on every machine. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True when the claim counts in tolls, who-led and ties: actual, affirmed, and neither refused nor withdrawn. */
export function counts(claim: KeptClaim): boolean {
  return claim.mode === "actual" && claim.polarity === "affirmed" && lives(claim);
}

/** True unless a person refused the claim or newer rules withdrew it. */
export function lives(claim: KeptClaim): boolean {
  return claim.review !== "refused" && claim.review !== "withdrawn";
}

/** True when something is there, or near: toward a place, or from it, is not. */
export function isAt({ relation }: Pick<Place, "relation">): boolean {
  return relation === "in" || relation === "near";
}

/** Two values with the same key are the same value: entities by entity, numbers by bounds, times by their four days. */
export function valueKey(value: Value, people: Directory): string {
  if (value.type === "entity") return `entity ${people.named(value).id}`;
  if (value.type === "quantity") {
    const of = value.of === null ? "" : fold(value.of.words);
    return `quantity ${value.low} ${value.high} ${value.bound} ${value.unit} ${value.per ?? ""} ${of}`;
  }
  if (value.type === "time") return `time ${timeKey(value)}`;
  if (value.type === "place") return `place ${value.id ?? fold(value.name)} ${value.relation}`;
  if (value.type === "text") return `text ${fold(value.text)}`;
  return "none";
}

/** The four days of a time as one string; a time without days falls back to its words. */
export function timeKey(time: Time | null): string {
  if (time === null) return "-";
  const days = [...(time.start ?? ["", ""]), ...(time.end ?? ["", ""])].map((day) => day ?? "*").join("|");
  return time.start === null && time.end === null ? `${days} ${fold(time.words)}` : days;
}

/** A value in a few words, as the text has them where it has words. */
export function valueText(value: Value, people: Directory): string {
  if (value.type === "entity") return people.named(value).name;
  if (value.type === "quantity") return quantityText(value);
  if (value.type === "time") return value.words === "" ? (value.edtf ?? "") : value.words;
  if (value.type === "place") return value.relation === "in" ? value.name : `${value.relation} ${value.name}`;
  if (value.type === "text") return value.text;
  return "";
}

function quantityText(value: Extract<Value, { type: "quantity" }>): string {
  const whole =
    value.of === null || value.words.includes(value.of.words) ? value.words : `${value.words} ${value.of.words}`;
  return value.shareOf === null ? whole : `${whole} of ${value.shareOf}`;
}

/**
 * The label of a property for the side it is read from. "arrested by" loses its "by" when the text names nobody;
 * a property that the schema does not know is read by its wire name.
 */
export function labelOf(schema: Schema, property: string, side: "subject" | "value", empty = false): string {
  const known: PropertySchema | undefined = schema.properties.get(property);
  if (known === undefined) return property.replaceAll("-", " ");
  if (side === "value") return known.inverse ?? `${known.label} (of)`;
  return empty ? known.label.replace(/ by$/, "") : known.label;
}

/** Which entity an `about` means: of those matched, the one that most claims of the slice speak of; the rest apart. */
export function meant(slice: Slice): { readonly entity: Entity | null; readonly others: readonly Entity[] } {
  const spoken = (entity: Entity): number => {
    const referents = new Set(entity.referents);
    return slice.claims.filter(
      (claim) => referents.has(claim.subject.id) || (claim.value.type === "entity" && referents.has(claim.value.id)),
    ).length;
  };
  const [first, ...rest] = slice.matched
    .map((entity, at) => ({ entity, at, claims: spoken(entity) }))
    .sort((a, b) => b.claims - a.claims || a.at - b.at)
    .map(({ entity }) => entity);
  return { entity: first ?? null, others: rest };
}

/** Queries for the claims about a thing and what was judged of claims, documents and disputes; for those of the whole record when none is named. */
export function account(about: string | undefined, known: number | null | undefined): Query[] {
  const at = known ?? null;
  if (about === undefined) return [{ get: "claims", known: at }, ...judged(at)];
  return [{ get: "entities", about, known: at }, { get: "claims", about, known: at }, ...ruled(at)];
}

/** What `account` is followed by: the sources of the claims, and where a thing is named, the judgements on all they speak of. */
export function besides(
  { about, known }: { readonly about?: string | undefined; readonly known?: number | null | undefined },
  slice: Slice,
): Query[] {
  const texts = sources(slice, known);
  if (about === undefined) return texts;
  const of = [...new Set(slice.entities.flatMap(({ referents }) => referents))].sort();
  return of.length === 0 ? texts : [...texts, { get: "judgements", of, known: known ?? null }];
}

/** Queries for what was judged of referents, documents and disputes: without it no dispute can be told. */
export function judged(known: number | null | undefined): Query[] {
  const at = known ?? null;
  return [{ get: "judgements", known: at }, ...ruled(at)];
}

/** The same without the judgements on referents, which are asked for one by one where there are many. */
export function ruled(known: number | null | undefined): Query[] {
  const at = known ?? null;
  return [
    { get: "rulings", known: at },
    { get: "kinships", known: at },
  ];
}

/** What people call a document: its title, else the name of its file, else its id. */
export function documentName({ title, names, id }: Pick<Document, "title" | "names" | "id">): string {
  return title ?? (names[0] === undefined ? id : fileName(names[0]));
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Queries for one document and its texts. */
export function source(document: string, known: number | null | undefined): Query[] {
  return [
    { get: "documents", id: document, known: known ?? null },
    { get: "renditions", document, known: known ?? null },
  ];
}

/** Queries for the documents and texts that the slice's claims come from. */
export function sources(slice: Pick<Slice, "claims">, known: number | null | undefined): Query[] {
  return documentsOf(slice).flatMap((id) => source(id, known));
}

/** The documents that claims come from, in order. */
export function documentsOf({ claims }: Pick<Slice, "claims">): string[] {
  return [...new Set(claims.map((claim) => claim.document))].sort();
}

const FIRMNESS: readonly Certainty[] = ["stated", "attributed", "doubtful", "open", "negated"];

/** The firmest mark among claims of one value; `contested` when some affirm it and some deny it. */
export function together(claims: readonly Shown[]): Certainty {
  const affirmed = claims.some(({ claim }) => claim.polarity === "affirmed");
  const negated = claims.some(({ claim }) => claim.polarity === "negated");
  if (affirmed && negated) return "contested";
  return FIRMNESS.find((mark) => claims.some((shown) => shown.certainty === mark)) ?? "open";
}

/** The best answer among claims or spells to whether they hold on the day; null without a day. */
export function bestHold(claims: readonly Pick<Shown, "onThatDay">[]): Holds | null {
  if (claims.every((shown) => shown.onThatDay === null)) return null;
  if (claims.some((shown) => shown.onThatDay === "certain")) return "certain";
  return claims.some((shown) => shown.onThatDay === "possible") ? "possible" : "no";
}

/** What a speaker goes by: the entity's name, the words for an unnamed one, or that nobody is named. */
export function speakerText(speaker: Saying["speaker"], people: Directory): string {
  if (!("unnamed" in speaker)) return people.named(speaker).name;
  return speaker.words === "" ? "somebody unnamed" : speaker.words;
}
