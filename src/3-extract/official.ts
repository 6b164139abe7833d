import { bareChunk, type Chunk } from "../0-model/clause.ts";
import { CAPITAL, LOWER } from "../0-model/mark.ts";
import { bodyWord } from "./bodies.ts";
import { type Filling, filling, nameChunk, type Trigger } from "./filling.ts";
import { hung, hungOn, wordChunk } from "./nearby.ts";
import { aimOf } from "./nominal.ts";
import { type At, clausesOf, type Page } from "./page.ts";

const OWNING = new Set(["its", "their", "his", "her"]);

/** "*rebel-held* towns": who holds a place. */
const HOLDING = new Set(["-held", "-controlled", "-occupied"]);

/** Slots for what states and forces do and want: aims, whose operation it is, what points back to a group. */
export const OFFICIAL: Readonly<Record<string, (page: Page, trigger: Trigger) => readonly Filling[]>> = {
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
  // "the Coalition to *Counter* X": the verb inside the name, and who is named behind it
  "named-act": (page, { at, chunk }) => {
    const verb = namedVerb(page, chunk);
    return verb < 0 ? [] : filling([wordChunk(page, verb, verb + 1)], "the verb inside the name", at);
  },
  "named-object": (page, { at, chunk }) => {
    const verb = namedVerb(page, chunk);
    const to = chunk?.name?.to ?? 0;
    const { lower } = page.marks.words;
    const from = lower[verb + 1] === "the" ? verb + 2 : verb + 1;
    const said = lower.slice(from, to).join(" ");
    // Only the one that the document names elsewhere too: the words alone do not say what it is.
    const other =
      verb < 0 ? undefined : page.marks.names.find((one) => lower.slice(one.from, one.to).join(" ") === said);
    return other === undefined
      ? []
      : filling([nameChunk({ ...other, from, to }, said)], "who is named inside the name", at);
  },
  "act-object": (page, trigger) => {
    const act = actOf(page, trigger);
    return act === null ? [] : filling(objectsOf(page, act), "object of what is to be done", act);
  },
  // "supports *the army and the police* in their fight": whose fight it is
  helped: (_page, { at, chunk }) => {
    const its = chunk?.possessor?.form === "pronoun" && OWNING.has(chunk.possessor.lemma);
    const phrase = at.clause.phrases.find(({ objects }) => chunk !== null && objects.includes(chunk));
    if (!its || phrase?.preposition !== "in") return [];
    const lists = [at.clause.objects, ...at.clause.phrases.map(({ objects }) => objects)];
    const helped = lists.find((list) => list.at(-1)?.to === phrase.from);
    return helped === undefined ? [] : filling(helped, "whose fight it is", at);
  },
  // "… killed nine. *They included* two soldiers": the verb of what befell them
  "befell-before": (page, { at }) => {
    const { subject } = at.clause;
    const before = clausesOf(page, at.sentence - 1).findLast(({ clause: { kind } }) => kind !== "relative");
    const same = page.marks.sentences[at.sentence]?.block === page.marks.sentences[at.sentence - 1]?.block;
    const verb = before?.clause.verb ?? null;
    if (subject[0]?.lemma !== "they" || !same || before === undefined || verb === null) return [];
    const whom =
      verb.voice === "active" && before.clause.objects.length > 0 ? before.clause.objects : before.clause.subject;
    const counted = whom.length === 1 && whom[0]?.quantity?.quantity.unit === "people";
    return counted ? filling(verbChunk(before), "what befell them", before) : [];
  },
  // "two soldiers, *a girl and a boy*": a list, where the verb brings one
  "object-list": (_page, { at }) =>
    filling(
      at.clause.objects.flatMap((one) => [one, ...(one.quantity === null ? [] : one.appositions)]),
      "object, with the list that it begins",
      at,
    ),
  // "X, commander, *the Northern Command*"
  "next-body": (_page, { at, chunk }) =>
    filling(
      (chunk?.appositions ?? []).filter(({ form }) => form === "name"),
      "the body set beside the office",
      at,
    ),
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

/** "the Coalition to *Counter* X": the token of the capitalised verb that stands behind "to" in a name, or -1. */
function namedVerb({ marks: { words } }: Page, chunk: Chunk | null): number {
  const name = chunk?.name;
  if (name == null) return -1;
  for (let i = name.from + 1; i < name.to - 2; i += 1)
    if (words.lower[i] === "to" && words.shape[i] === LOWER && words.shape[i + 1] === CAPITAL) return i + 1;
  return -1;
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
