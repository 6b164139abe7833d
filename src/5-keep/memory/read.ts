import type { Coverage, Finding, Link } from "../../0-model/claim.ts";
import type { Document, Kinship, Rendition } from "../../0-model/document.ts";
import { type Entity, type Judgement, type Kind, type Referent, settledName } from "../../0-model/entity.ts";
import { fold } from "../../0-model/fold.ts";
import { roughKeys } from "../../0-model/rough.ts";
import type {
  KeptClaim,
  LogRow,
  Passage,
  Query,
  ReviewDecision,
  Ruling,
  Sample,
  Tombstone,
} from "../../0-model/store.ts";
import { alias, linksThatHold, mentioned, PARTS_OF_EVENTS, standing } from "../claims.ts";
import { cluster, compare, type Edge, entity, referentOf, ruling } from "../cluster.ts";
import { keyOf } from "../desk.ts";
import { meets, resembles, type SceneQuery } from "../meeting.ts";
import { compareEntities, comparePassages, type Gathered, once } from "../slice.ts";
import { buried } from "../tombstone.ts";
import { holds, phrases, tokens } from "../words.ts";
import { foldRows, heldOf, historyOf, type State, type Stored } from "./state.ts";

/** A claim as it stands, without its links. */
export function keptOf(state: State, id: string): KeptClaim {
  const told = state.claims.get(id);
  const history = historyOf(state, id);
  if (told === undefined || history === undefined) throw new RangeError(`No claim ${id}`);
  const { interpretation, review, basis } = standing(history);
  const reading = told.readings[interpretation - 1];
  if (reading === undefined) throw new RangeError(`No interpretation ${interpretation} of ${id}`);
  const { sequence, recordedAt, changed } = told;
  const { claim, finders, derivation } = reading;
  return { ...claim, by: finders, derivation, interpretation, review, basis, links: [], sequence, recordedAt, changed };
}

function live({ review }: KeptClaim): boolean {
  return review !== "withdrawn" && review !== "refused";
}

/** Entities with everything in them: their referents, and the settled names that join these. */
function entitiesOf(state: State): { readonly entity: Entity; readonly nodes: readonly string[] }[] {
  const all = new Map(heldOf<Referent>(state, "referent").map((one) => [one.id, one]));
  const pairs = new Map<string, Judgement[]>();
  for (const one of heldOf<Judgement>(state, "judgement")) {
    pairs.set(`${one.a}\n${one.b}`, [...(pairs.get(`${one.a}\n${one.b}`) ?? []), one]);
  }
  const same: Edge[] = [];
  const different: [string, string][] = [];
  for (const [key, newest] of pairs) {
    const [a = "", b = ""] = key.split("\n");
    const held = ruling(newest);
    if (held?.verdict === "same") same.push({ a, b, person: held.person });
    else if (held?.verdict === "different") different.push([a, b]);
  }
  const names = new Set([...pairs.keys()].flatMap((key) => key.split("\n").filter((id) => settledName(id) !== null)));
  return cluster([...all.keys(), ...names], same, different).flatMap((nodes) => {
    const referents = nodes.flatMap((id) => all.get(id) ?? []);
    return referents.length === 0 ? [] : [{ entity: entity(referents), nodes }];
  });
}

/** A moment of the record: its state, its claims as they stand, its entities. */
export interface Moment {
  readonly state: State;
  readonly claims: readonly KeptClaim[];
  readonly entities: readonly Entity[];
  /** The entity of each referent and settled name. */
  readonly homes: ReadonlyMap<string, Entity>;
}

/** The record as it was after its first rows: made from them alone, so that no later row can show. */
export function moment(rows: readonly Stored[]): Moment {
  const state = foldRows(rows);
  const links = new Map<string, Link[]>();
  for (const one of linksThatHold(sortedLinks(state))) {
    for (const id of new Set([one.from, one.to])) links.set(id, [...(links.get(id) ?? []), one]);
  }
  const claims = [...state.claims.keys()].map((id) => ({ ...keptOf(state, id), links: links.get(id) ?? [] }));
  const found = entitiesOf(state);
  const homes = new Map(found.flatMap(({ entity: one, nodes }) => nodes.map((id) => [id, one] as const)));
  return { state, claims, entities: found.map((one) => one.entity), homes };
}

function sortedLinks(state: State): Link[] {
  return heldOf<Link>(state, "link")
    .map((one) => ({ one, key: keyOf({ kind: "link", payload: one }) }))
    .sort((x, y) => compare(x.key, y.key))
    .map(({ one }) => one);
}

/** Answers a query about a moment. */
export function answer(rows: readonly Stored[], at: Moment, query: Query, all: Gathered): void {
  const { state } = at;
  switch (query.get) {
    case "log":
      for (const row of rows.slice(query.after, query.after + query.limit)) once(all.log, row.sequence, shown(row));
      return;
    case "position":
      all.position ??= rows.findLast(({ recordedAt }) => recordedAt <= query.until)?.sequence ?? 0;
      return;
    case "counts":
    case "tallies":
      if (query.get === "tallies") all.tallies ??= tallies(at, query.groups);
      else all.counts ??= counts(at, Math.min(rows.length, query.known ?? rows.length));
      return;
    case "documents":
    case "renditions":
      sources(state, query, all);
      return;
    case "entities":
      entities(at, query, all);
      return;
    case "referents":
      referents(at, query, all);
      return;
    case "claims":
      claims(at, query, all);
      return;
    case "events":
      events(at, query, all);
      return;
    case "passages":
      for (const one of passages(state, query)) once(all.passages, `${one.rendition}\n${one.start}\n${one.end}`, one);
      return;
    case "coverage":
      for (const one of heldOf<Coverage>(state, "coverage")) {
        const home = state.held.get("rendition")?.get(one.rendition)?.payload as Rendition | undefined;
        if (query.document === undefined || home?.document === query.document) once(all.coverage, one.rendition, one);
      }
      return;
    case "judgements":
      for (const one of heldOf<Judgement>(state, "judgement")) {
        if (query.of !== undefined && !query.of.includes(one.a) && !query.of.includes(one.b)) continue;
        if (query.doubts === true && one.verdict === "same") continue;
        once(all.judgements, keyOf({ kind: "judgement", payload: one }), one);
      }
      return;
    case "settled":
      for (const { payload } of state.known.get("judgement")?.values() ?? []) {
        const { a } = payload as Judgement;
        if (settledName(a) !== null && query.of.includes(a)) once(all.settled, a, a);
      }
      return;
    case "kinships":
      for (const one of heldOf<Kinship>(state, "kinship")) {
        const asked = query.document === undefined || one.from === query.document || one.to === query.document;
        if (asked) once(all.kinships, keyOf({ kind: "kinship", payload: one }), one);
      }
      return;
    default:
      decisions(state, query, all);
  }
}

function sources(state: State, query: Extract<Query, { get: "documents" | "renditions" }>, all: Gathered): void {
  if (query.get === "documents") {
    for (const one of heldOf<Document>(state, "document")) {
      if (query.id === undefined || one.id === query.id) once(all.documents, one.id, one);
    }
    return;
  }
  for (const one of heldOf<Rendition>(state, "rendition")) {
    if (query.id !== undefined && one.id !== query.id) continue;
    if (query.alike !== undefined && !alike(state, one.id, query.alike)) continue;
    if (query.document === undefined || one.document === query.document) {
      once(all.renditions, one.id, { ...one, map: [] });
    }
  }
}

/** What persons decided and found. */
function decisions(state: State, query: Query, all: Gathered): void {
  switch (query.get) {
    case "reviews":
      for (const { payload, sequence } of state.held.get("review")?.values() ?? []) {
        const one = payload as ReviewDecision;
        if (query.claims?.includes(one.claim) === false) continue;
        const finders = state.claims.get(one.claim)?.readings[one.interpretation - 1]?.finders ?? [];
        once(all.reviews, keyOf({ kind: "review", payload: one }), { ...one, finders, sequence });
      }
      return;
    case "findings":
      for (const one of heldOf<Finding>(state, "finding")) once(all.findings, one.id, one);
      return;
    case "rulings":
      for (const one of heldOf<Ruling>(state, "ruling")) {
        once(all.rulings, keyOf({ kind: "ruling", payload: one }), one);
      }
      return;
    case "samples":
      for (const { payload, sequence } of state.held.get("sample")?.values() ?? []) {
        const one = payload as Sample;
        once(all.samples, one.id, { ...one, sequence });
      }
      return;
    case "tombstones":
      for (const kind of ["erasure", "seal"] as const) {
        for (const version of state.held.get(kind)?.values() ?? []) {
          once(all.tombstones, version.sequence, buried(kind, version.payload as Tombstone, version));
        }
      }
  }
}

function shown({ sequence, recordedAt, kind, leaf, json }: Stored): LogRow {
  const payload = json === null ? null : JSON.parse(json);
  return { sequence, recordedAt, kind, leaf: leaf.toString("hex"), payload };
}

function counts({ state, claims: all, entities: list }: Moment, head: number): NonNullable<Gathered["counts"]> {
  return {
    documents: heldOf(state, "document").length,
    claims: all.filter(live).length,
    proposed: all.filter(({ review }) => review === "proposed").length,
    entities: list.length,
    groups: list.filter(({ kind }) => kind === "group").length,
    events: list.filter(({ kind }) => kind === "event").length,
    problems: heldOf(state, "problem").length,
    head,
  };
}

function tallies({ claims: all, entities: list, homes }: Moment, most: number): NonNullable<Gathered["tallies"]> {
  const claims = all.filter(live);
  const documents = [...Map.groupBy(claims, ({ document }) => document)].map(([document, own]) => ({
    document,
    claims: own.length,
    proposed: own.filter(({ review }) => review === "proposed").length,
  }));
  const spoken = new Map<string, number>();
  const speak = (referent: string): void => {
    const id = homes.get(referent)?.id;
    if (id !== undefined) spoken.set(id, (spoken.get(id) ?? 0) + 1);
  };
  for (const { subject, value } of claims) {
    speak(subject.id);
    if (value.type === "entity" && value.id !== subject.id) speak(value.id);
  }
  const groups = list
    .filter(({ kind }) => kind === "group")
    .map((one) => ({ entity: one, claims: spoken.get(one.id) ?? 0 }))
    .sort((a, b) => b.claims - a.claims || compare(a.entity.id, b.entity.id));
  return { documents: documents.sort((a, b) => compare(a.document, b.document)), groups: groups.slice(0, most) };
}

/** The entities that some referents belong to; a withdrawn referent stands alone, as it was last. */
function around({ state, homes }: Moment, referents: Iterable<string>): Entity[] {
  const found = new Map<string, Entity>();
  for (const id of referents) {
    const last = state.known.get("referent")?.get(id)?.payload as Referent | undefined;
    const one = homes.get(id) ?? (last === undefined ? null : entity([last]));
    if (one !== null) found.set(one.id, one);
  }
  return [...found.values()];
}

function resolve(at: Moment, about: string): Entity[] {
  const id = settledName(about) === null ? referentOf(about) : about;
  const byId = id === null ? [] : around(at, [id]);
  if (byId.length > 0) return byId;
  const folded = fold(about);
  const named = heldOf<Referent>(at.state, "referent")
    .filter((one) => !one.unnamed && [one.name, ...one.names].some((name) => fold(name) === folded))
    .map((one) => one.id);
  const aliased = at.claims.filter((one) => live(one) && alias(one) === folded).map((one) => one.subject.id);
  return around(at, [...named, ...aliased]).sort(compareEntities);
}

function referents(at: Moment, query: Extract<Query, { get: "referents" }>, all: Gathered): void {
  const { named, alike } = query;
  const aliased = new Set(
    named === undefined
      ? []
      : at.claims.filter((one) => live(one) && alias(one) === named).map((one) => one.subject.id),
  );
  for (const one of heldOf<Referent>(at.state, "referent")) {
    const names = one.unnamed ? [] : [one.name, ...one.names];
    if (named !== undefined && !names.some((name) => fold(name) === named) && !aliased.has(one.id)) continue;
    const like = (name: string): boolean =>
      alike !== undefined && query.except?.includes(fold(name)) !== true && has(roughKeys(fold(name)), alike);
    if (named === undefined && !names.some(like)) continue;
    if (named !== undefined && one.unnamed) continue;
    once(all.referents, one.id, one);
    for (const home of around(at, [one.id])) once(all.entities, home.id, home);
  }
}

function has(keys: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length > 0 && wanted.every((key) => keys.includes(key));
}

function entities(at: Moment, query: { readonly about?: string; readonly kind?: Kind }, all: Gathered): void {
  const found = query.about === undefined ? at.entities : resolve(at, query.about);
  for (const one of found) {
    if (query.kind !== undefined && one.kind !== query.kind) continue;
    if (query.about !== undefined) once(all.matched, one.id, one);
    once(all.entities, one.id, one);
  }
}

function claims(at: Moment, query: Extract<Query, { get: "claims" }>, all: Gathered): void {
  let found = at.claims.filter(
    (one) =>
      (query.all === true || live(one)) &&
      (query.ids === undefined || query.ids.includes(one.id)) &&
      (query.document === undefined || query.document === one.document) &&
      (query.properties === undefined || query.properties.includes(one.property)),
  );
  if (query.of !== undefined) {
    const own = new Set(around(at, query.of).flatMap((one) => one.referents));
    const { side, facing } = query;
    const faces = facing === undefined ? null : new Set(facing);
    const meant = new Set(
      around(
        at,
        (facing ?? []).filter((one) => referentOf(one) !== null),
      ).flatMap((one) => one.referents),
    );
    const bears = (id: string): boolean => {
      if (meant.has(id)) return true;
      const one = at.state.held.get("referent")?.get(id)?.payload as Referent | undefined;
      return one?.unnamed === false && [one.name, ...one.names].some((name) => faces?.has(fold(name)));
    };
    found = found.filter(({ subject, value }) => {
      const other = value.type === "entity" ? value.id : null;
      return (
        (side !== "value" && own.has(subject.id) && (faces === null || (other !== null && bears(other)))) ||
        (side !== "subject" && other !== null && own.has(other) && (faces === null || bears(subject.id)))
      );
    });
  }
  if (query.about !== undefined) {
    const matched = resolve(at, query.about);
    for (const one of matched) {
      once(all.matched, one.id, one);
      once(all.entities, one.id, one);
    }
    const own = new Set(matched.flatMap((one) => one.referents));
    const valued = (one: KeptClaim): boolean => one.value.type === "entity" && own.has(one.value.id);
    const parts = at.claims.filter(
      (one) => (query.all === true || live(one)) && PARTS_OF_EVENTS.includes(one.property) && valued(one),
    );
    const events = new Set(
      around(
        at,
        parts.map((one) => one.subject.id),
      ).flatMap((one) => one.referents),
    );
    found = found.filter((one) => own.has(one.subject.id) || valued(one) || events.has(one.subject.id));
  }
  for (const one of found) once(all.claims, one.id, one);
  for (const one of around(at, new Set(found.flatMap(mentioned)))) once(all.entities, one.id, one);
}

/** True when a text may be a copy of one with these shingles. */
function alike(state: State, rendition: string, shingles: readonly number[]): boolean {
  const coverage = state.held.get("coverage")?.get(rendition)?.payload as Coverage | undefined;
  return resembles(coverage?.shingles ?? [], shingles);
}

function events(at: Moment, query: SceneQuery, all: Gathered): void {
  const living = new Map<string, KeptClaim[]>();
  for (const one of at.claims) {
    if (!live(one) || one.subject.kind !== "event") continue;
    living.set(one.subject.id, [...(living.get(one.subject.id) ?? []), one]);
  }
  const found = [...living.values()].filter((claims) => meets(claims, query)).flat();
  for (const one of found) once(all.claims, one.id, one);
  for (const one of around(at, new Set(found.flatMap(mentioned)))) once(all.entities, one.id, one);
  const told = new Set(found.map(({ document }) => document));
  for (const one of heldOf<Document>(at.state, "document")) if (told.has(one.id)) once(all.documents, one.id, one);
}

function passages(state: State, query: { readonly words: string; readonly limit: number }): Passage[] {
  const wanted = phrases(query.words);
  if (wanted.length === 0) return [];
  const found: Passage[] = [];
  for (const { rendition, sentences } of heldOf<Coverage>(state, "coverage")) {
    const home = state.held.get("rendition")?.get(rendition)?.payload as Rendition;
    const places = new Map(sentences.map(({ range }) => [`${range[0]}-${range[1]}`, range]));
    for (const [start, end] of places.values()) {
      const exact = home.text.slice(start, end);
      const list = tokens(exact);
      if (wanted.every((phrase) => holds(list, phrase))) {
        found.push({ document: home.document, rendition, start, end, exact });
      }
    }
  }
  return found.sort(comparePassages).slice(0, query.limit);
}
