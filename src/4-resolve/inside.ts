import type { Coverage } from "../0-model/claim.ts";
import type { Rendition } from "../0-model/document.ts";
import type { Judgement, Referent } from "../0-model/entity.ts";
import type { Range } from "../0-model/span.ts";
import { judged } from "./events.ts";
import type { Happening, Lore } from "./happening.ts";
import { follows, sorts, where } from "./telling.ts";

/** A text with its events, and where each is named first. */
export interface Page {
  readonly rendition: Rendition;
  readonly coverage: Coverage;
  readonly referents: readonly Referent[];
  readonly events: ReadonlyMap<string, Happening>;
}

/** Events of one text that are one by where they stand: the headline's, and what harm a sentence tells beside its event. */
export function placed(page: Page, lore: Lore): Judgement[] {
  return [...headline(page, lore), ...beside(page)];
}

/**
 * The event that the headline of a news report names is the one that its first paragraph tells, where that tells one only
 * of that sort, or of a fitting one: a headline gives no day, and its place is often wider than the town.
 */
function headline(page: Page, lore: Lore): Judgement[] {
  const { blocks } = page.rendition;
  const title = blocks.find(({ kind }) => kind === "title");
  const lead = blocks.find(({ kind }) => kind === "paragraph");
  if (title === undefined || lead === undefined) return [];
  const told = named(page, lead.range).filter((one) => !one.several);
  return named(page, title.range).flatMap((head) => {
    if (!head.news || head.days.length > 0 || head.several) return [];
    const fitting = told.filter((one) => fits(head, one, lore));
    const alike = fitting.filter((one) => [...one.types].some((type) => head.types.has(type)));
    const [only, ...rest] = fitting.length > 1 ? alike : fitting;
    if (only === undefined || rest.length > 0) return [];
    return [judged(head, only, "same", "the headline names what the first paragraph tells")];
  });
}

function fits(head: Happening, told: Happening, lore: Lore): boolean {
  return sorts(head, told, lore) && where(head, told, lore) !== "apart" && follows(head, told);
}

/** Harm of no said sort, day or place, in a sentence that tells one event that has a sort: it was done by that. */
function beside(page: Page): Judgement[] {
  return page.coverage.sentences.flatMap(({ range }) => {
    const all = named(page, range);
    const [event, ...others] = all.filter(({ types }) => types.size > 0);
    if (event === undefined || others.length > 0 || event.several) return [];
    return all
      .filter(({ types, days, places }) => types.size + days.length + places.length === 0)
      .filter((one) => follows(one, event))
      .map((one) => judged(one, event, "same", "one sentence tells one attack and the harm that it did"));
  });
}

/** The actual events that a stretch of text names first. */
function named({ referents, events }: Page, [start, end]: Range): Happening[] {
  return referents
    .filter(({ kind, first }) => kind === "event" && first[0] >= start && first[0] < end)
    .flatMap(({ id }) => events.get(id) ?? [])
    .filter(({ modes }) => modes.has("actual"));
}
