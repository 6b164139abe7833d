import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { LogTree, Store } from "../0-model/store.ts";
import { publicKeyOf, rawOf } from "./key.ts";
import { writeFileWhole } from "./originals.ts";
import { fault } from "./sqlite/fault.ts";

// A checkpoint is a few lines that can be printed, mailed, or kept by somebody else: what the log's tree was at one size,
// signed. Its form is the C2SP's tlog-checkpoint inside a signed note with an Ed25519 signature.

/** A checkpoint as it was found in a file. */
export interface Note extends LogTree {
  /** The lines that are signed. */
  readonly body: string;
  readonly signatures: readonly { readonly name: string; readonly bytes: Buffer }[];
}

const ED25519 = Buffer.of(1);

function keyId(name: string, raw: Buffer): Buffer {
  return hash("sha256", Buffer.concat([Buffer.from(`${name}\n`, "utf8"), ED25519, raw]), "buffer").subarray(0, 4);
}

/** The key that a folder's checkpoints are signed with, made when there is none and `make` is told. */
function keyOf(folder: string, make: boolean): KeyObject | null {
  const path = join(folder, "checkpoint.key");
  if (existsSync(path)) {
    try {
      const key = createPrivateKey(readFileSync(path, "utf8"));
      if (key.asymmetricKeyType === "ed25519") return key;
    } catch {}
    throw fault(
      "key-damaged",
      `${path} holds no key that can be read. Put it back from a copy; or move it away, and the next checkpoint is signed with a new key, whose verifier key has to be handed on again.`,
    );
  }
  if (!make) return null;
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileWhole(path, Buffer.from(privateKey.export({ type: "pkcs8", format: "pem" }).toString()));
  return privateKey;
}

/** A public key as one line, to be handed on with checkpoints: name, key id and key (C2SP signed-note). */
export function verifierOf(folder: string, origin: string): string | null {
  const key = keyOf(folder, false);
  if (key === null) return null;
  const raw = rawOf(createPublicKey(key));
  return `${origin}+${keyId(origin, raw).toString("hex")}+${Buffer.concat([ED25519, raw]).toString("base64")}`;
}

/**
 * Signs the log as it stands, and keeps the checkpoint in the folder too. A log that is not the continuation of the last
 * one signed is never signed: that throws a SourcebookError (exit 5).
 */
export async function checkpoint(folder: string, store: Store): Promise<string> {
  const path = join(folder, "checkpoints");
  const last = existsSync(path) ? parseNotes(readFileSync(path, "utf8")).at(-1) : undefined;
  const tree = await store.tree();
  if (last !== undefined) {
    const then = last.size <= tree.size ? await store.tree(last.size) : null;
    if (then?.root !== last.root || last.origin !== tree.origin) {
      throw fault(
        "rewritten",
        `The log in ${folder} does not continue the one that was last signed (${last.size} rows): it is not signed. ` +
          'Run "sourcebook verify".',
      );
    }
  }
  const key = keyOf(folder, true);
  if (key === null) throw new RangeError("A key was made");
  const text = signed(tree, key);
  // Written whole: a list that breaks off in a line would be taken for one that was changed.
  if (last === undefined || last.size < tree.size) {
    const before = existsSync(path) ? readFileSync(path, "utf8") : "";
    writeFileWhole(path, Buffer.from(`${before}${text}`));
  }
  return text;
}

function signed({ origin, size, root }: LogTree, key: KeyObject): string {
  const body = `${origin}\n${size}\n${Buffer.from(root, "hex").toString("base64")}\n`;
  const raw = rawOf(createPublicKey(key));
  const signature = Buffer.concat([keyId(origin, raw), sign(null, Buffer.from(body, "utf8"), key)]);
  return `${body}\n\u2014 ${origin} ${signature.toString("base64")}\n`;
}

const NOTE =
  /(?<body>(?<origin>\S[^\n]*)\n(?<size>\d{1,15})\n(?<root>[A-Za-z0-9+/]{43}=)\n)\n(?<lines>(?:\u2014 \S+ \S+\n)+)/g;

/** The checkpoints in a text, in the order of their sizes. */
export function parseNotes(text: string): Note[] {
  const found: Note[] = [];
  for (const { groups = {} } of `${text.replace(/\r\n/g, "\n")}\n`.matchAll(NOTE)) {
    const { body = "", origin = "", size = "", root = "", lines = "" } = groups;
    const signatures = lines
      .trim()
      .split("\n")
      .map((line) => {
        const [, name = "", bytes = ""] = line.split(" ");
        return { name, bytes: Buffer.from(bytes, "base64") };
      });
    found.push({ origin, size: Number(size), root: Buffer.from(root, "base64").toString("hex"), body, signatures });
  }
  return found.sort((a, b) => a.size - b.size);
}

/** The checkpoints that a folder lists as signed by it. */
export interface OwnNotes {
  /** With a good signature of the folder's key. */
  readonly good: readonly Note[];
  /** Signed with another key, or with none that is there. */
  readonly doubtful: readonly Note[];
  /** True when one bears a bad signature of the folder's key, the key cannot be read, or the list holds anything else. */
  readonly changed: boolean;
}

/** Reads the list of a folder; an empty one when there is none. */
export function ownNotes(folder: string): OwnNotes {
  const path = join(folder, "checkpoints");
  if (!existsSync(path)) return { good: [], doubtful: [], changed: false };
  const written = readFileSync(path, "utf8");
  const good: Note[] = [];
  const doubtful: Note[] = [];
  let changed = written.replace(NOTE, "").trim() !== "";
  for (const note of parseNotes(written)) {
    let verifier: string | null = null;
    try {
      verifier = verifierOf(folder, note.origin);
    } catch {
      changed = true;
    }
    const id = /\+([0-9a-f]{8})\+/.exec(verifier ?? "")?.[1];
    if (verifier === null || !note.signatures.some((one) => one.bytes.toString("hex", 0, 4) === id))
      doubtful.push(note);
    else if (signedBy(note, verifier)) good.push(note);
    else changed = true;
  }
  return { good, doubtful, changed };
}

/** Reads the checkpoints of a file. Throws a SourcebookError (exit 4) when it holds none. */
export function readNotes(path: string): Note[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new SourcebookError("missing", `${path} cannot be read.`, EXIT.unreadable);
  }
  const notes = parseNotes(text);
  if (notes.length > 0) return notes;
  throw new SourcebookError(
    "no-checkpoint",
    `${path} holds no checkpoint that can be read. "sourcebook checkpoint" writes one.`,
    EXIT.unreadable,
  );
}

/** True when a note bears a good signature of the verifier key (as `verifierOf` gives it). Throws (exit 2) for another text. */
export function signedBy({ body, signatures }: Note, verifier: string): boolean {
  const [, name = "", id = "", encoded = ""] = /^(\S+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(verifier.trim()) ?? [];
  const key = Buffer.from(encoded, "base64");
  const raw = key.subarray(1);
  if (key[0] !== 1 || raw.length !== 32 || keyId(name, raw).toString("hex") !== id) {
    throw new SourcebookError("key", "That is no verifier key: a name, a key id and a key with + between.", EXIT.usage);
  }
  const publicKey = publicKeyOf("ed25519", raw);
  return signatures.some(
    (one) =>
      one.name === name &&
      one.bytes.length === 68 &&
      timingSafeEqual(one.bytes.subarray(0, 4), Buffer.from(id, "hex")) &&
      verify(null, Buffer.from(body, "utf8"), publicKey, one.bytes.subarray(4)),
  );
}
