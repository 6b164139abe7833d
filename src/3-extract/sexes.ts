import type { Actor } from "./cast.ts";
import type { Page } from "./page.ts";

// Who is said to be a woman or a man: "his wife Sona Balian", "Sona Balian, his sister", "Mrs Balian".

interface Sexes {
  readonly female: ReadonlySet<Actor>;
  readonly male: ReadonlySet<Actor>;
}

const known = new WeakMap<Page, Sexes>();

/** Persons whose sex the document says with a noun beside the name. Who is called both is neither. */
function sexes(page: Page): Sexes {
  const found = known.get(page);
  if (found !== undefined) return found;
  const { names, words } = page.marks;
  const told = new Map<Actor, string>();
  for (const name of names) {
    if (name.kind !== "person") continue;
    const { lower } = words;
    const after = lower[name.to] === "," && OWNS.has(lower[name.to + 1] ?? "") ? lower[name.to + 2] : "";
    const title = name.title?.toLowerCase() ?? "";
    const sex = sexOf(page, lower[name.from - 1]) ?? sexOf(page, title) ?? sexOf(page, after) ?? titled(title);
    if (sex === null) continue;
    const actor = page.cast.named(name);
    told.set(actor, (told.get(actor) ?? sex) === sex ? sex : "");
  }
  const of = (wanted: string): Set<Actor> =>
    new Set([...told].flatMap(([actor, sex]) => (sex === wanted ? [actor] : [])));
  const made = { female: of("female"), male: of("male") };
  known.set(page, made);
  return made;
}

const OWNS = new Set(["his", "her", "their", "the", "a"]);

function sexOf({ lists }: Page, word = ""): string | null {
  return lists.counted.get(word)?.sex ?? null;
}

function titled(word: string): string | null {
  return word === "mrs" || word === "ms" || word === "miss" ? "female" : word === "mr" ? "male" : null;
}

/** Whom a pronoun cannot mean: "he" no woman, "she" no man. */
export function otherSex(page: Page, pronoun: string): ReadonlySet<Actor> {
  if (MALE.has(pronoun)) return sexes(page).female;
  return FEMALE.has(pronoun) ? sexes(page).male : NOBODY;
}

const NOBODY: ReadonlySet<Actor> = new Set();

const MALE = new Set(["he", "him", "his", "himself"]);
const FEMALE = new Set(["she", "her", "herself"]);
