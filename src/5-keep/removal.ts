import type { Claim, Link } from "../0-model/claim.ts";
import type { Kinship, Rendition } from "../0-model/document.ts";
import type { Judgement, Referent } from "../0-model/entity.ts";
import { EXIT, type Problem, SourcebookError } from "../0-model/problem.ts";
import type { Removal, Ruling, Tombstone } from "../0-model/store.ts";
import type { Desk } from "./desk.ts";
import type { FinderNote, RowKind, Withdrawal } from "./log.ts";

/** A row of the log as far as it has to be known to take it out; `payload` is null when it was taken out before. */
export interface Line {
  readonly sequence: number;
  readonly kind: RowKind;
  readonly payload: unknown;
}

/** What has to go with a target. */
export interface Condemned {
  readonly what: Tombstone["what"];
  /** Positions, ascending. */
  readonly rows: readonly number[];
  /** Documents whose original bytes go too. */
  readonly documents: readonly string[];
}

const DOCUMENT = /^sha256:[0-9a-f]{64}$/;
const CLAIM = /^c[0-9a-f]{20}$/;

/** Kinds of rows that may be taken out one by one: what people wrote, and problems, which may quote. */
const ALONE: ReadonlySet<RowKind> = new Set(["review", "judgement", "link", "kinship", "finding", "ruling", "problem"]);

/**
 * The rows that say anything of a target: a document's id, a claim's id, or `row:N`. A document takes along its texts, what
 * was read from them, and what was decided about it; a claim its interpretations and decisions. A finding stays: it is a
 * person's own text, and names itself as a row when it has to go. `lines` is run through twice.
 * Throws a SourcebookError (exit 3) when there is no such thing.
 */
export function condemn(lines: () => Iterable<Line>, target: string): Condemned {
  const row = /^row:(\d+)$/.exec(target)?.[1];
  if (row !== undefined) return alone(lines(), Number(row));
  const kin = new Set([target]);
  const document = DOCUMENT.test(target);
  if (document) for (const line of lines()) if (tiesOf(line).some((id) => kin.has(id))) kin.add(madeBy(line) ?? target);
  const rows: number[] = [];
  for (const line of lines()) if (tiesOf(line).some((id) => kin.has(id))) rows.push(line.sequence);
  if (rows.length === 0) throw absent(target);
  return { what: document ? "document" : "claim", rows, documents: document ? [target] : [] };
}

function alone(lines: Iterable<Line>, sequence: number): Condemned {
  for (const line of lines) {
    if (line.sequence !== sequence || line.payload === null) continue;
    if (ALONE.has(line.kind)) return { what: "row", rows: [sequence], documents: [] };
    throw new SourcebookError(
      "not-alone",
      `Row ${sequence} is a ${line.kind}: it cannot go alone. Name its document or its claim.`,
      EXIT.usage,
    );
  }
  throw absent(`row:${sequence}`);
}

function absent(target: string): SourcebookError {
  return new SourcebookError("unknown", `The record holds nothing by "${target}".`, EXIT.unknown);
}

/** The id that a row makes known, of a text, a referent or a claim: what other rows hang on. */
function madeBy({ kind, payload }: Line): string | null {
  const made = payload !== null && (kind === "rendition" || kind === "referent" || kind === "claim");
  return made ? (payload as { id: string }).id : null;
}

/** Ids of what a row says something of: when one of them goes, the row does. */
function tiesOf({ kind, payload }: Line): readonly string[] {
  if (payload === null) return [];
  switch (kind) {
    case "document":
      return [(payload as { id: string }).id];
    case "rendition":
      return [(payload as Rendition).document];
    case "run":
    case "referent":
    case "coverage":
      return [(payload as { rendition: string }).rendition];
    case "problem": {
      const { rendition, document } = payload as Problem;
      return [rendition ?? [], document ?? []].flat();
    }
    case "claim": {
      const { id, document } = payload as Claim;
      return [id, document];
    }
    case "finder":
    case "review":
      return [(payload as FinderNote).claim];
    case "link":
    case "kinship": {
      const { from, to } = payload as Link | Kinship;
      return [from, to];
    }
    case "judgement": {
      const { a, b } = payload as Judgement;
      return [a, b];
    }
    case "ruling":
      return (payload as Ruling).dispute.split(/[^0-9a-z]/).filter((id) => CLAIM.test(id));
    case "withdrawn": {
      const { what, key, rendition } = payload as Withdrawal;
      return what === "claim" ? [rendition, key] : [rendition];
    }
    default:
      return [];
  }
}

/** What rows that are to be sealed hang on beside their target, as its tombstone has it. `lines` is run through twice. */
export function withinOf(
  lines: () => Iterable<Line>,
  { target, rows }: { readonly target: string; readonly rows: readonly number[] },
): Pick<Tombstone, "within"> {
  const going = new Set(rows);
  const own = new Set([target]);
  const ties: (readonly [row: number, ids: readonly string[]])[] = [];
  for (const line of lines()) {
    if (!going.has(line.sequence)) continue;
    own.add(madeBy(line) ?? target);
    ties.push([line.sequence, tiesOf(line)]);
  }
  const documents = documentsOf(lines(), new Set(ties.flatMap(([, ids]) => ids)));
  const within = new Map<string, Set<number>>();
  for (const [row, ids] of ties) {
    for (const id of ids) {
      const document = documents.get(id);
      if (document === undefined) continue;
      const on = CLAIM.test(id) ? [id, document] : [document];
      for (const one of on) if (!own.has(one)) within.set(one, (within.get(one) ?? new Set()).add(row));
    }
  }
  if (within.size === 0) return {};
  const all = [...within].sort(([x], [y]) => (x < y ? -1 : 1));
  return { within: all.map(([one, on]) => [one, stretches([...on])] as const) };
}

/** The documents that texts, and those of some claims, referents and documents that are there, belong to. */
function documentsOf(lines: Iterable<Line>, ids: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { kind, payload } of lines) {
    if (payload === null) continue;
    if (kind === "rendition") found.set((payload as Rendition).id, (payload as Rendition).document);
    else if (kind === "document" || kind === "claim" || kind === "referent") {
      const { id } = payload as { id: string };
      if (!ids.has(id)) continue;
      const document =
        kind === "claim"
          ? (payload as Claim).document
          : kind === "document"
            ? id
            : found.get((payload as Referent).rendition);
      if (document !== undefined) found.set(id, document);
    }
  }
  return found;
}

/** Of what is sealed, what goes with a target: rows, and the seals of which nothing is left then. */
export function dragged(
  seals: readonly Tombstone[],
  target: string,
  boxed: (sequence: number) => boolean,
): { readonly rows: readonly number[]; readonly seals: readonly Tombstone[] } {
  const rows: number[] = [];
  const whole: Tombstone[] = [];
  for (const seal of seals) {
    const hang = seal.target === target ? undefined : seal.within?.find(([one]) => one === target);
    if (hang === undefined) continue;
    const left = positions(seal.rows).filter(boxed);
    const going = left.filter((row) => covers({ rows: hang[1] }, row));
    rows.push(...going);
    if (going.length === left.length) whole.push(seal);
  }
  return { rows, seals: whole };
}

/** The tombstone of a seal of which nothing is left, because what it hung on was erased. */
export function emptied({ target, what, rows, leaves }: Tombstone, { why, by }: Removal): Tombstone {
  return { target, why, by, what, rows, leaves };
}

/** Kinds of rows that tie one thing to another: the one is whole without them. */
const TIES: ReadonlySet<RowKind> = new Set(["link", "kinship", "judgement", "ruling"]);

/**
 * Which of the rows under a seal can come back, and which ties have to stay sealed, because what is at their other end was
 * taken out as well. Throws a SourcebookError (exit 2) when that is so of what they hang on wholly, or nothing would come.
 */
export function comingBack<Opened extends Line>(
  { target, within = [] }: Tombstone,
  lines: readonly Opened[],
  desk: Surviving,
): { readonly back: readonly Opened[]; readonly left: readonly Opened[] } {
  const own = new Set([target, ...lines.flatMap((line) => madeBy(line) ?? [])]);
  const missing = (line: Opened): [how: string, id: string][] => {
    const named = within.filter(([, rows]) => covers({ rows }, line.sequence)).map(([id]) => id);
    // A ruling may name claims that never were: what it hangs on stands in the tombstone.
    if (line.kind !== "ruling") named.push(...tiesOf(line));
    return named.flatMap((id) => {
      const how = own.has(id) ? null : goneFrom(desk, id);
      return how === null ? [] : [[how, id] as [string, string]];
    });
  };
  const left = lines.filter((line) => TIES.has(line.kind) && missing(line).length > 0);
  const staying = new Set(left);
  const back = lines.filter((line) => !staying.has(line));
  const ways = new Map((back.length > 0 ? back : left).flatMap(missing));
  for (const how of ["erased", "sealed", "taken out"]) {
    const id = ways.get(how);
    if (id === undefined) continue;
    const what = how === "sealed" ? "is sealed too: bring that back first" : `was ${how}: it does not come back`;
    const message = `What is sealed under ${target} belongs to ${id}, which ${what}.`;
    throw new SourcebookError("taken-out", message, EXIT.usage);
  }
  return { back, left };
}

/** What a tie that stays sealed hangs on: what it did, what it was sealed with, and what is at its ends. */
export function withinOfTie({ target, within = [] }: Tombstone, line: Line): Pick<Tombstone, "within"> {
  const { sequence } = line;
  const on = within.filter(([, rows]) => covers({ rows }, sequence)).map(([id]) => id);
  const ends = tiesOf(line).filter((id) => CLAIM.test(id) || DOCUMENT.test(id));
  const all = [...new Set([...on, target, ...ends])].filter((id) => id !== `row:${sequence}`).sort();
  return { within: all.map((id) => [id, [[sequence, sequence]]] as const) };
}

/** What has to be known of a record to tell what of it is gone. */
export type Surviving = Pick<Desk, "grave" | "changed" | "known">;

/** How something was taken out that was there; null when it is there, or never was. */
function goneFrom(desk: Surviving, id: string): string | null {
  const stone = desk.grave(id);
  if (stone !== undefined) return stone.recipient === undefined ? "erased" : "sealed";
  if (CLAIM.test(id)) return desk.changed(id) === undefined ? "taken out" : null;
  return /^r[0-9a-f]{20}$/.test(id) && !desk.known("referent", id) ? "taken out" : null;
}

/** The error of bringing back what is not sealed. */
export function unsealed(target: string, grave: Tombstone | undefined, where = ""): SourcebookError {
  const why = grave === undefined ? "" : ` It was erased by ${grave.by.replace(/^person:/, "")}: ${grave.why}.`;
  return new SourcebookError("unknown", `Nothing is sealed under ${target}${where}.${why}`, EXIT.unknown);
}

/** What goes for good when something that was sealed is erased. */
export function again({ what, target, rows }: Tombstone): Condemned {
  return { what, rows: positions(rows), documents: what === "document" ? [target] : [] };
}

/** The positions of closed stretches. */
function positions(rows: Tombstone["rows"]): number[] {
  return rows.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

/** Ascending positions as closed stretches. */
export function stretches(rows: readonly number[]): (readonly [from: number, to: number])[] {
  const found: [number, number][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === row - 1) last[1] = row;
    else found.push([row, row]);
  }
  return found;
}

/** True when a tombstone covers a position. */
export function covers({ rows }: Pick<Tombstone, "rows">, sequence: number): boolean {
  return rows.some(([from, to]) => from <= sequence && sequence <= to);
}

/** True when some position is in both. */
export function overlap(some: Tombstone["rows"], others: Tombstone["rows"]): boolean {
  return some.some(([from, to]) => others.some(([first, last]) => from <= last && first <= to));
}
