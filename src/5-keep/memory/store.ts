import type { Document, Rendition } from "../../0-model/document.ts";
import { EXIT, type Problem, SourcebookError } from "../../0-model/problem.ts";
import type { Appended, Batch, LogTree, Query, Removal, Removed, Store, Tombstone } from "../../0-model/store.ts";
import { admit } from "../admit.ts";
import { mentioned } from "../claims.ts";
import type { Desk } from "../desk.ts";
import { EMPTY, type Head, headAfter, leafOf, nextRow, type RowKind, SALT, type Surroundings, sha256 } from "../log.ts";
import {
  again,
  type Condemned,
  comingBack,
  condemn,
  covers,
  dragged,
  emptied,
  type Line,
  unsealed,
  withinOf,
} from "../removal.ts";
import { opened, recipientOf, sealed } from "../seal.ts";
import { gather, slice } from "../slice.ts";
import { leftSealed, tombstone, treeNamed } from "../tombstone.ts";
import { grown, type Peaks, rootOf } from "../tree.ts";
import { answer, keptOf, type Moment, moment } from "./read.ts";
import { foldRows, heldOf, historyOf, made, type State, type Stored, take } from "./state.ts";

// The record in its plainest form: the log, and a fold over it for every moment that is asked about. No index, nothing
// incremental. It serves small records in memory, and is what the store on disk is compared with.

/** What a record in memory consists of. */
interface Memory {
  readonly around: Surroundings;
  readonly origin: string;
  readonly rows: Stored[];
  readonly originals: Map<string, Uint8Array>;
  /** Sealed payloads by position, sealed originals by document. */
  readonly boxes: Map<number | string, Buffer>;
  head: Head;
  now: State;
  latest: Moment | null;
  /** The earlier moment that was asked about last. */
  earlier: { readonly known: number; readonly moment: Moment } | null;
}

/** A record that lives as long as the process. `around` is the clock and the randomness. */
export function memoryStore(around: Surroundings): Store {
  const memory: Memory = {
    around,
    origin: `sourcebook/${Buffer.from(around.random(8)).toString("hex")}`,
    rows: [],
    originals: new Map(),
    boxes: new Map(),
    head: EMPTY,
    now: foldRows([]),
    latest: null,
    earlier: null,
  };
  const { rows, originals } = memory;
  return {
    append: async (batch) => append(memory, batch),
    read: async (queries, follow) => {
      const all = gather();
      const take = (one: Query): void => answer(rows, at(memory, "known" in one ? one.known : null), one, all);
      for (const query of queries) take(query);
      for (const query of follow?.(slice(all)) ?? []) take(query);
      return slice(all);
    },
    hasRun: async (id) => memory.now.held.get("run")?.has(id) === true,
    original: async (document) => {
      const bytes = originals.get(document);
      if (bytes !== undefined) return bytes.slice();
      throw new SourcebookError("unknown-document", `The record holds no document ${document}.`, EXIT.unknown);
    },
    verify: async (progress, against = []) => {
      progress(rows.length, rows.length, "log");
      return [...checkRows(memory, against), ...checkOriginals(memory.now, originals)];
    },
    tree: async (size) => treeOf(memory, size ?? rows.length),
    erase: async (removal, pretend) => remove(memory, removal, { to: null, pretend: pretend === true }),
    seal: async (removal, publicKey, pretend) =>
      remove(memory, removal, { to: recipientOf(publicKey), pretend: pretend === true }),
    unseal: async (removal, privateKey) => unseal(memory, removal, privateKey),
    rebuild: async (progress) => {
      fold(memory);
      progress(rows.length, rows.length, "rebuilding");
    },
    close: async () => {},
  };
}

function at(memory: Memory, known: number | null | undefined): Moment {
  const { rows } = memory;
  if (known !== null && known !== undefined && known < rows.length) {
    const last = Math.max(0, known);
    if (memory.earlier?.known !== last) memory.earlier = { known: last, moment: moment(rows.slice(0, last)) };
    return memory.earlier.moment;
  }
  memory.latest ??= moment(rows);
  return memory.latest;
}

function fold(memory: Memory): void {
  memory.now = foldRows(memory.rows);
  memory.latest = null;
  memory.earlier = null;
}

function append(memory: Memory, batch: Batch): Appended {
  const { rows, head: before, originals } = memory;
  memory.latest = null;
  try {
    const tally = admit(batch, desk(memory));
    for (const [id, bytes] of batch.originals)
      if (memory.now.held.get("document")?.has(id)) originals.set(id, bytes.slice());
    return { ...tally, head: rows.length };
  } catch (error) {
    rows.length = before.sequence;
    memory.head = before;
    fold(memory);
    throw error;
  }
}

function write(memory: Memory, kind: RowKind, payload: unknown): void {
  const row = nextRow(memory.head, memory.around, kind, payload);
  memory.rows.push(row);
  memory.head = headAfter(memory.head, row);
  take(memory.now, row, JSON.parse(row.json));
}

function treeOf({ rows, origin }: Memory, size: number): LogTree {
  let peaks: Peaks = [];
  for (const { sequence, leaf } of rows.slice(0, size)) peaks = grown(peaks, sequence - 1, leaf);
  return treeNamed(origin, Math.min(size, rows.length), peaks);
}

function lines({ rows }: Memory): Iterable<Line> {
  return rows.map(({ sequence, kind, json }) => ({ sequence, kind, payload: json === null ? null : JSON.parse(json) }));
}

/** The tombstone of a target that stands now. */
function grave({ now }: Memory, kind: "erasure" | "seal", target: string): Tombstone | undefined {
  return now.held.get(kind)?.get(target)?.payload as Tombstone | undefined;
}

function remove(
  memory: Memory,
  removal: Removal,
  { to, pretend }: { readonly to: string | null; readonly pretend: boolean },
): Removed {
  const { rows, originals, boxes } = memory;
  const erased = grave(memory, "erasure", removal.target);
  const gone = to === null ? erased : (erased ?? grave(memory, "seal", removal.target));
  if (gone !== undefined) return { rows: 0, claims: 0, documents: [], head: rows.length };
  const condemned = to === null ? unboxed(memory, removal) : condemn(() => lines(memory), removal.target);
  const also = to === null ? dragged(seals(memory), removal.target, (row) => boxes.has(row)) : null;
  const places = [...new Set([...condemned.rows, ...(also?.rows ?? [])])].sort((x, y) => x - y);
  const going = places.flatMap((sequence) => rows[sequence - 1] ?? []);
  const claims = going.filter(({ kind }) => kind === "claim").length;
  const told = { rows: going.length, claims, documents: condemned.documents };
  if (pretend) return { ...told, head: rows.length };
  const leaves = going.map(({ leaf }) => leaf);
  const stone = tombstone(removal, { what: condemned.what, rows: places }, leaves);
  const within = to === null ? {} : withinOf(() => lines(memory), { target: removal.target, rows: places });
  for (const row of going) {
    if (to !== null && row.salt !== null && row.json !== null)
      boxes.set(row.sequence, sealed(Buffer.concat([row.salt, Buffer.from(row.json)]), to));
    else boxes.delete(row.sequence);
    rows[row.sequence - 1] = { ...row, salt: null, json: null };
  }
  for (const id of condemned.documents) {
    const bytes = originals.get(id);
    if (to !== null && bytes !== undefined) boxes.set(id, sealed(bytes, to));
    else boxes.delete(id);
    originals.delete(id);
  }
  if (to === null) write(memory, "erasure", stone);
  else write(memory, "seal", { ...stone, ...within, recipient: to });
  for (const seal of also?.seals ?? []) write(memory, "erasure", emptied(seal, removal));
  fold(memory);
  return { ...told, head: rows.length };
}

function seals({ now }: Memory): Tombstone[] {
  return heldOf<Tombstone>(now, "seal");
}

/** What is to be erased: as it stands, or as it was sealed. */
function unboxed(memory: Memory, { target }: Removal): Condemned {
  const box = grave(memory, "seal", target);
  return box === undefined ? condemn(() => lines(memory), target) : again(box);
}

function unseal(memory: Memory, { target, why, by }: Removal, privateKey: string): Removed {
  const { rows, boxes, originals } = memory;
  const box = grave(memory, "seal", target);
  if (box === undefined) throw unsealed(target, grave(memory, "erasure", target));
  const opening = rows.flatMap((row) => {
    const sealedRow = boxes.get(row.sequence);
    if (sealedRow === undefined || !covers(box, row.sequence)) return [];
    const plain = opened(sealedRow, privateKey);
    const json = plain.subarray(SALT).toString("utf8");
    return [{ ...row, salt: plain.subarray(0, SALT), json, payload: JSON.parse(json) }];
  });
  const { back, left } = comingBack(box, opening, desk(memory));
  for (const { payload: _payload, ...row } of back) {
    rows[row.sequence - 1] = row;
    boxes.delete(row.sequence);
  }
  const bytes = boxes.get(target);
  if (bytes !== undefined) originals.set(target, opened(bytes, privateKey));
  boxes.delete(target);
  const { what, rows: places, leaves } = box;
  write(memory, "unseal", { target, why, by, what, rows: places, leaves });
  for (const line of left) write(memory, "seal", leftSealed(box, line, line.leaf));
  fold(memory);
  const claims = back.filter(({ kind }) => kind === "claim").length;
  return { rows: back.length, claims, documents: bytes === undefined ? [] : [target], head: rows.length };
}

function checkRows(memory: Memory, against: readonly LogTree[]): Problem[] {
  const problems: Problem[] = [];
  for (const row of memory.rows) {
    const { salt, json, sequence, leaf } = row;
    if (salt === null || json === null || leafOf({ ...row, salt, json }).equals(leaf)) continue;
    problems.push({ code: "row-changed", message: `Row ${sequence} of the log is not what was written.` });
  }
  const whole = treeOf(memory, memory.rows.length);
  if (whole.root !== rootOf(memory.head.peaks).toString("hex"))
    problems.push({ code: "tree-broken", message: "The tree over the log is not what was written." });
  for (const { size, root } of against) {
    if (treeOf(memory, size).root === root && size <= memory.rows.length) continue;
    problems.push({ code: "rewritten", message: `The log is not the one that had ${size} rows when it was kept.` });
  }
  return problems;
}

function checkOriginals(state: State, originals: ReadonlyMap<string, Uint8Array>): Problem[] {
  return heldOf<Document>(state, "document")
    .filter(({ id }) => `sha256:${sha256(originals.get(id) ?? new Uint8Array())}` !== id)
    .map(({ id }) => ({ code: "original-changed", message: `The original of ${id} was changed.`, document: id }));
}

function desk(memory: Memory): Desk {
  const { now: state } = memory;
  return {
    held: (kind, key) => state.held.get(kind)?.get(key)?.json,
    known: (kind, key) => state.known.get(kind)?.has(key) === true,
    history: (claim) => historyOf(state, claim),
    changed: (claim) => state.claims.get(claim)?.changed,
    grave: (target) => grave(memory, "erasure", target) ?? grave(memory, "seal", target),
    text: (rendition) => (state.held.get("rendition")?.get(rendition)?.payload as Rendition | undefined)?.text,
    renditions: (document) => heldOf<Rendition>(state, "rendition").filter((one) => one.document === document),
    made: (rendition) => made(state, rendition),
    spoken: (rendition) =>
      new Set(
        [...state.claims.keys()]
          .map((id) => keptOf(state, id))
          .filter((claim) => claim.rendition === rendition && claim.review !== "withdrawn")
          .flatMap(mentioned),
      ),
    write: (kind, payload) => write(memory, kind, payload),
  };
}
