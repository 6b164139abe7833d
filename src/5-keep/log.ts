import { hash } from "node:crypto";
import type { Derivation, Finder } from "../0-model/claim.ts";
import { canonical } from "../0-model/identity.ts";
import type { LogRow } from "../0-model/store.ts";
import { grown, type Peaks } from "./tree.ts";

/** The kinds of rows a log can hold. */
export type RowKind = LogRow["kind"];

const EVERY: Readonly<Record<RowKind, true>> = {
  document: true,
  rendition: true,
  run: true,
  referent: true,
  judgement: true,
  claim: true,
  review: true,
  link: true,
  kinship: true,
  finding: true,
  ruling: true,
  sample: true,
  coverage: true,
  problem: true,
  finder: true,
  withdrawn: true,
  erasure: true,
  seal: true,
  unseal: true,
};

/** All of them. */
export const KINDS: ReadonlySet<string> = new Set(Object.keys(EVERY));

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
  readonly salt: Uint8Array;
  /** Canonical JSON. */
  readonly json: string;
}

/** The end of a log: what the next row follows. */
export interface Head {
  readonly sequence: number;
  readonly recordedAt: string;
  /** Of the tree over all leaves. */
  readonly peaks: Peaks;
}

/** The head of a log without rows. */
export const EMPTY: Head = { sequence: 0, recordedAt: "", peaks: [] };

/** Bytes of salt in each row. */
export const SALT = 16;

/**
 * SHA-256(0x00 || entry), as RFC 6962 has it, where the entry is position, clock, kind, salt in hexadecimal digits, each
 * ended by a line feed, and the payload, in UTF-8: a row changed in any column has another leaf. It says nothing about the
 * payload once salt and payload are gone.
 */
export function leafOf({ sequence, recordedAt, kind, salt, json }: Omit<Row, "leaf">): Buffer {
  const hex = Buffer.from(salt.buffer, salt.byteOffset, salt.byteLength).toString("hex");
  // One text hashed at once is the quickest way.
  return hash("sha256", `\0${sequence}\n${recordedAt}\n${kind}\n${hex}\n${json}`, "buffer");
}

/** The head once a row stands at the end of the log. */
export function headAfter(head: Head, { sequence, recordedAt, leaf }: Omit<Row, "salt" | "json">): Head {
  return { sequence, recordedAt, peaks: grown(head.peaks, head.sequence, leaf) };
}

/** The row that follows `head`. Its clock never runs backwards: `recordedAt` = max(previous, clock). */
export function nextRow(head: Head, around: Surroundings, kind: RowKind, payload: unknown): Row {
  const now = around.clock().toISOString();
  const salt = around.random(SALT);
  const json = canonical(payload);
  const recordedAt = now > head.recordedAt ? now : head.recordedAt;
  const row = { sequence: head.sequence + 1, recordedAt, kind, salt, json };
  return { ...row, leaf: leafOf(row) };
}

/** SHA-256 of a text as 64 hexadecimal digits. */
export function sha256(text: string | Uint8Array): string {
  return hash("sha256", text, "hex");
}
