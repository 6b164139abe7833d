import type { Claim } from "../0-model/claim.ts";
import type { Document, Handling, Rendition } from "../0-model/document.ts";
import { canonical } from "../0-model/identity.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Appended, Batch, Entry, Run } from "../0-model/store.ts";
import { beyondRules, type History, joined, meaningOf, reviewed } from "./claims.ts";
import { type Desk, keyOf } from "./desk.ts";
import type { FinderNote, RowKind, Withdrawal } from "./log.ts";
import { refuse } from "./refuse.ts";

/** What an append did, without the head. */
export type Tally = Omit<Appended, "head">;

/** One batch on its way into the log. */
interface Sitting {
  readonly desk: Desk;
  readonly tally: { rows: number; claims: number; interpretations: number; withdrawn: number };
  /** Runs of this batch that the record did not have, by rendition. */
  readonly fresh: Map<string, string>;
  /** Renditions that the record did not have: nothing was ever made of them. */
  readonly unread: Set<string>;
  /** Every reading of a claim that this batch gives. */
  readonly given: Map<string, Claim[]>;
}

/**
 * Writes what a batch adds to what is held, and withdraws what its new runs no longer make. What is there already adds
 * nothing. Throws a SourcebookError when the batch contradicts itself or the record; the caller then undoes all of it.
 */
export function admit(batch: Batch, desk: Desk): Tally {
  refuse(batch, desk);
  collide(batch, desk);
  const tally = { rows: 0, claims: 0, interpretations: 0, withdrawn: 0 };
  const sitting: Sitting = { desk, tally, fresh: new Map(), unread: new Set(), given: new Map() };
  const entries = inOrder(lasting(batch.entries, desk));
  for (const entry of entries) {
    if (entry.kind !== "claim") continue;
    const all = sitting.given.get(entry.payload.id);
    if (all === undefined) sitting.given.set(entry.payload.id, [entry.payload]);
    else all.push(entry.payload);
  }
  for (const entry of entries) {
    if (entry.kind === "claim") admitClaim(sitting, entry.payload);
    else if (entry.kind === "document") admitDocument(sitting, entry.payload);
    else if (entry.kind === "rendition") admitRendition(sitting, entry.payload);
    else if (entry.kind === "run") admitRun(sitting, entry.payload);
    else if (desk.held(entry.kind, keyOf(entry)) !== canonical(entry.payload)) put(sitting, entry.kind, entry.payload);
  }
  for (const [rendition, run] of sitting.fresh) withdraw(sitting, batch, { rendition, run });
  return tally;
}

/** Refuses a decision about a claim that was changed since the person who decides looked at it. */
function collide({ seen = new Map() }: Batch, desk: Desk): void {
  const since = [...seen].filter(([claim, at]) => (desk.changed(claim) ?? at) > at).map(([claim]) => claim);
  if (since.length === 0) return;
  const told = since.map((claim) => `${claim} (row ${desk.changed(claim)}: ${lastWord(desk.history(claim))})`);
  throw new SourcebookError(
    "changed-meanwhile",
    `Somebody else changed what you decided about: ${told.join("; ")}. Nothing was written; look again, then decide.`,
    EXIT.conflict,
  );
}

function lastWord(history: History | undefined): string {
  const decisions = [...(history?.decisions ?? [])].sort((a, b) => b.sequence - a.sequence);
  const [last] = decisions;
  const read = Math.max(...(history?.readings ?? []).map(({ said }) => said));
  return last === undefined || read > last.sequence
    ? "read anew"
    : `${last.review} by ${last.by.replace(/^person:/, "")}`;
}

/** What was taken out does not come back by being read again: such claims, and links to them, are left aside. */
function lasting(entries: readonly Entry[], desk: Desk): readonly Entry[] {
  const gone = new Set<string>();
  for (const { kind, payload } of entries) {
    if (kind === "claim" && desk.grave(payload.id) !== undefined) gone.add(payload.id);
  }
  if (gone.size === 0) return entries;
  return entries.filter(
    ({ kind, payload }) =>
      !(kind === "claim" && gone.has(payload.id)) &&
      !(kind === "link" && (gone.has(payload.from) || gone.has(payload.to))),
  );
}

/** What others speak of first: texts before what was read in them, referents before claims, claims before decisions. */
const FIRST: readonly Entry["kind"][] = ["document", "rendition", "run", "referent", "claim"];

function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const rank = ({ kind }: Entry): number => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);
  const sorted = entries.every((entry, i) => i === 0 || rank(entries[i - 1] ?? entry) <= rank(entry));
  return sorted ? entries : [...entries].sort((x, y) => rank(x) - rank(y));
}

function put(sitting: Sitting, kind: RowKind, payload: unknown): void {
  sitting.desk.write(kind, payload);
  sitting.tally.rows += 1;
}

const STRICTER: readonly Handling[] = ["public", "team", "named", "sealed"];

function admitDocument(sitting: Sitting, given: Document): void {
  const held = sitting.desk.held("document", given.id);
  const now = held === undefined ? given : merge(JSON.parse(held) as Document, given);
  const sorted = { ...now, names: [...new Set(now.names)].sort() };
  if (held !== canonical(sorted)) put(sitting, "document", sorted);
}

/** The same bytes under another name: what is newly said is added, what was said is never lost, the stricter handling holds. */
function merge(held: Document, given: Document): Document {
  const handling = Math.max(STRICTER.indexOf(held.handling), STRICTER.indexOf(given.handling));
  return {
    id: held.id,
    size: held.size,
    title: given.title ?? held.title,
    publisher: given.publisher ?? held.publisher,
    author: given.author ?? held.author,
    language: given.language ?? held.language,
    kind: given.kind === "unstated" ? held.kind : given.kind,
    rights: given.rights ?? held.rights,
    published: given.published ?? held.published,
    retrieved: given.retrieved ?? held.retrieved,
    handling: STRICTER[handling] ?? "sealed",
    names: [...held.names, ...given.names],
  };
}

/** A newer reader that gives the same text and blocks adds nothing: its name alone is no reason to keep the text again. */
function admitRendition(sitting: Sitting, given: Rendition): void {
  const held = sitting.desk.held("rendition", given.id);
  if (held === undefined && !sitting.desk.known("rendition", given.id)) sitting.unread.add(given.id);
  const { reader } = held === undefined ? given : (JSON.parse(held) as Rendition);
  if (held !== canonical({ ...given, reader })) put(sitting, "rendition", given);
}

function admitRun(sitting: Sitting, run: Run): void {
  if (sitting.desk.held("run", run.id) !== undefined) return;
  put(sitting, "run", run);
  sitting.fresh.set(run.rendition, run.id);
}

function admitClaim(sitting: Sitting, claim: Claim): void {
  const history = sitting.desk.history(claim.id);
  // What words mean is worked out only where they were read before.
  const meaning = history === undefined ? "" : meaningOf(claim);
  const same = history?.readings.find((one) => one.meaning === meaning);
  if (history === undefined || same === undefined) {
    put(sitting, "claim", claim);
    sitting.tally.interpretations += 1;
    if (history === undefined) sitting.tally.claims += 1;
    return;
  }
  const added = joined(same.finders, claim.by).length > same.finders.length;
  if (!added && !returns(sitting, claim, history, same.said)) return;
  const note: FinderNote = {
    claim: claim.id,
    interpretation: same.number,
    by: claim.by,
    derivation: claim.derivation,
  };
  put(sitting, "finder", note);
}

/** True when a new run says again what an older reading said, after a withdrawal or after another reading. */
function returns(sitting: Sitting, claim: Claim, history: History, said: number): boolean {
  if (!sitting.fresh.has(claim.rendition)) return false;
  if (history.withdrawn) return true;
  const newer = history.readings.find((one) => one.said > said);
  if (newer === undefined) return false;
  const now = new Set((sitting.given.get(claim.id) ?? []).map(meaningOf));
  return !history.readings.some((one) => one.said > said && now.has(one.meaning));
}

/** Withdraws what the rules made of a rendition, or of an older text of the same reader, and do not make any more. */
function withdraw(sitting: Sitting, batch: Batch, by: { readonly rendition: string; readonly run: string }): void {
  const { desk, tally } = sitting;
  const own = sitting.unread.has(by.rendition) ? [] : [by.rendition];
  for (const rendition of [...own, ...superseded(sitting, by.rendition)]) {
    const again = madeBy(batch);
    const gone = desk.made(rendition).filter(({ what, key }) => !again.has(`${what}\n${key}`));
    for (const { what, key } of gone) {
      if (what === "referent" || (what === "claim" && stays(desk, key))) continue;
      const payload: Withdrawal = { what, key, rendition, run: by.run };
      put(sitting, "withdrawn", payload);
      if (what === "claim") tally.withdrawn += 1;
    }
    const referents = gone.filter(({ what }) => what === "referent");
    const spoken = referents.length > 0 ? desk.spoken(rendition) : new Set<string>();
    for (const { what, key } of referents) {
      if (spoken.has(key)) continue;
      const payload: Withdrawal = { what, key, rendition, run: by.run };
      put(sitting, "withdrawn", payload);
    }
  }
}

const KEYS = new WeakMap<Batch, Set<string>>();

/** What a batch makes, by kind and key. */
function madeBy(batch: Batch): Set<string> {
  const known = KEYS.get(batch);
  if (known !== undefined) return known;
  const keys = new Set<string>();
  for (const entry of batch.entries) {
    keys.add(entry.kind === "claim" ? `claim\n${entry.payload.id}` : `${entry.kind}\n${keyOf(entry)}`);
  }
  KEYS.set(batch, keys);
  return keys;
}

/** A claim that somebody reviewed, or that a person or a model found, is not the rules' to withdraw. */
function stays(desk: Desk, claim: string): boolean {
  const history = desk.history(claim);
  return history === undefined || reviewed(history) || history.readings.some((one) => beyondRules(one.finders));
}

/** Texts that an earlier version of the same reader made of the same document and that this batch does not read. */
function superseded(sitting: Sitting, rendition: string): string[] {
  const held = sitting.desk.held("rendition", rendition);
  if (held === undefined) return [];
  const { document, reader } = JSON.parse(held) as Rendition;
  return sitting.desk
    .renditions(document)
    .filter((one) => one.id !== rendition && nameOf(one.reader) === nameOf(reader) && !sitting.fresh.has(one.id))
    .map((one) => one.id);
}

function nameOf(reader: string): string {
  return reader.split("/")[0] ?? reader;
}
