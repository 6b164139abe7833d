import type { Document } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { offices, opposed, origins, tooOld } from "./clashes.ts";
import type { Dispute, DisputeStrength, Found, Ground, Side } from "./dispute.ts";
import { events } from "./events.ts";
import { type Dated, dating, type Lens } from "./lens.ts";
import { denied, rivals } from "./rivals.ts";
import { tolls } from "./tolls.ts";
import { account, byPlace, counts, type Directory, directory, lives, meant, order, sources } from "./view.ts";

export type { Dispute, DisputeType, Side } from "./dispute.ts";

/** Where does the record disagree? Without `about`, everywhere. */
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

const STRENGTHS: readonly DisputeStrength[] = ["impossible", "rival", "needs-explaining"];

/** Every disagreement among a slice's claims, the strongest first, then in the order of their first words. */
export function findDisputes(slice: Slice, schema: Schema, people: Directory): Dispute[] {
  const claims = slice.claims.filter(lives).sort(byPlace);
  const views = events(slice, schema, people);
  const titles = new Map(views.map(({ event, title }) => [event.id, title]));
  const ground: Ground = { claims, counted: claims.filter(counts), slice, schema, people, titles };
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
  for (const one of found) {
    const dispute = shown(one, slice, people);
    if (!disputes.has(dispute.id)) disputes.set(dispute.id, dispute);
  }
  return [...disputes.values()].sort(
    (a, b) => STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength) || byFirst(a, b) || order(a.id, b.id),
  );
}

function byFirst(a: Dispute, b: Dispute): number {
  const [first, second] = [a.sides[0]?.claims[0]?.claim, b.sides[0]?.claims[0]?.claim];
  return first === undefined || second === undefined ? 0 : byPlace(first, second);
}

function shown(found: Found, slice: Slice, people: Directory): Dispute {
  const sides = found.sides.map(({ claims, says }): Side => {
    const ordered = [...claims].sort(byPlace);
    return { claims: ordered.map((claim) => people.show(claim, null)), says, words: wordsOf(ordered[0], slice) };
  });
  const firsts = sides.slice(0, 2).map((side) => side.claims[0]?.claim.id ?? "");
  return { ...found, id: [found.type, ...firsts].join(":"), sides, ruled: null };
}

/** The evidence of a claim as the text has it; empty when the slice does not hold the text. */
export function wordsOf(claim: KeptClaim | undefined, slice: Slice): string {
  if (claim === undefined) return "";
  const text = slice.renditions.find((rendition) => rendition.id === claim.rendition)?.text;
  return text === undefined ? "" : claim.evidence.map(([start, end]) => text.slice(start, end)).join(" … ");
}

/** The question "Where does the record disagree?". */
export const disputes: Question<DisputesQuestion, DisputesAnswer> = {
  plan: ({ about, known }) => account(about, known),
  follow: ({ known }, slice) => sources(slice, known),
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
