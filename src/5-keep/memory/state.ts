import type { Claim, Link } from "../../0-model/claim.ts";
import { type Judgement, type Referent, settledName } from "../../0-model/entity.ts";
import type { Problem } from "../../0-model/problem.ts";
import type { Entry, ReviewDecision, Tombstone } from "../../0-model/store.ts";
import { type Decision, type History, joined, meaningOf, type Reading, restates } from "../claims.ts";
import { compare } from "../cluster.ts";
import { type HeldKind, keyOf } from "../desk.ts";
import type { FinderNote, Made, Row, Withdrawal } from "../log.ts";

/** A row as it is kept: without salt and payload once they were taken out. */
export type Stored = Omit<Row, "salt" | "json"> & { readonly salt: Uint8Array | null; readonly json: string | null };

/** One version of a thing. */
export interface Version {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly payload: unknown;
  /** The payload's canonical JSON. */
  readonly json: string;
}

/** Everything that one claim was taken to mean, in the order in which the log says it. */
export interface Told {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly readings: (Reading & { readonly claim: Claim; readonly derivation: Claim["derivation"] })[];
  /** Each reviewer's newest decision about each reading, by key. */
  readonly decisions: Map<string, Decision>;
  withdrawn: boolean;
  /** Position of the newest row that changed any of this. */
  changed: number;
}

/** What a stretch of the log amounts to. */
export interface State {
  /** What holds, by kind and key. */
  readonly held: Map<HeldKind, Map<string, Version>>;
  /** Things that were there once, with their last version, whether or not they were withdrawn. */
  readonly known: Map<HeldKind, Map<string, Version>>;
  readonly claims: Map<string, Told>;
}

/** Everything that some rows amount to. */
export function foldRows(rows: readonly Stored[]): State {
  const state: State = { held: new Map(), known: new Map(), claims: new Map() };
  for (const row of rows) {
    const { salt, json } = row;
    if (salt !== null && json !== null) take(state, { ...row, salt, json }, JSON.parse(json));
  }
  return state;
}

/** Takes one row of the log into account. */
export function take(state: State, row: Row, payload: unknown): void {
  if (row.kind === "claim") takeClaim(state, row, payload as Claim);
  else if (row.kind === "finder") takeFinder(state, row, payload as FinderNote);
  else if (row.kind === "withdrawn") takeWithdrawal(state, row, payload as Withdrawal);
  else if (row.kind === "unseal") state.held.get("seal")?.delete((payload as Tombstone).target);
  else if (row.kind === "erasure" || row.kind === "seal") {
    const version: Version = { sequence: row.sequence, payload, json: row.json, recordedAt: row.recordedAt };
    const { target } = payload as Tombstone;
    if (row.kind === "erasure") state.held.get("seal")?.delete(target);
    hold(state.held, row.kind, target, version);
  } else {
    const entry = { kind: row.kind, payload } as Exclude<Entry, { kind: "claim" }>;
    const version: Version = { sequence: row.sequence, payload, json: row.json, recordedAt: row.recordedAt };
    for (const all of [state.held, state.known]) hold(all, entry.kind, keyOf(entry), version);
    if (entry.kind === "review") takeReview(state, row, entry.payload);
  }
}

function hold(all: Map<HeldKind, Map<string, Version>>, kind: HeldKind, key: string, version: Version): void {
  const ofKind = all.get(kind) ?? new Map<string, Version>();
  all.set(kind, ofKind.set(key, version));
}

function takeClaim(state: State, row: Row, claim: Claim): void {
  const told: Told = state.claims.get(claim.id) ?? {
    sequence: row.sequence,
    recordedAt: row.recordedAt,
    readings: [],
    decisions: new Map(),
    withdrawn: false,
    changed: row.sequence,
  };
  told.changed = row.sequence;
  told.readings.push({
    number: told.readings.length + 1,
    meaning: meaningOf(claim),
    finders: joined(claim.by, []),
    said: row.sequence,
    claim,
    derivation: claim.derivation,
  });
  told.withdrawn = false;
  state.claims.set(claim.id, told);
}

function takeFinder(state: State, row: Row, note: FinderNote): void {
  const told = state.claims.get(note.claim);
  const at = note.interpretation - 1;
  const reading = told?.readings[at];
  if (told === undefined || reading === undefined) throw new RangeError(`No interpretation for row ${row.sequence}`);
  told.withdrawn = false;
  told.changed = row.sequence;
  const anew = restates(note.by);
  told.readings[at] = {
    ...reading,
    finders: joined(reading.finders, note.by),
    said: anew ? row.sequence : reading.said,
    derivation: anew ? (note.derivation ?? reading.claim.derivation) : reading.derivation,
  };
}

function takeWithdrawal(state: State, row: Row, { what, key }: Withdrawal): void {
  const told = state.claims.get(key);
  if (what !== "claim") state.held.get(what)?.delete(key);
  else if (told !== undefined) {
    told.withdrawn = true;
    told.changed = row.sequence;
  }
}

function takeReview(state: State, row: Row, payload: ReviewDecision): void {
  const { claim, interpretation, review, basis, by, to = null, since = row.sequence } = payload;
  const told = state.claims.get(claim);
  if (told === undefined) throw new RangeError(`No claim for row ${row.sequence}`);
  const decision: Decision = { interpretation, review, basis, by, to, sequence: since };
  told.decisions.set(keyOf({ kind: "review", payload }), decision);
  told.changed = row.sequence;
}

/** All things of a kind that hold. */
export function heldOf<T>(state: State, kind: HeldKind): T[] {
  return [...(state.held.get(kind)?.values() ?? [])].map(({ payload }) => payload as T);
}

/** Everything known of a claim. */
export function historyOf(state: State, id: string): History | undefined {
  const told = state.claims.get(id);
  if (told === undefined) return undefined;
  return { readings: told.readings, decisions: [...told.decisions.values()], withdrawn: told.withdrawn };
}

/**
 * What the rules made of a rendition: a judgement or a link belongs to it when both its ends do, a judgement on who bears a
 * settled name where the bearer does.
 */
export function made(state: State, rendition: string): { what: Made; key: string }[] {
  const claims = [...state.claims].filter(([, told]) => told.readings[0]?.claim.rendition === rendition);
  const ours = new Set(claims.map(([id]) => id));
  for (const { payload } of state.known.get("referent")?.values() ?? []) {
    const one = payload as Referent;
    if (one.rendition === rendition) ours.add(one.id);
  }
  const person = (by: string): boolean => by.startsWith("person:");
  const found = claims.filter(([, told]) => !told.withdrawn).map(([key]) => ({ what: "claim" as Made, key }));
  const add = <T>(what: Exclude<Made, "claim">, belongs: (one: T) => boolean): void => {
    for (const [key, { payload }] of state.held.get(what) ?? []) if (belongs(payload as T)) found.push({ what, key });
  };
  add<Link>("link", ({ from, to, by }) => ours.has(from) && ours.has(to) && !person(by));
  add<Judgement>("judgement", ({ a, b, by }) => {
    return (ours.has(a) || settledName(a) !== null) && ours.has(b) && !person(by);
  });
  add<Problem>("problem", (one) => one.rendition === rendition);
  add<Referent>("referent", (one) => one.rendition === rendition);
  const order: Made[] = ["claim", "link", "judgement", "problem", "referent"];
  return found.sort((x, y) => order.indexOf(x.what) - order.indexOf(y.what) || compare(x.key, y.key));
}
