import type { Document, Rendition } from "../../0-model/document.ts";
import { EXIT, type Problem, SourcebookError } from "../../0-model/problem.ts";
import type { Appended, Store } from "../../0-model/store.ts";
import { admit } from "../admit.ts";
import { mentioned } from "../claims.ts";
import type { Desk } from "../desk.ts";
import { EMPTY, leafOf, nextRow, type Row, rootOf, type Surroundings, sha256 } from "../log.ts";
import { gather, slice } from "../slice.ts";
import { answer, keptOf, type Moment, moment } from "./read.ts";
import { foldRows, heldOf, historyOf, made, type State, take } from "./state.ts";

// The record in its plainest form: the log, and a fold over it for every moment that is asked about. No index, nothing
// incremental. It serves small records in memory, and is what the store on disk is compared with.

/** A record that lives as long as the process. `around` is the clock and the randomness. */
export function memoryStore(around: Surroundings): Store {
  const rows: Row[] = [];
  const originals = new Map<string, Uint8Array>();
  let now = foldRows([]);
  let latest: Moment | null = null;
  // The earlier moment that was asked about last: rows are never changed, so it stays what it was.
  let earlier: { readonly known: number; readonly moment: Moment } | null = null;
  const at = (known: number | null | undefined): Moment => {
    if (known !== null && known !== undefined && known < rows.length) {
      const last = Math.max(0, known);
      if (earlier?.known !== last) earlier = { known: last, moment: moment(rows.slice(0, last)) };
      return earlier.moment;
    }
    latest ??= moment(rows);
    return latest;
  };
  return {
    append: async (batch) => {
      const before = rows.length;
      latest = null;
      try {
        const tally = admit(batch, desk(rows, now, around));
        for (const [id, bytes] of batch.originals)
          if (now.held.get("document")?.has(id)) originals.set(id, bytes.slice());
        return { ...tally, head: rows.length } satisfies Appended;
      } catch (error) {
        rows.length = before;
        now = foldRows(rows);
        throw error;
      }
    },
    read: async (queries) => {
      const all = gather();
      for (const query of queries) answer(rows, at("known" in query ? query.known : null), query, all);
      return slice(all);
    },
    hasRun: async (id) => now.held.get("run")?.has(id) === true,
    original: async (document) => {
      const bytes = originals.get(document);
      if (bytes !== undefined) return bytes.slice();
      throw new SourcebookError("unknown-document", `The record holds no document ${document}.`, EXIT.unknown);
    },
    verify: async (progress) => {
      progress(rows.length, rows.length, "log");
      return [...checkRows(rows), ...checkOriginals(now, originals)];
    },
    rebuild: async (progress) => {
      now = foldRows(rows);
      progress(rows.length, rows.length, "rebuilding");
    },
    close: async () => {},
  };
}

function checkRows(rows: readonly Row[]): Problem[] {
  const problems: Problem[] = [];
  let root = EMPTY.root;
  for (const row of rows) {
    root = rootOf(root, row);
    if (leafOf(row.salt, row.json).equals(row.leaf) && root.equals(row.root)) continue;
    problems.push({ code: "row-changed", message: `Row ${row.sequence} of the log is not what was written.` });
  }
  return problems;
}

function checkOriginals(state: State, originals: ReadonlyMap<string, Uint8Array>): Problem[] {
  return heldOf<Document>(state, "document")
    .filter(({ id }) => `sha256:${sha256(originals.get(id) ?? new Uint8Array())}` !== id)
    .map(({ id }) => ({ code: "original-changed", message: `The original of ${id} was changed.`, document: id }));
}

function desk(rows: Row[], state: State, around: Surroundings): Desk {
  return {
    held: (kind, key) => state.held.get(kind)?.get(key)?.json,
    known: (kind, key) => state.known.get(kind)?.has(key) === true,
    history: (claim) => historyOf(state, claim),
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
    write: (kind, payload) => {
      const row = nextRow(rows.at(-1) ?? EMPTY, around, kind, payload);
      rows.push(row);
      take(state, row, JSON.parse(row.json));
    },
  };
}
