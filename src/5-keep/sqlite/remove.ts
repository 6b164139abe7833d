import { createHash, type Hash, hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { SourcebookError } from "../../0-model/problem.ts";
import type { Removal, Removed, Tombstone } from "../../0-model/store.ts";
import { type Head, headAfter, nextRow, type RowKind, SALT } from "../log.ts";
import { boxOf, pathOf, writeFileWhole } from "../originals.ts";
import { owe, owed } from "../owed.ts";
import {
  again,
  type Condemned,
  comingBack,
  condemn,
  covers,
  dragged,
  emptied,
  type Line,
  type Surviving,
  unsealed,
  withinOf,
} from "../removal.ts";
import { opened, recipientOf, sealed } from "../seal.ts";
import { leftSealed, tombstone } from "../tombstone.ts";
import { bytes, type Database, number, type Line as SqlLine, stored, text } from "./database.ts";
import { explain, fault } from "./fault.ts";
import { changing, type Footing, headOf, remake, setHead, writable, writeRow } from "./ledger.ts";
import { unpack } from "./pack.ts";
import { bench, changedAt, heldJson, referentNumber } from "./project.ts";
import { OPEN } from "./schema.ts";
import { wipe } from "./wipe.ts";
import { writing } from "./writer.ts";

/** What to do with what is taken out: destroy it (`to` null) or seal it to a public key; with `pretend` only count it. */
export interface How {
  readonly to: string | null;
  readonly pretend: boolean;
}

/** Takes payloads, salts and originals out, in one transaction, and wipes what SQLite would leave of them. */
export function remove(footing: Footing, removal: Removal, { to, pretend }: How): Removed {
  const { db, folder } = footing;
  writable(footing);
  const recipient = to === null ? null : recipientOf(to);
  return settled(footing, { target: removal.target, pretend }, () => {
    const head = headOf(db);
    const stone =
      stoneOf(db, "erasure", removal.target) ?? (recipient === null ? undefined : stoneOf(db, "seal", removal.target));
    if (stone !== undefined) return { rows: 0, claims: 0, documents: documentsOf(stone), head: head.sequence };
    const condemned = toErase(footing, removal.target, recipient);
    const also = recipient === null ? dragged(sealsOf(db), removal.target, (row) => boxed(db, row)) : null;
    const rows = [...new Set([...condemned.rows, ...(also?.rows ?? [])])].sort((x, y) => x - y);
    const going = rowsOf(db, rows);
    const claims = going.filter(({ kind }) => kind === "claim").length;
    const told = { rows: going.length, claims, documents: condemned.documents };
    if (pretend) return { ...told, head: head.sequence };
    owe(folder);
    const leaves = going.map(({ leaf }) => leaf);
    const written = tombstone(removal, { what: condemned.what, rows }, leaves);
    const within = recipient === null ? {} : withinOf(() => linesOf(footing), { target: removal.target, rows });
    const boxes = createHash("sha256");
    for (const row of going) takeOut(db, row, { recipient, boxes });
    // Sealed originals are on disk before the transaction ends; the plain ones go only after it.
    if (recipient !== null) for (const id of condemned.documents) sealOriginal(folder, id, { recipient, boxes });
    const sealing = recipient === null ? {} : { recipient };
    const stones =
      also !== null
        ? [written, ...also.seals.map((seal) => emptied(seal, removal))].map((one) => ["erasure", one] as const)
        : [["seal", { ...written, ...within, ...sealing, boxes: boxes.digest("hex") }] as const];
    const after = bury(footing, head, stones);
    return { ...told, head: after.sequence };
  });
}

/** Brings back what was sealed under a target. */
export function unseal(footing: Footing, { target, why, by }: Removal, privateKey: string): Removed {
  const { db, folder } = footing;
  writable(footing);
  return settled(footing, { target, pretend: false }, () => {
    const head = headOf(db);
    const stone = stoneOf(db, "seal", target);
    if (stone === undefined) throw unsealed(target, stoneOf(db, "erasure", target), ` in ${folder}`);
    const { back, left } = comingBack(stone, openedOf(footing, stone, privateKey), surviving(footing));
    for (const { sequence, salt, json } of back) {
      db.run("INSERT INTO payload VALUES (?, ?, ?)", sequence, salt, json);
      db.run("DELETE FROM sealed WHERE sequence = ?", sequence);
    }
    const claims = back.filter(({ kind }) => kind === "claim").length;
    const documents = documentsOf(stone);
    const plain = documents.map((id) => [id, opened(sealedOriginal(folder, id), privateKey)] as const);
    // Broken off from here on, what stands in clear is taken away again.
    owe(folder);
    for (const [id, content] of plain) writeFileWhole(pathOf(folder, id), content);
    const { what, rows: places, leaves } = stone;
    const after = bury(footing, head, [
      ["unseal", { target, why, by, what, rows: places, leaves }],
      ...left.map((line) => ["seal", { ...leftSealed(stone, line, line.leaf), boxes: line.digest }] as const),
    ]);
    return { rows: back.length, claims, documents, head: after.sequence };
  });
}

/** A row as it was before it was sealed. */
interface Opened extends Line {
  readonly salt: Buffer;
  readonly json: string | Buffer;
  readonly leaf: Buffer;
  /** SHA-256 of its box. */
  readonly digest: string;
}

function openedOf({ db, terms }: Footing, stone: Tombstone, privateKey: string): Opened[] {
  const all = db.all(
    "SELECT s.sequence, s.box, l.kind, l.leaf FROM sealed s JOIN log l ON l.sequence = s.sequence ORDER BY 1",
  );
  return all.flatMap((line): Opened[] => {
    const sequence = number(line, "sequence");
    if (!covers(stone, sequence)) return [];
    const kind = text(line, "kind") as RowKind;
    const box = bytes(line, "box");
    const plain = opened(box, privateKey);
    const [salt, json] = [plain.subarray(0, SALT), unpacked(plain.subarray(SALT))];
    const payload = unpack(kind, json, terms());
    return [{ sequence, kind, payload, salt, json, leaf: bytes(line, "leaf"), digest: hash("sha256", box, "hex") }];
  });
}

/** One transaction of a removal, and the wiping that follows it; what is not wiped now is owed, and said. */
function settled(
  footing: Footing,
  { target, pretend }: { readonly target: string; readonly pretend: boolean },
  work: () => Removed,
): Removed {
  const { folder } = footing;
  const before = owed(folder);
  let done: Removed;
  try {
    done = changing(footing, work);
  } catch (error) {
    if (!before && owed(folder)) tidied(footing);
    throw error;
  }
  if (!pretend) wiped(footing, target);
  return done;
}

function wiped(footing: Footing, target: string): void {
  const { folder } = footing;
  try {
    wipe(footing);
  } catch (error) {
    const told = explain(error, folder, () => writing(folder));
    if (!(told instanceof SourcebookError)) throw told;
    owe(folder);
    throw fault(
      told.code === "disk-full" ? "disk-full" : "wipe-owed",
      `${target} is done: no answer of the record holds other than it should. But traces of what was taken out may be left in the files of ${folder}: ` +
        `${told.message} They are wiped when the record is next opened for writing, or by the same command again.`,
    );
  }
}

/** After a removal that was undone: what it put beside the record goes, where it can. */
function tidied(footing: Footing): void {
  try {
    wipe(footing);
  } catch {} // It stays noted as owed.
}

function sealedOriginal(folder: string, document: string): Buffer {
  try {
    return readFileSync(boxOf(folder, document));
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ENOENT") throw error;
    throw fault("seal-missing", `The sealed original of ${document} is missing from ${folder}. Restore a backup.`);
  }
}

/** The tombstone of a target that stands now. */
function stoneOf(db: Database, kind: "erasure" | "seal", target: string): Tombstone | undefined {
  const json = heldJson(db, kind, target);
  return json === undefined ? undefined : (JSON.parse(json) as Tombstone);
}

/** Every seal that stands now. */
function sealsOf(db: Database): Tombstone[] {
  return db
    .all(
      "SELECT p.json FROM held h JOIN payload p ON p.sequence = h.since WHERE h.kind = 'seal' AND h.until = ? ORDER BY h.since",
      OPEN,
    )
    .map((line) => JSON.parse(text(line, "json")) as Tombstone);
}

function boxed(db: Database, sequence: number): boolean {
  return db.get("SELECT 1 FROM sealed WHERE sequence = ?", sequence) !== undefined;
}

function surviving(footing: Footing): Surviving {
  const { db } = footing;
  const on = bench(db, footing.terms());
  return {
    grave: (target) => stoneOf(db, "erasure", target) ?? stoneOf(db, "seal", target),
    changed: (claim) => changedAt(db, claim),
    known: (_kind, id) => referentNumber(on, id) !== undefined,
  };
}

function documentsOf({ what, target }: Tombstone): string[] {
  return what === "document" ? [target] : [];
}

function toErase(footing: Footing, target: string, recipient: string | null): Condemned {
  const { db } = footing;
  const box = recipient === null ? stoneOf(db, "seal", target) : undefined;
  return box === undefined ? condemn(() => linesOf(footing), target) : again(box);
}

function* linesOf(footing: Footing): Generator<Line> {
  const { db } = footing;
  const terms = footing.terms();
  const all = db.each(
    "SELECT l.sequence, l.kind, p.json FROM log l LEFT JOIN payload p ON p.sequence = l.sequence ORDER BY l.sequence",
  );
  for (const line of all) {
    const kind = text(line, "kind") as RowKind;
    const payload = line.json === null ? null : unpack(kind, stored(line, "json"), terms);
    yield { sequence: number(line, "sequence"), kind, payload };
  }
}

/** A row that is to go: what is left of it. */
interface Going {
  readonly sequence: number;
  readonly kind: RowKind;
  readonly leaf: Buffer;
}

function rowsOf(db: Database, rows: readonly number[]): Going[] {
  return db
    .all(
      "SELECT sequence, kind, leaf FROM log WHERE sequence IN (SELECT value FROM json_each(?)) ORDER BY sequence",
      JSON.stringify(rows),
    )
    .map((line: SqlLine) => ({
      sequence: number(line, "sequence"),
      kind: text(line, "kind") as RowKind,
      leaf: bytes(line, "leaf"),
    }));
}

// A box holds the payload as it was stored: a letter says whether as text or as bytes.
const TEXT = Buffer.from("t");
const BYTES = Buffer.from("b");

function packed(json: string | Uint8Array): Buffer {
  return typeof json === "string" ? Buffer.concat([TEXT, Buffer.from(json, "utf8")]) : Buffer.concat([BYTES, json]);
}

function unpacked(boxed: Buffer): string | Buffer {
  return boxed.subarray(0, 1).equals(TEXT) ? boxed.subarray(1).toString("utf8") : boxed.subarray(1);
}

/** To whom, and the running digest over all boxes. */
interface Sealing<Recipient> {
  readonly recipient: Recipient;
  readonly boxes: Hash;
}

function takeOut(db: Database, { sequence }: Going, { recipient, boxes }: Sealing<string | null>): void {
  const line = db.get("SELECT salt, json FROM payload WHERE sequence = ?", sequence);
  if (recipient === null) db.run("DELETE FROM sealed WHERE sequence = ?", sequence);
  else if (line !== undefined) {
    const box = sealed(Buffer.concat([bytes(line, "salt"), packed(stored(line, "json"))]), recipient);
    boxes.update(box);
    db.run("INSERT INTO sealed VALUES (?, ?)", sequence, box);
  }
  db.run("DELETE FROM payload WHERE sequence = ?", sequence);
}

type Grave = readonly [kind: "erasure" | "seal" | "unseal", stone: Tombstone];

/** Writes the rows that tell of it and makes every projection anew, as if what is gone had never been read. */
function bury(footing: Footing, head: Head, stones: readonly Grave[]): Head {
  const { db } = footing;
  let after = head;
  for (const [kind, stone] of stones) {
    const row = nextRow(after, footing, kind, stone);
    writeRow(db, footing.terms(), row, stone);
    after = headAfter(after, row);
  }
  setHead(db, after);
  remake(db, footing.terms(), () => {});
  return after;
}

function sealOriginal(folder: string, document: string, { recipient, boxes }: Sealing<string>): void {
  if (!existsSync(pathOf(folder, document))) return;
  const box = sealed(readFileSync(pathOf(folder, document)), recipient);
  boxes.update(box);
  writeFileWhole(boxOf(folder, document), box);
}
