import type { Knowledge } from "../0-model/knowledge.ts";
import { LOWER, type NameMark, type Sentence, type Words } from "../0-model/mark.ts";
import {
  alignLists,
  Binder,
  bindAcronyms,
  bindBrackets,
  chainPlaces,
  type Finish,
  takeIn,
  toMark,
  withInitials,
} from "./binding.ts";
import { Cutter } from "./cutting.ts";
import type { Draft } from "./drafts.ts";
import { type Atlas, locatePlaces } from "./locate.ts";
import { compileLexicon, type Lexicon } from "./naming.ts";
import { compileGazetteer, type Gazetteer } from "./places.ts";
import { isHeadline, type Page } from "./runs.ts";
import { compileLocator } from "./senses.ts";
import { findShort } from "./short.ts";
import type { Sheet } from "./stretches.ts";
import { compileJudge, type Judge } from "./weighing.ts";

/** Finds the names of one document with case (a text without gets it by `capitals.ts`). `masked` tokens (inside dates) belong to no name. */
export type NameFinder = (
  words: Words,
  sentences: readonly Sentence[],
  masked: (i: number) => boolean,
) => readonly NameMark[];

/** What cuts names out of documents, and what it looks them up in. */
export interface Sheets {
  readonly lexicon: Lexicon;
  readonly gazetteer: Gazetteer;
  readonly sheet: (...asked: Parameters<NameFinder>) => Sheet;
}

/** The first half of `compileNames`: names cut out sentence by sentence, with how sure each kind is. */
export function compileSheets(knowledge: Knowledge): Sheets {
  const lexicon = compileLexicon(knowledge);
  const gazetteer = compileGazetteer(knowledge);
  const sheet = (...[words, sentences, masked]: Parameters<NameFinder>): Sheet => {
    const drafts: Draft[] = [];
    const aside: Draft[] = [];
    const small = new Set<string>();
    for (let i = 0; i < words.count; i += 1) if (words.shape[i] === LOWER) small.add(words.lower[i] ?? "");
    const pages = sentences.map((sentence, index) => {
      const headline = isHeadline(words, sentence, lexicon);
      const page: Page = { words, lexicon, masked, small, sentence, headline };
      new Cutter(page, gazetteer, { index, out: drafts, aside }).run();
      return page;
    });
    takeIn(words, drafts, aside);
    bindAcronyms(words, drafts);
    findShort(words, drafts, gazetteer);
    bindNames(words, drafts, gazetteer);
    return { words, pages, gazetteer, drafts };
  };
  return { lexicon, gazetteer, sheet };
}

/** What the names of one document say about one another. */
function bindNames(words: Words, drafts: readonly Draft[], gazetteer: Gazetteer): void {
  chainPlaces(words, drafts, gazetteer);
  alignLists(words, drafts, gazetteer);
  new Binder(words, drafts).bind();
}

/**
 * Compiles the lists of names, titles, head words and places into a finder. Its marks are in order and never overlap;
 * each lies inside one sentence. Names are first cut out sentence by sentence (lists, head words, titles, cues), then
 * bound over the whole document: short forms to full ones, acronyms to what their brackets say, towns to the countries
 * the document speaks of. What neither list nor head word decided is weighed. Throws a plain Error when `data/` lacks
 * a list.
 */
export function compileNames(knowledge: Knowledge, judge: Judge = compileJudge(knowledge)): NameFinder {
  const { lexicon, gazetteer, sheet } = compileSheets(knowledge);
  const atlas: Atlas = { lexicon, gazetteer, locate: compileLocator(gazetteer), parts: new Map() };
  return (words, sentences, masked) => {
    const drafts = judge(sheet(words, sentences, masked));
    // What is weighed may be what brackets, lists and short forms are about.
    withInitials(words, drafts);
    bindAcronyms(words, drafts);
    bindBrackets(words, drafts);
    bindNames(words, drafts, gazetteer);
    const finish: Finish = { words, lexicon, located: locatePlaces(words, drafts, atlas) };
    return drafts.map((draft) => toMark(finish, draft));
  };
}
