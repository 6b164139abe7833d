import { readFileSync } from "node:fs";
import type { Claim } from "../../0-model/claim.ts";
import { EXIT, SourcebookError } from "../../0-model/problem.ts";
import type { Appended, Batch, LogTree, Store, Tombstone } from "../../0-model/store.ts";
import { acknowledge } from "../acknowledged.ts";
import { admit } from "../admit.ts";
import { mentioned } from "../claims.ts";
import type { Desk } from "../desk.ts";
import { type Head, headAfter, type Made, nextRow, type RowKind } from "../log.ts";
import { pathOf, removeOriginal, writeOriginal } from "../originals.ts";
import { treeNamed } from "../tombstone.ts";
import { grown, type Peaks } from "../tree.ts";
import { bytes, type Database, text } from "./database.ts";
import { damaged, explain, fault } from "./fault.ts";
import { changing, during, type Footing, headOf, originOf, rebuild, setHead, writable, writeRow } from "./ledger.ts";
import { canonicalOf, unpack } from "./pack.ts";
import {
  bench,
  changedAt,
  heldJson,
  historyOf,
  idKey,
  project,
  referentJson,
  referentNumber,
  renditionsOf,
} from "./project.ts";
import { read } from "./read.ts";
import { remove, unseal } from "./remove.ts";
import { OPEN } from "./schema.ts";
import type { Terms } from "./terms.ts";
import { damageOf, verify } from "./verify.ts";
import { writing } from "./writer.ts";

/** The store over an open database. */
export function sqliteStore(footing: Footing): Store {
  const { db, folder } = footing;
  let open = true;
  const guard = async <T>(work: () => T | Promise<T>): Promise<T> => {
    if (!open) throw fault("closed", `The record in ${folder} was closed.`);
    try {
      return await work();
    } catch (error) {
      const told = explain(error, folder, () => writing(folder));
      if (told instanceof SourcebookError) throw told;
      // What cannot be read as it should is damage only where the log says so: a fault of the program stays one.
      const [first] = damageOf(footing);
      throw first === undefined ? told : damaged(folder, first.message);
    }
  };
  return {
    append: (batch) => guard(() => append(footing, batch)),
    read: (queries, follow) =>
      guard(() => during(db, "DEFERRED", () => read({ db, terms: footing.terms() }, queries, follow))),
    hasRun: (id) => guard(() => heldJson(db, "run", id) !== undefined),
    original: (document) => guard(() => original(footing, document)),
    verify: (progress, against = []) => guard(() => verify(footing, progress, against)),
    tree: (size) => guard(() => during(db, "DEFERRED", () => treeAt(db, size ?? null))),
    erase: (removal, pretend) => guard(() => remove(footing, removal, { to: null, pretend: pretend === true })),
    seal: (removal, publicKey, pretend) =>
      guard(() => remove(footing, removal, { to: publicKey, pretend: pretend === true })),
    unseal: (removal, privateKey) => guard(() => unseal(footing, removal, privateKey)),
    rebuild: (progress) => guard(() => rebuild(footing, progress)),
    close: async () => {
      if (open) db.close();
      open = false;
    },
  };
}

function append(footing: Footing, batch: Batch): Appended {
  const { db, folder } = footing;
  writable(footing);
  const written: string[] = [];
  let last: Head | null = null;
  try {
    const appended = changing(footing, () => {
      const head = headOf(db);
      const ledger = desk(footing, head);
      const tally = admit(batch, ledger.desk);
      for (const [id, original] of batch.originals) {
        if (heldJson(db, "document", id) !== undefined && writeOriginal(folder, id, original)) written.push(id);
      }
      const end = ledger.head();
      if (end.sequence > head.sequence) {
        setHead(db, end);
        last = end;
      }
      return { ...tally, head: end.sequence };
    });
    if (last !== null) acknowledge(folder, last);
    return appended;
  } catch (error) {
    takeBack(footing, written);
    throw error;
  }
}

/** Takes away originals of a batch that was not added, unless another process added the same document since. */
function takeBack({ db, folder }: Footing, written: readonly string[]): void {
  if (written.length === 0) return;
  try {
    during(db, "IMMEDIATE", () => {
      for (const id of written) if (heldJson(db, "document", id) === undefined) removeOriginal(folder, id);
    });
  } catch {} // They do no harm, and verify names them.
}

/** The rules' view of the record inside the writing transaction, and the head that its rows lead to. */
function desk(footing: Footing, start: Head): { desk: Desk; head: () => Head } {
  const { db } = footing;
  const terms = footing.terms();
  const on = bench(db, terms);
  let head = start;
  const write = (kind: RowKind, payload: unknown): void => {
    const row = nextRow(head, footing, kind, payload);
    writeRow(db, terms, row, payload);
    project(on, { sequence: row.sequence, kind, payload });
    head = headAfter(head, row);
  };
  const texts = new Map<string, string | undefined>();
  // Most records have lost nothing: asked once, and not for every claim.
  const buried = db.get("SELECT 1 FROM held WHERE kind IN ('erasure', 'seal') LIMIT 1") !== undefined;
  const view: Desk = {
    held: (kind, key) => {
      const stored = kind === "referent" ? referentJson(db, key) : heldJson(db, kind, key);
      return stored === undefined || (kind !== "referent" && kind !== "coverage")
        ? stored
        : canonicalOf(kind, stored, terms);
    },
    known: (kind, key) =>
      kind === "referent"
        ? referentNumber(on, key) !== undefined
        : db.get("SELECT 1 FROM held WHERE kind = ? AND key = ? LIMIT 1", kind, key) !== undefined,
    history: (claim) => historyOf(on, claim),
    changed: (claim) => changedAt(db, claim),
    grave: (target) => {
      if (!buried) return undefined;
      const json = heldJson(db, "erasure", target) ?? heldJson(db, "seal", target);
      return json === undefined ? undefined : (JSON.parse(json) as Tombstone);
    },
    text: (rendition) => {
      if (!texts.has(rendition)) {
        const json = heldJson(db, "rendition", rendition);
        texts.set(rendition, json === undefined ? undefined : (JSON.parse(json) as { text: string }).text);
      }
      return texts.get(rendition);
    },
    renditions: (document) => renditionsOf(db, document),
    made: (rendition) => made(db, terms, rendition),
    spoken: (rendition) => spoken(db, terms, rendition),
    write,
  };
  return { desk: view, head: () => head };
}

/**
 * What the rules made of a rendition: a judgement or a link belongs to it when both its ends do, a judgement on who bears a
 * settled name where the bearer does.
 */
function made(db: Database, terms: Terms, rendition: string): { what: Made; key: string }[] {
  const home = terms.textNumber(rendition);
  if (home === undefined) return [];
  const found: { what: Made; key: string }[] = [];
  const add = (what: Made, sql: string, value: number | string): void => {
    for (const line of db.all(sql, value, OPEN)) found.push({ what, key: text(line, "key") });
  };
  // Claims and referents go by number; they are given in the order of their ids.
  const inOrder = (what: Made, keys: string[]): void => {
    for (const key of keys.sort()) found.push({ what, key });
  };
  const told = db
    .all(
      "SELECT p.json FROM state s JOIN payload p ON p.sequence = s.claim WHERE s.rendition = ? AND s.until = ?",
      home,
      OPEN,
    )
    .map((line) => unpack<Claim>("claim", text(line, "json"), terms).id);
  // By id: a claim's number leads to no row of `claim`.
  inOrder(
    "claim",
    told.filter((id) => db.get("SELECT 1 FROM claim WHERE id = ? AND withdrawn = 0", idKey(id))),
  );
  const ends = (kind: string, of: string): string =>
    `SELECT h.key FROM (${of}) x JOIN held h ON h.kind = '${kind}' AND h.one = x.number AND h.until = ?2 ` +
    `WHERE h.two IN (${of}) AND h.key NOT LIKE '%\nperson:%'`;
  add(
    "link",
    `${ends("link", "SELECT claim AS number FROM state WHERE rendition = ?1 AND until = ?2")} ORDER BY h.key`,
    home,
  );
  const own = "SELECT DISTINCT number FROM referent WHERE rendition = ?1";
  const borne =
    "SELECT h.key FROM held h WHERE h.kind = 'judgement' AND h.until = ?2 AND h.key LIKE 'name:%' " +
    `AND h.key NOT LIKE '%\nperson:%' AND h.two IN (${own})`;
  add("judgement", `${borne} UNION ALL ${ends("judgement", own)} ORDER BY 1`, home);
  add("problem", "SELECT key FROM held WHERE kind = 'problem' AND one = ? AND until = ? ORDER BY key", rendition);
  const named = db.all("SELECT id FROM referent WHERE rendition = ? AND until = ?", home, OPEN);
  inOrder(
    "referent",
    named.map((line) => (typeof line.id === "string" ? line.id : `r${bytes(line, "id").toString("hex")}`)),
  );
  return found;
}

function spoken(db: Database, terms: Terms, rendition: string): Set<string> {
  const home = terms.textNumber(rendition);
  if (home === undefined) return new Set();
  const lines = db.all(
    "SELECT p.json FROM state s JOIN payload p ON p.sequence = s.source " +
      "WHERE s.rendition = ? AND s.until = ? AND s.review IS NOT 'withdrawn'",
    home,
    OPEN,
  );
  return new Set(lines.flatMap((line) => mentioned(unpack<Claim>("claim", text(line, "json"), terms))));
}

/** The tree over the first rows; the head has it for all of them. */
function treeAt(db: Database, size: number | null): LogTree {
  const head = headOf(db);
  const origin = originOf(db);
  if (size === null || size >= head.sequence) return treeNamed(origin, head.sequence, head.peaks);
  let peaks: Peaks = [];
  let count = 0;
  for (const line of db.each("SELECT leaf FROM log ORDER BY sequence LIMIT ?", size)) {
    peaks = grown(peaks, count, bytes(line, "leaf"));
    count += 1;
  }
  return treeNamed(origin, count, peaks);
}

function original({ db, folder }: Footing, document: string): Uint8Array {
  if (heldJson(db, "document", document) === undefined) {
    throw new SourcebookError(
      "unknown-document",
      `The record in ${folder} holds no document ${document}.`,
      EXIT.unknown,
    );
  }
  try {
    return readFileSync(pathOf(folder, document));
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ENOENT") throw error;
    throw fault(
      "original-missing",
      `The original bytes of ${document} are missing from ${folder}. Add the file again to put them back.`,
    );
  }
}
