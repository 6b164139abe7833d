import type { Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { KeptClaim, Query, Slice, Store } from "../0-model/store.ts";
import { alias, mentioned, PARTS_OF_EVENTS } from "../5-keep/claims.ts";
import { meets } from "../5-keep/meeting.ts";
import { type Gathered, gather, once, slice } from "../5-keep/slice.ts";
import { homes } from "../6-ask/view.ts";
import type { Passed } from "./gate.ts";
import type { Public } from "./public.ts";

/** A record of which only what passed the gate for the public can be asked, and nothing can be written. */
export function shown(passed: Passed<Public, "public">): Store {
  const held = indexed(passed.slice);
  const refuse = async (): Promise<never> => {
    throw new SourcebookError("read-only", "A publication can only be read.", EXIT.usage);
  };
  return {
    read: async (queries, follow) => {
      const all = gather();
      for (const query of queries) answer(held, query, all);
      for (const query of follow?.(slice(all)) ?? []) answer(held, query, all);
      return slice(all);
    },
    tree: async () => ({ origin: "publication", size: 0, root: "0".repeat(64) }),
    hasRun: async () => false,
    verify: async () => [],
    append: refuse,
    original: refuse,
    erase: refuse,
    seal: refuse,
    unseal: refuse,
    rebuild: refuse,
    close: async () => {},
  };
}

interface Held {
  readonly slice: Slice;
  readonly home: ReadonlyMap<string, Entity>;
  readonly named: ReadonlyMap<string, readonly Entity[]>;
  readonly byId: ReadonlyMap<string, KeptClaim>;
  readonly byDocument: ReadonlyMap<string, readonly KeptClaim[]>;
  readonly bySubject: ReadonlyMap<string, readonly KeptClaim[]>;
  readonly byValue: ReadonlyMap<string, readonly KeptClaim[]>;
  readonly texts: ReadonlyMap<string, readonly Rendition[]>;
}

function indexed(all: Slice): Held {
  // An entity is meant by its own id as by that of any of its referents.
  const home = new Map([...homes(all.entities), ...all.entities.map((one) => [one.id, one] as const)]);
  const idOf = (ref: string): string => home.get(ref)?.id ?? ref;
  const named = new Map<string, Entity[]>();
  const call = (name: string, one: Entity): void => {
    const list = named.get(name) ?? [];
    if (!list.includes(one)) named.set(name, [...list, one]);
  };
  for (const one of all.entities) for (const name of [one.name, ...one.names]) call(fold(name), one);
  for (const claim of all.claims) {
    const [name, one] = [alias(claim), home.get(claim.subject.id)];
    if (name !== null && one !== undefined) call(name, one);
  }
  return {
    slice: all,
    home,
    named,
    byId: new Map(all.claims.map((one) => [one.id, one])),
    byDocument: Map.groupBy(all.claims, ({ document }) => document),
    bySubject: Map.groupBy(all.claims, ({ subject }) => idOf(subject.id)),
    byValue: Map.groupBy(
      all.claims.filter(({ value }) => value.type === "entity"),
      ({ value }) => (value.type === "entity" ? idOf(value.id) : ""),
    ),
    texts: Map.groupBy(all.renditions, ({ document }) => document),
  };
}

function answer(held: Held, query: Query, all: Gathered): void {
  const { slice: of, texts } = held;
  switch (query.get) {
    case "counts":
      all.counts ??= of.counts;
      return;
    case "documents":
      for (const one of of.documents)
        if (query.id === undefined || query.id === one.id) once(all.documents, one.id, one);
      return;
    case "renditions": {
      if (query.alike !== undefined) return;
      const among = query.document === undefined ? of.renditions : (texts.get(query.document) ?? []);
      for (const one of among) if (query.id === undefined || query.id === one.id) once(all.renditions, one.id, one);
      return;
    }
    case "entities":
      for (const one of query.about === undefined ? of.entities : resolve(held, query.about)) {
        if (query.kind !== undefined && one.kind !== query.kind) continue;
        if (query.about !== undefined) once(all.matched, one.id, one);
        once(all.entities, one.id, one);
      }
      return;
    case "claims":
      claims(held, query, all);
      return;
    case "events":
      for (const [id, list] of held.bySubject) {
        if (held.home.get(id)?.kind === "event" && meets(list, query)) for (const one of list) take(held, one, all);
      }
      return;
    case "judgements":
      for (const one of of.judgements) {
        if (query.of?.includes(one.a) === false && !query.of.includes(one.b)) continue;
        once(all.judgements, `${one.a}\n${one.b}\n${one.by}`, one);
      }
      return;
    default:
      decided(held, query, all);
  }
}

function decided({ slice: of }: Held, query: Query, all: Gathered): void {
  if (query.get === "findings") for (const one of of.findings) once(all.findings, one.id, one);
  if (query.get === "rulings") for (const one of of.rulings) once(all.rulings, `${one.dispute}\n${one.by}`, one);
  if (query.get !== "kinships") return;
  for (const one of of.kinships) {
    const asked = query.document === undefined || one.from === query.document || one.to === query.document;
    if (asked) once(all.kinships, `${one.from}\n${one.to}\n${one.kind}\n${one.by}`, one);
  }
}

function resolve({ home, named }: Held, about: string): readonly Entity[] {
  const one = home.get(about);
  return one === undefined ? (named.get(fold(about)) ?? []) : [one];
}

function take({ home }: Held, claim: KeptClaim, all: Gathered): void {
  once(all.claims, claim.id, claim);
  for (const id of mentioned(claim)) {
    const one = home.get(id);
    if (one !== undefined) once(all.entities, one.id, one);
  }
}

type Asked = Extract<Query, { get: "claims" }>;

function claims(held: Held, query: Asked, all: Gathered): void {
  const properties = query.properties === undefined ? null : new Set(query.properties);
  for (const claim of among(held, query, all)) {
    if (properties?.has(claim.property) === false) continue;
    if (query.document !== undefined && claim.document !== query.document) continue;
    take(held, claim, all);
  }
}

/** The claims that a query can mean, by the narrowest index. */
function among(held: Held, query: Asked, all: Gathered): Iterable<KeptClaim> {
  const { bySubject, byValue, byId, byDocument, home } = held;
  if (query.ids !== undefined) return query.ids.flatMap((id) => byId.get(id) ?? []);
  if (query.about !== undefined) {
    const matched = resolve(held, query.about);
    for (const one of matched) {
      once(all.matched, one.id, one);
      once(all.entities, one.id, one);
    }
    return new Set(matched.flatMap(({ id }) => [...(bySubject.get(id) ?? []), ...valued(held, id)]));
  }
  if (query.of !== undefined) {
    const own = new Set(query.of.map((id) => home.get(id)?.id ?? id));
    const { side, facing } = query;
    const faces = (ref: string | null): boolean =>
      facing === undefined ||
      (ref !== null &&
        facing.some((one) => {
          const other = home.get(ref);
          return home.get(one)?.id === (other?.id ?? ref) || other?.names.some((name) => fold(name) === one) === true;
        }));
    const other = ({ value }: KeptClaim): string | null => (value.type === "entity" ? value.id : null);
    const found: KeptClaim[] = [];
    for (const id of own) {
      if (side !== "value") found.push(...(bySubject.get(id) ?? []).filter((one) => faces(other(one))));
      if (side !== "subject") found.push(...(byValue.get(id) ?? []).filter((one) => faces(one.subject.id)));
    }
    return new Set(found);
  }
  return query.document === undefined ? held.slice.claims : (byDocument.get(query.document) ?? []);
}

/** Claims whose value an entity is, and all claims about events in which it takes part. */
function valued({ byValue, bySubject, home }: Held, id: string): KeptClaim[] {
  const values = byValue.get(id) ?? [];
  const events = new Set(
    values
      .filter(({ property }) => PARTS_OF_EVENTS.includes(property))
      .map(({ subject }) => home.get(subject.id)?.id ?? subject.id),
  );
  return [...values, ...[...events].flatMap((event) => bySubject.get(event) ?? [])];
}
