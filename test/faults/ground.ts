// What the rounds of faults share: a record to harm, a process to do it with, and what is counted.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SourcebookError } from "../../src/0-model/problem.ts";
import type { LogTree, Store } from "../../src/0-model/store.ts";
import { backup } from "../../src/5-keep/backup.ts";
import { checkpoint, parseNotes } from "../../src/5-keep/checkpoint.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { newKeys } from "../../src/5-keep/seal.ts";
import { alone, review } from "../5-keep/sample.ts";
import { report } from "./report.ts";
import { type Speaker, speaker } from "./speaker.ts";

/** What a kind of fault came to. Every figure counts; `failures` names in words each time that a promise was broken. */
export interface Outcome {
  readonly name: string;
  /** Why it was not tried at all; null when it was. */
  skipped: string | null;
  rounds: number;
  readonly counts: Record<string, number>;
  readonly failures: string[];
}

/** How a kind of fault is to be tried. */
export interface Task {
  /** A new, empty folder. */
  readonly folder: string;
  readonly rounds: number;
  /** From 0 up to, not including, 1; the same for the same seed. */
  readonly random: () => number;
  readonly progress: (done: number, of: number) => void;
}

export const quiet = (): void => {};

export function outcome(name: string): Outcome {
  return { name, skipped: null, rounds: 0, counts: {}, failures: [] };
}

/** Adds to a count. */
export function tell(told: Outcome, what: string, by = 1): void {
  told.counts[what] = (told.counts[what] ?? 0) + by;
}

/** Notes a broken promise unless it holds. */
export function expect(told: Outcome, holds: boolean, words: () => string): void {
  if (!holds) told.failures.push(words());
}

/** A whole number below a limit. */
export function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}

/** A list in turn from a random place on: few rounds in it meet another part of it with every seed. */
export function turned<T>(list: readonly T[], random: () => number): T[] {
  const from = below(random, list.length);
  return [...list.slice(from), ...list.slice(0, from)];
}

/** A line that the other process said. */
export interface Line {
  readonly begun?: number;
  readonly document?: string;
  readonly claims?: readonly string[];
  readonly decision?: string;
  readonly judged?: string;
  readonly done?: string;
  readonly steps?: number;
  readonly error?: string;
  readonly message?: string;
  readonly documents?: number;
  readonly problems?: readonly { readonly code: string }[];
}

/** Another process at work. */
export type Hand = Speaker<Line>;

const HAND = join(import.meta.dirname, "hand.ts");

/** Starts a task in another process; `command` goes before the program, `step` is where it kills itself. */
export function hand(
  args: readonly string[],
  { step, command = [] }: { readonly step?: number; readonly command?: readonly string[] } = {},
): Hand {
  const env = { ...process.env, ...(step === undefined ? {} : { FAULT_STEP: String(step) }) };
  return speaker([...command, process.execPath, HAND, ...args], env);
}

/** What must be in a record, whatever happens to it. */
export interface Promised {
  readonly claims: Set<string>;
  /** `claim by`. */
  readonly decisions: Set<string>;
  /** `referent referent`, in order. */
  readonly judged: Set<string>;
}

/** Takes in what another process was told to have done. */
export function promise(promised: Promised, lines: readonly Line[]): void {
  for (const { claims = [], decision, judged } of lines) {
    for (const id of claims) promised.claims.add(id);
    if (decision !== undefined) promised.decisions.add(decision);
    if (judged !== undefined) promised.judged.add(judged);
  }
}

/** A record with reports, decisions and a checkpoint, a backup of it, a pair of keys. */
export interface Ground {
  readonly record: string;
  readonly copy: string;
  readonly notes: readonly LogTree[];
  readonly keys: { readonly publicKey: string; readonly privateKey: string };
  readonly documents: number;
}

/** Makes the ground once; rounds work on copies of it. */
export async function ground(folder: string, documents: number): Promise<Ground> {
  const record = join(folder, "ground");
  const copy = join(folder, "ground-backup");
  const store = await openRecord(record, { create: true });
  for (let n = 0; n < documents; n++) {
    const { batch, claims } = report(n);
    await store.append(batch);
    await store.append(alone(review(claims[1] ?? "", 1, "faithful", "person:base")));
  }
  const notes = parseNotes(await checkpoint(record, store));
  await store.close();
  await backup(record, copy, quiet);
  const pair = newKeys();
  const keys = { publicKey: join(folder, "key.pub"), privateKey: join(folder, "key") };
  writeFileSync(keys.publicKey, pair.publicKey);
  writeFileSync(keys.privateKey, pair.privateKey);
  return { record, copy, notes, keys, documents };
}

/** What a fresh copy of the ground promises; without the reports named. */
export function promisedBy({ documents }: Ground, without: readonly number[] = []): Promised {
  const promised: Promised = { claims: new Set(), decisions: new Set(), judged: new Set() };
  for (let n = 0; n < documents; n++) {
    if (without.includes(n)) continue;
    const { claims } = report(n);
    for (const id of claims) promised.claims.add(id);
    promised.decisions.add(`${claims[1]} person:base`);
  }
  return promised;
}

/** A fresh copy of a folder, in place of what was there. */
export function fresh(from: string, to: string): string {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  return to;
}

/** Opens, works, closes. */
export async function using<T>(folder: string, work: (store: Store) => Promise<T>, readOnly = false): Promise<T> {
  const store = await openRecord(folder, { readOnly, wait: 20_000 });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Left by an addition that was broken off before it counted: verify says that they do no harm. */
export const HARMLESS: ReadonlySet<string> = new Set(["original-unknown"]);

/** Opens a record as the next command would, verifies it and looks for what was promised. Gives the documents it holds. */
export async function whole(
  told: Outcome,
  { folder, notes, where }: { readonly folder: string; readonly notes: readonly LogTree[]; readonly where: string },
  promised: Promised,
): Promise<ReadonlySet<string>> {
  return using(folder, async (store) => {
    const problems = await store.verify(quiet, notes);
    const bad = problems.filter(({ code }) => !HARMLESS.has(code));
    tell(told, "broken-off additions left behind, harmless", problems.length - bad.length);
    expect(
      told,
      bad.length === 0,
      () => `${where}: ${bad.map(({ code, message }) => `${code}: ${message}`).join("; ")}`,
    );
    const { claims, reviews, judgements, documents } = await store.read([
      { get: "claims", all: true },
      { get: "reviews" },
      { get: "judgements" },
      { get: "documents" },
    ]);
    const held = new Set(claims.map(({ id }) => id));
    const decided = new Set(reviews.map(({ claim, by }) => `${claim} ${by}`));
    const judged = new Set(judgements.map(({ a, b }) => `${a} ${b}`));
    const lost = [
      ...[...promised.claims].filter((id) => !held.has(id)),
      ...[...promised.decisions].filter((id) => !decided.has(id)),
      ...[...promised.judged].filter((id) => !judged.has(id)),
    ];
    tell(told, "acknowledged", promised.claims.size + promised.decisions.size + promised.judged.size);
    tell(told, "lost", lost.length);
    expect(told, lost.length === 0, () => `${where}: lost ${lost.join(", ")}`);
    return new Set(documents.map(({ id }) => id));
  });
}

/** Files of a folder in which some words occur, as they are or folded as the index has them. */
export function holding(folder: string, words: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path);
      return content.includes(words) || content.includes(words.toLowerCase());
    });
}

/** The error's stable word, or null for anything that is not meant for people. */
export function codeOf(error: unknown): string | null {
  return error instanceof SourcebookError ? error.code : null;
}

/** An empty folder below another. */
export function room(folder: string, name: string): string {
  const path = join(folder, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}
