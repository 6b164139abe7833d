import type { Claim } from "../0-model/claim.ts";
import type { Document, Kinship, Rendition } from "../0-model/document.ts";
import type { Judgement, Referent } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";

// Copies of one report: the same runs of words, whatever became of the headline, the dateline and some paragraphs. A
// credit line is a hint, not a proof: it only decides how a text that shares enough of another's words is called.

/** Words in a run that is compared. */
const RUN = 5;
/** A long text is found by every eighth of its runs, chosen by their hash; a short one by all of them. */
const SAMPLE = 8;
const SHORT = 200;
/** Part of the shorter text that has to stand in the other one for it to be a copy; or, with a credit line, derived. */
const COPY = 0.6;
const DERIVED = 0.25;
/** Runs that have to be shared at the least: two short statements may well be alike in a phrase. */
const ENOUGH = 20;

/** The running words of a text, with where each begins. */
interface Running {
  readonly words: readonly string[];
  readonly starts: readonly number[];
}

// A new text is compared with every one that may be its copy: what it is made of is worked out once.
const READ = new WeakMap<Rendition, Running>();
const SHINGLED = new WeakMap<Rendition, ReadonlySet<number>>();

function running(rendition: Rendition): Running {
  const found = READ.get(rendition) ?? cut(rendition);
  READ.set(rendition, found);
  return found;
}

function cut({ text, blocks }: Rendition): Running {
  const words: string[] = [];
  const starts: number[] = [];
  for (const { kind, range } of blocks) {
    if (kind !== "paragraph" && kind !== "item") continue;
    for (const match of text.slice(range[0], range[1]).matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      words.push(fold(match[0]));
      starts.push(range[0] + match.index);
    }
  }
  return { words, starts };
}

/** FNV-1a over UTF-16 code units, 32 bits: the same on every machine. */
function hashed(words: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < words.length; i += 1) {
    sum ^= words.charCodeAt(i);
    sum = Math.imul(sum, 0x01000193);
  }
  return sum >>> 0;
}

function runs(rendition: Rendition): ReadonlySet<number> {
  const known = SHINGLED.get(rendition);
  if (known !== undefined) return known;
  const { words } = running(rendition);
  const found = new Set<number>();
  for (let i = 0; i + RUN <= words.length; i += 1) found.add(hashed(words.slice(i, i + RUN).join(" ")));
  SHINGLED.set(rendition, found);
  return found;
}

/** The numbers by which copies of a text are found: ascending, each once. */
export function shingles(rendition: Rendition): number[] {
  const all = [...runs(rendition)];
  const kept = all.length <= SHORT ? all : all.filter((one) => one % SAMPLE === 0);
  return kept.sort((a, b) => a - b);
}

/** A text and what is known of its document. */
export interface Source {
  readonly document: Document;
  readonly rendition: Rendition;
}

/**
 * What two documents are to one another, or null when too few words are shared. The later one is the copy; where the days
 * do not tell, the one that credits the other, then the shorter, then the higher id. Symmetric.
 */
export function kinship(one: Source, other: Source): Kinship | null {
  if (one.document.id === other.document.id) return null;
  const [a, b] = [runs(one.rendition), runs(other.rendition)];
  const shared = [...a].filter((run) => b.has(run)).length;
  const part = shared / Math.min(a.size, b.size);
  if (shared < ENOUGH || part < DERIVED) return null;
  const later = laterOf(one, other, a.size - b.size);
  const [from, to] = later === one ? [one, other] : [other, one];
  const credited = credits(from, to);
  const kind = part >= COPY ? "copy-of" : credited ? "derives-from" : null;
  if (kind === null) return null;
  const percent = Math.floor(part * 100);
  const why =
    `${percent} of 100 runs of ${RUN} words of the shorter text stand in the other` +
    (credited ? `; it credits ${to.document.publisher}` : "");
  return { from: from.document.id, to: to.document.id, kind, by: "kin.words", why };
}

function laterOf(one: Source, other: Source, longer: number): Source {
  const [a, b] = [one.document.published, other.document.published];
  if (a !== null && b !== null && a !== b) return a > b ? one : other;
  const [mine, theirs] = [credits(one, other), credits(other, one)];
  if (mine !== theirs) return mine ? one : other;
  if (longer !== 0) return longer < 0 ? one : other;
  return one.document.id > other.document.id ? one : other;
}

/** True when a text names the other's publisher in its running words. */
function credits({ rendition }: Source, { document }: Source): boolean {
  // What stands in brackets behind a publisher's name is a note on it.
  const name = fold((document.publisher ?? "").replace(/\(.*$/, ""));
  return (
    name.length >= 3 && ` ${running(rendition).words.join(" ")} `.includes(` ${name.replace(/[^\p{L}\p{N}]+/gu, " ")} `)
  );
}

/** Words around a trigger that have to be the same in both texts, on each side. */
const AROUND = 4;

/**
 * Events that one text and its copy tell in the very same words: the same event, even where neither place nor day is
 * said. An event that fits two of the other text is left alone.
 */
export function retellings(
  fresh: { readonly rendition: Rendition; readonly referents: readonly Referent[]; readonly claims: readonly Claim[] },
  held: { readonly rendition: Rendition; readonly claims: readonly Claim[] },
): Judgement[] {
  const places = contexts(held.rendition, named(held.claims, []));
  const own = contexts(fresh.rendition, named(fresh.claims, fresh.referents));
  const pairs = new Map<string, Set<string>>();
  const back = new Map<string, Set<string>>();
  for (const [words, event] of own) {
    const other = places.get(words);
    if (event === null || other === undefined || other === null) continue;
    pairs.set(event, (pairs.get(event) ?? new Set()).add(other));
    back.set(other, (back.get(other) ?? new Set()).add(event));
  }
  return [...pairs].flatMap(([event, others]) => {
    const [other] = others;
    if (other === undefined || others.size > 1 || (back.get(other)?.size ?? 0) > 1) return [];
    const [a, b] = event < other ? [event, other] : [other, event];
    const why = "a text and its copy tell it in the same words";
    return [{ a, b, verdict: "same", by: "identity.copy", why, words: null } satisfies Judgement];
  });
}

/** Where the events of a text are named. */
function named(claims: readonly Claim[], referents: readonly Referent[]): Map<number, string | null> {
  const found = new Map<number, string | null>();
  const put = (at: number, id: string): void => {
    found.set(at, found.has(at) && found.get(at) !== id ? null : id);
  };
  for (const { subject, parts } of claims) {
    if (subject.kind !== "event" || parts.subject?.from !== "here") continue;
    for (const [start] of parts.subject.spans) put(start, subject.id);
  }
  for (const { kind, id, first } of referents) if (kind === "event") put(first[0], id);
  return found;
}

/** Events by the words around their naming; null where two have the same around them. */
function contexts(rendition: Rendition, at: ReadonlyMap<number, string | null>): Map<string, string | null> {
  const { words, starts } = running(rendition);
  const found = new Map<string, string | null>();
  starts.forEach((start, i) => {
    const event = at.get(start);
    if (event === undefined) return;
    const around = words.slice(Math.max(0, i - AROUND), i + AROUND + 1).join(" ");
    const marked = `${Math.min(i, AROUND)} ${around}`;
    found.set(marked, found.has(marked) && found.get(marked) !== event ? null : event);
  });
  return found;
}
