import type { Chunk } from "../0-model/clause.ts";
import { chunkBefore, sentenceWords, wordAfter } from "./court.ts";
import { type Filling, filling, nameChunk, type Trigger } from "./filling.ts";
import { wordChunk } from "./nearby.ts";
import { isCharged } from "./offence.ts";
import { isOneOf, wordsBefore } from "./offices.ts";
import { type At, marksIn, type Page, parentOf } from "./page.ts";

/** Slots for what is said of persons: their other names, their offices, what they are charged with. */
export const PERSONAL: Readonly<Record<string, (page: Page, trigger: Trigger) => readonly Filling[]>> = {
  before: wordsBefore,
  // "*Omar Safi*, alias Abu Tariq"
  "noun-before": (page, { at, chunk }) => {
    const phrase = chunk === null ? undefined : at.clause.phrases.find(({ objects }) => objects.includes(chunk));
    return chunk === null ? [] : chunkBefore(page, at, phrase?.from ?? chunk.from);
  },
  // "*the Azawad Front*, or Jabhat Azawad, has"
  "noun-or": (page, { at, chunk }) => {
    const host = [...at.clause.subject, ...at.clause.chunks].find(
      ({ form, appositions }) => form === "name" && chunk !== null && appositions.includes(chunk),
    );
    const { lower } = page.marks.words;
    const set = host !== undefined && lower[host.to] === "," && lower[host.to + 1] === "or";
    return set ? filling([host], 'name before ", or"', at) : [];
  },
  // "*Omar Safi*, whose real name is X", "*Omar Safi's* real name"
  owner: (page, { at, chunk }) => {
    if (at.clause.link === "whose" && chunk !== null && at.clause.subject.includes(chunk)) {
      const from = at.clause.subject[0]?.from ?? at.clause.from;
      return chunkBefore(page, at, page.marks.words.lower[from - 1] === "whose" ? from - 1 : from);
    }
    return chunk === null || chunk.possessor === null ? [] : filling([chunk.possessor], "possessor", at);
  },
  // "went by the name *Abu Tariq*"
  "alias-name": (page, { at }) => {
    const { phrases, objects } = at.clause;
    const held = phrases.filter(({ preposition }) => ["by", "under"].includes(preposition));
    const said = [...objects, ...held.flatMap((phrase) => phrase.objects)].filter((chunk) => isNaming(page, chunk));
    return filling(said, "name after a noun of naming", at);
  },
  // "Omar Safi (alias *Abu Tariq*)"
  "bracket-alias": (page, { at, chunk }) => {
    const { lower } = page.marks.words;
    const names = (chunk?.brackets ?? []).flatMap(({ from, to }) => {
      const words = Array.from({ length: to - from }, (_, i) => lower[from + i] ?? "");
      const cued = words.some((word) => page.lists.is("naming-noun", word));
      return cued ? marksIn(page.marks.names, [from, to]).filter(({ kind }) => kind === "person") : [];
    });
    return filling(
      names.map((name) => nameChunk(name, name.name.toLowerCase())),
      "other name in brackets",
      at,
    );
  },
  "first-of": (_page, { at, chunk }) => {
    const of = chunk?.phrases.find(({ preposition }) => preposition === "of");
    return of === undefined ? [] : filling(of.objects, '"of"', at);
  },
  "named-among": (page, { at }) => namedAmong(page, at),
  // "*reports* of X's death"
  "only-reported": (page, { at, chunk }) => {
    const phrase = at.clause.phrases.find(({ objects }) => chunk !== null && objects.includes(chunk));
    const held = at.clause.chunks.filter((one) => phrase !== undefined && one.phrases[0] === phrase);
    return filling(
      held.filter(({ lemma }) => page.lists.is("unsure", lemma)),
      "a report of it",
      at,
    );
  },
  "charged-with": (page, { at, chunk }) =>
    chunk !== null && isCharged(page, at.clause) ? filling(at.clause.subject, "whom it is laid to", at) : [],
  guilty: (page, { at }) => wordAfter(page, at, "guilty"),
  "sentence-said": (page, trigger) =>
    sentenceWords(page, trigger) === null ? [] : filling(trigger.at.clause.subject, "a sentence", trigger.at),
  "one-of": (page, { at, chunk }) => filling(chunk !== null && isOneOf(page, chunk) ? [chunk] : [], '"one of"', at),
  plural: (_page, { at, chunk }) => filling(chunk?.plural === true ? [chunk] : [], "more than one", at),
  // "*under* the leadership of X"
  governed: (page, { at, chunk }) => {
    const phrase = at.clause.phrases.find(({ objects }) => chunk !== null && objects.includes(chunk));
    if (phrase === undefined) return [];
    const word = { ...wordChunk(page, phrase.from, phrase.from + 1), lemma: phrase.preposition };
    return filling([word], "preposition before it", at);
  },
  // "*its* governor", "the *Taliban* governor"
  "group-owner": (_page, { at, chunk }) => {
    if (chunk === null) return [];
    const names = chunk.names.filter((name) => name !== chunk.name && name.kind === "group");
    const owner = chunk.possessor;
    const owned = owner !== null && (owner.form === "pronoun" || owner.name?.kind === "group");
    return filling(
      [...names.map((name) => nameChunk(name, name.name.toLowerCase())), ...(owned ? [owner] : [])],
      "group that owns it",
      at,
    );
  },
};

function isNaming(page: Page, { name, noun }: Chunk): boolean {
  const word = page.marks.words.lower[noun] ?? "";
  return name !== null && noun >= 0 && noun < name.from && page.lists.is("naming-noun", word);
}

/** "killed several commanders, *including X*"; "*X* was among those killed": the names of some of those whom it befell. */
function namedAmong(page: Page, at: At): readonly Filling[] {
  const { clause } = at;
  const said = clause.phrases
    .filter(({ preposition }) => preposition === "including")
    .flatMap(({ objects }) => objects);
  const including = said.filter(({ name }) => name?.kind === "person");
  if (including.length > 0) return filling(including, '"including"', at);
  const parent = parentOf(page, at);
  const [those] = clause.subject;
  if (parent === null || those === undefined || clause.subjectFrom !== "antecedent") return [];
  const among = parent.clause.phrases.some(
    ({ preposition, objects }) => preposition === "among" && objects.some(({ head }) => head === those.head),
  );
  const is = parent.clause.verb?.lemma === "be" && parent.clause.verb.voice === "active";
  return among && is ? filling(parent.clause.subject, '"among"', parent) : [];
}
