import type { Chunk, Clause, ClauseKind, Phrase } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import type { Item } from "./items.ts";
import type { VerbItem } from "./verbs.ts";

/** A clause while it is being put together. */
export interface Draft {
  kind: ClauseKind;
  /** The clause it hangs on when that is known at once; else -1 and the frame below tells. */
  parent: number;
  below: Frame | null;
  link: string;
  /** A comma stood before it. */
  comma: boolean;
  verb: VerbItem | null;
  subject: readonly Chunk[];
  subjectFrom: Clause["subjectFrom"];
  /** Whose subject, or whose object, it takes as its own when all is read. `of` null: of the clause it hangs on. */
  shares: { readonly of: number | null; readonly how: "subject" | "object" } | null;
  objects: readonly Chunk[];
  second: readonly Chunk[];
  phrases: readonly Phrase[];
  dates: readonly DateMark[];
  chunks: Chunk[];
  from: number;
  to: number;
}

/** A clause that has begun, with or without its verb so far. */
export interface Frame {
  /** What it will be: the kind without regard to coordination. */
  level: ClauseKind;
  readonly link: string;
  /** Index of its clause, -1 while its verb has not come. */
  draft: number;
  below: Frame | null;
  /** Items that stand in it before its verb. */
  pre: number[];
  antecedent: readonly Chunk[];
  /** It began behind a comma. */
  comma: boolean;
  /** "most of whom": the word before "of" is what the clause is about. */
  part: boolean;
  /** The clause it is coordinated with, before its own verb has come; else -1. */
  beside: number;
  /** "in" of "in which", with the tokens of both. */
  by: { readonly preposition: string; readonly from: number; readonly to: number } | null;
}

/** A clause as it begins. */
export function frameOf(level: ClauseKind, below: Frame | null, link: string): Frame {
  return { level, link, draft: -1, below, pre: [], antecedent: NONE, comma: false, part: false, beside: -1, by: null };
}

/** Shared by all clauses that have none, and never written to. */
const NONE: readonly Chunk[] = [];
const NO_PHRASES: readonly Phrase[] = [];
const NO_DATES: readonly DateMark[] = [];

/** Puts a phrase into a clause, without its chunks. */
export function addPhrase(draft: Draft, phrase: Phrase): void {
  if (draft.phrases === NO_PHRASES) draft.phrases = [phrase];
  else (draft.phrases as Phrase[]).push(phrase);
}

/** A clause of a verb, as yet without anything around it. */
export function draftOf(verb: VerbItem | null, kind: ClauseKind, link: string): Draft {
  return {
    kind,
    parent: -1,
    below: null,
    link,
    comma: false,
    verb,
    subject: NONE,
    subjectFrom: "own",
    shares: null,
    objects: NONE,
    second: NONE,
    phrases: NO_PHRASES,
    dates: NO_DATES,
    chunks: [],
    from: verb?.from ?? 0,
    to: verb?.to ?? 0,
  };
}

/** Everything of a sentence without a verb. */
export function fragment(items: readonly Item[]): Draft {
  const draft = draftOf(null, "fragment", "");
  draft.from = items[0]?.from ?? 0;
  draft.to = items.at(-1)?.to ?? 0;
  for (const item of items) hold(draft, item);
  return draft;
}

/** Puts an item into a clause, without regard to objects. */
export function hold(draft: Draft, item: Item): void {
  draft.from = Math.min(draft.from, item.from);
  draft.to = Math.max(draft.to, item.to);
  if (item.type === "chunk") draft.chunks.push(...item.chunks);
  else if (item.type === "phrase") {
    addPhrase(draft, item.phrase);
    draft.chunks.push(...item.phrase.objects);
  } else if (item.type === "date") {
    if (draft.dates === NO_DATES) draft.dates = [item.date];
    else (draft.dates as DateMark[]).push(item.date);
  }
}
