import type { Claim, Link } from "../0-model/claim.ts";
import type { Kinship, Rendition } from "../0-model/document.ts";
import type { Judgement, Referent } from "../0-model/entity.ts";
import { EXIT, type Problem, SourcebookError } from "../0-model/problem.ts";
import type { Ruling, Tombstone } from "../0-model/store.ts";
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

/** Ids of everything that was made of a target. */
interface Kin {
  readonly documents: Set<string>;
  readonly renditions: Set<string>;
  readonly referents: Set<string>;
  readonly claims: Set<string>;
}

/** Kinds of rows that may be taken out one by one: what people wrote, and problems, which may quote. */
const ALONE: ReadonlySet<RowKind> = new Set(["review", "judgement", "link", "finding", "ruling", "problem"]);

/**
 * The rows that say anything of a target: a document's id, a claim's id, or `row:N`. A document takes along its texts, what
 * was read from them, and what was decided about it; a claim its interpretations and decisions. A finding stays: it is a
 * person's own text, and names itself as a row when it has to go. `lines` is run through twice.
 * Throws a SourcebookError (exit 3) when there is no such thing.
 */
export function condemn(lines: () => Iterable<Line>, target: string): Condemned {
  const row = /^row:(\d+)$/.exec(target)?.[1];
  if (row !== undefined) return alone(lines(), Number(row));
  const kin: Kin = { documents: new Set(), renditions: new Set(), referents: new Set(), claims: new Set() };
  if (/^sha256:[0-9a-f]{64}$/.test(target)) {
    kin.documents.add(target);
    for (const line of lines()) gather(line, kin);
  } else kin.claims.add(target);
  const rows: number[] = [];
  for (const line of lines()) if (line.payload !== null && belongs(line, kin)) rows.push(line.sequence);
  if (rows.length === 0) throw absent(target);
  return { what: kin.documents.size > 0 ? "document" : "claim", rows, documents: [...kin.documents] };
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

function gather({ kind, payload }: Line, kin: Kin): void {
  if (payload === null) return;
  if (kind === "rendition") {
    const { id, document } = payload as Rendition;
    if (kin.documents.has(document)) kin.renditions.add(id);
  } else if (kind === "referent") {
    const { id, rendition } = payload as Referent;
    if (kin.renditions.has(rendition)) kin.referents.add(id);
  } else if (kind === "claim") {
    const { id, document } = payload as Claim;
    if (kin.documents.has(document)) kin.claims.add(id);
  }
}

function belongs({ kind, payload }: Line, kin: Kin): boolean {
  switch (kind) {
    case "document":
      return kin.documents.has((payload as { id: string }).id);
    case "rendition":
      return kin.documents.has((payload as Rendition).document);
    case "run":
    case "referent":
    case "coverage":
      return kin.renditions.has((payload as { rendition: string }).rendition);
    case "problem": {
      const { rendition, document } = payload as Problem;
      return kin.renditions.has(rendition ?? "") || kin.documents.has(document ?? "");
    }
    case "claim":
      return kin.claims.has((payload as Claim).id);
    case "finder":
    case "review":
      return kin.claims.has((payload as FinderNote).claim);
    case "link":
      return kin.claims.has((payload as Link).from) || kin.claims.has((payload as Link).to);
    case "kinship":
      return kin.documents.has((payload as Kinship).from) || kin.documents.has((payload as Kinship).to);
    case "judgement":
      return kin.referents.has((payload as Judgement).a) || kin.referents.has((payload as Judgement).b);
    case "ruling": {
      const { dispute } = payload as Ruling;
      return dispute.split(/[^0-9a-z]/).some((id) => kin.claims.has(id));
    }
    case "withdrawn": {
      const { what, key, rendition } = payload as Withdrawal;
      return kin.renditions.has(rendition) || (what === "claim" && kin.claims.has(key));
    }
    default:
      return false;
  }
}

/** What goes for good when something that was sealed is erased. */
export function again({ what, target, rows }: Tombstone): Condemned {
  const places = rows.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
  return { what, rows: places, documents: what === "document" ? [target] : [] };
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
