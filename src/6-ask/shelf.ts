import type { Document } from "../0-model/document.ts";
import type { Counts, Slice } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { type Dispute, findDisputes } from "./disputes.ts";
import { dating, type Lens, onDay } from "./lens.ts";
import { type Directory, directory, documentName, judged, lives, type Named, order, sources } from "./view.ts";

/** What do I have and what needs me? */
export type ShelfQuestion = Lens;

/** One document on the shelf. */
export interface ShelfDocument {
  readonly document: Document;
  /** Its title; the name of its file where it has none. */
  readonly title: string;
  readonly claims: number;
  readonly sentences: number;
  readonly carrying: number;
}

/** One group, with the number of claims that name it. */
export interface ShelfGroup {
  readonly group: Named;
  readonly claims: number;
  readonly disputes: number;
}

/** The shelf. */
export interface ShelfAnswer {
  /** Of the whole record as it was known, whatever day or voice is asked for. */
  readonly counts: Counts;
  /** Claims that give no day and were left out because one was asked for. */
  readonly undated: number;
  readonly documents: readonly ShelfDocument[];
  /** Those with the most claims first. */
  readonly groups: readonly ShelfGroup[];
  readonly disputes: number;
}

const NOTHING: Counts = {
  documents: 0,
  claims: 0,
  proposed: 0,
  entities: 0,
  groups: 0,
  events: 0,
  problems: 0,
  head: 0,
};

/** A shelf of a record in which nobody can read every claim for one page. */
export interface LongShelf {
  readonly counts: Counts;
  /** The documents of this page, by title. */
  readonly documents: readonly Omit<ShelfDocument, "sentences" | "carrying">[];
  /** How many claims wait in each of them. */
  readonly proposed: readonly number[];
  readonly of: number;
  readonly page: number;
  /** Those of which the most is said, at most `LONG_SHOWN`. */
  readonly groups: readonly Omit<ShelfGroup, "disputes">[];
}

/** Documents on one page of a long shelf, and groups on it. */
export const LONG_SHOWN = 100;

/** The same question of a large record, page by page: what each document and group holds is counted and not read. */
export const longShelf: Question<Lens & { readonly page: number }, LongShelf> = {
  plan: ({ known }) => [
    { get: "counts", known: known ?? null },
    { get: "documents", known: known ?? null },
    { get: "tallies", groups: LONG_SHOWN, known: known ?? null },
  ],
  answer: ({ page }, slice) => {
    const counted = new Map(slice.tallies?.documents.map((one) => [one.document, one]));
    const all = slice.documents.map((document) => ({ document, title: documentName(document) }));
    const shown = all
      .sort((a, b) => order(a.title, b.title) || order(a.document.id, b.document.id))
      .slice((page - 1) * LONG_SHOWN, page * LONG_SHOWN);
    return {
      counts: slice.counts ?? NOTHING,
      documents: shown.map((one) => ({ ...one, claims: counted.get(one.document.id)?.claims ?? 0 })),
      proposed: shown.map(({ document }) => counted.get(document.id)?.proposed ?? 0),
      of: all.length,
      page,
      groups: (slice.tallies?.groups ?? []).map(({ entity, claims }) => ({
        group: { id: entity.id, kind: entity.kind, name: entity.name },
        claims,
      })),
    };
  },
};

/** The question "What do I have and what needs me?". It reads every claim: a large record is asked with `longShelf`. */
export const shelf: Question<ShelfQuestion, ShelfAnswer> = {
  plan: ({ known }) => [
    { get: "counts", known: known ?? null },
    { get: "documents", known: known ?? null },
    { get: "claims", known: known ?? null },
    { get: "coverage", known: known ?? null },
    ...judged(known),
  ],
  follow: ({ known }, slice) => sources(slice, known),
  answer: ({ on }, all, schema) => {
    const people = directory(all);
    const { claims, undated } = onDay({ claims: all.claims.filter(lives) }, dating(all, people, on));
    const slice = { ...all, claims };
    const found = findDisputes(slice, schema, people);
    return {
      counts: slice.counts ?? NOTHING,
      undated,
      documents: slice.documents.map((document) => onShelf(document, slice)),
      groups: groups(slice, found, people),
      disputes: found.filter(({ settled }) => !settled).length,
    };
  },
};

function onShelf(document: Document, slice: Slice): ShelfDocument {
  const renditions = new Set(slice.renditions.filter((one) => one.document === document.id).map(({ id }) => id));
  const sentences = slice.coverage.filter(({ rendition }) => renditions.has(rendition)).flatMap((one) => one.sentences);
  return {
    document,
    title: documentName(document),
    claims: slice.claims.filter((claim) => claim.document === document.id && lives(claim)).length,
    sentences: sentences.length,
    carrying: sentences.filter(({ claims }) => claims > 0).length,
  };
}

function groups(slice: Slice, disputes: readonly Dispute[], people: Directory): ShelfGroup[] {
  const found = new Map<string, { group: Named; claims: number; disputes: Set<string> }>();
  const touch = (ref: Parameters<Directory["named"]>[0]) => {
    const group = people.named(ref);
    const held = found.get(group.id) ?? { group, claims: 0, disputes: new Set<string>() };
    if (group.kind === "group") found.set(group.id, held);
    return held;
  };
  for (const claim of slice.claims.filter(lives)) {
    touch(claim.subject).claims += 1;
    if (claim.value.type === "entity" && claim.value.id !== claim.subject.id) touch(claim.value).claims += 1;
  }
  for (const dispute of disputes) {
    for (const { claim } of dispute.sides.flatMap(({ claims }) => claims)) {
      touch(claim.subject).disputes.add(dispute.id);
      if (claim.value.type === "entity") touch(claim.value).disputes.add(dispute.id);
    }
  }
  return [...found.values()]
    .map(({ group, claims, disputes: ids }) => ({ group, claims, disputes: ids.size }))
    .sort((a, b) => b.claims - a.claims || order(a.group.name, b.group.name) || order(a.group.id, b.group.id));
}
