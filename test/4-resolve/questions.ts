import type { Judgement } from "../../src/0-model/entity.ts";
import type { Slice } from "../../src/0-model/store.ts";

/**
 * What the judgements of a slice come to: the sure ones, and each pair of entities of which somebody asks whether they are
 * one. Between which two of their referents that is asked depends on who came first.
 */
export function questions({ judgements, entities }: Pick<Slice, "judgements" | "entities">): {
  readonly sure: readonly Judgement[];
  readonly open: readonly string[];
} {
  const homes = new Map(entities.flatMap(({ id, referents }) => referents.map((one) => [one, id] as const)));
  const open = judgements.flatMap(({ a, b, verdict }) => {
    const [one, other] = [homes.get(a) ?? a, homes.get(b) ?? b].sort();
    return verdict === "unsure" && one !== other ? [`${one} ${other}`] : [];
  });
  return { sure: judgements.filter(({ verdict }) => verdict !== "unsure"), open: [...new Set(open)].sort() };
}
