import { bareChunk, type Chunk, type Phrase } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { CAPITAL, type NameMark } from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";
import type { Actor } from "./cast.ts";
import { hung } from "./nearby.ts";
import { type At, bare, clausesOf, type Page, range, text } from "./page.ts";

const BODIES: ReadonlySet<Kind> = new Set(["group", "organisation", "government"]);

/**
 * A body that a common noun names: "the Afghan government", "US forces" by whose they are; "Russian aircraft" are
 * Russia's; "the Coalition" by its capital; "the regime" is the one that was named with its owner.
 */
export function bodyOf(page: Page, chunk: Chunk, at: At): Actor | null {
  const { lists, cast } = page;
  const of = ownedBy(page, chunk);
  const group = chunk.names.find((name) => name.kind === "group" && !name.adjectival);
  const owner = group ?? chunk.names[0] ?? chunk.possessor?.name ?? of?.objects[0]?.name ?? null;
  if (lists.is("craft", chunk.lemma)) return crewOf(page, chunk, at);
  const kind = kindOf(page, chunk);
  if (kind === null) return null;
  if (owner === null) return unowned(page, chunk, { kind, at }) ?? commonBody(page, chunk, kind);
  const [start, end] = bare(page, chunk);
  const words: Range = [start, of === null ? end : range(page, of.from, of.to)[1]];
  const proper = owner.kind === "place" && !owner.adjectival ? properOf(page, chunk, at) : null;
  if (proper !== null && owner.from >= proper.from && owner.to <= proper.to) return titled(page, proper, kind);
  // "Taliban fighters", "ISIS–K members" are people of the group; "Iraqi forces" are a body of the state.
  const force = chunk.lemma === "force" && owner.kind !== "group" && chunk.quantity === null;
  if (lists.counted.get(chunk.lemma)?.unit === "people" && !force) return null;
  if (kind === "group" && owner.kind === "group") return cast.named(owner);
  return cast.unnamed(kind, text(page, words), words, sharedAnchor(page, words));
}

/** "regime bombardment", "Coalition strikes": a common noun before another that names a body by itself. */
export function bodyWord(page: Page, chunk: Chunk): Chunk | null {
  const { lower } = page.marks.words;
  for (let i = chunk.from; i < chunk.head; i += 1) {
    if (chunk.names.some((name) => name.from <= i && i < name.to)) continue;
    const lemma = lower[i] ?? "";
    const kind = page.lists.heads.get(lemma);
    if (kind === undefined || !BODIES.has(kind) || lower[i + 1] === "-") continue;
    // "an *air force* jet"
    const from = i > chunk.from && page.lists.heads.has(`${lower[i - 1]} ${lemma}`) ? i - 1 : i;
    const noun = bareChunk({ from, to: i + 1, head: i, lemma, form: "noun", name: null, names: [] });
    return { ...noun, determiner: "definite" };
  }
  return null;
}

function kindOf(page: Page, { lemma, head, names, determiner }: Chunk): Kind | null {
  const { lists } = page;
  // "the Syrian opposition" is a side; "opposition to the plan" is none.
  if (lists.is("opposing", lemma)) return names.length > 0 && determiner === "definite" ? "group" : null;
  const kind = lists.heads.get(lemma) ?? lists.heads.get(page.marks.words.lower[head] ?? "");
  return kind === undefined || kind === "event" || kind === "document" ? null : kind;
}

/** Whose aircraft or guns they are. "its aircraft" is left to what is owned. */
function crewOf(page: Page, chunk: Chunk, at: At): Actor | null {
  const [owner = chunk.possessor?.name ?? null] = chunk.names;
  if (owner !== null) {
    const actor = page.cast.named(owner);
    return BODIES.has(actor.kind) ? actor : null;
  }
  const before = chunk.possessor === null ? bodyWord(page, chunk) : null;
  const kind = before === null ? null : kindOf(page, before);
  if (before === null || kind === null) return null;
  const words = range(page, before.from, before.to);
  return bodyOf(page, before, at) ?? page.cast.unnamed(kind, text(page, words), words, sharedAnchor(page, words));
}

function unowned(page: Page, chunk: Chunk, { kind, at }: { readonly kind: Kind; readonly at: At }): Actor | null {
  const { lists, cast } = page;
  if (chunk.plural && chunk.lemma === "force" && chunk.quantity === null && bodyWord(page, chunk) !== null) {
    const words = bare(page, chunk);
    return cast.unnamed(kind, text(page, words), words, sharedAnchor(page, words));
  }
  // "a pro-Assad militia", "our international coalition": marked out enough to be one.
  const ours = chunk.possessor?.lemma === "our" && !chunk.plural && kind === "organisation";
  if (ours || hung(page, chunk).length > 0) {
    const words = bare(page, chunk);
    return cast.unnamed(kind, text(page, words), words, sharedAnchor(page, words));
  }
  if (kind === "group" && isDoer(page, chunk, at)) {
    const words = bare(page, chunk);
    return cast.unnamed(kind, text(page, words), words);
  }
  if (chunk.plural || chunk.determiner !== "definite" || chunk.possessor !== null) return null;
  const proper = properOf(page, chunk, at);
  if (proper !== null) return titled(page, proper, kind);
  const ruling = lists.is("ruling", chunk.lemma);
  if (!ruling && !lists.is("resumed", chunk.lemma)) return null;
  const named = ownedOf(page, chunk.lemma);
  if (named !== null) return named;
  const words = bare(page, chunk);
  return ruling ? cast.unnamed(kind, text(page, words), words, sharedAnchor(page, words)) : null;
}

/** "*An armed group* attacked the town", "was killed by *a criminal gang*": whoever does a deed is one, if unnamed. */
function isDoer({ lists }: Page, chunk: Chunk, { clause: { verb, subject, phrases } }: At): boolean {
  if (verb === null || chunk.plural || chunk.determiner !== "indefinite" || chunk.quantity !== null) return false;
  if (!lists.eventVerbs.has(verb.lemma) && !lists.is("deadly", verb.lemma)) return false;
  const by = phrases.filter(({ preposition }) => preposition === "by").flatMap(({ objects }) => objects);
  return (verb.voice === "passive" ? by : subject).includes(chunk);
}

/** "the wider *Global Coalition*": the head with the words before it that are written with a capital as well. */
function properOf(page: Page, chunk: Chunk, at: At): { readonly from: number; readonly to: number } | null {
  const { shape } = page.marks.words;
  if (chunk.determiner !== "definite" || shape[chunk.head] !== CAPITAL) return null;
  const first = page.marks.sentences[at.sentence]?.from ?? 0;
  if (chunk.head <= first) return null;
  let from = chunk.head;
  while (from - 1 > first && from - 1 >= chunk.from && shape[from - 1] === CAPITAL) from -= 1;
  return { from, to: chunk.head + 1 };
}

/** The body of that title: the one whose full name begins or alone ends with it, else one known by the title alone. */
function titled(page: Page, { from, to }: { readonly from: number; readonly to: number }, kind: Kind): Actor {
  const at = range(page, from, to);
  const words = text(page, at);
  const begins = ({ full }: NameMark): boolean => fold(full).startsWith(`${fold(words)} `);
  const full = to - from > 1 ? page.marks.names.find(begins) : undefined;
  if (full !== undefined) return page.cast.named(full);
  const anchor = sharedAnchor(page, at);
  const [ends, other] = to - from > 1 ? [] : page.cast.endingIn(fold(words));
  // "the Coalition trained its Arab part, the Syrian Arab Coalition": a name that comes later is another's.
  if (ends !== undefined && other === undefined && ends.first[0] < firstUse(page, words)) return ends;
  return page.cast.unnamed(kind, words, at, anchor);
}

/** Where a word with its capital is first written outside of every name. */
function firstUse({ marks: { words, names } }: Page, word: string): number {
  for (let i = 0; i < words.count; i += 1)
    if (words.text.slice(words.start[i], words.end[i]) === word && !names.some(({ from, to }) => from <= i && i < to))
      return words.start[i] ?? 0;
  return 0;
}

/** The phrase with "of" directly after a chunk, or null: "dozens *of men*", "the town *of Bidart*". */
export function wholeOf(chunk: Chunk): Phrase | null {
  const of = chunk.phrases[0];
  return of?.preposition === "of" && of.from === chunk.to ? of : null;
}

/** "the government *of Mali*", "the army *of Chad*": the phrase that says whose a state's body is. */
export function ownedBy(page: Page, chunk: Chunk): Phrase | null {
  const of = wholeOf(chunk);
  const [place, more] = of?.objects ?? [];
  const state = page.lists.is("state-body", chunk.lemma) && chunk.names.length === 0 && chunk.possessor === null;
  return state && more === undefined && place?.name?.place?.precision === "country" ? of : null;
}

/** "the army", "police", "the security forces": a body of the state that needs no name where there is only one. */
function commonBody(page: Page, chunk: Chunk, kind: Kind): Actor | null {
  const word = page.marks.words.lower[chunk.head] ?? "";
  if (!page.lists.is("state-body", chunk.lemma) && !page.lists.is("state-body", word)) return null;
  if (chunk.quantity !== null || chunk.possessor !== null || chunk.determiner === "negative") return null;
  const words = bare(page, chunk);
  return page.cast.unnamed(kind, text(page, words), words, sharedAnchor(page, words));
}

/** "the Afghan government" is the same body each time it is written: its first naming anchors it. */
function sharedAnchor(page: Page, at: Range): Range {
  const words = page.rendition.text.slice(at[0], at[1]);
  const seen = written.get(page) ?? new Map<string, number>();
  written.set(page, seen);
  const first = seen.get(words) ?? page.rendition.text.indexOf(words);
  seen.set(words, first);
  return first >= 0 && first < at[0] ? [first, first + words.length] : at;
}

/** Where words are first written, as far as it was asked. */
const written = new WeakMap<Page, Map<string, number>>();

const owned = new WeakMap<Page, Map<string, Actor | null>>();

/** The only body that the document names with an owner and this noun: "the Asad regime" for "the regime". */
function ownedOf(page: Page, lemma: string): Actor | null {
  const known = owned.get(page) ?? new Map<string, Actor | null>();
  owned.set(page, known);
  const held = known.get(lemma);
  if (held !== undefined) return held;
  const found = new Set<Actor>();
  for (const name of page.marks.names) if (fold(name.full).endsWith(` ${lemma}`)) found.add(page.cast.named(name));
  for (let sentence = 0; sentence < page.marks.parses.length; sentence += 1)
    for (const at of clausesOf(page, sentence))
      for (const chunk of [...at.clause.subject, ...at.clause.chunks]) {
        const named = chunk.form === "noun" && (chunk.names.length > 0 || chunk.possessor?.name != null);
        const actor = named && chunk.lemma === lemma && !chunk.plural ? bodyOf(page, chunk, at) : null;
        if (actor !== null) found.add(actor);
      }
  const only = found.size === 1 ? ([...found][0] ?? null) : null;
  known.set(lemma, only);
  return only;
}
