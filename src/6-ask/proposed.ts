import type { Document } from "../0-model/document.ts";
import { fold } from "../0-model/fold.ts";
import type { Query, Slice, Store } from "../0-model/store.ts";
import { sharedWords, unitsOf } from "./units.ts";
import { fileName, order } from "./view.ts";

/** A document that another may be a newer edition of, and why. Nothing is tied by it: a person says `edition`. */
export interface EditionProposed {
  readonly newer: string;
  readonly older: string;
  readonly why: string;
}

/** Half of the older text's sentences stand in the newer word for word: less may be the next report of a series. */
const SHARED = 0.5;

/**
 * Which documents the one may be an edition of: those with the same title and publisher, or the same name of a file, half
 * of whose sentences it repeats. The newer is the one published later; without both days, `document` itself.
 */
export async function proposedEditions(store: Store, document: string): Promise<EditionProposed[]> {
  const { documents, kinships } = await store.read([{ get: "documents" }, { get: "kinships" }]);
  const own = documents.find(({ id }) => id === document);
  if (own === undefined) return [];
  // That one text repeats another's words is what an edition does: only what says how they are related is an answer.
  const answers = kinships.filter(({ kind, by }) => kind === "edition-of" || by.startsWith("person:"));
  const tied = new Set(
    answers.filter(({ from, to }) => from === document || to === document).flatMap(({ from, to }) => [from, to]),
  );
  const near = documents.flatMap((other) => {
    const why = tied.has(other.id) || other.id === document ? null : kin(own, other);
    return why === null ? [] : [{ other, why }];
  });
  if (near.length === 0) return [];
  const texts = await store.read([document, ...near.map(({ other }) => other.id)].flatMap(textOf));
  const units = (id: string) => {
    const text = texts.renditions.findLast((one) => one.document === id);
    return text === undefined ? [] : unitsOf(text, coverageOf(texts, text.id));
  };
  const mine = units(document);
  return near.flatMap(({ other, why }): EditionProposed[] => {
    const later = own.published !== null && other.published !== null && own.published < other.published;
    const [newer, older] = later ? [other.id, document] : [document, other.id];
    const shared = later ? sharedWords(mine, units(other.id)) : sharedWords(units(other.id), mine);
    const words = `${why}; ${Math.floor(shared * 100)} of 100 sentences are the same`;
    return shared < SHARED ? [] : [{ newer, older, why: words }];
  });
}

function textOf(document: string): Query[] {
  return [
    { get: "renditions", document },
    { get: "coverage", document },
  ];
}

function coverageOf({ coverage }: Slice, rendition: string) {
  return coverage.find((one) => one.rendition === rendition);
}

function kin(a: Document, b: Document): string | null {
  const same = (x: string | null, y: string | null): boolean => x !== null && y !== null && fold(x) === fold(y);
  if (same(a.title, b.title) && same(a.publisher, b.publisher)) return "title and publisher are the same";
  const names = a.names.map(fileName).filter((name) => name !== "-" && b.names.map(fileName).includes(name));
  return names.length === 0 ? null : `both were named ${[...names].sort(order)[0]}`;
}
