import { fold } from "../0-model/fold.ts";
import type { SourcebookError } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { plain } from "./plain.ts";
import { type Session, unknown } from "./session.ts";

const NEAR = 5;

/** The error for a name that the record does not hold, with names that come near it. */
export async function unknownName(store: Store, name: string, known: number | null = null): Promise<SourcebookError> {
  const { entities } = await store.read([{ get: "entities", known }]);
  const wanted = fold(name);
  const words = wanted.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
  const near = entities
    .filter(({ kind }) => kind !== "event")
    .map((entity) => {
      const names = entity.names.map(fold);
      const score = names.some((one) => one.includes(wanted)) ? 100 : 0;
      return {
        name: entity.name,
        score: score + words.filter((word) => names.some((one) => one.includes(word))).length,
      };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1))
    .map((one) => plain(one.name));
  const some = [...new Set(near)].slice(0, NEAR);
  return unknown(plain(name), some.length === 0 ? "" : ` It holds ${some.join("; ")}.`);
}

/** Says which other entities bear the name that was asked for. */
export function sayOthers(session: Session, others: readonly { readonly id: string; readonly name: string }[]): void {
  if (others.length === 0) return;
  const list = others.map(({ id, name }) => `${plain(name)} (${id})`).join("; ");
  session.say(`Others by this name, not taken together: ${list}. Ask for one by its id.`);
}
