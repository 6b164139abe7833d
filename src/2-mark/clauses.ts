import type { Chunk, Clause } from "../0-model/clause.ts";
import { Builder } from "./builder.ts";
import { type Draft, fragment } from "./draft.ts";
import type { Grammar } from "./grammar.ts";
import type { Item } from "./items.ts";
import { T } from "./tagging.ts";

/**
 * The clauses of one sentence from its items, in the order of their verbs. Every verb group makes one clause; what
 * stands to its left decides what kind it is, what it hangs on and whose subject it takes. Items before the first verb
 * that are no subject ("In March 2024, …") belong to the first main clause; what follows a verb belongs to it up to the
 * next clause. A sentence without a verb is one fragment.
 */
export function clauses(items: readonly Item[], grammar: Pick<Grammar, "is">): Clause[] {
  const flat = withoutBrackets(items);
  const { drafts } = new Builder(flat, grammar).run();
  if (drafts.length === 0) return [fragment(flat)];
  headline(drafts);
  for (let i = 0; i < drafts.length; i += 1) {
    const draft = drafts[i];
    if (draft === undefined) continue;
    if (draft.parent < 0 && draft.below !== null) draft.parent = draft.below.draft;
    // A clause never hangs on itself, and what it was made from is let go.
    if (draft.parent === i) draft.parent = -1;
    draft.below = null;
  }
  for (const draft of drafts) if (draft.shares !== null) inherit(draft, drafts, 0);
  for (const draft of drafts) if (draft.kind === "participle") called(draft, drafts, grammar);
  return drafts;
}

/** Brackets without a verb hang on the chunk before them and take no part in the clause; others part as commas do. */
function withoutBrackets(items: readonly Item[]): readonly Item[] {
  if (!bracketed(items)) return items;
  const kept: Item[] = [];
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (item === undefined) continue;
    if (item.type !== "sign" || (item.tag !== T.open && item.tag !== T.close)) {
      kept.push(item);
      continue;
    }
    const close = item.tag === T.open ? closing(items, i) : -1;
    const foreign = isColon(items[i + 1]) || isColon(items[i + 2]);
    if (close > 0 && kept.length > 0 && (foreign || !items.slice(i, close).some((one) => one.type === "verb")))
      i = close;
    else if (kept.length > 0) kept.push({ ...item, tag: T.comma, word: item.tag === T.open ? "(" : "," });
  }
  return kept;
}

/** "(French: *Front pour la défense*)": what stands behind the colon is of another language. */
function isColon(item: Item | undefined): boolean {
  return item?.type === "sign" && item.word === ":";
}

function bracketed(items: readonly Item[]): boolean {
  for (const item of items) if (item.type === "sign" && (item.tag === T.open || item.tag === T.close)) return true;
  return false;
}

function closing(items: readonly Item[], open: number): number {
  for (let j = open + 1; j < items.length; j += 1) {
    const item = items[j];
    if (item?.type === "sign" && item.tag === T.close) return j;
  }
  return -1;
}

/** "Two charged over blast": in a headline the shortened passive is the main verb. */
function headline(drafts: readonly Draft[]): void {
  if (drafts.some((draft) => draft.verb?.form === "finite" || draft.kind === "main")) return;
  const first = drafts[0];
  if (first === undefined || first.parent >= 0 || first.verb === null) return;
  if (first.verb.form === "infinitive" || first.comma || first.kind === "gerund") return;
  if (first.subject.length === 0) return;
  first.kind = "main";
  first.below = null;
}

/** "a man *known as Omar Safi*", "a woman *called Ana*": the name says who it is, as one between commas does. */
function called(
  { verb, subject, objects, phrases }: Draft,
  drafts: readonly Draft[],
  grammar: Pick<Grammar, "is">,
): void {
  const [who, other] = subject;
  if (verb === null || verb.voice !== "passive" || who === undefined || other !== undefined) return;
  if (who.form !== "noun" || who.plural || who.name !== null || !grammar.is("identifying", verb.lemma)) return;
  const as = phrases.find(({ preposition }) => preposition === "as")?.objects ?? [];
  const name = [...objects, ...as].find((chunk) => chunk.name?.kind === "person");
  // "The bomb-maker, an electrician *named Jawad*": whom the noun itself is set beside.
  const host = drafts
    .flatMap(({ subject: one, chunks }) => [...one, ...chunks])
    .find((one) => one.appositions.includes(who));
  const named = host ?? who;
  if (name !== undefined && !named.appositions.includes(name)) (named.appositions as Chunk[]).push(name);
}

/** Fills in the subject that a clause shares with the one above it, which may have been read later. */
function inherit(draft: Draft, drafts: readonly Draft[], depth: number): void {
  if (draft.shares === null || depth > 20) return;
  const { of, how } = draft.shares;
  const from = drafts[of ?? draft.parent];
  draft.shares = null;
  if (from === undefined) return;
  inherit(from, drafts, depth + 1);
  draft.subject = how === "object" && from.objects.length > 0 ? from.objects : from.subject;
}
