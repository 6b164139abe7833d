import { type Kind, type Settled, settledId } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { rough, roughKeys } from "../0-model/rough.ts";
import { bodyName } from "./body.ts";
import type { Dossier, Known } from "./dossier.ts";
import type { Naming } from "./naming.ts";
import { personName } from "./person.ts";

// Which referents are worth comparing. The same keys are asked of the record (`referents` queries) and looked up here,
// so that it does not matter which of two documents came first.

/** Names of more parts than this are asked by their first ones. */
const PARTS = 8;

/** The lists of rough keys by which names like this one are found: each list is one way, all its keys must stand. */
export function asks(name: string, person: boolean, naming: Naming): string[][] {
  return person ? pairsOf(name, naming) : wordsOf(name, naming);
}

/** Two parts of a person's name find it; one alone finds too many. */
function pairsOf(name: string, naming: Naming): string[][] {
  const keys = personName(name, naming)
    .parts.filter(({ is }) => is !== "initial")
    .flatMap(({ word, is }) => (is === "kunya" ? kunyaKeys(word.said) : [rough(word.said)]));
  const own = [...new Set(keys.filter((key) => key !== ""))].slice(0, PARTS);
  return own.flatMap((one, at) => own.slice(at + 1).map((other) => [one, other].sort()));
}

/** "Abu Omar" is one part of a name, and two words. */
function kunyaKeys(said: string): string[] {
  return [rough(said.slice(0, "abu".length)), rough(said.slice("abu".length))];
}

/**
 * All words that tell which body it is; or its initials. A word that languages say differently is left out where two others
 * tell enough, else asked for in all its forms.
 */
function wordsOf(name: string, naming: Naming): string[][] {
  const { words, places } = bodyName(name, naming);
  const telling = words.filter(({ said }) => naming.forms(said).length === 1).map(({ said }) => rough(said));
  const forms = words.map(({ said }) => naming.forms(said)).filter((list) => list.length > 1);
  const [only] = forms;
  const short = roughKeys(fold(name)).filter((key) => key.startsWith("="));
  const initials = short.map((key) => [key]);
  const ask = (keys: readonly string[]): string[][] => (keys.length > 0 ? [[...new Set(keys)].sort()] : []);
  if (telling.length > 1 || forms.length === 0)
    return [...ask(telling.length > 0 ? telling : [...places.values()].map(({ said }) => rough(said))), ...initials];
  if (forms.length === 1 && only !== undefined)
    return [...[...new Set(only.map(rough))].flatMap((form) => ask([...telling, form])), ...initials];
  return [...ask(telling.length > 0 ? telling : words.map(({ said }) => rough(said))), ...initials];
}

/** Held dossiers by what they are found by. */
export class Candidates {
  private readonly byName = new Map<string, Dossier[]>();
  private readonly byKey = new Map<string, Dossier[]>();
  private readonly keys = new Map<string, readonly string[][]>();
  private readonly known: Known;

  constructor(held: Iterable<Dossier>, known: Known) {
    this.known = known;
    for (const dossier of held) {
      for (const name of [...exact(dossier, known), ...dossier.against]) put(this.byName, name, dossier);
      const sets = [...dossier.names].map(roughKeys);
      this.keys.set(dossier.id, sets);
      for (const key of new Set(sets.flat())) put(this.byKey, key, dossier);
    }
  }

  /** Those that have a name in common with it, or a name like one of its names; each once. */
  of(dossier: Dossier): Set<Dossier> {
    const named = [...exact(dossier, this.known), ...dossier.against];
    const found = new Set(named.flatMap((name) => this.byName.get(name) ?? []));
    for (const ask of asksOf(dossier, this.known.naming)) {
      const lists = ask.map((key) => this.byKey.get(key) ?? []).sort((a, b) => a.length - b.length);
      for (const other of lists[0] ?? []) {
        if ((this.keys.get(other.id) ?? []).some((own) => ask.every((key) => own.includes(key)))) found.add(other);
      }
    }
    return found;
  }
}

/** The ways to find dossiers with names like those of this one. */
export function asksOf({ kind, names }: Dossier, naming: Naming): string[][] {
  const person = kind === "person";
  const ways = new Map<string, string[]>();
  for (const name of names) for (const ask of asks(name, person, naming)) ways.set(ask.join("\n"), ask);
  return [...ways.values()];
}

/** The names that a dossier is found by as they are; a known body's canonical name stands for all of its names. */
export function exact(dossier: Dossier, known: Known): Set<string> {
  const canonical = canonicalOf(dossier, known);
  return canonical === null ? dossier.names : new Set([...dossier.names, `= ${canonical}`]);
}

/** The canonical name of the known body that a dossier's names lead to; aliases count only where its own name is in no list. */
export function canonicalOf({ name, names }: Dossier, { canonical }: Known): string | null {
  const own = canonical.get(fold(name));
  if (own !== undefined) return own === "" ? null : own;
  const others = new Set(
    [...names].map((alias) => canonical.get(alias)).filter((one) => one !== undefined && one !== ""),
  );
  const [only] = others;
  return others.size === 1 && only !== undefined ? only : null;
}

/**
 * The settled names that a dossier bears: those of a state, a place or a people, and the one of the listed body that its
 * names lead to. None for a body whose text says that it is not what one of that body's names says.
 */
export function settledOf(dossier: Dossier, known: Known): { readonly id: string; readonly name: string }[] {
  const { kind, names, against } = dossier;
  const what = WHAT.get(kind);
  if (what === undefined) return [];
  if (what !== "body") return [...names].sort().map((name) => ({ id: settledId(what, name), name }));
  const canonical = canonicalOf(dossier, known);
  if (canonical === null || known.called.get(canonical)?.some((name) => against.has(name)) === true) return [];
  return [{ id: settledId("body", canonical), name: canonical }];
}

const WHAT: ReadonlyMap<Kind, Settled> = new Map([
  ["government", "government"],
  ["population", "population"],
  ["place", "place"],
  ...["group", "organisation", "outlet", "publication"].map((kind) => [kind as Kind, "body"] as const),
]);

function put(into: Map<string, Dossier[]>, key: string, dossier: Dossier): void {
  const found = into.get(key);
  if (found === undefined) into.set(key, [dossier]);
  else found.push(dossier);
}
