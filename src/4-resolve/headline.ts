import type { Rendition } from "../0-model/document.ts";
import type { Judgement, Referent } from "../0-model/entity.ts";
import { judged } from "./events.ts";
import type { Happening, Lore } from "./happening.ts";
import { follows, several, sorts, where } from "./telling.ts";

/**
 * The event that the headline of a news report names is the one that its first paragraph tells, where that tells one only
 * of that sort, or of a fitting one: a headline gives no day, and its place is often wider than the town.
 */
export function headline(
  rendition: Rendition,
  referents: readonly Referent[],
  events: ReadonlyMap<string, Happening>,
  lore: Lore,
): Judgement[] {
  const title = rendition.blocks.find(({ kind }) => kind === "title");
  const lead = rendition.blocks.find(({ kind }) => kind === "paragraph");
  if (title === undefined || lead === undefined) return [];
  const named = (range: readonly [number, number]): Happening[] =>
    referents
      .filter(({ kind, first }) => kind === "event" && first[0] >= range[0] && first[0] < range[1])
      .flatMap(({ id }) => events.get(id) ?? [])
      .filter((one) => one.modes.has("actual") && !several(one));
  return named(title.range).flatMap((head) => {
    if (!head.news || head.days.length > 0) return [];
    const fitting = named(lead.range).filter((one) => fits(head, one, lore));
    const alike = fitting.filter((one) => [...one.types].some((type) => head.types.has(type)));
    const [only, ...rest] = fitting.length > 1 ? alike : fitting;
    if (only === undefined || rest.length > 0) return [];
    return [judged(head, only, "same", "the headline names what the first paragraph tells")];
  });
}

function fits(head: Happening, told: Happening, lore: Lore): boolean {
  return sorts(head, told, lore) && where(head, told, lore) !== "apart" && follows(head, told);
}
