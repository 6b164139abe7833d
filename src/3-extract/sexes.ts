import type { Actor } from "./cast.ts";
import type { Page } from "./page.ts";

// Who is said to be a woman or a man: "his wife Sona Balian", "Sona Balian, his sister", "Mrs Balian".

const known = new WeakMap<Page, ReadonlyMap<Actor, string>>();

/** Persons whose sex the document says with a noun beside the name. Who is called both is in it as neither. */
function sexes(page: Page): ReadonlyMap<Actor, string> {
  const found = known.get(page);
  if (found !== undefined) return found;
  const { names, words } = page.marks;
  const told = new Map<Actor, string>();
  for (const name of names) {
    if (name.kind !== "person") continue;
    const { lower } = words;
    const after = lower[name.to] === "," && OWNS.has(lower[name.to + 1] ?? "") ? lower[name.to + 2] : "";
    const title = name.title?.toLowerCase() ?? "";
    const sex = of(page, lower[name.from - 1]) ?? of(page, title) ?? of(page, after) ?? titled(title);
    if (sex === null) continue;
    const actor = page.cast.named(name);
    told.set(actor, (told.get(actor) ?? sex) === sex ? sex : "");
  }
  known.set(page, told);
  return told;
}

const OWNS = new Set(["his", "her", "their", "the", "a"]);

function of({ lists }: Page, word = ""): string | null {
  return lists.counted.get(word)?.sex ?? null;
}

function titled(word: string): string | null {
  return word === "mrs" || word === "ms" || word === "miss" ? "female" : word === "mr" ? "male" : null;
}

/** Whom a pronoun cannot mean: "he" no woman, "she" no man. */
export function otherSex(page: Page, pronoun: string): readonly Actor[] {
  const sex = MALE.has(pronoun) ? "female" : FEMALE.has(pronoun) ? "male" : "";
  if (sex === "") return [];
  return [...sexes(page)].filter(([, one]) => one === sex).map(([actor]) => actor);
}

const MALE = new Set(["he", "him", "his", "himself"]);
const FEMALE = new Set(["she", "her", "herself"]);
