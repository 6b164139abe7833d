// What the contract's cases share: one small reading, and short ways to ask.
import assert from "node:assert/strict";
import type { Claim } from "../../src/0-model/claim.ts";
import type { Referent } from "../../src/0-model/entity.ts";
import { SourcebookError } from "../../src/0-model/problem.ts";
import type { Batch, KeptClaim, Query, Slice, Store } from "../../src/0-model/store.ts";
import { claims, referents, Sample } from "../5-keep/sample.ts";

/** Opens an empty store with a fixed clock and fixed salts, and gives it to the test. */
export type WithStore = (work: (store: Store) => Promise<void>) => Promise<void>;

/** One thing that every store promises, and the proof, on an empty store. */
export type Case = readonly [promise: string, proof: (store: Store, withStore: WithStore) => Promise<void>];

export const quiet = (): void => {};

export const TEXT = [
  "The River Front is led by Omar Saleh, known as the Teacher.",
  "In 2019 gunmen of the River Front attacked Herat, killing at least 12.",
  "Officials said the Valley Army fled.",
].join("\n");

/** A small reading: a group, its leader, an attack it carried out, a place, another group, an official. */
export function reading(names?: readonly string[]) {
  const sample = new Sample(TEXT, names);
  const front = sample.referent("group", "River Front");
  const omar = sample.referent("person", "Omar Saleh", { names: ["Omar Saleh", "Saleh"] });
  const attack = sample.referent("event", "attacked");
  const herat = sample.referent("place", "Herat");
  const army = sample.referent("group", "Valley Army");
  const official = sample.referent("people", "Officials", { unnamed: true });
  const leader = sample.claim(front, "leader", omar);
  const alias = sample.claim(omar, "alias", "the Teacher");
  const perpetrator = sample.claim(attack, "perpetrator", front);
  const place = sample.claim(attack, "place", herat);
  const killed = sample.claim(attack, "killed", "at least 12");
  const fled = sample.claim(army, "fights", "fled", {
    attribution: [
      {
        speaker: { id: official.id, kind: "people", name: "Officials" },
        capacity: null,
        stance: "says",
        said: null,
        via: null,
        span: sample.at("Officials said"),
      },
    ],
  });
  const all = { front, omar, attack, herat, army, official };
  const made = { leader, alias, perpetrator, place, killed, fled };
  const entries = [...referents(...Object.values(all)), ...claims(...Object.values(made))];
  return { sample, ...all, ...made, entries, batch: (rules: string): Batch => sample.batch(rules, ...entries) };
}

/** The same claim as a newer version of its rule gives it. */
export function bumped(claim: Claim, more: Partial<Claim> = {}): Claim {
  return { ...claim, by: claim.by.map(({ rule }) => ({ rule, version: "2" })), ...more };
}

export async function get(store: Store, ...queries: readonly Query[]): Promise<Slice> {
  return store.read(queries);
}

export async function claimOf(store: Store, id: string, known: number | null = null): Promise<KeptClaim> {
  const { claims: found } = await get(store, { get: "claims", ids: [id], all: true, known });
  const [only] = found;
  assert.ok(only !== undefined && found.length === 1);
  return only;
}

export async function refused(work: Promise<unknown>, code: string, words: RegExp): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof SourcebookError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  });
}

/** Ids of the claims that a query gives. */
export async function idsOf(store: Store, query: Partial<Extract<Query, { get: "claims" }>>): Promise<string[]> {
  const found = await get(store, { get: "claims", ...query });
  return found.claims.map(({ id }) => id).sort();
}

export function ids(...all: readonly { readonly id: string }[]): string[] {
  return all.map(({ id }) => id).sort();
}

/** Queries that together give all that a store holds. */
export const EVERYTHING: readonly Query[] = [
  { get: "counts" },
  { get: "tallies", groups: 3 },
  { get: "documents" },
  { get: "renditions" },
  { get: "entities" },
  { get: "claims", all: true },
  { get: "coverage" },
  { get: "judgements" },
  { get: "kinships" },
  { get: "reviews" },
  { get: "findings" },
  { get: "rulings" },
  { get: "kinships" },
  { get: "samples" },
  { get: "tombstones" },
  { get: "passages", words: "the", limit: 100 },
  { get: "log", after: 0, limit: 10_000 },
];

/** `count` documents that each name the same group and nothing else. */
export function namesakes(count: number): { sample: Sample; group: Referent }[] {
  return Array.from({ length: count }, (_, i) => {
    const sample = new Sample(`Report ${i}: the River Front grew.`, [`${i}.txt`]);
    return { sample, group: sample.referent("group", "River Front") };
  });
}
