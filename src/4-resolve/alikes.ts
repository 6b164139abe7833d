import type { Dossier } from "./dossier.ts";

/** Dossiers of one entity of which the record says the same: one comparison serves all of them. */
export interface Alike {
  /** The one of lowest id. */
  readonly first: Dossier;
  readonly all: readonly Dossier[];
  /** The entity that they belong to now; a referent that is in none stands for itself. */
  readonly home: string;
}

/** Groups dossiers by entity and content, by the id of the first of each. */
export function alikes(held: Iterable<Dossier>, homes: ReadonlyMap<string, string>): Map<string, Alike> {
  const groups = new Map<string, Dossier[]>();
  for (const dossier of held) {
    const key = `${homes.get(dossier.id) ?? dossier.id}\n${content(dossier)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [dossier]);
    else group.push(dossier);
  }
  const found = new Map<string, Alike>();
  for (const all of groups.values()) {
    const first = all.reduce((least, one) => (one.id < least.id ? one : least));
    found.set(first.id, { first, all, home: homes.get(first.id) ?? first.id });
  }
  return found;
}

/** Names and their spelling where that is all there is; a dossier with facts is like no other. */
function content({ id, kind, name, names, spelled, ...facts }: Dossier): string {
  const { former, against, bodies, leaders, parents, seats, life } = facts;
  const told = [former, against, bodies, leaders, parents, seats].some(({ size }) => size > 0);
  if (told || life.began !== null || life.ended !== null || life.seen !== null) return id;
  return [kind, name, ...[...names].sort().map((one) => `${one}=${spelled.get(one) ?? ""}`)].join("\n");
}
