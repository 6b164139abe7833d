import type { Document } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { offices, opposed, origins, tooOld } from "./clashes.ts";
import { DISPUTE_STRENGTHS, type Dispute, type Found, type Ground, type Side } from "./dispute.ts";
import { events } from "./events.ts";
import { editionsOf, looksAlike, revisions } from "./ground.ts";
import { type Dated, dating, type Lens } from "./lens.ts";
import { denied, rivals } from "./rivals.ts";
import { compileRulings, disputeId, type Rulings } from "./ruled.ts";
import { tolls } from "./tolls.ts";
import { account, besides, byPlace, counts, type Directory, directory, lives, meant, order } from "./view.ts";

export type { Dispute, DisputeType, Ruled, Side } from "./dispute.ts";

/** Where does the record disagree? Without `about` and `document`, everywhere. */
export interface DisputesQuestion extends Lens {
  readonly about?: string;
}

/** The disputes found, the strongest first. */
export interface DisputesAnswer {
  readonly entity: Entity | null;
  /** With a day: those of which two sides at least may hold on it. */
  readonly disputes: readonly Dispute[];
  /** Disputes left out because a day was asked for and claims of theirs give none. */
  readonly undated: number;
  readonly documents: readonly Document[];
}

/**
 * Every disagreement among a slice's claims, the strongest first, then in the order of their first words. With `asked`, a
 * disagreement among claims that are not need not be found.
 */
export function findDisputes(
  slice: Slice,
  schema: Schema,
  people: Directory,
  asked: Ground["asked"] = () => true,
): Dispute[] {
  const claims = slice.claims.filter(lives).sort(byPlace);
  const views = events(slice, schema, people);
  const titles = new Map(views.map(({ event, title }) => [event.id, title]));
  const ground: Ground = {
    ...{ claims, counted: claims.filter(counts), slice, schema, people, titles },
    asked,
    alike: looksAlike(slice, people),
    revised: revisions(claims),
    origin: editionsOf(slice.kinships),
  };
  const found = [
    ...denied(ground),
    ...rivals(ground),
    ...offices(ground),
    ...tooOld(ground),
    ...opposed(ground),
    ...origins(ground),
    ...tolls(ground, views),
  ];
  const disputes = new Map<string, Dispute>();
  const [rulings, words] = [compileRulings(slice.rulings), speaking(slice)];
  for (const one of found) {
    const dispute = shown(one, { people, rulings, words });
    if (!disputes.has(dispute.id)) disputes.set(dispute.id, dispute);
  }
  return [...disputes.values()].sort(
    (a, b) =>
      DISPUTE_STRENGTHS.indexOf(a.strength) - DISPUTE_STRENGTHS.indexOf(b.strength) ||
      byFirst(a, b) ||
      order(a.id, b.id),
  );
}

function byFirst(a: Dispute, b: Dispute): number {
  const [first, second] = [a.sides[0]?.claims[0]?.claim, b.sides[0]?.claims[0]?.claim];
  return first === undefined || second === undefined ? 0 : byPlace(first, second);
}

interface Showing {
  readonly people: Directory;
  readonly rulings: Rulings;
  readonly words: (claim: KeptClaim | undefined) => string;
}

function shown(found: Found, { people, rulings, words }: Showing): Dispute {
  const ordered = found.sides.map(({ claims }) => [...claims].sort(byPlace));
  const sides = found.sides.map(({ says }, at): Side => {
    const claims = ordered[at] ?? [];
    return { claims: claims.map((claim) => people.show(claim, null)), says, words: words(claims[0]) };
  });
  const { type, strength, about, property, title } = found;
  const id = disputeId(found);
  return { id, type, strength, about, property, title, sides, ...rulings(id, ordered) };
}

/** The evidence of a claim as the text has it; empty when the slice does not hold the text. */
export function speaking({ renditions }: Pick<Slice, "renditions">): (claim: KeptClaim | undefined) => string {
  const texts = new Map(renditions.map(({ id, text }) => [id, text]));
  return (claim) => {
    const text = texts.get(claim?.rendition ?? "");
    return claim === undefined || text === undefined
      ? ""
      : claim.evidence.map(([start, end]) => text.slice(start, end)).join(" … ");
  };
}

/** The question "Where does the record disagree?". */
export const disputes: Question<DisputesQuestion, DisputesAnswer> = {
  plan: ({ about, known }) => account(about, known),
  follow: besides,
  answer: ({ about, on }, slice, schema) => {
    const entity = about === undefined ? null : meant(slice).entity;
    if (about !== undefined && entity === null) return { entity, disputes: [], undated: 0, documents: [] };
    const people = directory(slice);
    const all = findDisputes(slice, schema, people);
    const lies = dating(slice, people, on);
    const held = lies === null ? null : all.map((dispute) => ({ dispute, how: holding(dispute, lies) }));
    const found = held === null ? all : held.filter(({ how }) => how === "possible").map(({ dispute }) => dispute);
    const undated = (held ?? []).filter(({ how }) => how === "undated").length;
    const told = new Set(
      found.flatMap(({ sides }) => sides.flatMap(({ claims }) => claims.map((c) => c.claim.document))),
    );
    return { entity, disputes: found, undated, documents: slice.documents.filter(({ id }) => told.has(id)) };
  },
};

/** Whether a dispute is one on the day: two of its sides have to be allowed, each by one claim at least. */
function holding({ sides }: Dispute, lies: (claim: KeptClaim) => Dated): "possible" | "undated" | "no" {
  const of = sides.map(({ claims }) => claims.map(({ claim }) => lies(claim)));
  const allowed = of.filter((side) => side.some((how) => how === "certain" || how === "possible")).length;
  if (allowed > 1) return "possible";
  const open = of.filter((side) => side.some((how) => how !== "no")).length;
  return open > 1 ? "undated" : "no";
}
