import { readFileSync } from "node:fs";
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
import { beginWriting, during, type Footing, headOf, originOf, rebuild, setHead, writable } from "./ledger.ts";
import { changedAt, heldJson, historyOf, project, renditionsOf } from "./project.ts";
import { read } from "./read.ts";
import { remove, unseal } from "./remove.ts";
import { OPEN } from "./schema.ts";
import { damageOf, verify } from "./verify.ts";
import { endWriting, writing } from "./writer.ts";

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
    read: (queries) => guard(() => during(db, "DEFERRED", () => read(db, queries))),
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
    const appended = during(db, "IMMEDIATE", () => {
      beginWriting(footing);
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
  } finally {
    endWriting(folder);
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
  let head = start;
  const write = (kind: RowKind, payload: unknown): void => {
    const row = nextRow(head, footing, kind, payload);
    db.run("INSERT INTO log VALUES (?, ?, ?, ?)", row.sequence, row.recordedAt, kind, row.leaf);
    db.run("INSERT INTO payload VALUES (?, ?, ?)", row.sequence, row.salt, row.json);
    project(db, { sequence: row.sequence, kind, payload, json: row.json });
    head = headAfter(head, row);
  };
  const texts = new Map<string, string | undefined>();
  const view: Desk = {
    held: (kind, key) => heldJson(db, kind, key),
    known: (kind, key) => db.get("SELECT 1 FROM held WHERE kind = ? AND key = ? LIMIT 1", kind, key) !== undefined,
    history: (claim) => historyOf(db, claim),
    changed: (claim) => changedAt(db, claim),
    grave: (target) => {
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
    made: (rendition) => made(db, rendition),
    spoken: (rendition) => spoken(db, rendition),
    write,
  };
  return { desk: view, head: () => head };
}

/** What the rules made of a rendition: a judgement or a link belongs to it when both its ends do. */
function made(db: Database, rendition: string): { what: Made; key: string }[] {
  const found: { what: Made; key: string }[] = [];
  const add = (what: Made, sql: string): void => {
    for (const line of db.all(sql, rendition, OPEN)) found.push({ what, key: text(line, "key") });
  };
  add("claim", "SELECT id AS key FROM claim WHERE rendition = ? AND withdrawn = 0 AND ? > 0 ORDER BY id");
  const ends = (kind: string, of: string): string =>
    `SELECT h.key FROM ${of} JOIN held h ON h.kind = '${kind}' AND h.one = x.id AND h.until = ?2 ` +
    `WHERE EXISTS (SELECT 1 FROM ${of.replaceAll("x", "y")} WHERE y.id = h.two) ` +
    "AND h.key NOT LIKE '%\nperson:%' ORDER BY h.key";
  const referents = "(SELECT DISTINCT key AS id FROM held WHERE kind = 'referent' AND one = ?1) x";
  add("link", ends("link", "(SELECT id FROM claim WHERE rendition = ?1) x"));
  add("judgement", ends("judgement", referents));
  add("problem", "SELECT key FROM held WHERE kind = 'problem' AND one = ? AND until = ? ORDER BY key");
  add("referent", "SELECT key FROM held WHERE kind = 'referent' AND one = ? AND until = ? ORDER BY key");
  return found;
}

function spoken(db: Database, rendition: string): Set<string> {
  const lines = db.all(
    "SELECT p.json FROM claim c JOIN state s ON s.claim = c.id AND s.until = ? JOIN payload p ON p.sequence = s.source " +
      "WHERE c.rendition = ? AND s.review <> 'withdrawn'",
    OPEN,
    rendition,
  );
  return new Set(lines.flatMap((line) => mentioned(JSON.parse(text(line, "json")))));
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
