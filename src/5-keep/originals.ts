import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

// Originals stand under `originals/ab/<sha256>`, as they were handed in. Only the holder of the record's write lock adds one.

/** The path of a document's original bytes. */
export function pathOf(folder: string, document: string): string {
  const digest = document.replace(/^sha256:/, "");
  return join(folder, "originals", digest.slice(0, 2), digest);
}

/**
 * Writes bytes under their hash and returns true; returns false when they are there already, whole. When it throws,
 * nothing is left under the final name.
 */
export function writeOriginal(folder: string, document: string, bytes: Uint8Array): boolean {
  const path = pathOf(folder, document);
  if (existsSync(path) && `sha256:${digest(readFileSync(path))}` === document) return false;
  writeFileWhole(path, bytes);
  return true;
}

/** The path of a document's sealed bytes. */
export function boxOf(folder: string, document: string): string {
  return `${pathOf(folder, document)}.sealed`;
}

/** Where a file is written before it is moved into its place. */
export function partOf(path: string): string {
  return `${path}.part`;
}

/** Writes a file so that it is there whole and lasts, or not at all. Readable by its owner only. */
export function writeFileWhole(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const part = partOf(path);
  try {
    const file = openSync(part, "w", 0o600);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** Takes back an original whose batch was not added. */
export function removeOriginal(folder: string, document: string): void {
  rmSync(pathOf(folder, document), { force: true });
}

/** Makes a rename last. Windows has no such call and needs none. */
export function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes everything in a folder last, with the folder. */
export function syncTree(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const one = join(path, entry.name);
    if (entry.isDirectory()) syncTree(one);
    else if (entry.isFile()) syncFile(one);
  }
  syncFolder(path);
}

function syncFile(path: string): void {
  // Windows writes out only what is open for writing.
  const file = openSync(path, process.platform === "win32" ? "r+" : "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes an empty file that its owner alone can read, to be filled by SQLite, which would make it readable by all. */
export function ownFile(path: string): void {
  closeSync(openSync(path, "a", 0o600));
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The document id that the file's bytes have now, and their number; null when the file is missing. Streamed. */
export async function rehash(folder: string, document: string): Promise<{ id: string; size: number } | null> {
  const path = pathOf(folder, document);
  if (!existsSync(path)) return null;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return { id: `sha256:${hash.digest("hex")}`, size: statSync(path).size };
}

/** Ids under which files stand in the folder, whether or not the record knows them. */
export function storedOriginals(folder: string): string[] {
  return idsOf(folder, /^([0-9a-f]{64})$/);
}

/** Ids under which sealed files stand in the folder. */
export function sealedOriginals(folder: string): string[] {
  return idsOf(folder, /^([0-9a-f]{64})\.sealed$/);
}

/** Ids of files whose writing was broken off. */
export function brokenOff(folder: string): string[] {
  return idsOf(folder, /^([0-9a-f]{64})(?:\.sealed)?\.part$/);
}

function idsOf(folder: string, form: RegExp): string[] {
  const root = join(folder, "originals");
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? (form.exec(entry.name)?.[1] ?? []) : []))
    .map((digest) => `sha256:${digest}`)
    .sort();
}
