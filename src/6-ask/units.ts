import type { Coverage } from "../0-model/claim.ts";
import type { Rendition } from "../0-model/document.ts";
import type { Range } from "../0-model/span.ts";

/** A sentence, or a block without sentences, with the place it has in its text. */
export interface Unit {
  readonly range: Range;
  readonly text: string;
  /** Kind of block and headings above it: what "the same block" means between two editions. */
  readonly path: string;
}

/** The units of a text in reading order. Sentences are those that the reading found. */
export function unitsOf({ text, blocks }: Rendition, coverage: Coverage | undefined): Unit[] {
  const sentences = [...(coverage?.sentences ?? [])].map(({ range }) => range).sort((a, b) => a[0] - b[0]);
  let next = 0;
  return blocks.flatMap(({ kind, range: [start, end], headings }) => {
    const path = [kind, ...headings.map(([from, to]) => text.slice(from, to))].join("\n");
    const inside: Range[] = [];
    while (next < sentences.length && (sentences[next]?.[0] ?? end) < start) next += 1;
    for (; next < sentences.length && (sentences[next]?.[1] ?? end + 1) <= end; next += 1) {
      inside.push(sentences[next] as Range);
    }
    const ranges: readonly Range[] = inside.length > 0 ? inside : [[start, end]];
    return ranges.map((range) => ({ range, text: text.slice(...range), path }));
  });
}

/** What became of a unit in the other edition. */
export type Fate =
  /** The same words stand once in the same block of both. */
  | { readonly kind: "there"; readonly unit: Unit }
  /** The same words stand in the same block more than once, here or there. */
  | { readonly kind: "ambiguous" }
  /** Other words, mostly the same, stand in the same block in place of it. */
  | { readonly kind: "changed"; readonly unit: Unit }
  /** The same words stand once under other headings, and only there. */
  | { readonly kind: "elsewhere"; readonly unit: Unit }
  | { readonly kind: "gone" };

/** What became of each unit of the older text. Nothing is taken for the same on likeness: that only tells what changed. */
export function fates(older: readonly Unit[], newer: readonly Unit[]): Map<Unit, Fate> {
  const [before, after] = [Map.groupBy(older, key), Map.groupBy(newer, key)];
  const found = new Map<Unit, Fate>();
  for (const unit of older) {
    const [mine, theirs] = [before.get(key(unit)) ?? [], after.get(key(unit)) ?? []];
    const [twin] = theirs;
    if (twin !== undefined) {
      found.set(unit, mine.length > 1 || theirs.length > 1 ? { kind: "ambiguous" } : { kind: "there", unit: twin });
    }
  }
  const taken = new Set([...found.values()].flatMap((fate) => (fate.kind === "there" ? [fate.unit] : [])));
  const fresh = newer.filter((unit) => !taken.has(unit) && !before.has(key(unit)));
  const byWords = Map.groupBy(newer, ({ text }) => text);
  for (const unit of older) {
    if (found.has(unit)) continue;
    const elsewhere = byWords.get(unit.text) ?? [];
    const [only] = elsewhere;
    if (only !== undefined)
      found.set(unit, elsewhere.length > 1 ? { kind: "ambiguous" } : { kind: "elsewhere", unit: only });
  }
  const left = older.filter((unit) => !found.has(unit));
  for (const [unit, other] of likest(left, fresh)) found.set(unit, { kind: "changed", unit: other });
  for (const unit of left) if (!found.has(unit)) found.set(unit, { kind: "gone" });
  return found;
}

function key({ path, text }: Unit): string {
  return `${path}\n\n${text}`;
}

/** Two sentences are versions of one from half of their words in common on. */
const ALIKE = 0.5;

/** Pairs that are each other's likest in the same block. */
function likest(older: readonly Unit[], newer: readonly Unit[]): [Unit, Unit][] {
  const words = new Map([...older, ...newer].map((unit) => [unit, wordsOf(unit.text)]));
  const best = (unit: Unit, others: readonly Unit[]): Unit | null => {
    let found: Unit | null = null;
    let most = ALIKE;
    for (const other of others) {
      if (other.path !== unit.path) continue;
      const shared = alike(words.get(unit) ?? new Set(), words.get(other) ?? new Set());
      if (shared >= most && (found === null || shared > most)) [found, most] = [other, shared];
    }
    return found;
  };
  return older.flatMap((unit): [Unit, Unit][] => {
    const other = best(unit, newer);
    return other !== null && best(other, older) === unit ? [[unit, other]] : [];
  });
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Words in common, in proportion to all (Dice). */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.size + b.size === 0 ? 0 : (2 * a.intersection(b).size) / (a.size + b.size);
}

/** The share of the older text's units whose very words stand in the newer: near one for an edition. */
export function sharedWords(older: readonly Unit[], newer: readonly Unit[]): number {
  const there = new Set(newer.map(({ text }) => text));
  const long = older.filter(({ text }) => text.length > 20);
  return long.length === 0 ? 0 : long.filter(({ text }) => there.has(text)).length / long.length;
}
