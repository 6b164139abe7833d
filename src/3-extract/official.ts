import { bareChunk, type Chunk } from "../0-model/clause.ts";
import { CAPITAL } from "../0-model/mark.ts";
import { bodyWord } from "./bodies.ts";
import { aimOf } from "./events.ts";
import { type Filling, filling, nameChunk, type Trigger } from "./filling.ts";
import { hung, hungOn } from "./nearby.ts";
import { type At, clausesOf, type Page } from "./page.ts";

/** "*rebel-held* towns": who holds a place. */
const HOLDING = new Set(["-held", "-controlled", "-occupied"]);

/** Slots for what states and forces do and want: aims, whose operation it is, what points back to a group. */
export const OFFICIAL: Readonly<Record<string, (page: Page, trigger: Trigger) => Filling[]>> = {
  own: (_page, { at, chunk }) => (chunk === null ? [] : filling([chunk], "the noun phrase itself", at)),
  // "*rebel*-held towns"
  holder: (page, { at }) => {
    const names = at.clause.chunks.flatMap((chunk) =>
      hung(page, chunk).flatMap(([token, how]) => {
        const name = HOLDING.has(how) ? hungOn(page, chunk, token) : null;
        return name === null ? [] : [nameChunk(name, name.name.toLowerCase())];
      }),
    );
    return filling(names, "who holds it", at);
  },
  // "the *Kurdish* Front": a people without a state of its name; "the Lebanese …" says where a group is
  "people-before": (_page, { at, chunk }) => {
    const next = chunk?.name?.from ?? -1;
    const names = (chunk?.names ?? []).filter(
      ({ kind, place, to }) => kind === "population" && place === null && to === next,
    );
    return filling(
      names.map((name) => nameChunk(name, name.name.toLowerCase())),
      "people before the name",
      at,
    );
  },
  // "*this terrorist organisation*"
  this: (page, { at, chunk }) => {
    const before = chunk !== null && chunk.head - 1 > chunk.from ? page.marks.words.lower[chunk.head - 1] : "";
    const back = chunk?.determiner === "demonstrative" && chunk.form === "noun";
    return back && page.lists.is("violent", before ?? "") ? filling([chunk], "what points back", at) : [];
  },
  // "with the *support* of X"
  "after with": (_page, { at, chunk }) => {
    const stands =
      chunk !== null && at.clause.phrases.some((one) => one.preposition === "with" && one.objects.includes(chunk));
    return stands ? filling([chunk], 'after "with"', at) : [];
  },
  act: (page, trigger) => {
    const act = actOf(page, trigger);
    return act === null ? [] : filling(verbChunk(act), "the verb of what is to be done", act);
  },
  "named-act": (page, trigger) => {
    const act = actOf(page, trigger);
    return act === null || !isNamed(page, act) ? [] : filling(verbChunk(act), "the verb inside the name", act);
  },
  "act-object": (page, trigger) => {
    const act = actOf(page, trigger);
    return act === null ? [] : filling(objectsOf(page, act), "object of what is to be done", act);
  },
  // "*Foreign Minister X* met Y": somebody who meets in an office, and not a friend
  "office-party": (page, { at }) => {
    const { subject, objects, phrases } = at.clause;
    const withs = phrases.filter(({ preposition }) => preposition === "with").flatMap((phrase) => phrase.objects);
    const parties = [...subject, ...objects, ...withs].filter(
      ({ name, lemma }) => name?.title != null || page.lists.is("negotiator", lemma),
    );
    return filling(
      parties.map((chunk) => ({ ...chunk, form: "noun" as const })),
      "who meets in an office",
      at,
    );
  },
  // "the operation to retake *the town*"
  aim: (page, { at, chunk }) => {
    const aim = chunk === null ? null : aimOf(page, chunk, at);
    return aim === null ? [] : filling(aim.clause.objects, "object of what it is for", aim);
  },
};

/** The clause that an infinitive or a gerund after a verb or a noun makes: "committed *to defeating X*". */
export function actOf(page: Page, { at, chunk }: Pick<Trigger, "at" | "chunk">): At | null {
  const found = clausesOf(page, at.sentence).find(({ clause, index }) => {
    const { kind, verb, parent } = clause;
    if (index === at.index || verb === null || (kind !== "infinitive" && kind !== "gerund")) return false;
    return chunk === null ? parent === at.index : verb.from - chunk.to === (kind === "gerund" ? 1 : 0);
  });
  return found ?? null;
}

/** "the Coalition *to Counter* it": an act that belongs to a name. */
export function isNamed(page: Page, { clause: { verb } }: At): boolean {
  return page.marks.words.shape[verb?.head ?? -1] === CAPITAL;
}

/** A verb as something that can stand in a slot, for rules that ask for certain ones. */
function verbChunk({ clause: { verb } }: At): Chunk[] {
  if (verb === null) return [];
  const { from, to, head, lemma } = verb;
  return [bareChunk({ from, to, head, lemma, form: "noun", name: null, names: [] })];
}

/** What the verbs of an act and those coordinated with it govern: "to degrade and defeat *X*". */
function objectsOf(page: Page, act: At): readonly Chunk[] {
  if (act.clause.objects.length > 0) return act.clause.objects;
  const joined = clausesOf(page, act.sentence).find(
    ({ clause }) => clause.parent === act.index && clause.kind === "coordinate",
  );
  return joined?.clause.objects ?? [];
}

/**
 * Who acts in an infinitive that fills a noun out: "*Coalition* efforts to support X", "*their* campaign to defeat X".
 * Null where the noun is the doing of the clause's own subject ("launched an operation to").
 */
export function aimers(page: Page, at: At): readonly Chunk[] | null {
  const { clause } = at;
  if (clause.kind !== "infinitive" || clause.verb === null) return null;
  const { from } = clause.verb;
  const noun = clausesOf(page, at.sentence)
    .flatMap((one) => one.clause.chunks)
    .find((chunk) => chunk.to === from && chunk.form === "noun" && page.lists.is("aiming", chunk.lemma));
  if (noun === undefined) return null;
  const word = bodyWord(page, noun);
  const names = noun.names.filter((name) => name !== noun.name && name.kind !== "population");
  const owners = [
    ...(noun.possessor === null ? [] : [noun.possessor]),
    ...names.map((name) => nameChunk(name, name.name.toLowerCase())),
    ...(word === null ? [] : [word]),
  ];
  // "French efforts": whoever makes them, it is not the subject of the clause.
  return owners.length === 0 && noun.names.length === 0 ? null : owners;
}
