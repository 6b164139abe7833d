import type { Document, Kinship, Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import type { Lens } from "./lens.ts";
import { origins } from "./origins.ts";
import { documentName, documentsOf, lives, meant, order } from "./view.ts";

/** What does the record rest on? With `about`, what is said of one entity rests on; with `document`, one text and what it cites. */
export interface SourcingQuestion extends Lens {
  readonly about?: string;
  readonly document?: string;
  /** From 1. */
  readonly page?: number;
}

/** One document as something that claims rest on. */
export interface SourceRow {
  readonly document: Document;
  readonly title: string;
  readonly claims: number;
  /** Claims without a citation, where the document cites at all; null where it does not. */
  readonly uncited: number | null;
  /** What it cites, each label once, with how many claims lean on it. */
  readonly cited: readonly CitedRow[];
  /** Ids of all documents that have one origin with it, itself among them. */
  readonly origin: readonly string[];
}

/** One label that a document cites. */
export interface CitedRow {
  readonly label: string;
  /** The entry of its reference list; null where the document has none. */
  readonly entry: string | null;
  readonly claims: readonly string[];
}

/** The documents of one page, and where one origin carries most. */
export interface SourcingAnswer {
  readonly entity: Entity | null;
  readonly documents: readonly SourceRow[];
  /** How many there are on all pages. */
  readonly of: number;
  readonly page: number;
  /** Ties by which documents have one origin. */
  readonly kinships: readonly Kinship[];
  /** The origin on which more than two thirds of the claims about the entity rest; null where none does, or no entity is asked for. */
  readonly alone: { readonly documents: readonly string[]; readonly claims: number; readonly of: number } | null;
}

/** Documents on one page. */
export const SOURCES_SHOWN = 50;
/** From how many claims on it means something that one origin carries most of them, and how many are most. */
const FEW = 6;
const MOST = 2 / 3;

/** The question "What does the record rest on?". */
export const sourcing: Question<SourcingQuestion, SourcingAnswer> = {
  plan: ({ about, document, known }) => {
    const at = known ?? null;
    return [
      { get: "documents", known: at, ...(document === undefined ? {} : { id: document }) },
      { get: "kinships", known: at, ...(document === undefined ? {} : { document }) },
      ...(about === undefined
        ? []
        : ([
            { get: "entities", about, known: at },
            { get: "claims", about, known: at },
          ] as const)),
    ];
  },
  follow: (question, slice) => {
    const at = question.known ?? null;
    return shownOf(question, slice).flatMap(({ id }) => [
      { get: "renditions", document: id, known: at } as const,
      ...(question.about === undefined ? [{ get: "claims", document: id, known: at } as const] : []),
    ]);
  },
  answer: (question, slice) => {
    const { about, page = 1 } = question;
    const entity = about === undefined ? null : meant(slice).entity;
    const claims = Map.groupBy(slice.claims.filter(lives), ({ document }) => document);
    const texts = new Map(slice.renditions.map((one) => [one.document, one]));
    const group = origins(slice.kinships);
    const homes = group([
      ...slice.documents.map(({ id }) => id),
      ...slice.kinships.flatMap(({ from, to }) => [from, to]),
    ]);
    const homeOf = (id: string): readonly string[] => homes.find((one) => one.includes(id)) ?? [id];
    return {
      entity,
      documents: shownOf(question, slice).map((document) =>
        rowOf(document, texts.get(document.id), claims.get(document.id) ?? [], homeOf(document.id)),
      ),
      of: among(question, slice).length,
      page,
      kinships: slice.kinships,
      alone: entity === null ? null : aloneOf([...claims.values()].flat(), group),
    };
  },
};

/** The documents that are asked for, by title. */
function among(
  { about }: SourcingQuestion,
  slice: { readonly documents: readonly Document[]; readonly claims: readonly KeptClaim[] },
): Document[] {
  const told = about === undefined ? null : new Set(documentsOf(slice));
  return slice.documents
    .filter(({ id }) => told === null || told.has(id))
    .sort((a, b) => order(documentName(a), documentName(b)) || order(a.id, b.id));
}

function shownOf(question: SourcingQuestion, slice: Parameters<typeof among>[1]): Document[] {
  const from = ((question.page ?? 1) - 1) * SOURCES_SHOWN;
  return among(question, slice).slice(from, from + SOURCES_SHOWN);
}

function rowOf(
  document: Document,
  text: Rendition | undefined,
  claims: readonly KeptClaim[],
  origin: readonly string[],
): SourceRow {
  const cites = text?.citations.filter(({ kind }) => kind === "source") ?? [];
  const labels = new Map<string, CitedRow>();
  for (const { label, target } of cites) {
    if (labels.has(label)) continue;
    const entry = target === null ? null : (text?.text.slice(target[0], target[1]) ?? null);
    const own = claims.filter(({ citations }) => citations.includes(label)).map(({ id }) => id);
    labels.set(label, { label, entry, claims: own });
  }
  return {
    document,
    title: documentName(document),
    claims: claims.length,
    uncited: cites.length === 0 ? null : claims.filter(({ citations }) => citations.length === 0).length,
    cited: [...labels.values()],
    origin,
  };
}

function aloneOf(claims: readonly KeptClaim[], group: ReturnType<typeof origins>): SourcingAnswer["alone"] {
  if (claims.length < FEW) return null;
  const counted = group(claims.map(({ document }) => document)).map((documents) => ({
    documents,
    claims: claims.filter(({ document }) => documents.includes(document)).length,
    of: claims.length,
  }));
  return counted.find((one) => one.claims > claims.length * MOST) ?? null;
}
