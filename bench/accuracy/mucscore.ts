/**
 * How predicted MUC-4 templates agree with those of the key, beyond what score-muc4.mjs says: which template answers which, and
 * the slots date, place, number, effect and confidence over them. Templates are aligned as by `score-muc4.mjs --task tf`:
 * one to one, of one type, so that most fillers agree. Fills of a slot are then aligned one to one; a fill agrees when its
 * normalised value is one of those that the key accepts. An optional fill that was not given counts as none.
 */
import { type Fill, type Gold, normal, ROLES, type Role, SLOTS, type Slot } from "./mucgold.ts";

/** One fill as predicted: its value, and for those that are tied to somebody the words for him. */
export type Said = readonly [value: string, words?: string];

export interface Predicted extends Readonly<Record<Role, readonly (readonly string[])[]>> {
  readonly incident_type: string;
  readonly slots: Readonly<Record<Slot, readonly Said[]>>;
}

/** Strings are compared without case, punctuation and articles. */
export function plainWords(words: string): string {
  return words
    .toLowerCase()
    .replace(/[\p{P}\p{S}]+/gu, "")
    .replace(/\b(a|an|the)\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

type Entity = readonly string[];

/** Entities with their mentions normalised, each once. */
function entities(list: readonly Entity[]): Entity[] {
  const plain = list.map((one) => [...new Set(one.map(plainWords))].filter((words) => words !== ""));
  return [...new Map(plain.filter((one) => one.length > 0).map((one) => [[...one].sort().join("|"), one])).values()];
}

/** How much one entity agrees with another: wholly, when every mention that was given is one of the key's. */
const agree = (gold: Entity, said: Entity): number => (said.every((words) => gold.includes(words)) ? 1 : 0);

/** Pairs of rows and columns, one to one, so that the sum of their weights is largest. Zero weights make no pair. */
export function pairs(weights: readonly (readonly number[])[]): [row: number, column: number][] {
  const size = Math.max(weights.length, weights[0]?.length ?? 0);
  const rows = new Float64Array(size + 1);
  const columns = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  const came = new Int32Array(size + 1);
  for (let row = 1; row <= size; row += 1) {
    rowOf[0] = row;
    let at = 0;
    const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(size + 1);
    do {
      used[at] = 1;
      const from = rowOf[at] ?? 0;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let column = 1; column <= size; column += 1) {
        if (used[column] === 1) continue;
        const cost = -(weights[from - 1]?.[column - 1] ?? 0) - (rows[from] ?? 0) - (columns[column] ?? 0);
        if (cost < (least[column] ?? 0)) {
          least[column] = cost;
          came[column] = at;
        }
        if ((least[column] ?? 0) < delta) {
          delta = least[column] ?? 0;
          next = column;
        }
      }
      for (let column = 0; column <= size; column += 1) {
        if (used[column] === 1) {
          const row = rowOf[column] ?? 0;
          rows[row] = (rows[row] ?? 0) + delta;
          columns[column] = (columns[column] ?? 0) - delta;
        } else least[column] = (least[column] ?? 0) - delta;
      }
      at = next;
    } while (rowOf[at] !== 0);
    while (at !== 0) {
      const before = came[at] ?? 0;
      rowOf[at] = rowOf[before] ?? 0;
      at = before;
    }
  }
  return [...rowOf.keys()]
    .map((column): [number, number] => [(rowOf[column] ?? 0) - 1, column - 1])
    .filter(([row, column]) => column >= 0 && (weights[row]?.[column] ?? 0) > 0);
}

/** The pairs of entities that agree. */
export function met(gold: readonly Entity[], said: readonly Entity[]): [Entity, Entity][] {
  const [g, s] = [entities(gold), entities(said)];
  return pairs(g.map((one) => s.map((other) => agree(one, other)))).map(([i, j]) => [g[i] ?? [], s[j] ?? []]);
}

/** Which predicted template answers which of the key. */
export function aligned(gold: readonly Gold[], said: readonly Predicted[]): [Gold, Predicted][] {
  const types = (type: string): string[] => type.split("/").map(plainWords);
  const weight = (one: Gold, other: Predicted): number => {
    const wanted = types(one.incident_type);
    if (!types(other.incident_type).some((type) => wanted.includes(type))) return 0;
    return 1 + ROLES.reduce((sum, role) => sum + met(one.roles[role], other[role]).length, 0);
  };
  return pairs(gold.map((one) => said.map((other) => weight(one, other)))).flatMap(([i, j]) => {
    const [one, other] = [gold[i], said[j]];
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
}

export interface Count {
  hits: number;
  found: number;
  gold: number;
}

/** What one slot gives over one document; `wrong` takes a line for each fill that is missing or spurious. */
export function slotCount(
  slot: Slot,
  { gold, said }: { gold: readonly Gold[]; said: readonly Predicted[] },
  wrong: (line: string) => void,
): Count {
  const count: Count = { hits: 0, found: 0, gold: 0 };
  const answers = new Map(aligned(gold, said));
  const answered = new Set(answers.values());
  for (const one of gold) {
    const fills = one.slots?.[slot] ?? [];
    const answer = answers.get(one);
    const given = answer?.slots[slot] ?? [];
    const taken = pairs(fills.map((fill) => given.map((value) => fits(slot, fill, value))));
    const must = fills.filter((fill, i) => !fill.optional || taken.some(([row]) => row === i));
    count.hits += taken.length;
    count.gold += must.length;
    count.found += given.length;
    if (answer === undefined) continue;
    for (const [i, fill] of fills.entries())
      if (!fill.optional && !taken.some(([row]) => row === i))
        wrong(`${slot}\tmissed\t${fill.values.join(" / ")}\t${fill.strings[0] ?? ""}`);
    for (const [j, value] of given.entries())
      if (!taken.some(([, column]) => column === j)) wrong(`${slot}\tspurious\t${value.join("\t")}`);
  }
  for (const one of said) if (!answered.has(one)) count.found += one.slots[slot].length;
  return count;
}

/** Equal values make a pair; of several, those that speak of the same words first. */
function fits(slot: Slot, { values, strings }: Fill, [value, words = ""]: Said): number {
  if (!values.includes(normal(slot, value))) return 0;
  return strings.map(plainWords).includes(plainWords(words)) ? 1.001 : 1;
}

export { SLOTS };
