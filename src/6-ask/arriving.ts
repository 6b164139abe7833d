import type { Claim } from "../0-model/claim.ts";
import type { Judgement } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Query, Slice, Store } from "../0-model/store.ts";
import { FRIENDLY, HOSTILE, ORIGINS, TIES } from "./clashes.ts";
import { type Dispute, type DisputesAnswer, findDisputes } from "./disputes.ts";
import { directory, documentsOf, homes, order, ruled, source } from "./view.ts";

/** In which disputes do the claims of one document stand? */
export interface ArrivingQuestion {
  readonly document: string;
  readonly known?: number | null;
  /** What the document brought: its claims, and the judgements on what they speak of. */
  readonly brought: { readonly claims: readonly Claim[]; readonly judgements: readonly Judgement[] };
}

/**
 * The disputes that a document's claims stand in, found from what they touch alone: the claims about the same subjects
 * and events, and when the parties to its ties were founded. The whole record is never read. Two events of which nobody
 * judged that they may be one are not set side by side here: that is seen where every event is read.
 * Sides in other documents have no `words` yet; `disputesOf` fills them in.
 */
export const arriving = {
  plan: ({ document, known, brought }: ArrivingQuestion, schema: Schema): Query[] => [
    { get: "claims", document, known: known ?? null },
    ...source(document, known),
    ...ruled(known),
    ...touched(brought, schema, known),
  ],
  /** How the events and values that were found are judged. */
  follow: ({ known }: Pick<ArrivingQuestion, "known">, slice: Slice): Query[] =>
    judgementsOn(slice, known).map((query) => ({ ...query, doubts: true })),
  answer: ({ document }: Pick<ArrivingQuestion, "document">, slice: Slice, schema: Schema): DisputesAnswer => {
    const own = (claim: Claim): boolean => claim.document === document;
    const found = findDisputes(slice, schema, directory(slice), own).filter(({ sides }) =>
      sides.some(({ claims }) => claims.some(({ claim }) => own(claim))),
    );
    return { entity: null, disputes: found, undated: 0, documents: slice.documents };
  },
};

/**
 * The disputes that a document's claims stand in, with the words of all sides. What it brought is read from the record
 * unless it is handed in, and so is what `arriving` plans unless it was `read` just before.
 */
export async function disputesOf(
  store: Store,
  schema: Schema,
  { document, known = null, brought }: Omit<ArrivingQuestion, "brought"> & Partial<ArrivingQuestion>,
  read?: Slice,
): Promise<DisputesAnswer> {
  const question = { document, known, brought: brought ?? (await broughtBy(store, document, known)) };
  const touching = read ?? (await store.read(arriving.plan(question, schema)));
  const slice = join(touching, await store.read(arriving.follow(question, touching)));
  const { disputes } = arriving.answer(question, slice, schema);
  if (disputes.length === 0) return { entity: null, disputes, undated: 0, documents: [] };
  const texts = await textsOf(store, disputes, known);
  return { ...arriving.answer(question, join(slice, texts), schema), documents: texts.documents };
}

/**
 * One dispute by its id, with the words of all sides; null when there is none by now. Only what its claims touch is read:
 * the first two that clashed are in the id, and what else stands in it is about the same.
 */
export async function disputeOf(
  store: Store,
  schema: Schema,
  id: string,
  known: number | null = null,
): Promise<Dispute | null> {
  const ids = id.split(":").slice(1);
  const first = await store.read([{ get: "claims", ids, known }]);
  if (first.claims.length === 0) return null;
  const touching = touched({ claims: first.claims, judgements: [] }, schema, known);
  const slice = await store.read([{ get: "claims", ids, known }, ...ruled(known), ...touching], (found) => [
    ...judgementsOn(found, known),
    ...documentsOf(found).map((document): Query => ({ get: "documents", id: document, known })),
  ]);
  const find = (held: Slice): Dispute | null =>
    findDisputes(held, schema, directory(held), (claim) => ids.includes(claim.id)).find((one) => one.id === id) ?? null;
  const found = find(slice);
  return found === null ? null : find(join(slice, await textsOf(store, [found], known)));
}

/** The documents and texts that claims of some disputes stand in. */
function textsOf(store: Store, disputes: readonly Dispute[], known: number | null): Promise<Slice> {
  const claims = disputes.flatMap(({ sides }) => sides.flatMap((side) => side.claims.map(({ claim }) => claim)));
  return store.read(documentsOf({ claims }).flatMap((id) => source(id, known)));
}

async function broughtBy(store: Store, document: string, known: number | null): Promise<ArrivingQuestion["brought"]> {
  const own = await store.read([{ get: "claims", document, known }]);
  const { judgements } = await store.read(judgementsOn(own, known));
  return { claims: own.claims, judgements };
}

/** What two readings of one record give together. Claims and entities are those of the reading that has the more. */
function join(a: Slice, b: Slice): Slice {
  const by = <T>(one: readonly T[], other: readonly T[], key: (thing: T) => string): T[] => [
    ...new Map([...one, ...other].map((thing) => [key(thing), thing])).values(),
  ];
  return {
    ...a,
    claims: by(a.claims, b.claims, ({ id }) => id),
    entities: by(a.entities, b.entities, ({ id }) => id),
    documents: by(a.documents, b.documents, ({ id }) => id),
    renditions: by(a.renditions, b.renditions, ({ id }) => id),
    judgements: by(a.judgements, b.judgements, (one) => `${one.a} ${one.b} ${one.by}`),
  };
}

/** The events of the document, and what a rule or a person put beside them. */
function eventsOf({ claims, judgements }: ArrivingQuestion["brought"]): Set<string> {
  const own = new Set(claims.flatMap(({ subject }) => (subject.kind === "event" ? [subject.id] : [])));
  const beside = judgements.flatMap(({ a, b, verdict }) =>
    verdict !== "different" && (own.has(a) || own.has(b)) ? [a, b] : [],
  );
  return new Set([...own, ...beside]);
}

/** Queries for the claims that could clash with some. */
function touched(brought: ArrivingQuestion["brought"], schema: Schema, known: number | null | undefined): Query[] {
  const at = known ?? null;
  const own = new Map<string, Set<string>>();
  const ties = new Map<string, Set<string>>();
  const facing = new Facing();
  const [events, parties] = [eventsOf(brought), new Set<string>()];
  const old = [...schema.properties.values()].filter(({ family }) => TIES.has(family)).map(({ name }) => name);
  const want = (of: Map<string, Set<string>>, subject: string, ...properties: readonly string[]): void => {
    of.set(subject, new Set([...(of.get(subject) ?? []), ...properties]));
  };
  for (const { subject, property, value } of brought.claims) {
    if (subject.kind === "event") continue;
    if (value.type !== "entity" || !isRepeatable(property, schema)) want(own, subject.id, property);
    if (value.type === "entity") {
      for (const party of [subject.id, value.id]) parties.add(party);
      const both = schema.properties.get(property)?.symmetric === true;
      facing.want(both ? "either" : "subject", subject.id, value.id, [property]);
      if (FRIENDLY.has(property) || HOSTILE.has(property))
        facing.want("either", subject.id, value.id, [...FRIENDLY, ...HOSTILE]);
    }
    // A later day of founding makes older ties of the same party too old.
    if (property === "founded") want(ties, subject.id, ...old);
  }
  return [
    { get: "claims", of: [...events].sort(), side: "subject", known: at },
    { get: "claims", of: [...parties].sort(), side: "subject", properties: ["founded"], known: at },
    ...bySet(own).map(([of, properties]): Query => ({ get: "claims", of, side: "subject", properties, known: at })),
    ...bySet(ties).map(([of, properties]): Query => ({ get: "claims", of, properties, known: at })),
    ...facing.queries(at),
  ];
}

/** A property with many values: what it is of one other party clashes with nothing that is said of another. */
function isRepeatable(property: string, { properties }: Schema): boolean {
  return properties.get(property)?.cardinality === "many" && !ORIGINS.has(property);
}

/** Properties that are wanted between two parties, by the side on which the first has to stand. */
class Facing {
  private readonly found = new Map<string, { of: string; others: Set<string>; properties: Set<string> }>();

  want(side: "subject" | "either", of: string, other: string, properties: readonly string[]): void {
    const key = `${side} ${of}`;
    const held = this.found.get(key) ?? { of, others: new Set(), properties: new Set() };
    this.found.set(key, held);
    held.others.add(other);
    for (const property of properties) held.properties.add(property);
  }

  queries(known: number | null): Query[] {
    return [...this.found]
      .sort(([a], [b]) => order(a, b))
      .map(([key, { of, others, properties }]): Query => {
        const narrow = { of: [of], facing: [...others].sort(), properties: [...properties].sort(), known };
        return { get: "claims", ...narrow, ...(key.startsWith("subject") ? { side: "subject" } : {}) };
      });
  }
}

/** Things of which the same properties are wanted together, so that none is read for a thing that does not need it. */
function bySet(wanted: ReadonlyMap<string, ReadonlySet<string>>): [of: string[], properties: string[]][] {
  const found = Map.groupBy(wanted, ([, properties]) => [...properties].sort().join("\n"));
  return [...found]
    .sort(([a], [b]) => order(a, b))
    .map(([key, all]) => [all.map(([thing]) => thing).sort(), key.split("\n")]);
}

/** Queries for how the events and the named values of the slice's claims are judged. */
function judgementsOn(
  { claims, entities }: Slice,
  known: number | null | undefined,
): Extract<Query, { get: "judgements" }>[] {
  const home = homes(entities);
  const referents = new Set<string>();
  for (const { subject, value } of claims) {
    const spoken = subject.kind === "event" ? subject.id : value.type === "entity" ? value.id : null;
    if (spoken !== null) for (const id of home.get(spoken)?.referents ?? [spoken]) referents.add(id);
  }
  return referents.size === 0 ? [] : [{ get: "judgements", of: [...referents].sort(), known: known ?? null }];
}
