import type { Chunk, Phrase } from "../0-model/clause.ts";
import { wordAfter } from "./court.ts";
import { type Filling, filling, type Trigger } from "./filling.ts";
import { band, grammatical, modifiers, prepositions } from "./grammatical.ts";
import { namesFor } from "./nearby.ts";
import { OFFICIAL } from "./official.ts";
import { clausesOf, type Page, parentOf, range } from "./page.ts";
import { PERSONAL } from "./personal.ts";
import { SPECIAL } from "./special.ts";

/** Everything that stands in a slot, nearest first. Dates are asked for with `datesOf`. */
export function fillings(page: Page, trigger: Trigger, slot: string): readonly Filling[] {
  let find = finders.get(slot);
  if (find === undefined) {
    find = finderOf(slot);
    finders.set(slot, find);
  }
  return find(page, trigger);
}

type Find = (page: Page, trigger: Trigger) => readonly Filling[];

/** Slots as the rules write them are taken apart once. */
const finders = new Map<string, Find>();

function finderOf(slot: string): Find {
  const special = SPECIAL[slot] ?? PERSONAL[slot] ?? OFFICIAL[slot];
  if (special !== undefined) return special;
  if (slot.startsWith("above ")) return (page, trigger) => above(page, trigger, slot.slice("above ".length));
  if (slot.startsWith("band "))
    return (page, trigger) => band(page, fillings(page, trigger, slot.slice("band ".length)));
  if (slot.startsWith("below ")) return (page, trigger) => below(page, trigger, slot.slice("below ".length));
  if (slot.endsWith("-group")) return (page, trigger) => within(page, trigger, slot.slice(0, -"-group".length));
  const [, inner = "", owner = ""] = /^(.+)-(possessor|modifier)$/.exec(slot) ?? [];
  if (inner !== "") return (page, trigger) => owners(page, trigger, [inner, owner]);
  if (slot.startsWith("word ")) return (page, { at }) => wordAfter(page, at, slot.slice("word ".length));
  if (slot.startsWith("spelled ")) return (page, trigger) => spelled(page, trigger, slot.slice("spelled ".length));
  const colon = slot.lastIndexOf(":");
  if (colon > 0) return (page, trigger) => hanging(page, trigger, [slot.slice(0, colon), slot.slice(colon + 1)]);
  return (page, trigger) => grammatical(page, trigger, slot);
}

/** "merged with B *to form* C": a slot of the clause that this one hangs on. */
function above(page: Page, { at }: Trigger, slot: string): readonly Filling[] {
  const parent = parentOf(page, at);
  const verb = parent?.clause.verb;
  if (parent === null || verb == null) return [];
  const span = range(page, verb.head, verb.to);
  return fillings(
    page,
    { at: parent, token: verb.head, range: span, chunk: null, lemma: verb.lemma, event: null },
    slot,
  );
}

/** "is committed to *defeating* X": a slot of the infinitives and gerunds that hang on this clause. */
function below(page: Page, { at }: Trigger, slot: string): readonly Filling[] {
  return clausesOf(page, at.sentence).flatMap((one) => {
    const { verb, parent, kind } = one.clause;
    if (verb === null || parent !== at.index || (kind !== "infinitive" && kind !== "gerund")) return [];
    const span = range(page, verb.head, verb.to);
    return fillings(
      page,
      { at: one, token: verb.head, range: span, chunk: null, lemma: verb.lemma, event: null },
      slot,
    );
  });
}

/**
 * "split into two factions, *A and B*", "consists of three groups: *A, B and C*", "merged into a single body, *A*": the
 * names that spell a slot out, one for one thing.
 */
function spelled(page: Page, trigger: Trigger, slot: string): readonly Filling[] {
  return fillings(page, trigger, slot).flatMap(({ chunks, how, at }) =>
    chunks
      .filter(({ form }) => form === "noun")
      .flatMap((chunk) => {
        const names = namesFor(page, at, chunk).slice(0, chunk.plural ? undefined : 1);
        return filling(names, `names that spell out the ${how}`, at);
      }),
  );
}

/** Phrases that hang on a chunk; "of" is its own only where it follows at once. */
function held({ phrases, to }: Chunk, preposition: string): readonly Phrase[] {
  return preposition === "of" ? phrases.filter(({ from }) => from === to) : phrases;
}

/** `bearer:from`: the phrases with "from" that hang on what stands in the slot `bearer`. */
function hanging(page: Page, trigger: Trigger, [slot, preposition]: readonly [string, string]): readonly Filling[] {
  return fillings(page, trigger, slot).flatMap(({ chunks, how, at }) =>
    chunks.flatMap((chunk) =>
      prepositions(held(chunk, preposition), preposition, at).map((one) => ({
        ...one,
        how: `${one.how} after the ${how}`,
      })),
    ),
  );
}

/** Whose what stands in another slot is: "heads *its* media wing", "a member of the *Taliban* council". */
function owners(page: Page, trigger: Trigger, [slot, owner]: readonly [string, string]): readonly Filling[] {
  return fillings(page, trigger, slot).flatMap(({ chunks, how, at }) =>
    filling(
      chunks.flatMap((chunk) =>
        owner === "modifier" ? modifiers(chunk) : chunk.possessor === null ? [] : [chunk.possessor],
      ),
      `${owner} of the ${how}`,
      at,
    ),
  );
}

/** Names of groups that modify what stands in another slot: "two *ISIS–K* gunmen". */
function within(page: Page, trigger: Trigger, slot: string): readonly Filling[] {
  return fillings(page, trigger, slot).flatMap(({ chunks, how, at }) => {
    const names = chunks
      .filter((chunk) => chunk.form === "noun")
      .flatMap((chunk) => modifiers(chunk).filter((name) => name.name?.kind === "group"));
    return filling(names, `name inside the ${how}`, at);
  });
}
