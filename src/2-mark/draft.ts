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
  groups: (readonly Chunk[])[];
  phrases: Phrase[];
  dates: DateMark[];
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
  readonly below: Frame | null;
  /** Items that stand in it before its verb. */
  pre: number[];
  readonly antecedent: readonly Chunk[];
  /** It began behind a comma. */
  readonly comma: boolean;
  /** The clause it is coordinated with, before its own verb has come; else -1. */
  readonly beside: number;
  /** "in" of "in which", with the tokens of both. */
  readonly by: { readonly preposition: string; readonly from: number; readonly to: number } | null;
}

/** A clause of a verb, as yet without anything around it. */
export function draftOf(verb: VerbItem, kind: ClauseKind, link: string): Draft {
  return {
    kind,
    parent: -1,
    below: null,
    link,
    comma: false,
    verb,
    subject: [],
    subjectFrom: "own",
    shares: null,
    groups: [],
    phrases: [],
    dates: [],
    chunks: [],
    from: verb.from,
    to: verb.to,
  };
}

/** Everything of a sentence without a verb. */
export function fragment(items: readonly Item[]): Draft {
  const draft: Draft = {
    kind: "fragment",
    parent: -1,
    below: null,
    link: "",
    comma: false,
    verb: null,
    subject: [],
    subjectFrom: "own",
    shares: null,
    groups: [],
    phrases: [],
    dates: [],
    chunks: [],
    from: items[0]?.from ?? 0,
    to: items.at(-1)?.to ?? 0,
  };
  for (const item of items) hold(draft, item);
  return draft;
}

/** Puts an item into a clause, without regard to objects. */
export function hold(draft: Draft, item: Item): void {
  draft.from = Math.min(draft.from, item.from);
  draft.to = Math.max(draft.to, item.to);
  if (item.type === "chunk") draft.chunks.push(...item.chunks);
  else if (item.type === "phrase") {
    draft.phrases.push(item.phrase);
    draft.chunks.push(...item.phrase.objects);
  } else if (item.type === "date") draft.dates.push(item.date);
}
