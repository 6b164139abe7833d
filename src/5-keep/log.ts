import { hash } from "node:crypto";
import type { Derivation, Finder } from "../0-model/claim.ts";
import { canonical } from "../0-model/identity.ts";
import type { LogRow } from "../0-model/store.ts";

/** The kinds of rows a log can hold. */
export type RowKind = LogRow["kind"];

/** Written by the store when words that were read before are taken to mean the same again. */
export interface FinderNote {
  readonly claim: string;
  readonly interpretation: number;
  readonly by: readonly Finder[];
  readonly derivation: Derivation | null;
}

/** What a newer run can cease to make. */
export type Made = "claim" | "referent" | "judgement" | "link" | "problem";

/** Written by the store when a newer run on a rendition no longer makes something that nobody reviewed. */
export interface Withdrawal {
  readonly what: Made;
  readonly key: string;
  readonly rendition: string;
  readonly run: string;
}

/** Where and when things come into a record: handed in, so that a record can be made twice alike. */
export interface Surroundings {
  readonly clock: () => Date;
  /** As many random bytes as asked for. */
  readonly random: (size: number) => Uint8Array;
}

/** One row of the log, with what makes its leaf. */
export interface Row {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly kind: RowKind;
  readonly leaf: Buffer;
  /** The running hash over all rows up to this one. */
  readonly root: Buffer;
  readonly salt: Uint8Array;
  /** Canonical JSON. */
  readonly json: string;
}

/** The end of a log: what the next row is chained to. */
export interface Head {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly root: Buffer;
}

/** The head of a log without rows. */
export const EMPTY: Head = { sequence: 0, recordedAt: "", root: Buffer.alloc(32) };

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
const SALT = 16;

/** SHA-256(0x00 || salt || payload): says nothing about the payload once salt and payload are gone. */
export function leafOf(salt: Uint8Array, json: string): Buffer {
  return hash("sha256", Buffer.concat([LEAF, salt, Buffer.from(json, "utf8")]), "buffer");
}

/** SHA-256(0x01 || root before || leaf || sequence, clock and kind): a row changed in any column breaks every later root. */
export function rootOf(before: Buffer, row: Pick<Row, "sequence" | "recordedAt" | "kind" | "leaf">): Buffer {
  const label = Buffer.from(`${row.sequence}\n${row.recordedAt}\n${row.kind}`, "utf8");
  return hash("sha256", Buffer.concat([NODE, before, row.leaf, label]), "buffer");
}

/** The row that follows `head`. Its clock never runs backwards: `recordedAt` = max(previous, clock). */
export function nextRow(head: Head, around: Surroundings, kind: RowKind, payload: unknown): Row {
  const now = around.clock().toISOString();
  const salt = around.random(SALT);
  const json = canonical(payload);
  const leaf = leafOf(salt, json);
  const sequence = head.sequence + 1;
  const recordedAt = now > head.recordedAt ? now : head.recordedAt;
  const root = rootOf(head.root, { sequence, recordedAt, kind, leaf });
  return { sequence, recordedAt, kind, leaf, root, salt, json };
}

/** SHA-256 of a text as 64 hexadecimal digits. */
export function sha256(text: string | Uint8Array): string {
  return hash("sha256", text, "hex");
}
